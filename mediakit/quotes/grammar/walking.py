"""What a pronoun is looked up in: the names of a text, and the subjects of its sentences."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled
from mediakit.quotes.grammar.cues import find_cues, source_of
from mediakit.quotes.grammar.phrases import first_phrase
from mediakit.quotes.grammar.signs import (
    BARE_S,
    CAPITAL,
    INITIALS,
    NAME_PARTICLE,
    POSSESSIVE,
    QUOTE,
    TIME,
)

__all__ = ["find_names", "find_subjects"]

_SUBJECTS = 4  # of a sentence: of its first phrase and its last verbs


@compiled
def find_names(begins, ends, flags, starts):
    """Return the first and the last piece of each run of words with capitals, its sentence, and the
    characters at which it begins and ends."""
    runs = np.empty((len(flags), 5), np.int32)
    n = 0
    for number in range(len(starts) - 1):
        place, last = starts[number], starts[number + 1]
        while place < last:
            if not flags[place] & (CAPITAL | INITIALS) or flags[place] & TIME:
                place += 1
                continue
            begin = place
            while place + 1 < last:
                after = flags[place + 1]
                if flags[place] & POSSESSIVE or after & (BARE_S | QUOTE | TIME):
                    break
                step = 1
                if after & NAME_PARTICLE and place + 2 < last and not after & CAPITAL:
                    step = 2
                if not flags[place + step] & (CAPITAL | INITIALS):
                    break
                place += step
            runs[n, 0], runs[n, 1], runs[n, 2] = begin, place, number
            runs[n, 3], runs[n, 4] = begins[begin], ends[place]
            n += 1
            place += 1
    return runs[:n]


@compiled
def find_subjects(flags, lengths, starts):
    """Return the subjects of each sentence, a row a sentence: first and last piece of its first
    phrase, then those of the sources of its verbs, the last verb first; -1 where there is none."""
    subjects = np.full((len(starts) - 1, 2 * _SUBJECTS), -1, np.int32)
    cues = np.empty((len(flags) + 1, 2), np.int32)
    for number in range(len(starts) - 1):
        first, last = starts[number], starts[number + 1]
        begin, end = first_phrase(flags, first, last)
        subjects[number, 0], subjects[number, 1] = begin, end
        n = find_cues(flags, first, last, False, cues)
        column = 2
        for k in range(n - 1, -1, -1):
            if column == 2 * _SUBJECTS:
                break
            begin, end = source_of(flags, lengths, first, last, cues, 0, cues[k, 0], cues[k, 1])
            if begin >= 0:
                subjects[number, column], subjects[number, column + 1] = begin, end
                column += 2
    return subjects
