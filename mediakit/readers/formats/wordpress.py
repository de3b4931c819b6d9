"""Exports of WordPress: posts and pages of a site, with drafts and attachments left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.formats.feeds import entry_text, read_entries
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.trees import parse_tree, root_name, with_names
from mediakit.wording import count_of, join_names

__all__ = ["WORDPRESS"]

_NAMESPACE = "wordpress.org/export/"
_KINDS = {"post", "page", None}
_PUBLISHED = {"publish", None}
_UNPUBLISHED = {"inherit": "attachment or earlier version", "future": "scheduled post"}


def _is_wordpress(content: Content) -> bool:
    return root_name(content) == "rss" and _NAMESPACE in content.opening


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the published posts and pages; what else the site held is counted."""
    root = parse_tree(content, parsed)
    items = list(with_names(root, "item"))
    parsed.declared = len(items)
    passed_over: Counter[str] = Counter()
    for (number, record), item in zip(read_entries(root, parsed), items, strict=True):
        kind = entry_text(item, "post_type")
        status = entry_text(item, "status")
        if kind not in _KINDS:
            passed_over[str(kind)] += 1
            continue
        if status not in _PUBLISHED:
            passed_over[_UNPUBLISHED.get(str(status), f"{status} {kind}")] += 1
            continue
        local = entry_text(item, "post_date")
        if local:
            record["date"] = local
        yield number, record
    if passed_over:
        kinds = [count_of(n, kind) for kind, n in sorted(passed_over.items())]
        parsed.notes.append(f"left out: {join_names(kinds)}")
        parsed.declared -= passed_over.total()


WORDPRESS = Format("wordpress", (), _is_wordpress, _read)
