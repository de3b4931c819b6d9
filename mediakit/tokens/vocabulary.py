"""One alphabetical vocabulary out of those that several threads or chunks have numbered for themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from mediakit.compiling import compiled
from mediakit.tokens.arrow import letters_of

__all__ = ["sort_words", "unite"]

Places = npt.NDArray[np.int32]


def sort_words(words: pa.Array) -> tuple[pa.Array, Places]:
    """Return the different words sorted by code points, and the place of each given word among them."""
    letters, begins = letters_of(words)
    heads, tails = np.empty(len(words), dtype=np.uint64), np.empty(len(words), dtype=np.uint64)
    _take_heads(letters, begins, heads, tails)
    order = np.argsort(heads)
    _settle_ties(order, heads, tails, letters, begins)
    place, firsts = np.empty(len(words), dtype=np.int32), np.empty(len(words), dtype=np.int64)
    n = _number(order, heads, tails, letters, begins, place, firsts)
    return words.take(pa.array(firsts[:n])), place


def unite(vocabularies: Sequence[pa.Array]) -> tuple[pa.Array, list[Places]]:
    """Return the words of several sorted vocabularies once, and for each vocabulary the places of its words."""
    every = vocabularies[0]
    places = [np.arange(len(every), dtype=np.int32)]
    for words in vocabularies[1:]:
        before, added = np.empty(len(every), dtype=np.int32), np.empty(len(words), dtype=np.int32)
        n = _merge(*letters_of(every), *letters_of(words), before, added)
        source = np.empty(n, dtype=np.int64)
        source[added] = np.arange(len(every), len(every) + len(words))
        source[before] = np.arange(len(every))
        every = pa.chunked_array([every, words]).take(pa.array(source)).combine_chunks()
        every = every.chunk(0) if isinstance(every, pa.ChunkedArray) else every
        places = [*(before[place] for place in places), added]
    return every, places


@compiled
def _take_heads(letters, begins, heads, tails):
    """Pack the first 16 bytes of each word, the first byte highest, so that the numbers sort as the words do."""
    for i in range(len(heads)):
        heads[i], tails[i] = 0, 0
        n = begins[i + 1] - begins[i]
        for k in range(min(n, 8)):
            heads[i] |= np.uint64(letters[begins[i] + k]) << np.uint64(56 - 8 * k)
        for k in range(8, min(n, 16)):
            tails[i] |= np.uint64(letters[begins[i] + k]) << np.uint64(120 - 8 * k)


@compiled
def _is_before(i, j, tails, letters, begins):
    """Say whether word i comes before word j, their first eight bytes being the same."""
    if tails[i] != tails[j]:
        return tails[i] < tails[j]
    a, b = begins[i] + 16, begins[j] + 16
    while a < begins[i + 1] and b < begins[j + 1]:
        if letters[a] != letters[b]:
            return letters[a] < letters[b]
        a, b = a + 1, b + 1
    return b < begins[j + 1] and a >= begins[i + 1]


@compiled
def _settle_ties(order, heads, tails, letters, begins):
    """Sort the runs of words that share their first eight bytes, by merging."""
    spare = np.empty(len(order), dtype=order.dtype)
    start = 0
    while start < len(order):
        stop = start + 1
        while stop < len(order) and heads[order[stop]] == heads[order[start]]:
            stop += 1
        width = 1
        while width < stop - start:
            for low in range(start, stop, 2 * width):
                middle, high = min(low + width, stop), min(low + 2 * width, stop)
                i, j = low, middle
                for k in range(low, high):
                    right = i == middle or (
                        j < high and _is_before(order[j], order[i], tails, letters, begins)
                    )
                    spare[k] = order[j] if right else order[i]
                    i, j = (i, j + 1) if right else (i + 1, j)
                order[low:high] = spare[low:high]
            width *= 2
        start = stop


@compiled
def _number(order, heads, tails, letters, begins, place, firsts):
    """Give each word the number of different words before it, and note one of each; return how many there are."""
    number = -1
    for k in range(len(order)):
        i, j = order[k], order[max(k - 1, 0)]
        new = k == 0 or heads[i] != heads[j] or tails[i] != tails[j]
        if not new:
            n = begins[i + 1] - begins[i]
            new = n != begins[j + 1] - begins[j]
            for c in range(16, 0 if new else n):
                new |= letters[begins[i] + c] != letters[begins[j] + c]
        if new:
            number += 1
            firsts[number] = i
        place[i] = number
    return number + 1


@compiled
def _merge(letters_a, begins_a, letters_b, begins_b, places_a, places_b):
    """Number the words of two sorted vocabularies together; return how many different ones there are."""
    i, j, number = 0, 0, 0
    n_a, n_b = len(begins_a) - 1, len(begins_b) - 1
    while i < n_a or j < n_b:
        sign = (i == n_a) - (j == n_b)
        if sign == 0:
            a, b = begins_a[i], begins_b[j]
            while a < begins_a[i + 1] and b < begins_b[j + 1] and letters_a[a] == letters_b[b]:
                a, b = a + 1, b + 1
            if a == begins_a[i + 1] or b == begins_b[j + 1]:
                sign = (b == begins_b[j + 1]) - (a == begins_a[i + 1])
            else:
                sign = 1 if letters_a[a] > letters_b[b] else -1
        if sign <= 0:
            places_a[i] = number
            i += 1
        if sign >= 0:
            places_b[j] = number
            j += 1
        number += 1
    return number
