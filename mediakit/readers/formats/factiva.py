"""Factiva exports: saved pages, rich text, Word and text, with its field codes or without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mediakit.readers.content import Content
from mediakit.readers.documents import Block, blocks_of_text, document_blocks
from mediakit.readers.factiva import (
    Plain,
    articles_of_codes,
    coded_line,
    document_number,
    documents_in,
    fields_of_codes,
    fields_of_plain,
    n_heads,
    plain_from_lines,
)
from mediakit.readers.format import Format, text_of
from mediakit.readers.formats.pages import parse_page
from mediakit.readers.lengths import is_length
from mediakit.readers.markup import local_name, paragraphs_of
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.table_headers import begins_with_header

__all__ = ["FACTIVA_DOCUMENT", "FACTIVA_PAGE", "FACTIVA_TEXT"]

_TITLE = re.compile(r"<title>\s*(?:Dow Jones )?Factiva\b", re.IGNORECASE)
_ARTICLE = re.compile(rb"class=[\"']?article [a-z]{2,3}Article", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:AN\s+)?(?:Doc|Dok)\S*\s+\S{19,32}\s*$", re.MULTILINE)
_CODES = {"HD", "SN", "PD", "WC", "LP", "TD"}
_FEWEST = 4  # codes of an article


def _is_page(content: Content) -> bool:
    if not content.opening.startswith("<"):
        return False
    is_titled = _TITLE.search(content.opening) is not None
    return is_titled or ("activa" in content.opening and _ARTICLE.search(content.data) is not None)


def _is_document(content: Content) -> bool:
    return _are_documents(document_blocks(content))


def _is_text(content: Content) -> bool:
    text = content.opening.replace("\r", "")
    is_other = text.startswith(("<", "{", "[")) or begins_with_header(text)
    if is_other or not _looks_like_text(text):
        return False
    if _NUMBER.search(text) is None:
        text, _ = content.text
    return _are_documents(blocks_of_text(text))


def _looks_like_text(text: str) -> bool:
    """Say whether the beginning of a text has a length or codes, as each article there has."""
    lines = [line.strip() for line in text.split("\n")[:200]]
    return any(is_length(line) or coded_line(line)[0] in _CODES for line in lines)


def _are_documents(blocks: list[Block]) -> bool:
    documents, _ = documents_in(blocks)
    return any(_is_article(document) for document in documents)


def _is_article(document: list[Block]) -> bool:
    lines = [line for block in document for line in block.lines]
    codes = {coded_line(line)[0] for line in lines}
    return len(codes & _CODES) >= _FEWEST or any(is_length(line.strip()) for line in lines)


def _read_document(content: Content, parsed: Parsed) -> Iterator[Record]:
    yield from _records(document_blocks(content), parsed)


def _read_text(content: Content, parsed: Parsed) -> Iterator[Record]:
    yield from _records(blocks_of_text(text_of(content, parsed)), parsed)


def _records(blocks: list[Block], parsed: Parsed) -> Iterator[Record]:
    coded = articles_of_codes(_coded_lines(blocks))
    if any(len(said) >= _FEWEST for said in coded):
        for number, said in enumerate(coded, start=1):
            yield from _checked(fields_of_codes(said), number, parsed)
        return
    documents, after = documents_in(blocks)
    if after and _is_article(after):
        documents.append(after)
        parsed.notes.append("the last article may be cut off: its end is not marked")
    for number, document in enumerate(documents, start=1):
        if n_heads(document) > 1:
            parsed.notes.append(f"document {number} holds several articles: an end is not marked")
        yield from _checked(fields_of_plain(plain_from_lines(document)), number, parsed)


def _coded_lines(blocks: list[Block]) -> Iterator[tuple[str, list[str]]]:
    """Give each code with its lines; lines without a code go on with the one before."""
    code = ""
    lines: list[str] = []
    for block in blocks:
        for line in block.lines:
            found, rest = coded_line(line)
            if found:
                if code:
                    yield code, lines
                code = found
                lines = []
            lines.append(" ".join(rest.split()))
    if code:
        yield code, lines


def _checked(record: dict[str, object], number: int, parsed: Parsed) -> Iterator[Record]:
    """Give a record that has a headline or a text; reject another one by name."""
    if record.get("title") or record.get("text"):
        yield number, record
    else:
        parsed.rejected.append(f"document {number}: neither headline nor text")


def _read_page(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the articles of a saved page: by the codes in its tables, or by their elements."""
    tree = parse_page(text_of(content, parsed))
    coded = articles_of_codes(_coded_rows(tree))
    records = [fields_of_codes(said) for said in coded if len(said) >= _FEWEST]
    if not records:
        articles = [element for element in tree.iter("div") if _is_article_element(element)]
        records = [fields_of_plain(_plain_on(article)) for article in articles]
    for number, record in enumerate(records, start=1):
        yield from _checked(record, number, parsed)


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _is_article_element(element: Any) -> bool:
    classes = _classes(element)
    return "article" in classes and any(name.endswith("Article") for name in classes)


def _coded_rows(tree: Any) -> Iterator[tuple[str, list[str]]]:
    """Give what the rows of tables say that have a code in their first cell."""
    for row in tree.iter("tr"):
        cells = [cell for cell in row if local_name(cell) in {"td", "th"}]
        if len(cells) >= 2:
            code, _ = coded_line(" ".join(paragraphs_of(cells[0])))
            if code:
                yield code, paragraphs_of(cells[1])


def _plain_on(article: Any) -> Plain:
    """Return the parts of an article by the classes of their elements."""
    plain = Plain()
    after: list[str] = []
    for element in article.iter("div", "p", "b", "span", "h1", "h2", "h3"):
        classes = _classes(element)
        line = " ".join(paragraphs_of(element))
        if any(name.endswith("Headline") for name in classes):
            plain.title = line
        elif "author" in classes:
            plain.author = line
        elif "articleParagraph" in classes:
            plain.text += paragraphs_of(element)
        elif local_name(element) in {"div", "p"} and not classes and _is_leaf(element) and line:
            _take(plain, line, after)
    plain.publisher = " ".join(after)
    return plain


def _is_leaf(element: Any) -> bool:
    """Say whether an element has no block inside, and is not the headline."""
    if element.get("id"):
        return False
    return not any(local_name(child) in {"div", "p", "table"} for child in element)


def _take(plain: Plain, line: str, after: list[str]) -> None:
    """Put a line without a class where it belongs: above the headline, below it, or at the end."""
    number = document_number(line)
    if number:
        plain.number = number
    elif plain.text:
        after.append(line)
    elif plain.title:
        plain.facts.append(line)
    else:
        plain.above.append(line)


FACTIVA_PAGE = Format("factiva", (), _is_page, _read_page)
FACTIVA_DOCUMENT = Format("factiva", (), _is_document, _read_document)
FACTIVA_TEXT = Format("factiva", (), _is_text, _read_text)
