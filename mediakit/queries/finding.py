"""Where in the articles a query is found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
import pyarrow.compute as pc

from mediakit.arrays import Flags, Longs
from mediakit.queries.covering import is_one_of, word_numbers
from mediakit.queries.in_a_row import find_in_a_row
from mediakit.queries.parsing import (
    Address,
    Both,
    Either,
    Near,
    Phrase,
    Query,
    Without,
    parse_query,
)
from mediakit.queries.unspaced import after_spelled, beginnings
from mediakit.tokens import Tokens, has_unspaced_letters

__all__ = ["Hits", "find"]


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

    first: Longs
    last: Longs
    in_text: Flags


def find(query: str | Query, tokens: Tokens) -> Hits:
    """Return where the query is found in the tokens."""
    tree = query
    if not isinstance(tree, Query):
        tree = parse_query(tree)
    match tree:
        case Phrase():
            return _find_phrase(tree, tokens)
        case Address():
            return _find_address(tree, tokens)
        case Either(branches):
            return _find_either(branches, tokens)
        case Both(branches):
            return _find_both(branches, tokens)
        case Without(branch):
            return _without_place(~find(branch, tokens).in_text)
        case Near(left, right, distance):
            return _find_near(find(left, tokens), find(right, tokens), distance, tokens)


def _without_place(in_text: Flags) -> Hits:
    """Return texts that satisfy the query by no word that could be shown."""
    nothing = np.empty(0, dtype=np.int64)
    return Hits(nothing, nothing, in_text)


def _find_address(address: Address, tokens: Tokens) -> Hits:
    """Find the texts in which the address is written, in small letters or large."""
    written = r"\S*".join(map(re.escape, address.written.split("*")))
    pattern = f"(?:^|[^0-9A-Za-z]){written}"
    in_text = np.zeros(tokens.n_texts, dtype=bool)
    for column in tokens.texts:
        is_written = pc.match_substring_regex(column, pattern, ignore_case=True)
        in_text |= pc.fill_null(is_written, False).to_numpy()
    return _without_place(in_text)


def _make_hits(first: Longs, last: Longs, tokens: Tokens) -> Hits:
    """Return hits that satisfy the query in every text that has one."""
    in_text = np.zeros(tokens.n_texts, dtype=bool)
    in_text[tokens.text_of(first)] = True
    return Hits(first, last, in_text)


def _find_phrase(phrase: Phrase, tokens: Tokens) -> Hits:
    if phrase.skipped:
        return _find_skipping(phrase, tokens)
    if not _is_plain(phrase):
        return _find_spelled(phrase, tokens)
    if len(phrase.parts) == 1:
        return _find_words([phrase], tokens)
    return _find_phrases([phrase], tokens)


def _find_words(words: list[Phrase], tokens: Tokens) -> Hits:
    """Find phrases of one part each."""
    parts = [(word.parts[0], word.possessive) for word in words]
    numbers = word_numbers(parts, tokens)
    first = np.flatnonzero(is_one_of(tokens.ids, numbers, tokens))
    return _make_hits(first, first, tokens)


def _find_phrases(phrases: list[Phrase], tokens: Tokens) -> Hits:
    """Find phrases of several parts."""
    first, last = _in_order(*find_in_a_row(phrases, tokens))
    return _inside_paragraphs(first, last, tokens)


def _is_spelled(part: str) -> bool:
    """Say whether a part may be several words of a text: in a script without spaces, no star."""
    return "*" not in part and has_unspaced_letters(part)


def _find_spelled(phrase: Phrase, tokens: Tokens) -> Hits:
    """Find a phrase with parts that may be several words of a text each."""
    first = np.flatnonzero(is_one_of(tokens.ids, _first_words(phrase, tokens), tokens))
    after = first
    for part in phrase.parts:
        if _is_spelled(part):
            is_found, after = after_spelled(part, after, tokens)
        else:
            words = word_numbers([(part, phrase.possessive)], tokens)
            is_found = after < len(tokens.ids)
            is_found[is_found] = is_one_of(tokens.ids[after[is_found]], words, tokens)
            after = after + 1
        first = first[is_found]
        after = after[is_found]
    return _inside_paragraphs(first, after - 1, tokens)


def _first_words(phrase: Phrase, tokens: Tokens) -> Longs:
    """Return the places in the vocabulary of the words that a phrase may begin with."""
    part = phrase.parts[0]
    if _is_spelled(part):
        return beginnings(part, tokens)
    return word_numbers([(part, phrase.possessive)], tokens)


def _find_skipping(phrase: Phrase, tokens: Tokens) -> Hits:
    """Find a phrase in the tokens without those that may stand between its parts."""
    is_skipped = tokens.among(phrase.skipped)
    plain = replace(phrase, skipped=frozenset())
    hits = _find_phrase(plain, tokens.without(is_skipped))
    kept = np.flatnonzero(~is_skipped[tokens.ids])
    return Hits(kept[hits.first], kept[hits.last], hits.in_text)


def _inside_paragraphs(first: Longs, last: Longs, tokens: Tokens) -> Hits:
    """Return the hits that begin and end in the same paragraph."""
    same = tokens.paragraph_of(first) == tokens.paragraph_of(last)
    return _make_hits(first[same], last[same], tokens)


def _find_either(branches: tuple[Query, ...], tokens: Tokens) -> Hits:
    """Find any of the branches.

    Single words, the bulk of a frame's word list, are found together in one pass, and so are
    phrases.
    """
    words = []
    phrases = []
    hits_of = []
    for branch in branches:
        if not isinstance(branch, Phrase) or not _is_plain(branch):
            hits_of.append(find(branch, tokens))
        elif len(branch.parts) == 1:
            words.append(branch)
        elif branch.skipped:
            hits_of.append(find(branch, tokens))
        else:
            phrases.append(branch)
    if phrases:
        hits_of.append(_find_phrases(phrases, tokens))
    if words:
        hits_of.append(_find_words(words, tokens))
    in_text = reduce(np.logical_or, [hits.in_text for hits in hits_of])
    return _merge_hits(hits_of, in_text, tokens)


def _is_plain(phrase: Phrase) -> bool:
    return not any(_is_spelled(part) for part in phrase.parts)


def _find_both(branches: tuple[Query, ...], tokens: Tokens) -> Hits:
    hits_of = [find(branch, tokens) for branch in branches]
    in_text = reduce(np.logical_and, [hits.in_text for hits in hits_of])
    return _merge_hits(hits_of, in_text, tokens)


def _merge_hits(hits_of: list[Hits], in_text: Flags, tokens: Tokens) -> Hits:
    """Return the hits of all branches in order, each once, in the texts that satisfy the whole."""
    all_first = np.concatenate([hits.first for hits in hits_of])
    all_last = np.concatenate([hits.last for hits in hits_of])
    first, last = _in_order(all_first, all_last)
    fits = in_text[tokens.text_of(first)]
    return Hits(first[fits], last[fits], in_text)


def _in_order(first: Longs, last: Longs) -> tuple[Longs, Longs]:
    """Return the hits in order, each once."""
    width = int(last.max(initial=0)) + 1
    # As one number, which sorts faster than pairs; the branches are in order, and stay so.
    both = np.sort(first * width + last, kind="stable")
    is_new = np.diff(both, prepend=-1) > 0
    both = both[is_new]
    return both // width, both % width


def _find_near(
    left: Hits,
    right: Hits,
    distance: int,
    tokens: Tokens,
) -> Hits:
    """Pair each hit on the left with each on the right that is near enough, before or behind."""
    longest = int((right.last - right.first).max(initial=0))
    low = np.searchsorted(right.first, left.first - distance - longest)
    high = np.searchsorted(right.first, left.last + distance, side="right")
    left_hit, right_hit = _pair_up(low, high)
    left_first = left.first[left_hit]
    left_last = left.last[left_hit]
    right_first = right.first[right_hit]
    right_last = right.last[right_hit]
    gap = np.maximum(right_first - left_last, left_first - right_last)
    is_near = (gap > 0) & (gap <= distance)
    first = np.minimum(left_first, right_first)[is_near]
    last = np.maximum(left_last, right_last)[is_near]
    same = tokens.paragraph_of(first) == tokens.paragraph_of(last)
    return _make_hits(*_in_order(first[same], last[same]), tokens)


def _pair_up(low: Longs, high: Longs) -> tuple[Longs, Longs]:
    """Return pairs of each number i with those from low[i] to high[i], as two arrays."""
    n_pairs = np.maximum(high - low, 0)
    left = np.repeat(np.arange(len(low)), n_pairs)
    n_before = np.cumsum(n_pairs) - n_pairs
    number_in_row = np.arange(len(left)) - np.repeat(n_before, n_pairs)
    return left, number_in_row + np.repeat(low, n_pairs)
