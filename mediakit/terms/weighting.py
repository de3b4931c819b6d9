"""From counts to TF-IDF weights, and which terms are kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.compiling import in_threads
from mediakit.terms.counts import Counts
from mediakit.terms.sequences import NONE

__all__ = [
    "inverse_document_frequency",
    "keep_terms",
    "kept_terms",
    "move_columns",
    "weigh_in_place",
]

#: Entries worked on at a time.
BLOCK = 1_000_000


def kept_terms(
    counts: Counts,
    min_df: float,
    max_df: float,
    max_features: int | None,
    *,
    break_ties: bool = True,
) -> npt.NDArray[np.bool_]:
    """Say which terms stand in enough texts and not in too many; of those, the most frequent.

    A whole number is a number of texts, a fraction a share of them. Of terms equally frequent the first in the
    alphabet are kept, unless `break_ties` is False: then what scikit-learn would keep.
    """
    n_texts = counts.matrix.shape[0]
    low, high = (
        df if isinstance(df, int | np.integer) else df * n_texts for df in (min_df, max_df)
    )
    kept = (counts.n_with >= low) & (counts.n_with <= high)
    if max_features is not None and kept.sum() > max_features:
        total = np.asarray(counts.matrix.sum(axis=0)).ravel()[kept]
        order = (-total).argsort(kind="stable" if break_ties else None)
        kept[np.flatnonzero(kept)[order[max_features:]]] = False
    return kept


def keep_terms(counts: Counts, kept: npt.NDArray[np.bool_]) -> Counts:
    """Return the columns kept; the arrays of the matrix are shortened in place."""
    if kept.all():
        return counts
    place = np.where(kept, np.cumsum(kept) - 1, NONE)
    return Counts(
        move_columns(counts.matrix, place, int(kept.sum())),
        counts.terms.take(kept),
        counts.n_with[kept],
    )


def move_columns(
    matrix: sparse.csr_array, place: npt.NDArray[np.int64], n_columns: int
) -> sparse.csr_array:
    """Return the matrix with each column at its place and those with place -1 left out, working in place."""
    place = place.astype(matrix.indices.dtype)
    starts, at = np.zeros_like(matrix.indptr), 0
    for first, last in _blocks(matrix):
        inside = slice(matrix.indptr[first], matrix.indptr[last])
        columns = place[matrix.indices[inside]]
        stay = columns != NONE
        before = np.concatenate([[0], np.cumsum(stay)])
        starts[first + 1 : last + 1] = (
            at + before[matrix.indptr[first + 1 : last + 1] - matrix.indptr[first]]
        )
        n = int(before[-1])
        matrix.indices[at : at + n], matrix.data[at : at + n] = (
            columns[stay],
            matrix.data[inside][stay],
        )
        at += n
    moved = sparse.csr_array(
        (matrix.data[:at], matrix.indices[:at], starts), (matrix.shape[0], n_columns), copy=False
    )
    moved.sort_indices()
    return moved


def inverse_document_frequency(
    n_with: npt.NDArray[np.int64], n_texts: int, *, smooth: bool
) -> npt.NDArray[np.float64]:
    """Return ln(n / df) + 1; smoothed as though one more text held every term, ln((1 + n) / (1 + df)) + 1."""
    with np.errstate(divide="ignore"):
        return np.log((n_texts + smooth) / (n_with.astype(np.float64) + smooth)) + 1.0


def weigh_in_place(
    matrix: sparse.csr_array,
    idf: npt.NDArray[np.float64] | None,
    *,
    sublinear_tf: bool,
    norm: str | None,
    n_threads: int | None = None,
) -> None:
    """Turn the counts of a matrix of floats into weights: tf by idf, each row divided by its norm."""

    def work(first: int, last: int) -> None:
        inside = slice(matrix.indptr[first], matrix.indptr[last])
        values, lengths = matrix.data[inside], np.diff(matrix.indptr[first : last + 1])
        if sublinear_tf:
            np.log(values, out=values)
            values += 1.0
        if idf is not None:
            values *= idf[matrix.indices[inside]]
        filled = lengths > 0
        if norm is None or not filled.any():
            return
        begins = (matrix.indptr[first:last] - matrix.indptr[first])[filled]
        sums = np.add.reduceat(values * values if norm == "l2" else np.abs(values), begins)
        sums = np.sqrt(sums) if norm == "l2" else sums
        values /= np.repeat(np.where(sums > 0, sums, 1.0), lengths[filled])

    in_threads(work, list(_blocks(matrix)), n_threads)


def _blocks(matrix: sparse.csr_array) -> Iterator[tuple[int, int]]:
    """Cut the rows into blocks of about the same number of entries."""
    n_blocks = max(1, matrix.nnz // BLOCK)
    cuts = np.searchsorted(matrix.indptr, np.linspace(0, matrix.nnz, n_blocks + 1)[1:-1])
    return pairwise([0, *cuts.tolist(), matrix.shape[0]])
