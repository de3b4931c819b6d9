"""The speaker of a quotation from its own sentence: each rule is a function that gives a phrase.

All take the pieces of the sentence, `first` to `last`, and the cues in it. What is found is the
places of the first and last piece of the source, and of its cue; (-1, -1, -1) is nothing.
"""

from __future__ import annotations

from mediakit.compiling import compiled
from mediakit.quotes.grammar.cues import SOURCE, source_of
from mediakit.quotes.grammar.phrases import first_phrase, phrase_before, phrase_behind
from mediakit.quotes.grammar.signs import (
    BELIEF,
    CAPITAL,
    COLON,
    COMMA,
    CORE,
    DASH,
    ENDS,
    INITIALS,
    PERSONAL,
    QUOTE,
    TAILS,
    THAT,
    WORD,
)

__all__ = [
    "is_adjacent",
    "source_at_tail",
    "source_before",
    "source_behind",
    "source_by_according",
    "source_by_unlisted_verb",
    "source_far_behind",
    "source_from_credit",
    "source_from_label",
    "source_of_sentence",
    "stands_alone",
]

#: A verb at the end of a sentence has no more pieces behind it than this.
_TAIL = 8
_NEAR_VERB = 4


@compiled
def is_adjacent(flags, first, quote, cues, n):
    """Say whether a verb or a colon leads right up to a quotation."""
    if quote == first:
        return False
    before = flags[quote - 1]
    if before & COLON:
        return True
    distance = 1_000
    for k in range(n):
        if cues[k, 0] < quote:
            distance = quote - cues[k, 0]
    if before & (COMMA | THAT):
        return distance <= _NEAR_VERB
    return distance <= 1


@compiled
def source_behind(flags, lengths, first, last, cues, n, quote):
    """Return the source whose verb is the first behind a quotation: “…”, she said."""
    n_seen = 0
    for k in range(n):
        place, kind = cues[k, 0], cues[k, 1]
        if place <= quote:
            continue
        n_seen += 1
        if n_seen > 2:
            break
        begin, end = source_of(flags, lengths, first, last, cues, 0, place, kind)
        if begin < 0 or (kind != SOURCE and n_seen > 1):
            return -1, -1, -1
        for between in range(quote + 1, place):
            if flags[between] & QUOTE:
                return -1, -1, -1
        if kind == SOURCE or begin > place or quote < begin <= quote + 4:
            return begin, end, place
    return -1, -1, -1


@compiled
def source_before(flags, lengths, first, last, cues, n, quote):
    """Return the source of the last verb before a quotation: She said: “…”"""
    for k in range(n - 1, -1, -1):
        place, kind = cues[k, 0], cues[k, 1]
        if place >= quote or kind == SOURCE:
            continue
        if not flags[place] & CORE and _is_reported(flags, cues, k):
            if flags[place] & BELIEF or not is_adjacent(flags, first, quote, cues, n):
                continue
        begin, end = source_of(flags, lengths, first, last, cues, k, place, kind)
        if begin >= 0 and end < quote:
            return begin, end, place
    return -1, -1, -1


@compiled
def _is_reported(flags, cues, n):
    """Say whether what follows is what somebody says that another one thinks: one of the first `n`
    verbs of the sentence is a plain verb of speech."""
    for k in range(n):
        if cues[k, 1] != SOURCE and flags[cues[k, 0]] & CORE:
            return True
    return False


@compiled
def source_at_tail(flags, lengths, first, last, cues, n, quote):
    """Return the source at the end of the sentence: The plan is “dead”, an aide said."""
    if not n or cues[n - 1, 0] <= quote:
        return -1, -1, -1
    place, kind = cues[n - 1, 0], cues[n - 1, 1]
    if last - place > _TAIL and not flags[place - 1] & COMMA:
        return -1, -1, -1
    if kind != SOURCE and not flags[place] & TAILS:
        return -1, -1, -1
    begin, end = source_of(flags, lengths, first, last, cues, 0, place, kind)
    if begin < 0:
        return -1, -1, -1
    if kind == SOURCE or begin > place or (begin > quote + 1 and flags[begin - 1] & COMMA):
        return begin, end, place
    return -1, -1, -1


@compiled
def source_by_unlisted_verb(flags, last, quote):
    """Return the name behind a quotation before a verb that is not listed: “…?”, Smith fumed."""
    behind = quote + 1
    if behind < last and flags[behind] & COMMA:
        behind += 1
    begin, end = phrase_behind(flags, behind, last)
    if begin < 0:
        return -1, -1, -1
    goes_on = end + 1 < last and flags[end + 1] & WORD and not flags[end + 1] & CAPITAL
    if goes_on or flags[begin] & PERSONAL:
        return begin, end, -1
    return -1, -1, -1


@compiled
def source_from_label(flags, first, quote):
    """Return the name before a colon that is a label: Headline - Smith: “…”"""
    if quote < first + 3 or not flags[quote - 1] & COLON:
        return -1, -1, -1
    begin, end = phrase_before(flags, first, quote - 2)
    if begin <= first or not flags[begin] & CAPITAL:
        return -1, -1, -1
    if flags[begin - 1] & (DASH | ENDS):
        return begin, end, -1
    return -1, -1, -1


@compiled
def source_from_credit(flags, last, quote):
    """Return the name behind a quotation and a dash: “…” - Smith"""
    dash = quote + 1
    if dash + 1 >= last or not flags[dash] & DASH:
        return -1, -1, -1
    place = dash + 1
    while place < last and place < dash + 6 and flags[place] & (CAPITAL | INITIALS):
        place += 1
    if place == dash + 1:
        return -1, -1, -1
    if place < last and not flags[place] & (COMMA | ENDS | QUOTE):
        return -1, -1, -1
    return dash + 1, place - 1, -1


@compiled
def source_by_according(flags, lengths, first, last, cues, n):
    """Return the source of the first according to of a sentence."""
    for k in range(n):
        if cues[k, 1] == SOURCE:
            begin, end = source_of(flags, lengths, first, last, cues, 0, cues[k, 0], SOURCE)
            return begin, end, cues[k, 0]
    return -1, -1, -1


@compiled
def source_far_behind(flags, lengths, first, last, cues, n, quote):
    """Return the source of the first verb behind a quotation, with others between them."""
    for k in range(n):
        if cues[k, 0] > quote:
            begin, end = source_of(flags, lengths, first, last, cues, 0, cues[k, 0], cues[k, 1])
            return begin, end, cues[k, 0]
    return -1, -1, -1


@compiled
def source_of_sentence(flags, lengths, first, last, cues, n, end):
    """Return the first source of a sentence, else its subject, for a quotation that lacks one."""
    for k in range(n):
        begin, stop = source_of(flags, lengths, first, last, cues, k, cues[k, 0], cues[k, 1])
        if begin >= 0:
            return begin, stop, cues[k, 0]
    begin, stop = first_phrase(flags, first, end)
    return begin, stop, -1


@compiled
def stands_alone(flags, first, quote):
    """Say whether a sentence has no word before a quotation."""
    for place in range(first, quote):
        if flags[place] & (WORD | QUOTE):
            return False
    return True
