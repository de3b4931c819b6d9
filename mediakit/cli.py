"""Write a report from notebooks, or check that they still give the same numbers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version

from mediakit.errors import ArticlesNotFound, MediakitError
from mediakit.reporting import check_notebooks, write_report
from mediakit.wording import count_of

__all__ = ["main"]


_STATUS_FAILED, _STATUS_NOTHING = 1, 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mediakit", description=__doc__)
    parser.add_argument(
        "--version",
        action="version",
        version=f"mediakit {version('mediakit-news')}",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    report = commands.add_parser(
        "report",
        help="run notebooks and write a self-contained page for each",
    )
    _add_notebooks(report)
    report.add_argument(
        "--articles",
        metavar="PATH",
        help="a file, a folder or a pattern such as news/*.jsonl (default: the demo articles)",
    )
    report.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a parameter of the notebooks to another value; can be repeated",
    )
    report.add_argument(
        "--out",
        metavar="DIR",
        default="reports",
        help="the folder for the pages (default: reports)",
    )
    check = commands.add_parser(
        "check",
        help="run notebooks again and compare every output with the stored one",
    )
    _add_notebooks(check)
    return parser


def _add_notebooks(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "notebooks",
        nargs="*",
        metavar="NOTEBOOK",
        help="notebooks or folders of them (default: those that come with mediakit)",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status.

    0 is success, 1 a failed notebook or check, 2 notebooks or articles that are not there.
    """
    given = _parser().parse_args(arguments)
    try:
        if given.command == "check":
            return min(check_notebooks(given.notebooks), _STATUS_FAILED)
        pages = write_report(
            given.notebooks,
            articles=given.articles,
            out=given.out,
            parameters=_parameters(given.set),
        )
    except MediakitError as error:
        print(f"mediakit: {error}", file=sys.stderr)
        if isinstance(error, ArticlesNotFound):
            return _STATUS_NOTHING
        return _STATUS_FAILED
    print(f"Wrote {count_of(len(pages), 'page')}. Open {pages[-1]}")
    return 0


def _parameters(settings: Sequence[str]) -> dict[str, str]:
    """Return the names and values of `--set NAME=VALUE`."""
    parameters = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise ArticlesNotFound(f"Expected --set NAME=VALUE; got '{setting}'.")
        parameters[name] = value
    return parameters
