"""How the articles write each word: with a capital inside sentences, or at the edges of a text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Bytes, Flags, Floats, Longs
from mediakit.comparing.capitals import has_capital, is_inside
from mediakit.comparing.datelines import in_datelines
from mediakit.comparing.neighbours import near
from mediakit.tokens import Tokens, utf8_of, words_of

__all__ = ["Usage", "usage_of"]

#: Words at the beginning of a text among which the place and the day of a report are.
_HEAD = 15
#: Words at the end of a text among which its authors, and what the page offers next, are.
_TAIL = 40
#: Edges are looked at in texts of at least so many words.
_LONG = 150
#: In a text with capitals at least so many, and at most so many, of the words inside sentences
#: have one.
_FEWEST, _MOST = 0.01, 0.6
#: Under so many uses inside sentences, all uses decide; under so many in long texts, a place at an
#: edge tells nothing.
_FEW = 3
#: So many uses tell whether a name is one of captions and datelines.
_DATED = 10
#: Words up to so far apart are neighbours.
_NEAR = 3


@dataclass(frozen=True, eq=False)
class Usage:
    """How each word is written.

    Attributes
    ----------
    tokens : Tokens
        The words of the texts.
    letters : ndarray of uint8
        The texts.
    places : ndarray of int64, shape (n_tokens,)
        Where in the letters each token begins.
    words : DataFrame, a row a word of the vocabulary
        n_uses; n_with (texts); has_case (whether the texts tell if it is a name), is_name (mostly
        written with a capital where no sentence begins), is_head and is_tail (mostly among the
        first, or the last, words of a text), in_dateline (a third of the uses near a day in
        full or a credit).
    """

    tokens: Tokens
    letters: Bytes
    places: Longs
    words: pd.DataFrame

    def of(self, terms: Sequence[str]) -> pd.DataFrame:
        """Return the rows of some words: 0 and False if they are not there."""
        rows = self.words.astype(int).reindex(list(terms), fill_value=0)
        return rows.astype(self.words.dtypes)

    def mostly_near(self, words: Collection[str]) -> set[str]:
        """Return the words most of whose uses are within three words of one of these."""
        return set(self.words.index[self.share_near(words) > 0.5])

    def texts_with(self, words: Longs) -> sparse.csc_array:
        """Say which texts have each of some words, given by number: 1 or 0."""
        tokens = self.tokens
        column_of = np.full(len(tokens.words), -1, dtype=np.int64)
        column_of[words] = np.arange(len(words))
        column = column_of[tokens.ids]
        kept = column >= 0
        text = _texts(tokens)[kept]
        ones = np.ones(len(text))
        shape = (tokens.n_texts, len(words))
        counts = sparse.csc_array((ones, (text, column[kept])), shape)
        counts.sum_duplicates()
        counts.data[:] = 1
        return counts

    def share_near(self, words: Collection[str]) -> Floats:
        """Return which share of the uses of each word is within three words of one of these."""
        tokens = self.tokens
        is_seed = tokens.among(words)[tokens.ids]
        is_near = near(is_seed, _texts(tokens), before=_NEAR, after=_NEAR)
        n_uses = self.words["n_uses"].to_numpy()
        return np.asarray(_count(tokens, is_near) / np.maximum(n_uses, 1))


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
    texts = _texts(tokens)
    places = begins[texts] + tokens.offsets
    n_words = len(tokens.words)
    pairs = np.unique(texts * n_words + tokens.ids)
    distinct = pairs % max(n_words, 1)
    measured: dict[str, Longs | Flags] = {
        "n_uses": np.bincount(tokens.ids, minlength=n_words),
        "n_with": np.bincount(distinct, minlength=n_words),
    }
    measured |= _names(tokens, letters, places, texts)
    measured |= _edges(tokens, texts)
    words = pd.DataFrame(measured, index=pd.Index(tokens.vocabulary, dtype=object))
    return Usage(tokens, letters, places, words)


def _texts(tokens: Tokens) -> Longs:
    """Return the number of the text of each token."""
    return np.repeat(np.arange(tokens.n_texts), tokens.lengths)


def _count(tokens: Tokens, kept: Flags) -> Longs:
    """Return how many of some tokens are each word."""
    return np.bincount(tokens.ids[kept], minlength=len(tokens.words))


def _names(tokens: Tokens, letters: Bytes, places: Longs, texts: Longs) -> dict[str, Flags]:
    """Say of which words it is known whether they are names, and which are."""
    is_capital = has_capital(letters, places)
    inside = is_inside(letters, places, tokens.offsets.astype(np.int64))
    tells = _texts_with_capitals(texts, is_capital, inside, tokens.n_texts)[texts]
    inside &= tells
    n_all = _count(tokens, tells)
    n_capitals = _count(tokens, tells & is_capital)
    n_inside = _count(tokens, inside)
    n_names = _count(tokens, inside & is_capital)
    is_name = n_names * 2 > n_inside
    is_rare = n_inside < _FEW
    is_name[is_rare] = (n_capitals * 10 > n_all * 9)[is_rare]
    return {"has_case": n_all > 0, "is_name": is_name}


def _texts_with_capitals(
    texts: Longs,
    is_capital: Flags,
    inside: Flags,
    n_texts: int,
) -> Flags:
    """Say in which texts a capital tells something: it is neither nowhere nor everywhere."""
    n_inside = np.bincount(texts[inside], minlength=n_texts)
    n_names = np.bincount(texts[inside & is_capital], minlength=n_texts)
    tells = n_names > 0
    tells &= n_names >= _FEWEST * n_inside
    tells &= n_names <= _MOST * n_inside
    return tells


def _edges(tokens: Tokens, texts: Longs) -> dict[str, Flags]:
    """Say which words are mostly at the head, and which at the tail, of texts that are not
    short."""
    each = np.arange(len(texts))
    from_head = each - tokens.starts[texts]
    from_tail = tokens.starts[texts + 1] - each
    is_long = tokens.lengths[texts] >= _LONG
    n_uses = _count(tokens, is_long)
    n_head = _count(tokens, is_long & (from_head < _HEAD))
    n_tail = _count(tokens, is_long & (from_tail <= _TAIL))
    is_known = n_uses >= _FEW
    n_dated = _count(tokens, in_datelines(tokens, texts))
    n_all = np.bincount(tokens.ids, minlength=len(tokens.words))
    in_dateline = 3 * n_dated >= n_all
    in_dateline &= n_all >= _DATED
    return {
        "in_dateline": in_dateline,
        "is_head": is_known & (2 * n_head > n_uses),
        "is_tail": is_known & (2 * n_tail > n_uses),
    }
