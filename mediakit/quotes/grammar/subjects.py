"""Whose verb it is: the phrase before a verb, behind it, or at the head of its sentence."""

from __future__ import annotations

from mediakit.compiling import compiled
from mediakit.quotes.grammar.phrases import first_phrase, phrase_before, phrase_behind
from mediakit.quotes.grammar.signs import (
    ADVERB,
    AUXILIARY,
    BEFORE_DAY,
    CAPITAL,
    CLOSES,
    COMMA,
    CONJUNCTION,
    DASH,
    DETERMINER,
    ENDS,
    INSIDE,
    INVERTS,
    NEGATED,
    NUMBER,
    OPENS,
    PLURAL,
    QUOTE,
    RELATIVE,
    THAT,
    TIME,
    WORD,
)

__all__ = ["subject_of"]

#: An aside between commas has no more pieces than this.
_LONGEST_ASIDE = 30


@compiled
def _before_brackets(flags, first, place):
    """Return the place before the bracket that closes at a place."""
    while place > first and not flags[place] & OPENS:
        place -= 1
    return place - 1


@compiled
def _aside_begins(flags, first, comma):
    """Return the comma or dash that opens the aside which another one closes, or -1."""
    place = comma - 1
    while place > first and comma - place < _LONGEST_ASIDE:
        if flags[place] & (COMMA | DASH | QUOTE):
            break
        place -= 1
    for who in range(comma - 1, max(comma - _LONGEST_ASIDE - 10, first), -1):
        if flags[who] & RELATIVE and flags[who - 1] & COMMA:
            if who - 1 < place:
                place = who - 1
            break
    if place > first and flags[place] & (COMMA | DASH):
        return place
    return -1


@compiled
def _across_aside(flags, first, comma):
    """Return the phrase before an aside, if it can be a subject: Smith, who runs it, said."""
    begins = _aside_begins(flags, first, comma)
    last = begins - 1
    if last >= first and flags[last] & CLOSES:
        last = _before_brackets(flags, first, last)
    if last >= first:
        begin, end = phrase_before(flags, first, last)
        if begin >= 0:
            head = flags[begin] & (CAPITAL | DETERMINER) or flags[end] & PLURAL
            if head and not flags[end] & (TIME | NUMBER):
                return begin, end
    return phrase_before(flags, first, comma - 1)


@compiled
def _without_auxiliaries(flags, first, place):
    """Return the last piece before a verb that is no auxiliary, adverb or day."""
    while place >= first:
        flag = flags[place]
        small_adverb = flag & ADVERB and not flag & CAPITAL
        if not flag & (AUXILIARY | NEGATED) and not small_adverb:
            break
        place -= 1
    if place > first + 1 and flags[place] & (TIME | NUMBER):
        place -= 1
        while place > first and flags[place] & BEFORE_DAY:
            place -= 1
    return place


@compiled
def _subject_before(flags, first, verb, last):
    """Return the subject before a verb; or behind it, if what is before it is an aside alone."""
    place = _without_auxiliaries(flags, first, verb - 1)
    if place < first:
        return -1, -1
    if flags[place] & CLOSES:
        place = _before_brackets(flags, first, place)
        if place < first:
            return -1, -1
    flag = flags[place]
    if flag & (COMMA | DASH):
        if _aside_begins(flags, first, place) >= 0:
            return _across_aside(flags, first, place)
        if flags[verb] & INVERTS:
            begin, end = phrase_behind(flags, verb + 1, last)
            if begin >= 0 and end + 1 < last:
                after = flags[end + 1]
                if after & (COMMA | ENDS | OPENS | RELATIVE | INSIDE):
                    return begin, end
        if place > first:
            return phrase_before(flags, first, place - 1)
        return -1, -1
    if flag & THAT:
        if place > first and flags[place - 1] & WORD:
            return place, place
        return -1, -1
    if flag & CONJUNCTION:
        return -1, -1
    return phrase_before(flags, first, place)


@compiled
def subject_of(flags, first, verb, last, participle):
    """Return the subject of a verb: before it, behind it, or at the head of its sentence."""
    if not participle:
        begin, end = _subject_before(flags, first, verb, last)
        if begin >= 0:
            return begin, end
        before = verb - 1
        while before >= first and flags[before] & AUXILIARY:
            before -= 1
        if verb + 1 < last and (before < first or flags[before] & (QUOTE | COMMA)):
            begin, end = phrase_behind(flags, verb + 1, last)
            if begin >= 0:
                return begin, end
    return first_phrase(flags, first, verb)
