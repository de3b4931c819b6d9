"""Simulated series without a burst: overdispersed, autocorrelated counts, or shares of totals."""

from __future__ import annotations

import numpy as np
from scipy import stats

from mediakit.arrays import Floats
from mediakit.changes.series import NOTHING
from mediakit.changes.stretches import (
    MOST_AUTOCORRELATION,
    Background,
    Farthest,
    farthest_stretch,
)

__all__ = ["simulate_calm"]

_CHUNK = 4_000_000  # counts that are simulated at a time


def simulate_calm(
    background: Background,
    dispersions: Floats,
    draws: int,
    generator: np.random.Generator,
) -> Farthest:
    """Return the farthest stretch of simulated series, the first of the first log dispersion, and
    so on in turn."""
    n_periods, n_each = len(background.periods), len(dispersions)
    r = generator.uniform(0, MOST_AUTOCORRELATION, draws)
    expected = background.expected(background.series.counts[None, :])[0]
    n_rows = max(_CHUNK // (n_periods * n_each), 1) * n_each
    parts = []
    for begin in range(0, draws, n_rows):
        quantiles = _quantiles(r[begin : begin + n_rows], n_periods, generator)
        counts = np.empty_like(quantiles)
        for number, spread in enumerate(dispersions):
            rows = slice(number, None, n_each)
            dispersion = float(np.exp(max(spread, 0.0)))
            totals = background.series.totals
            counts[rows] = _drawn_counts(totals, expected, dispersion, quantiles[rows])
        parts.append(farthest_stretch(background, counts))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _quantiles(
    r: Floats,
    n_periods: int,
    generator: np.random.Generator,
) -> Floats:
    """Return autocorrelated numbers between 0 and 1, shape (n_series, n_periods)."""
    normal = np.ascontiguousarray(generator.standard_normal((len(r), n_periods)).T)
    for period in range(1, n_periods):
        normal[period] = r * normal[period - 1] + np.sqrt(1 - r**2) * normal[period]
    return np.ascontiguousarray(stats.norm.cdf(normal).T)


def _drawn_counts(
    totals: Floats | None,
    expected: Floats,
    dispersion: float,
    quantiles: Floats,
) -> Floats:
    """Return the quantiles of counts (gamma-Poisson), or of counts out of totals
    (beta-binomial)."""
    whole = np.zeros(len(expected))
    size = 1.0
    if totals is not None:
        whole = totals.round()
        size = max(float(whole.mean()) - 1, 1.0)
    extra = (dispersion - 1) / size
    kinds, kind = np.unique(np.stack([expected.round(9), whole]), axis=1, return_inverse=True)
    drawn = np.empty_like(quantiles)
    for number, (mean, total) in enumerate(kinds.T):
        if totals is None:
            chance = _count_chances(mean, extra)
        else:
            chance = _share_chances(mean, total, extra)
        columns = kind == number
        places = np.searchsorted(chance.cumsum(), quantiles[:, columns])
        drawn[:, columns] = np.minimum(places, len(chance) - 1)
    return drawn


def _count_chances(mean: float, extra: float) -> Floats:
    """Return the chance of 0, 1, 2 ... articles, of variance mean x (1 + extra)."""
    largest = int(mean + 12 * np.sqrt(mean * (1 + extra)) + 12 * (1 + extra)) + 12
    counts = np.arange(largest)
    if extra < NOTHING or mean < NOTHING:
        return np.asarray(stats.poisson.pmf(counts, mean))
    return np.asarray(stats.nbinom.pmf(counts, mean / extra, 1 / (1 + extra)))


def _share_chances(
    mean: float,
    total: float,
    extra: float,
) -> Floats:
    """Return the chance of 0 to all of so many articles, any two of them correlated by the
    extra."""
    counts = np.arange(int(total) + 1)
    share = min(mean / max(total, 1.0), 1.0)
    if extra < NOTHING or not NOTHING < share < 1 - NOTHING:
        return np.asarray(stats.binom.pmf(counts, total, share))
    narrow = 1 / min(extra, 0.95) - 1
    return np.asarray(stats.betabinom.pmf(counts, total, share * narrow, (1 - share) * narrow))
