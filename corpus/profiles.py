"""Layout profiles: what a person says of the tables, columns and key of a council's reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast, get_args

from ..language.periods import from_label
from ..language.yaml_nodes import FileError, Node, parse
from ..records import Basis, LegendMeans, Profile, ProfileColumn, ProfileLook, ProfileTable, ProfileUse, Role
from . import councils

_BASES = get_args(Basis)
ROLES = (*_BASES, *(role for role in get_args(Role) if role != "figure"), "ignore")
USES = get_args(ProfileUse)
MEANINGS = (*get_args(LegendMeans), "nothing")
KINDS = ("quarterly", "annual", "plan", "monthly", "other")
_RATED = ("target", "status", "direction")
_COUNTED = re.compile(
    r"report|(?:last|next|previous) (?:year|quarter|month|period)|same (?:quarter|period|month) last year|q[1-4]"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_MARK = re.compile(r"(?P<kind>picture|shape|glyph) (?P<key>\S+)")


class ProfileError(FileError):
    """A layout profile is wrong. ``file``, ``line`` (from 1) and ``remedy`` say where and what to do."""


def read_all(texts: Mapping[str, str]) -> tuple[Profile, ...]:
    """Read layout profiles.

    Args:
        texts: file name to YAML text.

    Returns:
        The profiles in the order of their names.

    Raises:
        ProfileError: a file is wrong, or two are for the same reports.
    """
    profiles: dict[str, Profile] = {}
    for name, text in sorted(texts.items()):
        profile = read(name, text)
        for other, earlier in profiles.items():
            if earlier.profile == profile.profile:
                raise ProfileError(name, 1, f"'{profile.profile}' is the name of {other} too", "Give each its own")
            if (earlier.council, earlier.kind, earlier.title) == (profile.council, profile.kind, profile.title):
                raise ProfileError(name, 1, f"{other} is for the same reports", "Put both into one file")
        profiles[name] = profile
    return tuple(sorted(profiles.values(), key=lambda one: one.profile))


def read(file: str, text: str) -> Profile:
    """Read one layout profile.

    Args:
        file: the name to give in errors.
        text: the YAML.

    Raises:
        ProfileError: with the file, the line and the remedy.
    """
    top = parse(file, text, "the profile", ProfileError)
    fields = top.fields(("profile", "council"), ("kind", "title", "key", "tables"))
    looks = tuple(_look(item) for item in fields["key"].items()) if "key" in fields else ()
    tables = tuple(_table(item) for item in fields["tables"].items()) if "tables" in fields else ()
    if not looks and not tables:
        raise top.error("the profile says nothing of a key or of tables", "Add 'tables' or 'key'")
    return Profile(
        profile=fields["profile"].text(),
        council=_council(fields["council"]),
        kind=fields["kind"].choice(*KINDS) if "kind" in fields else None,
        title=fields["title"].text() if "title" in fields else None,
        looks=looks,
        tables=tables,
        definition=text,
    )


def _council(node: Node) -> str:
    named = councils.known_as(node.text())
    if len(named) != 1:
        raise node.error(f"the council '{node.text()}' is not known", "Write its GSS code")
    return named[0].code


def _look(node: Node) -> ProfileLook:
    fields = node.fields(("word", "means"), ("colour", "mark"))
    means = fields["means"].choice(*MEANINGS)
    colour = fields["colour"].text().casefold() if "colour" in fields else None
    if colour is not None and not _COLOUR.fullmatch(colour):
        raise fields["colour"].error(f"the colour is '{colour}'", 'Write it as "#00b050", in quotation marks')
    mark = _MARK.fullmatch(fields["mark"].text()) if "mark" in fields else None
    if "mark" in fields and mark is None:
        raise fields["mark"].error("the mark is not understood", "Write picture, shape or glyph and what it looks like")
    if colour is None and mark is None:
        raise node.error("the look has neither 'colour' nor 'mark'", "Add the one by which it is known")
    return ProfileLook(
        word=fields["word"].text(),
        means=None if means == "nothing" else cast(LegendMeans, means),
        colour=colour,
        mark=(mark["kind"], mark["key"]) if mark is not None else None,
    )


def _table(node: Node) -> ProfileTable:
    fields = node.fields(("columns",), ("use",))
    columns = tuple(_column(item) for item in fields["columns"].items())
    if not any(part for column in columns for part in column.heading):
        raise node.error("no column of the table has a heading", "Name at least one by which it is known")
    names = [column for column in columns if column.role == "name"]
    if len(names) > 1:
        raise node.error("two columns are called 'name'", "Leave the one that names the measure")
    return ProfileTable(columns, cast(ProfileUse, fields["use"].choice(*USES)) if "use" in fields else None)


def _column(node: Node) -> ProfileColumn:
    fields = node.fields(("heading", "role"), ("basis", "period"))
    role = fields["role"].choice(*ROLES)
    basis = fields["basis"].choice(*_BASES) if "basis" in fields else None
    if basis is not None and role not in _RATED:
        remedy = f"Leave it out: only {', '.join(_RATED)} have one, and a figure's role is its basis"
        raise fields["basis"].error(f"a column of role '{role}' has no basis", remedy)
    heading = fields["heading"].text(empty=True)
    return ProfileColumn(
        heading=tuple(part for part in heading.split(" > ") if part),
        role=None if role == "ignore" else "figure" if role in _BASES else cast(Role, role),
        basis=cast(Basis, role if role in _BASES else basis),
        period=_period(fields["period"]) if "period" in fields else None,
    )


def _period(node: Node) -> str:
    text = node.text()
    if _COUNTED.fullmatch(text):
        return text.casefold()
    if (named := from_label(text)) is None:
        remedy = "Write a period such as 2022/23 Q1, or report, last year, previous quarter, Q1, April"
        raise node.error(f"the period '{text}' is not understood", remedy)
    return named.label
