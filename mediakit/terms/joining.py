"""Phrases as terms: each is joined into one token, and found again in its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Longs
from mediakit.errors import UnknownValue
from mediakit.queries import Either, Hits, Phrase, find
from mediakit.tokens import Tokens, as_strings, split_words

__all__ = ["FoundPhrases", "find_terms", "join_phrases", "phrase_names"]


@runtime_checkable
class FoundPhrases(Protocol):
    """What `find_phrases` returns: its phrases are named as the words of texts are."""

    @property
    def phrases(self) -> tuple[str, ...]: ...


def phrase_names(phrases: FoundPhrases | str | Iterable[str]) -> tuple[str, ...]:
    """Return phrases, found or written by hand, as they are named among the terms."""
    if isinstance(phrases, FoundPhrases):
        return phrases.phrases
    if isinstance(phrases, pd.DataFrame):
        raise UnknownValue(
            "Expected phrases, got a table. Give what find_phrases returned, without table()."
        )
    if isinstance(phrases, str):
        phrases = [phrases]
    names = [_phrase_name(phrase) for phrase in as_strings("phrases", phrases)]
    return tuple(dict.fromkeys(names))


def _phrase_name(phrase: str) -> str:
    """Return the words of a phrase as the tokeniser cuts them, a space between."""
    if "*" in phrase:
        raise UnknownValue(
            f"A phrase to count cannot have stars; got '{phrase}'. List each of its forms."
        )
    words = split_words(phrase)
    if len(words) < 2:
        raise UnknownValue(
            f"A phrase has two words or more; got '{phrase}'. Single words are counted anyway."
        )
    return " ".join(words)


def join_phrases(tokens: Tokens, names: Sequence[str]) -> Tokens:
    """Return the tokens with each phrase as one; if phrases overlap the first and longest wins."""
    return _join(tokens, names)[0]


def find_terms(
    terms: Sequence[str],
    tokens: Tokens,
    names: Sequence[str],
    left_out: frozenset[str],
) -> Hits:
    """Find terms that were counted with these phrases joined and these words left out."""
    joined, first = _join(tokens, names)
    last = np.append(first[1:], len(tokens.ids)) - 1
    phrases = [
        Phrase(parts, left_out)
        for term in terms
        for parts in _spellings(tuple(term.split(" ")), frozenset(names))
    ]
    hits = find(Either(tuple(phrases)), joined)
    return Hits(first[hits.first], last[hits.last], hits.in_text)


def _spellings(words: tuple[str, ...], names: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield each way to cut the words of a term into single words and phrases."""
    if not words:
        yield ()
    for n in range(1, len(words) + 1):
        head = " ".join(words[:n])
        if n == 1 or head in names:
            for rest in _spellings(words[n:], names):
                yield (head, *rest)


def _join(tokens: Tokens, names: Sequence[str]) -> tuple[Tokens, Longs]:
    """Return the tokens with each phrase as one, and the first token that each comes from."""
    places = _places_to_join(tokens, names)
    if not places:
        return tokens, np.arange(len(tokens.ids))
    joined_names = sorted({name for _, _, name in places})
    vocabulary = sorted({*tokens.words.to_pylist(), *joined_names})
    words = pa.array(vocabulary, type=pa.large_string())
    new_numbers = pc.index_in(tokens.words, words).to_numpy().astype(np.int32)
    ids = new_numbers[tokens.ids]
    number_of = {name: place for place, name in enumerate(vocabulary)}
    swallowed = np.zeros(len(ids), dtype=bool)
    for first, last, name in places:
        ids[first] = number_of[name]
        swallowed[first + 1 : last + 1] = True
    renumbered = Tokens(ids, tokens.starts, words, tokens.paragraphs, tokens.offsets)
    joined = renumbered.keeping(~swallowed)
    unused = np.ones(len(words), dtype=bool)
    unused[joined.ids] = False
    return joined.without(unused), np.flatnonzero(~swallowed)


def _places_to_join(tokens: Tokens, names: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the first token, the last token and the name of each phrase to join, in order."""
    candidates = []
    for name in names:
        hits = find(Phrase(tuple(name.split(" "))), tokens)
        for first, last in zip(hits.first.tolist(), hits.last.tolist(), strict=True):
            candidates.append((first, -last, name))  # the longest of those that begin together
    places = []
    next_free = 0
    for first, minus_last, name in sorted(candidates):
        if first >= next_free:
            places.append((first, -minus_last, name))
            next_free = 1 - minus_last
    return places
