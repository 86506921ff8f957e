"""The site's pages: templates filled and written, with what every template may call."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import jinja2

from ...records import Box
from .. import wording
from . import names
from .figures import hue
from .spots import Marked, Pictured, of_box, places_of

_TEMPLATES = Path(__file__).parent.parent / "templates" / "site"
_ASSETS = ("style.css", "site.js")
MOST_LISTED = 200
"""How many lines a page of a list holds."""


class Pages:
    """Fills the templates and writes what comes out under one folder."""

    def __init__(self, folder: Path) -> None:
        self.written = 0
        self._folder = folder
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            auto_reload=False,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            names=names,
            wording=wording,
            hue=hue,
            seen=seen,
            there=there,
            of_text=of_text,
            of_box=of_box,
            places_of=places_of,
            part_of=part_of,
            parts_shown=parts_shown,
        )

    def write(self, path: str, template: str, **facts: Any) -> None:
        """Write one page; links in it are relative to its place."""
        root = "../" * path.count("/")
        text = self._templates.get_template(template).render(root=root, path=path, **facts)
        self._to(path).write_text(text, "utf-8")
        self.written += 1

    def write_list(
        self, base: str, template: str, listed: Iterable[Any], total: int, *, most: int = MOST_LISTED, **facts: Any
    ) -> None:
        """Write a list as ``base.html`` and, where it is long, in further parts; see ``names.list_page``.

        Args:
            base: the page without its ending.
            template: what each part is made with.
            listed: the lines, taken one part after the other.
            total: how many there are.
            most: how many a part holds.
            facts: what else the template asks for.
        """
        lines, parts = iter(listed), max(1, -(-total // most))
        for number in range(1, parts + 1):
            page = {"listed": list(islice(lines, most)), "total": total, "part": number, "parts": parts, "base": base}
            self.write(names.list_page(base, number), template, **page, **facts)

    def write_bytes(self, path: str, content: bytes) -> None:
        self._to(path).write_bytes(content)

    def write_assets(self) -> None:
        for name in _ASSETS:
            shutil.copyfile(_TEMPLATES / name, self._folder / name)

    def _to(self, path: str) -> Path:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def part_of(number: int, most: int = MOST_LISTED) -> int:
    """The part of a list in which its entry of a number, from 1, stands."""
    return (number - 1) // most + 1


def parts_shown(part: int, parts: int) -> list[int | None]:
    """The parts that one of many links to: the first, those about it and the last; None stands for those between."""
    near = sorted({1, *range(max(1, part - 2), min(parts, part + 2) + 1), parts})
    shown: list[int | None] = []
    for number in near:
        if shown and number - (shown[-1] or 0) > 1:
            shown.append(None)
        shown.append(number)
    return shown


def seen(marked: Marked, pictures: dict[str, Pictured], document: str) -> str:
    """What a cut-out needs of a thing that stands in a document; empty where its pages have no picture."""
    pictured = pictures.get(document)
    return pictured.seen(marked) if pictured else ""


def there(pictures: dict[str, Pictured], document: str, box: Box, anchor: str) -> str:
    """The page of the site that shows a box of a document; empty where none does."""
    pictured = pictures.get(document)
    return pictured.there(box, anchor) if pictured else ""


def of_text(pictures: dict[str, Pictured], document: str) -> bool:
    """Whether a document is text, whose boxes count lines."""
    return document in pictures and pictures[document].is_text
