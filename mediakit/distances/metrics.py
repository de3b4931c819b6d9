"""How far apart two groups of articles are: Jensen-Shannon and cosine, freed of what samples differ by anyway."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.comparing.loops import add_divergences
from mediakit.uncertainty import Sample

__all__ = [
    "METRICS",
    "Apart",
    "Metric",
    "by_cosine",
    "by_jensen_shannon",
    "cosine_parts",
    "jensen_shannon_parts",
]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Apart:
    """The distance of two groups.

    Attributes
    ----------
    measured : float
        As the two samples have it.
    bias : float
        What two samples of this size are apart, in the mean, beyond what their outlets are.
    variance : float
        Of the measured distance, over articles.
    """

    measured: float
    bias: float
    variance: float


def jensen_shannon_parts(p: Floats, q: Floats) -> Floats:
    """Return what each term adds to the Jensen-Shannon divergence of two distributions, in bits (0 to 1 in all).

    Half of p log2(p / m) + q log2(q / m), m the mean of p and q (Lin 1991, IEEE Transactions on Information Theory
    37:145, doi:10.1109/18.61115).
    """
    m = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(x > 0, x * np.log2(x / m), 0.0) for x in (p, q)]
    return (parts[0] + parts[1]) / 2


def by_jensen_shannon(a: sparse.csr_array, b: sparse.csr_array) -> Apart:
    """Return the divergence of the words of two groups, shape (n_articles, n_terms) each, in bits.

    Bias and variance by the delta method over articles: the divergence changes with p by log2(p / m) / 2, and that
    slope by q / (p (p + q)) / 2 / ln 2.
    """
    sides = [
        Sample(counts, np.asarray(counts.sum(axis=1), dtype=float).ravel()) for counts in (a, b)
    ]
    (p, var_p), (q, var_q) = (side.rates() for side in sides)
    bias, variance = 0.0, 0.0
    for side, own, other, spread in ((sides[0], p, q, var_p), (sides[1], q, p, var_q)):
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = np.where(own > 0, np.log2(2 * own / (own + other)), 0.0) / 2
            curve = np.where(own > 0, other / (own * (own + other)), 0.0) / 2 / np.log(2)
        bias += float(curve @ spread) / 2
        moves = (side.counts @ slope - side.lengths * (own @ slope)) / side.lengths.sum()
        variance += float(moves @ moves) * side.n / max(side.n - 1, 1)
    return Apart(float(jensen_shannon_parts(p, q).sum()), bias, variance)


def cosine_parts(a: Floats, b: Floats) -> Floats:
    """Return what each term adds to 1 less the cosine of two vectors: half the squared distance of their directions."""
    directions = [x / max(float(np.sqrt(x @ x)), 1e-300) for x in (a, b)]
    return np.asarray((directions[0] - directions[1]) ** 2 / 2, dtype=float)


def by_cosine(a: sparse.csr_array, b: sparse.csr_array) -> Apart:
    """Return 1 less the cosine of the mean vectors of two groups, shape (n_articles, n_terms) each.

    A mean of n vectors is longer than what it estimates: its square by the mean squared distance from it over n - 1.
    That is the bias; the variance is the jackknife's (Efron and Stein 1981, doi:10.1214/aos/1176345462).
    """
    sums = [np.asarray(side.sum(axis=0), dtype=float).ravel() for side in (a, b)]
    sizes = [side.shape[0] for side in (a, b)]
    squares = [np.asarray(side.multiply(side).sum(axis=1), dtype=float).ravel() for side in (a, b)]
    lengths = [float(total @ total) / n**2 for total, n in zip(sums, sizes, strict=True)]
    across = float(sums[0] @ sums[1]) / sizes[0] / sizes[1]
    noise = [
        max(float(own.mean()) - length, 0) / max(n - 1, 1)
        for own, length, n in zip(squares, lengths, sizes, strict=True)
    ]
    whole = _cosine_distance(across, *lengths)
    free = _cosine_distance(
        across, *(max(x - y, 1e-12) for x, y in zip(lengths, noise, strict=True))
    )
    variance = 0.0
    for side, other, own, n, other_n, here, there in (
        (a, sums[1], sums[0], sizes[0], sizes[1], squares[0], lengths[1]),
        (b, sums[0], sums[1], sizes[1], sizes[0], squares[1], lengths[0]),
    ):
        left = max(n - 1, 1)
        acrosses = (float(own @ other) - side @ other) / left / other_n
        without = _cosine_distance(
            acrosses, (float(own @ own) - 2 * (side @ own) + here) / left**2, there
        )
        variance += left / n * float(((without - without.mean()) ** 2).sum())
    return Apart(float(whole), float(whole - free), variance)


def _cosine_distance(
    across: Floats | float, square_a: Floats | float, square_b: Floats | float
) -> Floats:
    lengths = np.sqrt(np.maximum(np.asarray(square_a) * np.asarray(square_b), 1e-300))
    return np.asarray(1 - np.clip(np.asarray(across) / lengths, -1, 1))


def _permuted_divergences(
    counts: sparse.csr_array, labels: Iterable[npt.NDArray[np.bool_]]
) -> Floats:
    """Return the divergence for each column of labels, which say who is on side a."""
    columns, words, found = (
        sparse.csc_array(counts),
        np.asarray(counts.sum(axis=1), dtype=float).ravel(),
        [],
    )
    for block in labels:
        words_a = words @ block
        divergence, sides = (
            np.zeros(block.shape[1]),
            (np.maximum(x, 1e-300) for x in (words_a, words.sum() - words_a)),
        )
        add_divergences(
            columns.indptr,
            columns.indices,
            columns.data,
            block.astype(np.float32),
            *sides,
            divergence,
        )
        found.append(divergence)
    return np.concatenate(found)


def _permuted_cosines(vectors: sparse.csr_array, labels: Iterable[npt.NDArray[np.bool_]]) -> Floats:
    """Return 1 less the cosine for each column of labels."""
    total, found = np.asarray(vectors.sum(axis=0), dtype=float).ravel()[:, None], []
    for block in labels:
        in_a = np.asarray(vectors.T @ block.astype(np.float64))
        in_b = total - in_a
        found.append(
            _cosine_distance(
                (in_a * in_b).sum(axis=0), (in_a**2).sum(axis=0), (in_b**2).sum(axis=0)
            )
        )
    return np.concatenate(found)


@dataclass(frozen=True)
class Metric:
    """A way to measure.

    Attributes
    ----------
    measure : callable
        The distance of two groups of vectors.
    permuted : callable
        The same for many permuted sides of all vectors.
    parts : callable
        What each column adds to it, from the sums of two groups.
    shown : callable
        The number that is shown for it.
    name : str
        What it is called.
    """

    measure: Callable[[sparse.csr_array, sparse.csr_array], Apart]
    permuted: Callable[[sparse.csr_array, Iterable[npt.NDArray[np.bool_]]], Floats]
    parts: Callable[[Floats, Floats], Floats]
    shown: Callable[[float], float]
    name: str


METRICS = {
    "jensen-shannon": Metric(
        by_jensen_shannon,
        _permuted_divergences,
        jensen_shannon_parts,
        lambda divergence: float(np.sqrt(np.clip(divergence, 0, 1))),
        "Jensen-Shannon distance",
    ),
    "cosine": Metric(
        by_cosine,
        _permuted_cosines,
        cosine_parts,
        lambda distance: float(np.clip(distance, 0, 2)),
        "cosine distance",
    ),
}
