"""What the foreign layouts are made of: pages, headings, symbols, and the figures that they print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from council_layouts import BODY
from layouts import AMBER, GREEN, RED
from PIL import Image as Picture
from PIL import ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate

BLUE, PURPLE = colors.HexColor("#0070c0"), colors.HexColor("#7030a0")
ZEBRA = colors.HexColor("#eef3f8")
LETTERS = {"G": GREEN, "A": AMBER, "R": RED}
# A risk's shade may or may not be its status.
EITHER = "*"
WORDS = {"G": "Green", "A": "Amber", "R": "Red", "B": "Blue"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One row as printed; figures are plain decimals, '' where none is printed; ``limits`` are kind and value."""

    name: str
    value: str = ""
    target: str = ""
    status: str = ""
    basis: str = "actual"
    period: str = ""
    section: str = ""
    code: str = ""
    unit: str = ""
    direction: str = ""
    limits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a generated report covers, the figures it prints, and what else should be known of it."""

    period: str
    rows: tuple[Figure, ...]


def _style(name: str, size: float, *, bold: bool = True, font: str = "Helvetica") -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=f"{font}-Bold" if bold else font, fontSize=size, leading=size * 1.2, spaceBefore=6, spaceAfter=4
    )


_TITLE, _FIRST, _SECOND, _PROSE = (
    _style("title", 20),
    _style("first", 15),
    _style("second", 11.5),
    _style("prose", 9.5, bold=False),
)


def first(text: str) -> Paragraph:
    return Paragraph(text, _FIRST)


def second(text: str) -> Paragraph:
    return Paragraph(text, _SECOND)


def prose(text: str) -> Paragraph:
    return Paragraph(text, _PROSE)


def centred(text: str) -> Paragraph:
    return Paragraph(text, ParagraphStyle("centred", parent=BODY, alignment=1))


def dingbat(sign: str, colour: colors.Color, size: int = 11) -> Paragraph:
    """A symbol out of a symbol font."""
    text = f'<font name="ZapfDingbats" color="{colour.hexval().replace("0x", "#")}" size="{size}">{sign}</font>'
    return Paragraph(text, ParagraphStyle("sign", parent=BODY, alignment=1))


def face(colour: str, mouth: str, size: int = 12) -> Image:
    """A small picture of a face: ``mouth`` is smile, flat or frown."""
    picture = Picture.new("RGB", (48, 48), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((2, 2, 45, 45), fill=colour, outline="black")
    for x in (16, 32):
        pen.ellipse((x - 3, 15, x + 3, 21), fill="black")
    if mouth == "smile":
        pen.arc((12, 14, 36, 38), 20, 160, fill="black", width=3)
    elif mouth == "frown":
        pen.arc((12, 28, 36, 52), 200, 340, fill="black", width=3)
    else:
        pen.line((14, 33, 34, 33), fill="black", width=3)
    stream = BytesIO()
    picture.save(stream, "PNG")
    stream.seek(0)
    return Image(stream, size, size)


def write(path: Path, title: str, *parts: Any, upright: bool = False) -> None:
    story: list[Flowable] = [Paragraph(title, _TITLE), *parts]
    size = A4 if upright else landscape(A4)
    SimpleDocTemplate(str(path), pagesize=size, leftMargin=34, rightMargin=34, topMargin=36, title=title).build(story)


def fills(rows: Sequence[Sequence[Any]], col: int, looks: dict[str, colors.Color], *, top: int = 1) -> list[Any]:
    return [("BACKGROUND", (col, top + n), (col, top + n), looks[word]) for n, word in enumerate(rows) if word in looks]


def bare(figure: str) -> str:
    return figure.replace(" days", "").replace(" weeks", "").strip("£%").replace(",", "")
