"""The words of some texts as numbers, with their places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Flags, Ints, Longs

__all__ = ["Tokens"]

_PIECE = 2**24  # tokens that are counted together, to bound the memory


@dataclass(frozen=True)
class Tokens:
    """The words of some texts as numbers.

    Attributes
    ----------
    ids : ndarray of int32, shape (n_tokens,)
        For each token, in the order of the texts, its place in the vocabulary.
    starts : ndarray of int64, shape (n_texts + 1,)
        The tokens of text i are `ids[starts[i]:starts[i + 1]]`.
    words : pyarrow.LargeStringArray, shape (n_words,)
        The vocabulary, lower-cased, sorted by code points.
    paragraphs : ndarray of int64, shape (n_paragraphs,)
        The first token of each paragraph: sequences of words do not reach over it. By the rule
        `sklearn` each text is one paragraph.
    offsets : ndarray of int32, shape (n_tokens,), or empty
        The byte (UTF-8) of its text at which each token begins; only by the rule `words`.
    n_unspaced : int
        Texts in a script written without spaces.
    texts : tuple of pyarrow.ChunkedArray
        The columns that the words come from: addresses, which are no words, are looked for there.
    """

    ids: Ints
    starts: Longs
    words: pa.Array
    paragraphs: Longs
    offsets: Ints
    n_unspaced: int = 0
    texts: tuple[pa.ChunkedArray, ...] = ()

    @property
    def n_texts(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Longs:
        """Tokens of each text."""
        return np.diff(self.starts)

    @cached_property
    def counts(self) -> Longs:
        """How many tokens each word of the vocabulary has."""
        counts = np.zeros(len(self.words), dtype=np.int64)
        for begin in range(0, len(self.ids), _PIECE):
            counts += np.bincount(self.ids[begin : begin + _PIECE], minlength=len(counts))
        return counts

    @cached_property
    def vocabulary(self) -> npt.NDArray[np.object_]:
        """The words as Python strings."""
        return self.words.to_numpy(zero_copy_only=False)

    def place_of(self, word: str) -> int:
        """Return the place of a word in the vocabulary, -1 if it is not there."""
        places = range(len(self.words))
        place = bisect_left(places, word, key=lambda place: self.words[place].as_py())
        if place < len(self.words) and self.words[place].as_py() == word:
            return place
        return -1

    def among(self, words: Iterable[str]) -> Flags:
        """Say for each word of the vocabulary whether it is one of these."""
        wanted = pa.array(list(words), type=self.words.type)
        return pc.is_in(self.words, wanted).to_numpy(zero_copy_only=False)

    def without(self, dropped: Flags) -> Tokens:
        """Return the tokens without some words: `dropped` has an entry for each word."""
        if not dropped.any():
            return self
        kept_words = ~dropped
        rest = self.keeping(kept_words[self.ids])
        new_places = (np.cumsum(kept_words) - 1).astype(np.int32)
        words = self.words.filter(pa.array(kept_words))
        return replace(rest, ids=new_places[rest.ids], words=words)

    def keeping(self, kept: Flags) -> Tokens:
        """Return some of the tokens: `kept` has an entry for each; the vocabulary stays."""
        n_before = np.zeros(len(kept) + 1, dtype=np.int64)  # kept before each token, and in all
        np.cumsum(kept, out=n_before[1:])
        edges = n_before[np.append(self.paragraphs, len(self.ids))]
        is_filled = np.diff(edges) > 0
        offsets = self.offsets
        if len(offsets):
            offsets = offsets[kept]
        return Tokens(
            ids=self.ids[kept],
            starts=n_before[self.starts],
            words=self.words,
            paragraphs=edges[:-1][is_filled],
            offsets=offsets,
            texts=self.texts,
        )

    def stops_before(self, tokens: Longs) -> Longs:
        """Return the byte of its text at which the token after each of these begins.

        After the last token of a text it is the largest number there is.
        """
        after = tokens + 1
        is_last = after == self.starts[self.text_of(tokens) + 1]
        stops = np.full(len(tokens), np.iinfo(np.int64).max)
        stops[~is_last] = self.offsets[after[~is_last]]
        return stops

    def text_of(self, tokens: Longs) -> Longs:
        """Return the number of the text that each of these tokens is in."""
        return np.searchsorted(self.starts, tokens, side="right") - 1

    def paragraph_of(self, tokens: Longs) -> Longs:
        """Return the number of the paragraph, over all texts, that each of these tokens is in."""
        return np.searchsorted(self.paragraphs, tokens, side="right") - 1
