"""Events that the user marks on a chart over time: a thin line each, and a label that no other covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.checks import as_day
from mediakit.style import MUTED, plain

__all__ = ["Event", "alt_of", "draw_events", "event_key", "headroom", "place_events"]

_LETTER = 0.0104  # of the width of a chart of one panel, at the size of a label
_LABEL_ROWS = 3


@dataclass(frozen=True)
class Event:
    """One marked day: its label, or its number in a key, and where that stands: row 0 is the highest."""

    day: pd.Timestamp
    label: str
    number: int
    row: int = 0
    left: bool = False
    numbered: bool = False

    @property
    def text(self) -> str:
        """What stands beside the line."""
        return str(self.number) if self.numbered else self.label


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
        return not lower.begin <= upper.at <= lower.end  # the line of the upper one passes the row of the lower


def place_events(
    events: Mapping[Any, str] | None, dates: pd.Series, *, panels: int
) -> tuple[tuple[Event, ...], list[str]]:
    """Return the events within the dates, placed, and the names of those outside.

    Labels stand beside their lines, in up to three rows. In small panels, or where they do not fit, numbers stand
    there instead, and the key goes into the source line.
    """
    by_day: dict[pd.Timestamp, list[str]] = {}
    for day, label in (events or {}).items():
        by_day.setdefault(as_day(day), []).append(plain(label, 28))
    if not by_day:
        return (), []
    known = dates.drop_duplicates().sort_values()
    step = known.iloc[-1] - known.iloc[-2] if len(known) > 1 else pd.Timedelta(days=1)
    first, end = known.iloc[0], known.iloc[-1] + step  # the last period ends where the next would begin
    inside = {day: "; ".join(by_day[day]) for day in sorted(by_day) if first <= day < end}
    outside = [f"{day:%Y-%m-%d} {'; '.join(by_day[day])}" for day in sorted(by_day) if day not in inside]
    marks = [Event(day, label, number) for number, (day, label) in enumerate(inside.items(), 1)]
    span = (end - first) / pd.Timedelta(days=1)
    places = [(mark.day - first) / pd.Timedelta(days=1) / span for mark in marks]
    placed = None
    if panels == 1:
        placed = _rows(places, [_LETTER * (len(mark.label) + 2) for mark in marks], _LABEL_ROWS)
    numbered = placed is None
    if placed is None:
        width = 0.035 if panels == 1 else 0.08
        placed = _rows(places, [width * len(str(mark.number)) for mark in marks], len(marks)) or []
    done = [
        Event(mark.day, mark.label, mark.number, place.row, place.begin < place.at, numbered)
        for mark, place in zip(marks, placed, strict=True)
    ]
    return tuple(done), outside


def _rows(places: list[float], widths: list[float], most: int) -> list[_Placed] | None:
    """Give each label a row and a side of its line, or return None where so many rows do not hold them."""
    placed: list[_Placed] = []
    for at, width in zip(places, widths, strict=True):
        options = [_Placed(at, at, at + width, row) for row in range(most)]
        options += [_Placed(at, at - width, at, row) for row in range(most)]
        fitting = (
            option
            for option in options
            if option.begin >= 0 and option.end <= 1.02 and all(option.is_clear_of(other) for other in placed)
        )
        found = next(fitting, None)
        if found is None:
            return None
        placed.append(found)
    return placed


def headroom(events: tuple[Event, ...]) -> float:
    """Return by how much the scale must grow so that the labels stand above the lines."""
    return 1 + 0.085 * (max(event.row for event in events) + 1) if events else 1.0


def draw_events(ax: Any, events: tuple[Event, ...]) -> None:
    """Draw the lines and labels into the upper part of the axes, which `headroom` kept free."""
    free = 1 - 1 / headroom(events)
    n_rows = max((event.row for event in events), default=0) + 1
    for event in events:
        height = 1 - free * (event.row + 0.5) / n_rows
        ax.axvline(event.day, ymax=height + 0.3 * free / n_rows, color=MUTED, linewidth=0.8, zorder=1)
        ax.annotate(
            event.text,
            (event.day, height),
            xycoords=ax.get_xaxis_transform(),
            xytext=(-3 if event.left else 3, 0),
            textcoords="offset points",
            ha="right" if event.left else "left",
            va="center",
            fontsize=7.5,
            color=MUTED,
        )


def event_key(events: tuple[Event, ...], outside: list[str]) -> str:
    """Return what the source line says of the events: the key to the numbers, and those out of sight."""
    key = ", ".join(f"{event.number} {event.label}" for event in events if event.numbered)
    beyond = f"Outside the dates shown: {', '.join(outside)}. " if outside else ""
    return (f"{key}. " if key else "") + beyond


def alt_of(events: tuple[Event, ...]) -> str:
    """Return the events for the alt text, which is what tells a changed notebook."""
    named = "; ".join(f"{event.day:%Y-%m-%d} {event.label}" for event in events)
    return f" Events: {named}." if named else ""
