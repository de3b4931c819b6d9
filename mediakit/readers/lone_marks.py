"""Rows of CSV that a lone quotation mark has run together: told from cells of several lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Row", "Shape"]

_QUOTE = '"'
_MOST_JOINED = 500  # lines of a cell


@dataclass(frozen=True)
class Row:
    """The cells of a row, and the lines of the file that they are on."""

    cells: list[str]
    lines: list[str]


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

        The rest of such a cell stands on the next lines, which are no rows by themselves.
        """
        joined: list[Row] = []
        n_joined = 0
        place = 0
        while place < len(rows):
            row = rows[place]
            n_more = 0
            if len(row.cells) == self.n_columns:
                n_more = self._n_lines_of_cell(rows, place)
            if n_more:
                lines = [line for one in rows[place : place + n_more + 1] for line in one.lines]
                row = Row(self._cells_with_marks_inside(lines), lines)
                n_joined += 1
            joined.append(row)
            place += n_more + 1
        return joined, n_joined

    def _n_lines_of_cell(self, rows: list[Row], place: int) -> int:
        """Return how many of the next rows belong to the last cell of a row; 0 if none does."""
        lines = rows[place].lines
        for n_more, row in enumerate(rows[place + 1 : place + 1 + _MOST_JOINED], start=1):
            if len(row.cells) == self.n_columns:
                return 0
            if n_more == 1 and self._is_well_formed(rows[place]):
                return 0
            lines = [*lines, *row.lines]
            is_closed = lines[-1].endswith(_QUOTE)
            if is_closed and len(self._cells_with_marks_inside(lines)) == self.n_columns:
                return n_more
        return 0

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
        return cells

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
                yield self._cells("\n".join(waiting))
                waiting = []
            yield cells
        if waiting:
            yield self._cells("\n".join(waiting))


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
