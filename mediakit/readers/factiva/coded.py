"""An article of Factiva with field codes: HD is the headline, LP and TD are the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mediakit.readers.factiva.documents import document_number
from mediakit.readers.factiva.plain import day_and_time
from mediakit.readers.language_names import language_code
from mediakit.readers.lengths import length_in_words

__all__ = ["Said", "articles_of_codes", "coded_line", "fields_of_codes"]

#: What each code of an article says, a paragraph an entry.
Said = dict[str, list[str]]

#: What the codes stand for; those of the text, and those of no interest, have no name.
_FIELDS = {
    "HD": "title",
    "BY": "author",
    "CR": "credit",
    "WC": "length",
    "PD": "date",
    "ET": "time",
    "SN": "outlet",
    "SC": "",
    "ED": "edition",
    "PG": "page",
    "VOL": "",
    "LA": "language",
    "CY": "",
    "LP": "",
    "TD": "",
    "SE": "section",
    "CLM": "column",
    "CO": "company",
    "IN": "industry",
    "NS": "subject",
    "RE": "place",
    "IPC": "",
    "IPD": "",
    "PUB": "publisher",
    "AN": "document_number",
    "ART": "graphic",
    "RF": "",
    "CT": "",
    "DLN": "dateline",
    "CX": "correction",
}
_CODE = re.compile(r"([A-Z]{2,3})(?:\s*$|\t\s*|\xa0\s*|\s{2,})", re.MULTILINE)
_TEXT = ("LP", "TD")
_LAST = "AN"
_ABOVE = {"SE", "CLM", "HD"}  # codes that come before all others


def coded_line(line: str) -> tuple[str, str]:
    """Return the code that a line begins with, and the rest; no code if it has none.

    Examples
    --------
    >>> coded_line("HD\\tFerry stops"), coded_line("IN brief: no ferry")
    (('HD', 'Ferry stops'), ('', 'IN brief: no ferry'))
    """
    match = _CODE.match(line)
    if match is None or match[1] not in _FIELDS:
        return "", line
    return match[1], line[match.end() :].strip()


def articles_of_codes(pairs: Iterable[tuple[str, list[str]]]) -> list[Said]:
    """Return what is said of each article by codes and paragraphs that follow one another.

    An article ends with its number, or where the headline of the next one stands.
    """
    articles: list[Said] = []
    said: Said = {}
    for code, lines in pairs:
        if code in _ABOVE and "HD" in said:
            articles.append(said)
            said = {}
        said.setdefault(code, []).extend(line for line in lines if line)
        if code == _LAST:
            articles.append(said)
            said = {}
    if "HD" in said:
        articles.append(said)
    return articles


def fields_of_codes(said: Said) -> dict[str, object]:
    """Return the fields of an article by what each code says, a paragraph an entry."""
    text = [line for code in _TEXT for line in said.get(code, [])]
    fields: dict[str, object] = {"text": "\n".join(text)}
    for code, lines in said.items():
        name = _FIELDS.get(code, "")
        if name:
            fields[name] = " ".join(lines)
    fields["date"] = day_and_time(str(fields.get("date", "")), str(fields.pop("time", "")))
    number = str(fields.get("document_number", ""))
    fields["document_number"] = document_number(number) or number
    if fields.get("language"):
        fields["language"] = language_code(str(fields["language"]))
    if fields.get("length"):
        fields |= length_in_words(str(fields.pop("length")))
    return {name: value for name, value in fields.items() if value}
