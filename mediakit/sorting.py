"""Sort many whole numbers, digit by digit."""

from __future__ import annotations

import numpy as np

from mediakit.arrays import Ints, Keys
from mediakit.compiling import compiled, compiled_into, room_for

__all__ = ["sort_keys"]

_DIGIT = 11
_RADIX = 1 << _DIGIT
_LOW = np.uint64(_RADIX - 1)
_ONE = np.uint32(1)


def sort_keys(keys: Keys) -> tuple[Keys, Ints]:
    """Return the keys in order, and the place that each had; equal ones stay as they were."""
    sides = room_for(2 * len(keys), np.uint64).reshape(2, -1)
    sides[0] = keys
    places = room_for(2 * len(keys), np.int32).reshape(2, -1)
    places[0] = np.arange(len(keys))
    side = _sort(sides, places)
    return sides[side], places[side]


@compiled
def _sort(keys, places):
    """Sort the keys in the first half, using the other; return which half holds the result."""
    n = keys.shape[1]
    lowest = np.uint64(2**64 - 1)
    highest = np.uint64(0)
    for i in range(n):
        lowest = min(lowest, keys[0, i])
        highest = max(highest, keys[0, i])
    tally = np.empty(_RADIX, dtype=np.uint32)
    side = 0
    shift = np.uint64(0)
    while shift < np.uint64(64) and n and (highest - lowest) >> shift:
        other = 1 - side
        _sort_by_digit(keys[side], places[side], keys[other], places[other], lowest, shift, tally)
        side = other
        shift += np.uint64(_DIGIT)
    return side


@compiled_into
def _sort_by_digit(keys, places, to_keys, to_places, lowest, shift, tally):
    """Write the keys and places in the order of one digit, those with the same one as they are."""
    tally[:] = 0
    for i in range(len(keys)):
        tally[(keys[i] - lowest) >> shift & _LOW] += _ONE
    total = np.uint32(0)
    for digit in range(_RADIX):
        n_here = tally[digit]
        tally[digit] = total
        total += n_here
    for i in range(len(keys)):
        key = keys[i]
        digit = (key - lowest) >> shift & _LOW
        place = tally[digit]
        to_keys[place] = key
        to_places[place] = places[i]
        tally[digit] = place + _ONE
