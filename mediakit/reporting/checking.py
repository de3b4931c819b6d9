"""Run a notebook again and compare every output with the stored one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from mediakit.errors import MissingExtra
from mediakit.keeping import keeping_results
from mediakit.reporting.books import find_notebooks

__all__ = ["check_notebook", "check_notebooks"]


def check_notebook(notebook: str | Path) -> bool:
    """Say whether a notebook, run again, gives the outputs that are stored in it.

    Parameters
    ----------
    notebook : str or Path
        The notebook; it is not changed.

    Returns
    -------
    bool
        False if any output differs in a single digit, or a cell was never run. The differences are
        printed.

    Raises
    ------
    ArticlesNotFound
        If there is no such notebook.
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
    return check_notebooks([notebook]) == 0


def check_notebooks(notebooks: Sequence[str | Path] = ()) -> int:
    """Run nbval over the notebooks and return the exit status of the tests.

    Without notebooks, those that come with mediakit are checked.
    """
    if find_spec("nbval") is None:
        raise MissingExtra("nbval", "lab")
    paths = [str(path.resolve()) for path in find_notebooks(notebooks)]
    folder = Path(paths[0]).parent
    # In a process of its own, and without the settings of the folder in which it happens to run.
    command = [
        sys.executable,
        *("-m", "pytest", "--nbval", "-q"),
        *("-p", "no:cacheprovider"),
        *("-c", os.devnull),
        f"--rootdir={folder}",
    ]
    with keeping_results():
        finished = subprocess.run([*command, *paths], check=False, cwd=folder)
    return finished.returncode
