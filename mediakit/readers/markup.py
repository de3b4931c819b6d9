"""Text out of HTML: tags taken away, entities decoded, a paragraph a line."""

from __future__ import annotations

import html
import re
from typing import Any

__all__ = ["has_markup", "local_name", "paragraphs_of", "plain_text"]

_TAGS = (
    "a abbr article aside b blockquote body br center cite code dd del div dl dt em figcaption "
    "figure font footer form h1 h2 h3 h4 h5 h6 head header hl1 hl2 hr html i iframe img input ins "
    "li link main meta nav nitf noscript object ol p picture pre q s script section small source "
    "span strike strong style sub sup svg table tbody td tfoot th thead time title tr tt u ul "
    "video"
)
_NAMES = "|".join(_TAGS.split())
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
#: What is no text of an article: programs, forms, page furniture, pictures with their captions.
_LEFT_OUT = set(
    "script style head noscript iframe object svg template form header footer nav figure".split()
)
_BLOCKS = set(
    "address article aside blockquote body br center dd div dl dt h1 h2 "
    "h3 h4 h5 h6 hl1 hl2 hr li main ol p pre section table td th tr ul block para byttl "
    "paragraph lead".split()
)
_LINE_END = "\x1e"  # stands for the end of a paragraph while spaces are put right
_MOST_CHARACTERS = 20_000_000


def has_markup(text: str) -> bool:
    """Say whether a text holds HTML tags or entities.

    Examples
    --------
    >>> [has_markup(text) for text in ("R&amp;D", "<p>Snow</p>", "R&D < 3", "a <- b; c & d;")]
    [True, True, False, False]
    """
    if "<" in text and _TAG.search(text):
        return True
    if "&" not in text:
        return False
    return any(html.unescape(match[0]) != match[0] for match in _ENTITY.finditer(text))


def plain_text(text: str) -> str:
    """Return the words of a piece of HTML, a paragraph a line.

    Examples
    --------
    >>> plain_text("<p>R&amp;D isn&rsquo;t&nbsp;new</p><p>low<br/>pay</p><script>x()</script>")
    'R&D isn’t new\\nlow\\npay'
    """
    if "<" not in text or not _TAG.search(text) or len(text) > _MOST_CHARACTERS:
        return html.unescape(text).replace("\xa0", " ")
    from lxml import html as pages

    source = text.replace("<![CDATA[", "").replace("]]>", "")
    parser = pages.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    tree = pages.document_fromstring(f"<div>{source}</div>".encode(), parser=parser)
    return "\n".join(paragraphs_of(tree))


def paragraphs_of(element: Any) -> list[str]:
    """Return the paragraphs of an element of HTML or XML, without those that hold no words."""
    pieces: list[str] = []
    _collect(element, pieces)
    lines = "".join(pieces).split(_LINE_END)
    spaced = [" ".join(line.split()) for line in lines]
    return [line for line in spaced if line]


def _collect(root: Any, pieces: list[str]) -> None:
    """Put the text of an element into pieces, with a mark at the end of each block.

    The walk keeps its own stack, because pages are nested as deeply as their authors like.
    """
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, is_done = stack.pop()
        name = local_name(element)
        is_block = name in _BLOCKS
        if is_done:
            if is_block:
                pieces.append(_LINE_END)
            if element is not root:
                pieces.append(element.tail or "")
            continue
        stack.append((element, True))
        if name in _LEFT_OUT or not name:
            continue
        if is_block:
            pieces.append(_LINE_END)
        pieces.append(element.text or "")
        stack += [(child, False) for child in reversed(element)]


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; empty for comments and the like."""
    if not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2].lower()
