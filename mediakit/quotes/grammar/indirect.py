"""Indirect speech: a verb, its subject, and a clause that says what was said."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled
from mediakit.quotes.grammar.cues import SOURCE, find_cues, source_of
from mediakit.quotes.grammar.signs import (
    AFTER_TO,
    BE,
    BELIEF,
    CAPITAL,
    CLAUSE,
    COLON,
    COMMA,
    CORE,
    ENDS,
    INVERTS,
    PARTICIPLE,
    QUOTE,
    SAYS,
    THAT,
    TO,
    TO_BEFORE,
    UNSURE,
    WORD,
)

__all__ = ["find_indirect"]

_THAT_WITHIN = 5
_SHORTEST = 8  # characters


@compiled
def _may_report(flags, first, place, belief):
    """Say whether a verb may stand for indirect speech: no passive (was told), nothing that was
    only to be said (declined to say)."""
    flag = flags[place]
    if flag & UNSURE or (flag & BELIEF and not belief):
        return False
    if place == first:
        return True
    before = flags[place - 1]
    if before & BE:
        return flag & PARTICIPLE != 0
    if before & TO:
        return place > first + 1 and flags[place - 2] & TO_BEFORE != 0
    return True


@compiled
def _has_clause(flags, place, last, at_end):
    """Say whether a clause goes with a verb: that, a pronoun or a name behind it, or all before."""
    if at_end or flags[place] & SAYS:
        return True
    for k in range(place + 1, min(place + 1 + _THAT_WITHIN, last)):
        if flags[k] & THAT:
            return True
    if place + 1 >= last:
        return False
    if flags[place] & AFTER_TO:  # told somebody something
        for k in range(place + 2, min(place + _THAT_WITHIN, last)):
            if flags[k] & CLAUSE:
                return True
        return False
    after = flags[place + 1]
    return after & (COLON | CLAUSE) != 0 or (after & WORD and after & CAPITAL != 0)


@compiled
def _is_at_end(flags, first, place, last, begin, end):
    """Say whether what was said is before its source: The plan is dead, an aide said."""
    if begin > place:
        return True
    ends = place + 1 >= last or flags[place + 1] & (ENDS | COMMA)
    return end < place and begin > first + 2 and flags[begin - 1] & (COMMA | QUOTE) and ends


@compiled
def _content(ends, begins, flags, lengths, first, last, place, kind, begin, end, at_end):
    """Return the characters from and to which the words of a source run."""
    stop = ends[last - 1]
    if kind == SOURCE:
        if place >= first + 2:
            return begins[first], ends[place - 1]
        if end + 1 < last:
            return ends[end + 1], stop
        return stop, stop
    if at_end:
        return begins[first], ends[max(min(begin, place) - 1, first)]
    if place + 1 < last:
        return begins[place + 1], stop
    return stop, stop


@compiled
def _meets(spans, begin, end):
    """Say whether a quotation lies in a stretch of text."""
    for k in range(len(spans)):
        if spans[k, 1] > begin:
            return spans[k, 0] < end
    return False


@compiled
def _is_taken(speakers, cue):
    """Say whether a verb belongs to a quotation."""
    for k in range(len(speakers)):
        if speakers[k, 2] == cue:
            return True
    return False


@compiled
def find_indirect(begins, ends, flags, lengths, starts, spans, speakers, belief):
    """Return a row for each cue of indirect speech: first and last piece of the source, the cue,
    begin and end of what is said, and the number of the sentence.

    With `belief`, verbs of thinking count, too. What has a quotation in it is left to that.
    """
    found = np.empty((len(flags), 6), np.int32)
    cues = np.empty((len(flags) + 1, 2), np.int32)
    total = 0
    for number in range(len(starts) - 1):
        first, last = starts[number], starts[number + 1]
        n = find_cues(flags, first, last, belief, cues)
        for k in range(n):
            place, kind = cues[k, 0], cues[k, 1]
            flag = flags[place]
            if kind != SOURCE and not _may_report(flags, first, place, belief):
                continue
            if _is_taken(speakers, place):
                continue
            begin, end = source_of(flags, lengths, first, last, cues, k, place, kind)
            if begin < 0:
                continue
            at_end = kind != SOURCE and _is_at_end(flags, first, place, last, begin, end)
            if kind != SOURCE and not (flag & CORE and flag & AFTER_TO and flag & INVERTS):
                if not _has_clause(flags, place, last, at_end):
                    continue
            start, stop = _content(
                ends, begins, flags, lengths, first, last, place, kind, begin, end, at_end
            )
            if stop - start < _SHORTEST or _meets(spans, start, stop):
                continue
            found[total, 0], found[total, 1], found[total, 2] = begin, end, place
            found[total, 3], found[total, 4], found[total, 5] = start, stop, number
            total += 1
    return found[:total]
