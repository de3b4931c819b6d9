"""Whether two pictures show the same: by their pixels, or their drawing without names by chance."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from typing import Any

__all__ = ["how_they_differ", "is_comparable", "pictures_in_html"]

#: The most that a channel of a pixel may differ, of 255: what smoothing of edges makes.
_TOLERANCE = 16

_IN_HTML = re.compile(r"data:(image/[a-z+]+);base64,([A-Za-z0-9+/=\n]+)")
_OF_SVG = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|<\?xml.*?\?>", re.DOTALL)
_DRAWN_ID = re.compile(r"\b[a-z]?[0-9a-f]{10,}\b")


def pictures_in_html(html: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the data of each picture in HTML."""
    for match in _IN_HTML.finditer(html):
        yield match[1], match[2]


def is_comparable(kind: str, content: str) -> bool:
    """Whether a picture can be compared with another one."""
    return kind == "image/svg+xml" or _opened(content) is not None


def how_they_differ(kind: str, old: str, new: str) -> str | None:
    """Return in words how two pictures differ; '' if they show the same, None if that cannot be
    told."""
    if old == new:
        return ""
    if kind == "image/svg+xml":
        if _drawing(old) == _drawing(new):
            return ""
        return "the drawing is another one"
    first, second = _opened(old), _opened(new)
    if first is None and second is None:
        return None
    if first is None or second is None:
        return "it cannot be opened, before or now"
    if first.size != second.size:
        sides = [f"{width} by {height} pixels" for width, height in (first.size, second.size)]
        return f"it was {sides[0]}, and is {sides[1]}"
    return _pixels(first.tobytes(), second.tobytes(), first.size)


def _opened(content: str) -> Any:
    """Return a picture; None if nothing here can open it."""
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        return None
    try:
        return Image.open(io.BytesIO(b64decode(content))).convert("RGBA")
    except (UnidentifiedImageError, NotBase64, OSError, ValueError, SyntaxError):
        return None


def _pixels(first: bytes, second: bytes, size: tuple[int, int]) -> str:
    import numpy as np

    shape = (size[1], size[0], 4)
    a, b = (np.frombuffer(one, np.uint8).reshape(shape).astype(int) for one in (first, second))
    differs = (np.abs(a - b) > _TOLERANCE).any(axis=2)
    n_different = int(differs.sum())
    if not n_different:
        return ""
    return f"{n_different:,} of its {differs.size:,} pixels differ"


def _drawing(svg: str) -> str:
    """Return a drawing without its date, and with its ids numbered."""
    numbers: dict[str, str] = {}
    plain = _OF_SVG.sub("", svg)
    return _DRAWN_ID.sub(lambda match: numbers.setdefault(match[0], f"id{len(numbers)}"), plain)
