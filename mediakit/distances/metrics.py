"""How far apart two groups of articles are: Jensen-Shannon and cosine, freed of what samples differ
by anyway."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from mediakit.arrays import Flags, Floats
from mediakit.distances.loops import add_divergences
from mediakit.uncertainty import Sample

__all__ = [
    "METRICS",
    "Metric",
    "RawDistance",
    "cosine_distance",
    "cosine_parts",
    "jensen_shannon",
    "jensen_shannon_parts",
]

_NOTHING = 1e-300


@dataclass(frozen=True)
class RawDistance:
    """The distance of two groups.

    Attributes
    ----------
    measured : float
        As the two samples have it.
    bias : float
        How far apart two samples of this size are on average, beyond what their outlets are.
    variance : float
        Of the measured distance, over articles.
    """

    measured: float
    bias: float
    variance: float


def jensen_shannon_parts(p: Floats, q: Floats) -> Floats:
    """Return what each term adds to the Jensen-Shannon divergence of two distributions, in bits (0
    to 1 in all).

    Half of p log2(p / m) + q log2(q / m), m the mean of p and q (Lin 1991, IEEE Transactions on
    Information Theory 37:145, doi:10.1109/18.61115).
    """
    middle = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        of_p = np.where(p > 0, p * np.log2(p / middle), 0.0)
        of_q = np.where(q > 0, q * np.log2(q / middle), 0.0)
    return (of_p + of_q) / 2


def jensen_shannon(a: sparse.csr_array, b: sparse.csr_array) -> RawDistance:
    """Return the divergence of the words of two groups, shape (n_articles, n_terms) each, in bits.

    Bias and variance by the delta method over articles: the divergence changes with p by log2(p /
    m) / 2, and that slope by q / (p (p + q)) / 2 / ln 2.
    """
    side_a, side_b = _sample(a), _sample(b)
    p, var_p = side_a.rates()
    q, var_q = side_b.rates()
    bias_a, variance_a = _delta_method(side_a, p, q, var_p)
    bias_b, variance_b = _delta_method(side_b, q, p, var_q)
    measured = float(jensen_shannon_parts(p, q).sum())
    return RawDistance(measured, bias_a + bias_b, variance_a + variance_b)


def _sample(counts: sparse.csr_array) -> Sample:
    return Sample(counts, np.asarray(counts.sum(axis=1), dtype=float).ravel())


def _delta_method(
    side: Sample,
    own: Floats,
    other: Floats,
    variances: Floats,
) -> tuple[float, float]:
    """Return what one side adds to the bias and to the variance of the divergence."""
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(own > 0, np.log2(2 * own / (own + other)), 0.0) / 2
    bias = float(_bias(own, other, variances))
    moves = (side.counts @ slope - side.lengths * (own @ slope)) / side.lengths.sum()
    variance = float(moves @ moves) * side.n / max(side.n - 1, 1)
    return bias, variance


def _bias(own: Floats, other: Floats, variances: Floats) -> Floats:
    """Return what the variance of one side's rates adds to the divergence; a row a term."""
    with np.errstate(divide="ignore", invalid="ignore"):
        curve = np.where(own > 0, other / (own * (own + other)), 0.0) / 2 / np.log(2)
    return np.asarray((curve * variances).sum(axis=0)) / 2


@dataclass(frozen=True)
class _Sums:
    """Sums over the articles of one side, a column for each way to make the sides.

    Attributes
    ----------
    n, words, square_words : ndarray of float, shape (n_ways,)
        Articles, their words, and the squares of these.
    uses, squares, crosses : ndarray of float, shape (n_terms, n_ways)
        The uses of each term in an article, their squares, and their products with its words.
    """

    n: Floats
    words: Floats
    square_words: Floats
    uses: Floats
    squares: Floats
    crosses: Floats

    @classmethod
    def of(cls, counts: sparse.csr_array, in_side: Floats) -> _Sums:
        words = np.asarray(counts.sum(axis=1), dtype=float).ravel()
        crossed = sparse.csr_array(counts.multiply(words[:, np.newaxis]))
        return cls(
            n=in_side.sum(axis=0),
            words=words @ in_side,
            square_words=words**2 @ in_side,
            uses=counts.T @ in_side,
            squares=counts.multiply(counts).T @ in_side,
            crosses=crossed.T @ in_side,
        )

    def rates(self) -> tuple[Floats, Floats]:
        """Return the rate of each term and its variance, as `Sample.rates` does for one side."""
        rate = self.uses / np.maximum(self.words, _NOTHING)
        residual = self.squares - 2 * rate * self.crosses + rate**2 * self.square_words
        correction = self.n / np.maximum(self.n - 1, 1)
        return rate, np.maximum(residual, 0) * correction / np.maximum(self.words, _NOTHING) ** 2


def jensen_shannon_biases(counts: sparse.csr_array, labels: Flags) -> Floats:
    """Return the bias of the divergence for each column of labels, which say who is on side a."""
    p, var_p = _Sums.of(counts, labels.astype(np.float64)).rates()
    q, var_q = _Sums.of(counts, (~labels).astype(np.float64)).rates()
    return _bias(p, q, var_p) + _bias(q, p, var_q)


def cosine_parts(a: Floats, b: Floats) -> Floats:
    """Return what each term adds to 1 less the cosine of two vectors: half the squared distance of
    their directions."""
    direction_a = a / max(float(np.sqrt(a @ a)), _NOTHING)
    direction_b = b / max(float(np.sqrt(b @ b)), _NOTHING)
    return np.asarray((direction_a - direction_b) ** 2 / 2, dtype=float)


