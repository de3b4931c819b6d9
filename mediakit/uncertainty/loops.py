"""The compiled loop behind the permutation test."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into

__all__ = ["BINS", "PER_UNIT", "tally_scores", "tally_small_side"]

#: Permuted scores are counted in bins of 1 / PER_UNIT; those beyond the last one are counted there.
PER_UNIT = 512
BINS = 32 * PER_UNIT

#: Two scores that differ by less are equal: their last digits are the processor's.
_SAME = 1e-9


@compiled_into
def _score(gap, spread):
    """Return how far from zero a score is; 0 if it cannot vary."""
    if spread > 0:
        return abs(gap) / np.sqrt(spread)
    return 0.0


@compiled_into
def _count_scores(uses_in_a, expected, spread, observed, counts):
    """Count the scores of a term by their bin; return how many are at least as far from zero."""
    least = observed - _SAME
    n_further = 0
    for i in range(len(spread)):
        score = _score(uses_in_a[i] - expected[i], spread[i])
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
            # Taken out of the inner loop, so that the processor does many permutations at once.
            in_a = labels[np.uint64(rows[k])]
            for i in range(n):
                uses_in_a[i] += value * in_a[i]
        for k in range(strata_starts[term], strata_starts[term + 1]):
            part, per_article, per_word = moves[:, strata[k]]
            for i in range(n):
                expected[i] += totals[k] * part[i]
                spread[i] += totals[k] * (by_article * per_article[i] + by_word * per_word[i])
        counts = tally[bands[term]]
        at_least[term] += _count_scores(uses_in_a, expected, spread, observed[term], counts)


@compiled
def tally_small_side(
    labels,
    starts,
    terms,
    values,
    lengths,
    strata_of,
    strata_starts,
    strata,
    totals,
    words,
    sizes,
    model,
    observed,
    bands,
    at_least,
    tally,
):
    """Do what `tally_scores` does, permutation by permutation, through the articles on side a.

    Parameters
    ----------
    labels : bool, (n, n_articles), whether a permutation puts an article on side a
    starts, terms, values : the terms of each article, and how often (compressed rows)
    lengths, strata_of : the words and the stratum of each article
    strata_starts, strata, totals : how often each term occurs in the strata (compressed columns)
    words, sizes : float64, (n_strata,), words and articles
    model, observed, bands, at_least, tally : as in `tally_scores`
    """
    n_terms = len(observed)
    uses = np.empty(n_terms)
    spreads = np.empty(n_terms)
    bins = np.empty(n_terms, dtype=np.int32)
    n_a = np.empty(len(words))
    moves = np.empty((3, len(words)))
    for i in range(len(labels)):
        side_a = np.flatnonzero(labels[i])
        _add_uses(side_a, starts, terms, values, uses)
        _move_words(side_a, lengths, strata_of, sizes, words, n_a, moves)
        for term in range(n_terms):
            expected = 0.0
            spread = 0.0
            for k in range(strata_starts[term], strata_starts[term + 1]):
                by_article = model[0, term] * moves[1, strata[k]]
                by_word = model[1, term] * moves[2, strata[k]]
                expected += totals[k] * moves[0, strata[k]]
                spread += totals[k] * (by_article + by_word)
            uses[term] -= expected
            spreads[term] = spread
        _tally_terms(uses, spreads, observed, bins, bands, at_least, tally)


@compiled_into
def _tally_terms(gaps, spreads, observed, bins, bands, at_least, tally):
    """Count how far from zero the terms of one permutation score.

    The scores have a loop of their own, since the processor can take several terms at once.
    """
    for term in range(len(observed)):
        score = _score(gaps[term], spreads[term])
        at_least[term] += score >= observed[term] - _SAME
        bins[term] = np.int32(min((score + _SAME) * PER_UNIT, BINS - 1.0))
    for term in range(len(observed)):
        tally[bands[term], bins[term]] += 1


@compiled_into
def _add_uses(side_a, starts, terms, values, uses):
    """Write how often these articles use each term.

    The indices are unsigned: numba then need not ask whether one counts from the end of an array.
    """
    uses[:] = 0
    for article in side_a:
        for k in range(np.uint64(starts[article]), np.uint64(starts[article + 1])):
            uses[np.uint32(terms[k])] += values[k]


@compiled_into
def _move_words(side_a, lengths, strata_of, sizes, words, n_a, moves):
    """Write what a use of a term does to the score if these articles are side a, as
    `Design.moves` says."""
    n_a[:] = 0
    moves[:] = 0
    for article in side_a:
        n_a[strata_of[article]] += 1
        moves[0, strata_of[article]] += lengths[article]
    for stratum in range(len(words)):
        part = moves[0, stratum] / words[stratum]
        n_b = sizes[stratum] - n_a[stratum]
        moves[0, stratum] = part
        moves[1, stratum] = ((1 - part) ** 2 * n_a[stratum] + part**2 * n_b) / words[stratum]
        moves[2, stratum] = part * (1 - part)
