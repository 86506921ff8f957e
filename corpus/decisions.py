"""What people decided, kept in a folder made for git: one decision a line, with who, when and why.

``corrections.csv``, ``same.csv``, ``polarity.csv`` and ``acknowledged.csv`` hold the lines;
``schemes/*.yaml`` holds rating schemes, which are handed on as text, ``profiles/*.yaml`` layout profiles.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite, nan
from pathlib import Path
from typing import TypeVar, cast, get_args

from ..language.names import without_code
from ..records import (
    CORRECTABLE,
    Acknowledgement,
    Basis,
    Correction,
    Decisions,
    Polarity,
    PolarityDecision,
    SameDecision,
)
from . import councils, profiles
from .same import impossible, in_words

Decision = TypeVar("Decision", Correction, SameDecision, PolarityDecision, Acknowledgement)

_SIGNED = ("who", "when", "why")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "corrections.csv": (
        *("document", "name", "period", "basis", "occurrence", "field", "was", "value"),
        *_SIGNED,
    ),
    "same.csv": ("council", "one", "other", "same", *_SIGNED),
    "polarity.csv": ("council", "name", "polarity", *_SIGNED),
    "acknowledged.csv": ("finding", *_SIGNED),
}
_MAY_BE_MISSING: Mapping[str, tuple[str, ...]] = {"corrections.csv": ("sha256", "page", "x", "y")}
_ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "unsure": None}
_MAY_BE_EMPTY = frozenset({"period", "was", "value", "sha256", "page", "x", "y"})
_SCHEMES, _PROFILES = "schemes", "profiles"
_CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})( |\r?$)", re.MULTILINE)


class DecisionsError(Exception):
    """A file of decisions that is wrong: where, and what mends it, in one line."""

    def __init__(self, file: Path, line: int | None, message: str, remedy: str) -> None:
        super().__init__(file, line, message, remedy)
        self.file = file
        self.line = line
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else str(self.file)
        return f"{where}: {self.message}; {self.remedy}"


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """One decision as written."""

    file: Path
    number: int
    cells: Mapping[str, str]

    def wrong(self, message: str, remedy: str) -> DecisionsError:
        return DecisionsError(self.file, self.number, message, remedy)

    def one_of(self, column: str, choices: Sequence[str]) -> str:
        text = self.cells[column].casefold()
        if text not in choices:
            raise self.wrong(f"{column} is {self.cells[column]!r}", f"write one of {', '.join(choices)}")
        return text

    def number_in(self, column: str) -> float | None:
        """The number in a column; None where it is empty or missing."""
        text = self.cells.get(column)
        try:
            number = float(text) if text else None
        except ValueError:
            number = nan
        if number is not None and not isfinite(number):
            raise self.wrong(f"{column} is {text!r}", "write a number, or nothing")
        return number

    def page(self) -> int | None:
        """The page, from 1; None where none is written."""
        number = self.number_in("page")
        if number is not None and (number < 1 or number % 1):
            raise self.wrong(f"page is {self.cells['page']!r}", "write the number of a page, or nothing")
        return None if number is None else int(number)

    def council(self) -> str:
        named = councils.known_as(self.cells["council"])
        if len(named) != 1:
            raise self.wrong(f"the council {self.cells['council']!r} is not known", "write its GSS code")
        return named[0].code

    def when(self) -> date:
        try:
            return date.fromisoformat(self.cells["when"])
        except ValueError:
            raise self.wrong(f"when is {self.cells['when']!r}, no date", "write it as 2024-03-31") from None


def load(folder: Path | None) -> Decisions:
    """Read a folder of decisions; no folder, or a missing one, is no decisions.

    Raises:
        DecisionsError: a file cannot be read as decisions, or two lines contradict each other.
        ProfileError: a layout profile is wrong.
    """
    if folder is None or not os.path.lexists(folder):
        return Decisions()
    try:
        files = _files(folder)
    except OSError as error:
        raise DecisionsError(folder, None, f"cannot be read ({error.strerror})", "give yourself the right to") from None
    texts = {path: _text(path) for path in files}
    corrections = _read(folder / "corrections.csv", texts, _correction)
    same = _read(folder / "same.csv", texts, _same)
    polarity = _read(folder / "polarity.csv", texts, _polarity)
    acknowledged = _read(folder / "acknowledged.csv", texts, _acknowledgement)
    _refuse_impossible(same)
    _refuse_contradictions(polarity, lambda one: (one.council, one.name), lambda one: one.polarity)
    return Decisions(
        corrections=tuple(corrections.values()),
        same=tuple(same.values()),
        polarity=tuple(polarity.values()),
        acknowledged=tuple(acknowledged.values()),
        schemes={path.name: text for path, text in texts.items() if path.parent == folder / _SCHEMES},
        profiles=profiles.read_all(
            {f"{_PROFILES}/{path.name}": text for path, text in texts.items() if path.parent == folder / _PROFILES}
        ),
        sha256=_digest(folder, texts),
    )


def record_correction(folder: Path, correction: Correction) -> None:
    """Add a correction as the last line of ``corrections.csv``; folder and file are made where missing.

    The lines already there stay as they are, byte for byte, and a stop in between loses nothing. Of
    two corrections of one field the later line is the one that counts.

    Raises:
        DecisionsError: the file there is wrong, or the correction would not be read again.
        OSError: the folder cannot be written.
    """
    _append(folder / "corrections.csv", lambda column: _as_text(getattr(correction, column)), _correction)


def record_same(folder: Path, decision: SameDecision) -> None:
    """Add a decision on two names as the last line of ``same.csv``, in the manner of ``record_correction``.

    Raises:
        DecisionsError: the file there is wrong, or the decision contradicts it.
        OSError: the folder cannot be written.
    """
    answer = next(word for word, same in _ANSWERS.items() if same is decision.same)
    told = {column: _as_text(getattr(decision, column)) for column in _COLUMNS["same.csv"]} | {"same": answer}
    _append(folder / "same.csv", told.__getitem__, _same)


def withdraw_same(folder: Path, decision: SameDecision) -> bool:
    """Take the last line of ``same.csv`` that says this decision away; False where none does.

    Raises:
        DecisionsError: the file there is wrong.
        OSError: the folder cannot be written.
    """
    file = folder / "same.csv"
    if not file.exists():
        return False
    text = _text(file)
    numbers = [line.number for line, said in _read(file, {file: text}, _same).items() if said == decision]
    if not numbers:
        return False
    lines = file.read_bytes().splitlines(keepends=True)
    end = next(_ends(text, numbers[-1]))
    _replace(file, b"".join(lines[: numbers[-1] - 1] + lines[end:]))
    return True


def _ends(text: str, begin: int) -> Iterator[int]:
    """The number of the last line of the record that begins on a line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    for _ in reader:
        if reader.line_num >= begin:
            yield reader.line_num


