"""Where the level of a series changes, at an error rate that holds for bursty and autocorrelated
counts.

A series is compared with all ways of cutting it in two (a shift), or of cutting a stretch out of it
(a wave), and the best of each with the best cuts of simulated series that have no change but the
same autocorrelation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy import stats

from mediakit.arrays import Floats, Longs
from mediakit.changes.cutting import Cuts, best_cuts
from mediakit.changes.series import ALPHA, MOST_AUTOCORRELATION, Series
from mediakit.uncertainty import discovery_rates

__all__ = ["Shift", "find_all_shifts"]

#: Simulated series have noise of their own on top of what is autocorrelated (counts of a rate that
#: drifts are such), which leaves at least this part of the variance.
_LEAST_SIGNAL = 0.7
_DRAWS = 4000  # simulated series, and as many more as let p go below .05 among many
_CHUNK = 250_000  # numbers that are worked on at a time, so that they stay near the processor


@dataclass(frozen=True)
class Shift:
    """The place of the first period of a new level, the p of the cut over all cuts tried, and q
    over all series."""

    at: int
    p: float
    q: float


@dataclass(frozen=True)
class _Family:
    """How many series are searched together, how many times a p within one of those found counts,
    and the seed."""

    n_series: int
    factor: float
    random_state: int


def find_all_shifts(many: Sequence[Series], *, random_state: int = 0) -> list[list[Shift]]:
    """Return the changes of each series: of the series said to have one, at most one in twenty has
    none.

    Binary segmentation: the parts between changes are searched again. A part is charged by its
    length, its p times n_periods / n_part, so that the parts together are charged no more than the
    whole. Among many series q is that of Benjamini and Hochberg (1995) over the wholes, and that of
    a part its p times n_series / n_found (Benjamini and Bogomolov 2014). If no series has a change,
    any is found in at most one set of series in twenty.
    """
    cuts = [_best_cut(series, len(many), random_state) for series in many]
    q = discovery_rates([p for p, _ in cuts])
    n_found = max(int((q <= ALPHA).sum()), 1)
    family = _Family(len(many), len(many) / n_found, random_state)
    shifts = []
    for series, q_of_series, (p, places) in zip(many, q, cuts, strict=True):
        whole = Shift(0, p, float(q_of_series))
        shifts.append(_all_within(series, whole, places, family))
    return shifts


def _all_within(
    series: Series,
    whole: Shift,
    places: list[int],
    family: _Family,
) -> list[Shift]:
    """Return the shifts of a series that was cut at these places, and those within its parts."""
    n_periods = len(series.counts)
    shifts: list[Shift] = []
    parts = [(0, n_periods, whole, places)]
    while parts:
        begin, end, cut, places = parts.pop()
        if cut.q > ALPHA:
            continue
        edges = [begin, *(begin + place for place in places), end]
        shifts += [Shift(edge, cut.p, cut.q) for edge in edges[1:-1]]
        for first, last in pairwise(edges):
            if last - first < 3 * series.shortest:
                continue
            p, deeper_places = _best_cut(
                series.part(first, last), family.n_series, family.random_state
            )
            p *= n_periods / (last - first)
            deeper_p = max(cut.p, min(1.0, p))
            deeper_q = max(cut.q, min(1.0, p * family.factor))
            parts.append((first, last, Shift(first, deeper_p, deeper_q), deeper_places))
    return sorted(shifts, key=lambda shift: shift.at)


def _best_cut(
    series: Series,
    n_series: int,
    random_state: int,
) -> tuple[float, list[int]]:
    """Return the p of the best cut, and its places: one for a shift, two for a wave.

    Only simulated series count whose best cut leaves a like autocorrelation: the nearest fifth. Two
    kinds of cut are tried, so that the smaller p counts twice. Among many series, more are
    simulated if the first do not rule out a p that is small enough.
    """
    scores, weights = _scores(series)
    values = _without_seasons(scores[None, :], series.seasons)
    cuts = best_cuts(values, weights, series.shortest)
    seasons = None
    if series.seasons is not None:
        seasons = series.seasons.tobytes()
    p_shift = p_wave = 0.0
    for draws in sorted({_DRAWS, max(_DRAWS, 400 * n_series)}):
        if 2 * min(p_shift, p_wave) > ALPHA:
            break
        null = _null(weights.tobytes(), seasons, series.shortest, draws, random_state)
        p_shift, p_wave = _compared(cuts, null, draws)
    if p_shift <= p_wave:
        return min(1.0, 2 * p_shift), [int(cuts.shift_at[0])]
    return min(1.0, 2 * p_wave), cuts.wave_at[0].tolist()


def _compared(
    cuts: Cuts,
    null: tuple[Floats, Floats, Floats],
    draws: int,
) -> tuple[float, float]:
    """Return the p of the shift and of the wave, by the simulated series that leave a like
    autocorrelation."""
    left, shifts, waves = null
    n_near = draws // 5
    middle = int(np.searchsorted(left, cuts.left[0]))
    begin = int(np.clip(middle - n_near // 2, 0, draws - n_near))
    near = slice(begin, begin + n_near)
    n_shifts = int((shifts[near] >= cuts.shift[0] - 1e-9).sum())
    n_waves = int((waves[near] >= cuts.wave[0] - 1e-9).sum())
    return (1 + n_shifts) / (1 + n_near), (1 + n_waves) / (1 + n_near)


def _scores(series: Series) -> tuple[Floats, Floats]:
    """Return what is cut, how far each period lies from the whole as normal scores of its rank, and
    its weight.

    The square root of a count, and the arcsine of the root of a share, vary equally at every level
    (Anscombe 1948); ranks take away the tails, so that a single burst is no level. A share of n
    articles has the variance 1 / n + extra on that scale (times 4), the extra estimated by moments;
    its weight is one over that.
    """
    if series.totals is None:
        distance, weights = np.sqrt(series.counts), series.weights
    else:
        overall = series.counts.sum() / series.totals.sum()
        angle = np.arcsin(np.sqrt(series.counts / series.totals))
        away = 2 * (angle - np.arcsin(np.sqrt(overall)))
        extra = max(float((away**2 - 1 / series.totals).mean()), 0.0)
        weights = (1 / (1 / series.totals + extra)).round(6)
        distance = np.sqrt(weights) * away
    distance = _without_seasons(distance[None, :], series.seasons)[0].round(9)
    ranks = stats.rankdata(distance)
    return stats.norm.ppf(ranks / (len(distance) + 1)), weights


def _without_seasons(values: Floats, seasons: Longs | None) -> Floats:
    """Return values, shape (n_series, n_periods), less the mean of their weekday."""
    if seasons is None:
        return values
    belongs = (seasons[:, None] == np.unique(seasons)[None, :]).astype(float)
    means = values @ (belongs / belongs.sum(axis=0))
    return values - means @ belongs.T


@lru_cache(maxsize=32)
def _null(
    weights: bytes,
    seasons: bytes | None,
    shortest: int,
    draws: int,
    random_state: int,
) -> tuple[Floats, Floats, Floats]:
    """Return what the best cuts of series without a change leave as autocorrelation, sorted, and
    how good they are."""
    weight = np.frombuffer(weights, dtype=np.float64)
    season = None
    if seasons is not None:
        season = np.frombuffer(seasons, dtype=np.int64)
    generator = np.random.default_rng(random_state)
    n_rows = max(_CHUNK // len(weight), 1)
    parts = []
    for begin in range(0, draws, n_rows):
        values = _unchanged(min(n_rows, draws - begin), len(weight), generator)
        cuts = best_cuts(_without_seasons(values, season), weight, shortest)
        parts.append(np.stack([cuts.left, cuts.shift, cuts.wave]))
    every = np.concatenate(parts, axis=1)
    left, shift, wave = every[:, np.argsort(every[0], kind="stable")]
    return left, shift, wave


def _unchanged(
    n_series: int,
    n_periods: int,
    generator: np.random.Generator,
) -> Floats:
    """Return series without a change: autocorrelated of the first order, with noise on top."""
    r = generator.uniform(0, MOST_AUTOCORRELATION, n_series)
    values = generator.standard_normal((n_series, n_periods))
    for period in range(1, n_periods):
        values[:, period] = r * values[:, period - 1] + np.sqrt(1 - r**2) * values[:, period]
    signal = generator.uniform(_LEAST_SIGNAL, 1, (n_series, 1))
    noise = generator.standard_normal(values.shape)
    return np.sqrt(signal) * values + np.sqrt(1 - signal) * noise
