"""How the articles write each word: with a capital inside sentences, or at the head of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.arrays import Bytes, Flags, Longs
from mediakit.tokens import Tokens, utf8_of, words_of

__all__ = ["HEAD", "Usage", "usage_of"]

#: Words at the beginning of a text among which the place and the day of a report are.
HEAD = 15
#: In a text with capitals at least so many, and at most so many, of the words inside sentences
#: have one.
_FEWEST, _MOST = 0.01, 0.6
#: Under so many uses inside sentences, all uses decide.
_FEW = 3
_SPACE, _COMMA = 32, 44
_BYTES_OF_LETTERS = 128  # from here on a letter has two bytes or more


@dataclass(frozen=True, eq=False)
class Usage:
    """How each word is written.

    Attributes
    ----------
    tokens : Tokens
        The words of the texts.
    n_uses : ndarray of int64, shape (n_words,)
        How often each is used.
    is_name : ndarray of bool, shape (n_words,)
        Which are mostly written with a capital where no sentence begins.
    is_head : ndarray of bool, shape (n_words,)
        Which are mostly among the first words of a text.
    """

    tokens: Tokens
    n_uses: Longs
    is_name: Flags
    is_head: Flags

    def of(self, terms: Sequence[str]) -> pd.DataFrame:
        """Return n_uses, is_name and is_head of some words: 0 and False if they are not there."""
        known = pd.DataFrame(
            {"n_uses": self.n_uses, "is_name": self.is_name, "is_head": self.is_head},
            index=self.tokens.vocabulary,
        )
        found = known.index.get_indexer(pd.Index(terms))
        rows = known.take(np.maximum(found, 0)) if len(known) else known
        if not len(known):
            rows = pd.DataFrame(0, index=range(len(found)), columns=known.columns)
        rows = rows.mul(found >= 0, axis=0) if len(rows) else rows
        return rows.astype({"n_uses": int, "is_name": bool, "is_head": bool}).set_index(
            pd.Index(terms)
        )


def usage_of(articles: pd.DataFrame, fields: Sequence[str]) -> Usage:
    """Return how the texts of the articles write each word.

    Headlines, of which some outlets write each word with a capital, are read only if there is
    nothing else.
    """
    if "text" in fields:
        fields = ["text"]
    columns = [name for name in fields if name in articles.columns]
    if not columns:
        articles, columns = articles.assign(text=""), ["text"]
    tokens = words_of(articles, columns, check=False)
    letters, begins = utf8_of(articles, columns)
    n_words = len(tokens.words)
    n_uses = np.bincount(tokens.ids, minlength=n_words)
    texts = np.repeat(np.arange(tokens.n_texts), tokens.lengths)
    places = begins[texts] + tokens.offsets
    has_capital = _has_case(letters, places, np.zeros(len(places), dtype=bool), upper=True)
    is_inside = _is_inside(letters, places, places - begins[texts])
    is_inside &= _texts_with_capitals(texts, has_capital, is_inside, tokens.n_texts)[texts]
    n_inside = np.bincount(tokens.ids[is_inside], minlength=n_words)
    n_names = np.bincount(tokens.ids[is_inside & has_capital], minlength=n_words)
    n_capitals = np.bincount(tokens.ids[has_capital], minlength=n_words)
    is_name = n_names * 2 > n_inside
    is_rare = n_inside < _FEW
    is_name[is_rare] = (n_capitals * 10 > n_uses * 9)[is_rare]
    is_early = np.arange(len(texts)) - tokens.starts[texts] < HEAD
    n_early = np.bincount(tokens.ids[is_early], minlength=n_words)
    return Usage(tokens, n_uses, is_name, n_early * 2 > n_uses)


def _is_inside(letters: Bytes, places: Longs, offsets: Longs) -> Flags:
    """Say which words follow a small letter, a figure or a comma, and a space."""
    can_look_back = offsets >= 2
    before = letters[np.maximum(places - 2, 0)]
    follows = (before == _COMMA) | ((before >= ord("0")) & (before <= ord("9")))
    follows |= (before >= ord("a")) & (before <= ord("z"))
    wide = (before >= _BYTES_OF_LETTERS) & (offsets >= 3)
    follows |= _has_case(letters, places - 3, ~wide, upper=False) & wide
    return follows & can_look_back & (letters[np.maximum(places - 1, 0)] == _SPACE)


def _has_case(letters: Bytes, places: Longs, skipped: Flags, *, upper: bool) -> Flags:
    """Say where a letter of one or two bytes is a capital, or a small one."""
    has_case = np.zeros(len(places), dtype=bool)
    places = np.where(skipped, 0, places)
    if not len(letters):
        return has_case
    first = letters[places]
    low, high = b"az"
    if upper:
        low, high = b"AZ"
    has_case |= (first >= low) & (first <= high)
    wide = np.flatnonzero((first >= 0xC3) & (first < 0xE0) & (places + 1 < len(letters)))
    pairs = first[wide].astype(np.int64) * 256 + letters[places[wide] + 1]
    distinct, codes = np.unique(pairs, return_inverse=True)
    signs = [bytes([pair >> 8, pair & 255]).decode(errors="ignore") for pair in distinct.tolist()]
    flags = np.array([sign.isupper() if upper else sign.islower() for sign in signs], dtype=bool)
    if len(wide):
        has_case[wide] = flags[codes]
    return has_case & ~skipped


def _texts_with_capitals(
    texts: Longs,
    has_capital: Flags,
    is_inside: Flags,
    n_texts: int,
) -> Flags:
    """Say in which texts a capital tells something: it is neither nowhere nor everywhere."""
    n_inside = np.bincount(texts[is_inside], minlength=n_texts)
    n_names = np.bincount(texts[is_inside & has_capital], minlength=n_texts)
    return np.asarray((n_names >= _FEWEST * n_inside) & (n_names <= _MOST * n_inside))