def _append(file: Path, cell: Callable[[str], str], make: Callable[[_Line], Decision]) -> None:
    """Add a line to a file of decisions, made with its header where missing, as a whole or not at all."""
    before = file.read_bytes() if file.exists() else b""
    columns = _COLUMNS[file.name]
    if before.strip():
        text = _text(file)
        known = _read(file, {file: text}, make)
        columns = tuple(_header(file, text))
        ending = "\r\n" if b"\r\n" in before else "\n"
        start = "" if before.endswith(b"\n") else ending
    else:
        before, known, ending = b"", {}, "\n"
        columns += _MAY_BE_MISSING.get(file.name, ())
        start = _as_line(columns, ending)
    cells = [cell(name) for name in columns]
    line = _line(file, (before + start.encode()).count(b"\n") + 1, columns, cells)
    known[line] = make(line)
    if make is _same:
        _refuse_impossible(known)
    addition = start + _as_line(cells, ending)
    file.parent.mkdir(parents=True, exist_ok=True)
    _replace(file, before + addition.encode("utf-8"))


# --------------------------------------------------------------------------------------- lines


def _correction(line: _Line) -> Correction:
    if not line.cells["occurrence"].isdecimal() or int(line.cells["occurrence"]) < 1:
        raise line.wrong(f"occurrence is {line.cells['occurrence']!r}", "write 1, or 2 for the second of its kind")
    if line.cells["field"] not in CORRECTABLE:
        raise line.wrong(f"there is no field {line.cells['field']!r}", f"write one of {', '.join(CORRECTABLE)}")
    return Correction(
        document=line.cells["document"],
        name=line.cells["name"],
        period=line.cells["period"],
        basis=line.one_of("basis", get_args(Basis)),
        occurrence=int(line.cells["occurrence"]),
        field=line.cells["field"],
        was=line.cells["was"] or None,
        value=line.cells["value"] or None,
        who=line.cells["who"],
        when=line.when(),
        why=line.cells["why"],
        sha256=line.cells.get("sha256") or None,
        page=line.page(),
        x=line.number_in("x"),
        y=line.number_in("y"),
    )


def _same(line: _Line) -> SameDecision:
    if without_code(line.cells["one"]) == without_code(line.cells["other"]):
        raise line.wrong("both names are one", "write two names that differ in more than their code")
    return SameDecision(
        council=line.council(),
        one=line.cells["one"],
        other=line.cells["other"],
        same=_ANSWERS[line.one_of("same", tuple(_ANSWERS))],
        who=line.cells["who"],
        when=line.when(),
        why=line.cells["why"],
        line=line.number,
    )


def _polarity(line: _Line) -> PolarityDecision:
    return PolarityDecision(
        council=line.council(),
        name=line.cells["name"],
        polarity=cast(Polarity, line.one_of("polarity", get_args(Polarity))),
        who=line.cells["who"],
        when=line.when(),
        why=line.cells["why"],
    )


