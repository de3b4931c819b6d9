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


@dataclass(frozen=True, eq=False)
class Vectors:
    """A row for each independent unit, a column a term or feature.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of float
        Counts, or for the cosine TF-IDF weights, each row of length 1; scores of features as they are.
    names : ndarray of str
        The columns.
    metric : str
        What they are for.
    counted : TermMatrix or Features
        Where they come from, and where the sentences are found.
    """

    matrix: sparse.csr_array
    names: npt.NDArray[np.object_]
    metric: str
    counted: TermMatrix | Features

    def quote(self, articles: pd.DataFrame, name: str, n: int, group: str) -> Quotes:
        """Return sentences with a term, or the evidence for a feature."""
        if isinstance(self.counted, Features):
            return self.counted.quote(articles, name, n, group)
        return quote_sentences(articles, self.counted.finder(name), n=n, fields=self.counted.fields, group=group)


def vectors_of(counted: TermMatrix | Features, evidence: Evidence, metric: str, settings: Settings) -> Vectors:
    """Return the articles of the evidence as vectors."""
    ids = evidence.articles["article_id"]
    if isinstance(counted, Features):
        values = counted.values.set_index("article_id").reindex(ids).to_numpy(dtype=np.float64)
        if (values < 0).any():
            raise UnknownValue("A distance is measured by numbers not below 0; a feature has some.")
        matrix, names = sparse.csr_array(values), np.array(counted.names, dtype=object)
        return Vectors(sparse.csr_array(evidence.per_unit(matrix)), names, metric, counted)
    rows = pd.Index(counted.article_ids).get_indexer(ids)
    matrix = sparse.csr_array(evidence.per_unit(counted.matrix[rows]), dtype=np.float64)
    n_with = np.asarray((matrix > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(n_with >= settings.min_articles)
    matrix = sparse.csr_array(matrix[:, kept])
    if metric == "cosine":
        matrix.sort_indices()
        idf = inverse_document_frequency(n_with[kept], matrix.shape[0], smooth=True)
        weigh_in_place(matrix, idf, sublinear_tf=True, norm="l2")
    return Vectors(matrix, counted.terms[kept], metric, counted)
