"""Which article is on which side of a comparison, and what chance may move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from mediakit.arrays import Flags, Floats, Ints, Longs
from mediakit.uncertainty.samples import Sample

__all__ = ["TINY", "Design", "Draws", "permuted_labels"]

#: Permutations at a time: their labels for some thousand articles fit into a processor's cache.
BLOCK = 64

#: What several comparisons share is kept up to this many bytes.
_KEPT = 2**30

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
class _Drawn:
    """What is drawn for a block of permutations: whose place each of the movable groups of a
    stratum takes, and which groups on both sides swap them."""

    places: list[Ints]
    swaps: Flags


class Draws:
    """What chance draws for a number of permutations.

    It depends on how many groups may move, not on who they are: comparisons of as many articles
    share what was drawn for the first of them.
    """

    def __init__(self, n_permutations: int, random_state: int, *, is_shared: bool = False) -> None:
        self.n_permutations = n_permutations
        self.random_state = random_state
        self._most_bytes = _KEPT * is_shared
        self._sizes: tuple[list[int], int] | None = None
        self._kept: list[_Drawn] = []

    def blocks(self, sizes: list[int], n_on_both: int) -> Iterator[_Drawn]:
        """Give what is drawn for groups of strata of these sizes, and for those on both sides."""
        if self._sizes == (sizes, n_on_both):
            yield from self._kept
            return
        self._sizes = None
        kept = []
        n_bytes = self.n_permutations * (4 * sum(sizes) + n_on_both)
        for drawn in self._drawn(sizes, n_on_both):
            if n_bytes <= self._most_bytes:
                kept.append(drawn)
            yield drawn
        if kept:
            self._sizes, self._kept = (sizes, n_on_both), kept

    def _drawn(self, sizes: list[int], n_on_both: int) -> Iterator[_Drawn]:
        generator = np.random.default_rng(self.random_state)
        for n_done in range(0, self.n_permutations, BLOCK):
            n = min(BLOCK, self.n_permutations - n_done)
            places = [_drawn_places(n, size, generator) for size in sizes]
            yield _Drawn(places, generator.random((n, n_on_both)) < 0.5)


def _drawn_places(n: int, size: int, generator: np.random.Generator) -> Ints:
    """Return n random orders, shape (n, size): the place in it that each group comes to."""
    numbers = np.arange(size, dtype=np.int32)
    orders = generator.permuted(np.broadcast_to(numbers, (n, size)), axis=1)
    places = np.empty_like(orders)
    np.put_along_axis(places, orders, np.broadcast_to(numbers, orders.shape), axis=1)
    return places


def permuted_labels(design: Design, draws: Draws) -> Iterator[Flags]:
    """Yield permuted sides, shape (n, n_articles) a block, that keep groups together.

    Articles stay within their strata.
    """
    _, first, group_of = np.unique(design.groups, return_index=True, return_inverse=True)
    n_groups = len(first)
    in_a = np.bincount(group_of[design.in_a], minlength=n_groups) > 0
    in_b = np.bincount(group_of[~design.in_a], minlength=n_groups) > 0
    on_both = np.flatnonzero(in_a & in_b)
    movable = _movable_groups(design.strata[first], in_a, in_b)
    swaps = (in_a & in_b)[group_of]
    only_in_a = in_a & ~in_b
    are_groups = np.array_equal(group_of, np.arange(n_groups))
    for drawn in draws.blocks([len(members) for members in movable], len(on_both)):
        moved = _moved_groups(only_in_a, movable, drawn)
        moved[:, on_both] = drawn.swaps
        if not are_groups:
            moved = moved[:, group_of]
        if len(on_both):
            moved = np.where(swaps, design.in_a ^ moved, moved)
        yield moved


def _moved_groups(only_in_a: Flags, movable: list[Longs], drawn: _Drawn) -> Flags:
    """Return for each permutation which groups are on side a.

    Only the groups on side a are moved: they may be few.
    """
    n = len(drawn.swaps)
    moved = np.zeros((n, len(only_in_a)), dtype=bool)
    is_fixed = only_in_a.copy()
    each = np.arange(n)[:, np.newaxis]
    for members, places in zip(movable, drawn.places, strict=True):
        of_a = np.flatnonzero(only_in_a[members])
        is_fixed[members] = False
        moved[each, members[places[:, of_a]]] = True
    moved[:, is_fixed] = True
    return moved


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
