"""A line a cell that nbval has run again, written by its process and read by `mediakit check`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mediakit.rerunning.comparing import not_compared
from mediakit.rerunning.places import Place
from mediakit.rerunning.texts import Change
from mediakit.rerunning.wording import Cell
from mediakit.wording import shortened

__all__ = ["as_cell", "read_cells", "write_cell"]

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TIMED_OUT = re.compile(r"Timeout of ([\d.]+) seconds")
_LONGEST = 300  # characters of an error


def as_cell(item: Any, raised: Any) -> Cell:
    """Return what nbval found in a cell, one of its test items, and what that raised, if it did."""
    file, place = item.path.name, item.place
    if raised is not None and type(raised.value).__name__ == "Skipped":
        return Cell(file, place, uncompared=("the cell is skipped, as it asks",))
    if raised is not None and item.compared is not None and item.compared.changes:
        return Cell(file, place, item.compared.changes)
    if raised is not None:
        return Cell(file, place, fault=_fault(raised.value))
    if not item.options.get("check", True):
        return Cell(file, place, uncompared=("its output is not compared, as the cell asks",))
    pictures = [
        f"a picture ({kind}) cannot be compared" for kind in not_compared(item.cell.outputs)
    ]
    return Cell(file, place, uncompared=tuple(pictures))


def _fault(raised: BaseException) -> str:
    """Return in a line why a cell could not be compared."""
    said = _COLOUR.sub("", str(raised)).strip()
    timed_out = _TIMED_OUT.match(said)
    if timed_out:
        return f"it ran for more than {timed_out[1]} seconds, and was stopped."
    trace = _COLOUR.sub("", getattr(raised, "inner_traceback", None) or "").strip()
    if trace:
        return f"it stopped with an error: {shortened(trace.splitlines()[-1], _LONGEST)}"
    return shortened(said or "it did not run", _LONGEST)


def write_cell(path: str | Path, cell: Cell) -> None:
    """Add a line to the record."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(cell)) + "\n")


def read_cells(path: str | Path) -> list[Cell]:
    """Return the cells of a record; none if nothing was recorded."""
    if not Path(path).exists():
        return []
    cells = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        changes = tuple(Change(**change) for change in given["changes"])
        place, uncompared = Place(**given["place"]), tuple(given["uncompared"])
        cells.append(Cell(given["file"], place, changes, given["fault"], uncompared))
    return cells
