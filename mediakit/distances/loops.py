"""The compiled loop behind the test of a distance."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled

__all__ = ["add_divergences"]


@compiled
def add_divergences(starts, rows, values, labels, words_a, words_b, divergence):
    """Add up, for each column of labels, the Jensen-Shannon divergence of the two sides over all
    terms, in bits.

    Parameters
    ----------
    starts, rows, values : the articles that have each term, and how often (compressed columns)
    labels : float32, (n_articles, n), 1 where an article is on side a
    words_a, words_b : float64, (n,), the words of both sides
    divergence : float64, (n,), is added to
    """
    n = labels.shape[1]
    here = np.empty(n)
    for term in range(len(starts) - 1):
        here[:] = 0
        total = 0.0
        for k in range(starts[term], starts[term + 1]):
            row, value = rows[k], values[k]
            total += value
            for i in range(n):
                here[i] += value * labels[row, i]
        for i in range(n):
            p, q = here[i] / words_a[i], (total - here[i]) / words_b[i]
            if p > 0:
                divergence[i] += p * np.log2(2 * p / (p + q)) / 2
            if q > 0:
                divergence[i] += q * np.log2(2 * q / (p + q)) / 2
