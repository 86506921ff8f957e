"""The nouns that pass between the stages.

Every record is frozen and typed and does no input or output. A stage imports this module and
``language``, never another stage: what a later stage needs, an earlier one hands over in a record.

Lengths are PDF points; the origin is the top left of the page as it is shown. Pages count from 1.
Colours are ``#rrggbb`` in lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from heapq import merge
from pathlib import Path
from typing import Literal

from .language.periods import Period

Kind = Literal["measure", "milestone", "project", "risk", "action", "deliverable"]
Basis = Literal["actual", "forecast", "previous", "benchmark"]
Polarity = Literal["higher", "lower", "range", "neither"]
Role = Literal[
    "name",
    "code",
    "figure",
    "target",
    "second target",
    "floor",
    "tolerance",
    "red",
    "amber",
    "lower",
    "upper",
    "variance",
    "status",
    "previous status",
    "direction",
    "unit",
    "polarity",
    "period",
    "frequency",
    "date",
    "commentary",
    "owner",
    "theme",
    "kind",
    "link",
    "number",
]
"""What a column of a table of measures holds; ``figure`` with a basis is an actual, forecast, previous or benchmark."""
PolaritySource = Literal["decision", "printed", "direction", "elsewhere", "wording", "status"]
Stage = Literal["corpus", "extract", "normalise", "rules", "outputs"]


# ---------------------------------------------------------------------------------- on the page


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left of the page as shown."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    def joined(self, other: Box) -> Box:
        """The smallest box around both; they must stand on one page."""
        return Box(
            self.page,
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


# The same picture at another size differs in a few of the 64 bits of its fingerprint, others in about half.
_SAME_PICTURE = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """Something drawn that may carry meaning: what it looks like, never what it means.

    ``kind``: ``picture`` (``key`` is a fingerprint of its pixels), ``shape`` (``key`` describes a
    drawn outline, the same for the same outline at any place and size), ``glyph`` (``key`` is a
    symbol character: a tick, star, arrow, or a private-use code) or ``highlight`` (a fill behind
    some words of a line; ``key`` is those words).
    """

    kind: Literal["picture", "shape", "glyph", "highlight"]
    key: str
    box: Box
    colour: str | None = None

    def bits_apart(self, key: str) -> int:
        """In how many of 64 bits a picture's fingerprint differs from another; 64 where they cannot be compared."""
        if len(self.key) != len(key):
            return 64
        try:
            return (int(self.key, 16) ^ int(key, 16)).bit_count()
        except ValueError:
            return 0 if self.key == key else 64

    def is_picture_of(self, key: str) -> bool:
        """Whether a picture is the one with that fingerprint, maybe drawn again at another size."""
        return self.bits_apart(key) <= _SAME_PICTURE


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as printed. ``paragraph`` counts the paragraphs of the cell or passage."""

    text: str
    box: Box
    size: float
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``boxes`` has one box for each page that it stands on.

    ``text`` is the unwrapped text: lines of a paragraph joined (words broken at the cell's edge
    mended), paragraphs separated by a newline.
    """

    row: int
    col: int
    text: str
    boxes: tuple[Box, ...]
    rowspan: int = 1
    colspan: int = 1
    fill: str | None = None
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the text, unwrapped."""
        return tuple(part for part in self.text.split("\n") if part)


RowKind = Literal["header", "section", "body"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, stitched over page breaks.

    ``cells`` are in row order, then column order; a merged cell stands once, at its first row and
    column. ``row_kinds[row]`` tells header rows and section rows (one cell across, naming what
    follows) from body rows. ``headings`` is the path of prose headings above the table, outermost
    first. ``order`` places the table among the document's passages. ``confidence`` is 0 to 1 with
    the ``reasons`` for it.
    """

    number: int
    order: int
    cells: tuple[Cell, ...]
    row_kinds: tuple[RowKind, ...]
    columns: int
    boxes: tuple[Box, ...]
    headings: tuple[str, ...] = ()
    engine: str = "scrutiny"
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.row_kinds)

    @property
    def page_from(self) -> int:
        return self.boxes[0].page

    @property
    def page_to(self) -> int:
        return self.boxes[-1].page

    def row(self, index: int) -> tuple[Cell, ...]:
        """The cells that begin in a row, left to right (a cell merged from above is not among them)."""
        return tuple(cell for cell in self.cells if cell.row == index)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a row and column, merged cells included."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or heading of prose.

    ``level`` is 0 for running text, 1 for the largest headings, 2 for the next. ``headings`` is
    the path above it, outermost first (a heading does not hold itself). ``text`` is unwrapped.
    """

    number: int
    order: int
    text: str
    box: Box
    level: int = 0
    headings: tuple[str, ...] = ()
    size: float = 0.0
    bold: bool = False
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSize:
    page: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read or decided, where, and what to do about it."""

    stage: Stage
    message: str
    box: Box | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """All that was read off a document's pages, in reading order.

    ``places`` says what boxes count: ``points`` of a page, or ``lines`` and characters of a text
    (see ``extract.textfile``). ``tables`` and ``passages`` are in their order; those of a long
    document may be made anew each time they are asked for.
    """

    pages: tuple[PageSize, ...]
    tables: Sequence[Table]
    passages: Sequence[Passage]
    problems: tuple[Problem, ...] = ()
    places: Literal["points", "lines"] = "points"

    def blocks(self) -> Iterator[Table | Passage]:
        """Tables and passages together, in reading order."""
        blocks: tuple[Iterable[Table | Passage], ...] = (self.tables, self.passages)
        yield from merge(*blocks, key=lambda block: block.order)


