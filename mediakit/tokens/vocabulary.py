"""One alphabetical vocabulary from those that several threads have numbered for themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from mediakit.arrays import Ints
from mediakit.compiling import compiled, room_for
from mediakit.sorting import sort_keys
from mediakit.tokens.arrow import letters_of

__all__ = ["sort_words", "unite"]


def sort_words(words: pa.Array) -> tuple[pa.Array, Ints]:
    """Return the distinct words sorted by code points, and the place of each given word."""
    letters, begins = letters_of(words)
    heads = room_for(len(words), np.uint64)
    tails = room_for(len(words), np.uint64)
    _take_heads(letters, begins, heads, tails)
    heads, order = sort_keys(heads)
    _sort_ties(order, heads, tails, letters, begins)
    places = np.empty(len(words), dtype=np.int32)
    firsts = room_for(len(words), np.int64)
    n = _number(order, heads, tails, letters, begins, places, firsts)
    return words.take(pa.array(firsts[:n])), places


def unite(vocabularies: Sequence[pa.Array]) -> tuple[pa.Array, list[Ints]]:
    """Return the words of several sorted vocabularies once, and the places of the words of each."""
    united = vocabularies[0]
    places = [np.arange(len(united), dtype=np.int32)]
    for words in vocabularies[1:]:
        places_before = np.empty(len(united), dtype=np.int32)
        places_added = np.empty(len(words), dtype=np.int32)
        n = _merge(*letters_of(united), *letters_of(words), places_before, places_added)
        sources = np.empty(n, dtype=np.int64)
        sources[places_added] = np.arange(len(united), len(united) + len(words))
        sources[places_before] = np.arange(len(united))
        both = pa.concat_arrays([united, words])
        united = both.take(pa.array(sources))
        places = [places_before[earlier] for earlier in places]
        places.append(places_added)
    return united, places


@compiled
def _take_heads(letters, begins, heads, tails):
    """Pack the first 16 bytes of each word, the first highest, so that numbers sort as words do."""
    for i in range(len(heads)):
        heads[i] = 0
        tails[i] = 0
        begin = begins[i]
        n = begins[i + 1] - begin
        for k in range(min(n, 8)):
            heads[i] |= np.uint64(letters[begin + k]) << np.uint64(56 - 8 * k)
        for k in range(8, min(n, 16)):
            tails[i] |= np.uint64(letters[begin + k]) << np.uint64(120 - 8 * k)


@compiled
def _is_before(i, j, tails, letters, begins):
    """Say whether word i comes before word j, given that their first eight bytes are the same."""
    if tails[i] != tails[j]:
        return tails[i] < tails[j]
    a = begins[i] + 16
    b = begins[j] + 16
    while a < begins[i + 1] and b < begins[j + 1]:
        if letters[a] != letters[b]:
            return letters[a] < letters[b]
        a += 1
        b += 1
    return b < begins[j + 1] and a >= begins[i + 1]


@compiled
def _sort_ties(order, heads, tails, letters, begins):
    """Sort the runs of words that share their first eight bytes, which are in order."""
    spare = np.empty(len(order), dtype=order.dtype)
    start = 0
    while start < len(order):
        stop = start + 1
        while stop < len(order) and heads[stop] == heads[start]:
            stop += 1
        width = 1
        while width < stop - start:
            for low in range(start, stop, 2 * width):
                middle = min(low + width, stop)
                high = min(low + 2 * width, stop)
                _merge_runs(order, spare, low, middle, high, tails, letters, begins)
            width *= 2
        start = stop


@compiled
def _merge_runs(order, spare, low, middle, high, tails, letters, begins):
    """Merge the sorted words from low to middle with those from middle to high."""
    i = low
    j = middle
    for k in range(low, high):
        takes_right = i == middle
        if not takes_right and j < high:
            takes_right = _is_before(order[j], order[i], tails, letters, begins)
        if takes_right:
            spare[k] = order[j]
            j += 1
        else:
            spare[k] = order[i]
            i += 1
    order[low:high] = spare[low:high]


@compiled
def _number(order, heads, tails, letters, begins, places, firsts):
    """Give each word the number of distinct words before it, and note one of each.

    The function returns how many distinct words there are.
    """
    number = -1
    for k in range(len(order)):
        i = order[k]
        is_new = k == 0
        if not is_new:
            is_new = heads[k] != heads[k - 1]
        if not is_new:
            is_new = _are_different(i, order[k - 1], tails, letters, begins)
        if is_new:
            number += 1
            firsts[number] = i
        places[i] = number
    return number + 1


@compiled
def _are_different(i, j, tails, letters, begins):
    """Say whether words i and j differ beyond their first eight bytes."""
    if tails[i] != tails[j]:
        return True
    n = begins[i + 1] - begins[i]
    if n != begins[j + 1] - begins[j]:
        return True
    k = 16
    while k < n and letters[begins[i] + k] == letters[begins[j] + k]:
        k += 1
    return k < n


@compiled
def _merge(letters_a, begins_a, letters_b, begins_b, places_a, places_b):
    """Number the words of two sorted vocabularies together; return how many distinct ones."""
    n_a = len(begins_a) - 1
    n_b = len(begins_b) - 1
    i = 0
    j = 0
    number = 0
    while i < n_a or j < n_b:
        if i == n_a:
            sign = 1
        elif j == n_b:
            sign = -1
        else:
            sign = _compare(letters_a, begins_a, i, letters_b, begins_b, j)
        if sign <= 0:
            places_a[i] = number
            i += 1
        if sign >= 0:
            places_b[j] = number
            j += 1
        number += 1
    return number


@compiled
def _compare(letters_a, begins_a, i, letters_b, begins_b, j):
    """Return -1 if word i of a comes before word j of b, 0 if they are the same, 1 if after."""
    a = begins_a[i]
    b = begins_b[j]
    end_a = begins_a[i + 1]
    end_b = begins_b[j + 1]
    while a < end_a and b < end_b:
        if letters_a[a] < letters_b[b]:
            return -1
        if letters_a[a] > letters_b[b]:
            return 1
        a += 1
        b += 1
    if a < end_a:
        return 1
    if b < end_b:
        return -1
    return 0
