"""Web archives: the pages in WARC files, one record a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.formats.pages import PAGE_TYPES, archived_page
from mediakit.readers.parsed import Parsed, Record
from mediakit.wording import count_of, join_names

__all__ = ["WARC"]

_START = re.compile(r"WARC/[01]\.\d")
_MOST_BYTES = 20_000_000  # of one page
_MEGABYTE = 2**20


def _is_warc(content: Content) -> bool:
    return _START.match(content.opening) is not None


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the pages that were found (status 200); all other records are counted.

    The time of capture is kept in `captured_at`: it is no date of publication.
    """
    others: Counter[str] = Counter()
    number = 0
    n_bytes = 0
    try:
        for number, archived in enumerate(_archived(content), start=1):
            n_bytes += archived.content_length
            if n_bytes > content.most_streamed:
                raise UnreadableSource(
                    f"it unpacks to more than {content.most_streamed / _MEGABYTE:,.0f} MB"
                )
            why_not = _why_no_page(archived)
            if why_not:
                others[why_not] += 1
                continue
            record = _page_of(archived, number, parsed)
            if record is not None:
                yield number, record
    except OSError as error:
        parsed.rejected.append(f"cut or damaged after record {number}: {error}")
    if others:
        names = [count_of(n, name) for name, n in sorted(others.items())]
        parsed.notes.append(f"left out: {join_names(names)}")


def _archived(content: Content) -> Iterator[Any]:
    """Give the records of an archive, each compressed by itself or not."""
    from fastwarc.warc import ArchiveIterator

    with content.stored() as stream:
        yield from ArchiveIterator(stream, auto_decode="all")


def _why_no_page(archived: Any) -> str:
    """Return what a record is if it is no page; empty if it is one."""
    kind = str(archived.record_type)
    if kind != "response":
        return f"{kind} record"
    if archived.http_headers is None:
        return "response without a header"
    if archived.http_content_type not in PAGE_TYPES:
        return "file of another kind"
    status = archived.http_headers.status_code
    if status != 200:
        return f"page with the status {status}"
    return ""


def _page_of(
    archived: Any,
    number: int,
    parsed: Parsed,
) -> dict[str, object] | None:
    header = str(archived.http_headers.get("Content-Type") or "")
    data = archived.reader.read(_MOST_BYTES + 1)
    record = archived_page(data, header, number, parsed)
    if record is None:
        return None
    address = archived.headers.get("WARC-Target-URI") or ""
    record["url"] = record.get("url") or address.strip("<>")
    record["captured_at"] = archived.headers.get("WARC-Date")
    return record


WARC = Format("warc", (".warc",), _is_warc, _read)
