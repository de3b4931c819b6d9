"""The best way to cut each of many series in two, and the best stretch to cut out of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mediakit.arrays import Floats, Longs
from mediakit.changes.series import NOTHING, autocorrelation

__all__ = ["Cuts", "best_cuts"]


@dataclass(frozen=True, eq=False)
class Cuts:
    """The best shift and the best wave of each series, shape (n_series,), and the autocorrelation
    that they leave."""

    shift: Floats
    wave: Floats
    left: Floats
    shift_at: Longs
    wave_at: Longs


def best_cuts(
    values: Floats,
    weights: Floats,
    shortest: int,
) -> Cuts:
    """Find the best shift and the best wave of each series, in standard errors that allow for
    autocorrelation.

    U = |S - (W_part / W) S_all| / sqrt(W_part (1 - W_part / W)), S a sum of sqrt(weight) x value
    and W a sum of weights over the part cut out. U squared is what the cut takes from the sum of
    squares; the rest, over n - 2, is the variance; and r, the sum of the autocorrelations at lags 1
    and 2 that the better cut leaves, widens it by 1 + 2 r.
    """
    n_series, n_periods = values.shape
    root = np.sqrt(weights)
    until = np.concatenate([[0.0], np.cumsum(weights)])
    values = values - (values @ root / until[-1])[:, None] * root
    sums = np.concatenate([np.zeros((n_series, 1)), np.cumsum(values * root, axis=1)], axis=1)
    shift, shift_at = _best_shift(sums, until, shortest)
    wave, wave_at = _best_wave(sums, until, shortest)
    is_wave = wave > shift
    begin = np.where(is_wave, wave_at[:, 0], 0)
    end = np.where(is_wave, wave_at[:, 1], shift_at)
    residual = values - root * _two_levels(sums, until, begin, end)
    left = autocorrelation(residual, 1) + autocorrelation(residual, 2)
    widening = np.sqrt(np.maximum(1 + 2 * left, 0.5))
    squares = (values**2).sum(axis=1)
    return Cuts(
        _in_standard_errors(shift, squares, n_periods, widening),
        _in_standard_errors(wave, squares, n_periods, widening),
        left,
        shift_at,
        wave_at,
    )


def _in_standard_errors(
    best: Floats,
    squares: Floats,
    n_periods: int,
    widening: Floats,
) -> Floats:
    variance = np.maximum(squares - best**2, NOTHING) / (n_periods - 2)
    return best / np.sqrt(variance) / widening


def _best_shift(
    sums: Floats,
    until: Floats,
    shortest: int,
) -> tuple[Floats, Longs]:
    """Return the best cut in two of each series, and its place."""
    places = np.arange(shortest, len(until) - shortest)
    weight = until[places]
    size = np.abs(sums[:, places]) / np.sqrt(weight * (1 - weight / until[-1]))
    best = size.argmax(axis=1)
    return size[np.arange(len(sums)), best], places[best]


def _best_wave(
    sums: Floats,
    until: Floats,
    shortest: int,
) -> tuple[Floats, Longs]:
    """Return the best stretch to cut out of each series, and its two places."""
    n_series, n_periods = len(sums), len(until) - 1
    each = np.arange(n_series)
    wave = np.zeros(n_series)
    wave_at = np.tile([shortest, n_periods - shortest], (n_series, 1))
    for length in _lengths(shortest, n_periods - 2 * shortest):
        begins = np.arange(shortest, n_periods - shortest - length + 1)
        ends = begins + length
        weight = until[ends] - until[begins]
        error = np.sqrt(weight * (1 - weight / until[-1]))
        size = np.abs(sums[:, ends] - sums[:, begins]) / error
        best = size.argmax(axis=1)
        better = size[each, best] > wave
        wave[better] = size[each, best][better]
        wave_at[better] = np.stack([begins[best], ends[best]], axis=1)[better]
    return wave, wave_at


def _lengths(shortest: int, longest: int) -> list[int]:
    """Return lengths of waves to try, each at most a tenth longer than the last."""
    lengths = []
    length = shortest
    while length <= longest:
        lengths.append(length)
        length = max(length + 1, int(length * 1.1))
    return lengths


def _two_levels(
    sums: Floats,
    until: Floats,
    begin: Longs,
    end: Longs,
) -> Floats:
    """Return the level of each period if a part of each series has one level and the rest
    another."""
    each = np.arange(len(sums))
    places = np.arange(len(until) - 1)[None, :]
    inside = (places >= begin[:, None]) & (places < end[:, None])
    part = sums[each, end] - sums[each, begin]
    weight = until[end] - until[begin]
    level_inside = (part / weight)[:, None]
    level_outside = (-part / (until[-1] - weight))[:, None]
    return np.where(inside, level_inside, level_outside)
