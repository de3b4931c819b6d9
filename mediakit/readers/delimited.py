"""CSV and TSV, as spreadsheets and exports write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from mediakit.errors import UnreadableSource
from mediakit.readers.decoding import clean_text, decode, notes_on
from mediakit.readers.parsed import Parsed

__all__ = ["looks_delimited", "read_delimited"]

_DELIMITERS = ",;\t|"
csv.field_size_limit(2**31 - 1)


def looks_delimited(head: str) -> bool:
    """Whether a text file is really a table with tabs, as Excel's "Unicode Text" is."""
    lines = [line for line in head.split("\n") if line.strip()][:3]
    return len(lines) > 1 and all(line.count("\t") >= 2 for line in lines[:1]) and "\t" in lines[1]


def _delimiter(text: str) -> str:
    """Return the sign that parts the header line, outside quotation marks."""
    header = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    best = max(_DELIMITERS, key=lambda sign: (header.count(sign), -_DELIMITERS.index(sign)))
    return best if best in header else ","


def read_delimited(source: str, data: bytes, encoding: str | None) -> Parsed:
    """Read a table with a header line. A row with too many or too few cells is rejected."""
    decoded = decode(data, encoding)
    text, n_control = clean_text(decoded.text)
    text = text.lstrip("\n")
    if not text.strip():
        return Parsed(source, "csv", decoded.encoding, rejected=["empty file"])
    delimiter = _delimiter(text)
    kind = "tsv" if delimiter == "\t" else "csv"
    parsed = Parsed(source, kind, decoded.encoding, notes=notes_on(decoded, n_control))
    _read_rows(parsed, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if parsed.rejected and delimiter == "\t" and _lines_fit(text):
        # A lone quotation mark at the start of a cell is text, and has swallowed the lines behind it.
        parsed.records, parsed.rejected = [], []
        _read_rows(
            parsed, csv.reader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        )
    if text.count('"') % 2:
        parsed.notes.append("a quotation mark is not closed: the file may be cut")
    return parsed


def _lines_fit(text: str) -> bool:
    """Whether every line has as many tabs as the header."""
    return len({line.count("\t") for line in text.split("\n") if line.strip()}) == 1


def _read_rows(parsed: Parsed, rows: Iterator[list[str]]) -> None:
    """Put the rows in the records, or with those that were rejected."""
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
            # A column without a name is what spreadsheets leave behind the last one.
            values: dict[str, object] = {
                n: c or None for n, c in zip(header, cells, strict=True) if n or c
            }
            parsed.records.append((number, values))
        else:
            parsed.rejected.append(
                f"row {number}: {len(cells)} cells where the header has {len(header)}"
            )
