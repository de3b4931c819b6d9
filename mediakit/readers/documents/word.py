"""Word documents (.docx): the paragraphs of the text, without headers, footers and pictures."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from mediakit.errors import UnreadableSource
from mediakit.readers.content import FROM_BYTES, MOST_TIMES, Content
from mediakit.readers.decoding import clean_text
from mediakit.readers.documents.blocks import Block
from mediakit.readers.markup import local_name
from mediakit.readers.zips import ZIP_FAULTS, is_zip, zip_names

__all__ = ["blocks_of_word", "is_word"]

_TEXT = "word/document.xml"
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "-"}
_LEFT_OUT = {"drawing", "pict", "object", "del", "fallback"}
_OFF = {"0", "false", "none"}


def is_word(content: Content) -> bool:
    """Say whether a content is a zip file that holds the text of a Word document."""
    return is_zip(content) and _TEXT in zip_names(content)


def blocks_of_word(content: Content) -> list[Block]:
    """Return the paragraphs of a Word document.

    Raises
    ------
    UnreadableSource
        If it is damaged, or a small file that asks for gigabytes.
    """
    from lxml import etree

    data = _unpacked(content)
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(f"not readable as a Word document: {error}") from error
    if root is None:
        return []
    return [_block(element) for element in root.iter() if local_name(element) == "p"]


def _unpacked(content: Content) -> bytes:
    most = max(FROM_BYTES, MOST_TIMES * content.size)
    try:
        with content.seekable() as stream, zipfile.ZipFile(stream) as archive:
            member = archive.open(_TEXT)
            data = member.read(most + 1)
    except ZIP_FAULTS as error:
        raise UnreadableSource(f"not readable as a Word document: {error}") from error
    if len(data) > most:
        raise UnreadableSource(f"a Word document that unpacks to more than {most:,} bytes")
    return data


def _block(paragraph: Any) -> Block:
    pieces: list[str] = []
    are_bold: list[bool] = []
    for run in _runs(paragraph):
        text = _text(run)
        pieces.append(text)
        if text.strip():
            are_bold.append(_is_bold(run))
    text, _ = clean_text("".join(pieces))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    is_centred = any(
        local_name(element) == "jc" and "center" in element.values() for element in paragraph.iter()
    )
    is_bold = bool(are_bold) and all(are_bold)
    return Block([line for line in lines if line], is_centred, is_bold)


def _runs(paragraph: Any) -> Iterator[Any]:
    """Give the runs of a paragraph, without those of paragraphs that are inside it."""
    stack = [paragraph]
    while stack:
        element = stack.pop()
        name = local_name(element)
        if name == "r":
            yield element
        elif element is paragraph or (name != "p" and name not in _LEFT_OUT):
            stack += reversed(element)


def _text(run: Any) -> str:
    pieces = []
    for element in run:
        name = local_name(element)
        if name == "t":
            pieces.append(element.text or "")
        else:
            pieces.append(_SPACES.get(name, ""))
    return "".join(pieces)


def _is_bold(run: Any) -> bool:
    for element in run.iter():
        if local_name(element) == "b":
            return not _OFF.intersection(element.values())
    return False
