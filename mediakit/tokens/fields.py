"""The columns of a table of articles as one text an article, and its words, kept for reuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd
import pyarrow as pa

from mediakit.arrays import Bytes, Longs
from mediakit.checks import require_columns
from mediakit.errors import UnknownValue
from mediakit.tokens.arrow import (
    as_column,
    as_strings,
    half_characters_refused,
    join_columns,
    letters_of,
)
from mediakit.tokens.numbered import Tokens
from mediakit.tokens.tokenizing import LITTLE, check_spaces, tokenize

__all__ = ["FIELDS", "field_names", "join_fields", "joined_texts", "utf8_of", "words_of"]

#: The columns that analyses read, unless `fields=` says otherwise.
FIELDS = ("title", "text")


def join_fields(articles: pd.DataFrame, fields: str | Sequence[str] = FIELDS) -> list[str]:
    """Return one text an article: its fields, one below the other; a missing one is left out."""
    return joined_texts(articles, fields).to_pylist()


def joined_texts(
    articles: pd.DataFrame,
    fields: str | Sequence[str] = FIELDS,
) -> pa.ChunkedArray:
    """Return the texts of `join_fields` as an Arrow column."""
    return join_columns(_columns(articles, fields))


def utf8_of(
    articles: pd.DataFrame,
    fields: str | Sequence[str] = FIELDS,
) -> tuple[Bytes, Longs]:
    """Return the texts of `join_fields` as bytes: article i from `begins[i]` to `begins[i + 1]`."""
    return letters_of(joined_texts(articles, fields).combine_chunks())


def field_names(fields: str | Sequence[str]) -> list[str]:
    """Return `fields=` as a list of column names."""
    if isinstance(fields, str):
        return [fields]
    names = as_strings("fields", fields)
    if not names:
        raise UnknownValue("fields= is empty. Name at least one column, such as 'text'.")
    return names


def _columns(articles: pd.DataFrame, fields: str | Sequence[str]) -> list[pa.ChunkedArray]:
    names = field_names(fields)
    require_columns(articles, names)
    with half_characters_refused():
        return [as_column(articles[name].astype("str")) for name in names]


#: Where the letters of a column lie in memory: for each of its chunks.
Addresses: TypeAlias = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class _LastTable:
    """The words of a large table, and the columns they were read from.

    Arrow's columns never change, so the same columns have the same words. Holding on to them keeps
    their addresses from being given to others.
    """

    addresses: tuple[Addresses, ...]
    columns: list[pa.ChunkedArray]
    tokens: Tokens


#: The large table that was asked last, if any.
_last: list[_LastTable] = []


def words_of(
    articles: pd.DataFrame,
    fields: str | Sequence[str] = FIELDS,
    *,
    check: bool = True,
) -> Tokens:
    """Return the words of each article, by the rule `words`, with their offsets in the joined text.

    The words of the last large table are kept, so that a second question need not read it again.
    With `check=False` the caller has to ask `check_spaces` about texts that lack spaces.
    """
    tokens = _read_or_kept(_columns(articles, fields))
    if check:
        check_spaces(tokens.n_unspaced, tokens.n_texts)
    return tokens


def _read_or_kept(columns: list[pa.ChunkedArray]) -> Tokens:
    """Return the words of the columns, those kept if the columns were asked last."""
    if sum(column.nbytes for column in columns) < LITTLE:
        return tokenize(columns, offsets=True, check=False)
    addresses = tuple(_addresses(column) for column in columns)
    for table in _last:
        if table.addresses == addresses:
            return table.tokens
    _last.clear()  # so that the words of two tables are never held at once
    tokens = tokenize(columns, offsets=True, check=False)
    _last.append(_LastTable(addresses, columns, tokens))
    return tokens


def _addresses(column: pa.ChunkedArray) -> Addresses:
    """Return what tells this column from any other in memory: where its letters lie, and which."""
    addresses = []
    for chunk in column.chunks:
        buffers = [buffer.address for buffer in chunk.buffers() if buffer]
        addresses.append((chunk.offset, len(chunk), *buffers))
    return tuple(addresses)
