"""One side of a comparison as a sample of articles: its rates, and how far others would differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from mediakit.arrays import Floats, Longs

__all__ = ["Sample", "squared"]

#: Where no article differs from another, rounding leaves the sixteenth digit of the squares.
_ROUNDING = 1e-13


def squared(counts: sparse.csr_array) -> sparse.csr_array:
    """Return the square of each entry."""
    parts = (counts.data**2, counts.indices, counts.indptr)
    return sparse.csr_array(parts, counts.shape)


@dataclass(frozen=True)
class Sample:
    """Articles, each with its counts and its length.

    Attributes
    ----------
    counts : scipy.sparse.csr_array, shape (n_articles, n_terms)
        How often each term occurs in each article, or the score of each article.
    lengths : ndarray of float, shape (n_articles,)
        What rates are per: the words of each article, or ones for a mean over articles.
    weights : ndarray of float, shape (n_articles,), optional
        How much each article counts in a rate that is standardised over strata; by default one.
    strata : ndarray of int64, shape (n_articles,), optional
        The stratum of each article; by default all are in one.
    """

    counts: sparse.csr_array
    lengths: Floats
    weights: Floats | None = None
    strata: Longs | None = None

    @property
    def n(self) -> int:
        """Articles."""
        return int(self.counts.shape[0])

    def n_effective(self) -> float:
        """Return how many articles of equal weight these would be worth.

        Kish (1965), Survey Sampling, 11.7.
        """
        weights = self._weights()
        if not weights.any():
            return 0.0
        return float(weights.sum() ** 2 / (weights @ weights))

    def totals(self) -> Floats:
        """Return how often each term occurs in all articles, each by its weight."""
        return self._totals

    def words(self) -> float:
        """Return the words of all articles, each by its weight."""
        return self._words

    def n_with(self) -> Floats:
        """Return how many articles have each term."""
        return np.asarray((self.counts != 0).sum(axis=0), dtype=float).ravel()

    def n_with_effective(self) -> Floats:
        """Return the same as a number of articles of equal weight.

        It is the square of the sum of their weights over the sum of the squares.
        """
        weights = self._weights()
        is_present = self.counts != 0
        squares = np.asarray(is_present.T @ weights**2, dtype=float).ravel()
        sums = np.asarray(is_present.T @ weights, dtype=float).ravel()
        return np.divide(sums**2, squares, out=np.zeros_like(sums), where=squares > 0)

    def rates(self) -> tuple[Floats, Floats]:
        """Return the rate of each term, and the variance of that rate over articles.

        The rate is a ratio of two sums, of w y over w L. Its variance is that of the residuals
        w (y - r L), each stratum around its own mean, times n / (n - 1) there (delta method;
        Cochran 1977, Sampling Techniques, 6.11, the combined ratio estimator). For an article
        alone in its stratum, its own deviation from 0 is taken.
        """
        if not self.lengths.any():
            unknown = np.full(self.counts.shape[1], np.nan)
            return unknown, unknown.copy()
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = self.totals() / self.words()
        return rate, self._squared_residuals(rate) / self.words() ** 2

    def _squared_residuals(self, rate: Floats) -> Floats:
        """Return the sum of the squared residuals of each term around the means of the strata."""
        if self.strata is None:
            return self._squared_in_one(rate)
        weights = self._weights()
        lengths = self.lengths
        sizes, in_stratum = self._strata(self.strata)
        n_others = np.maximum(sizes - 1, 1)
        correction = np.where(sizes > 1, sizes / n_others, 1.0)
        spread = (correction @ in_stratum) * weights**2
        squares = squared(self.counts).T @ spread
        total = squares - 2 * rate * self._sums(spread * lengths) + rate**2 * (spread @ lengths**2)
        mean_part = np.where(sizes > 1, 1 / n_others, 0.0)
        words = in_stratum @ (weights * lengths)
        sums = sparse.csr_array(sparse.csr_array(in_stratum.multiply(weights)) @ self.counts)
        total -= sums.multiply(sums).T @ mean_part - 2 * rate * (sums.T @ (mean_part * words))
        total -= rate**2 * (mean_part @ words**2)
        return np.where(total > _ROUNDING * squares, total, 0)

    def _squared_in_one(self, rate: Floats) -> Floats:
        """Return the same if all articles are in one stratum."""
        weights = self._weights()
        lengths = self.lengths
        n_others = max(self.n - 1, 1)
        spread = weights**2
        mean_part = 0.0
        if self.n > 1:
            spread = self.n / n_others * weights**2
            mean_part = 1 / n_others
        of_entries = np.repeat(spread, np.diff(self.counts.indptr))
        squares = self._add_up(self.counts.data**2 * of_entries)
        total = squares - 2 * rate * self._sums(spread * lengths) + rate**2 * (spread @ lengths**2)
        sums = self.totals()
        total -= sums**2 * mean_part - 2 * rate * (sums * (mean_part * self.words()))
        total -= rate**2 * (mean_part * self.words() ** 2)
        return np.where(total > _ROUNDING * squares, total, 0)

    @cached_property
    def _totals(self) -> Floats:
        return self._sums(self._weights())

    @cached_property
    def _words(self) -> float:
        return float(self._weights() @ self.lengths)

    def _weights(self) -> Floats:
        if self.weights is None:
            return np.ones(self.n)
        return self.weights

    def _add_up(self, entries: Floats) -> Floats:
        """Return the sums of a number for each entry of the counts, by term."""
        n_terms = self.counts.shape[1]
        sums = np.bincount(self.counts.indices, weights=entries, minlength=n_terms)
        return sums.astype(float)

    def _sums(self, weights: Floats) -> Floats:
        return np.asarray(self.counts.T @ weights, dtype=float).ravel()

    def _strata(self, strata: Longs) -> tuple[Floats, sparse.csr_array]:
        """Return the articles of each stratum, and a table of ones: which article is in which."""
        codes = np.unique(strata, return_inverse=True)[1]
        n_strata = int(codes.max(initial=-1)) + 1
        entries = (np.ones(self.n), (codes, np.arange(self.n)))
        in_stratum = sparse.csr_array(entries, (n_strata, self.n))
        return np.bincount(codes, minlength=n_strata).astype(float), in_stratum
