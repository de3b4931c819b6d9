"""What each article is to the others: an original, a copy, a later version, or an excerpt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.arrays import Flags, Longs
from mediakit.cleaning.groups import NEAR_COPY, centres_of
from mediakit.cleaning.similar import SimilarPairs, compare_texts, runs_of, similar_pairs
from mediakit.tokens import Tokens

__all__ = ["Marks", "mark_kinds"]

#: An article that shares less than this with the original is no version of it, even if both
#: resemble a third.
RELATED = 0.2
#: Near copies of one outlet that share less than this are versions of an article.
SAME_WORDS = 0.95
#: An article is an excerpt of another if it is no near copy and shares this part of the shorter
#: text (containment), or a run of more words than LONG_RUN. Quotations of one speech stayed below
#: both in pairs read by a person.
EXCERPT, LONG_RUN = 0.35, 66
#: Fewer shared five-word sequences than these are a phrase or two.
LEAST_SHARED = 25
#: A text that one outlet repeats after more days than this is standing text, such as a picture
#: gallery or a paragraph of background.
STANDING = np.timedelta64(30, "D")

Dates = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Marks:
    """The marks of each article, by its number.

    Attributes
    ----------
    original : ndarray of int64, shape (n_articles,)
        The article that the group is a reprint of; a lone article is its own.
    kind : ndarray of object
        'copy', 'update', 'excerpt', or None.
    source : ndarray of int64
        The article that it was copied or excerpted from; -1 for none.
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


@dataclass(frozen=True)
class _Articles:
    """The articles by number: their dates, outlets (-1 for none), and whether an agency's own."""

    dates: Dates
    outlets: Longs
    by_agency: Flags

    def __len__(self) -> int:
        return len(self.dates)

    def days_between(self, pairs: SimilarPairs) -> npt.NDArray[np.timedelta64]:
        first = self.dates[pairs.first]
        second = self.dates[pairs.second]
        return np.abs(first - second)

    def same_outlet(self, first: Longs, second: Longs) -> Flags:
        """Say which pairs are known to be of one outlet."""
        outlet = self.outlets[first]
        return (outlet == self.outlets[second]) & (outlet >= 0)


def mark_kinds(
    articles: pd.DataFrame, tokens: Tokens, by_agency: Flags, window: pd.Timedelta | None
) -> Marks:
    """Say of each article what it is to the others.

    Parameters
    ----------
    articles : DataFrame
        Sorted by date, then article_id.
    tokens : Tokens
        The words of their texts.
    by_agency : ndarray of bool, shape (n_articles,)
        Whether the outlet of an article is a news agency.
    window : Timedelta, optional
        Dated articles further apart are not compared.
    """
    outlets, _ = pd.factorize(articles["outlet"])
    known = _Articles(articles["date"].to_numpy(), outlets, by_agency)
    pairs = similar_pairs(tokens)
    is_near_copy = pairs.jaccard >= NEAR_COPY
    pairs = pairs.where(is_near_copy | (pairs.shared >= LEAST_SHARED))
    if window is not None:
        too_far = known.days_between(pairs) > window.to_timedelta64()
        pairs = pairs.where(~too_far)
    near_copies = pairs.where(pairs.jaccard >= NEAR_COPY)
    original = _originals(tokens, near_copies, known)
    is_original = original == np.arange(len(known))
    source = np.where(is_original, -1, original)
    is_between_groups = original[pairs.first] != original[pairs.second]
    between_groups = pairs.where(is_between_groups)
    is_standing = _is_standing(between_groups, known)
    candidates = between_groups.where(~is_standing)
    excerpts = _excerpts(candidates, tokens, original, known)
    takers = excerpts["taker"].to_numpy()
    source[takers] = excerpts["source"].to_numpy()
    marked = np.flatnonzero(source >= 0)
    beside = compare_texts(tokens, source[marked], marked)
    same_outlet = known.same_outlet(source[marked], marked)
    is_update = same_outlet & (beside.jaccard < SAME_WORDS)
    kind = np.full(len(known), None, dtype=object)
    kind[marked] = np.where(is_update, "update", "copy")
    kind[takers] = "excerpt"
    return Marks(original, kind, source, beside, runs_of(tokens, beside))


