"""Lines over time with their ranges as bands, in one panel or in small multiples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.ticker import MaxNLocator

from mediakit.charts.chart import Chart
from mediakit.charts.dots import count
from mediakit.style import ACCENT, GRID, INK, MUTED, PALETTE, plain

__all__ = ["line_chart"]


@dataclass(frozen=True)
class _Lines:
    value: str
    panel: str | None
    axis: str

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        panels = [None] if self.panel is None else list(dict.fromkeys(data[self.panel]))
        if not hasattr(target, "subplots"):  # one axes for all panels: a colour each, and their names
            for number, name in enumerate(panels):
                part = data if name is None else data[data[self.panel] == name]
                self._panel(
                    target, part, None, PALETTE[number % len(PALETTE)], None if name is None else plain(name, 40)
                )
            if panels != [None]:
                target.legend(frameon=False, fontsize=8)
            return
        columns = 1 if len(panels) == 1 else 2
        rows = -(-len(panels) // columns)
        grid = target.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        top = data[[name for name in (self.value, "high") if name in data.columns]].max(axis=None)
        for number, ax in enumerate(grid.flat):
            if number >= len(panels):
                ax.set_axis_off()
                continue
            part = data if panels[number] is None else data[data[self.panel] == panels[number]]
            self._panel(ax, part, panels[number])
            ax.set_ylim(0, 1.05 * top if top > 0 else 1)
            ax.tick_params(labelbottom=number + columns >= len(panels))
            ax.set_ylabel(self.axis if number % columns == 0 and len(panels) < 5 else "")
        if len(panels) >= 5:
            target.supylabel(self.axis, fontsize=9, color=MUTED)

    def _panel(self, ax: Any, data: pd.DataFrame, name: object, colour: str = ACCENT, label: str | None = None) -> None:
        if {"low", "high"} <= set(data.columns):
            ax.fill_between(data["date"], data["low"], data["high"], color=colour, alpha=0.18, linewidth=0)
        ax.plot(
            data["date"],
            data[self.value],
            "-o",
            color=colour,
            label=label,
            linewidth=1.4,
            markersize=3 if len(data) < 80 else 0,
        )
        locator = AutoDateLocator(minticks=3, maxticks=5 if name is not None else 8)
        ax.xaxis.set_major_locator(locator)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        ax.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=self.value == "n_articles"))
        ax.grid(axis="y", color=GRID, linewidth=0.8)
        ax.spines["left"].set_visible(False)
        ax.tick_params(length=0, labelsize=8)
        ax.set_ylabel(self.axis, fontsize=8, color=MUTED)
        if name is not None:
            ax.set_title(plain(name, 40), fontsize=9, color=INK, loc="left")


def line_chart(
    data: pd.DataFrame, *, value: str, axis: str, title: str, source: str, panel: str | None = None
) -> Chart:
    """Return a chart of a number over time, with a band where the table has `low` and `high`.

    Parameters
    ----------
    data : DataFrame
        A row a date (column `date`), sorted; a missing value leaves a gap.
    value : str
        The column to draw.
    axis : str
        What the number is, with its unit.
    title, source : str
        Above and below the chart.
    panel : str, optional
        A column whose values get a panel each, in order of first appearance.
    """
    data = data.reset_index(drop=True)
    best = data.loc[data[value].idxmax()] if data[value].notna().any() else None
    alt = f"Line chart, {count(data)}, {data['date'].min():%Y-%m-%d} to {data['date'].max():%Y-%m-%d}: {axis}."
    if best is not None and len(data) > 1 and data[value].dropna().nunique() == 1:
        alt += f" Each point is {best[value]:.6g}."
    elif best is not None:
        where = f" in {best[panel]}" if panel else ""
        alt += f" The highest point is {best[value]:.6g}{where} at {best['date']:%Y-%m-%d}."
    return Chart(title, data, alt, source, _Lines(value, panel, axis))
