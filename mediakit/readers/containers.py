"""The members of zip and tar archives as sources of their own, never unpacked to disk."""

from __future__ import annotations

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from mediakit.errors import UnreadableSource
from mediakit.readers.content import FROM_BYTES, MOST_BYTES, MOST_TIMES, Content
from mediakit.readers.sources import printable, why_skipped
from mediakit.readers.zips import ZIP_FAULTS, is_zip, zip_names
from mediakit.wording import count_of

__all__ = ["is_container", "members_of"]

_TAR_MARK = slice(257, 262)
#: Files of other programs that are zip archives inside; they are read, or refused, as one file.
_INSIDE_OFFICE = ("[Content_Types].xml", "mimetype")
_DEPTH = 3  # archives inside archives
_MOST_MEMBERS = 200_000
_ENCRYPTED = 1
_MEGABYTE = 2**20

#: A member, and why it is not read; empty if it is.
Member = tuple[Content, str]


def is_container(content: Content) -> bool:
    """Say whether a content is an archive of files, and not a document that is a zip inside."""
    if content.head[_TAR_MARK] == b"ustar":
        return True
    return is_zip(content) and not any(name in _INSIDE_OFFICE for name in zip_names(content))


def members_of(content: Content) -> Iterator[Member]:
    """Give the files in an archive one by one, in the order in which they are stored.

    Raises
    ------
    UnreadableSource
        If the archive is damaged, or larger than an archive of articles can be.
    """
    if content.depth >= _DEPTH:
        raise UnreadableSource(f"more than {count_of(_DEPTH, 'archive')} inside one another")
    give = _zip_members
    if content.head[_TAR_MARK] == b"ustar":
        give = _tar_members
    n_members = 0
    n_bytes = 0
    try:
        for member, reason in give(content):
            n_members += 1
            n_bytes += member.size
            if n_members > _MOST_MEMBERS:
                raise UnreadableSource(f"more than {_MOST_MEMBERS:,} files in one archive")
            if n_bytes > MOST_BYTES:
                megabytes = f"{MOST_BYTES / _MEGABYTE:,.0f} MB"
                raise UnreadableSource(f"its files unpack to more than {megabytes} together")
            yield member, reason
    except UnreadableSource:
        raise
    except (tarfile.TarError, *ZIP_FAULTS) as error:
        raise UnreadableSource(f"the archive is damaged: {error}") from error
    if not n_members:
        raise UnreadableSource("the archive holds no file")


def _member(content: Content, name: str, data: bytes) -> Content:
    return Content(
        f"{content.name}/{printable(name)}",
        data=data,
        encoding=content.encoding,
        format_given=content.format_given,
        depth=content.depth + 1,
    )


def _why_passed_over(name: str) -> str:
    """Return why a member is not read, by its name; empty if it may be read."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        return "skipped: its name leads out of the archive"
    return why_skipped(path)


def _most_unpacked(packed: int) -> int:
    return min(MOST_BYTES, max(FROM_BYTES, MOST_TIMES * packed))


def _too_large(n_bytes: int, packed: int) -> str:
    """Return why a member is not unpacked; empty if it is small enough."""
    most = _most_unpacked(packed)
    if n_bytes <= most:
        return ""
    return f"it unpacks to more than {most / _MEGABYTE:,.0f} MB"


def _zip_members(content: Content) -> Iterator[Member]:
    with content.seekable() as stored, zipfile.ZipFile(stored) as archive:
        for info in archive.infolist():
            if not info.filename or info.is_dir():
                continue
            reason = _why_passed_over(info.filename)
            if stat.S_ISLNK(info.external_attr >> 16):
                reason = "skipped: a link"
            if info.flag_bits & _ENCRYPTED:
                reason = "it is protected by a password: unpack the archive yourself"
            data = b""
            reason = reason or _too_large(info.file_size, info.compress_size)
            if not reason:
                data, reason = _zip_data(archive, info)
            yield _member(content, info.filename, data), reason


def _zip_data(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[bytes, str]:
    """Return the bytes of a member, or why it cannot be read: others are not harmed by it."""
    most = _most_unpacked(info.compress_size)
    try:
        with archive.open(info) as stream:
            data = stream.read(most + 1)  # what the archive says of the size may be wrong
    except ZIP_FAULTS as error:
        return b"", f"the file is damaged in the archive: {error}"
    reason = _too_large(len(data), info.compress_size)
    if reason:
        return b"", reason
    return data, ""


def _tar_members(content: Content) -> Iterator[Member]:
    with content.open() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            if info.isdir():
                continue
            reason = _why_passed_over(info.name)
            if not info.isreg():
                reason = "skipped: a link, pipe or device"
            data = b""
            reason = reason or _too_large(info.size, content.size)
            if not reason:
                data = _tar_data(archive, info)
            yield _member(content, info.name, data), reason


def _tar_data(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(info)  # opens it for reading; nothing is written
    if stream is None:
        return b""
    with stream:
        return stream.read()
