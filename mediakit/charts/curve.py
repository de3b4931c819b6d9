"""A specification curve: one estimate under every choice, and below it which choice each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import PercentFormatter

from mediakit.charts.chart import Chart
from mediakit.charts.panels import NOTE, has_panels, set_plain
from mediakit.charts.room import letters_in, width_of
from mediakit.charts.scales import axis_title, number_in_words
from mediakit.style import ACCENT, GRID, INK, MUTED, plain
from mediakit.wording import choose, count_of

__all__ = ["curve_chart"]

_CURVE, _ROW, _GAP = 190, 15, 0.6  # pixels, and of a row between two parts
_LETTERS = 34
_LARGE, _SMALL = 5.5, 4


@dataclass(frozen=True)
class _Curve:
    value: str
    parts: Mapping[str, Sequence[str]]
    axis: str
    in_points: bool

    def height(self, data: pd.DataFrame, width: float) -> int:
        n_rows = sum(len(labels) for labels in self.parts.values())
        return _CURVE + round(_ROW * (n_rows + _GAP * len(self.parts))) + 24

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        if not has_panels(target):
            self._draw_estimates(target, data)
            return
        below = self.height(data, width_of(target)) - _CURVE
        heights = [_CURVE, below]
        estimates, dots = target.subplots(2, 1, sharex=True, height_ratios=heights)
        self._draw_estimates(estimates, data)
        self._draw_dots(dots, data, letters_in(width_of(target), _LETTERS))

    def _draw_estimates(self, ax: Any, data: pd.DataFrame) -> None:
        """Draw each estimate with its range; the original one has a ring round it."""
        ax.axhline(0, color=MUTED, linewidth=1)
        for place, row in enumerate(data.to_dict("records")):
            _draw_estimate(ax, place, row, self.value)
        set_plain(ax, grid="y", size=8)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.set_xlim(-0.7, max(len(data), 2) - 0.3)
        ax.set_ylabel(axis_title(self.axis, width=_CURVE), **NOTE)
        if self.in_points:
            ax.yaxis.set_major_formatter(PercentFormatter(1, symbol=None))

    def _draw_dots(self, ax: Any, data: pd.DataFrame, letters: int) -> None:
        """Draw a row for each level, with a dot for each choice that it is part of."""
        places: list[float] = []
        labels: list[str] = []
        height = 0.0
        for part, levels in self.parts.items():
            for level in levels:
                is_of_level = (data[part] == level).to_numpy(dtype=bool)
                _draw_level(ax, height, is_of_level, data["holds"].to_numpy(dtype=bool))
                places.append(height)
                labels.append(plain(level, letters))
                height -= 1
            height -= _GAP
        ax.set_yticks(places, labels)
        ax.set_ylim(height + _GAP + 0.4, 0.6)
        ax.spines["bottom"].set_visible(False)
        ax.set_xticks([])
        set_plain(ax, grid="y", size=8)


def _draw_estimate(ax: Any, place: int, row: dict[Any, Any], value: str) -> None:
    estimate, low, high = row[value], row["low"], row["high"]
    if not np.isfinite(estimate):
        ax.plot(place, 0, "x", color=MUTED, markersize=_SMALL)
        return
    colour = MUTED
    if row["holds"]:
        colour = ACCENT
    if np.isfinite(low) or np.isfinite(high):
        ends = [end if np.isfinite(end) else estimate for end in (low, high)]
        ax.vlines(place, *ends, color=colour, alpha=0.4, linewidth=3)
    shape = "o"
    if np.isfinite(low) and not np.isfinite(high):
        shape = "^"
    elif np.isfinite(high) and not np.isfinite(low):
        shape = "v"
    ax.plot(place, estimate, shape, color=colour, markersize=_LARGE, zorder=3)
    if row["original"]:
        ring = {"markerfacecolor": "none", "markeredgecolor": INK, "markeredgewidth": 1.2}
        ax.plot(place, estimate, "o", markersize=2 * _LARGE, zorder=4, **ring)


def _draw_level(ax: Any, height: float, is_of_level: Any, holds: Any) -> None:
    every = np.arange(len(holds))
    heights = np.full(len(holds), height)
    ax.plot(every, heights, "o", color=GRID, markersize=_SMALL)
    for flags, colour in ((is_of_level & holds, ACCENT), (is_of_level & ~holds, MUTED)):
        ax.plot(every[flags], heights[flags], "o", color=colour, markersize=_SMALL)


def curve_chart(
    data: pd.DataFrame,
    *,
    value: str,
    parts: Mapping[str, Sequence[str]],
    axis: str,
    title: str,
    subtitle: str,
    source: str,
    in_points: bool = False,
) -> Chart:
    """Return a chart of one estimate under every choice, from the smallest to the largest.

    Parameters
    ----------
    data : DataFrame
        A row a choice: a column for each part that says which level was chosen, the value, low,
        high, holds (whether the finding holds there) and original (whether it is the choice that
        was made first). A missing value is a choice under which there was too little to compare.
    value : str
        The column with the estimate.
    parts : mapping of str to sequence of str
        The levels of each part that has several, from the top.
    axis, title, subtitle, source : str
        What the value is, and the words above and below the chart.
    in_points : bool, default False
        Whether the values are differences of shares, to be read in percentage points.
    """
    data = data.sort_values(value, kind="stable", na_position="first", ignore_index=True)
    n, n_held = len(data), int(data["holds"].sum())
    known = data[value].dropna()
    span = ""
    if len(known):
        low, high = (number_in_words(end, "estimate") for end in (known.min(), known.max()))
        span = f" The estimates run from {low} to {high}."
    held = choose(n, "It holds", f"The difference holds under {n_held:,} of them")
    if n == 1 and not n_held:
        held = "It does not hold"
    alt = f"Curve of the estimates under {count_of(n, 'choice')}.{span} {held}."
    return Chart(title, data, alt, source, _Curve(value, parts, axis, in_points), subtitle)
