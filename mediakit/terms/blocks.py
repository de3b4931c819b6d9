"""Counting large tables with the compiled loops: rows in blocks, columns in partitions, both shared by threads."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.compiling import in_threads, room_for
from mediakit.terms.counting import Keying
from mediakit.terms.loops import KeyTable, cursors_at, row_keys, shift_columns, to_columns

__all__ = ["count_in_blocks"]

#: Rows are handled in blocks of so many tokens, and columns in partitions of so many entries.
BLOCK, PARTITION = 500_000, 1_000_000

Longs = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]


def count_in_blocks(keying: Keying, dtype: type, n_threads: int) -> tuple[sparse.csr_array, Keys, Longs]:
    """Return the matrix of counts, the keys of its columns in order, and the texts with each.

    Arrays are as long as they may have to be; memory is taken up as they are written.
    """
    n_texts, most = keying.tokens.n_texts, keying.most * len(keying.tokens.ids)
    values: npt.NDArray[Any]
    if keying.longest == 1:
        columns, values = room_for(most, np.int32), room_for(most, dtype)
        starts = _fill_rows(keying, columns, values, n_threads)
        n, distinct = int(starts[-1]), np.arange(len(keying.tokens.words), dtype=np.uint64)
        columns, values = columns[:n], values[:n]
        n_with = np.bincount(columns, minlength=len(distinct))
    else:
        keys, counts = room_for(most, np.uint64), room_for(most, np.int32)
        starts = _fill_rows(keying, keys, counts, n_threads)
        n = int(starts[-1])
        columns, distinct, n_with = _number_columns(keys[:n], starts, n_threads)
        values = keys[:n].view(dtype)  # the keys are not needed any more: the counts take their place in memory
        values[:] = counts[:n]
    pointers = starts.astype(np.int32) if n < 2**31 else starts
    matrix = sparse.csr_array((values, columns, pointers), (n_texts, len(distinct)), copy=False)
    matrix.has_sorted_indices = matrix.has_canonical_format = True
    return matrix, distinct, n_with


def _fill_rows(keying: Keying, keys: npt.NDArray[Any], counts: npt.NDArray[Any], n_threads: int) -> Longs:
    """Write the distinct keys of each row and their counts; return where each row starts.

    A block of rows is worked on in memory of its own and then laid behind the blocks before it, so that the long
    arrays are written once.
    """
    tokens = keying.tokens
    n_blocks = max(n_threads, len(tokens.ids) // BLOCK)
    cuts = np.searchsorted(tokens.starts, np.linspace(0, len(tokens.ids), n_blocks + 1)[1:-1])
    blocks = list(pairwise([0, *cuts.tolist(), tokens.n_texts]))
    starts = np.zeros(tokens.n_texts + 1, dtype=np.int64)

    def work(first: int, last: int) -> tuple[Keys, npt.NDArray[np.int32]]:
        rows, ends = tokens.starts[first : last + 1], starts[first + 1 : last + 1]
        room = keying.most * int(rows[-1] - rows[0])
        some = np.empty(room, dtype=np.uint64), np.empty(room, dtype=np.int32)
        n = row_keys(keying.prefixes, tokens.ids, rows, tokens.paragraphs, keying.base, keying.shortest, *some, ends)
        return some[0][:n], some[1][:n]

    def lay(at: int, some_keys: npt.NDArray[Any], some_counts: npt.NDArray[Any]) -> None:
        keys[at : at + len(some_keys)], counts[at : at + len(some_counts)] = some_keys, some_counts

    at = 0
    for k in range(0, len(blocks), n_threads):
        some = blocks[k : k + n_threads]
        found = in_threads(work, some, n_threads)
        places = at + np.cumsum([0, *(len(some_keys) for some_keys, _ in found)])
        in_threads(lay, [(place, *part) for place, part in zip(places, found, strict=False)], n_threads)
        for (first, last), place in zip(some, places, strict=False):
            starts[first + 1 : last + 1] += place
        at = int(places[-1])
    return starts


def _number_columns(keys: Keys, starts: Longs, n_threads: int) -> tuple[npt.NDArray[np.int32], Keys, Longs]:
    """Return the column of each key, the keys of the columns, sorted, and the rows with each.

    Each thread numbers a range of keys, cut into partitions small enough for a hash table that stays near.
    """
    n_partitions = max(n_threads, len(keys) // PARTITION)
    sample = np.sort(keys[:: max(1, len(keys) // 200_000)])
    inner = np.unique(sample[np.arange(1, n_partitions) * len(sample) // n_partitions]) if len(sample) else sample
    bounds = [np.uint64(0), *inner, np.uint64(2**64 - 1)]
    columns = room_for(len(keys), np.int32)
    stretches = list(pairwise(np.linspace(0, len(bounds) - 1, n_threads + 1).astype(int).tolist()))

    def number(first: int, last: int) -> tuple[list[Keys], list[Longs]]:
        """Number the keys from one bound to another; the columns count from the first of them."""
        cursors, n_columns, n_slots = cursors_at(keys, starts, bounds[first]), 0, 1 << 12
        found, n_with = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.int64)]
        for bound in bounds[first + 1 : last + 1]:
            begins, table = cursors.copy(), KeyTable(n_slots)
            table.number(keys, starts, cursors, bound, columns)
            distinct, n_slots = table.distinct, len(table.slots)
            order, place = np.argsort(distinct), np.empty(len(distinct), dtype=np.int32)
            place[order] = np.arange(len(distinct))
            found.append(distinct[order])
            n_with.append(np.zeros(len(distinct), dtype=np.int64))
            to_columns(columns, begins, cursors, place, n_columns, n_with[-1])
            n_columns += len(distinct)
        return found, n_with

    def shift(first: int, last: int, n_before: int) -> None:
        begins, ends = (cursors_at(keys, starts, bounds[edge]) for edge in (first, last))
        shift_columns(columns, begins, ends, n_before)

    parts = in_threads(number, stretches, n_threads)
    sizes = [sum(map(len, found)) for found, _ in parts]
    in_threads(shift, [(*ends, n) for ends, n in zip(stretches[1:], np.cumsum(sizes), strict=False)], n_threads)
    distinct, n_with = (np.concatenate([piece for part in parts for piece in part[side]]) for side in (0, 1))
    return columns, distinct, n_with
