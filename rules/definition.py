"""From the YAML of a scheme to the scheme."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import cast, get_args

from ..records import Basis, Kind, SchemeKind
from .nodes import Node, parse
from .scheme import Band, Condition, Edge, Line, Measured, Owner, RatedBy, Scheme, fold

_FROM = re.compile(
    r"(?P<line>target|second target|floor|amber|red|previous)?\s*"
    r"(?:[+-]?\s*0+(?:\.0+)?\s*(?:%|points?)?"
    r"|(?P<sign>[+-])\s*(?P<amount>\d+(?:\.\d+)?|tolerance)\s*(?P<unit>%|points?))?"
)
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
        ("reports", "covers", "unrated", "source", "not_recomputable"),
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
        definition=text,
    )


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
    return bands


def _band(node: Node, *, last: bool) -> Band:
    fields = node.fields(("band",), ("labels", "colour", "says", "from", "edge", "except"))
    if last and fields.keys() & {"from", "edge", "except"}:
        raise node.error("the last band takes what is left and has no edge", "Take its 'from', 'edge' and 'except' out")
    if not last and not {"from", "edge"} <= fields.keys():
        raise node.error("a band needs 'from' and 'edge'", "Say the worst result in it: 'from: -2%', 'edge: closed'")
    exceptions = fields["except"].items() if "except" in fields else ()
    return Band(
        name=fields["band"].text(),
        labels=_texts(fields.get("labels")),
        colour=fields["colour"].text() if "colour" in fields else None,
        says=fields["says"].text() if "says" in fields else "",
        edge=None if last else _edge(fields["from"], fields["edge"]),
        exceptions=tuple(_exception(item) for item in exceptions),
    )


def _exception(node: Node) -> tuple[Condition, Edge]:
    fields = node.fields(("target_above", "from", "edge"), ("unit",))
    above = fields["target_above"]
    try:
        limit = Decimal(above.text())
    except InvalidOperation:
        raise above.error(f"'target_above' is '{above.text()}'", "Write a plain number, as 95") from None
    unit = fields["unit"].text() if "unit" in fields else None
    return Condition(limit, unit), _edge(fields["from"], fields["edge"])


def _edge(where: Node, owner: Node) -> Edge:
    text = where.text()
    match = _FROM.fullmatch(text)
    if not match or not text:
        raise where.error(
            f"'from: {text}' is not understood",
            "Write target or 0% (on target), +5% or -2% (of the target), -1.5 points (in the measure's unit), "
            "-tolerance points, or another line of the row: floor, amber, red, second target or previous, "
            "moved likewise or not (floor -5%)",
        )
    line = cast(Line, match["line"] or "target")
    held = cast(Owner, owner.choice(*get_args(Owner)))
    if not match["amount"]:
        return Edge(held, line)
    unit = "percent" if match["unit"] == "%" else "points"
    tolerance = match["amount"] == "tolerance"
    amount = Decimal(1) if tolerance else Decimal(match["amount"])
    offset = amount if match["sign"] == "+" else -amount
    return Edge(held, line, offset, cast(Measured, f"tolerance {unit}" if tolerance else unit))


def _check_order(items: tuple[Node, ...], bands: tuple[Band, ...]) -> None:
    """Edges that can be compared must go from better to worse."""
    for item, band, following in zip(items[1:], bands, bands[1:], strict=False):
        above, below = band.edge, following.edge
        if above is None or below is None or not _comparable(above, below):
            continue
        lowest = min(edge.offset for edge in (above, *(edge for _, edge in band.exceptions)))
        if below.offset >= lowest:
            raise item.error(
                f"{following.name} reaches down to {below.text}, no further than {band.name} above it",
                "List the bands best first, each reaching further down than the one before",
            )


def _comparable(one: Edge, other: Edge) -> bool:
    """Whether two edges start from one line and are measured alike; no distance is no distance in any measure."""
    return one.line == other.line and (one.measured == other.measured or not (one.offset and other.offset))
