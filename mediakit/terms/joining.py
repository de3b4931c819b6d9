"""Phrases as terms: each joined into one token, and found again in its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.errors import UnknownValue
from mediakit.queries import Either, Hits, Phrase, find
from mediakit.terms.phrases import Phrases
from mediakit.tokens import Tokens, as_strings, split_words

__all__ = ["find_term", "join_phrases", "phrase_names"]


def phrase_names(phrases: Phrases | str | Iterable[str]) -> tuple[str, ...]:
    """Return phrases as they are named among the terms: what `find_phrases` found, or one's own."""
    if isinstance(phrases, Phrases):
        return tuple(phrases.numbers["phrase"])
    if isinstance(phrases, pd.DataFrame):
        raise UnknownValue(
            "Expected phrases, got a table. Give what find_phrases returned, without table()."
        )
    given = [phrases] if isinstance(phrases, str) else as_strings("phrases", phrases)
    return tuple(dict.fromkeys(map(_name, given)))


def _name(phrase: str) -> str:
    words = split_words(phrase)
    if "*" in phrase:
        raise UnknownValue(f"A phrase to count has no stars, got '{phrase}'. List its forms.")
    if len(words) < 2:
        raise UnknownValue(
            f"A phrase has two words or more, got '{phrase}'. Single words are counted anyway."
        )
    return " ".join(words)


def join_phrases(tokens: Tokens, names: Sequence[str]) -> Tokens:
    """Return the tokens with each phrase as one token; where phrases overlap the first and longest wins."""
    return _joined(tokens, names)[0]


def find_term(term: str, tokens: Tokens, names: Sequence[str], left_out: frozenset[str]) -> Hits:
    """Return where a term stands that was counted with these phrases joined and these words left out."""
    joined, first = _joined(tokens, names)
    last = np.append(first[1:], len(tokens.ids)) - 1
    spelled = (
        Phrase(parts, left_out) for parts in _spellings(tuple(term.split(" ")), frozenset(names))
    )
    hits = find(Either(tuple(spelled)), joined)
    return Hits(first[hits.first], last[hits.last], hits.in_text)


def _spellings(words: tuple[str, ...], names: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield each way to cut the words of a term into single words and phrases."""
    if not words:
        yield ()
    for n in range(1, len(words) + 1):
        head = " ".join(words[:n])
        if n == 1 or head in names:
            yield from ((head, *rest) for rest in _spellings(words[n:], names))


def _joined(tokens: Tokens, names: Sequence[str]) -> tuple[Tokens, npt.NDArray[np.int64]]:
    """Return the tokens with each phrase as one, and which of the tokens given each begins with."""
    hits = [(find(Phrase(tuple(name.split(" "))), tokens), name) for name in names]
    found = sorted(
        (int(first), -int(last), name)
        for its, name in hits
        for first, last in zip(its.first, its.last, strict=True)
    )
    joined, free = [], 0
    for first, last, name in found:
        if first >= free:
            joined.append((first, -last, name))
            free = 1 - last
    if not joined:
        return tokens, np.arange(len(tokens.ids))
    new = sorted({name for _, _, name in joined})
    words = pa.array(sorted({*tokens.words.to_pylist(), *new}), type=pa.large_string())
    ids = pc.index_in(tokens.words, words).to_numpy().astype(np.int32)[tokens.ids]
    inside = np.zeros(len(ids), dtype=bool)
    places = dict(
        zip(new, pc.index_in(pa.array(new, type=pa.large_string()), words).to_pylist(), strict=True)
    )
    for first, last, name in joined:
        ids[first], inside[first + 1 : last + 1] = places[name], True
    rest = Tokens(ids, tokens.starts, words, tokens.paragraphs, tokens.offsets).keeping(~inside)
    unused = np.ones(len(words), dtype=bool)
    unused[rest.ids] = False
    return rest.without(unused), np.flatnonzero(~inside)
