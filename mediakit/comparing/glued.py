"""Words that a page ran together: the end of one line and the beginning of the next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mediakit.arrays import Bytes, Flags
from mediakit.comparing.capitals import has_capital
from mediakit.comparing.usage import Usage

__all__ = ["glued_words"]

_SHORTEST_HEAD, _SHORTEST_TAIL = 4, 3  # letters


def glued_words(words: list[str], usage: Usage) -> set[str]:
    """Return the words that are a name and another word, mostly with a capital in the middle:
    TrumpSenate or Trump2020, but not
    Obamacare."""
    names = set(usage.words.index[usage.words["is_name"]])
    vocabulary = set(usage.words.index)
    cuts = {}
    for word in words:
        for cut in _cuts(word):
            if word[:cut] in names and word[cut:] in vocabulary:
                cuts[word] = cut
    if not cuts:
        return set()
    tokens = usage.tokens
    cut_of = np.zeros(len(tokens.words), dtype=np.int64)
    cut_of[[tokens.place_of(word) for word in cuts]] = list(cuts.values())
    found = np.flatnonzero(cut_of[tokens.ids])
    numbers = tokens.ids[found]
    middle = usage.places[found] + cut_of[numbers]
    is_glued = has_capital(usage.letters, middle) | _is_figure(usage.letters[middle])
    n_glued = np.bincount(numbers[is_glued], minlength=len(cut_of))
    n_uses = np.bincount(numbers, minlength=len(cut_of))
    return set(usage.words.index[2 * n_glued > n_uses])


def _is_figure(letters: Bytes) -> Flags:
    return np.asarray((letters >= ord("0")) & (letters <= ord("9")))


def _cuts(word: str) -> Iterator[int]:
    """Yield where a word of plain letters could be cut in two."""
    if word.isascii():
        yield from range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1)
