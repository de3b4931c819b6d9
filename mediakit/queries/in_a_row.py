"""Where the words of phrases follow each other: each phrase is looked for at its rarest word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from mediakit.arrays import Longs
from mediakit.queries.covering import is_one_of, word_numbers
from mediakit.queries.parsing import Phrase
from mediakit.tokens import Tokens

__all__ = ["find_in_a_row"]


def find_in_a_row(phrases: Sequence[Phrase], tokens: Tokens) -> tuple[Longs, Longs]:
    """Return the first and last tokens of all places of the phrases, phrase by phrase.

    The places may reach over the ends of paragraphs.
    """
    known: dict[tuple[str, bool], Longs] = {}
    words_of = [_words_of(phrase, tokens, known) for phrase in phrases]
    anchors = [_rarest(words, tokens) for words in words_of]
    at_anchors = [words[anchor] for words, anchor in zip(words_of, anchors, strict=True)]
    places = _Places(at_anchors, tokens)
    nothing = np.empty(0, dtype=np.int64)
    firsts = [nothing]
    lasts = [nothing]
    for words, anchor in zip(words_of, anchors, strict=True):
        first = places.of_words(words[anchor]) - anchor
        first = first[(first >= 0) & (first + len(words) <= len(tokens.ids))]
        for offset, part in enumerate(words):
            if offset != anchor:
                first = first[is_one_of(tokens.ids[first + offset], part, tokens)]
        firsts.append(first)
        lasts.append(first + len(words) - 1)
    return np.concatenate(firsts), np.concatenate(lasts)


def _words_of(phrase: Phrase, tokens: Tokens, known: dict[tuple[str, bool], Longs]) -> list[Longs]:
    """Return the words that each part covers; `known` are those of parts seen before."""
    parts = [(part, phrase.possessive) for part in phrase.parts]
    for part in parts:
        if part not in known:
            known[part] = word_numbers([part], tokens)
    return [known[part] for part in parts]


def _rarest(words: list[Longs], tokens: Tokens) -> int:
    """Return the place in the phrase of the part that the fewest tokens fit."""
    n_tokens = [int(tokens.counts[part].sum()) for part in words]
    return n_tokens.index(min(n_tokens))


class _Places:
    """The places of some words in the texts, found in one pass over the tokens."""

    def __init__(self, wanted: list[Longs], tokens: Tokens) -> None:
        self._words = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *wanted]))
        places = np.flatnonzero(is_one_of(tokens.ids, self._words, tokens))
        number_of = np.zeros(len(tokens.words), dtype=np.int32)
        number_of[self._words] = np.arange(len(self._words))
        # A matrix with a row a place and a column a word: turning it over sorts in linear time.
        by_place = sparse.csr_array(
            (places, number_of[tokens.ids[places]], np.arange(len(places) + 1)),
            shape=(len(places), len(self._words)),
        )
        by_word = by_place.tocsc()
        self._places = by_word.data
        self._starts = by_word.indptr

    def of_words(self, words: Longs) -> Longs:
        """Return the places of these words, word by word."""
        numbers = np.searchsorted(self._words, words)
        pieces = [np.empty(0, dtype=np.int64)]
        for number in numbers:
            pieces.append(self._places[self._starts[number] : self._starts[number + 1]])
        return np.concatenate(pieces)
