"""From a source's own field names to the columns of the articles table."""

from __future__ import annotations

import hashlib
import ipaddress
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pandas as pd

from mediakit.columns import ALL, FORMULA_STARTS, TEXT, empty_articles, with_schema_types
from mediakit.readers.dates import NO_DATE, ReadDate, day_comes_first, read_date
from mediakit.readers.parsed import Parsed

if TYPE_CHECKING:
    from tldextract import TLDExtract

__all__ = ["registered_domain", "to_articles"]

#: What sources call our columns, the surest name first; case, spaces, `-` and `_` make no difference.
NAMES = {
    "title": "title headline head hl titel titre titulo überschrift",
    "text": "text body bodytext maintext fulltext articletext content article story texte texto",
    "date": "date datepublish publishdate publicationdate datepublished published pubdate publishedat datum fecha "
    "datetime day",
    "published_at": "publishedat",
    "url": "url link weburl articleurl storyurl",
    "outlet": "outlet publication publisher source sourcename medianame medium newspaper zeitung domain sitename",
    "author": "author authors byline creator autor auteur",
    "section": "section desk category rubrik ressort",
    "language": "language lang sprache",
}


def _key(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def _column_names(fields: Iterable[str]) -> dict[str, str]:
    """Return which field of a source fills which column."""
    by_key: dict[str, str] = {}
    for field in fields:
        by_key.setdefault(_key(field), field)
    chosen = {}
    for column, names in NAMES.items():
        found = next((by_key[name] for name in names.split() if name in by_key), None)
        if found is not None:
            chosen[column] = found
    return chosen


def to_articles(sources: list[Parsed], outlet: str | None) -> pd.DataFrame:
    """Return the articles table of all sources. Notes on missing fields go to the sources' ledger lines."""
    rows: list[dict[str, object]] = []
    for parsed in sources:
        rows += _rows(_only_articles(parsed), outlet)
    if not rows:
        return empty_articles()
    return with_schema_types(_with_ids(pd.DataFrame(rows).astype(object)))


def _only_articles(parsed: Parsed) -> Parsed:
    """Reject the records that have neither a title nor a text."""
    names = _column_names(dict.fromkeys(name for _, record in parsed.records for name in record))
    words = [names[column] for column in ("title", "text") if column in names]
    empty = [not any(_text(record.get(name)) for name in words) for _, record in parsed.records]
    parsed.rejected += ["neither title nor text"] * sum(empty)
    parsed.records = [
        record for record, is_empty in zip(parsed.records, empty, strict=True) if not is_empty
    ]
    return parsed


def _unguarded(value: object) -> object:
    """Take off the apostrophe that writing CSV puts before what a spreadsheet would run as a formula."""
    if isinstance(value, str) and value[:1] == "'" and value[1:2] in FORMULA_STARTS and value[1:]:
        return value[1:]
    return value


def _rows(parsed: Parsed, outlet: str | None) -> list[dict[str, object]]:
    if parsed.is_ours and parsed.format in {"csv", "tsv"}:
        guarded = parsed.records
        parsed.records = [
            (n, {str(_unguarded(k)): _unguarded(v) for k, v in r.items()}) for n, r in guarded
        ]
    fields = dict.fromkeys(name for _, record in parsed.records for name in record)
    own = parsed.is_ours
    columns = {name: name for name in ALL if name in fields} if own else _column_names(fields)
    used = set(columns.values())
    clash = {name: f"{name}_in_source" for name in fields if name in ALL and name not in used}
    day_first = (
        day_comes_first(r.get(columns["date"], "") for _, r in parsed.records)
        if "date" in columns
        else None
    )
    rows = []
    for number, record in parsed.records:
        row = {column: record.get(field) for column, field in columns.items()}
        row |= {clash.get(name, name): value for name, value in record.items() if name not in used}
        row |= {name: _text(row.get(name)) for name in TEXT}
        _read_times(row, parsed, day_first)
        if (
            not own or row.get("source_file") is None
        ):  # a row that somebody added to our table by hand
            row |= {
                "source_file": parsed.source,
                "source_record": number,
                "source_format": parsed.format,
            }
        row["author"] = _names(row["author"])
        row["outlet_as_given"] = row["outlet"]
        row["outlet"] = outlet or row["outlet"] or registered_domain(str(row["url"] or ""))
        rows.append(row)
    parsed.notes += _missing(rows, parsed, columns)
    return rows


def _missing(rows: list[dict[str, object]], parsed: Parsed, columns: dict[str, str]) -> list[str]:
    """Return what the articles of a source lack; the native reader has said so itself."""
    if parsed.format == "native" or not rows:
        return []
    absent = [name for name in ("title", "text", "date", "outlet") if name not in columns]
    notes = [
        f"no column for {name}" for name in absent if not (name == "outlet" and rows[0]["outlet"])
    ]
    empty = Counter(
        name for row in rows for name in ("title", "text") if row[name] is None and name in columns
    )
    return notes + [f"{count} without {name}" for name, count in sorted(empty.items())]


def _text(value: object) -> str | None:
    """Return a field as text; an empty one is missing."""
    if value is None:
        return None
    text = str(value).strip()
    return text or None


def _names(value: object) -> object:
    """Return a list of authors, which came as JSON, in one line."""
    if isinstance(value, str) and value.startswith("["):
        try:
            return ", ".join(str(name) for name in json.loads(value)) or None
        except ValueError:
            return value
    return value


def _read_times(row: dict[str, object], parsed: Parsed, day_first: bool | None) -> None:
    """Put the calendar day and the moment in the row, and what is wrong with them in the ledger."""
    read = _as_read(row.get("date"), day_first)
    instant = _as_read(row.get("published_at"), day_first)
    row["date"] = read.day or (instant.day if read == NO_DATE and not parsed.is_ours else None)
    row["published_at"] = read.moment or instant.moment
    if read.problem and row["date"] is None and not (parsed.format == "native" and read == NO_DATE):
        parsed.notes.append(read.problem)


def _as_read(value: object, day_first: bool | None) -> ReadDate:
    if value is None:
        return NO_DATE
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, datetime):
        moment = value.astimezone(UTC) if value.tzinfo and value.year > 1 else None
        return replace(read_date(value.date().isoformat()), moment=moment)
    if isinstance(value, date):
        return read_date(value.isoformat())
    return read_date(str(value), day_first)


