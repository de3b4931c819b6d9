"""The words of some texts as numbers, with where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Tokens"]


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
        The first token of each paragraph: sequences of words do not reach over it. By the rule `sklearn` each
        text is one paragraph.
    offsets : ndarray of int32, shape (n_tokens,), or empty
        The byte in its text (UTF-8) that each token begins with; by the rule `words` alone.
    n_unspaced : int
        Texts in a script written without spaces.
    """

    ids: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    words: pa.Array
    paragraphs: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int32]
    n_unspaced: int = 0

    @property
    def n_texts(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each text."""
        return np.diff(self.starts)

    @cached_property
    def vocabulary(self) -> npt.NDArray[np.object_]:
        """The words as Python strings."""
        return self.words.to_numpy(zero_copy_only=False)

    def place_of(self, word: str) -> int:
        """Return the place of a word in the vocabulary, -1 where it is not there."""
        place = bisect_left(
            range(len(self.words)), word, key=lambda place: self.words[place].as_py()
        )
        return place if place < len(self.words) and self.words[place].as_py() == word else -1

    def among(self, words: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Say for each word of the vocabulary whether it is one of these."""
        return pc.is_in(self.words, pa.array(list(words), type=self.words.type)).to_numpy(
            zero_copy_only=False
        )

    def without(self, dropped: npt.NDArray[np.bool_]) -> Tokens:
        """Return the tokens but those of some words, which are True in `dropped`, an entry for each word."""
        if not dropped.any():
            return self
        rest = self.keeping(~dropped[self.ids])
        place = (np.cumsum(~dropped) - 1).astype(np.int32)
        return replace(rest, ids=place[rest.ids], words=self.words.filter(pa.array(~dropped)))

    def keeping(self, kept: npt.NDArray[np.bool_]) -> Tokens:
        """Return some of the tokens, an entry in `kept` for each; the vocabulary stays."""
        before = np.zeros(
            len(kept) + 1, dtype=np.int64
        )  # tokens kept before each one, and before the end
        np.cumsum(kept, out=before[1:])
        edges = before[np.append(self.paragraphs, len(self.ids))]
        paragraphs = edges[:-1][np.diff(edges) > 0]
        offsets = self.offsets[kept] if len(self.offsets) else self.offsets
        return Tokens(self.ids[kept], before[self.starts], self.words, paragraphs, offsets)

    def text_of(self, tokens: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the number of the text that each of these tokens stands in."""
        return np.searchsorted(self.starts, tokens, side="right") - 1

    def paragraph_of(self, tokens: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the number of the paragraph, over all texts, that each of these tokens stands in."""
        return np.searchsorted(self.paragraphs, tokens, side="right") - 1
