"""A text cut into words, signs and whole quotations, each with all that its word can be."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled
from mediakit.quotes.grammar.signs import (
    APOSTROPHE,
    BARE_S,
    CAPITAL,
    DIGIT,
    DOTTED,
    GERUND,
    INITIALS,
    LAST_POINT,
    LETTER,
    NEGATED,
    NUMBER,
    PLURAL,
    POSSESSIVE,
    QUOTE,
    SPACE,
    UPPER,
    VERBAL,
    WORD,
)

__all__ = ["cut_into_pieces", "name_code"]

_OFFSET, _PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)
_POINT, _HYPHEN, _AMPERSAND, _SLASH, _QUOTE = ord("."), ord("-"), ord("&"), ord("/"), ord("'")
_S, _T, _N = ord("s"), ord("t"), ord("n")
_I, _G = ord("i"), ord("g")


@compiled
def name_code(points, begin, end, lower):
    """Return a number for a word: the same for capitals and small letters (FNV-1a)."""
    code = _OFFSET
    for place in range(begin, end):
        point = points[place]
        if point < LAST_POINT:
            point = lower[point]
        code = (code ^ np.uint64(point)) * _PRIME
    return code


@compiled
def _class_of(points, place, classes):
    point = points[place]
    if point < LAST_POINT:
        return classes[point]
    return LETTER


@compiled
def _word_end(points, begin, classes):
    """Return where a word ends: hyphens, points and apostrophes belong to it between letters."""
    n = len(points)
    end = begin
    while end < n:
        kind = _class_of(points, end, classes)
        if kind & (LETTER | DIGIT):
            end += 1
            continue
        joins = kind == APOSTROPHE
        point = points[end]
        if point == _HYPHEN or point == _POINT or point == _AMPERSAND or point == _SLASH:
            joins = True
        if not joins or end + 1 == n:
            break
        if not _class_of(points, end + 1, classes) & (LETTER | DIGIT):
            break
        end += 1
    return end


@compiled
def _initials_end(points, begin, classes):
    """Return where capitals with a point each end, as in U.S. or F., else `begin`."""
    end = begin
    while end + 1 < len(points) and points[end + 1] == _POINT:
        if not _class_of(points, end, classes) & UPPER:
            break
        end += 2
    return end


@compiled
def _shape_of_word(points, begin, end, classes, lower):
    """Return the shape of a word."""
    first = _class_of(points, begin, classes)
    shape = WORD
    if first & UPPER:
        shape |= CAPITAL
    if first & DIGIT:
        shape |= NUMBER
    last = lower[points[end - 1]] if points[end - 1] < LAST_POINT else 0
    if end - begin > 2:
        before = lower[points[end - 2]] if points[end - 2] < LAST_POINT else 0
        if last == _S and before == _QUOTE:
            shape |= POSSESSIVE
        elif last == _T and before == _QUOTE and lower[points[end - 3] % LAST_POINT] == _N:
            shape |= NEGATED
        elif last == _S:
            shape |= PLURAL
        elif last == _G and before == _N and lower[points[end - 3] % LAST_POINT] == _I:
            shape |= GERUND
    return shape


@compiled
def _bits_of(code, keys, bits):
    """Return what a word can be, 0 for a word that the language does not list."""
    size = np.uint64(len(keys))
    place = code % size
    while keys[place] != 0:
        if keys[place] == code:
            return bits[place]
        place = (place + np.uint64(1)) % size
    return 0


@compiled
def _bits_by_ending(points, begin, end, lower, ends, end_bits):
    """Return what a word can be by its ending: a row of `ends` holds the letters, from the last."""
    bits = 0
    for row in range(len(ends)):
        n = 0
        fits = True
        while n < ends.shape[1] and ends[row, n] != 0:
            place = end - 1 - n
            if place <= begin or points[place] >= LAST_POINT:
                fits = False
                break
            if lower[points[place]] != ends[row, n]:
                fits = False
                break
            n += 1
        if fits:
            bits |= end_bits[row]
    return bits


@compiled
def _sign_end(points, place, limit, classes, lower):
    """Return where a sign ends, and whether it is an s with an apostrophe that stands alone."""
    end = place + 1
    if _class_of(points, place, classes) != APOSTROPHE or end >= limit:
        return end, False
    if points[end] >= LAST_POINT or lower[points[end]] != _S:
        return end, False
    if end + 1 < len(points) and _class_of(points, end + 1, classes) & (LETTER | DIGIT):
        return end, False
    return end + 1, True


@compiled
def _read_word(points, place, limit, classes, lower, keys, bits, ends, end_bits):
    """Return where a word ends, what it can be, and its code (0 for initials)."""
    end = min(_initials_end(points, place, classes), limit)
    if end > place:
        return end, WORD | CAPITAL | INITIALS, np.uint64(0)
    end = min(_word_end(points, place, classes), limit)
    code = name_code(points, place, end, lower)
    flag = _shape_of_word(points, place, end, classes, lower)
    known = _bits_of(code, keys, bits)
    known |= _bits_by_ending(points, place, end, lower, ends, end_bits)
    if flag & CAPITAL:
        known &= ~VERBAL
    flag |= known
    if end < limit:
        closes = flag & DOTTED and points[end] == _POINT
        if closes or _class_of(points, end, classes) == APOSTROPHE:
            end += 1
    return end, flag, code


@compiled
def cut_into_pieces(points, spans, classes, lower, shapes, keys, bits, ends, end_bits):
    """Return begin, end and bits of each piece, and the code of its word (0 for others).

    A quotation, from mark to mark, is one piece.
    """
    n = len(points)
    begins = np.empty(n, np.int32)
    stops = np.empty(n, np.int32)
    flags = np.empty(n, np.int64)
    codes = np.zeros(n, np.uint64)
    found = 0
    place = 0
    span = 0
    while place < n:
        kind = _class_of(points, place, classes)
        limit = spans[span, 0] if span < len(spans) else n
        if kind & SPACE and place < limit:
            place += 1
            continue
        if place == limit:
            end = spans[span, 1]
            flag = QUOTE
            span += 1
        elif kind & (LETTER | DIGIT):
            end, flag, codes[found] = _read_word(
                points, place, limit, classes, lower, keys, bits, ends, end_bits
            )
        else:
            end, is_s = _sign_end(points, place, limit, classes, lower)
            flag = 0
            if is_s:
                flag = BARE_S
            elif points[place] < LAST_POINT:
                flag = shapes[points[place]]
        begins[found] = place
        stops[found] = end
        flags[found] = flag
        found += 1
        place = end
    return begins[:found], stops[:found], flags[:found], codes[:found]
