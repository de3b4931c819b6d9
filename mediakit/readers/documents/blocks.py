"""Blocks of lines, as a reader sees them on a page: what stands together, and what is centred."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

__all__ = ["Block", "blocks_of_text"]

_PAGE_WIDTH = 80  # columns, in the middle of which text files centre their headings
_LONGEST_WRAPPED = 100  # longer lines are whole paragraphs
_ROOM = 8  # columns that stay free at the end of a line that was wrapped
_INDENTED = 8  # columns before a line that is centred beyond doubt
_SLANT = 3  # columns that a centred line may be off the middle
_NEW_PARAGRAPH = 2  # columns before the first line of a paragraph
_BREAKS = re.compile(r"\r\n?|\f")


@dataclass
class Block:
    """Lines between two empty lines, or a paragraph of a document.

    Attributes
    ----------
    lines : list of str
        The lines without the spaces around them; none for an empty line of a document.
    is_centred : bool
        Whether the lines stand in the middle of the page.
    is_bold : bool
        Whether all letters are bold.
    """

    lines: list[str] = field(default_factory=list)
    is_centred: bool = False
    is_bold: bool = False

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)


def blocks_of_text(text: str) -> list[Block]:
    """Return the blocks of a text file, an empty one after each.

    Lines that were wrapped are put together again.
    """
    lines = [line.rstrip() for line in _BREAKS.sub("\n", text.replace("\xa0", " ")).split("\n")]
    width = max((len(line) for line in lines), default=0)
    blocks: list[Block] = []
    group: list[str] = []
    for line in [*lines, ""]:
        if line:
            group.append(line)
        elif group:
            blocks += [_block_of(group, width), Block()]
            group = []
    return blocks


def _block_of(group: list[str], width: int) -> Block:
    if _are_centred(group):
        return Block([line.strip() for line in group], is_centred=True)
    paragraphs = [group[0]]
    for before, line in pairwise(group):
        if _continues(before, line, width):
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
    return Block([paragraph.strip() for paragraph in paragraphs])


def _are_centred(group: list[str]) -> bool:
    indents = [_indent(line) for line in group]
    if max(indents) <= _SLANT:
        return False
    return all(map(_is_centred, group))


def _is_centred(line: str) -> bool:
    indent = _indent(line)
    if indent >= _INDENTED:
        return True
    margin = (_PAGE_WIDTH - len(line.strip())) / 2
    return abs(indent - margin) <= _SLANT


def _continues(before: str, line: str, width: int) -> bool:
    """Say whether a line goes on with the one before: its first word found no room there."""
    if width > _LONGEST_WRAPPED or _indent(line) >= _NEW_PARAGRAPH:
        return False
    first_word = line.split(maxsplit=1)[0]
    return len(before) + len(first_word) + _ROOM > width


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
