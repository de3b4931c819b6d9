"""Many files: once reading is seen to take long, on all processors, in the order of the files."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from mediakit.compiling import thread_count
from mediakit.readers.parsed import Parsed
from mediakit.readers.parsing import parse_file
from mediakit.readers.sources import printable

__all__ = ["HowToRead", "as_worker", "parse_files"]

#: Other processes are started after so many seconds, if as many more are to be expected.
_SECONDS, _MORE_SECONDS = 2.0, 6.0
_BETWEEN = 0.5  # seconds between two signs of life
_ENDINGS = (EOFError, pickle.UnpicklingError, OSError)
_ENDED = "not readable: the process that read it was ended, perhaps for want of memory"


@dataclass(frozen=True)
class HowToRead:
    """What the caller said of all files: format, encoding, and names of columns."""

    format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] | None = None

    def parse(self, path: Path) -> list[Parsed]:
        """Return what a file holds."""
        return list(parse_file(path, self.format, self.encoding, self.columns))


def parse_files(paths: Sequence[Path], how: HowToRead) -> Iterator[list[Parsed]]:
    """Give what each file holds, in their order; on a terminal, say how far it is."""
    progress = _Progress(len(paths))
    begin = time.monotonic()
    for place, path in enumerate(paths):
        yield how.parse(path)
        progress.tell(place + 1)
        taken = time.monotonic() - begin
        rest = paths[place + 1 :]
        if taken > _SECONDS and taken / (place + 1) * len(rest) > _MORE_SECONDS:
            for number, parsed in enumerate(_apart(rest, how), start=place + 2):
                yield parsed
                progress.tell(number)
            break
    progress.end()


def _apart(paths: Sequence[Path], how: HowToRead) -> Iterator[list[Parsed]]:
    """Read the files in other processes, each of which has every n-th one."""
    n = min(thread_count(), len(paths))
    workers = [_Worker(list(paths[first::n]), how) for first in range(n)]
    try:
        for place in range(len(paths)):
            yield workers[place % n].next()
    finally:
        for worker in workers:
            worker.stop()


@dataclass
class _Worker:
    """A process that reads files; if one of them ends it, another goes on after that file."""

    paths: list[Path]
    how: HowToRead
    process: subprocess.Popen[bytes] | None = field(default=None)

    def next(self) -> list[Parsed]:
        """Return what the next file holds."""
        path = self.paths[0]
        if self.process is None and not self._start():
            parsed = self.how.parse(path)
        else:
            parsed = self._received(path)
        del self.paths[0]
        return parsed

    def _received(self, path: Path) -> list[Parsed]:
        try:
            parsed: list[Parsed] = pickle.load(self._output())  # noqa: S301 - from our own process
        except _ENDINGS:
            self.stop()
            return [Parsed(printable(path), rejected=[_ENDED])]
        return parsed

    def _start(self) -> bool:
        """Start the process, and say whether it is ready to read."""
        package = Path(__file__).parents[2]
        places = [str(package), os.environ.get("PYTHONPATH", "")]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mediakit.readers.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))},
        )
        assert self.process.stdin is not None
        try:
            with self.process.stdin as given:
                pickle.dump((self.paths, self.how), given)
            return bool(pickle.load(self._output()))  # noqa: S301 - from our own process
        except _ENDINGS:
            self.stop()
            return False

    def _output(self) -> IO[bytes]:
        assert self.process is not None
        assert self.process.stdout is not None
        return self.process.stdout

    def stop(self) -> None:
        """End the process, if there is one."""
        if self.process is not None:
            self.process.kill()
            self._output().close()
            self.process.wait()
            self.process = None


class _Progress:
    """Says on a terminal how many files have been read, if that takes more than a moment."""

    def __init__(self, n_files: int) -> None:
        self.n_files = n_files
        self.told = time.monotonic() + _SECONDS
        self.width = 0

    def tell(self, n: int) -> None:
        if time.monotonic() - self.told < _BETWEEN or not sys.stderr.isatty():
            return
        self.told = time.monotonic()
        self._write(f"{n:,} of {self.n_files:,} files read")

    def end(self) -> None:
        """Take the line away."""
        if self.width:
            self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r{line:<{self.width}}\r{line}")
        sys.stderr.flush()
        self.width = len(line)


def as_worker(given: IO[bytes], taken: Any) -> None:
    """Read the files that another process names, and hand over what each of them holds."""
    paths, how = pickle.load(given)  # noqa: S301 - from the process that started this one
    pickle.dump(True, taken)
    taken.flush()
    for path in paths:
        pickle.dump(how.parse(path), taken)
        taken.flush()
