"""Pages appear in their folder whole, all of them or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from mediakit.errors import FolderNotWritable

__all__ = ["publishing", "writing"]


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say in a sentence that a folder cannot be written.

    Raises
    ------
    FolderNotWritable
        If it cannot.
    """
    try:
        yield
    except OSError as error:
        if isinstance(error, FolderNotWritable) or not error.errno:
            raise
        raise FolderNotWritable(
            f"The folder '{folder}' cannot be written: {os.strerror(error.errno)}."
        ) from error


@contextmanager
def publishing(folder: Path) -> Iterator[Path]:
    """Give a folder to write into; what is there at the end is moved to the folder named.

    Raises
    ------
    FolderNotWritable
        If the folder cannot be written, or another run is writing to it.
    """
    was_there = folder.is_dir()
    stage: Path | None = None
    try:
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            with writing(folder):
                stage = Path(tempfile.mkdtemp(prefix=".mediakit-", dir=folder))
            yield stage
            with writing(folder):
                _move(stage, folder)
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)
        if not was_there:
            with suppress(OSError):  # it is kept unless it is empty
                folder.rmdir()


def _move(stage: Path, folder: Path) -> None:
    files = sorted(stage.iterdir())
    for file in files:
        if (folder / file.name).is_dir():
            raise FolderNotWritable(
                f"'{folder / file.name}' is a folder, where a file of the report has to be."
            )
    for file in files:
        file.replace(folder / file.name)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder, which the system gives up when the process ends."""
    if find_spec("fcntl") is None:  # on Windows a folder cannot be locked
        yield
        return
    import fcntl

    place = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FolderNotWritable(
                f"Another run is writing to '{folder}'. Wait for it, or use another folder: --out."
            ) from error
        yield
    finally:
        os.close(place)
