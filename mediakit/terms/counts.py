"""What is counted: sequences of words as numbers before, a matrix of counts after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.terms.sequences import Sequences
from mediakit.tokens import Tokens

__all__ = ["Counts", "Keying", "Keys", "Longs"]

Longs = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Counts:
    """How often each term stands in each text.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array, shape (n_texts, n_terms)
        Whole numbers, the columns of each row in order.
    terms : Sequences
        What the columns stand for, in alphabetical order.
    n_with : ndarray of int64, shape (n_terms,)
        Texts with the term.
    """

    matrix: sparse.csr_array
    terms: Sequences
    n_with: Longs


@dataclass(frozen=True)
class Keying:
    """Sequences of `shortest` to `longest` words as keys that sort as they do.

    `prefixes[k, i]` numbers the sequence of k + 1 words that begins at token i; where it would reach over a paragraph
    it means nothing. A sequence has the key prefix * base + (number of its last word + 1); one as short as a prefix,
    prefix * base. `levels` are the keys that the prefixes of each length beyond the first stand for.
    """

    tokens: Tokens
    prefixes: npt.NDArray[np.integer]
    levels: list[Keys]
    base: np.uint64
    shortest: int
    longest: int

    @property
    def most(self) -> int:
        """How many sequences there may be for each token."""
        return self.longest - self.shortest + 1
