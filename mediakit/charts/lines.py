"""Lines over time with their ranges as bands, in one panel or in small multiples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.dates import date2num

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
from mediakit.charts.panels import (
    HEAD,
    NOTE,
    by_panel,
    has_panels,
    set_plain,
    small_multiples,
)
from mediakit.charts.room import columns_in, width_of
from mediakit.charts.scales import (
    PERCENT,
    axis_title,
    draw_whole,
    height_in_pixels,
    in_percent,
    number_in_words,
    round_numbers,
    span_in_words,
)
from mediakit.style import ACCENT, MUTED, PALETTE, plain
from mediakit.wording import count_of, in_period, period_range

__all__ = ["line_chart"]

_COLUMNS = 2  # of panels
_MARKS_UP_TO = 80  # points; more of them would run into each other
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

    def height(self, data: pd.DataFrame, width: float) -> int:
        n_panels = _n_panels(data, self.panel)
        n_rows = -(-n_panels // columns_in(width, _COLUMNS))
        if n_panels == 1:
            return _HEIGHT
        return _AXIS + max(n_rows * _PANEL_HEIGHT, 200)

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        numbers = data[self.value].astype("float64")  # a missing whole number becomes NaN
        middles = middle_of(data["date"], self.freq)
        data = data.assign(**{self.value: numbers, _MIDDLE: middles})
        if has_panels(target):
            self._draw_panels(target, data)
        else:
            self._draw_together(target, data)

    def _draw_together(self, ax: Any, data: pd.DataFrame) -> None:
        """Draw all panels on one axes, a colour each."""
        panels = by_panel(data, self.panel)
        for colour, (name, part) in zip(cycle(PALETTE), panels, strict=False):
            self._draw_line(ax, part, colour, plain(name or "", 40) or None)
        if self.panel is not None:
            ax.legend(frameon=False, fontsize=8)
        self._set_title(ax.set_ylabel, ax)
        self._set_scale(ax, data)
        draw_events(ax, self.events)

    def _draw_panels(self, target: Any, data: pd.DataFrame) -> None:
        panels = list(by_panel(data, self.panel))
        axes = small_multiples(
            target,
            len(panels),
            columns_in(width_of(target), _COLUMNS),
            sharex=True,
            sharey=True,
        )
        for ax, (name, part) in zip(axes, panels, strict=True):
            self._draw_line(ax, part, ACCENT, None)
            if name is not None:
                ax.set_title(plain(name, 40), **HEAD)
            self._set_scale(ax, data)
            draw_events(ax, self.events)
        if len(panels) == 1:
            self._set_title(axes[0].set_ylabel, target)
        else:
            self._set_title(target.supylabel, target)

    def _set_title(self, write: Callable[..., object], target: Any) -> None:
        """Write the title of the upright axis, in lines that its height holds."""
        height = height_in_pixels(target)
        write(axis_title(self.axis, width=0.75 * height), **NOTE)

    def _draw_line(
        self,
        ax: Any,
        data: pd.DataFrame,
        colour: str,
        label: str | None,
    ) -> None:
        columns = set(data.columns)
        style: dict[str, Any] = {"color": colour, "linewidth": 1.4, "markersize": 3}
        if "level" in columns:  # the line is the background of its levels
            style = {"color": MUTED, "linewidth": 0.8, "markersize": 2.2, "alpha": 0.75}
            draw_levels(ax, data, _MIDDLE, self.freq, colour, headroom(self.events))
        elif {"low", "high"} <= columns:
            _draw_ranges(ax, data, self.value, colour)
        line_colour = style["color"]
        if len(data) >= _MARKS_UP_TO:
            self._plot(ax, data, "-", label=label, **style)
            lone = _is_lone(data[self.value])
            self._mark(ax, data[lone], color=line_colour, markersize=1.6)
        else:
            self._plot(ax, data, "-o", label=label, **style)
        if "partial" in columns:
            open_mark = {"color": line_colour, "markerfacecolor": "white"}
            self._mark(
                ax,
                data[data["partial"]],
                markersize=4.5,
                **open_mark,
            )
        if "burst" in columns:
            ring = {"color": colour, "markerfacecolor": "none"}
            self._mark(ax, data[data["burst"]], markersize=7, **ring)
        self._set_dates(ax, data)
        set_plain(ax, grid="y", size=8)

    def _mark(self, ax: Any, points: pd.DataFrame, **look: Any) -> None:
        if len(points):
            self._plot(ax, points, "o", **look)

    def _plot(self, ax: Any, data: pd.DataFrame, marker: str, **look: Any) -> None:
        values = data[self.value]
        ax.plot(
            data[_MIDDLE],
            values,
            marker,
            **look,
            **draw_whole(values),
        )

    def _set_dates(self, ax: Any, data: pd.DataFrame) -> None:
        date_axis(ax, freq=self.freq)
        if self.freq == "D":
            return
        # Whole periods are shown, and all events in them.
        begin = date2num(data["date"].min())
        end = date2num(end_of(data["date"], self.freq).max())
        margin = 0.015 * (end - begin)
        ax.set_xlim(begin - margin, end + margin)

    def _top(self, data: pd.DataFrame) -> float:
        """Return the highest of values and ranges.

        The range of a level may leave the picture, so that the line has room.
        """
        highest = float(data[self.value].max())
        if "high" not in data.columns:
            return highest
        bound = float(data["high"].max())
        if "level" in data.columns:
            most = 1.5 * highest
            bound = float(np.fmin(bound, most))
        return float(np.fmax(highest, bound))

    def _set_scale(self, ax: Any, data: pd.DataFrame) -> None:
        """Let the scale begin at 0 and end at the top, with room above for events."""
        top = self._top(data)
        end = 1.0
        if top > 0:
            end = 1.05 * top
        if self.value in PERCENT:
            end = in_percent(ax.yaxis, end)
        locator = round_numbers(5, self.value)
        ticks = np.asarray(locator.tick_values(0, end))
        is_shown = (ticks >= 0) & (ticks <= end)
        ax.set_yticks(ticks[is_shown])
        ax.set_ylim(0, end * headroom(self.events))


def _n_panels(data: pd.DataFrame, panel: str | None) -> int:
    """Return how many panels a chart has."""
    if panel is None:
        return 1
    return int(data[panel].nunique())


def _is_lone(values: pd.Series) -> pd.Series:
    """Say of each point whether it is between two gaps: a line or a band does not show it."""
    known = values.notna()
    after_gap = ~known.shift(fill_value=False)
    before_gap = ~known.shift(-1, fill_value=False)
    return known & after_gap & before_gap


def _draw_ranges(
    ax: Any,
    data: pd.DataFrame,
    value: str,
    colour: str,
) -> None:
    ax.fill_between(
        data[_MIDDLE],
        data["low"],
        data["high"],
        color=colour,
        alpha=0.18,
        linewidth=0,
    )
    lone = data[_is_lone(data[value])]
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
    ranked: bool = True,
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
    ranked : bool, default True
        Whether the alt text names the highest point; not if some rest on too few articles.
    """
    data = data.reset_index(drop=True)
    dates = data["date"]
    n_panels = _n_panels(data, panel)
    marked, outside = place_events(events, dates, freq, panels=n_panels)
    points = count_of(int(data[value].notna().sum()), "point")
    if ranked or data[value].nunique() < 2:
        numbers = _highest(data, value, freq, panel)
    else:
        numbers = f" {span_in_words(data[value], value)}"
    periods = period_range(dates.min(), dates.max(), freq)
    alt = f"Line chart with {points}, {periods}: {axis}.{numbers}"
    alt += events_in_alt(marked)
    source = event_key(marked, outside) + source
    drawing = _Lines(value, panel, axis, freq, marked)
    return Chart(title, data, alt, source, drawing)


def _highest(
    data: pd.DataFrame,
    value: str,
    freq: str,
    panel: str | None,
) -> str:
    known = data[data[value].notna()]
    if known.empty:
        return ""
    best = known.loc[known[value].idxmax()]
    number = number_in_words(best[value], value)
    if len(known) > 1 and known[value].nunique() == 1:
        return f" Each point shows {number}."
    when = in_period(best["date"], freq)
    n_tied = int((known[value] == best[value]).sum()) - 1
    if panel is not None:
        ties = ""
        if n_tied:
            ties = f" and in {count_of(n_tied, 'other case')}"
        return f" The highest value is {number}, reached by {best[panel]} {when}{ties}."
    if n_tied:
        return f" The highest value is {number}, first reached {when}."
    return f" The highest point is {number}, {when}."
