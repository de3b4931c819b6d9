"""A test by permutation: how far apart two sides would be if only chance had put articles there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from mediakit.arrays import Flags, Floats, Longs
from mediakit.compiling import in_threads, thread_count
from mediakit.uncertainty.designs import TINY, Design, Draws, permuted_labels
from mediakit.uncertainty.samples import squared

__all__ = ["permutation_p"]

#: Terms share a band if their numbers of articles lie between the same two powers of this.
_BAND = 1.5

#: With a smaller part of the articles on side a, it pays to go through these one by one.
_FEW = 0.1

#: A difference this many times smaller than the sums it comes from is rounding.
_ROUNDING = 1e-9


def permutation_p(
    counts: sparse.csr_array,
    design: Design,
    *,
    draws: Draws,
    pooled: bool = True,
) -> tuple[Floats, Flags]:
    """Return each term's two-sided p, and whether it comes from the pooled tail.

    The score is (c - E) / sqrt(V), c being the uses on side a. Over the strata, E adds up the uses
    there times the part f of the words that is on side a. V is the variance of c - E if the
    articles' uses vary around r L by r (alpha + beta L), fitted to each term (`_variances`); with
    alpha = 0 the score is quasi-Poisson.

    p = (1 + b) / (1 + m), b of m permuted scores being at least as far from zero. If there is none,
    m and b are those of all terms in about as many articles (the numbers of articles between two
    powers of 1.5), and p is the smaller of the two.
    """
    from mediakit.uncertainty.loops import BINS, PER_UNIT  # loads numba, which takes a while

    counts = sparse.csr_array(counts, dtype=np.float64)
    totals = sparse.csc_array(design.in_stratum @ counts)
    scores, model = _scores(counts, totals, design)
    observed = np.abs(scores)
    bands = _bands(counts)
    scored = _Scored(counts, totals, design, model, observed, bands)
    tally_all = _tally_by_term
    if design.in_a.mean() < _FEW:
        tally_all = _tally_by_article
    at_least, tally = tally_all(scored, permuted_labels(design, draws))
    p = (1 + at_least) / (1 + draws.n_permutations)
    is_shared = np.bincount(bands)[bands] > 1  # a term alone in its band cannot borrow from others
    from_tail = (at_least == 0) & is_shared & pooled
    beyond = np.cumsum(tally[:, ::-1], axis=1)[:, ::-1]
    bins = np.minimum((observed * PER_UNIT).astype(np.int64), BINS - 1)
    tail = (1 + beyond[bands, bins]) / (1 + tally.sum(axis=1)[bands])
    return np.where(from_tail, np.minimum(tail, p), p), from_tail


def _bands(counts: sparse.csr_array) -> Longs:
    """Return the number of each term's band: terms in about as many articles share one."""
    n_with = np.asarray((counts != 0).sum(axis=0)).ravel()
    powers = np.log(np.maximum(n_with, 1)) / np.log(_BAND)
    levels = np.floor(powers + 1e-9).astype(np.int64)
    return np.unique(levels, return_inverse=True)[1].astype(np.int64)


def _columns(matrix: sparse.csc_array) -> tuple[Longs, Longs, Floats]:
    """Return a matrix by columns as the compiled loop takes it."""
    return matrix.indptr, matrix.indices, matrix.data


@dataclass(frozen=True)
class _Scored:
    """The terms whose permuted scores are tallied, with their true scores and bands."""

    counts: sparse.csr_array
    totals: sparse.csc_array
    design: Design
    model: Floats
    observed: Floats
    bands: Longs

    def empty_tally(self) -> Longs:
        from mediakit.uncertainty.loops import BINS

        return np.zeros((self.bands.max(initial=0) + 1, BINS), dtype=np.int64)


def _tally_by_term(scored: _Scored, blocks: Iterable[Flags]) -> tuple[Longs, Longs]:
    """Count how often permuted scores are as far from zero as the true one, and where they lie:
    each thread goes through the articles of its part of the terms, for many permutations at once.
    """
    from mediakit.uncertainty.loops import tally_scores

    at_least = np.zeros(len(scored.observed), dtype=np.int64)
    parts = np.array_split(np.argsort(scored.bands, kind="stable"), thread_count())
    tallies = [scored.empty_tally() for _ in parts]
    columns = (*_columns(sparse.csc_array(scored.counts)), *_columns(scored.totals))
    for block in blocks:
        labels = np.ascontiguousarray(block.T)
        moves = scored.design.moves(labels)
        of_block = (moves, labels.astype(np.float32))
        of_terms = (scored.model, scored.observed, at_least, scored.bands)
        work = []
        for terms, tally in zip(parts, tallies, strict=True):
            work.append((terms, *columns, *of_block, *of_terms, tally))
        in_threads(tally_scores, work)
    return at_least, np.sum(tallies, axis=0)


