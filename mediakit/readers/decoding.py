"""Bytes into text, whatever encoding a file was saved in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from mediakit.errors import UnknownValue, UnreadableSource
from mediakit.wording import count_of

__all__ = [
    "Decoded",
    "clean_text",
    "decode",
    "holds_control",
    "is_clean",
    "is_plain_utf8",
    "notes_on_control",
    "repairs_of",
    "require_encoding",
]

_PIECE = 2**18  # bytes that are looked at together, so that they stay in the processor's cache

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
# In a Windows-1252 reading, letters that point to another Latin code page: signs inside words and
# pairs that no Western language has.
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
_UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_MOST_DAMAGED = 0.2  # bytes a letter
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\([BJ]")
_EAST_ASIAN = (
    "gb18030 gbk gb2312 big5 cp932 shift_jis shift_jis_2004 euc_jp cp949 euc_kr johab".split()
)
_NOT_LATIN = [
    *_EAST_ASIAN,
    *"cp1251 koi8_r koi8_u cp866 iso8859_5 cp1253 iso8859_7".split(),
    *"cp1255 iso8859_8 cp1256 iso8859_6 tis_620".split(),
]
_NO_TEXT = {"undefined", "unicode-escape", "raw-unicode-escape", "idna", "punycode"}
# Terminal colours, everything below the space but tab and line ends, delete, the C1 controls, lone
# surrogates.
_CONTROL = re.compile("\x1b\\[[0-9;]*m|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
#: The same as bytes of UTF-8, and the two characters for which a space is put.
_CONTROL_BYTES = bytes([*range(9), *range(0x0B, 0x0D), *range(0x0E, 0x20), 0x7F])
_UTF8_CONTROL = re.compile(b"\xc2[\x80-\x84\x86-\x9f]")


@dataclass(frozen=True)
class Decoded:
    """The text of a file, its encoding, whether that was guessed, and the bytes damaged.

    `found_by` says how the encoding was found.
    """

    text: str
    encoding: str
    guessed: bool = False
    n_damaged: int = 0
    found_by: str = field(default="guessed", compare=False)


def require_encoding(encoding: object) -> None:
    """Raise unless this is the name of an encoding of text, or None."""
    if encoding is None:
        return
    try:
        codec = codecs.lookup(str(encoding))
        is_text = getattr(codec, "_is_text_encoding", True) and codec.name not in _NO_TEXT
    except (LookupError, ValueError):
        is_text = False
    if not isinstance(encoding, str) or not is_text:
        raise UnknownValue(
            f"There is no encoding {encoding!r}. Give the name of one, such as 'utf-8' or 'cp1252'."
        )


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of a file.

    A byte order mark decides; else the encoding given; else UTF-8 if all of it is valid; else the
    encoding that an XML or HTML head declares, if it fits; else UTF-8 with a few damaged bytes, of
    which each is shown as �; else a guess, marked as such.

    Raises
    ------
    UnreadableSource
        If the encoding given does not fit, or the bytes are not text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = _strict(data, name)
            return Decoded(text, name.removesuffix("-sig"), found_by="byte order mark")
    if encoding is not None:
        return Decoded(_strict(data, encoding), encoding, found_by="given by you")
    wide = _wide_without_mark(data)
    if wide is not None:
        return Decoded(_strict(data, wide), wide, guessed=True)
    if _ISO_2022_JP.search(data[:100_000]):
        text_or_none = _try(data, "iso2022_jp")
        if text_or_none is not None:
            return Decoded(text_or_none, "iso2022_jp", guessed=True)
    for name, found_by in (("utf-8", "all of it fits"), (_declared(data), "declared in the file")):
        text_or_none = _try(data, name)
        if text_or_none is not None:
            return Decoded(text_or_none, name, found_by=found_by)
    damaged = _damaged_utf8(data, is_declared=_declared(data) in {"utf-8", "utf8"})
    if damaged is not None:
        return replace(damaged, found_by="most of it fits")
    return _guess(data)


def is_plain_utf8(data: bytes) -> bool:
    """Say whether `decode` would find that all of the bytes are UTF-8, without decoding them all
    at once."""
    if any(data.startswith(mark) for mark, _ in _BOMS) or _wide_without_mark(data) is not None:
        return False
    if _ISO_2022_JP.search(data[:100_000]):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for begin in range(0, len(data), _PIECE):
            decoder.decode(data[begin : begin + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _damaged_utf8(data: bytes, *, is_declared: bool) -> Decoded | None:
    """Return text that is UTF-8 but for a few bytes; None if it is rather something else.

    Letters of two bytes and more that fit UTF-8 by chance are rare: a file that has many of them,
    and few bytes that do not fit, was UTF-8 before something damaged it. A file that says that it
    is UTF-8 needs no more than half.
    """
    text = data.decode("utf-8", errors="replace")
    n_damaged = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    n_fitting = len(_UTF8_LETTER.findall(data))
    most = _MOST_DAMAGED
    if is_declared:
        most = 1.0
    if n_damaged > most * n_fitting:
        return None
    return Decoded(text, "utf-8", n_damaged=n_damaged)


def _declared(data: bytes) -> str:
    """Return the encoding that the head of a page declares; empty if there is none."""
    match = _MARKUP_CHARSET.search(data[:1024])
    if match is None:
        return ""
    name = match[1].decode("ascii").lower()
    return _MEANT.get(name, name)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableSource(f"not readable as {encoding}: {error}") from error


def _try(data: bytes, encoding: str) -> str | None:
    """Return the text, or None if there is no such encoding of text, or it does not fit."""
    try:
        codec = codecs.lookup(encoding)
        if codec.name in _NO_TEXT:
            return None
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _wide_without_mark(data: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 by their zero bytes, as in Latin text."""
    head = data[:2000]
    if len(head) < 8:
        return None
    for name, order in (("utf-32-be", (0, 1, 2, 3)), ("utf-32-le", (3, 2, 1, 0))):
        zeros = [_share_of_zeros(head[place::4]) for place in order]
        if zeros[0] > 0.9 and zeros[1] > 0.9 and zeros[3] < 0.05:
            return name
    first_of_two = _share_of_zeros(head[0::2])
    second_of_two = _share_of_zeros(head[1::2])
    if second_of_two > 0.4 and first_of_two < 0.05:
        return "utf-16-le"
    if first_of_two > 0.4 and second_of_two < 0.05:
        return "utf-16-be"
    return None


