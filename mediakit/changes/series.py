"""A series of counts or shares over time, and what its levels and weekdays lead one to expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from mediakit.arrays import Flags, Floats, Longs
from mediakit.uncertainty import LEVEL

__all__ = [
    "ALPHA",
    "MOST_AUTOCORRELATION",
    "NOTHING",
    "Series",
    "autocorrelation",
    "expected_counts",
    "level_ranges",
]

ALPHA = 0.05
NOTHING = 1e-9  # a sum of squares that only rounding keeps from 0

#: Series without a change are simulated with autocorrelations from 0 to this one.
MOST_AUTOCORRELATION = 0.87


@dataclass(frozen=True, eq=False)
class Series:
    """Counts over time.

    Attributes
    ----------
    counts : ndarray of float, shape (n_periods,)
        Articles, or those that mention a subject.
    totals : ndarray of float, shape (n_periods,), optional
        What the counts are shares of; None for counts.
    seasons : ndarray of int, shape (n_periods,), optional
        The weekday of each day, whose effects are taken out; None if there is none.
    shortest : int
        The shortest level looked for, in periods.
    """

    counts: Floats
    totals: Floats | None
    seasons: Longs | None
    shortest: int

    def part(self, begin: int, end: int) -> Series:
        """Return the periods from one place up to another."""
        totals, seasons = self.totals, self.seasons
        if totals is not None:
            totals = totals[begin:end]
        if seasons is not None:
            seasons = seasons[begin:end]
        return Series(self.counts[begin:end], totals, seasons, self.shortest)

    @property
    def weights(self) -> Floats:
        """What a level is an average over: the periods for counts, the articles for a share."""
        if self.totals is None:
            return np.ones(len(self.counts))
        return self.totals


def autocorrelation(values: Floats, lag: int) -> Floats:
    """Return the autocorrelation of each row at a lag."""
    products = (values[:, lag:] * values[:, :-lag]).sum(axis=1)
    return products / np.maximum((values**2).sum(axis=1), NOTHING)


def expected_counts(
    series: Series,
    places: Sequence[int],
    counts: Floats,
    kept: Flags | None = None,
) -> Floats:
    """Return what levels, and weekdays, lead one to expect of each period of each row of counts.

    Parameters
    ----------
    series : Series
        Its totals and weekdays.
    places : sequence of int
        Where the level changes.
    counts : ndarray of float, shape (n_series, n_periods)
        What the levels are estimated from.
    kept : ndarray of bool, shape (n_periods,), optional
        Which periods they are estimated from; by default all.
    """
    n_periods = len(series.counts)
    used = np.ones(n_periods)
    if kept is not None:
        used = kept.astype(float)
    level_of = np.searchsorted(places, np.arange(n_periods), side="right")
    belongs = np.zeros((n_periods, len(places) + 1))
    belongs[np.arange(n_periods), level_of] = 1
    weights = series.weights
    level = (counts * used) @ belongs / np.maximum((weights * used) @ belongs, NOTHING)
    expected = (level @ belongs.T) * weights
    if series.seasons is None:
        return expected
    # The part that each weekday has of what was expected. One giant day must not pass for its
    # weekday, so no day counts for more than several times its level.
    weekday = (series.seasons[:, None] == np.arange(7)).astype(float)
    seen = (np.minimum(counts, 5 * (expected + 1)) * used) @ weekday
    due = (expected * used) @ weekday
    factor = np.divide(seen, due, out=np.ones_like(seen), where=due > 0)
    return expected * (factor @ weekday.T)


def level_ranges(series: Series, places: Sequence[int]) -> tuple[Floats, Floats, Floats]:
    """Return each level between changes, a count a period or a share, and its 95% range.

    The counts of a level are taken to say as much as counts / spread independent ones would, the
    spread being the Pearson dispersion around the levels times (1 + r) / (1 - r), r their
    autocorrelation, and never below 1. The range is then Wilson's for a share, and its likeness for
    a Poisson rate.
    """
    edges = [0, *places, len(series.counts)]
    lengths = np.diff(edges)
    of_period = np.repeat(np.arange(len(lengths)), lengths)
    weights = series.weights
    hits = np.bincount(of_period, series.counts, len(lengths))
    weight = np.bincount(of_period, weights, len(lengths))
    level = hits / weight
    spread, n_free = _spread(series, places, len(lengths))
    z = stats.t.ppf((1 + LEVEL) / 2, n_free)
    counted, base = hits / spread, weight / spread
    middle = counted + z**2 / 2
    if series.totals is None:
        half = z * np.sqrt(counted + z**2 / 4)
        return level, (middle - half) / base, (middle + half) / base
    half = z * np.sqrt(counted * (1 - level) + z**2 / 4)
    low, high = (middle - half) / (base + z**2), (middle + half) / (base + z**2)
    # Exactly 0 and 1 at no and all hits, as in share_interval.
    return level, np.where(hits <= 0, 0.0, low), np.where(hits >= weight, 1.0, high)


def _spread(
    series: Series,
    places: Sequence[int],
    n_levels: int,
) -> tuple[float, float]:
    """Return by how much the counts vary more than independent ones, and the degrees of freedom of
    that."""
    residual = _residuals(series, places)
    n_periods = len(residual)
    n_seasons = 0
    if series.seasons is not None:
        n_seasons = 6
    n_free = max(n_periods - n_levels - n_seasons, 1)
    r = 0.0
    if residual.any():
        # Estimated around so many levels it comes out too low, by about (1 + 4 r) / n a level
        # (Kendall 1954).
        raw = float(autocorrelation(residual[None, :], 1)[0])
        corrected = raw + n_levels * (1 + 4 * max(raw, 0)) / n_periods
        r = float(np.clip(corrected, 0, MOST_AUTOCORRELATION))
    dispersion = max(float((residual**2).sum()) / n_free, 1.0)
    spread = dispersion * (1 + r) / (1 - r)
    return spread, max(n_free * (1 - r) / (1 + r), 2)


def _residuals(series: Series, places: Sequence[int]) -> Floats:
    """Return how far each period lies from its level, in standard deviations of independent
    counts."""
    expected = expected_counts(series, places, series.counts[None, :])[0]
    variance = expected
    if series.totals is not None:
        variance = expected * (1 - np.minimum(expected / series.weights, 1))
    return np.divide(
        series.counts - expected,
        np.sqrt(variance),
        out=np.zeros(len(expected)),
        where=variance > 0,
    )
