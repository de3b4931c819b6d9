"""Which numbers and sentences of a text have changed, with the row and the column that they are
in."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

__all__ = ["Change", "text_changes"]

_NUMBER = re.compile(r"[-+−]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?%?")
_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=\S)")
_PREFIX = re.compile(r"^(?:Chart: |- )")  # of a title, and of a finding
_MOST_LINES = 4_000  # that are aligned; of longer texts lines are taken in order


Lines = Sequence[str]


@dataclass(frozen=True)
class Change:
    """Something that an output said, and what it says now.

    Attributes
    ----------
    what : str
        The number's row and column, or what has changed; empty for a sentence.
    old, new : str
        What it was and what it is; empty if there was or is nothing.
    is_finding : bool
        Whether the notebook leads with it.
    """

    what: str
    old: str
    new: str
    is_finding: bool = False


def text_changes(old: str, new: str) -> list[Change]:
    """Return what differs between two texts, line by line."""
    before, after = old.splitlines(), new.splitlines()
    changes: list[Change] = []
    for first, second in _aligned(before, after):
        if first is None:
            changes.append(Change("a new line", "", after[second or 0].strip()))
        elif second is None:
            changes.append(Change("a line that is gone", before[first].strip(), ""))
        elif before[first] != after[second]:
            changes += _line_changes(before, first, after[second])
    return changes


Pairs = Iterator[tuple[int | None, int | None]]


def _aligned(before: Lines, after: Lines) -> Pairs:
    """Yield the places of lines that belong together, of those that differ."""
    if len(before) + len(after) > _MOST_LINES:
        yield from zip_longest(range(len(before)), range(len(after)))
        return
    # Numbers are no part of what a line is, so that a row is found again under its new numbers.
    matcher = SequenceMatcher(None, _shapes(before), _shapes(after), autojunk=False)
    for _, start, end, start_new, end_new in matcher.get_opcodes():
        yield from zip_longest(range(start, end), range(start_new, end_new))


def _shapes(lines: Lines) -> list[str]:
    return [" ".join(_NUMBER.sub("#", line).split()) for line in lines]


def _line_changes(lines: Lines, place: int, new: str) -> Iterator[Change]:
    """Yield what has changed in a line: numbers of a table each, else sentences."""
    old = lines[place]
    names = _csv_header(lines, place)
    if names is not None:
        yield from _cells(names, _fields(old), _fields(new))
        return
    header = _header(lines, place)
    numbers = list(_NUMBER.finditer(old))
    numbers_new = list(_NUMBER.finditer(new))
    if header is None or _shapes([old]) != _shapes([new]):
        yield from _sentences(old, new)
        return
    row = " ".join(old[: numbers[0].start()].split())
    for first, second in zip(numbers, numbers_new, strict=True):
        if first[0] == second[0]:
            continue
        column = _column(header, first.end())
        yield Change(_named(column, row), first[0], second[0])


def _csv_header(lines: Lines, place: int) -> list[str] | None:
    """Return the headings of a table of data under a chart, if the line is in one."""
    width = _width(lines[place])
    if width < 2:
        return None
    top = place
    while top and _width(lines[top - 1]) == width:
        top -= 1
    header = _fields(lines[top])
    if top == place or not all(map(_is_name, header)):
        return None
    return header


def _is_name(heading: str) -> bool:
    return " " not in heading and not _NUMBER.fullmatch(heading)


def _fields(line: str) -> list[str]:
    return next(csv.reader([line]), [])


def _width(line: str) -> int:
    return len(_fields(line))


def _cells(header: list[str], old: list[str], new: list[str]) -> Iterator[Change]:
    if len(old) != len(new):
        yield Change("a row of the chart", ",".join(old), ",".join(new))
        return
    if old[0] != new[0]:
        yield Change("a row of the chart", ", ".join(old), ", ".join(new))
        return
    for name, first, second in zip(header, old, new, strict=True):
        if first != second:
            yield Change(_named(name, old[0]), first, second)


def _header(lines: Lines, place: int) -> str | None:
    """Return the line with the headings of a printed table, if the line is a row of one: words over
    numbers, each ending where its column does."""
    if "  " not in lines[place]:  # prose
        return None
    ends = {match.end() for match in _NUMBER.finditer(lines[place])}
    for line in reversed(lines[:place]):
        if not line.strip():
            return None
        over = {match.end() for match in _WORD.finditer(line)}
        if over & ends and not _NUMBER.search(line):
            return line
    return None


def _column(header: str, end: int) -> str:
    for match in re.finditer(r"\S+(?: \S+)*", header):
        if match.end() == end:
            return match[0]
    return ""


def _named(column: str, row: str) -> str:
    return " of ".join(part for part in (column, row) if part)


def _sentences(old: str, new: str) -> Iterator[Change]:
    old, new = (_PREFIX.sub("", line.strip()) for line in (old, new))
    before = _SENTENCE_END.split(old)
    after = _SENTENCE_END.split(new)
    if len(before) != len(after):
        yield Change("", old, new)
        return
    for first, second in zip(before, after, strict=True):
        if first != second:
            yield Change("", first, second)
