"""The compiled steps that read one word from UTF-8 bytes.

They are compiled into the loop in `kernel`.
"""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into
from mediakit.tokens.characters import CODE_POINT, DIGIT, JOINER, LETTER, MARK, POINT

__all__ = ["decode", "goes_on", "pack", "plain_letters", "read_word"]

_ONE = np.uint64(1)
_FULL_STOP = 46
_UNDERSCORE = 95

# Eight bytes are looked at together. Each of these repeats a value in each of them.
_EACH = np.uint64(0x0101010101010101)
_SMALL = np.uint64(0x20) * _EACH  # makes a letter of ASCII small and leaves a digit as it is
_SEVEN_BITS = np.uint64(0x7F) * _EACH
_HIGH_BIT = np.uint64(0x80) * _EACH
# Adding one of these to a byte sets its high bit if the byte lies above a limit.
_FROM_A = np.uint64(0x80 - ord("a")) * _EACH
_ABOVE_Z = np.uint64(0x7F - ord("z")) * _EACH
_FROM_0 = np.uint64(0x80 - ord("0")) * _EACH
_ABOVE_9 = np.uint64(0x7F - ord("9")) * _EACH


@compiled_into
def decode(buffer, p):
    """Return the character that begins at byte p, and its bytes."""
    b = np.uint32(buffer[p])
    if b < 0x80:
        return b, 1
    c = np.uint32(buffer[p + 1]) & np.uint32(0x3F)
    if b < 0xE0:
        return (b & np.uint32(0x1F)) << np.uint32(6) | c, 2
    d = np.uint32(buffer[p + 2]) & np.uint32(0x3F)
    if b < 0xF0:
        return (b & np.uint32(0x0F)) << np.uint32(12) | c << np.uint32(6) | d, 3
    e = np.uint32(buffer[p + 3]) & np.uint32(0x3F)
    point = (b & np.uint32(0x07)) << np.uint32(18) | c << np.uint32(12)
    return point | d << np.uint32(6) | e, 4


@compiled_into
def _encode(point, word, n):
    """Write a character to word[n:]; return where it ends."""
    if point < 0x80:
        word[n] = point
        return n + 1
    if point < 0x800:
        word[n] = 0xC0 | (point >> 6)
        word[n + 1] = 0x80 | (point & 0x3F)
        return n + 2
    if point < 0x10000:
        word[n] = 0xE0 | (point >> 12)
        word[n + 1] = 0x80 | ((point >> 6) & 0x3F)
        word[n + 2] = 0x80 | (point & 0x3F)
        return n + 3
    word[n] = 0xF0 | (point >> 18)
    word[n + 1] = 0x80 | ((point >> 12) & 0x3F)
    word[n + 2] = 0x80 | ((point >> 6) & 0x3F)
    word[n + 3] = 0x80 | (point & 0x3F)
    return n + 4


@compiled_into
def _abbreviation_end(buffer, p, end, table):
    """Return where single letters with points between them end, as in U.S, else p."""
    stop = p
    point, width = decode(buffer, p)
    q = p + width
    while q + 1 < end and buffer[q] == _FULL_STOP and not table[point] & DIGIT:
        point, width = decode(buffer, q + 1)
        if table[point] & (LETTER | DIGIT) != LETTER:
            break
        q += 1 + width
        if q == end:
            return q
        after, _ = decode(buffer, q)
        if table[after] & (LETTER | MARK) or after == _UNDERSCORE:
            break
        stop = q
    return stop


@compiled_into
def goes_on(buffer, p, end, table):
    """Say whether a word may go on after its plain letters, with the character at p."""
    if buffer[p] >= 128 or table[buffer[p]] & LETTER:
        return True
    if not table[buffer[p]] & (JOINER | POINT) or p + 1 == end:
        return False
    return buffer[p + 1] >= 128 or table[buffer[p + 1]] & LETTER != 0


@compiled
def read_word(buffer, start, end, table, word):
    """Write a word of any kind, folded; return where it ends, its bytes, characters and kinds."""
    p = start
    n = 0
    n_characters = 0
    limit = end
    kinds = np.uint32(0)
    before = np.uint32(0)
    is_abbreviated = False
    if table[_FULL_STOP] & POINT:
        stop = _abbreviation_end(buffer, start, end, table)
        if stop > start:
            limit = stop
            is_abbreviated = True
    while p < limit:
        point, width = decode(buffer, p)
        entry = table[point]
        if not entry & (LETTER | MARK) and not is_abbreviated:
            if not entry & (JOINER | POINT) or p + width >= end:
                break
            after = table[decode(buffer, p + width)[0]]
            if not after & LETTER or (entry & POINT and not before & after & DIGIT):
                break
        n = _encode(entry & np.uint32(CODE_POINT), word, n)
        n_characters += 1
        kinds |= entry
        before = entry
        p += width
    return p, n, n_characters, kinds


@compiled_into
def _eight_bytes(buffer, p):
    """Return eight bytes as one number, the first in its lowest byte."""
    p = np.uint64(p)
    eight = np.uint64(buffer[p])
    eight |= np.uint64(buffer[p + np.uint64(1)]) << np.uint64(8)
    eight |= np.uint64(buffer[p + np.uint64(2)]) << np.uint64(16)
    eight |= np.uint64(buffer[p + np.uint64(3)]) << np.uint64(24)
    eight |= np.uint64(buffer[p + np.uint64(4)]) << np.uint64(32)
    eight |= np.uint64(buffer[p + np.uint64(5)]) << np.uint64(40)
    eight |= np.uint64(buffer[p + np.uint64(6)]) << np.uint64(48)
    eight |= np.uint64(buffer[p + np.uint64(7)]) << np.uint64(56)
    return eight


@compiled_into
def plain_letters(buffer, p):
    """Return how many of the eight bytes from p on begin a plain word, and these, lower-cased.

    Plain are letters and digits of ASCII. There must be eight bytes to read.
    """
    eight = _eight_bytes(buffer, p)
    plain = eight & _SEVEN_BITS
    small = (eight | _SMALL) & _SEVEN_BITS
    letter = (small + _FROM_A) & ~(small + _ABOVE_Z)
    digit = (plain + _FROM_0) & ~(plain + _ABOVE_9)
    stop = ~((letter | digit) & ~eight) & _HIGH_BIT
    first_stop = stop & (~stop + _ONE)
    before = (first_stop >> np.uint64(7)) - _ONE  # all bits below the first stop, or all 64
    n = ((before & _EACH) * _EACH) >> np.uint64(56)
    return np.int64(n), (eight | _SMALL) & before


@compiled
def pack(word, n):
    """Return the first 16 bytes of a word as two numbers, as `plain_letters` does."""
    first = np.uint64(0)
    second = np.uint64(0)
    for i in range(min(n, 8)):
        first |= np.uint64(word[i]) << np.uint64(8 * i)
    for i in range(8, min(n, 16)):
        second |= np.uint64(word[i]) << np.uint64(8 * i - 64)
    return first, second
