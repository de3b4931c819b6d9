"""What the field calls keyness: measures of one term from the counts and words of two sides.

They take words for independent draws, and stand beside the range and p over articles to be compared
with other tools.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse, special, stats

from mediakit.uncertainty import LEVEL, stable

__all__ = ["PRIOR_WORDS", "dispersion", "g2", "g2_rayson", "log_odds_z", "log_ratio", "lrc"]

Floats = npt.NDArray[np.float64]

#: The prior of the log-odds counts as much as so many words.
PRIOR_WORDS = 500


def log_ratio(
    count_a: Floats,
    count_b: Floats,
    words_a: float,
    words_b: float,
) -> Floats:
    """Return log2 of the two rates; a count of 0 is taken as 0.5 (Hardie 2014)."""
    a, b = np.where(count_a == 0, 0.5, count_a), np.where(count_b == 0, 0.5, count_b)
    # Equal rates that were standardised over strata differ in the sixteenth digit.
    return stable(np.round(np.log2(a / max(words_a, 1)) - np.log2(b / max(words_b, 1)), 12))


def lrc(
    count_a: Floats,
    count_b: Floats,
    words_a: float,
    words_b: float,
) -> Floats:
    """Return Evert's conservative log ratio: the bound of the log ratio nearer 0, or 0 where its
    range spans it.

    Evert (2022), Measuring keyness, https://osf.io/cy6mw; as in the R package corpora 0.6,
    `keyness(measure="LRC")`. The range is that of Clopper and Pearson for count_a among both
    counts, at 95 % for all terms together (Bonferroni); it takes each word for an independent draw.
    """
    both = np.maximum(count_a + count_b, 0)
    beyond = (1 - LEVEL) / 2 / max(len(both), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(count_a > 0, stats.beta.ppf(beyond, count_a, count_b + 1), 0.0)
        high = np.where(count_b > 0, stats.beta.isf(beyond, count_a + 1, count_b), 1.0)
        low, high = (np.log2(words_b / max(words_a, 1) * part / (1 - part)) for part in (low, high))
        more_in_a = count_a * words_b >= count_b * words_a
    return stable(np.where(more_in_a, np.maximum(low, 0), np.minimum(high, 0)))


def log_odds_z(
    count_a: Floats,
    count_b: Floats,
    words_a: float,
    words_b: float,
) -> Floats:
    """Return the z-score of the log-odds ratio with an informative Dirichlet prior.

    Monroe, Colaresi and Quinn (2008), Political Analysis 16:372, doi:10.1093/pan/mpn018, eq. 16 for
    the difference and eq. 20 for its variance, 1 / (y_a + alpha) + 1 / (y_b + alpha); alpha is the
    term's share of both sides times `PRIOR_WORDS`.
    """
    prior = PRIOR_WORDS * (count_a + count_b) / max(words_a + words_b, 1)
    a, b = count_a + prior, count_b + prior
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log(a / (words_a + PRIOR_WORDS - a)) - np.log(b / (words_b + PRIOR_WORDS - b))
    # Where a term is every word of both sides, both odds are infinite, and there is no difference.
    return stable(np.where(np.isnan(delta), 0, delta) / np.sqrt(1 / a + 1 / b))


def g2(
    count_a: Floats,
    count_b: Floats,
    words_a: float,
    words_b: float,
) -> Floats:
    """Return the log-likelihood ratio over the term and all other words, four cells, never below 0.

    Dunning (1993), Computational Linguistics 19:61.
    """
    others = _surprise(words_a - count_a, words_b - count_b, words_a, words_b)
    return stable(np.maximum(2 * (_surprise(count_a, count_b, words_a, words_b) + others), 0))


def g2_rayson(
    count_a: Floats,
    count_b: Floats,
    words_a: float,
    words_b: float,
) -> Floats:
    """Return the log-likelihood ratio over the two counts of the term alone, two cells, never below
    0.

    Rayson and Garside (2000), Comparing corpora using frequency profiling,
    doi:10.3115/1117729.1117730.
    """
    return stable(np.maximum(2 * _surprise(count_a, count_b, words_a, words_b), 0))


def _surprise(
    count_a: Floats,
    count_b: Floats,
    words_a: float,
    words_b: float,
) -> Floats:
    """Return o ln(o / e) of both sides, added up; e shares the uses out by the words of the
    sides."""
    both = (count_a + count_b) / max(words_a + words_b, 1)
    parts = [
        special.xlogy(count, count) - special.xlogy(count, words * both)
        for count, words in ((count_a, words_a), (count_b, words_b))
    ]
    return np.asarray(parts[0] + parts[1])


def dispersion(counts: sparse.csr_array, lengths: Floats) -> Floats:
    """Return how unevenly each term is spread over the articles: 0 as even as can be, 1 all in the
    shortest of them.

    Gries's DP, half the distance between the articles' parts of all words and their parts of the
    term's uses, over its highest possible value (Gries 2008, IJCL 13:403; Lijffijt and Gries 2012,
    IJCL 17:147). NaN where there is no use.
    """
    words = lengths.sum()
    if words <= 0:
        return np.full(counts.shape[1], np.nan)
    parts = lengths / words
    uses = np.asarray(counts.sum(axis=0), dtype=float).ravel()
    expected = np.repeat(parts, np.diff(counts.indptr))
    # An article without the term adds its whole part of the words: all parts, less those of the
    # articles that have it.
    gaps = counts.data / uses[counts.indices]
    gaps -= expected
    np.abs(gaps, out=gaps)
    gaps -= expected
    distance = 1 + np.bincount(counts.indices, weights=gaps, minlength=len(uses))
    highest = 1 - parts[parts > 0].min()
    return stable(np.where(uses > 0, distance / 2 / highest if highest > 0 else 0.0, np.nan))