# ------------------------------------------------------------------------- who, when, published


@dataclass(frozen=True, slots=True)
class Council:
    """A council: GSS code, official and short name; ``county`` is the code of the county above it."""

    code: str
    name: str
    short_name: str
    tier: str = ""
    nation: str = ""
    county: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One published file and who published it when.

    ``document`` is the slug (file stem); ``period`` what the report covers; ``kind`` e.g.
    ``quarterly``, ``annual``, ``plan``; ``council`` a GSS code.
    """

    document: str
    path: Path
    sha256: str
    council: str
    council_name: str
    title: str
    period: Period
    kind: str
    source: str = ""
    licence: str = ""


# ---------------------------------------------------------------------------- the key of a report


LegendMeans = Literal["status", "kind", "direction"]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a report's key: these looks stand for this word.

    ``means`` is ``status``, ``kind`` (an icon that tells projects from measures) or ``direction``;
    ``rank`` is 0 for the best status, None where the key does not order. ``kinds`` are the kinds of
    row that it speaks of, none for all: a key may give milestones other words than measures.
    """

    word: str
    means: LegendMeans
    colour: str | None = None
    marks: tuple[Mark, ...] = ()
    box: Box | None = None
    rank: int | None = None
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Legend:
    """A report's key, handed by the pipeline to ``normalise`` to turn marks into words."""

    entries: tuple[LegendEntry, ...] = ()

    def statuses(self) -> tuple[LegendEntry, ...]:
        return tuple(entry for entry in self.entries if entry.means == "status")

    def kinds(self) -> tuple[LegendEntry, ...]:
        return tuple(entry for entry in self.entries if entry.means == "kind")

    def directions(self) -> tuple[LegendEntry, ...]:
        return tuple(entry for entry in self.entries if entry.means == "direction")

    def of(self, kind: Kind) -> Legend:
        """The key without the entries that speak of other kinds of row."""
        return Legend(tuple(entry for entry in self.entries if not entry.kinds or kind in entry.kinds))


# ------------------------------------------------------------------------------------- figures


