"""The query language: `word`, `wild*`, `"exact phrase"`, `a OR b`, `a AND b`, `NOT a`, `a NEAR/5 b`.

Two terms side by side mean AND; round brackets group; operators are written in capitals. Case is ignored, and a word
finds its possessive too. Neither a phrase nor NEAR reaches over the end of a paragraph, nor from a title to its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from mediakit.errors import BadQuery
from mediakit.tokens import Tokens, plain_word, split_words

__all__ = ["Hits", "Phrase", "Query", "find", "parse_query"]

_LEXEME = re.compile(r'\s*(?:(?P<mark>[()])|"(?P<phrase>[^"]*)"|(?P<word>[^\s()"]+))')


@dataclass(frozen=True)
class Phrase:
    """Words in a row; a part may hold `*` for any letters. A single word is a phrase of one part.

    `skipped` are words that may stand between the parts; with `possessive` a part finds what ends in 's as well.
    """

    parts: tuple[str, ...]
    skipped: frozenset[str] = frozenset()
    possessive: bool = False


@dataclass(frozen=True)
class Either:
    """Any of the branches."""

    branches: tuple[Query, ...]


@dataclass(frozen=True)
class Both:
    """All of the branches, anywhere in the article."""

    branches: tuple[Query, ...]


@dataclass(frozen=True)
class Without:
    """Articles where the branch is not found."""

    branch: Query


@dataclass(frozen=True)
class Near:
    """Two branches with at most so many words from the one to the other, in the same paragraph."""

    left: Query
    right: Query
    distance: int


Query = Phrase | Either | Both | Without | Near


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

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    in_text: npt.NDArray[np.bool_]


def parse_query(query: str) -> Query:
    """Return the query as a tree.

    Raises
    ------
    BadQuery
        Where a bracket or quotation mark is not closed, or an operator lacks a side.
    """
    if not isinstance(query, str):
        raise BadQuery(f"A query is a string such as 'recruit* OR \"foreign fighters\"', got {query!r}.")
    if query.count('"') % 2:
        raise BadQuery(f"A quotation mark is not closed in the query {query!r}.")
    lexemes = [match.groupdict() for match in _LEXEME.finditer(query)]
    reader = _Reader(query, lexemes)
    tree = reader.either()
    if reader.place < len(lexemes):
        raise BadQuery(f"A bracket closes that was never opened in the query {query!r}.")
    return tree


class _Reader:
    """Reads the lexemes of one query from left to right."""

    def __init__(self, query: str, lexemes: list[dict[str, str | None]]) -> None:
        self.query, self.lexemes, self.place = query, lexemes, 0

    def next_is(self, kind: str, pattern: str) -> re.Match[str] | None:
        if self.place == len(self.lexemes):
            return None
        return re.fullmatch(pattern, self.lexemes[self.place][kind] or "")

    def either(self) -> Query:
        branches = [self.both()]
        while self.next_is("word", "OR"):
            self.place += 1
            branches.append(self.both())
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def both(self) -> Query:
        branches = [self.near()]
        while self.place < len(self.lexemes) and not self.next_is("word", "OR") and not self.next_is("mark", r"\)"):
            if self.next_is("word", "AND"):
                self.place += 1
            branches.append(self.near())
        return branches[0] if len(branches) == 1 else Both(tuple(branches))

    def near(self) -> Query:
        left = self.atom()
        while match := self.next_is("word", r"NEAR(?:/(\d+))?"):
            self.place += 1
            left = Near(left, self.atom(), int(match[1] or 5))
            if isinstance(left.left, Without) or isinstance(left.right, Without):
                raise BadQuery(f"NEAR needs words on both sides, not NOT, in the query {self.query!r}.")
        return left

    def atom(self) -> Query:
        if self.next_is("word", "NOT"):
            self.place += 1
            return Without(self.atom())
        if self.next_is("mark", r"\("):
            self.place += 1
            inner = self.either()
            if not self.next_is("mark", r"\)"):
                raise BadQuery(f"A bracket is not closed in the query {self.query!r}.")
            self.place += 1
            return inner
        if (
            self.place == len(self.lexemes)
            or self.next_is("word", r"OR|AND|NEAR(/\d+)?")
            or self.next_is("mark", r"\)")
        ):
            raise BadQuery(f"A word is missing in the query {self.query!r}.")
        lexeme = self.lexemes[self.place]
        self._refuse_other_languages(lexeme["word"] or "")
        self.place += 1
        parts = tuple(part for chunk in (lexeme["phrase"] or lexeme["word"] or "").split() for part in _parts(chunk))
        if not parts:
            raise BadQuery(f"There is nothing to look for in the query {self.query!r}.")
        return Phrase(parts, possessive=True)

    def _refuse_other_languages(self, word: str) -> None:
        """Refuse what means something in other query languages, before it quietly means something else here."""
        if re.fullmatch(r"(?i)or|and|not|near(/.*)?", word):
            hint = f'Operators are written in capitals, as in NEAR/5. For the word itself write "{word}".'
        elif re.match(r"[-+]\w", word):
            hint = "To leave articles out write NOT before the word."
        elif re.search(r"\w[:?]\w|\?", word):
            hint = 'There are no fields (use fields=) and no ? (use *). Put the words in "quotation marks".'
        else:
            return
        raise BadQuery(f"'{word}' is no part of the query language in {self.query!r}. {hint}")


def _parts(chunk: str) -> list[str]:
    """Return the words of a chunk as the tokeniser would cut them, with the stars kept."""
    held = chunk.replace("*", "ⵯ")  # a letter that no query holds: the tokeniser keeps it in the word
    parts = [word.replace("ⵯ", "*") for word in split_words(held)]
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]\*", chunk):  # an abbreviation, which ends where letters go on
        parts = [plain_word(chunk)]
    if any(set(part) == {"*"} for part in parts):
        raise BadQuery("A star needs letters before or behind it, as in recruit*.")
    return parts


#: Up to so many words, such as one and its possessive, are sought one by one.
_FEW = 4


def find(query: str | Query, tokens: Tokens) -> Hits:
    """Return where the query is found in the tokens."""
    tree = parse_query(query) if isinstance(query, str) else query
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


def _word_numbers(part: str, tokens: Tokens, possessive: bool) -> npt.NDArray[np.int64]:
    """Return the places in the vocabulary of the words that the part, with its stars, stands for."""
    if "*" in part:
        pattern = ".*".join(map(re.escape, part.split("*"))).replace("ς", "σ").replace("σ", "[σς]")
        pattern += "(?:'s)?" if possessive else ""
        return np.flatnonzero(pc.match_substring_regex(tokens.words, f"^{pattern}$").to_numpy(zero_copy_only=False))
    places = [tokens.place_of(part), tokens.place_of(part + "'s") if possessive else -1]
    return np.array([place for place in places if place >= 0], dtype=np.int64)


def _is_one_of(ids: npt.NDArray[np.int32], words: npt.NDArray[np.int64], tokens: Tokens) -> npt.NDArray[np.bool_]:
    """Say for each token whether it is one of the words."""
    if len(words) <= _FEW:
        return reduce(np.logical_or, [ids == word for word in words], np.zeros(len(ids), dtype=bool))
    mask = np.zeros(len(tokens.words), dtype=bool)
    mask[words] = True
    return mask[ids]


def _hits(first: npt.NDArray[np.int64], last: npt.NDArray[np.int64], tokens: Tokens) -> Hits:
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
    found = [find(b, tokens) for b in branches if b not in single]
    if single:
        words = np.unique(np.concatenate([_word_numbers(b.parts[0], tokens, b.possessive) for b in single]))
        first = np.flatnonzero(_is_one_of(tokens.ids, words, tokens))
        found.append(_hits(first, first, tokens))
    in_text = reduce(np.logical_or, [hits.in_text for hits in found])
    return _merge(found, in_text, tokens)


def _merge(found: list[Hits], in_text: npt.NDArray[np.bool_], tokens: Tokens) -> Hits:
    """Return the hits of all branches in order, each once, kept to the texts that satisfy the whole."""
    pairs = np.unique(np.concatenate([np.stack([h.first, h.last], axis=1) for h in found]), axis=0)
    pairs = pairs[in_text[tokens.text_of(pairs[:, 0])]]
    return Hits(pairs[:, 0], pairs[:, 1], in_text)


def _find_near(left: Hits, right: Hits, distance: int, tokens: Tokens) -> Hits:
    """Pair each hit on the left with every one on the right that is near enough, either way round."""
    longest = int((right.last - right.first).max(initial=0))
    low = np.searchsorted(right.first, left.first - distance - longest)
    high = np.searchsorted(right.first, left.last + distance, side="right")
    # Pair k of a hit on the left is with the k-th of the hits on the right between low and high.
    n_pairs = np.maximum(high - low, 0)
    a = np.repeat(np.arange(len(left.first)), n_pairs)
    b = np.arange(len(a)) - np.repeat(np.cumsum(n_pairs) - n_pairs, n_pairs) + np.repeat(low, n_pairs)
    gap = np.maximum(right.first[b] - left.last[a], left.first[a] - right.last[b])
    a, b = (side[(gap > 0) & (gap <= distance)] for side in (a, b))
    first, last = np.minimum(left.first[a], right.first[b]), np.maximum(left.last[a], right.last[b])
    same = tokens.paragraph_of(first) == tokens.paragraph_of(last)
    found = np.unique(np.stack([first[same], last[same]], axis=1), axis=0)
    return _hits(found[:, 0], found[:, 1], tokens)