def _originals(tokens: Tokens, near: SimilarPairs, known: _Articles) -> Longs:
    """Return the original of each article.

    An article that has too little in common with it leaves for a group of its own.
    """
    n = len(known)
    while True:
        original = _first_of_group(centres_of(n, near), known)
        copies = np.flatnonzero(original != np.arange(n))
        beside = compare_texts(tokens, original[copies], copies)
        is_unrelated = np.zeros(n, dtype=bool)
        is_unrelated[copies] = beside.jaccard < RELATED
        if not is_unrelated.any():
            return original
        near = near.where(is_unrelated[near.first] == is_unrelated[near.second])


def _first_of_group(centres: Longs, known: _Articles) -> Longs:
    """Return the earliest article of the group of each, or the agency's own up to a day later.

    Articles are numbered in the order of dates. An agency dates by its own clock, and prints
    nobody's copy.
    """
    n = len(known)
    days = known.dates.astype("datetime64[D]")
    never = np.iinfo(np.int64).max // 2
    is_undated = np.isnat(days)
    numbers = np.where(is_undated, never, days.astype(np.int64))
    in_group = pd.Series(numbers).groupby(centres)
    earliest = in_group.transform("min").to_numpy()
    comes_first = known.by_agency & (numbers <= earliest + 1)
    ranked = np.lexsort((np.arange(n), ~comes_first))
    ranked_in_group = pd.Series(ranked).groupby(centres[ranked])
    original = np.empty(n, dtype=np.int64)
    original[ranked] = ranked_in_group.transform("first")
    return original


def _is_standing(pairs: SimilarPairs, known: _Articles) -> Flags:
    """Say which pairs are of one outlet and not known to be within a month."""
    within_month = known.days_between(pairs) <= STANDING
    return known.same_outlet(pairs.first, pairs.second) & ~within_month


def _excerpts(
    pairs: SimilarPairs, tokens: Tokens, original: Longs, known: _Articles
) -> pd.DataFrame:
    """Return the articles that took an excerpt (taker), and where most of it is from (source)."""
    pairs = pairs.where(_is_long_enough(pairs, tokens))
    is_turned = _second_is_source(pairs, known)
    table = pd.DataFrame(
        {
            "taker": np.where(is_turned, pairs.first, pairs.second),
            "source": np.where(is_turned, pairs.second, pairs.first),
            "shared": pairs.shared,
        }
    )
    is_copy = original[table["taker"]] != table["taker"]
    free = table[~is_copy]
    order = ["taker", "shared", "source"]
    best_first = free.sort_values(order, ascending=[True, False, True])
    return best_first.drop_duplicates("taker")


def _is_long_enough(pairs: SimilarPairs, tokens: Tokens) -> Flags:
    """Say which pairs share enough for an excerpt."""
    long_enough = (pairs.shared >= LEAST_SHARED) & (pairs.containment >= EXCERPT)
    may_run = (pairs.shared > LONG_RUN - 4) & ~long_enough
    n_words = runs_of(tokens, pairs.where(may_run))[:, 2]
    long_enough[may_run] = n_words > LONG_RUN
    return long_enough


def _second_is_source(pairs: SimilarPairs, known: _Articles) -> Flags:
    """Say in which pairs the first text took it from the second.

    The later took it from the earlier; on one day the outlet from the agency, or else the shorter
    from the longer.
    """
    first_date = known.dates[pairs.first]
    second_date = known.dates[pairs.second]
    same_day = (first_date == second_date) | np.isnat(first_date)
    first_by_agency = known.by_agency[pairs.first]
    second_by_agency = known.by_agency[pairs.second]
    one_by_agency = first_by_agency != second_by_agency
    first_size, second_size = pairs.sizes.T
    first_is_shorter = first_size < second_size
    is_source = np.where(one_by_agency, second_by_agency, first_is_shorter)
    return same_day & is_source
