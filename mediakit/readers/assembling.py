"""From the records of all sources to one table of articles."""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from mediakit.columns import FORMULA, TEXT, empty_articles, with_schema_types
from mediakit.readers.dates import NO_DATE, ReadDate, day_comes_first, read_date
from mediakit.readers.decoding import clean_text
from mediakit.readers.fields import FieldMap, fields_of, guesses_of, map_fields
from mediakit.readers.filling import fill_from_names
from mediakit.readers.ids import with_ids
from mediakit.readers.mending import mend_texts
from mediakit.readers.outlets import registered_domain
from mediakit.readers.parsed import Parsed
from mediakit.wording import choose, list_names

__all__ = ["to_articles"]

Row = dict[str, object]
_NAMED = 6  # columns in a message
_LACKING_ON_PAGE = {
    "title": "the page has no title",
    "text": "the page has no text",
    "date": "the page gives no date",
    "outlet": "the page names no outlet",
}


def to_articles(
    sources: list[Parsed],
    outlet: str | None,
    root: str = "",
) -> pd.DataFrame:
    """Return the articles of all sources, which come from a file or folder, as a table.

    Notes on what is missing or unreadable go to the sources' lines of the ledger.
    """
    with _nothing_to_collect():
        return _table_of(sources, outlet, root)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Make many objects without a search for garbage among them, for there is none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _table_of(
    sources: list[Parsed],
    outlet: str | None,
    root: str,
) -> pd.DataFrame:
    as_given = [_guarded(parsed, _rows_of, outlet) for parsed in sources]
    fill_from_names(list(zip(sources, as_given, strict=True)), root)
    rows: list[Row] = []
    for parsed, given in zip(sources, as_given, strict=True):
        rows += _guarded(parsed, _finish, given)
    if not rows:
        return empty_articles()
    table = pd.DataFrame(rows, dtype=object)
    return with_schema_types(with_ids(table))


def _guarded(
    parsed: Parsed,
    make_rows: Callable[[Parsed, Any], list[Row]],
    given: object,
) -> list[Row]:
    """Return the rows of a source; a fault of one must not stop a folder."""
    try:
        return make_rows(parsed, given)
    except Exception as error:  # noqa: BLE001 - see above
        reason = f"not readable: {type(error).__name__}: {error}"
        parsed.rejected.append(reason)
        parsed.records = []
        return []


def _reject_empty(parsed: Parsed) -> None:
    """Reject the records that have neither a title nor a text, nor an address in lists of these."""
    columns = map_fields(parsed).columns
    needed = ["title", "text"]
    if parsed.are_addresses:
        needed.append("url")
    words = [columns[name] for name in needed if name in columns]
    reason = "neither title nor text"
    if not words and parsed.records:
        reason = _no_column(parsed)
    kept = []
    for number, record in parsed.records:
        if any(_text(record.get(name)) for name in words):
            kept.append((number, record))
        else:
            parsed.rejected.append(reason)
    parsed.records = kept


def _no_column(parsed: Parsed) -> str:
    """Say that no column has a known name, and how to say which one holds the texts."""
    names = fields_of(parsed)
    return (
        f"no column for title or text among {list_names(names, _NAMED)}: say which they are, "
        f"as in columns={{'{names[0]}': 'text'}}"
    )


def _rows_of(parsed: Parsed, outlet: str | None) -> list[Row]:
    """Return the articles of a source as it gives them."""
    _reject_empty(parsed)
    if parsed.is_ours and parsed.format in {"csv", "tsv"}:
        parsed.records = [(number, _without_guards(record)) for number, record in parsed.records]
    fields = map_fields(parsed)
    day_first = _day_first(parsed, fields)
    rows = []
    for number, record in parsed.records:
        row = _named(record, fields)
        _read_times(row, parsed, day_first)
        _say_where_from(row, parsed, number)
        row["author"] = _one_line(row["author"])
        row["outlet_as_given"] = row["outlet"]
        row["outlet"] = outlet or row["outlet"] or registered_domain(str(row["url"] or ""))
        rows.append(row)
    return rows


def _finish(parsed: Parsed, rows: list[Row]) -> list[Row]:
    """Mend the texts of a source, and say in the ledger what its articles lack."""
    if not rows:
        return rows
    fields = map_fields(parsed)
    mend_texts(rows, parsed)
    parsed.n_undated = sum(row["date"] is None for row in rows)
    parsed.n_untexted = sum(row["text"] is None for row in rows)
    parsed.n_without_outlet = sum(not row["outlet"] for row in rows)
    parsed.guesses = guesses_of(parsed, fields)
    for note in _missing(rows, parsed, fields):
        parsed.miss(note)
    return rows


