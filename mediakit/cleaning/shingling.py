"""Compiled loops over five words in a row: who shares them, how many, and the longest run."""

from __future__ import annotations

import numpy as np

from mediakit.arrays import Keys
from mediakit.compiling import compiled, compiled_into

__all__ = [
    "BINS",
    "SHINGLE",
    "code_words",
    "compare_pairs",
    "count_shingles",
    "longest_runs",
    "pairs_in_bin",
    "places_in_bin",
    "sketch",
]

#: Words in a shingle.
SHINGLE = 5
#: Equal parts of the hashes; a sketch keeps the smallest hash of a text's shingles in each.
BINS = 256

Codes = Keys

_BIN_SHIFT = np.uint64(56)
_NONE = np.uint64(0xFFFFFFFF)
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)  # a bin without a shingle
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
    """Write a number for each word, which depends on its letters alone, not on the other words."""
    for word in range(len(codes)):
        begin = begins[word]
        end = begins[word + 1]
        code = np.uint64(end - begin)
        for i in range(begin, end):
            code = (code ^ np.uint64(letters[i])) * _STEP
            code ^= code >> _SHIFT
        codes[word] = _mix(code)


@compiled
def _shingles(codes, ids, begin, end, hashed):
    """Write the hash of each five words in a row of a text; return how many there are."""
    rolled = np.uint64(0)
    leaving = np.uint64(1)
    for _ in range(SHINGLE):
        leaving *= _STEP
    for i in range(begin, end):
        rolled = rolled * _STEP + codes[ids[i]]
        if i - begin >= SHINGLE:
            rolled -= codes[ids[i - SHINGLE]] * leaving
        place = i - begin - SHINGLE + 1
        if place >= 0:
            hashed[place] = _mix(rolled)
    return max(end - begin - SHINGLE + 1, 0)


@compiled
def sketch(codes, ids, starts, first, last, sketches):
    """Write, for each bin and text, the smallest hash of its shingles there, and the text's number.

    One permutation with bins: Li, Owen and Zhang (2012), One permutation hashing, NIPS. A bin
    without a shingle is left as it is, all ones.
    """
    smallest = np.empty(BINS, dtype=np.uint64)
    longest = _longest(starts, np.arange(first, last))
    hashed = np.empty(longest, dtype=np.uint64)
    for text in range(first, last):
        smallest[:] = _EMPTY
        n = _shingles(codes, ids, starts[text], starts[text + 1], hashed)
        for i in range(n):
            place = hashed[i] >> _BIN_SHIFT
            smallest[place] = min(smallest[place], hashed[i])
        for place in range(BINS):
            if smallest[place] != _EMPTY:
                without_bin = smallest[place] << np.uint64(8)
                upper_half = without_bin >> _HALF << _HALF
                sketches[place, text] = upper_half | np.uint64(text)


@compiled
def places_in_bin(keys, places):
    """Write where each text is in one sorted bin; -1 if no text after it has the same hash."""
    places[:] = -1
    for place in range(len(keys)):
        code = keys[place] >> _HALF
        if code == _NONE:
            break
        has_next = place + 1 < len(keys) and keys[place + 1] >> _HALF == code
        if has_next:
            places[keys[place] & _NONE] = place


@compiled
def pairs_in_bin(keys, places, first, last, most, pairs, n):
    """Write the pairs of texts with the same hash in one sorted bin.

    The first text of a pair is one from `first` to `last`. In a long run a text is paired with the
    `most` texts after it, and the first with all. Return the number of pairs, which may be more
    than there is room for.
    """
    for text in range(first, last):
        place = places[text]
        if place < 0:
            continue
        code = keys[place] >> _HALF
        stop = len(keys)
        if place > 0 and keys[place - 1] >> _HALF == code:
            stop = min(stop, place + 1 + most)
        after = place + 1
        while after < stop and keys[after] >> _HALF == code:
            if n < len(pairs):
                pairs[n] = np.uint64(text) << _HALF | (keys[after] & _NONE)
            n += 1
            after += 1
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
def _slot_of(code, hashes, places, mask):
    """Return the slot of a shingle, or the free slot for it."""
    slot = code & mask
    while places[slot] >= 0 and hashes[slot] != code:
        slot = (slot + np.uint64(1)) & mask
    return slot


