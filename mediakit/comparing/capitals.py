"""Where in the letters of texts a word begins with a capital, and where no sentence begins."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mediakit.arrays import Bytes, Flags, Longs

__all__ = ["has_capital", "is_inside"]

_SPACE, _COMMA = b" ,"
#: The first bytes of letters of two bytes that have capitals: from here to before there.
_WIDE, _WIDER = 0xC3, 0xE0


def has_capital(letters: Bytes, places: Longs) -> Flags:
    """Say at which places there is a capital, of one or two bytes."""
    if not len(letters):
        return np.zeros(len(places), dtype=bool)
    first = letters[places]
    is_capital = (first >= ord("A")) & (first <= ord("Z"))
    return is_capital | _is_wide(letters, places, str.isupper)


def is_inside(letters: Bytes, places: Longs, offsets: Longs) -> Flags:
    """Say which words follow a small letter, a figure or a comma, and one space.

    `offsets` are their places in their texts: a text does not look back into the one before it.
    """
    if not len(letters):
        return np.zeros(len(places), dtype=bool)
    before = letters[np.maximum(places - 2, 0)]
    follows = (before == _COMMA) | ((before >= ord("0")) & (before <= ord("9")))
    follows |= (before >= ord("a")) & (before <= ord("z"))
    follows |= _is_wide(letters, np.maximum(places - 3, 0), str.islower)
    return follows & (offsets >= 3) & (letters[np.maximum(places - 1, 0)] == _SPACE)


def _is_wide(letters: Bytes, places: Longs, is_meant: Callable[[str], bool]) -> Flags:
    """Say at which places there is a sign of two bytes of which something is true."""
    first = letters[places]
    is_wide = (first >= _WIDE) & (first < _WIDER) & (places + 1 < len(letters))
    wide = np.flatnonzero(is_wide)
    second = letters[places[wide] + 1].astype(np.int64)
    distinct, codes = np.unique(first[wide].astype(np.int64) * 256 + second, return_inverse=True)
    signs = [bytes(divmod(pair, 256)).decode(errors="replace") for pair in distinct.tolist()]
    meant = np.array([is_meant(sign) for sign in signs], dtype=bool)
    flags = np.zeros(len(places), dtype=bool)
    flags[wide] = meant[codes]
    return flags
