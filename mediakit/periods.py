"""The calendar: days, windows of days, and the weeks, months, quarters and years that dates fall
in."""

from __future__ import annotations

import contextlib
import re
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import UnknownValue

__all__ = [
    "FREQUENCIES",
    "as_day",
    "days_of",
    "every_period",
    "fitting_freq",
    "next_period",
    "period_end",
    "period_number",
    "period_of",
    "period_start",
    "require_freq",
]

#: The letters that `freq=` takes, and what pandas calls them; weeks begin on Monday.
FREQUENCIES = {"D": "D", "W": "W-SUN", "M": "M", "Q": "Q", "Y": "Y"}

#: The longest collection, in days, that is cut into periods of each length.
_READABLE = {"D": 21, "W": 400, "M": 3000, "Q": 9000}


def require_freq(freq: object, *, auto: bool = False) -> None:
    """Raise unless `freq` is one of the letters, or 'auto' if that is allowed."""
    valid = [*FREQUENCIES, "auto"] if auto else list(FREQUENCIES)
    if freq in valid:
        return
    letter = str(freq).lstrip("0123456789")[:1].upper()
    if letter in FREQUENCIES:  # Month, weekly, 1D, ME
        raise UnknownValue(f"freq='{freq}' is not a known period. Did you mean '{letter}'?")
    if auto and letter == "A":
        raise UnknownValue(f"freq='{freq}' is not a known period. Did you mean 'auto'?")
    known = ", ".join(f"'{name}'" for name in valid)
    raise UnknownValue(f"freq='{freq}' is not a known period. Choose from {known}.")


def as_day(value: object) -> pd.Timestamp:
    """Return a date that the user gave, as midnight of that day."""
    day = pd.NaT
    if _is_date(value):
        with contextlib.suppress(ValueError):  # such as 30 February
            day = pd.Timestamp(value)
    if pd.isna(day):
        raise UnknownValue(f"Expected a date such as '2031-03-01'; got {value!r}.")
    return day.tz_localize(None).normalize()


def _is_date(value: object) -> bool:
    if isinstance(value, str):
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d([T ].*)?|\d{8}", value.strip()))
    return isinstance(value, date | np.datetime64)


def days_of(window: object) -> int:
    """Return the number of days of a window such as '3D'."""
    written = None
    if isinstance(window, str):
        written = re.fullmatch(r"(\d{1,5})D", window, re.ASCII)
    if written is None:
        raise UnknownValue(f"window must be a number of days such as '3D'; got {window!r}.")
    return int(written[1])


def fitting_freq(dates: pd.Series) -> str:
    """Return the period that cuts the dates into a readable number of parts."""
    known = dates.dropna()
    if known.empty:
        return "D"
    n_days = (known.max() - known.min()).days
    for freq, longest in _READABLE.items():
        if n_days <= longest:
            return freq
    return "Y"


def period_of(dates: pd.Series, freq: str) -> pd.Series:
    """Return the period that each date falls in, as pandas has it."""
    return dates.dt.to_period(FREQUENCIES[freq])


def period_start(dates: pd.Series, freq: str) -> pd.Series:
    """Return the first day of the day, week, month, quarter or year that each date falls in."""
    require_freq(freq)
    return period_of(dates, freq).dt.start_time.astype("datetime64[us]")


def period_end(dates: pd.Series, freq: str) -> pd.Series:
    """Return the last day of the period that each date falls in."""
    return period_of(dates, freq).dt.end_time.dt.normalize()


def period_number(dates: pd.Series, freq: str) -> npt.NDArray[np.int64]:
    """Return the number of the period that each date falls in: neighbours differ by 1."""
    return np.asarray(pd.PeriodIndex(dates, freq=FREQUENCIES[freq]).asi8)


def next_period(day: pd.Timestamp, freq: str) -> pd.Timestamp:
    """Return the first day of the period after the one that a day falls in."""
    return (day.to_period(FREQUENCIES[freq]) + 1).start_time


def every_period(
    first: pd.Timestamp,
    last: pd.Timestamp,
    freq: str,
) -> pd.DatetimeIndex:
    """Return the first day of each period from the one of `first` to the one of `last`."""
    periods = pd.period_range(first, last, freq=FREQUENCIES[freq])
    return periods.start_time.astype("datetime64[us]")
