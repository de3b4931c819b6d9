"""One source's bytes: a file or a member of an archive, unpacked up to a bound, and its text."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Any

from mediakit.errors import UnreadableSource
from mediakit.readers.decoding import Decoded, clean_text, decode, is_plain_utf8

__all__ = ["Content"]

_MEGABYTE = 2**20
_HEAD = 2**16  # bytes, by which a format is recognised
_CHUNK = 2**20
_WIDE_MARKS = codecs.BOM_UTF32_LE + codecs.BOM_UTF32_BE  # the bytes of the marks of UTF-16, too
_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz"}
_OPENERS: dict[str, Any] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
_PACKED_ENDINGS = {".gz", ".bz2", ".xz"}
_FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError)
#: A compressed file is unpacked up to here; more is taken for an attack or a mistake.
MOST_BYTES, MOST_TIMES, FROM_BYTES = 4 * 2**30, 200, 2**28


class Content:
    """The content of one source.

    Parameters
    ----------
    name : str
        The source as the ledger names it.
    path : Path, optional
        The file; without it, `data` are the bytes.
    data : bytes, optional
        The bytes of a member of an archive.
    encoding : str, optional
        The encoding that the caller gave.
    format_given : bool, default False
        Whether the caller named the format, so that no content needs to prove it.
    depth : int, default 0
        How many archives the source is in.
    """

    def __init__(
        self,
        name: str,
        *,
        path: Path | None = None,
        data: bytes = b"",
        encoding: str | None = None,
        format_given: bool = False,
        depth: int = 0,
    ) -> None:
        self.name = name
        self.path = path
        self.encoding = encoding
        self.format_given = format_given
        self.depth = depth
        self.losses: list[str] = []
        self._bytes = data

    @property
    def ending(self) -> str:
        """The ending of the name, such as .csv, without that of a compression."""
        endings = [ending.lower() for ending in PurePosixPath(self.name).suffixes]
        if endings and endings[-1] in _PACKED_ENDINGS:
            endings.pop()
        if not endings:
            return ""
        return endings[-1]

    @property
    def size(self) -> int:
        """The bytes of the source as it is stored."""
        if self.path is None:
            return len(self._bytes)
        return self.path.stat().st_size

    @cached_property
    def packing(self) -> str:
        """How the source is compressed; empty if it is not."""
        with self.stored() as stream:
            start = stream.read(8)
        for mark, name in _PACKED.items():
            if start.startswith(mark):
                return name
        return ""

    def stored(self) -> IO[bytes]:
        """Open the content as it is stored, compressed or not."""
        if self.path is None:
            return io.BytesIO(self._bytes)
        return self.path.open("rb")

    @contextmanager
    def open(self) -> Iterator[Any]:
        """Open the content, unpacked. Whoever reads it in pieces must see to the bound."""
        with self.stored() as stream:
            if self.packing:
                with _OPENERS[self.packing](stream) as unpacked:
                    yield unpacked
            else:
                yield stream

    def seekable(self) -> IO[bytes]:
        """Open the content, unpacked, for readers that jump to and fro in it."""
        if self.packing:
            return io.BytesIO(self.data)
        return self.stored()

    @property
    def most_bytes(self) -> int:
        """How many bytes the source may unpack to."""
        if not self.packing:
            return MOST_BYTES
        return min(MOST_BYTES, max(FROM_BYTES, MOST_TIMES * self.size))

    @property
    def most_streamed(self) -> int:
        """How many bytes a source that is read record by record may unpack to."""
        if not self.packing:
            return self.size
        return max(FROM_BYTES, MOST_TIMES * self.size)

    @cached_property
    def head(self) -> bytes:
        """The first bytes of the content, by which its format is recognised."""
        if "data" in self.__dict__:
            return self.data[:_HEAD]
        try:
            with self.open() as stream:
                return stream.read(_HEAD)
        except _FAULTS as error:
            if not self.packing:
                raise
            return self.data[:_HEAD] or _raise_unreadable(self.packing, error)

    @cached_property
    def data(self) -> bytes:
        """All bytes of the content; those before the cut if a compressed file was cut."""
        if not self.packing and self.path is None:
            return self._bytes
        chunks = []
        n_bytes = 0
        most = self.most_bytes
        with self.open() as stream:
            try:
                while chunk := stream.read1(_CHUNK):  # what comes before a cut is not lost
                    n_bytes += len(chunk)
                    if n_bytes > most:
                        megabytes = f"{most / _MEGABYTE:,.0f} MB"
                        raise UnreadableSource(f"it unpacks to more than {megabytes}")
                    chunks.append(chunk)
            except _FAULTS as error:
                if not self.packing:
                    raise
                if not chunks:
                    _raise_unreadable(self.packing, error)
                self.losses.append(
                    "the compressed file is cut or damaged: only what comes before was read"
                )
        return b"".join(chunks)

    @property
    def is_cut(self) -> bool:
        """Whether the bytes end where a compressed file is cut or damaged."""
        return bool(self.packing and self.data is not None and self.losses)

    @cached_property
    def opening(self) -> str:
        """The first characters, enough to recognise a format; letters beyond ASCII may be wrong."""
        head = self.head.removeprefix(codecs.BOM_UTF8).lstrip(_WIDE_MARKS)
        return head.replace(b"\0", b"").decode("latin-1").lstrip()

    @cached_property
    def decoded(self) -> Decoded:
        """The text as decoded, with what was found out about its encoding."""
        return decode(self.data, self.encoding)

    @cached_property
    def is_plain_utf8(self) -> bool:
        """Whether the bytes are the text in UTF-8, so that they need not be decoded at once."""
        return self.encoding is None and is_plain_utf8(self.data)

    @cached_property
    def text(self) -> tuple[str, int]:
        """The text without control characters, and how many were taken out."""
        data = None
        if self.decoded.encoding == "utf-8" and not self.decoded.n_damaged:
            data = self.data
        return clean_text(self.decoded.text, data)


def _raise_unreadable(packing: str, error: BaseException) -> bytes:
    raise UnreadableSource(f"not readable as {packing}: {error}") from error
