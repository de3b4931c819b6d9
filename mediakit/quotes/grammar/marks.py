"""Where quotations begin and end, whichever marks a text has.

A mark opens or closes by its form and its neighbours: an opening one has a space before it and a
letter behind it. A paragraph may leave its quotation open for the next one, which then begins with
a mark of its own. Single marks are quotations in texts that have no others outside of them.
"""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled
from mediakit.quotes.grammar.signs import DIGIT, LAST_POINT, LETTER, SPACE

__all__ = ["find_spans"]

_NEW_LINE, _DIGITS_END = 10, 57
#: A mark that nothing opened ends the words of an open paragraph if so much is before it.
_LONG_BEFORE = 20
_OPENS, _CLOSES = 1, 2

#: Families of marks: one closes what another of the same family opened.
_DOUBLE, _ANGLE, _SINGLE, _CORNER = 1, 2, 3, 4
_STRAIGHT, _WIDE, _LOW, _HIGH_9, _HIGH_6, _REVERSED = 34, 0xFF02, 0x201E, 0x201D, 0x201C, 0x201F
_QUOTE, _GRAVE, _ACUTE, _SINGLE_6, _SINGLE_9, _SINGLE_LOW = 39, 96, 180, 0x2018, 0x2019, 0x201A
_LEFT_ANGLE, _RIGHT_ANGLE, _LEFT_SMALL, _RIGHT_SMALL = 0xAB, 0xBB, 0x2039, 0x203A


@compiled
def _family(point):
    if point == _STRAIGHT or _HIGH_6 <= point <= _REVERSED or point == _WIDE:
        return _DOUBLE
    if point == 0x301D or point == 0x301E or point == 0x301F:
        return _DOUBLE
    if point == _LEFT_ANGLE or point == _RIGHT_ANGLE:
        return _ANGLE
    if 0x300C <= point <= 0x300F:
        return _CORNER
    if point == _QUOTE or point == _GRAVE or point == _ACUTE or _SINGLE_6 <= point <= 0x201B:
        return _SINGLE
    if point == _LEFT_SMALL or point == _RIGHT_SMALL:
        return _SINGLE
    return 0


@compiled
def _is_gap(points, place, begin, end, classes):
    """Say whether there is no letter, digit or sign of a sentence at a place."""
    if place < begin or place >= end:
        return True
    point = points[place]
    if point >= LAST_POINT:
        return False
    return classes[point] & SPACE or point == 40 or point == 91 or 0x2010 <= point <= 0x2015


@compiled
def _is_letter(points, place, begin, end, classes):
    if place < begin or place >= end:
        return False
    point = points[place]
    return point >= LAST_POINT or classes[point] & (LETTER | DIGIT) != 0


@compiled
def _turn(points, place, width, begin, end, classes, is_open):
    """Say whether a mark opens or closes: by its form, else by its neighbours, else by what is
    open."""
    point = points[place]
    gap_before = _is_gap(points, place - 1, begin, end, classes)
    gap_after = _is_gap(points, place + width, begin, end, classes)
    letter_after = _is_letter(points, place + width, begin, end, classes)
    if (
        point == _LOW
        or point == _SINGLE_LOW
        or point == 0x301D
        or point == 0x300C
        or point == 0x300E
    ):
        return _OPENS
    if point == 0x301E or point == 0x301F or point == 0x300D or point == 0x300F:
        return _CLOSES
    if point == _RIGHT_ANGLE or point == _RIGHT_SMALL:
        return _OPENS if gap_before and letter_after and not is_open else _CLOSES
    if point == _LEFT_ANGLE or point == _LEFT_SMALL:
        return _CLOSES if is_open and not gap_before and not letter_after else _OPENS
    if gap_before and not gap_after and not (is_open and point == _HIGH_9):
        return _OPENS
    if not gap_before and not letter_after:
        return _CLOSES
    if point == _HIGH_6 or point == _SINGLE_6 or point == _GRAVE:
        return _OPENS
    if point == _HIGH_9 or is_open:
        return _CLOSES
    return _OPENS


@compiled
def _list_marks(points, begin, end, classes, singles, marks):
    """Write place, width and family of each mark of a paragraph; return how many there are."""
    n = 0
    place = begin
    while place < end:
        point = points[place]
        family = 0
        if point < 0x20 or 34 <= point <= 39 or point >= 96:
            family = _family(point)
        width = 1
        if family == _SINGLE:
            doubled = place + 1 < end and points[place + 1] == point and point != _LEFT_SMALL
            if doubled and point != _ACUTE:
                family = _DOUBLE
                width = 2
            elif not singles:
                family = 0
            elif _is_letter(points, place - 1, begin, end, classes):
                if _is_letter(points, place + 1, begin, end, classes):
                    family = 0
        if family == _DOUBLE and point == _STRAIGHT and n % 2 == 0 and place > begin:
            after = _is_letter(points, place + 1, begin, end, classes)
            before = points[place - 1]
            if not after and before <= _DIGITS_END and classes[before] & DIGIT:
                family = 0  # inches
        if family:
            marks[n, 0], marks[n, 1], marks[n, 2] = place, width, family
            n += 1
        place += width
    return n


