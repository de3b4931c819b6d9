"""The last row of a table whose file is cut is set aside: nothing tells how much of it is there."""

from __future__ import annotations

from mediakit.readers.parsed import Parsed

__all__ = ["without_cut_row"]

_QUOTE = '"'


def without_cut_row(text: str, parsed: Parsed) -> str:
    """Return the text of a cut table up to the end of its last whole row, and reject the rest."""
    end = len(text)
    first = end = text.rfind("\n", 0, end) + 1
    while end and text.count(_QUOTE, 0, end) % 2:  # this line end is inside a cell
        end = text.rfind("\n", 0, end - 1) + 1
    if not end:
        end = first  # a lone mark somewhere
    if text[end:].strip():
        parsed.rejected.append("the last row is cut off with the file")
    return text[:end]
