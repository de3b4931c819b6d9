"""Saved web pages: the article's text by trafilatura, the rest by what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mediakit.errors import UnreadableSource
from mediakit.readers.bylines import printed_byline
from mediakit.readers.content import Content
from mediakit.readers.decoding import clean_text, decode
from mediakit.readers.format import Format, text_of
from mediakit.readers.markup import paragraphs_of
from mediakit.readers.nexis.documents import marks_on_page
from mediakit.readers.page_facts import page_facts
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.trees import root_name
from mediakit.wording import join_names

__all__ = ["PAGE", "PAGE_TYPES", "archived_page", "parse_page", "read_page"]

#: The content types of web pages.
PAGE_TYPES = ("text/html", "application/xhtml+xml")

_START = re.compile(r"<(!doctype\s+html|html|head|body|meta|title)[\s>]", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?://)")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_FIRST = 2000  # characters, among which a page shows that it is one
#: Larger pages take trafilatura minutes: up to here it is asked.
_MOST_BYTES = 20_000_000
_MOST_CHARACTERS, _MOST_ELEMENTS = 10_000_000, 50_000


def _is_page(content: Content) -> bool:
    if root_name(content).lower() == "html":
        return True
    opening = content.opening[:_FIRST]
    return opening.startswith("<") and _START.search(opening) is not None


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the one article of a page."""
    text = text_of(content, parsed)
    if not text.strip():
        parsed.rejected.append("empty file")
        return
    marks = marks_on_page(text)
    if marks:
        parsed.notes.append(
            f"the page says “{marks[0]}”: it may hold several documents of a database, but was "
            "read as one article"
        )
    saved_from = _SAVED_FROM.search(text[:_FIRST])
    record = read_page(text, parsed)
    if saved_from is not None and not record.get("url"):
        record["url"] = saved_from[1]
    yield 1, record


def archived_page(
    data: bytes,
    header: str,
    number: int,
    parsed: Parsed,
) -> dict[str, object] | None:
    """Return the fields of a page in a web archive, or None for one that is rejected.

    The server's header may say how the page is encoded.
    """
    if len(data) > _MOST_BYTES:
        parsed.rejected.append(f"record {number}: a page of more than {_MOST_BYTES:,} bytes")
        return None
    charset = _CHARSET.search(header)
    try:
        if charset is None:
            return read_page(decode(data).text, parsed)
        return read_page(_decoded_as(data, charset[1]), parsed)
    except UnreadableSource as error:
        parsed.rejected.append(f"record {number}: {error}")
        return None


def _decoded_as(data: bytes, charset: str) -> str:
    """Return a page in the encoding that its server named; if that does not fit, in its own."""
    try:
        return decode(data, charset).text
    except UnreadableSource:
        return decode(data).text


def parse_page(page: str) -> Any:
    """Return the tree of a page.

    Raises
    ------
    UnreadableSource
        If it is too large, or no page.
    """
    from lxml import etree, html

    if len(page) > _MOST_CHARACTERS:
        raise UnreadableSource(f"a page of more than {_MOST_CHARACTERS:,} characters")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(page.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableSource(f"not readable as a page: {error}") from error


def read_page(page: str, parsed: Parsed) -> dict[str, object]:
    """Return the fields of the article on a page; `parsed` gets what the ledger should say."""
    tree = parse_page(page)
    facts = page_facts(tree)
    _add_byline(facts, tree, parsed)
    body = facts.pop("body", "")
    text = _text(tree, parsed) or body
    record: dict[str, object] = {
        **facts,
        "url": _ARCHIVED.sub("", facts.get("url", "")) or None,
        "text": _without_headline(text, facts.get("title", "")) or None,
    }
    return record


def _add_byline(facts: dict[str, str], tree: Any, parsed: Parsed) -> None:
    """Take author and day from the printed byline if the page does not say them otherwise."""
    if "author" in facts and "date" in facts:
        return
    byline = printed_byline(tree)
    taken = []
    for name, value in (("author", byline.author), ("date", byline.day)):
        if value and name not in facts:
            facts[name] = value
            taken.append(name)
    if taken:
        parsed.notes.append(f"{join_names(taken)} taken from the byline ({byline.line})")


def _without_headline(text: str, title: str) -> str:
    """Return the text without the headline, if it begins with it: its words would count twice."""
    first, _, rest = text.partition("\n")
    if rest and " ".join(first.split()).casefold() == " ".join(title.split()).casefold():
        return rest
    return text


def _text(tree: Any, parsed: Parsed) -> str:
    """Return the text of the article on a page, a paragraph a line."""
    n_elements = sum(1 for _ in tree.iter())
    if n_elements > _MOST_ELEMENTS:
        parsed.notes.append(
            f"a page of {n_elements:,} elements: all of its text was taken, with the menus"
        )
        return "\n".join(paragraphs_of(tree))
    from trafilatura import extract

    text = extract(
        tree,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
    )
    lines = [" ".join(line.split()) for line in clean_text(text or "")[0].split("\n")]
    return "\n".join(line for line in lines if line)


PAGE = Format("page", (".html", ".htm", ".xhtml"), _is_page, _read)
