"""Compiled loops, and threads to run them in: how, not what."""

from __future__ import annotations

import hashlib
import mmap
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["compiled", "compiled_into", "give_back", "in_threads", "room_for", "thread_count"]

T = TypeVar("T")


def compiled(function: Callable[..., T]) -> Callable[..., T]:
    """Compile a loop over arrays to machine code, kept on disk if a folder for it can be written.

    The compiled function lets other threads run. numba is imported only here, so that work too
    small to need it does not wait for it.
    """
    from numba import njit

    # numba knows code by its file and name, and does not notice that an inlined step has changed.
    folder = Path(function.__code__.co_filename).parent
    function.__qualname__ += "_" + _digest(folder)
    try:
        kept = njit(function, nogil=True, cache=True)
    except RuntimeError:  # no folder to keep it in: every process compiles its own
        return njit(function, nogil=True)
    kept._cache = _Forgiving(kept._cache)
    return kept


class _Forgiving:
    """What numba keeps on disk of a function; if it cannot be read or written, that costs only
    time: the function is compiled again."""

    def __init__(self, cache: Any) -> None:
        self._cache = cache

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cache, name)

    def load_overload(self, *which: Any) -> Any:
        """Return compiled code, or nothing if what is kept is damaged."""
        try:
            return self._cache.load_overload(*which)
        except Exception:  # noqa: BLE001 (bytes that are no pickle can raise anything)
            self._empty()
            return None

    def save_overload(self, *what: Any) -> None:
        """Keep compiled code, if that can be done."""
        try:
            self._cache.save_overload(*what)
        except Exception:  # noqa: BLE001 (the index may be damaged, the disk full)
            self._empty()

    def _empty(self) -> None:
        with suppress(OSError):
            self._cache.flush()


def compiled_into(function: Callable[..., T]) -> Callable[..., T]:
    """Compile a step of a loop into the loop that calls it."""
    from numba import njit

    return njit(function, forceinline=True)


@cache
def _digest(folder: Path) -> str:
    """Return what changes with any line of the modules in a folder."""
    sources = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return hashlib.sha256(sources).hexdigest()[:16]


def room_for(n: int, dtype: type) -> npt.NDArray[Any]:
    """Return an array of at most n numbers; memory is taken up as it is written.

    numpy would ask for huge pages here. On virtual machines those can take five times as long to
    get (400 MB in 1.1 s instead of 0.2 s), and an array that is written once in order gains nothing
    by them.
    """
    n_bytes = max(n, 1) * np.dtype(dtype).itemsize
    if hasattr(mmap, "MAP_PRIVATE"):
        # Private, so that a forked process does not write into this one's numbers.
        memory = mmap.mmap(-1, n_bytes, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    else:
        memory = mmap.mmap(-1, n_bytes)
    return np.frombuffer(memory, dtype=dtype)[:n]


def give_back(array: npt.NDArray[Any], n: int) -> None:
    """Give back the memory behind the first n numbers of an array that `room_for` made."""
    memory: Any = array
    while isinstance(memory, np.ndarray):
        memory = memory.base
    n_bytes = n * array.itemsize
    n_pages = -(-n_bytes // mmap.PAGESIZE)
    first_unused = n_pages * mmap.PAGESIZE
    if hasattr(mmap, "MADV_DONTNEED") and first_unused < len(memory.obj):
        memory.obj.madvise(mmap.MADV_DONTNEED, first_unused)


def thread_count() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_threads(
    function: Callable[..., T],
    parts: Iterable[tuple[Any, ...]],
    n_threads: int | None = None,
) -> list[T]:
    """Return `function(*part)` for each part, in order."""
    work = list(parts)
    n_workers = min(n_threads or thread_count(), len(work))
    if n_workers < 2 or getattr(_is_working, "now", False):
        return [function(*part) for part in work]
    return list(_pool(n_workers, os.getpid()).map(lambda part: _work(function, part), work))


#: Whether this thread does a part of some work: its own parts are then done one by one.
_is_working = threading.local()


@cache
def _pool(n_workers: int, process: int) -> ThreadPoolExecutor:
    """Return the threads of a process; to start new ones for each call took most of the time of
    small tests."""
    return ThreadPoolExecutor(n_workers, thread_name_prefix=f"mediakit-{process}")


def _work(function: Callable[..., T], part: tuple[Any, ...]) -> T:
    _is_working.now = True
    return function(*part)
