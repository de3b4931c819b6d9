"""Spreadsheets: Excel's .xlsx, .xlsb and .xls, and .ods."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from mediakit.errors import UnreadableSource
from mediakit.readers.content import FROM_BYTES, MOST_TIMES, Content
from mediakit.readers.decoding import clean_text
from mediakit.readers.fields import columns_by_name
from mediakit.readers.format import Format
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.zips import ZIP_FAULTS, is_zip, zip_names
from mediakit.wording import count_of, list_quoted, times

__all__ = ["WORKBOOK"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK_STREAM = "Workbook".encode("utf-16-le")
_BOOK_STREAM = "Book".encode("utf-16-le")
_TRIED = 30  # rows, among which the header is
_MEGABYTE = 2**20


def _is_workbook(content: Content) -> bool:
    if content.head.startswith(_OLE):
        return _WORKBOOK_STREAM in content.data or _BOOK_STREAM in content.data
    if not is_zip(content):
        return False
    is_open_document = _ODS in content.head[:200]
    return is_open_document or any(map(_is_of_excel, zip_names(content)))


def _is_of_excel(name: str) -> bool:
    return name.startswith("xl/workbook.")


def _refuse_too_large(content: Content) -> None:
    """Refuse a workbook that is a bomb: a zip of a few bytes that unpacks to gigabytes."""
    if not is_zip(content):
        return
    with content.seekable() as stream, zipfile.ZipFile(stream) as archive:
        asked = sum(info.file_size for info in archive.infolist())
    most = max(FROM_BYTES, MOST_TIMES * content.size)
    if asked > most:
        raise UnreadableSource(
            f"it unpacks to {asked / _MEGABYTE:,.0f} MB from a file of {content.size:,} bytes"
        )


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the rows of every sheet that has a header; other sheets are named."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        _refuse_too_large(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content.data))
        names = book.sheet_names
        sheets = [(name, book.get_sheet_by_name(name).to_python()) for name in names]
    except UnreadableSource:
        raise
    except (CalamineError, *ZIP_FAULTS) as error:
        raise UnreadableSource(f"not readable as a spreadsheet: {error}") from error
    filled = [(name, rows) for name, rows in sheets if any(map(_has_words, rows))]
    if not filled:
        raise UnreadableSource("a spreadsheet without rows")
    number = 0
    passed_over = []
    for name, rows in filled:
        place = _place_of_header(rows)
        if place is None:
            passed_over.append(name)
            continue
        for record in _records(rows, place, parsed):
            number += 1
            if len(filled) > 1:
                record["sheet"] = name
            yield number, record
    if len(passed_over) == len(filled):
        raise UnreadableSource(
            "no sheet has a line with the names of columns, such as title, text, date and outlet"
        )
    if passed_over:
        sheet = count_of(len(passed_over), "sheet")
        parsed.notes.append(f"{sheet} without articles left out: {list_quoted(passed_over)}")


def _has_words(row: list[Any]) -> bool:
    return any(str(cell).strip() for cell in row)


def _place_of_header(rows: list[list[Any]]) -> int | None:
    """Return where the header is: the first row that names columns of articles."""
    best = None
    most = 0
    for place, row in enumerate(rows[:_TRIED]):
        names = [str(cell).strip() for cell in row if isinstance(cell, str)]
        n_known = len(columns_by_name(names))
        if n_known > most:
            best = place
            most = n_known
    return best


def _records(
    rows: list[list[Any]],
    place: int,
    parsed: Parsed,
) -> Iterator[dict[str, object]]:
    header = [clean_text(str(cell))[0].strip() for cell in rows[place]]
    named = [name for name in header if name]
    if len(set(named)) < len(named):
        raise UnreadableSource(f"the header names a column twice: {', '.join(named[:12])}")
    n_before = sum(map(_has_words, rows[:place]))
    if n_before:
        parsed.mend(f"{count_of(n_before, 'line')} before the header left out")
    n_headers = 0
    for row in rows[place + 1 :]:
        if not _has_words(row):
            continue
        if [str(cell).strip() for cell in row] == header:
            n_headers += 1
            continue
        cells = zip(header, row, strict=False)
        yield {name: _plain(cell) for name, cell in cells if name or str(cell).strip()}
    if n_headers:
        parsed.mend(f"the header is repeated {times(n_headers)}; left out")


def _plain(cell: Any) -> object:
    """Return a cell as the records of a source hold it: whole numbers as such, no empty text."""
    if isinstance(cell, str):
        return clean_text(cell)[0] or None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, time | timedelta):
        return str(cell)
    if isinstance(cell, bool | int | float | datetime | date) or cell is None:
        return cell
    return str(cell)


WORKBOOK = Format("excel", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), _is_workbook, _read)
