"""Which files a path names, and which of them hold no article by their names."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from mediakit.errors import ArticlesNotFound, UnknownValue, UnreadableSource

__all__ = ["Source", "find_files", "printable", "why_skipped"]

Source = str | Path | Sequence[str | Path]

_NOT_ARTICLES = re.compile(
    r"(readme|licen[cs]e|copying|notice|changelog|contributing)(\.[a-z]{2})?(\.[a-z]{2,4})?"
)
#: The folder that browsers make beside a saved page, and what is in it.
_OF_PAGE = re.compile(
    r"(?P<page>.+)[_-](files|dateien|fichiers|archivos|bestanden|filer)",
    re.IGNORECASE,
)
_PART_ENDINGS = set(
    ".css .js .map .png .jpg .jpeg .gif .svg .webp .avif .ico .woff .woff2 .ttf .download".split()
)
_PAGE_ENDINGS = (".html", ".htm")
_PART_OF_PAGE = "skipped: a part of a saved web page"
_JUNK = {"thumbs.db", "desktop.ini", "__macosx"}


def printable(text: object) -> str:
    """Return a path or message that can be written: bytes that are no UTF-8 are shown as \\x.."""
    return str(text).encode("utf-8", "backslashreplace").decode("utf-8")


def find_files(source: Source) -> dict[Path, str]:
    """Return the files that a path, a folder, a glob or a list of them names, in order.

    The value of each is why it holds no article, or empty. A file that is named itself is read
    whatever it is called.
    """
    if not isinstance(source, Iterable | Path):
        raise UnknownValue(_no_path(source))
    files: dict[Path, str] = {}
    if not isinstance(source, str | Path):
        for one in source:
            if not isinstance(one, str | Path):
                raise UnknownValue(_no_path(one))
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


def _no_path(given: object) -> str:
    return f"Expected the path of a file or folder, or a list of them; got {given!r}."


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
    if any(_is_beside_page(place) for place in path.parents if place.is_relative_to(folder)):
        return _PART_OF_PAGE
    return why_skipped(path.relative_to(folder))


def _is_beside_page(folder: Path) -> bool:
    """Say whether a folder is named for a saved page that is beside it."""
    match = _OF_PAGE.fullmatch(folder.name)
    if match is None:
        return False
    page = folder.with_name(match["page"])
    return any(page.with_name(page.name + ending).exists() for ending in _PAGE_ENDINGS)


def why_skipped(path: PurePath) -> str:
    """Return why a file of a folder holds no article; empty if it may hold one."""
    for part in path.parts:
        if part.startswith((".", "~$")) or part.lower() in _JUNK:
            return "skipped: a system file, not an article"
    is_in_folder_of_page = any(_OF_PAGE.fullmatch(part) for part in path.parts[:-1])
    if is_in_folder_of_page and path.suffix.lower() in _PART_ENDINGS:
        return _PART_OF_PAGE
    if _NOT_ARTICLES.fullmatch(path.name.lower()):
        return "skipped: a README or licence file"
    return ""
