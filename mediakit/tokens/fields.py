"""The columns of a table of articles as one text an article, and its words, kept for the next question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from mediakit.checks import require_columns
from mediakit.errors import UnknownValue
from mediakit.tokens.arrow import as_column, as_strings, half_characters_refused, joined, letters_of
from mediakit.tokens.numbered import Tokens
from mediakit.tokens.tokenizing import LITTLE, check_spaces, tokenize

__all__ = ["FIELDS", "field_names", "join_fields", "utf8_of", "words_of"]

#: The columns that analyses read, unless `fields=` says otherwise.
FIELDS = ("title", "text")


def join_fields(articles: pd.DataFrame, fields: str | Sequence[str] = FIELDS) -> list[str]:
    """Return one text an article: its fields, one below the other; a missing one is left out."""
    return joined(_columns(articles, fields)).to_pylist() if len(articles) else []


def utf8_of(
    articles: pd.DataFrame, fields: str | Sequence[str] = FIELDS
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return what `join_fields` does as bytes, article i from `begins[i]` to `begins[i + 1]`."""
    return letters_of(joined(_columns(articles, fields)).combine_chunks())


def field_names(fields: str | Sequence[str]) -> list[str]:
    """Return `fields=` as a list of column names."""
    names = [fields] if isinstance(fields, str) else as_strings("fields", fields)
    if not names:
        raise UnknownValue(
            "fields names no column to read. Give one or more, such as ['title', 'text']."
        )
    return names


def _columns(articles: pd.DataFrame, fields: str | Sequence[str]) -> list[pa.ChunkedArray]:
    names = field_names(fields)
    require_columns(articles, names)
    with half_characters_refused():
        return [as_column(articles[name].astype("str")) for name in names]


# Where the letters of a column lie: for each of its chunks.
Addresses: TypeAlias = tuple[tuple[int, ...], ...]

# The words of the large table that was asked last, with the columns they were read from. Arrow's columns never change,
# so the same columns have the same words; holding on to them keeps their addresses from being given to others.
_last: list[tuple[tuple[Addresses, ...], list[pa.ChunkedArray], Tokens]] = []


def words_of(
    articles: pd.DataFrame, fields: str | Sequence[str] = FIELDS, *, check: bool = True
) -> Tokens:
    """Return the words of each article, by the rule `words`, with their offsets in the joined text.

    The words of the last large table are kept, so that a second question about it need not read it again. With
    `check=False` it is for the caller to ask `check_spaces` about the texts that lack spaces.
    """
    tokens = _read_or_kept(_columns(articles, fields))
    if check:
        check_spaces(tokens.n_unspaced, tokens.n_texts)
    return tokens


def _read_or_kept(columns: list[pa.ChunkedArray]) -> Tokens:
    if sum(column.nbytes for column in columns) < LITTLE:
        return tokenize(columns, offsets=True, check=False)
    addresses = tuple(_addresses(column) for column in columns)
    for known, _, tokens in _last:
        if known == addresses:
            return tokens
    _last.clear()  # so that the words of two tables are never held at once
    tokens = tokenize(columns, offsets=True, check=False)
    _last[:] = [(addresses, columns, tokens)]
    return tokens


def _addresses(column: pa.ChunkedArray) -> Addresses:
    """Return what tells this column from every other that is alive: where its letters lie, and which of them it has."""
    return tuple(
        (chunk.offset, len(chunk), *(b.address if b else 0 for b in chunk.buffers()))
        for chunk in column.chunks
    )
