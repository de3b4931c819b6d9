"""Non-negative matrix factorisation of term weights, until its labels stay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from mediakit.arrays import Floats, Longs
from mediakit.compiling import in_threads
from mediakit.latent import Axes, Singles, Weights, blocks
from mediakit.topics.loops import improve_rows

__all__ = ["Factors", "factor", "improve", "products_of"]

#: Labels are settled when no more than this share of the articles changes in so many iterations.
_STILL, _ITERATIONS = 0.005, 3
_MOST_ITERATIONS, _SWEEPS = 20, 3


@dataclass(frozen=True, eq=False)
class Factors:
    """Two factors whose product comes near the weights.

    Attributes
    ----------
    strength : ndarray of float32, shape (n_articles, k)
        How strong each topic is in each article.
    terms : ndarray of float32, shape (n_terms, k)
        How strong each term is in each topic.
    n_iterations : int
        How many it took.
    """

    strength: Singles
    terms: Singles
    n_iterations: int

    @property
    def labels(self) -> Longs:
        """The topic that is strongest in each article, each topic brought to the same size."""
        return _labels(self.strength)


def factor(
    weights: Weights,
    axes: Axes,
    k: int,
    *,
    most_iterations: int = _MOST_ITERATIONS,
) -> Factors:
    """Factor the weights in k topics, from a start that the axes give (NNDSVD).

    The error is settled long before the labels are: at an error a thousandth above the last one,
    every fifth article still has another topic. So labels decide when to stop.

    References
    ----------
    Cichocki and Phan (2009), doi:10.1587/transfun.E92.A.708, for the updates (HALS); Boutsidis and
    Gallopoulos (2008), doi:10.1016/j.patcog.2007.09.010, for the start.
    """
    strength, terms = _start(axes.of(weights), axes, k)
    gram = products_of(terms)
    labels = [_labels(strength)]
    for n_iterations in range(1, most_iterations + 1):
        gram = improve(weights.by_row, terms, gram, strength, n_sweeps=_SWEEPS)
        gram = improve(weights.by_column, strength, gram, terms, n_sweeps=_SWEEPS)
        labels.append(_labels(strength))
        if n_iterations >= _ITERATIONS:
            changed = labels[-1] != labels[-1 - _ITERATIONS]
            if changed.mean() < _STILL:
                break
    return Factors(strength, terms, n_iterations)


def improve(
    matrix: sparse.csr_array,
    other: Singles,
    gram: Floats,
    own: Singles,
    *,
    n_sweeps: int,
) -> Floats:
    """Improve one factor in place; return its products with itself, added up in a fixed order.

    Parameters
    ----------
    matrix : sparse array of float32, shape (n_rows, n_columns)
        The weights.
    other : ndarray of float32, shape (n_columns, k)
        The factor that stays.
    gram : ndarray of float, shape (k, k)
        Its products with itself.
    own : ndarray of float32, shape (n_rows, k)
        The factor to improve.
    n_sweeps : int
        How often to go over the k numbers of each row.
    """
    arrays = (matrix.indptr, matrix.indices, matrix.data)
    of_other = gram.astype(np.float32)

    def improve_some(first: int, last: int) -> Floats:
        return improve_rows(*arrays, other, of_other, own, n_sweeps, first, last)

    return np.sum(in_threads(improve_some, blocks(matrix)), axis=0)


def products_of(columns: Singles) -> Floats:
    """Return the products of columns with each other, shape (k, k)."""
    exact = columns.astype(np.float64)
    return exact.T @ exact


def _labels(strength: Singles) -> Longs:
    length = np.sqrt((strength.astype(np.float64) ** 2).sum(axis=0))
    return (strength / np.where(length > 0, length, 1)).argmax(axis=1)


def _start(
    articles: Singles,
    axes: Axes,
    k: int,
) -> tuple[Singles, Singles]:
    """Return for each axis its positive or its negative half, whichever is stronger."""
    k = min(k, len(axes.strength))
    strength = np.zeros((len(articles), k), dtype=np.float32)
    terms = np.zeros((len(axes.terms), k), dtype=np.float32)
    for j in range(k):
        halves = [_half(sign * articles[:, j], sign * axes.terms[:, j]) for sign in (1, -1)]
        size, of_articles, of_terms = max(halves, key=lambda half: half[0])
        scale = np.sqrt(axes.strength[j] * size)
        strength[:, j] = scale * of_articles
        terms[:, j] = scale * of_terms
    return strength, terms


def _half(articles: Singles, terms: Singles) -> tuple[float, Singles, Singles]:
    articles, terms = np.maximum(articles, 0), np.maximum(terms, 0)
    lengths = float(np.linalg.norm(articles)), float(np.linalg.norm(terms))
    of_articles = articles / max(lengths[0], 1e-30)
    of_terms = terms / max(lengths[1], 1e-30)
    return lengths[0] * lengths[1], of_articles, of_terms
