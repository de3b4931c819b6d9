"""Which files a path stands for, and which of them hold articles."""

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
_NOT_ARTICLES = re.compile(
    r"(readme|licen[cs]e|copying|notice|changelog|contributing)(\.[a-z]{2})?(\.[a-z]{2,4})?"
)
_JUNK = {"thumbs.db", "desktop.ini", "__macosx"}
#: A compressed file is unpacked up to here; more is taken for an attack or a mistake.
MOST_BYTES, MOST_TIMES, FROM_BYTES = 4 * 2**30, 200, 2**28


def find_files(source: Source) -> dict[Path, str]:
    """Return the files that a path, a folder, a glob or a list of them stands for, in order.

    The value of each is why it holds no article, or nothing. A file that is named itself is read whatever
    it is called.
    """
    if not isinstance(source, Iterable | Path):
        raise UnknownValue(
            f"Expected the path of a file or folder, or a list of them, got {source!r}."
        )
    if not isinstance(source, str | Path):
        return {path: reason for one in source for path, reason in find_files(one).items()}
    path = Path(source).expanduser()
    if path.is_dir():
        inside = sorted(found for found in path.rglob("*") if found.is_file())
        return {found: _passed_over(found.relative_to(path)) for found in inside}
    if path.exists():
        return {path: ""}
    if glob.has_magic(str(path)):
        matches = sorted(map(Path, glob.glob(str(path), recursive=True)))  # noqa: PTH207 (absolute patterns, too)
        files: dict[Path, str] = {}
        for match in matches:
            files |= (
                {match: _passed_over(Path(match.name))} if match.is_file() else find_files(match)
            )
        if files:
            return files
        raise ArticlesNotFound(f"No file matches '{source}'.")
    raise ArticlesNotFound(f"There is no file or folder '{source}' (looked in {Path.cwd().name}).")


def _passed_over(path: Path) -> str:
    """Return why a file of a folder holds no article, or nothing."""
    if any(part.startswith((".", "~$")) or part.lower() in _JUNK for part in path.parts):
        return "passed over: not an article but a file of the system"
    if _NOT_ARTICLES.fullmatch(path.name.lower()):
        return "passed over: a README or licence file"
    return ""


def _format_of(path: Path) -> str:
    endings = [ending.lower() for ending in path.suffixes]
    if endings and endings[-1] == ".gz":
        endings.pop()
    return _ENDINGS.get(endings[-1], "") if endings else ""


def _bytes_of(path: Path) -> bytes:
    data = path.read_bytes()
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.open(path) as stream:
            most = min(MOST_BYTES, max(FROM_BYTES, MOST_TIMES * len(data)))
            data = stream.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableSource(f"not readable as gzip: {error}") from error
    if len(data) > most:
        raise UnreadableSource(f"it unpacks to more than {most / 2**20:,.0f} MB")
    return data


def read_file(path: Path, *, format: str | None, encoding: str | None) -> Parsed:  # noqa: A002
    """Read one file in the format given, or else the one that its name and content show.

    Raises
    ------
    UnreadableSource
        Where the file cannot be read in that format.
    """
    if format is not None:
        one_of("format", format, FORMATS)
    source, chosen = str(path), format or _format_of(path)
    if not chosen:
        raise UnreadableSource(f"format not known: {path.suffix or path.name}")
    if chosen == "parquet":
        return read_parquet(source, str(path))
    data = _bytes_of(path)
    if chosen == "native" and format is None and b"\t" in data[:4000].replace(b"\0", b""):
        head = decode(data, encoding).text[:4000]
        chosen = "tsv" if looks_delimited(head) else chosen
    read = {
        "native": read_native,
        "csv": read_delimited,
        "tsv": read_delimited,
        "jsonl": read_jsonlines,
    }[chosen]
    return read(source, data, encoding)
