"""Which format a content is in, and what to do with one that is in none."""

from __future__ import annotations

from pathlib import PurePosixPath

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.format import Format
from mediakit.readers.formats import FORMATS
from mediakit.readers.trees import root_name
from mediakit.readers.zips import zip_names

__all__ = ["FORMAT_NAMES", "choose_format"]

FORMAT_NAMES = tuple(dict.fromkeys(one.name for one in FORMATS))
_READABLE = (
    "mediakit reads its own text format, CSV, TSV, Excel, JSON, Parquet, saved web pages, news "
    "feeds, NITF, NewsML, WARC, WordPress exports, e-mails, wire text, GDELT's tables and what "
    "Europresse, Factiva, Nexis and ProQuest export, also inside zip and tar archives"
)
_WORD = "word/document.xml"
#: How files begin that hold no articles, or none that can be read, and what to do with them.
_REFUSED = (
    (b"%PDF", "it is a PDF: save its text as .txt, or ask for another export"),
    (b"{\\rtf", "it is rich text: save it as .txt or as a web page"),
    (
        b"\xd0\xcf\x11\xe0",
        "it is a file of an old Office program, such as a .doc, or one with a password: save its "
        "text as .txt, or an export of Nexis or Factiva as .docx",
    ),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"RIFF", "it is a picture, sound or film"),
    (b"Please limit requests", "it is GDELT's answer to too many requests: ask it once more"),
    (b"SQLite format 3", "it is a database: export a table of it as CSV"),
    (b"7z\xbc\xaf", "it is a 7z archive: pack the files as .zip"),
    (b"Rar!", "it is a RAR archive: pack the files as .zip"),
    (b"\x80\x02", "it is a Python pickle, which can run programs: save the table as Parquet"),
    (b"\x80\x03", "it is a Python pickle, which can run programs: save the table as Parquet"),
    (b"\x80\x04", "it is a Python pickle, which can run programs: save the table as Parquet"),
    (b"\x80\x05", "it is a Python pickle, which can run programs: save the table as Parquet"),
)


def choose_format(content: Content, name: str | None) -> Format:
    """Return the format that the caller named, or that the content shows, or else its ending.

    Raises
    ------
    UnreadableSource
        If the content is in none of the formats.
    """
    if name is not None:
        return _named(content, name)
    for one in FORMATS:
        if one.recognises(content):
            return one
    for mark, reason in _REFUSED:
        if content.head.startswith(mark):
            raise UnreadableSource(f"not read: {reason}")
    for one in FORMATS:
        if content.ending in one.endings:
            return one
    raise UnreadableSource(_unknown(content))


def _named(content: Content, name: str) -> Format:
    """Return the format of a name; of several, one a container, that which the content shows."""
    formats = [one for one in FORMATS if one.name == name]
    for one in formats:
        if one.recognises(content):
            return one
    return formats[-1]


def _unknown(content: Content) -> str:
    if _WORD in zip_names(content):
        return (
            "not read: it is a Word document, but no export of Nexis or Factiva: save its text as "
            ".txt"
        )
    ending = PurePosixPath(content.name).suffix
    known = f"{_READABLE}. If it is one of these, say which, as in format='csv'"
    outermost = root_name(content)
    if outermost:
        return f"XML of a kind that is not known: its outermost element is {outermost}; {known}"
    if not ending or len(ending) > 8:
        return f"format not known; {known}"
    return f"format not known: {ending}; {known}"
