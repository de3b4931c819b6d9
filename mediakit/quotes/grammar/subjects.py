"""Whose verb it is: the noun phrase before a verb, behind it, or at the head of its sentence.

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
    BEFORE_DAY,
    CAPITAL,
    CLOSES,
    COMMA,
    CONJUNCTION,
    CUE,
    DASH,
    DETERMINER,
    ENDS,
    FOLLOWS,
    GERUND,
    HIS,
    INSIDE,
    INVERTS,
    NEGATED,
    NUMBER,
    OF,
    OPENING,
    OPENS,
    PARTICIPLE,
    PARTICLE,
    PAST,
    PLURAL,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STOP,
    THAT,
    TIME,
    WORD,
)

__all__ = ["first_phrase", "phrase_before", "phrase_behind", "subject_of"]

#: A phrase has no more pieces than this.
_LONGEST = 12
_LONGEST_BEHIND = 14
#: An aside between commas has no more pieces than this.
_LONGEST_ASIDE = 30


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
