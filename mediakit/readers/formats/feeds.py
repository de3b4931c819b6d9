"""News feeds: RSS, RDF and Atom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.markup import local_name, paragraphs_of, plain_text
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.trees import children, first_text, parse_tree, root_name, with_names
from mediakit.wording import count_of

__all__ = ["FEED", "entry_text", "read_entries"]

_ROOTS = {"rss", "rdf", "feed"}
_TEXTS = ("encoded", "content", "body", "fullitem", "xhtml_body")
_SUMMARIES = ("description", "summary")
#: The day of publication; a feed of Atom may only say when an entry was last changed.
_DATES = ("pubdate", "published", "issued", "created", "date", "updated", "modified")


def _is_feed(content: Content) -> bool:
    return root_name(content).lower() in _ROOTS


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the entries of a feed; the feed's own title is the outlet."""
    yield from read_entries(parse_tree(content, parsed), parsed)


def read_entries(root: Any, parsed: Parsed) -> Iterator[Record]:
    """Give the entries of the tree of a feed."""
    channel = _channel(root)
    outlet = None
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if channel is not None:
        outlet = _own_text(channel, "title")
        language = _own_text(channel, "language", "lang") or language
    n_entries = 0
    n_summaries = 0
    for number, entry in enumerate(with_names(root, "item", "entry"), start=1):
        n_entries = number
        record, is_summary = _record(entry)
        n_summaries += is_summary
        yield number, {"outlet": outlet, "language": language, **record}
    if not n_entries:
        parsed.notes.append("a feed without entries")
    if n_summaries:
        texts = count_of(n_summaries, "text")
        parsed.notes.append(f"{texts} from summaries: the feed has no full articles")


def _channel(root: Any) -> Any:
    if local_name(root) == "feed":
        return root
    for channel in children(root, "channel"):
        return channel
    return None


def _record(entry: Any) -> tuple[dict[str, object], bool]:
    """Return the fields of an entry, and whether its text is only a summary."""
    text = entry_text(entry, *_TEXTS)
    summary = entry_text(entry, *_SUMMARIES)
    is_summary = not text and bool(summary)
    record: dict[str, object] = {
        "title": _joined(entry_text(entry, "title")),
        "text": text or summary,
        "date": _own_text(entry, *_DATES),
        "url": _address(entry),
        "author": _author(entry),
        "section": _own_text(entry, "category", "subject") or _term(entry),
    }
    source = _own_text(entry, "source")
    if source:
        record["outlet"] = source
    if text and summary:
        record["summary"] = summary
    return record, is_summary


def entry_text(entry: Any, *names: str) -> str | None:
    """Return the words of the first child of these names that has any; HTML in it is decoded."""
    for name in names:
        for child in children(entry, name):
            if len(child):
                text = "\n".join(paragraphs_of(child))
            else:
                text = plain_text(child.text or "").strip()
            if text:
                return text
    return None


def _joined(text: str | None) -> str | None:
    if text is None:
        return None
    return " ".join(text.split())


def _own_text(element: Any, *names: str) -> str | None:
    return _joined(entry_text(element, *names))


def _address(entry: Any) -> str | None:
    """Return the address of the article itself: not that of a sound, or of the entry's code."""
    links = children(entry, "link")
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    for name in ("origlink", "link", "guid", "id"):
        for element in children(entry, name):
            text = (element.text or element.get("href") or "").strip()
            if text.startswith(("http://", "https://")):
                return text
    return None


def _author(entry: Any) -> str | None:
    names = [first_text(person, "name") for person in children(entry, "author")]
    known = [name for name in names if name]
    if known:
        return ", ".join(known)
    return _own_text(entry, "creator", "author")


def _term(entry: Any) -> str | None:
    for category in children(entry, "category"):
        if category.get("label") or category.get("term"):
            return str(category.get("label") or category.get("term"))
    return None


FEED = Format("feed", (".rss", ".atom", ".rdf"), _is_feed, _read)
