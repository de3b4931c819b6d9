"""Phrases that can name somebody: before a place, behind it, or at the head of a sentence.

A phrase is the places of its first and last piece; (-1, -1) is none.
"""

from __future__ import annotations

from mediakit.compiling import compiled
from mediakit.quotes.grammar.signs import (
    ADVERB,
    AND,
    ASIDE,
    AUXILIARY,
    BARE_ROLE,
    BARE_S,
    CAPITAL,
    COMMA,
    CUE,
    DASH,
    DETERMINER,
    FOLLOWS,
    GERUND,
    HIS,
    INSIDE,
    NEGATED,
    NUMBER,
    OF,
    OPENING,
    PARTICIPLE,
    PARTICLE,
    PAST,
    PRONOUN,
    RELATIVE,
    STOP,
    THAT,
    TIME,
    WORD,
)

__all__ = ["first_phrase", "phrase_before", "phrase_behind"]

#: A phrase has no more pieces than this.
_LONGEST = 12
_LONGEST_BEHIND = 14


@compiled
def _is_verb(flag):
    """Say whether a word in small letters is a verb of speech, other than in -ing."""
    return flag & CUE and not flag & PARTICIPLE and not flag & CAPITAL


@compiled
def _is_pronoun(flag):
    return flag & PRONOUN and not flag & DETERMINER


@compiled
def _joins(flags, first, place, last):
    """Say whether a word such as of or and is inside a phrase that ends behind it."""
    flag = flags[place]
    if not flag & INSIDE or place == first or not flags[place - 1] & WORD:
        return False
    if flags[place - 1] & NUMBER:
        return False
    if flag & OF:
        return True
    if flag & AND:
        return flags[place - 1] & CAPITAL and place < last and flags[place + 1] & CAPITAL
    return place < last


@compiled
def phrase_before(flags, first, last):
    """Return the phrase that ends with a piece, looked for no further than `first`."""
    if flags[last] & PRONOUN and not flags[last] & HIS:
        return last, last
    if not flags[last] & WORD:
        return -1, -1
    place = last
    while place >= first and last - place < _LONGEST:
        flag = flags[place]
        if not flag & (WORD | BARE_S) and not (flag & DASH and place < last):
            break
        if flag & STOP and not _joins(flags, first, place, last):
            break
        if flag & (AUXILIARY | NEGATED) or (place < last and _is_pronoun(flag)):
            break
        if place < last and _is_verb(flag) and not flag & GERUND:
            break
        place -= 1
        if flag & DETERMINER and (place < first or not flags[place] & OF):
            break
    if place == last:
        return -1, -1
    return place + 1, last


@compiled
def _begins_behind(flag):
    """Say whether a word can begin a phrase behind a verb: a name, an article, a role."""
    return flag & (CAPITAL | DETERMINER | BARE_ROLE)


@compiled
def phrase_behind(flags, first, last):
    """Return the phrase that begins with a piece, before `last`."""
    if first >= last:
        return -1, -1
    if _is_pronoun(flags[first]):
        return first, first
    if not _begins_behind(flags[first]):
        return -1, -1
    place = first
    while place < last and place - first < _LONGEST_BEHIND:
        flag = flags[place]
        if not flag & (WORD | BARE_S):
            break
        if place > first:
            if flag & AUXILIARY or (flag & CUE and not flag & CAPITAL):
                break
            if flag & STOP and not flag & FOLLOWS:
                break
        place += 1
    while place - 1 > first and flags[place - 1] & STOP:
        place -= 1
    return first, place - 1


@compiled
def _skip_opening(flags, first, last):
    """Return where a sentence begins once its But, or its In Ohio, is passed; -1 if it does not."""
    place = first
    while place < last:
        flag = flags[place]
        if flag & (OPENING | COMMA | DASH) or (flag & ADVERB and place == first):
            place += 1
            continue
        opens = flag & (STOP | ASIDE | GERUND) and not flag & (RELATIVE | THAT | AND)
        if place >= first + 3 or not opens:
            break
        comma = place
        while comma < last and not flags[comma] & COMMA:
            comma += 1
        if comma == last:
            return -1
        place = comma + 1
    return place


@compiled
def _ends_first_phrase(flags, begin, place, last):
    """Say whether a first phrase ends before a piece."""
    flag = flags[place]
    if not flag & (WORD | BARE_S):
        return True
    if place == begin:
        return False
    small = not flag & CAPITAL
    if flag & AUXILIARY or (small and flag & CUE):
        return True
    if flag & STOP and not flag & (OF | AND) and not flag & PARTICLE:
        return True
    if small and flag & (PAST | ADVERB):
        return True
    if _is_pronoun(flag):
        return True
    before = flags[place - 1]
    if small and before & CAPITAL and not before & DETERMINER and not flag & PARTICLE:
        return place + 1 >= last or not flags[place + 1] & CAPITAL
    return False


@compiled
def _phrase_from_head(flags, first, last):
    """Return the first phrase behind what opens a sentence, a day or not."""
    begin = _skip_opening(flags, first, last)
    if begin < 0 or begin >= last:
        return -1, -1
    if _is_pronoun(flags[begin]):
        return begin, begin
    place = begin
    while place < last and place - begin < _LONGEST:
        if _ends_first_phrase(flags, begin, place, last):
            break
        place += 1
    if place == begin:
        return -1, -1
    return begin, place - 1


@compiled
def first_phrase(flags, first, last):
    """Return the first phrase of a sentence, behind what opens it: not the day of On Monday, X."""
    begin, end = _phrase_from_head(flags, first, last)
    if begin < 0 or end + 2 >= last:
        return begin, end
    if flags[end] & (TIME | NUMBER) and flags[end + 1] & (COMMA | TIME):
        later, later_end = _phrase_from_head(flags, end + 1, last)
        if later >= 0:
            return later, later_end
    return begin, end
