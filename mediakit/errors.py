"""Every error and warning that mediakit raises itself, each also a child of the fitting builtin."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "ArticlesNotFound",
    "BadQuery",
    "ColumnMissing",
    "MediakitError",
    "MissingExtra",
    "NotebookFailed",
    "ReadWarning",
    "TextsWithoutSpaces",
    "UnknownValue",
    "UnreadableSource",
    "UnspacedScript",
    "nearest",
]


class MediakitError(Exception):
    """The parent of all errors below."""


class ColumnMissing(MediakitError, KeyError):
    """The table lacks a column that the function needs."""

    def __str__(self) -> str:  # KeyError would show the message in quotation marks
        return str(self.args[0])


class UnknownValue(MediakitError, ValueError):
    """A name that the table, or the function, does not know."""


class BadQuery(MediakitError, ValueError):
    """A query that cannot be read."""


class ArticlesNotFound(MediakitError, FileNotFoundError):
    """There is nothing at the path given."""


class UnreadableSource(MediakitError, ValueError):
    """A file that holds no articles in the format it should have."""


class UnspacedScript(MediakitError, ValueError):
    """Words are needed, and the text is in a script written without spaces."""


class MissingExtra(MediakitError, ImportError):
    """A library that an optional part of mediakit needs is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(
            f"This needs {library}, which is not installed. "
            f"Install mediakit with its extra `{extra}`: pip install 'mediakit-news[{extra}]'"
        )


class NotebookFailed(MediakitError, RuntimeError):
    """A cell of a notebook ended in an error."""


class TextsWithoutSpaces(UserWarning):
    """Some of the texts are in a script written without spaces; their words were not found."""


class ReadWarning(UserWarning):
    """Something in a source was set aside, or has no date; the ledger says what and why."""


def nearest(kind: str, given: object, valid: Iterable[object], *, where: str = "") -> str:
    """Say that a name is not known, with the names that it may have meant."""
    names = sorted({str(name) for name in valid})
    close = get_close_matches(str(given), names, n=3, cutoff=0.5)
    place = f" in {where}" if where else ""
    if close:
        hint = "Did you mean " + " or ".join(f"'{name}'" for name in close) + "?"
    elif names:
        shown = ", ".join(f"'{name}'" for name in names[:8])
        hint = f"There are: {shown}" + (f" and {len(names) - 8} more." if len(names) > 8 else ".")
    else:
        hint = "There are none."
    return f"There is no {kind} '{given}'{place}. {hint}"
