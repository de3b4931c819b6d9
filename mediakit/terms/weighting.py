"""From counts to TF-IDF weights."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from mediakit.arrays import Floats, Longs
from mediakit.compiling import in_threads
from mediakit.terms.term_counts import TermCounts, blocks_of_rows

__all__ = ["inverse_document_frequency", "weigh_counts", "weigh_in_place"]


def inverse_document_frequency(n_with: Longs, n_texts: int, *, smooth: bool) -> Floats:
    """Return ln(n / df) + 1, or ln((1 + n) / (1 + df)) + 1 if smoothed: one more text has all."""
    with np.errstate(divide="ignore"):
        return np.log((n_texts + smooth) / (n_with.astype(np.float64) + smooth)) + 1.0


def weigh_counts(counts: TermCounts, *, sublinear_tf: bool = False) -> sparse.csr_array:
    """Return the smoothed TF-IDF weights of counts, the squares of each row adding up to 1."""
    weights = counts.matrix.astype(np.float64)
    idf = inverse_document_frequency(counts.n_with, weights.shape[0], smooth=True)
    weigh_in_place(weights, idf, sublinear_tf=sublinear_tf, norm="l2")
    return weights


def weigh_in_place(
    matrix: sparse.csr_array,
    idf: Floats | None,
    *,
    sublinear_tf: bool,
    norm: str | None,
    n_threads: int | None = None,
) -> None:
    """Turn the counts of a matrix of floats into weights: tf by idf, each row over its norm."""

    def weigh_rows(first: int, last: int) -> None:
        pointers = matrix.indptr[first : last + 1]
        entries = slice(pointers[0], pointers[-1])
        values = matrix.data[entries]
        if sublinear_tf:
            np.log(values, out=values)
            values += 1.0
        if idf is not None:
            values *= idf[matrix.indices[entries]]
        if norm is not None and len(values):
            _divide_by_norm(values, pointers - pointers[0], norm)

    in_threads(weigh_rows, list(blocks_of_rows(matrix)), n_threads)


def _divide_by_norm(values: Floats, pointers: Longs, norm: str) -> None:
    """Divide the values of each row by the row's norm; rows of zeros stay as they are."""
    lengths = np.diff(pointers)
    filled = lengths > 0
    begins = pointers[:-1][filled]
    if norm == "l2":
        norms = np.sqrt(np.add.reduceat(values * values, begins))
    else:
        norms = np.add.reduceat(np.abs(values), begins)
    norms = np.where(norms > 0, norms, 1.0)
    values /= np.repeat(norms, lengths[filled])
