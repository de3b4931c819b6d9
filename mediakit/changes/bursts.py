"""Short stretches far above their level, at an error rate that holds for bursty and autocorrelated
counts.

A stretch too short for a level of its own, down to a single period, is compared with what levels
and weekdays lead one to expect; the one that stands out most with those that stand out most in
simulated series without a burst. Periods without articles count as none here: counts without their
zeros are like no series that can be simulated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mediakit.arrays import Floats, Longs
from mediakit.changes.calm import simulate_calm
from mediakit.changes.series import ALPHA, NOTHING, Series
from mediakit.changes.stretches import Background, Farthest, farthest_stretch
from mediakit.uncertainty import discovery_rates

__all__ = ["Burst", "find_all_bursts"]

#: Simulated series, of which the part most like the series counts; and the most bursts looked for
#: in one series.
_DRAWS, _LIKE, _MOST = 6000, 0.2, 20
#: A hole no shorter than a level is not a silence, but missing, if fewer than this part of the
#: other periods are empty.
_OFTEN_EMPTY = 0.2
#: So many dispersions are tried, so many series each first, over so much less and more than the log
#: of the one found.
_DISPERSIONS, _PILOT, _WIDE = 12, 50, (-1.0, 2.5)


@dataclass(frozen=True)
class Burst:
    """The first place of a burst, the place behind it, the p that a series without one shows any as
    far out, and q."""

    begin: int
    end: int
    p: float
    q: float


def find_all_bursts(
    many: Sequence[tuple[Series, list[int], Longs]], *, random_state: int = 0
) -> list[list[Burst]]:
    """Return the bursts of each series, in order: of the series said to have one, at most one in
    twenty has none.

    Each series comes with the places where its level changes, and the numbers of its periods in the
    calendar. Its farthest stretch is tested first, set aside if it is a burst, and the next one
    tried; a p is never below that of the one before. Among many series q is that of Benjamini and
    Hochberg (1995) over their farthest stretches, and that of a further one its p times n_series /
    n_found (Benjamini and Bogomolov 2014).
    """
    n_series = len(many)
    backgrounds = []
    for series, places, periods in many:
        filled = _with_silences(series, places, periods)
        backgrounds.append(Background(*filled, np.ones(len(filled[2]), dtype=bool)))
    firsts = [_next_burst(each, n_series, random_state) for each in backgrounds]
    q = discovery_rates([first.p for first in firsts])
    factor = n_series / max(int((q <= ALPHA).sum()), 1)
    bursts = []
    for background, first, q_first, (_, _, periods) in zip(
        backgrounds, firsts, q, many, strict=True
    ):
        first = replace(first, q=float(q_first))
        of_series = _all_bursts(background, first, n_series, factor, random_state)
        bursts.append(_in_places(of_series, background.periods, periods))
    return bursts


def _all_bursts(
    background: Background,
    first: Burst,
    n_series: int,
    factor: float,
    random_state: int,
) -> list[Burst]:
    """Return the first burst and those found when it is set aside, and so on."""
    bursts: list[Burst] = []
    burst = first
    while burst.q <= ALPHA and len(bursts) < _MOST:
        bursts.append(burst)
        background = background.without(burst.begin, burst.end)
        deeper = _next_burst(background, n_series, random_state + len(bursts))
        q = max(burst.q, min(1.0, deeper.p * factor))
        burst = replace(deeper, p=max(burst.p, deeper.p), q=q)
    return bursts


def _in_places(
    bursts: list[Burst],
    filled: Longs,
    periods: Longs,
) -> list[Burst]:
    """Return bursts by the places of the periods that have articles, in order."""
    place = np.searchsorted(periods, np.append(filled, filled[-1] + 1))
    moved = [
        replace(burst, begin=int(place[burst.begin]), end=int(place[burst.end])) for burst in bursts
    ]
    return sorted(moved, key=lambda burst: burst.begin)


def _with_silences(
    series: Series,
    places: list[int],
    periods: Longs,
) -> tuple[Series, list[int], Longs]:
    """Return counts with a zero for each period left out, but for holes in a series that otherwise
    seldom has any."""
    if series.totals is not None:
        return series, places, periods
    empty = np.diff(periods) - 1
    n_silent = empty[empty < series.shortest].sum()
    if n_silent < _OFTEN_EMPTY * (len(periods) + n_silent):
        empty = np.where(empty < series.shortest, empty, 0)
    begins = np.concatenate([[0], np.cumsum(empty + 1)])  # the new place of each period
    repeats = np.append(empty, 0) + 1
    every = np.repeat(periods, repeats)
    every += np.arange(len(every)) - np.repeat(begins, repeats)
    counts = np.zeros(len(every))
    counts[begins] = series.counts
    seasons = None
    if series.seasons is not None:
        seasons = (series.seasons[0] + every - periods[0]) % 7
    filled = Series(counts, None, seasons, series.shortest)
    return filled, [int(begins[place]) for place in places], every


def _next_burst(
    background: Background,
    n_series: int,
    random_state: int,
) -> Burst:
    """Return the farthest stretch with its p; q is still to come.

    More series are simulated if many are tested and the first do not rule out a p that is small
    enough.
    """
    farthest = farthest_stretch(background, background.series.counts[None, :])
    p = 0.0
    generator = np.random.default_rng(random_state)
    for draws in sorted({_DRAWS, max(_DRAWS, 200 * n_series)}):
        if p <= ALPHA:
            null = _null(background, farthest, draws, generator)
            n_as_far = int((null >= farthest["size"][0] - NOTHING).sum())
            p = (1 + n_as_far) / (1 + len(null))
    return Burst(int(farthest["begin"][0]), int(farthest["end"][0]), p, np.nan)


def _null(
    background: Background,
    farthest: Farthest,
    draws: int,
    generator: np.random.Generator,
) -> Floats:
    """Return how far the farthest stretch stands out in simulated series without a burst.

    Dispersion and autocorrelation are not known, only estimated. So series of many dispersions and
    autocorrelations are simulated, and those count whose own estimates are most nearly the same:
    the nearest fifth. Which dispersions to try, a few series of a wide range of them say first: of
    skewed counts the cut leaves less than of normal ones.
    """
    spread = farthest["spread"][0]
    wide = float(spread) + np.linspace(*_WIDE, _DISPERSIONS)
    pilot = simulate_calm(background, wide, _PILOT * _DISPERSIONS, generator)["spread"]
    pilot = pilot.reshape(_PILOT, _DISPERSIONS)
    middle = np.interp(spread, np.maximum.accumulate(pilot.mean(axis=0)), wide)
    error = float(pilot.std(axis=0).mean())
    dispersions = middle + error * np.linspace(-5, 5, _DISPERSIONS)
    null = simulate_calm(background, dispersions, draws, generator)
    unlike = np.zeros(draws)
    for name in ("spread", "alike"):
        deviation = max(float(null[name].std()), NOTHING)
        unlike = unlike + ((null[name] - farthest[name]) / deviation) ** 2
    near = np.argsort(unlike, kind="stable")[: round(_LIKE * draws)]
    return np.asarray(null["size"][near], dtype=np.float64)
