"""Articles as vectors: what is counted in each, as far as distances between groups are measured by
it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.arrays import Floats, Longs
from mediakit.errors import UnknownValue
from mediakit.features import Features
from mediakit.independence import Evidence
from mediakit.terms import TermMatrix
from mediakit.terms.weighting import inverse_document_frequency, weigh_in_place

__all__ = ["Vectors", "vectors_of"]


@dataclass(frozen=True, eq=False)
class Vectors:
    """A row for each independent unit, a column for each term or feature.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of float
        Counts of terms, or scores of features.
    names : ndarray of str
        The columns.
    idf : ndarray of float or None
        What terms are weighed by for the cosine; None if nothing is weighed.
    counted : TermMatrix or Features
        Where the numbers come from, and where the sentences are found.
    """

    matrix: sparse.csr_array
    names: npt.NDArray[np.object_]
    idf: Floats | None
    counted: TermMatrix | Features

    def weighed(self, matrix: sparse.csr_array) -> sparse.csr_array:
        """Return counts as TF-IDF vectors of length 1, if the metric asks for that."""
        if self.idf is None:
            return matrix
        weights = sparse.csr_array(matrix, copy=True)
        weights.sort_indices()
        weigh_in_place(weights, self.idf, sublinear_tf=True, norm="l2")
        return weights

    def equally_long(
        self,
        a: Longs,
        b: Longs,
        random_state: int,
    ) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Return the counts of two groups with as many words in their articles, by leaving out
        words at random.

        Short articles are noisier than long ones, and chance would not put them as far apart. So
        the longest article of a group is brought down to the words of the other's longest, and so
        on (each to the same quantile).
        """
        in_a, in_b = self.matrix[a], self.matrix[b]
        if isinstance(self.counted, Features) or not (_is_whole(in_a) and _is_whole(in_b)):
            return in_a, in_b
        generator = np.random.default_rng(random_state)
        lengths_a, lengths_b = _lengths(in_a), _lengths(in_b)
        thinned_a = _thinned(in_a, lengths_a, lengths_b, generator)
        thinned_b = _thinned(in_b, lengths_b, lengths_a, generator)
        return thinned_a, thinned_b


def _is_whole(counts: sparse.csr_array) -> bool:
    return bool((counts.data % 1 == 0).all())


def _lengths(counts: sparse.csr_array) -> Floats:
    return np.asarray(counts.sum(axis=1), dtype=float).ravel()


def _thinned(
    counts: sparse.csr_array,
    own: Floats,
    other: Floats,
    generator: np.random.Generator,
) -> sparse.csr_array:
    """Return counts with words left out, so that the articles are no longer than those of the other
    group."""
    rank = np.argsort(np.argsort(own, kind="stable"), kind="stable")
    quantile = (rank + 0.5) / len(own)
    kept = np.minimum(np.quantile(other, quantile) / np.maximum(own, 1), 1)
    part = sparse.csr_array(counts, copy=True)
    part.sort_indices()
    chance = np.repeat(kept, np.diff(part.indptr))
    part.data = generator.binomial(part.data.astype(np.int64), chance).astype(float)
    part.eliminate_zeros()
    return part


def vectors_of(
    counted: TermMatrix | Features,
    evidence: Evidence,
    metric: str,
    min_articles: int,
) -> Vectors:
    """Return the articles of the evidence as vectors."""
    ids = evidence.counted_ids
    if isinstance(counted, Features):
        values = counted.of(ids)
        if (values < 0).any():
            raise UnknownValue("A distance needs numbers that are not below 0; a feature has some.")
        matrix = sparse.csr_array(evidence.per_unit(sparse.csr_array(values)))
        return Vectors(matrix, np.array(counted.names, dtype=object), None, counted)
    rows = pd.Index(counted.article_ids).get_indexer(ids)
    matrix = sparse.csr_array(evidence.per_unit(counted.matrix[rows]), dtype=np.float64)
    n_with = np.asarray((matrix > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(n_with >= min_articles)
    idf = None
    if metric == "cosine":
        idf = inverse_document_frequency(n_with[kept], matrix.shape[0], smooth=True)
    return Vectors(sparse.csr_array(matrix[:, kept]), counted.terms[kept], idf, counted)
