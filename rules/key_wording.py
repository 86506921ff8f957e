"""What a line of a rating key says: ``within 2% below the target, or above it by up to 10%``.

A wording is read whole or not at all. Its words are put into a small vocabulary (a distance, more or less than it, the
better or the worse side, met or missed, the line that it starts from); a word that is not in it and may carry meaning
makes the whole wording unread, for a rule that is understood by half gives wrong ratings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from .key_vocabulary import Token, tokens
from .scheme import Line, Measured


class NotUnderstood(ValueError):
    """A wording says something that is not understood; the message says what."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of a band: a line, moved; ``included`` is None where the wording leaves it open.

    ``soft`` is the better end of a wording that names no side (``within 5% of target``): it counts only where a
    better band begins there.
    """

    line: Line
    offset: Decimal = Decimal(0)
    measured: Measured = "percent"
    included: bool | None = None
    soft: bool = False

    @property
    def place(self) -> tuple[Line, Decimal, Measured]:
        """Where it lies, whoever owns it; no distance is no distance in any measure."""
        return self.line, self.offset, self.measured if self.offset else "percent"


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Bounds that hold where the target, in percent, is above a figure."""

    target_above: Decimal
    reach: Reach


@dataclass(frozen=True, slots=True)
class Reach:
    """What a wording says of its band: the worst results in it (``low``) and the best (``high``).

    ``vague`` where it says only that they lie near the target, or far from it.
    """

    low: tuple[Bound, ...] = ()
    high: tuple[Bound, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    vague: bool = False


_CONDITION = re.compile(
    r"[(,;]?\s*(?:or\s+|but\s+)?(?P<claim>[^(),;]*?)\s*,?\s*\b(?:if|where|when|for)\s+(?:the\s+|a\s+)?targets?\s+"
    r"(?:is\s+|are\s+|that is\s+)?(?:set\s+)?(?:above|over|greater than|more than|higher than|>)\s*"
    r"(?P<above>\d+(?:\.\d+)?)\s*(?:%|per ?cent)\s*\)?\s*",
    re.IGNORECASE,
)
_LINES: Mapping[str, Line] = {"TARGET": "target", "FLOOR": "floor", "SECOND": "second target", "PREVIOUS": "previous"}
_MOST = Decimal(50)


def reach_of(wording: str) -> Reach:
    """What a wording of a key says of its band.

    Raises:
        NotUnderstood: it says something else, or more, than where the band begins and ends.
    """
    conditional = _CONDITION.search(wording)
    if conditional is None:
        return _reach(wording)
    rest = f"{wording[: conditional.start()]} {wording[conditional.end() :]}"
    main, other = _reach(rest), _reach(conditional["claim"])
    if not (main.low or main.high):
        raise NotUnderstood("it holds for some targets only")
    # The shorter wording may leave the side to the longer one: "(2% if the target is above 95%)".
    return replace(main, exceptions=(Exceptional(Decimal(conditional["above"]), other),))


def _reach(wording: str) -> Reach:
    said = list(tokens(wording))
    unknown = [token.text for token in said if token.kind == "UNKNOWN"]
    if unknown:
        raise NotUnderstood(f"'{' '.join(unknown)}' is not understood")
    if not any(token.kind in _TELLING for token in said):
        raise NotUnderstood("it does not say where the band begins or ends")
    whole: Reach | None = None
    for joint, clause in _clauses(said):
        one = _claim(clause, said)
        whole = one if whole is None else _either(whole, one) if joint == "OR" else _both(whole, one)
    if whole is None or not (whole.low or whole.high or whole.vague):
        raise NotUnderstood("it does not say where the band begins or ends")
    return whole


_TELLING = {
    *("NUMBER", "RANGE", "SIGNED", "TOLERANCE", "MET", "MET_OR_BETTER", "KEPT", "MISSED", "BETTER", "WORSE"),
    *("AT_LEAST", "MORE", "LESS", "VAGUE"),
}
_JOINTS = {"OR", "AND", "BREAK"}


def _clauses(said: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The clauses, each with the joint before it; a joint beside nothing that tells is none."""
    joint, clause = "AND", list[Token]()
    for index, token in enumerate(said):
        if token.kind not in _JOINTS:
            clause.append(token)
        elif not clause and token.kind == "OR":
            joint = "OR"
        elif _tells(clause) and _tells(said[index + 1 :]) and not any(one.kind == "BETWEEN" for one in clause):
            yield joint, clause
            joint, clause = token.kind, []
    if not _tells(clause):
        raise NotUnderstood("it says something that no band begins or ends with")
    yield joint, clause


def _tells(clause: list[Token]) -> bool:
    return any(token.kind in _TELLING for token in clause)


def _claim(clause: list[Token], said: list[Token]) -> Reach:
    kinds = [token.kind for token in clause]
    if "BETWEEN" in kinds:
        return _between(clause)
    numbers = [token for token in clause if token.kind in ("NUMBER", "RANGE", "SIGNED")]
    if len(numbers) > 1:
        raise NotUnderstood("it gives two distances at once")
    lines = {_LINES[kind] for kind in kinds if kind in _LINES}
    if "VAGUE" in kinds:
        if numbers or "BETTER" in kinds or lines != {"target"}:
            raise NotUnderstood("it is vague")
        return Reach(vague=True)
    if len(lines) > 1:
        raise NotUnderstood("it starts from two lines at once")
    line: Line = next(iter(lines), "target")
    if "TOLERANCE" in kinds:
        return _tolerance(clause, numbers)
    if numbers:
        return _distance(clause, numbers[0], line)
    if not lines and not any(token.kind in _LINES for token in said):
        raise NotUnderstood("it does not say against what")
    elsewhere = {_LINES[token.kind] for token in said if token.kind in _LINES}
    if not lines and len(elsewhere) == 1:
        line = elsewhere.pop()
    return _on_line(kinds, line)


def _on_line(kinds: list[str], line: Line) -> Reach:
    """A claim without a distance: met, missed, above, below."""
    sides = {kind for kind in kinds if kind in ("MET", "MET_OR_BETTER", "MISSED", "BETTER", "WORSE", "KEPT")}
    odd = [kind for kind in kinds if kind in ("UP_TO", "LESS", "MORE", "AT_LEAST", "OR_MORE", "OR_LESS", "OUTSIDE")]
    if odd == ["LESS"] and not sides:
        odd, sides = [], {"WORSE"}
    elif odd == ["MORE"] and not sides:
        odd, sides = [], {"BETTER"}
    elif odd == ["AT_LEAST"] and sides <= {"MET"}:
        odd, sides = [], {"MET"}
    if odd:
        raise NotUnderstood("it compares, but gives no distance")
    if sides <= {"MET", "MET_OR_BETTER", "KEPT"} or sides == {"MET", "BETTER"}:
        return Reach(low=(Bound(line, included=True),))
    if sides == {"BETTER"}:
        return Reach(low=(Bound(line, included=False),))
    if sides <= {"MISSED", "WORSE"}:
        return Reach(high=(Bound(line, included=False),))
    raise NotUnderstood("it says better and worse at once")


def _tolerance(clause: list[Token], numbers: list[Token]) -> Reach:
    kinds = {token.kind for token in clause}
    if numbers:
        raise NotUnderstood("it gives a tolerance and a distance at once")
    unit = next((token.unit for token in clause if token.kind == "TOLERANCE" and token.unit), "")
    measured: Measured = "tolerance points" if unit == "points" else "tolerance percent" if unit == "%" else "tolerance"
    outside = kinds & {"OUTSIDE", "MORE"} or ("BETTER" in kinds and "UP_TO" not in kinds)
    if "UP_TO" in kinds and not outside:
        return Reach(low=(Bound("target", Decimal(-1), measured, included=True),))
    if outside and "UP_TO" not in kinds:
        return Reach(high=(Bound("target", Decimal(-1), measured, included=False),))
    raise NotUnderstood("it speaks of a tolerance, but not of being inside or outside it")


_BETTER = Token("BETTER", "better")


def _distance(clause: list[Token], number: Token, line: Line) -> Reach:
    kinds = {token.kind for token in clause}
    if "MET_OR_BETTER" in kinds and kinds & {"UP_TO", "LESS"} and number.kind == "NUMBER":
        met, *_ = _on_line(["MET"], line).low
        beyond = _distance([token for token in clause if token.kind != "MET_OR_BETTER"] + [_BETTER], number, line)
        return Reach((met,), beyond.high)
    if kinds & {"MET", "MET_OR_BETTER", "KEPT"}:
        raise NotUnderstood("it says met, with a distance")
    if line == "previous":
        raise NotUnderstood("it gives a distance from an earlier figure")
    better, worse = "BETTER" in kinds, bool(kinds & {"WORSE", "MISSED"})
    if better and worse and number.kind == "NUMBER" and not kinds & {"UP_TO", "LESS", "OR_LESS"}:
        raise NotUnderstood("it says better and worse at once")
    if number.kind == "NUMBER" and number.first >= _MOST and number.unit == "%":
        raise NotUnderstood("it may be a share of the target and not a distance from it")
    measured: Measured = "percent" if number.unit == "%" else "points"
    if number.kind == "SIGNED":
        return _signed(clause, Bound(line, number.first, measured))
    if number.kind == "RANGE":
        if better and worse:
            raise NotUnderstood("it says better and worse at once")
        return _ranged(number, line, measured, better=better, worse=worse)
    compared = [
        kind for kind in ("UP_TO", "LESS", "MORE", "AT_LEAST", "OR_MORE", "OR_LESS", "OUTSIDE") if kind in kinds
    ]
    if compared == ["UP_TO", "OR_LESS"] or compared == ["AT_LEAST", "OR_MORE"]:
        compared = compared[:1]
    if len(compared) > 1:
        raise NotUnderstood("it compares twice with one distance")
    how = compared[0] if compared else ""
    far = number.first
    if how in ("MORE", "AT_LEAST", "OR_MORE", "OUTSIDE"):
        included = how in ("AT_LEAST", "OR_MORE")
        if better == worse and how != "OUTSIDE":
            raise NotUnderstood("it does not say on which side of the target")
        if better:
            return Reach(low=(Bound(line, far, measured, included),))
        return Reach(high=(Bound(line, -far, measured, included),))
    if how:
        included = how in ("UP_TO", "OR_LESS")
        near = Bound(line, included=None)
        below, above = Bound(line, -far, measured, included), Bound(line, far, measured, included)
        if better == worse:
            return Reach(low=(below,), high=(replace(above, soft=True),))
        return Reach(low=(near,), high=(above,)) if better else Reach(low=(below,), high=(near,))
    if better:
        return Reach(low=(Bound(line, far, measured),))
    if worse:
        return Reach(high=(Bound(line, -far, measured),))
    raise NotUnderstood("it does not say on which side of the target")


def _signed(clause: list[Token], bound: Bound) -> Reach:
    """``>= -5%``: only signs tell what a signed distance is compared by; ``more than -5%`` may be either side."""
    others = [token.text for token in clause if token.kind not in ("SIGNED", "TARGET")]
    if others in ([">="], ["≥"], [">"]):
        return Reach(low=(replace(bound, included=others != [">"]),))
    if others in (["<="], ["≤"], ["<"]):
        return Reach(high=(replace(bound, included=others != ["<"]),))
    raise NotUnderstood("it gives a distance with a sign")


def _ranged(number: Token, line: Line, measured: Measured, *, better: bool, worse: bool) -> Reach:
    near, far = sorted((number.first, number.last))
    if far >= _MOST and number.unit == "%":
        raise NotUnderstood("it may be a share of the target and not a distance from it")
    if better == worse:
        raise NotUnderstood("it does not say on which side of the target")
    if better:
        return Reach((Bound(line, near, measured, included=True),), (Bound(line, far, measured, included=True),))
    return Reach((Bound(line, -far, measured, included=True),), (Bound(line, -near, measured, included=True),))


def _between(clause: list[Token]) -> Reach:
    """``Between 5% better or 2% worse than target``, and ``between the floor and the target``."""
    numbers = [index for index, token in enumerate(clause) if token.kind == "NUMBER"]
    kinds = [token.kind for token in clause]
    if not numbers and "FLOOR" in kinds and "TARGET" in kinds and set(kinds) == {"BETWEEN", "FLOOR", "TARGET"}:
        return Reach((Bound("floor"),), (Bound("target"),))
    if len(numbers) != 2 or {kind for kind in kinds if kind in _LINES} - {"TARGET"}:
        raise NotUnderstood("it says between, but not between which two")
    first, second = (clause[start] for start in numbers)
    halves = kinds[numbers[0] : numbers[1]], kinds[numbers[1] :]
    sides = [("BETTER" in half, "WORSE" in half or "MISSED" in half) for half in halves]
    known = {"BETWEEN", "NUMBER", "BETTER", "WORSE", "MISSED", "TARGET"}
    if sorted(sides) != [(False, True), (True, False)] or first.unit != second.unit or set(kinds) - known:
        raise NotUnderstood("it says between, but not between which two")
    above, below = (first, second) if sides[0][0] else (second, first)
    measured: Measured = "percent" if above.unit == "%" else "points"
    return Reach(
        (Bound("target", -below.first, measured, included=True),),
        (Bound("target", above.first, measured, included=True),),
    )


def _both(one: Reach, other: Reach) -> Reach:
    """What both say; the better end of a wording without a side gives way to a said one."""
    high = [*one.high, *other.high]
    said = [bound for bound in high if not bound.soft] or high
    low = _narrowed([*one.low, *other.low], tighter=1)
    return Reach(tuple(low), tuple(_narrowed(said, tighter=-1)), vague=one.vague or other.vague)


def _narrowed(bounds: list[Bound], *, tighter: int) -> list[Bound]:
    """The tightest bound from each line; of two at one place the one that says who owns it.

    ``tighter`` is 1 where the better bound is the tighter one, -1 where the worse one is.
    """
    found: list[Bound] = []
    for bound in bounds:
        alike = [known for known in found if _comparable(known, bound)]
        if not alike:
            found.append(bound)
            continue
        (known,) = alike[:1]
        closer = (bound.offset - known.offset) * tighter
        if closer > 0 or (closer == 0 and known.included is None):
            found[found.index(known)] = bound
    return found


def _comparable(one: Bound, other: Bound) -> bool:
    """Whether two bounds start from one line and are measured alike; no distance is no distance in any measure."""
    return one.line == other.line and (one.measured == other.measured or not (one.offset and other.offset))


def _either(one: Reach, other: Reach) -> Reach:
    """What one of two says: a stretch of results without a gap."""
    lower, upper = sorted((_stretch(one), _stretch(other)), key=lambda reach: reach.low[0].offset)
    begin, above = lower.low[0], upper.low[0]
    if not _comparable(begin, above):
        raise NotUnderstood("the parts of 'or' are measured in two ways")
    ends = [bound for bound in lower.high if not bound.soft]
    if any(bound.offset < above.offset for bound in ends):
        raise NotUnderstood("the parts of 'or' leave a gap between them")
    high = [bound for bound in (*ends, *upper.high) if not bound.soft and bound.offset > above.offset]
    low = _narrowed([begin, above], tighter=-1)[:1]
    return Reach(tuple(low), tuple(high[-1:]))


def _stretch(reach: Reach) -> Reach:
    """A reach with one worst result: in ``2% below the target or exceeds it`` the bare distance is the worst."""
    if not reach.low and len(reach.high) == 1 and reach.high[0].included is None and reach.high[0].offset < 0:
        return Reach(reach.high, (Bound(reach.high[0].line),))
    if len(reach.low) != 1 or reach.exceptions:
        raise NotUnderstood("the parts of 'or' do not meet")
    return reach
