"""What the ledger notes of many files, in a sentence a kind: repaired, to be known, from names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

import pandas as pd

from mediakit.readers.parsed import BETWEEN_NOTES
from mediakit.wording import choose, count_of, join_names, list_quoted, quoted, shortened

__all__ = [
    "date_remedies",
    "from_names",
    "named_notes",
    "recognised_columns",
    "repairs",
    "to_be_known",
    "with_others",
]

_NAMED = 3
_LONGEST = 120  # characters of a note in a sentence
_TIMES = re.compile(r" \(\d+ times\)$")
_MORE = re.compile(r"and [\d,]+ more")  # how a cell of the ledger ends that has too many notes
#: Dates that are never guessed, and what to do about them.
_DATE_REMEDIES = (
    (
        r"unreadable date '\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}'",
        "The century of a year of two digits is not guessed: export the dates with four, such as "
        "2031-03-07.",
    ),
    (
        r"unreadable date '[1-9]\d{4}(\.\d+)?'",
        "Dates such as 47914 are Excel's numbers of days: give the column the format of a date "
        "before you export it.",
    ),
    (
        r"ambiguous date '[^']*'",
        "Nothing tells whether the day or the month comes first in the dates with slashes: export "
        "them as 2031-03-07.",
    ),
)
_NUMBER = re.compile(r"\d[\d,.]*")
_FROM_NAME = re.compile(
    r"(?P<what>date|outlet|title) from the (?P<place>file|folder|sheet): (?P<value>.*)"
)


def notes_in(column: pd.Series, between: str = BETWEEN_NOTES) -> Iterator[tuple[int, str]]:
    """Give each note of each file, without how many times it was made, and the file's place."""
    for place, cell in enumerate(column):
        for note in filter(None, str(cell).split(between)):
            if _MORE.fullmatch(note):
                continue
            yield place, _TIMES.sub("", note)


def named_notes(
    ledger: pd.DataFrame,
    column: str,
    between: str = BETWEEN_NOTES,
) -> list[str]:
    """Return the notes that the most files share, each quoted, with its file or their number.

    Notes that differ in their numbers alone are one.
    """
    first: dict[str, str] = {}
    places: dict[str, set[int]] = {}
    for place, note in sorted(notes_in(ledger[column], between), key=lambda found: found[1]):
        kind = _NUMBER.sub("0", note)
        first.setdefault(kind, note)
        places.setdefault(kind, set()).add(place)
    named = []
    for kind in sorted(places, key=lambda kind: (-len(places[kind]), first[kind])):
        files = ""
        if len(places[kind]) > 1:
            files = f" ({count_of(len(places[kind]), 'file')})"
        elif len(ledger) > 1:
            source = ledger["source"].iloc[min(places[kind])]
            files = f" ({PurePath(str(source)).name})"
        named.append(f"{quoted(shortened(first[kind], _LONGEST))}{files}")
    return named


def with_others(named: list[str], noun: str) -> str:
    """Return the first of them, and how many others there are."""
    n_others = len(named) - _NAMED
    if n_others > 0:
        named = [*named[:_NAMED], count_of(n_others, f"other {noun}")]
    return join_names(named)


def repairs(ledger: pd.DataFrame) -> str:
    """Say what was put right; empty if nothing was."""
    named = named_notes(ledger, "mended")
    if not named:
        return ""
    return f"Repaired while reading: {with_others(named, 'repair')}."


def to_be_known(ledger: pd.DataFrame) -> str:
    """Say what else a reader of the numbers should know; empty if there is nothing."""
    is_skipped = ledger["noted"].str.startswith("skipped")
    noted = ledger.assign(noted=ledger["noted"].mask(is_skipped, ""))
    named = named_notes(noted, "noted")
    if not named:
        return ""
    return f"Also noted: {with_others(named, 'note')}."


def date_remedies(ledger: pd.DataFrame) -> list[str]:
    """Say what to do about dates that were not read."""
    notes = {note for _, note in notes_in(ledger["noted"])}
    return [
        remedy
        for pattern, remedy in _DATE_REMEDIES
        if any(re.fullmatch(pattern, note) for note in notes)
    ]


def recognised_columns(ledger: pd.DataFrame) -> str:
    """Say which columns were taken for text, title, date or outlet because of their names."""
    named = named_notes(ledger, "columns", "; ")
    if not named:
        return ""
    return f"Columns recognised by their names: {with_others(named, 'column')}."


def from_names(ledger: pd.DataFrame) -> list[str]:
    """Say what was taken from the names of files and folders, and name some of it.

    The outlets come first: a headline taken for one would be the gravest mistake.
    """
    taken: dict[tuple[str, str], list[str]] = {}
    for _, note in notes_in(ledger["from_names"]):
        match = _FROM_NAME.fullmatch(note)
        if match is not None:
            taken.setdefault((match["what"], match["place"]), []).append(match["value"])
    sentences = []
    for what in ("outlet", "date", "title"):
        for place in ("folder", "file", "sheet"):
            values = taken.get((what, place), [])
            if values:
                sentences.append(_taken_from(what, place, values))
    return sentences


def _taken_from(what: str, place: str, values: list[str]) -> str:
    """Say of one kind of value in how many files it came from a name, and give examples."""
    n = len(values)
    were = choose(n, "was", "were")
    name = choose(n, f"the {place} name", f"{place} names")
    different = sorted(set(values))
    said = f"In {count_of(n, 'file')}, the {choose(n, what, what + 's')} {were} taken from {name}"
    if place == "sheet":
        said = f"The {choose(n, what, what + 's')} {were} taken from the names of sheets"
    if what == "outlet":
        check = choose(len(different), "check that it is an outlet", "check that they are outlets")
        return f"{said}: {list_quoted(different, _NAMED)}; {check}."
    if n == 1:
        return f"{said}: {quoted(different[0])}."
    return f"{said}, such as {quoted(different[0])}."
