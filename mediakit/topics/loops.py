"""The compiled loops of topic models: a half step of NMF, and the nearest of some centres."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled

__all__ = ["improve_rows", "write_nearest"]


@compiled
def improve_rows(pointers, columns, values, other, gram, own, n_sweeps, first, last):
    """Improve some rows of one factor while the other stays: coordinate descent on each row.

    Parameters
    ----------
    pointers, columns, values : the sparse matrix, compressed by rows
    other : float32, (n_columns, k), the factor that stays
    gram : float32, (k, k), its products with itself
    own : float32, (n_rows, k), is improved
    n_sweeps : how often to go over the k numbers of a row

    Returns
    -------
    float64, (k, k), the products of the improved rows with themselves
    """
    k = own.shape[1]
    rest = np.empty(k, np.float32)
    products = np.zeros((k, k), np.float64)
    for row in range(first, last):
        mine = own[row]
        rest[:] = 0
        for place in range(pointers[row], pointers[row + 1]):
            value = values[place]
            column = columns[place]
            for q in range(k):
                rest[q] += value * other[column, q]
        for q in range(k):
            if mine[q] != 0:
                for r in range(k):
                    rest[r] -= mine[q] * gram[q, r]
        for _ in range(n_sweeps):
            for q in range(k):
                if gram[q, q] <= 0:
                    continue
                step = rest[q] / gram[q, q]
                if mine[q] + step < 0:
                    step = -mine[q]
                if step != 0:
                    mine[q] += step
                    for r in range(k):
                        rest[r] -= step * gram[q, r]
        for q in range(k):
            if mine[q] != 0:
                for r in range(k):
                    products[q, r] += mine[q] * mine[r]
    return products


@compiled
def write_nearest(rows, centres, labels, first, last):
    """Write which centre each of some rows has the largest product with; of equals the first."""
    k, width = centres.shape
    for row in range(first, last):
        best = np.float32(-np.inf)
        for centre in range(k):
            product = np.float32(0)
            for q in range(width):
                product += rows[row, q] * centres[centre, q]
            if product > best:
                best = product
                labels[row] = centre
