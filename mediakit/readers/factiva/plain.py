"""An article of Factiva without field codes: each line below the headline has its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from mediakit.readers.documents import Block
from mediakit.readers.factiva.documents import document_number
from mediakit.readers.language_names import language_code
from mediakit.readers.lengths import is_length, length_in_words
from mediakit.readers.printed_days import printed_day

__all__ = ["Plain", "day_and_time", "fields_of_plain", "plain_from_lines"]

_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s+[A-Z]{3,4})?")
_CODE = re.compile(r"[A-Z0-9]{2,10}")
_PAGE = re.compile(r"(?:pp?\.?\s?)?[A-Z]{0,3}-?\d{1,4}(?:\s?[,/-]\s?[A-Z]{0,3}\d{1,4})*")
_BY = re.compile(r"^(?:by|from|von|par|por|door)\s+(?=\S+\s+\S)", re.IGNORECASE)
_BYLINE = re.compile(r"^(?:by|von|par|por|door|di|de)\s+\S", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"”»’')\]]*$")
_LONGEST_NAME = 100
_FULL_HEADING = 3  # lines: section, headline, author; more are a list of headlines
_HEAD = 14  # lines, among which the length is


@dataclass
class Plain:
    """The lines of an article.

    Attributes
    ----------
    above : list of str
        What stands above the headline: the section.
    title : str
        The headline.
    author : str
        Who wrote it, as printed.
    facts : list of str
        The lines from the length to the rights.
    text : list of str
        The paragraphs.
    publisher : str
        What stands between the text and the number of the document.
    number : str
        The number of the document.
    """

    above: list[str] = field(default_factory=list)
    title: str = ""
    author: str = ""
    facts: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    publisher: str = ""
    number: str = ""


def day_and_time(day: str, time: str) -> str:
    """Return a day as 2022-03-02, with the time if its zone is known; an unknown day as it is."""
    return printed_day(f"{day} {time}") or day


def fields_of_plain(plain: Plain) -> dict[str, object]:
    """Return the fields of an article; none if it has neither a headline nor a text."""
    text = "\n".join(plain.text)
    if not text and not plain.title:
        return {}
    fields: dict[str, object] = {
        "title": plain.title,
        "section": " ".join(plain.above),
        "author": _BY.sub("", plain.author),
        "text": text,
        "publisher": plain.publisher,
        "document_number": plain.number,
        **_facts(plain.facts),
    }
    return {name: value for name, value in fields.items() if value}


def _facts(lines: list[str]) -> dict[str, object]:
    """Return what the lines below the headline say: they come in one order, some are missing."""
    facts: dict[str, object] = {}
    rest = []
    day_at = next((place for place, line in enumerate(lines) if printed_day(line)), None)
    for line in lines[: day_at or 0]:
        if is_length(line):
            facts |= length_in_words(line)
    if day_at is not None:
        rest = lines[day_at + 1 :]
        time = ""
        if rest and _TIME.fullmatch(rest[0]):
            time = rest.pop(0)
        facts["date"] = day_and_time(lines[day_at], time)
    else:
        rest = [line for line in lines if not is_length(line)]
    if rest:
        facts["outlet"] = rest.pop(0)
    if rest and _CODE.fullmatch(rest[0]):
        rest.pop(0)
    for line in rest:
        facts |= _fact(line, facts)
    return facts


def _fact(line: str, known: dict[str, object]) -> dict[str, object]:
    """Return what a line after the outlet says: page, edition or language."""
    code = language_code(line)
    if _RIGHTS.match(line):
        return {}
    if code != line:
        return {"language": code}
    if _PAGE.fullmatch(line):
        return {"page": line}
    if "edition" not in known and "language" not in known:
        return {"edition": line}
    return {}


def plain_from_lines(blocks: list[Block]) -> Plain:
    """Return the parts of an article by the order of its lines."""
    lines = [" ".join(block.text.split()) for block in blocks]
    plain = Plain()
    if lines and document_number(lines[-1]):
        plain.number = document_number(lines.pop())
    begin = _start_of_facts(lines)
    if begin is None:
        plain.title = "".join(lines[:1])
        plain.text = lines[1:]
        return plain
    end = _end_of_facts(lines, begin)
    _take_heading(plain, blocks[:begin])
    plain.facts = lines[begin:end]
    plain.text = lines[end:]
    _take_publisher(plain)
    return plain


def n_heads(blocks: list[Block]) -> int:
    """Return how many articles begin among lines: a length, and a day right below it."""
    lines = [" ".join(block.text.split()) for block in blocks]
    return sum(is_length(line) and _is_day(below) for line, below in pairwise(lines))


def _start_of_facts(lines: list[str]) -> int | None:
    """Return where the length or the day is; a list of all headlines may stand before."""
    for place, (line, below) in enumerate(pairwise(lines)):
        if is_length(line) and _is_day(below):
            return place
    begin = _first(lines[:_HEAD], is_length)
    if begin is None:
        begin = _first(lines[:_HEAD], _is_day)
    return begin


def _first(lines: list[str], is_it: Callable[[str], bool]) -> int | None:
    return next((place for place, line in enumerate(lines) if is_it(line)), None)


def _end_of_facts(lines: list[str], begin: int) -> int:
    """Return where the text begins: after the rights, the language or the outlet's code."""
    head = lines[begin : begin + _HEAD]
    for is_last in (_is_rights, _is_language, _is_code):
        places = [place for place, line in enumerate(head) if is_last(line)]
        if places:
            return begin + places[0] + 1
    return min(len(lines), begin + 3)


def _is_day(line: str) -> bool:
    return printed_day(line) is not None


def _is_rights(line: str) -> bool:
    return _RIGHTS.match(line) is not None


def _is_language(line: str) -> bool:
    return language_code(line) != line


def _is_code(line: str) -> bool:
    return _CODE.fullmatch(line) is not None


def _take_heading(plain: Plain, blocks: list[Block]) -> None:
    """Tell section, headline and author apart: the headline is bold, or an author follows it."""
    lines = [" ".join(block.text.split()) for block in blocks]
    if not lines:
        return
    bold = [place for place, block in enumerate(blocks) if block.is_bold]
    if bold:
        title_at = bold[-1]
    elif len(lines) > 1 and (_BYLINE.match(lines[-1]) or len(lines) == _FULL_HEADING):
        title_at = len(lines) - 2
    else:
        title_at = len(lines) - 1
    if title_at < _FULL_HEADING:
        plain.above = lines[:title_at]
    plain.title = lines[title_at]
    plain.author = " ".join(lines[title_at + 1 :])


def _take_publisher(plain: Plain) -> None:
    """Take the last line for the name of the publisher if it is short and no sentence."""
    if len(plain.text) < 2:
        return
    last = plain.text[-1]
    if len(last) <= _LONGEST_NAME and not _ENDS_SENTENCE.search(last):
        plain.publisher = plain.text.pop()
