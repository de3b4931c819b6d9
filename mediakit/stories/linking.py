"""Which articles cover the same event: alike in their words, near in time, by average linkage."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mediakit.arrays import Flags, Floats, Longs
from mediakit.compiling import in_threads
from mediakit.terms.from_tokens import count_sequences, count_texts, drop_words
from mediakit.terms.term_counts import count_part_again
from mediakit.terms.weighting import weigh_counts
from mediakit.tokens import stop_words, words_of

__all__ = ["ALIKE", "FEWEST_WORDS", "TITLE_WEIGHT", "average_linkage", "group_events", "near_pairs"]

#: Two groups of articles are one story if their articles are this alike on average.
#: `benchmarks/stories.py` prints what neighbouring values give: from .14 to .20 all its
#: measurements hold.
ALIKE = 0.16
#: Below half of that, two articles count as not alike at all: so few pairs are left that any day
#: can be large, and no measurement moves.
FLOOR = ALIKE / 2
#: With fewer different words, one in common makes two articles alike.
FEWEST_WORDS = 6
#: A title says what an article is about: its words count this often.
TITLE_WEIGHT = 3
#: Pairs of articles multiplied at a time, and the fewest rows.
BLOCK = 4_000_000
FEWEST_ROWS = 100
#: The most frequent words make most of the work; as a dense table they take a tenth of the time.
COMMON = 500

#: The first article of each pair, the second, and their cosine.
Pairs: TypeAlias = tuple[Longs, Longs, Floats]


def group_events(articles: pd.DataFrame, window: int) -> Longs:
    """Return for each article the number of its group.

    An article without a date, or with hardly a word, is a group of its own.

    Parameters
    ----------
    articles : DataFrame
        The articles table, sorted by article_id.
    window : int
        Articles that are more days apart are not alike, whatever they say.
    """
    weights = _weigh_articles(articles)
    has_words = np.diff(weights.indptr) >= FEWEST_WORDS
    is_usable = articles["date"].notna().to_numpy() & has_words
    n_with = np.bincount(weights.indices, minlength=weights.shape[1])
    weights = weights[:, n_with > 1]  # words of a single article make nothing alike
    days = articles["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    rows = np.flatnonzero(is_usable)
    rows = rows[np.argsort(days[rows], kind="stable")]
    first, second, cosine = near_pairs(weights[rows], days[rows], window)
    groups = np.arange(len(articles))
    groups[rows] = rows[average_linkage(len(rows), first, second, cosine)]
    return groups


def _weigh_articles(articles: pd.DataFrame) -> sparse.csr_array:
    """Return the TF-IDF weights of title and text, the title counted three times."""
    left_out = stop_words("english")
    words = words_of(articles, ("title", "text"))
    counts = count_sequences(drop_words(words, left_out))
    titles = count_texts(articles["title"], left_out=left_out, check=False)
    counts = count_part_again(counts, titles, times=TITLE_WEIGHT - 1)
    return weigh_counts(counts, sublinear_tf=True)


def near_pairs(weights: sparse.csr_array, days: Longs, window: int) -> Pairs:
    """Return the pairs of articles within a window that are somewhat alike, with their cosine.

    Articles are multiplied only with those of the days ahead, a block at a time, so that memory
    does not grow with the articles of a day.
    """
    reach = np.searchsorted(days, days + window, side="right")
    n_with = np.bincount(weights.indices, minlength=weights.shape[1])
    by_frequency = np.argsort(-n_with, kind="stable")
    common = weights[:, by_frequency[:COMMON]].toarray()
    rare = weights[:, by_frequency[COMMON:]]

    def multiply(start: int, stop: int) -> Pairs:
        ahead = slice(start, reach[stop - 1])
        cosines = (rare[start:stop] @ rare[ahead].T).toarray()
        cosines += common[start:stop] @ common[ahead].T
        first, second = np.nonzero(cosines > FLOOR - 1e-9)
        cosine = np.round(cosines[first, second], 9)
        first += start
        second += start
        kept = (cosine >= FLOOR) & (second > first) & (second < reach[first])
        return first[kept], second[kept], cosine[kept]

    blocks = in_threads(multiply, _blocks(reach.tolist()))
    if not blocks:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, np.empty(0)
    first = np.concatenate([block[0] for block in blocks])
    second = np.concatenate([block[1] for block in blocks])
    return first, second, np.concatenate([block[2] for block in blocks])


def _blocks(reach: list[int]) -> Iterator[tuple[int, int]]:
    """Cut the articles into runs about as long as what each is compared with.

    So little is multiplied in vain.
    """
    first = 0
    while first < len(reach):
        n_ahead = reach[first] - first
        n_rows = max(FEWEST_ROWS, min(n_ahead, BLOCK // n_ahead))
        last = min(len(reach), first + n_rows)
        yield first, last
        first = last


def average_linkage(
    n: int,
    first: Longs,
    second: Longs,
    cosine: Floats,
) -> Longs:
    """Return for each of n articles the lowest number in its group.

    The two groups that are most alike on average over all pairs between them become one, until no
    two reach `ALIKE` (UPGMA: Sokal and Michener 1958). Pairs that are not given are not alike at
    all. Of equally alike pairs the first in order is taken.
    """
    kept = _in_one_component(n, first, second, cosine)
    linkage = _Linkage(n)
    pairs = zip(first[kept].tolist(), second[kept].tolist(), cosine[kept].tolist(), strict=True)
    for a, b, alike in pairs:
        linkage.add(a, b, alike)
    linkage.run()
    return linkage.groups()


class _Linkage:
    """The groups of articles, and how alike they are, while groups are joined."""

    def __init__(self, n: int) -> None:
        self.joined_to = np.arange(n)
        self.sizes = [1] * n
        #: The sum over all pairs between two groups, by the number of both.
        self.sums: dict[int, dict[int, float]] = {}
        #: The pairs of groups to join, the most alike first.
        self.queue: list[tuple[float, int, int]] = []

    def add(self, a: int, b: int, alike: float) -> None:
        """Note how alike two groups are, and queue them if they are alike enough."""
        self._set_sum(a, b, alike)
        self._queue(a, b)

    def _set_sum(self, a: int, b: int, total: float) -> None:
        self.sums.setdefault(a, {})[b] = total
        self.sums.setdefault(b, {})[a] = total

    def _queue(self, a: int, b: int) -> None:
        mean = self._mean(a, b)
        if mean >= ALIKE:
            heapq.heappush(self.queue, (-mean, min(a, b), max(a, b)))

    def _mean(self, a: int, b: int) -> float:
        return self.sums[a][b] / (self.sizes[a] * self.sizes[b])

    def run(self) -> None:
        """Join groups until no two are alike enough."""
        while self.queue:
            minus_mean, a, b = heapq.heappop(self.queue)
            is_current = b in self.sums.get(a, ()) and -minus_mean == self._mean(a, b)
            if is_current:  # neither of the two has changed since
                self._join(a, b)

    def _join(self, a: int, b: int) -> None:
        """Make two groups one, under the number of the first."""
        self.sizes[a] += self.sizes[b]
        self.joined_to[b] = a
        del self.sums[a][b]
        for other, total in self.sums.pop(b).items():
            if other != a:
                del self.sums[other][b]
                self._set_sum(a, other, self.sums[a].get(other, 0.0) + total)
        for other in self.sums[a]:
            self._queue(a, other)

    def groups(self) -> Longs:
        """Return the group of each article: its number is lower than those of groups it took in."""
        groups = self.joined_to.copy()
        for number in range(len(groups)):
            groups[number] = groups[groups[number]]
        return groups


def _in_one_component(
    n: int,
    first: Longs,
    second: Longs,
    cosine: Floats,
) -> Flags:
    """Say which pairs a chain of alike pairs connects; the others are never in one group."""
    is_alike = cosine >= ALIKE
    entries = (cosine[is_alike], (first[is_alike], second[is_alike]))
    graph = sparse.csr_array(entries, (n, n))
    component = connected_components(graph, directed=False)[1]
    return component[first] == component[second]
