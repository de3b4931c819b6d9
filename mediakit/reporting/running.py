"""Run a notebook in a kernel of its own, of which nothing is left afterwards."""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mediakit.errors import ArticlesNotFound, MissingExtra, NotebookFailed
from mediakit.reporting.books import load_notebook, require_kernel
from mediakit.reporting.provenance import ASKED
from mediakit.rerunning.places import Place, places_of
from mediakit.results import COMMAND
from mediakit.wording import count_of, shortened

if TYPE_CHECKING:
    from nbclient import NotebookClient
    from nbformat import NotebookNode

__all__ = ["CELL_SECONDS", "execute"]

#: The time that a cell may take.
CELL_SECONDS = 1800

_LONGEST = 400  # characters of an error

_UNHEARD = logging.getLogger("mediakit.unheard")
_UNHEARD.addHandler(logging.NullHandler())
_UNHEARD.propagate = False


@dataclass
class _Progress:
    """Which cell is running, and whether the run is to end."""

    places: dict[int, Place]
    at: Place | None = None
    is_over: bool = False

    def __str__(self) -> str:
        return str(self.at or "its first cell")


def execute(
    path: Path,
    notebook: NotebookNode | None = None,
    *,
    on_cell: Callable[[], object] | None = None,
    for_page: bool = False,
    command: str = "",
    kernel: str = "",
    cell_seconds: int = CELL_SECONDS,
) -> NotebookNode:
    """Run a notebook from top to bottom in its own folder and return it with its outputs.

    Parameters
    ----------
    path : Path
        The notebook; it is not changed.
    notebook : NotebookNode, optional
        What to run in its place, such as the notebook with other parameters.
    on_cell : callable, optional
        Called after each cell, to show progress.
    for_page : bool, default False
        Whether results show what a page has of them; the last cell then prints what was read.
    command : str, optional
        What a chart that the notebook saves says of its making.
    kernel : str, optional
        The kernel to run it in, instead of the one that it names.
    cell_seconds : int, default 1800
        How long a cell may run.

    Raises
    ------
    ArticlesNotFound
        If a page has no articles.
    NotebookFailed
        If a cell raises an error or runs too long; the message names the cell.
    """
    try:
        from nbformat.v4 import new_code_cell
    except ImportError as error:
        raise MissingExtra("nbclient", "lab") from error
    if notebook is None:
        notebook = load_notebook(path)
    code = [id(cell) for cell in notebook.cells if cell.cell_type == "code"]
    progress = _Progress(dict(zip(code, places_of(notebook.cells), strict=True)))
    environment = os.environ | {COMMAND: command}
    if for_page:
        notebook.cells.append(new_code_cell(ASKED))
        environment["MEDIAKIT_PAGE"] = "1"
    client = _client(path, notebook, progress, on_cell)
    client.kernel_name = require_kernel(path, notebook, kernel)
    client.timeout = cell_seconds
    with (
        _in_sentences(path, client, progress),
        tempfile.TemporaryFile() as said,
        _without_remains(client),
    ):
        _in_thread(client, environment, progress, said)
    return notebook


@contextmanager
def _in_sentences(path: Path, client: NotebookClient, progress: _Progress) -> Iterator[None]:
    """Say in a sentence why a run has failed, and where."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    try:
        yield
    except _NotStarted as error:
        raise NotebookFailed(
            f"{path.name}: the kernel '{client.kernel_name}' cannot be started: {error}"
        ) from error
    except CellExecutionError as error:
        raise _failed(path, progress, error.ename, error.evalue) from error
    except CellTimeoutError as error:
        limit = count_of(client.timeout or 0, "second")
        raise NotebookFailed(
            f"{path.name}: {progress} ran for more than {limit} and was stopped. Allow it more "
            "time with --cell-seconds."
        ) from error
    except DeadKernelError as error:
        raise NotebookFailed(
            f"{path.name}: the kernel died in {progress}, perhaps for lack of memory."
        ) from error


class _NotStarted(Exception):
    """A kernel that did not start, with the last that it said."""


def _failed(path: Path, progress: _Progress, name: str, said: str) -> Exception:
    """Return the error of a cell in a sentence."""
    if name == ArticlesNotFound.__name__:
        return ArticlesNotFound(said)
    if name == "StdinNotImplementedError":
        return NotebookFailed(
            f"{path.name}: {progress} waits for input from the keyboard, which nobody gives in a "
            "run. Make what it asks for a parameter."
        )
    return NotebookFailed(
        f"{path.name} stopped in {progress}, with an error: {name}: {shortened(said, _LONGEST)}"
    )


def _client(
    path: Path,
    notebook: NotebookNode,
    progress: _Progress,
    on_cell: Callable[[], object] | None,
) -> NotebookClient:
    """Return what runs the notebook in its folder."""
    from nbclient import NotebookClient
    from nbclient.exceptions import DeadKernelError

    def started(cell: NotebookNode, **_: object) -> None:
        if progress.is_over:
            raise DeadKernelError("The run was interrupted.")
        progress.at = progress.places.get(id(cell), progress.at)

    def finished(**_: object) -> None:
        if on_cell is not None:
            on_cell()

    client = NotebookClient(
        notebook,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=started,
        on_cell_executed=finished,
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        store_widget_state=False,  # the view for coding holds whole texts
    )
    client.log = _UNHEARD  # errors are raised, and said in a sentence
    return client


def _in_thread(
    client: NotebookClient, environment: dict[str, str], progress: _Progress, said: IO[bytes]
) -> None:
    """Run a notebook beside the main thread, which alone hears of an interrupt."""
    job = client.async_execute(env=environment, stdout=said, stderr=said)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(asyncio.run, job)
        try:
            running.result()
        except (OSError, RuntimeError) as error:
            if progress.at is not None:
                raise
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-1:]
            raise _NotStarted(shortened("".join(last) or error, _LONGEST)) from error
        except BaseException:
            progress.is_over = True
            _kill(_group_of(client))
            raise


@contextmanager
def _without_remains(client: NotebookClient) -> Iterator[None]:
    """End the processes that a kernel has started, and that outlive it."""
    groups: list[int] = []
    client.on_notebook_start = lambda **_: groups.extend(filter(None, [_group_of(client)]))
    try:
        yield
    finally:
        atexit.unregister(client._cleanup_kernel)
        for group in groups:
            _kill(group)


def _group_of(client: NotebookClient) -> int | None:
    """Return the group of processes of a kernel; it leads a session of its own."""
    provisioner = getattr(client.km, "provisioner", None)
    return getattr(provisioner, "pgid", None)


def _kill(group: int | None) -> None:
    if group and hasattr(os, "killpg") and group != os.getpgrp():
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
