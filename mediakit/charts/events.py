"""Events that the user marks on a chart over time: a thin line each, and a label that no other covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.dates import date2num

from mediakit.charts.days import end_of
from mediakit.errors import UnknownValue
from mediakit.periods import as_day
from mediakit.style import MUTED, plain

__all__ = ["Event", "alt_of", "draw_events", "event_key", "headroom", "place_events"]

_LETTERS, _WHOLE = 28, 200  # of a label, on the chart and below it
_LETTER = 0.0104  # of the width of a chart of one panel, at the size of a label
_LABEL_ROWS = 3


@dataclass(frozen=True)
class Event:
    """One marked day, with what stands beside its line: the label, or numbers that a key explains, or nothing.

    Where the mark is the number, or the label cut short, the whole label stands in the source line.
    """

    day: pd.Timestamp
    label: str
    number: int
    mark: str = ""
    row: int = 0  # from above
    left: bool = False
    numbered: bool = False
    height: float = 0.07  # of a row, as a part of the panel


@dataclass(frozen=True)
class _Placed:
    at: float
    begin: float
    end: float
    row: int

    def is_clear_of(self, other: _Placed) -> bool:
        """Whether neither label covers the other, and neither line runs through the other's label."""
        upper, lower = sorted((self, other), key=lambda place: place.row)
        if upper.row == lower.row:
            return self.end < other.begin or other.end < self.begin
        return (
            not lower.begin <= upper.at <= lower.end
        )  # the line of the upper one passes the row of the lower


def place_events(
    events: Mapping[Any, str] | None, dates: pd.Series, freq: str, *, panels: int
) -> tuple[tuple[Event, ...], list[str]]:
    """Return the events within the periods that begin on the dates, placed, and the names of those outside.

    Labels stand beside their lines, in up to three rows. In small panels, or where they do not fit, numbers stand
    there instead, and the key goes into the source line.
    """
    if events is not None and not isinstance(events, Mapping):
        raise UnknownValue(
            f"events= takes days and their labels, such as {{'2031-03-14': 'Verdict'}}, got {type(events).__name__}."
        )
    by_day: dict[pd.Timestamp, list[str]] = {}
    for day, label in ({} if events is None else events).items():
        by_day.setdefault(as_day(day), []).append(plain(label, _WHOLE))
    if not by_day:
        return (), []
    first, end = dates.min(), end_of(dates, freq).max()
    inside = {day: "; ".join(by_day[day]) for day in sorted(by_day) if first <= day < end}
    outside = [
        f"{day:%Y-%m-%d} {'; '.join(by_day[day])}" for day in sorted(by_day) if day not in inside
    ]
    span = (end - first) / pd.Timedelta(days=1)
    places = [(day - first) / pd.Timedelta(days=1) / span for day in inside]
    labels = list(inside.values())
    marks = [plain(label, _LETTERS) for label in labels]
    placed = _rows(places, [_LETTER * (len(mark) + 2) for mark in marks]) if panels == 1 else None
    numbered = placed is None
    if placed is None:
        marks, placed = _numbers(places, 0.022 if panels == 1 else 0.05)
    height = 0.07 if panels < 3 else 0.1 if panels < 5 else 0.15
    done = [
        Event(day, label, number, mark, place.row, place.begin < place.at, numbered, height)
        for number, (day, label, mark, place) in enumerate(
            zip(inside, labels, marks, placed, strict=True), 1
        )
    ]
    return tuple(done), outside


def _rows(places: list[float], widths: list[float]) -> list[_Placed] | None:
    """Give each label a row and a side of its line, or return None where three rows do not hold them."""
    for order in (
        range(len(places)),
        range(len(places) - 1, -1, -1),
    ):  # from the left, or else from the right
        placed: dict[int, _Placed] = {}
        for number in order:
            at, width = places[number], widths[number]
            options = [_Placed(at, at, at + width, row) for row in range(_LABEL_ROWS)]
            options += [_Placed(at, at - width, at, row) for row in range(_LABEL_ROWS)]
            for option in options:
                is_inside = option.begin >= 0 and option.end <= 1.02
                if is_inside and all(option.is_clear_of(other) for other in placed.values()):
                    placed[number] = option
                    break
        if len(placed) == len(places):
            return [placed[number] for number in range(len(places))]
    return None


def _numbers(places: list[float], width: float) -> tuple[list[str], list[_Placed]]:
    """Return numbers instead of labels; what is too close to be numbered apart shares a mark, such as 2–4."""
    groups: list[list[int]] = []
    for number, at in enumerate(places):
        if groups and at - places[groups[-1][0]] < width * (1 if len(groups[-1]) == 1 else 2):
            groups[-1].append(number)
        else:
            groups.append([number])
    marks, placed = [], []
    for group in groups:
        shared = f"{group[0] + 1}" + (f"–{group[-1] + 1}" if len(group) > 1 else "")
        for number in group:  # the lines of the others end below the mark that they share
            marks.append(shared if number == group[0] else "")
            placed.append(
                _Placed(
                    places[number], places[number], places[number] + width, int(number != group[0])
                )
            )
    return marks, placed


def headroom(events: tuple[Event, ...]) -> float:
    """Return by how much the scale must grow so that the labels stand above the lines."""
    return 1 / (1 - events[0].height * (max(event.row for event in events) + 1)) if events else 1.0


def draw_events(ax: Any, events: tuple[Event, ...]) -> None:
    """Draw the lines and labels into the upper part of the axes, which `headroom` kept free."""
    free = 1 - 1 / headroom(events)
    n_rows = max((event.row for event in events), default=0) + 1
    for event in events:
        height = 1 - free * (event.row + 0.5) / n_rows
        at = date2num(event.day)
        ax.axvline(
            at, ymax=height + 0.3 * free / n_rows, color=MUTED, linewidth=0.6, alpha=0.8, zorder=1
        )
        ax.annotate(
            event.mark,
            (at, height),
            xycoords=ax.get_xaxis_transform(),
            xytext=(-3 if event.left else 3, 0),
            textcoords="offset points",
            ha="right" if event.left else "left",
            va="center",
            fontsize=7.5,
            color=MUTED,
        )


def event_key(events: tuple[Event, ...], outside: list[str]) -> str:
    """Return what the source line says of the events: the key to numbers and cut labels, and those out of sight."""
    key = ", ".join(
        f"{event.number if event.numbered else f'{event.day:%Y-%m-%d}'} {event.label}"
        for event in events
        if event.numbered or event.mark != event.label
    )
    beyond = f"Outside the dates shown: {', '.join(outside)}. " if outside else ""
    return (f"{key}. " if key else "") + beyond


def alt_of(events: tuple[Event, ...]) -> str:
    """Return the events for the alt text, which is what tells a changed notebook."""
    named = "; ".join(f"{event.day:%Y-%m-%d} {event.label}" for event in events)
    return f" Events: {named}." if named else ""
