"""Which words of a text are near some of its words."""

from __future__ import annotations

from mediakit.arrays import Flags, Longs

__all__ = ["near"]


def near(is_seed: Flags, texts: Longs, *, before: int, after: int) -> Flags:
    """Say which words are up to so many before, or after, one of the seeds in the same text."""
    found = is_seed & False
    for distance in range(1, max(before, after) + 1):
        same_text = texts[distance:] == texts[:-distance]
        if distance <= before:
            found[:-distance] |= is_seed[distance:] & same_text
        if distance <= after:
            found[distance:] |= is_seed[:-distance] & same_text
    return found
