"""Texts as Arrow columns, whatever they came in, and the bytes of such a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.errors import UnknownValue

__all__ = ["as_column", "as_strings", "half_characters_refused", "joined", "letters_of"]


def as_column(texts: Any) -> pa.ChunkedArray:
    """Return texts as an Arrow column, without copying where they are one already."""
    if isinstance(texts, str | pd.DataFrame):
        hint = (
            " Give one of its columns, such as articles['text']."
            if isinstance(texts, pd.DataFrame)
            else ""
        )
        kind = type(texts).__name__
        raise TypeError(
            f"Expected several texts, such as a list or a column of strings, got a {kind}.{hint}"
        )
    column = texts
    if not isinstance(texts, pa.Array | pa.ChunkedArray):
        try:
            as_it_is = isinstance(getattr(texts, "dtype", None), pd.StringDtype)
            with half_characters_refused():
                column = pa.array(
                    texts if as_it_is else list(texts),
                    None if as_it_is else pa.large_string(),
                    from_pandas=True,
                )
        except (pa.ArrowInvalid, pa.ArrowTypeError) as problem:
            raise TypeError(f"Expected texts as strings: {problem}.") from None
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        raise TypeError(f"Expected texts as strings, got an Arrow column of {column.type}.")
    return column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])


@contextmanager
def half_characters_refused() -> Iterator[None]:
    """Say plainly what Python has no bytes for: half of a pair of surrogates, as broken JSON leaves it."""
    try:
        yield
    except UnicodeEncodeError as problem:
        raise UnknownValue(
            f"A text holds half a character ({problem.object[problem.start]!r}), which cannot be written down. "
            "Take it out with text.encode(errors='ignore').decode()."
        ) from None


def as_strings(name: str, given: object) -> list[str]:
    """Return a parameter that takes several strings as a list of them."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise UnknownValue(f"{name} takes several strings, such as a list of them; got {given!r}.")
    strings = list(given)
    for string in strings:
        if not isinstance(string, str):
            raise UnknownValue(f"{name} takes strings alone; got {string!r} among them.")
        with half_characters_refused():
            string.encode()
    return strings


def joined(columns: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    """Return one text a row: its parts one below the other, empty ones left out."""
    parts = [pc.cast(column, pa.large_string()) for column in columns]
    if len(parts) == 1:
        return pc.fill_null(parts[0], "")
    whole, *others = (pc.if_else(pc.equal(part, ""), None, part) for part in parts)
    for (
        part
    ) in others:  # where either is missing the join is missing, and what is there stands for it
        whole = pc.coalesce(
            pc.binary_join_element_wise(whole, part, pa.scalar("\n", pa.large_string())),
            whole,
            part,
        )
    return pc.fill_null(whole, "")


def letters_of(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return the bytes of a column of texts, and where each text begins; one more for the end."""
    _, offsets, letters = texts.buffers()
    begins = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(letters, dtype=np.uint8) if letters else np.empty(
        0, dtype=np.uint8
    ), begins