def _tally_by_article(scored: _Scored, blocks: Iterable[Flags]) -> tuple[Longs, Longs]:
    """Count the same if side a is small: each thread goes through the articles that its part of
    the permutations put there."""
    from mediakit.uncertainty.loops import tally_small_side

    design, counts = scored.design, scored.counts
    words = np.maximum(design.in_stratum @ design.lengths, TINY)
    sizes = design.in_stratum @ np.ones(len(design.lengths))
    articles = (counts.indptr, counts.indices, counts.data, design.lengths, design.strata)
    of_terms = (*_columns(scored.totals), words, sizes, scored.model, scored.observed, scored.bands)
    n_threads = thread_count()
    tallies = [scored.empty_tally() for _ in range(n_threads)]
    at_least = [np.zeros(len(scored.observed), dtype=np.int64) for _ in range(n_threads)]
    for block in blocks:
        parts = np.array_split(block, n_threads)
        in_threads(
            tally_small_side,
            [(parts[k], *articles, *of_terms, at_least[k], tallies[k]) for k in range(n_threads)],
        )
    return np.sum(at_least, axis=0), np.sum(tallies, axis=0)


def _scores(
    counts: sparse.csr_array,
    totals: sparse.csc_array,
    design: Design,
) -> tuple[Floats, Floats]:
    """Return each term's true score, and its variance by the article and by the word."""
    model = _variances(counts, totals, design)
    part, per_article, per_word = design.moves(design.in_a[:, None])[:, :, 0]
    gap = counts.T @ design.in_a.astype(float) - totals.T @ part
    spread = model[0] * (totals.T @ per_article) + model[1] * (totals.T @ per_word)
    rounding = _ROUNDING * np.asarray(totals.sum(axis=0)).ravel()
    gap = np.where(np.abs(gap) > rounding, gap, 0)
    return gap * np.sqrt(_inverse(spread)), model


def _variances(counts: sparse.csr_array, totals: sparse.csc_array, design: Design) -> Floats:
    """Return how the variance of each term grows, by the article and by the word, per expected use.

    The squared residuals e = y - r L of all articles, as they are and weighed by 1 / (L + mean L),
    are matched by r (alpha + beta L). Some words occur once in an article however long it is,
    others come in proportion to its length: if the articles of one side are shorter, that matters.
    """
    lengths = design.lengths
    rates = sparse.csc_array(totals, copy=True)
    rates.data = rates.data * _inverse(design.in_stratum @ lengths)[rates.indices]
    plain = _moments(counts, rates, design, np.ones(len(lengths)))
    weighed = _moments(counts, rates, design, _inverse(lengths + lengths.mean()))
    squares, by_article, by_word = plain
    squares_w, by_article_w, by_word_w = weighed
    determinant = by_article * by_word_w - by_word * by_article_w
    can_tell = np.abs(determinant) > _ROUNDING * by_article * by_word_w
    over = _inverse(np.where(can_tell, determinant, 0))
    alpha = (squares * by_word_w - by_word * squares_w) * over
    beta = (by_article * squares_w - squares * by_article_w) * over
    # If only one of the two can be above 0, it has to explain all of the variance.
    only_alpha = squares_w * _inverse(by_article_w)
    only_beta = squares_w * _inverse(by_word_w)
    no_alpha = ~can_tell | (alpha <= 0)
    no_beta = beta <= 0
    final_alpha = np.where(no_alpha, 0, np.where(no_beta, only_alpha, alpha))
    final_beta = np.where(no_alpha, only_beta, np.where(no_beta, 0, beta))
    return np.maximum(np.stack([final_alpha, final_beta]), 0)


def _moments(
    counts: sparse.csr_array,
    rates: sparse.csc_array,
    design: Design,
    weights: Floats,
) -> tuple[Floats, Floats, Floats]:
    """Return the weighted squared residuals of each term, and what alpha and beta add to them."""
    lengths = design.lengths
    in_stratum = design.in_stratum
    n_articles = len(lengths)
    correction = n_articles / max(n_articles - design.n_strata, 1)
    squares = squared(counts).T @ weights
    crosses = in_stratum @ counts.multiply((weights * lengths)[:, None])
    residual = squares - 2 * np.asarray(rates.multiply(crosses).sum(axis=0)).ravel()
    residual += rates.multiply(rates).T @ (in_stratum @ (weights * lengths**2))
    by_article = rates.T @ (in_stratum @ weights)
    by_word = rates.T @ (in_stratum @ (weights * lengths))
    return correction * residual, by_article, by_word


def _inverse(values: Floats) -> Floats:
    """Return 1 over each value, and 0 for 0."""
    return np.divide(1, values, out=np.zeros_like(values, dtype=float), where=values != 0)
