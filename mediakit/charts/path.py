"""The path of a story: a row an outlet, with a point for each time it published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.charts.days import date_axis
from mediakit.charts.panels import NOTE, axes_of, set_plain
from mediakit.charts.room import letters_in, width_of
from mediakit.style import ACCENT, plain
from mediakit.wording import choose, count_of, day_name, day_range, list_names

__all__ = ["path_chart"]

_CROWDED = 25  # outlets


@dataclass(frozen=True)
class _Path:
    timed: bool

    def height(self, data: pd.DataFrame, width: float) -> int:
        n_outlets = data["outlet"].nunique()
        if n_outlets > _CROWDED:
            return 60 + 15 * n_outlets
        return 60 + 22 * n_outlets

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        ax = axes_of(target)
        letters = letters_in(width_of(target), 34)
        outlets = list(data["outlet"].drop_duplicates())
        crowded = len(outlets) > _CROWDED
        rows = range(len(outlets))[::-1]
        times = pd.to_datetime(data["time"])
        places = data["outlet"].map(dict(zip(outlets, rows, strict=True)))
        self._draw_points(ax, data.assign(place=places, time=times), crowded)
        ax.set_yticks(rows, [plain(name, letters) for name in outlets])
        set_plain(ax, grid="both", size=8.5)
        label_size = 9
        if crowded:
            label_size = 7
        ax.tick_params(axis="y", labelsize=label_size)
        ax.set_ylim(-0.7, len(outlets) - 0.3)
        self._set_times(ax, times)

    def _set_times(self, ax: Any, times: pd.Series) -> None:
        least = pd.Timedelta(hours=18)
        if self.timed:
            least = pd.Timedelta(hours=1)
        first = times.min()
        last = times.max()
        margin = max((last - first) * 0.05, least)
        ax.set_xlim(first - margin, last + margin)
        date_axis(ax, times=self.timed)
        key = "filled: own reporting; hollow: reprint or agency copy"
        if self.timed:
            key += "; times in UTC"
        ax.set_xlabel(key, loc="left", **NOTE)

    def _draw_points(self, ax: Any, data: pd.DataFrame, crowded: bool) -> None:
        size = 6.5
        if crowded:
            size = 4.5
        own = data[data["own"]]
        others = data[~data["own"]]
        # A ring is wider than a point, so that both show at one place.
        look = {"markeredgecolor": ACCENT, "zorder": 3}
        for row in own.itertuples():
            ax.plot(
                row.time,
                row.place,
                "o",
                color=ACCENT,
                markersize=size,
                **look,
            )
        for row in others.itertuples():
            ax.plot(
                row.time,
                row.place,
                "o",
                color="none",
                markersize=1.7 * size,
                **look,
            )


def path_chart(
    data: pd.DataFrame,
    *,
    title: str,
    source: str,
    utc: bool,
) -> Chart:
    """Return a chart with a row an outlet and a point for each time it published.

    Parameters
    ----------
    data : DataFrame
        outlet, time (a day or a minute as text), own (whether it is own reporting: a hollow point
        is not) and n_articles, a row for each different outlet, time and own; from the top.
    title, source : str
        Above and below the chart.
    utc : bool
        Whether the times are known to the minute, in UTC.
    """
    data = data.reset_index(drop=True)
    outlets = data["outlet"].drop_duplicates()
    n_hollow = int((~data["own"]).sum())
    n_outlets = count_of(len(outlets), "outlet")
    if len(outlets) > 1:
        n_outlets += " in the order of their earliest articles here"
    alt = (
        f"Path chart with {count_of(len(data), 'point')}, {_span(data['time'], utc)}. "
        f"{n_outlets}: {list_names(outlets, 5)}."
    )
    if n_hollow:
        points = count_of(n_hollow, "point")
        alt += f" {points} {choose(n_hollow, 'is', 'are')} hollow: not the outlet's own text."
    return Chart(title, data, alt, source, _Path(utc))


def _span(times: pd.Series, timed: bool) -> str:
    """Return from when to when the points are, in words."""
    known = pd.to_datetime(times)
    first, last = known.min(), known.max()
    if not timed:
        return day_range(first, last)
    begin = f"{day_name(first)}, {first:%H:%M}"
    if first == last:
        return f"{begin} (UTC)"
    end = f"{day_name(last)}, {last:%H:%M}"
    if first.normalize() == last.normalize():
        end = f"{last:%H:%M}"
    return f"{begin} to {end} (UTC)"
