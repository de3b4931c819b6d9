"""XML documents of news: parsed without entities, network or document types."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.format import text_of
from mediakit.readers.markup import local_name, paragraphs_of
from mediakit.readers.parsed import Parsed

__all__ = [
    "children",
    "first",
    "first_text",
    "inner_text",
    "is_xml",
    "parse_tree",
    "root_name",
    "with_names",
]

_PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)", re.DOTALL)
_START = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
_DECLARATION = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)
_NAMED_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]+);")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
_DECLARES_ENTITIES = re.compile(r"<!ENTITY\s")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")


def root_name(content: Content) -> str:
    """Return the name of the outermost element, without its prefix; empty if it is no XML."""
    text = content.opening
    place = 0
    while match := _PROLOGUE.match(text, place):
        place = match.end()
    start = _START.match(text, place)
    if start is None:
        return ""
    return start[1]


def is_xml(content: Content) -> bool:
    """Say whether a content begins as XML does."""
    return content.opening.startswith(("<?xml", "<!--")) or bool(root_name(content))


def parse_tree(content: Content, parsed: Parsed) -> Any:
    """Return the root of an XML document; what is damaged is mended as far as it goes.

    Entities that the document declares are not expanded: a small file could ask for gigabytes, or
    for the files of this machine.
    """
    from lxml import etree

    text = text_of(content, parsed)
    if _DECLARES_ENTITIES.search(text[:_SHOWN]):
        parsed.notes.append("entities that the file declares are not expanded")
    text = _DECLARATION.sub("", text, count=1)
    if "&" in text:
        text = _BARE_AMPERSAND.sub("&amp;", _NAMED_ENTITY.sub(_character, text))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        strip_cdata=False,
    )
    try:
        root = etree.fromstring(text.strip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(f"not readable as XML: {error.msg}") from error
    if root is None:
        raise UnreadableSource("not readable as XML: it holds no element")
    faults = [one for one in parser.error_log if one.level >= etree.ErrorLevels.FATAL]
    if faults:
        parsed.mend(f"damaged XML, mended (line {faults[0].line}: {faults[0].message})")
        parsed.n_repaired += 1
    return root


_SHOWN = 10_000  # characters, among which a document type is


def _character(match: re.Match[str]) -> str:
    """Return the character of an entity of HTML that XML does not know, such as &nbsp;."""
    if match[1] in _OF_XML:
        return match[0]
    return html.unescape(match[0]).replace("<", "&lt;")


def with_names(root: Any, *names: str) -> Iterator[Any]:
    """Give the elements of these names, whatever their namespace, in the order of the document."""
    wanted = {name.lower() for name in names}
    for element in root.iter():
        if local_name(element) in wanted:
            yield element


def children(element: Any, name: str) -> list[Any]:
    """Return the elements of a name right inside an element."""
    return [child for child in element if local_name(child) == name.lower()]


def first(root: Any, *names: str) -> Any:
    """Return the first element of the first of these names that there is, or None."""
    for name in names:
        for element in with_names(root, name):
            return element
    return None


def first_text(root: Any, *names: str) -> str | None:
    """Return the words of the first element of these names that has any."""
    for name in names:
        for element in with_names(root, name):
            text = inner_text(element)
            if text:
                return text
    return None


def inner_text(element: Any) -> str:
    """Return the words of an element in one line."""
    return " ".join(paragraphs_of(element))
