"""The names of the site's files, and how one page points to another.

No file name of a slug holds a tilde, so that a further part of one never stands in for another.
"""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}")


def file_name(slug: str) -> str:
    """A name that every file system takes: the slug itself where it is one, else its plain part and a digest."""
    if _PLAIN.fullmatch(slug):
        return slug
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", slug).strip("-")[:80]
    return f"{plain}-{hashlib.sha256(slug.encode()).hexdigest()[:8]}"


def document_page(slug: str, part: int = 1) -> str:
    """The page of a document; a long one goes on in further parts, counted from 1."""
    return f"documents/{file_name(slug)}{f'~{part}' if part > 1 else ''}.html"


def list_page(base: str, part: int = 1) -> str:
    """A page of a list; a long one goes on in further parts, counted from 1."""
    return f"{base}{f'~{part}' if part > 1 else ''}.html"


def claims_of(slug: str) -> str:
    """The list of what a document states of its own figures; see ``list_page``."""
    return f"claims/{file_name(slug)}"


def findings_of(slug: str) -> str:
    """The list of what an auditor should look at in a document, where its own page has no room; see ``list_page``."""
    return f"findings/{file_name(slug)}"


def problems_of(slug: str) -> str:
    """The list of what could not be read in a document, likewise."""
    return f"problems/{file_name(slug)}"


def plan_of(slug: str) -> str:
    """The list of what a document plans; see ``list_page``."""
    return f"plans/{file_name(slug)}"


def page_of_document(slug: str, page: int) -> str:
    """The page that shows one page of a document with all that was read on it."""
    return f"pages/{file_name(slug)}/{page}.html"


def picture_of_page(slug: str, page: int) -> str:
    return f"pages/{file_name(slug)}/{page}.webp"


def lines_of(slug: str) -> str:
    """The list of the lines of a document that is text; see ``list_page``."""
    return f"pages/{file_name(slug)}/lines"


def measure_page(measure: str) -> str:
    return f"measures/{file_name(measure)}.html"


def scheme_page(scheme: str) -> str:
    return f"schemes/{file_name(scheme)}.html"


def pair_of(one: str, other: str) -> str:
    """The list of what two councils have side by side; see ``list_page``."""
    return f"compare/{file_name(one)}-{file_name(other)}"
