"""NITF, the News Industry Text Format: an article in XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.markup import paragraphs_of
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.trees import first, first_text, parse_tree, root_name, with_names

__all__ = ["NITF", "nitf_fields"]

#: Elements and attributes with a date of publication, the surest first.
_DATES = (
    ("date.issue", "norm"),
    ("pubdata", "date.publication"),
    ("date.release", "norm"),
    ("story.date", "norm"),
)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _is_nitf(content: Content) -> bool:
    return root_name(content).lower() == "nitf"


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the article of a file; a file may also hold several in an outer element."""
    root = parse_tree(content, parsed)
    for number, article in enumerate(with_names(root, "nitf"), start=1):
        yield number, nitf_fields(article)


def nitf_fields(article: Any) -> dict[str, object]:
    """Return the fields of an element `nitf`."""
    return {
        "title": first_text(article, "hl1") or first_text(article, "title", "hedline"),
        "text": text_of_body(article),
        "date": date_of(article),
        "author": first_text(article, "byline"),
        "outlet": _outlet(article),
        "section": _section(article),
        "language": article.get("baselang") or article.get(_LANGUAGE),
        "url": _address(article),
        "abstract": first_text(article, "abstract"),
    }


def text_of_body(article: Any) -> str | None:
    """Return the paragraphs of the body, without its head."""
    body = first(article, "body.content", "body")
    if body is None:
        return None
    return "\n".join(paragraphs_of(body)) or None


def date_of(article: Any) -> str | None:
    """Return the date of the surest element that has one."""
    for name, attribute in _DATES:
        for element in with_names(article, name):
            value = str(element.get(attribute) or "")
            if value[:1].isdigit():
                return value
    return None


def _outlet(article: Any) -> str | None:
    """Return the publication, or else who distributes the article."""
    publication = first(article, "pubdata")
    if publication is not None and publication.get("name"):
        return str(publication.get("name"))
    holder = first(article, "doc.copyright")
    held_by = None
    if holder is not None:
        held_by = holder.get("holder")
    return first_text(article, "distributor") or held_by


def _section(article: Any) -> str | None:
    publication = first(article, "pubdata")
    if publication is not None and publication.get("position.section"):
        return str(publication.get("position.section"))
    subject = first(article, "tobject.subject")
    if subject is None:
        return None
    kind = subject.get("tobject.subject.type")
    return kind or subject.get("tobject.subject.matter")


def _address(article: Any) -> str | None:
    publication = first(article, "pubdata")
    address = ""
    if publication is not None:
        address = str(publication.get("ex-ref") or "")
    if address.startswith("http"):
        return address
    return None


NITF = Format("nitf", (), _is_nitf, _read)
