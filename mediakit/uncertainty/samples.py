"""One side of a comparison as a sample of articles: its rates, and how far other samples would differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

__all__ = ["Sample"]

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sample:
    """Articles, each with its counts and its length.

    Attributes
    ----------
    counts : scipy.sparse.csr_array, shape (n_articles, n_terms)
        How often each term stands in each article, or what each article scores.
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
        """Return the articles that as many of equal weight would be worth (Kish 1965, Survey Sampling, 11.7)."""
        weights = self._weights()
        return float(weights.sum() ** 2 / (weights @ weights)) if weights.any() else 0.0

    def totals(self) -> Floats:
        """Return how often each term stands in all articles, each by its weight."""
        return self._sums(self._weights())

    def words(self) -> float:
        """Return the words of all articles, each by its weight."""
        return float(self._weights() @ self.lengths)

    def n_with(self) -> Floats:
        """Return how many articles have each term."""
        return np.asarray((self.counts != 0).sum(axis=0), dtype=float).ravel()

    def n_with_effective(self) -> Floats:
        """Return the same in articles of equal weight: the square of their weights' sum over the sum of the squares."""
        present, weights = self.counts != 0, self._weights()
        squares = np.asarray(present.T @ weights**2, dtype=float).ravel()
        sums = np.asarray(present.T @ weights, dtype=float).ravel()
        return np.divide(sums**2, squares, out=np.zeros_like(sums), where=squares > 0)

    def rates(self) -> tuple[Floats, Floats]:
        """Return the rate of each term, and the variance of that rate over articles.

        The rate is a ratio of two sums, of w y over w L; its variance is that of the residuals w (y - r L), each
        stratum around its own mean, times n / (n - 1) there (delta method; Cochran 1977, Sampling Techniques, 6.11,
        the combined ratio estimator). An article that is alone in its stratum stands for its own deviation from 0.
        """
        w, lengths = self._weights(), self.lengths
        if not lengths.any():
            return np.full(self.counts.shape[1], np.nan), np.full(self.counts.shape[1], np.nan)
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = self.totals() / self.words()
        sizes, inside = self._strata()
        spread = (np.where(sizes > 1, sizes / np.maximum(sizes - 1, 1), 1.0) @ inside) * w**2
        squares = self.counts.multiply(self.counts).T @ spread
        total = squares - 2 * rate * self._sums(spread * lengths) + rate**2 * (spread @ lengths**2)
        mean_part = np.where(sizes > 1, 1 / np.maximum(sizes - 1, 1), 0.0)
        within, words = sparse.csr_array(inside.multiply(w)), inside @ (w * lengths)
        sums = sparse.csr_array(within @ self.counts)
        total -= sums.multiply(sums).T @ mean_part - 2 * rate * (sums.T @ (mean_part * words))
        total -= rate**2 * (mean_part @ words**2)
        # Where no article differs from another, rounding leaves the sixteenth digit of the squares.
        return rate, np.where(total > 1e-13 * squares, total, 0) / self.words() ** 2

    def _weights(self) -> Floats:
        return np.ones(self.n) if self.weights is None else self.weights

    def _sums(self, weights: Floats) -> Floats:
        return np.asarray(self.counts.T @ weights, dtype=float).ravel()

    def _strata(self) -> tuple[Floats, sparse.csr_array]:
        """Return the articles of each stratum, and the table of ones that says which article is in which."""
        strata = np.zeros(self.n, dtype=np.int64) if self.strata is None else self.strata
        codes = np.unique(strata, return_inverse=True)[1]
        inside = sparse.csr_array(
            (np.ones(self.n), (codes, np.arange(self.n))), (int(codes.max(initial=-1)) + 1, self.n)
        )
        return np.bincount(codes, minlength=inside.shape[0]).astype(float), inside
