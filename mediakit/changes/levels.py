"""The level and the burst that each period is part of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from mediakit.changes.bursts import Burst, find_all_bursts
from mediakit.changes.series import Series, expected_counts, level_ranges
from mediakit.changes.shifts import Shift, find_all_shifts
from mediakit.changes.shortest import shortest_level
from mediakit.periods import period_number
from mediakit.uncertainty import stable

__all__ = ["assign_levels"]

_LEVEL = ["since", "level", "low", "high", "_p", "_q"]
_BURST = ["_burst", "_p_burst", "_q_burst", "_expected", "_expected_low", "_expected_high"]


def assign_levels(
    numbers: pd.DataFrame,
    tested: Sequence[pd.DataFrame],
    freq: str,
    is_count: bool,
    random_state: int,
) -> pd.DataFrame:
    """Return the numbers with the level of each period of the series tested, and its burst.

    Columns: since, level, low, high, burst, and behind an underscore what the tables of changes and
    bursts are made of.
    """
    series = [_series_of(part, freq, is_count) for part in tested]
    shifts = find_all_shifts(series, random_state=random_state)
    places = [[shift.at for shift in of_series] for of_series in shifts]
    periods = [period_number(part["date"], freq) for part in tested]
    with_places = list(zip(series, places, periods, strict=True))
    bursts = find_all_bursts(with_places, random_state=random_state)
    parts = []
    for part, one, shifts_of_one, bursts_of_one in zip(tested, series, shifts, bursts, strict=True):
        with_levels = _with_levels(part, one, shifts_of_one)
        parts.append(_with_bursts(with_levels, one, shifts_of_one, bursts_of_one))
    columns = pd.DataFrame(columns=[*_LEVEL, *_BURST], dtype=float)
    if parts:
        columns = pd.concat(parts)[[*_LEVEL, *_BURST]]
    joined = numbers.join(columns)
    since = pd.to_datetime(joined["since"]).astype("datetime64[us]")
    return joined.assign(since=since, burst=joined["_burst"].notna())


def _series_of(
    part: pd.DataFrame,
    freq: str,
    is_count: bool,
) -> Series:
    """Return the periods of one group as the series that is searched."""
    counts, totals, seasons = part["n_independent"], None, None
    if not is_count:
        counts = part["n_mentioning"]
        totals = part["n_independent"].to_numpy(dtype=np.float64)
    if freq == "D":
        seasons = part["date"].dt.day_of_week.to_numpy(dtype=np.int64)
    return Series(counts.to_numpy(dtype=np.float64), totals, seasons, shortest_level(freq))


def _with_levels(
    part: pd.DataFrame,
    series: Series,
    shifts: list[Shift],
) -> pd.DataFrame:
    """Add to the periods of one series the level each is part of, and the p of the change that
    began it."""
    places = [shift.at for shift in shifts]
    level, low, high = level_ranges(series, places)
    level_of = np.searchsorted(places, np.arange(len(part)), side="right")
    first_days = part["date"].to_numpy()[[0, *places]]
    p = np.array([np.nan, *(shift.p for shift in shifts)])
    q = np.array([np.nan, *(shift.q for shift in shifts)])
    return part.assign(
        since=first_days[level_of],
        level=stable(level)[level_of],
        low=stable(low)[level_of],
        high=stable(high)[level_of],
        _p=stable(p)[level_of],
        _q=stable(q)[level_of],
    )


def _with_bursts(
    part: pd.DataFrame,
    series: Series,
    shifts: list[Shift],
    bursts: list[Burst],
) -> pd.DataFrame:
    """Add the number of the burst each period is part of, its p and q, and what was to be expected,
    with its range."""
    places = [shift.at for shift in shifts]
    number, p, q = np.full((3, len(part)), np.nan)
    for n, burst in enumerate(bursts):
        inside = slice(burst.begin, burst.end)
        number[inside] = n
        p[inside] = burst.p
        q[inside] = burst.q
    calm = np.isnan(number)
    expected = expected_counts(series, places, series.counts[None, :], calm)[0]
    without_bursts = replace(series, counts=np.where(calm, series.counts, expected))
    level, low, high = level_ranges(without_bursts, places)
    level_of = np.searchsorted(places, np.arange(len(part)), side="right")
    level = np.maximum(level, 1e-9)
    return part.assign(
        _burst=number,
        _p_burst=p,
        _q_burst=q,
        _expected=expected,
        _expected_low=expected * (low / level)[level_of],
        _expected_high=expected * (high / level)[level_of],
    )
