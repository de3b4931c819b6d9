"""Bytes into text, whatever encoding a file was saved in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from mediakit.errors import UnreadableSource

__all__ = ["Decoded", "clean_text", "decode"]

_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_MARKUP_CHARSET = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9_:.-]+)""")
_HIGH = re.compile(rb"[\x80-\xff]")
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_LATIN = ["cp1252", "cp1250", "cp1254"]
_NOT_LATIN = """
    cp1251 koi8_r koi8_u cp866 iso8859_5 cp1253 iso8859_7 cp1255 iso8859_8 cp1256 iso8859_6 tis_620
    gb18030 big5 cp932 shift_jis_2004 euc_jp iso2022_jp cp949 euc_kr johab
""".split()
# Terminal colours, everything below the space but tab and line ends, delete, the C1 controls, lone surrogates.
_CONTROL = re.compile("\x1b\\[[0-9;]*m|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Decoded:
    """The text of a file, the encoding it was read in, and whether that had to be guessed."""

    text: str
    encoding: str
    guessed: bool = False


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of a file.

    A byte order mark decides; else the encoding given; else UTF-8 where all of it is valid; else what an
    XML or HTML head declares; else a guess, marked as such.

    Raises
    ------
    UnreadableSource
        Where the encoding given does not fit, or the bytes are not text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data, name), name.removesuffix("-sig"))
    if encoding is not None:
        return Decoded(_strict(data, encoding), encoding)
    if (wide := _utf16_without_mark(data)) is not None:
        return Decoded(_strict(data, wide), wide, guessed=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    declared = _MARKUP_CHARSET.search(data[:1024])
    if declared and (text := _try(data, declared[1].decode("ascii"))) is not None:
        return Decoded(text, declared[1].decode("ascii").lower())
    return _guess(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableSource(f"not readable as {encoding}: {error}") from error


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16_without_mark(data: bytes) -> str | None:
    """Recognise UTF-16 by its zero bytes: every second byte of Latin text."""
    head = data[:2000]
    if len(head) < 8:
        return None
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 0.4 * len(head[1::2]) and even < 0.05 * len(head):
        return "utf-16-le"
    if even > 0.4 * len(head[0::2]) and odd < 0.05 * len(head):
        return "utf-16-be"
    return None


def _guess(data: bytes) -> Decoded:
    """Guess an eight-bit or East Asian encoding.

    In Latin script accented letters stand alone between plain ones; elsewhere bytes above 127 come in
    runs. Among the Latin code pages Windows-1252 is taken unless another one reads better.
    """
    from charset_normalizer import from_bytes

    latin = sum(map(len, _RUN.findall(data))) < 0.5 * len(_HIGH.findall(data))
    found = list(from_bytes(data, cp_isolation=_LATIN if latin else _NOT_LATIN))
    if not found:
        raise UnreadableSource("not text in any known encoding")
    best = max(found, key=lambda match: (match.coherence, match.encoding == "cp1252")) if latin else found[0]
    return Decoded(_strict(data, best.encoding), best.encoding, guessed=True)


def clean_text(text: str) -> tuple[str, int]:
    """Return text without control characters and with plain line ends, and how many were taken out."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.subn("", text)
