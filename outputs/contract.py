"""The tables of ``scrutiny.db`` as data: the public contract, from which they are made and filled.

A ``decimal`` column holds a plain number for SQL; a twin named ``..._exact`` holds the same number
as text, digit for digit, because a float cannot. A path of headings has such a twin too, a JSON
list where the joint stands inside a heading, and else NULL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ColumnKind = Literal["text", "integer", "real", "decimal"]
References = dict[tuple[str, ...], str]

SCHEMA_VERSION = 4
EXACT = "_exact"
PATH_JOINT = " > "
CHOICE_JOINT = " | "


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its columns in order, its key, what it refers to and what it is looked up by.

    ``references`` maps columns of this table to a table whose key has as many columns. The rows of
    a table with columns to be ``searched`` keep a row number, which a full-text index needs; the
    others lie in the order of their key, whatever order they came in.
    """

    name: str
    columns: Mapping[str, ColumnKind]
    key: tuple[str, ...]
    references: References = field(default_factory=dict)
    indexes: tuple[tuple[str, ...], ...] = ()
    searched: tuple[str, ...] = ()

    def stored_columns(self) -> dict[str, type]:
        """Every column as stored with its Python type, the exact twins of decimals last."""
        types = {"text": str, "integer": int, "real": float, "decimal": float}
        plain = {name: types[kind] for name, kind in self.columns.items()}
        return plain | {name + EXACT: str for name in self.decimals}

    @property
    def decimals(self) -> tuple[str, ...]:
        return tuple(name for name, kind in self.columns.items() if kind == "decimal")


def _text(names: str) -> dict[str, ColumnKind]:
    return dict.fromkeys(names.split(), "text")


def _integer(names: str) -> dict[str, ColumnKind]:
    return dict.fromkeys(names.split(), "integer")


def _decimal(names: str) -> dict[str, ColumnKind]:
    return dict.fromkeys(names.split(), "decimal")


_CORNERS: dict[str, ColumnKind] = dict.fromkeys(("x0", "top", "x1", "bottom"), "real")
_BOX: dict[str, ColumnKind] = _integer("page") | _CORNERS
_OBSERVATION = ("document", "seq")
_OF_DOCUMENT: References = {("document",): "documents"}
_OF_OBSERVATION: References = {_OBSERVATION: "observations"}
_OF_MEASURE: References = {("measure",): "measures"}
_OF_SCHEME: References = {("scheme",): "schemes"}
_OF_FINDING: References = {("finding",): "findings"}
_OF_TABLE: References = {("document", "table_no"): "tables"}
_OF_CELL: References = {("document", "table_no", "row", "col"): "cells"}

DOCUMENTS = TableSpec(
    "documents",
    _text("document sha256 council council_name title period kind")
    | _integer("pages")
    | _text("path source licence state problem period_start period_end read_with rated_with"),
    key=("document",),
    indexes=(("sha256",), ("council", "period")),
)

MEASURES = TableSpec("measures", _text("measure name unit polarity polarity_source theme"), key=("measure",))

MEASURE_NAMES = TableSpec(
    "measure_names",
    _text("measure council name") | {"score": "real"} | _text("method decided_by"),
    key=("measure", "council", "name"),
    references=_OF_MEASURE,
    indexes=(("council", "name"),),
)

MEASURE_SUBJECTS = TableSpec(
    "measure_subjects",
    _text("measure council name theme subject definition also"),
    key=("measure",),
    references=_OF_MEASURE,
    indexes=(("definition",), ("theme",), ("council",)),
)

DEFINITION_PAIRS = TableSpec(
    "definition_pairs", _text("one other strength reason transformation"), key=("one", "other")
)

NAME_WORDS = TableSpec("name_words", _text("council word name"), key=("council", "word", "name"))

PROPOSALS = TableSpec(
    "proposals",
    _text("council one other") | {"score": "real"} | _text("reasons"),
    key=("council", "one", "other"),
)

SCHEMES = TableSpec(
    "schemes",
    _text("scheme council valid_from valid_to kind document") | _integer("page") | _text("definition"),
    key=("scheme",),
)

