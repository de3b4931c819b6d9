"""Which articles cover the same event: alike in their words, near in time, by average linkage."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mediakit.arrays import Flags, Floats, Longs
from mediakit.compiling import in_threads
from mediakit.stories.contrast import contrasted, usual_likeness
from mediakit.stories.placing import Pairs, join_copies, place_articles
from mediakit.terms.from_tokens import count_sequences, count_texts, drop_words
from mediakit.terms.term_counts import count_part_again
from mediakit.terms.weighting import inverse_document_frequency, weigh_in_place
from mediakit.tokens import stop_words, words_of

__all__ = [
    "ALIKE",
    "BEGINNING",
    "FEWEST_WORDS",
    "READ",
    "TITLE_WEIGHT",
    "average_linkage",
    "group_events",
    "near_pairs",
]

#: Two groups of articles are one story if their articles are this much more alike on average than
#: usual. `benchmarks/stories.py` prints what neighbouring values give.
ALIKE = 0.10
#: Below half of that, two articles count as not alike at all.
LEAST = ALIKE / 2
#: Two articles with a lower cosine are not looked at: so few pairs are left that any day can be
#: large, and no measurement moves.
FLOOR = 0.075
#: With fewer different words, one in common makes two articles alike.
FEWEST_WORDS = 6
#: What happened stands at the beginning of an article; much of what follows is background that
#: other events share. So the first characters count as much as the next, and what is farther on
#: not at all.
BEGINNING, READ = 400, 3_000
#: Two articles a whole window apart are this much less alike than two of one day: an event is news
#: for a day or two.
LESS_APART = 0.15
#: A title says what an article is about: its words count this often.
TITLE_WEIGHT = 3
#: Pairs of articles multiplied at a time, and the fewest rows.
BLOCK = 4_000_000
FEWEST_ROWS = 100
#: The most frequent words make most of the work; as a dense table they take a tenth of the time.
COMMON = 500


def group_events(articles: pd.DataFrame, texts: Longs, window: int) -> Longs:
    """Return for each article the number of its group.

    The copies of one text within a window are linked as one article; then every article is placed
    by what it says itself. An article without a date, or with hardly a word, is a group of its own.

    Parameters
    ----------
    articles : DataFrame
        The articles table, sorted by article_id.
    texts : ndarray of int64, shape (n_articles,)
        A number for each different text.
    window : int
        The first and the last article of a group are at most this many days apart.
    """
    versions = _versions(articles, texts)
    rows, weights, days = _dated_articles(articles, versions)
    usual = usual_likeness(weights, days, window)
    pairs = contrasted(near_pairs(weights, days, window), usual, LEAST)
    copies = join_copies(versions[rows], days, pairs, window)
    linked = _link_texts(copies, days, pairs, window)
    found = place_articles(
        linked,
        copies,
        days,
        pairs,
        window=window,
        alike=ALIKE,
    )
    groups = np.arange(len(articles))
    groups[rows] = len(articles) + found
    return groups


def _dated_articles(
    articles: pd.DataFrame,
    versions: Longs,
) -> tuple[Longs, sparse.csr_array, Longs]:
    """Return the articles that can be compared, by date: their rows, weights and days."""
    is_first = np.zeros(len(articles), dtype=bool)
    is_first[np.unique(versions, return_index=True)[1]] = True
    read = articles["text"].str.slice(0, READ)
    whole, n_words = _weigh_articles(articles.assign(text=read), is_first)
    beginnings = articles["text"].str.slice(0, BEGINNING)
    begun, _ = _weigh_articles(articles.assign(text=beginnings), is_first)
    weights = sparse.hstack([whole, begun], format="csr") * np.sqrt(0.5)
    is_usable = articles["date"].notna().to_numpy() & (n_words >= FEWEST_WORDS)
    days = articles["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    rows = np.flatnonzero(is_usable)
    rows = rows[np.argsort(days[rows], kind="stable")]
    return rows, weights[rows], days[rows]


def _versions(articles: pd.DataFrame, texts: Longs) -> Longs:
    """Return a number for each version of a text: an outlet's later ones are not the first one."""
    rows = articles[["outlet", "date"]].assign(text=texts)
    in_time = rows.sort_values("date", kind="stable")
    later = in_time.groupby(["text", "outlet"], dropna=False).cumcount()
    return rows.assign(later=later).groupby(["text", "later"]).ngroup().to_numpy(dtype=np.int64)


