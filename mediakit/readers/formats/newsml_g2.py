"""NewsML-G2: news items of agencies; packages and pictures are counted, not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.formats.nitf import text_of_body
from mediakit.readers.markup import paragraphs_of, plain_text
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.trees import (
    children,
    first,
    first_text,
    inner_text,
    parse_tree,
    root_name,
    with_names,
)
from mediakit.wording import count_of, join_names

__all__ = ["NEWSML_G2"]

_ROOTS = {"newsmessage", "newsitem", "packageitem"}
_NOT_TEXT = {"picture", "graphic", "video", "audio", "animation", "composite"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _is_newsml_g2(content: Content) -> bool:
    return root_name(content).lower() in _ROOTS


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the items of text; a withdrawn one says so in its column `status`."""
    root = parse_tree(content, parsed)
    others: Counter[str] = Counter()
    others["package"] = sum(1 for _ in with_names(root, "packageitem"))
    for number, item in enumerate(with_names(root, "newsitem"), start=1):
        kind = _code(first(item, "itemclass"))
        if kind in _NOT_TEXT:
            others[kind] += 1
            continue
        yield number, _fields(item)
    found = [count_of(n, kind) for kind, n in sorted(others.items()) if n]
    if found:
        parsed.notes.append(f"left out, as they hold no text: {join_names(found)}")


def _fields(item: Any) -> dict[str, object]:
    about = first(item, "contentmeta")
    if about is None:
        about = item
    language = first(about, "language")
    tag = item.get(_LANGUAGE)
    if language is not None:
        tag = language.get("tag") or tag
    title = _headline(about) or first_text(item, "title", "slugline")
    text = _text(item)
    if text and title:
        text = text.removeprefix(f"{title}\n")
    return {
        "title": title,
        "text": text,
        "date": first_text(item, "firstcreated", "contentcreated", "versioncreated"),
        "author": first_text(about, "by", "creator"),
        "outlet": _provider(item),
        "section": _section(about),
        "language": tag,
        "status": _code(first(item, "pubstatus")),
    }


def _headline(about: Any) -> str | None:
    headlines = list(with_names(about, "headline"))
    plain = [one for one in headlines if not one.get("role") or one.get("role").endswith(":main")]
    for headline in plain or headlines:
        text = inner_text(headline)
        if text:
            return text
    return None


def _text(item: Any) -> str | None:
    """Return the longest of the texts that the item has inside; some repeat it in other markup."""
    texts = [""]
    for content in with_names(item, "inlinexml"):
        if first(content, "body.content", "body") is not None:
            texts.append(text_of_body(content) or "")
        else:
            texts.append("\n".join(paragraphs_of(content)))
    for content in with_names(item, "inlinedata"):
        if "base64" not in str(content.get("encoding")):
            texts.append(plain_text(content.text or "").strip())
    return max(texts, key=len) or None


def _provider(item: Any) -> str | None:
    """Return the name of who provides the item, or else its code."""
    for element in with_names(item, "provider", "infosource", "copyrightholder"):
        name = first_text(element, "name")
        literal = element.get("literal")
        if name or literal:
            return name or literal
    return _code(first(item, "provider")) or None


def _section(about: Any) -> str | None:
    for subject in children(about, "subject"):
        name = first_text(subject, "name")
        if name:
            return name
    return None


def _code(element: Any) -> str:
    """Return a code without the vocabulary that it is from: text for ninat:text."""
    if element is None:
        return ""
    return str(element.get("qcode") or element.get("literal") or "").rpartition(":")[2]


NEWSML_G2 = Format("newsml-g2", (), _is_newsml_g2, _read)
