"""Where the level of a series changes, at an error rate that holds for bursty and autocorrelated counts.

A series is compared with all ways of cutting it in two (a shift), or of cutting a stretch out of it (a wave), and the
best of each with the best cuts of simulated series that have no change but the same autocorrelation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import stats

from mediakit.uncertainty import LEVEL, discovery_rates

__all__ = [
    "ALPHA",
    "Series",
    "Shift",
    "expected_counts",
    "find_all_shifts",
    "find_shifts",
    "level_ranges",
]

Floats = npt.NDArray[np.float64]

ALPHA = 0.05

#: Series without a change are simulated with autocorrelations from 0 to this one, and with noise of their own on top
#: of what is autocorrelated (counts of a rate that drifts are such), which leaves at least this part of the variance.
_MOST_AUTOCORRELATION = 0.87
_LEAST_SIGNAL = 0.7
_DRAWS = 4000  # simulated series, and as many more as let p go below .05 among many
_NOTHING = 1e-9  # a sum of squares that only rounding keeps from 0
_CHUNK = 250_000  # numbers that are worked on at a time, so that they stay near the processor


@dataclass(frozen=True)
class Series:
    """Counts over time.

    Attributes
    ----------
    counts : ndarray of float, shape (n_periods,)
        Articles, or those that mention a subject.
    totals : ndarray of float, shape (n_periods,), optional
        What the counts are shares of; None for counts.
    seasons : ndarray of int, shape (n_periods,), optional
        The weekday of each day, whose effects are taken out; None where there is none.
    least : int
        The shortest level looked for, in periods.
    """

    counts: Floats
    totals: Floats | None
    seasons: npt.NDArray[np.int64] | None
    least: int

    def part(self, begin: int, end: int) -> Series:
        """Return the periods from one place up to another."""
        totals = None if self.totals is None else self.totals[begin:end]
        return Series(
            self.counts[begin:end],
            totals,
            None if self.seasons is None else self.seasons[begin:end],
            self.least,
        )

    @property
    def weights(self) -> Floats:
        """What a level is an average over: the periods for counts, the articles for a share."""
        return np.ones(len(self.counts)) if self.totals is None else self.totals


@dataclass(frozen=True)
class Shift:
    """The place of the first period of a new level, the p of the cut over all cuts tried, and q over all series."""

    at: int
    p: float
    q: float


@dataclass(frozen=True)
class _Cuts:
    """The best shift and the best wave of each series, shape (n_series,), and the autocorrelation that they leave."""

    shift: Floats
    wave: Floats
    left: Floats
    shift_at: npt.NDArray[np.int64]
    wave_at: npt.NDArray[np.int64]


def find_shifts(series: Series, *, random_state: int = 0) -> list[Shift]:
    """Return the changes of level, in order: at most one series in twenty without a change shows any."""
    return find_all_shifts([series], random_state=random_state)[0]


def find_all_shifts(many: Sequence[Series], *, random_state: int = 0) -> list[list[Shift]]:
    """Return the changes of each series: of the series said to have one, at most one in twenty has none.

    Binary segmentation: the parts between changes are searched again. A part is charged by its length, its p times
    n_periods / n_part, so that the parts together are charged no more than the whole. Among many series q is that of
    Benjamini and Hochberg (1995) over the wholes, and that of a part its p times n_series / n_found (Benjamini and
    Bogomolov 2014). Where no series has a change, any is found in at most one set of series in twenty.
    """
    cuts = [_best_cut(series, len(many), random_state) for series in many]
    q = discovery_rates([p for p, _ in cuts])
    among = len(many) / max(int((q <= ALPHA).sum()), 1)
    return [
        _all_within(series, Shift(0, p, float(of_all)), places, (len(many), among, random_state))
        for series, of_all, (p, places) in zip(many, q, cuts, strict=True)
    ]


def _all_within(
    series: Series, whole: Shift, places: list[int], settings: tuple[int, float, int]
) -> list[Shift]:
    """Return the shifts of a series that was cut at these places, and those within its parts."""
    n_series, among, random_state = settings
    n = len(series.counts)
    found, parts = [], [(0, n, whole, places)]
    while parts:
        begin, end, sure, places = parts.pop()
        if sure.q > ALPHA:
            continue
        edges = [begin, *(begin + place for place in places), end]
        found += [Shift(edge, sure.p, sure.q) for edge in edges[1:-1]]
        for first, last in pairwise(edges):
            if last - first >= 3 * series.least:
                p, at = _best_cut(series.part(first, last), n_series, random_state)
                p *= n / (last - first)
                deeper = Shift(first, max(sure.p, min(1.0, p)), max(sure.q, min(1.0, p * among)))
                parts.append((first, last, deeper, at))
    return sorted(found, key=lambda shift: shift.at)


def _best_cut(series: Series, n_series: int, random_state: int) -> tuple[float, list[int]]:
    """Return the p of the best cut, and its places: one for a shift, two for a wave.

    Only simulated series count whose best cut leaves a like autocorrelation: the nearest fifth. Two kinds of cut
    are tried, so that the smaller p counts twice. Among many series, more are simulated where the first do not rule
    out a p that is small enough.
    """
    scores, weights = _scores(series)
    found = _fit(_without_seasons(scores[None, :], series.seasons), weights, series.least)
    seasons = None if series.seasons is None else series.seasons.tobytes()
    p_shift = p_wave = 0.0
    for draws in sorted({_DRAWS, max(_DRAWS, 400 * n_series)}):
        if 2 * min(p_shift, p_wave) > ALPHA:
            break
        left, shifts, waves = _null(weights.tobytes(), seasons, series.least, draws, random_state)
        near = draws // 5
        begin = int(np.clip(np.searchsorted(left, found.left[0]) - near // 2, 0, draws - near))
        p_shift, p_wave = (
            (1 + int((null[begin : begin + near] >= best[0] - 1e-9).sum())) / (1 + near)
            for null, best in ((shifts, found.shift), (waves, found.wave))
        )
    if p_shift <= p_wave:
        return min(1.0, 2 * p_shift), [int(found.shift_at[0])]
    return min(1.0, 2 * p_wave), found.wave_at[0].tolist()


def _scores(series: Series) -> tuple[Floats, Floats]:
    """Return what is cut, how far each period lies from the whole as normal scores of its rank, and its weight.

    The square root of a count, and the arcsine of the root of a share, vary equally at every level (Anscombe 1948);
    ranks take away the tails, so that a single burst is no level. A share of n articles has the variance
    1 / n + extra on that scale (times 4), the extra estimated by moments; its weight is one over that.
    """
    if series.totals is None:
        distance, weights = np.sqrt(series.counts), series.weights
    else:
        whole = series.counts.sum() / series.totals.sum()
        away = 2 * (np.arcsin(np.sqrt(series.counts / series.totals)) - np.arcsin(np.sqrt(whole)))
        extra = max(float((away**2 - 1 / series.totals).mean()), 0.0)
        weights = (1 / (1 / series.totals + extra)).round(6)
        distance = np.sqrt(weights) * away
    distance = _without_seasons(distance[None, :], series.seasons)[0].round(9)
    return stats.norm.ppf(stats.rankdata(distance) / (len(distance) + 1)), weights


def _without_seasons(values: Floats, seasons: npt.NDArray[np.int64] | None) -> Floats:
    """Return values, shape (n_series, n_periods), less the mean of their weekday."""
    if seasons is None:
        return values
    belongs = (seasons[:, None] == np.unique(seasons)[None, :]).astype(float)
    return values - (values @ (belongs / belongs.sum(axis=0))) @ belongs.T


@lru_cache(maxsize=32)
def _null(
    weights: bytes, seasons: bytes | None, least: int, draws: int, random_state: int
) -> tuple[Floats, ...]:
    """Return what the best cuts of series without a change leave as autocorrelation, sorted, and how good they are."""
    weight = np.frombuffer(weights, dtype=np.float64)
    season = None if seasons is None else np.frombuffer(seasons, dtype=np.int64)
    generator = np.random.default_rng(random_state)
    parts = []
    for begin in range(0, draws, rows := max(_CHUNK // len(weight), 1)):
        n_series = min(rows, draws - begin)
        alike = generator.uniform(0, _MOST_AUTOCORRELATION, n_series)
        values = generator.standard_normal((n_series, len(weight)))
        for step in range(1, len(weight)):
            values[:, step] = alike * values[:, step - 1] + np.sqrt(1 - alike**2) * values[:, step]
        signal = generator.uniform(_LEAST_SIGNAL, 1, (n_series, 1))
        noise = generator.standard_normal(values.shape)
        values = np.sqrt(signal) * values + np.sqrt(1 - signal) * noise
        cuts = _fit(_without_seasons(values, season), weight, least)
        parts.append(np.stack([cuts.left, cuts.shift, cuts.wave]))
    every = np.concatenate(parts, axis=1)
    left, shift, wave = every[:, np.argsort(every[0], kind="stable")]
    return left, shift, wave


def _fit(values: Floats, weights: Floats, least: int) -> _Cuts:
    """Find the best shift and the best wave of each series, in standard errors that allow for autocorrelation.

    U = |S - (W_part / W) S_all| / sqrt(W_part (1 - W_part / W)), S a sum of sqrt(weight) x value and W a sum of
    weights over the part cut out. U squared is what the cut takes from the sum of squares; the rest, over n - 2, is the
    variance; and r, the sum of the autocorrelations at lags 1 and 2 that the better cut leaves, widens it by 1 + 2 r.
    """
    n_series, n = values.shape
    root, until = np.sqrt(weights), np.concatenate([[0.0], np.cumsum(weights)])
    whole = until[-1]
    values = values - (values @ root / whole)[:, None] * root
    sums = np.concatenate([np.zeros((n_series, 1)), np.cumsum(values * root, axis=1)], axis=1)
    each, squares = np.arange(n_series), (values**2).sum(axis=1)
    places = np.arange(least, n - least + 1)
    size = np.abs(sums[:, places]) / np.sqrt(until[places] * (1 - until[places] / whole))
    best = size.argmax(axis=1)
    shift, shift_at = size[each, best], places[best]
    wave, wave_at = np.zeros(n_series), np.tile([least, n - least], (n_series, 1))
    for length in _lengths(least, n - 2 * least):
        begins = np.arange(least, n - least - length + 1)
        weight = until[begins + length] - until[begins]
        size = np.abs(sums[:, begins + length] - sums[:, begins]) / np.sqrt(
            weight * (1 - weight / whole)
        )
        best = size.argmax(axis=1)
        better = size[each, best] > wave
        wave[better] = size[each, best][better]
        wave_at[better] = np.stack([begins[best], begins[best] + length], axis=1)[better]
    is_wave = wave > shift
    begin, end = np.where(is_wave, wave_at[:, 0], 0), np.where(is_wave, wave_at[:, 1], shift_at)
    residual = values - root * _two_levels(sums, until, begin, end)
    left = _autocorrelation(residual, 1) + _autocorrelation(residual, 2)
    widening = np.sqrt(np.maximum(1 + 2 * left, 0.5))
    shift, wave = (
        best / np.sqrt(np.maximum(squares - best**2, _NOTHING) / (n - 2)) / widening
        for best in (shift, wave)
    )
    return _Cuts(shift, wave, left, shift_at, wave_at)


def _lengths(least: int, most: int) -> list[int]:
    """Return lengths of waves to try, each at most a tenth longer than the last."""
    lengths, length = [], least
    while length <= most:
        lengths.append(length)
        length = max(length + 1, int(length * 1.1))
    return lengths


def _two_levels(
    sums: Floats, until: Floats, begin: npt.NDArray[np.int64], end: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Return the level of each period where a part of each series has one level and the rest another."""
    each, places = np.arange(len(sums)), np.arange(len(until) - 1)[None, :]
    inside = (places >= begin[:, None]) & (places < end[:, None])
    part, weight = sums[each, end] - sums[each, begin], until[end] - until[begin]
    return np.where(inside, (part / weight)[:, None], (-part / (until[-1] - weight))[:, None])


