"""Whose words each quotation of a text is, by the first rule that fits.

A quotation takes the source of its own sentence, else that of the quotation before it in the
paragraph, else that of the sentence or the paragraph before. What no rule of these finds stays
without a speaker: the subject of the last sentence of another paragraph is right in 23 of 100
cases.
"""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled
from mediakit.quotes.grammar.cues import find_cues, source_of
from mediakit.quotes.grammar.nearby import (
    is_adjacent,
    source_at_tail,
    source_before,
    source_behind,
    source_by_according,
    source_by_unlisted_verb,
    source_far_behind,
    source_from_credit,
    source_from_label,
    source_of_sentence,
    stands_alone,
)
from mediakit.quotes.grammar.phrases import first_phrase
from mediakit.quotes.grammar.rules import (
    ACCORDING_TO,
    BEFORE,
    BEHIND,
    BEHIND_INVERTED,
    COLON_BEFORE,
    COLON_SENTENCE,
    CONTINUED,
    CREDIT,
    FAR,
    LABEL,
    LATER,
    NONE,
    OPEN_PARAGRAPH,
    PARAGRAPH_BEFORE,
    SENTENCE_BEFORE,
    SUBJECT,
    TAIL,
    UNLISTED,
)
from mediakit.quotes.grammar.sentences import last_sign
from mediakit.quotes.grammar.signs import ACCORDING, COLON, COMMA, QUOTE

__all__ = ["find_speakers"]

_COMMA, _POINT, _EXCLAIMS, _ASKS, _CUT = 44, 46, 33, 63, 0x2026


@compiled
def _rule_behind(flags, begin, place):
    if flags[place] & ACCORDING:
        return ACCORDING_TO
    if begin > place:
        return BEHIND_INVERTED
    return BEHIND


@compiled
def _by_verb(flags, lengths, first, last, cues, n, quote, sign):
    """Return the source that a verb near a quotation gives, with the rule."""
    adjacent = is_adjacent(flags, first, quote, cues, n)
    if not adjacent:
        begin, end, cue = source_at_tail(flags, lengths, first, last, cues, n, quote)
        if begin >= 0 and cue != quote + 1 and begin != quote + 1:
            return begin, end, cue, TAIL
    goes_on = sign == _COMMA or sign == _ASKS or sign == _EXCLAIMS or sign == 45 or sign == 0x2014
    if adjacent or not goes_on:
        begin, end, cue = source_before(flags, lengths, first, last, cues, n, quote)
        if begin >= 0:
            return begin, end, cue, BEFORE
    begin, end, cue = source_behind(flags, lengths, first, last, cues, n, quote)
    if begin >= 0:
        return begin, end, cue, _rule_behind(flags, begin, cue)
    begin, end, cue = source_before(flags, lengths, first, last, cues, n, quote)
    return begin, end, cue, BEFORE if begin >= 0 else NONE


@compiled
def _without_verb(flags, lengths, first, last, cues, n, quote, sign, rule):
    """Return the source that a name, a colon or a verb further off gives, with the rule."""
    alone = stands_alone(flags, first, quote)
    if rule == NONE and alone and (sign == _COMMA or sign == _ASKS or sign == _EXCLAIMS):
        begin, end, cue = source_by_unlisted_verb(flags, last, quote)
        if begin >= 0:
            return begin, end, cue, UNLISTED
    if rule != BEHIND and rule != BEHIND_INVERTED:
        begin, end, cue = source_from_label(flags, first, quote)
        if begin >= 0:
            return begin, end, cue, LABEL
    if rule != NONE:
        return -1, -1, -1, NONE
    has_verb_before = n > 0 and cues[0, 0] < quote
    if not has_verb_before and quote > first and flags[quote - 1] & COLON:
        begin, end = first_phrase(flags, first, quote - 1)
        if begin >= 0:
            return begin, end, -1, COLON_BEFORE
    begin, end, cue = source_far_behind(flags, lengths, first, last, cues, n, quote)
    if begin >= 0:
        return begin, end, cue, FAR
    begin, end, cue = source_by_according(flags, lengths, first, last, cues, n)
    if begin >= 0:
        return begin, end, cue, ACCORDING_TO
    return -1, -1, -1, NONE


@compiled
def _from_subject(flags, lengths, first, last, cues, quote):
    """Return the source of any verb before a quotation, or the subject of its sentence."""
    n = find_cues(flags, first, last, True, cues)
    begin, end, cue = source_before(flags, lengths, first, last, cues, n, quote)
    if begin < 0:
        begin, end = first_phrase(flags, first, quote)
        cue = -1
    return begin, end, cue


@compiled
def _in_sentence(flags, lengths, first, last, cues, n, quote, sign):
    """Return the source of a quotation in its own sentence, with the rule."""
    begin, end, cue = source_from_credit(flags, len(flags), quote)
    if begin >= 0 and (sign == _POINT or sign == _EXCLAIMS or sign == _ASKS or sign == _CUT):
        return begin, end, cue, CREDIT
    begin, end, cue, rule = _by_verb(flags, lengths, first, last, cues, n, quote, sign)
    other, other_end, other_cue, other_rule = _without_verb(
        flags, lengths, first, last, cues, n, quote, sign, rule
    )
    if other_rule != NONE:
        return other, other_end, other_cue, other_rule
    return begin, end, cue, rule