def _named(record: Mapping[str, object], fields: FieldMap) -> Row:
    """Return a record under the names of our columns, each text as text."""
    row = {column: record.get(field) for column, field in fields.columns.items()}
    for field, name in fields.others.items():
        if field in record:
            row[name] = record[field]
    for name in TEXT:
        row[name] = _text(row.get(name))
    return row


def _text(value: object) -> str | None:
    """Return a field as text; an empty one is missing."""
    if value is None:
        return None
    return str(value).strip() or None


def _without_guards(record: Mapping[str, object]) -> Row:
    return {str(_unguarded(name)): _unguarded(value) for name, value in record.items()}


def _unguarded(value: object) -> object:
    """Take off the apostrophe that writing CSV puts before what a spreadsheet would run."""
    if isinstance(value, str) and value[:1] == "'" and FORMULA.match(value[1:]):
        return value[1:]
    return value


def _say_where_from(row: Row, parsed: Parsed, number: int) -> None:
    """Add the place of a record in its source, unless a table of ours says that already."""
    if parsed.is_ours and row.get("source_file") is not None:
        return  # a row without it was added to our table by hand
    row["source_file"] = parsed.source
    row["source_record"] = number
    row["source_format"] = parsed.format


def _one_line(authors: object) -> object:
    """Return a list of authors, which came as JSON, in one line."""
    if not isinstance(authors, str) or not authors.startswith("["):
        return authors
    try:
        names = json.loads(authors)
    except ValueError:
        return authors
    return clean_text(", ".join(map(_name_of, names)))[0] or None


def _name_of(person: object) -> str:
    """Return the name of a person, who may come as an object with a name."""
    if isinstance(person, Mapping):
        return str(person.get("name") or "")
    return str(person)


def _missing(rows: list[Row], parsed: Parsed, fields: FieldMap) -> list[str]:
    """Return what the articles of a source lack; the native reader has said so itself."""
    if parsed.format == "native" or not rows:
        return []
    notes = []
    lacking: dict[str, str] = {}
    if parsed.format == "page":
        lacking = _LACKING_ON_PAGE
    for name in ("title", "text", "date", "outlet"):
        is_known = name == "outlet" and rows[0]["outlet"]
        if name not in fields.columns and not is_known:
            notes.append(lacking.get(name, f"no column for {name}"))
    empty: Counter[str] = Counter()
    for name in ("text", "title"):
        if name in fields.columns:
            empty[name] = sum(row[name] is None for row in rows)
    notes += [f"{n:,} without {name}" for name, n in sorted(empty.items()) if n]
    return notes


def _day_first(parsed: Parsed, fields: FieldMap) -> bool | None:
    """Return whether the day comes first in dates such as 7/3/2031, as the dates of a source tell.

    The ledger says so, as 7/3/2031 alone would not tell.
    """
    if "date" not in fields.columns:
        return None
    field = fields.columns["date"]
    is_first = day_comes_first(record.get(field, "") for _, record in parsed.records)
    if is_first is not None and len(parsed.records) > 1:
        order = choose(is_first, "day", "month")
        parsed.notes.append(f"dates with slashes have the {order} first, as some of them show")
    return is_first


def _read_times(row: Row, parsed: Parsed, day_first: bool | None) -> None:
    """Put the calendar day and the moment in the row, and what is wrong with them in the ledger."""
    read = _as_read(row.get("date"), day_first)
    instant = _as_read(row.get("published_at"), day_first)
    day = read.day
    if day is None and read == NO_DATE and not parsed.is_ours:
        day = instant.day
    row["date"] = day
    row["published_at"] = read.moment or instant.moment
    is_noted = parsed.format in {"native", "page"} and read == NO_DATE
    if read.problem and day is None and not is_noted:
        if read == NO_DATE:
            parsed.miss(read.problem)
        else:
            parsed.notes.append(read.problem)
    if parsed.format == "table" and read.has_lone_time and row["published_at"] is None:
        parsed.notes.append("time of day without a time zone left out")


def _as_read(value: object, day_first: bool | None) -> ReadDate:
    if value is None:
        return NO_DATE
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, datetime):
        return _read_datetime(value)
    if isinstance(value, date):
        return read_date(value.isoformat())
    return read_date(str(value), day_first)


def _read_datetime(value: datetime) -> ReadDate:
    """Return the day that the publisher's clock showed, and the moment if the time has a zone."""
    read = read_date(value.date().isoformat())
    if value.tzinfo is None:
        return replace(read, has_lone_time=value.time() != datetime.min.time())
    if value.year == 1:
        return read
    return replace(read, moment=value.astimezone(UTC))
