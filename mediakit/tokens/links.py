"""The compiled steps that pass over an address; `tokens/addresses.py` has the rules.

They are compiled into `letters.read_word`.
"""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into
from mediakit.tokens.addresses import FARTHEST
from mediakit.tokens.characters import ADDRESS
from mediakit.tokens.decoding import decode

__all__ = ["address_end", "letters_of_scheme", "may_be_address"]

_SPACE, _BEYOND_ASCII = 32, 127
_DOT, _COLON, _SLASH, _AT, _HYPHEN = b".:/@-"
_UNDERSCORE, _PERCENT, _PLUS = b"_%+"
_SMALL = np.uint8(0x20)  # makes a letter of ASCII small
_HTTPS = np.frombuffer(b"https", dtype=np.uint8)
_W = 119
_MAILTO = np.frombuffer(b"mailto", dtype=np.uint8)


@compiled_into
def _is_letter(byte):
    return np.uint8(97) <= byte | _SMALL <= np.uint8(122)


@compiled_into
def _is_plain(byte):
    """Say whether the byte is a letter or digit of ASCII."""
    return _is_letter(byte) or 48 <= byte <= 57


@compiled
def _run_end(buffer, p, end):
    """Return where the letters and digits of ASCII from p on end."""
    while p < end and _is_plain(buffer[p]):
        p += 1
    return p


@compiled
def _is_word(buffer, p, stop, word):
    """Say whether the bytes from p to stop are this small word, in small or large letters."""
    if stop - p != len(word):
        return False
    n = 0
    while n < len(word) and buffer[p + n] | _SMALL == word[n]:
        n += 1
    return n == len(word)


@compiled_into
def _is_www(buffer, p):
    two_are = buffer[p] | _SMALL == _W and buffer[p + 1] | _SMALL == _W
    return two_are and buffer[p + 2] | _SMALL == _W


@compiled_into
def _is_part(buffer, p, end, table):
    """Say whether the character at p may be a part of an address."""
    return p < end and table[decode(buffer, p)[0]] & ADDRESS != 0


@compiled
def _parts_end(buffer, p, end, table):
    """Return where the parts of an address from p on end."""
    while _is_part(buffer, p, end, table):
        p += decode(buffer, p)[1]
    return p


@compiled_into
def _opens(buffer, p, end, table):
    """Say whether :// stands at p, and a part of an address behind it."""
    if p + 3 >= end or buffer[p] != _COLON:
        return False
    if buffer[p + 1] != _SLASH or buffer[p + 2] != _SLASH:
        return False
    return _is_part(buffer, p + 3, end, table)


@compiled
def letters_of_scheme(buffer, start, p, end, table):
    """Return how many bytes before p are the https or http of an address, if there are others."""
    if not _opens(buffer, p, end, table):
        return 0
    for n in range(5, 3, -1):
        if p - n > start and _is_word(buffer, p - n, p, _HTTPS[:n]):
            return n
    return 0


@compiled
def _host_end(buffer, p, end):
    """Return where the name of a host ends; where its last label begins; if it is of letters.

    Its end is 0 if it has no two labels.
    """
    start = p
    label = p
    is_of_letters = True
    while True:
        stop = _run_end(buffer, p, end)
        if stop == p:
            return 0, label, False
        for i in range(p, stop):
            is_of_letters &= _is_letter(buffer[i])
        p = stop
        goes_on = p + 1 < end and _is_plain(buffer[p + 1])
        if goes_on and buffer[p] == _HYPHEN:
            is_of_letters = False
            p += 1
        elif goes_on and buffer[p] == _DOT:
            is_of_letters = True
            p += 1
            label = p
        else:
            break
    if label == start:
        return 0, label, False
    return p, label, is_of_letters and p - label > 1


@compiled
def _mailbox_end(buffer, p, end):
    """Return where the address of a mailbox that begins at p ends; 0 if none begins there."""
    while True:
        stop = _run_end(buffer, p, end)
        if stop in (p, end):
            return 0
        sign = buffer[stop]
        p = stop + 1
        if sign == _AT:
            break
        if sign not in (_DOT, _UNDERSCORE, _PERCENT, _PLUS, _HYPHEN):
            return 0
    stop, _, is_of_letters = _host_end(buffer, p, end)
    if is_of_letters:
        return stop
    return 0


@compiled
def _path_end(buffer, p, end, table):
    """Return where a host with a path behind it ends; 0 if none begins at p."""
    stop, label, is_of_letters = _host_end(buffer, p, end)
    if not is_of_letters:
        return 0
    for i in range(label, stop):
        if buffer[i] < 97:
            return 0
    if stop < end and buffer[stop] == _COLON:
        digits = stop + 1
        stop = digits
        while stop < end and 48 <= buffer[stop] <= 57:
            stop += 1
        if stop == digits:
            return 0
    if stop < end and buffer[stop] == _SLASH:
        return _parts_end(buffer, stop, end, table)
    return 0


@compiled_into
def may_be_address(buffer, start, end):
    """Say whether a / or an @ follows soon, before the next space, or www. begins the word.

    This is asked of every word that is not simply read, and few words are addresses.
    """
    p = start
    last = min(end, start + FARTHEST)
    while p < last and _SPACE < buffer[p] < _BEYOND_ASCII:
        if buffer[p] == _SLASH or buffer[p] == _AT:
            return True
        p += 1
    return p > start + 3 and buffer[start + 3] == _DOT and _is_www(buffer, start)


@compiled
def address_end(buffer, start, end, table):
    """Return where an address that begins at byte `start` ends; 0 if none begins there."""
    stop = _run_end(buffer, start, end)
    if stop in (start, end):
        return 0
    if buffer[stop] == _COLON:
        if _opens(buffer, stop, end, table):
            is_cut = letters_of_scheme(buffer, start, stop, end, table) > 0
            if is_cut or not _is_letter(buffer[start]):
                return 0
            return _parts_end(buffer, stop + 3, end, table)
        if _is_word(buffer, start, stop, _MAILTO):
            return _mailbox_end(buffer, stop + 1, end)
        return 0
    begins_with_three = buffer[stop] == _DOT and stop == start + 3 and stop + 1 < end
    if begins_with_three and _is_www(buffer, start) and _is_plain(buffer[stop + 1]):
        return _parts_end(buffer, stop + 1, end, table)
    mailbox = _mailbox_end(buffer, start, end)
    if mailbox:
        return mailbox
    return _path_end(buffer, start, end, table)
