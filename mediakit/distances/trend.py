"""Whether two groups draw together or apart: the course of their distance over the periods."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from mediakit.periods import period_number
from mediakit.uncertainty import LEVEL, discovery_rates, stable

__all__ = ["trend_table"]

_LEAST_PERIODS = 4


def trend_table(numbers: pd.DataFrame, freq: str) -> pd.DataFrame:
    """Return a row a pair: a, b, change (from one period to the next), low, high, n_periods, p,
    q."""
    rows = []
    for (a, b), part in numbers.groupby(["a", "b"], sort=True):
        change, low, high, p = _slope(part, freq)
        rows.append((a, b, change, low, high, len(part), p))
    table = pd.DataFrame(rows, columns=["a", "b", "change", "low", "high", "n_periods", "p"])
    return table.assign(q=stable(discovery_rates(table["p"])))


def _slope(part: pd.DataFrame, freq: str) -> tuple[float, float, float, float]:
    """Return the change from a period to the next by weighted least squares, its range and p."""
    unknown = np.nan
    n = len(part)
    if n < 2:
        return unknown, unknown, unknown, unknown
    times = period_number(part["date"], freq).astype(float)
    weights = part[["n_articles_a", "n_articles_b"]].min(axis=1).to_numpy(dtype=float)
    distance = part["distance"].to_numpy(dtype=float)
    middle = np.average(times, weights=weights)
    level = np.average(distance, weights=weights)
    spread = float(weights @ (times - middle) ** 2)
    slope = float(weights @ ((times - middle) * (distance - level))) / spread
    change = float(stable(slope))
    if n < _LEAST_PERIODS:
        return change, unknown, unknown, unknown
    residual = distance - level - slope * (times - middle)
    error = np.sqrt(float(weights @ residual**2) / (n - 2) / spread)
    if error < 1e-12:  # periods all alike say nothing of how far others would differ
        return change, unknown, unknown, unknown
    half = stats.t.ppf((1 + LEVEL) / 2, n - 2) * error
    p = 2 * stats.t.sf(abs(slope) / error, n - 2)
    return change, float(stable(slope - half)), float(stable(slope + half)), float(stable(p))
