"""Rating rules as they are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .listing import ListedRow
from .store import StoreReader

SCHEME_COLUMNS = ("scheme", "council", "from", "to", "kind", "printed", "rows", "note")


def scheme_rows(store: StoreReader) -> list[ListedRow]:
    """A row for each scheme, with how many figures it rated, then one for each key that was not understood."""
    return [*_schemes(store), *_declined(store)]


def _schemes(store: StoreReader) -> Iterator[ListedRow]:
    decided = Counter(rating.scheme for rating in store.ratings() if rating.verdict != "uncheckable")
    names = store.council_names()
    keys = store.keys()
    for scheme in store.schemes():
        read_off = scheme.document in keys and keys[scheme.document or ""].definition == scheme.definition
        yield {
            "scheme": scheme.scheme,
            "council": names.get(scheme.council, scheme.council),
            "from": scheme.valid_from,
            "to": scheme.valid_to,
            "kind": scheme.kind,
            "printed": f"{scheme.document} page {scheme.page}" if scheme.document and scheme.page else scheme.document,
            "rows": decided[scheme.scheme],
            "note": "read off the report" if read_off else None,
        }


def _declined(store: StoreReader) -> Iterator[ListedRow]:
    published = {document.document: document for document in store.documents()}
    instead = {rating.document: rating.scheme for rating in store.ratings() if rating.scheme and rating.use == "own"}
    for document, key in store.keys().items():
        if key.definition is None:
            yield {
                "council": published[document].council_name,
                "printed": f"{document} page {key.box.page}",
                "note": "a key that is not understood; "
                + (f"{instead[document]} rates it" if document in instead else "see problems"),
            }
