"""How much room words take on a chart, and where their lines break."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from mediakit.style import chart_style

__all__ = ["PIXELS_A_POINT", "width_of", "wrap"]

#: At 100 dots an inch, which has 72 points.
PIXELS_A_POINT = 100 / 72


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of one line in pixels, at a size in points."""
    font = FontProperties(
        family=chart_style()["font.family"],
        size=size,
        weight=weight,
    )
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, False)
    return float(width) * PIXELS_A_POINT


def wrap(
    text: str,
    *,
    width: float,
    size: float,
    weight: str = "normal",
    n_lines: int | None = None,
) -> list[str]:
    """Return the lines of a text, each no wider than the width in pixels.

    With n_lines, what does not fit into so many lines is cut, and the last one ends in dots.
    """
    lines: list[str] = []
    room = 0.0
    space = width_of("n n", size, weight) - width_of("nn", size, weight)
    for word in _pieces(text, width, size, weight):
        needed = width_of(word, size, weight)
        if lines and needed + space <= room:
            lines[-1] += f" {word}"
            room -= needed + space
        else:
            lines.append(word)
            room = width - needed
    if n_lines is not None and len(lines) > n_lines:
        lines = lines[:n_lines]
        lines[-1] = _with_dots(lines[-1], width, size, weight)
    return lines


def _pieces(
    text: str,
    width: float,
    size: float,
    weight: str,
) -> Iterator[str]:
    """Give the words of a text; those wider than a line in pieces that fit."""
    for word in text.split():
        piece = ""
        for character in word:
            if piece and width_of(piece + character, size, weight) > width:
                yield piece
                piece = ""
            piece += character
        yield piece


def _with_dots(
    line: str,
    width: float,
    size: float,
    weight: str,
) -> str:
    while line and width_of(line + "…", size, weight) > width:
        line = line[:-1].rstrip()
    return line + "…"
