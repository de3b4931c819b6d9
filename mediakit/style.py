"""How every chart looks: size, type and colours."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

__all__ = [
    "ACCENT",
    "GRID",
    "INK",
    "MUTED",
    "PALETTE",
    "UNDRAWN",
    "WIDTH",
    "chart_style",
    "is_drawable",
    "plain",
]

#: Pixels from side to side of a chart in a notebook; files are saved at twice that.
WIDTH = 640

INK, MUTED, GRID = "#1f2933", "#616e7c", "#e1e5ea"

#: Okabe and Ito's colours (2008), which stay apart for colour-blind readers; their yellow is left
#: out as too faint on white.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
ACCENT = PALETTE[0]

#: Drawn in place of a character that no installed font has.
UNDRAWN = "□"

_FONT = "DejaVu Sans"  # comes with matplotlib

#: Fonts for the scripts that DejaVu Sans lacks, as systems install them; the first of each is
#: enough.
_FALLBACKS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "NanumGothic",
    "Arial Unicode MS",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Nirmala UI",
)

_STYLE: dict[str, Any] = {
    "figure.dpi": 100,
    "savefig.dpi": 100,
    "figure.facecolor": "white",
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": GRID,
    "axes.labelcolor": MUTED,
    "axes.labelsize": 9,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "svg.hashsalt": "mediakit",
    "svg.fonttype": "path",
    "text.parse_math": False,
}


def chart_style() -> Any:
    """Return the settings of matplotlib that a chart is drawn with."""
    return _STYLE | {"font.family": list(_installed_fonts())}


@cache
def _installed_fonts() -> tuple[str, ...]:
    from matplotlib.font_manager import fontManager

    installed = {font.name for font in fontManager.ttflist}
    return (_FONT, *(name for name in _FALLBACKS if name in installed))


@cache
def _known_characters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    known: set[int] = set()
    for name in _installed_fonts():
        path = findfont(FontProperties(family=name))
        known.update(get_font(path).get_charmap())
    return frozenset(known)


def is_drawable(text: str) -> bool:
    """Say whether the installed fonts have every character of a text."""
    if text.isascii():
        return True
    known = _known_characters()
    return all(ord(character) in known or character.isspace() for character in text)


def plain(text: object, n: int = 60) -> str:
    """Return untrusted text that a chart can draw: one line, cut to the width of n letters.

    A Chinese or Japanese character is as wide as two letters. A `$` starts no formula, because the
    chart's style turns that off. A character without a font becomes a box.
    """
    line = " ".join(str(text).split())
    if not is_drawable(line):
        known = _known_characters()
        line = "".join(letter if ord(letter) in known else UNDRAWN for letter in line)
    return _cut(line, n)


def _cut(line: str, n: int) -> str:
    widths = [_letters(character) for character in line]
    if sum(widths) <= n:
        return line
    room = n - 1
    kept = 0
    for width in widths:
        room -= width
        if room < 0:
            break
        kept += 1
    return line[:kept].rstrip() + "…"


def _letters(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 1
