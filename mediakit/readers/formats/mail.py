"""E-mails, such as newsletters and alerts: the text of one message, without its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from mediakit.readers.content import Content
from mediakit.readers.decoding import clean_text, decode
from mediakit.readers.format import Format
from mediakit.readers.markup import plain_text
from mediakit.readers.outlets import registered_domain
from mediakit.readers.parsed import Parsed, Record
from mediakit.wording import count_of

__all__ = ["MAIL", "MAILBOX", "body_of"]

_HEADER = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):[ \t]")
_OF_MAIL = (
    "from to subject date received return-path delivered-to message-id mime-version content-type "
    "x-received reply-to sender dkim-signature authentication-results received-spf"
).split()
#: What damaged headers do to the standard library, which reads a header when it is asked for.
_FAULTS = (LookupError, ValueError, TypeError, AttributeError)
_BETWEEN_MAILS = re.compile(rb"From \S+ .*\d\d:\d\d(:\d\d)?.*\b\d{4}\b.*")
_QUOTED_FROM = re.compile(rb">+From ")
_FEWEST = 3  # headers of mail in the first lines


def _is_mail(content: Content) -> bool:
    """Say whether a content begins with the headers of a mail, From or Subject among them."""
    lines = content.opening.split("\n\n")[0].replace("\r", "").split("\n")
    if not lines or _HEADER.match(lines[0]) is None:
        return False
    names = {match[1].lower() for match in map(_HEADER.match, lines) if match is not None}
    known = names.intersection(_OF_MAIL)
    return len(known) >= _FEWEST and bool(known & {"from", "subject"})


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the message of a file as one article."""
    record = _record_of(content.data, parsed)
    if record is not None:
        yield 1, record


def _is_mailbox(content: Content) -> bool:
    """Say whether a content is mails one after another, each behind a line such as
    "From anna@gull.example Mon Mar  7 10:00:00 2031"."""
    first, _, rest = content.opening.lstrip().partition("\n")
    if not _BETWEEN_MAILS.fullmatch(first.encode("utf-8", "replace").rstrip()):
        return False
    names = [match[1].lower() for match in map(_HEADER.match, rest.split("\n")) if match]
    return len(set(names).intersection(_OF_MAIL)) >= _FEWEST


def _read_mailbox(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give each message of a mailbox as an article."""
    messages: list[list[bytes]] = []
    before = b""
    for line in content.data.lstrip().splitlines(keepends=True):
        begins = not before.strip() and _BETWEEN_MAILS.fullmatch(line.rstrip())
        if begins or not messages:
            messages.append([])
        else:
            if _QUOTED_FROM.match(line):
                line = line[1:]
            messages[-1].append(line)
        before = line
    for number, lines in enumerate(messages, start=1):
        record = _record_of(b"".join(lines), parsed)
        if record is not None:
            yield number, record


def _record_of(data: bytes, parsed: Parsed) -> dict[str, object] | None:
    """Return the fields of a message; None if its headers are damaged."""
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    try:
        return _fields(message, parsed)
    except _FAULTS as error:
        parsed.rejected.append(f"an e-mail with damaged headers ({error})")
        return None


def _fields(message: EmailMessage, parsed: Parsed) -> dict[str, object]:
    name, address = parseaddr(_header(message, "from"))
    record: dict[str, object] = {
        "title": _header(message, "subject"),
        "date": _header(message, "date"),
        "author": name,
        "outlet": _outlet(address),
        "text": _body(message, parsed),
    }
    n_attached = sum(1 for _ in message.iter_attachments())
    if n_attached:
        parsed.notes.append(f"{count_of(n_attached, 'attachment')} not read")
    return record


def _outlet(address: str) -> str | None:
    """Return the domain that a mail came from."""
    _, at, host = address.rpartition("@")
    if not at:
        return None
    return registered_domain(f"https://{host}")


def _header(message: EmailMessage, name: str) -> str:
    """Return a header on one line; a damaged one as far as it can be read."""
    try:
        value = message.get(name)
    except _FAULTS:
        raw = [text for given, text in message.raw_items() if given.lower() == name]
        value = next(iter(raw), None)
    if value is None:
        return ""
    return " ".join(clean_text(str(value))[0].split())


def _body(message: EmailMessage, parsed: Parsed) -> str:
    """Return the text of a message: as plain text if it has one, or else that of its page."""
    text, subtype = body_of(message, parsed)
    if subtype == "html":
        return plain_text(text)
    return _unwrapped(text)


def body_of(message: EmailMessage, parsed: Parsed) -> tuple[str, str]:
    """Return the body of a message, decoded, and what it is: plain or html."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", "plain"
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        data = str(part.get_payload()).encode("utf-8", "surrogateescape")
    charset = part.get_content_charset()
    try:
        decoded = decode(data, charset)
    except ValueError:
        decoded = decode(data)
        parsed.mend(f"the mail says it is in {charset}, but it is not")
    parsed.encoding = decoded.encoding
    parsed.encoding_from = decoded.found_by
    if charset:
        parsed.encoding_from = "declared in the file"
    text, _ = clean_text(decoded.text)
    return text, part.get_content_subtype()


def _unwrapped(text: str) -> str:
    """Return the paragraphs of a text whose lines are wrapped: an empty line parts them."""
    paragraphs = re.split(r"\n[ \t]*\n", text.strip())
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())


MAIL = Format("mail", (".eml",), _is_mail, _read)
MAILBOX = Format("mailbox", (".mbox",), _is_mailbox, _read_mailbox)
