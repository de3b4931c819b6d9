"""The compiled loops that number the sequences of all rows: a hash table.

Each row is a run of pairs in order, a key above and its count below `bits`.
"""

from __future__ import annotations

import numpy as np

from mediakit.arrays import Ints, Keys, Longs
from mediakit.compiling import compiled, compiled_into

__all__ = ["KeyTable", "cursors_at", "shift_columns", "to_columns"]

_ONE = np.uint64(1)
_MULTIPLY = np.uint64(0x9E3779B97F4A7C15)


class KeyTable:
    """The distinct keys of one partition, numbered as they came.

    It is a hash table with open addressing.
    """

    def __init__(self, n_slots: int) -> None:
        self.slots = np.empty(n_slots, dtype=np.uint64)
        self.numbers = np.full(n_slots, -1, dtype=np.int32)
        self.keys = np.empty(n_slots // 2, dtype=np.uint64)
        self.n = 0

    def clear(self) -> None:
        """Make room for the next partition."""
        self.numbers.fill(-1)
        self.n = 0

    @property
    def distinct(self) -> Keys:
        return self.keys[: self.n]

    def number(
        self,
        pairs: Keys,
        bits: np.uint64,
        starts: Longs,
        cursors: Longs,
        bound: np.uint64,
        columns: Ints,
    ) -> None:
        """Write the numbers of the keys below the bound, moving each row's cursor to the bound."""
        row = 0
        while row < len(cursors):
            row, self.n = _number_keys(
                pairs,
                bits,
                starts,
                cursors,
                row,
                bound,
                columns,
                self.slots,
                self.numbers,
                self.keys,
                self.n,
            )
            if row < len(cursors):
                self._grow()

    def _grow(self) -> None:
        self.slots = np.empty(2 * len(self.slots), dtype=np.uint64)
        self.numbers = np.full(len(self.slots), -1, dtype=np.int32)
        self.keys = np.concatenate([self.keys, np.empty_like(self.keys)])
        _enter_keys(self.keys, self.n, self.slots, self.numbers)


def cursors_at(
    pairs: Keys,
    bits: np.uint64,
    starts: Longs,
    bound: np.uint64,
) -> Longs:
    """Return for each row the place of its first key that is not below the bound."""
    cursors = np.empty(len(starts) - 1, dtype=np.int64)
    _find_bound(pairs, bits, starts, bound, cursors)
    return cursors


@compiled
def _find_bound(pairs, bits, starts, bound, cursors):
    for row in range(len(cursors)):
        low = starts[row]
        high = starts[row + 1]
        while low < high:
            middle = (low + high) >> 1
            if pairs[middle] >> bits < bound:
                low = middle + 1
            else:
                high = middle
        cursors[row] = low


@compiled_into
def _slot_of(key, mask):
    mixed = key * _MULTIPLY
    return (mixed >> np.uint64(40) ^ mixed >> np.uint64(18)) & mask


@compiled
def _enter_keys(keys, n, slots, numbers):
    mask = np.uint64(len(slots) - 1)
    for number in range(n):
        slot = _slot_of(keys[number], mask)
        while numbers[slot] >= 0:
            slot = (slot + _ONE) & mask
        slots[slot] = keys[number]
        numbers[slot] = number


@compiled
def _number_keys(pairs, bits, starts, cursors, row, bound, columns, slots, numbers, distinct, n):
    """Go on from a row until the table is half full.

    The function returns the row to go on with, and the number of distinct keys.
    """
    mask = np.uint64(len(slots) - 1)
    while row < len(cursors):
        i = cursors[row]
        end = starts[row + 1]
        while i < end and pairs[i] >> bits < bound:
            key = pairs[i] >> bits
            slot = _slot_of(key, mask)
            while numbers[slot] >= 0 and slots[slot] != key:
                slot = (slot + _ONE) & mask
            if numbers[slot] < 0:
                if n == len(distinct):
                    cursors[row] = i
                    return row, n
                slots[slot] = key
                numbers[slot] = n
                distinct[n] = key
                n += 1
            columns[i] = numbers[slot]
            i += 1
        cursors[row] = i
        row += 1
    return row, n


@compiled
def to_columns(columns, cursors, stops, places, n_before, n_with):
    """Replace each number by its place, and count the rows with it; no row has one twice."""
    for row in range(len(cursors)):
        for i in range(cursors[row], stops[row]):
            place = places[columns[i]]
            n_with[place] += 1
            columns[i] = n_before + place


@compiled
def shift_columns(columns, cursors, stops, n):
    """Add the number of columns of the threads before."""
    for row in range(len(cursors)):
        for i in range(cursors[row], stops[row]):
            columns[i] += n