def _autocorrelation(values: Floats, lag: int) -> Floats:
    return (values[:, lag:] * values[:, :-lag]).sum(axis=1) / np.maximum(
        (values**2).sum(axis=1), _NOTHING
    )


def expected_counts(
    series: Series, places: list[int], counts: Floats, kept: npt.NDArray[np.bool_] | None = None
) -> Floats:
    """Return what levels, and weekdays, lead one to expect of each period of each row of counts.

    Parameters
    ----------
    series : Series
        Its totals and weekdays.
    places : list of int
        Where the level changes.
    counts : ndarray of float, shape (n_series, n_periods)
        What the levels are estimated from.
    kept : ndarray of bool, shape (n_periods,), optional
        Which periods they are estimated from; by default all.
    """
    n = len(series.counts)
    used = np.ones(n) if kept is None else kept.astype(float)
    belongs = np.zeros((n, len(places) + 1))
    belongs[np.arange(n), np.searchsorted(places, np.arange(n), side="right")] = 1
    weights = series.weights
    level = (counts * used) @ belongs / np.maximum((weights * used) @ belongs, _NOTHING)
    expected = (level @ belongs.T) * weights
    if series.seasons is None:
        return expected
    day = (series.seasons[:, None] == np.arange(7)).astype(
        float
    )  # what each weekday has of what was expected
    # One giant day must not pass for its weekday, so no day counts for more than several times its level.
    seen, due = (np.minimum(counts, 5 * (expected + 1)) * used) @ day, (expected * used) @ day
    return expected * (np.divide(seen, due, out=np.ones_like(seen), where=due > 0) @ day.T)