LimitKind = Literal["target", "floor", "tolerance", "lower", "upper", "red", "amber"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A second target, floor, tolerance, lower or upper limit, red or amber threshold of a row."""

    kind: LimitKind
    text: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where one field of an observation stands; ``part`` counts the pieces of a cut row."""

    role: str
    part: int
    box: Box


@dataclass(frozen=True, slots=True)
class Observation:
    """One published figure or rating of one thing in one period: a row of ``observations``.

    ``value_step`` is what one unit in the last printed digit is worth (``87.6%`` -> 0.1,
    ``GBP 3.929m`` -> 1000); it tells how far rounding reaches. ``status_read_from`` says how the
    status was read: ``word``, ``letter``, ``legend``, ``hue``, ``glyph``, ``note``, ``band``, ``heading``.
    ``polarity_note`` is a printed note that tells which way is better. ``corrected`` says what was
    read where a person has put something else in its place: who, when and why.
    """

    document: str
    seq: int
    kind: Kind
    name: str
    basis: Basis
    period: str
    box: Box
    section: str | None = None
    headings: tuple[str, ...] = ()
    theme: str | None = None
    code: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    value_text: str | None = None
    value: Decimal | None = None
    value_step: Decimal | None = None
    unit: str | None = None
    qualifier: str | None = None
    target_text: str | None = None
    target: Decimal | None = None
    status: str | None = None
    status_read_from: str | None = None
    previous_status: str | None = None
    direction: str | None = None
    commentary: str | None = None
    polarity_note: str | None = None
    corrected: str | None = None
    limits: tuple[Limit, ...] = ()
    places: tuple[Place, ...] = ()
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One milestone, or one performance measure, of a must-do in a delivery plan."""

    document: str
    seq: int
    theme: str | None
    outcome: str | None
    must_do: str | None
    milestone: str | None
    portfolio: str | None
    deadline: str | None
    difference: str | None
    measure_name: str | None
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class CellUse:
    """What became of a cell: a role, ``header``, ``section`` or ``ignored: why``."""

    table: int
    row: int
    col: int
    use: str


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column of a table of measures was read as, and what told so.

    ``of`` names the columns of the figures that a target, status, direction or limit goes with.
    """

    table: int
    col: int
    heading: tuple[str, ...]
    role: Role | None
    evidence: str
    basis: Basis | None = None
    period: str | None = None
    of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableUse:
    """What a table was used as: ``measures``, ``plan``, ``key``, ``counts``, ``ignored: why``."""

    table: int
    used_as: str


@dataclass(frozen=True, slots=True)
class Normalised:
    """What ``normalise`` made of one document; the rows of a long one may be made anew each time they are asked for."""

    observations: Sequence[Observation]
    plan_items: tuple[PlanItem, ...] = ()
    cell_uses: Sequence[CellUse] = ()
    column_uses: tuple[ColumnUse, ...] = ()
    table_uses: tuple[TableUse, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it is shown: ``width`` and ``height`` in points, ``image`` the bytes of a WebP picture."""

    page: int
    width: float
    height: float
    image: bytes


# ------------------------------------------------------------------------------------ measures


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured, whatever each report calls it. ``measure`` is its stable id."""

    measure: str
    name: str
    unit: str | None = None
    polarity: Polarity | None = None
    polarity_source: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureName:
    """A published name and why it is that measure. ``score`` is 0 to 100."""

    measure: str
    council: str
    name: str
    score: float
    method: str
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two published names that may be one measure: a person should look at them. ``score`` is 0 to 100."""

    council: str
    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolarityEvidence:
    """One reason to think that a measure is better higher, lower, within a range, or neither.

    ``source``, most trusted first: ``decision``, ``printed``, ``direction``, ``elsewhere``,
    ``wording``, ``status``. ``document``, ``period`` and ``seq`` say where the evidence stands, so
    that a status is never evidence for the figure it rates.
    """

    measure: str
    polarity: Polarity
    source: PolaritySource
    detail: str
    document: str | None = None
    seq: int | None = None
    period: str | None = None


FollowedHow = Literal["reported", "another wording", "through its commitment", "through its project", "not reported"]


@dataclass(frozen=True, slots=True)
class PlanFollowed:
    """What a report tells of an item of a delivery plan: ``other_seq`` is the row, ``status`` as printed there.

    ``completed`` and ``overdue`` are told of milestones. Overdue is one whose review date is past and which
    the report does not call completed; None where no date can be read.
    """

    document: str
    seq: int
    other_document: str
    how: FollowedHow
    other_seq: int | None = None
    score: float | None = None
    reason: str | None = None
    status: str | None = None
    completed: bool = False
    overdue: bool | None = None


@dataclass(frozen=True, slots=True)
class MeasureSubject:
    """What a measure is about: ``definition`` describes how it counts it, ``also`` what its ``name`` says besides.

    ``subject`` and ``definition`` are None where that cannot be told, ``theme`` likewise.
    """

    measure: str
    council: str
    name: str
    theme: str | None
    subject: str | None
    definition: str | None
    also: str


@dataclass(frozen=True, slots=True)
class Comparable:
    """How two definitions, or two measures of different councils, compare, and why.

    ``strength``: ``same definition``, ``same subject, another definition`` or ``same theme``.
    ``transformation`` makes of ``x``, a figure of ``one``, a figure beside which one of ``other`` can stand.
    """

    one: str
    other: str
    strength: str
    reason: str
    transformation: str | None = None


ChangeKind = Literal["restated", "gap", "name", "unit", "target", "definition"]


@dataclass(frozen=True, slots=True)
class Change:
    """Where the series of a measure is not what it was: at which row, in which respect, from what."""

    kind: ChangeKind
    document: str
    seq: int
    text: str


# --------------------------------------------------------------------------------- rated again


SchemeKind = Literal["published", "written", "inferred"]


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """A rating scheme as stored; ``definition`` is its YAML."""

    scheme: str
    council: str
    valid_from: str | None
    valid_to: str | None
    kind: SchemeKind
    document: str | None
    page: int | None
    definition: str


@dataclass(frozen=True, slots=True)
class ReadKey:
    """The rating key that a report prints: the YAML of its scheme, None where it is not understood."""

    definition: str | None
    box: Box
    problem: Problem | None = None


Verdict = Literal["agrees", "agrees_within_rounding", "disagrees", "uncheckable"]
Reason = Literal[
    "no_value",
    "no_target",
    "zero_target",
    "no_status",
    "unrated_label",
    "no_scheme",
    "not_recomputable",
    "polarity_unknown",
    "not_rated_by_figures",
]


@dataclass(frozen=True, slots=True)
class Rating:
    """An observation rated again under a scheme.

    ``variance`` is in percent of target, positive is better. ``recomputed`` is the band that the
    printed figures give; ``possible`` every band that their rounding can reach. ``working`` is the
    calculation as a person would write it.
    """

    document: str
    seq: int
    scheme: str | None
    use: Literal["own", "assumed"]
    variance: Decimal | None
    recomputed: str | None
    possible: tuple[str, ...]
    verdict: Verdict
    reason: Reason | None
    working: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What a claim counts, as far as its words were understood: what recounting it needs.

    ``counts``: ``rows`` (how many), ``share`` (in percent), or ``nothing`` where it is no count.
    ``words`` are the published statuses or directions that are counted, any of them, ``~met`` and
    its like where it is said in words; none stands for all rows. ``of`` narrows what they are a part of
    (``~rated``, ``~target``). ``scope`` are labels of themes or sections: of ``named`` ones the rows must
    be, of others (headings above the claim) they may be. ``period`` is the time that it speaks of, where
    that is said. Claims of one ``group`` (a table, a passage) were made together. ``understood``: nothing
    in its words narrows it further. ``seqs`` are the rows that it is the commentary of.
    """

    counts: Literal["rows", "share", "nothing"]
    kinds: tuple[Kind, ...] = ()
    words: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    named: bool = False
    period: str | None = None
    group: str = ""
    understood: bool = False
    seqs: tuple[int, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that a report makes about its own figures, recounted.

    ``step`` is what one unit in the last printed digit is worth; ``bound`` a word that loosens the
    figure (``more than``). ``asks`` is None where its own words decide it.
    """

    document: str
    seq: int
    box: Box
    where: Literal["table", "overview", "prose"]
    text: str
    claimed: Decimal
    recomputed: Decimal | None
    unit: str | None
    verdict: Literal["holds", "fails", "uncheckable"]
    explanation: str
    step: Decimal | None = None
    bound: str | None = None
    asks: Ask | None = None


@dataclass(frozen=True, slots=True)
class StatedTarget:
    """A target of an observation that stands elsewhere than in its row: for information only.

    ``text`` is what says so, in ``source_document`` at ``box``.
    """

    document: str
    seq: int
    period: str
    target: Decimal
    text: str
    source_document: str
    box: Box


@dataclass(frozen=True, slots=True)
class Evidence:
    document: str
    box: Box
    text: str


Severity = Literal["error", "conflict", "look", "information"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What an auditor should look at.

    ``finding`` is a stable id made from kind, document, name, period and basis, never from a
    sequence number. ``severity``: ``error`` (an error in the report), ``conflict`` (two statements
    cannot both be true), ``look`` (worth a look), ``information``.
    """

    finding: str
    severity: Severity
    kind: str
    document: str
    seq: int | None
    message: str
    arithmetic: str
    evidence: tuple[Evidence, ...] = ()
    acknowledged: str | None = None


# ----------------------------------------------------------------------------- what people decide


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A figure with its rating by its own council's rule and by another; ``changed`` is None where one is not known.

    ``why`` says what makes the difference, or why there is nothing to compare.
    """

    row: Observation
    own: Rating
    other: Rating
    changed: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of a report under its own rule and under another one (their ids).

    ``equal`` says in lines which bands of the two are taken as equal.
    """

    document: str
    council: str
    own: str
    other: str
    equal: tuple[str, ...]
    rows: tuple[SideBySide, ...]

    @property
    def checked(self) -> int:
        return sum(row.changed is not None for row in self.rows)

    @property
    def changes(self) -> int:
        return sum(row.changed is True for row in self.rows)


@dataclass(frozen=True, slots=True)
class OnScale:
    """A rated figure on the scale of a rule: its distance from the target, better is positive.

    ``low`` and ``high`` bound what its rounding allows.
    """

    row: Observation
    band: str
    distance: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class EdgeFound:
    """Where the edge between two neighbouring bands lies: not above ``high``, not below ``low``.

    ``reach`` says so in words, ``reach_rounded`` what the rounding of the printed figures allows. ``worst`` is the
    worst figure rated better, ``best`` the best rated worse; ``above`` and ``below`` count the figures on either side.
    """

    better: str
    worse: str
    low: Decimal
    high: Decimal
    reach: str
    reach_rounded: str
    worst: OnScale
    best: OnScale
    above: int
    below: int


@dataclass(frozen=True, slots=True)
class InferredRule:
    """A rule that explains all published ratings of a report but those that contradict it (``against``)."""

    measured: Literal["percent", "points"]
    bands: tuple[str, ...]
    edges: tuple[EdgeFound, ...]
    placed: tuple[OnScale, ...]
    against: tuple[OnScale, ...]

    @property
    def explained(self) -> int:
        return len(self.placed) - len(self.against)


CORRECTABLE = (
    "kind",
    "section",
    "theme",
    "code",
    "name",
    "basis",
    "period",
    "value_text",
    "value",
    "unit",
    "qualifier",
    "target_text",
    "target",
    "status",
    "previous_status",
    "direction",
    "commentary",
)
"""The columns of ``observations`` that a person can correct."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's correction of a misread figure, found again by what it is, never by ``seq``.

    ``occurrence`` tells repeats of the same name, period and basis apart, from 1. ``field`` is a
    column of ``observations``; ``was`` the reading that was corrected, ``value`` the right text.
    Where a later run calls the document, name or period otherwise, the figure is found by the content of
    its file (``sha256``) and its spot on the page: ``x`` and ``y``, in points from the top left.
    """

    document: str
    name: str
    period: str
    basis: str
    occurrence: int
    field: str
    was: str | None
    value: str | None
    who: str
    when: date
    why: str
    sha256: str | None = None
    page: int | None = None
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class SameDecision:
    """Two names of one council are one measure (``same``) or are not; None where the person could not tell.

    ``line`` is where it stands in its file, to be named to people; it makes no difference otherwise.
    """

    council: str
    one: str
    other: str
    same: bool | None
    who: str
    when: date
    why: str
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PolarityDecision:
    council: str
    name: str
    polarity: Polarity
    who: str
    when: date
    why: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    finding: str
    who: str
    when: date
    why: str


ProfileUse = Literal["measures", "counts", "key", "ignored"]


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """What a person says of the column under a heading (its path, outermost first); no role: ignore it.

    ``period`` is a period or words that are counted from the report's: ``Q1``, ``last year``, ``report``.
    """

    heading: tuple[str, ...]
    role: Role | None
    basis: Basis | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """What a person says of the tables that have all these columns, in this order, perhaps with others."""

    columns: tuple[ProfileColumn, ...]
    used_as: ProfileUse | None = None


@dataclass(frozen=True, slots=True)
class ProfileLook:
    """What a person says that a look of the key stands for; ``means`` None: for nothing."""

    word: str
    means: LegendMeans | None
    colour: str | None = None
    mark: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """How a council's reports of one family are laid out, as a person says; goes before all guessing.

    ``kind`` and ``title`` (with ``*`` for what changes) tell the family; None: any. ``definition`` is its YAML.
    """

    profile: str
    council: str
    kind: str | None
    title: str | None
    looks: tuple[ProfileLook, ...]
    tables: tuple[ProfileTable, ...]
    definition: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that people decided, from one folder, with the digest of its files."""

    corrections: tuple[Correction, ...] = ()
    same: tuple[SameDecision, ...] = ()
    polarity: tuple[PolarityDecision, ...] = ()
    acknowledged: tuple[Acknowledgement, ...] = ()
    schemes: Mapping[str, str] = field(default_factory=dict)
    profiles: tuple[Profile, ...] = ()
    sha256: str = ""
