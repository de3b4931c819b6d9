"""Sequences of words as keys: whole numbers that sort as the sequences do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mediakit.arrays import Ints, Keys
from mediakit.terms.sequences import Sequences
from mediakit.tokens import Tokens

__all__ = ["Keying", "decode_keys", "make_keying"]

#: Keys are turned back into words in blocks of this size, so that the steps take little memory.
BLOCK = 500_000


@dataclass(frozen=True)
class Keying:
    """Sequences of `shortest` to `longest` words as keys.

    `prefixes[k, i]` numbers the sequence of k + 1 words that begins at token i; if that sequence
    would reach over the end of a paragraph, the number means nothing. A sequence has the key
    prefix * base + (number of its last word + 1); a sequence as short as a prefix has the key
    prefix * base. `levels` are the keys behind the prefixes of each length beyond the first.
    """

    tokens: Tokens
    prefixes: npt.NDArray[np.integer]
    levels: list[Keys]
    base: np.uint64
    shortest: int
    longest: int

    @property
    def most_per_token(self) -> int:
        """How many sequences can begin at one token."""
        return self.longest - self.shortest + 1

    def last_words(self, length: int) -> Keys:
        """Return for each token the number + 1 of the word that ends a sequence of this length."""
        n_missing = min(length - 1, len(self.tokens.ids))
        padding = np.zeros(n_missing, dtype=np.int32)
        ids = np.concatenate([self.tokens.ids[length - 1 :], padding])
        return ids.astype(np.uint64) + np.uint64(1)


def make_keying(tokens: Tokens, shortest: int, longest: int) -> Keying:
    """Number the sequences of up to longest - 1 words that begin at each token, alphabetically."""
    base = np.uint64(1)
    if longest > 1:
        base = np.uint64(len(tokens.words) + 1)
    prefixes: npt.NDArray[np.integer] = tokens.ids[np.newaxis, :]
    keying = Keying(tokens, prefixes, [], base, shortest, longest)
    levels: list[Keys] = []
    for length in range(2, longest):
        keys = prefixes.astype(np.uint64) * base
        longer = keys[-1] + keying.last_words(length)
        all_keys = np.concatenate([keys.ravel(), longer])
        distinct, numbers = np.unique(all_keys, return_inverse=True)
        prefixes = numbers.reshape(length, -1)
        levels.append(distinct)
    return Keying(tokens, prefixes, levels, base, shortest, longest)


def decode_keys(keys: Keys, keying: Keying) -> Sequences:
    """Return the sequences behind the keys."""
    words = keying.tokens.words
    if keying.longest == 1:
        return Sequences(words, keys.astype(np.int32)[:, np.newaxis])
    parts = np.arange(len(words), dtype=np.int32)[:, np.newaxis]
    for level in [*keying.levels, keys]:
        parts = _lengthen(parts, level, keying.base)
    return Sequences(words, parts)


def _lengthen(parts: Ints, keys: Keys, base: np.uint64) -> Ints:
    """Return a row for each key: the words of its prefix, and the last word."""
    longer = np.empty((len(keys), parts.shape[1] + 1), dtype=np.int32)
    for first in range(0, len(keys), BLOCK):
        block = slice(first, first + BLOCK)
        prefix, last = np.divmod(keys[block], base)
        longer[block, :-1] = parts[prefix.astype(np.int64)]
        longer[block, -1] = last.astype(np.int64) - 1
    return longer
