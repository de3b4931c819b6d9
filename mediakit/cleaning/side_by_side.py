"""Two texts beside each other; the words that only one of them has are marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from mediakit.display import escape, html_paragraph

__all__ = ["SideBySide"]

_TABLE = 'class="tex2jax_ignore mathjax_ignore" style="table-layout:fixed; width:100%"'
_CELL = 'style="text-align:left; vertical-align:top; white-space:normal; overflow-wrap:anywhere"'
_NOTHING = "There is no reprint to show."

Side = tuple[str | None, pd.Timestamp, str]
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class SideBySide:
    """Two articles beside each other; words that only one of them has are marked.

    Attributes
    ----------
    source, article : (outlet, date, text)
        The article that came first, and the one that reprints it.
    kind : str
        'copy', 'update' or 'excerpt'.
    """

    source: Side
    article: Side
    kind: str

    def differences(self) -> tuple[Pieces, Pieces]:
        """Return both texts in pieces, each with whether the other lacks it."""
        left = _words(self.source)
        right = _words(self.article)
        matcher = SequenceMatcher(
            None,
            _plain(left),
            _plain(right),
            autojunk=False,
        )
        left_pieces: Pieces = []
        right_pieces: Pieces = []
        for change, left_begin, left_end, right_begin, right_end in matcher.get_opcodes():
            differs = change != "equal"
            if left_end > left_begin:
                left_pieces.append(("".join(left[left_begin:left_end]), differs))
            if right_end > right_begin:
                right_pieces.append(("".join(right[right_begin:right_end]), differs))
        return left_pieces, right_pieces

    def __repr__(self) -> str:
        if not self.article[2]:
            return _NOTHING
        shown = []
        for side, pieces in zip((self.source, self.article), self.differences(), strict=True):
            text = "".join(_in_brackets(piece, differs) for piece, differs in pieces)
            shown.append(f"{_name(side)}\n{text.strip()}")
        return "\n\n".join(shown)

    def _repr_html_(self) -> str:
        if not self.article[2]:
            return html_paragraph(_NOTHING)
        heads = ""
        cells = ""
        for side, pieces in zip((self.source, self.article), self.differences(), strict=True):
            text = "".join(_in_html(piece, differs) for piece, differs in pieces)
            heads += f"<th {_CELL}>{escape(_name(side))}</th>"
            cells += f"<td {_CELL}>{text}</td>"
        caption = f"{escape(self.kind)}; marked: words that the other text lacks"
        rows = f"<tr>{heads}</tr><tr>{cells}</tr>"
        return f"<table {_TABLE}><caption>{caption}</caption>{rows}</table>"


def _words(side: Side) -> list[str]:
    _, _, text = side
    return re.findall(r"\S+\s*", text)


def _plain(words: list[str]) -> list[str]:
    """Return words as they are compared: without case and punctuation, if anything is left."""
    return [re.sub(r"\W+", "", word).casefold() or word.strip() for word in words]


def _in_brackets(text: str, differs: bool) -> str:
    if differs:
        return f"[{text.strip()}] "
    return text


def _in_html(text: str, differs: bool) -> str:
    shown = escape(text).replace("\n", "<br>")
    if differs:
        return f"<mark>{shown}</mark>"
    return shown


def _name(side: Side) -> str:
    """Return the outlet and date of a text, in a line."""
    outlet, date, _ = side
    when = "undated"
    if not pd.isna(date):
        when = f"{date:%Y-%m-%d}"
    if isinstance(outlet, str):
        return f"{outlet}, {when}"
    return when