def _with_ids(table: pd.DataFrame) -> pd.DataFrame:
    """Add `article_id` where it is not there: a hash of what was read; further identical rows get -2, -3."""
    if "article_id" not in table.columns:
        table["article_id"] = None
    hashed = ["outlet_as_given", "url", "date", "title", "text"]
    table = table.assign(**{name: None for name in hashed if name not in table.columns})
    parts = zip(*(table[name].fillna("").astype(str) for name in hashed), strict=True)
    digests = [hashlib.sha256("\x1f".join(part).encode()).hexdigest()[:16] for part in parts]
    ids = table["article_id"].where(
        table["article_id"].notna(), pd.Series(digests, index=table.index, dtype=object)
    )
    return table.assign(article_id=_numbered(ids.astype(str).tolist())).drop(
        columns="outlet_as_given"
    )


def _numbered(ids: list[str]) -> list[str]:
    """Return the ids with -2, -3 behind those that were there before."""
    taken, given = set(ids), set()
    numbered = []
    for name in ids:
        number, free = 1, name
        while free in given or (number > 1 and free in taken):
            number += 1
            free = f"{name}-{number}"
        given.add(free)
        numbered.append(free)
    return numbered


@cache
def _domains() -> TLDExtract:
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)  # else it would connect


@lru_cache(maxsize=100_000)
def registered_domain(url: str) -> str | None:
    """Return the domain that an outlet has registered: bbc.co.uk for https://www.bbc.co.uk/news."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    if not host or "." not in host:
        return host
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    found = _domains()(host)
    if found.suffix and found.domain:
        return f"{found.domain}.{found.suffix}"
    return ".".join(host.split(".")[-2:])  # an ending that no registry knows, such as .example
