"""The Reuters-21578 collection: agency reports of 1987 in SGML, a thousand a file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mediakit.readers.content import Content
from mediakit.readers.decoding import clean_text
from mediakit.readers.format import Format, text_of
from mediakit.readers.parsed import Parsed, Record

__all__ = ["REUTERS"]

_START = re.compile(r"(?:<!DOCTYPE lewis[^>]*>\s*)?<REUTERS[\s>]")
_REPORT = re.compile(r"<REUTERS\b([^>]*)>(.*?)</REUTERS>", re.DOTALL)
_NUMBER = re.compile(r'NEWID="(\d+)"')
_LISTED = re.compile(r"<D>(.*?)</D>")
_TEXT = re.compile(r"<TEXT[^>]*>(.*?)</TEXT>", re.DOTALL)
_DATE = re.compile(r"\d{1,2}-[A-Z]{3}-\d{4}")
_PARAGRAPH = re.compile(r"\n(?: {3,}|\s*\n)")  # a line begins with spaces, or follows an empty one
_SIGNED = re.compile(r"\s*\n ?REUTER\s*$", re.IGNORECASE)


def _is_reuters(content: Content) -> bool:
    return _START.match(content.opening) is not None


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the reports; one without its end is rejected."""
    text = text_of(content, parsed)
    number = 0
    for number, report in enumerate(_REPORT.finditer(text), start=1):
        yield number, _fields(report[1], report[2])
    n_open = text.count("<REUTERS") - number
    parsed.rejected += ["a report without an end"] * max(n_open, 0)


def _fields(attributes: str, report: str) -> dict[str, object]:
    body = _part(report, "BODY")
    if not body:  # a report that is one heading, or that was never taken apart
        whole = _TEXT.search(report)
        body = re.sub(r"<(\w+)>.*?</\1>", "", whole[1] if whole else "", flags=re.DOTALL)
    date = _DATE.search(_part(report, "DATE"))
    number = _NUMBER.search(attributes)
    fields: dict[str, object] = {
        "title": " ".join(_plain(_part(report, "TITLE")).split()),
        "date": date and date[0].replace("-", " "),
        "outlet": "Reuters",
        "author": " ".join(_plain(_part(report, "AUTHOR")).split()),
        "language": "en",
        "text": _paragraphs(body),
        "dateline": _plain(_part(report, "DATELINE")).strip(" -\n"),
        "number": number and number[1],
    }
    for name in ("TOPICS", "PLACES", "PEOPLE", "ORGS"):
        fields[name.lower()] = ", ".join(_LISTED.findall(_part(report, name)))
    return {name: value for name, value in fields.items() if value}


def _part(report: str, name: str) -> str:
    begin = report.find(f"<{name}>")
    end = report.find(f"</{name}>", begin)
    if begin < 0 or end < 0:
        return ""
    return report[begin + len(name) + 2 : end]


def _plain(text: str) -> str:
    """Return a text without entities, and without the wire's control characters."""
    return clean_text(html.unescape(re.sub(r"&#\d{1,2};", "", text)))[0]


def _paragraphs(body: str) -> str:
    """Return the paragraphs of a report, a line each, without the agency's name at the end."""
    text = _SIGNED.sub("", _plain(body).rstrip())
    lines = [" ".join(part.split()) for part in _PARAGRAPH.split(text)]
    return "\n".join(line for line in lines if line)


REUTERS = Format("reuters", (".sgm",), _is_reuters, _read)
