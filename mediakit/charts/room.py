"""How much fits into the width of a chart: letters of a label, panels side by side."""

from __future__ import annotations

from typing import Any

from mediakit.charts.panels import has_panels
from mediakit.charts.scales import width_in_pixels
from mediakit.style import WIDTH

__all__ = ["columns_in", "letters_in", "width_of"]

_PANEL = 205  # pixels that a panel needs
_FEWEST = 12  # letters


def width_of(target: Any) -> float:
    """Return the pixels of a part of a figure; lone axes count as a whole chart."""
    if has_panels(target):
        return width_in_pixels(target)
    return WIDTH


def columns_in(width: float, most: int) -> int:
    """Return how many panels stand side by side."""
    return max(1, min(most, int(width // _PANEL)))


def letters_in(width: float, usual: int) -> int:
    """Return how many letters a label may have, given how many it has in a chart of usual width."""
    return max(_FEWEST, int(usual * min(1.0, width / WIDTH)))