@compiled
def _from_sentence_before(flags, lengths, first, last, cues, latest):
    """Return a source of the sentence before: of its first verb, or its latest."""
    n = find_cues(flags, first, last, False, cues)
    if not latest:
        return source_of_sentence(flags, lengths, first, last, cues, n, last)
    for k in range(n - 1, -1, -1):
        begin, end = source_of(flags, lengths, first, last, cues, 0, cues[k, 0], cues[k, 1])
        if begin >= 0:
            return begin, end, cues[k, 0]
    begin, end = first_phrase(flags, first, last - 1)
    return begin, end, -1


@compiled
def _in_paragraph(flags, lengths, starts, number, opening, cues, quote, found, cued):
    """Return the source of a quotation that no word of its sentence gives: the subject before it,
    the quotation before it in the paragraph, or the sentence before."""
    first, last = starts[number], starts[number + 1]
    if not stands_alone(flags, first, quote):
        begin, end, cue = _from_subject(flags, lengths, first, last, cues, quote)
        return begin, end, cue, SUBJECT if begin >= 0 else NONE
    if cued >= 0:
        return found[cued, 0], found[cued, 1], -1, CONTINUED
    if number > opening:
        begin, end, cue = _from_sentence_before(
            flags, lengths, starts[number - 1], first, cues, False
        )
        if begin >= 0:
            return begin, end, cue, SENTENCE_BEFORE
    if first > 0 and flags[first - 1] & COLON:
        begin, end, cue = _from_sentence_before(
            flags, lengths, starts[number - 1], first, cues, True
        )
        if begin >= 0:
            return begin, end, cue, COLON_SENTENCE
    return -1, -1, -1, NONE


@compiled
def _of_paragraph(
    points, begins, ends, flags, lengths, starts, opening, stop, cues, found, k, before, goes_on
):
    """Write the sources of the quotations of a paragraph, `k` being the first; return the number of
    the next one, and of the last with a source of its own, -1 if there is none.

    `before` is the quotation that an open paragraph before this one gives its source, else -1;
    `goes_on` says of each quotation whether its mark is one that goes on.
    """
    cued = -1
    for number in range(opening, stop):
        first, last = starts[number], starts[number + 1]
        n = -1
        for piece in range(first, last):
            if not flags[piece] & QUOTE:
                continue
            if n < 0:
                n = find_cues(flags, first, last, False, cues)
            sign = last_sign(points, begins[piece], ends[piece])
            if piece + 1 < last and flags[piece + 1] & COMMA:
                sign = np.uint32(_COMMA)
            begin, end, cue, rule = _in_sentence(flags, lengths, first, last, cues, n, piece, sign)
            if rule == NONE:
                n = -1
                begin, end, cue, rule = _in_paragraph(
                    flags, lengths, starts, number, opening, cues, piece, found, cued
                )
            if rule == NONE and before >= 0 and (goes_on[k] or stands_alone(flags, first, piece)):
                begin, end, cue, rule = found[before, 0], found[before, 1], -1, OPEN_PARAGRAPH
            found[k, 0], found[k, 1], found[k, 2] = begin, end, cue
            found[k, 3], found[k, 4], found[k, 5] = piece, rule, number
            if rule not in (NONE, SUBJECT):
                cued = k
            k += 1
    return k, cued


@compiled
def find_speakers(points, begins, ends, flags, lengths, starts, paragraphs, spans):
    """Return a row a quotation: first and last piece of its source, its cue, its piece, the rule,
    and the number of its sentence."""
    found = np.full((len(spans), 6), -1, np.int32)
    found[:, 4] = NONE
    cues = np.empty((len(flags) + 1, 2), np.int32)
    k = 0
    before, before_paragraph = -1, -9  # the last quotation with a source, and its paragraph
    left_open = False
    opening = 0
    while opening < len(paragraphs):
        paragraph = paragraphs[opening]
        stop = opening
        while stop < len(paragraphs) and paragraphs[stop] == paragraph:
            stop += 1
        first_quote = k
        giver = before if left_open else -1
        k, cued = _of_paragraph(
            points, begins, ends, flags, lengths, starts, opening, stop, cues, found, k, giver,
            spans[:, 3],
        )  # fmt: skip
        _inherit(found, first_quote, k, cued, before, paragraph - before_paragraph == 1)
        for number in range(first_quote, k):
            if found[number, 4] != NONE:
                before, before_paragraph = number, paragraph
        left_open = k > first_quote and not spans[k - 1, 2]
        opening = stop
    return found


@compiled
def _inherit(found, first, last, cued, before, follows):
    """Give the quotations of a paragraph that have no source that of another quotation."""
    for k in range(first, last):
        if found[k, 4] != NONE:
            continue
        giver, rule = -1, NONE
        if cued >= 0:
            giver, rule = cued, LATER
        elif k > first and found[k - 1, 4] != NONE:
            giver, rule = k - 1, CONTINUED
        elif before >= 0 and follows:
            giver, rule = before, PARAGRAPH_BEFORE
        if giver >= 0:
            found[k, 0], found[k, 1], found[k, 4] = found[giver, 0], found[giver, 1], rule
