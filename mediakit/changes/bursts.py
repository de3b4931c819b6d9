"""Short stretches far above their level, at an error rate that holds for bursty and autocorrelated counts.

A stretch too short for a level of its own, down to a single period, is compared with what levels and weekdays lead one
to expect; the one that stands out most with those that stand out most in simulated series without a burst. Periods
without articles count as none here: counts without their zeros are like no series that can be simulated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import stats

from mediakit.counting.shifts import ALPHA, Series, expected_counts
from mediakit.uncertainty import discovery_rates

__all__ = ["Burst", "find_all_bursts"]

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Simulated series, of which the part most like the series counts; and the most bursts looked for in one series.
_DRAWS, _LIKE, _MOST = 6000, 0.2, 20
_DISPERSIONS, _MOST_AUTOCORRELATION = 12, 0.9
#: A hole no shorter than a level is no silence, but missing, where fewer than this part of the other periods are empty.
_OFTEN_EMPTY = 0.2
#: Less than this, a dispersion is as good as none: that of a few articles in all may come out as 0.
_LEAST_SPREAD = 0.1
#: So many series a dispersion are tried first, over so much less and more than the log of the one found.
_PILOT, _WIDE = 50, (-1.0, 2.5)
_NOTHING = 1e-9
_CHUNK = 4_000_000  # counts that are simulated at a time
#: Deviations are cut at this part of the largest, which leaves so much of the variance of normal ones.
_CUT, _LEFT = 0.1, 0.831


@dataclass(frozen=True)
class Burst:
    """The first place of a burst, the place behind it, the p that a series without one shows any as far out, and q."""

    begin: int
    end: int
    p: float
    q: float


@dataclass(frozen=True)
class _Around:
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
    kept: Bools

    def expected(self, counts: Floats) -> Floats:
        """Return what is to be expected of each row of counts."""
        return expected_counts(self.series, self.places, counts, self.kept)

    def without(self, burst: Burst) -> _Around:
        """Return the same with the periods of a burst set aside."""
        places = np.arange(len(self.kept))
        return replace(self, kept=self.kept & ((places < burst.begin) | (places >= burst.end)))

    def begins(self, length: int) -> Longs:
        """Return the places at which a stretch of this length begins."""
        last = len(self.periods) - length + 1
        gone = np.concatenate([[0], np.cumsum(~self.kept)])
        whole = self.periods[length - 1 :] - self.periods[:last] == length - 1
        return np.flatnonzero(whole & (gone[length:] == gone[:last]))


#: The stretch that stands out most in each series, arrays of shape (n_series,): its first place, the place behind it,
#: by how many standard errors, and the log of the dispersion and the autocorrelation of its series.
_Farthest = Mapping[str, Floats]


def find_all_bursts(
    many: Sequence[tuple[Series, list[int], Longs]], *, random_state: int = 0
) -> list[list[Burst]]:
    """Return the bursts of each series, in order: of the series said to have one, at most one in twenty has none.

    Each series comes with the places where its level changes, and the numbers of its periods in the calendar. Its
    farthest stretch is tested first, set aside if it is a burst, and the next one tried; a p is never below that of the
    one before. Among many series q is that of Benjamini and Hochberg (1995) over their farthest stretches, and that of
    a further one its p times n_series / n_found (Benjamini and Bogomolov 2014).
    """
    filled = [_with_silences(*each) for each in many]
    around = [_Around(*each, np.ones(len(each[2]), dtype=bool)) for each in filled]
    firsts = [_next(each, len(many), random_state) for each in around]
    q = discovery_rates([first.p for first in firsts])
    among = len(many) / max(int((q <= ALPHA).sum()), 1)
    found = []
    for each, first, of_all, (_, _, periods) in zip(around, firsts, q, many, strict=True):
        bursts: list[Burst] = []
        burst = replace(first, q=float(of_all))
        while burst.q <= ALPHA and len(bursts) < _MOST:
            bursts.append(burst)
            each = each.without(burst)
            deeper = _next(each, len(many), random_state + len(bursts))
            burst = replace(
                deeper, p=max(burst.p, deeper.p), q=max(burst.q, min(1.0, deeper.p * among))
            )
        place = np.searchsorted(periods, np.append(each.periods, each.periods[-1] + 1))
        bursts = [
            replace(one, begin=int(place[one.begin]), end=int(place[one.end])) for one in bursts
        ]
        found.append(sorted(bursts, key=lambda burst: burst.begin))
    return found


def _with_silences(
    series: Series, places: list[int], periods: Longs
) -> tuple[Series, list[int], Longs]:
    """Return counts with a zero for each period left out, but for holes in a series that otherwise seldom has any."""
    if series.totals is not None:
        return series, places, periods
    empty = np.diff(periods) - 1
    silences = empty[empty < series.least]
    if silences.sum() < _OFTEN_EMPTY * (len(periods) + silences.sum()):
        empty = np.where(empty < series.least, empty, 0)
    begins = np.concatenate([[0], np.cumsum(empty + 1)])  # where each period comes to stand
    every = np.repeat(periods, np.append(empty, 0) + 1)
    every += np.arange(len(every)) - np.repeat(begins, np.append(empty, 0) + 1)
    counts = np.zeros(len(every))
    counts[begins] = series.counts
    seasons = None if series.seasons is None else (series.seasons[0] + every - periods[0]) % 7
    return (
        Series(counts, None, seasons, series.least),
        [int(begins[place]) for place in places],
        every,
    )


def _next(around: _Around, n_series: int, random_state: int) -> Burst:
    """Return the farthest stretch with its p; q is still to come.

    More series are simulated where many are tested and the first do not rule out a p that is small enough.
    """
    found, p = _farthest(around, around.series.counts[None, :]), 0.0
    generator = np.random.default_rng(random_state)
    for draws in sorted({_DRAWS, max(_DRAWS, 200 * n_series)}):
        if p <= ALPHA:
            null = _simulated(around, found, draws, generator)
            p = (1 + int((null >= found["size"][0] - _NOTHING).sum())) / (1 + len(null))
    return Burst(int(found["begin"][0]), int(found["end"][0]), p, np.nan)


def _farthest(around: _Around, counts: Floats) -> _Farthest:
    """Find the stretch that stands out most in each row of counts, in deviations that its series gives.

    A period varies by its Poisson or binomial variance times 1 + extra x size, where size is 1 for a count and n - 1
    for a share of n articles. The extra is estimated by moments, and the autocorrelation with it, from deviations cut
    at their 90th percentile, so that one burst does not hide another.
    """
    totals, kept, expected = around.series.totals, around.kept, around.expected(counts)
    variance = np.where(
        kept, expected if totals is None else expected * (1 - np.minimum(expected / totals, 1)), 0.0
    )
    above = np.where(kept, counts - expected, 0.0)
    away = above / np.sqrt(np.maximum(variance, _NOTHING))
    most = np.quantile(np.abs(away[:, kept]), 1 - _CUT, axis=1)[:, None]
    away = np.clip(away, -most, most)
    squares = (away**2).sum(axis=1) / _LEFT
    size = np.where(kept, 1.0 if totals is None else np.maximum(totals - 1, 0), 0.0)
    n_levels, n_kept = len(around.places) + 1, int(kept.sum())
    free = max(n_kept - n_levels, 1)
    extra = np.maximum((squares - free) / max(float(size.sum()), 1.0), 0)[:, None]
    alike = (away[:, 1:] * away[:, :-1]).sum(axis=1) / np.maximum((away**2).sum(axis=1), _NOTHING)
    # Around so many levels it comes out too low, by about (1 + 4 r) / n a level (Kendall 1954)
    alike = np.clip(
        alike + (1 + 4 * np.maximum(alike, 0)) * n_levels / n_kept, 0, _MOST_AUTOCORRELATION
    )
    sums = _running(above), _running(variance * (1 + extra * size))
    best: dict[str, Floats] = {"size": np.full(len(counts), -np.inf)}
    best |= {name: np.zeros(len(counts)) for name in ("begin", "end")}
    for length in range(1, around.series.least):
        begins = around.begins(length)
        if len(begins):
            found = _stretches(*sums, begins, length, alike)
            better = found["size"] > best["size"]
            best = {name: np.where(better, found[name], values) for name, values in best.items()}
    return {**best, "spread": np.log(np.maximum(squares / free, _LEAST_SPREAD)), "alike": alike}


def _running(values: Floats) -> Floats:
    """Return the sums of each row up to each place, from 0."""
    return np.concatenate([np.zeros((len(values), 1)), values.cumsum(axis=1)], axis=1)


def _stretches(
    above: Floats, variance: Floats, begins: Longs, length: int, alike: Floats
) -> _Farthest:
    """Return the best stretch of one length: its periods together, in standard errors.

    A sum of L periods of autocorrelation r varies by 1 + 2 sum over k of (1 - k / L) r^k times as much as that of
    independent ones.
    """
    ends, wider = begins + length, np.ones((len(alike), 1))
    for lag in range(1, length):
        wider += 2 * (1 - lag / length) * alike[:, None] ** lag
    deviation = np.sqrt((variance[:, ends] - variance[:, begins]) * wider)
    size = (above[:, ends] - above[:, begins]) / np.maximum(deviation, _NOTHING)
    place = size.argmax(axis=1)
    return {"size": size[np.arange(len(size)), place], "begin": begins[place], "end": ends[place]}


def _simulated(
    around: _Around, found: _Farthest, draws: int, generator: np.random.Generator
) -> Floats:
    """Return how far the farthest stretch stands out in simulated series without a burst.

    Dispersion and autocorrelation are not known, only estimated. So series of many dispersions and autocorrelations
    are simulated, and those count whose own estimates are most nearly the same: the nearest fifth. What dispersions to
    try, a few series of a wide range of them say first: of skewed counts the cut leaves less than of normal ones.
    """
    wide = float(found["spread"][0]) + np.linspace(*_WIDE, _DISPERSIONS)
    pilot = _without_burst(around, wide, _PILOT * _DISPERSIONS, generator)["spread"].reshape(
        _PILOT, _DISPERSIONS
    )
    middle = np.interp(found["spread"][0], np.maximum.accumulate(pilot.mean(axis=0)), wide)
    error = float(pilot.std(axis=0).mean())
    null = _without_burst(
        around, middle + error * np.linspace(-5, 5, _DISPERSIONS), draws, generator
    )
    unlike = [
        (null[name] - found[name]) / max(float(null[name].std()), _NOTHING)
        for name in ("spread", "alike")
    ]
    near = np.argsort(unlike[0] ** 2 + unlike[1] ** 2, kind="stable")[: round(_LIKE * draws)]
    return np.asarray(null["size"][near], dtype=np.float64)


def _without_burst(
    around: _Around, dispersions: Floats, draws: int, generator: np.random.Generator
) -> _Farthest:
    """Return the farthest stretch of simulated series, the first of the first log dispersion, and so on in turn."""
    n_periods, n_each = len(around.periods), len(dispersions)
    alike = generator.uniform(0, _MOST_AUTOCORRELATION, draws)
    expected = around.expected(around.series.counts[None, :])[0]
    parts = []
    for begin in range(0, draws, rows := max(_CHUNK // (n_periods * n_each), 1) * n_each):
        r = alike[begin : begin + rows]
        normal = np.ascontiguousarray(generator.standard_normal((len(r), n_periods)).T)
        for step in range(1, n_periods):
            normal[step] = r * normal[step - 1] + np.sqrt(1 - r**2) * normal[step]
        at = np.ascontiguousarray(stats.norm.cdf(normal).T)
        counts = np.empty_like(at)
        for number, spread in enumerate(dispersions):
            part = slice(number, None, n_each)
            counts[part] = _drawn(
                around.series.totals, expected, float(np.exp(max(spread, 0.0))), at[part]
            )
        parts.append(_farthest(around, counts))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _drawn(totals: Floats | None, expected: Floats, dispersion: float, at: Floats) -> Floats:
    """Return the quantiles `at` of counts (gamma-Poisson), or of counts out of totals (beta-binomial)."""
    whole = np.zeros(len(expected)) if totals is None else totals.round()
    extra = (dispersion - 1) / (1.0 if totals is None else max(float(whole.mean()) - 1, 1.0))
    kinds, kind = np.unique(np.stack([expected.round(9), whole]), axis=1, return_inverse=True)
    drawn = np.empty_like(at)
    for number, (mean, total) in enumerate(kinds.T):
        chance = (
            _count_chances(mean, extra) if totals is None else _share_chances(mean, total, extra)
        )
        here = kind == number
        drawn[:, here] = np.minimum(np.searchsorted(chance.cumsum(), at[:, here]), len(chance) - 1)
    return drawn


def _count_chances(mean: float, extra: float) -> Floats:
    """Return the chance of 0, 1, 2 ... articles, of variance mean x (1 + extra)."""
    most = np.arange(int(mean + 12 * np.sqrt(mean * (1 + extra)) + 12 * (1 + extra)) + 12)
    if extra < _NOTHING or mean < _NOTHING:
        return np.asarray(stats.poisson.pmf(most, mean))
    return np.asarray(stats.nbinom.pmf(most, mean / extra, 1 / (1 + extra)))


def _share_chances(mean: float, total: float, extra: float) -> Floats:
    """Return the chance of 0 to all of so many articles, any two of them correlated by the extra."""
    most, share = np.arange(int(total) + 1), min(mean / max(total, 1.0), 1.0)
    if extra < _NOTHING or not _NOTHING < share < 1 - _NOTHING:
        return np.asarray(stats.binom.pmf(most, total, share))
    narrow = 1 / min(extra, 0.95) - 1
    return np.asarray(stats.betabinom.pmf(most, total, share * narrow, (1 - share) * narrow))
