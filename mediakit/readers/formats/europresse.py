"""Europresse exports: a page of several articles, each with the paper's name, day and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mediakit.readers.content import Content
from mediakit.readers.format import Format, text_of
from mediakit.readers.formats.pages import parse_page
from mediakit.readers.markup import local_name, paragraphs_of
from mediakit.readers.parsed import Parsed, Record

__all__ = ["EUROPRESSE"]

_MARK = "DocPublicationName"
#: A written day, as in "Politique, mardi 14 mars 2006, p. 12" and "News, Tuesday, March 14, 2006".
_DAY = re.compile(
    r"(?:[^\W\d_]+,? )?(?:\d{1,2}(?:er)? [^\W\d_.]+\.? \d{4}|[^\W\d_]+ \d{1,2}, \d{4})"
)
_FIRST_OF_MONTH = re.compile(r"\b1er\b")
_PAGE = re.compile(r"\bpp?\. ?(\S.*)$")
_ISSUE = re.compile(r", n[o°]\.? ?\d.*$")  # the number of the issue, after the name of the paper
_DOCUMENT = re.compile(r"news·\d+·\S+")


def _is_europresse(content: Content) -> bool:
    return content.opening.startswith("<") and _MARK in content.opening


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the articles of an export."""
    tree = parse_page(text_of(content, parsed))
    for number, article in enumerate(tree.iter("article"), start=1):
        yield number, _fields(article)


def _fields(article: Any) -> dict[str, object]:
    head = " ".join(_lines_of_class(article, "DocHeader"))
    title = _lines_of_class(article, "titreArticleVisu") or _lines_of_class(article, "titreArticle")
    outlet = " ".join(_lines_of_class(article, _MARK))
    document = _DOCUMENT.search(" ".join(article.itertext()))
    fields: dict[str, object] = {
        "title": " ".join(title),
        "outlet": _ISSUE.sub("", outlet),
        "author": _author(article),
        "text": _text(article),
        **_about(head),
    }
    if document is not None:
        fields["document_number"] = document[0]
    return {name: value for name, value in fields.items() if value}


def _about(head: str) -> dict[str, object]:
    """Return the section, day and page that the line below the paper's name gives."""
    day = _DAY.search(head)
    if day is None:
        return {"section": head}
    page = _PAGE.search(head, day.end())
    return {
        "section": head[: day.start()].strip(" ,"),
        "date": _FIRST_OF_MONTH.sub("1", day[0]),
        "page": page and page[1],
    }


def _text(article: Any) -> str:
    """Return the paragraphs of an article, without the notes and rights that follow them."""
    bodies = [*_with_class(article, "DocText"), *article.iter("section")]
    texts = ["\n".join(paragraphs_of(body)) for body in bodies]
    return next((text for text in texts if text), "")


def _author(article: Any) -> str:
    """Return the names that have a place of their own, or stand by themselves below the title."""
    named = _lines_of_class(article, "docAuthors")
    if named:
        return ", ".join(named)
    for title in _with_class(article, "titreArticle"):
        below = title.getnext()
        if below is not None and local_name(below) == "div" and not below.get("class"):
            return ", ".join(paragraphs_of(below))
    return ""


def _lines_of_class(article: Any, name: str) -> list[str]:
    return [line for element in _with_class(article, name) for line in paragraphs_of(element)]


def _with_class(article: Any, name: str) -> Iterator[Any]:
    for element in article.iter():
        if name in (element.get("class") or "").split():
            yield element


EUROPRESSE = Format("europresse", (), _is_europresse, _read)
