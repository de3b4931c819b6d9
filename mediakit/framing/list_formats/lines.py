"""Lists without a head: one word a line, a category and its words, or a word and its emotion."""

from __future__ import annotations

import re

from mediakit.framing.list_formats.entries import EntryCollector, is_comment, numbered_lines

__all__ = [
    "EMPATH_EXPECTED",
    "NRC_EXPECTED",
    "PLAIN_EXPECTED",
    "looks_like_empath",
    "looks_like_nrc",
    "read_empath",
    "read_nrc",
    "read_plain",
]

PLAIN_EXPECTED = "one word or phrase in each line"
EMPATH_EXPECTED = "in each line a category and its words, with tabs between them"
NRC_EXPECTED = "in each line a word, an emotion, and 1 or 0, with tabs between them"


def read_plain(text: str, frame: str, collector: EntryCollector) -> None:
    """Read one word or phrase a line; lines that begin with ; or # and a space are comments."""
    for number, line in numbered_lines(text):
        if not is_comment(line):
            collector.open(frame, number)
            collector.add(frame, line, number)


def looks_like_nrc(lines: list[str]) -> bool:
    """Say whether nearly all lines have a word, an emotion, and 0 or 1."""
    fitting = [line for line in lines if re.fullmatch(r"[^\t]*\t[^\t\d]+\t\s*[01]\s*", line)]
    return bool(fitting) and 10 * len(fitting) >= 8 * len(lines)


def read_nrc(text: str, collector: EntryCollector) -> None:
    """Read the NRC lexicon in its long form."""
    first_lines: dict[str, int] = {}
    emotions: dict[str, list[str]] = {}
    for number, line in numbered_lines(text):
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 3 or cells[2] not in ("0", "1"):
            collector.skip(number, line, "it is not a word, an emotion, and 0 or 1")
            continue
        word, emotion, association = cells
        collector.open(emotion, number)
        first_lines.setdefault(word, number)
        marked = emotions.setdefault(word, [])
        if association == "1":
            marked.append(emotion)
    for word, marked in emotions.items():
        if marked:
            collector.add_to(marked, word, first_lines[word])
        else:
            collector.skip(first_lines[word], word, "no emotion is marked")


def looks_like_empath(lines: list[str]) -> bool:
    """Say whether nearly all lines have words with tabs between them."""
    fitting = [line for line in lines if "\t" in line.strip()]
    return bool(fitting) and 10 * len(fitting) >= 8 * len(lines)


def read_empath(text: str, collector: EntryCollector) -> None:
    """Read a category and its words from each line."""
    for number, line in numbered_lines(text):
        frame, *entries = [cell.strip() for cell in line.split("\t")]
        if is_comment(line):
            continue
        if not frame:
            collector.skip(number, line, "there is no category at the start of the line")
            continue
        collector.open(frame, number)
        for entry in filter(None, entries):
            collector.add(frame, entry, number)
