"""Where sentences end: behind a full stop, and behind a quotation that has ended one."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled
from mediakit.quotes.grammar.signs import (
    ABBREVIATED,
    CAPITAL,
    CLOSES,
    COLON,
    COMMA,
    CUE,
    DASH,
    ENDS,
    NUMBER,
    OPENS,
    QUOTE,
    SEMICOLON,
    WORD,
)

__all__ = ["last_sign", "mark_phrases", "sentence_starts"]

_POINT, _NEW_LINE = ord("."), 10
_INSIDE = COMMA | SEMICOLON | COLON | DASH | CLOSES | ENDS
#: Between a quotation and the verb that says whose it is are no more words than these.
_NEAR = 7


@compiled
def last_sign(points, begin, end):
    """Return the last character of a quotation, its marks and spaces left out."""
    place = end - 1
    while place > begin:
        point = points[place]
        is_mark = point == 34 or point == 39 or 0x2018 <= point <= 0x201F or point == 0xBB
        if not (is_mark or point == 32 or point == 0xAB or point == 0xA0 or point == 96):
            return point
        place -= 1
    return np.uint32(0)


@compiled
def mark_phrases(flags, codes, phrases, phrase_bits):
    """Mark the first of several words that are a cue together; return how many words each has."""
    lengths = np.ones(len(flags), np.int64)
    for place in range(len(flags)):
        if codes[place] == 0:
            continue
        for row in range(len(phrases)):
            if codes[place] != phrases[row, 0]:
                continue
            n = 1
            while n < phrases.shape[1] and phrases[row, n] != 0:
                if place + n >= len(flags) or codes[place + n] != phrases[row, n]:
                    break
                n += 1
            whole = n == phrases.shape[1] or phrases[row, n] == 0
            if whole and not (phrase_bits[row] & CUE and flags[place] & CAPITAL):
                flags[place] |= phrase_bits[row]
                lengths[place] = max(n, lengths[place])
    return lengths


@compiled
def _has_verb_soon(flags, place, last):
    """Say whether the first word in small letters behind a quotation is a verb of speech."""
    for k in range(place, min(last, place + _NEAR)):
        if flags[k] & QUOTE:
            return False
        if flags[k] & WORD and not flags[k] & (CAPITAL | NUMBER):
            return flags[k] & CUE != 0
    return False


@compiled
def _ends_here(points, begins, ends, flags, place, last):
    """Say whether a sentence ends with a piece."""
    after = flags[place + 1]
    if flags[place] & QUOTE:
        sign = last_sign(points, begins[place], ends[place])
        if sign != _POINT and sign != 33 and sign != 63 and sign != 0x2026:
            return False
        if after & _INSIDE or (after & WORD and not after & (CAPITAL | NUMBER)):
            return False
        return sign == _POINT or not _has_verb_soon(flags, place + 1, last)
    if not flags[place] & ENDS or begins[place + 1] == ends[place]:
        if not (flags[place] & CLOSES and place and flags[place - 1] & ENDS):
            return False
        if begins[place + 1] == ends[place]:
            return False
    if not after & (CAPITAL | NUMBER | QUOTE | OPENS):
        return False
    before = flags[place - 1] if place else 0
    return not (points[begins[place]] == _POINT and before & ABBREVIATED)


@compiled
def sentence_starts(points, begins, ends, flags):
    """Return the first piece of each sentence, and one past the last of all; and for each sentence
    the number of its paragraph."""
    n = len(flags)
    starts = np.empty(n + 1, np.int32)
    paragraphs = np.empty(n + 1, np.int32)
    found = 0
    paragraph = 0
    new = True
    last = 0
    while last < n:
        first = last
        last = _paragraph_end(points, begins, ends, first)
        for place in range(first, last):
            if new:
                starts[found], paragraphs[found] = place, paragraph
                found += 1
            new = place + 1 == last or _ends_here(points, begins, ends, flags, place, last)
        paragraph += 1
    starts[found] = n
    return starts[: found + 1], paragraphs[:found]


@compiled
def _paragraph_end(points, begins, ends, first):
    """Return the first piece behind the paragraph of a piece."""
    place = first
    while place + 1 < len(begins):
        for between in range(ends[place], begins[place + 1]):
            if points[between] == _NEW_LINE:
                return place + 1
        place += 1
    return len(begins)
