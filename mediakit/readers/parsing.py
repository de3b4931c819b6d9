"""From one file to what it holds: its records, or those of each file in an archive."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from mediakit.errors import UnreadableSource
from mediakit.readers.choosing import choose_format
from mediakit.readers.containers import is_container, members_of
from mediakit.readers.content import Content
from mediakit.readers.parsed import Parsed
from mediakit.readers.sources import printable

__all__ = ["parse_content", "parse_file"]


def parse_file(
    path: Path,
    format: str | None,  # noqa: A002
    encoding: str | None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Parsed]:
    """Give what a file holds: one source, or one for each file in an archive."""
    content = Content(
        printable(path),
        path=path,
        encoding=encoding,
        format_given=format is not None,
    )
    for parsed in parse_content(content, format):
        parsed.wanted = columns
        yield parsed


def parse_content(content: Content, format: str | None = None) -> Iterator[Parsed]:  # noqa: A002
    """Give the records of a content; whatever is wrong with it is said in its line of the ledger.

    A fault of one source must not stop a folder, so every error becomes such a line.
    """
    parsed = Parsed(content.name)
    try:
        if format is None and is_container(content):
            yield from _parse_members(content)
            return
        _read_into(parsed, content, format)
    except (UnreadableSource, OSError) as error:
        parsed.rejected.append(printable(error))
    except Exception as error:  # noqa: BLE001 - see above
        reason = f"not readable: {type(error).__name__}: {error}"
        parsed.rejected.append(printable(reason))
    yield parsed


def _parse_members(content: Content) -> Iterator[Parsed]:
    for member, reason in members_of(content):
        if not reason:
            yield from parse_content(member)
        elif reason.startswith("skipped"):
            yield Parsed(member.name, notes=[reason])
        else:
            yield Parsed(member.name, rejected=[reason])


def _read_into(
    parsed: Parsed,
    content: Content,
    format: str | None,  # noqa: A002
) -> None:
    """Read the records of a content in the format given, or in the one that it shows."""
    begin = time.perf_counter()
    try:
        chosen = choose_format(content, format)
        parsed.format = chosen.name
        for number, record in chosen.read(content, parsed):
            if record:
                parsed.records.append((number, record))
            else:  # millions of empty objects take no room here
                parsed.rejected.append("neither title nor text")
        if not parsed.records and not parsed.rejected and not parsed.notes:
            parsed.rejected.append("no article in it")
    finally:
        for note in content.losses:
            parsed.lose(note)
        parsed.seconds = round(time.perf_counter() - begin, 3)
