"""Which words of a sentence say that somebody says something, and whose words those are."""

from __future__ import annotations

from mediakit.compiling import compiled
from mediakit.quotes.grammar.phrases import phrase_before, phrase_behind
from mediakit.quotes.grammar.signs import (
    ACCORDING,
    AFTER_TO,
    AUXILIARY,
    BARE_S,
    BASE,
    BE,
    CAPITAL,
    CLOSES,
    COMMA,
    CUE,
    DETERMINER,
    DOCUMENT,
    HYPHEN,
    NOUN,
    PARTICIPLE,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUANTITY,
    QUOTE,
    SAYS,
    SEMICOLON,
    THAT,
    THIRD,
    TO,
    TO_BEFORE,
    WEAK,
)
from mediakit.quotes.grammar.subjects import subject_of

__all__ = ["find_cues", "source_of"]

#: Kinds of cues.
VERB, GERUND_CUE, SOURCE = 0, 1, 2


@compiled
def _is_noun(flags, place, before):
    """Say whether a word that can be a noun is one here: a report, their demands."""
    flag = flags[place]
    if not flag & NOUN or not flag & (BASE | THIRD):
        return False
    if before & (PRONOUN | AUXILIARY | COMMA | CLOSES | QUOTE):
        return False
    if flag & BASE:
        return not (before & PLURAL)
    return before & (CAPITAL | DOCUMENT) != 0


@compiled
def _is_cue(flags, place, first, loose):
    """Say whether a verb of speech is one where it stands."""
    flag = flags[place]
    if not flag & CUE or flag & CAPITAL or (flag & WEAK and not loose):
        return False
    before = flags[place - 1] if place > first else 0
    if _is_noun(flags, place, before):
        return False
    if before & DETERMINER and not before & QUANTITY:
        return False
    if before & (POSSESSIVE | BARE_S) and not flag & SAYS:
        return False
    if before & (PREPOSITION | HYPHEN):
        return False
    if not before & TO or loose or flag & AFTER_TO:
        return True
    return place >= first + 2 and flags[place - 2] & TO_BEFORE != 0


@compiled
def find_cues(flags, first, last, loose, cues):
    """Write place and kind of each cue of a sentence; return how many there are.

    With `loose`, verbs that are too common in other senses count, too.
    """
    n = 0
    for place in range(first, last):
        if flags[place] & ACCORDING:
            cues[n, 0], cues[n, 1] = place, SOURCE
            n += 1
        elif _is_cue(flags, place, first, loose):
            is_participle = flags[place] & PARTICIPLE
            if is_participle and place > first and flags[place - 1] & BE:
                is_participle = 0
            cues[n, 0] = place
            cues[n, 1] = GERUND_CUE if is_participle else VERB
            n += 1
    return n


@compiled
def source_of(flags, lengths, first, last, cues, n_before, place, kind):
    """Return the phrase of whose words a cue tells.

    Of a verb in -ing it is that of the verb before it, of which `n_before` are in `cues`.
    """
    if kind == SOURCE:
        behind = place + lengths[place]
        begin, end = phrase_behind(flags, behind, last)
        if begin < 0 and behind < last:
            begin, end = phrase_before(flags, behind, min(behind + 3, last - 1))
        return begin, end
    if kind == GERUND_CUE:
        for k in range(n_before - 1, -1, -1):
            if cues[k, 1] == VERB:
                for between in range(cues[k, 0] + 2, place):
                    if flags[between] & (THAT | SEMICOLON):
                        return subject_of(flags, first, place, last, True)
                return subject_of(flags, first, cues[k, 0], last, False)
    return subject_of(flags, first, place, last, kind == GERUND_CUE)
