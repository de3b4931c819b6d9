"""Lines over time with their ranges as bands, in one panel or in small multiples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.dates import date2num
from matplotlib.ticker import MaxNLocator

from mediakit.charts.chart import Chart
from mediakit.charts.days import date_axis, end_of, middle_of
from mediakit.charts.events import (
    Event,
    draw_events,
    event_key,
    events_in_alt,
    headroom,
    place_events,
)
from mediakit.charts.levels import draw_levels
from mediakit.charts.scales import axis_title, by_panel, draw_whole, in_percent, number_in_words
from mediakit.style import ACCENT, GRID, INK, MUTED, PALETTE, plain
from mediakit.wording import count_of, day_range, in_period

__all__ = ["line_chart"]

_MARKS_UP_TO = 80  # points: more of them run into each other
_HEIGHT, _PANEL_HEIGHT, _AXIS = 330, 160, 30  # pixels
_MIDDLE = "_middle"  # of the period, where its number is drawn


@dataclass(frozen=True)
class _Lines:
    """The columns to draw: on a part of a figure in panels, or on one axes all together."""

    value: str
    panel: str | None
    axis: str
    freq: str
    events: tuple[Event, ...]

    def height(self, data: pd.DataFrame) -> int:
        n_panels = len(list(by_panel(data, self.panel)))
        if n_panels == 1:
            return _HEIGHT
        n_rows = -(-n_panels // 2)
        return _AXIS + max(n_rows * _PANEL_HEIGHT, 200)

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        numbers = data[self.value].astype("float64")  # a missing whole number becomes NaN
        middles = middle_of(data["date"], self.freq)
        data = data.assign(**{self.value: numbers, _MIDDLE: middles})
        if hasattr(target, "subplots"):
            self._draw_panels(target, data)
        else:
            self._draw_together(target, data)

    def _draw_together(self, ax: Any, data: pd.DataFrame) -> None:
        """Draw all panels on one axes, a colour each."""
        for number, (name, part) in enumerate(by_panel(data, self.panel)):
            label = None
            if name is not None:
                label = plain(name, 40)
            self._draw_line(ax, part, PALETTE[number % len(PALETTE)], label)
        if self.panel is not None:
            ax.legend(frameon=False, fontsize=8)
        self._set_title(ax.set_ylabel, ax)
        self._scale(ax, self._top(data))
        draw_events(ax, self.events)

    def _draw_panels(self, target: Any, data: pd.DataFrame) -> None:
        panels = list(by_panel(data, self.panel))
        columns = min(len(panels), 2)
        n_rows = -(-len(panels) // columns)
        grid = target.subplots(n_rows, columns, sharex=True, sharey=True, squeeze=False)
        places = list(grid.flat)
        top = self._top(data)
        for number, (name, part) in enumerate(panels):
            ax = places[number]
            self._draw_line(ax, part, ACCENT, None)
            if name is not None:
                ax.set_title(plain(name, 40), fontsize=9, color=INK, loc="left")
            self._scale(ax, top)
            draw_events(ax, self.events)
            ax.tick_params(labelbottom=number + columns >= len(panels))
        for ax in places[len(panels) :]:
            ax.set_axis_off()
        if len(panels) == 1:
            self._set_title(places[0].set_ylabel, target)
        else:
            self._set_title(target.supylabel, target)

    def _set_title(self, write: Callable[..., object], target: Any) -> None:
        """Write the title of the upright axis, in lines that its height holds."""
        height = target.bbox.height / target.figure.dpi * 100
        write(axis_title(self.axis, width=0.75 * height), fontsize=8, color=MUTED)

    def _draw_line(self, ax: Any, data: pd.DataFrame, colour: str, label: str | None) -> None:
        has_levels = "level" in data.columns
        marker_size = 3.0
        if len(data) >= _MARKS_UP_TO:
            marker_size = 0.0
        style: dict[str, Any] = {"color": colour, "linewidth": 1.4, "markersize": marker_size}
        if has_levels:
            style = {"color": MUTED, "linewidth": 0.8, "alpha": 0.75}
            style["markersize"] = min(marker_size, 2.2)
            draw_levels(ax, data, _MIDDLE, self.freq, colour, headroom(self.events))
        whole = draw_whole(data[self.value])
        lone = _lone_points(data, self.value)
        if not has_levels and {"low", "high"} <= set(data.columns):
            _draw_ranges(ax, data, lone, colour)
        ax.plot(data[_MIDDLE], data[self.value], "-o", label=label, **style, **whole)
        if not marker_size and len(lone):
            look = {"color": style["color"], "markersize": 1.6}
            ax.plot(lone[_MIDDLE], lone[self.value], "o", **look, **whole)
        self._mark(ax, data, "partial", 4.5, color=style["color"], markerfacecolor="white")
        self._mark(ax, data, "burst", 7.0, color=colour, markerfacecolor="none")
        self._set_dates(ax, data)
        ax.grid(axis="y", color=GRID, linewidth=0.8)
        ax.spines["left"].set_visible(False)
        ax.tick_params(length=0, labelsize=8)

    def _mark(self, ax: Any, data: pd.DataFrame, flag: str, size: float, **look: str) -> None:
        """Draw a mark around the points that a column of True and False names."""
        if flag not in data.columns or not data[flag].any():
            return
        points = data[data[flag]]
        whole = draw_whole(data[self.value])
        ax.plot(points[_MIDDLE], points[self.value], "o", markersize=size, **look, **whole)

    def _set_dates(self, ax: Any, data: pd.DataFrame) -> None:
        date_axis(ax, freq=self.freq)
        if self.freq == "D":
            return
        # Whole periods are shown, and all events in them.
        first, end = date2num([data["date"].min(), end_of(data["date"], self.freq).max()])
        margin = 0.015 * (end - first)
        ax.set_xlim(first - margin, end + margin)

    def _top(self, data: pd.DataFrame) -> float:
        """Return the highest of values and ranges.

        The range of a level may leave the picture, so that the line has room.
        """
        highest = float(data[self.value].max())
        if "high" not in data.columns:
            return highest
        bound = float(data["high"].max())
        if "level" in data.columns:
            bound = float(np.fmin(bound, 1.5 * highest))
        return float(np.fmax(highest, bound))

    def _scale(self, ax: Any, top: float) -> None:
        """Let the scale begin at 0 and end at the top, with room above for events."""
        end = 1.0
        if top > 0:
            end = 1.05 * top
        if self.value == "share":
            end = in_percent(ax.yaxis, end)
        whole = self.value.startswith("n_")
        locator = MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=whole)
        ticks = np.asarray(locator.tick_values(0, end))
        ax.set_yticks(ticks[(ticks >= 0) & (ticks <= end)])
        ax.set_ylim(0, end * headroom(self.events))


def _lone_points(data: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return the points between two gaps, which a line or a band does not show."""
    known = data[value].notna()
    after_gap = ~known.shift(fill_value=False)
    before_gap = ~known.shift(-1, fill_value=False)
    return data[known & after_gap & before_gap]