@compiled
def _enter(codes, ids, begin, end, hashed, hashes, places, before):
    """Enter a text's shingles in a hash table, the places of equal ones chained by `before`.

    Return the mask of the table, and how many differ.
    """
    n = _shingles(codes, ids, begin, end, hashed)
    mask = np.uint64(_slots_for(n) - 1)
    places[: mask + np.uint64(1)] = -1
    n_different = 0
    for i in range(n):
        slot = _slot_of(hashed[i], hashes, places, mask)
        before[i] = places[slot]
        n_different += places[slot] < 0
        hashes[slot] = hashed[i]
        places[slot] = i
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
def count_shingles(codes, ids, starts, texts, sizes):
    """Write how many different shingles each of the texts has."""
    longest = _longest(starts, texts)
    hashes, places, before, _ = _room(longest)
    hashed = np.empty(longest, dtype=np.uint64)
    for text in texts:
        begin = starts[text]
        end = starts[text + 1]
        _, n_different = _enter(codes, ids, begin, end, hashed, hashes, places, before)
        sizes[text] = n_different


@compiled
def compare_pairs(codes, ids, starts, first, second, shared):
    """Write how many different shingles both texts of each pair have.

    Pairs of one first text follow one another.
    """
    longest = _longest(starts, first)
    hashes, places, before, seen = _room(longest)
    hashed = np.empty(max(longest, _longest(starts, second)), dtype=np.uint64)
    mask = np.uint64(0)
    for k in range(len(first)):
        text = first[k]
        if k == 0 or first[k - 1] != text:
            begin = starts[text]
            end = starts[text + 1]
            mask, _ = _enter(codes, ids, begin, end, hashed, hashes, places, before)
            seen[: mask + np.uint64(1)] = -1
        shared[k] = 0
        other = second[k]
        n = _shingles(codes, ids, starts[other], starts[other + 1], hashed)
        for i in range(n):
            slot = _slot_of(hashed[i], hashes, places, mask)
            if places[slot] >= 0 and seen[slot] != k:
                seen[slot] = k
                shared[k] += 1


@compiled_into
def _run_length(ids, i, end_i, j, end_j):
    """Return how many words two texts share from one token of each on."""
    n_words = 0
    while i + n_words < end_i and j + n_words < end_j and ids[i + n_words] == ids[j + n_words]:
        n_words += 1
    return n_words


@compiled_into
def _is_better(n_words, i, j, run):
    """Say whether a run is longer than the best, or as long and earlier in the first text."""
    if n_words != run[2]:
        return n_words > run[2]
    return j == run[1] and i < run[0]


@compiled
def longest_runs(codes, ids, starts, first, second, runs):
    """Write the longest run of words of each pair: its first token in each text, and its words."""
    longest = _longest(starts, first)
    hashes, places, before, _ = _room(longest)
    hashed = np.empty(max(longest, _longest(starts, second)), dtype=np.uint64)
    mask = np.uint64(0)
    for k in range(len(first)):
        begin_a = starts[first[k]]
        end_a = starts[first[k] + 1]
        begin_b = starts[second[k]]
        end_b = starts[second[k] + 1]
        if k == 0 or first[k - 1] != first[k]:
            mask, _ = _enter(codes, ids, begin_a, end_a, hashed, hashes, places, before)
        run = runs[k]
        run[0] = begin_a
        run[1] = begin_b
        run[2] = 0
        n = _shingles(codes, ids, begin_b, end_b, hashed)
        for place_b in range(n):
            j = begin_b + place_b
            place = places[_slot_of(hashed[place_b], hashes, places, mask)]
            while place >= 0:
                i = begin_a + place
                # Or else the run was met one word earlier.
                is_start = place == 0 or place_b == 0 or ids[i - 1] != ids[j - 1]
                if is_start:
                    n_words = _run_length(ids, i, end_a, j, end_b)
                    if _is_better(n_words, i, j, run):
                        run[0] = i
                        run[1] = j
                        run[2] = n_words
                place = before[place]
