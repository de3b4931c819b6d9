"""Which field of a source fills which column of the articles table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mediakit.columns import ALL
from mediakit.readers.parsed import Parsed

__all__ = ["FieldMap", "columns_by_name", "fields_of", "map_fields"]

#: What sources call our columns, the surest name first; case, spaces, `-` and `_` make no
#: difference.
NAMES = {
    "title": "title headline head hl titel titre titulo überschrift",
    "text": "text body bodytext maintext fulltext articletext content article story texte texto",
    "date": "date datepublish publishdate publicationdate datepublished published pubdate "
    "publishedat datum fecha datetime day",
    "published_at": "publishedat",
    "url": "url link weburl articleurl storyurl",
    "outlet": "outlet publication publisher source sourcename medianame medium newspaper zeitung "
    "domain sitename",
    "author": "author authors byline creator autor auteur",
    "section": "section desk category rubrik ressort",
    "language": "language lang sprache",
}


@dataclass(frozen=True)
class FieldMap:
    """The field that fills each column, and what the other fields are called in the table."""

    columns: Mapping[str, str]
    others: Mapping[str, str]


def fields_of(parsed: Parsed) -> list[str]:
    """Return the names of the fields of all records, in order of first appearance."""
    names: dict[str, None] = {}
    for _, record in parsed.records:
        names.update(dict.fromkeys(record))
    return list(names)


def map_fields(parsed: Parsed) -> FieldMap:
    """Return where the fields of a source go.

    A field that has the name of one of our columns, but does not fill it, gets another name.
    """
    fields = fields_of(parsed)
    if parsed.columns is not None:
        columns = parsed.columns
    elif parsed.is_ours:
        columns = {name: name for name in ALL if name in fields}
    else:
        columns = columns_by_name(fields)
    used = set(columns.values())
    others = {}
    for field in fields:
        if field in used:
            continue
        others[field] = field
        if field in ALL:
            others[field] = f"{field}_in_source"
    return FieldMap(columns, others)


def columns_by_name(fields: Iterable[str]) -> dict[str, str]:
    """Return the field whose name tells that it fills a column, for each column that has one."""
    field_of: dict[str, str] = {}
    for field in fields:
        field_of.setdefault(_letters(field), field)
    columns = {}
    for column, names in NAMES.items():
        for name in names.split():
            if name in field_of:
                columns[column] = field_of[name]
                break
    return columns


def _letters(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())
