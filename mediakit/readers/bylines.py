"""Author and day from the line that a page prints below its headline: By Ed Ross, 3 March 2031."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mediakit.readers.dates import read_date

__all__ = ["Byline", "printed_byline"]

#: Classes and the like that pages give to such a line.
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:by-?line|date-?line|(?:pub|publish|published|article|post|entry)[-_]?date)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(\d{1,2}\.? [^\W\d_]{3,} \d{4}|[^\W\d_]{3,} \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)\b"
)
#: Such a day is not the one of publication.
_OTHER_DAY = re.compile(r"updat|modif|edited|archiv|saved|aktualisiert|geändert", re.IGNORECASE)
_NAME = r"[A-ZÀ-Ý][\w.'’-]*(?: (?:de|van|von|der|[A-ZÀ-Ý][\w.'’-]*)){1,3}"
_BY = re.compile(rf"By (?P<author>{_NAME})(?=,| \||  | on |$)")
_LONGEST = 100  # characters


@dataclass(frozen=True)
class Byline:
    """A line, and the author and day in it; empty if it has none."""

    line: str = ""
    author: str = ""
    day: str = ""


def printed_byline(tree: Any) -> Byline:
    """Return the author and day of the line that a page marks as its byline.

    If such lines name several days, none is taken: other articles may be linked on the page.
    """
    found = [_read(line) for line in dict.fromkeys(_marked_lines(tree))]
    named = [one for one in found if one.author or one.day]
    days = {one.day for one in named if one.day}
    authors = {one.author for one in named if one.author}
    if not named or len(days) > 1 or len(authors) > 1:
        return Byline()
    lines = " / ".join(one.line for one in named)
    return Byline(lines, "".join(authors), "".join(days))


def _marked_lines(tree: Any) -> Iterator[str]:
    for element in tree.iter("p", "div", "span", "address", "time", "li"):
        if _MARKED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            line = " ".join("".join(element.itertext()).split())
            if line and len(line) <= _LONGEST:
                yield line


def _read(line: str) -> Byline:
    days = _DAY.findall(line)
    day = ""
    if len(days) == 1 and not _OTHER_DAY.search(line):
        read = read_date(days[0]).day
        if read is not None:
            day = read.isoformat()
    match = _BY.match(line)
    author = ""
    if match is not None:
        author = match["author"]
    return Byline(line, author, day)
