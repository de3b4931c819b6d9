"""Axes of numbers: their ends and titles, and how shares and marks at their edge look."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator, PercentFormatter

from mediakit.charts.lettering import wrap
from mediakit.style import WIDTH
from mediakit.wording import (
    percent,
    percents,
    quoted,
    shortened,
)

__all__ = [
    "PERCENT",
    "axis_title",
    "draw_whole",
    "height_in_pixels",
    "in_percent",
    "label_in_words",
    "number_in_words",
    "round_numbers",
    "span_in_words",
    "width_in_pixels",
]

#: Columns whose numbers, from 0 to 1, are read in percent.
PERCENT = ("share", "score")

#: Columns whose values are words of the articles, and how much of them an alt text reads out.
_QUOTED = ("term", "phrase", "passage", "title", "topic")
_LABEL_LETTERS = 80


def round_numbers(n: int, column: str) -> MaxNLocator:
    """Return up to n ticks at round numbers; at whole ones if the column counts something."""
    is_count = column.startswith("n_")
    return MaxNLocator(nbins=n, steps=[1, 2, 5, 10], integer=is_count)


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


def height_in_pixels(target: Any) -> float:
    """Return the height of a part of a figure, at 100 dots an inch."""
    return float(target.bbox.height / target.figure.dpi * 100)


def draw_whole(values: pd.Series) -> dict[str, Any]:
    """Return the options that draw marks at 0 or 100% whole, over the axis.

    A number below 0 still stays out of the picture.
    """
    return {"clip_on": bool((values < 0).any()), "zorder": 3}


def span_in_words(values: pd.Series, column: str) -> str:
    """Say from where to where numbers run of which no highest can be named."""
    if column in PERCENT:
        low, high = percents(float(values.min()), float(values.max()))
    else:
        low, high = number_in_words(values.min(), column), number_in_words(values.max(), column)
    return f"The values run from {low} to {high}."


def number_in_words(value: float, column: str) -> str:
    """Return a number as an alt text gives it: shares in percent, others to three digits."""
    if column in PERCENT:
        return percent(float(value))
    if float(value).is_integer():
        return f"{value:,.0f}"
    rounded = float(f"{value:.3g}")
    if abs(rounded) >= 1000:
        return f"{rounded:,.0f}"
    return np.format_float_positional(rounded, trim="-")


def label_in_words(label: object, column: str) -> str:
    """Return the label of a row as an alt text gives it: words of the articles in quotation
    marks."""
    if column in _QUOTED:
        return quoted(shortened(label, _LABEL_LETTERS))
    return str(label)
