"""Reads the performance reports that councils publish as PDF, and checks the ratings they give themselves.

From Python: ``run`` reads reports, ``open`` opens the results of an earlier run, ``rate`` rates one figure.
"""

from .api import NothingRead, Outcome, Results, open, rate, run  # noqa: A004 - scrutiny.open, like gzip.open

__all__ = ["NothingRead", "Outcome", "Results", "open", "rate", "run"]
