"""The native text format: title, YYYYMMDD, URL, then one paragraph a line."""

from __future__ import annotations

import re

from mediakit.readers.dates import read_date
from mediakit.readers.decoding import clean_text, decode, notes_on
from mediakit.readers.parsed import Parsed

__all__ = ["read_native"]

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DIGITS = re.compile(r"\d{8}|\d{1,4}([./-])\d{1,2}\1\d{1,4}")


def read_native(source: str, data: bytes, encoding: str | None) -> Parsed:
    """Read one article. A missing or swapped date or URL line is noted; the rest is read all the same."""
    decoded = decode(data, encoding)
    text, n_control = clean_text(decoded.text)
    parsed = Parsed(source, "native", decoded.encoding, notes=notes_on(decoded, n_control))
    lines = [line for raw in text.split("\n") if (line := raw.strip())]
    if not lines:
        parsed.rejected.append("empty file")
        return parsed
    record: dict[str, object] = {}
    kinds = [_kind(line) for line in lines[:3]]
    if kinds[0] is not None and kinds[0] not in kinds[1:]:
        parsed.notes.append("no title line")
    else:
        record["title"] = lines.pop(0)
    found = _read_head(lines, record)
    parsed.notes += [f"no {kind} line" for kind in ("date", "url") if kind not in found]
    if found == ["url", "date"]:
        parsed.notes.append("date and url lines swapped")
    if lines:
        record["text"] = "\n".join(lines)
    else:
        parsed.notes.append("no text")
    parsed.records.append((1, record))
    return parsed


def _read_head(lines: list[str], record: dict[str, object]) -> list[str]:
    """Move the date and URL lines, in either order, from the lines to the record; return them as found."""
    found: list[str] = []
    while lines and len(found) < 2:
        kind = _kind(lines[0])
        if kind is None or kind in found:
            break
        record[kind] = lines.pop(0)
        found.append(kind)
    return found


def _kind(line: str) -> str | None:
    """Say whether a line is a URL and nothing else, or a date and nothing else, possible or not."""
    if _URL.fullmatch(line):
        return "url"
    written = len(line) <= 40 and line[-1] not in ".!?" and read_date(line).day is not None
    return "date" if written or _DIGITS.fullmatch(line) else None
