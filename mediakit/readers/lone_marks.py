"""Rows of CSV that a lone quotation mark has run together: told from cells of several lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Row", "Shape"]

_QUOTE = '"'
_MOST_JOINED = 60  # rows


@dataclass(frozen=True)
class Row:
    """The cells of a row, the lines of the file that they are on, and whether it was mended."""

    cells: list[str]
    lines: list[str]
    is_joined: bool = False


@dataclass(frozen=True)
class Shape:
    """How many cells a row has, and what separates them."""

    n_columns: int
    delimiter: str

    def is_swallowed(self, row: Row, has_long_cells: bool) -> bool:
        """Say whether the lines of a row are rows of their own, run together by a lone mark.

        A cell may hold line ends. But if the marks do not fit the rules of CSV, and some of the
        lines are whole rows by themselves, a mark began a word and not a cell. If they fit by
        chance, the rest of the file tells: if no other cell of it holds a line end, this one does
        not either.
        """
        if len(row.lines) < 2:
            return False
        if not self._is_well_formed(row):
            return any(self._fits(line) for line in row.lines[1:])
        return self.n_columns > 2 and not has_long_cells and all(map(self._fits, row.lines))

    def with_cells_joined(self, rows: list[Row]) -> tuple[list[Row], int]:
        """Return the rows with cells joined that a mark inside them ended too early, and how many.

        The rest of such a cell became cells of its own, on the same line or on the next ones, which
        are no rows by themselves.
        """
        joined: list[Row] = []
        place = 0
        while place < len(rows):
            row, n_rows = self._joined_from(rows, place)
            joined.append(row)
            place += n_rows
        return joined, sum(row.is_joined for row in joined)

    def _joined_from(self, rows: list[Row], place: int) -> tuple[Row, int]:
        """Return a row with its broken cell joined, and how many rows that took."""
        first = rows[place]
        following = rows[place + 1 : place + 2]
        is_short = any(len(row.cells) != self.n_columns for row in [first, *following])
        if not is_short or self._is_well_formed(first):
            return first, 1
        lines: list[str] = []
        for n_rows, row in enumerate(rows[place : place + _MOST_JOINED], start=1):
            is_whole = len(row.cells) == self.n_columns and row is not first
            if is_whole or any(self._fits(line) for line in row.lines[row is first :]):
                break
            lines = [*lines, *row.lines]
            cells = self._cells_with_marks_inside(lines)
            is_first_as_it_was = n_rows == 1 and len(first.cells) == self.n_columns
            if len(cells) == self.n_columns and not is_first_as_it_was:
                return Row(cells, lines, is_joined=True), n_rows
        return first, 1

    def _cells_with_marks_inside(self, lines: list[str]) -> list[str]:
        """Return the cells if a quotation mark ends one only before the next cell or the end."""
        d = re.escape(self.delimiter)
        cell = re.compile(rf'(?:"(.*?)"|([^"{d}][^{d}]*|))(?:{d}|\Z)', re.DOTALL)
        text = "\n".join(lines)
        cells = []
        place = 0
        while place < len(text):
            match = cell.match(text, place)
            if match is None:
                return []
            cells.append((match[1] or match[2] or "").replace('""', _QUOTE))
            place = match.end()
        if text.endswith(self.delimiter):
            cells.append("")
        return cells

    def is_sound(self, row: Row) -> bool:
        """Say whether a row has all its cells, and its quotation marks keep to the rules."""
        if len(row.cells) != self.n_columns:
            return False
        return not any(_QUOTE in line for line in row.lines) or self._is_well_formed(row)

    def cells_of(self, text: str) -> list[str]:
        """Return the cells of lines that are one row, or else all as one cell."""
        stream = io.StringIO(text, newline="")
        rows = list(csv.reader(stream, delimiter=self.delimiter))
        if len(rows) == 1:
            return rows[0]
        return [text]

    def n_lone_marks(self, row: Row) -> int:
        """Return how many lines of a swallowed row have a lone quotation mark."""
        return sum(line.count(_QUOTE) % 2 for line in row.lines)

    def may_hold_another(self, row: Row) -> bool:
        """Say whether a row whose marks do not fit has a cell that begins or ends in its midst."""
        if len(row.lines) < 2 or self._is_well_formed(row):
            return False
        d = re.escape(self.delimiter)
        begins = re.compile(rf'(?:^|[^\s{d}"]{d})"(?=[^\s{d}"])')
        ends = re.compile(rf'[^\s{d}"]"{d}(?=[^\s{d}"])')
        if any(begins.search(line) for line in row.lines[1:]):
            return True
        return any(ends.search(line) for line in row.lines[:-1])

    def has_long_cell(self, row: Row) -> bool:
        """Say whether a row has a cell over several lines, beyond doubt."""
        if len(row.lines) < 2 or len(row.cells) != self.n_columns:
            return False
        return self._is_well_formed(row) and not all(map(self._fits, row.lines))

    def _fits(self, line: str) -> bool:
        return len(self._cells(line)) == self.n_columns

    def _is_well_formed(self, row: Row) -> bool:
        text = io.StringIO("\n".join(row.lines), newline="")
        try:
            list(csv.reader(text, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return False
        return True

    def _cells(self, line: str) -> list[str]:
        """Return the cells of one line, read by itself: a lone quotation mark in it is text."""
        if line.count(_QUOTE) % 2 == 0:
            return next(csv.reader([line], delimiter=self.delimiter), [])
        return _split_outside_closed_quotes(line, self.delimiter)

    def rows_in(self, lines: list[str]) -> Iterator[list[str]]:
        """Give the rows of swallowed lines: a line that is whole, or as many as make one."""
        waiting: list[str] = []
        for line in lines:
            cells = self._cells(line)
            if len(cells) != self.n_columns:
                waiting.append(line)
                continue
            if waiting:
                yield self.cells_of("\n".join(waiting))
                waiting = []
            yield cells
        if waiting:
            yield self.cells_of("\n".join(waiting))


def _split_outside_closed_quotes(line: str, delimiter: str) -> list[str]:
    """Split a line at each delimiter that is not inside a cell whose quotation marks both stand."""
    d = re.escape(delimiter)
    cell = re.compile(rf'"((?:[^"]|"")*)"(?={d}|$)|([^{d}]*)')
    cells = []
    place = 0
    while place <= len(line):
        match = cell.match(line, place)
        if match is None:
            break
        quoted, plain = match.groups()
        if quoted is not None:
            cells.append(quoted.replace('""', _QUOTE))
        else:
            cells.append(plain)
        place = match.end() + 1
    return cells
