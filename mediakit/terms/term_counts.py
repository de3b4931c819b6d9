"""How often each term occurs in each text: the counts, and how columns are selected and moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from mediakit.arrays import Flags, Longs
from mediakit.compiling import room_for
from mediakit.terms.sequences import NONE, Sequences

__all__ = [
    "TermCounts",
    "blocks_of_rows",
    "count_part_again",
    "keep_terms",
    "move_columns",
    "stack_moved",
    "terms_in_range",
]

#: Entries worked on at a time.
BLOCK = 1_000_000


@dataclass(frozen=True)
class TermCounts:
    """How often each term occurs in each text.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array, shape (n_texts, n_terms)
        Whole numbers, the columns of each row in order.
    terms : Sequences
        What the columns count, in alphabetical order.
    n_with : ndarray of int64, shape (n_terms,)
        Texts with the term.
    """

    matrix: sparse.csr_array
    terms: Sequences
    n_with: Longs


def terms_in_range(
    counts: TermCounts,
    min_df: float,
    max_df: float,
    max_features: int | None,
    *,
    break_ties: bool = True,
) -> Flags:
    """Say which terms occur in enough texts and not in too many; of those, the most frequent.

    A whole number is a number of texts, a fraction a share of them. Of equally frequent terms the
    first in the alphabet are kept; with `break_ties=False`, those that scikit-learn would keep.
    """
    n_texts = counts.matrix.shape[0]
    enough = counts.n_with >= _number_of_texts(min_df, n_texts)
    not_too_many = counts.n_with <= _number_of_texts(max_df, n_texts)
    kept: Flags = enough & not_too_many
    if max_features is None or kept.sum() <= max_features:
        return kept
    totals = np.asarray(counts.matrix.sum(axis=0)).ravel()[kept]
    if break_ties:
        order = np.argsort(-totals, kind="stable")
    else:
        order = np.argsort(-totals)
    too_rare = np.flatnonzero(kept)[order[max_features:]]
    kept[too_rare] = False
    return kept


def _number_of_texts(df: float, n_texts: int) -> float:
    """Return a document frequency, given as a number of texts or a share of them, as a number."""
    if isinstance(df, int | np.integer):
        return df
    return df * n_texts


def keep_terms(counts: TermCounts, kept: Flags) -> TermCounts:
    """Return the counts of the terms that are True in `kept`."""
    if kept.all():
        return counts
    places = np.where(kept, np.cumsum(kept) - 1, NONE)
    matrix = move_columns(counts.matrix, places, int(kept.sum()))
    return TermCounts(matrix, counts.terms.take(kept), counts.n_with[kept])


def move_columns(matrix: sparse.csr_array, places: Longs, n_columns: int) -> sparse.csr_array:
    """Return a new matrix with each column at its place; those with place -1 are left out."""
    return stack_moved([matrix], [places], n_columns)


def stack_moved(
    matrices: Sequence[sparse.csr_array], places: Sequence[Longs], n_columns: int
) -> sparse.csr_array:
    """Return the rows of all matrices one below the other, each with its columns moved.

    The new arrays are written once: beside them only a block of entries takes memory.
    """
    n_entries = sum(matrix.nnz for matrix in matrices)
    data = room_for(n_entries, matrices[0].data.dtype)
    indices = room_for(n_entries, matrices[0].indices.dtype)
    pointers = [np.zeros(1, dtype=np.int64)]
    n_written = 0
    for matrix, its_places in zip(matrices, places, strict=True):
        for first, last in blocks_of_rows(matrix):
            entries = slice(matrix.indptr[first], matrix.indptr[last])
            columns = its_places[matrix.indices[entries]]
            kept = columns != NONE
            n_kept_before = np.concatenate([[0], np.cumsum(kept)])
            row_ends = matrix.indptr[first + 1 : last + 1] - entries.start
            pointers.append(n_written + n_kept_before[row_ends])
            target = slice(n_written, n_written + int(n_kept_before[-1]))
            indices[target] = columns[kept]
            data[target] = matrix.data[entries][kept]
            n_written = target.stop
    n_rows = sum(matrix.shape[0] for matrix in matrices)
    row_starts = np.concatenate(pointers)
    if n_written < 2**31:
        row_starts = row_starts.astype(np.int32)
    arrays = (data[:n_written], indices[:n_written], row_starts)
    moved = sparse.csr_array(arrays, (n_rows, n_columns), copy=False)
    moved.sort_indices()
    return moved


def count_part_again(counts: TermCounts, part: TermCounts, *, times: int) -> TermCounts:
    """Add the counts of a part of each text, such as its title, once or several times more.

    The part has no term that the whole text lacks.
    """
    places = part.terms.places_in(counts.terms)
    extra = move_columns(part.matrix, places, len(counts.terms))
    matrix = sparse.csr_array(counts.matrix + times * extra)
    return TermCounts(matrix, counts.terms, counts.n_with)


def blocks_of_rows(matrix: sparse.csr_array) -> Iterator[tuple[int, int]]:
    """Cut the rows into blocks of about the same number of entries."""
    n_blocks = max(1, matrix.nnz // BLOCK)
    even = np.linspace(0, matrix.nnz, n_blocks + 1)
    cuts = np.searchsorted(matrix.indptr, even[1:-1])
    return pairwise([0, *cuts.tolist(), matrix.shape[0]])
