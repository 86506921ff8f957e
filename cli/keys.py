"""Single keys of a person at a terminal."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_ESCAPE = b"\x1b"
_REST_OF_A_KEY = 0.02  # seconds in which the rest of an arrow or function key follows its first character


@contextmanager
def single_keys() -> Iterator[Callable[[], str]]:
    """Reads one key at a time, unechoed; keys pressed in between wait their turn. Empty at the end of input."""
    try:
        import termios
        import tty
    except ImportError:  # a system without terminals of that kind
        yield click.getchar
        return
    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    tty.setcbreak(keyboard, termios.TCSANOW)
    try:
        yield lambda: _key(keyboard)
    finally:
        termios.tcsetattr(keyboard, termios.TCSANOW, before)


def _key(keyboard: int) -> str:
    """A key; an arrow is none of the letters that it is sent as."""
    first = os.read(keyboard, 1)
    if first == _ESCAPE:
        while select.select([keyboard], [], [], _REST_OF_A_KEY)[0]:
            if os.read(keyboard, 1).isalpha():
                break
    return first.decode("latin-1")
