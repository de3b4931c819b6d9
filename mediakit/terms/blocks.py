"""Counting large tables with the compiled loops: rows in blocks, columns in partitions, both shared by threads."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.compiling import in_threads, room_for
from mediakit.errors import UnknownValue
from mediakit.terms.counts import Keying, Keys, Longs
from mediakit.terms.loops import KeyTable, cursors_at, row_keys, shift_columns, tally, to_columns

__all__ = ["count_in_blocks"]

#: Rows are handled in blocks of so many tokens, and columns in partitions of so many entries.
BLOCK, PARTITION = 500_000, 1_000_000
_ONE = np.uint64(1)


def count_in_blocks(
    keying: Keying, dtype: type, n_threads: int
) -> tuple[sparse.csr_array, Keys, Longs]:
    """Return the matrix of counts, the keys of its columns in order, and the texts with each.

    Arrays are as long as they may have to be; memory is taken up as they are written.
    """
    n_texts, most = keying.tokens.n_texts, keying.most * len(keying.tokens.ids)
    values: npt.NDArray[Any]
    if keying.longest == 1:
        columns, values = room_for(most, np.int32), room_for(most, dtype)

        def lay_columns(place: slice, keys: Keys, counts: npt.NDArray[np.int32]) -> None:
            columns[place], values[place] = keys, counts

        starts = _fill_rows(keying, lay_columns, n_threads)
        n, distinct = int(starts[-1]), np.arange(len(keying.tokens.words), dtype=np.uint64)
        columns, values = columns[:n], values[:n]
        n_with = _count_columns(columns, len(distinct), n_threads)
    else:
        pairs, bits = room_for(most, np.uint64), _bits_for_counts(keying)

        def lay_pairs(place: slice, keys: Keys, counts: npt.NDArray[np.int32]) -> None:
            np.left_shift(keys, bits, out=pairs[place])
            pairs[place] |= counts.astype(np.uint64)

        starts = _fill_rows(keying, lay_pairs, n_threads)
        n = int(starts[-1])
        columns, distinct, n_with = _number_columns(pairs[:n], bits, starts, n_threads)
        values = pairs[:n].view(
            dtype
        )  # the keys are not needed any more: the counts take their place in memory
        for first in range(0, n, BLOCK):
            values[first : first + BLOCK] = pairs[first : min(first + BLOCK, n)] & (
                (_ONE << bits) - _ONE
            )
    pointers = starts.astype(np.int32) if n < 2**31 else starts
    matrix = sparse.csr_array((values, columns, pointers), (n_texts, len(distinct)), copy=False)
    matrix.has_sorted_indices = matrix.has_canonical_format = True
    return matrix, distinct, n_with


def _bits_for_counts(keying: Keying) -> np.uint64:
    """Return how many bits the count of a term in one text may take: a key and its count share one number."""
    n_prefixes = len(keying.levels[-1]) if keying.levels else len(keying.tokens.words)
    bits = int(keying.tokens.lengths.max(initial=1)).bit_length()
    needed = (n_prefixes * int(keying.base)).bit_length() + bits
    if needed > 64:
        raise UnknownValue(
            f"ngram_range={(keying.shortest, keying.longest)} needs {needed} bits for a sequence and its count, and "
            "there are 64. Count shorter sequences, or fewer articles at a time."
        )
    return np.uint64(bits)


def _count_columns(columns: npt.NDArray[np.int32], n_columns: int, n_threads: int) -> Longs:
    """Return how often each column stands in the array."""
    cuts = np.linspace(0, len(columns), n_threads + 1).astype(int)
    tallies = np.zeros((n_threads, n_columns), dtype=np.int64)
    in_threads(
        tally, [(columns[a:b], tallies[k]) for k, (a, b) in enumerate(pairwise(cuts))], n_threads
    )
    return tallies.sum(axis=0)


def _fill_rows(keying: Keying, lay: Callable[..., None], n_threads: int) -> Longs:
    """Find the distinct keys of each row and their counts, and lay them at their place; return where each row starts.

    A block of rows is worked on in memory of its own and then laid behind the blocks before it, so that the long
    arrays are written once.
    """
    tokens = keying.tokens
    n_blocks = max(n_threads, len(tokens.ids) // BLOCK)
    cuts = np.searchsorted(tokens.starts, np.linspace(0, len(tokens.ids), n_blocks + 1)[1:-1])
    blocks = list(pairwise([0, *cuts.tolist(), tokens.n_texts]))
    most = keying.most * max(
        int(tokens.starts[last] - tokens.starts[first]) for first, last in blocks
    )
    rooms = [
        (np.empty(most, dtype=np.uint64), np.empty(most, dtype=np.int32)) for _ in range(n_threads)
    ]
    starts = np.zeros(tokens.n_texts + 1, dtype=np.int64)

    def work(keys: Keys, counts: npt.NDArray[np.int32], first: int, last: int) -> int:
        rows, ends = tokens.starts[first : last + 1], starts[first + 1 : last + 1]
        how = keying.prefixes, tokens.ids, rows, tokens.paragraphs, keying.base, keying.shortest
        return row_keys(*how, keys, counts, ends)

    at = 0
    for k in range(0, len(blocks), n_threads):
        some = list(zip(rooms, blocks[k : k + n_threads], strict=False))
        found = in_threads(work, [(*room, *block) for room, block in some], n_threads)
        ends = at + np.cumsum(found)
        in_threads(
            lay,
            [
                (slice(end - n, end), keys[:n], counts[:n])
                for ((keys, counts), _), n, end in zip(some, found, ends, strict=True)
            ],
            n_threads,
        )
        for (_, (first, last)), n, end in zip(some, found, ends, strict=True):
            starts[first + 1 : last + 1] += end - n
        at = int(ends[-1])
    return starts


def _number_columns(
    pairs: Keys, bits: np.uint64, starts: Longs, n_threads: int
) -> tuple[npt.NDArray[np.int32], Keys, Longs]:
    """Return the column of each pair of key and count, the keys of the columns, sorted, and the rows with each.

    Each thread numbers a range of keys, cut into partitions small enough for a hash table that stays near.
    """
    n_partitions = max(n_threads, len(pairs) // PARTITION)
    sample = np.sort(pairs[:: max(1, len(pairs) // 200_000)] >> bits)
    inner = (
        np.unique(sample[np.arange(1, n_partitions) * len(sample) // n_partitions])
        if len(sample)
        else sample
    )
    bounds = [np.uint64(0), *inner, np.uint64(2**64 - 1) >> bits]
    columns = room_for(len(pairs), np.int32)
    stretches = list(pairwise(np.linspace(0, len(bounds) - 1, n_threads + 1).astype(int).tolist()))

    def number(first: int, last: int) -> tuple[list[Keys], list[Longs]]:
        """Number the keys from one bound to another; the columns count from the first of them."""
        cursors, n_columns, n_slots = cursors_at(pairs, bits, starts, bounds[first]), 0, 1 << 12
        found, n_with = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.int64)]
        for bound in bounds[first + 1 : last + 1]:
            begins, table = cursors.copy(), KeyTable(n_slots)
            table.number(pairs, bits, starts, cursors, bound, columns)
            distinct, n_slots = table.distinct, len(table.slots)
            order, place = np.argsort(distinct), np.empty(len(distinct), dtype=np.int32)
            place[order] = np.arange(len(distinct))
            found.append(distinct[order])
            n_with.append(np.zeros(len(distinct), dtype=np.int64))
            to_columns(columns, begins, cursors, place, n_columns, n_with[-1])
            n_columns += len(distinct)
        return found, n_with

    def shift(first: int, last: int, n_before: int) -> None:
        begins, ends = (cursors_at(pairs, bits, starts, bounds[edge]) for edge in (first, last))
        shift_columns(columns, begins, ends, n_before)

    parts = in_threads(number, stretches, n_threads)
    sizes = [sum(map(len, found)) for found, _ in parts]
    in_threads(
        shift,
        [(*ends, n) for ends, n in zip(stretches[1:], np.cumsum(sizes), strict=False)],
        n_threads,
    )
    distinct = np.concatenate([part[0].pop(0) for part in parts for _ in part[0][:]])
    n_with = np.concatenate([part[1].pop(0) for part in parts for _ in part[1][:]])
    return columns, distinct, n_with
