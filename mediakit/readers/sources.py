"""Which files a path names, which of them hold articles, and how each is read."""

from __future__ import annotations

import glob
import gzip
import os
import re
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from mediakit.errors import ArticlesNotFound, UnknownValue, UnreadableSource
from mediakit.readers.decoding import decode
from mediakit.readers.delimited import looks_delimited, read_delimited
from mediakit.readers.jsonlines import read_jsonlines
from mediakit.readers.native import read_native
from mediakit.readers.parquet import read_parquet
from mediakit.readers.parsed import Parsed

__all__ = ["FORMATS", "Source", "find_files", "printable", "read_file"]

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


def printable(text: object) -> str:
    """Return a path or message that can be written: bytes that are no UTF-8 are shown as \\x.."""
    return str(text).encode("utf-8", "backslashreplace").decode("utf-8")


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
    path = _checked_path(source)
    if path.is_dir():
        return _files_in(path)
    if path.exists():
        _require_regular(path)
        return {path: ""}
    if not glob.has_magic(str(path)):
        raise ArticlesNotFound(
            f"There is no file or folder '{source}' (looked in {Path.cwd().name})."
        )
    matches = glob.glob(str(path), recursive=True)  # noqa: PTH207 (absolute patterns, too)
    for match in sorted(map(Path, matches)):
        if match.is_dir():
            files |= _files_in(match)
        else:
            files[match] = _why_not_read(match, match.parent)
    if not files:
        raise ArticlesNotFound(f"No file matches '{source}'.")
    return files


def _checked_path(source: str | Path) -> Path:
    """Return the path, or say why there can be none."""
    if not str(source).strip():
        raise UnknownValue(
            "The path is empty. Give the path of a file or folder, such as 'articles'."
        )
    if "\0" in str(source):
        raise UnknownValue("A path cannot hold a zero byte.")
    try:
        path = Path(source).expanduser()
        path.exists()
    except (RuntimeError, OSError) as error:
        raise ArticlesNotFound(
            f"There is no file or folder '{printable(source)[:200]}'."
        ) from error
    return path


def _require_regular(path: Path) -> None:
    """Raise for a pipe or device, which could be read for ever."""
    if not path.is_file():
        raise UnreadableSource(f"'{printable(path)}' is a pipe or device, not a file of articles.")


def _files_in(folder: Path) -> dict[Path, str]:
    """Return the files in a folder and its subfolders, and what was passed over there, in order."""
    files: dict[Path, str] = {}

    def note_fault(error: OSError) -> None:
        files[Path(str(error.filename))] = (
            f"skipped: the folder cannot be opened ({error.strerror})"
        )

    for place, names, inside in os.walk(folder, onerror=note_fault):
        for name in names:
            path = Path(place, name)
            if path.is_symlink():
                files[path] = "skipped: a link to another folder"
        for name in inside:
            path = Path(place, name)
            files[path] = _why_not_read(path, folder)
    return dict(sorted(files.items()))


def _why_not_read(path: Path, folder: Path) -> str:
    if path.is_symlink() and not path.exists():
        return "skipped: a link to a file that is not there"
    if not path.is_file():
        return "skipped: a pipe or device"
    return _why_skipped(path.relative_to(folder))


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
    source = printable(path)
    chosen = format or _format_by_name(path)
    if not chosen:
        raise UnreadableSource(f"format not known: {path.suffix or path.name}")
    if chosen == "parquet":
        return read_parquet(source, str(path))
    data = _bytes_of(path)
    if chosen == "native" and format is None and _is_table(data, encoding):
        chosen = "tsv"
    if format == "native":
        return read_native(source, data, encoding, is_certain=True)
    read = _READERS[chosen]
    return read(source, data, encoding)


def _is_table(data: bytes, encoding: str | None) -> bool:
    """Say whether a text file is a table with tabs; UTF-16 has zeros between its characters."""
    head = data[:_HEAD].replace(b"\0", b"")
    if b"\t" not in head:
        return False
    return looks_delimited(decode(data, encoding).text[:_HEAD])
