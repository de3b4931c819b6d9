"""A test by permutation: how far apart two sides would be if chance alone had put the articles there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.compiling import in_threads, thread_count
from mediakit.uncertainty.samples import Sample

__all__ = ["Design", "permutation_p", "permuted_labels"]

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Permutations at a time: their labels for some thousand articles fit into a processor's cache.
_BLOCK = 64
#: Terms share a band when their numbers of articles lie between the same two powers of this.
_BAND = 1.5


@dataclass(frozen=True)
class Design:
    """Which article stands on which side, and what chance may move.

    Attributes
    ----------
    lengths : ndarray of float, shape (n_articles,)
        The words of each article; ones where an article counts as one.
    in_a : ndarray of bool, shape (n_articles,)
        Whether an article is on side a.
    groups : ndarray of int64, shape (n_articles,)
        What moves together: a group on one side as one, while one that is on both sides swaps them.
    strata : ndarray of int64, shape (n_articles,)
        What is compared with its own kind only, such as the articles of a month, numbered from 0.
    """

    lengths: Floats
    in_a: Bools
    groups: Longs
    strata: Longs

    @cached_property
    def n_strata(self) -> int:
        """Strata."""
        return int(self.strata.max(initial=-1)) + 1

    @cached_property
    def in_stratum(self) -> sparse.csr_array:
        """Ones that say which article is in which stratum, shape (n_strata, n_articles)."""
        where = (self.strata, np.arange(len(self.strata)))
        return sparse.csr_array(
            (np.ones(len(self.strata)), where), (self.n_strata, len(self.strata))
        )

    def moves(self, labels: Bools) -> Floats:
        """Return for each stratum and column of labels what a use of a term there does to the score.

        An array of shape (3, n_strata, n): the part f of the stratum's words that is on side a; and the variance of
        the uses on side a beyond that part, if each article brings as much, (1 - f)^2 n_a + f^2 n_b, or each word,
        (1 - f)^2 T_a + f^2 T_b, over the words of the stratum.
        """
        words = np.maximum(self.in_stratum @ self.lengths, 1e-300)[:, None]
        n_a, n = (
            self.in_stratum @ labels.astype(float),
            (self.in_stratum @ np.ones(len(labels)))[:, None],
        )
        part = np.asarray(self.in_stratum @ (self.lengths[:, None] * labels), dtype=float) / words
        return np.stack(
            [part, ((1 - part) ** 2 * n_a + part**2 * (n - n_a)) / words, part * (1 - part)]
        )

    def samples(self, counts: sparse.csr_array) -> tuple[Sample, Sample]:
        """Return both sides, standardised over the strata.

        The articles of each side weigh by the other side's part of the words in their stratum, so that both sides
        have as many words in each stratum as the other: the ratio of the rates is Mantel and Haenszel's (Rothman,
        Greenland and Lash 2008, Modern Epidemiology, ch. 15), their difference the numerator of the score.
        """
        if self.n_strata <= 1:
            return tuple(
                Sample(counts[here], self.lengths[here]) for here in (self.in_a, ~self.in_a)
            )  # type: ignore[return-value]
        part = self.moves(self.in_a[:, None])[0, :, 0][self.strata]
        sides = []
        for here, weights in ((self.in_a, 1 - part), (~self.in_a, part)):
            lengths, weights = self.lengths[here], weights[here]
            weights = weights * (lengths.sum() / max(weights @ lengths, 1e-300))
            sides.append(Sample(counts[here], lengths, weights, self.strata[here]))
        return sides[0], sides[1]


def permutation_p(
    counts: sparse.csr_array,
    design: Design,
    *,
    pooled: bool = True,
    n_permutations: int,
    random_state: int,
) -> tuple[Floats, Bools]:
    """Return each term's two-sided p, and whether it comes from the pooled tail.

    The score is (c - E) / sqrt(V), c the uses on side a. Over the strata, E adds up the uses there times the part f of
    the words that is on side a. V is the variance of c - E where the articles' uses vary around r L by
    r (alpha + beta L), fitted to each term (`_variances`); with alpha = 0 the score is quasi-Poisson.

    p = (1 + b) / (1 + m), b of m permuted scores being at least as far from zero. Where there is none, m and b are
    those of all terms in about as many articles (the numbers of articles between two powers of 1.5), and p is the
    smaller of the two.
    """
    from mediakit.uncertainty.loops import (
        BINS,
        PER_UNIT,
        tally_scores,
    )  # loads numba, which counting need not wait for

    counts = sparse.csr_array(counts, dtype=np.float64)
    totals = sparse.csc_array(design.in_stratum @ counts)
    observed, model = _scores(counts, totals, design)
    n_with = np.asarray((counts != 0).sum(axis=0)).ravel()
    bands = np.floor(np.log(np.maximum(n_with, 1)) / np.log(_BAND) + 1e-9).astype(np.int64)
    bands = np.unique(bands, return_inverse=True)[1].astype(np.int64)
    at_least = np.zeros(len(observed), dtype=np.int64)
    by_term = sparse.csc_array(counts)
    columns = (
        by_term.indptr,
        by_term.indices,
        by_term.data,
        totals.indptr,
        totals.indices,
        totals.data,
    )
    parts = np.array_split(np.argsort(bands, kind="stable"), thread_count())
    tallies = [np.zeros((bands.max(initial=0) + 1, BINS), dtype=np.int64) for _ in parts]
    for labels in permuted_labels(design, n_permutations, random_state):
        rest = (
            design.moves(labels),
            labels.astype(np.float32),
            model,
            np.abs(observed),
            at_least,
            bands,
        )
        in_threads(
            tally_scores,
            [(part, *columns, *rest, own) for part, own in zip(parts, tallies, strict=True)],
        )
    tally = np.sum(tallies, axis=0)
    p = (1 + at_least) / (1 + n_permutations)
    shared = np.bincount(bands)[bands] > 1  # a term alone in its band has no others to learn from
    from_tail = (at_least == 0) & shared & pooled
    beyond = np.cumsum(tally[:, ::-1], axis=1)[:, ::-1]
    bins = np.minimum((np.abs(observed) * PER_UNIT).astype(np.int64), BINS - 1)
    tail = (1 + beyond[bands, bins]) / (1 + tally.sum(axis=1)[bands])
    return np.where(from_tail, np.minimum(tail, p), p), from_tail


def _scores(
    counts: sparse.csr_array, totals: sparse.csc_array, design: Design
) -> tuple[Floats, Floats]:
    """Return each term's true score, and its variance by the article and by the word."""
    model = _variances(counts, totals, design)
    part, per_article, per_word = design.moves(design.in_a[:, None])[:, :, 0]
    gap = counts.T @ design.in_a.astype(float) - totals.T @ part
    spread = model[0] * (totals.T @ per_article) + model[1] * (totals.T @ per_word)
    gap = np.where(
        np.abs(gap) > 1e-9 * np.asarray(totals.sum(axis=0)).ravel(), gap, 0
    )  # rounding is no difference
    return gap * np.sqrt(_inverse(spread)), model


