"""The axis of dates: as many ticks as have room, with the day or year below where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.dates import date2num
from matplotlib.ticker import Formatter, Locator

from mediakit.periods import FREQUENCIES

__all__ = ["date_axis", "end_of", "middle_of"]

Step = tuple[str, int]

#: What may lie between two ticks, the shortest first.
_STEPS: tuple[Step, ...] = (
    *(("minute", n) for n in (1, 5, 10, 15, 30, 60, 120, 180, 360, 720)),
    *(("day", n) for n in (1, 2, 7, 14)),
    *(("month", n) for n in (1, 2, 3, 6)),
    *(("year", 12 * n) for n in (1, 2, 5, 10, 20, 50, 100)),
)
#: The shortest step for each period: a shorter one would name days that have no number.
_SHORTEST: dict[str, Step] = {
    "D": ("day", 1),
    "W": ("day", 7),
    "M": ("month", 1),
    "Q": ("month", 3),
    "Y": ("year", 12),
}
#: Days of each unit: of a minute, a day, and a month, whose multiples years are.
_DAYS = {"minute": 1 / 1440, "day": 1.0, "month": 30.0, "year": 30.4}
_LABEL_LETTERS = {"minute": 11, "day": 6, "month": 4, "year": 4}  # in the widest label
_LETTER, _GAP = 5, 9  # points
_MONDAY = 4  # 5 January 1970 in days since 1 January, so that weeks begin on Mondays


class _RoundDates(Locator):
    """Ticks at round dates, as close as the width of their labels allows."""

    def __init__(self, shortest: Step, freq: str) -> None:
        self.unit = "day"
        self._steps = _STEPS[_STEPS.index(shortest) :]
        self._freq = freq

    def __call__(self) -> list[float]:
        """Return the ticks of the view."""
        axis: Any = self.axis
        low, high = axis.get_view_interval()
        return self.tick_values(low, high)

    def tick_values(self, vmin: float, vmax: float) -> list[float]:
        """Return the ticks between two days, counted from 1970."""
        unit, number = self._fitting_step(vmax - vmin)
        self.unit = unit
        ticks = _round_dates(unit, number, vmin, vmax)
        if self._freq in ("D", "W"):
            return ticks
        # The name of a month, quarter or year goes below its number, in the middle of the period.
        firsts = pd.to_datetime(ticks, unit="D").to_series()
        middles = date2num(middle_of(firsts, self._freq))
        return [float(tick) for tick in middles if tick < vmax]

    def _fitting_step(self, days: float) -> Step:
        axis: Any = self.axis
        pixels = axis.axes.bbox.width
        points = pixels / axis.axes.figure.dpi * 72
        for unit, number in self._steps:
            between_ticks = number * _DAYS[unit] / days * points
            if between_ticks >= _LETTER * _LABEL_LETTERS[unit] + _GAP:
                return unit, number
        return self._steps[-1]

    def nonsingular(self, vmin: float, vmax: float) -> tuple[float, float]:
        """Return a view of some days, even if all articles appeared on one."""
        if vmin < vmax:
            return vmin, vmax
        return vmin - 2, vmax + 2


class _Labels(Formatter):
    """Labels such as 14:00, 27 Feb, Mar, Q1 or 2031.

    A second line gives the day or the year that they belong to, below the first of its labels.
    """

    def __init__(self, places: _RoundDates, freq: str) -> None:
        self._places = places
        self._freq = freq

    def __call__(self, value: float, pos: int | None = None) -> str:
        """Return the label of one tick."""
        return self.format_ticks([value])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the labels of all ticks."""
        labels = []
        previous = ""
        minutes = [round(value * 1440) for value in values]
        for time in pd.to_datetime(minutes, unit="m"):
            label, context = self._label(time)
            if context != previous:
                label = f"{label}\n{context}"
                previous = context
            labels.append(label)
        return labels

    def _label(self, time: pd.Timestamp) -> tuple[str, str]:
        """Return the label of a tick, and what it belongs to."""
        unit = self._places.unit
        if unit == "minute":
            return f"{time:%H:%M}", f"{time.day} {time:%b %Y}"
        if unit == "day":
            return f"{time.day} {time:%b}", f"{time.year}"
        if unit == "year":
            return f"{time.year}", ""
        if self._freq == "Q":
            return f"Q{time.quarter}", f"{time.year}"
        return f"{time:%b}", f"{time.year}"


def _round_dates(
    unit: str,
    number: int,
    first: float,
    last: float,
) -> list[float]:
    if unit in ("month", "year"):
        view = pd.to_datetime([first, last], unit="D").to_numpy()
        low, high = view.astype("datetime64[M]").astype(np.int64)
        months = np.arange(low // number * number, high + 1, number)
        ticks = date2num(months.astype("datetime64[M]"))
    else:
        step = number * _DAYS[unit]
        low = (first - _MONDAY) // step
        high = (last - _MONDAY) // step
        ticks = _MONDAY + step * np.arange(low, high + 1)
    return [float(tick) for tick in ticks if first - 1e-6 <= tick <= last + 1e-6]


def end_of(dates: pd.Series, freq: str) -> pd.Series:
    """Return the ends of the periods that begin on these days: the beginnings of the next ones."""
    return (dates.dt.to_period(FREQUENCIES[freq]) + 1).dt.start_time


def middle_of(dates: pd.Series, freq: str) -> pd.Series:
    """Return the middle of the periods that begin on these days; a day is its own middle.

    The number of a whole period is drawn there: on its first day, April's number would come before
    an event of 2 April, although April includes it.
    """
    if freq == "D":
        return dates
    return dates + (end_of(dates, freq) - dates) / 2


def date_axis(ax: Any, *, freq: str = "D", times: bool = False) -> None:
    """Let the horizontal axis show the dates of periods; with `times` also hours and minutes."""
    shortest = _SHORTEST[freq]
    if times:
        shortest = _STEPS[0]
    places = _RoundDates(shortest, freq)
    ax.xaxis.set_major_locator(places)
    ax.xaxis.set_major_formatter(_Labels(places, freq))