OBSERVATIONS = TableSpec(
    "observations",
    _text("document")
    | _integer("seq")
    | _text("kind section headings theme code name basis period period_start period_end value_text")
    | _decimal("value")
    | _text("unit qualifier target_text")
    | _decimal("target")
    | _text("status previous_status direction commentary measure")
    | _BOX
    | _decimal("value_step")
    | _text("status_read_from polarity_note corrected")
    | _integer("table_no row")
    | _text("headings_exact"),
    key=_OBSERVATION,
    references=_OF_DOCUMENT | _OF_MEASURE,
    indexes=(("measure",), ("name",), ("period",)),
    searched=("name", "commentary"),
)

POLARITY_EVIDENCE = TableSpec(
    "polarity_evidence",
    _text("measure") | _integer("evidence_no") | _text("source says document") | _integer("seq") | _BOX | _text("text"),
    key=("measure", "evidence_no"),
    references=_OF_MEASURE,
    indexes=(("document",),),
)

LIMITS = TableSpec(
    "limits",
    _text("document") | _integer("seq") | _text("kind text") | _decimal("value") | _integer("limit_no"),
    key=(*_OBSERVATION, "limit_no"),
    references=_OF_OBSERVATION,
)

PLACES = TableSpec(
    "places",
    _text("document") | _integer("seq") | _text("role") | _integer("part") | _BOX | _integer("place_no"),
    key=(*_OBSERVATION, "place_no"),
    references=_OF_OBSERVATION,
)

RATINGS = TableSpec(
    "ratings",
    _text("document")
    | _integer("seq")
    | _text("scheme use")
    | _decimal("variance")
    | _text("recomputed possible verdict reason working"),
    key=(*_OBSERVATION, "use"),
    references=_OF_OBSERVATION | _OF_SCHEME,
    indexes=(("scheme",), ("verdict", "reason")),
)

COMPARISONS = TableSpec(
    "comparisons",
    _text("document")
    | _integer("seq")
    | _text("scheme")
    | _decimal("variance")
    | _text("recomputed possible verdict reason working"),
    key=(*_OBSERVATION, "scheme"),
    references=_OF_OBSERVATION | _OF_SCHEME,
    indexes=(("scheme",),),
)

CLAIMS = TableSpec(
    "claims",
    _text("document")
    | _integer("seq")
    | _BOX
    | _text("where text")
    | _decimal("claimed recomputed")
    | _text("unit verdict explanation")
    | _decimal("step")
    | _text("bound asks"),
    key=_OBSERVATION,
    references=_OF_DOCUMENT,
    indexes=(("verdict",),),
)

STATED_TARGETS = TableSpec(
    "stated_targets",
    _text("document")
    | _integer("seq stated_no")
    | _text("period")
    | _decimal("target")
    | _text("text source_document")
    | _BOX,
    key=(*_OBSERVATION, "stated_no"),
    references=_OF_OBSERVATION,
)

FINDINGS = TableSpec(
    "findings",
    _text("finding severity kind document") | _integer("seq") | _text("message arithmetic acknowledged"),
    key=("finding",),
    references=_OF_DOCUMENT,
    indexes=(("document", "seq"), ("severity",)),
    searched=("message", "arithmetic"),
)

EVIDENCE = TableSpec(
    "evidence",
    _text("finding document") | _BOX | _text("text") | _integer("evidence_no"),
    key=("finding", "evidence_no"),
    references=_OF_FINDING | _OF_DOCUMENT,
    indexes=(("document",),),
)

PLAN_ITEMS = TableSpec(
    "plan_items",
    _text("document")
    | _integer("seq")
    | _text("theme outcome must_do milestone portfolio deadline difference measure_name measure")
    | _BOX,
    key=_OBSERVATION,
    references=_OF_DOCUMENT | _OF_MEASURE,
    indexes=(("measure",), ("measure_name",)),
)

PLAN_FOLLOWED = TableSpec(
    "plan_followed",
    _text("document")
    | _integer("seq")
    | _text("other_document how")
    | _integer("other_seq")
    | {"score": "real"}
    | _text("reason status")
    | _integer("completed overdue"),
    key=(*_OBSERVATION, "other_document"),
    references={_OBSERVATION: "plan_items", ("other_document",): "documents"},
    indexes=(("other_document",),),
)

TABLES = TableSpec(
    "tables",
    _text("document")
    | _integer("table_no page_from page_to rows columns")
    | _text("header engine")
    | {"confidence": "real"}
    | _text("used_as headings reasons"),
    key=("document", "table_no"),
    references=_OF_DOCUMENT,
)

