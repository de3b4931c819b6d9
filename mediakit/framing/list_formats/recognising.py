"""Which format a file is in: by its ending, or by its first lines where endings are shared."""

from __future__ import annotations

from pathlib import Path

from mediakit.errors import ArticlesNotFound, UnknownValue, UnreadableSource
from mediakit.framing.list_formats.entries import EntryCollector, is_comment, numbered_lines
from mediakit.framing.list_formats.lines import (
    EMPATH_EXPECTED,
    NRC_EXPECTED,
    PLAIN_EXPECTED,
    looks_like_empath,
    looks_like_nrc,
    read_empath,
    read_nrc,
    read_plain,
)
from mediakit.framing.list_formats.liwc import LIWC_EXPECTED, looks_like_liwc, read_liwc
from mediakit.framing.list_formats.marks import MARKS_EXPECTED
from mediakit.framing.list_formats.own import TOML_EXPECTED, read_toml
from mediakit.framing.list_formats.tables import TABLE_EXPECTED, read_table, split_table
from mediakit.framing.list_formats.trees import (
    LEXICODER_EXPECTED,
    WORDSTAT_EXPECTED,
    YAML_EXPECTED,
    YOSHIKODER_EXPECTED,
    looks_like_lexicoder,
    looks_like_wordstat,
    read_lexicoder,
    read_quanteda,
    read_wordstat,
    read_yoshikoder,
)
from mediakit.framing.list_formats.valence import (
    MPQA_EXPECTED,
    SCORED_EXPECTED,
    looks_like_mpqa,
    looks_scored,
    read_mpqa,
    read_scored,
)
from mediakit.readers.decoding import clean_text, decode

__all__ = ["read_file"]

_LOOKED_AT = 200  # lines
_TABLES = (".csv", ".tsv")


def read_file(path: Path, collector: EntryCollector, frame: str = "") -> tuple[str, str]:
    """Read a word list; return the name that it gives itself, and what its format expects.

    `frame` is the frame of a plain list; without one it is the name of the file.
    """
    if not path.is_file():
        raise ArticlesNotFound(f"There is no file '{path}'.")
    data = path.read_bytes()
    if path.suffix.lower() == ".ykd" or data.lstrip()[:5] == b"<?xml":
        read_yoshikoder(data, collector)
        return "", YOSHIKODER_EXPECTED
    text = _text_of(path, data, collector)
    if path.suffix.lower() == ".toml":
        return read_toml(text, collector), TOML_EXPECTED
    return "", _read_text(text, path, frame or path.stem, collector)


def _text_of(path: Path, data: bytes, collector: EntryCollector) -> str:
    """Return the text of a file in UTF-8, UTF-16 or an older encoding, with plain line ends."""
    try:
        decoded = decode(data)
    except UnreadableSource as error:
        raise UnknownValue(f"'{path.name}' is not a text file: {error}.") from error
    if decoded.guessed:
        collector.note(f"the file is not in UTF-8; it was read as {decoded.encoding}")
    if b"\0" in data[:2000] and decoded.text.count("\0"):
        raise UnknownValue(f"'{path.name}' is not a text file. Save it as CSV or plain text.")
    return clean_text(decoded.text)[0]


def _read_text(text: str, path: Path, frame: str, collector: EntryCollector) -> str:
    ending = path.suffix.lower()
    if ending in (".yml", ".yaml"):
        read_quanteda(text, collector)
        return YAML_EXPECTED
    head = [line for _, line in numbered_lines(text) if not is_comment(line)][:_LOOKED_AT]
    if ending == ".dic" or looks_like_liwc(head):
        read_liwc(text, collector)
        return LIWC_EXPECTED
    if ending == ".lc3" or looks_like_lexicoder(head):
        read_lexicoder(text, collector)
        return LEXICODER_EXPECTED
    if ending == ".cat" or looks_like_wordstat(head):
        read_wordstat(text, collector)
        return WORDSTAT_EXPECTED
    if looks_like_mpqa(head):
        read_mpqa(text, collector)
        return MPQA_EXPECTED
    table = split_table(text)
    if table is not None:
        read_table(table, collector)
        return _expected_of_table(ending)
    return _read_lines(text, head, path, frame, collector)


def _expected_of_table(ending: str) -> str:
    if ending == ".dicx":
        return MARKS_EXPECTED
    return TABLE_EXPECTED


def _read_lines(
    text: str, head: list[str], path: Path, frame: str, collector: EntryCollector
) -> str:
    """Read a file without a head."""
    if looks_like_nrc(head):
        read_nrc(text, collector)
        return NRC_EXPECTED
    if looks_scored(head):
        read_scored(text, collector)
        return SCORED_EXPECTED
    if looks_like_empath(head):
        read_empath(text, collector)
        return EMPATH_EXPECTED
    ending = path.suffix.lower()
    has_columns = any(sign in line for line in head for sign in ",;")
    if ending == ".dicx" or (ending in _TABLES and (has_columns or not head)):
        raise UnknownValue(
            f"'{path.name}' needs {_expected_of_table(ending)}. docs/lexicons.md lists the other "
            "tables that can be read."
        )
    read_plain(text, frame, collector)
    return PLAIN_EXPECTED
