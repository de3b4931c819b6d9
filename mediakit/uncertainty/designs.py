"""Which article is on which side of a comparison, and what chance may move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from mediakit.arrays import Flags, Floats, Longs
from mediakit.uncertainty.samples import Sample

__all__ = ["TINY", "Design", "Draws", "permuted_labels"]

#: Permutations at a time: their labels for some thousand articles fit into a processor's cache.
BLOCK = 64

#: Sums are divided by at least this, so that an empty stratum does not divide by 0.
TINY = 1e-300


@dataclass(frozen=True)
class Design:
    """Which article is on which side, and what chance may move.

    Attributes
    ----------
    lengths : ndarray of float, shape (n_articles,)
        The words of each article, or ones if each article counts as one.
    in_a : ndarray of bool, shape (n_articles,)
        Whether an article is on side a.
    groups : ndarray of int64, shape (n_articles,)
        What moves together: a group on one side moves as one; one on both sides swaps them.
    strata : ndarray of int64, shape (n_articles,)
        What is compared only with its own kind, such as the articles of a month, numbered from 0.
    """

    lengths: Floats
    in_a: Flags
    groups: Longs
    strata: Longs

    @cached_property
    def n_strata(self) -> int:
        """Strata."""
        return int(self.strata.max(initial=-1)) + 1

    @cached_property
    def in_stratum(self) -> sparse.csr_array:
        """Ones that say which article is in which stratum, shape (n_strata, n_articles)."""
        n_articles = len(self.strata)
        entries = (np.ones(n_articles), (self.strata, np.arange(n_articles)))
        return sparse.csr_array(entries, (self.n_strata, n_articles))

    def moves(self, labels: Flags) -> Floats:
        """Return for each stratum and column of labels what a use of a term does to the score.

        An array of shape (3, n_strata, n): the part f of the stratum's words that is on side a; and
        the variance of the uses on side a beyond that part, if each article brings as much,
        (1 - f)^2 n_a + f^2 n_b, or each word, (1 - f)^2 T_a + f^2 T_b, over the words of the
        stratum.
        """
        words = np.maximum(self.in_stratum @ self.lengths, TINY)[:, None]
        n_a = self.in_stratum @ labels.astype(float)
        n_articles = (self.in_stratum @ np.ones(len(labels)))[:, None]
        words_in_a = self.in_stratum @ (self.lengths[:, None] * labels)
        part = np.asarray(words_in_a, dtype=float) / words
        by_article = ((1 - part) ** 2 * n_a + part**2 * (n_articles - n_a)) / words
        return np.stack([part, by_article, part * (1 - part)])

    def samples(self, counts: sparse.csr_array) -> tuple[Sample, Sample]:
        """Return both sides, standardised over the strata.

        The articles of each side weigh by the other side's part of the words in their stratum, so
        that both sides have the same number of words in each stratum. The ratio of the rates is
        then Mantel and Haenszel's (Rothman, Greenland and Lash 2008, Modern Epidemiology, ch. 15),
        and their difference is the numerator of the score.
        """
        if self.n_strata <= 1:
            side_a = Sample(counts[self.in_a], self.lengths[self.in_a])
            side_b = Sample(counts[~self.in_a], self.lengths[~self.in_a])
            return side_a, side_b
        part = self.moves(self.in_a[:, None])[0, :, 0][self.strata]
        side_a = self._weighted_side(counts, self.in_a, 1 - part)
        side_b = self._weighted_side(counts, ~self.in_a, part)
        return side_a, side_b

    def _weighted_side(self, counts: sparse.csr_array, side: Flags, weights: Floats) -> Sample:
        """Return a side, its weights scaled to its number of words."""
        lengths = self.lengths[side]
        weights = weights[side]
        weights = weights * (lengths.sum() / max(weights @ lengths, TINY))
        return Sample(counts[side], lengths, weights, self.strata[side])


@dataclass(frozen=True)
class Draws:
    """How many times chance draws, and the number from which its random numbers follow.

    Each permutation has random numbers of its own: it is the same in blocks of any size.
    """

    n_permutations: int
    random_state: int


def permuted_labels(design: Design, draws: Draws) -> Iterator[Flags]:
    """Yield permuted sides, shape (n, n_articles) a block, that keep groups together.

    Articles stay within their strata.
    """
    from mediakit.uncertainty.drawing import draw_sides  # loads numba, which takes a while

    _, first, group_of = np.unique(design.groups, return_index=True, return_inverse=True)
    n_groups = len(first)
    in_a = np.bincount(group_of[design.in_a], minlength=n_groups) > 0
    in_b = np.bincount(group_of[~design.in_a], minlength=n_groups) > 0
    movable = _movable_groups(design.strata[first], in_a, in_b)
    members = np.concatenate([*movable, np.empty(0, dtype=np.int64)])
    starts = np.cumsum([0, *map(len, movable)])
    n_in_a = np.array([in_a[groups].sum() for groups in movable], dtype=np.int64)
    on_both = np.flatnonzero(in_a & in_b)
    unmoved = in_a & ~in_b
    unmoved[members] = False
    swaps = (in_a & in_b)[group_of]
    are_groups = np.array_equal(group_of, np.arange(n_groups))
    seed = np.uint64(draws.random_state)
    for n_done in range(0, draws.n_permutations, BLOCK):
        moved = np.tile(unmoved, (min(BLOCK, draws.n_permutations - n_done), 1))
        draw_sides(seed, n_done, members, starts, n_in_a, on_both, moved)
        if not are_groups:
            moved = moved[:, group_of]
        if len(on_both):
            moved = np.where(swaps, design.in_a ^ moved, moved)
        yield moved


def _movable_groups(stratum_of: Longs, in_a: Flags, in_b: Flags) -> list[Longs]:
    """Return for each stratum that has both sides the groups that are on one side only."""
    if not len(stratum_of):
        return []
    order = np.argsort(stratum_of, kind="stable")
    edges = np.flatnonzero(np.diff(stratum_of[order])) + 1
    movable = []
    for members in np.split(order, edges):
        on_one_side = members[in_a[members] ^ in_b[members]]
        if in_a[on_one_side].any() and in_b[on_one_side].any():
            movable.append(on_one_side)
    return movable
