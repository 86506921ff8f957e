"""``scrutiny.db``, read back as records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from sqlite_utils import Database

from ..records import (
    Claim,
    Comparable,
    Evidence,
    Finding,
    Measure,
    MeasureName,
    Observation,
    PlanFollowed,
    PlanItem,
    PolarityEvidence,
    Problem,
    Proposal,
    Rating,
    ReadKey,
    SchemeRow,
    StatedTarget,
)
from . import rows, rule_rows, schema
from .contract import TableSpec
from .rows import Row
from .schema import StoreError, explained
from .stored import CsvPart, Defined, Known, Run, StoredDocument, Tally
from .where import MOST_SERIOUS_FIRST, Where

_NAMED = 12  # so many documents are named where another was asked for
_SAID = (
    "polarity_evidence JOIN measure_subjects USING (measure) "
    "WHERE source IN ('decision', 'printed') AND definition NOT LIKE '%unit not known%'"
)
_AT_ONCE = 500  # a statement takes only so many values


class StoreReader:
    """An open ``scrutiny.db``, to read. Use it in a ``with`` block."""

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._db = database

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a database only to read it.

        Raises:
            StoreError: there is none, or it is none of this version of scrutiny.
        """
        return cls(path, schema.open_to_read(path))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def known(self) -> dict[str, Known]:
        """What is known of each document's file, by slug."""
        found = self._select("SELECT document, sha256, state FROM documents ORDER BY document")
        return {row["document"]: Known(row["sha256"], row["state"]) for row in found}

    def documents(
        self, *, document: str | None = None, council: str | None = None, period: str | None = None
    ) -> tuple[StoredDocument, ...]:
        """All documents in the order of slugs, failed ones too; one, or those of a council or period, if asked."""
        wanted = Where().equal("document", document).equal("council", council).equal("period", period)
        found = self._select(f"SELECT * FROM documents {wanted} ORDER BY document", wanted.values)
        return tuple(map(rows.document_of, found))

    def councils(self) -> tuple[str, ...]:
        """Every council that has a document that was read, or a name that one printed."""
        found = self._select(
            "SELECT council FROM documents WHERE state <> 'failed' UNION SELECT council FROM measure_names ORDER BY 1"
        )
        return tuple(row["council"] for row in found)

    def observations(
        self,
        *,
        document: str | None = None,
        council: str | None = None,
        measure: str | None = None,
        name: str | None = None,
        seq: int | None = None,
    ) -> Iterator[Observation]:
        """Observations in the order of slugs, then as printed. All conditions given must hold."""
        wanted = Where().equal("document", document).equal("measure", measure).equal("name", name).equal("seq", seq)
        if council is not None:
            wanted.add("document IN (SELECT document FROM documents WHERE council = ?)", council)
        slugs = self._select(f"SELECT DISTINCT document FROM observations {wanted} ORDER BY document", wanted.values)
        for (slug,) in [tuple(row.values()) for row in slugs]:
            yield from self._observations_of(slug, wanted)

    def _observations_of(self, document: str, wanted: Where) -> Iterator[Observation]:
        here = wanted.copy().equal("document", document)
        printed = self._select(f"SELECT * FROM observations {here} ORDER BY seq", here.values)
        these = f"document = ? AND seq IN (SELECT seq FROM observations {here})"
        limits, places = (
            self._by_seq(f"SELECT * FROM {table} WHERE {these} ORDER BY seq, {number}", [document, *here.values])
            for table, number in (("limits", "limit_no"), ("places", "place_no"))
        )
        for row in printed:
            yield rows.observation_of(row, limits[row["seq"]], places[row["seq"]])

    def _by_seq(self, sql: str, values: Sequence[Any]) -> defaultdict[int, list[Row]]:
        grouped = groupby(self._select(sql, values), key=lambda row: row["seq"])
        return defaultdict(list, {seq: list(group) for seq, group in grouped})

    def measure_of(self, document: str) -> dict[int, str]:
        """The measure of each of a document's observations that has one, by ``seq``."""
        found = self._select(
            "SELECT seq, measure FROM observations WHERE document = ? AND measure IS NOT NULL ORDER BY seq", [document]
        )
        return {row["seq"]: row["measure"] for row in found}

    def columns(self, document: str) -> list[dict[str, Any]]:
        """The rows of ``columns`` of a document, each with its table's first page and use."""
        return self._select(
            "SELECT columns.*, page_from, used_as FROM columns JOIN tables USING (document, table_no) "
            "WHERE document = ? ORDER BY table_no, col",
            [document],
        )

    def plan_items(self, document: str) -> tuple[PlanItem, ...]:
        found = self._select("SELECT * FROM plan_items WHERE document = ? ORDER BY seq", [document])
        return tuple(map(rows.plan_item_of, found))

    def plans(self) -> tuple[str, ...]:
        """Every document that holds a delivery plan."""
        found = self._select("SELECT DISTINCT document FROM plan_items ORDER BY document")
        return tuple(row["document"] for row in found)

    def measure_of_plan(self, document: str) -> dict[int, str]:
        """The measure of each item of a plan that has one, by ``seq``."""
        sql = "SELECT seq, measure FROM plan_items WHERE document = ? AND measure IS NOT NULL ORDER BY seq"
        return {row["seq"]: row["measure"] for row in self._select(sql, [document])}

    def plan_followed(self, document: str) -> tuple[PlanFollowed, ...]:
        """What reports tell of a plan, in the order of their periods, then of its items."""
        found = self._select(
            "SELECT plan_followed.* FROM plan_followed JOIN documents ON documents.document = other_document "
            "WHERE plan_followed.document = ? ORDER BY period_end, other_document, seq",
            [document],
        )
        return tuple(
            PlanFollowed(**{**row, "completed": bool(row["completed"]), "overdue": _maybe(row["overdue"])})
            for row in found
        )

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self._select(f"SELECT count(*) AS rows FROM {table}")[0]["rows"])

    def measures_by_name(self) -> Iterator[Measure]:
        """Every measure in the order of names, one at a time."""
        with explained(self.path):
            for row in self._db.query("SELECT * FROM measures ORDER BY name COLLATE NOCASE, measure"):
                yield Measure(**row)

    def measures(self, *, council: str | None = None) -> tuple[Measure, ...]:
        """Every measure; of one council if asked."""
        wanted = Where()
        if council is not None:
            wanted.add("measure IN (SELECT measure FROM measure_names WHERE council = ?)", council)
        found = self._select(f"SELECT * FROM measures {wanted} ORDER BY measure", wanted.values)
        return tuple(Measure(**row) for row in found)

    def measure(self, measure: str) -> Measure | None:
        """The measure with an id."""
        found = self._select("SELECT * FROM measures WHERE measure = ?", [measure])
        return Measure(**found[0]) if found else None

    def extent(self, measure: str) -> tuple[int, int]:
        """How many figures of a measure are published, in how many reports."""
        sql = "SELECT count(value) AS figures, count(DISTINCT document) AS reports FROM observations WHERE measure = ?"
        found = self._select(sql, [measure])[0]
        return found["figures"], found["reports"]

    def measure_names(self, *, council: str | None = None, measure: str | None = None) -> tuple[MeasureName, ...]:
        """Every published name and the measure it stands for; of one council or measure if asked."""
        wanted = Where().equal("council", council).equal("measure", measure)
        sql = f"SELECT * FROM measure_names {wanted} ORDER BY measure, council, name"
        return tuple(MeasureName(**row) for row in self._select(sql, wanted.values))

    def definitions(self) -> tuple[Defined, ...]:
        """Every definition that a measure has, with one of these measures, and whether it is compared yet."""
        sql = """
            SELECT definition, subject, name, unit, council_name,
                   definition IN (SELECT one FROM definition_pairs) AS compared
              FROM (SELECT definition, min(measure) AS measure FROM measure_subjects
                     WHERE definition IS NOT NULL GROUP BY definition)
              JOIN measure_subjects USING (measure, definition)
              JOIN (SELECT measure, unit FROM measures) USING (measure)
              LEFT JOIN (SELECT council, min(council_name) AS council_name FROM documents GROUP BY council)
                        USING (council)
             ORDER BY definition"""
        return tuple(
            Defined(row["subject"], row["name"], row["unit"], row["council_name"] or "", bool(row["compared"]))
            for row in self._select(sql)
        )

    def polarity_elsewhere(self) -> dict[str, tuple[PolarityEvidence, ...]]:
        """What other councils' reports print, or people decided of them, for each council's measures defined alike.

        Of each polarity that others tell, the first of them; a definition without a unit is no definition. What a
        person or a report says counts, not what its name or arithmetic makes likely.
        """
        said: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self._select(
            "SELECT definition, also, says, council, text, document, seq, min(document || ' ' || seq) "
            f"FROM {_SAID} GROUP BY definition, also, says, council ORDER BY definition, also, says, council"
        ):
            said[row["definition"], row["also"]].append(row)
        found: defaultdict[str, list[PolarityEvidence]] = defaultdict(list)
        alike = f"SELECT * FROM measure_subjects WHERE definition IN (SELECT definition FROM {_SAID}) ORDER BY measure"
        for mine in self._select(alike):
            others = [one for one in said[mine["definition"], mine["also"]] if one["council"] != mine["council"]]
            for first in {one["says"]: one for one in reversed(others)}.values():
                detail = f"{first['document'] or first['council']}, a measure defined alike: {first['text']}"
                where = (first["document"], first["seq"])
                heard = PolarityEvidence(mine["measure"], first["says"], "elsewhere", detail, *where)
                found[mine["council"]].append(heard)
        order = attrgetter("measure", "polarity")
        return {council: tuple(sorted(heard, key=order)) for council, heard in found.items()}

    def comparables(
        self, *, council: str | None = None, other: str | None = None, themes: bool = False
    ) -> tuple[Comparable, ...]:
        """Measures of two councils that can be compared, strongest first.

        Args:
            council: whose measure ``one`` is; without it each pair is told once.
            other: whose measure ``other`` is.
            themes: whether to tell of those that only have a theme in common.
        """
        wanted = Where()
        for end, code in (("one", council), ("other", other)):
            if code is not None:
                wanted.add(f"{end} IN (SELECT measure FROM measure_subjects WHERE council = ?)", code)
        if council is None:
            wanted.hold("one < other")
        if not themes:
            wanted.hold("strength <> 'same theme'")
        order = "ORDER BY strength, one, other"  # the strengths stand in the order of the alphabet
        found = self._select(f"SELECT * FROM comparables {wanted} {order}", wanted.values)
        return tuple(Comparable(**row) for row in found)

    def councils_compared(self, most: int) -> list[tuple[str, str]]:
        """Pairs of councils with measures on the same subject, by their codes; the first so many."""
        sql = (
            "SELECT DISTINCT two.council FROM measure_subjects AS one "
            "JOIN definition_pairs AS pair ON pair.one = one.definition "
            "JOIN measure_subjects AS two ON two.definition = pair.other "
            "WHERE one.council = ? AND two.council > one.council ORDER BY two.council"
        )
        found: list[tuple[str, str]] = []
        for council in self.councils():
            if len(found) >= most:
                break
            found += [(council, row["council"]) for row in self._select(sql, [council])]
        return found[:most]

    def word_counts(self, council: str, words: Iterable[str]) -> dict[str, int]:
        """How many names of a council are found by each word; words that find none are left out."""
        sql = "SELECT word, count(*) AS names FROM name_words WHERE council = ? AND word IN ({}) GROUP BY word"
        return {row["word"]: row["names"] for row in self._select_in(sql, council, words)}

    def names_found(self, council: str, words: Iterable[str]) -> list[tuple[str, str]]:
        """(word, name) for each name of a council that is found by one of the words."""
        sql = "SELECT word, name FROM name_words WHERE council = ? AND word IN ({}) ORDER BY word, name"
        return [(row["word"], row["name"]) for row in self._select_in(sql, council, words)]

    def names_nearest(self, council: str, weights: Mapping[str, float], most: int) -> list[str]:
        """The names of a council whose words weigh most together, at most so many."""
        if not weights:
            return []
        weight = " ".join("WHEN ? THEN ?" for _ in weights)
        sql = (
            f"SELECT name FROM name_words WHERE council = ? AND word IN ({_marks(weights)}) "
            f"GROUP BY name ORDER BY sum(CASE word {weight} END) DESC, name LIMIT ?"
        )
        values = [council, *weights, *(value for pair in weights.items() for value in pair), most]
        return [row["name"] for row in self._select(sql, values)]

    def measures_named(self, council: str, names: Iterable[str]) -> tuple[MeasureName, ...]:
        """What some published names of a council stand for."""
        sql = "SELECT * FROM measure_names WHERE council = ? AND name IN ({}) ORDER BY measure, name"
        return tuple(MeasureName(**row) for row in self._select_in(sql, council, names))

    def _select_in(self, sql: str, council: str, values: Iterable[str]) -> Iterator[dict[str, Any]]:
        listed = sorted(values)
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            yield from self._select(sql.format(_marks(some)), [council, *some])

    def proposals(self, *, council: str | None = None) -> tuple[Proposal, ...]:
        """Pairs of names that a person should look at, best evidence first; of one council if asked."""
        wanted = Where().equal("council", council)
        found = self._select(
            f"SELECT * FROM proposals {wanted} ORDER BY score DESC, council, one, other", wanted.values
        )
        return tuple(map(rows.proposal_of, found))

    def schemes(self) -> tuple[SchemeRow, ...]:
        return tuple(SchemeRow(**row) for row in self._select("SELECT * FROM schemes ORDER BY scheme"))

    def keys(self) -> dict[str, ReadKey]:
        """The rating keys that documents print, by document; one that was not understood has no definition."""
        return {row["document"]: rule_rows.key_of(row) for row in self._select("SELECT * FROM keys ORDER BY document")}

    def ratings(self, *, document: str | None = None, seq: int | None = None) -> tuple[Rating, ...]:
        """Ratings in the order of slugs, then as printed."""
        wanted = Where().equal("document", document).equal("seq", seq)
        found = self._select(f'SELECT * FROM ratings {wanted} ORDER BY document, seq, "use" DESC', wanted.values)
        return tuple(map(rule_rows.rating_of, found))

    def claims(self, *, document: str | None = None, verdict: str | None = None) -> tuple[Claim, ...]:
        wanted = Where().equal("document", document).equal("verdict", verdict)
        found = self._select(f"SELECT * FROM claims {wanted} ORDER BY document, seq", wanted.values)
        return tuple(map(rule_rows.claim_of, found))

    def stated_targets(self, document: str, seq: int) -> tuple[StatedTarget, ...]:
        """The targets of an observation that stand elsewhere than in its row."""
        sql = "SELECT * FROM stated_targets WHERE document = ? AND seq = ? ORDER BY stated_no"
        return tuple(map(rule_rows.stated_target_of, self._select(sql, (document, seq))))

    def findings(self, *, document: str | None = None, seq: int | None = None) -> tuple[Finding, ...]:
        """Findings with their evidence, most serious first."""
        wanted = Where().equal("document", document).equal("seq", seq)
        found = self._select(f"SELECT * FROM findings {wanted} ORDER BY {MOST_SERIOUS_FIRST}", wanted.values)
        evidence = "SELECT * FROM evidence WHERE finding = ? ORDER BY evidence_no"
        return tuple(rule_rows.finding_of(row, self._select(evidence, [row["finding"]])) for row in found)

    def printed_on(self, document: str, page: int) -> tuple[Evidence, ...]:
        """Every text on a page with its box: cells of tables, then passages, in reading order of each."""
        cells = "SELECT document, page, text, x0, top, x1, bottom, table_no, row, col FROM cells"
        passages = "SELECT document, page, text, x0, top, x1, bottom, passage_no FROM passages"
        here = "WHERE document = ? AND page = ? AND text <> ''"
        found = [
            *self._select(f"{cells} {here} ORDER BY table_no, row, col", (document, page)),
            *self._select(f"{passages} {here} ORDER BY passage_no", (document, page)),
        ]
        return tuple(map(rule_rows.evidence_of, found))

    def rows_of(self, table: TableSpec, equal: Mapping[str, str | int | None] = MappingProxyType({})) -> Iterator[Row]:
        """Rows of a table as they are stored, in the order of its key, one at a time.

        Args:
            table: which.
            equal: columns and the value that each must have; None is no condition.
        """
        wanted = Where()
        for column, value in equal.items():
            wanted.equal(column, value)
        with explained(self.path):
            yield from self._db.query(
                f"SELECT * FROM {table.name} {wanted} ORDER BY {', '.join(table.key)}", wanted.values
            )

    def problems(self, *, document: str | None = None) -> tuple[tuple[str, Problem], ...]:
        """Problems, each with the document that it is about."""
        wanted = Where().equal("document", document)
        found = self._select(f"SELECT * FROM problems {wanted} ORDER BY document, page, top, problem", wanted.values)
        return tuple((row["document"], rows.problem_of(row)) for row in found)

    def tally(self, document: str) -> Tally:
        """How the ratings of a document came out, and how much else was read in it."""
        with explained(self.path):
            read = {
                name: self._db.table(name).count_where("document = ?", [document])
                for name in ("observations", "plan_items", "tables")
            }
        ratings = self.ratings(document=document)
        verdicts = Counter(str(rating.verdict) for rating in ratings)
        reasons = Counter(str(rating.reason) for rating in ratings if rating.verdict == "uncheckable")
        stated = self._select(
            "SELECT verdict, count(*) AS claims FROM claims WHERE document = ? GROUP BY 1", [document]
        )
        assumed = Counter(str(rating.verdict) for rating in ratings if _is_assumed(rating))
        return Tally(
            unrated=self._unrated(document),
            verdicts=dict(verdicts),
            claims={row["verdict"]: row["claims"] for row in stated},
            assumed=dict(assumed),
            reasons=dict(sorted(reasons.items(), key=lambda one: (-one[1], one[0]))),
            **read,
        )

    def tally_of_all(self) -> Tally:
        """How the ratings of all documents came out."""
        counted = "SELECT verdict, count(*) AS ratings FROM ratings {} GROUP BY verdict"
        verdicts, assumed = (
            {row["verdict"]: row["ratings"] for row in self._select(counted.format(where))}
            for where in ("", "WHERE use = 'assumed' AND verdict <> 'uncheckable'")
        )
        with explained(self.path):
            observations = self._db.table("observations").count
        return Tally(observations, verdicts=verdicts, assumed=assumed)

    def _unrated(self, document: str) -> dict[str, int]:
        found = self._select(
            "SELECT basis, count(*) AS rows FROM observations WHERE document = ? "
            "AND seq NOT IN (SELECT seq FROM ratings WHERE document = ?) GROUP BY basis ORDER BY basis",
            (document, document),
        )
        return {row["basis"]: row["rows"] for row in found}

    def require(self, document: str) -> StoredDocument:
        """The document of a slug, as it was read.

        Raises:
            StoreError: there is none (the line names those that are there), or it could not be read.
        """
        known = {each.document: each for each in self.documents()}
        if document in known and known[document].state == "failed":
            raise StoreError(f"{document} was not read: {known[document].problem}")
        if document in known:
            return known[document]
        near = [slug for slug in known if document.casefold() in slug or slug in document.casefold()]
        named = [*near, *(slug for slug in known if slug not in near)]
        more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
        there = ", ".join(named[:_NAMED]) + more if named else "none; run `scrutiny run` first"
        raise StoreError(f"{self.path}: there is no document {document!r}. There are: {there}.")

    def council_names(self) -> dict[str, str]:
        """What the councils are called of which there are reports, by GSS code."""
        return {each.council: each.council_name or each.council for each in self.documents() if each.council}

    def require_council(self, code: str, name: str) -> None:
        """See to it that there is a report of a council.

        Raises:
            StoreError: there is none; the line names those of which there are.
        """
        there = self.council_names()
        if code not in there:
            others = ", ".join(sorted(set(there.values()))) or "none"
            raise StoreError(f"{self.path}: there is no report of {name}. There are reports of: {others}.")

    def said(self) -> dict[str, dict[str, str]]:
        """What people said of files with options of runs: by the sha256 of the content, then by fact."""
        told: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for row in self._select("SELECT * FROM said ORDER BY sha256, fact"):
            told[row["sha256"]][row["fact"]] = row["value"]
        return dict(told)

    def changes_by_others(self) -> int:
        """A number that stays while no other program writes in the database."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def csv_parts(self) -> dict[str, CsvPart]:
        """Where each document stands in ``observations.csv``, but for those that have changed since."""
        found = self._select("SELECT * FROM csv_parts ORDER BY document")
        return {row["document"]: CsvPart(row["start"], row["bytes"], row["crc32"]) for row in found}

    def last_run(self) -> Run | None:
        """The latest run that was finished."""
        found = self._select("SELECT * FROM runs WHERE finished IS NOT NULL ORDER BY run DESC LIMIT 1")
        return Run(**found[0]) if found else None

    def _select(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        with explained(self.path):
            return list(self._db.query(sql, list(values)))


def _maybe(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _is_assumed(rating: Rating) -> bool:
    return rating.use == "assumed" and rating.verdict != "uncheckable"
