"""A test by permutation: how far apart two sides would be if chance alone had put the articles there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.compiling import in_threads, thread_count
from mediakit.uncertainty.loops import BINS, PER_UNIT, tally_scores
from mediakit.uncertainty.samples import Sample

__all__ = ["Design", "permutation_p"]

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: Permutations at a time: their labels for some thousand articles fit into a processor's cache.
_BLOCK = 64
#: With fewer permuted scores beyond it, a term's own permutations say little about how small p is.
_FEW_BEYOND = 10
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
        return sparse.csr_array((np.ones(len(self.strata)), where), (self.n_strata, len(self.strata)))

    def share_a(self, labels: Bools) -> Floats:
        """Return the part of each stratum's words that is on side a, for each column of labels."""
        words = self.in_stratum @ self.lengths
        part = self.in_stratum @ (self.lengths[:, None] * labels)
        return np.asarray(part / np.where(words > 0, words, 1)[:, None], dtype=float)

    def samples(self, counts: sparse.csr_array) -> tuple[Sample, Sample]:
        """Return both sides, standardised over the strata.

        The articles of each side weigh by the other side's part of the words in their stratum, so that both sides
        have as many words in each stratum as the other: the ratio of the rates is Mantel and Haenszel's (Rothman,
        Greenland and Lash 2008, Modern Epidemiology, ch. 15), their difference the numerator of the score.
        """
        if self.n_strata <= 1:
            return tuple(Sample(counts[here], self.lengths[here]) for here in (self.in_a, ~self.in_a))  # type: ignore[return-value]
        part = self.share_a(self.in_a[:, None])[:, 0][self.strata]
        sides = []
        for here, weights in ((self.in_a, 1 - part), (~self.in_a, part)):
            lengths, weights = self.lengths[here], weights[here]
            weights = weights * (lengths.sum() / max(weights @ lengths, 1e-300))
            sides.append(Sample(counts[here], lengths, weights, self.strata[here]))
        return sides[0], sides[1]


def permutation_p(
    counts: sparse.csr_array, design: Design, *, pooled: bool = True, n_permutations: int, random_state: int
) -> tuple[Floats, Bools]:
    """Return each term's two-sided p, and whether it comes from the pooled tail.

    The score is quasi-Poisson: (c - E) / sqrt(phi V), c the uses on side a; over the strata, E adds up the uses there
    times the part f of the words that is on side a, V the uses times f (1 - f); phi is the pooled Pearson dispersion
    over articles. p = (1 + b) / (1 + m), b of m permuted scores being at least as far from zero. Where b is below 10,
    one term's permutations are too few to tell how small p is: m and b are then those of all terms in about as many
    articles (the numbers of articles between two powers of 1.5).
    """
    counts = sparse.csr_array(counts, dtype=np.float64)
    totals = sparse.csc_array(design.in_stratum @ counts)
    observed, scale = _scores(counts, totals, design)
    n_with = np.asarray((counts != 0).sum(axis=0)).ravel()
    bands = np.floor(np.log(np.maximum(n_with, 1)) / np.log(_BAND) + 1e-9).astype(np.int64)
    bands = np.unique(bands, return_inverse=True)[1].astype(np.int64)
    at_least, tally = (
        np.zeros(len(observed), dtype=np.int64),
        np.zeros((bands.max(initial=0) + 1, BINS), dtype=np.int64),
    )
    by_term = sparse.csc_array(counts)
    columns = (by_term.indptr, by_term.indices, by_term.data, totals.indptr, totals.indices, totals.data)
    parts = np.array_split(np.argsort(bands, kind="stable"), thread_count())
    tallies = [np.zeros_like(tally) for _ in parts]
    for labels in permuted_labels(design, n_permutations, random_state):
        share = design.share_a(labels)
        rest = (share, labels.astype(np.float32), scale, np.abs(observed), at_least, bands)
        in_threads(tally_scores, [(part, *columns, *rest, own) for part, own in zip(parts, tallies, strict=True)])
    tally = np.sum(tallies, axis=0)
    p = (1 + at_least) / (1 + n_permutations)
    from_tail = (at_least < _FEW_BEYOND) & pooled
    beyond = np.cumsum(tally[:, ::-1], axis=1)[:, ::-1]
    bins = np.minimum((np.abs(observed) * PER_UNIT).astype(np.int64), BINS - 1)
    tail = (1 + beyond[bands, bins]) / (1 + tally.sum(axis=1)[bands])
    return np.where(from_tail, tail, p), from_tail


def _scores(counts: sparse.csr_array, totals: sparse.csc_array, design: Design) -> tuple[Floats, Floats]:
    """Return each term's true score, and 1 over the root of its dispersion."""
    lengths, words = design.lengths, design.in_stratum @ design.lengths
    share = design.share_a(design.in_a[:, None])[:, 0]
    gap = counts.T @ design.in_a.astype(float) - totals.T @ share
    spread = totals.T @ (share * (1 - share))
    per_word = sparse.csr_array(counts.multiply(counts).T @ (_inverse(lengths)[:, None] * design.in_stratum.T)).T
    by_rate = sparse.csc_array(totals, copy=True)
    by_rate.data = words[by_rate.indices] * _inverse(by_rate.data)
    uses = np.asarray(totals.sum(axis=0)).ravel()
    dispersion = (np.asarray(per_word.multiply(by_rate).sum(axis=0)).ravel() - uses) / max(
        len(lengths) - design.n_strata, 1
    )
    scale = np.sqrt(_inverse(np.where(dispersion > 1e-12, dispersion, 0)))
    return gap * scale * np.sqrt(_inverse(spread)), scale


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
    by_stratum = np.split(order, np.flatnonzero(np.diff(stratum_of[order])) + 1) if len(order) else []
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
