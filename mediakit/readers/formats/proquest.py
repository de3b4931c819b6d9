"""ProQuest exports: text files, saved pages and mails, each document with the same labelled lines.

A document is its title, then lines such as "Author: ...", "Full text: ..." with the paragraphs of
the article after it, and then what else ProQuest knows, a label a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

from mediakit.readers.content import Content
from mediakit.readers.format import Format, text_of
from mediakit.readers.formats.mail import MAIL, body_of
from mediakit.readers.formats.pages import parse_page
from mediakit.readers.markup import paragraphs_of
from mediakit.readers.parsed import Parsed, Record

__all__ = ["PROQUEST_MAIL", "PROQUEST_PAGE", "PROQUEST_TEXT"]

_LABELLED = re.compile(r"([A-Za-z][A-Za-z /-]{2,40}?)\s?:(?:\s+(.*))?$")
_LABELS = set(
    "author abstract links fulltext subject businessindexingterm location people "
    "company/organization identifier/keyword title publicationtitle publicationinfo pages "
    "numberofpages firstpage publicationyear publicationdate year dateline section publisher "
    "placeofpublication countryofpublication publicationsubject issn coden sourcetype "
    "languageofpublication documenttype proquestdocumentid documenturl copyright lastupdated "
    "database credit column url edition sourceattribution documentfeature accessionnumber "
    "isbn".split()
)
_COLUMNS = {
    "title": "title",
    "author": "author",
    "section": "section",
    "pages": "page",
    "abstract": "abstract",
    "subject": "subject",
    "documenttype": "document_type",
    "documenturl": "url",
    "proquestdocumentid": "document_number",
    "languageofpublication": "language",
    "publicationdate": "date",
}
_NOTHING = {"none available.", "none available", "none", "not available"}
_FURNITURE = {"", "Enlarge this image."}
_RULE = re.compile(r"\n_{20,}\n")
_REPORT = re.compile(r"(?:_{20,}\s+)?(?:Report Information from ProQuest|Document \d+ of \d+)")
_COUNTED = re.compile(r"Document \d+ of \d+")
_ANCHOR = "DocID_"
_SENDER = re.compile(r"^From:.*@proquest\.com\b", re.IGNORECASE | re.MULTILINE)
_FEWEST = 3  # labelled lines of a document
_DAY = re.compile(r"[A-Z][a-z]{2} \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2} \d{4}")


def _is_text(content: Content) -> bool:
    return _REPORT.match(content.opening) is not None


def _is_page(content: Content) -> bool:
    text = content.opening
    return text.startswith("<") and _ANCHOR in text and "ProQuest" in text


def _is_mail(content: Content) -> bool:
    return _SENDER.search(content.opening[:4000]) is not None and MAIL.recognises(content)


def _read_text(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the documents of a text file, which are parted by a line of underscores."""
    parts = _RULE.split(f"\n{text_of(content, parsed)}\n")
    documents = [[line.strip() for line in part.split("\n")] for part in parts]
    yield from _records(documents, parsed)


def _read_page(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the documents of a saved page."""
    yield from _records(_documents_on(text_of(content, parsed)), parsed)


def _read_mail(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the documents that ProQuest sent in a mail; as a mail, if it holds none."""
    message = message_from_bytes(content.data.lstrip(), policy=policy.default)
    text, subtype = body_of(message, parsed)
    documents = []
    if subtype == "html":
        documents = _documents_on(text)
    else:
        documents = [part.split("\n") for part in _RULE.split(f"\n{text}\n")]
    yield from _records(documents, parsed)


def _documents_on(page: str) -> list[list[str]]:
    """Return the lines of each document on a page: one begins at an anchor with its number."""
    tree = parse_page(page)
    documents = []
    for anchor in tree.iter("a"):
        if (anchor.get("name") or anchor.get("id") or "").startswith(_ANCHOR):
            documents.append(paragraphs_of(_whole(anchor)))
    return documents


def _whole(anchor: Any) -> Any:
    """Return the innermost element around an anchor that holds a document's labelled lines."""
    element = anchor.getparent()
    while element.getparent() is not None and "Full text" not in "".join(element.itertext()):
        element = element.getparent()
    return element


def _records(documents: list[list[str]], parsed: Parsed) -> Iterator[Record]:
    number = 0
    for document in documents:
        lines = [line.strip() for line in document]
        lines = [line for line in lines if line and not _COUNTED.fullmatch(line)]
        if sum(_label(line) != "" for line in lines) >= _FEWEST:
            number += 1
            yield number, _fields(lines)
    if not number:
        parsed.rejected.append("a ProQuest export without a document")


def _label(line: str) -> str:
    """Return the known label that a line begins with, without its spaces; empty if it has none."""
    match = _LABELLED.match(line)
    if match is None:
        return ""
    label = re.sub(r"\s", "", match[1]).lower()
    if label not in _LABELS:
        return ""
    return label


def _fields(lines: list[str]) -> dict[str, object]:
    begin = next((place for place, line in enumerate(lines) if _label(line) == "fulltext"), None)
    if begin is None:
        begin = len(lines)
    end = _end_of_text(lines, begin)
    said = _said(lines[:begin]) | _said(lines[end:])
    fields: dict[str, object] = {"title": lines[0]}
    for label, column in _COLUMNS.items():
        if said.get(label, "").lower() not in {"", *_NOTHING}:
            fields[column] = said[label]
    fields["outlet"] = _outlet(said)
    if said.get("url"):  # the paper's own address, where ProQuest has it
        fields["url"] = said["url"]
    if "date" not in fields:
        day = _DAY.search(said.get("publicationinfo", ""))
        fields["date"] = day and day[0]
    text = lines[begin:end]
    if text:
        text[0] = _value(text[0])
    fields["text"] = "\n".join(line for line in text if line not in _FURNITURE)
    return {name: value for name, value in fields.items() if value}


def _end_of_text(lines: list[str], begin: int) -> int:
    """Return where the article ends: at the first of the labelled lines that stand last in a row.

    What follows them is the foot of the page. A paragraph may begin with a label by chance.
    """
    end = len(lines)
    while end > begin + 1 and not _label(lines[end - 1]):
        end -= 1
    while end > begin + 1 and _LABELLED.match(lines[end - 1]):
        end -= 1
    return end


def _said(lines: list[str]) -> dict[str, str]:
    """Return what labelled lines say, by label."""
    said: dict[str, str] = {}
    for line in lines:
        label = _label(line)
        if label:
            said.setdefault(label, _value(line))
    return said


def _value(line: str) -> str:
    match = _LABELLED.match(line)
    if match is None:
        return line
    return (match[2] or "").strip()


def _outlet(said: dict[str, str]) -> str:
    """Return the name of a paper, without its edition and place."""
    name = said.get("publicationtitle") or said.get("publicationinfo", "")
    return re.split(r"[;,\[]", name)[0].strip()


PROQUEST_TEXT = Format("proquest", (), _is_text, _read_text)
PROQUEST_PAGE = Format("proquest", (), _is_page, _read_page)
PROQUEST_MAIL = Format("proquest", (), _is_mail, _read_mail)
