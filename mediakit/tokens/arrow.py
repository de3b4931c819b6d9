"""Texts as Arrow columns, whatever they came in, and the bytes of such a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Bytes, Longs
from mediakit.errors import UnknownValue

__all__ = ["as_column", "as_strings", "half_characters_refused", "join_columns", "letters_of"]


def as_column(texts: Any) -> pa.ChunkedArray:
    """Return texts as an Arrow column; if they are one already, they are not copied."""
    _refuse_single(texts)
    column = texts
    if not isinstance(texts, pa.Array | pa.ChunkedArray):
        column = _to_arrow(texts)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        raise TypeError(f"Expected texts as strings; got an Arrow column of {column.type}.")
    if isinstance(column, pa.ChunkedArray):
        return column
    return pa.chunked_array([column])


def _refuse_single(texts: object) -> None:
    """Raise if somebody gave one string, or a whole table."""
    expected = "Expected several texts, such as a list or a column of strings"
    if isinstance(texts, str):
        raise TypeError(f"{expected}; got a str.")
    if isinstance(texts, pd.DataFrame):
        raise TypeError(
            f"{expected}; got a DataFrame. Give one of its columns, such as articles['text']."
        )


def _to_arrow(texts: Any) -> pa.Array | pa.ChunkedArray:
    """Return a pandas column or any iterable of strings as an Arrow array."""
    try:
        with half_characters_refused():
            if isinstance(getattr(texts, "dtype", None), pd.StringDtype):
                return pa.array(texts, from_pandas=True)
            return pa.array(list(texts), pa.large_string(), from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as problem:
        raise TypeError(f"Expected texts as strings: {problem}.") from None


@contextmanager
def half_characters_refused() -> Iterator[None]:
    """Explain a lone half of a surrogate pair, as broken JSON has it: it cannot be encoded."""
    try:
        yield
    except UnicodeEncodeError as problem:
        character = problem.object[problem.start]
        raise UnknownValue(
            f"A text holds half a character ({character!r}), which cannot be saved. Take it out "
            "with text.encode(errors='ignore').decode()."
        ) from None


def as_strings(name: str, given: object) -> list[str]:
    """Return a parameter that takes several strings as a list of them."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise UnknownValue(f"{name} takes several strings, such as a list of them; got {given!r}.")
    strings = list(given)
    for string in strings:
        if not isinstance(string, str):
            raise UnknownValue(f"{name} takes only strings; got {string!r} among them.")
        with half_characters_refused():
            string.encode()
    return strings


def join_columns(columns: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    """Return one text a row: its parts one below the other, empty ones left out."""
    parts = [pc.cast(column, pa.large_string()) for column in columns]
    if len(parts) == 1:
        return pc.fill_null(parts[0], "")
    new_line = pa.scalar("\n", pa.large_string())
    parts = [pc.if_else(pc.equal(part, ""), None, part) for part in parts]
    texts = parts[0]
    for part in parts[1:]:
        both = pc.binary_join_element_wise(texts, part, new_line)
        texts = pc.coalesce(both, texts, part)  # if one is missing, so is the join
    return pc.fill_null(texts, "")


def letters_of(texts: pa.Array) -> tuple[Bytes, Longs]:
    """Return the bytes of a column of texts, and where each begins; one more for the end."""
    _, offsets, letters = texts.buffers()
    first = texts.offset
    begins = np.frombuffer(offsets, dtype=np.int64)[first : first + len(texts) + 1]
    if not letters:
        return np.empty(0, dtype=np.uint8), begins
    return np.frombuffer(letters, dtype=np.uint8), begins
