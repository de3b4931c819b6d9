"""Which files a path names, which of them hold articles, and how each is read."""

from __future__ import annotations

import glob
import gzip
import re
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from mediakit.checks import one_of
from mediakit.errors import ArticlesNotFound, UnknownValue, UnreadableSource
from mediakit.readers.decoding import decode
from mediakit.readers.delimited import looks_delimited, read_delimited
from mediakit.readers.jsonlines import read_jsonlines
from mediakit.readers.native import read_native
from mediakit.readers.parquet import read_parquet
from mediakit.readers.parsed import Parsed

__all__ = ["FORMATS", "Source", "find_files", "read_file"]

Source = str | Path | Sequence[str | Path]

FORMATS = ("native", "csv", "tsv", "jsonl", "parquet")
_ENDINGS = {
    ".txt": "native",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
}
_READERS = {
    "native": read_native,
    "csv": read_delimited,
    "tsv": read_delimited,
    "jsonl": read_jsonlines,
}
_NOT_ARTICLES = re.compile(
    r"(readme|licen[cs]e|copying|notice|changelog|contributing)(\.[a-z]{2})?(\.[a-z]{2,4})?"
)
_JUNK = {"thumbs.db", "desktop.ini", "__macosx"}
_GZIP = b"\x1f\x8b"
_HEAD = 4000  # bytes, by which a table with tabs is recognised
#: A compressed file is unpacked up to here; more is taken for an attack or a mistake.
MOST_BYTES, MOST_TIMES, FROM_BYTES = 4 * 2**30, 200, 2**28


def find_files(source: Source) -> dict[Path, str]:
    """Return the files that a path, a folder, a glob or a list of them names, in order.

    The value of each is why it holds no article, or empty. A file that is named itself is read
    whatever it is called.
    """
    if not isinstance(source, Iterable | Path):
        raise UnknownValue(
            f"Expected the path of a file or folder, or a list of them; got {source!r}."
        )
    files: dict[Path, str] = {}
    if not isinstance(source, str | Path):
        for one in source:
            files |= find_files(one)
        return files
    path = Path(source).expanduser()
    if path.is_dir():
        inside = sorted(file for file in path.rglob("*") if file.is_file())
        return {file: _why_skipped(file.relative_to(path)) for file in inside}
    if path.exists():
        return {path: ""}
    if not glob.has_magic(str(path)):
        raise ArticlesNotFound(
            f"There is no file or folder '{source}' (looked in {Path.cwd().name})."
        )
    matches = glob.glob(str(path), recursive=True)  # noqa: PTH207 (absolute patterns, too)
    for match in sorted(map(Path, matches)):
        if match.is_file():
            files[match] = _why_skipped(Path(match.name))
        else:
            files |= find_files(match)
    if not files:
        raise ArticlesNotFound(f"No file matches '{source}'.")
    return files


def _why_skipped(path: Path) -> str:
    """Return why a file of a folder holds no article; empty if it may hold one."""
    for part in path.parts:
        if part.startswith((".", "~$")) or part.lower() in _JUNK:
            return "skipped: a system file, not an article"
    if _NOT_ARTICLES.fullmatch(path.name.lower()):
        return "skipped: a README or licence file"
    return ""


def _format_by_name(path: Path) -> str:
    endings = [ending.lower() for ending in path.suffixes]
    if endings[-1:] == [".gz"]:
        endings.pop()
    if not endings:
        return ""
    return _ENDINGS.get(endings[-1], "")


def _bytes_of(path: Path) -> bytes:
    data = path.read_bytes()
    if not data.startswith(_GZIP):
        return data
    most = min(MOST_BYTES, max(FROM_BYTES, MOST_TIMES * len(data)))
    try:
        with gzip.open(path) as stream:
            unpacked = stream.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableSource(f"not readable as gzip: {error}") from error
    if len(unpacked) > most:
        raise UnreadableSource(f"it unpacks to more than {most / 2**20:,.0f} MB")
    return unpacked


def read_file(path: Path, *, format: str | None, encoding: str | None) -> Parsed:  # noqa: A002
    """Read one file in the format given, or else the one that its name and content show.

    Raises
    ------
    UnreadableSource
        If the file cannot be read in that format.
    """
    if format is not None:
        one_of("format", format, FORMATS)
    source = str(path)
    chosen = format or _format_by_name(path)
    if not chosen:
        raise UnreadableSource(f"format not known: {path.suffix or path.name}")
    if chosen == "parquet":
        return read_parquet(source, source)
    data = _bytes_of(path)
    if chosen == "native" and format is None and _is_table(data, encoding):
        chosen = "tsv"
    read = _READERS[chosen]
    return read(source, data, encoding)


def _is_table(data: bytes, encoding: str | None) -> bool:
    """Say whether a text file is a table with tabs; UTF-16 has zeros between its characters."""
    head = data[:_HEAD].replace(b"\0", b"")
    if b"\t" not in head:
        return False
    return looks_delimited(decode(data, encoding).text[:_HEAD])
