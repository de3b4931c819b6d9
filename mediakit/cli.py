"""Write a report from notebooks, or check that they still give the same numbers."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version

from mediakit.errors import ArticlesNotFound, MediakitError, UnknownValue
from mediakit.reporting.checking import check_notebooks
from mediakit.reporting.reports import Wanted, make_report
from mediakit.reporting.running import CELL_SECONDS
from mediakit.wording import count_of, join_names

__all__ = ["main"]


_STATUS_FAILED, _STATUS_NOTHING, _STATUS_STOPPED = 1, 2, 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mediakit", description=__doc__)
    parser.add_argument(
        "--version",
        action="version",
        version=f"mediakit {version('mediakit-news')}",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    _add_report(commands.add_parser("report", help="run notebooks and write a page for each"))
    _add_check(commands.add_parser("check", help="run notebooks again and compare every output"))
    return parser


def _add_report(command: argparse.ArgumentParser) -> None:
    _add_notebooks(command)
    command.add_argument(
        "--articles",
        metavar="PATH",
        default="",
        help="a file, a folder or a pattern such as news/*.jsonl (default: the demo articles)",
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a parameter of the notebooks to another value; can be repeated",
    )
    command.add_argument(
        "--each",
        action="append",
        default=[],
        metavar="NAME=VALUE,VALUE",
        help="write a page for each of these values of a parameter; a JSON list if one has a comma",
    )
    command.add_argument(
        "--out",
        metavar="DIR",
        default="reports",
        help="the folder for the pages (default: reports)",
    )
    _add_running(command)
    command.set_defaults(job=_report)


def _add_check(command: argparse.ArgumentParser) -> None:
    _add_notebooks(command)
    _add_running(command)
    command.add_argument("--all", action="store_true", help="list every change")
    command.set_defaults(job=_check)


def _add_notebooks(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "notebooks",
        nargs="*",
        metavar="NOTEBOOK",
        help=(
            "notebooks or folders of them (default: those of the project in this folder, or else "
            "those that come with mediakit)"
        ),
    )


def _add_running(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--kernel",
        metavar="NAME",
        default="",
        help="the Jupyter kernel to run in, instead of the one that a notebook names",
    )
    command.add_argument(
        "--cell-seconds",
        type=_seconds,
        metavar="N",
        default=CELL_SECONDS,
        help=f"how long a cell may run (default: {CELL_SECONDS:,} seconds)",
    )


def _seconds(text: str) -> int:
    seconds = int(text)
    if seconds < 1:
        raise ValueError
    return seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status.

    0 is success, 1 a failed notebook or check, 2 something asked for that is not there (a notebook,
    articles, a parameter), 130 a run that was stopped.
    """
    given = _parser().parse_args(arguments)
    job: Callable[[argparse.Namespace], int] = given.job
    try:
        with _stopped_by_signals():
            return job(given)
    except MediakitError as error:
        print(f"mediakit: {error}", file=sys.stderr)
        if isinstance(error, ArticlesNotFound | UnknownValue):
            return _STATUS_NOTHING
        return _STATUS_FAILED
    except KeyboardInterrupt:
        print("mediakit: Stopped. Nothing was written.", file=sys.stderr)
        return _STATUS_STOPPED


def _report(given: argparse.Namespace) -> int:
    wanted = Wanted(
        given.articles,
        _parameters(given.set),
        {name: _values(name, text) for name, text in _parameters(given.each).items()},
        given.kernel,
        given.cell_seconds,
    )
    report = make_report(given.notebooks, wanted, given.out)
    asked = [*wanted.parameters, *wanted.each]
    if given.articles:
        asked.append("articles_path")
    for name in asked:
        print(f"{name}: taken by {join_names(report.taken[name])}.")
    print(f"Wrote {count_of(len(report.pages), 'page')}. Open {report.pages[-1]}")
    return 0


def _check(given: argparse.Namespace) -> int:
    checked = check_notebooks(given.notebooks, kernel=given.kernel, cell_seconds=given.cell_seconds)
    print(checked.in_words(whole=given.all))
    if checked.is_same:
        return 0
    return _STATUS_FAILED


def _parameters(settings: Sequence[str]) -> dict[str, str]:
    """Return the names and values of `--set NAME=VALUE`."""
    parameters = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise UnknownValue(f"Expected NAME=VALUE; got '{setting}'.")
        parameters[name.strip()] = value
    return parameters


def _values(name: str, text: str) -> list[str]:
    """Return the values of `--each NAME=VALUE,VALUE`, each once."""
    values = text.split(",")
    if text.lstrip().startswith("["):
        try:
            values = json.loads(text)
        except ValueError as error:
            raise UnknownValue(f"--each {name}= takes a JSON list; got '{text}'.") from error
    values = [value if isinstance(value, str) else json.dumps(value) for value in values]
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let a run that is told to end stop as it does for Ctrl-C, and leave nothing behind."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
