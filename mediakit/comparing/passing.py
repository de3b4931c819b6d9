"""Words that say nothing of what an article is about: used in passing, and the names of staff."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np

from mediakit.comparing.dwelling import dwelling_of
from mediakit.comparing.kind_words import GENERIC, ROLES
from mediakit.comparing.usage import Usage

__all__ = ["names_of_staff", "words_in_passing"]

#: A name that an article is about is repeated in it; used less often, it is only mentioned.
_NAME_USES = 1.15
#: So is a subject, or its articles are alike: a word of which neither is true is style.
_SUBJECT_USES, _SUBJECT_COHERENCE = 1.2, 2.0
#: The articles with a name that stands for anybody of that name are hardly more alike than any.
_NAME_COHERENCE = 1.4
#: A name is that of staff from such a share of its uses beside host, anchor, reports on; or beside
#: one of those or the outlet's own name, unless articles dwell on it.
_NEAR_ROLES, _NEAR_OUTLETS, _DWELT_ON = 0.12, 0.15, 2.0
#: Uses from which on a share means something.
_FEWEST = 5
#: In a smaller collection of long texts, how alike any two are is no measure of how alike some are.
_FEWEST_TEXTS = 300


def words_in_passing(words: Sequence[str], usage: Usage) -> set[str]:
    """Return the words that articles use once, or whatever they are about.

    How often a long article that has a word uses it, and how much more alike such articles are than
    any, is measured over all articles, whoever wrote them. A small collection does not tell.
    """
    dwelling = dwelling_of(usage.tokens)
    if dwelling.n_texts < _FEWEST_TEXTS:
        return set()
    places = [usage.tokens.place_of(word) for word in words]
    numbers = np.array(places, dtype=np.int64)
    uses = np.append(dwelling.uses_per_text(), np.nan)[numbers]
    is_name = usage.of(words)["is_name"].to_numpy()
    is_asked = uses < np.where(is_name, _DWELT_ON, _SUBJECT_USES)
    coherence = np.full(len(words), np.inf)
    coherence[is_asked] = dwelling.coherence(numbers[is_asked])
    is_passing = uses < _SUBJECT_USES
    is_passing &= coherence < _SUBJECT_COHERENCE
    is_mentioned = uses < _NAME_USES
    is_mentioned |= coherence < _NAME_COHERENCE
    found = np.where(is_name, is_mentioned, is_passing)
    return {words[place] for place in np.flatnonzero(found).tolist()}


def names_of_staff(words: Sequence[str], own: Set[str], usage: Usage) -> set[str]:
    """Return the names that are used beside the word for somebody who makes the programme."""
    uses = usage.words["n_uses"] / usage.words["n_with"]
    near_outlets = usage.share_near(ROLES | (own - GENERIC))
    is_staff = near_outlets >= _NEAR_OUTLETS
    is_staff &= uses < _DWELT_ON
    is_staff |= usage.share_near(ROLES) >= _NEAR_ROLES
    is_staff &= usage.words["is_name"]
    is_staff &= usage.words["n_uses"] >= _FEWEST
    return set(usage.words.index[is_staff]) & set(words)
