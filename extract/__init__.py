"""From a PDF to tables and passages, with marks and boxes; it reads looks, never meanings."""

from .document import read, read_parts
from .opinions import ENGINES, Engine
from .pdfium import Unreadable

__all__ = ["ENGINES", "Engine", "Unreadable", "read", "read_parts"]
