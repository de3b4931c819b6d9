"""CSV and TSV, as spreadsheets and exports write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mediakit.errors import UnreadableSource
from mediakit.readers.decoding import clean_text, decode, notes_on
from mediakit.readers.parsed import Parsed
from mediakit.wording import count_of

__all__ = ["looks_delimited", "read_delimited"]

_DELIMITERS = ",;\t|"  # the surest first
_QUOTE = '"'
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
    text = text.strip("\n")
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
    if _escapes_by_backslash(text):
        text = text.replace('\\"', '""')
        parsed.notes.append("quotation marks escaped by a backslash were read")
    _put_rows(parsed, _rows_of(text, delimiter), delimiter)
    return parsed


def _delimiter_of(text: str) -> str:
    """Return the character between the names of the header line, outside quotation marks."""
    first_line, _, _ = text.partition("\n")
    header = re.sub(r'"[^"]*"', "", first_line)
    return max(_DELIMITERS, key=header.count)


def _escapes_by_backslash(text: str) -> bool:
    r"""Whether quotation marks inside cells are written as \" and not doubled."""
    inside = len(re.findall(r'[^\s,;|\\]\\"|\s\\"\w', text))
    return inside > 0 and not re.search(r'[^",;\t|\n]""[^",;\t|\n]', text)


@dataclass(frozen=True)
class _Row:
    """The cells of a row, and the lines of the file that they are on."""

    cells: list[str]
    lines: list[str]


def _rows_of(text: str, delimiter: str) -> list[_Row]:
    """Return the rows as the rules of CSV have them."""
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    begin = 0
    for cells in reader:
        rows.append(_Row(cells, lines[begin : reader.line_num]))
        begin = reader.line_num
    return rows


def _put_rows(parsed: Parsed, rows: list[_Row], delimiter: str) -> None:
    """Put the rows with the records, or with those that were rejected."""
    header = [name.strip() for name in rows[0].cells]
    named = [name for name in header if name]
    if len(set(named)) < len(named):
        raise UnreadableSource(f"the header names a column twice: {', '.join(header[:12])}")
    shape = _Shape(len(header), delimiter)
    has_long_cells = any(shape.has_long_cell(row) for row in rows)
    n_lone = 0
    number = 0
    for row in rows[1:]:
        is_swallowed = shape.is_swallowed(row, has_long_cells)
        n_lone += is_swallowed
        own_rows = [row.cells]
        if is_swallowed:
            own_rows = list(shape.rows_in(row.lines))
        for cells in own_rows:
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            if len(cells) == len(header):
                parsed.records.append((number, _record(header, cells)))
            else:
                n_cells = count_of(len(cells), "cell")
                parsed.rejected.append(f"row {number}: {n_cells}, but the header has {len(header)}")
    if n_lone:
        marks = count_of(n_lone, "lone quotation mark")
        parsed.notes.append(f"{marks} read as text: the lines after it are rows of their own")
    elif "\n".join(line for row in rows for line in row.lines).count(_QUOTE) % 2:
        parsed.notes.append("a quotation mark is not closed: the file may be cut")


@dataclass(frozen=True)
class _Shape:
    """How many cells a row has, and what separates them."""

    n_columns: int
    delimiter: str

    def is_swallowed(self, row: _Row, has_long_cells: bool) -> bool:
        """Say whether the lines of a row are rows of their own, run together by a lone mark.

        A cell may hold line ends. But if the marks do not fit the rules of CSV, and some of the
        lines are whole rows by themselves, a mark began a word and not a cell. If they fit by
        chance, the rest of the file tells: if no other cell of it holds a line end, this one does
        not either.
        """
        if len(row.lines) < 2:
            return False
        if not self._is_well_formed(row):
            return any(self._fits(line) for line in row.lines[1:])
        return self.n_columns > 2 and not has_long_cells and all(map(self._fits, row.lines))

    def has_long_cell(self, row: _Row) -> bool:
        """Say whether a row has a cell over several lines, beyond doubt."""
        if len(row.lines) < 2 or len(row.cells) != self.n_columns:
            return False
        return self._is_well_formed(row) and not all(map(self._fits, row.lines))

    def _fits(self, line: str) -> bool:
        return len(self._cells(line)) == self.n_columns

    def _is_well_formed(self, row: _Row) -> bool:
        text = io.StringIO("\n".join(row.lines), newline="")
        try:
            list(csv.reader(text, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return False
        return True

    def _cells(self, line: str) -> list[str]:
        """Return the cells of one line, read by itself: a lone quotation mark in it is text."""
        if line.count(_QUOTE) % 2 == 0:
            return next(csv.reader([line], delimiter=self.delimiter), [])
        return _split_outside_closed_quotes(line, self.delimiter)

    def rows_in(self, lines: list[str]) -> Iterator[list[str]]:
        """Give the rows of swallowed lines: a line that is whole, or as many as make one."""
        waiting: list[str] = []
        for line in lines:
            cells = self._cells(line)
            if len(cells) != self.n_columns:
                waiting.append(line)
                continue
            if waiting:
                yield self._cells("\n".join(waiting))
                waiting = []
            yield cells
        if waiting:
            yield self._cells("\n".join(waiting))


def _split_outside_closed_quotes(line: str, delimiter: str) -> list[str]:
    """Split a line at each delimiter that is not inside a cell whose quotation marks both stand."""
    d = re.escape(delimiter)
    cell = re.compile(rf'"((?:[^"]|"")*)"(?={d}|$)|([^{d}]*)')
    cells = []
    place = 0
    while place <= len(line):
        match = cell.match(line, place)
        if match is None:
            break
        quoted, plain = match.groups()
        if quoted is not None:
            cells.append(quoted.replace('""', _QUOTE))
        else:
            cells.append(plain)
        place = match.end() + 1
    return cells


def _record(header: list[str], cells: list[str]) -> dict[str, object]:
    """Return the cells by name, without the nameless empty column that spreadsheets add."""
    record: dict[str, object] = {}
    for name, cell in zip(header, cells, strict=True):
        if name or cell:
            record[name] = cell or None
    return record
