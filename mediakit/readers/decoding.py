"""Bytes into text, whatever encoding a file was saved in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from mediakit.errors import UnreadableSource

__all__ = ["Decoded", "clean_text", "decode", "notes_on"]

_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_MARKUP_CHARSET = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9_:.-]+)""")
_HIGH = re.compile(rb"[\x80-\xff]")
_NARROW_KATAKANA = re.compile("[\uff61-\uff9f]")
_RUN = re.compile(rb"[\x80-\xff]{3,}")
# In a Windows-1252 reading, letters that point to another Latin code page: signs inside words and pairs that
# no Western language has.
_CENTRAL = re.compile("(?i)[^\\W\\d_][³¹¿£¥¯]|[³¹¿£¥¯][^\\W\\d_]")
_CENTRAL_PAIRS = [("šž", "èìøòïù"), ("ø", "ìèùò"), ("õ", "û")]
#: What pages declare, and what browsers take it for (WHATWG Encoding Standard).
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\([BJ]")
_EAST_ASIAN = (
    "gb18030 gbk gb2312 big5 cp932 shift_jis shift_jis_2004 euc_jp cp949 euc_kr johab".split()
)
_NOT_LATIN = (
    _EAST_ASIAN
    + """
    cp1251 koi8_r koi8_u cp866 iso8859_5 cp1253 iso8859_7 cp1255 iso8859_8 cp1256 iso8859_6 tis_620
""".split()
)
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
    if _ISO_2022_JP.search(data[:100_000]) and (text := _try(data, "iso2022_jp")) is not None:
        return Decoded(text, "iso2022_jp", guessed=True)
    if (text := _try(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    if (declared := _MARKUP_CHARSET.search(data[:1024])) is not None:
        name = declared[1].decode("ascii").lower()
        if (text := _try(data, _MEANT.get(name, name))) is not None:
            return Decoded(text, _MEANT.get(name, name))
    return _guess(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableSource(f"not readable as {encoding}: {error}") from error


def _try(data: bytes, encoding: str) -> str | None:
    """Return the text, or nothing where there is no such encoding of text, or it does not fit."""
    try:
        codec = codecs.lookup(encoding)
        if codec.name in {"undefined", "unicode-escape", "raw-unicode-escape", "idna", "punycode"}:
            return None
        return data.decode(encoding)
    except (UnicodeError, LookupError):
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

    In Latin script accented letters stand alone between plain ones; elsewhere bytes above 127 come in runs.
    """
    if sum(map(len, _RUN.findall(data))) < 0.5 * len(_HIGH.findall(data)):
        name = _latin_page(data)
        return Decoded(data.decode(name, errors="replace"), name, guessed=True)
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    # Other eight-bit text read as Japanese comes out as the narrow katakana that nobody writes.
    narrow = best is not None and len(_NARROW_KATAKANA.findall(str(best))) > 0.3 * len(str(best))
    if best is None or best.encoding not in _EAST_ASIAN or narrow:
        best = from_bytes(data, cp_isolation=_NOT_LATIN).best()
    if best is None:
        raise UnreadableSource("not text in any known encoding")
    return Decoded(_strict(data, best.encoding), best.encoding, guessed=True)


def _latin_page(data: bytes) -> str:
    """Tell the Windows code pages of Latin script apart by the letters that a Western reading would hold."""
    western = data.decode("cp1252", errors="replace").lower()
    letters = set(western)
    if len(letters & set("ðýþ")) >= 2 and not letters & set("æá"):
        return "cp1254"  # Turkish: no Icelandic text is without æ and á
    pairs = any(letters & set(one) and letters & set(other) for one, other in _CENTRAL_PAIRS)
    if _CENTRAL.search(western) or (pairs and not letters & set("åæ")):
        return "cp1250"
    return "cp1252"


def clean_text(text: str) -> tuple[str, int]:
    """Return text without control characters and with plain line ends, and how many were taken out."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text, n_breaks = re.subn("[\v\f]", " ", text)  # a page break parts words as a space does
    text, n_control = _CONTROL.subn("", text)
    return text, n_breaks + n_control


def notes_on(decoded: Decoded, n_control: int) -> list[str]:
    """Return what the ledger should say about the reading of a text."""
    taken = [f"{n_control} control characters taken out"] if n_control else []
    return (["encoding guessed"] if decoded.guessed else []) + taken