def _share_of_zeros(data: bytes) -> float:
    return data.count(0) / len(data)


def _guess(data: bytes) -> Decoded:
    """Guess an eight-bit or East Asian encoding.

    In Latin script accented letters are single between plain ones; elsewhere bytes above 127 come
    in runs.
    """
    n_in_runs = sum(len(run) for run in _RUN.findall(data))
    n_high = len(_HIGH.findall(data))
    if n_in_runs < 0.5 * n_high:
        name = _latin_page(data)
        text = data.decode(name, errors="replace")
        return Decoded(text, name, guessed=True)
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or best.encoding not in _EAST_ASIAN or _is_narrow(str(best)):
        best = from_bytes(data, cp_isolation=_NOT_LATIN).best()
    if best is None:
        raise UnreadableSource("not text in any known encoding")
    name = best.encoding
    return Decoded(_strict(data, name), name, guessed=True)


def _is_narrow(text: str) -> bool:
    """Say whether a text is in narrow katakana: other text reads so as Japanese, but none is."""
    n_narrow = len(_NARROW_KATAKANA.findall(text))
    return n_narrow > 0.3 * len(text)


def _latin_page(data: bytes) -> str:
    """Tell the Windows code pages of Latin script apart by the letters of a Western reading."""
    western = data.decode("cp1252", errors="replace").lower()
    letters = set(western)
    if len(letters & set("ðýþ")) >= 2 and not letters & set("æá"):
        return "cp1254"  # Turkish: no Icelandic text is without æ and á
    has_pair = any(letters & set(one) and letters & set(other) for one, other in _CENTRAL_PAIRS)
    if has_pair and not letters & set("åæ"):
        return "cp1250"
    if _CENTRAL.search(western):
        return "cp1250"
    return "cp1252"


def clean_text(text: str, data: bytes | None = None) -> tuple[str, int]:
    """Return text without control characters, with plain line ends, and how many were removed.

    `data` are its bytes in UTF-8, if they are at hand.
    """
    text = text.removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_clean(text, data):
        return text, 0
    text, n_breaks = re.subn("[\v\f]", " ", text)  # a page break separates words as a space does
    text, n_control = _CONTROL.subn("", text)
    return text, n_breaks + n_control


def is_clean(text: str, data: bytes | None = None) -> bool:
    """Say whether a text holds no control character: far faster than looking for one."""
    try:
        data = data or text.encode()
    except UnicodeEncodeError:  # half of a character
        return False
    return not holds_control(data)


def holds_control(data: bytes) -> bool:
    """Say whether bytes of UTF-8 hold a control character."""
    for begin in range(0, len(data), _PIECE):
        piece = data[begin : begin + _PIECE]
        if len(piece.translate(None, _CONTROL_BYTES)) < len(piece):
            return True
    return not data.isascii() and _UTF8_CONTROL.search(data) is not None


def repairs_of(decoded: Decoded, n_control: int) -> list[str]:
    """Return what the ledger should say about damage to the letters of a text."""
    notes = []
    if decoded.n_damaged:
        notes.append(f"{count_of(decoded.n_damaged, 'damaged byte')} shown as �")
    return notes + notes_on_control(n_control)


def notes_on_control(n_control: int) -> list[str]:
    """Return what the ledger should say about control characters."""
    if not n_control:
        return []
    return [f"{count_of(n_control, 'control character')} taken out"]
