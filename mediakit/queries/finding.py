"""Where in the articles a query is found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from mediakit.queries.parsing import Both, Either, Near, Phrase, Query, Without, parse_query
from mediakit.tokens import Tokens

__all__ = ["Hits", "find"]

_Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Hits:
    """Where a query was found.

    Attributes
    ----------
    first, last : ndarray of int64
        The first and last token of each hit, as positions in `Tokens.ids`, in order.
    in_text : ndarray of bool, shape (n_texts,)
        Whether each text as a whole satisfies the query.
    """

    first: _Places
    last: _Places
    in_text: npt.NDArray[np.bool_]


#: Up to so many words, such as one and its possessive, are sought one by one.
_FEW = 4


def find(query: str | Query, tokens: Tokens) -> Hits:
    """Return where the query is found in the tokens."""
    tree = query if isinstance(query, Query) else parse_query(query)
    match tree:
        case Phrase():
            return _find_phrase(tree, tokens)
        case Either(branches):
            return _find_either(branches, tokens)
        case Both(branches):
            found = [find(branch, tokens) for branch in branches]
            in_text = reduce(np.logical_and, [hits.in_text for hits in found])
            return _merge(found, in_text, tokens)
        case Without(branch):
            nothing = np.empty(0, dtype=np.int64)
            return Hits(nothing, nothing, ~find(branch, tokens).in_text)
        case Near(left, right, distance):
            return _find_near(find(left, tokens), find(right, tokens), distance, tokens)


def _word_numbers(part: str, tokens: Tokens, possessive: bool) -> _Places:
    """Return the places in the vocabulary of the words that the part, with its stars, stands for."""
    if "*" in part:
        pattern = ".*".join(map(re.escape, part.split("*"))).replace("ς", "σ").replace("σ", "[σς]")
        pattern += "(?:'s)?" if possessive else ""
        return np.flatnonzero(
            pc.match_substring_regex(tokens.words, f"^{pattern}$").to_numpy(zero_copy_only=False)
        )
    places = [tokens.place_of(part), tokens.place_of(part + "'s") if possessive else -1]
    return np.array([place for place in places if place >= 0], dtype=np.int64)


def _is_one_of(ids: npt.NDArray[np.int32], words: _Places, tokens: Tokens) -> npt.NDArray[np.bool_]:
    """Say for each token whether it is one of the words."""
    if len(words) <= _FEW:
        return reduce(
            np.logical_or, [ids == word for word in words], np.zeros(len(ids), dtype=bool)
        )
    mask = np.zeros(len(tokens.words), dtype=bool)
    mask[words] = True
    return mask[ids]


def _hits(first: _Places, last: _Places, tokens: Tokens) -> Hits:
    in_text = np.zeros(tokens.n_texts, dtype=bool)
    in_text[tokens.text_of(first)] = True
    return Hits(first, last, in_text)


def _find_phrase(phrase: Phrase, tokens: Tokens) -> Hits:
    if phrase.skipped:
        left_out = tokens.among(phrase.skipped)
        hits = _find_phrase(replace(phrase, skipped=frozenset()), tokens.without(left_out))
        kept = np.flatnonzero(~left_out[tokens.ids])
        return Hits(kept[hits.first], kept[hits.last], hits.in_text)
    words = [_word_numbers(part, tokens, phrase.possessive) for part in phrase.parts]
    first = np.flatnonzero(_is_one_of(tokens.ids, words[0], tokens))
    for offset, part in enumerate(words[1:], start=1):
        first = first[first + offset < len(tokens.ids)]
        first = first[_is_one_of(tokens.ids[first + offset], part, tokens)]
    last = first + len(words) - 1
    if len(words) > 1:
        same = tokens.paragraph_of(first) == tokens.paragraph_of(last)
        first, last = first[same], last[same]
    return _hits(first, last, tokens)


def _find_either(branches: tuple[Query, ...], tokens: Tokens) -> Hits:
    # Single words, the bulk of a frame's word list, are found together in one pass.
    single = [b for b in branches if isinstance(b, Phrase) and len(b.parts) == 1]
    found = [find(b, tokens) for b in branches if not (isinstance(b, Phrase) and len(b.parts) == 1)]
    if single:
        words = np.unique(
            np.concatenate([_word_numbers(b.parts[0], tokens, b.possessive) for b in single])
        )
        first = np.flatnonzero(_is_one_of(tokens.ids, words, tokens))
        found.append(_hits(first, first, tokens))
    in_text = reduce(np.logical_or, [hits.in_text for hits in found])
    return _merge(found, in_text, tokens)


def _merge(found: list[Hits], in_text: npt.NDArray[np.bool_], tokens: Tokens) -> Hits:
    """Return the hits of all branches in order, each once, kept to the texts that satisfy the whole."""
    first, last = _in_order(
        *(np.concatenate([getattr(h, side) for h in found]) for side in ("first", "last"))
    )
    fits = in_text[tokens.text_of(first)]
    return Hits(first[fits], last[fits], in_text)


def _in_order(first: _Places, last: _Places) -> tuple[_Places, _Places]:
    """Return the hits in order, each once."""
    wide = int(last.max(initial=0)) + 1
    both = np.sort(first * wide + last)  # as one number, which sorts faster than pairs
    both = both[np.diff(both, prepend=-1) > 0]
    return both // wide, both % wide


def _find_near(left: Hits, right: Hits, distance: int, tokens: Tokens) -> Hits:
    """Pair each hit on the left with every one on the right that is near enough, either way round."""
    longest = int((right.last - right.first).max(initial=0))
    low = np.searchsorted(right.first, left.first - distance - longest)
    high = np.searchsorted(right.first, left.last + distance, side="right")
    # Pair k of a hit on the left is with the k-th of the hits on the right between low and high.
    n_pairs = np.maximum(high - low, 0)
    a = np.repeat(np.arange(len(left.first)), n_pairs)
    b = (
        np.arange(len(a))
        - np.repeat(np.cumsum(n_pairs) - n_pairs, n_pairs)
        + np.repeat(low, n_pairs)
    )
    gap = np.maximum(right.first[b] - left.last[a], left.first[a] - right.last[b])
    a, b = (side[(gap > 0) & (gap <= distance)] for side in (a, b))
    first, last = np.minimum(left.first[a], right.first[b]), np.maximum(left.last[a], right.last[b])
    same = tokens.paragraph_of(first) == tokens.paragraph_of(last)
    return _hits(*_in_order(first[same], last[same]), tokens)
