"""The compiled loops behind counting: the terms of each row in order, and their columns."""

from __future__ import annotations

import numpy as np

from mediakit.arrays import Ints, Keys, Longs
from mediakit.compiling import compiled, compiled_into

__all__ = ["KeyTable", "cursors_at", "row_keys", "shift_columns", "tally", "to_columns"]

#: Up to this many keys a row is sorted by insertion.
FEW = 64
_DIGIT = 9
_RADIX = 1 << _DIGIT
_LOW = np.uint64(_RADIX - 1)
_ONE = np.uint64(1)
_MULTIPLY = np.uint64(0x9E3779B97F4A7C15)


@compiled
def row_keys(prefixes, ids, starts, paragraphs, base, shortest, keys, counts, ends):
    """Write the sorted, distinct keys of each row's terms, and how often each occurs there.

    `prefixes[k, i]` numbers the sequence of k + 1 words that begins at token i. A sequence of n
    words has the key prefix * base + (the number of its last word + 1); if it is itself a prefix,
    prefix * base + 0. The function returns how many keys were written.
    """
    longest = len(prefixes) + (base > 1)
    most_tokens = 0
    for row in range(len(starts) - 1):
        most_tokens = max(most_tokens, starts[row + 1] - starts[row])
    found = np.empty(most_tokens * longest + 1, dtype=np.uint64)
    spare = np.empty(most_tokens * longest + 1, dtype=np.uint64)
    tally = np.empty(_RADIX, dtype=np.int64)
    n_keys = 0
    paragraph = np.searchsorted(paragraphs, starts[0])
    for row in range(len(starts) - 1):
        n = 0
        highest = np.uint64(0)
        token = starts[row]
        while token < starts[row + 1]:
            paragraph += 1
            stop = starts[row + 1]
            if paragraph < len(paragraphs) and paragraphs[paragraph] < stop:
                stop = paragraphs[paragraph]
            while token < stop:
                for length in range(shortest, min(longest, stop - token) + 1):
                    if length <= len(prefixes):
                        key = np.uint64(prefixes[length - 1, token]) * base
                    else:
                        key = np.uint64(prefixes[length - 2, token]) * base
                        key += np.uint64(ids[token + length - 1] + 1)
                    found[n] = key
                    highest = max(highest, key)
                    n += 1
                token += 1
        _sort(found, spare, n, highest, tally)
        n_keys = _write_counts(found, n, keys, counts, n_keys)
        ends[row] = n_keys
    return n_keys


@compiled_into
def _write_counts(found, n, keys, counts, n_keys):
    """Write the distinct ones of n sorted keys behind the keys so far; return their number."""
    first = 0
    while first < n:
        stop = first + 1
        while stop < n and found[stop] == found[first]:
            stop += 1
        keys[n_keys] = found[first]
        counts[n_keys] = stop - first
        n_keys += 1
        first = stop
    return n_keys


@compiled
def _sort(found, spare, n, highest, tally):
    """Sort the first n keys: by insertion if they are few, else by radix."""
    if n <= FEW:
        for i in range(1, n):
            key = found[i]
            j = i
            while j and found[j - 1] > key:
                found[j] = found[j - 1]
                j -= 1
            found[j] = key
        return
    source = found
    target = spare
    shift = np.uint64(0)
    swapped = False
    while shift < np.uint64(64) and highest >> shift:
        tally[:] = 0
        for i in range(n):
            tally[(source[i] >> shift) & _LOW] += 1
        total = 0
        for digit in range(_RADIX):
            n_here = tally[digit]
            tally[digit] = total
            total += n_here
        for i in range(n):
            digit = (source[i] >> shift) & _LOW
            target[tally[digit]] = source[i]
            tally[digit] += 1
        source, target = target, source
        swapped = not swapped
        shift += np.uint64(_DIGIT)
    if swapped:
        found[:n] = spare[:n]


class KeyTable:
    """The distinct keys of one partition, numbered as they came.

    It is a hash table with open addressing.
    """

    def __init__(self, n_slots: int) -> None:
        self.slots = np.empty(n_slots, dtype=np.uint64)
        self.numbers = np.full(n_slots, -1, dtype=np.int32)
        self.keys = np.empty(n_slots // 2, dtype=np.uint64)
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


@compiled
def tally(columns, times):
    """Count how often each column occurs in the array."""
    for column in columns:
        times[column] += 1
