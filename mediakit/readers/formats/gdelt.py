"""GDELT's tables: addresses of articles with what GDELT found in them, without their text."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator, Mapping
from itertools import count

from mediakit.readers.content import Content
from mediakit.readers.format import Format, text_of
from mediakit.readers.outlets import registered_domain
from mediakit.readers.parsed import Parsed, Record
from mediakit.wording import count_of

__all__ = ["GDELT"]

_GRAPH = re.compile(r"\d{14}-T?\d+\t\d{14}\t")
_EVENT = re.compile(r"\d{6,12}\t\d{8}\t\d{6}\t\d{4}\t")
_MENTION = re.compile(r"\d{6,12}\t\d{14}\t\d{14}\t\d\t")
_HEADER = re.compile(r"\W?(?:globaleventid|gkgrecordid)\W", re.IGNORECASE)

#: The places of the columns that are kept: those of the event table, from 1979 on and from 2013 on,
#: and of the table of mentions.
_OF_EVENTS = {
    "event_id": 0,
    "event_date": 1,
    "actor1": 6,
    "actor2": 16,
    "event_code": 26,
    "tone": 34,
    "found_at": -2,
    "url": -1,
}
_OF_MENTIONS = {
    "event_id": 0,
    "found_at": 2,
    "outlet": 4,
    "url": 5,
    "tone": 13,
}
_OF_GRAPH = {
    "found_at": 1,
    "outlet": 3,
    "url": 4,
    "themes": 7,
    "locations": 9,
    "persons": 11,
    "organizations": 13,
    "tone": 15,
    "translation": 25,
    "extras": 26,
}
_WIDTHS = {"events": (57, 58, 61), "mentions": (14, 15, 16), "graph": (27,)}
_PLACES = {"events": _OF_EVENTS, "mentions": _OF_MENTIONS, "graph": _OF_GRAPH}
_SOURCE_LANGUAGE = re.compile(r"srclc:(\w+)")
_EXTRAS = {
    "title": re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>"),
    "author": re.compile(r"<PAGE_AUTHORS>(.*?)</PAGE_AUTHORS>"),
    "date": re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{8})\d*</PAGE_PRECISEPUBTIMESTAMP>"),
}


def _is_gdelt(content: Content) -> bool:
    return _kind(content.opening) != ""


def _kind(text: str) -> str:
    """Say which of GDELT's tables a text begins as; empty if it is none of them."""
    if _HEADER.match(text):
        text = text.partition("\n")[2]
        text = text.replace(",", "\t")
    if _GRAPH.match(text):
        return "graph"
    if _MENTION.match(text):
        return "mentions"
    if _EVENT.match(text):
        return "events"
    return ""


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give a row an address: GDELT has several rows for an article with several events.

    When GDELT found an article is no day of publication; only some rows of the knowledge graph
    have that.
    """
    text = text_of(content, parsed)
    kind = _kind(text.lstrip())
    parsed.are_addresses = True
    seen: set[str] = set()
    n_again = 0
    for number, cells in _rows_of(text):
        if len(cells) not in _WIDTHS.get(kind, ()):
            parsed.rejected.append(f"row {number}: {count_of(len(cells), 'cell')}")
            continue
        fields = _fields(cells, _PLACES[kind])
        address = str(fields.get("url", ""))
        if address in seen:
            n_again += 1
            continue
        seen.add(address)
        yield number, fields
    parsed.notes.append("GDELT holds no texts, only addresses and what was found there")
    if n_again:
        parsed.notes.append(f"{count_of(n_again, 'more row')} on the same articles left out")


def _rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a table, in which tabs part the cells, unless it was saved as CSV."""
    lines = text.strip("\n").split("\n")
    if _HEADER.match(lines[0]):
        is_tabbed = "\t" in lines.pop(0)
    else:
        is_tabbed = True
    rows: Iterator[list[str]] = (line.rstrip("\r").split("\t") for line in lines)
    if not is_tabbed:
        rows = csv.reader(lines)
    yield from zip(count(1), rows, strict=False)


def _fields(cells: list[str], places: Mapping[str, int]) -> dict[str, object]:
    found = {name: cells[place].strip() for name, place in places.items()}
    extras = html.unescape(found.pop("extras", ""))
    for name, pattern in _EXTRAS.items():
        match = pattern.search(extras)
        if match is not None:
            found[name] = _as_written(match[1])
    language = _SOURCE_LANGUAGE.search(found.pop("translation", ""))
    if language is not None:
        found["language"] = language[1]
    found["tone"] = found["tone"].partition(",")[0]
    if "outlet" not in found:
        found["outlet"] = registered_domain(found["url"]) or ""
    return {name: value for name, value in found.items() if value}


def _as_written(text: str) -> str:
    """Return a text whose letters stand for the bytes of UTF-8, as some of GDELT's do, as meant."""
    text = html.unescape(text)
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode()
        except UnicodeError:
            continue
    return text


GDELT = Format("gdelt", (), _is_gdelt, _read)
