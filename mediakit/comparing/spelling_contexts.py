"""In which company words are used: how alike the words around two spellings are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from mediakit.arrays import Floats, Longs
from mediakit.tokens import Tokens, stop_words

__all__ = ["similarities"]

#: Words up to so far apart are each other's context.
_WINDOW = 5


def similarities(
    pairs: Sequence[tuple[str, str]],
    spelled_as: dict[str, list[int]],
    tokens: Tokens,
) -> Floats:
    """Return how alike the contexts of the words of each pair are: from 0 to 1.

    The cosine of the counts of the words within five tokens, weighted by 1 + log(count) and by how
    few words have them around (inverse document frequency; Salton and Buckley 1988,
    doi:10.1016/0306-4573(88)90021-0). Words of either pair, and stop words, are no context.
    """
    words = sorted({word for pair in pairs for word in pair})
    number_of = np.full(len(tokens.words), -1, dtype=np.int64)
    for number, word in enumerate(words):
        number_of[spelled_as[word]] = number
    counts = _contexts(tokens, number_of, len(words))
    counts.data = 1 + np.log(counts.data)
    n_with = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + len(words)) / (1 + n_with)) + 0.1
    weighted = sparse.csr_array(counts * idf[None, :])
    norms = np.sqrt(np.asarray((weighted * weighted).sum(axis=1)).ravel())
    place_of = {word: place for place, word in enumerate(words)}
    first = np.array([place_of[a] for a, _ in pairs], dtype=np.int64)
    second = np.array([place_of[b] for _, b in pairs], dtype=np.int64)
    dots = np.asarray((weighted[first] * weighted[second]).sum(axis=1)).ravel()
    return np.asarray(dots / np.maximum(norms[first] * norms[second], 1e-12))


def _contexts(tokens: Tokens, number_of: Longs, n_words: int) -> sparse.csr_array:
    """Count the words around each of some words, in the same paragraph."""
    is_context = ~tokens.among(stop_words("english"))
    places = np.flatnonzero(number_of[tokens.ids] >= 0)
    paragraph = tokens.paragraph_of(places)
    ends = np.append(tokens.paragraphs, len(tokens.ids))
    rows, columns = [], []
    for distance in [*range(-_WINDOW, 0), *range(1, _WINDOW + 1)]:
        near = places + distance
        inside = (near >= ends[paragraph]) & (near < ends[paragraph + 1])
        own = number_of[tokens.ids[places[inside]]]
        beside = tokens.ids[near[inside]]
        kept = is_context[beside] & (number_of[beside] != own)
        rows.append(own[kept])
        columns.append(beside[kept])
    row, column = np.concatenate(rows), np.concatenate(columns)
    shape = (n_words, len(tokens.words))
    counts = sparse.coo_array((np.ones(len(row)), (row, column)), shape).tocsr()
    counts.sum_duplicates()
    return counts
