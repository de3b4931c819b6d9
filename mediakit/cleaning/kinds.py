"""What each article is to the others: an original, a copy of it, a later version, an excerpt, or none of these."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.cleaning.groups import NEAR_COPY, centres_of
from mediakit.cleaning.similar import SimilarPairs, compare_texts, runs_of, similar_pairs
from mediakit.tokens import Tokens

__all__ = ["Marks", "mark_kinds"]

#: An article that shares less than this with the original is no version of it, though both resemble a third.
RELATED = 0.2
#: Near copies of one outlet that differ by more than so little are versions of an article.
SAME_WORDS = 0.95
#: An article that shares so much of the shorter text (containment), or so long a run of words, with another but is no
#: near copy has taken an excerpt. Quotations of one speech stayed below both in pairs read by a person.
EXCERPT, LONG_RUN = 0.35, 66
#: Fewer shared five-word sequences than these are a phrase or two.
LEAST_SHARED = 25
#: What one outlet repeats after more days is standing text, such as a picture gallery or a paragraph of background.
STANDING = np.timedelta64(30, "D")

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Marks:
    """What is said of each article, by its number.

    Attributes
    ----------
    original : ndarray of int64, shape (n_articles,)
        The article that the group is a reprint of; an article alone is its own.
    kind : ndarray of object
        'copy', 'update', 'excerpt', or None.
    source : ndarray of int64
        What it was copied or excerpted from; -1 where there is nothing.
    pairs : SimilarPairs
        The marked articles beside their sources.
    runs : ndarray of int64, shape (n_pairs, 3)
        The longest run of words of each pair: its first token in both, and its words.
    """

    original: Longs
    kind: npt.NDArray[np.object_]
    source: Longs
    pairs: SimilarPairs
    runs: Longs


def mark_kinds(
    articles: pd.DataFrame, tokens: Tokens, own: npt.NDArray[np.bool_], window: pd.Timedelta | None
) -> Marks:
    """Say of each article what it is to the others.

    Parameters
    ----------
    articles : DataFrame
        Sorted by date, then article_id.
    tokens : Tokens
        The words of their texts.
    own : ndarray of bool, shape (n_articles,)
        Whether the outlet of an article is a news agency.
    window : Timedelta, optional
        Dated articles further apart are not compared.
    """
    pairs = similar_pairs(tokens)
    pairs = pairs.where((pairs.shared >= LEAST_SHARED) | (pairs.jaccard >= NEAR_COPY))
    if window is not None:
        dates = articles["date"].to_numpy()
        apart = np.abs(dates[pairs.first] - dates[pairs.second])
        pairs = pairs.where(~(apart > window.to_timedelta64()))
    original = _originals(
        tokens, pairs.where(pairs.jaccard >= NEAR_COPY), articles["date"].to_numpy(), own
    )
    kind, source = np.full(len(articles), None, dtype=object), np.full(len(articles), -1)
    copies = np.flatnonzero(original != np.arange(len(articles)))
    source[copies] = original[copies]
    outlets = pd.factorize(articles["outlet"])[0]
    of_others = pairs.where(original[pairs.first] != original[pairs.second])
    standing = _is_standing(of_others, outlets, articles["date"].to_numpy())
    excerpts = _excerpts(
        of_others.where(~standing), tokens, original, articles["date"].to_numpy(), own
    )
    source[excerpts[0]] = excerpts[1]
    marked = np.flatnonzero(source >= 0)
    beside = compare_texts(tokens, source[marked], marked)
    one_outlet = (outlets[source[marked]] == outlets[marked]) & (outlets[marked] >= 0)
    kind[marked] = np.where(one_outlet & (beside.jaccard < SAME_WORDS), "update", "copy")
    kind[excerpts[0]] = "excerpt"
    return Marks(original, kind, source, beside, runs_of(tokens, beside))


def _originals(
    tokens: Tokens,
    near: SimilarPairs,
    dates: npt.NDArray[np.datetime64],
    own: npt.NDArray[np.bool_],
) -> Longs:
    """Return the original of each article; what has too little in common with it leaves for a group of its own."""
    while True:
        original = _first_of_group(centres_of(len(dates), near), dates, own)
        copies = np.flatnonzero(original != np.arange(len(dates)))
        unrelated = np.zeros(len(dates), dtype=bool)
        unrelated[copies] = compare_texts(tokens, original[copies], copies).jaccard < RELATED
        if not unrelated.any():
            return original
        near = near.where(unrelated[near.first] == unrelated[near.second])


def _first_of_group(
    centres: Longs, dates: npt.NDArray[np.datetime64], own: npt.NDArray[np.bool_]
) -> Longs:
    """Return the earliest article of each one's group, but the agency's own where it is a day later at most.

    Numbers are in the order of dates. An agency dates by its own clock, and prints nobody's copy.
    """
    days = dates.astype("datetime64[D]")
    numbers = np.where(np.isnat(days), np.iinfo(np.int64).max // 2, days.astype(np.int64))
    earliest = pd.Series(numbers).groupby(centres).transform("min").to_numpy()
    ranked = np.lexsort((np.arange(len(centres)), ~(own & (numbers <= earliest + 1))))
    first = pd.Series(ranked).groupby(centres[ranked]).transform("first").to_numpy()
    original = np.empty(len(centres), dtype=np.int64)
    original[ranked] = first
    return original


def _is_standing(
    pairs: SimilarPairs, outlets: Longs, dates: npt.NDArray[np.datetime64]
) -> npt.NDArray[np.bool_]:
    """Say which pairs are of one outlet and not known to lie within a month."""
    near = np.abs(dates[pairs.first] - dates[pairs.second]) <= STANDING
    return (outlets[pairs.first] == outlets[pairs.second]) & (outlets[pairs.first] >= 0) & ~near


def _excerpts(
    pairs: SimilarPairs,
    tokens: Tokens,
    original: Longs,
    dates: npt.NDArray[np.datetime64],
    own: npt.NDArray[np.bool_],
) -> tuple[Longs, Longs]:
    """Return the articles that took an excerpt, and from which article each took most."""
    long_enough = (pairs.shared >= LEAST_SHARED) & (pairs.containment >= EXCERPT)
    may_run = (pairs.shared > LONG_RUN - 4) & ~long_enough
    long_enough[may_run] = runs_of(tokens, pairs.where(may_run))[:, 2] > LONG_RUN
    pairs = pairs.where(long_enough)
    # The later took it from the earlier; on one day the outlet from the agency, else the shorter from the longer.
    same_day = (dates[pairs.first] == dates[pairs.second]) | np.isnat(dates[pairs.first])
    shorter_first = pairs.sizes[:, 0] < pairs.sizes[:, 1]
    agency = own[pairs.first] != own[pairs.second]
    turn = same_day & np.where(agency, own[pairs.second], shorter_first)
    source, taker = (
        np.where(turn, pairs.second, pairs.first),
        np.where(turn, pairs.first, pairs.second),
    )
    free = original[taker] == taker
    table = pd.DataFrame({"taker": taker, "source": source, "shared": pairs.shared})[free]
    best = table.sort_values(
        ["taker", "shared", "source"], ascending=[True, False, True]
    ).drop_duplicates("taker")
    return best["taker"].to_numpy(), best["source"].to_numpy()
