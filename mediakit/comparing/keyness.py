"""The numbers of a comparison of terms between two sides."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.independence import Evidence
from mediakit.terms import TermMatrix
from mediakit.uncertainty import log_ratio_interval, permuted_scores, pooled_p_values, stable

__all__ = ["COLUMNS", "MIN_SIDE", "PER", "PRIOR_WORDS", "term_numbers"]

Floats = npt.NDArray[np.float64]

#: Under so many independent articles a side the permutation test does not keep its error rate.
MIN_SIDE = 10
#: Rates are per so many words.
PER = 10_000
#: The prior of the log-odds counts as much as so many words.
PRIOR_WORDS = 500

COLUMNS = """
    term group n_articles_a n_articles_b count_a count_b rate_a rate_b log_ratio low high log_odds_z g2 p q
""".split()


def term_numbers(
    counted: TermMatrix,
    evidence: Evidence,
    in_a: npt.NDArray[np.bool_],
    *,
    min_articles: int,
    n_permutations: int,
    random_state: int,
) -> pd.DataFrame:
    """Return a row a term, all of `COLUMNS` but group and q.

    Parameters
    ----------
    counted : TermMatrix
        Counts for (at least) the articles of the evidence.
    evidence : Evidence
        The articles of both sides.
    in_a : ndarray of bool, shape (n_rows,)
        Whether each article of the evidence is of side a.
    min_articles, n_permutations, random_state
        As in `compare`.
    """
    rows = pd.Index(counted.article_ids).get_indexer(evidence.articles["article_id"])
    counts = sparse.csr_array(evidence.per_unit(counted.matrix[rows]))
    lengths = evidence.per_unit(counted.n_words[rows].astype(float))
    in_a, groups = in_a[evidence.unit_rows], evidence.groups[evidence.unit_rows]
    n_with = _sums(counts > 0)
    kept = np.flatnonzero(n_with >= min_articles)
    counts, n_with = counts[:, kept], n_with[kept]
    p = np.full(len(kept), np.nan)
    smaller = min(int(in_a.sum()), int((~in_a).sum()))
    tested = n_with * smaller / len(in_a) >= min_articles
    if smaller >= MIN_SIDE and tested.any():
        scores = permuted_scores(
            counts[:, tested], lengths, in_a, groups, n_permutations=n_permutations, random_state=random_state
        )
        p[tested] = pooled_p_values(*scores, n_with[tested])
    measures = _measures(counts[in_a], lengths[in_a], counts[~in_a], lengths[~in_a])
    return pd.DataFrame({"term": counted.terms[kept].astype(str)} | measures | {"p": p})


def _measures(
    counts_a: sparse.csr_array, lengths_a: Floats, counts_b: sparse.csr_array, lengths_b: Floats
) -> dict[str, npt.NDArray[np.generic]]:
    """Return all that is measured of each term without permuting articles, by column."""
    times_a, times_b = _sums(counts_a), _sums(counts_b)
    words_a, words_b = float(lengths_a.sum()), float(lengths_b.sum())
    both = (times_a, times_b, words_a, words_b)
    low, high = log_ratio_interval(counts_a, lengths_a, counts_b, lengths_b)
    return {
        "n_articles_a": _whole(_sums(counts_a > 0)),
        "n_articles_b": _whole(_sums(counts_b > 0)),
        "count_a": _whole(times_a),
        "count_b": _whole(times_b),
        "rate_a": stable(PER * times_a / max(words_a, 1)),
        "rate_b": stable(PER * times_b / max(words_b, 1)),
        "log_ratio": log_ratio(*both),
        "low": low,
        "high": high,
        "log_odds_z": log_odds_z(*both),
        "g2": g2(*both),
    }


def _sums(table: sparse.csr_array) -> Floats:
    """Return the sum of each column."""
    return np.asarray(table.sum(axis=0), dtype=float).ravel()


def _whole(values: Floats) -> npt.NDArray[np.int64] | Floats:
    """Return counts as whole numbers, which they are unless reprints share one unit."""
    return values.astype(np.int64) if (values == np.round(values)).all() else np.round(values, 6)


def log_ratio(count_a: Floats, count_b: Floats, words_a: float, words_b: float) -> Floats:
    """Return log2 of the two rates; a count of 0 is taken as 0.5 (Hardie 2014)."""
    a, b = np.where(count_a == 0, 0.5, count_a), np.where(count_b == 0, 0.5, count_b)
    return stable(np.log2(a / max(words_a, 1)) - np.log2(b / max(words_b, 1)))


def log_odds_z(count_a: Floats, count_b: Floats, words_a: float, words_b: float) -> Floats:
    """Return the z-score of the log-odds ratio with an informative Dirichlet prior.

    Monroe, Colaresi and Quinn (2008), eq. 16 for the difference and eq. 20 for its variance,
    1 / (y_a + alpha) + 1 / (y_b + alpha); alpha is the term's share of both sides times `PRIOR_WORDS`.
    """
    prior = PRIOR_WORDS * (count_a + count_b) / max(words_a + words_b, 1)
    a, b = count_a + prior, count_b + prior
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log(a / (words_a + PRIOR_WORDS - a)) - np.log(b / (words_b + PRIOR_WORDS - b))
    # Where a term is every word of both sides, both odds are infinite, and there is no difference.
    return stable(np.where(np.isnan(delta), 0, delta) / np.sqrt(1 / a + 1 / b))


def g2(count_a: Floats, count_b: Floats, words_a: float, words_b: float) -> Floats:
    """Return the log-likelihood ratio over the term and all other words (Dunning 1993), never below 0."""
    cells = [count_a, count_b, words_a - count_a, words_b - count_b]
    pooled = (count_a + count_b) / max(words_a + words_b, 1)
    expected = [words_a * pooled, words_b * pooled, words_a * (1 - pooled), words_b * (1 - pooled)]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(o > 0, o * np.log(o / e), 0.0) for o, e in zip(cells, expected, strict=True)]
    return stable(np.maximum(2 * np.sum(parts, axis=0), 0))
