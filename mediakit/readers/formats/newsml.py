"""NewsML 1: news items of agencies, each with its text inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.formats.nitf import nitf_fields, text_of_body
from mediakit.readers.markup import paragraphs_of, plain_text
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.trees import first, first_text, parse_tree, root_name, with_names

__all__ = ["NEWSML"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAME = "FormalName"


def _is_newsml(content: Content) -> bool:
    return root_name(content) == "NewsML"


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the news items; one that holds no text, such as a picture, has only its title."""
    root = parse_tree(content, parsed)
    for number, item in enumerate(with_names(root, "newsitem"), start=1):
        yield number, _fields(item)


def _fields(item: Any) -> dict[str, object]:
    fields: dict[str, object] = {}
    article = first(item, "nitf")
    if article is not None:
        fields = nitf_fields(article)
    own = {
        "title": first_text(item, "headline"),
        "date": first_text(item, "firstcreated", "dateid", "thisrevisioncreated"),
        "author": first_text(item, "byline"),
        "outlet": _formal_name(item, "provider", "party") or first_text(item, "providerid"),
        "language": _formal_name(item, "language") or item.get(_LANGUAGE),
        "section": _formal_name(item, "newsproduct"),
        "abstract": first_text(item, "subheadline"),
        "text": fields.get("text") or _text(item),
    }
    return fields | {name: value for name, value in own.items() if value}


def _text(item: Any) -> str | None:
    """Return the paragraphs of the content, whichever markup it is in."""
    texts = []
    for content in with_names(item, "datacontent"):
        if first(content, "body.content", "body") is not None:
            texts.append(text_of_body(content) or "")
        elif len(content):
            texts.append("\n".join(paragraphs_of(content)))
        else:
            texts.append(plain_text(content.text or "").strip())
    return max(texts, key=len, default="") or None


def _formal_name(item: Any, *names: str) -> str | None:
    """Return the name that an element inside another gives in an attribute."""
    element = item
    for name in names:
        element = first(element, name)
        if element is None:
            return None
    return element.get(_NAME)


NEWSML = Format("newsml", (), _is_newsml, _read)