@dataclass(frozen=True)
class _Vectors:
    """The vectors of one group: their sum, and the square of the length of each and of their
    mean."""

    vectors: sparse.csr_array
    total: Floats
    squares: Floats
    n: int

    @property
    def mean_square(self) -> float:
        """The squared length of the mean vector."""
        return float(self.total @ self.total) / self.n**2

    @property
    def noise(self) -> float:
        """By how much that is longer than what it estimates: the mean squared distance from it over
        n - 1."""
        return max(float(self.squares.mean()) - self.mean_square, 0) / max(self.n - 1, 1)


def _vectors(side: sparse.csr_array) -> _Vectors:
    total = np.asarray(side.sum(axis=0), dtype=float).ravel()
    squares = np.asarray(side.multiply(side).sum(axis=1), dtype=float).ravel()
    return _Vectors(side, total, squares, side.shape[0])


def cosine_distance(a: sparse.csr_array, b: sparse.csr_array) -> RawDistance:
    """Return 1 less the cosine of the mean vectors of two groups, shape (n_articles, n_terms) each.

    A mean of n vectors is longer than what it estimates: its square by the mean squared distance
    from it over n - 1. That is the bias; the variance is the jackknife's (Efron and Stein 1981,
    doi:10.1214/aos/1176345462).
    """
    of_a, of_b = _vectors(a), _vectors(b)
    across = float(of_a.total @ of_b.total) / of_a.n / of_b.n
    whole = _one_less_cosine(across, of_a.mean_square, of_b.mean_square)
    free_a = max(of_a.mean_square - of_a.noise, 1e-12)
    free_b = max(of_b.mean_square - of_b.noise, 1e-12)
    free = _one_less_cosine(across, free_a, free_b)
    variance = _jackknife(of_a, of_b) + _jackknife(of_b, of_a)
    return RawDistance(float(whole), float(whole - free), variance)


def cosine_biases(vectors: sparse.csr_array, labels: Flags) -> Floats:
    """Return the bias for each column of labels, which say who is on side a."""
    biases = [cosine_distance(vectors[in_a], vectors[~in_a]).bias for in_a in labels.T]
    return np.array(biases)


def _jackknife(own: _Vectors, other: _Vectors) -> float:
    """Return what one side adds to the variance: the spread of the distances without one of its
    articles each."""
    left = max(own.n - 1, 1)
    across = (float(own.total @ other.total) - own.vectors @ other.total) / left / other.n
    square = float(own.total @ own.total) - 2 * (own.vectors @ own.total) + own.squares
    without = _one_less_cosine(across, square / left**2, other.mean_square)
    return left / own.n * float(((without - without.mean()) ** 2).sum())


def _one_less_cosine(
    across: Floats | float,
    square_a: Floats | float,
    square_b: Floats | float,
) -> Floats:
    product = np.asarray(square_a) * np.asarray(square_b)
    lengths = np.sqrt(np.maximum(product, _NOTHING))
    return np.asarray(1 - np.clip(np.asarray(across) / lengths, -1, 1))


def _permuted_divergences(counts: sparse.csr_array, labels: Iterable[Flags]) -> Floats:
    """Return the divergence for each column of labels, which say who is on side a."""
    columns = sparse.csc_array(counts)
    words = np.asarray(counts.sum(axis=1), dtype=float).ravel()
    parts = []
    for block in labels:
        words_a = words @ block
        words_b = words.sum() - words_a
        divergence = np.zeros(block.shape[1])
        add_divergences(
            columns.indptr,
            columns.indices,
            columns.data,
            block.astype(np.float32),
            np.maximum(words_a, _NOTHING),
            np.maximum(words_b, _NOTHING),
            divergence,
        )
        parts.append(divergence)
    return np.concatenate(parts)


def _permuted_cosines(vectors: sparse.csr_array, labels: Iterable[Flags]) -> Floats:
    """Return 1 less the cosine for each column of labels."""
    total = np.asarray(vectors.sum(axis=0), dtype=float).ravel()[:, None]
    parts = []
    for block in labels:
        in_a = np.asarray(vectors.T @ block.astype(np.float64))
        in_b = total - in_a
        across = (in_a * in_b).sum(axis=0)
        parts.append(_one_less_cosine(across, (in_a**2).sum(axis=0), (in_b**2).sum(axis=0)))
    return np.concatenate(parts)


def _root(divergence: float) -> float:
    return float(np.sqrt(np.clip(divergence, 0, 1)))


def _in_bounds(distance: float) -> float:
    return float(np.clip(distance, 0, 2))


@dataclass(frozen=True)
class Metric:
    """A way to measure.

    Attributes
    ----------
    measure : callable
        The distance of two groups of vectors.
    permuted : callable
        The distances of many permuted sides of all vectors.
    biases : callable
        The bias of each of some permuted sides.
    parts : callable
        What each column adds to it, from the sums of two groups.
    shown : callable
        The number that is shown for it.
    name : str
        What it is called.
    """

    measure: Callable[[sparse.csr_array, sparse.csr_array], RawDistance]
    permuted: Callable[[sparse.csr_array, Iterable[Flags]], Floats]
    biases: Callable[[sparse.csr_array, Flags], Floats]
    parts: Callable[[Floats, Floats], Floats]
    shown: Callable[[float], float]
    name: str


METRICS = {
    "jensen-shannon": Metric(
        measure=jensen_shannon,
        permuted=_permuted_divergences,
        biases=jensen_shannon_biases,
        parts=jensen_shannon_parts,
        shown=_root,
        name="Jensen-Shannon distance",
    ),
    "cosine": Metric(
        measure=cosine_distance,
        permuted=_permuted_cosines,
        biases=cosine_biases,
        parts=cosine_parts,
        shown=_in_bounds,
        name="cosine distance",
    ),
}