COLUMNS = TableSpec(
    "columns",
    _text("document") | _integer("table_no col") | _text("header role basis period goes_with evidence"),
    key=("document", "table_no", "col"),
    references=_OF_TABLE,
)

CELLS = TableSpec(
    "cells",
    _text("document")
    | _integer("table_no row col")
    | _text("text")
    | _BOX
    | _text("fill use")
    | _integer("rowspan colspan")
    | _text("marks"),
    key=("document", "table_no", "row", "col"),
    references=_OF_TABLE,
)

CELL_BOXES = TableSpec(
    "cell_boxes",
    _text("document") | _integer("table_no row col part") | _BOX,
    key=("document", "table_no", "row", "col", "part"),
    references=_OF_CELL,
)

PASSAGES = TableSpec(
    "passages",
    _text("document")
    | _integer("passage_no page")
    | _text("headings text")
    | _CORNERS
    | _integer("level")
    | {"size": "real"}
    | _integer("bold"),
    key=("document", "passage_no"),
    references=_OF_DOCUMENT,
    searched=("text",),
)

PROBLEMS = TableSpec(
    "problems",
    _text("problem document") | _BOX | _text("stage message"),
    key=("problem",),
    references=_OF_DOCUMENT,
    indexes=(("document",),),
)

KEYS = TableSpec(
    "keys", _text("document definition") | _BOX | _text("problem"), key=("document",), references=_OF_DOCUMENT
)

RUNS = TableSpec(
    "runs",
    _integer("run")
    | _text("started finished version schemes_sha256 decisions_sha256")
    | _integer("documents")
    | {"seconds": "real"}
    | _text("decisions"),
    key=("run",),
)

SAID = TableSpec("said", _text("sha256 fact value"), key=("sha256", "fact"))
CSV_PARTS = TableSpec(
    "csv_parts", _text("document") | _integer("start bytes crc32"), key=("document",), references=_OF_DOCUMENT
)

# A table stands after the tables that it refers to.
ALL_TABLES = (
    DOCUMENTS,
    MEASURES,
    MEASURE_NAMES,
    MEASURE_SUBJECTS,
    DEFINITION_PAIRS,
    NAME_WORDS,
    PROPOSALS,
    SCHEMES,
    OBSERVATIONS,
    POLARITY_EVIDENCE,
    LIMITS,
    PLACES,
    RATINGS,
    COMPARISONS,
    CLAIMS,
    STATED_TARGETS,
    FINDINGS,
    EVIDENCE,
    PLAN_ITEMS,
    PLAN_FOLLOWED,
    TABLES,
    COLUMNS,
    CELLS,
    CELL_BOXES,
    PASSAGES,
    PROBLEMS,
    KEYS,
    SAID,
    RUNS,
    CSV_PARTS,
)

# Measures of different councils, each pair both ways round. The tables behind it grow with the measures, this only when
# it is asked. What two names say besides that the vocabulary does not know makes them two definitions.
COMPARABLES = """
    SELECT one.measure AS one, two.measure AS other,
           CASE WHEN pair.strength = 'same definition' AND one.also <> two.also
                THEN 'same subject, another definition' ELSE pair.strength END AS strength,
           CASE WHEN one.also = two.also THEN pair.reason
                ELSE pair.reason || '; said besides: ' || coalesce(nullif(one.also, ''), 'nothing')
                     || ' against ' || coalesce(nullif(two.also, ''), 'nothing') END AS reason,
           CASE WHEN one.also = two.also THEN pair.transformation END AS transformation
      FROM measure_subjects AS one
      JOIN definition_pairs AS pair ON pair.one = one.definition
      JOIN measure_subjects AS two ON two.definition = pair.other
     WHERE one.council <> two.council
    UNION ALL
    SELECT one.measure, two.measure, 'same theme', 'both are about ' || one.theme, NULL
      FROM measure_subjects AS one
      JOIN measure_subjects AS two ON two.theme = one.theme
     WHERE one.council <> two.council
       AND (one.subject IS NULL OR two.subject IS NULL OR one.subject <> two.subject)
"""
VIEWS = {"comparables": COMPARABLES}

# What one document owns, besides its row of ``documents``; evidence goes with its finding.
OWNED_BY_DOCUMENT = tuple(
    table for table in ALL_TABLES if "document" in table.columns and table not in (DOCUMENTS, SCHEMES, EVIDENCE)
)
