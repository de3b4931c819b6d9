"""Nexis (LexisNexis) exports: text, saved pages, Word and rich text, of old and new layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mediakit.readers.announcing import note_missing
from mediakit.readers.content import Content
from mediakit.readers.documents import Block, blocks_of_text, document_blocks
from mediakit.readers.format import Format, text_of
from mediakit.readers.formats.pages import parse_page
from mediakit.readers.markup import local_name, paragraphs_of
from mediakit.readers.nexis import (
    classic_documents,
    has_classic_mark,
    has_recent_mark,
    label_of,
    marks_on_page,
    n_announced,
    new_documents,
    parse_classic,
    parse_recent,
    parted,
)
from mediakit.readers.nexis.documents import Run
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.table_headers import begins_with_header

__all__ = ["NEXIS_DOCUMENT", "NEXIS_PAGE", "NEXIS_TEXT"]

_BEFORE_DOCUMENT = re.compile(r"(?=<DOC NUMBER=)", re.IGNORECASE)
_ON_PAGE = re.compile(r"<A\s+NAME=\"?DOC_ID_|<!--\s*LXNComment|<DOC NUMBER=", re.IGNORECASE)
_ANNOUNCED = re.compile(r"<META\s[^<>]*\bDOCUMENTS=\"?(\d+)", re.IGNORECASE)
_CENTRED = re.compile(r"\.(\w+)\s*\{[^{}]*text-align:\s*center", re.IGNORECASE)
_NOT_SHOWN = "it is not possible to display it"
_NOTHING_FOUND = (
    "nothing in it is printed as in an export of Nexis, where a line such as “1 of 10 DOCUMENTS” "
    "or “End of Document” comes between the articles: read it without format=, "
    "or export it again as text"
)
_END = re.compile(rb"^[ \t]*End of Document", re.IGNORECASE | re.MULTILINE)
_NO_WORDS = {"", "•"}  # a bullet stands in a paragraph of its own
_IN_HEAD = {"length", "section", "author", "load_date"}
_FEWEST = 4  # different labels of an export of one document, which has no number


def _is_text(content: Content) -> bool:
    if content.opening.startswith(("<", "{", "[")) or begins_with_header(content.opening):
        return False
    if has_classic_mark(content.opening.replace("\r", "\n")):
        return True
    lines = content.opening.replace("\r", "").split("\n")
    kinds = {label_of(line.strip(), capitals=True)[0] for line in lines}
    if len(kinds - {""}) >= _FEWEST and kinds & {"load_date", "language", "publication_type"}:
        return True
    return has_recent_mark(content.opening) and _END.search(content.data) is not None


def _is_page(content: Content) -> bool:
    """Say whether a page has the comments of an export, or else its numbers and labels."""
    page = content.opening
    if not page.startswith("<"):
        return False
    if content.format_given or _ON_PAGE.search(page) is not None:
        return True
    if not marks_on_page(page):
        return False
    lines = re.sub(r"<[^<>]*>", "\n", page).split("\n")
    return len({label_of(line.strip(), capitals=True)[0] for line in lines} & _IN_HEAD) > 1


def _is_document(content: Content) -> bool:
    """Say whether a document has the marks of an export; one saved by itself has only labels."""
    lines = [line for block in document_blocks(content) for line in block.lines]
    if any(has_classic_mark(line) for line in lines):
        return True
    if not any(has_recent_mark(line) for line in lines):
        return False
    kinds = {label_of(line)[0] for line in lines} & _IN_HEAD
    return bool(new_documents(lines)[0]) or len(kinds) > 1


def _read_text(content: Content, parsed: Parsed) -> Iterator[Record]:
    yield from _records(blocks_of_text(text_of(content, parsed)), parsed)


def _read_document(content: Content, parsed: Parsed) -> Iterator[Record]:
    yield from _records(document_blocks(content), parsed)


def _records(blocks: list[Block], parsed: Parsed) -> Iterator[Record]:
    """Give the articles of an export in whichever layout it is."""
    numbered = list(classic_documents(_joined(blocks)))
    if numbered:
        yield from _of_classic(numbered, parsed)
        return
    lines = [line for block in blocks for line in block.lines]
    if any(has_recent_mark(line) for line in lines):
        yield from _of_recent(lines, parsed)
        return
    if not {label_of(line.strip(), capitals=True)[0] for line in lines} & _IN_HEAD:
        parsed.rejected.append(_NOTHING_FOUND)
        return
    yield from _of_classic([((1, 1), _joined(blocks))], parsed)


def _joined(blocks: list[Block]) -> list[Block]:
    """Return the blocks between empty ones; paragraphs that follow one another are lines of one."""
    joined: list[Block] = []
    is_new = True
    for block in blocks:
        lines = [" ".join(line.split()) for line in block.lines]
        if not lines:
            is_new = True
            continue
        if is_new or block.is_centred != joined[-1].is_centred:
            joined.append(Block(lines, block.is_centred))
        else:
            joined[-1].lines += lines
        is_new = False
    return joined


def _of_classic(numbered: list[tuple[Run, list[Block]]], parsed: Parsed) -> Iterator[Record]:
    parsed.declared = n_announced([run for run, _ in numbered])
    for place, ((number, _), blocks) in enumerate(numbered, start=1):
        record = _classic(blocks, f"document {number}", parsed)
        if record is not None:
            yield place, record
    note_missing(parsed, len(numbered))


def _classic(blocks: list[Block], name: str, parsed: Parsed) -> dict[str, object] | None:
    """Return the fields of a document, or None for one that is rejected."""
    if any(_NOT_SHOWN in block.text for block in blocks) and len(blocks) < _FEWEST:
        parsed.rejected.append(f"{name}: Nexis could not show it")
        return None
    record = parse_classic(blocks)
    if not record:
        parsed.rejected.append(f"{name}: neither headline nor text")
        return None
    return record


def _of_recent(lines: list[str], parsed: Parsed) -> Iterator[Record]:
    documents, after, parsed.declared = new_documents(
        [line for line in (" ".join(line.split()) for line in lines) if line]
    )
    if any(has_recent_mark(line) for line in after):
        if documents:
            parsed.notes.append("the last article may be cut off: its end is not marked")
        documents.append(after)
    articles = [article for document in documents for article in parted(document)]
    for number, article in enumerate(articles, start=1):
        record = parse_recent(article)
        if record:
            yield number, record
        else:
            parsed.rejected.append(f"document {number}: neither headline nor text")
    note_missing(parsed, len(articles))


def _read_page(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the articles of a saved page. Each is read on its own, so that none harms another."""
    page = text_of(content, parsed)
    head, *documents = _BEFORE_DOCUMENT.split(page)
    if not documents:
        yield from _records(_blocks_in(page), parsed)
        return
    centred = set(_CENTRED.findall(head))
    announced = _ANNOUNCED.search(head)
    if announced is not None:
        parsed.declared = int(announced[1])
    for number, document in enumerate(documents, start=1):
        blocks = _blocks_on(document, centred)
        numbered = list(classic_documents(blocks))
        if numbered:
            _, blocks = numbered[0]
        record = _classic(blocks, f"document {number}", parsed)
        if record is not None:
            yield number, record
    note_missing(parsed, len(documents))


