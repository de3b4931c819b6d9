"""Lengths that pile up at one number: texts that a feed or a database cut there."""

from __future__ import annotations

import numpy as np

from mediakit.arrays import Flags, Longs

__all__ = ["is_piled_up"]

_WIDTH = 16  # characters: a text is cut at the word before the limit
_SHORTEST = 80
_FEWEST = 5
_SHARE = 0.05
_TIMES = 6  # as many texts as the lengths round about let expect, and one more
_ROUND_ABOUT = 0.25
_OPEN_SHARE = 0.5


def is_piled_up(n_characters: Longs, ends_open: Flags) -> Flags:
    """Return which of the different texts of one outlet have the length at which texts pile up.

    Most of them must end without the end of a sentence: short news of one form has about the same
    length, too.
    """
    none = np.zeros(len(n_characters), dtype=bool)
    lengths = np.sort(n_characters[n_characters >= _SHORTEST])
    if len(lengths) < _FEWEST:
        return none
    ends = np.searchsorted(lengths, lengths + _WIDTH)
    numbers = ends - np.arange(len(lengths))
    place = int(np.argmax(numbers))
    shortest = int(lengths[place])
    highest = int(numbers[place])
    if highest < max(_FEWEST, _SHARE * len(n_characters)):
        return none
    if highest < _TIMES * (1 + _expected(lengths, shortest, highest)):
        return none
    piled = (n_characters >= shortest) & (n_characters < shortest + _WIDTH)
    if ends_open[piled].mean() < _OPEN_SHARE:
        return none
    return piled


def _expected(lengths: Longs, shortest: int, highest: int) -> float:
    """Return how many texts the window would hold if lengths round about were evenly spread."""
    low = (1 - _ROUND_ABOUT) * shortest
    high = (1 + _ROUND_ABOUT) * shortest
    n_near = np.searchsorted(lengths, high) - np.searchsorted(lengths, low) - highest
    return float(n_near * _WIDTH / (high - low))
