"""The compiled steps that read and write one character of UTF-8."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled_into

__all__ = ["decode", "encode"]


@compiled_into
def decode(buffer, p):
    """Return the character that begins at byte p, and its bytes."""
    b = np.uint32(buffer[p])
    if b < 0x80:
        return b, 1
    c = np.uint32(buffer[p + 1]) & np.uint32(0x3F)
    if b < 0xE0:
        return (b & np.uint32(0x1F)) << np.uint32(6) | c, 2
    d = np.uint32(buffer[p + 2]) & np.uint32(0x3F)
    if b < 0xF0:
        return (b & np.uint32(0x0F)) << np.uint32(12) | c << np.uint32(6) | d, 3
    e = np.uint32(buffer[p + 3]) & np.uint32(0x3F)
    point = (b & np.uint32(0x07)) << np.uint32(18) | c << np.uint32(12)
    return point | d << np.uint32(6) | e, 4


@compiled_into
def encode(point, word, n):
    """Write a character to word[n:]; return where it ends."""
    if point < 0x80:
        word[n] = point
        return n + 1
    if point < 0x800:
        word[n] = 0xC0 | (point >> 6)
        word[n + 1] = 0x80 | (point & 0x3F)
        return n + 2
    if point < 0x10000:
        word[n] = 0xE0 | (point >> 12)
        word[n + 1] = 0x80 | ((point >> 6) & 0x3F)
        word[n + 2] = 0x80 | (point & 0x3F)
        return n + 3
    word[n] = 0xF0 | (point >> 18)
    word[n + 1] = 0x80 | ((point >> 12) & 0x3F)
    word[n + 2] = 0x80 | ((point >> 6) & 0x3F)
    word[n + 3] = 0x80 | (point & 0x3F)
    return n + 4
