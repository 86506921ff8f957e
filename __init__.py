"""Reads the performance reports that councils publish as PDF, and checks the ratings they give themselves.

From Python: ``run`` reads reports, ``open`` opens the results of an earlier run, ``rate`` rates one figure.
"""

from .api import Results, open, rate, run  # noqa: A004 - scrutiny.open, like gzip.open

__all__ = ["Results", "open", "rate", "run"]
