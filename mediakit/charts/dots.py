"""Dots with ranges: one estimate a row, in one panel or in small multiples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Any

import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.charts.panels import (
    HEAD,
    NOTE,
    by_panel,
    has_panels,
    label_with_panel,
    set_plain,
    small_multiples,
)
from mediakit.charts.room import columns_in, letters_in, width_of
from mediakit.charts.scales import (
    PERCENT,
    axis_title,
    draw_whole,
    in_percent,
    label_in_words,
    number_in_words,
    round_numbers,
    span_in_words,
)
from mediakit.style import ACCENT, INK, MUTED, WIDTH, plain
from mediakit.wording import capitalised, count_of, list_names

__all__ = ["dot_chart"]

_GREY = "#9aa5b1"
_OTHERS = "#86b4d4"  # rows beside those that the title is about
_COLUMNS = 3  # of panels
_LABEL, _PANEL_LABEL = 42, 24  # letters in a line of a label, alone and beside panels
_TWO_LINES_UP_TO = 10  # rows: labels of more rows have one line
_ROOMY_UP_TO = 14  # rows: more of them come closer together
_AXIS_LINE = 14  # pixels
_PLACE = "_place"  # of a row, counted from below


@dataclass(frozen=True)
class _Dots:
    """The columns to draw: on a part of a figure in panels, or on one axes all together."""

    label: str
    value: str
    panel: str | None
    axis: str
    highlight: str | None
    picked: tuple[str, ...]
    chance: str | None

    def height(self, data: pd.DataFrame, width: float) -> int:
        """Return the pixels that the rows, or the rows of panels, need."""
        if self.panel is None:
            labels = self._labels(data, letters_in(width, _LABEL))
            axis = self._axis_title(width)
            return 42 + _AXIS_LINE * _n_lines([axis]) + _rows_height(labels)
        panels = list(by_panel(data, self.panel))
        titles = [_panel_title(name) for name, _ in panels]
        largest = max((part for _, part in panels), key=len)
        labels = self._labels(largest, _PANEL_LABEL)
        panel_height = _rows_height(labels) + 16 * _n_lines(titles) + 24
        axis_height = _AXIS_LINE * _n_lines([self._panel_axis_title()])
        n_panel_rows = -(-len(panels) // columns_in(width, _COLUMNS))
        return n_panel_rows * panel_height + axis_height + 20

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        if not has_panels(target):
            self._draw_together(target, data)
        elif self.panel is None:
            self._draw_alone(target.subplots(), data, width_of(target))
        else:
            self._draw_panels(target, data)

    def _draw_alone(self, ax: Any, data: pd.DataFrame, width: float) -> None:
        label_size = 9
        if len(data) > _ROOMY_UP_TO:
            label_size = 8
        self._draw_rows(ax, data, letters_in(width, _LABEL))
        self._write_values(ax, data, label_size)
        set_plain(ax, grid="x", size=label_size)
        self._set_scale(ax, data, n_ticks=max(3, int(width // 90)))
        ax.set_xlabel(self._axis_title(width), color=MUTED, fontsize=9)

    def _draw_together(self, ax: Any, data: pd.DataFrame) -> None:
        """Draw all rows on one axes; each label says which panel it belongs to."""
        if self.panel is not None:
            data = label_with_panel(data, self.label, self.panel)
        self._draw_alone(ax, data, WIDTH)

    def _draw_panels(self, target: Any, data: pd.DataFrame) -> None:
        panels = list(by_panel(data, self.panel))
        columns = columns_in(width_of(target), _COLUMNS)
        axes = small_multiples(
            target,
            len(panels),
            columns,
            sharex=True,
            sharey=True,
        )
        for ax, (name, part) in zip(axes, panels, strict=True):
            self._draw_rows(ax, part, _PANEL_LABEL)
            set_plain(ax, grid="x", size=8)
            self._set_scale(ax, data, n_ticks=4)
            ax.set_title(_panel_title(name), **HEAD)
        for ax in axes[-columns:]:
            ax.set_xlabel(self._panel_axis_title(), **NOTE)

    def _set_scale(self, ax: Any, data: pd.DataFrame, *, n_ticks: int) -> None:
        """Let the scale begin at 0 and end at the highest number, for shares at 100%."""
        columns = {self.value, "high", self.chance}
        drawn = data[data.columns.intersection(columns)]
        top = float(drawn.max(axis=None))
        end = 1.0
        if top > 0:
            end = 1.04 * top
        ax.xaxis.set_major_locator(round_numbers(n_ticks, self.value))
        if self.value in PERCENT:
            end = in_percent(ax.xaxis, end)
        ax.set_xlim(min(0.0, 1.04 * float(drawn.min(axis=None))), end)

    def _draw_rows(self, ax: Any, data: pd.DataFrame, label_width: int) -> None:
        rows = data.assign(**{_PLACE: range(len(data))[::-1]})
        self._draw_chance(ax, rows)
        highlighted = pd.Series(True, index=rows.index)
        if self.highlight is not None:
            highlighted = rows[self.highlight].astype("bool")
        is_picked = rows[self.label].isin(self.picked) | (not self.picked)
        self._draw_marks(ax, rows[highlighted & is_picked], ACCENT)
        self._draw_marks(ax, rows[highlighted & ~is_picked], _OTHERS)
        self._draw_marks(ax, rows[~highlighted], _GREY)
        ax.set_yticks(rows[_PLACE], self._labels(rows, label_width))
        ax.set_ylim(-0.6, len(rows) - 0.4)

    def _write_values(self, ax: Any, data: pd.DataFrame, size: float) -> None:
        """Write the number of each row to its right."""
        places = range(len(data))[::-1]
        for place, value in zip(places, data[self.value], strict=True):
            ax.text(
                1.015,
                place,
                number_in_words(value, self.value),
                transform=ax.get_yaxis_transform(),
                va="center",
                fontsize=size,
                color=INK,
            )

    def _draw_chance(self, ax: Any, rows: pd.DataFrame) -> None:
        if self.chance is None:
            return
        bottom = rows[_PLACE] - 0.5
        top = rows[_PLACE] + 0.5
        ax.vlines(
            rows[self.chance],
            bottom,
            top,
            color=MUTED,
            linewidth=1,
            zorder=1,
        )

    def _draw_marks(self, ax: Any, rows: pd.DataFrame, colour: str) -> None:
        if rows.empty:
            return
        if {"low", "high"} <= set(rows.columns):
            bar = {"color": colour, "alpha": 0.45, "linewidth": 3.5}
            ax.hlines(rows[_PLACE], rows["low"], rows["high"], **bar)
        ax.plot(
            rows[self.value],
            rows[_PLACE],
            "o",
            color=colour,
            markersize=5.5,
            markeredgecolor="white",
            markeredgewidth=0.6,
            **draw_whole(rows[self.value]),
        )

    def _labels(self, data: pd.DataFrame, width: int) -> list[str]:
        """Return the labels, in two lines if there is room for that, or else cut to one."""
        labels = data[self.label]
        if len(labels) > _TWO_LINES_UP_TO:
            return [plain(label, width + 4) for label in labels]
        return [_in_two_lines(label, width) for label in labels]

    def _axis_title(self, width: float) -> str:
        return axis_title(self.axis, width=0.6 * width, size=9)

    def _panel_axis_title(self) -> str:
        return fill(self.axis, 26)


def _in_two_lines(label: object, width: int) -> str:
    text = plain(label, 3 * width)
    return fill(text, width, max_lines=2, placeholder="…")


def _panel_title(name: object) -> str:
    return fill(plain(name, 50), 20)


def _n_lines(texts: list[str]) -> int:
    return 1 + max(text.count("\n") for text in texts)


def _rows_height(labels: list[str]) -> int:
    row = 24
    if _n_lines(labels) > 1:
        row = 34
    elif len(labels) > _ROOMY_UP_TO:
        row = 18
    return row * len(labels)


def dot_chart(
    data: pd.DataFrame,
    *,
    label: str,
    value: str,
    axis: str,
    title: str,
    source: str,
    panel: str | None = None,
    highlight: str | None = None,
    picked: Sequence[str] = (),
    chance: str | None = None,
    ranked: bool = True,
) -> Chart:
    """Return a chart with a dot a row, and its range if the table has `low` and `high`.

    Parameters
    ----------
    data : DataFrame
        The rows in the order to show them, from the top.
    label, value : str
        The columns with the name and the number of each row.
    axis : str
        What the number is, with its unit.
    title, source : str
        Above and below the chart.
    panel : str, optional
        A column whose values get a panel each, in order of first appearance; all panels must have
        the same labels in the same order.
    highlight : str, optional
        A column of True and False: rows with False are grey.
    picked : sequence of str, optional
        The names of the rows that the title is about; the others are paler.
    chance : str, optional
        A column with the number that chance alone gives; a line marks it.
    ranked : bool, default True
        Whether the alt text names the highest row; not if some rest on too few articles.
    """
    data = data.reset_index(drop=True)
    rows = count_of(len(data), "row")
    if ranked or data[value].nunique() < 2:
        numbers = _highest(data, label, value, panel)
    else:
        numbers = span_in_words(data[value], value)
    alt = f"Dot chart with {rows}: {axis}. {numbers}"
    drawing = _Dots(label, value, panel, axis, highlight, tuple(picked), chance)
    return Chart(title, data, alt, source, drawing)


def _highest(
    data: pd.DataFrame,
    label: str,
    value: str,
    panel: str | None,
) -> str:
    best = data.loc[data[value].idxmax()]
    number = number_in_words(best[value], value)
    highest = data[data[value] == best[value]]
    if len(data) > 1 and len(highest) == len(data):
        return f"Each row shows {number}."
    name = label_in_words(best[label], label)
    if panel is not None:
        return f"The highest value is {number}, {_place(best, label, panel)}{_ties(highest)}."
    if len(data) == 1:
        if label == "group":  # all articles together
            name = capitalised(name)
        return f"{name}: {number}."
    if len(highest) == 1:
        return f"The highest is {name}, at {number}."
    names = [label_in_words(tied, label) for tied in highest[label]]
    return f"The highest are {list_names(names)}, at {number}."


def _place(row: pd.Series, label: str, panel: str) -> str:
    """Return which row of which panel."""
    name = label_in_words(row[panel], panel)
    if label == "weekday":
        return f"for {name} on {row[label]}s"
    return f"for {name} ({label_in_words(row[label], label)})"


def _ties(highest: pd.DataFrame) -> str:
    n_others = len(highest) - 1
    if not n_others:
        return ""
    return f" and in {count_of(n_others, 'other case')}"
