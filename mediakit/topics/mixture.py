"""A mixture of word distributions: which topic the words of an article most likely come from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mediakit.arrays import Floats, Longs
from mediakit.latent import Weights
from mediakit.topics.clustering import members

__all__ = ["Mixture", "fit_mixture"]

_ROUNDS, _SMOOTH = 30, 0.05
#: The labels are settled when no more than this share of the articles changes.
_STILL = 0.0005


@dataclass(frozen=True, eq=False)
class Mixture:
    """A distribution of words for each topic.

    Attributes
    ----------
    log_words : ndarray of float32, shape (n_terms, k)
        The logarithm of each term's probability in each topic.
    log_sizes : ndarray of float, shape (k,)
        The logarithm of the size of each topic.
    """

    log_words: np.ndarray
    log_sizes: Floats

    def chances(self, logs: Weights) -> Floats:
        """Return how likely each article is of each topic, shape (n_articles, k).

        `logs` has the logarithm of one more than each count.
        """
        likely = logs.times(self.log_words).astype(np.float64) + self.log_sizes
        likely = np.exp(likely - likely.max(axis=1, keepdims=True))
        return likely / likely.sum(axis=1, keepdims=True)


def fit_mixture(
    logs: Weights,
    labels: Longs,
    k: int,
) -> Mixture:
    """Fit a multinomial mixture that starts from labels (expectation and maximisation)."""
    part = members(labels, k).astype(np.float64)
    for _ in range(_ROUNDS):
        mixture = _from_parts(logs, part)
        part = mixture.chances(logs)
        settled = part.argmax(axis=1)
        if (settled != labels).mean() < _STILL:
            break
        labels = settled
    return mixture


def _from_parts(logs: Weights, part: Floats) -> Mixture:
    words = logs.transposed_times(part).astype(np.float64) + _SMOOTH
    words = np.log(words / words.sum(axis=0))
    return Mixture(words.astype(np.float32), np.log(part.sum(axis=0) + 1))
