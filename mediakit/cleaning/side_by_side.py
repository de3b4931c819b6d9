"""Two texts beside each other, in excerpts: the words that only one of them has are marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from mediakit.display import PLAIN, escape, html_paragraph
from mediakit.excerpts import mask_contacts

__all__ = ["SideBySide"]

_TABLE = f'class="{PLAIN}" style="table-layout:fixed; width:100%"'
_CELL = 'style="text-align:left; vertical-align:top; white-space:normal; overflow-wrap:anywhere"'
_NOTHING = "There is no reprint to show."
#: Words shown on each side of a stretch that differs.
_BESIDE = 12
#: No more words of a text are shown than so many, nor than a fifth, so that the letters are no more
#: than a quarter; of a short text so many may be shown.
_MOST, _PART, _FLOOR = 80, 5, 40
_GAP = "… "
_CAPTIONS = {
    "copy": "One text in two versions",
    "update": "A text and a later version of it",
    "excerpt": "Two articles with a long passage in common",
}

Side = tuple[str | None, pd.Timestamp, str]
Pieces = list[tuple[str, bool]]
#: The words from `begin` to `end` of a text, and whether the other text lacks them.
_Run = tuple[int, int, bool]


@dataclass(frozen=True)
class SideBySide:
    """Two articles beside each other; words that only one of them has are marked.

    Attributes
    ----------
    source, article : (outlet, date, text)
        The article that came first, and the one that reprints it.
    kind : str
        'copy', 'update' or 'excerpt'.
    whole : bool
        Whether all of both texts is shown. By default it is what differs, with some words around
        it: at most 80 words, and a quarter, of each text.
    """

    source: Side
    article: Side
    kind: str
    whole: bool = False

    def differences(self) -> tuple[Pieces, Pieces]:
        """Return what is shown of both texts in pieces, each with whether the other lacks it."""
        left = _words(self.source)
        right = _words(self.article)
        matcher = SequenceMatcher(None, _plain(left), _plain(right), autojunk=False)
        changes = matcher.get_opcodes()
        left_runs = [(begin, end, kind != "equal") for kind, begin, end, _, _ in changes]
        right_runs = [(begin, end, kind != "equal") for kind, _, _, begin, end in changes]
        return self._pieces(left, left_runs), self._pieces(right, right_runs)

    def _pieces(self, words: list[str], runs: list[_Run]) -> Pieces:
        if not self.whole:
            return _excerpts(words, runs)
        return [("".join(words[begin:end]), differs) for begin, end, differs in runs if end > begin]

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
        caption = f"{_CAPTIONS[self.kind]}. Marked: words that the other text lacks."
        rows = f"<tr>{heads}</tr><tr>{cells}</tr>"
        return f"<table {_TABLE}><caption>{caption}</caption>{rows}</table>"


def _words(side: Side) -> list[str]:
    _, _, text = side
    return re.findall(r"\S+\s*", mask_contacts(text))


def _excerpts(words: list[str], runs: Sequence[_Run]) -> Pieces:
    """Return the stretches that differ with some words around them, and a mark for what is not
    shown."""
    left = min(_MOST, max(_FLOOR, len(words) // _PART))
    pieces: Pieces = []
    shown_to = 0
    for number, (begin, end, differs) in enumerate(runs):
        if not differs and len(runs) > 1:
            continue
        stop = begin + min(end - begin, left)
        beside = min(_BESIDE, (left - (stop - begin)) // 2)
        before = max(shown_to, begin - beside)
        after = stop
        if stop == end and number + 1 < len(runs):
            after = min(end + beside, runs[number + 1][1])
        if before > shown_to:
            pieces.append((_GAP, False))
        stretches = [(before, begin, False), (begin, stop, differs), (stop, after, False)]
        pieces += [
            ("".join(words[first:last]), is_change)
            for first, last, is_change in stretches
            if last > first
        ]
        left -= after - before
        shown_to = after
    if shown_to < len(words):
        pieces.append((_GAP, False))
    return pieces


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
