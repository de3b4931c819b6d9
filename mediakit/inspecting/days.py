"""Days without articles in the middle of an outlet's series, and dates far from all its others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit.arrays import Longs
from mediakit.inspecting.deciding import FaultFound

__all__ = ["find_holes", "find_strays"]

_DAY = pd.Timedelta(days=1)
_FEWEST_DAYS = 20  # days with articles by which a silence can be judged
_SHORTEST = 5  # days without articles
_P = 1e-3
_THIN = 0.2  # share of days with articles below which silence says nothing
# Articles come in bursts: a day is less likely to have one than their number says.
_BURSTS = 0.7
_STRAY_SHARE, _STRAYS = 0.05, 5
_FAR = 180  # days between stray dates and all others
_FAR_TIMES = 2  # as many days as from the first to the last of the others


def find_holes(articles: pd.DataFrame, strays: Longs) -> list[FaultFound]:
    """Return the stretches of days without articles that an outlet's own pace does not explain."""
    is_dated = articles["date"].notna().to_numpy(copy=True)
    is_dated[strays] = False
    dated = articles[is_dated]
    found = []
    days_of = {name: np.unique(dates.to_numpy()) for name, dates in dated.groupby("outlet").date}
    for outlet, days in days_of.items():
        for first, last in _holes(days):
            others = [known for name, known in days_of.items() if name != outlet]
            elsewhere = _silence(others, first, last)
            rows = np.flatnonzero(is_dated & (articles["outlet"] == outlet).to_numpy())
            dates = articles["date"].iloc[rows]
            beside = rows[dates.isin([first - _DAY, last + _DAY]).to_numpy()]
            found.append(FaultFound(outlet, "hole", first, last, 1.0, elsewhere, beside, True))
    return found


def _holes(days: Longs) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return the first and last day of each silence that chance would hardly make."""
    if len(days) < _FEWEST_DAYS:
        return []
    gaps = np.diff(days).astype("timedelta64[D]").astype(np.int64) - 1
    span = int((days[-1] - days[0]).astype("timedelta64[D]").astype(np.int64)) + 1
    holes = []
    for place in np.flatnonzero(gaps >= _SHORTEST):
        share = len(days) / (span - gaps[place])
        pace = _BURSTS * share
        if share >= _THIN and len(days) * (1 - pace) ** gaps[place] < _P:
            first = pd.Timestamp(days[place]) + _DAY
            holes.append((first, pd.Timestamp(days[place + 1]) - _DAY))
    return holes


def _silence(
    others: list[Longs],
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> float:
    """Return the median share of these days on which the other outlets then active were silent."""
    n_days = (last - first).days + 1
    shares = []
    for days in others:
        if days[0] <= first.to_datetime64() and days[-1] >= last.to_datetime64():
            inside = (days >= first.to_datetime64()) & (days <= last.to_datetime64())
            shares.append(1 - inside.sum() / n_days)
    if not shares:
        return float("nan")
    return float(np.median(shares))


def find_strays(articles: pd.DataFrame) -> list[FaultFound]:
    """Return the few articles of each outlet that are dated far from all its others."""
    shares = {}
    rows_of = {}
    for outlet, rows in articles.groupby("outlet", sort=True).indices.items():
        dates = articles["date"].iloc[rows]
        known = rows[dates.notna().to_numpy()]
        strays = _stray_rows(articles["date"].iloc[known], known)
        shares[outlet] = len(strays) / max(len(known), 1)
        rows_of[outlet] = strays
    measured = pd.Series(shares, dtype=float)
    found = []
    for outlet, strays in rows_of.items():
        if len(strays):
            dates = articles["date"].iloc[strays]
            elsewhere = measured.drop(outlet).median()
            first, last = dates.min(), dates.max()
            found.append(
                FaultFound(outlet, "stray", first, last, shares[outlet], elsewhere, strays)
            )
    return found


def _stray_rows(dates: pd.Series, rows: Longs) -> Longs:
    order = np.argsort(dates.to_numpy(), kind="stable")
    days = dates.to_numpy()[order].astype("datetime64[D]").astype(np.int64)
    n_most = min(max(_STRAYS, 1), int(_STRAY_SHARE * len(days)))
    if len(days) >= _FEWEST_DAYS:
        n_most = max(n_most, 1)
    first, last = 0, len(days)
    for n in range(1, n_most + 1):
        rest = days[n : len(days) - n_most]
        if _is_far(days[n] - days[n - 1], rest):
            first = n
        if _is_far(days[-n] - days[-n - 1], days[n_most : len(days) - n]):
            last = len(days) - n
    outside = np.r_[order[:first], order[last:]]
    return rows[np.sort(outside)]


def _is_far(gap: int, others: Longs) -> bool:
    span = int(others[-1] - others[0])
    return gap > max(_FAR, _FAR_TIMES * span)
