"""Dots with ranges: one estimate a row, in one panel or in small multiples."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator, PercentFormatter

from mediakit.charts.chart import Chart
from mediakit.style import ACCENT, GRID, INK, MUTED, plain

__all__ = ["dot_chart"]

_GREY = "#9aa5b1"


@dataclass(frozen=True)
class _Dots:
    """What to draw of the table; drawn on a figure part, or on one axes when there is no panel."""

    label: str
    value: str
    panel: str | None
    axis: str
    found: str | None
    chance: str | None

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        panels = [None] if self.panel is None else list(dict.fromkeys(data[self.panel]))
        if not hasattr(target, "subplots"):  # one axes for all panels: each row says which it is of
            named = (
                data
                if self.panel is None
                else data.assign(**{self.label: _joined(data, self.panel, self.label)})
            )
            self._panel(target, named, None)
            self._scale(target, float(target.dataLim.x1))
            return
        columns = min(3, len(panels))
        rows = -(-len(panels) // columns)
        grid = target.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        shown = [name for name in (self.value, "high", self.chance) if name in data.columns]
        top = float(data[shown].max(axis=None))
        for number, ax in enumerate(grid.flat):
            if number >= len(panels):
                ax.set_axis_off()
                continue
            part = data if panels[number] is None else data[data[self.panel] == panels[number]]
            self._panel(ax, part, panels[number])
            self._scale(ax, top)
            if number + columns < len(panels):
                ax.set_xlabel("")
            else:
                ax.tick_params(labelbottom=True)

    def _scale(self, ax: Any, top: float) -> None:
        """Let the scale begin at 0 and end at the top, for shares at 100 %."""
        top = 1.04 * top if top > 0 else 1
        if self.value == "share":
            top = in_percent(ax.xaxis, top)
        ax.set_xlim(0, top)

    def _panel(self, ax: Any, data: pd.DataFrame, name: object) -> None:
        places = np.arange(len(data))[::-1]
        if self.chance is not None:
            ax.vlines(
                data[self.chance], places - 0.5, places + 0.5, color=MUTED, linewidth=1, zorder=1
            )
        found = (
            np.ones(len(data), dtype=bool)
            if self.found is None
            else data[self.found].to_numpy(dtype=bool)
        )
        for colour, part in ((ACCENT, found), (_GREY, ~found)):
            if part.any():
                self._marks(ax, data.loc[part], places[part], colour)
        ax.set_yticks(
            places,
            [
                _fit(label, len(data), 42 if self.panel is None else 24)
                for label in data[self.label]
            ],
        )
        ax.tick_params(length=0, labelsize=8 if len(data) > 14 or name is not None else 9)
        ax.set_ylim(-0.6, len(data) - 0.4)
        few, whole = 4 if name is not None else 7, self.value.startswith("n_")
        ax.xaxis.set_major_locator(MaxNLocator(nbins=few, steps=[1, 2, 5, 10], integer=whole))
        ax.grid(axis="x", color=GRID, linewidth=0.8)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_xlabel(
            self.axis if name is None else fill(self.axis, 26),
            color=MUTED,
            fontsize=8 if name is not None else 9,
        )
        if name is not None:
            ax.set_title(fill(plain(name, 50), 24), fontsize=8.5, color=INK, loc="left")

    def _marks(self, ax: Any, data: pd.DataFrame, places: Any, colour: str) -> None:
        if {"low", "high"} <= set(data.columns):
            ax.hlines(places, data["low"], data["high"], color=colour, alpha=0.45, linewidth=3.5)
        edge = {"markeredgecolor": "white", "markeredgewidth": 0.6}
        ax.plot(
            data[self.value],
            places,
            "o",
            color=colour,
            markersize=5.5,
            **edge,
            **uncut(data[self.value]),
        )


def _joined(data: pd.DataFrame, panel: str, label: str) -> pd.Series:
    return data[panel].astype("str") + ": " + data[label].astype("str")


def _fit(label: object, n_rows: int, width: int) -> str:
    """Return a label in two lines where there is room for that, or else cut to one."""
    if n_rows > 10:
        return plain(label, width + 4)
    return fill(plain(label, 3 * width), width, max_lines=2, placeholder="…")


def dot_chart(
    data: pd.DataFrame,
    *,
    label: str,
    value: str,
    axis: str,
    title: str,
    source: str,
    panel: str | None = None,
    found: str | None = None,
    chance: str | None = None,
) -> Chart:
    """Return a chart with a dot a row and its range where the table has `low` and `high`.

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
        A column whose values get a panel each, in order of first appearance; each panel must have the
        same labels in the same order.
    found : str, optional
        A column that says of each row whether it was found; the others are grey.
    chance : str, optional
        A column with what chance gives, where a line stands.
    """
    data = data.reset_index(drop=True)
    best = data.loc[data[value].idxmax()]
    where = f" in the panel {best[panel]}" if panel else ""
    highest = f"The highest is {best[label]}{where} with {best[value]:.6g}."
    if len(data) > 1 and (data[value] == best[value]).all():
        highest = f"Each is {best[value]:.6g}."
    alt = f"Dot chart, {count(data)}: {axis}. {highest}"
    return Chart(title, data, alt, source, _Dots(label, value, panel, axis, found, chance))


def in_percent(axis: Any, top: float) -> float:
    """Show shares in percent, and return where their scale ends: at 100 %, with room for a mark to show whole."""
    top = min(top, 1.02)
    axis.set_major_formatter(PercentFormatter(1, decimals=0 if top > 0.05 else None))
    return top


def uncut(values: pd.Series) -> dict[str, Any]:
    """Return how marks are drawn whole also at 0 or 100 %, over the axis; a number below 0 stays out of the picture."""
    return {"clip_on": bool((values < 0).any()), "zorder": 3}


def count(data: pd.DataFrame) -> str:
    """Return how many marks a chart has, in words."""
    return f"{len(data)} {'mark' if len(data) == 1 else 'marks'}"
