"""Large CSV files that keep to the rules to the letter: their rows by a compiled loop."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mediakit.readers.content import Content
from mediakit.readers.decoding import holds_control

__all__ = ["LARGE", "plain_bytes", "rows_by_the_rules"]

#: Fewer bytes are read before the loop would be loaded.
LARGE = 2_000_000
_QUOTE = b'"'


def plain_bytes(content: Content) -> bytes | None:
    """Return the bytes of a large table in UTF-8, with plain line ends; None if reading it needs
    more: control characters, marks escaped by backslashes, empty lines at the ends."""
    data = content.data
    if len(data) < LARGE or not content.is_plain_utf8 or holds_control(data):
        return None
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    if b"\r" in data or data.startswith(b"\n") or data.endswith(b"\n\n"):
        return None
    if b"\\" in data and b'\\"' in data:
        return None
    return data


def rows_by_the_rules(data: bytes, delimiter: str) -> Iterator[list[str]] | None:
    """Return the rows of a table, whose text is given in UTF-8, or None unless it is beyond doubt.

    Beyond doubt is a table in which each quotation mark keeps to the rules of CSV, each row has as
    many cells as the first, and if cells hold line ends, those of one row at least are not rows by
    themselves.
    """
    found = _cells_of(data, delimiter)
    if found is None:
        return None
    begins, ends, notes = found
    n_columns = _n_columns(notes)
    if n_columns < 2 or not _are_whole(data, begins, ends, n_columns, delimiter):
        return None
    return _rows(data, begins, ends, notes)


Found = tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", ...]


def _cells_of(data: bytes, delimiter: str) -> Found | None:
    """Return where each cell begins and ends, and what is noted of it."""
    from mediakit.readers.loops import find_cells

    most = data.count(delimiter.encode()) + data.count(b"\n") + 1
    begins = np.empty(most, dtype=np.int64)
    ends = np.empty(most, dtype=np.int64)
    notes = np.empty(most, dtype=np.int64)
    n_bytes = len(data) - data.endswith(b"\n")
    letters = np.frombuffer(data, np.uint8, n_bytes)
    n_cells = find_cells(letters, ord(delimiter), begins, ends, notes)
    if n_cells < 0:
        return None
    return begins[:n_cells], ends[:n_cells], notes[:n_cells]


def _n_columns(notes: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    """Return the cells of each row, or 0 if rows differ in length."""
    from mediakit.readers.loops import AT_END

    last = np.flatnonzero(notes & AT_END)
    widths = np.diff(last, prepend=-1)
    if (widths != widths[0]).any():
        return 0
    return int(widths[0])


def _are_whole(
    data: bytes,
    begins: np.ndarray[tuple[int], np.dtype[np.int64]],
    ends: np.ndarray[tuple[int], np.dtype[np.int64]],
    n_columns: int,
    delimiter: str,
) -> bool:
    """Say whether it is certain that no row is several rows run together by two lone marks."""
    has_lines = False
    for row in range(0, begins.size, n_columns):
        lines = data[begins[row] : ends[row + n_columns - 1]].split(b"\n")
        if len(lines) == 1:
            continue
        has_lines = True
        if any(line.count(delimiter.encode()) + 1 < n_columns for line in lines):
            return True
    return not has_lines


def _rows(
    data: bytes,
    begins: np.ndarray[tuple[int], np.dtype[np.int64]],
    ends: np.ndarray[tuple[int], np.dtype[np.int64]],
    notes: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> Iterator[list[str]]:
    from mediakit.readers.loops import AT_END, DOUBLED

    row = []
    for begin, end, note in zip(begins.tolist(), ends.tolist(), notes.tolist(), strict=True):
        cell = data[begin:end]
        if note & DOUBLED:
            cell = cell.replace(_QUOTE + _QUOTE, _QUOTE)
        row.append(cell.decode("utf-8", "surrogatepass"))
        if note & AT_END:
            yield row
            row = []
