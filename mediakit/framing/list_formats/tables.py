"""Lexicons that are tables with a head: a row a word, with its frame, its marks or its numbers."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from mediakit.framing.list_formats.entries import EntryCollector, is_comment
from mediakit.framing.list_formats.marks import read_marks
from mediakit.framing.list_formats.probabilities import (
    has_probabilities,
    read_probabilities,
)
from mediakit.framing.list_formats.valence import add_scored, number_in

__all__ = ["TABLE_EXPECTED", "Table", "read_table", "split_table"]

TABLE_EXPECTED = "the columns frame and word, with one word in each row"

_WORD = (
    "word words term terms entry token pattern keyword phrase expression lemma dicterm "
    "wort begriff mot palabra parola"
).split()
_FRAME = (
    "frame category categories cat label class topic emotion foundation dimension code theme "
    "sentiment kategorie rahmen catégorie cadre categoría marco categoria"
).split()
_SCORE = "value score valence polarity mean sentiment".split()
_ASSOCIATION = "association associated value score".split()


@dataclass(frozen=True)
class Table:
    """A table of strings.

    Attributes
    ----------
    head : list of str
        The names of the columns, without spaces around them.
    rows : list of (int, list of str)
        For each row its line in the file and its cells, as many as there are columns.
    words : int
        The place of the column that holds the words.
    """

    head: list[str]
    rows: list[tuple[int, list[str]]]
    words: int

    def place_of(self, names: list[str]) -> int:
        """Return the place of the first of these columns that there is, -1 without one."""
        lowered = [name.lower() for name in self.head]
        for name in names:
            if name in lowered and lowered.index(name) != self.words:
                return lowered.index(name)
        return -1


def split_table(text: str) -> Table | None:
    """Return a text as a table, cut at the sign that fits its head; None if no head names words."""
    lines = text.split("\n")
    starts = [place for place, line in enumerate(lines) if line.strip() and not is_comment(line)]
    if not starts:
        return None
    for sign in (",", ";", "\t", "|"):
        head = [name.strip(' "') for name in lines[starts[0]].split(sign)]
        place = _place_of_words(head)
        if len(head) > 1 and place >= 0:
            cells = _cells(lines[starts[0] + 1 :], sign)
            rows = [(starts[0] + 1 + number, _fitted(row, len(head))) for number, row in cells]
            return Table(head, rows, place)
    return None


def _cells(lines: list[str], sign: str) -> list[tuple[int, list[str]]]:
    """Return the cells of each row that is not empty, with the number of its last line."""
    kept = [f"{line}\n" for line in lines]
    try:
        reader = csv.reader(kept, delimiter=sign)
        rows = [(reader.line_num, row) for row in reader]
        is_run_on = any(cell.count("\n") > 1 for _, row in rows for cell in row)
    except csv.Error:
        is_run_on = True
    if is_run_on:  # a quotation mark that nothing closes
        rows = [(number, line.split(sign)) for number, line in enumerate(lines, start=1)]
    return [(number, row) for number, row in rows if any(cell.strip() for cell in row)]


def _fitted(row: list[str], n_columns: int) -> list[str]:
    return (row + [""] * n_columns)[:n_columns]


def _place_of_words(head: list[str]) -> int:
    for place, name in enumerate(head):
        lowered = name.lower()
        if lowered in _WORD or lowered.startswith(("english (", "english word")):
            return place
    return -1


def read_table(table: Table, collector: EntryCollector) -> None:
    """Read a table by the columns that it has: frames, probabilities, marks or valences."""
    frame = table.place_of(_FRAME)
    if frame >= 0 and not _holds_names(table, frame):
        frame = -1
    score = table.place_of(_SCORE)
    if has_probabilities(table.head):
        read_probabilities(table.head, table.rows, table.words, collector)
    elif score >= 0 and (frame in (-1, score)) and _is_numeric(table, score):
        _read_scores(table, score, collector)
    elif frame >= 0:
        _read_long(table, frame, collector)
    else:
        read_marks(table.head, table.rows, table.words, collector)


def _holds_names(table: Table, place: int) -> bool:
    """Say whether a column holds names of frames: LIWC has a category emotion, marked with X."""
    cells = [row[place].strip() for _, row in table.rows]
    names = [cell for cell in cells if len(cell) > 1]
    return 2 * len(names) >= len(cells)


def _is_numeric(table: Table, place: int) -> bool:
    numbers = [number_in(row[place]) for _, row in table.rows]
    found = [number for number in numbers if number is not None]
    return 10 * len(found) >= 8 * max(len(numbers), 1)


def _read_scores(table: Table, score: int, collector: EntryCollector) -> None:
    for line, row in table.rows:
        number = number_in(row[score])
        if number is None:
            collector.skip(line, row[table.words], "there is no number")
        else:
            add_scored(row[table.words], number, line, collector)


def _read_long(table: Table, frame: int, collector: EntryCollector) -> None:
    """Read a row an entry; with a column of associations, 0 says that a word is not of the frame.

    So NRC writes its list of emotions.
    """
    association = table.place_of(_ASSOCIATION)
    for line, row in table.rows:
        name = row[frame].strip()
        entry = row[table.words]
        if not name:
            collector.skip(line, entry, "there is no frame in this row")
        elif association < 0 or number_in(row[association]) != 0:
            collector.open(name, line)
            collector.add(name, entry, line)
