"""Where the rows of a table begin or end, if a quotation mark is missing or one too many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mediakit.readers.lone_marks import Row, Shape

__all__ = ["Outline"]

_QUOTE = '"'
_SAMPLE = 2000  # rows by which the others are known
_FEWEST = 2  # of them
_MOST_SHAPES = 12  # forms of a date or number that a column may have
_USUAL = 0.9  # of the cells
_LONGEST_KEY = 80  # characters
_LONGEST_BLOCK = 300_000  # characters of a row that is mended
_ADDRESS = "an address"


@dataclass(frozen=True)
class Outline:
    """What the sound rows of a table have in common, by which others are known.

    Attributes
    ----------
    shape : Shape
        How many cells a row has, and what separates them.
    keys : dict of set
        By column, the forms of its cells (dates, numbers, addresses) or else their few values.
    are_forms : set of int
        The columns whose keys are forms.
    is_quoted : list of bool
        Whether the cells of each column are mostly in quotation marks.
    first, last : int
        The first and the last column whose cells may hold line ends.
    has_lines : bool
        Whether any cells hold line ends.
    """

    shape: Shape
    keys: dict[int, frozenset[str]]
    are_forms: frozenset[int]
    is_quoted: list[bool]
    first: int
    last: int
    has_lines: bool

    @classmethod
    def of(cls, rows: list[Row], shape: Shape) -> Outline | None:
        """Return the outline of the sound rows, or None if nothing tells a row from others."""
        sound = [row for row in rows if shape.is_sound(row)][:_SAMPLE]
        if len(sound) < _FEWEST or shape.n_columns < 2:
            return None
        columns = list(zip(*(row.cells for row in sound), strict=True))
        long = [number for number, cells in enumerate(columns) if "\n" in "".join(cells)]
        has_lines = bool(long)
        if not has_lines:
            lengths = [sum(map(len, cells)) for cells in columns]
            long = [lengths.index(max(lengths))]
        outer = [*range(long[0]), *range(long[-1] + 1, shape.n_columns)]
        found = {number: _key_of(columns[number]) for number in outer}
        keys = {number: key for number, key in found.items() if key}
        is_quoted = _are_quoted(sound, shape)
        if not keys and not (long[0] and is_quoted[long[0]]):
            return None
        forms = frozenset(number for number, key in keys.items() if not _are_values(key))
        return cls(shape, keys, forms, is_quoted, long[0], long[-1], has_lines)

    def cut_anew(self, rows: list[Row]) -> tuple[list[Row], int]:
        """Return the rows with each where it begins by the outline, and how many were mended."""
        cut = [row for pieces in self._blocks(rows) for row in self._rows_of(pieces)]
        return cut, sum(row.is_joined for row in cut)

    def _blocks(self, rows: list[Row]) -> Iterator[list[Row]]:
        """Give each row with the lines behind it that may belong to it."""
        block: list[Row] = []
        for row in rows:
            is_sound = self.shape.is_sound(row)
            pieces = self._pieces(row.lines, is_sound)
            if len(pieces) > 1:
                found = [Row(self.shape.cells_of("\n".join(lines)), lines) for lines in pieces]
            else:
                found = [row]
            for piece in found:
                if block and not self._goes_on(piece, block):
                    yield block
                    block = []
                block.append(piece)
        if block:
            yield block

    def _goes_on(self, piece: Row, block: list[Row]) -> bool:
        """Say whether lines may belong to the row whose lines stand before them."""
        is_whole = len(block) == 1 and self._is_row(block[0])
        is_closed = not self.keys and self._is_closed(block[0])
        if is_whole and (is_closed or self._is_row(piece)):
            return False
        is_even = "".join(piece.lines).count(_QUOTE) % 2 == 0
        if is_even and self.shape.is_sound(block[0]) and self._is_row(piece):
            return False
        if not self.has_lines and self.shape.is_sound(piece):
            return False
        return not self._is_between(block[-1].lines[-1], piece.lines[0], False, False)

    def _is_closed(self, row: Row) -> bool:
        """Say whether the last cell of a sound row cannot go on in the next line."""
        return self.last < self.shape.n_columns - 1 or row.lines[-1].endswith(_QUOTE)

    def _is_row(self, row: Row) -> bool:
        """Say whether a row is sound, and not text that has as many commas by chance."""
        if not self.shape.is_sound(row):
            return False
        if any(self.shape.delimiter + _QUOTE in line for line in row.lines):
            return True
        filled = [(row.cells[number].strip(), key) for number, key in self.keys.items()]
        return all(cell in key or _shape_of(cell) in key for cell, key in filled if cell)

    def _rows_of(self, block: list[Row]) -> list[Row]:
        """Return the one row that lines hold, or else each as it was."""
        first = block[0]
        if len(block) == 1 and self.shape.is_sound(first):
            return block
        lines = [line for row in block for line in row.lines]
        text = "\n".join(lines)
        is_closed = self._is_row(first) and not _ends_a_cell(text)
        if is_closed or _QUOTE not in text or len(text) > _LONGEST_BLOCK:
            return block
        by_rules = Row(self.shape.cells_of(text), lines)
        if self.shape.is_sound(by_rules):
            return [by_rules]
        likely = [self.last, self.first, *range(self.shape.n_columns)]
        for column in dict.fromkeys(likely):
            cells = self._cells_around(text, column)
            if cells:
                return [Row(cells, lines, is_joined=True)]
        return [by_rules]

    def _pieces(self, lines: list[str], is_sound: bool) -> list[list[str]]:
        """Return lines in parts, one for each row that begins or ends among them."""
        pieces = [lines[:1]]
        is_strict = is_sound and not self._is_plain_start(lines[0])
        for before, line in pairwise(lines):
            if self._is_between(before, line, is_sound, is_strict):
                pieces.append([])
            pieces[-1].append(line)
        return pieces

    def _is_plain_start(self, line: str) -> bool:
        """Say whether a line begins a row beyond doubt, so that its first cell ends in it."""
        if not self.are_forms or not self._starts:
            return False
        return self._fits(self._starts[1].match(line))

    def _is_between(
        self,
        before: str,
        line: str,
        is_sound: bool,
        is_strict: bool,
    ) -> bool:
        """Say whether a row ends with the one line, or begins with the next."""
        starts = self._starts
        ends = self._ends
        if is_sound:
            starts = starts[:2]
            ends = ends[:1]
        if is_strict:
            starts = starts[:1]
        is_start = any(self._fits(pattern.match(line)) for pattern in starts)
        return is_start or any(self._fits(pattern.fullmatch(before)) for pattern in ends)

    def _fits(self, match: re.Match[str] | None) -> bool:
        """Say whether cells are of the forms that stand in their columns elsewhere."""
        if match is None or not self.keys:
            return match is not None
        found = match.groupdict()
        keys = [(found.get(f"c{number}"), key) for number, key in self.keys.items()]
        told = [(_without_marks(cell), key) for cell, key in keys if cell]
        known = [cell in key or _shape_of(cell) in key for cell, key in told if cell]
        return bool(known) and all(known)

    def _cells(self, columns: Iterable[int]) -> list[str]:
        """Return the pattern of a cell that keeps to the rules, for each column."""
        d = re.escape(self.shape.delimiter)
        return [rf'(?P<c{number}>"(?:[^"]|"")*"|[^"{d}\n]*)' for number in columns]

    @cached_property
    def _starts(self) -> list[re.Pattern[str]]:
        """How a row begins: by the rules, with a first cell that does not keep to them, and up to
        the last cell of a form of its own."""
        d = re.escape(self.shape.delimiter)
        known = [number for number in self.keys if number < self.first]
        cells = [cell + d for cell in self._cells(range(self.first))]
        if not self.keys and cells:
            return [re.compile("".join(cells) + '"(?!")')]
        if not known:
            return []
        starts = ["".join(cells), f"(?P<c0>.{{0,400}}?){d}" + "".join(cells[1:])]
        if max(known) in self.are_forms:
            starts.append("".join(cells[: max(known) + 1]))
        return [re.compile(start) for start in starts]

    @cached_property
    def _ends(self) -> list[re.Pattern[str]]:
        """How a row ends: by the rules, or from the first cell of a form of its own on."""
        d = re.escape(self.shape.delimiter)
        columns = range(self.last + 1, self.shape.n_columns)
        known = [number for number in self.keys if number in columns]
        if not known:
            return []
        cells = [d + cell for cell in self._cells(columns)]
        ends = [".*" + "".join(cells)]
        if min(known) in self.are_forms:
            ends.append(".*" + "".join(cells[min(known) - self.last - 1 :]))
        return [re.compile(end) for end in ends]

    def _cells_around(self, text: str, column: int) -> list[str]:
        """Return the cells if all but those of one column keep to the rules."""
        d = re.escape(self.shape.delimiter)
        patterns = self._cells(range(self.shape.n_columns))
        patterns[column] = f"(?P<c{column}>(?s:.*))"
        match = re.fullmatch(d.join(patterns), text)
        if match is None or not self._fits(match):
            return []
        cells = [_unquoted(cell) for cell in match.groups()]
        cells[column] = self._unmarked(match[column + 1], self.is_quoted[column])
        return cells

    def _unmarked(self, cell: str, is_quoted: bool) -> str:
        """Return a cell without the mark before and behind it, unless they are of its text."""
        n_marks = cell.count(_QUOTE)
        bare = cell.removeprefix(_QUOTE).removesuffix(_QUOTE)
        begins = cell.startswith(_QUOTE)
        ends = cell.endswith(_QUOTE) and len(cell) > 1
        is_wanted = is_quoted or self.shape.delimiter in bare or "\n" in bare
        if begins and ends:
            return bare.replace(_QUOTE * 2, _QUOTE)
        if is_wanted and n_marks % 2:
            return bare.replace(_QUOTE * 2, _QUOTE)
        return cell


def _key_of(cells: tuple[str, ...]) -> frozenset[str]:
    """Return the forms of the cells of a column if they are dates, numbers or addresses, or else
    their values if they are few; nothing if the cells tell nothing."""
    filled = [cell for cell in cells if cell.strip()]
    if 2 * len(filled) < len(cells) or not filled:
        return frozenset()
    shapes = Counter(_shape_of(cell) for cell in filled)
    usual = [shape for shape, _ in shapes.most_common(_MOST_SHAPES)]
    telling = [shape for shape in usual if shape == _ADDRESS or shape.count("0") >= 4]
    if sum(shapes[shape] for shape in telling) >= _USUAL * len(filled):
        return frozenset(telling)
    values = set(filled)
    if 3 * len(values) <= len(filled) and max(map(len, values)) <= _LONGEST_KEY:
        return frozenset(values)
    return frozenset()


def _are_values(key: frozenset[str]) -> bool:
    return not all(form == _ADDRESS or _shape_of(form) == form for form in key)


def _shape_of(cell: str) -> str:
    """Return the form of a date or number: 7 March 2033 is 0 a 0000; words have none."""
    if re.match(r"https?://\S+$", cell):
        return _ADDRESS
    if len(cell) > _LONGEST_KEY:
        return ""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "0", cell))


def _are_quoted(rows: list[Row], shape: Shape) -> list[bool]:
    """Return whether most cells of each column are in quotation marks."""
    d = re.escape(shape.delimiter)
    cell = re.compile(rf'({_QUOTE}?)(?:(?<={_QUOTE})(?:[^"]|"")*"|[^{d}]*)(?:{d}|\Z)')
    n_quoted: Counter[int] = Counter()
    for row in rows[:200]:
        marks = [match[1] for match in cell.finditer("\n".join(row.lines))]
        n_quoted.update(number for number, mark in enumerate(marks) if mark)
    n_rows = len(rows[:200])
    return [n_quoted[number] > _USUAL * n_rows for number in range(shape.n_columns)]


def _ends_a_cell(text: str) -> bool:
    """Say whether lines end with the mark of a cell whose first mark is missing."""
    return text.count(_QUOTE) % 2 == 1 and text.endswith(_QUOTE)


def _without_marks(cell: str) -> str:
    return cell.strip().strip(_QUOTE).strip()


def _unquoted(cell: str) -> str:
    """Return what a cell says, without the marks around it."""
    if len(cell) > 1 and cell.startswith(_QUOTE):
        return cell[1:-1].replace(_QUOTE * 2, _QUOTE)
    return cell
