"""CSV and TSV, as spreadsheets and exports write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from statistics import median_high

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.cut_rows import without_cut_row
from mediakit.readers.fields import columns_by_name
from mediakit.readers.format import Format, text_of
from mediakit.readers.large_tables import LARGE, plain_bytes, rows_by_the_rules
from mediakit.readers.lone_marks import Row, Shape
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.row_outlines import Outline
from mediakit.wording import count_of, shortened, times

__all__ = ["CSV", "TSV"]

_DELIMITERS = ",;\t|"  # the surest first
_QUOTE = '"'
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?')  # what Excel reads and writes as a first line
_OPENING = 4000  # characters, by which a table is recognised
_DATA = re.compile(r"https?://\S+|\d[\d.:/T -]{7,}Z?")  # what cells hold: addresses, dates, ids
_HEAD = 1_000_000  # characters, among which the first lines are
_MOST_LINES = 2000  # of a row that may be cut
_TRIED = 30  # rows, among which the header is
_TEXT = "read as text: the lines after it are rows of their own"
_INSIDE = "inside a cell read as text, so that its article is not cut there"
_MENDED = "mended in which a quotation mark is missing or one too many"
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
    certain = _rows_of_plain_bytes(content, parsed)
    if certain is not None:
        yield from _records_beyond_doubt(parsed, certain)
        return
    text = text_of(content, parsed)
    has_last_line_end = text.endswith("\n")
    if content.is_cut:
        text = without_cut_row(text, parsed)
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
    parsed.format = _format_by(delimiter)
    if _escapes_by_backslash(text):
        text = text.replace('\\"', '""')
        parsed.mend("quotation marks escaped by a backslash were read")
    if len(text) >= LARGE:
        certain = rows_by_the_rules(text.encode("utf-8", "surrogatepass"), delimiter)
        if certain is not None:
            yield from _records_beyond_doubt(parsed, certain)
            return
    rows = _rows_of(text, delimiter)
    rows = _from_header_on(rows, parsed)
    yield from _records(parsed, rows, delimiter, may_be_cut=not has_last_line_end)


def _rows_of_plain_bytes(content: Content, parsed: Parsed) -> Iterator[list[str]] | None:
    """Return the rows of a large table that needs no mending, not decoded at once; else None."""
    data = plain_bytes(content)
    if data is None or content.is_cut:
        return None
    lines = data[:_HEAD].decode(errors="ignore").split("\n")[:_TRIED]
    delimiter = _delimiter_of(lines)
    rows = rows_by_the_rules(data, delimiter)
    if rows is None or _SEPARATOR_LINE.fullmatch(lines[0].strip()):
        return None
    parsed.format = _format_by(delimiter)
    parsed.encoding, parsed.encoding_from = "utf-8", "all of it fits"
    return rows


def _ends_inside_a_cell(row: Row, delimiter: str) -> bool:
    """Say whether the last cell of the last row begins with a mark that nothing closes."""
    d = re.escape(delimiter)
    cells = rf'(?:(?:"(?:[^"]|"")*"|[^"{d}\n]*){d})*"(?:[^"]|"")*'
    return re.fullmatch(cells, "\n".join(row.lines[:_MOST_LINES])) is not None


def _format_by(delimiter: str) -> str:
    if delimiter == "\t":
        return "tsv"
    return "csv"


def _delimiter_of(lines: list[str]) -> str:
    """Return the character between the names of the header line, outside quotation marks.

    If the first line has none, it may stand before the header; then the other lines tell.
    """
    outside = [_QUOTED.sub("", line) for line in lines]
    if any(delimiter in outside[0] for delimiter in _DELIMITERS):
        outside = outside[:1]
    counts = {mark: sum(line.count(mark) for line in outside) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=counts.__getitem__)


def _from_header_on(rows: list[Row], parsed: Parsed) -> list[Row]:
    """Return the rows without the lines that some programs put before the header."""
    shown = [row for row in rows[:_TRIED] if any(cell.strip() for cell in row.cells)]
    n_cells = median_high([len(row.cells) for row in shown] or [0])
    if n_cells < 2 or len(rows[0].cells) >= n_cells:
        return rows
    for place, row in enumerate(rows[:_TRIED]):
        if len(row.cells) == n_cells and columns_by_name(row.cells):
            before = sum(len(one.lines) for one in rows[:place])
            parsed.mend(f"{count_of(before, 'line')} before the header left out")
            return rows[place:]
    return rows


def _escapes_by_backslash(text: str) -> bool:
    r"""Whether quotation marks inside cells are written as \" and not doubled."""
    if '\\"' not in text:
        return False
    inside = len(re.findall(r'[^\s,;|\\]\\"|\s\\"\w', text))
    return inside > 0 and not re.search(r'[^",;\t|\n]""[^",;\t|\n]', text)


