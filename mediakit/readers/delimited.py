"""CSV and TSV, as spreadsheets and exports write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from mediakit.errors import UnreadableSource
from mediakit.readers.decoding import clean_text, decode, notes_on
from mediakit.readers.parsed import Parsed
from mediakit.wording import count_of

__all__ = ["looks_delimited", "read_delimited"]

_DELIMITERS = ",;\t|"  # the surest first
csv.field_size_limit(2**31 - 1)


def looks_delimited(head: str) -> bool:
    """Whether a text file is really a table with tabs, as Excel's "Unicode Text" is."""
    lines = [line for line in head.split("\n") if line.strip()]
    if len(lines) < 2:
        return False
    header, first = lines[:2]
    return header.count("\t") >= 2 and "\t" in first


def read_delimited(source: str, data: bytes, encoding: str | None) -> Parsed:
    """Read a table with a header line. A row with too many or too few cells is rejected."""
    decoded = decode(data, encoding)
    text, n_control = clean_text(decoded.text)
    text = text.lstrip("\n")
    if not text.strip():
        return Parsed(source, "csv", decoded.encoding, rejected=["empty file"])
    delimiter = _delimiter_of(text)
    kind = "csv"
    if delimiter == "\t":
        kind = "tsv"
    parsed = Parsed(
        source,
        kind,
        decoded.encoding,
        notes=notes_on(decoded, n_control),
    )
    _read_rows(parsed, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if parsed.rejected and kind == "tsv" and _lines_fit(text):
        # A lone quotation mark at the start of a cell is text; it swallowed the lines after it.
        parsed.records = []
        parsed.rejected = []
        unquoted = csv.reader(
            io.StringIO(text),
            delimiter=delimiter,
            quoting=csv.QUOTE_NONE,
        )
        _read_rows(parsed, unquoted)
    if text.count('"') % 2:
        parsed.notes.append("a quotation mark is not closed: the file may be cut")
    return parsed


def _delimiter_of(text: str) -> str:
    """Return the character between the names of the header line, outside quotation marks."""
    first_line, _, _ = text.partition("\n")
    header = re.sub(r'"[^"]*"', "", first_line)
    return max(_DELIMITERS, key=header.count)


def _lines_fit(text: str) -> bool:
    """Whether every line has as many tabs as the header."""
    n_tabs = {line.count("\t") for line in text.split("\n") if line.strip()}
    return len(n_tabs) == 1


def _read_rows(parsed: Parsed, rows: Iterator[list[str]]) -> None:
    """Put the rows with the records, or with those that were rejected."""
    header = [name.strip() for name in next(rows)]
    named = [name for name in header if name]
    if len(set(named)) < len(named):
        raise UnreadableSource(f"the header names a column twice: {', '.join(header[:12])}")
    number = 0
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if len(cells) == len(header):
            parsed.records.append((number, _record(header, cells)))
        else:
            n_cells = count_of(len(cells), "cell")
            parsed.rejected.append(f"row {number}: {n_cells}, but the header has {len(header)}")


def _record(header: list[str], cells: list[str]) -> dict[str, object]:
    """Return the cells by name, without the nameless empty column that spreadsheets add."""
    record: dict[str, object] = {}
    for name, cell in zip(header, cells, strict=True):
        if name or cell:
            record[name] = cell or None
    return record