def level_ranges(series: Series, places: list[int]) -> tuple[Floats, Floats, Floats]:
    """Return each level between changes, a count a period or a share, and its 95 % range.

    The counts of a level are taken to say as much as counts / spread independent ones would, the spread being the
    Pearson dispersion around the levels times (1 + r) / (1 - r), r their autocorrelation, and never below 1. The range
    is then Wilson's for a share, and its likeness for a Poisson rate.
    """
    edges = [0, *places, len(series.counts)]
    lengths = np.diff(edges)
    of_period = np.repeat(np.arange(len(lengths)), lengths)
    weights = series.weights
    hits, weight = (
        np.bincount(of_period, values, len(lengths)) for values in (series.counts, weights)
    )
    level = hits / weight
    expected = expected_counts(series, places, series.counts[None, :])[0]
    variance = (
        expected if series.totals is None else expected * (1 - np.minimum(expected / weights, 1))
    )
    residual = np.divide(
        series.counts - expected, np.sqrt(variance), out=np.zeros(len(weights)), where=variance > 0
    )
    n_free = max(len(weights) - len(lengths) - (0 if series.seasons is None else 6), 1)
    alike = 0.0
    if residual.any():
        # Estimated around so many levels it comes out too low, by about (1 + 4 r) / n a level (Kendall 1954)
        r = float(_autocorrelation(residual[None, :], 1)[0])
        alike = float(
            np.clip(r + len(lengths) * (1 + 4 * max(r, 0)) / len(weights), 0, _MOST_AUTOCORRELATION)
        )
    spread = max(float((residual**2).sum()) / n_free, 1.0) * (1 + alike) / (1 - alike)
    z = stats.t.ppf((1 + LEVEL) / 2, max(n_free * (1 - alike) / (1 + alike), 2))
    counted, of = hits / spread, weight / spread
    if series.totals is None:
        middle, half = counted + z**2 / 2, z * np.sqrt(counted + z**2 / 4)
        return level, (middle - half) / of, (middle + half) / of
    middle, half = counted + z**2 / 2, z * np.sqrt(counted * (1 - level) + z**2 / 4)
    low, high = (middle - half) / (of + z**2), (middle + half) / (of + z**2)
    return (
        level,
        np.where(hits <= 0, 0.0, low),
        np.where(hits >= weight, 1.0, high),
    )  # exact, as in share_interval
