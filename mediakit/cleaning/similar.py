"""Which texts have much in common: pairs proposed by their sketches, then counted out exactly."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from mediakit.cleaning.shingling import (
    BINS,
    SHINGLE,
    Codes,
    code_words,
    compare_pairs,
    count_shingles,
    longest_runs,
    pairs_in_bin,
    sketch,
)
from mediakit.compiling import in_threads, thread_count
from mediakit.tokens import Tokens, letters_of

__all__ = ["SimilarPairs", "compare_texts", "runs_of", "similar_pairs", "word_codes"]

#: Two texts are compared where so many bins of their sketches are the same, or more where they are short.
LEAST_BINS = 3
#: What is worth finding: so many shared shingles, or such a share of the shorter text.
WORTH, WORTH_SHARE = 60, 0.35
#: Of many texts with the same hash, each is paired with so many that follow it, and the first with all.
MOST_NEIGHBOURS = 50
#: Rows whose pairs are proposed at a time.
ROWS = 4_000

Longs = npt.NDArray[np.int64]


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
    def jaccard(self) -> npt.NDArray[np.float64]:
        """The shingles that both have, as a share of those that either has."""
        return self.shared / np.maximum(self.sizes.sum(axis=1) - self.shared, 1)

    @property
    def containment(self) -> npt.NDArray[np.float64]:
        """The shingles that both have, as a share of those of the one with fewer."""
        return self.shared / np.maximum(self.sizes.min(axis=1), 1)

    def where(self, kept: npt.NDArray[np.bool_]) -> SimilarPairs:
        """Return some of the pairs."""
        return SimilarPairs(
            self.first[kept], self.second[kept], self.shared[kept], self.sizes[kept]
        )


def similar_pairs(tokens: Tokens) -> SimilarPairs:
    """Return the pairs of texts that share shingles, as far as their sketches propose them.

    Whether a pair is proposed depends on its two texts only, unless more than 50 texts share a phrase.
    """
    codes, n_threads = word_codes(tokens), thread_count()
    return _counted(tokens, codes, *_propose(tokens, codes, n_threads), n_threads)


def compare_texts(tokens: Tokens, first: Longs, second: Longs) -> SimilarPairs:
    """Return these pairs with what they share; those of one first text should stand together."""
    return _counted(tokens, word_codes(tokens), first, second, thread_count())


def word_codes(tokens: Tokens) -> Codes:
    """Return a hash of each word of the vocabulary."""
    codes = np.empty(len(tokens.words), dtype=np.uint64)
    code_words(*letters_of(tokens.words), codes)
    return codes


def _propose(tokens: Tokens, codes: Codes, n_threads: int) -> tuple[Longs, Longs]:
    """Return the pairs of texts whose sketches agree in enough bins."""
    n = tokens.n_texts
    sketches = np.full((BINS, n), 2**64 - 1, dtype=np.uint64)
    cuts = np.searchsorted(tokens.starts, np.linspace(0, len(tokens.ids), n_threads + 1)[1:-1])
    spans = list(pairwise([0, *cuts.tolist(), n]))
    in_threads(
        lambda a, b: sketch(codes, tokens.ids, tokens.starts, a, b, sketches), spans, n_threads
    )
    in_threads(np.ndarray.sort, [(keys,) for keys in sketches], n_threads)
    lengths = np.maximum(tokens.lengths - SHINGLE + 1, 1)
    found = in_threads(
        _pairs_of_rows,
        [(sketches, lengths, a, min(a + ROWS, n)) for a in range(0, n, ROWS)],
        n_threads,
    )
    pairs = np.concatenate([np.empty(0, dtype=np.uint64), *found])
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(2**32 - 1)).astype(
        np.int64
    )


def _pairs_of_rows(
    sketches: npt.NDArray[np.uint64], lengths: Longs, first: int, last: int
) -> npt.NDArray[np.uint64]:
    """Return the pairs that agree in enough bins and whose first text is one of some rows."""
    pairs = np.empty(1 << 16, dtype=np.uint64)
    n = 0
    for keys in sketches:
        wanted = pairs_in_bin(keys, first, last, MOST_NEIGHBOURS, pairs, n)
        if wanted > len(pairs):
            pairs = np.concatenate([pairs[:n], np.empty(2 * wanted - n, dtype=np.uint64)])
            pairs_in_bin(keys, first, last, MOST_NEIGHBOURS, pairs, n)
        n = wanted
    distinct, times = np.unique(pairs[:n], return_counts=True)
    return distinct[
        times
        >= _bins_expected(
            lengths[distinct >> np.uint64(32)], lengths[distinct & np.uint64(2**32 - 1)]
        )
    ]


def _bins_expected(one: Longs, other: Longs) -> npt.NDArray[np.float64]:
    """Return how many bins of a pair worth finding agree at least: two deviations (Poisson) below what is expected."""
    shorter = np.minimum(one, other)
    shared = np.minimum(WORTH, WORTH_SHARE * shorter)
    either = one + other - shared
    bins = shared / either * BINS * -np.expm1(-either / BINS)  # short texts leave bins empty
    return np.maximum(np.minimum(LEAST_BINS, shorter), bins - 2 * np.sqrt(bins))


def _counted(
    tokens: Tokens, codes: Codes, first: Longs, second: Longs, n_threads: int
) -> SimilarPairs:
    """Return the pairs with the shingles that they share."""
    shared, sizes = np.zeros(len(first), dtype=np.int64), np.zeros(tokens.n_texts, dtype=np.int64)
    texts = np.unique(np.concatenate([first, second]))

    def count(part: Longs) -> None:
        count_shingles(codes, tokens.ids, tokens.starts, part, sizes)

    def compare(part: slice) -> None:
        compare_pairs(codes, tokens.ids, tokens.starts, first[part], second[part], shared[part])

    in_threads(count, [(part,) for part in np.array_split(texts, 4 * n_threads)], n_threads)
    in_threads(compare, _slices(len(first), 4 * n_threads), n_threads)
    return SimilarPairs(first, second, shared, np.column_stack([sizes[first], sizes[second]]))


def runs_of(tokens: Tokens, pairs: SimilarPairs) -> Longs:
    """Return the longest run of words of each pair, shape (n_pairs, 3): its first token in both, and its words."""
    codes, n_threads = word_codes(tokens), thread_count()
    runs = np.zeros((len(pairs), 3), dtype=np.int64)

    def work(part: slice) -> None:
        longest_runs(
            codes, tokens.ids, tokens.starts, pairs.first[part], pairs.second[part], runs[part]
        )

    in_threads(work, _slices(len(pairs), 4 * n_threads), n_threads)
    return runs


def _slices(n: int, n_parts: int) -> list[tuple[slice]]:
    """Cut n rows into parts."""
    cuts = np.linspace(0, n, n_parts + 1).astype(int).tolist()
    return [(slice(a, b),) for a, b in pairwise(cuts)]
