"""What several notebooks of one run ask of the same articles is computed once."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

__all__ = ["computed_once", "keeping_results"]

P = ParamSpec("P")
T = TypeVar("T")

_FOLDER = "MEDIAKIT_RUN_FOLDER"


@contextmanager
def keeping_results() -> Iterator[None]:
    """Keep results for the kernels that are started meanwhile, in a folder of this user's alone
    that is deleted at the end."""
    before = os.environ.get(_FOLDER)
    with tempfile.TemporaryDirectory(prefix="mediakit-") as folder:
        os.environ[_FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[_FOLDER]
            if before is not None:
                os.environ[_FOLDER] = before


def computed_once(function: Callable[P, T]) -> Callable[P, T]:
    """Let a run of several notebooks compute a function once for the same articles and settings.

    What is kept belongs to one run of one version: it saves no run from computing anew what a page
    or a check says.
    """

    @wraps(function)
    def kept(*args: P.args, **settings: P.kwargs) -> T:
        folder = os.environ.get(_FOLDER)
        if not folder:
            return function(*args, **settings)
        name = f"{function.__module__}.{function.__qualname__}"
        asked = pickle.dumps((name, args, sorted(settings.items())))
        path = Path(folder, hashlib.sha256(asked).hexdigest())
        if path.exists():
            found: T = pickle.loads(path.read_bytes())  # noqa: S301 (written by this run)
            return found
        made = function(*args, **settings)
        _write(path, pickle.dumps(made))
        return made

    return kept


def _write(path: Path, content: bytes) -> None:
    """Write a file that no other process sees half written."""
    unfinished = path.with_name(f"{path.name}-{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
