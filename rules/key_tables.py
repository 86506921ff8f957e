"""The votes of tables: those that are a key, and cells of any table that show a rating with its look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..language.statuses import hue, read_status
from ..records import Cell, Kind, Table
from .key_looks import Look, Vote, fill_vote, icons, look_of, mark_vote, ranks
from .key_words import announces_key, direction_word, key_word, kind_named, kinds_named, opening_status, speaks_of_key

_MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class _KeyRow:
    """A row of a key: its cells, and its words, each with the kinds of row that it is for (none for all)."""

    cells: tuple[Cell, ...]
    words: tuple[tuple[str, tuple[Kind, ...]], ...]

    @property
    def word(self) -> str:
        return self.words[0][0]


def table_votes(table: Table, used: Callable[[Table], frozenset[Look]]) -> Iterator[Vote]:
    """The votes of a table.

    Args:
        table: any table of the report.
        used: gives the looks that stand alone in cells of the report's other tables.
    """
    yield from _direction_votes(table)
    key = _key_rows(table, used)
    if key:
        shared = _shared_fills(key)
        for rank, row in zip(ranks([row.word for row in key]), key, strict=True):
            for word, kinds in row.words:
                yield from _votes_of_row(word, kinds, row.cells, rank, shared)
        return
    for cell in table.cells:
        if table.row_kinds[cell.row] != "header" or not _heads_column(table, cell):
            yield from _votes_of_cell(cell)


def _direction_votes(table: Table) -> list[Vote]:
    """The arrows of a key: an icon and a direction of travel in most rows, and no figures."""
    body = _parts(table)
    told = []
    for cells in body if len(body) <= 2 * _MOST_ROWS and not _has_figures(table) else ():
        found = [icon for cell in cells for icon in icons(cell.marks)]
        words = [word for cell in cells if (word := direction_word(cell.text))]
        if len(found) == 1 and len(words) == 1:
            told.append((found[0], words[0]))
    looks = {(icon.kind, icon.key) for icon, _ in told}
    alone = len(told) == len(body) and len(body[0]) <= 2
    if (
        not (alone or speaks_of_key(_said_above(table)))
        or len(told) < 2
        or len(looks) < len(told)
        or len({word for _, word in told}) < len(told)
    ):
        return []
    return [mark_vote(word, "direction", icon, sure=True) for icon, word in told]


def _parts(table: Table) -> list[tuple[Cell, ...]]:
    """The body rows of a key; a row that prints several looks, each with a word beside it, is several."""
    rows = [table.row(row) for row, kind in enumerate(table.row_kinds) if kind != "header"]
    return [part for row in rows for part in _looks_with_words(row)]


def _looks_with_words(cells: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """A row cut before each blank cell with a look, or after each where the words come first."""
    looks = [place for place, cell in enumerate(cells) if not cell.text.strip() and _shows_look(cell)]
    if len(looks) < 2:
        return [cells]
    held = [place for place, cell in enumerate(cells) if cell.text.strip() or _shows_look(cell)]
    cuts = looks[1:] if held[0] == looks[0] else [place + 1 for place in looks[:-1]]
    parts = [cells[start:end] for start, end in zip([0, *cuts], [*cuts, len(cells)], strict=True)]
    return parts if all(any(cell.text.strip() for cell in part) for part in parts) else [cells]


def _shows_look(cell: Cell) -> bool:
    return bool(icons(cell.marks) or hue(cell.fill))


def _heads_column(table: Table, cell: Cell) -> bool:
    """Whether a heading that is a status word by chance shares its fill with the headings beside it."""
    return any(other.fill == cell.fill for other in table.row(cell.row) if other is not cell)


def looks_alone(table: Table) -> frozenset[Look]:
    """The looks of a table's body cells that say nothing else: a fill or one icon without words."""
    cells = (cell for cell in table.cells if table.row_kinds[cell.row] == "body" and not cell.text.strip())
    return frozenset(look for cell in cells for look in _looks(cell))


def _looks(cell: Cell) -> Iterator[Look]:
    found = icons(cell.marks)
    if len(found) == 1:
        yield look_of(found[0])
    elif not found and cell.fill is not None and hue(cell.fill):
        yield ("fill", cell.fill, None)


def _key_rows(table: Table, used: Callable[[Table], frozenset[Look]]) -> list[_KeyRow]:
    """The rows of a key table, top to bottom; empty if the table is no key.

    It explains a status that is known, or is announced and explains looks that other tables use.
    """
    body = _parts(table)
    if len(body) > _MOST_ROWS or _has_figures(table):
        return []
    announced = speaks_of_key(_said_above(table))
    found = [_KeyRow(cells, words) for cells in body if (words := _words_of(table, cells))]
    said = [row.word.casefold() for row in found]
    known = any(opening_status(word) for word in said) or _explains(found, used, table)
    alone = len(found) == len(body) and all(_is_look_and_word(row.cells) for row in found)
    return found if len(found) > 1 and len(set(said)) == len(said) and known and (announced or alone) else []


