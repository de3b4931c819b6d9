"""Which articles tell of the same event: alike in their words, near in time, and put together by average linkage."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mediakit.compiling import in_threads
from mediakit.terms import weigh_terms

__all__ = ["ALIKE", "FEWEST_WORDS", "group_events"]

#: Two groups of articles are one story where their articles are this alike on average. `benchmarks/stories.py` prints
#: what neighbouring values give: from .14 to .20 all its measurements hold.
ALIKE = 0.16
#: Below half of that, two articles count as not alike at all: so few pairs are left that any day can be large, and no
#: measurement moves.
FLOOR = ALIKE / 2
#: With fewer different words, one in common makes two articles alike.
FEWEST_WORDS = 6
#: A title stands for what an article is about: it counts three times.
FIELDS = ("title", "title", "title", "text")
#: Pairs of articles multiplied at a time, and the fewest rows.
BLOCK, FEWEST_ROWS = 4_000_000, 100
#: The most frequent words make most of the work; as a table that is not sparse they take a tenth of the time.
COMMON = 500

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Pairs = tuple[Longs, Longs, Floats]


def group_events(articles: pd.DataFrame, window: int) -> Longs:
    """Return for each article the number of its group; what has no date or hardly a word is a group of its own.

    Parameters
    ----------
    articles : DataFrame
        The articles table, sorted by article_id.
    window : int
        Articles more days apart are not alike, whatever they say.
    """
    weights = weigh_terms(articles, fields=FIELDS, min_df=1, sublinear_tf=True).matrix
    usable = articles["date"].notna().to_numpy() & (np.diff(weights.indptr) >= FEWEST_WORDS)
    weights = weights[
        :, np.bincount(weights.indices, minlength=weights.shape[1]) > 1
    ]  # others make nothing alike
    days = articles["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    rows = np.flatnonzero(usable)
    rows = rows[np.argsort(days[rows], kind="stable")]
    groups = np.arange(len(articles))
    groups[rows] = rows[average_linkage(len(rows), *near_pairs(weights[rows], days[rows], window))]
    return groups


def near_pairs(weights: sparse.csr_array, days: Longs, window: int) -> Pairs:
    """Return the pairs of articles within a window that are somewhat alike: first, second, and their cosine.

    Articles are multiplied with those of the days ahead only, a block at a time, so that memory does not grow with
    what a day holds.
    """
    reach = np.searchsorted(days, days + window, side="right")
    n_with = np.bincount(weights.indices, minlength=weights.shape[1])
    order = np.argsort(-n_with, kind="stable")
    common, rare = weights[:, order[:COMMON]].toarray(), weights[:, order[COMMON:]]

    def multiply(a: int, b: int) -> Pairs:
        ahead = slice(a, reach[b - 1])
        products = (rare[a:b] @ rare[ahead].T).toarray()
        products += common[a:b] @ common[ahead].T
        first, second = np.nonzero(products > FLOOR - 1e-9)
        likeness = np.round(products[first, second], 9)
        kept = (likeness >= FLOOR) & (second > first) & (second + a < reach[first + a])
        return first[kept] + a, second[kept] + a, likeness[kept]

    found = in_threads(multiply, _blocks(reach.tolist()))
    none = (np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))
    first, second, likeness = (np.concatenate(part) for part in zip(none, *found, strict=True))
    return first, second, likeness


def _blocks(reach: list[int]) -> Iterator[tuple[int, int]]:
    """Cut the articles into runs of about as many as each is compared with, so that little is multiplied in vain."""
    first = 0
    while first < len(reach):
        ahead = reach[first] - first
        last = min(len(reach), first + max(FEWEST_ROWS, min(ahead, BLOCK // ahead)))
        yield first, last
        first = last


def average_linkage(n: int, first: Longs, second: Longs, likeness: Floats) -> Longs:
    """Return for each of n articles the lowest number in its group; pairs that are not given are not alike at all.

    The two groups that are most alike on average over all pairs between them become one, until no two reach `ALIKE`
    (UPGMA: Sokal and Michener 1958). Of equally alike pairs the first in order.
    """
    group, sizes = np.arange(n), [1] * n
    sums: dict[int, dict[int, float]] = {}
    best = []
    inside = _in_one_part(n, first, second, likeness)
    for a, b, alike in zip(
        *(part[inside].tolist() for part in (first, second, likeness)), strict=True
    ):
        sums.setdefault(a, {})[b] = sums.setdefault(b, {})[a] = alike
        if alike >= ALIKE:
            best.append((-alike, a, b))
    heapq.heapify(best)
    while best:
        mean, a, b = heapq.heappop(best)
        if b not in sums.get(a, ()) or -mean != sums[a][b] / (sizes[a] * sizes[b]):
            continue  # one of the two has changed since
        sizes[a] += sizes[b]
        group[b] = a
        del sums[a][b]
        for other, alike in sums.pop(b).items():
            if other != a:
                del sums[other][b]
                sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + alike
        for other, alike in sums[a].items():
            mean = alike / (sizes[a] * sizes[other])
            if mean >= ALIKE:
                heapq.heappush(best, (-mean, min(a, other), max(a, other)))
    for number in range(n):  # a group's number is lower than those of the groups it took in
        group[number] = group[group[number]]
    return group


def _in_one_part(n: int, first: Longs, second: Longs, likeness: Floats) -> npt.NDArray[np.bool_]:
    """Say which pairs a chain of alike pairs connects; the others never come into one group."""
    alike = likeness >= ALIKE
    graph = sparse.csr_array((likeness[alike], (first[alike], second[alike])), (n, n))
    part = connected_components(graph, directed=False)[1]
    return part[first] == part[second]
