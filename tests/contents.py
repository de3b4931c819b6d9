"""One content read in one format, as the tests of the formats do it."""

from __future__ import annotations

from pathlib import Path

from mediakit.readers.choosing import choose_format
from mediakit.readers.content import Content
from mediakit.readers.parsed import Parsed


def parse(name: str, content: str | bytes | Path, kind: str | None = None) -> Parsed:
    """Read a content; unlike `read_articles` this raises what a format raises."""
    if isinstance(content, str):
        content = content.encode()
    path = content if isinstance(content, Path) else None
    data = content if isinstance(content, bytes) else b""
    source = Content(name, path=path, data=data, format_given=kind is not None)
    chosen = choose_format(source, kind)
    parsed = Parsed(name, chosen.name)
    parsed.records = list(chosen.read(source, parsed))
    return parsed
