"""The compiled loop that finds the cells of a large CSV file."""

from __future__ import annotations

from mediakit.compiling import compiled

__all__ = ["AT_END", "DOUBLED", "find_cells"]

#: What is noted of a cell: it is the last of its row; it holds doubled quotation marks.
AT_END, DOUBLED = 1, 2

_QUOTE = 34
_NEWLINE = 10


@compiled
def find_cells(data, delimiter, begins, ends, notes):
    """Fill in where the cells of a table are, and what is noted of each; return their number.

    Return -1 at the first quotation mark that does not keep to the rules: one inside a bare cell,
    one that is not closed, or one that closes in the middle of a cell.
    """
    n = data.size
    place = 0
    n_cells = 0
    while True:
        note = 0
        if place < n and data[place] == _QUOTE:
            place += 1
            begin = place
            while True:
                while place < n and data[place] != _QUOTE:
                    place += 1
                if place >= n:
                    return -1
                if place + 1 >= n or data[place + 1] != _QUOTE:
                    break
                note = DOUBLED
                place += 2
            end = place
            place += 1
        else:
            begin = place
            while place < n and data[place] != delimiter and data[place] != _NEWLINE:
                if data[place] == _QUOTE:
                    return -1
                place += 1
            end = place
        if place < n and data[place] != delimiter and data[place] != _NEWLINE:
            return -1
        begins[n_cells] = begin
        ends[n_cells] = end
        if place >= n or data[place] == _NEWLINE:
            note |= AT_END
        notes[n_cells] = note
        n_cells += 1
        if place >= n:
            return n_cells
        place += 1
