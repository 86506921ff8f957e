"""The YAML of schemes, every mistake in it named with its file, line and remedy."""

from __future__ import annotations

from ..language import yaml_nodes
from ..language.yaml_nodes import FileError, Node

__all__ = ["Node", "SchemeError", "parse"]


class SchemeError(FileError):
    """A scheme file is wrong. ``file``, ``line`` (from 1) and ``remedy`` say where and what to do."""


def parse(file: str, text: str) -> Node:
    """The top of a scheme file.

    Raises:
        SchemeError: the text is no YAML, or is empty.
    """
    return yaml_nodes.parse(file, text, "the scheme", SchemeError)
