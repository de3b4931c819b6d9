"""Which texts have much in common: sketches propose pairs, then each is counted exactly."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mediakit.arrays import Flags, Floats, Ints, Keys, Longs
from mediakit.cleaning.shingling import (
    BINS,
    SHINGLE,
    Codes,
    code_words,
    compare_pairs,
    count_shingles,
    longest_runs,
    pairs_in_bin,
    places_in_bin,
    sketch,
)
from mediakit.compiling import in_threads, thread_count
from mediakit.tokens import Tokens, letters_of

__all__ = ["SimilarPairs", "compare_texts", "runs_of", "similar_pairs", "word_codes"]

#: The number of equal bins in their sketches from which two texts are compared.
LEAST_BINS = 3
#: A pair is worth finding from this number of shared shingles, or this share of the shorter text.
WORTH, WORTH_SHARE = 60, 0.35
#: If many texts have the same hash, each is paired with this number of those that follow it, and
#: the first with all.
MOST_NEIGHBOURS = 50
#: Rows whose pairs are proposed at a time.
ROWS = 4_000

# The numbers of two texts in one: the first in the upper half, the second in the lower.
_HALF, _LOWER = np.uint64(32), np.uint64(2**32 - 1)


@dataclass(frozen=True)
class SimilarPairs:
    """Pairs of texts, each pair once, the lower number first.

    Attributes
    ----------
    first, second : ndarray of int64, shape (n_pairs,)
        The numbers of the texts, in order.
    shared : ndarray of int64
        Different shingles that both have.
    sizes : ndarray of int64, shape (n_pairs, 2)
        Different shingles of each.
    """

    first: Longs
    second: Longs
    shared: Longs
    sizes: Longs

    def __len__(self) -> int:
        return len(self.first)

    @property
    def jaccard(self) -> Floats:
        """The shingles that both have, as a share of those that either has."""
        either = self.sizes.sum(axis=1) - self.shared
        return self.shared / np.maximum(either, 1)

    @property
    def containment(self) -> Floats:
        """The shingles that both have, as a share of those of the one with fewer."""
        fewer = self.sizes.min(axis=1)
        return self.shared / np.maximum(fewer, 1)

    def where(self, kept: Flags) -> SimilarPairs:
        """Return some of the pairs."""
        return SimilarPairs(
            self.first[kept],
            self.second[kept],
            self.shared[kept],
            self.sizes[kept],
        )


def similar_pairs(tokens: Tokens) -> SimilarPairs:
    """Return the pairs of texts that share shingles, if their sketches propose them.

    A pair is proposed by its two texts alone, unless more than 50 texts share a phrase.
    """
    codes = word_codes(tokens)
    n_threads = thread_count()
    first, second = _propose(tokens, codes, n_threads)
    return _counted(tokens, codes, first, second, n_threads)


def compare_texts(tokens: Tokens, first: Longs, second: Longs) -> SimilarPairs:
    """Return these pairs with what they share; those of one first text should follow each other."""
    codes = word_codes(tokens)
    return _counted(tokens, codes, first, second, thread_count())


def word_codes(tokens: Tokens) -> Codes:
    """Return a hash of each word of the vocabulary."""
    letters, begins = letters_of(tokens.words)
    codes = np.empty(len(tokens.words), dtype=np.uint64)
    code_words(letters, begins, codes)
    return codes


def _propose(tokens: Tokens, codes: Codes, n_threads: int) -> tuple[Longs, Longs]:
    """Return the pairs of texts whose sketches agree in enough bins."""
    n = tokens.n_texts
    sketches = _sketches(tokens, codes, n_threads)
    in_threads(np.ndarray.sort, [(keys,) for keys in sketches], n_threads)
    places = np.empty(sketches.shape, dtype=np.int32)
    in_threads(places_in_bin, list(zip(sketches, places, strict=True)), n_threads)
    n_shingles = np.maximum(tokens.lengths - SHINGLE + 1, 1)
    parts = []
    for begin in range(0, n, ROWS):
        end = min(begin + ROWS, n)
        parts.append((sketches, places, n_shingles, begin, end))
    proposed = in_threads(_pairs_of_rows, parts, n_threads)
    none = np.empty(0, dtype=np.uint64)
    pairs = np.concatenate([none, *proposed])
    first = _first_of(pairs).astype(np.int64)
    second = _second_of(pairs).astype(np.int64)
    return first, second


def _sketches(tokens: Tokens, codes: Codes, n_threads: int) -> Keys:
    """Return the sketch of each text, a row a bin."""
    shape = (BINS, tokens.n_texts)
    sketches = np.full(shape, 2**64 - 1, dtype=np.uint64)
    even = np.linspace(0, len(tokens.ids), n_threads + 1)
    cuts = np.searchsorted(tokens.starts, even[1:-1])

    def work(first: int, last: int) -> None:
        sketch(codes, tokens.ids, tokens.starts, first, last, sketches)

    spans = pairwise([0, *cuts.tolist(), tokens.n_texts])
    in_threads(work, list(spans), n_threads)
    return sketches


def _pairs_of_rows(
    sketches: Keys,
    places: Ints,
    lengths: Longs,
    first: int,
    last: int,
) -> Keys:
    """Return the pairs that agree in enough bins and whose first text is one of some rows."""
    pairs = np.empty(1 << 16, dtype=np.uint64)
    n = 0
    for keys, where in zip(sketches, places, strict=True):
        n_wanted = pairs_in_bin(keys, where, first, last, MOST_NEIGHBOURS, pairs, n)
        if n_wanted > len(pairs):
            room = np.empty(2 * n_wanted - n, dtype=np.uint64)
            pairs = np.concatenate([pairs[:n], room])
            pairs_in_bin(keys, where, first, last, MOST_NEIGHBOURS, pairs, n)
        n = n_wanted
    distinct, n_bins = np.unique(pairs[:n], return_counts=True)
    first_length = lengths[_first_of(distinct)]
    second_length = lengths[_second_of(distinct)]
    expected = _bins_expected(first_length, second_length)
    return distinct[n_bins >= expected]


def _first_of(pairs: Keys) -> Keys:
    return pairs >> _HALF


def _second_of(pairs: Keys) -> Keys:
    return pairs & _LOWER


def _bins_expected(one: Longs, other: Longs) -> Floats:
    """Return the number of bins in which a pair worth finding agrees, at the least.

    That is two standard deviations (Poisson) below the number expected.
    """
    shorter = np.minimum(one, other)
    shared = np.minimum(WORTH, WORTH_SHARE * shorter)
    either = one + other - shared
    bins = shared / either * BINS * -np.expm1(-either / BINS)  # short texts leave bins empty
    least = np.minimum(LEAST_BINS, shorter)
    return np.maximum(least, bins - 2 * np.sqrt(bins))


def _counted(
    tokens: Tokens,
    codes: Codes,
    first: Longs,
    second: Longs,
    n_threads: int,
) -> SimilarPairs:
    """Return the pairs with the shingles that they share."""
    shared = np.zeros(len(first), dtype=np.int64)
    n_shingles = np.zeros(tokens.n_texts, dtype=np.int64)
    ids = tokens.ids
    starts = tokens.starts

    def count(texts: Longs) -> None:
        count_shingles(codes, ids, starts, texts, n_shingles)

    def compare(part: slice) -> None:
        compare_pairs(codes, ids, starts, first[part], second[part], shared[part])

    texts = np.unique(np.concatenate([first, second]))
    n_parts = 4 * n_threads
    parts = [(part,) for part in np.array_split(texts, n_parts)]
    in_threads(count, parts, n_threads)
    in_threads(compare, _slices(len(first), n_parts), n_threads)
    sizes = np.column_stack([n_shingles[first], n_shingles[second]])
    return SimilarPairs(first, second, shared, sizes)


def runs_of(tokens: Tokens, pairs: SimilarPairs) -> Longs:
    """Return the longest run of words of each pair: its first token in both, and its words.

    The shape is (n_pairs, 3).
    """
    codes = word_codes(tokens)
    runs = np.zeros((len(pairs), 3), dtype=np.int64)

    def work(part: slice) -> None:
        first = pairs.first[part]
        second = pairs.second[part]
        longest_runs(codes, tokens.ids, tokens.starts, first, second, runs[part])

    n_threads = thread_count()
    in_threads(work, _slices(len(pairs), 4 * n_threads), n_threads)
    return runs


def _slices(n: int, n_parts: int) -> list[tuple[slice]]:
    """Cut n rows into parts."""
    cuts = np.linspace(0, n, n_parts + 1).astype(int)
    spans = pairwise(cuts.tolist())
    return [(slice(begin, end),) for begin, end in spans]
