"""Terms as sequences of words: what the columns of a matrix stand for, in alphabetical order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["NONE", "Sequences", "unite_sequences"]

#: Where a term has no more words, or has no place.
NONE = -1


@dataclass(frozen=True)
class Sequences:
    """Sequences of one word or more.

    Attributes
    ----------
    words : pyarrow.LargeStringArray, shape (n_words,)
        The words they are made of, sorted by code points.
    parts : ndarray of int32, shape (n_terms, longest)
        For each term the places of its words, and -1 where it has no more.
    """

    words: pa.Array
    parts: npt.NDArray[np.int32]

    @classmethod
    def from_names(cls, names: Sequence[str]) -> Sequences:
        """Return terms given as strings, a space between words, in the order given."""
        split = [name.split(" ") for name in names]
        words = sorted({word for parts in split for word in parts})
        place = {word: n for n, word in enumerate(words)}
        parts = np.full((len(names), max(map(len, split), default=1)), NONE, dtype=np.int32)
        for row, its in enumerate(split):
            parts[row, : len(its)] = [place[word] for word in its]
        return cls(pa.array(words, type=pa.large_string()), parts)

    def __len__(self) -> int:
        return len(self.parts)

    def take(self, rows: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> Sequences:
        """Return some of the terms."""
        return Sequences(self.words, self.parts[rows])

    @cached_property
    def names(self) -> npt.NDArray[np.object_]:
        """The terms as strings, with a space between words."""
        named = self.words.take(pa.array(self.parts[:, 0]))
        for column in self.parts.T[1:]:
            more = self.words.take(pa.array(column, mask=column == NONE))
            named = pc.coalesce(
                pc.binary_join_element_wise(named, more, pa.scalar(" ", pa.large_string())), named
            )
        return named.to_numpy(zero_copy_only=False)

    @cached_property
    def columns(self) -> dict[str, int]:
        """The place of each term, by its name."""
        return {str(name): place for place, name in enumerate(self.names)}

    def places_in(self, other: Sequences) -> npt.NDArray[np.int64]:
        """Return where each of these terms stands among the others, -1 where it does not."""
        _, (mine, theirs) = unite_sequences([self, other])
        place = np.full(max(mine.max(initial=-1), theirs.max(initial=-1)) + 1, NONE, dtype=np.int64)
        place[theirs] = np.arange(len(other))
        return place[mine]


def unite_sequences(several: Sequence[Sequences]) -> tuple[Sequences, list[npt.NDArray[np.int64]]]:
    """Return all terms once, in alphabetical order, and for each of the lists the places of its terms."""
    words = pc.unique(pa.concat_arrays([terms.words for terms in several]))
    words = words.take(pc.sort_indices(words))
    width = max(terms.parts.shape[1] for terms in several)
    stacked = np.full((sum(map(len, several)), width), NONE, dtype=np.int64)
    cuts = np.cumsum([0, *map(len, several)])
    for terms, start, end in zip(several, cuts, cuts[1:], strict=False):
        places = np.append(
            pc.index_in(terms.words, words).to_numpy(), NONE
        )  # the last is for "no more words"
        stacked[start:end, : terms.parts.shape[1]] = places[terms.parts]
    # Number the beginnings anew with each word, so that the keys stay small whatever the length.
    numbers = np.zeros(len(stacked), dtype=np.int64)
    for column in stacked.T:
        keys = numbers * (len(words) + 1) + column + 1
        _, first_of, numbers = np.unique(keys, return_index=True, return_inverse=True)
    parts = stacked[first_of].astype(np.int32)
    return Sequences(words, parts), np.split(numbers, cuts[1:-1])
