"""Axes of numbers: their ends and titles, and how shares and marks at their edge look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.ticker import PercentFormatter

from mediakit.charts.lettering import wrap
from mediakit.style import WIDTH
from mediakit.wording import percent

__all__ = [
    "axis_title",
    "by_panel",
    "draw_whole",
    "in_percent",
    "number_in_words",
    "width_in_pixels",
]


def in_percent(axis: Any, top: float) -> float:
    """Show shares in percent and return the end of the scale: 100%, with room for a whole mark."""
    top = min(top, 1.02)
    decimals = None
    if top > 0.05:
        decimals = 0
    axis.set_major_formatter(PercentFormatter(1, decimals=decimals))
    return top


def axis_title(title: str, *, width: float = 0.6 * WIDTH, size: float = 8) -> str:
    """Return the title of an axis in as many lines as a width in pixels asks for."""
    return "\n".join(wrap(title, width=width, size=size))


def width_in_pixels(target: Any) -> float:
    """Return the width of a part of a figure, at 100 dots an inch."""
    return float(target.bbox.width / target.figure.dpi * 100)


def draw_whole(values: pd.Series) -> dict[str, Any]:
    """Return the options that draw marks at 0 or 100% whole, over the axis.

    A number below 0 still stays out of the picture.
    """
    return {"clip_on": bool((values < 0).any()), "zorder": 3}


def number_in_words(value: float, column: str) -> str:
    """Return a number as an alt text gives it: shares in percent, others to three digits."""
    if column == "share":
        return percent(float(value))
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:.3g}"


def by_panel(data: pd.DataFrame, panel: str | None) -> Iterator[tuple[object, pd.DataFrame]]:
    """Give the name and the rows of each panel, in order of first appearance; None for a lone one."""
    if panel is None:
        yield None, data
        return
    for name in data[panel].drop_duplicates():
        yield name, data[data[panel] == name]
