"""Which words of the vocabulary the parts of a query cover, with their stars and possessives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
import pyarrow.compute as pc

from mediakit.arrays import Flags, Ints, Longs
from mediakit.tokens import Tokens

__all__ = ["is_one_of", "word_numbers"]

#: Up to this many words, such as one and its possessive, are compared one by one.
_FEW = 4
#: Sorts behind all letters.
_LAST_SIGN = "\U0010ffff"


def word_numbers(parts: Iterable[tuple[str, bool]], tokens: Tokens) -> Longs:
    """Return the places in the vocabulary of the words that the parts, with their stars, cover.

    Beside each part stands whether it covers the word with 's at its end, too. The vocabulary is
    sorted, so words that begin alike are one stretch of it: only parts that begin with a star are
    compared with every word.
    """
    anywhere = []
    places: list[int] = []
    stretches = [np.empty(0, dtype=np.int64)]
    for part, possessive in parts:
        beginning, star, rest = part.partition("*")
        if not star:
            places.append(tokens.place_of(part))
            places += [tokens.place_of(part + "'s")] * possessive
        elif not beginning or re.search("[σς]", part):
            anywhere.append(_pattern(part, possessive))
        else:
            stretch = _stretch(beginning, tokens)
            if rest:
                stretch = _matching(_pattern(part, possessive), stretch, tokens)
            stretches.append(stretch)
    if anywhere:
        is_match = pc.match_substring_regex(tokens.words, f"^(?:{'|'.join(anywhere)})$")
        stretches.append(np.flatnonzero(is_match.to_numpy(zero_copy_only=False)))
    stretches.append(np.array([place for place in places if place >= 0], dtype=np.int64))
    return np.unique(np.concatenate(stretches))


def _pattern(part: str, possessive: bool) -> str:
    """Return a part with stars as a regular expression; a Greek sigma is drawn in two ways."""
    pattern = ".*".join(map(re.escape, part.split("*")))
    pattern = pattern.replace("ς", "σ").replace("σ", "[σς]")
    return pattern + "(?:'s)?" * possessive


def _stretch(beginning: str, tokens: Tokens) -> Longs:
    """Return the places of the words that begin like this."""
    places = range(len(tokens.words))

    def word_at(place: int) -> str:
        return tokens.words[place].as_py()

    first = bisect_left(places, beginning, key=word_at)
    behind = bisect_left(places, beginning + _LAST_SIGN, lo=first, key=word_at)
    return np.arange(first, behind)


def _matching(pattern: str, places: Longs, tokens: Tokens) -> Longs:
    """Return those of the places in a row of which the word matches the pattern."""
    if len(places) == 0:
        return places
    words = tokens.words.slice(places[0], len(places))
    is_match = pc.match_substring_regex(words, f"^(?:{pattern})$")
    return places[is_match.to_numpy(zero_copy_only=False)]


def is_one_of(ids: Ints, words: Longs, tokens: Tokens) -> Flags:
    """Say for each token whether it is one of the words."""
    if len(words) <= _FEW:
        is_one = np.zeros(len(ids), dtype=bool)
        for word in words:
            is_one |= ids == word
        return is_one
    if len(ids) < len(tokens.words):
        nearest = np.searchsorted(words, ids)
        nearest[nearest == len(words)] = 0
        return words[nearest] == ids
    is_wanted = np.zeros(len(tokens.words), dtype=bool)
    is_wanted[words] = True
    return is_wanted[ids]
