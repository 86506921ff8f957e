"""The commands: parse and print, decide nothing.

Modules of other stages are imported where a command needs them, so that ``scrutiny -h`` answers at once.
"""

from . import across, auditing, claiming, layout, matching, publishing, reading, yardsticks
from .app import cli, main

__all__ = ["across", "auditing", "claiming", "cli", "layout", "main", "matching", "publishing", "reading", "yardsticks"]
