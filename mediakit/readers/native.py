"""The native text format: title, YYYYMMDD, URL, then one paragraph a line."""

from __future__ import annotations

import re

from mediakit.readers.dates import read_date
from mediakit.readers.decoding import clean_text, decode, notes_on
from mediakit.readers.parsed import Parsed

__all__ = ["read_native"]

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DIGITS = re.compile(r"\d{8}|\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_LONGEST_DATE = 40  # characters


def read_native(source: str, data: bytes, encoding: str | None) -> Parsed:
    """Read one article. A missing or swapped date or URL line is noted; the rest is read anyway."""
    decoded = decode(data, encoding)
    text, n_control = clean_text(decoded.text)
    parsed = Parsed(
        source,
        "native",
        decoded.encoding,
        notes=notes_on(decoded, n_control),
    )
    stripped = [line.strip() for line in text.split("\n")]
    lines = [line for line in stripped if line]
    if not lines:
        parsed.rejected.append("empty file")
        return parsed
    record: dict[str, object] = {}
    if _begins_with_title(lines):
        record["title"] = lines.pop(0)
    else:
        parsed.notes.append("no title line")
    kinds = _read_head(lines, record)
    parsed.notes += [f"no {kind} line" for kind in ("date", "url") if kind not in kinds]
    if kinds == ["url", "date"]:
        parsed.notes.append("date and url lines swapped")
    if lines:
        record["text"] = "\n".join(lines)
    else:
        parsed.notes.append("no text")
    parsed.records.append((1, record))
    return parsed


def _begins_with_title(lines: list[str]) -> bool:
    """Say whether the first line is a title: even a date or URL, if another one follows."""
    first, *others = [_kind(line) for line in lines[:3]]
    return first is None or first in others


def _read_head(lines: list[str], record: dict[str, object]) -> list[str]:
    """Move the date and URL lines, in either order, from the lines to the record.

    Return their kinds in the order in which they came.
    """
    kinds: list[str] = []
    while lines and len(kinds) < 2:
        kind = _kind(lines[0])
        if kind is None or kind in kinds:
            break
        record[kind] = lines.pop(0)
        kinds.append(kind)
    return kinds


def _kind(line: str) -> str | None:
    """Say whether a line is a URL and nothing else, or a date and nothing else, possible or not."""
    if _URL.fullmatch(line):
        return "url"
    if _DIGITS.fullmatch(line):
        return "date"
    is_short = len(line) <= _LONGEST_DATE and line[-1] not in ".!?"
    if is_short and read_date(line).day is not None:
        return "date"
    return None
