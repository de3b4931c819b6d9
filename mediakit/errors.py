"""The errors and warnings of mediakit, each also a child of the fitting builtin."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

__all__ = [
    "ArticlesNotFound",
    "BadQuery",
    "ColumnMissing",
    "FolderNotWritable",
    "LanguageNotKnown",
    "MediakitError",
    "MissingExtra",
    "NotebookFailed",
    "ReadWarning",
    "TextsWithoutSpaces",
    "UnknownValue",
    "UnreadableSource",
    "UnspacedScript",
    "a_kind_of",
    "nearest",
    "suggest",
]

_NEAR = 0.5  # likeness of two names, from 0 to 1
_SHOWN = 8  # valid names in a message


class MediakitError(Exception):
    """The parent of all errors of mediakit."""


class ColumnMissing(MediakitError, KeyError):
    """The table lacks a column that the function needs."""

    def __str__(self) -> str:  # KeyError would show the message in quotation marks
        return str(self.args[0])


class UnknownValue(MediakitError, ValueError):
    """A value or a name that the table or the function does not know."""


class BadQuery(MediakitError, ValueError):
    """A query that cannot be read."""


class ArticlesNotFound(MediakitError, FileNotFoundError):
    """There is nothing at the path given."""


class FolderNotWritable(MediakitError, OSError):
    """A folder in which nothing can be written, or in which another run is writing."""


class UnreadableSource(MediakitError, ValueError):
    """A file that cannot be read as articles in its format."""


class UnspacedScript(MediakitError, ValueError):
    """Words are needed, but the text is in a script written without spaces."""


class MissingExtra(MediakitError, ImportError):
    """An optional part of mediakit needs a library that is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(
            f"{library} is needed for this, but is not installed. "
            f"Install mediakit with its extra `{extra}`: pip install 'mediakit-news[{extra}]'"
        )


class NotebookFailed(MediakitError, RuntimeError):
    """A cell of a notebook raised an error."""


class TextsWithoutSpaces(UserWarning):
    """Some texts are in a script written without spaces, so their words were not found."""


class LanguageNotKnown(UserWarning):
    """The language of some articles could not be told."""


class ReadWarning(UserWarning):
    """Something was set aside or is missing in a source; the ledger says what and why."""


def a_kind_of(given: object) -> str:
    """Return what a value is, with its article: 'a list', 'an int'."""
    name = type(given).__name__
    if name[0].lower() in "aeiou":
        return f"an {name}"
    return f"a {name}"


def nearest(kind: str, given: object, valid: Iterable[object], *, where: str = "") -> str:
    """Say that a name is not known, and name the valid ones that are nearest to it."""
    names = sorted({str(name) for name in valid})
    if where:
        if not names:
            return f"There is no {kind} '{given}', nor any other {kind}, in {where}."
        return f"There is no {kind} '{given}' in {where}. {suggest(given, names)}"
    if not names:
        return f"There is no {kind} '{given}', and no other {kind} to choose from."
    return f"There is no {kind} '{given}'. {suggest(given, names)}"


def suggest(given: object, names: list[str]) -> str:
    """Name the valid names that are nearest to one given, or else the first of them."""
    close = get_close_matches(str(given), names, n=1, cutoff=_NEAR)
    if close:
        likeness = SequenceMatcher(None, close[0], str(given)).ratio()
        close = get_close_matches(str(given), names, n=3, cutoff=likeness - 0.1)
        return f"Did you mean {_one_of(_quoted(close))}?"
    shown = ", ".join(_quoted(names[:_SHOWN]))
    n_more = len(names) - _SHOWN
    if n_more > 0:
        return f"Choose from {shown} and {n_more} more."
    return f"Choose from {shown}."


def _one_of(names: list[str]) -> str:
    *others, last = names
    if not others:
        return last
    return f"{', '.join(others)} or {last}"


def _quoted(names: Iterable[str]) -> list[str]:
    return [f"'{name}'" for name in names]
