"""Which word processor a document is of, and its blocks; what is no such document has none."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.documents.blocks import Block
from mediakit.readers.documents.rich_text import blocks_of_rich_text, is_rich_text
from mediakit.readers.documents.word import blocks_of_word, is_word

__all__ = ["document_blocks"]

#: A document is taken apart once, though several formats look whether it is theirs.
_known: WeakKeyDictionary[Content, list[Block]] = WeakKeyDictionary()


def document_blocks(content: Content) -> list[Block]:
    """Return the paragraphs of a document, empty ones too; none if it is none, or damaged."""
    if content not in _known:
        _known[content] = _blocks(content)
    return _known[content]


def _blocks(content: Content) -> list[Block]:
    try:
        if is_rich_text(content):
            return blocks_of_rich_text(content)
        if is_word(content):
            return blocks_of_word(content)
    except UnreadableSource:  # said by whoever refuses the content
        return []
    return []
