"""The stages keep apart: what each module of the package may import, checked on its syntax tree."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import scrutiny

ROOT = Path(scrutiny.__file__).parent
STAGES = {"corpus", "extract", "normalise", "rules", "outputs"}
NOUNS = {"records", "language"}
HOMES = {
    "click": ("cli/",),
    "sqlite3": ("outputs/store.py", "outputs/schema.py"),
    "sqlite_utils": ("outputs/store.py", "outputs/reading.py", "outputs/schema.py"),
    "pypdfium2": ("extract/",),
    "pypdfium2_raw": ("extract/",),
    "pdfplumber": ("extract/",),
    "camelot": ("extract/",),
}
MOST_LINES = 500


def modules() -> list[str]:
    inside = [path for folder in (*STAGES, "language") for path in (ROOT / folder).rglob("*.py")]
    return sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.py"), *inside))


def imports(source: str, module: str) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of each import; what is relative is spelled from ``scrutiny`` on."""
    package = ("scrutiny", *Path(module).parent.parts)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join((*package[: len(package) - node.level + 1], node.module or "")) if node.level else node.module
            )
            yield from ((node.lineno, f"{base.rstrip('.')}.{alias.name}") for alias in node.names)


def breaches(source: str, module: str) -> list[str]:
    """What a module imports against the law, one sentence each."""
    here = Path(module).parts[0]
    found = []
    for line, name in imports(source, module):
        top, *rest = name.split(".")
        homes = HOMES.get(top)
        if homes and not any(module == home or (home.endswith("/") and module.startswith(home)) for home in homes):
            found.append(f"{module}:{line} imports {top}, which stays in {' and '.join(homes)}")
        if top != "scrutiny" or not rest:
            continue
        allowed = NOUNS | {here} if here in STAGES else {"language"} if here in {"language", "records.py"} else None
        if allowed and rest[0] not in allowed:
            found.append(f"{module}:{line} imports {name}, but may import only {', '.join(sorted(allowed))}")
    return found


def absolute_imports_of_itself(source: str, module: str) -> list[str]:
    return [
        f"{module}:{node.lineno}"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == "scrutiny")
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "scrutiny" for alias in node.names))
    ]


def test_the_package_has_every_stage():
    assert STAGES | {"language"} <= {Path(module).parts[0] for module in modules()}


def test_every_module_keeps_the_import_law():
    assert [breach for module in modules() for breach in breaches((ROOT / module).read_text("utf-8"), module)] == []


def test_the_package_imports_itself_by_relative_names():
    assert [
        breach
        for module in modules()
        for breach in absolute_imports_of_itself((ROOT / module).read_text("utf-8"), module)
    ] == []


def test_no_module_is_longer_than_a_reader_can_hold():
    # records.py is the glossary: a noun is looked up in it, it is not read through.
    lines = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in modules() if name != "records.py"}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("rules/rating.py", "from ..normalise.roles import Role"),
        ("rules/rating.py", "from .. import outputs"),
        ("rules/rating.py", "from ..pipeline import run"),
        ("rules/rating.py", "def rate():\n    from ..extract import second"),
        ("language/units.py", "from ..records import Cell"),
        ("records.py", "from .extract.second import disagreements"),
        ("pipeline.py", "import click"),
        ("outputs/tables.py", "import sqlite3"),
        ("outputs/store.py", "from pdfplumber.page import Page"),
    ],
)
def test_a_breach_is_seen(module, source):
    assert breaches(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "rules/rating.py",
            "from ..records import Rating\nfrom ..language.numbers import read_figure\nfrom .bands import Band",
        ),
        ("rules/rating.py", "from ..language import numbers"),
        ("language/numbers.py", "from .units import unit_from_name"),
        ("pipeline.py", "from .extract import second\nfrom . import rules"),
        ("extract/pdfium.py", "import pypdfium2.raw as raw"),
        ("outputs/store.py", "import sqlite_utils"),
    ],
)
def test_what_the_law_allows_passes(module, source):
    assert breaches(source, module) == []
