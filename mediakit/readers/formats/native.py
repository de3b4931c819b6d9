"""The native text format: title, YYYYMMDD, URL, then one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mediakit.readers.content import Content
from mediakit.readers.dates import read_date
from mediakit.readers.file_names import read_file_name
from mediakit.readers.format import Format, text_of
from mediakit.readers.parsed import Parsed, Record

__all__ = ["NATIVE"]

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DIGITS = re.compile(r"\d{8}|\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_LONGEST_DATE = 40  # characters


def _is_native(content: Content) -> bool:
    """Say whether a date line and a URL line follow a title."""
    lines = [line.strip() for line in content.opening.split("\n")]
    head = [line for line in lines if line][1:3]
    return len(head) == 2 and _is_compact(head[0]) and _URL.fullmatch(head[1]) is not None


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the articles of a text file, which is nearly always one.

    A missing or swapped date or URL line is noted; the rest is read anyway. But a text without
    either, and without a date in its file name, is something else, and is refused; unless the
    caller says that it is an article.
    """
    text = text_of(content, parsed)
    stripped = [line.strip() for line in text.split("\n")]
    lines = [line for line in stripped if line]
    if not lines:
        parsed.rejected.append("empty file")
        return
    articles = _split_articles(lines)
    for number, part in enumerate(articles, start=1):
        record = _read_article(part, parsed, content.format_given)
        if record is not None:
            yield number, record
    if len(articles) > 1:
        parsed.notes.append(f"{len(articles):,} articles in one file")


def _split_articles(lines: list[str]) -> list[list[str]]:
    """Return the lines of each article: another begins at a title before a date and a URL line."""
    begins = [0]
    for place in range(3, len(lines) - 1):
        if _is_compact(lines[place]) and _URL.fullmatch(lines[place + 1]):
            begins.append(place - 1)
    return [lines[begin:end] for begin, end in pairwise([*begins, len(lines)])]


def _is_compact(line: str) -> bool:
    return re.fullmatch(r"\d{8}", line) is not None and read_date(line).day is not None


def _read_article(
    lines: list[str],
    parsed: Parsed,
    is_certain: bool,
) -> dict[str, object] | None:
    """Return the fields of one article, or None for what is not in this format."""
    record: dict[str, object] = {}
    if _begins_with_title(lines):
        record["title"] = lines.pop(0)
    else:
        parsed.miss("no title line")
    kinds = _read_head(lines, record)
    is_article = bool(kinds) or not lines or bool(read_file_name(parsed.source).day)
    if not is_article and not is_certain:
        parsed.rejected.append(
            "not an article in mediakit's text format (title, date as 20310307, URL, then the "
            "text): it has neither a date line nor a URL line. Add them, put the date into the "
            "file name (2031-03-07 Bridge.txt), or read it with format='native' if it is one"
        )
        return None
    lacking = [kind for kind in ("date", "url") if kind not in kinds and kind not in record]
    for kind in lacking:
        parsed.miss(f"no {kind} line")
    if kinds == ["url", "date"]:
        parsed.mend("date and url lines swapped")
    if lines:
        record["text"] = "\n".join(lines)
    else:
        parsed.miss("no text")
    return record


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


NATIVE = Format("native", (".txt",), _is_native, _read)
