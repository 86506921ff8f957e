"""The audit report: a static site that opens from disk, with every figure one step from its spot on the page."""

from .compared import Yardstick
from .drawing import NoPictures, Papers
from .writer import SiteMade, write_site

__all__ = ["NoPictures", "Papers", "SiteMade", "Yardstick", "write_site"]