def _rows_of(text: str, delimiter: str) -> list[Row]:
    """Return the rows as the rules of CSV have them."""
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    begin = 0
    for cells in reader:
        rows.append(Row(cells, lines[begin : reader.line_num]))
        begin = reader.line_num
    return rows


def _header_of(rows: list[Row]) -> list[str]:
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
    rows: list[Row],
    delimiter: str,
    *,
    may_be_cut: bool,
) -> Iterator[Record]:
    """Give the rows as records; those of another length are rejected."""
    header = _header_of(rows)
    n_headers = 0
    number = 0
    rows = _mended(parsed, rows, Shape(len(header), delimiter))
    if may_be_cut and rows and _ends_inside_a_cell(rows[-1], delimiter):
        parsed.notes.append("a quotation mark is not closed: the file may be cut")
    for cells in (row.cells for row in rows):
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
    _note_on_rows(parsed, number, n_headers)


def _mended(parsed: Parsed, rows: list[Row], shape: Shape) -> list[Row]:
    """Return the rows behind the header, with those told apart that a mark ran together."""
    outline = Outline.of(rows[1:], shape)
    if outline is not None:
        rows, n_mended = outline.cut_anew(rows[1:])
        _note_mended(parsed, n_mended, "row", _MENDED)
        if not outline.keys:
            _note_doubtful(parsed, rows, shape)
        return rows
    has_long_cells = any(shape.has_long_cell(row) for row in rows)
    rows, n_joined = shape.with_cells_joined(rows)
    n_lone = 0
    mended = []
    for row in rows[1:]:
        if not row.is_joined and shape.is_swallowed(row, has_long_cells):
            n_lone += shape.n_lone_marks(row)
            mended += [Row(cells, row.lines[-1:]) for cells in shape.rows_in(row.lines)]
        else:
            mended.append(row)
    _note_mended(parsed, n_lone, "lone quotation mark", _TEXT)
    _note_mended(parsed, n_joined, "lone quotation mark", _INSIDE)
    _note_doubtful(parsed, mended, shape)
    return mended


def _note_mended(parsed: Parsed, n: int, noun: str, how: str) -> None:
    if n:
        parsed.n_repaired += n
        parsed.mend(f"{count_of(n, noun)} {how}")


def _note_doubtful(parsed: Parsed, rows: list[Row], shape: Shape) -> None:
    n_doubtful = sum(shape.may_hold_another(row) for row in rows)
    if n_doubtful:
        which = count_of(
            n_doubtful, "row with a lone quotation mark", "rows with a lone quotation mark"
        )
        parsed.lose(f"{which} may hold more than one article")


def _records_beyond_doubt(parsed: Parsed, rows: Iterator[list[str]]) -> Iterator[Record]:
    """Give the rows of a large table in which nothing has to be mended."""
    header = _header_of([Row(next(rows), [])])
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
        parsed.mend(f"the header is repeated {times(n_headers)}; left out")


def _is_header(cells: list[str], header: list[str]) -> bool:
    """Say whether a row repeats the header."""
    if not cells or cells[0].strip() != header[0]:
        return False
    return [cell.strip() for cell in cells] == header


def _record(header: list[str], cells: list[str]) -> dict[str, object]:
    """Return the cells by name, without the nameless empty column that spreadsheets add."""
    record: dict[str, object] = {}
    for name, cell in zip(header, cells, strict=True):
        if name or cell:
            record[name] = cell or None
    return record


CSV = Format("csv", (".csv",), _is_csv, _read)
TSV = Format("tsv", (".tsv", ".tab"), _is_tsv, _read)
