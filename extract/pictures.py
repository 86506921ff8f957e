"""What a small picture looks like: a fingerprint and the colour that strikes the eye."""

from __future__ import annotations

import ctypes
import hashlib

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray
from PIL import Image

from .glyphs import fill_of

Look = tuple[str, str | None]

# Pixels whose channels differ by this much have a colour; a picture has one if this share of it does.
_VIVID, _VIVID_SHARE = 60, 0.02
# No icon needs more; a picture that has is known by its size alone, and not decoded.
_MOST_PIXELS = 4_000_000
TOO_LARGE = "too large: "


class Pictures:
    """The looks of a document's pictures, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, str | None], Look] = {}

    def look(self, item: int) -> Look:
        """Fingerprint and colour of an image object; the colour is None where it is grey."""
        width, height = ctypes.c_uint(), ctypes.c_uint()
        image = ctypes.cast(ctypes.c_void_p(item), raw.FPDF_PAGEOBJECT)
        if raw.FPDFImageObj_GetImagePixelSize(image, width, height) and width.value * height.value > _MOST_PIXELS:
            return f"{TOO_LARGE}{width.value}x{height.value}", None
        handle = raw.FPDFImageObj_GetBitmap(image)
        if not handle:
            return "unreadable", None
        bitmap = pdfium.PdfBitmap.from_raw(handle)  # frees the handle when it is collected
        painted = _painted(item, bitmap)
        # The decoded pixels, not the stored ones: the same stream has other colours under another palette.
        digest = hashlib.sha1(bytes(bitmap.buffer), usedforsecurity=False).digest()
        if (digest, painted) not in self._known:
            seen = bitmap.to_pil().convert("RGB")
            colour = _vivid_colour(np.asarray(seen, dtype=np.int16)) or painted
            self._known[digest, painted] = (_fingerprint(seen), colour)
        return self._known[digest, painted]


def _painted(item: int, bitmap: pdfium.PdfBitmap) -> str | None:
    """The colour that a stencil is painted with; None for a picture with colours of its own."""
    if bitmap.n_channels != 1:
        return None
    colour = fill_of(item)
    return None if colour == "#000000" else colour


def _fingerprint(image: Image.Image) -> str:
    """A difference hash of 64 bits: where a small grey copy gets darker from left to right."""
    grey = np.asarray(image.convert("L").resize((9, 8)), dtype=np.int16)
    bits = (grey[:, :-1] > grey[:, 1:] + 4).flatten()
    return f"{sum(1 << place for place in np.flatnonzero(bits).tolist()):016x}"


def _vivid_colour(pixels: NDArray[np.int16]) -> str | None:
    """The median of the saturated pixels, None in a grey picture."""
    rgb = pixels.reshape(-1, 3)
    vivid = rgb[(rgb.max(axis=1) - rgb.min(axis=1)) > _VIVID]
    if len(vivid) < _VIVID_SHARE * len(rgb):
        return None
    return "#{:02x}{:02x}{:02x}".format(*(round(float(part)) for part in np.median(vivid, axis=0)))
