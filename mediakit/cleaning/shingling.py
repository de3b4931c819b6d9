"""Compiled loops over five words in a row: which texts may share them, how many they share, and the longest run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mediakit.compiling import compiled, compiled_into

__all__ = [
    "BINS",
    "SHINGLE",
    "code_words",
    "compare_pairs",
    "count_shingles",
    "longest_runs",
    "pairs_in_bin",
    "sketch",
]

#: Words in a shingle.
SHINGLE = 5
#: A sketch keeps the smallest hash of a text's shingles in each of so many equal parts of the hashes.
BINS = 256

Codes = npt.NDArray[np.uint64]

_BIN_SHIFT = np.uint64(56)
_NONE = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(29)


@compiled_into
def _mix(code):
    code ^= code >> _HALF
    code *= _MIX
    code ^= code >> _SHIFT
    code *= _STEP
    return code ^ code >> _HALF


@compiled
def code_words(letters, begins, codes):
    """Write a number for each word, which depends on its letters alone, not on what other words there are."""
    for word in range(len(codes)):
        code = np.uint64(begins[word + 1] - begins[word])
        for i in range(begins[word], begins[word + 1]):
            code = (code ^ np.uint64(letters[i])) * _STEP
            code ^= code >> _SHIFT
        codes[word] = _mix(code)


@compiled
def _shingles(
    codes,
    ids,
    begin,
    end,
    found,
):
    """Write the hash of each five words in a row of a text; return how many there are."""
    rolled, leaving = np.uint64(0), np.uint64(1)
    for _ in range(SHINGLE):
        leaving *= _STEP
    for i in range(begin, end):
        rolled = rolled * _STEP + codes[ids[i]]
        if i - begin >= SHINGLE:
            rolled -= codes[ids[i - SHINGLE]] * leaving
        if i - begin >= SHINGLE - 1:
            found[i - begin - SHINGLE + 1] = _mix(rolled)
    return max(end - begin - SHINGLE + 1, 0)


@compiled
def sketch(
    codes,
    ids,
    starts,
    first,
    last,
    sketches,
):
    """Write, for each bin and text, the smallest hash of its shingles there, and the number of the text.

    One permutation with bins: Li, Owen and Zhang (2012), One permutation hashing, NIPS. A bin without a shingle is
    left as it is, all ones.
    """
    smallest = np.empty(BINS, dtype=np.uint64)
    found = np.empty(_longest(starts, np.arange(first, last)), dtype=np.uint64)
    for text in range(first, last):
        smallest[:] = np.uint64(0xFFFFFFFFFFFFFFFF)
        for i in range(_shingles(codes, ids, starts[text], starts[text + 1], found)):
            place = found[i] >> _BIN_SHIFT
            smallest[place] = min(smallest[place], found[i])
        for place in range(BINS):
            if smallest[place] != np.uint64(0xFFFFFFFFFFFFFFFF):
                sketches[place, text] = (
                    smallest[place] << np.uint64(8)
                ) >> _HALF << _HALF | np.uint64(text)


@compiled
def pairs_in_bin(
    keys,
    first,
    last,
    most,
    pairs,
    n,
):
    """Write the pairs of texts with the same hash in one sorted bin, the first text from `first` to `last`.

    In a long run a text is paired with the `most` texts behind it, and the first with all. Return the number of pairs,
    which may be more than there is room for.
    """
    i = 0
    while i < len(keys) and keys[i] >> _HALF != _NONE:
        stop = i + 1
        while stop < len(keys) and keys[stop] >> _HALF == keys[i] >> _HALF:
            stop += 1
        for a in range(i, stop if stop - i > 1 else i):
            text = keys[a] & _NONE
            if first <= text < last:
                for b in range(a + 1, stop if a == i else min(stop, a + 1 + most)):
                    if n < len(pairs):
                        pairs[n] = text << _HALF | (keys[b] & _NONE)
                    n += 1
        i = stop
    return n


@compiled_into
def _slots_for(n):
    size = 16
    while size < 2 * n:
        size *= 2
    return size


@compiled
def _longest(starts, texts):
    longest = 0
    for text in texts:
        longest = max(longest, starts[text + 1] - starts[text])
    return longest


@compiled_into
def _place_of(code, hashes, places, mask):
    """Return the slot of a shingle, or the free slot where it belongs."""
    at = code & mask
    while places[at] >= 0 and hashes[at] != code:
        at = (at + np.uint64(1)) & mask
    return at


@compiled
def _enter(
    codes,
    ids,
    begin,
    end,
    found,
    hashes,
    places,
    before,
):
    """Enter a text's shingles in a hash table, the places of equal ones chained by `before`; return the mask of the
    table, and how many differ."""
    n = _shingles(codes, ids, begin, end, found)
    mask = np.uint64(_slots_for(n) - 1)
    places[: mask + np.uint64(1)] = -1
    n_different = 0
    for i in range(n):
        at = _place_of(found[i], hashes, places, mask)
        before[i] = places[at]
        n_different += places[at] < 0
        hashes[at], places[at] = found[i], i
    return mask, n_different


@compiled
def _room(longest):
    size = _slots_for(longest)
    return (
        np.empty(size, np.uint64),
        np.empty(size, np.int64),
        np.empty(longest + 1, np.int64),
        np.empty(size, np.int64),
    )


@compiled
def count_shingles(
    codes,
    ids,
    starts,
    texts,
    sizes,
):
    """Write how many different shingles each of the texts has."""
    longest = _longest(starts, texts)
    hashes, places, before, _ = _room(longest)
    found = np.empty(longest, dtype=np.uint64)
    for text in texts:
        _, sizes[text] = _enter(
            codes, ids, starts[text], starts[text + 1], found, hashes, places, before
        )


@compiled
def compare_pairs(
    codes,
    ids,
    starts,
    first,
    second,
    shared,
):
    """Write how many different shingles both texts of each pair have. Pairs of one first text stand together."""
    hashes, places, before, seen = _room(_longest(starts, first))
    found = np.empty(max(_longest(starts, first), _longest(starts, second)), dtype=np.uint64)
    mask = np.uint64(0)
    for k in range(len(first)):
        if k == 0 or first[k - 1] != first[k]:
            begin, end = starts[first[k]], starts[first[k] + 1]
            mask, _ = _enter(codes, ids, begin, end, found, hashes, places, before)
            seen[: mask + np.uint64(1)] = -1
        shared[k] = 0
        for i in range(_shingles(codes, ids, starts[second[k]], starts[second[k] + 1], found)):
            at = _place_of(found[i], hashes, places, mask)
            if places[at] >= 0 and seen[at] != k:
                seen[at] = k
                shared[k] += 1


@compiled
def longest_runs(
    codes,
    ids,
    starts,
    first,
    second,
    runs,
):
    """Write the longest run of words that both texts of each pair have: its first token in each, and its words."""
    hashes, places, before, _ = _room(_longest(starts, first))
    found = np.empty(max(_longest(starts, first), _longest(starts, second)), dtype=np.uint64)
    mask = np.uint64(0)
    for k in range(len(first)):
        a, end_a = starts[first[k]], starts[first[k] + 1]
        b, end_b = starts[second[k]], starts[second[k] + 1]
        if k == 0 or first[k - 1] != first[k]:
            mask, _ = _enter(codes, ids, a, end_a, found, hashes, places, before)
        runs[k, 0], runs[k, 1], runs[k, 2] = a, b, 0
        for place_b in range(_shingles(codes, ids, b, end_b, found)):
            j, place = b + place_b, places[_place_of(found[place_b], hashes, places, mask)]
            while place >= 0:
                i = a + place
                if (
                    place == 0 or place_b == 0 or ids[i - 1] != ids[j - 1]
                ):  # else it was met one word earlier
                    n_words = 0
                    while (
                        i + n_words < end_a
                        and j + n_words < end_b
                        and ids[i + n_words] == ids[j + n_words]
                    ):
                        n_words += 1
                    if n_words > runs[k, 2] or (
                        n_words == runs[k, 2] and j == runs[k, 1] and i < runs[k, 0]
                    ):
                        runs[k, 0], runs[k, 1], runs[k, 2] = i, j, n_words
                place = before[place]
