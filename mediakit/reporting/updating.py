"""Run notebooks again and keep the new outputs, once somebody has read what has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from mediakit.keeping import keeping_results
from mediakit.reporting.books import find_notebooks, load_notebook
from mediakit.reporting.checking import Checked
from mediakit.reporting.publishing import writing
from mediakit.reporting.running import CELL_SECONDS, execute
from mediakit.rerunning.comparing import changes_between, not_compared
from mediakit.rerunning.places import places_of
from mediakit.rerunning.wording import Cell

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["run_again", "store"]

_PROGRESS = "{desc} {percentage:3.0f}% {bar} {elapsed}"
_NEVER_RUN = "it was never run."


def run_again(
    notebooks: Sequence[str | Path] = (), *, kernel: str = "", cell_seconds: int = CELL_SECONDS
) -> tuple[Checked, dict[Path, NotebookNode]]:
    """Run notebooks, and return what has changed in them and the notebooks with new outputs."""
    paths = find_notebooks(notebooks)
    stored = {path: load_notebook(path) for path in paths}
    n_cells = sum(cell.cell_type == "code" for book in stored.values() for cell in book.cells)
    cells: list[Cell] = []
    new = {}
    with (
        keeping_results(),
        tqdm(total=n_cells, desc="Running", bar_format=_PROGRESS, disable=None) as bar,
    ):
        for path in paths:
            new[path] = execute(path, on_cell=bar.update, kernel=kernel, cell_seconds=cell_seconds)
            cells += _cells(path, stored[path], new[path])
    return Checked(cells), new


def _cells(path: Path, stored: NotebookNode, new: NotebookNode) -> list[Cell]:
    """Return the cells of code of a notebook, each with what has changed in it."""
    pairs = [
        pair for pair in zip(stored.cells, new.cells, strict=True) if pair[0].cell_type == "code"
    ]
    found = []
    for place, (old, now) in zip(places_of(stored.cells), pairs, strict=True):
        changes = tuple(changes_between(old.outputs, now.outputs))
        fault = ""
        if old.execution_count is None and old.source.strip():
            fault = _NEVER_RUN
        kinds = [f"a picture ({kind}) cannot be compared" for kind in not_compared(now.outputs)]
        found.append(Cell(path.name, place, changes, fault, tuple(kinds)))
    return found


def store(new: dict[Path, NotebookNode]) -> None:
    """Write notebooks with their new outputs over the old ones, each whole."""
    import nbformat

    for path, notebook in new.items():
        unfinished = path.with_name(f".{path.name}-{os.getpid()}")
        with writing(path.parent):
            try:
                nbformat.write(notebook, unfinished)
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)
