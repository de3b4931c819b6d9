"""Lists of positive and negative words: VADER, AFINN, MPQA, Hu and Liu."""

from __future__ import annotations

import re

from mediakit.framing.list_formats.entries import EntryCollector, is_comment, numbered_lines

__all__ = [
    "MPQA_EXPECTED",
    "SCORED_EXPECTED",
    "add_scored",
    "looks_like_mpqa",
    "looks_scored",
    "number_in",
    "read_mpqa",
    "read_scored",
]

SCORED_EXPECTED = (
    "in each line a word, a tab and a number: above 0 for positive words, below 0 for negative ones"
)
MPQA_EXPECTED = "in each line a word and its polarity, as in word1=gladly priorpolarity=positive"

_FIELD = re.compile(r"(\w+)=(\S+)")


def number_in(cell: str) -> float | None:
    """Return the number that a cell holds, with a point or a comma; None if it holds none."""
    written = cell.strip().replace(",", ".")
    if re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", written):
        return float(written)
    return None


def looks_scored(lines: list[str]) -> bool:
    """Say whether nearly all lines have a number behind their first tab: VADER and AFINN."""
    scored = [line for line in lines if _score_of(line) is not None]
    return bool(scored) and 10 * len(scored) >= 8 * len(lines)


def _score_of(line: str) -> float | None:
    cells = line.split("\t")
    if len(cells) < 2:
        return None
    return number_in(cells[1])


def read_scored(text: str, collector: EntryCollector) -> None:
    """Read a file with a word, a tab and its valence in each line."""
    for number, line in numbered_lines(text):
        score = _score_of(line)
        if score is not None:
            add_scored(line.split("\t")[0], score, number, collector)
        elif not is_comment(line):
            collector.skip(number, line, "there is no number behind a tab")


def add_scored(entry: str, score: float, line: int, collector: EntryCollector) -> None:
    """Take a word as positive or negative; one that is neither goes into the report."""
    if score > 0:
        collector.add("positive", entry, line)
    elif score < 0:
        collector.add("negative", entry, line)
    else:
        collector.skip(line, entry, "it is neither positive nor negative")


def looks_like_mpqa(lines: list[str]) -> bool:
    """Say whether a line has the fields of the MPQA lexicon."""
    return any("word1=" in line and "priorpolarity=" in line for line in lines)


def read_mpqa(text: str, collector: EntryCollector) -> None:
    """Read the subjectivity clues of MPQA."""
    n_stemmed = 0
    for number, line in numbered_lines(text):
        fields = dict(_FIELD.findall(line))
        entry = fields.get("word1", "")
        polarity = fields.get("priorpolarity", "")
        if not entry or not polarity:
            collector.skip(number, line, "it has no word1= or no priorpolarity=")
        elif polarity in ("positive", "negative"):
            n_stemmed += fields.get("stemmed1") == "y"
            collector.add(polarity, entry, number)
        elif polarity == "both":
            collector.skip(number, entry, "it may be positive or negative")
        else:
            collector.skip(number, entry, "it is neither positive nor negative")
    if n_stemmed:
        collector.note("entries marked stemmed1=y find only the form that is written")