def _blocks_in(page: str) -> list[Block]:
    """Return the paragraphs of a page without the comments that part its documents."""
    blocks = _blocks_on(page, set(_CENTRED.findall(page)))
    if any(has_classic_mark(line) for block in blocks for line in block.lines):
        return _parted_by_empty_ones(blocks)
    lines = paragraphs_of(parse_page(page))
    return _parted_by_empty_ones([Block([line]) for line in lines])


def _parted_by_empty_ones(blocks: list[Block]) -> list[Block]:
    return [one for block in blocks for one in (block, Block())]


def _blocks_on(page: str, centred: set[str]) -> list[Block]:
    """Return the paragraphs of a page; a row of a table is one."""
    blocks = []
    for element in parse_page(f"<html><body>{page}</body></html>").iter("p", "tr"):
        if local_name(element) == "tr":
            blocks.append(Block([" ".join(paragraphs_of(element))]))
        elif not any(local_name(one) == "td" for one in element.iterancestors()):
            lines = paragraphs_of(element)
            blocks.append(Block(lines, _is_centred(element, centred)))
    return [block for block in blocks if block.text not in _NO_WORDS]


def _is_centred(element: Any, centred: set[str]) -> bool:
    return (element.get("class") or "") in centred


NEXIS_TEXT = Format("nexis", (), _is_text, _read_text)
NEXIS_PAGE = Format("nexis", (), _is_page, _read_page)
NEXIS_DOCUMENT = Format("nexis", (), _is_document, _read_document)
