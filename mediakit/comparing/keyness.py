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
    group term n_articles_a n_articles_b count_a count_b rate_a rate_b log_ratio low high log_odds_z g2 p q
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
    rows = np.searchsorted(
        counted.article_ids.astype(str), evidence.articles["article_id"].to_numpy(dtype=str)
    )
    counts, lengths = counted.matrix[rows], counted.n_words[rows]
    weights = evidence.weights
    n_with = np.asarray((counts > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(n_with >= min_articles)
    counts, terms = counts[:, kept], counted.terms[kept]
    side = {name: sparse.csr_array(counts[here]) for name, here in (("a", in_a), ("b", ~in_a))}
    words = {name: lengths[here] * weights[here] for name, here in (("a", in_a), ("b", ~in_a))}
    times = {name: weights[here] @ counts[here] for name, here in (("a", in_a), ("b", ~in_a))}
    n_with_side = {name: np.asarray((part > 0).sum(axis=0)).ravel() for name, part in side.items()}
    weighted = {
        name: _weighted(part, weights[here])
        for (name, part), here in zip(side.items(), (in_a, ~in_a), strict=True)
    }
    low, high = log_ratio_interval(weighted["a"], words["a"], weighted["b"], words["b"])
    total_a, total_b = float(words["a"].sum()), float(words["b"].sum())
    table = pd.DataFrame(
        {
            "term": terms.astype(str),
            "n_articles_a": n_with_side["a"],
            "n_articles_b": n_with_side["b"],
            "count_a": _whole(times["a"]),
            "count_b": _whole(times["b"]),
            "rate_a": stable(PER * times["a"] / max(total_a, 1)),
            "rate_b": stable(PER * times["b"] / max(total_b, 1)),
            "log_ratio": log_ratio(times["a"], times["b"], total_a, total_b),
            "low": low,
            "high": high,
            "log_odds_z": log_odds_z(times["a"], times["b"], total_a, total_b),
            "g2": g2(times["a"], times["b"], total_a, total_b),
            "p": np.nan,
        }
    )
    smaller = min(int(in_a.sum()), int((~in_a).sum()))
    tested = n_with[kept] * smaller / max(len(in_a), 1) >= min_articles
    if smaller >= MIN_SIDE and tested.any():
        scores = permuted_scores(
            sparse.csr_array(counts[:, tested]), lengths, in_a, evidence.groups,
            n_permutations=n_permutations, random_state=random_state,
        )  # fmt: skip
        table.loc[tested, "p"] = pooled_p_values(*scores, n_with[kept][tested])
    return table


def _weighted(counts: sparse.csr_array, weights: Floats) -> sparse.csr_array:
    """Return the counts, each article's times its weight."""
    return sparse.csr_array(counts.multiply(weights[:, None])) if (weights != 1).any() else counts


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
    delta = np.log(a / (words_a + PRIOR_WORDS - a)) - np.log(b / (words_b + PRIOR_WORDS - b))
    return stable(delta / np.sqrt(1 / a + 1 / b))


def g2(count_a: Floats, count_b: Floats, words_a: float, words_b: float) -> Floats:
    """Return the log-likelihood ratio over the term and all other words (Dunning 1993), never below 0."""
    cells = [count_a, count_b, words_a - count_a, words_b - count_b]
    pooled = (count_a + count_b) / max(words_a + words_b, 1)
    expected = [words_a * pooled, words_b * pooled, words_a * (1 - pooled), words_b * (1 - pooled)]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(o > 0, o * np.log(o / e), 0.0) for o, e in zip(cells, expected, strict=True)]
    return stable(np.maximum(2 * np.sum(parts, axis=0), 0))