def _weigh_articles(articles: pd.DataFrame, is_first: Flags) -> tuple[sparse.csr_array, Longs]:
    """Return the TF-IDF weights of title and text, the title counted three times.

    A word is as frequent as it is among different texts: copies do not count. Words of a single
    article, which make nothing alike, are left out. Returned, too, is how many different words each
    article has.
    """
    left_out = stop_words("english")
    words = words_of(articles, ("title", "text"))
    counts = count_sequences(drop_words(words, left_out))
    titles = count_texts(articles["title"], left_out=left_out, check=False)
    counts = count_part_again(counts, titles, times=TITLE_WEIGHT - 1)
    weights = counts.matrix.astype(np.float64)
    n_with = np.bincount(weights[is_first].indices, minlength=weights.shape[1])
    idf = inverse_document_frequency(n_with, int(is_first.sum()), smooth=True)
    weigh_in_place(weights, idf, sublinear_tf=True, norm="l2")
    is_shared = np.bincount(weights.indices, minlength=weights.shape[1]) > 1
    return weights[:, is_shared], np.diff(weights.indptr)


def _link_texts(copies: Longs, days: Longs, pairs: Pairs, window: int) -> Longs:
    """Return for each article the group that its text is linked to."""
    first, second, cosine = pairs
    is_text = copies == np.arange(len(copies))
    kept = is_text[first] & is_text[second]
    last_days = days.copy()
    np.maximum.at(last_days, copies, days)
    linked = average_linkage(
        len(copies),
        first[kept],
        second[kept],
        cosine[kept],
        spans=(days, last_days),
        window=window,
    )
    return linked[copies]


def near_pairs(weights: sparse.csr_array, days: Longs, window: int) -> Pairs:
    """Return the pairs of articles within a window that are somewhat alike, with their cosine.

    It is less, by up to 15%, for articles of different days.

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
        cosine = cosines[first, second]
        first += start
        second += start
        apart = (days[second] - days[first]) / max(window, 1)
        cosine = np.round(cosine * (1 - LESS_APART * apart), 9)
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
    *,
    spans: tuple[Longs, Longs] | None = None,
    window: int = 0,
) -> Longs:
    """Return for each of n articles the lowest number in its group.

    The two groups that are most alike on average over all pairs between them become one, until no
    two reach `ALIKE` (UPGMA: Sokal and Michener 1958). Pairs that are not given are not alike at
    all. Of equally alike pairs the first in order is taken. With the first and last day of each
    article (`spans`), no two groups become one that together span more than the window.
    """
    kept = _in_one_component(n, first, second, cosine)
    if spans is None:
        spans = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    linkage = _Linkage(spans, window)
    pairs = zip(first[kept].tolist(), second[kept].tolist(), cosine[kept].tolist(), strict=True)
    for a, b, alike in pairs:
        linkage.add(a, b, alike)
    linkage.run()
    return linkage.groups()


class _Linkage:
    """The groups of articles, and how alike they are, while groups are joined."""

    def __init__(self, spans: tuple[Longs, Longs], window: int) -> None:
        n = len(spans[0])
        self.joined_to = np.arange(n)
        self.sizes = [1] * n
        self.first_days = spans[0].tolist()
        self.last_days = spans[1].tolist()
        self.window = window
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
        if mean >= ALIKE and self._span(a, b) <= self.window:
            heapq.heappush(self.queue, (-mean, min(a, b), max(a, b)))

    def _mean(self, a: int, b: int) -> float:
        return self.sums[a][b] / (self.sizes[a] * self.sizes[b])

    def _span(self, a: int, b: int) -> int:
        """Return how many days lie between the first and the last article of two groups."""
        first_day = min(self.first_days[a], self.first_days[b])
        return max(self.last_days[a], self.last_days[b]) - first_day

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
        self.first_days[a] = min(self.first_days[a], self.first_days[b])
        self.last_days[a] = max(self.last_days[a], self.last_days[b])
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
