"""Pages that a browser saved as one file (.mhtml, .mht): a web page in the shape of an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.formats.mail import MAIL, body_of
from mediakit.readers.formats.pages import read_page
from mediakit.readers.parsed import Parsed, Record

__all__ = ["SAVED_PAGE"]

#: What browsers write into the head of such a file.
_SAVED = re.compile(
    r"^(?:Snapshot-Content-Location:|From: *[\"<]?Saved by )",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(
    r"^(?:Snapshot-)?Content-Location: *(https?://\S+)",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = 4000  # characters, among which the head is


def _is_saved_page(content: Content) -> bool:
    opening = content.opening[:_FIRST]
    return _SAVED.search(opening) is not None and MAIL.recognises(content)


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the one article of a page. The day on which it was saved is no date of publication."""
    message = message_from_bytes(content.data.lstrip(), policy=policy.default)
    page, subtype = body_of(message, parsed)
    if subtype != "html" or not page.strip():
        parsed.rejected.append("a saved file without a web page")
        return
    record = read_page(page, parsed)
    address = _ADDRESS.search(content.opening[:_FIRST])
    if address is not None and not record.get("url"):
        record["url"] = address[1]
    yield 1, record


SAVED_PAGE = Format("page", (".mhtml", ".mht"), _is_saved_page, _read)
