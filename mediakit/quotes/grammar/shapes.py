"""Whether a text is a transcript: paragraphs that begin with a name and a colon."""

from __future__ import annotations

from mediakit.compiling import compiled
from mediakit.quotes.grammar.signs import CAPITAL, COLON, INITIALS, QUOTE

__all__ = ["n_turns"]

_LONGEST_NAME = 5


@compiled
def n_turns(flags, starts, paragraphs):
    """Return how many paragraphs begin with a name and a colon, and how many there are."""
    turns = 0
    total = 0
    paragraph = -1
    for number in range(len(paragraphs)):
        if paragraphs[number] == paragraph:
            continue
        paragraph = paragraphs[number]
        total += 1
        place = starts[number]
        last = min(place + _LONGEST_NAME, starts[number + 1] - 1)
        begin = place
        while place < last and flags[place] & (CAPITAL | INITIALS):
            place += 1
        if place > begin and flags[place] & COLON and not flags[place + 1] & QUOTE:
            turns += 1
    return turns, total