def _explains(rows: Sequence[_KeyRow], used: Callable[[Table], frozenset[Look]], table: Table) -> bool:
    """Whether rows of an announced key explain a look each that other tables use: no kinds of thing, no directions."""
    if not announces_key(_said_above(table)):
        return False
    told = [row for row in rows if not kind_named(row.word, whole=True) and not direction_word(row.word)]
    looks = [[look for cell in row.cells if not cell.text.strip() for look in _looks(cell)] for row in told]
    single = [own[0] for own in looks if len(own) == 1]
    return len(single) == len(looks) == len({*single}) and len({*single} & used(table)) > 1


def _is_look_and_word(cells: tuple[Cell, ...]) -> bool:
    """Whether a row is just a look with a known status beside it, as in a key that no heading announces."""
    held = [cell for cell in cells if cell.text.strip() or _shows_look(cell)]
    texts = [cell.text for cell in held if cell.text.strip()]
    return len(held) <= 2 and len(texts) == 1 and opening_status(texts[0]) is not None


def _said_above(table: Table) -> str:
    """The nearest heading, the column headings that were taken for one (parted by tabs), and the header rows."""
    heads = [cell.text for cell in table.cells if table.row_kinds[cell.row] != "body"]
    near = [heading for heading in table.headings if "\t" not in heading][-1:]
    return "\n".join([*near, *(heading for heading in table.headings[-1:] if "\t" in heading), *heads])


def _has_figures(table: Table) -> bool:
    """Whether a body cell is a bare number: keys explain in words, tables of results and counts have figures."""
    texts = (cell.text for cell in table.cells if table.row_kinds[cell.row] == "body")
    return any(text.strip("£% ").replace(",", "").replace(".", "").isdigit() for text in texts)


def _words_of(table: Table, cells: tuple[Cell, ...]) -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    """The statuses that a key row explains: the word beside the look; one for each kind where columns are of kinds."""
    looking = next((index for index, cell in enumerate(cells) if _shows_look(cell)), None)
    if looking is None:
        return ()
    order = (*cells[looking:], *cells[:looking])
    words = {cell.col: word for cell in order if (word := opening_status(cell.text))}
    # A band of figures ("Within 5% of target") is the status only where no other word is.
    plain = {col: word for col, word in words.items() if not any(map(str.isdigit, word))}
    words = (
        plain
        or words
        or {cell.col: word for cell in order if not direction_word(cell.text) and (word := key_word(cell.text))}
    )
    if not words:
        return ()
    first = next(iter(words))
    kinds = {col: kinds_named(_column_heading(table, col, table.columns)) for col in words}
    if first == cells[looking].col or not all(kinds.values()) or len({*words.values()}) == 1:
        return ((words[first], ()),)
    return tuple((word, kinds[col]) for col, word in words.items())


def _column_heading(table: Table, col: int, columns: int) -> str:
    """What stands over a column; headings taken for a line of prose are counted from the right."""
    header = [cell.text for cell in table.cells if cell.col == col and table.row_kinds[cell.row] == "header"]
    if header:
        return " ".join(header)
    titles = table.headings[-1].split("\t") if table.headings and "\t" in table.headings[-1] else []
    place = len(titles) - (columns - col)
    return titles[place] if 0 <= place < len(titles) else ""


def _votes_of_row(
    word: str, kinds: tuple[Kind, ...], cells: tuple[Cell, ...], rank: int | None, shared: frozenset[str]
) -> Iterator[Vote]:
    for cell in cells:
        if hue(cell.fill) and cell.fill not in shared:
            yield fill_vote(word, cell, sure=True, rank=rank, kinds=kinds)
        for icon in icons(cell.marks):
            yield mark_vote(word, "status", icon, sure=True, rank=rank, kinds=kinds)


def _shared_fills(key: Iterable[_KeyRow]) -> frozenset[str]:
    """Fills that stand in more than one row of a key and so tell nothing: stripes and shaded columns."""
    seen: set[str] = set()
    shared: set[str] = set()
    for row in key:
        fills = {cell.fill for cell in row.cells if cell.fill}
        shared |= fills & seen
        seen |= fills
    return frozenset(shared)


def _votes_of_cell(cell: Cell) -> Iterator[Vote]:
    """A rating with its look in one cell of any table: no key, but it shows how the report prints that rating."""
    found = icons(cell.marks)
    status = read_status(cell.text)
    if status:
        if hue(cell.fill):
            yield fill_vote(status.word, cell, sure=False)
        if len(found) == 1:
            yield mark_vote(status.word, "status", found[0], sure=False)
    elif len(found) == 1 and len(cell.text) < 30 and (kind := kind_named(cell.text, whole=True)):
        yield mark_vote(kind, "kind", found[0], sure=False)
