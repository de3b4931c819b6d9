"""Two texts beside each other, with what only one of them has marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from mediakit.display import escape, html_paragraph

__all__ = ["SideBySide"]

_TABLE = 'class="tex2jax_ignore mathjax_ignore" style="table-layout:fixed; width:100%"'
_CELL = 'style="text-align:left; vertical-align:top; white-space:normal; overflow-wrap:anywhere"'

Side = tuple[str | None, pd.Timestamp, str]


@dataclass(frozen=True)
class SideBySide:
    """Two articles beside each other; words that only one of them has are marked.

    Attributes
    ----------
    source, article : (outlet, date, text)
        What was taken from, and what took it.
    kind : str
        'copy', 'update' or 'excerpt'.
    """

    source: Side
    article: Side
    kind: str

    def differences(self) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
        """Return both texts in pieces, each with whether the other lacks it."""
        left, right = (re.findall(r"\S+\s*", text) for _, _, text in (self.source, self.article))
        plain = [
            [re.sub(r"\W+", "", word).casefold() or word.strip() for word in side]
            for side in (left, right)
        ]
        sides: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
        for what, a, b, c, d in SequenceMatcher(
            None, plain[0], plain[1], autojunk=False
        ).get_opcodes():
            for pieces, text in ((sides[0], left[a:b]), (sides[1], right[c:d])):
                if text:
                    pieces.append(("".join(text), what != "equal"))
        return sides

    def __repr__(self) -> str:
        if not self.article[2]:
            return "No reprint."
        shown = []
        for (outlet, date, _), pieces in zip(
            (self.source, self.article), self.differences(), strict=True
        ):
            marked = "".join(f"[{text.strip()}] " if differs else text for text, differs in pieces)
            shown.append(f"{_name(outlet, date)}\n{marked.strip()}")
        return "\n\n".join(shown)

    def _repr_html_(self) -> str:
        if not self.article[2]:
            return html_paragraph("No reprint.")
        cells = []
        for pieces in self.differences():
            marked = "".join(
                f"<mark>{escape(text)}</mark>" if differs else escape(text)
                for text, differs in pieces
            )
            cells.append(f"<td {_CELL}>{marked.replace(chr(10), '<br>')}</td>")
        heads = "".join(
            f"<th {_CELL}>{escape(_name(*side[:2]))}</th>" for side in (self.source, self.article)
        )
        return (
            f"<table {_TABLE}><caption>{escape(self.kind)}; marked: what the other lacks"
            f"</caption><tr>{heads}</tr><tr>{''.join(cells)}</tr></table>"
        )


def _name(outlet: str | None, date: pd.Timestamp) -> str:
    """Return where a text stood, in a line."""
    when = "undated" if pd.isna(date) else f"{date:%Y-%m-%d}"
    return f"{outlet}, {when}" if isinstance(outlet, str) else when
