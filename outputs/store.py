"""``scrutiny.db``: writes records and reads them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from ..records import (
    Box,
    Claim,
    Comparable,
    Extract,
    Finding,
    Measure,
    MeasureName,
    MeasureSubject,
    Normalised,
    PlanFollowed,
    Polarity,
    PolarityEvidence,
    Problem,
    Proposal,
    Rating,
    ReadKey,
    Report,
    SchemeRow,
    Stage,
    StatedTarget,
)
from . import contract, rows, rule_rows
from .reading import StoreReader
from .schema import StoreError, Unstorable
from .stored import Known, Run, Saved, State, StoredDocument, Tally
from .wording import summed_up
from .writing import StoreWriter

__all__ = ["Known", "Run", "Saved", "Store", "StoreError", "StoreReader", "StoredDocument", "Tally", "Unstorable"]

_PRINTED = {
    "observations": "SELECT document, seq, name, unit FROM observations",
    "plan_items": "SELECT document, seq, measure_name, NULL FROM plan_items",
}
_NAMES_NOBODY_PRINTS = """
    council = :council AND name NOT IN (
        SELECT name FROM documents JOIN observations USING (document) WHERE council = :council
        UNION ALL SELECT measure_name FROM documents JOIN plan_items USING (document)
         WHERE council = :council AND measure_name IS NOT NULL)
