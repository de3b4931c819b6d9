"""Which word processor a document is of, and its blocks."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from mediakit.readers.content import Content
from mediakit.readers.documents.blocks import Block
from mediakit.readers.documents.rich_text import blocks_of_rich_text, is_rich_text
from mediakit.readers.documents.word import blocks_of_word, is_word

__all__ = ["document_blocks"]

#: A document is taken apart once, though several formats look whether it is theirs.
_known: WeakKeyDictionary[Content, list[Block]] = WeakKeyDictionary()


def document_blocks(content: Content) -> list[Block]:
    """Return the paragraphs of a document, empty ones too; none if a content is no document.

    Raises
    ------
    UnreadableSource
        If the document is damaged or too large.
    """
    if content not in _known:
        _known[content] = _blocks(content)
    return _known[content]


def _blocks(content: Content) -> list[Block]:
    if is_rich_text(content):
        return blocks_of_rich_text(content)
    if is_word(content):
        return blocks_of_word(content)
    return []
