"""A section's name in a row of its own, also where a conversion cut it over the columns it ran across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .figures import stands_for_figure
from .lines import words_in
from .textfile import Piece

_LONGEST, _LONGEST_FRAGMENT = 200, 40
# A name of which so much stands in the prose, too, is completed from there.
_ENOUGH = 10


def section_in(line: Sequence[Piece], known: Mapping[str, int], prose: Sequence[str]) -> str | None:
    """The section that a row names; None for another row.

    Args:
        line: its pieces, one for each column.
        known: how often each word stands in the document: a piece of a cut word stands nowhere else.
        prose: the paragraphs outside tables, where the name may stand whole.
    """
    told = [piece.text if any(map(str.isalnum, piece.text)) else "" for piece in line]
    first, *rest = told
    if not first or len(first) > _LONGEST or stands_for_figure(first) or first[:1].islower():
        return None
    filled = [text for text in rest if text]
    if not filled:
        return None if first.endswith(".") else _completed(first, prose)
    whole = _completed(first, prose)
    if whole != first and all(text.strip() in whole for text in filled):
        return whole
    if any(rest[len(filled) :]) or not all(rest[: len(filled)]):
        return None
    if len(filled) == 1 and len(first) > 8 and filled[0].startswith(first.rstrip(" .")):
        return filled[0]
    if any(_is_cell(text) for text in filled) or not any(
        _is_cut(a, b, known) for a, b in zip(told, filled, strict=False)
    ):
        return None
    joined = first
    for text in filled:
        joined = _joined(joined, text, known)
    return _completed(joined, prose)


def _is_cell(text: str) -> bool:
    """Too long for a fragment, a figure, or begun like a text of its own."""
    return (
        len(text) > _LONGEST_FRAGMENT
        or stands_for_figure(text)
        or any(map(str.isdigit, text))
        or (text[:1].isupper() and len(text) > 2)
    )


def _is_cut(before: str, after: str, known: Mapping[str, int]) -> bool:
    """Whether one word stands on both sides of an edge: a part of it is no word of the document."""
    if not (before[-1:].isalpha() and after[:1].isalpha()):
        return False
    ending, beginning = words_in(before)[-1], words_in(after)[0]
    return _overlap(before, after) > 0 or known.get(ending, 0) <= 1 or known.get(beginning, 0) <= 1


def _joined(before: str, after: str, known: Mapping[str, int]) -> str:
    shared = _overlap(before, after)
    if shared:
        return before + after[shared:]
    if before[-1:].isalpha() and after[:1].isalpha():
        ending, beginning = words_in(before)[-1], words_in(after)[0]
        whole = known.get(ending + beginning, 0) > 0
        if whole or not (known.get(ending, 0) > 1 and known.get(beginning, 0) > 1):
            return before + after
    return f"{before} {after}"


def _overlap(before: str, after: str) -> int:
    """How many letters at the edge were given to both cells: some of the last word, which goes on."""
    last = before.split()[-1] if before.split() else ""
    for shared in range(min(len(last), len(after), 4), 0, -1):
        if last[-shared:] == after[:shared] and after[:shared].isalpha() and after[:1].islower():
            return shared
    return 0


def _completed(name: str, prose: Sequence[str]) -> str:
    """A section's name that was cut off, whole, where the one text of the prose that begins so has it."""
    sure = name[: max(_ENOUGH, len(name) - 3)]
    if len(name) < _ENOUGH:
        return name
    whole = {text for text in prose if len(text) <= _LONGEST and text.startswith(sure)}
    return whole.pop() if len(whole) == 1 else name
