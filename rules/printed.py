"""Where the words of a key are printed, to be shown beside what is said under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from ..records import Box, Evidence
from .scheme import Scheme

WHOLE_KEY = ""


def printed_key(scheme: Scheme, printed: Sequence[Evidence]) -> dict[str, Evidence]:
    """Where each band of a key is printed.

    Args:
        scheme: The scheme that was read from the key.
        printed: All texts on its page.

    Returns:
        The smallest text that holds the key's wording of a band, by the band's name. Where no wording
        is found again, ``WHOLE_KEY`` stands for all that is printed on the page; nothing for no texts.
    """
    found = {band.name: text for band in scheme.bands if band.says and (text := _holding(band.says, printed))}
    if found or not printed:
        return found
    around = reduce(Box.joined, (text.box for text in printed))
    return {WHOLE_KEY: Evidence(printed[0].document, around, f"the key, page {around.page}")}


def said_of(bands: Iterable[str], key: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
    """What a key says of some bands, each text once."""
    return tuple(dict.fromkeys(key[band] for band in (*bands, WHOLE_KEY) if band in key))


def _holding(words: str, printed: Iterable[Evidence]) -> Evidence | None:
    holding = [text for text in printed if _plain(words) in _plain(text.text)]
    return min(holding, key=lambda text: len(text.text), default=None)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
