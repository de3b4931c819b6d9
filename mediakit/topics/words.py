"""What topics are made of: the words of the articles, as weights and as logarithms of counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Flags, Floats, Longs
from mediakit.latent import Weights
from mediakit.terms import TermMatrix, count_terms, take_terms, unite_terms
from mediakit.terms.sequences import NONE
from mediakit.terms.term_counts import move_columns
from mediakit.terms.weighting import inverse_document_frequency, weigh_in_place

__all__ = ["TopicWords", "read_known_words", "read_words"]

#: A term in more of the articles than this parts no topic from another.
_MOST, _MOST_ARTICLES = 0.2, 25
#: In so many articles, a term must be in five of them, not in two.
_MANY = 1000

StopWords = str | Iterable[str | None] | None


@dataclass(frozen=True, eq=False)
class TopicWords:
    """The words of articles.

    Attributes
    ----------
    article_ids : ndarray of str, shape (n_articles,)
        The rows, sorted.
    terms : ndarray of str, shape (n_terms,)
        The columns.
    idf : ndarray of float, shape (n_terms,)
        How much each term weighs.
    weights : Weights, shape (n_articles, n_terms)
        TF-IDF with 1 + log(count), each article of length 1.
    logs : Weights, shape (n_articles, n_terms)
        The logarithm of one more than each count.
    """

    article_ids: np.ndarray
    terms: np.ndarray
    idf: Floats
    weights: Weights
    logs: Weights

    @property
    def has_words(self) -> Flags:
        """Whether an article has any of the terms."""
        return np.diff(self.weights.by_row.indptr) > 0

    def rows(self, chosen: Flags | Longs) -> TopicWords:
        """Return some of the articles; terms weigh what they weighed."""
        weights, logs = self.weights.by_row[chosen], self.logs.by_row[chosen]
        ids = self.article_ids[chosen]
        return TopicWords(ids, self.terms, self.idf, Weights(weights), Weights(logs))


def read_words(
    articles: pd.DataFrame,
    fields: Sequence[str],
    *,
    stop_words: StopWords,
    shaping: Flags,
) -> TopicWords:
    """Return the words that topics are found from.

    A term in more than a fifth of the articles is what they share, the phrases of an outlet's page
    among them, and parts no topic from another; on labelled corpora topics without such terms came
    out nearer to the editors' (see docs/decisions.md). In a small table a fifth is too few, so 25
    articles are allowed.

    Parameters
    ----------
    articles : DataFrame
        The articles.
    fields : sequence of str
        The columns to read.
    stop_words : str, list of str or None
        Words to leave out.
    shaping : ndarray of bool, shape (n_articles,)
        Which of the articles, sorted by article_id, say which terms there are and what they weigh:
        one of each text.
    """
    counted = _count(articles, fields, stop_words)
    n_shaping = int(shaping.sum())
    n_with = _articles_with(counted.matrix[shaping])
    fewest = 2
    if n_shaping >= _MANY:
        fewest = 5
    most = max(_MOST * n_shaping, min(_MOST_ARTICLES, n_shaping))
    kept = (n_with >= fewest) & (n_with <= most) & ~_is_letter(counted.terms)
    counted = take_terms(counted, kept)
    idf = inverse_document_frequency(n_with[kept], n_shaping, smooth=True)
    return _weigh(counted.article_ids, counted.terms, idf, counted.matrix)


def read_known_words(
    articles: pd.DataFrame,
    fields: Sequence[str],
    terms: np.ndarray,
    idf: Floats,
) -> TopicWords:
    """Return the words of articles as far as they are known, with the weights that they have."""
    counted = _count(articles, fields, None)
    place_of = {str(term): place for place, term in enumerate(terms)}
    places = np.array([place_of.get(str(term), NONE) for term in counted.terms], dtype=np.int64)
    matrix = move_columns(counted.matrix, places, len(terms))
    matrix.sort_indices()
    return _weigh(counted.article_ids, terms, idf, matrix)


def _count(
    articles: pd.DataFrame,
    fields: Sequence[str],
    stop_words: StopWords,
) -> TermMatrix:
    """Count the words, a possessive with its word."""
    counted = count_terms(articles, fields=list(fields), stop_words=stop_words)
    return unite_terms(counted, {})


def _articles_with(matrix: sparse.csr_array) -> Longs:
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int64)


def _is_letter(terms: np.ndarray) -> Flags:
    """Whether a term is a single letter of an alphabet, which names nothing."""
    return np.array([len(term) == 1 and term.upper() != term for term in terms], dtype=bool)


def _weigh(
    article_ids: np.ndarray,
    terms: np.ndarray,
    idf: Floats,
    counts: sparse.csr_array,
) -> TopicWords:
    weights = counts.astype(np.float64)
    weigh_in_place(weights, idf, sublinear_tf=True, norm="l2")
    ids = article_ids.astype(str)
    logs = np.log1p(counts.data)
    return TopicWords(ids, terms, idf, _single(counts, weights.data), _single(counts, logs))


def _single(counts: sparse.csr_array, values: Floats) -> Weights:
    arrays = (values.astype(np.float32), counts.indices, counts.indptr)
    return Weights(sparse.csr_array(arrays, shape=counts.shape))