def _acknowledgement(line: _Line) -> Acknowledgement:
    return Acknowledgement(line.cells["finding"], line.cells["who"], line.when(), line.cells["why"])


def _read(file: Path, texts: Mapping[Path, str], make: Callable[[_Line], Decision]) -> dict[_Line, Decision]:
    """The decisions of one file, by the line that each stands on."""
    return {line: make(line) for line in _lines(file, texts[file])} if file in texts else {}


def _refuse_contradictions(
    decisions: Mapping[_Line, Decision],
    subject: Callable[[Decision], Hashable],
    verdict: Callable[[Decision], Hashable],
) -> None:
    first: dict[Hashable, tuple[_Line, Hashable]] = {}
    for line, decision in decisions.items():
        earlier, decided = first.setdefault(subject(decision), (line, verdict(decision)))
        if decided != verdict(decision):
            raise line.wrong(f"it contradicts line {earlier.number}", "agree, and delete one of the two lines")


def _refuse_impossible(same: Mapping[_Line, SameDecision]) -> None:
    """Refuse decisions that cannot all hold: two names that are one measure through others, and are not."""
    line_of = {decision.line: line for line, decision in same.items()}
    for denied, chain in impossible(list(same.values())):
        line = line_of[max(filter(None, (one.line for one in (denied, *chain))))]
        others = [one for one in (*chain, denied) if one.line != line.number]
        said = "; ".join(f"line {one.line}: {in_words(one)}" for one in others)
        raise line.wrong(f"it contradicts {said}", "agree, and delete or change one of these lines")


def _lines(file: Path, text: str) -> Iterator[_Line]:
    if not text.strip():
        return
    columns = _header(file, text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    next(reader)
    begin = reader.line_num + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _line(file, begin, columns, cells)
            begin = reader.line_num + 1
    except csv.Error as error:
        raise DecisionsError(file, begin, f"not CSV ({error})", "close the quotation marks") from None


def _line(file: Path, number: int, columns: Sequence[str], cells: Sequence[str]) -> _Line:
    if len(cells) != len(columns):
        remedy = "put a text that holds a comma in quotation marks"
        raise DecisionsError(file, number, f"{len(cells)} cells where there are {len(columns)} columns", remedy)
    line = _Line(file, number, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
    empty = [column for column in columns if not line.cells[column] and column not in _MAY_BE_EMPTY]
    if empty:
        raise line.wrong(f"{' and '.join(empty)} left empty", "fill it in")
    return line


def _header(file: Path, text: str) -> list[str]:
    first = next(csv.reader(io.StringIO(text, newline="")), [])
    columns = [name.strip().casefold() for name in first]
    expected = _COLUMNS[file.name]
    allowed = (*expected, *_MAY_BE_MISSING.get(file.name, ()))
    unknown = [name for name in columns if name not in allowed]
    missing = [name for name in expected if name not in columns]
    if unknown or missing or len(set(columns)) != len(columns):
        what = [f"unknown column {name!r}" for name in unknown] + [f"no column {name!r}" for name in missing]
        message = " and ".join(what) or "a column stands twice"
        raise DecisionsError(file, 1, message, f"the first line must read {','.join(expected)}")
    return columns


# --------------------------------------------------------------------------------------- files


def _files(folder: Path) -> list[Path]:
    """The files of decisions, sorted; a file that looks like one and is none would be lost in silence."""
    files = []
    if not folder.is_dir():
        raise DecisionsError(folder, None, "not a folder", "name the folder that holds the files of decisions")
    for path in sorted(folder.iterdir()):
        if path.name in _COLUMNS:
            files.append(path)
        elif path.suffix.casefold() in {".csv", ".yaml", ".yml"}:
            raise DecisionsError(path, None, "no file of decisions has this name", f"name it {' or '.join(_COLUMNS)}")
    for inner in (folder / _SCHEMES, folder / _PROFILES):
        if inner.is_dir():
            files += sorted(path for path in inner.iterdir() if path.suffix.casefold() in {".yaml", ".yml"})
    return files


def _text(file: Path) -> str:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = bytes(error.object[: error.start]).count(b"\n") + 1
        raise DecisionsError(file, line, "not written in UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise DecisionsError(file, None, f"cannot be read ({error.strerror})", "give yourself the right to") from None
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text[: conflict.start()].count("\n") + 1
        raise DecisionsError(file, line, "a mark of an unfinished merge", "choose among the lines and delete the marks")
    return text


def _digest(folder: Path, files: Iterable[Path]) -> str:
    """The sha256 of the files' names and bytes, in sorted order; empty where there is none."""
    digest = hashlib.sha256()
    paths = sorted(files)
    for path in paths:
        digest.update(
            f"{path.relative_to(folder).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode()
        )
    return digest.hexdigest() if paths else ""


def _as_text(value: object) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _as_line(cells: Sequence[str], ending: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator=ending).writerow(cells)
    return line.getvalue()


def _replace(file: Path, data: bytes) -> None:
    """Write a file as a whole or not at all."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
