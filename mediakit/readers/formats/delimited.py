"""CSV and TSV, as spreadsheets and exports write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median_high

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.fields import columns_by_name
from mediakit.readers.format import Format, text_of
from mediakit.readers.large_tables import rows_by_the_rules
from mediakit.readers.parsed import Parsed, Record
from mediakit.wording import count_of, shortened, times

__all__ = ["CSV", "TSV"]

_DELIMITERS = ",;\t|"  # the surest first
_QUOTE = '"'
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?')  # what Excel reads and writes as a first line
_OPENING = 4000  # characters, by which a table is recognised
_DATA = re.compile(r"https?://\S+|\d[\d.:/T -]{7,}Z?")  # what cells hold: addresses, dates, ids
_HEAD = 1_000_000  # characters, among which the first lines are
_TRIED = 30  # rows, among which the header is
csv.field_size_limit(2**31 - 1)


def _is_tsv(content: Content) -> bool:
    """Whether a text file is really a table with tabs, as Excel's "Unicode Text" is."""
    lines = _first_lines(content)
    if len(lines) < 2:
        return False
    header, first = lines[:2]
    return header.count("\t") >= 2 and "\t" in first


def _is_csv(content: Content) -> bool:
    """Whether the first line holds the names of two columns of articles and more."""
    lines = _first_lines(content)
    if len(lines) < 2:
        return False
    header = next(csv.reader([lines[0]], delimiter=_delimiter_of(lines)), [])
    return len(columns_by_name(header)) >= 2


def _first_lines(content: Content) -> list[str]:
    opening = content.opening[:_OPENING].replace("\r\n", "\n").replace("\r", "\n")
    return [line for line in opening.split("\n") if line.strip()]


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Read a table with a header line. A row with too many or too few cells is rejected."""
    text = text_of(content, parsed)
    if text.startswith("\n") or text.endswith("\n\n"):
        text = text.strip("\n")
    if not text or text.isspace():
        parsed.rejected.append("empty file")
        return
    lines = text[:_HEAD].split("\n")[:_TRIED]
    told = _SEPARATOR_LINE.fullmatch(lines[0].strip())
    if told is not None:
        delimiter = told[1]
        _, _, text = text.partition("\n")
    else:
        delimiter = _delimiter_of(lines)
    parsed.format = "csv"
    if delimiter == "\t":
        parsed.format = "tsv"
    if _escapes_by_backslash(text):
        text = text.replace('\\"', '""')
        parsed.notes.append("quotation marks escaped by a backslash were read")
    data = None
    if text is content.decoded.text and content.decoded.encoding == "utf-8":
        data = content.data
    certain = rows_by_the_rules(text, delimiter, data)
    if certain is not None:
        yield from _records_beyond_doubt(parsed, certain)
        return
    rows = _rows_of(text, delimiter)
    yield from _records(parsed, _from_header_on(rows, parsed), delimiter)


def _delimiter_of(lines: list[str]) -> str:
    """Return the character between the names of the header line, outside quotation marks.

    If the first line has none, it may stand before the header; then the other lines tell.
    """
    outside = [_QUOTED.sub("", line) for line in lines]
    if any(delimiter in outside[0] for delimiter in _DELIMITERS):
        outside = outside[:1]
    counts = {mark: sum(line.count(mark) for line in outside) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=counts.__getitem__)


def _from_header_on(rows: list[_Row], parsed: Parsed) -> list[_Row]:
    """Return the rows without the lines that some programs put before the header."""
    shown = [row for row in rows[:_TRIED] if any(cell.strip() for cell in row.cells)]
    n_cells = median_high([len(row.cells) for row in shown] or [0])
    if n_cells < 2 or len(rows[0].cells) >= n_cells:
        return rows
    for place, row in enumerate(rows[:_TRIED]):
        if len(row.cells) == n_cells and columns_by_name(row.cells):
            before = sum(len(one.lines) for one in rows[:place])
            parsed.notes.append(f"{count_of(before, 'line')} before the header left out")
            return rows[place:]
    return rows


def _escapes_by_backslash(text: str) -> bool:
    r"""Whether quotation marks inside cells are written as \" and not doubled."""
    if '\\"' not in text:
        return False
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


def _header_of(rows: list[_Row]) -> list[str]:
    """Return the names of the columns; raise if there are none, or one of them twice."""
    header = [name.strip() for name in rows[0].cells]
    named = [name for name in header if name]
    n_data = sum(_DATA.fullmatch(name) is not None for name in named)
    if n_data > len(columns_by_name(named)):
        raise UnreadableSource(
            "its first line holds data, not the names of columns "
            f"({shortened(' | '.join(named), 60)}): put a line with their names first, such as "
            "title, text, date, outlet, url"
        )
    if len(set(named)) < len(named):
        raise UnreadableSource(f"the header names a column twice: {', '.join(header[:12])}")
    return header


def _records(
    parsed: Parsed,
    rows: list[_Row],
    delimiter: str,
) -> Iterator[Record]:
    """Give the rows as records; those of another length are rejected."""
    header = _header_of(rows)
    shape = _Shape(len(header), delimiter)
    has_long_cells = any(shape.has_long_cell(row) for row in rows)
    n_lone = 0
    n_headers = 0
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
            if _is_header(cells, header):
                n_headers += 1
                continue
            number += 1
            if len(cells) == len(header):
                yield number, _record(header, cells)
            else:
                n_cells = count_of(len(cells), "cell")
                parsed.rejected.append(f"row {number}: {n_cells}, but the header has {len(header)}")
    parsed.n_repaired += n_lone
    _note_on_rows(parsed, number, n_headers)
    if n_lone:
        marks = count_of(n_lone, "lone quotation mark")
        parsed.notes.append(f"{marks} read as text: the lines after it are rows of their own")
    elif "\n".join(line for row in rows for line in row.lines).count(_QUOTE) % 2:
        parsed.notes.append("a quotation mark is not closed: the file may be cut")


def _records_beyond_doubt(parsed: Parsed, rows: Iterator[list[str]]) -> Iterator[Record]:
    """Give the rows of a large table in which nothing has to be mended."""
    header = _header_of([_Row(next(rows), [])])
    n_headers = 0
    number = 0
    for cells in rows:
        if _is_header(cells, header):
            n_headers += 1
        elif any(cell.strip() for cell in cells):
            number += 1
            yield number, _record(header, cells)
    _note_on_rows(parsed, number, n_headers)


def _note_on_rows(parsed: Parsed, n_rows: int, n_headers: int) -> None:
    if not n_rows:
        parsed.notes.append("a table without rows")
    if n_headers:
        parsed.notes.append(f"the header is repeated {times(n_headers)}; left out")


def _is_header(cells: list[str], header: list[str]) -> bool:
    """Say whether a row repeats the header."""
    if not cells or cells[0].strip() != header[0]:
        return False
    return [cell.strip() for cell in cells] == header


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


CSV = Format("csv", (".csv",), _is_csv, _read)
TSV = Format("tsv", (".tsv", ".tab"), _is_tsv, _read)