def _variances(counts: sparse.csr_array, totals: sparse.csc_array, design: Design) -> Floats:
    """Return how the variance of each term grows: by the article and by the word, per expected use.

    The squared residuals e = y - r L of all articles, as they are and weighed by 1 / (L + mean L), are matched by
    r (alpha + beta L). Some words stand once in an article however long it is, others come in proportion to its length:
    where the articles of one side are shorter, it matters which.
    """
    lengths, words = design.lengths, design.in_stratum @ design.lengths
    rates = sparse.csc_array(totals, copy=True)
    rates.data = rates.data * _inverse(words)[rates.indices]
    free = len(lengths) / max(len(lengths) - design.n_strata, 1)
    sums = []
    for weights in (np.ones(len(lengths)), _inverse(lengths + lengths.mean())):
        squares = counts.multiply(counts).T @ weights
        crosses = design.in_stratum @ counts.multiply((weights * lengths)[:, None])
        residual = squares - 2 * np.asarray(rates.multiply(crosses).sum(axis=0)).ravel()
        residual += rates.multiply(rates).T @ (design.in_stratum @ (weights * lengths**2))
        sums.append(
            (
                free * residual,
                rates.T @ (design.in_stratum @ weights),
                rates.T @ (design.in_stratum @ (weights * lengths)),
            )
        )
    (e, n, t), (e_short, n_short, t_short) = sums
    apart = n * t_short - t * n_short
    telling = np.abs(apart) > 1e-9 * n * t_short
    over = _inverse(np.where(telling, apart, 0))
    alpha, beta = (e * t_short - t * e_short) * over, (n * e_short - n_short * e) * over
    alone_alpha, alone_beta = e_short * _inverse(n_short), e_short * _inverse(t_short)
    alpha, beta = (
        np.where(~telling | (alpha <= 0), 0, np.where(beta <= 0, alone_alpha, alpha)),
        np.where(~telling | (alpha <= 0), alone_beta, np.where(beta <= 0, 0, beta)),
    )
    return np.maximum(np.stack([alpha, beta]), 0)


def _inverse(values: Floats) -> Floats:
    """Return 1 over each value, and 0 for 0."""
    return np.divide(1, values, out=np.zeros_like(values, dtype=float), where=values != 0)


def permuted_labels(design: Design, n_permutations: int, random_state: int) -> Iterator[Bools]:
    """Give permuted sides, shape (n_articles, n) a block, that keep groups together and stay within strata."""
    first, unit = np.unique(design.groups, return_index=True, return_inverse=True)[1:]
    in_a = np.bincount(unit[design.in_a], minlength=len(first)) > 0
    in_b = np.bincount(unit[~design.in_a], minlength=len(first)) > 0
    on_both = np.flatnonzero(in_a & in_b)
    stratum_of = design.strata[first]
    order = np.argsort(stratum_of, kind="stable")
    by_stratum = (
        np.split(order, np.flatnonzero(np.diff(stratum_of[order])) + 1) if len(order) else []
    )
    movable = [members[in_a[members] ^ in_b[members]] for members in by_stratum]
    movable = [members for members in movable if in_a[members].any() and in_b[members].any()]
    swaps = (in_a & in_b)[unit][:, None]
    generator = np.random.default_rng(random_state)
    for done in range(0, n_permutations, _BLOCK):
        n = min(_BLOCK, n_permutations - done)
        of_unit = np.broadcast_to(in_a & ~in_b, (n, len(first))).copy()
        for members in movable:
            of_unit[:, members] = generator.permuted(of_unit[:, members], axis=1)
        of_unit[:, on_both] = generator.random((n, len(on_both))) < 0.5
        moved = of_unit.T[unit]
        yield np.where(swaps, design.in_a[:, None] ^ moved, moved)
