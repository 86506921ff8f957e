"""From a PDF, or the text left of one, to tables and passages with marks and boxes: looks, never meanings."""

from .care import Care
from .opinions import ENGINES, Engine
from .pdfium import Unreadable
from .reading import read, read_parts

__all__ = ["ENGINES", "Care", "Engine", "Unreadable", "read", "read_parts"]
