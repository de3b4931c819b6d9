"""Articles as vectors: what is counted in each, as far as distances between groups are measured by it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.comparing.features import Features
from mediakit.comparing.settings import Settings
from mediakit.context import Quotes, quote_sentences
from mediakit.errors import UnknownValue
from mediakit.independence import Evidence
from mediakit.terms import TermMatrix
from mediakit.terms.weighting import inverse_document_frequency, weigh_in_place

__all__ = ["Vectors", "vectors_of"]

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Vectors:
    """A row for each independent unit, a column a term or feature.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of float
        Counts of terms, or scores of features.
    names : ndarray of str
        The columns.
    idf : ndarray of float or None
        What terms are weighed by for the cosine; None where nothing is weighed.
    counted : TermMatrix or Features
        Where they come from, and where the sentences are found.
    """

    matrix: sparse.csr_array
    names: npt.NDArray[np.object_]
    idf: Floats | None
    counted: TermMatrix | Features

    def weighed(self, matrix: sparse.csr_array) -> sparse.csr_array:
        """Return counts as TF-IDF vectors of length 1, where the metric asks for that."""
        if self.idf is None:
            return matrix
        weights = sparse.csr_array(matrix, copy=True)
        weights.sort_indices()
        weigh_in_place(weights, self.idf, sublinear_tf=True, norm="l2")
        return weights

    def equally_long(
        self, a: Longs, b: Longs, random_state: int
    ) -> tuple[sparse.csr_array, sparse.csr_array]:
        """Return the counts of two groups with as many words in their articles, by leaving out words at random.

        Short articles are noisier than long ones, and chance would not put them apart as they are. So the longest
        article of a group is brought down to the words of the other's longest, and so on (each to the same quantile).
        """
        sides = self.matrix[a], self.matrix[b]
        if isinstance(self.counted, Features) or any((side.data % 1 != 0).any() for side in sides):
            return sides
        generator = np.random.default_rng(random_state)
        lengths = [np.asarray(side.sum(axis=1), dtype=float).ravel() for side in sides]
        thinned = []
        for side, own, other in ((sides[0], *lengths), (sides[1], *lengths[::-1])):
            quantile = (np.argsort(np.argsort(own, kind="stable"), kind="stable") + 0.5) / len(own)
            kept = np.minimum(np.quantile(other, quantile) / np.maximum(own, 1), 1)
            part = sparse.csr_array(side, copy=True)
            part.sort_indices()
            part.data = generator.binomial(
                part.data.astype(np.int64), np.repeat(kept, np.diff(part.indptr))
            ).astype(float)
            part.eliminate_zeros()
            thinned.append(part)
        return thinned[0], thinned[1]

    def quote(self, articles: pd.DataFrame, name: str, n: int, group: str) -> Quotes:
        """Return sentences with a term, or the evidence for a feature."""
        if isinstance(self.counted, Features):
            return self.counted.quote(articles, name, n, group)
        return quote_sentences(
            articles, self.counted.finder(name), n=n, fields=self.counted.fields, group=group
        )


def vectors_of(
    counted: TermMatrix | Features, evidence: Evidence, metric: str, settings: Settings
) -> Vectors:
    """Return the articles of the evidence as vectors."""
    ids = evidence.articles["article_id"]
    if isinstance(counted, Features):
        values = counted.values.set_index("article_id").reindex(ids).to_numpy(dtype=np.float64)
        if (values < 0).any():
            raise UnknownValue("A distance is measured by numbers not below 0; a feature has some.")
        matrix, names = sparse.csr_array(values), np.array(counted.names, dtype=object)
        return Vectors(sparse.csr_array(evidence.per_unit(matrix)), names, None, counted)
    rows = pd.Index(counted.article_ids).get_indexer(ids)
    matrix = sparse.csr_array(evidence.per_unit(counted.matrix[rows]), dtype=np.float64)
    n_with = np.asarray((matrix > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(n_with >= settings.min_articles)
    idf = (
        inverse_document_frequency(n_with[kept], matrix.shape[0], smooth=True)
        if metric == "cosine"
        else None
    )
    return Vectors(sparse.csr_array(matrix[:, kept]), counted.terms[kept], idf, counted)