@compiled
def _closers_after(points, marks, n, at, begin, end, classes):
    """Return by how many the marks behind one that close exceed those that open."""
    surplus = 0
    family = marks[at, 2]
    for k in range(at + 1, n):
        if marks[k, 2] == family:
            turn = _turn(points, marks[k, 0], marks[k, 1], begin, end, classes, True)
            surplus += 1 if turn == _CLOSES else -1
    return surplus


@compiled
def _owns(points, place, begin, end, classes):
    """Say whether a single mark behind an s may be an apostrophe: the sentence just goes on."""
    if place - 1 < begin or points[place - 1] != 115:
        return False
    after = place + 1
    if after >= end or points[after] != 32:
        return False
    return _is_letter(points, after + 1, begin, end, classes)


@compiled
def _write(spans, n, begin, end, closed, continues):
    """Write a span; return how many there are."""
    spans[n, 0] = begin
    spans[n, 1] = end
    spans[n, 2] = closed
    spans[n, 3] = continues
    return n + 1


@compiled
def _is_apostrophe(points, marks, n, k, family, begin, end, classes):
    """Say whether a single mark is that of workers' and not the one that closes."""
    if family != _SINGLE or not _owns(points, marks[k, 0], begin, end, classes):
        return False
    return _closers_after(points, marks, n, k, begin, end, classes) > 0


@compiled
def _spans_of_paragraph(points, begin, end, classes, singles, carried, marks, spans, n_spans):
    """Write the spans of a paragraph; return how many there are in all, and whether it leaves one
    open."""
    n = _list_marks(points, begin, end, classes, singles, marks)
    start = -1
    family = 0
    depth = 0
    for k in range(n):
        place, width = marks[k, 0], marks[k, 1]
        if start >= 0 and marks[k, 2] != family:
            continue
        turn = _turn(points, place, width, begin, end, classes, start >= 0)
        if start < 0 and turn == _OPENS:
            start, family, depth = place, marks[k, 2], 0
        elif start < 0:
            if carried and k == 0 and place > begin + _LONG_BEFORE:
                n_spans = _write(spans, n_spans, begin, place + width, True, True)
        elif turn == _OPENS:
            if _closers_after(points, marks, n, k, begin, end, classes) > depth + 1:
                depth += 1
                continue
            continues = carried and _starts(points, begin, start, classes)
            n_spans = _write(spans, n_spans, start, place, False, continues)
            start, depth = place, 0
        elif _is_apostrophe(points, marks, n, k, family, begin, end, classes):
            continue
        elif depth:
            depth -= 1
        else:
            continues = carried and _starts(points, begin, start, classes)
            n_spans = _write(spans, n_spans, start, place + width, True, continues)
            start = -1
    if start < 0 or family == _SINGLE:
        return n_spans, False
    continues = carried and _starts(points, begin, start, classes)
    return _write(spans, n_spans, start, end, False, continues), True


@compiled
def _starts(points, begin, place, classes):
    """Say whether nothing but space is before a place in its paragraph."""
    for before in range(begin, place):
        if not _is_gap(points, before, begin, place, classes):
            return False
    return True


@compiled
def _uses_singles(points, classes):
    """Say whether single marks are the quotation marks of a text: more open in it than others."""
    n = len(points)
    single = 0
    double = 0
    for place in range(n):
        point = points[place]
        if point != _QUOTE and point != _STRAIGHT and point < _LEFT_ANGLE:
            continue
        family = _family(point)
        if not family or not _is_gap(points, place - 1, 0, n, classes):
            continue
        if not _is_letter(points, place + 1, 0, n, classes):
            continue
        if family == _SINGLE and point != _SINGLE_9:
            single += 1
        elif family != _SINGLE:
            double += 1
    return single > double


@compiled
def find_spans(points, classes):
    """Return the quotations of a text, a row each: begin, end, whether it is closed, and whether it
    goes on from the paragraph before."""
    n = len(points)
    n_marks = 0
    for place in range(n):
        if _family(points[place]):
            n_marks += 1
    spans = np.zeros((n_marks + 2, 4), np.int32)
    if not n_marks:
        return spans[:0]
    marks = np.empty((n_marks + 2, 3), np.int32)
    singles = _uses_singles(points, classes)
    found = 0
    carried = False
    begin = 0
    while begin < n:
        end = begin
        while end < n and points[end] != _NEW_LINE:
            end += 1
        if end > begin:
            found, carried = _spans_of_paragraph(
                points, begin, end, classes, singles, carried, marks, spans, found
            )
        begin = end + 1
    return spans[:found]
