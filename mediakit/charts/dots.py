"""Dots with ranges: one estimate a row, in one panel or in small multiples."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.ticker import MaxNLocator

from mediakit.charts.chart import Chart
from mediakit.charts.scales import axis_title, by_panel, draw_whole, in_percent, number_in_words
from mediakit.style import ACCENT, GRID, INK, MUTED, plain
from mediakit.wording import count_of

__all__ = ["dot_chart"]

_GREY = "#9aa5b1"
_PANEL_COLUMNS = 3
_LABEL, _PANEL_LABEL = 42, 24  # letters in a line of a label, alone and beside panels
_TWO_LINES_UP_TO = 10  # rows: labels of more rows have one line
_AXIS = 56  # pixels below the rows


@dataclass(frozen=True)
class _Dots:
    """The columns to draw: on a part of a figure in panels, or on one axes all together."""

    label: str
    value: str
    panel: str | None
    axis: str
    highlight: str | None
    chance: str | None

    def height(self, data: pd.DataFrame) -> int:
        """Return the pixels that the rows, or the rows of panels, need."""
        if self.panel is None:
            more_lines = self._axis_title(None).count("\n")
            return _AXIS + 15 * more_lines + _rows_height(self._labels(data, _LABEL))
        panels = [part for _, part in by_panel(data, self.panel)]
        names = [_panel_title(name) for name in data[self.panel].unique()]
        title = 16 * max(name.count("\n") + 1 for name in names)
        largest = max(panels, key=len)
        rows = _rows_height(self._labels(largest, _PANEL_LABEL))
        n_panel_rows = -(-len(panels) // _PANEL_COLUMNS)
        axis_lines = fill(self.axis, 26).count("\n") + 1
        return n_panel_rows * (rows + title + 24) + 14 * axis_lines + 20

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        if hasattr(target, "subplots"):
            self._draw_panels(target, data)
            return
        if self.panel is not None:  # each row says which panel it belongs to
            data = data.assign(**{self.label: _joined(data, self.panel, self.label)})
        self._draw_rows(target, data, None)
        self._scale(target, float(target.dataLim.x1))

    def _draw_panels(self, target: Any, data: pd.DataFrame) -> None:
        panels = list(by_panel(data, self.panel))
        columns = min(_PANEL_COLUMNS, len(panels))
        n_rows = -(-len(panels) // columns)
        grid = target.subplots(n_rows, columns, sharex=True, sharey=True, squeeze=False)
        places = list(grid.flat)
        drawn = [name for name in (self.value, "high", self.chance) if name in data.columns]
        top = float(data[drawn].max(axis=None))
        for number, (name, part) in enumerate(panels):
            ax = places[number]
            self._draw_rows(ax, part, name)
            self._scale(ax, top)
            if number + columns < len(panels):
                ax.set_xlabel("")
            else:
                ax.tick_params(labelbottom=True)
        for ax in places[len(panels) :]:
            ax.set_axis_off()

    def _scale(self, ax: Any, top: float) -> None:
        """Let the scale begin at 0 and end at the top, for shares at 100%."""
        end = 1.04 * top
        if top <= 0:
            end = 1.0
        if self.value == "share":
            end = in_percent(ax.xaxis, end)
        ax.set_xlim(0, end)

    def _draw_rows(self, ax: Any, data: pd.DataFrame, name: object) -> None:
        places = np.arange(len(data))[::-1]
        self._draw_chance(ax, data, places)
        highlighted = np.ones(len(data), dtype=bool)
        if self.highlight is not None:
            highlighted = data[self.highlight].to_numpy(dtype=bool)
        for colour, rows in ((ACCENT, highlighted), (_GREY, ~highlighted)):
            if rows.any():
                self._draw_marks(ax, data.loc[rows], places[rows], colour)
        width, label_size, title_size, n_ticks = _LABEL, 9, 9, 7
        if name is not None:
            width, label_size, title_size, n_ticks = _PANEL_LABEL, 8, 8, 4
        ax.set_yticks(places, self._labels(data, width))
        if len(data) > 14:
            label_size = 8
        ax.tick_params(length=0, labelsize=label_size)
        ax.set_ylim(-0.6, len(data) - 0.4)
        whole = self.value.startswith("n_")
        ax.xaxis.set_major_locator(MaxNLocator(nbins=n_ticks, steps=[1, 2, 5, 10], integer=whole))
        ax.grid(axis="x", color=GRID, linewidth=0.8)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_xlabel(self._axis_title(name), color=MUTED, fontsize=title_size)
        if name is not None:
            ax.set_title(_panel_title(name), fontsize=8.5, color=INK, loc="left")

    def _draw_chance(self, ax: Any, data: pd.DataFrame, places: npt.NDArray[np.int64]) -> None:
        if self.chance is not None:
            ends = {"ymin": places - 0.5, "ymax": places + 0.5}
            ax.vlines(data[self.chance], **ends, color=MUTED, linewidth=1, zorder=1)

    def _draw_marks(
        self, ax: Any, data: pd.DataFrame, places: npt.NDArray[np.int64], colour: str
    ) -> None:
        if {"low", "high"} <= set(data.columns):
            ax.hlines(places, data["low"], data["high"], color=colour, alpha=0.45, linewidth=3.5)
        ax.plot(
            data[self.value],
            places,
            "o",
            color=colour,
            markersize=5.5,
            markeredgecolor="white",
            markeredgewidth=0.6,
            **draw_whole(data[self.value]),
        )

    def _labels(self, data: pd.DataFrame, width: int) -> list[str]:
        """Return the labels, in two lines if there is room for that, or else cut to one."""
        if len(data) > _TWO_LINES_UP_TO:
            return [plain(label, width + 4) for label in data[self.label]]
        return [
            fill(plain(label, 3 * width), width, max_lines=2, placeholder="…")
            for label in data[self.label]
        ]

    def _axis_title(self, name: object) -> str:
        if name is None:
            return axis_title(self.axis, size=9)
        return fill(self.axis, 26)


def _rows_height(labels: list[str]) -> int:
    if any("\n" in label for label in labels):
        return 34 * len(labels)
    if len(labels) > 14:
        return 18 * len(labels)
    return 24 * len(labels)


def _panel_title(name: object) -> str:
    return fill(plain(name, 50), 20)


def _joined(data: pd.DataFrame, panel: str, label: str) -> pd.Series:
    return data[panel].astype("str") + ": " + data[label].astype("str")


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
    chance: str | None = None,
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
    chance : str, optional
        A column with the number that chance alone gives; a line marks it.
    """
    data = data.reset_index(drop=True)
    rows = count_of(len(data), "row")
    alt = f"Dot chart with {rows}: {axis}. {_highest(data, label, value, panel)}"
    drawing = _Dots(label, value, panel, axis, highlight, chance)
    return Chart(title, data, alt, source, drawing)


def _highest(data: pd.DataFrame, label: str, value: str, panel: str | None) -> str:
    best = data.loc[data[value].idxmax()]
    number = number_in_words(best[value], value)
    if len(data) > 1 and (data[value] == best[value]).all():
        return f"Each row shows {number}."
    place = ""
    if panel is not None:
        place = f" in the panel {best[panel]}"
    if len(data) == 1:
        return f"{best[label]}{place} shows {number}."
    return f"The highest is {best[label]}{place}, at {number}."
