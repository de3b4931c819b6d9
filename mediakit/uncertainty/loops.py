"""The compiled loop behind the permutation test."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into

__all__ = ["BINS", "PER_UNIT", "tally_scores"]

#: Permuted scores are counted in bins of 1 / PER_UNIT; those beyond the last one are counted there.
PER_UNIT = 512
BINS = 32 * PER_UNIT

#: Two scores that differ by less are equal: their last digits are the processor's.
_SAME = 1e-9


@compiled_into
def _count_scores(uses_in_a, expected, spread, observed, counts):
    """Count the scores of a term by their bin; return how many are at least as far from zero."""
    least = observed - _SAME
    n_further = 0
    for i in range(len(spread)):
        score = 0.0
        if spread[i] > 0:
            score = abs(uses_in_a[i] - expected[i]) / np.sqrt(spread[i])
        n_further += score >= least
        counts[min(np.int64((score + _SAME) * PER_UNIT), BINS - 1)] += 1
    return n_further


@compiled
def tally_scores(
    terms,
    starts,
    rows,
    values,
    strata_starts,
    strata,
    totals,
    moves,
    labels,
    model,
    observed,
    at_least,
    bands,
    tally,
):
    """Score some terms for a block of permutations, and count how far from zero the scores are.

    Parameters
    ----------
    terms : int64, the terms to do
    starts, rows, values : the articles that have each term, and how often (compressed columns)
    strata_starts, strata, totals : the same for strata
    moves : float64, (3, n_strata, n), for each permutation what a term's uses in a stratum are
        multiplied by: the part of the words that is on side a, and how much variance a use brings
        by the article and by the word
    labels : float32, (n_articles, n), 1 if an article is on side a
    model : float64, (2, n_terms), the variance of a term by the article and by the word
    observed : float64, (n_terms,), the true score, not below 0
    at_least : int64, (n_terms,), adds up the permuted scores that are at least as far from zero
    bands, tally : int64, the band of each term, and (n_bands, BINS), adds up the scores of each
        band
    """
    n = labels.shape[1]
    uses_in_a = np.empty(n)
    expected = np.empty(n)
    spread = np.empty(n)
    for term in terms:
        by_article = model[0, term]
        by_word = model[1, term]
        uses_in_a[:] = 0
        expected[:] = 0
        spread[:] = 0
        for k in range(starts[term], starts[term + 1]):
            value = values[k]
            for i in range(n):
                uses_in_a[i] += value * labels[rows[k], i]
        for k in range(strata_starts[term], strata_starts[term + 1]):
            stratum = strata[k]
            total = totals[k]
            for i in range(n):
                expected[i] += total * moves[0, stratum, i]
                spread[i] += total * (
                    by_article * moves[1, stratum, i] + by_word * moves[2, stratum, i]
                )
        counts = tally[bands[term]]
        at_least[term] += _count_scores(uses_in_a, expected, spread, observed[term], counts)
