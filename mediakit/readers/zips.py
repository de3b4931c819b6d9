"""What a zip file holds by its table of contents, and how a damaged one shows itself."""

from __future__ import annotations

import zipfile
import zlib

from mediakit.readers.content import Content

__all__ = ["ZIP_FAULTS", "is_zip", "zip_names"]

#: What the standard library raises for zip files that are damaged or of an unknown kind.
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
    zlib.error,
)
_MARKS = (b"PK\x03\x04", b"PK\x05\x06")


def is_zip(content: Content) -> bool:
    """Say whether a content begins as a zip file does, even an empty one."""
    return content.head.startswith(_MARKS)


def zip_names(content: Content) -> list[str]:
    """Return the names of the files in a zip file; none of a damaged one."""
    if not is_zip(content):
        return []
    try:
        with content.seekable() as stream, zipfile.ZipFile(stream) as archive:
            return archive.namelist()
    except ZIP_FAULTS:
        return []
