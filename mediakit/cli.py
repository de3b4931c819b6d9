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
from pathlib import Path

from mediakit.errors import ArticlesNotFound, MediakitError, UnknownValue
from mediakit.reporting.books import find_notebooks
from mediakit.reporting.checking import Checked, check_notebooks
from mediakit.reporting.differing import diff_runs
from mediakit.reporting.locking import versions_since
from mediakit.reporting.project import has_project
from mediakit.reporting.refreshing import refresh
from mediakit.reporting.reports import Wanted, make_report
from mediakit.reporting.running import CELL_SECONDS
from mediakit.reporting.starting import start_project
from mediakit.reporting.updating import run_again, store
from mediakit.reporting.verifying import verify_report
from mediakit.wording import count_of, join_names

__all__ = ["main"]


_YES = ("y", "yes")
_STATUS_FAILED, _STATUS_NOTHING, _STATUS_STOPPED = 1, 2, 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mediakit", description=__doc__)
    parser.add_argument(
        "--version",
        action="version",
        version=f"mediakit {version('mediakit-news')}",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    _add_new(commands.add_parser("new", help="make a folder for a reporting project, and run it"))
    _add_report(commands.add_parser("report", help="run notebooks and write a page for each"))
    _add_check(commands.add_parser("check", help="run notebooks again and compare every output"))
    _add_diff(commands.add_parser("diff", help="say what differs between two runs, and why"))
    _add_verify(commands.add_parser("verify", help="say whether pages are as a run wrote them"))
    return parser


def _add_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NAME", help="the folder, which must not be there yet")
    command.add_argument(
        "--articles",
        metavar="PATH",
        default="",
        help="a file, a folder or a pattern, which are copied (default: the demo articles)",
    )
    command.set_defaults(job=_new)


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
    command.add_argument(
        "--update",
        action="store_true",
        help="show what has changed, and keep the new outputs if you say yes",
    )
    command.set_defaults(job=_check)


def _add_diff(command: argparse.ArgumentParser) -> None:
    where = "a folder that `mediakit report` wrote, or articles"
    command.add_argument("old", metavar="OLD", help=where)
    command.add_argument("new", metavar="NEW", help=where)
    _add_notebooks(command)
    command.set_defaults(job=_diff)


def _add_verify(command: argparse.ArgumentParser) -> None:
    command.add_argument("report", metavar="REPORT", help="a folder that `mediakit report` wrote")
    command.add_argument(
        "--articles", metavar="PATH", default="", help="compare these with the articles behind it"
    )
    command.set_defaults(job=_verify)


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


def _new(given: argparse.Namespace) -> int:
    folder = start_project(given.name, given.articles)
    print(f"Made {folder}. Next: cd {folder} && make reproduce")
    return 0


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
    if not asked and not given.notebooks and has_project(Path()):
        for name in refresh(Path(), report.made):
            print(f"Filled in {name}.")
    return 0


def _check(given: argparse.Namespace) -> int:
    if given.update:
        return _update(given)
    checked = check_notebooks(given.notebooks, kernel=given.kernel, cell_seconds=given.cell_seconds)
    print(_found(checked, given))
    if checked.is_same:
        return 0
    return _STATUS_FAILED


def _found(checked: Checked, given: argparse.Namespace) -> str:
    """Return what has changed, and which versions are others than those of the lock."""
    lines = [checked.in_words(whole=given.all)]
    if not checked.is_same:
        lines.append(versions_since(find_notebooks(given.notebooks)[0].parent))
    return "\n".join(line for line in lines if line)


def _update(given: argparse.Namespace) -> int:
    checked, new = run_again(given.notebooks, kernel=given.kernel, cell_seconds=given.cell_seconds)
    print(_found(checked, given))
    if checked.is_same:
        return 0
    try:
        answer = input("Keep the new outputs? [y/N] ")
    except EOFError:
        answer = ""
    if answer.strip().lower() not in _YES:
        print("Nothing was kept.")
        return _STATUS_FAILED
    store(new)
    print(f"Kept in {join_names([path.name for path in new])}.")
    return 0


def _diff(given: argparse.Namespace) -> int:
    print("\n".join(diff_runs(given.old, given.new, given.notebooks)))
    return 0


def _verify(given: argparse.Namespace) -> int:
    faults = verify_report(given.report, given.articles)
    for fault in faults:
        print(fault)
    if faults:
        return _STATUS_FAILED
    print(f"Everything in '{given.report}' is as the run wrote it.")
    return 0


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
