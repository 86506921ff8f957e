"""The reports, who published them and when, and what a person decided about them."""

from __future__ import annotations

from pathlib import Path


def bundled_reports() -> Path:
    """The folder of sample reports that ships with the package; it is an archive like any other."""
    return Path(__file__).parent / "reports"
