"""The command `mediakit`: write a report, or check that the notebooks still give their numbers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version

from mediakit.errors import ArticlesNotFound, MediakitError
from mediakit.reporting import check_notebooks, write_report

__all__ = ["main"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mediakit", description=__doc__)
    parser.add_argument(
        "--version", action="version", version=f"mediakit {version('mediakit-news')}"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    report = commands.add_parser(
        "report", help="run notebooks and write a self-contained page for each"
    )
    report.add_argument(
        "notebooks",
        nargs="*",
        metavar="NOTEBOOK",
        help="notebooks or folders; mediakit's own by default",
    )
    report.add_argument(
        "--articles", metavar="PATH", help="a file, folder or glob; the demo articles by default"
    )
    report.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="another value for a notebook's parameter",
    )
    report.add_argument(
        "--out", metavar="DIR", default="reports", help="where the pages go (default: reports)"
    )
    check = commands.add_parser(
        "check", help="run notebooks again and compare every output with the stored one"
    )
    check.add_argument(
        "notebooks",
        nargs="*",
        metavar="NOTEBOOK",
        help="notebooks or folders; mediakit's own by default",
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; exit status 0 is success, 1 a failed notebook or check, 2 nothing to work on."""
    given = _parser().parse_args(arguments)
    try:
        if given.command == "check":
            return min(check_notebooks(given.notebooks), 1)
        if wrong := [text for text in given.set if "=" not in text]:
            raise ArticlesNotFound(f"Expected --set NAME=VALUE, got '{wrong[0]}'.")
        parameters = dict(text.split("=", 1) for text in given.set)
        pages = write_report(
            given.notebooks, articles=given.articles, out=given.out, parameters=parameters
        )
    except ArticlesNotFound as error:
        print(f"mediakit: {error}", file=sys.stderr)
        return 2
    except MediakitError as error:
        print(f"mediakit: {error}", file=sys.stderr)
        return 1
    print(f"Wrote {len(pages)} page{'' if len(pages) == 1 else 's'}; open {pages[-1]}")
    return 0
