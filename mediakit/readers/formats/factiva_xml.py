"""Factiva's XML: articles with lead and tail paragraphs, as its programs hand them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mediakit.readers.announcing import note_missing
from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.language_names import language_code
from mediakit.readers.markup import local_name, paragraphs_of
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.trees import first, first_text, is_xml, parse_tree, root_name, with_names

__all__ = ["FACTIVA_XML"]

_MARKS = ("global.factiva.com", "<ppsarticle", "distdoc:archive/", "<accessionNo>")
_TEXT = ("leadparagraph", "tailparagraphs")


def _is_factiva(content: Content) -> bool:
    if not is_xml(content) or root_name(content).lower() == "html":
        return False
    return any(mark in content.opening for mark in _MARKS)


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the articles; how many there are, the document says itself."""
    root = parse_tree(content, parsed)
    counts = [element.get("count") for element in root.iter() if _is_result_set(element)]
    known = [int(count) for count in counts if count and count.isdecimal() and len(count) < 10]
    if known:
        parsed.declared = sum(known)
    number = 0
    for number, article in enumerate(with_names(root, "article"), start=1):
        record = _fields(article)
        if record.get("title") or record.get("text"):
            yield number, record
        else:
            parsed.rejected.append(f"article {number}: neither headline nor text")
    note_missing(parsed, number)


def _is_result_set(element: Any) -> bool:
    return local_name(element).endswith("resultset")


def _fields(article: Any) -> dict[str, object]:
    paragraphs = []
    for part in with_names(article, *_TEXT):
        paragraphs += paragraphs_of(part)
    fields: dict[str, object] = {
        "title": first_text(article, "headline"),
        "date": _day(article),
        "outlet": first_text(article, "sourcename"),
        "author": first_text(article, "byline"),
        "section": first_text(article, "sectionname"),
        "page": first_text(article, "pages"),
        "edition": first_text(article, "edition"),
        "language": language_code(first_text(article, "baselanguage") or ""),
        "text": "\n".join(paragraphs),
        "length_in_words": _number(first_text(article, "wordcount")),
        "publisher": first_text(article, "publishername"),
        "document_number": first_text(article, "accessionno"),
        "subject": _names(article, "newssubject"),
        "place": _names(article, "region"),
        "company": _names(article, "company"),
    }
    return {name: value for name, value in fields.items() if value}


def _day(article: Any) -> str | None:
    """Return the day on which an article appeared, with the time if there is one."""
    published = first(article, "publicationdate")
    if published is None:
        return None
    moment = first_text(published, "datetime")
    if moment:
        return moment
    day = first_text(published, "date")
    time = first_text(article, "publicationtime") or ""
    if day and time.endswith("Z") and "T" not in day:
        return f"{day}T{time}"
    return day


def _number(text: str | None) -> int | None:
    if text is None or not text.isdecimal() or len(text) > 9:
        return None
    return int(text)


def _names(article: Any, kind: str) -> str:
    """Return the names of all subjects, regions or companies."""
    names = [first_text(element, "name") for element in with_names(article, kind)]
    return "; ".join(name for name in names if name)


FACTIVA_XML = Format("factiva", (), _is_factiva, _read)
