"""What a format is: its name, its endings, how it is recognised by content, how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mediakit.readers.content import Content
from mediakit.readers.decoding import Decoded, repairs_of
from mediakit.readers.parsed import Parsed, Record

__all__ = ["Format", "note_decoding", "text_of"]


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes
    ----------
    name : str
        What the caller and the ledger call it.
    endings : tuple of str
        The endings of file names, such as `.csv`, by which it is chosen if no content tells.
    recognises : callable
        Whether a content is in this format beyond doubt.
    read : callable
        Gives the records of a content one by one. What it rejects, and what else the ledger should
        say, it adds to the `Parsed` that it is given.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[Content], bool]
    read: Callable[[Content, Parsed], Iterator[Record]]


def text_of(content: Content, parsed: Parsed) -> str:
    """Return the text of a content, and put into the ledger how it was decoded."""
    decoded = content.decoded
    text, n_control = content.text
    note_decoding(decoded, n_control, parsed)
    return text


def note_decoding(
    decoded: Decoded,
    n_control: int,
    parsed: Parsed,
) -> None:
    """Put into the ledger how a text was decoded, and what was damaged in it."""
    parsed.encoding = decoded.encoding
    parsed.encoding_from = decoded.found_by
    if decoded.guessed:
        parsed.notes.append("encoding guessed")
    for note in repairs_of(decoded, n_control):
        parsed.mend(note)
