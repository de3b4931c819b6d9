"""Count the terms of texts that are read: by numpy if there are few, else by compiled loops."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.arrays import Keys, Longs
from mediakit.compiling import thread_count
from mediakit.terms.keying import Keying, decode_keys, make_keying
from mediakit.terms.settings import check_ngram_range
from mediakit.terms.term_counts import TermCounts
from mediakit.tokens import Texts, Tokens, tokenize

__all__ = ["count_sequences", "count_texts", "drop_words"]

#: Fewer tokens are counted by numpy: starting the compiled loops would take longer.
LITTLE = 500_000


def count_texts(
    texts: Texts,
    *,
    left_out: frozenset[str] = frozenset(),
    check: bool = True,
) -> TermCounts:
    """Count the words of texts that are in no table of articles, a row a text in their order.

    With `check=False` texts without spaces are not refused: the caller has checked them.
    """
    tokens = tokenize(texts, check=check)
    return count_sequences(drop_words(tokens, left_out))


def drop_words(tokens: Tokens, left_out: frozenset[str]) -> Tokens:
    """Return the tokens without some words; sequences close over the gaps."""
    if not left_out:
        return tokens
    return tokens.without(tokens.among(left_out))


def count_sequences(
    tokens: Tokens,
    ngram_range: tuple[int, int] = (1, 1),
    *,
    dtype: type = np.int64,
    n_threads: int | None = None,
) -> TermCounts:
    """Count all sequences of these lengths; none reaches over the end of a paragraph."""
    shortest, longest = check_ngram_range(ngram_range)
    keying = make_keying(tokens, shortest, longest)
    if len(tokens.ids) < LITTLE:
        matrix, distinct, n_with = _count_little(keying, dtype)
    else:
        from mediakit.terms.blocks import count_in_blocks  # loads numba, which takes a while

        matrix, distinct, n_with = count_in_blocks(keying, dtype, n_threads or thread_count())
    return TermCounts(matrix, decode_keys(distinct, keying), n_with)


def _count_little(keying: Keying, dtype: type) -> tuple[sparse.csr_array, Keys, Longs]:
    """Count by numpy. This is what the compiled loops have to agree with."""
    tokens = keying.tokens
    places = np.arange(len(tokens.ids))
    paragraph_ends = np.append(tokens.paragraphs, len(tokens.ids))[1:]
    ends = paragraph_ends[tokens.paragraph_of(places)]
    keys = [np.empty(0, dtype=np.uint64)]
    rows = [np.empty(0, dtype=np.int64)]
    for length in range(keying.shortest, keying.longest + 1):
        begins = places[places + length <= ends]
        keys.append(_keys_of_length(keying, length, begins))
        rows.append(tokens.text_of(begins))
    distinct, columns = np.unique(np.concatenate(keys), return_inverse=True)
    ones: npt.NDArray[Any] = np.ones(len(columns), dtype=dtype)
    entries = (ones, (np.concatenate(rows), columns))
    matrix = sparse.coo_array(entries, (tokens.n_texts, len(distinct))).tocsr()
    matrix.sort_indices()
    n_with = np.bincount(matrix.indices, minlength=len(distinct))
    return matrix, distinct, n_with


def _keys_of_length(keying: Keying, length: int, begins: Longs) -> Keys:
    """Return the keys of the sequences of this length that begin at these tokens."""
    longest_prefix = len(keying.prefixes)
    prefixes = keying.prefixes[min(length, longest_prefix) - 1, begins]
    keys: Keys = prefixes.astype(np.uint64) * keying.base
    if length > longest_prefix:
        keys += keying.last_words(length)[begins]
    return keys
