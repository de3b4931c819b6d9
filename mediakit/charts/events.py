"""Events that the user marks on a chart over time: thin lines with labels that never overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.dates import date2num

from mediakit.charts.days import end_of
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.periods import as_day
from mediakit.style import MUTED, plain
from mediakit.wording import day_name, short_day

__all__ = ["Event", "draw_events", "event_key", "events_in_alt", "headroom", "place_events"]

_LABEL_LETTERS, _KEY_LETTERS = 28, 200  # of a label, on the chart and below it
_LETTER = 0.0104  # of the width of a chart of one panel, at the size of a label
_LABEL_ROWS = 3
_NUMBER, _NUMBER_IN_PANEL = 0.022, 0.05  # width of a number, as a part of the panel's width
_ROW, _ROW_IN_PANEL = 0.07, 0.15  # height of a row, as a part of the panel's height


@dataclass(frozen=True)
class Event:
    """One marked day, with the text beside its line: the label, a number, or nothing.

    If the text is a number or a label cut short, the source line has the whole label.
    """

    day: pd.Timestamp
    label: str
    number: int
    text: str = ""
    row: int = 0  # from above
    left: bool = False
    numbered: bool = False
    row_height: float = _ROW


@dataclass(frozen=True)
class _Place:
    """A line, the ends of the text beside it (as parts of the width), and the row of the text."""

    line: float
    begin: float
    end: float
    row: int

    def is_clear_of(self, other: _Place) -> bool:
        """Whether neither text covers the other, and neither line runs through the other's text."""
        upper, lower = sorted((self, other), key=lambda place: place.row)
        if upper.row == lower.row:
            return self.end < other.begin or other.end < self.begin
        # The line of the upper text passes the row of the lower one.
        return not lower.begin <= upper.line <= lower.end


def place_events(
    events: Mapping[Any, str] | None,
    dates: pd.Series,
    freq: str,
    *,
    panels: int,
) -> tuple[tuple[Event, ...], list[str]]:
    """Return the events within the periods that begin on the dates, and the names of the others.

    Labels are placed beside their lines, in up to three rows. In small panels, or if the labels do
    not fit, numbers take their place, and the source line has the key.
    """
    labels = _by_day(events)
    if not labels:
        return (), []
    first = dates.min()
    end = end_of(dates, freq).max()
    inside = {day: label for day, label in labels.items() if first <= day < end}
    outside = [f"{short_day(day)} {labels[day]}" for day in labels if day not in inside]
    lines = [(day - first) / (end - first) for day in inside]
    texts = [plain(label, _LABEL_LETTERS) for label in inside.values()]
    places = None
    if panels == 1:
        places = _label_places(lines, [_LETTER * (len(text) + 2) for text in texts])
    numbered = places is None
    if places is None:
        texts, places = _number_places(lines, panels)
    row_height = _ROW
    if panels > 1:
        row_height = _ROW_IN_PANEL
    placed: list[Event] = []
    for day, text, place in zip(inside, texts, places, strict=True):
        event = Event(
            day,
            inside[day],
            number=len(placed) + 1,
            text=text,
            row=place.row,
            left=place.begin < place.line,
            numbered=numbered,
            row_height=row_height,
        )
        placed.append(event)
    return tuple(placed), outside


def _by_day(events: Mapping[Any, str] | None) -> dict[pd.Timestamp, str]:
    """Return the labels by day, in order; labels of one day are joined."""
    if events is None:
        return {}
    if not isinstance(events, Mapping):
        raise UnknownValue(
            "events= takes days with their labels, such as {'2031-03-14': 'Verdict'}; "
            f"got {a_kind_of(events)}."
        )
    labels: dict[pd.Timestamp, list[str]] = {}
    for day, label in events.items():
        labels.setdefault(as_day(day), []).append(plain(label, _KEY_LETTERS))
    return {day: "; ".join(labels[day]) for day in sorted(labels)}


