"""The compiled steps that read one word from UTF-8 bytes.

They are compiled into the loop in `kernel`.
"""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into
from mediakit.tokens.characters import (
    ADDRESS,
    CODE_POINT,
    DIGIT,
    HEBREW,
    JOINER,
    LETTER,
    MARK,
    POINT,
)
from mediakit.tokens.decoding import decode, encode
from mediakit.tokens.elision import CLITICS, ELIDED, LONGEST, WHOLE
from mediakit.tokens.links import address_end, letters_of_scheme, may_be_address

__all__ = ["goes_on", "pack", "plain_letters", "read_word"]

_ONE = np.uint64(1)
_FULL_STOP = 46
_UNDERSCORE = 95
_APOSTROPHE = 39
_COLON = 58
_A, _Z = b"az"
_SMALL_BIT = np.uint8(0x20)

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


def _packed(word: str) -> np.uint64:
    """Return a word of up to eight bytes as one number, as `pack` does."""
    return np.uint64(int.from_bytes(word.encode(), "little"))


_ELIDED = np.array([_packed(word) for word in ELIDED])
# By the first byte of an elided word: a bit for each length that such words have.
_LENGTHS = np.zeros(256, dtype=np.int64)
for _word in map(str.encode, ELIDED):
    _LENGTHS[_word[0]] |= 1 << len(_word)
_CLITICS = np.array([_packed(word) for word in CLITICS])
_WHOLE = np.array([[_packed(word), _packed(rest)] for word, rest in WHOLE])


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
    """Say whether a word, or an address, may go on after its plain letters, with the byte at p.

    This is asked after every word: names for the two bytes would make the loop a tenth slower.
    """
    if buffer[p] >= 128 or table[buffer[p]] & LETTER:
        return True
    if not table[buffer[p]] & (JOINER | POINT | ADDRESS) or p + 1 == end:
        return False
    return buffer[p + 1] >= 128 or table[buffer[p + 1]] & (LETTER | DIGIT) != 0


@compiled
def _is_elided(buffer, p, end, table, word, n):
    """Say whether the n bytes of a word are one that ends at the apostrophe before byte p."""
    head, _ = pack(word, n)
    is_known = False
    for elided in _ELIDED:
        is_known |= head == elided
    if not is_known:
        return False
    rest = np.uint64(0)
    n_rest = 0
    while p < end and n_rest < LONGEST and _A <= buffer[p] | _SMALL_BIT <= _Z:
        rest |= np.uint64(buffer[p] | _SMALL_BIT) << np.uint64(8 * n_rest)
        n_rest += 1
        p += 1
    if p < end and table[decode(buffer, p)[0]] & (LETTER | MARK):
        return True
    for clitic in _CLITICS:
        if rest == clitic:
            return False
    is_whole = False
    for i in range(len(_WHOLE)):
        is_whole |= head == _WHOLE[i, 0] and rest == _WHOLE[i, 1]
    return not is_whole


@compiled_into
def _joins(entry, before, after):
    """Say whether a joiner or point joins the characters before and after it into one word."""
    if not after & LETTER:
        return False
    if entry & POINT:
        return before & after & DIGIT != 0
    if entry & HEBREW:
        return before & after & HEBREW != 0
    return True


@compiled_into
def _ends_here(buffer, start, p, end, table, before, word, n):
    """Say whether a word ends before the sign at p."""
    point, width = decode(buffer, p)
    entry = table[point]
    p += width
    if not _joins(entry, before, table[decode(buffer, p)[0]]):
        return True
    is_apostrophe = entry & np.uint32(CODE_POINT) == _APOSTROPHE
    if not is_apostrophe or n > LONGEST or not _LENGTHS[word[0]] >> n & 1:
        return False
    # Only the plain letters of ASCII, and ç, have kept their length for certain.
    return n == p - width - start and _is_elided(buffer, p, end, table, word, n)


@compiled
def read_word(buffer, start, end, table, word):
    """Write a word of any kind, folded; return where it ends, its bytes, characters and kinds.

    An address has no characters.
    """
    p = start
    n = 0
    n_characters = 0
    limit = end
    kinds = np.uint32(0)
    before = np.uint32(0)
    is_abbreviated = False
    has_points = table[_FULL_STOP] & POINT != 0  # as by the rule `words`
    if has_points:
        if may_be_address(buffer, start, end):
            stop = address_end(buffer, start, end, table)
            if stop:
                return stop, 0, 0, kinds
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
            if _ends_here(buffer, start, p, end, table, before, word, n):
                break
        n = encode(entry & np.uint32(CODE_POINT), word, n)
        n_characters += 1
        kinds |= entry
        before = entry
        p += width
    may_be_cut = has_points and not is_abbreviated and not kinds & (JOINER | POINT)
    if may_be_cut and p < end and buffer[p] == _COLON:
        n_cut = letters_of_scheme(buffer, start, p, end, table)
        return p - n_cut, n - n_cut, n_characters - n_cut, kinds
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
