"""Count large tables with the compiled loops: rows in blocks, columns in partitions, in threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.arrays import Ints, Keys, Longs
from mediakit.compiling import in_threads, room_for
from mediakit.errors import UnknownValue
from mediakit.sorting import sort_keys
from mediakit.terms.keying import Keying
from mediakit.terms.loops import row_keys, row_words
from mediakit.terms.numbering import KeyTable, cursors_at, shift_columns, to_columns

__all__ = ["count_in_blocks"]

#: Rows are handled in blocks of this many tokens, and columns in partitions of this many entries.
BLOCK, PARTITION = 500_000, 1_000_000
#: Each partition goes through all rows, so a row should have this many entries in it: if there are
#: many short rows, partitions are larger.
PER_ROW = 20
#: The keys that are sorted to cut all keys into partitions of about the same size.
SAMPLE = 200_000
_ONE = np.uint64(1)

#: Writes the first entries on a desk to their place in the long arrays.
WriteBlock = Callable[["Desk", slice], None]
#: Finds the entries of some rows, and where each row ends; returns how many entries there are.
CountBlock = Callable[["Desk", slice, Longs], int]


class Desk:
    """The arrays that one thread works in: what it notes of each word, and a block of entries.

    Attributes
    ----------
    notes : ndarray of int32, shape (n_words, 2)
        How often the row that is being read has each word, and how many rows had it so far.
    entries : list of ndarray
        The arrays of a block, each as long as it may have to be.
    """

    def __init__(self, n_words: int, most_entries: int, dtypes: list[type]) -> None:
        self.notes = np.zeros((n_words, 2), dtype=np.int32)
        self.entries: list[npt.NDArray[Any]] = [
            np.empty(most_entries, dtype=dtype) for dtype in dtypes
        ]


def count_in_blocks(
    keying: Keying, dtype: type, n_threads: int
) -> tuple[sparse.csr_array, Keys, Longs]:
    """Return the matrix of counts, the keys of its columns in order, and the texts with each.

    Arrays are as long as they may have to be; memory is taken up as they are written.
    """
    if keying.longest == 1:
        counted = _count_words(keying, dtype, n_threads)
    else:
        counted = _count_longer(keying, dtype, n_threads)
    starts = counted.starts
    if starts[-1] < 2**31:
        starts = starts.astype(np.int32)
    shape = (keying.tokens.n_texts, len(counted.distinct))
    arrays = (counted.values, counted.columns, starts)
    matrix = sparse.csr_array(arrays, shape, copy=False)
    matrix.has_sorted_indices = True
    matrix.has_canonical_format = True
    return matrix, counted.distinct, counted.n_with


@dataclass(frozen=True)
class _Counted:
    """The arrays of a matrix of counts, the keys of its columns, and the texts with each."""

    values: npt.NDArray[Any]
    columns: Ints
    starts: Longs
    distinct: Keys
    n_with: Longs


def _count_words(keying: Keying, dtype: type, n_threads: int) -> _Counted:
    """Count single words: their numbers are the columns."""
    tokens = keying.tokens
    columns = room_for(len(tokens.ids), np.int32)
    values = room_for(len(tokens.ids), dtype)

    def count(desk: Desk, rows: slice, ends: Longs) -> int:
        starts = tokens.starts[rows.start : rows.stop + 1]
        return row_words(tokens.ids, starts, desk.notes, *desk.entries, ends)

    def write(desk: Desk, place: slice) -> None:
        n = place.stop - place.start
        columns[place] = desk.entries[0][:n]
        values[place] = desk.entries[1][:n]

    desks, starts = _fill_rows(keying, [np.int32, np.int32], count, write, n_threads)
    n_entries = int(starts[-1])
    distinct = np.arange(len(tokens.words), dtype=np.uint64)
    n_with = np.zeros(len(distinct), dtype=np.int64)
    for desk in desks:
        n_with += desk.notes[:, 1]
    return _Counted(values[:n_entries], columns[:n_entries], starts, distinct, n_with)


def _count_longer(keying: Keying, dtype: type, n_threads: int) -> _Counted:
    """Count sequences: each entry is first a key and a count in one number."""
    tokens = keying.tokens
    pairs = room_for(keying.most_per_token * len(tokens.ids), np.uint64)
    bits = _bits_for_counts(keying)

    def count(desk: Desk, rows: slice, ends: Longs) -> int:
        return row_keys(
            keying.prefixes,
            tokens.ids,
            tokens.starts[rows.start : rows.stop + 1],
            tokens.paragraphs,
            keying.base,
            keying.shortest,
            *desk.entries,
            ends,
        )

    def write(desk: Desk, place: slice) -> None:
        n = place.stop - place.start
        np.left_shift(desk.entries[0][:n], bits, out=pairs[place])
        pairs[place] |= desk.entries[1][:n].astype(np.uint64)

    # The desks are not kept: their memory serves to number the columns.
    starts = _fill_rows(keying, [np.uint64, np.int32], count, write, n_threads)[1]
    pairs = pairs[: starts[-1]]
    columns, distinct, n_with = _number_columns(pairs, bits, starts, n_threads)
    values = _keep_counts(pairs, bits, dtype)
    return _Counted(values, columns, starts, distinct, n_with)


def _keep_counts(pairs: Keys, bits: np.uint64, dtype: type) -> npt.NDArray[Any]:
    """Return the counts of the pairs. The keys are not needed any more: counts replace them."""
    values: npt.NDArray[Any] = pairs.view(dtype)
    mask = (_ONE << bits) - _ONE
    for first in range(0, len(pairs), BLOCK):
        block = slice(first, first + BLOCK)
        values[block] = pairs[block] & mask
    return values


def _bits_for_counts(keying: Keying) -> np.uint64:
    """Return how many bits a count may take: a key and its count share one number."""
    n_prefixes = len(keying.tokens.words)
    if keying.levels:
        n_prefixes = len(keying.levels[-1])
    bits = int(keying.tokens.lengths.max(initial=1)).bit_length()
    needed = (n_prefixes * int(keying.base)).bit_length() + bits
    if needed > 64:
        raise UnknownValue(
            f"ngram_range={(keying.shortest, keying.longest)} needs {needed} bits for a sequence "
            "and its count, and there are 64. Count shorter sequences, or fewer articles at a time."
        )
    return np.uint64(bits)


def _fill_rows(
    keying: Keying,
    dtypes: list[type],
    count: CountBlock,
    write: WriteBlock,
    n_threads: int,
) -> tuple[list[Desk], Longs]:
    """Write the entries of all rows; return the desks, and where each row starts.

    A block of rows is worked on at a desk and then written behind the blocks before it, so that
    the long arrays are written once.
    """
    tokens = keying.tokens
    blocks = _blocks_of_rows(keying, n_threads)
    most_tokens = max(int(tokens.starts[last] - tokens.starts[first]) for first, last in blocks)
    most_entries = keying.most_per_token * most_tokens
    desks = [Desk(len(tokens.words), most_entries, dtypes) for _ in range(n_threads)]
    starts = np.zeros(tokens.n_texts + 1, dtype=np.int64)

    def count_rows(desk: Desk, first: int, last: int) -> int:
        return count(desk, slice(first, last), starts[first + 1 : last + 1])

    n_written = 0
    for number in range(0, len(blocks), n_threads):
        batch = blocks[number : number + n_threads]
        work = [(desk, *block) for desk, block in zip(desks, batch, strict=False)]
        sizes = in_threads(count_rows, work, n_threads)
        writing = []
        for (desk, first, last), size in zip(work, sizes, strict=True):
            writing.append((desk, slice(n_written, n_written + size)))
            starts[first + 1 : last + 1] += n_written
            n_written += size
        in_threads(write, writing, n_threads)
    return desks, starts


def _blocks_of_rows(keying: Keying, n_threads: int) -> list[tuple[int, int]]:
    """Cut the rows into blocks of about the same number of tokens, one a thread at least."""
    tokens = keying.tokens
    n_blocks = max(n_threads, len(tokens.ids) // BLOCK)
    even = np.linspace(0, len(tokens.ids), n_blocks + 1)
    cuts = np.searchsorted(tokens.starts, even[1:-1])
    return list(pairwise([0, *cuts.tolist(), tokens.n_texts]))


def _number_columns(
    pairs: Keys,
    bits: np.uint64,
    starts: Longs,
    n_threads: int,
) -> tuple[Ints, Keys, Longs]:
    """Return the column of each pair, the sorted keys of the columns, and the rows with each.

    Each thread numbers a range of keys, cut into partitions small enough for a hash table that
    stays in the processor's cache.
    """
    n_rows = len(starts) - 1
    n_partitions = max(n_threads, len(pairs) // max(PARTITION, PER_ROW * n_rows))
    bounds = _partition_bounds(pairs, bits, n_partitions)
    cuts = np.linspace(0, len(bounds) - 1, n_threads + 1).astype(int)
    ranges = list(pairwise(cuts.tolist()))
    columns = room_for(len(pairs), np.int32)

    def number(first: int, last: int) -> list[tuple[Keys, Longs]]:
        return _number_range(pairs, bits, starts, bounds[first : last + 1], columns)

    def shift(first: int, last: int, n_before: int) -> None:
        begins = cursors_at(pairs, bits, starts, bounds[first])
        ends = cursors_at(pairs, bits, starts, bounds[last])
        shift_columns(columns, begins, ends, n_before)

    ranges_done = in_threads(number, ranges, n_threads)
    shifts = []
    n_columns = 0
    for (first, last), partitions in zip(ranges, ranges_done, strict=True):
        if n_columns:
            shifts.append((first, last, n_columns))
        n_columns += sum(len(keys) for keys, _ in partitions)
    in_threads(shift, shifts, n_threads)
    distinct = [np.empty(0, dtype=np.uint64)]
    n_with = [np.empty(0, dtype=np.int64)]
    for partitions in ranges_done:
        for keys, rows_with in partitions:
            distinct.append(keys)
            n_with.append(rows_with)
    return columns, np.concatenate(distinct), np.concatenate(n_with)


def _partition_bounds(pairs: Keys, bits: np.uint64, n_partitions: int) -> list[np.uint64]:
    """Return bounds that cut the keys into partitions of about the same number of entries."""
    inner = np.sort(pairs[:: max(1, len(pairs) // SAMPLE)] >> bits)
    if len(inner):
        inner = np.unique(inner[np.arange(1, n_partitions) * len(inner) // n_partitions])
    return [np.uint64(0), *inner, np.uint64(2**64 - 1) >> bits]


def _number_range(
    pairs: Keys,
    bits: np.uint64,
    starts: Longs,
    bounds: list[np.uint64],
    columns: Ints,
) -> list[tuple[Keys, Longs]]:
    """Write the columns of the keys within the bounds, from 0; return the keys of each partition.

    With the keys of a partition comes the number of rows that have each.
    """
    cursors = cursors_at(pairs, bits, starts, bounds[0])
    n_columns = 0
    table = KeyTable(1 << 12)
    partitions = []
    for bound in bounds[1:]:
        begins = cursors.copy()
        table.clear()
        table.number(pairs, bits, starts, cursors, bound, columns)
        keys, numbers = sort_keys(table.distinct)
        places = np.empty(len(keys), dtype=np.int32)
        places[numbers] = np.arange(len(keys))
        n_with = np.zeros(len(keys), dtype=np.int64)
        to_columns(columns, begins, cursors, places, n_columns, n_with)
        partitions.append((keys.copy(), n_with))  # half of the memory that it was sorted in
        n_columns += len(keys)
    return partitions