def _draw_ranges(ax: Any, data: pd.DataFrame, lone: pd.DataFrame, colour: str) -> None:
    band = {"color": colour, "alpha": 0.18, "linewidth": 0}
    ax.fill_between(data[_MIDDLE], data["low"], data["high"], **band)
    bar = {"color": colour, "alpha": 0.35, "linewidth": 1.6}
    ax.vlines(lone[_MIDDLE], lone["low"], lone["high"], **bar)


def line_chart(
    data: pd.DataFrame,
    *,
    value: str,
    axis: str,
    freq: str,
    title: str,
    source: str,
    panel: str | None = None,
    events: Mapping[Any, str] | None = None,
) -> Chart:
    """Return a chart of a number over time, with a band if the table has `low` and `high`.

    Parameters
    ----------
    data : DataFrame
        A row a period (`date`, its first day), sorted, drawn in the middle of that period. A
        missing value leaves a gap; a row with `partial` gets an open mark, one with `burst` a ring.
        With the columns `since` and `level` the levels are drawn over the line, and the band is
        theirs.
    value : str
        The column to draw.
    axis : str
        What the number is, with its unit.
    freq : {'D', 'W', 'M', 'Q', 'Y'}
        The periods.
    title, source : str
        Above and below the chart.
    panel : str, optional
        A column whose values get a panel each, in order of first appearance.
    events : mapping of date to str, optional
        Days to mark, each with its label.
    """
    data = data.reset_index(drop=True)
    n_panels = 1
    if panel is not None:
        n_panels = data[panel].nunique()
    marked, outside = place_events(events, data["date"], freq, panels=n_panels)
    days = day_range(data["date"].min(), data["date"].max())
    points = count_of(len(data), "point")
    alt = f"Line chart with {points}, {days}: {axis}.{_highest(data, value, freq, panel)}"
    return Chart(
        title,
        data,
        alt + events_in_alt(marked),
        event_key(marked, outside) + source,
        _Lines(value, panel, axis, freq, marked),
    )


def _highest(data: pd.DataFrame, value: str, freq: str, panel: str | None) -> str:
    known = data[data[value].notna()]
    if known.empty:
        return ""
    best = known.loc[known[value].idxmax()]
    number = number_in_words(best[value], value)
    if len(known) > 1 and known[value].nunique() == 1:
        return f" Each point shows {number}."
    place = ""
    if panel is not None:
        place = f" for {best[panel]}"
    return f" The highest point is {number}{place}, {in_period(best['date'], freq)}."
