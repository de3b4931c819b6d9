"""Run a notebook again and compare every output with the stored one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tqdm import tqdm

from mediakit.errors import MissingExtra, NotebookFailed
from mediakit.keeping import keeping_results
from mediakit.reporting.books import find_notebooks, load_notebook, require_kernel
from mediakit.reporting.running import CELL_SECONDS
from mediakit.rerunning.recording import read_cells
from mediakit.rerunning.wording import Cell, in_words
from mediakit.wording import count_of, join_names

__all__ = ["Checked", "check_notebook", "check_notebooks"]

_MOST_LINES = 19
_ALL = 1_000_000
_LAST_WORDS = 5  # lines of what pytest says where it stops


@dataclass(frozen=True)
class Checked:
    """What a check has found.

    Attributes
    ----------
    cells : list of Cell
        Each cell of code that was run.
    """

    cells: list[Cell]

    @property
    def is_same(self) -> bool:
        """Whether nothing has changed."""
        return all(cell.is_same for cell in self.cells)

    def in_words(self, *, whole: bool = False) -> str:
        """Say what has changed, as a list that a person reads; all of it, or the first lines."""
        lines = in_words(self.cells, _ALL if whole else _MOST_LINES)
        if self.is_same:
            files = list(dict.fromkeys(cell.file for cell in self.cells))
            n_cells = count_of(len(self.cells), "cell of code", "cells of code")
            lines = [f"Nothing has changed in the {n_cells} of {join_names(files)}."]
        for cell in self.cells:
            if cell.uncompared:
                reasons = join_names(dict.fromkeys(cell.uncompared))
                lines.append(f"Not compared: {cell.file}, {cell.place}: {reasons}.")
        return "\n".join(lines)


def check_notebook(notebook: str | Path) -> bool:
    """Say whether a notebook, run again, gives the outputs that are stored in it.

    Parameters
    ----------
    notebook : str or Path
        The notebook; it is not changed.

    Returns
    -------
    bool
        False if any output differs in a single digit, or a cell was never run. What has changed is
        printed: which number, under which heading, what it was and what it is.

    Raises
    ------
    ArticlesNotFound
        If there is no such notebook.
    NotebookFailed
        If it is no notebook, or its kernel is not here.
    MissingExtra
        If nbval is not installed.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.check_notebook("no-such-folder")
    Traceback (most recent call last):
    ...
    mediakit.errors.ArticlesNotFound: There is no notebook or folder 'no-such-folder'.
    """
    checked = check_notebooks([notebook])
    print(checked.in_words())
    return checked.is_same


def check_notebooks(
    notebooks: Sequence[str | Path] = (), *, kernel: str = "", cell_seconds: int = CELL_SECONDS
) -> Checked:
    """Run nbval over the notebooks and return what it found, a cell of code each.

    Without notebooks, those of the project in this folder are checked, or else those that come with
    mediakit.
    """
    if find_spec("nbval") is None:
        raise MissingExtra("nbval", "lab")
    paths = [path.resolve() for path in find_notebooks(notebooks)]
    n_cells = 0
    for path in paths:
        notebook = load_notebook(path)
        require_kernel(path, notebook, kernel)
        n_cells += sum(cell.cell_type == "code" for cell in notebook.cells)
    # In a process of its own, and without the settings of the folder in which it happens to run.
    command = [
        sys.executable,
        *("-m", "pytest", "--nbval", "-q"),
        *("-p", "no:cacheprovider"),
        *("-c", os.devnull),
        f"--rootdir={paths[0].parent}",
        f"--nbval-cell-timeout={cell_seconds}",
        *map(str, paths),
    ]
    if kernel:
        command.append(f"--nbval-kernel-name={kernel}")
    with keeping_results(), tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "cells.jsonl"
        with tqdm(total=n_cells, desc="Checking", unit="cell", disable=None) as bar:
            said = _run(command, paths[0].parent, record, bar)
        cells = read_cells(record)
    if not cells:
        raise NotebookFailed(f"{paths[0].name} could not be checked: {said}")
    return Checked(cells)


def _run(command: list[str], folder: Path, record: Path, bar: tqdm[Any]) -> str:
    """Run nbval, and return the end of what it printed; stopped, it ends its kernels first."""
    environment = os.environ | {"MEDIAKIT_CHECK_RECORD": str(record)}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            printed = _printed(process, record, bar)
        except BaseException:
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            raise
    return "\n".join(printed.strip().splitlines()[-_LAST_WORDS:])


def _printed(process: subprocess.Popen[str], record: Path, bar: tqdm[Any]) -> str:
    """Return what a process prints, and show meanwhile how many cells it has recorded."""
    while True:
        try:
            return process.communicate(timeout=1)[0]
        except subprocess.TimeoutExpired:
            if record.exists():
                bar.update(record.read_bytes().count(b"\n") - bar.n)
