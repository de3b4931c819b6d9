"""The path of a story: a row an outlet, a point where it published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.charts.days import date_axis
from mediakit.charts.dots import count
from mediakit.style import ACCENT, GRID, MUTED, plain

__all__ = ["path_chart"]


@dataclass(frozen=True)
class _Path:
    axis: str

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        ax = target.subplots() if hasattr(target, "subplots") else target
        outlets = list(dict.fromkeys(data["outlet"]))
        place = {name: len(outlets) - 1 - number for number, name in enumerate(outlets)}
        crowded = len(outlets) > 25
        size = 3.5 if crowded else 6.5
        times = pd.to_datetime(data["time"])
        for time, row in zip(times, data.itertuples(), strict=True):
            wide = size * (1 if row.own else 1.7)  # a ring around the point where both stand
            fill = ACCENT if row.own else "none"
            ax.plot(
                time,
                place[row.outlet],
                "o",
                markersize=wide,
                color=fill,
                markeredgecolor=ACCENT,
                zorder=3,
            )
        ax.set_yticks(list(place.values()), [plain(name, 34) for name in place])
        ax.tick_params(length=0, labelsize=8.5)
        ax.tick_params(axis="y", labelsize=6 if crowded else 8 if len(outlets) > 14 else 9)
        ax.set_ylim(-0.7, len(outlets) - 0.3)
        margin = max(
            (times.max() - times.min()) * 0.05, pd.Timedelta(hours=1 if "UTC" in self.axis else 18)
        )
        ax.set_xlim(times.min() - margin, times.max() + margin)
        date_axis(ax, times="UTC" in self.axis)
        ax.grid(color=GRID, linewidth=0.5 if crowded else 0.8)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_xlabel(self.axis, color=MUTED, fontsize=8, loc="left")


def path_chart(data: pd.DataFrame, *, title: str, source: str, utc: bool) -> Chart:
    """Return a chart with a row an outlet, in the order of the table from the top, and a point where it published.

    Parameters
    ----------
    data : DataFrame
        outlet, time (a day or a minute as text), own (whether it is own reporting: else the point is hollow) and
        n_articles, a row for each different outlet, time and own.
    title, source : str
        Above and below the chart.
    utc : bool
        Whether the times are known to the minute, in UTC.
    """
    data = data.reset_index(drop=True)
    axis = "filled: own; hollow: reprint or agency copy" + ("; UTC" if utc else "")
    outlets, hollow = list(dict.fromkeys(data["outlet"])), int((~data["own"]).sum())
    n = f"{len(outlets)} {'outlet' if len(outlets) == 1 else 'outlets'}"
    alt = (
        f"Path chart, {count(data)}, {data['time'].min()} to {data['time'].max()}. {n} in the order in which they came "
        f"to the story: {', '.join(outlets[:5])}{' ...' if len(outlets) > 5 else ''}. "
        f"{hollow} {'mark is' if hollow == 1 else 'marks are'} hollow: not the outlet's own."
    )
    return Chart(title, data, alt, source, _Path(axis))
