"""How often each term stands in each text: by numpy where there is little to count, else by compiled loops."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.compiling import thread_count
from mediakit.terms.counts import Counts, Keying, Keys, Longs
from mediakit.terms.sequences import Sequences
from mediakit.terms.settings import check_ngram_range
from mediakit.tokens import Tokens

__all__ = ["count_sequences", "drop_words"]

#: Fewer tokens are counted by numpy: starting the compiled loops would take longer.
LITTLE = 500_000
#: Keys are turned back into words so many at a time.
BLOCK = 500_000


def drop_words(tokens: Tokens, left_out: frozenset[str]) -> Tokens:
    """Return the tokens without some words, so that sequences are formed over the gaps."""
    return tokens.without(tokens.among(left_out)) if left_out else tokens


def count_sequences(
    tokens: Tokens,
    ngram_range: tuple[int, int] = (1, 1),
    *,
    dtype: type = np.int64,
    n_threads: int | None = None,
) -> Counts:
    """Count all sequences of words of the lengths asked for, none reaching over the end of a paragraph."""
    shortest, longest = check_ngram_range(ngram_range)
    keying = _number_prefixes(tokens, shortest, longest)
    if len(tokens.ids) < LITTLE:
        matrix, distinct, n_with = _count_little(keying, dtype)
    else:
        from mediakit.terms.blocks import count_in_blocks

        matrix, distinct, n_with = count_in_blocks(keying, dtype, n_threads or thread_count())
    return Counts(matrix, _decoded(distinct, keying), n_with)


def _number_prefixes(tokens: Tokens, shortest: int, longest: int) -> Keying:
    """Number the sequences of up to longest - 1 words that begin at each token, in alphabetical order."""
    prefixes: npt.NDArray[np.integer] = tokens.ids[np.newaxis, :]
    levels: list[Keys] = []
    base = np.uint64(len(tokens.words) + 1)
    for length in range(2, longest):
        keys = prefixes.astype(np.uint64) * base
        last = np.concatenate(
            [tokens.ids[length - 1 :], np.zeros(min(length - 1, len(tokens.ids)), dtype=np.int32)]
        )
        longer = keys[-1] + last.astype(np.uint64) + np.uint64(1)
        distinct, numbers = np.unique(np.concatenate([keys.ravel(), longer]), return_inverse=True)
        prefixes = numbers.reshape(length, -1)
        levels.append(distinct)
    return Keying(
        tokens, prefixes, levels, base if longest > 1 else np.uint64(1), shortest, longest
    )


def _count_little(keying: Keying, dtype: type) -> tuple[sparse.csr_array, Keys, Longs]:
    """Count by numpy. This is what the compiled loops have to agree with."""
    tokens = keying.tokens
    places = np.arange(len(tokens.ids))
    ends = np.append(tokens.paragraphs, len(tokens.ids))[tokens.paragraph_of(places) + 1]
    keys, rows = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.int64)]
    for length in range(keying.shortest, keying.longest + 1):
        begins = places[places + length <= ends]
        its = (
            keying.prefixes[min(length, len(keying.prefixes)) - 1, begins].astype(np.uint64)
            * keying.base
        )
        if length > len(keying.prefixes):
            its += tokens.ids[begins + length - 1].astype(np.uint64) + np.uint64(1)
        keys.append(its)
        rows.append(tokens.text_of(begins))
    distinct, columns = np.unique(np.concatenate(keys), return_inverse=True)
    ones: npt.NDArray[Any] = np.ones(len(columns), dtype=dtype)
    shape = tokens.n_texts, len(distinct)
    matrix = sparse.coo_array((ones, (np.concatenate(rows), columns)), shape).tocsr()
    matrix.sort_indices()
    return matrix, distinct, np.bincount(matrix.indices, minlength=len(distinct))


def _decoded(keys: Keys, keying: Keying) -> Sequences:
    """Return the sequences that the keys stand for."""
    words = keying.tokens.words
    if keying.longest == 1:
        return Sequences(words, keys.astype(np.int32)[:, np.newaxis])
    parts = np.arange(len(words), dtype=np.int32)[:, np.newaxis]
    for level in [*keying.levels, keys]:
        longer = np.empty((len(level), parts.shape[1] + 1), dtype=np.int32)
        for first in range(0, len(level), BLOCK):  # so that the steps in between take little memory
            inside = slice(first, first + BLOCK)
            prefix, last = np.divmod(level[inside], keying.base)
            longer[inside, :-1], longer[inside, -1] = (
                parts[prefix.astype(np.int64)],
                last.astype(np.int64) - 1,
            )
        parts = longer
    return Sequences(words, parts)
