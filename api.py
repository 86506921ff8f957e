"""scrutiny from Python: read reports, ask the results as tables, rate one figure.

    import scrutiny

    if __name__ == "__main__":  # reports are read in processes of their own, which load this file again
        with scrutiny.run("my-report.pdf", out="results") as results:
            print(results.observations()[["name", "value", "target", "status", "verdict"]])

Tables are pandas DataFrames with the columns of ``scrutiny.db``. What is not published is missing
(``pandas.NA``), never 0. Beside each number stands its exact text in a column that ends in ``_exact``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    import pandas

    from .outputs.store import StoreReader
    from .pipeline import Done
    from .records import Kind, Rating

Figure = str | int | Decimal
"""A figure as it is printed (``"87.6%"``) or as a number; a float is none, for it holds no 87.6."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a report, or of a path that is none.

    ``document`` is its slug, None where there is no report; ``state`` is ``unchanged`` where an earlier
    run read it already; ``problems`` tell in a line each why it failed or what could not be read in it.
    """

    document: str | None
    state: Literal["read", "read_with_problems", "unchanged", "failed", "refused"]
    problems: tuple[str, ...] = ()


class NothingRead(Exception):
    """Not one report could be read; ``outcomes`` says why, report by report."""

    def __init__(self, outcomes: tuple[Outcome, ...]) -> None:
        self.outcomes = outcomes
        told = "; ".join(
            f"{outcome.document}: {problem}" if outcome.document else problem
            for outcome in outcomes
            for problem in outcome.problems
        )
        super().__init__(f"nothing could be read: {told or 'there is no report'}")


class Results:
    """The results of a run, open to be read. Use it in a ``with`` block, or close it.

    ``outcomes`` tells what became of each report of this run, in the order of slugs; it is empty for
    results that were only opened. ``notes`` are lines on what else a person should know of the run.
    """

    def __init__(self, store: StoreReader, outcomes: tuple[Outcome, ...] = (), notes: tuple[str, ...] = ()) -> None:
        self._store = store
        self.outcomes = outcomes
        self.notes = notes

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def documents(self) -> pandas.DataFrame:
        """Each report, failed ones too: a row for each, by slug."""
        return self.table("documents")

    def observations(
        self, *, document: str | None = None, council: str | None = None, measure: str | None = None
    ) -> pandas.DataFrame:
        """Every printed figure or rating with its report's council and its own rating, in printed order.

        Args:
            document: only this report.
            council: only reports of this council, by its GSS code.
            measure: only this measure, by its id.
        """
        found = self.table("observations", document=document, measure=measure)
        told = self.documents()[["document", "council", "council_name"]]
        rated = self.ratings(document=document)[
            ["document", "seq", "scheme", "use", "variance", "recomputed", "verdict", "reason", "working"]
        ]
        joined = found.merge(told, on="document", how="left").merge(rated, on=["document", "seq"], how="left")
        return joined if council is None else joined[joined["council"] == council].reset_index(drop=True)

    def ratings(self, *, document: str | None = None) -> pandas.DataFrame:
        """Each rating worked out again, with verdict, reason and working."""
        return self.table("ratings", document=document)

    def claims(self, *, document: str | None = None) -> pandas.DataFrame:
        """What reports state about their own figures, recounted."""
        return self.table("claims", document=document)

    def findings(self, *, document: str | None = None) -> pandas.DataFrame:
        """What an auditor should look at; ``table("evidence")`` says where it stands."""
        return self.table("findings", document=document)

    def measures(self) -> pandas.DataFrame:
        """Each measure with its unit, and which way is better."""
        return self.table("measures")

    def problems(self, *, document: str | None = None) -> pandas.DataFrame:
        """What could not be read, and where."""
        return self.table("problems", document=document)

    def table(self, name: str, **equal: str | int | None) -> pandas.DataFrame:
        """A table of the database.

        Args:
            name: as the README lists them.
            equal: columns and the value that each must have; None is no condition.

        Raises:
            KeyError: there is no such table or column.
        """
        from .outputs.frames import frame

        return frame(self._store, name, equal)


def run(
    *paths: str | Path,
    out: str | Path = "results",
    council: str | None = None,
    period: str | None = None,
    title: str | None = None,
    kind: str | None = None,
    decisions: str | Path | None = None,
    jobs: int = 1,
    timeout: float = 300.0,
) -> Results:
    """Read reports into ``out``/scrutiny.db and rate them again, as ``scrutiny run`` does.

    A report that cannot be read costs the others nothing: ``outcomes`` of the results say which that
    are and why, and it is a row of ``documents()`` with the state ``failed`` and its problem.

    Args:
        paths: files and folders; none stands for the reports that come with scrutiny.
        out: the folder of the results; what an earlier run left there is kept and joined.
        council: whose the reports are, where neither a reports.csv nor the pages say so: name or GSS code.
        period: what they cover, likewise.
        title: their title, likewise.
        kind: quarterly, annual, plan, monthly or other, likewise.
        decisions: the folder of what people decided; the one beside the reports if None.
        jobs: how many reports to read at once, each in a process of its own.
        timeout: seconds that one report may take.

    Raises:
        NothingRead: not one of the reports could be read.
        DecisionsError, SchemeError: a file that a person wrote is wrong; nothing was written.
        StoreError: the results cannot be written; what was there before is kept.
    """
    from . import pipeline
    from .corpus.manifest import read_hints
    from .ground import decisions_beside
    from .outputs.store import StoreReader

    files = [Path(path) for path in paths]
    folder = Path(decisions) if decisions is not None else decisions_beside(files)
    settings = pipeline.Settings(Path(out), folder, read_hints(council, period, title, kind), "scrutiny", jobs, timeout)
    done = pipeline.run(files, settings, lambda *_: None)
    store = StoreReader.read(done.files[0])
    refused = (Outcome(None, "refused", (line,)) for line in done.refused)
    outcomes = (*(_outcome(one, store) for one in done.documents), *refused)
    if done.share_read == "none":
        store.close()
        raise NothingRead(outcomes)
    return Results(store, outcomes, (*done.unrated, *done.notes))


def _outcome(done: Done, store: StoreReader) -> Outcome:
    """What became of a report, with all that the database tells of its problems."""
    told = [problem.message for _, problem in store.problems(document=done.document)]
    if done.became == "failed" and done.message and done.message not in told:
        told.insert(0, done.message)
    return Outcome(done.document, done.became, tuple(dict.fromkeys(told)))


def open(path: str | Path = "results") -> Results:  # noqa: A001 - read as scrutiny.open, like gzip.open
    """Open the results of an earlier run.

    Args:
        path: the database, or the folder that it lies in.

    Raises:
        StoreError: there are none, or another version of scrutiny made them.
    """
    from .outputs.store import StoreReader
    from .pipeline import DATABASE

    place = Path(path)
    return Results(StoreReader.read(place / DATABASE if place.is_dir() else place))


def rate(
    value: Figure,
    target: Figure | None,
    status: str,
    *,
    scheme: str | Path,
    polarity: Literal["higher", "lower"],
    kind: Kind = "measure",
) -> Rating:
    """Rate one published figure again under a rule.

    Args:
        value: the figure, as printed or as a number. How it is printed tells how far it is rounded.
        target: its target, likewise.
        status: the published rating.
        scheme: the rule as YAML, or the file that holds it.
        polarity: which way is better.
        kind: what is rated: a measure, a milestone, ...

    Returns:
        The band that the figures give, the verdict on the published one, and the working.

    Raises:
        SchemeError: the rule is wrong; the message says in which line and what to do.
        ValueError: the figure or the target is no number.
    """
    from .language.numbers import read_figure
    from .records import Box, Observation
    from .rules.definition import read
    from .rules.polarity import PolarityDecided
    from .rules.rating import rate as rate_observation

    figure, aim = read_figure(str(value)), read_figure(str(target)) if target is not None else None
    for printed, number in ((value, figure), (target, aim)):
        if isinstance(printed, float) or (number is not None and number.value is None):
            raise ValueError(f"{printed!r} is no figure; give it as it is printed, as text, or as a Decimal")
    text, name = (scheme.read_text("utf-8"), scheme.name) if isinstance(scheme, Path) else (scheme, "scheme")
    seen = Observation(
        document="",
        seq=1,
        kind=kind,
        name="",
        basis="actual",
        period="",
        box=Box(1, 0, 0, 0, 0),
        value_text=str(value),
        value=figure.value,
        value_step=figure.step,
        unit=figure.unit or (aim.unit if aim else None),
        target_text=None if target is None else str(target),
        target=aim.value if aim else None,
        status=status,
    )
    return rate_observation(seen, read(name, text), "own", PolarityDecided(polarity, "decision", "as told"))
