"""Terms as sequences of words: what the columns of a matrix count, in alphabetical order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Flags, Ints, Longs

__all__ = ["NONE", "Sequences", "unite_sequences"]

#: The number in place of a word, if a term has no more words, or of a term that has no place.
NONE = -1


@dataclass(frozen=True)
class Sequences:
    """Sequences of one word or more.

    Attributes
    ----------
    words : pyarrow.LargeStringArray, shape (n_words,)
        The words they are made of, sorted by code points.
    parts : ndarray of int32, shape (n_terms, longest)
        For each term the places of its words, then -1 if it has fewer words than the longest.
    """

    words: pa.Array
    parts: Ints

    @classmethod
    def from_names(cls, names: Sequence[str]) -> Sequences:
        """Return terms given as strings, a space between words, in the order given."""
        terms = [name.split(" ") for name in names]
        words = sorted({word for term in terms for word in term})
        place_of = {word: place for place, word in enumerate(words)}
        longest = max(map(len, terms), default=1)
        parts = np.full((len(names), longest), NONE, dtype=np.int32)
        for row, term in enumerate(terms):
            parts[row, : len(term)] = [place_of[word] for word in term]
        return cls(pa.array(words, type=pa.large_string()), parts)

    def __reduce__(self) -> tuple[type[Sequences], tuple[pa.Array, Ints]]:
        """Pickle the terms without the names that were made of them."""
        return Sequences, (self.words, self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def take(self, rows: Longs | Flags) -> Sequences:
        """Return some of the terms."""
        return Sequences(self.words, self.parts[rows])

    @cached_property
    def names(self) -> npt.NDArray[np.object_]:
        """The terms as strings, with a space between words."""
        space = pa.scalar(" ", pa.large_string())
        names = self.words.take(pa.array(self.parts[:, 0]))
        for column in self.parts.T[1:]:
            next_words = self.words.take(pa.array(column, mask=column == NONE))
            longer = pc.binary_join_element_wise(names, next_words, space)
            names = pc.coalesce(longer, names)
        return names.to_numpy(zero_copy_only=False)

    @cached_property
    def columns(self) -> dict[str, int]:
        """The place of each term, by its name."""
        return {str(name): place for place, name in enumerate(self.names)}

    def places_in(self, other: Sequences) -> Longs:
        """Return the place of each of these terms among the others, -1 if it is not one of them."""
        _, numbers = unite_sequences([self, other])
        own_numbers = numbers[0]
        other_numbers = numbers[1]
        n_numbers = max(own_numbers.max(initial=-1), other_numbers.max(initial=-1)) + 1
        place_of = np.full(n_numbers, NONE, dtype=np.int64)
        place_of[other_numbers] = np.arange(len(other))
        return place_of[own_numbers]


def unite_sequences(term_lists: Sequence[Sequences]) -> tuple[Sequences, list[Longs]]:
    """Return all terms once, in alphabetical order, and the places of the terms of each list."""
    words = pc.unique(pa.concat_arrays([terms.words for terms in term_lists]))
    words = words.take(pc.sort_indices(words))
    lengths = [len(terms) for terms in term_lists]
    cuts = np.cumsum(lengths)[:-1]
    stacked = _stack_parts(term_lists, words)
    # Number the beginnings anew with each word, so that the keys stay small whatever the length.
    numbers = np.zeros(len(stacked), dtype=np.int64)
    for column in stacked.T:
        keys = numbers * (len(words) + 1) + column + 1
        _, first_of, numbers = np.unique(keys, return_index=True, return_inverse=True)
    united = Sequences(words, stacked[first_of].astype(np.int32))
    return united, np.split(numbers, cuts)


def _stack_parts(term_lists: Sequence[Sequences], words: pa.Array) -> Longs:
    """Return the parts of all terms one below the other, as places in a common vocabulary."""
    width = max(terms.parts.shape[1] for terms in term_lists)
    stacked = np.full((sum(map(len, term_lists)), width), NONE, dtype=np.int64)
    start = 0
    for terms in term_lists:
        places = pc.index_in(terms.words, words).to_numpy()
        places = np.append(places, NONE)  # parts of -1 index the last place
        end = start + len(terms)
        stacked[start:end, : terms.parts.shape[1]] = places[terms.parts]
        start = end
    return stacked
