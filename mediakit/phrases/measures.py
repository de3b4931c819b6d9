"""How strongly two neighbouring words belong together."""

from __future__ import annotations

import numpy as np

from mediakit.arrays import Floats
from mediakit.uncertainty import stable

__all__ = ["log_likelihood", "npmi"]


def log_likelihood(
    count: Floats,
    first: Floats,
    second: Floats,
    n_pairs: float,
) -> Floats:
    """Return the log-likelihood ratio of each pair over its fourfold table, never below 0.

    Parameters
    ----------
    count : ndarray of float
        How often the two words occur side by side.
    first, second : ndarray of float
        Pairs that begin with the first word, and pairs that end with the second.
    n_pairs : float
        All pairs.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61-74.
    """
    not_first = n_pairs - first
    not_second = n_pairs - second
    cells = [
        (count, first, second),
        (first - count, first, not_second),
        (second - count, not_first, second),
        (n_pairs - first - second + count, not_first, not_second),
    ]
    parts = []
    with np.errstate(divide="ignore", invalid="ignore"):
        for observed, row_sum, column_sum in cells:
            surprise = observed * np.log(observed * n_pairs / (row_sum * column_sum))
            parts.append(np.where(observed > 0, surprise, 0.0))
    return stable(np.maximum(2 * np.sum(parts, axis=0), 0))


def npmi(
    count: Floats,
    first: Floats,
    second: Floats,
    n_pairs: float,
) -> Floats:
    """Return normalised pointwise mutual information, ln(p12 / (p1 p2)) / -ln p12, from -1 to 1.

    The parameters are those of `log_likelihood`.

    References
    ----------
    Bouma (2009), Proceedings of GSCL, 31-40.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(count * n_pairs / (first * second))
        normalised = information / -np.log(count / n_pairs)
    return stable(np.where(count == n_pairs, 1.0, normalised))