"""
_OF_COUNCIL = "document IN (SELECT document FROM documents WHERE council = ?)"
# A rule that this program inferred from a document, not one that a person wrote down as inferred.
_INFERRED_HERE = "kind = 'inferred' AND scheme = document || '-inferred'"


class Store(StoreWriter):
    """An open ``scrutiny.db``, to write and read: what each document, council and rule has to say."""

    def save_document(
        self,
        report: Report,
        extract: Extract,
        normalised: Normalised,
        state: State,
        problem: str | None = None,
        read_with: str | None = None,
        claims: Iterable[Claim] = (),
        key: ReadKey | None = None,
    ) -> Saved:
        """Put a document in place of what stood under its slug or had its content.

        Ratings, claims and findings of the document go with its old rows; those of other documents
        stay, but for findings whose evidence stood in it.

        Args:
            report: who published what when.
            extract: what was read off its pages.
            normalised: what became of it.
            state: ``read`` or ``read_with_problems``.
            problem: one line on what went wrong, for people.
            read_with: digest of what the reading depended on besides the file.
            claims: what it states of its own figures.
            key: the rating key that it prints.

        Returns:
            What that did.

        Raises:
            StoreError: nothing could be written.
            Unstorable: these records contradict each other; nothing was written.
        """
        document = report.document
        problems = (*extract.problems, *normalised.problems)
        cell_uses, table_uses = rows.uses_of(normalised)
        with self.transaction():
            saved = self._clear(document, report.sha256)
            stored = rows.stored(report, len(extract.pages), state, problem, read_with)
            self._insert(contract.DOCUMENTS, [rows.document_row(stored)])
            observations, tables = normalised.observations, extract.tables
            self._insert(contract.OBSERVATIONS, map(rows.observation_row, observations))
            self._insert(contract.LIMITS, chain.from_iterable(map(rows.limit_rows, observations)))
            self._insert(contract.PLACES, chain.from_iterable(map(rows.place_rows, observations)))
            self._insert(contract.PLAN_ITEMS, map(rows.plan_row, normalised.plan_items))
            self._insert(
                contract.TABLES, (rows.table_row(document, table, table_uses.get(table.number)) for table in tables)
            )
            self._insert(contract.COLUMNS, rows.column_rows(document, normalised.column_uses))
            self._insert(
                contract.CELLS, chain.from_iterable(rows.cell_rows(document, table, cell_uses) for table in tables)
            )
            self._insert(
                contract.CELL_BOXES, chain.from_iterable(rows.cell_box_rows(document, table) for table in tables)
            )
            self._insert(contract.PASSAGES, rows.passage_rows(document, extract))
            self._insert(contract.CLAIMS, map(rule_rows.claim_row, claims))
            self._insert(contract.PROBLEMS, rows.problem_rows(document, problems))
            self._insert(contract.KEYS, [rule_rows.key_row(document, key)] if key else [])
        return saved

    def fail_document(
        self,
        document: str,
        path: Path,
        message: str,
        *,
        sha256: str | None = None,
        stage: Stage = "extract",
        facts: Mapping[str, str | int | None] | None = None,
    ) -> Saved:
        """Record a document that could not be read, in place of what stood under its slug.

        Args:
            document: its slug.
            path: the file.
            message: one line: why, and what to do.
            sha256: of the content, where the file could be opened.
            stage: where it failed.
            facts: other columns of ``documents`` that are known all the same.

        Returns:
            What that did.

        Raises:
            StoreError: nothing was written.
        """
        failed = StoredDocument(document, str(path), "failed", sha256=sha256, problem=message)
        with self.transaction():
            saved = self._clear(document, None)
            self._insert(contract.DOCUMENTS, [{**rows.document_row(failed), **(facts or {})}])
            self._insert(contract.PROBLEMS, rows.problem_rows(document, [Problem(stage, message)]))
        return saved

    def keep_document(self, document: str, message: str) -> None:
        """Record that a document could not be read again: what was read before stays, and the next run tries again."""
        now = {"state": "read_with_problems", "problem": message, "read_with": None}
        with self.transaction():
            self._db.table("documents").update(document, now)
            self._insert(contract.PROBLEMS, rows.problem_rows(document, [Problem("extract", message)]), replace=True)

    def _clear(self, document: str, sha256: str | None) -> Saved:
        """Take away what stands under a slug and, for a content that was read, what has it under another."""
        known = self.known()
        same_content = sorted(
            slug
            for slug, other in known.items()
            if sha256 is not None and other.sha256 == sha256 and other.state != "failed" and slug != document
        )
        for slug in (document, *same_content):
            self._remove(slug)
        if same_content:
            return Saved("renamed", same_content[0])
        if document not in known:
            return Saved("new")
        return Saved("again" if sha256 is not None and known[document].sha256 == sha256 else "replaced")

    def _remove(self, document: str) -> None:
        self._db.execute(
            "DELETE FROM findings WHERE finding IN (SELECT finding FROM evidence WHERE document = ?)", [document]
        )
        self._forget_findings(document)
        self._db.table("plan_followed").delete_where("other_document = ?", [document])
        self._forget_inferred(document)
        for table in (*reversed(contract.OWNED_BY_DOCUMENT), contract.DOCUMENTS):
            self._db.table(table.name).delete_where("document = ?", [document])
        self._db.execute("DELETE FROM evidence WHERE finding NOT IN (SELECT finding FROM findings)")

    def save_measures(
        self,
        measures: Sequence[Measure],
        names: Sequence[MeasureName],
        of: Mapping[tuple[str, int], str] | None = None,
    ) -> None:
        """Say what the names of some councils measure, in place of all that was said of these councils.

        Names that no document prints and measures without a name are forgotten. Observations and plan
        items get the measure of their name; of two, the one of their unit.

        Args:
            measures: every measure of these councils.
            names: every published name of these councils, and why it is that measure.
            of: the measure of an observation, by document and ``seq``, where that is known better
                than from its name alone.
        """
        units = {measure.measure: measure.unit for measure in measures}
        named = defaultdict(list)
        for name in sorted(names, key=lambda each: each.measure):
            named[name.council, name.name].append(name.measure)
        with self.transaction():
            councils = sorted({name.council for name in names} | self._councils_gone())
            before = {one for council in councils for one in self._measures_of(council)}
            for council in councils:
                self._db.table("measure_names").delete_where("council = ?", [council])
            self._insert(contract.MEASURES, map(rows.plain_row, measures), replace=True)
            self._insert(contract.MEASURE_NAMES, map(rows.plain_row, names))
            for table, printed in _PRINTED.items():
                known = of if of and table == "observations" else {}
                changes = [
                    (known.get((document, seq)) or _of_unit(named[council, name], units, unit), document, seq)
                    for council in councils
                    for document, seq, name, unit in self._tuples(
                        f"{printed} JOIN documents USING (document) WHERE council = ?", council
                    )
                ]
                self._db.conn.executemany(f"UPDATE {table} SET measure = ? WHERE document = ? AND seq = ?", changes)
            for council in councils:
                self._db.table("measure_names").delete_where(_NAMES_NOBODY_PRINTS, {"council": council})
                self._db.table("csv_parts").delete_where(_OF_COUNCIL, [council])
            left = {one for council in councils for one in self._measures_of(council)}
            self._forget_measures(sorted((before | units.keys()) - left))

    def _councils_gone(self) -> set[str]:
        """Councils whose names are known, but that have no document any more."""
        sql = (
            "SELECT DISTINCT council FROM measure_names "
            "EXCEPT SELECT council FROM documents WHERE state <> 'failed' AND council IS NOT NULL"
        )
        return {council for (council,) in self._tuples(sql)}

    def _measures_of(self, council: str) -> list[str]:
        return [one for (one,) in self._tuples("SELECT measure FROM measure_names WHERE council = ?", council)]

    def _forget_measures(self, measures: Iterable[str]) -> None:
        for table in ("measure_subjects", "polarity_evidence", "measures"):
            self._db.conn.executemany(f"DELETE FROM {table} WHERE measure = ?", [(one,) for one in measures])

    def save_polarity_evidence(
        self, council: str, evidence: Sequence[PolarityEvidence], where: Mapping[tuple[str, int], Box]
    ) -> None:
        """Say what speaks for which way is better for a council's measures, in place of all that was said.

        Args:
            council: whose measures they are.
            evidence: what speaks, in any order.
            where: the box of the row that evidence stands in, by document and ``seq``.
        """
        with self.transaction():
            self._db.table("polarity_evidence").delete_where(
                "measure IN (SELECT measure FROM measure_names WHERE council = ?)", [council]
            )
            self._insert(contract.POLARITY_EVIDENCE, rows.polarity_rows(evidence, where))

    def save_polarities(self, known: Mapping[str, tuple[Polarity | None, str | None]]) -> None:
        """Say which way is better for measures, and how that is known."""
        changes = [(polarity, source, measure) for measure, (polarity, source) in known.items()]
        with self.transaction():
            self._db.conn.executemany(
                "UPDATE measures SET polarity = ?, polarity_source = ? WHERE measure = ?", changes
            )

    def save_subjects(
        self, council: str, subjects: Iterable[MeasureSubject], unchanged: Collection[str] = frozenset()
    ) -> None:
        """Say what the measures of a council are about, in place of all that was said but of those ``unchanged``."""
        with self.transaction():
            told = self._tuples("SELECT measure FROM measure_subjects WHERE council = ?", council)
            changed = [one for one in told if one[0] not in unchanged]
            self._db.conn.executemany("DELETE FROM measure_subjects WHERE measure = ?", changed)
            self._insert(contract.MEASURE_SUBJECTS, map(rows.plain_row, subjects))

    def save_plan_followed(self, plan: str, followed: Iterable[PlanFollowed]) -> None:
        """Say what reports tell of a plan, in place of all that was said of it."""
        with self.transaction():
            self._db.table("plan_followed").delete_where("document = ?", [plan])
            self._insert(contract.PLAN_FOLLOWED, map(rows.plain_row, followed))

    def save_definition_pairs(self, pairs: Iterable[Comparable]) -> None:
        """Add how definitions compare, and forget those that no measure has any more."""
        with self.transaction():
            self._insert(contract.DEFINITION_PAIRS, map(rows.plain_row, pairs), replace=True)
            for end in ("one", "other"):
                self._db.table("definition_pairs").delete_where(
                    f"{end} NOT IN (SELECT definition FROM measure_subjects WHERE definition IS NOT NULL)"
                )

    def save_name_words(self, council: str, words: Iterable[tuple[str, str]]) -> None:
        """Replace the (word, name) pairs by which a council's names are found."""
        with self.transaction():
            self._db.table("name_words").delete_where("council = ?", [council])
            told = sorted(set(words))
            self._insert(contract.NAME_WORDS, ({"council": council, "word": w, "name": name} for w, name in told))

    def add_name_words(self, council: str, words: Iterable[tuple[str, str]]) -> None:
        """Add such pairs; those that are there stay."""
        told = sorted(set(words))
        rows = ({"council": council, "word": word, "name": name} for word, name in told)
        with self.transaction():
            self._insert(contract.NAME_WORDS, rows, replace=True)

    def save_proposals(self, council: str, proposals: Iterable[Proposal]) -> None:
        """Replace the pairs of a council's names that a person should look at."""
        with self.transaction():
            self._db.table("proposals").delete_where("council = ?", [council])
            self._insert(contract.PROPOSALS, map(rows.proposal_row, proposals))

    def save_schemes(self, schemes: Sequence[SchemeRow]) -> None:
        """Replace all schemes; ratings under a scheme that is no more, or says something else, go with it."""
        told = {scheme.scheme: scheme.definition for scheme in schemes}
        with self.transaction():
            for row in list(self._db.table("schemes").rows_where(f"NOT ({_INFERRED_HERE})")):
                if told.get(row["scheme"]) != row["definition"]:
                    for table in ("ratings", "comparisons"):
                        self._db.table(table).delete_where("scheme = ?", [row["scheme"]])
            self._db.table("schemes").delete_where(f"NOT ({_INFERRED_HERE})")
            self._insert(contract.SCHEMES, map(rows.plain_row, sorted(schemes, key=lambda scheme: scheme.scheme)))

    def save_ratings(self, document: str, ratings: Iterable[Rating]) -> None:
        """Replace the ratings of a document's observations."""
        with self.transaction():
            for table in ("ratings", "comparisons", "csv_parts"):
                self._db.table(table).delete_where("document = ?", [document])
            self._insert(contract.RATINGS, map(rule_rows.rating_row, ratings))

    def save_inferred(self, document: str, scheme: SchemeRow | None, ratings: Iterable[Rating]) -> None:
        """Replace the rule that is inferred from a document's ratings, and what it gives, which is a comparison."""
        with self.transaction():
            self._forget_inferred(document)
            if scheme is not None:
                self._insert(contract.SCHEMES, [rows.plain_row(scheme)])
                self.save_comparisons(document, scheme.scheme, ratings)

    def save_comparisons(self, document: str, scheme: str, ratings: Iterable[Rating]) -> None:
        """Replace what a rule that is not its own gives for a document's observations."""
        with self.transaction():
            self._db.table("comparisons").delete_where("document = ? AND scheme = ?", [document, scheme])
            self._insert(contract.COMPARISONS, map(rule_rows.comparison_row, ratings))

    def _forget_inferred(self, document: str) -> None:
        where = f"document = ? AND {_INFERRED_HERE}"
        under = f"scheme IN (SELECT scheme FROM schemes WHERE {where})"
        self._db.table("comparisons").delete_where(under, [document])
        self._db.table("schemes").delete_where(where, [document])

    def save_claims(self, document: str, claims: Iterable[Claim]) -> None:
        """Replace a document's claims."""
        with self.transaction():
            self._db.table("claims").delete_where("document = ?", [document])
            self._insert(contract.CLAIMS, map(rule_rows.claim_row, claims))

    def save_stated_targets(self, document: str, stated: Iterable[StatedTarget]) -> None:
        """Replace the targets of a document's observations that stand elsewhere than in their rows."""
        numbered: defaultdict[int, int] = defaultdict(int)
        new = []
        for one in stated:
            numbered[one.seq] += 1
            new.append(rule_rows.stated_target_row(one, numbered[one.seq]))
        with self.transaction():
            self._db.table("stated_targets").delete_where("document = ?", [document])
            self._insert(contract.STATED_TARGETS, new)

    def save_findings(self, document: str, findings: Iterable[Finding]) -> None:
        """Replace a document's findings and their evidence."""
        with self.transaction():
            self._forget_findings(document)
            for finding in findings:
                self._insert(contract.FINDINGS, [rule_rows.finding_row(finding)])
                self._insert(contract.EVIDENCE, rule_rows.evidence_rows(finding))

    def tell_key(self, document: str, problem: Problem, *, settled: bool) -> None:
        """Tell that a document's rating key is not understood, or no longer where another rule settles it."""
        told = [problem for _, problem in self.problems(document=document)]
        if settled is (problem not in told):
            return
        left = [one for one in told if one != problem] if settled else [*told, problem]
        with self.transaction():
            self._db.table("problems").delete_where("document = ?", [document])
            self._insert(contract.PROBLEMS, rows.problem_rows(document, left))
            state = "read_with_problems" if left else "read"
            self._db.table("documents").update(document, {"state": state, "problem": summed_up(left)})

    def save_rated(self, documents: Iterable[str], rated_with: str) -> None:
        """Note that documents are rated, and what that depended on besides themselves."""
        with self.transaction():
            for document in documents:
                self._note_rating(document, rated_with)

    def fail_rating(self, document: str, message: str) -> None:
        """Record that a document could not be rated: its ratings and findings are gone, what was read of it stays."""
        with self.transaction():
            self._note_rating(document, None)
            self.save_ratings(document, ())
            self.save_stated_targets(document, ())
            self.save_findings(document, ())
            self._insert(contract.PROBLEMS, rows.problem_rows(document, [Problem("rules", message)]))

    def _note_rating(self, document: str, rated_with: str | None) -> None:
        """Set what a rating depended on, and forget what went wrong with the last one."""
        self._db.table("documents").update(document, {"rated_with": rated_with})
        self._db.table("problems").delete_where(
            "document = ? AND stage = 'rules' AND message LIKE 'not rated%'", [document]
        )

    def _forget_findings(self, document: str) -> None:
        self._db.execute(
            "DELETE FROM evidence WHERE finding IN (SELECT finding FROM findings WHERE document = ?)", [document]
        )
        self._db.table("findings").delete_where("document = ?", [document])


def _of_unit(candidates: Sequence[str], units: Mapping[str, str | None], unit: str | None) -> str | None:
    """The first measure of a unit; the first of all where none has it; None where there is none."""
    return next((one for one in candidates if units.get(one) == unit), candidates[0] if candidates else None)
