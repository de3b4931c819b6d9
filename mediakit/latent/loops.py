"""The compiled loop of sparse weights times dense columns."""

from __future__ import annotations

from mediakit.compiling import compiled

__all__ = ["add_products"]


@compiled
def add_products(pointers, columns, values, dense, out, first, last):
    """Write the rows first to last of a sparse matrix times a dense one into `out`."""
    width = dense.shape[1]
    for row in range(first, last):
        for q in range(width):
            out[row, q] = 0
        for place in range(pointers[row], pointers[row + 1]):
            value = values[place]
            column = columns[place]
            for q in range(width):
                out[row, q] += value * dense[column, q]
