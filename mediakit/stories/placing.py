"""Which of two stories an article belongs to, by what it says itself, and which copies go along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy import sparse

from mediakit.arrays import Flags, Floats, Longs

__all__ = ["MARGIN", "Pairs", "join_copies", "place_articles"]

#: An article that is this much nearer to one of two stories belongs to it; else to neither.
MARGIN = 0.02

#: The first article of each pair, the second, and their cosine.
Pairs: TypeAlias = tuple[Longs, Longs, Floats]


def join_copies(texts: Longs, days: Longs, pairs: Pairs, window: int) -> Longs:
    """Return for each article, in order of time, the first of the copies that it goes with.

    Copies of one text go together if they are within a window of the first of them and somewhat
    alike; the next one begins anew.
    """
    first, second, _ = pairs
    is_one_text = texts[first] == texts[second]
    alike = set(zip(first[is_one_text].tolist(), second[is_one_text].tolist(), strict=True))
    copies = np.arange(len(texts))
    begun: dict[int, int] = {}
    for article, text in enumerate(texts.tolist()):
        start = begun.get(text, article)
        if (start, article) in alike and days[article] - days[start] <= window:
            copies[article] = start
        else:
            begun[text] = article
    return copies


@dataclass(frozen=True)
class _Near:
    """Each story that an article is alike to: article, story, and the mean cosine, by article."""

    article: Longs
    story: Longs
    mean: Floats
    is_own: Flags


def place_articles(
    groups: Longs,
    copies: Longs,
    days: Longs,
    pairs: Pairs,
    *,
    window: int,
    alike: float,
) -> Longs:
    """Return the groups after each article was moved to the story that it is nearest to.

    A story here is a group of two texts or more. How near an article is to it is the mean of its
    cosines to the story's other texts. An article moves to another story if it is nearer to that
    one by more than a margin, and alike, and if that story then spans no more than the window. If
    two stories are as near, it belongs to neither.
    """
    near = _near_stories(groups, copies, pairs)
    n = len(groups)
    placed = groups.copy()
    first_days = np.full(n, np.iinfo(np.int64).max)
    last_days = np.full(n, np.iinfo(np.int64).min)
    np.minimum.at(first_days, groups, days)
    np.maximum.at(last_days, groups, days)
    own = np.full(n, np.nan)
    own[near.article[near.is_own]] = near.mean[near.is_own]
    is_rival = ~near.is_own
    is_rival &= near.mean >= alike
    is_rival &= near.mean > own[near.article] - MARGIN
    rivals = np.flatnonzero(is_rival)
    nearest_first = np.lexsort((near.story[rivals], -near.mean[rivals], near.article[rivals]))
    decided: set[int] = set()
    for rival in rivals[nearest_first].tolist():
        article = int(near.article[rival])
        story = int(near.story[rival])
        day = days[article]
        first_day = min(first_days[story], day)
        last_day = max(last_days[story], day)
        if article in decided or last_day - first_day > window:
            continue
        decided.add(article)
        placed[article] = n + article
        if near.mean[rival] > own[article] + MARGIN:
            placed[article] = story
            first_days[story] = first_day
            last_days[story] = last_day
    return placed


def _near_stories(groups: Longs, copies: Longs, pairs: Pairs) -> _Near:
    """Return how near each article of a story is to the stories around it, its own among them."""
    n = len(groups)
    first, second, cosine = pairs
    each = np.arange(n)
    is_text = copies == each
    sizes = np.bincount(groups[is_text], minlength=n)
    both = sparse.csr_array((cosine, (first, second)), (n, n))
    member = sparse.csr_array((is_text.astype(float), (each, groups)), (n, n))
    sums = ((both + both.T).tocsr() @ member).tocoo()
    article = sums.row.astype(np.int64)
    story = sums.col.astype(np.int64)
    is_own = groups[article] == story
    others = sizes[story] - (is_own & is_text[article])
    is_of_story = sizes[groups[article]] > 1
    kept = is_of_story & (others > 0)
    kept &= sizes[story] > 1
    mean = sums.data[kept] / others[kept]
    return _Near(article[kept], story[kept], np.round(mean, 9), is_own[kept])
