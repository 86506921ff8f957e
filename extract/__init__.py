"""From a PDF to tables and passages, with marks and boxes; it reads looks, never meanings."""

from .document import read
from .pdfium import Unreadable

__all__ = ["Unreadable", "read"]
