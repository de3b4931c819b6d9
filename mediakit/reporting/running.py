"""Run a notebook on any articles, in a kernel of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mediakit.errors import ArticlesNotFound, MissingExtra, NotebookFailed
from mediakit.reporting.provenance import ASKED

if TYPE_CHECKING:
    from nbclient import NotebookClient
    from nbformat import NotebookNode

__all__ = ["execute", "load_notebook"]

#: The time that a cell may take.
CELL_SECONDS = 1800

#: What stands in place of a part that needs a parameter.
_MISSING = {
    "subject": (
        "*No subject was named, so this part is left out. Name one, as a query:* "
        '`mediakit report --articles my-articles/ --set subject="tram* OR bus"`'
    ),
    "codes_path": (
        "*Nobody has coded these articles, so no share of them is given for any frame. To code: "
        "see `draw_coding_sample` and `code_articles`.*"
    ),
    "subjects": (
        "*No subjects were named, so this part is left out. Name some in the parameters of the "
        'notebook:* `subjects = {"transport": "tram* OR bus"}`'
    ),
}


def load_notebook(path: Path) -> NotebookNode:
    """Return a notebook as it is on disk."""
    try:
        import nbformat
    except ImportError as error:
        raise MissingExtra("nbformat", "lab") from error
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError) as error:
        raise NotebookFailed(f"{path.name} is not a notebook: {type(error).__name__}") from error


def execute(
    path: Path,
    *,
    given: Mapping[str, object] | None = None,
    on_cell: Callable[[], object] | None = None,
    for_page: bool = False,
) -> NotebookNode:
    """Run a notebook from top to bottom in its own folder and return it with its outputs.

    Parameters
    ----------
    path : Path
        The notebook; it is not changed.
    given : mapping of str to object, optional
        Other values for the variables of the cell tagged `parameters`, such as `articles_path`. A
        name that a notebook does not set is ignored. Cells tagged `needs NAME` are left out if the
        value of NAME is empty.
    on_cell : callable, optional
        Called after each cell, to show progress.
    for_page : bool, default False
        Whether results show what a page has of them; the last cell then prints what was read.

    Raises
    ------
    ArticlesNotFound
        If a page has no articles.
    NotebookFailed
        If a cell raises an error; the message names the notebook and the error.
    """
    try:
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
        from nbformat.v4 import new_code_cell
    except ImportError as error:
        raise MissingExtra("nbclient", "lab") from error
    notebook = load_notebook(path)
    if given:
        _set_parameters(notebook, given, path)
    environment = dict(os.environ)
    if for_page:
        notebook.cells.append(new_code_cell(ASKED))
        environment["MEDIAKIT_PAGE"] = "1"

    client = _client(notebook, path.parent, on_cell)
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        if error.ename == ArticlesNotFound.__name__:
            raise ArticlesNotFound(error.evalue) from error
        raise NotebookFailed(
            f"{path.name} stopped with an error: {error.ename}: {error.evalue}"
        ) from error
    except (CellTimeoutError, DeadKernelError) as error:
        raise NotebookFailed(f"{path.name}: {error}") from error
    return notebook


def _client(
    notebook: NotebookNode,
    folder: Path,
    on_cell: Callable[[], object] | None,
) -> NotebookClient:
    """Return what runs the notebook in a folder."""
    from nbclient import NotebookClient

    def finished(**_: object) -> None:
        if on_cell is not None:
            on_cell()

    return NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        resources={"metadata": {"path": str(folder)}},
        on_cell_executed=finished,
        extra_arguments=["--log-level=ERROR"],
        store_widget_state=False,  # the view for coding holds whole texts
    )


def _set_parameters(notebook: NotebookNode, given: Mapping[str, object], path: Path) -> None:
    """Add a cell after the one tagged `parameters` that sets other values."""
    from nbformat.v4 import new_code_cell

    for place, cell in enumerate(notebook.cells):
        if "parameters" not in cell.metadata.get("tags", []):
            continue
        lines = []
        for name, value in given.items():
            if not re.search(rf"^{re.escape(name)}\s*=", cell.source, re.MULTILINE):
                continue
            if name == "articles_path":
                value = _relative(str(value), path.parent)
            if not value:
                _leave_out(notebook, name)
            lines.append(f"{name} = {value!r}")
        added = new_code_cell("\n".join(lines), metadata={"tags": ["given"]})
        notebook.cells.insert(place + 1, added)
        return
    raise NotebookFailed(
        f"{path.name} has no cell tagged `parameters`, so it cannot use other articles. Tag the "
        "cell that sets articles_path."
    )


def _leave_out(notebook: NotebookNode, name: str) -> None:
    """Replace the cells that need a parameter by a sentence on how to give it."""
    from nbformat.v4 import new_markdown_cell

    kept = []
    said = False
    for cell in notebook.cells:
        if f"needs {name}" not in cell.metadata.get("tags", []):
            kept.append(cell)
        elif not said:
            said = True
            kept.append(new_markdown_cell(_MISSING[name]))
    notebook.cells = kept


def _relative(path: str, folder: Path) -> str:
    """Return a path as seen from a folder.

    An absolute one would print somebody's home folder in a published page.
    """
    return Path(os.path.relpath(Path(path).expanduser(), folder)).as_posix()
