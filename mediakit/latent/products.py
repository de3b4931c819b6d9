"""Products of sparse weights with dense columns, the same bits whatever the number of threads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse
from threadpoolctl import threadpool_limits

from mediakit.compiling import in_threads
from mediakit.latent.loops import add_products

__all__ = ["Singles", "Weights", "blocks", "one_thread", "unit_rows"]

Singles = npt.NDArray[np.float32]

#: Rows are worked on in so many blocks, whatever the number of threads.
_BLOCKS = 64


@dataclass(frozen=True, eq=False)
class Weights:
    """Sparse weights in single precision, by rows and by columns.

    Attributes
    ----------
    by_row : scipy.sparse.csr_array of float32, shape (n_articles, n_terms)
    """

    by_row: sparse.csr_array

    @cached_property
    def by_column(self) -> sparse.csr_array:
        """The same, transposed."""
        return self.by_row.T.tocsr()

    @property
    def shape(self) -> tuple[int, int]:
        """Articles and terms."""
        return self.by_row.shape

    def times(self, dense: npt.NDArray[np.generic]) -> Singles:
        """Return the weights times dense columns, shape (n_articles, k)."""
        return times(self.by_row, dense)

    def transposed_times(self, dense: npt.NDArray[np.generic]) -> Singles:
        """Return the transposed weights times dense columns, shape (n_terms, k)."""
        return times(self.by_column, dense)


def times(matrix: sparse.csr_array, dense: npt.NDArray[np.generic]) -> Singles:
    """Return a sparse matrix times a dense one, in single precision."""
    columns = np.ascontiguousarray(dense, dtype=np.float32)
    out = np.empty((matrix.shape[0], columns.shape[1]), dtype=np.float32)
    arrays = (matrix.indptr, matrix.indices, matrix.data)

    def multiply(first: int, last: int) -> None:
        add_products(*arrays, columns, out, first, last)

    in_threads(multiply, blocks(matrix))
    return out


def blocks(matrix: sparse.csr_array) -> list[tuple[int, int]]:
    """Return the first and last rows of blocks with about equally many entries."""
    ends = np.linspace(0, matrix.nnz, _BLOCKS + 1)[1:-1]
    cuts = np.unique(np.searchsorted(matrix.indptr, ends))
    cuts = cuts[(cuts > 0) & (cuts < matrix.shape[0])].tolist()
    return list(pairwise([0, *cuts, matrix.shape[0]]))


def unit_rows(values: npt.NDArray[np.generic]) -> Singles:
    """Return rows of length 1; rows of zeros stay as they are."""
    length = np.linalg.norm(values, axis=1, keepdims=True)
    return (values / np.where(length > 0, length, 1)).astype(np.float32)


def one_thread() -> threadpool_limits:
    """Let products of dense columns run on one thread, so that their last bits stay the same."""
    return threadpool_limits(1)
