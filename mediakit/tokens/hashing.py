"""The compiled steps that number words by a hash table, called from the loop in `kernel`.

The table of known words is five arrays: slots, heads, ends, rare and letters, as in
`kernel.NumberedWords`.
"""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into

__all__ = ["LONG", "mix", "more_slots", "number_long", "number_waiting"]

_MULTIPLY = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xC2B2AE3D27D4EB4F)
_HALF = np.uint64(32)
_ONE = np.uint64(1)
_BYTE = np.uint64(0xFF)
_LOWER = np.uint64(0xFFFFFFFF)
#: In the hash of a word of more than 16 bytes, so that it differs from that of any shorter one.
LONG = np.uint64(1 << 31)


@compiled_into
def mix(first, second):
    mixed = first * _MULTIPLY ^ second * _MIX
    mixed ^= mixed >> _HALF
    return mixed * _MIX >> _HALF


@compiled
def more_slots(slots, size):
    """Return a table with this many slots and the same words."""
    mask = np.uint64(size - 1)
    larger = np.zeros(size, dtype=np.uint64)
    for slot in slots:
        if slot:
            place = slot >> _HALF & mask
            while larger[place]:
                place = (place + _ONE) & mask
            larger[place] = slot
    return larger


@compiled_into
def _enter(place, mixed, n, first, second, is_rare, word, known, n_words):
    """Enter a new word in a free slot; its letters go behind those before it.

    Up to 16 bytes are in its two numbers, the rest in `word`.
    """
    slots, heads, ends, rare, letters = known
    slots[place] = mixed << _HALF | np.uint64(n_words + 1)
    heads[n_words, 0] = first
    heads[n_words, 1] = second
    rare[n_words] = is_rare
    end = ends[n_words]
    for i in range(min(n, 8)):
        letters[end + i] = first >> np.uint64(8 * i) & _BYTE
    for i in range(8, min(n, 16)):
        letters[end + i] = second >> np.uint64(8 * i - 64) & _BYTE
    for i in range(16, n):
        letters[end + i] = word[i]
    ends[n_words + 1] = end + n


@compiled_into
def _has_heads(heads, number, first, second):
    return heads[number, 0] == first and heads[number, 1] == second


@compiled
def number_long(word, n, first, second, is_rare, known, n_words):
    """Return the number of a word of more than 16 bytes, and how many words there are now."""
    slots, heads, ends, _, letters = known
    rest = np.uint64(n)
    for i in range(16, n):
        rest = (rest ^ np.uint64(word[i])) * _MULTIPLY
    mixed = mix(first, second ^ rest) | LONG
    mask = np.uint64(len(slots) - 1)
    place = mixed & mask
    while slots[place]:
        number = (slots[place] & _LOWER) - _ONE
        begin = ends[number]
        same_length = ends[number + _ONE] - begin == n
        if same_length and _has_heads(heads, number, first, second):
            i = 16
            while i < n and word[i] == letters[begin + i]:
                i += 1
            if i == n:
                return number, n_words
        place = (place + _ONE) & mask
    _enter(place, mixed, n, first, second, is_rare, word, known, n_words)
    return np.uint64(n_words), n_words + 1


@compiled
def number_waiting(n_waiting, waiting, known, n_words, ids, word):
    """Write the numbers of the words that wait, in their order; return how many words there are.

    All slots are fetched first, then the heads of the words in them, so that distant memory is
    waited for once and not word by word. A taken slot does not change: only a word that is not in
    its first slot needs a second look.
    """
    halves, looked_up, sizes, are_rare = waiting
    slots, heads, _, _, _ = known
    mask = np.uint64(len(slots) - 1)
    for i in range(n_waiting):
        looked_up[i, 1] = slots[looked_up[i, 0] & mask]
    for i in range(n_waiting):
        mixed = looked_up[i, 0]
        slot = looked_up[i, 1]
        number = (slot & _LOWER) - np.uint64(slot != 0)
        same_first = heads[number, 0] == halves[i, 0]
        same_second = heads[number, 1] == halves[i, 1]
        same = same_first & same_second & (slot >> _HALF == mixed)
        ids[i] = -1
        if same:
            ids[i] = np.int64(number)
    for i in range(n_waiting):
        if ids[i] >= 0:
            continue
        mixed = looked_up[i, 0]
        first = halves[i, 0]
        second = halves[i, 1]
        place = mixed & mask
        while slots[place]:
            number = (slots[place] & _LOWER) - _ONE
            if slots[place] >> _HALF == mixed and _has_heads(heads, number, first, second):
                break
            place = (place + _ONE) & mask
        if not slots[place]:
            _enter(place, mixed, sizes[i], first, second, are_rare[i], word, known, n_words)
            n_words += 1
        ids[i] = (slots[place] & _LOWER) - _ONE
    return n_words
