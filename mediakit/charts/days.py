"""The axis of dates: as many ticks as have room, each of which reads alone, with the year below where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.dates import date2num
from matplotlib.ticker import Formatter, Locator

from mediakit.periods import FREQUENCIES

__all__ = ["date_axis", "end_of", "middle_of"]

#: What may lie between two ticks, in minutes, days or months, the nearest first.
_STEPS = (
    *(("minute", n) for n in (1, 5, 10, 15, 30, 60, 120, 180, 360, 720)),
    *(("day", n) for n in (1, 2, 7, 14)),
    *(("month", n) for n in (1, 2, 3, 6)),
    *(("year", 12 * n) for n in (1, 2, 5, 10, 20, 50, 100)),
)
#: What lies between two ticks at least: less than a period would name days that have no number of their own.
_LEAST = {"D": ("day", 1), "W": ("day", 7), "M": ("month", 1), "Q": ("month", 3), "Y": ("year", 12)}
_DAYS = {"minute": 1 / 1440, "day": 1, "month": 30, "year": 30.4}
_LETTERS = {"minute": 11, "day": 6, "month": 4, "year": 4}  # of the widest label
_LETTER, _GAP = 5, 9  # points
_MONDAY = 4  # 5 January 1970, in days since the first: weeks are counted from there


class _Places(Locator):
    """Ticks at round dates, no nearer to each other than their labels allow at the width that the axis has."""

    def __init__(self, least: tuple[str, int], freq: str) -> None:
        self.unit = "day"
        self._steps = _STEPS[_STEPS.index(least) :]
        self._freq = freq

    def __call__(self) -> list[float]:
        """Return the ticks of the view."""
        axis: Any = self.axis
        return self.tick_values(*axis.get_view_interval())

    def tick_values(self, vmin: float, vmax: float) -> list[float]:
        """Return the ticks between two days, counted from 1970."""
        axis: Any = self.axis
        axes = axis.axes
        room = axes.bbox.width / axes.figure.dpi * 72
        for unit, number in self._steps:
            self.unit = unit
            if number * _DAYS[unit] / (vmax - vmin) * room >= _LETTER * _LETTERS[unit] + _GAP:
                break
        ticks = _round_dates(unit, number, vmin, vmax)
        if (
            self._freq not in "MQY"
        ):  # days and Mondays are days; a month's name stands under its number
            return ticks
        middles = date2num(middle_of(pd.to_datetime(ticks, unit="D").to_series(), self._freq))
        return [float(tick) for tick in middles if tick < vmax]

    def nonsingular(self, vmin: float, vmax: float) -> tuple[float, float]:
        """Return a view of some days also where all articles are of one."""
        return (vmin, vmax) if vmin < vmax else (vmin - 2, vmax + 2)


class _Labels(Formatter):
    """14:00, 27 Feb, Mar, Q1 or 2031; and on a second line, where it begins, the day or the year that this is of."""

    def __init__(self, places: _Places, freq: str) -> None:
        self._places, self._month = places, "Q{0.quarter}" if freq == "Q" else "{0:%b}"

    def __call__(self, value: float, pos: int | None = None) -> str:
        """Return the label of one tick."""
        return self.format_ticks([value])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the labels of all ticks."""
        labels, said = [], ""
        for time in pd.to_datetime([round(value * 1440) for value in values], unit="m"):
            label, of = {
                "minute": (f"{time:%H:%M}", f"{time.day} {time:%b %Y}"),
                "day": (f"{time.day} {time:%b}", f"{time.year}"),
                "month": (self._month.format(time), f"{time.year}"),
                "year": (f"{time.year}", ""),
            }[self._places.unit]
            labels.append(f"{label}\n{of}" if of != said else label)
            said = of
        return labels


def _round_dates(unit: str, number: int, first: float, last: float) -> list[float]:
    if unit in ("month", "year"):
        view = (
            pd.to_datetime([first, last], unit="D")
            .to_numpy()
            .astype("datetime64[M]")
            .astype(np.int64)
        )
        months = np.arange(view[0] // number * number, view[1] + 1, number)
        ticks = date2num(months.astype("datetime64[M]"))
    else:
        step = number * _DAYS[unit]
        ticks = _MONDAY + step * np.arange((first - _MONDAY) // step, (last - _MONDAY) // step + 1)
    return [float(tick) for tick in ticks if first - 1e-6 <= tick <= last + 1e-6]


def end_of(dates: pd.Series, freq: str) -> pd.Series:
    """Return where the periods that begin on these days end: where the next ones begin."""
    return (dates.dt.to_period(FREQUENCIES[freq]) + 1).dt.start_time


def middle_of(dates: pd.Series, freq: str) -> pd.Series:
    """Return where the numbers of the periods that begin on these days stand: in their middle, those of days on them.

    On its first day April's would stand before an event of 2 April, which it holds.
    """
    return dates if freq == "D" else dates + (end_of(dates, freq) - dates) / 2


def date_axis(ax: Any, *, freq: str = "D", times: bool = False) -> None:
    """Let the horizontal axis show the dates of such periods, and with `times` also hours and minutes."""
    places = _Places(_STEPS[0] if times else _LEAST[freq], freq)
    ax.xaxis.set_major_locator(places)
    ax.xaxis.set_major_formatter(_Labels(places, freq))
