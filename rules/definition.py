"""From the YAML of a scheme to the scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast, get_args

from ..records import Basis, Kind, Limit, LimitKind, SchemeKind
from .nodes import Node, parse
from .scheme import Band, Condition, Edge, Line, Measured, Override, Owner, RatedBy, Scheme, fold

_FROM = re.compile(
    r"(?P<line>target|second target|floor|amber|red|previous|lower|upper|limits)?\s*"
    r"(?:[+-]?\s*0+(?:\.0+)?\s*(?:%|points?)?"
    r"|(?P<sign>[+-])\s*(?:(?P<amount>\d+(?:\.\d+)?)\s*(?P<unit>%|points?)"
    r"|(?P<tolerance>tolerance)\s*(?P<of>%|points?)?))?"
)
_LINES: Mapping[str, LimitKind] = {
    "second target": "target",
    "floor": "floor",
    "tolerance": "tolerance",
    "amber": "amber",
    "red": "red",
    "lower": "lower",
    "upper": "upper",
}
_GSS = re.compile(r"[EWSN]\d{8}")


def read(file: str, text: str) -> Scheme:
    """Reads one scheme.

    Args:
        file: The name to give in errors.
        text: The YAML.

    Raises:
        SchemeError: with the file, the line and the remedy.
    """
    fields = parse(file, text).fields(
        ("scheme", "council", "valid", "kind", "rates", "bands"),
        ("reports", "covers", "figure", "unrated", "source", "not_recomputable", "measures", "overrides"),
    )
    valid = fields["valid"].fields((), ("from", "to"))
    start = valid["from"].day() if "from" in valid else None
    end = valid["to"].day() if "to" in valid else None
    if start and end and end < start:
        raise valid["to"].error("'to' lies before 'from'", "Swap the two days")
    source = fields["source"].fields(("document",), ("page",)) if "source" in fields else {}
    return Scheme(
        scheme=fields["scheme"].text(),
        council=_council(fields["council"]),
        valid_from=start,
        valid_to=end,
        kind=cast(SchemeKind, fields["kind"].choice(*get_args(SchemeKind))),
        rates=_rates(fields["rates"]),
        bands=_bands(fields["bands"]),
        reports=_texts(fields.get("reports")),
        covers=_covers(fields["covers"]) if "covers" in fields else ("actual",),
        unrated=_texts(fields.get("unrated")),
        document=source["document"].text() if source else None,
        page=source["page"].whole() if "page" in source else None,
        not_recomputable=fields["not_recomputable"].text() if "not_recomputable" in fields else None,
        figure=cast(Basis, fields["figure"].choice("actual", "forecast")) if "figure" in fields else "actual",
        limits=dict(_limits(item) for item in fields["measures"].items()) if "measures" in fields else {},
        overrides=tuple(_override(item) for item in fields["overrides"].items()) if "overrides" in fields else (),
        definition=text,
    )


def _limits(node: Node) -> tuple[str, tuple[Limit, ...]]:
    """The lines of one measure that its council publishes somewhere else than in the row."""
    fields = node.fields(("name",), tuple(_LINES))
    if len(fields) == 1:
        raise node.error("this measure is given nothing", f"Give it {' or '.join(_LINES)}, or take it out")
    limits = tuple(
        Limit(_LINES[line], value.text(), value.number()) for line, value in fields.items() if line != "name"
    )
    return fold(fields["name"].text()), limits


def _override(node: Node) -> Override:
    fields = node.fields(("name", "why"), ("period",))
    period = fields["period"].text() if "period" in fields else None
    return Override(fields["name"].text(), fields["why"].text(), period)


def _council(node: Node) -> str:
    if not _GSS.fullmatch(code := node.text()):
        raise node.error(f"'{code}' is no GSS code", "Use the council's code, a letter and eight digits, as E06000015")
    return code


def _rates(node: Node) -> dict[Kind, RatedBy]:
    found: dict[Kind, RatedBy] = {}
    for name, how in node.pairs():
        kind = cast(Kind, name.choice(*get_args(Kind)))
        found[kind] = cast(RatedBy, how.choice(*get_args(RatedBy)))
    return found


def _covers(node: Node) -> tuple[Basis, ...]:
    return tuple(cast(Basis, item.choice("actual", "forecast")) for item in node.items())


def _texts(node: Node | None) -> tuple[str, ...]:
    return tuple(item.text() for item in node.items()) if node else ()


def _bands(node: Node) -> tuple[Band, ...]:
    items = node.items()
    if len(items) < 2:
        raise node.error("a scheme needs two bands or more", "List the ratings, best first")
    bands = tuple(_band(item, last=item is items[-1]) for item in items)
    taken: dict[str, str] = {}
    for item, band in zip(items, bands, strict=True):
        for word in {fold(label) for label in (band.name, *band.labels)}:
            if word in taken:
                raise item.error(f"'{word}' names both {taken[word]} and {band.name}", "Give each word to one band")
            taken[word] = band.name
    _check_order(items, bands)
    sided = {edge.line == "limits" for band in bands for edge in _edges_of(band) if edge.line != "unpublished"}
    if len(sided) > 1:
        raise node.error("one band ends at the limits, another at a single line", "Let all of them start from 'limits'")
    return bands


def _edges_of(band: Band) -> Iterator[Edge]:
    if band.edge is not None:
        yield band.edge
    yield from (edge for _, edge in band.exceptions)


def _band(node: Node, *, last: bool) -> Band:
    fields = node.fields(("band",), ("labels", "colour", "says", "judgement", "from", "edge", "except"))
    if last and fields.keys() & {"from", "edge", "except"}:
        raise node.error("the last band takes what is left and has no edge", "Take its 'from', 'edge' and 'except' out")
    if not last and "from" not in fields:
        raise node.error("a band needs 'from'", "Say the worst result in it: 'from: -2%', 'edge: closed'")
    exceptions = fields["except"].items() if "except" in fields else ()
    return Band(
        name=fields["band"].text(),
        labels=_texts(fields.get("labels")),
        colour=fields["colour"].text() if "colour" in fields else None,
        says=fields["says"].text() if "says" in fields else "",
        edge=None if last else _edge(node, fields),
        exceptions=tuple(_exception(item) for item in exceptions),
        judgement=fields["judgement"].text() if "judgement" in fields else None,
    )


def _exception(node: Node) -> tuple[Condition, Edge]:
    fields = node.fields(("from",), ("edge", "target_above", "target_below", "target_is", "unit"))
    limits = {name: fields[name].number() for name in _CONDITIONS if name in fields}
    if not limits:
        raise node.error("the exception says of no target when it holds", f"Add {' or '.join(_CONDITIONS)}")
    unit = fields["unit"].text() if "unit" in fields else None
    return Condition(**limits, unit=unit), _edge(node, fields)


_CONDITIONS = ("target_above", "target_below", "target_is")


def _edge(node: Node, fields: Mapping[str, Node]) -> Edge:
    where = fields["from"]
    text = where.text()
    if text == "unpublished":
        if "edge" in fields:
            raise fields["edge"].error("an unpublished edge has no owner", "Take its 'edge' out")
        return Edge("undefined", "unpublished")
    if "edge" not in fields:
        remedy = "Add 'edge: closed' if the result just there is still in the band, else 'edge: open' or 'undefined'"
        raise node.error("a band or exception needs 'from' and 'edge'", remedy)
    match = _FROM.fullmatch(text)
    if not match or not text:
        raise where.error(
            f"'from: {text}' is not understood",
            "Write target or 0% (on target), +5% or -2% (of the target), -1.5 points (in the measure's unit), "
            "-tolerance points, another line of the row (floor, amber, red, second target, lower, upper, limits or "
            "previous), moved likewise or not (floor -5%), or unpublished",
        )
    line = cast(Line, match["line"] or "target")
    held = cast(Owner, fields["edge"].choice(*get_args(Owner)))
    if not match["sign"]:
        return Edge(held, line)
    amount = Decimal(match["amount"] or 1)
    offset = amount if match["sign"] == "+" else -amount
    unit = {"%": "percent", None: ""}.get(match["unit"] or match["of"], "points")
    measured = f"tolerance {unit}".strip() if match["tolerance"] else unit
    return Edge(held, line, offset, cast(Measured, measured))


def _check_order(items: tuple[Node, ...], bands: tuple[Band, ...]) -> None:
    """Edges that can be compared must go from better to worse."""
    for item, band, following in zip(items[1:], bands, bands[1:], strict=False):
        above, below = band.edge, following.edge
        if above is None or below is None or not _comparable(above, below):
            continue
        lowest = min(edge.offset for edge in (above, *_alike(above, band)))
        if below.offset >= lowest:
            raise item.error(
                f"{following.name} reaches down to {below.text}, no further than {band.name} above it",
                "List the bands best first, each reaching further down than the one before",
            )


def _comparable(one: Edge, other: Edge) -> bool:
    """Whether two edges start from one line and are measured alike; no distance is no distance in any measure."""
    return one.line == other.line != "unpublished" and (
        one.measured == other.measured or not (one.offset and other.offset)
    )


def _alike(edge: Edge, band: Band) -> Iterator[Edge]:
    return (other for condition, other in band.exceptions if condition.target_is is None and _comparable(edge, other))