def _label_places(lines: Sequence[float], widths: Sequence[float]) -> list[_Place] | None:
    """Give each label a row and a side of its line; return None if three rows cannot hold them."""
    from_left = range(len(lines))
    for order in (from_left, reversed(from_left)):
        placed: dict[int, _Place] = {}
        for number in order:
            place = _free_place(lines[number], widths[number], placed)
            if place is None:
                break
            placed[number] = place
        if len(placed) == len(lines):
            return [placed[number] for number in from_left]
    return None


def _free_place(
    line: float,
    width: float,
    placed: Mapping[int, _Place],
) -> _Place | None:
    to_the_right = [_Place(line, line, line + width, row) for row in range(_LABEL_ROWS)]
    to_the_left = [_Place(line, line - width, line, row) for row in range(_LABEL_ROWS)]
    for place in to_the_right + to_the_left:
        is_inside = place.begin >= 0 and place.end <= 1.02
        if is_inside and all(place.is_clear_of(other) for other in placed.values()):
            return place
    return None


def _number_places(lines: Sequence[float], panels: int) -> tuple[list[str], list[_Place]]:
    """Return numbers instead of labels; lines too close for two share one, such as 2–4."""
    width = _NUMBER_IN_PANEL
    if panels == 1:
        width = _NUMBER
    texts = []
    places = []
    for group in _close_lines(lines, width):
        shared = f"{group[0] + 1}"
        if len(group) > 1:
            shared = f"{shared}–{group[-1] + 1}"
        for number in group:
            line = lines[number]
            is_first = number == group[0]
            texts.append(shared * is_first)
            # The other lines end below the number that they share.
            places.append(_Place(line, line, line + width, row=int(not is_first)))
    return texts, places


def _close_lines(lines: Sequence[float], width: float) -> list[list[int]]:
    """Return the numbers of the lines in groups, each of which has room for one text."""
    groups: list[list[int]] = []
    for number, line in enumerate(lines):
        if groups:
            latest = groups[-1]
            needed = width * min(len(latest), 2)
            if line - lines[latest[0]] < needed:
                latest.append(number)
                continue
        groups.append([number])
    return groups


def headroom(events: tuple[Event, ...]) -> float:
    """Return the factor by which the scale must grow to hold the labels above the data."""
    if not events:
        return 1.0
    n_rows = 1 + max(event.row for event in events)
    return 1 / (1 - events[0].row_height * n_rows)


def draw_events(ax: Any, events: tuple[Event, ...]) -> None:
    """Draw lines and labels into the upper part of the axes, which `headroom` kept free."""
    free = 1 - 1 / headroom(events)
    n_rows = 1 + max((event.row for event in events), default=0)
    for event in events:
        line = date2num(event.day)
        height = 1 - free * (event.row + 0.5) / n_rows
        top = height + 0.3 * free / n_rows
        ax.axvline(
            line,
            ymax=top,
            color=MUTED,
            linewidth=0.6,
            alpha=0.8,
            zorder=1,
        )
        offset, align = 3, "left"
        if event.left:
            offset, align = -3, "right"
        ax.annotate(
            event.text,
            (line, height),
            xycoords=ax.get_xaxis_transform(),
            xytext=(offset, 0),
            textcoords="offset points",
            ha=align,
            va="center",
            fontsize=7.5,
            color=MUTED,
        )


def event_key(events: tuple[Event, ...], outside: Sequence[str]) -> str:
    """Return the source line's words on events: the key, and the events out of sight."""
    key = []
    for event in events:
        if event.numbered:
            key.append(f"{event.number} {event.label}")
        elif event.text != event.label:
            key.append(f"{short_day(event.day)} {event.label}")
    sentences = []
    if key:
        sentences.append(f"{', '.join(key)}. ")
    if outside:
        sentences.append(f"Outside the dates shown: {', '.join(outside)}. ")
    return "".join(sentences)


def events_in_alt(events: tuple[Event, ...]) -> str:
    """Return the events as a sentence of the alt text, where nbval sees that they changed."""
    if not events:
        return ""
    named = "; ".join(f"{day_name(event.day)}, {event.label}" for event in events)
    return f" Events: {named}."
