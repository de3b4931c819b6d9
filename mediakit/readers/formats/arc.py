"""Web archives in ARC, the format before WARC: one record a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.formats.pages import PAGE_TYPES, archived_page
from mediakit.readers.parsed import Parsed, Record
from mediakit.wording import count_of, join_names

__all__ = ["ARC"]

_HEADER = re.compile(rb"(\S+) \S+ (\d{8,14}) (\S+)(?: .*)? (\d+)\r?\n")
_STATUS = re.compile(rb"HTTP/\d\.\d (\d{3})")
_LONGEST_HEADER = 20_000
_MOST_BYTES = 20_000_000  # of one page
_MEGABYTE = 2**20


@dataclass(frozen=True)
class _Archived:
    """What was captured at an address: when, of which type, and the answer of the server."""

    address: str
    captured: str
    content_type: str
    answer: bytes


def _is_arc(content: Content) -> bool:
    return content.opening.startswith("filedesc://")


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the pages that were found (status 200); all other records are counted."""
    others: Counter[str] = Counter()
    n_bytes = 0
    with content.open() as stream:
        for number, archived in enumerate(_archived(stream, parsed), start=1):
            n_bytes += len(archived.answer)
            if n_bytes > content.most_streamed:
                most = f"{content.most_streamed / _MEGABYTE:,.0f} MB"
                raise UnreadableSource(f"it unpacks to more than {most}")
            why_not = _why_no_page(archived)
            if why_not:
                others[why_not] += 1
                continue
            head, _, page = archived.answer.partition(b"\r\n\r\n")
            record = archived_page(page, head.decode("latin-1"), number, parsed)
            if record is not None:
                record["url"] = record.get("url") or archived.address
                record["captured_at"] = archived.captured
                yield number, record
    if others:
        names = [count_of(n, name) for name, n in sorted(others.items())]
        parsed.notes.append(f"left out: {join_names(names)}")


def _archived(stream: IO[bytes], parsed: Parsed) -> Iterator[_Archived]:
    """Give the records of an archive up to its end, or to where it is damaged."""
    number = 0
    try:
        while line := stream.readline(_LONGEST_HEADER):
            if not line.strip():
                continue
            match = _HEADER.fullmatch(line)
            if match is None or int(match[4]) > _MOST_BYTES:
                parsed.rejected.append(f"damaged after record {number}, or larger than a page")
                return
            number += 1
            length = int(match[4])
            answer = stream.read(length)
            if len(answer) < length:
                parsed.rejected.append(f"cut inside record {number}")
                return
            yield _Archived(
                address=match[1].decode("latin-1"),
                captured=match[2].decode("latin-1"),
                content_type=match[3].decode("latin-1"),
                answer=answer,
            )
    except (OSError, EOFError) as error:
        parsed.rejected.append(f"cut or damaged after record {number}: {error}")


def _why_no_page(archived: _Archived) -> str:
    """Return what a record is if it is no page; empty if it is one."""
    if archived.address.startswith(("filedesc:", "dns:")):
        return "record about the archive"
    if archived.content_type not in PAGE_TYPES:
        return "file of another kind"
    status = _STATUS.match(archived.answer)
    if status is not None and status[1] != b"200":
        return f"page with the status {status[1].decode()}"
    return ""


ARC = Format("arc", (".arc",), _is_arc, _read)
