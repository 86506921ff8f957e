"""Reading YAML that people write, so that every mistake is named with its file, line and remedy.

Scalars are read as the text that was written: no float ever stands for a threshold, and ``no`` stays a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

import yaml


class FileError(ValueError):
    """A file is wrong. ``file``, ``line`` (from 1) and ``remedy`` say where and what to do."""

    def __init__(self, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}. {remedy}")
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy


class Node:
    """A part of a YAML file that knows where it stands."""

    def __init__(self, file: str, node: yaml.Node, name: str, wrong: type[FileError]) -> None:
        self._file = file
        self._node = node
        self._wrong = wrong
        self.name = name

    def error(self, problem: str, remedy: str) -> FileError:
        return self._wrong(self._file, self._node.start_mark.line + 1, problem, remedy)

    def _part(self, node: yaml.Node, name: str) -> Node:
        return Node(self._file, node, name, self._wrong)

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Node]:
        """The fields of a mapping; unknown, missing and repeated ones are errors."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.error(f"{self.name} must have named fields", f"Write {', '.join(required)}, one a line")
        found: dict[str, Node] = {}
        for key, value in self._node.value:
            name = str(key.value)
            field = self._part(value, f"'{name}'")
            if name not in required + optional:
                here = self._part(key, name)
                raise here.error(f"'{name}' is no field of {self.name}", f"Use {_words(required + optional)}")
            if name in found:
                raise self._part(key, name).error(f"'{name}' stands twice in {self.name}", "Keep one of them")
            found[name] = field
        for name in required:
            if name not in found:
                raise self.error(f"{self.name} has no '{name}'", f"Add a line '{name}: ...'")
        return found

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """The keys and values of a mapping whose names are free."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.error(f"{self.name} must have named fields", "Write 'name: value', one a line")
        for key, value in self._node.value:
            yield self._part(key, f"a name in {self.name}"), self._part(value, f"'{key.value}'")

    def items(self) -> tuple[Node, ...]:
        """The items of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.error(f"{self.name} must be a list", "Write one item a line, each after '- '")
        return tuple(self._part(item, f"an item of {self.name}") for item in self._node.value)

    def text(self, *, empty: bool = False) -> str:
        """The text of a single value; ``empty``: which may be none."""
        if not isinstance(self._node, yaml.ScalarNode) or not (empty or self._node.value.strip()):
            raise self.error(f"{self.name} is empty or not a single value", "Write one word or sentence")
        return " ".join(str(self._node.value).split())

    def choice(self, *allowed: str) -> str:
        if (text := self.text()) not in allowed:
            raise self.error(f"{self.name} is '{text}'", f"Use {_words(allowed)}")
        return text

    def whole(self) -> int:
        text = self.text()
        if not text.isdecimal() or int(text) < 1:
            raise self.error(f"{self.name} is '{text}'", "Use a whole number from 1")
        return int(text)

    def number(self) -> Decimal:
        """A plain number, exactly as it is written."""
        text = self.text()
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self.error(f"{self.name} is '{text}'", "Write a plain number, as 95") from None
        if not value.is_finite():
            raise self.error(f"{self.name} is '{text}'", "Write a plain number, as 95")
        return value

    def day(self) -> date:
        text = self.text()
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.error(f"{self.name} is '{text}', which is no day", "Write it as 2023-04-01") from None


def parse(file: str, text: str, name: str, wrong: type[FileError]) -> Node:
    """The top of a YAML file.

    Args:
        file: The name to give in errors.
        text: The YAML.
        name: What the file holds: ``the scheme``.
        wrong: The error that this kind of file raises.

    Raises:
        FileError: the text is no YAML, or is empty.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        remedy = "Check the indentation, colons and quotes of this line and the one above"
        raise wrong(file, line, f"this is no YAML ({error.problem})", remedy) from None
    except yaml.YAMLError as error:
        raise wrong(file, 1, f"this is no YAML ({error})", "Save the file as plain UTF-8 text") from None
    if node is None:
        raise wrong(file, 1, "the file is empty", f"Write {name}, or take the file away")
    return Node(file, node, name, wrong)


def _words(names: tuple[str, ...]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
