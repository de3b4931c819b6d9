"""Rich text (.rtf): its paragraphs, read control word by control word.

Only what tells where a paragraph ends, and how its letters are encoded, is looked at.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.decoding import clean_text
from mediakit.readers.documents.blocks import Block

__all__ = ["blocks_of_rich_text", "is_rich_text"]

_MARK = b"{\\rtf"
_MOST_BYTES = 2**28
_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})? ?"
    r"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    r"|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\"
)
#: What is no text of the document.
_LEFT_OUT = set(
    "colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr "
    "footerf themedata listtable listoverridetable rsidtbl generator xmlnstbl fldinst".split()
)
_SIGNS = {
    "tab": "\t",
    "cell": "\t",
    "nestcell": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_PARAGRAPH_ENDS = {"par", "row", "nestrow", "sect", "page"}
#: The code pages of the character sets that fonts have.
_CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


def is_rich_text(content: Content) -> bool:
    """Say whether a content begins as rich text does."""
    return content.head.lstrip().startswith(_MARK)


def blocks_of_rich_text(content: Content) -> list[Block]:
    """Return the paragraphs of rich text; what is damaged is read as far as it goes.

    Raises
    ------
    UnreadableSource
        If it is too large.
    """
    if len(content.data) > _MOST_BYTES:
        raise UnreadableSource(f"rich text of more than {_MOST_BYTES:,} bytes")
    reader = _Reader()
    reader.read(content.data.decode("latin-1"))
    return reader.blocks


@dataclass(frozen=True)
class _Group:
    """What holds until the closing brace."""

    is_left_out: bool = False
    is_font_table: bool = False
    font: int = -1
    is_bold: bool = False
    n_stand_ins: int = 1  # signs after a letter in Unicode, for programs that do not know it


@dataclass
class _Reader:
    blocks: list[Block] = field(default_factory=list)
    code_page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    are_bold: set[bool] = field(default_factory=set)
    waiting: bytearray = field(default_factory=bytearray)  # for the rest of their letter
    n_passed_over: int = 0
    is_centred: bool = False
    is_starred: bool = False

    def read(self, text: str) -> None:
        place = 0
        while match := _TOKEN.match(text, place):
            place = match.end()
            if match["word"] == "bin" and match["number"]:
                place += max(0, int(match["number"]))
            else:
                self._take(match)
        self._end_paragraph()

    def _take(self, match: re.Match[str]) -> None:
        if match["byte"]:
            self._take_byte(int(match["byte"], 16))
            return
        if match["text"]:
            self._take_text(match["text"])
            return
        self._finish_letters()
        if match["brace"]:
            self._take_brace(match["brace"])
        elif match["word"]:
            number = match["number"]
            self._take_word(match["word"], None if number is None else int(number))
        elif match["sign"]:
            self._take_sign(match["sign"])

    def _take_byte(self, byte: int) -> None:
        if self.n_passed_over:
            self.n_passed_over -= 1
        elif not self.group.is_left_out:
            self.waiting.append(byte)

    def _take_text(self, text: str) -> None:
        passed_over = min(self.n_passed_over, len(text))
        self.n_passed_over -= passed_over
        text = text[passed_over:]
        if self.group.is_left_out or self.group.is_font_table:
            return
        if self.waiting or not text.isascii():  # a letter of two bytes may end with a plain one
            self.waiting += text.encode("latin-1")
        else:
            self._add(text)

    def _finish_letters(self) -> None:
        """Put the letters that came as bytes into the text."""
        if self.waiting:
            code_page = self.fonts.get(self.group.font, self.code_page)
            letters = bytes(self.waiting).decode(code_page, "replace")
            self.waiting.clear()
            self._add(letters)

    def _add(self, text: str) -> None:
        if self.group.is_left_out or self.group.is_font_table:
            return
        self.pieces.append(text)
        if text.strip():
            self.are_bold.add(self.group.is_bold)

    def _take_brace(self, brace: str) -> None:
        self.n_passed_over = 0
        self.is_starred = False
        if brace == "{":
            self.outer.append(self.group)
        elif self.outer:
            self.group = self.outer.pop()

    def _take_sign(self, sign: str) -> None:
        if sign == "*":
            self.is_starred = True
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign == "~":
            self._add(" ")
        elif sign == "_":
            self._add("-")
        elif sign in "\\{}":
            self._add(sign)

    def _take_word(self, word: str, number: int | None) -> None:
        self.n_passed_over = 0
        if self.is_starred or word in _LEFT_OUT:
            self.is_starred = False
            self.group = replace(self.group, is_left_out=True)
        elif self.group.is_left_out:
            return
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self.n_passed_over = self.group.n_stand_ins
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word in _PARAGRAPH_ENDS:
            self._end_paragraph()
        elif word in {"pard", "ql", "qr", "qj", "qc"}:
            self.is_centred = word == "qc"
        else:
            self._take_setting(word, number)

    def _take_setting(self, word: str, number: int | None) -> None:
        if word == "fonttbl":
            self.group = replace(self.group, is_font_table=True)
        elif word == "f" and number is not None:
            self.group = replace(self.group, font=number)
        elif word == "fcharset" and number in _CODE_PAGES:
            self.fonts[self.group.font] = _CODE_PAGES[number]
        elif word == "ansicpg" and number is not None:
            self.code_page = _code_page(number)
        elif word == "uc" and number is not None:
            self.group = replace(self.group, n_stand_ins=max(0, number))
        elif word == "b":
            self.group = replace(self.group, is_bold=number != 0)
        elif word == "plain":
            self.group = replace(self.group, is_bold=False, font=-1)

    def _end_paragraph(self) -> None:
        self._finish_letters()
        units = "".join(self.pieces).encode("utf-16", "surrogatepass")
        text, _ = clean_text(units.decode("utf-16", "replace"))
        lines = [line.strip(" ") for line in text.split("\n")]
        is_bold = self.are_bold == {True}
        self.blocks.append(Block([line for line in lines if line], self.is_centred, is_bold))
        self.pieces.clear()
        self.are_bold.clear()


def _code_page(number: int) -> str:
    name = f"cp{number}"
    if number == 65001:
        return "utf-8"
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
