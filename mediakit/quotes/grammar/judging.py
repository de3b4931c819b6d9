"""Which quotations are speech, and of which the speaker is sure.

A quotation of a few words whose speaker comes from far off is a scare quote or a title: of such
ones fewer than half were somebody's words. The speaker is sure where the verb that names it is a
plain one and nothing comes between.
"""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled
from mediakit.quotes.grammar.nearby import stands_alone
from mediakit.quotes.grammar.rules import (
    BEFORE,
    BEHIND,
    BEHIND_INVERTED,
    CONTINUED,
    FAR,
    LATER,
    NONE,
    PARAGRAPH_BEFORE,
    SENTENCE_BEFORE,
    SUBJECT,
    TAIL,
    UNLISTED,
)
from mediakit.quotes.grammar.sentences import last_sign
from mediakit.quotes.grammar.signs import (
    BELIEF,
    CAPITAL,
    COLON,
    COMMA,
    CORE,
    CUE,
    LAST_POINT,
    PARTICIPLE,
    PERSONAL,
    SPACE,
    WEAK,
)

__all__ = ["DIRECT", "MIXED", "SET_APART", "judge"]

#: Whole sentences, part of a sentence, or no speech.
DIRECT, MIXED, SET_APART = 0, 1, 2
_FEW, _SOME = 3, 8  # words


@compiled
def _n_words(points, begin, end, classes):
    """Return how many words a quotation has."""
    n = 0
    before_is_space = True
    for place in range(begin, end):
        point = points[place]
        is_space = point < LAST_POINT and classes[point] & SPACE != 0
        if before_is_space and not is_space:
            n += 1
        before_is_space = is_space
    return n


@compiled
def _is_weak(rule):
    """Say whether a rule is one that short quotations have by chance."""
    if rule == NONE or rule == SUBJECT or rule == LATER or rule == PARAGRAPH_BEFORE:
        return True
    return rule == FAR or rule == UNLISTED or rule == CONTINUED or rule == SENTENCE_BEFORE


@compiled
def _form(points, flags, first, quote, begin, end, n_words, rule):
    """Return whether a quotation is whole sentences, part of one, or no speech."""
    sign = last_sign(points, begin, end)
    ends_sentence = sign == 46 or sign == 33 or sign == 63
    alone = stands_alone(flags, first, quote)
    if n_words <= _FEW and _is_weak(rule):
        if not (rule == CONTINUED and alone and ends_sentence):
            return SET_APART
    if alone or (ends_sentence and n_words > _SOME) or rule == CONTINUED:
        return DIRECT
    if quote > first and flags[quote - 1] & (COMMA | COLON):
        return DIRECT
    return MIXED


@compiled
def _is_sure_before(flags, first, begin, cue, quote):
    """Say whether She said: “…” is so plain that the speaker is sure: one verb, one name."""
    if cue < 0 or flags[cue] & (PARTICIPLE | BELIEF):
        return False
    for place in range(first, quote):
        if place != cue and flags[place] & CUE and not flags[place] & (CAPITAL | WEAK):
            return False
    return flags[begin] & (CAPITAL | PERSONAL) != 0


@compiled
def _is_sure(flags, first, begin, cue, quote, rule, n_words):
    if rule == BEFORE:
        return _is_sure_before(flags, first, begin, cue, quote)
    if n_words <= _FEW:
        return False
    if rule == BEHIND or rule == BEHIND_INVERTED:
        return flags[cue] & CORE != 0 or n_words > _SOME
    return rule == TAIL


@compiled
def judge(points, flags, starts, spans, speakers, classes):
    """Return a row a quotation: its form, whether its speaker is sure, and its words."""
    judged = np.zeros((len(spans), 3), np.int32)
    for k in range(len(spans)):
        begin, _, cue, quote, rule, number = speakers[k]
        if number < 0:
            judged[k, 0] = SET_APART
            continue
        first = starts[number]
        n_words = _n_words(points, spans[k, 0], spans[k, 1], classes)
        sure = begin >= 0 and _is_sure(flags, first, begin, cue, quote, rule, n_words)
        if rule == CONTINUED and n_words > _FEW:
            for giver in range(k - 1, -1, -1):
                if speakers[giver, 0] == begin and speakers[giver, 4] != CONTINUED:
                    sure = judged[giver, 1] != 0
                    break
        judged[k, 0] = _form(points, flags, first, quote, spans[k, 0], spans[k, 1], n_words, rule)
        judged[k, 1] = sure and judged[k, 0] != SET_APART
        judged[k, 2] = n_words
    return judged
