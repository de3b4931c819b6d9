"""The compiled loop that finds sentences in UTF-8 bytes, as `sentences.sentence_spans` does."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into
from mediakit.tokens.characters import LETTER, WHOLE_TEXT
from mediakit.tokens.decoding import decode

__all__ = ["find_sentences"]

_NEW_LINE, _POINT, _UNDERSCORE = 10, 46, 95
_A, _Z, _SMALL_A, _SMALL_Z = (ord(letter) for letter in "AZaz")
#: Three bytes from U+2018, U+2019, U+201C, U+201D and U+2026 (… ).
_LONG_SIGN, _GENERAL = 0xE2, 0x80
_LEFT, _RIGHT, _LEFT_DOUBLE, _RIGHT_DOUBLE, _ELLIPSIS = 0x98, 0x99, 0x9C, 0x9D, 0xA6
_LEAST_WIDE = 0xE3  # the first byte of the signs of Chinese and Japanese, or more
_LONGEST = 8  # bytes of the longest abbreviation


@compiled
def find_sentences(buffer, offsets, table, abbreviations, found):
    """Write text, line, first byte, and first and last character of each sentence to the rows of
    `found`; return how many there are.

    `abbreviations` holds the bytes of each abbreviation as one number, sorted; characters are
    counted from the beginning of the text.
    """
    n = 0
    line = 0
    for text in range(len(offsets) - 1):
        p = offsets[text]
        end = offsets[text + 1]
        character = 0
        while p < end:
            if buffer[p] == _NEW_LINE:
                p += 1
                character += 1
                continue
            stop = p
            while stop < end and buffer[stop] != _NEW_LINE:
                stop += 1
            n, character = _cut_line(
                buffer, p, stop, table, abbreviations, (text, line, character), found, n
            )
            line += 1
            p = stop
    return n


@compiled
def _cut_line(buffer, p, stop, table, abbreviations, place, found, n):
    """Write the sentences of a line; return how many there are now, and the character after it."""
    text, line, character = place
    begin = p
    first = character
    while p < stop:
        if not _may_end(buffer[p]):
            character += not _goes_on(buffer[p])
            p += 1
            continue
        after, n_signs, last = _plain_signs(buffer, p, stop)
        is_wide = n_signs == 0 and buffer[p] >= _LEAST_WIDE
        if is_wide:
            after, n_signs = _wide_signs(buffer, p, stop)
        if n_signs == 0:
            character += 1
            p += 1
            continue
        character += n_signs
        p = after
        if not is_wide:
            if not _begins_sentence(buffer, p, stop, table):
                continue
            if last >= 0 and _is_abbreviated(buffer, begin, last, table, abbreviations):
                continue
        n = _enter(buffer, begin, p, (text, line, first, character), found, n)
        begin = p
        first = character
    return _enter(buffer, begin, stop, (text, line, first, character), found, n), character


@compiled_into
def _may_end(byte):
    """Say whether a sign that ends a sentence may begin with this byte. Most bytes are none."""
    return byte == _POINT or byte == 33 or byte == 63 or byte >= _LONG_SIGN


@compiled_into
def _plain_signs(buffer, p, stop):
    """Return where the signs that may end a sentence at p end, how many they are, and the full stop
    that is the last of them, if it is.
    """
    n = 0
    last = -1
    width = _end_sign(buffer, p, stop)
    while width:
        last = p
        p += width
        n += 1
        width = _end_sign(buffer, p, stop)
    if n == 0:
        return p, 0, -1
    if buffer[last] != _POINT:
        last = -1
    width = _closing_sign(buffer, p, stop)
    while width:
        last = -1
        p += width
        n += 1
        width = _closing_sign(buffer, p, stop)
    return p, n, last


@compiled
def _wide_signs(buffer, p, stop):
    """Return where the full stops of Chinese and Japanese at p end, with what closes behind them,
    and how many characters they are.
    """
    n = 0
    while _is_wide_end(buffer, p, stop):
        p += 3
        n += 1
    if n == 0:
        return p, 0
    width = _closing_sign(buffer, p, stop) + 3 * _is_wide_closing(buffer, p, stop)
    while width:
        p += width
        n += 1
        width = _closing_sign(buffer, p, stop) + 3 * _is_wide_closing(buffer, p, stop)
    return p, n


@compiled
def _is_wide_end(buffer, p, stop):
    """Say whether 。 ！ ？ or ｡ stands at p."""
    if p + 2 >= stop or buffer[p] < _LEAST_WIDE:
        return False
    point = decode(buffer, p)[0]
    return point == 0x3002 or point == 0xFF01 or point == 0xFF1F or point == 0xFF61


@compiled
def _is_wide_closing(buffer, p, stop):
    """Say whether 」 』 】 》 or ） stands at p."""
    if p + 2 >= stop or buffer[p] < _LEAST_WIDE:
        return False
    point = decode(buffer, p)[0]
    is_corner = point == 0x300D or point == 0x300F
    return is_corner or point == 0x3011 or point == 0x300B or point == 0xFF09


@compiled
def _enter(buffer, begin, stop, place, found, n):
    """Write a sentence without the white space it begins with, unless there is nothing else."""
    text, line, first, last = place
    while begin < stop:
        width = _space(buffer, begin, stop)
        if not width:
            found[n, 0] = text
            found[n, 1] = line
            found[n, 2] = begin
            found[n, 3] = first
            found[n, 4] = last
            return n + 1
        begin += width
        first += 1
    return n


@compiled_into
def _goes_on(byte):
    """Say whether a byte goes on with the character before it."""
    return byte & 0xC0 == 0x80


@compiled_into
def _sign(buffer, p, stop):
    """Return the third byte of a sign in the block of dashes and quotation marks, else 0."""
    if p + 2 < stop and buffer[p] == _LONG_SIGN and buffer[p + 1] == _GENERAL:
        return np.int64(buffer[p + 2])
    return np.int64(0)


@compiled_into
def _end_sign(buffer, p, stop):
    """Return the bytes of a sign that ends sentences: . ! ? …"""
    if p >= stop:
        return 0
    byte = buffer[p]
    if byte == _POINT or byte == 33 or byte == 63:
        return 1
    return 3 * (byte == _LONG_SIGN and _sign(buffer, p, stop) == _ELLIPSIS)


@compiled_into
def _closing_sign(buffer, p, stop):
    """Return the bytes of a sign that may follow the end: quotation marks, brackets."""
    return _quotation_sign(buffer, p, stop, 41, 93, _RIGHT, _RIGHT_DOUBLE)


@compiled_into
def _opening_sign(buffer, p, stop):
    """Return the bytes of a sign that may come before the first word."""
    return _quotation_sign(buffer, p, stop, 40, 91, _LEFT, _LEFT_DOUBLE)


@compiled_into
def _quotation_sign(buffer, p, stop, bracket, square, single, double):
    """Return the bytes of a straight quotation mark, or of one of the brackets and marks given."""
    if p >= stop:
        return 0
    byte = buffer[p]
    if byte == 34 or byte == 39 or byte in (bracket, square):
        return 1
    sign = _sign(buffer, p, stop)
    return 3 * (sign in (single, double))


@compiled
def _space(buffer, p, stop):
    """Return the bytes of a white-space character, else 0."""
    if p >= stop:
        return 0
    byte = buffer[p]
    if byte < 128:
        return np.int64(byte == 32 or 9 <= byte <= 13 or 28 <= byte <= 31)
    point, width = decode(buffer, p)
    is_space = point == 0x85 or point == 0xA0 or point == 0x1680 or 0x2000 <= point <= 0x200A
    is_space |= point == 0x2028 or point == 0x2029 or point == 0x202F or point == 0x205F
    is_space |= point == 0x3000
    return np.int64(width) * is_space


@compiled
def _begins_sentence(buffer, p, stop, table):
    """Say whether white space and a word that may begin a sentence follow."""
    width = _space(buffer, p, stop)
    if not width:
        return False
    while width:
        p += width
        width = _space(buffer, p, stop)
    p += _opening_sign(buffer, p, stop)
    if p >= stop or _SMALL_A <= buffer[p] <= _SMALL_Z or buffer[p] == _UNDERSCORE:
        return False
    return table[decode(buffer, p)[0]] & (LETTER | WHOLE_TEXT) != 0


@compiled
def _is_abbreviated(buffer, begin, point, table, abbreviations):
    """Say whether the word before a full stop is an abbreviation or a single capital letter."""
    first = point
    while first > begin and point - first <= _LONGEST and _is_letter(buffer[first - 1]):
        first -= 1
    n = point - first
    if n == 0 or n > _LONGEST:
        return False
    if first > begin:
        before = first - 1
        while before > begin and _goes_on(buffer[before]):
            before -= 1
        if table[decode(buffer, before)[0]] & (LETTER | WHOLE_TEXT):
            return False
    if n == 1:
        return _A <= buffer[first] <= _Z
    packed = np.uint64(0)
    for i in range(first, point):
        packed = packed << np.uint64(8) | np.uint64(buffer[i])
    place = np.searchsorted(abbreviations, packed)
    return place < len(abbreviations) and abbreviations[place] == packed


@compiled_into
def _is_letter(byte):
    return _A <= byte <= _Z or _SMALL_A <= byte <= _SMALL_Z
