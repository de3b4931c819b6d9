"""Tables with a column a category and a mark where a word belongs to it: LIWC .dicx, the General
Inquirer, the wide form of the NRC lexicon."""

from __future__ import annotations

import re

from mediakit.framing.list_formats.entries import EntryCollector

__all__ = ["MARKS_EXPECTED", "read_marks"]

MARKS_EXPECTED = "a column of words, and a column for each category with an X for each of its words"

_NOT_MARKED = {"", "0", "0.0", "-"}
_MARKED = {"x", "1", "1.0", "yes", "true"}
_SENSE = re.compile(r"(?P<entry>.*?\S)#\d+")


def read_marks(
    head: list[str], rows: list[tuple[int, list[str]]], words: int, collector: EntryCollector
) -> None:
    """Read a table of marks; `words` is the place of the column of words."""
    categories = [
        place
        for place, name in enumerate(head)
        if place != words and name and _holds_marks(place, head, rows, collector)
    ]
    for place in categories:
        collector.open(head[place], 1)
    has_senses = False
    for line, row in rows:
        entry = row[words].strip()
        match = _SENSE.fullmatch(entry)
        if match:
            has_senses = True
            entry = match["entry"]
        marked = [head[place] for place in categories if _is_marked(row[place], head[place])]
        if marked:
            collector.add_to(marked, entry, line)
        else:
            collector.skip(line, row[words], "no category is marked")
    if has_senses:
        collector.note("senses such as #1 cannot be told apart: each counts for the word")


def _is_marked(cell: str, name: str) -> bool:
    """Say whether a cell is a mark; the General Inquirer writes the category's name for one."""
    written = cell.strip().lower()
    return written in _MARKED or written == name.lower()


def _holds_marks(
    place: int, head: list[str], rows: list[tuple[int, list[str]]], collector: EntryCollector
) -> bool:
    """Say whether a column is a category; report one that is none, and cells that are no mark."""
    name = head[place]
    others = [
        (line, row[place])
        for line, row in rows
        if row[place].strip().lower() not in _NOT_MARKED and not _is_marked(row[place], name)
    ]
    n_marked = sum(_is_marked(row[place], name) for _, row in rows)
    if len(others) > n_marked / 9:
        collector.skip(1, name, "this column holds no marks, so it is not a category")
        return False
    for line, cell in others:
        collector.skip(line, cell, f"this is not a mark in the column {name}")
    return True
