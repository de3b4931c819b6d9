"""The stretch of a series that stands out most from what its levels and weekdays lead one to
expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from mediakit.arrays import Flags, Floats, Longs
from mediakit.changes.series import NOTHING, Series, expected_counts

__all__ = ["MOST_AUTOCORRELATION", "Background", "Farthest", "farthest_stretch"]

MOST_AUTOCORRELATION = 0.9
#: Less than this, a dispersion is as good as none: that of a few articles in all may come out as 0.
_LEAST_SPREAD = 0.1
#: Deviations are cut at this part of the largest, which leaves so much of the variance of normal
#: ones.
_CUT, _LEFT = 0.1, 0.831

#: The stretch that stands out most in each series, arrays of shape (n_series,): its first place,
#: the place behind it, by how many standard errors (size), and the log of the dispersion (spread)
#: and the autocorrelation (alike) of its series.
Farthest: TypeAlias = Mapping[str, Floats]


@dataclass(frozen=True, eq=False)
class Background:
    """What the counts of a series are measured against.

    Attributes
    ----------
    series : Series
        Its totals, weekdays and shortest level.
    places : list of int
        Where the level changes.
    periods : ndarray of int, shape (n_periods,)
        Their numbers in the calendar: a burst does not reach over a hole.
    kept : ndarray of bool, shape (n_periods,)
        Those that are not part of a burst found before.
    """

    series: Series
    places: list[int]
    periods: Longs
    kept: Flags

    def expected(self, counts: Floats) -> Floats:
        """Return what is to be expected of each row of counts."""
        return expected_counts(self.series, self.places, counts, self.kept)

    def variance(self, expected: Floats) -> Floats:
        """Return the Poisson or binomial variance of each period; 0 for those that are not kept."""
        variance = expected
        if self.series.totals is not None:
            variance = expected * (1 - np.minimum(expected / self.series.totals, 1))
        return np.where(self.kept, variance, 0.0)

    @property
    def sizes(self) -> Floats:
        """What the extra variance of a period grows with: 1 for a count, n - 1 for a share of n
        articles."""
        size = np.ones(len(self.kept))
        if self.series.totals is not None:
            size = np.maximum(self.series.totals - 1, 0)
        return np.where(self.kept, size, 0.0)

    def without(self, begin: int, end: int) -> Background:
        """Return the same with the periods of a burst set aside."""
        places = np.arange(len(self.kept))
        outside = (places < begin) | (places >= end)
        return replace(self, kept=self.kept & outside)

    def begins(self, length: int) -> Longs:
        """Return the places at which a stretch of this length begins."""
        n_begins = len(self.periods) - length + 1
        n_gone = np.concatenate([[0], np.cumsum(~self.kept)])
        whole = self.periods[length - 1 :] - self.periods[:n_begins] == length - 1
        return np.flatnonzero(whole & (n_gone[length:] == n_gone[:n_begins]))


def farthest_stretch(background: Background, counts: Floats) -> Farthest:
    """Find the stretch that stands out most in each row of counts, in deviations that its series
    gives.

    A period varies by its Poisson or binomial variance times 1 + extra x size, where size is 1 for
    a count and n - 1 for a share of n articles. The extra is estimated by moments, and the
    autocorrelation with it, from deviations cut at their 90th percentile, so that one burst does
    not hide another.
    """
    kept = background.kept
    expected = background.expected(counts)
    variance = background.variance(expected)
    above = np.where(kept, counts - expected, 0.0)
    away = above / np.sqrt(np.maximum(variance, NOTHING))
    largest = np.quantile(np.abs(away[:, kept]), 1 - _CUT, axis=1)[:, None]
    away = np.clip(away, -largest, largest)
    squares = (away**2).sum(axis=1) / _LEFT
    n_levels, n_kept = len(background.places) + 1, int(kept.sum())
    n_free = max(n_kept - n_levels, 1)
    sizes = background.sizes
    extra = np.maximum((squares - n_free) / max(float(sizes.sum()), 1.0), 0)[:, None]
    alike = _autocorrelation(away, n_levels, n_kept)
    sums_above = _running(above)
    sums_variance = _running(variance * (1 + extra * sizes))
    best = _best_of_all_lengths(background, sums_above, sums_variance, alike)
    spread = np.log(np.maximum(squares / n_free, _LEAST_SPREAD))
    return {**best, "spread": spread, "alike": alike}


def _autocorrelation(
    away: Floats,
    n_levels: int,
    n_kept: int,
) -> Floats:
    """Return the autocorrelation of deviations, corrected for the levels that they are measured
    from."""
    products = (away[:, 1:] * away[:, :-1]).sum(axis=1)
    alike = products / np.maximum((away**2).sum(axis=1), NOTHING)
    # Around so many levels it comes out too low, by about (1 + 4 r) / n a level (Kendall 1954).
    alike = alike + (1 + 4 * np.maximum(alike, 0)) * n_levels / n_kept
    return np.clip(alike, 0, MOST_AUTOCORRELATION)


def _running(values: Floats) -> Floats:
    """Return the sums of each row up to each place, from 0."""
    return np.concatenate([np.zeros((len(values), 1)), values.cumsum(axis=1)], axis=1)


def _best_of_all_lengths(
    background: Background,
    above: Floats,
    variance: Floats,
    alike: Floats,
) -> Farthest:
    n_series = len(above)
    best: dict[str, Floats] = {
        "size": np.full(n_series, -np.inf),
        "begin": np.zeros(n_series),
        "end": np.zeros(n_series),
    }
    for length in range(1, background.series.shortest):
        begins = background.begins(length)
        if not len(begins):
            continue
        found = _best_of_length(above, variance, begins, length, alike)
        better = found["size"] > best["size"]
        best = {name: np.where(better, found[name], values) for name, values in best.items()}
    return best


def _best_of_length(
    above: Floats,
    variance: Floats,
    begins: Longs,
    length: int,
    alike: Floats,
) -> Farthest:
    """Return the best stretch of one length: its periods together, in standard errors.

    A sum of L periods of autocorrelation r varies by 1 + 2 sum over k of (1 - k / L) r^k times as
    much as that of independent ones.
    """
    ends = begins + length
    wider = np.ones((len(alike), 1))
    for lag in range(1, length):
        wider += 2 * (1 - lag / length) * alike[:, None] ** lag
    deviation = np.sqrt((variance[:, ends] - variance[:, begins]) * wider)
    size = (above[:, ends] - above[:, begins]) / np.maximum(deviation, NOTHING)
    place = size.argmax(axis=1)
    return {"size": size[np.arange(len(size)), place], "begin": begins[place], "end": ends[place]}
