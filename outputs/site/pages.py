"""The site's pages: templates filled and written, with what every template may call."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from .. import wording
from . import names
from .figures import hue
from .spots import Marked, Pictured, of_box, of_finding

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
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            names=names,
            wording=wording,
            hue=hue,
            seen=seen,
            of_box=of_box,
            of_finding=of_finding,
            part_of=part_of,
        )

    def write(self, path: str, template: str, **facts: Any) -> None:
        """Write one page; links in it are relative to its place."""
        root = "../" * path.count("/")
        text = self._templates.get_template(template).render(root=root, path=path, **facts)
        self._to(path).write_text(text, "utf-8")
        self.written += 1

    def write_list(self, base: str, template: str, listed: Sequence[Any], **facts: Any) -> None:
        """Write a list as ``base.html`` and, where it is long, ``base-part2.html`` and so on."""
        parts = [listed[first : first + MOST_LISTED] for first in range(0, len(listed), MOST_LISTED)] or [listed]
        for number, part in enumerate(parts, 1):
            page = {"listed": part, "total": len(listed), "part": number, "parts": len(parts), "base": base}
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


def part_of(number: int) -> int:
    """The part of a list in which its entry of a number, from 1, stands."""
    return (number - 1) // MOST_LISTED + 1


def seen(marked: Marked, pictures: dict[str, Pictured], document: str) -> str:
    """What a cut-out needs of a thing that stands in a document; empty where its pages have no picture."""
    pictured = pictures.get(document)
    return pictured.seen(marked) if pictured else ""
