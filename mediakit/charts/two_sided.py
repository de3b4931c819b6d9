"""The two-sided chart: rows that one side has more of to the right, the other side's to the left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.charts.scales import axis_title, by_panel, width_in_pixels
from mediakit.style import GRID, INK, MUTED, PALETTE, WIDTH, plain
from mediakit.wording import count_of, list_names

__all__ = ["two_sided_chart"]

_LEAST_ROWS = 4  # for which each panel has room
_ROW, _PANEL_ROW = 21, 17  # pixels
_HEAD_LETTER = 6.6  # pixels of a letter in the names of the sides


@dataclass(frozen=True)
class _TwoSided:
    label: str
    value: str
    sides: tuple[str, str]
    axis: str
    panel: str | None
    heads: Mapping[str, str]

    def height(self, data: pd.DataFrame) -> int:
        if self.panel is None:
            return 82 + _ROW * max(len(data), 2)
        n_panel_rows = -(-data[self.panel].nunique() // 2)
        return 57 + n_panel_rows * (30 + _PANEL_ROW * self._most_rows(data))

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        farthest = float(data[["low", "high", self.value]].abs().max(axis=None))
        bound = 1.08 * (farthest or 1)
        if not hasattr(target, "subplots"):
            self._draw_together(target, data, bound)
        elif self.panel is not None:
            self._draw_panels(target, data, bound)
        else:
            ax = target.subplots()
            self._draw_rows(ax, data, bound, size=8.5)
            self._name_sides(ax, width_in_pixels(target))
            ax.set_xlabel(axis_title(self.axis), fontsize=8, color=MUTED)

    def _draw_together(self, ax: Any, data: pd.DataFrame, bound: float) -> None:
        """Draw all rows on one axes; its title is the chart's, so the sides are named below."""
        a = plain(self.sides[0], 30)
        b = plain(self.sides[1], 30)
        key = f"◂ more: {b}   more: {a} ▸   beside: articles"
        if self.panel is not None:
            labels = data[self.panel].astype("str") + ": " + data[self.label].astype("str")
            data = data.assign(**{self.label: labels})
            key = "to the right, more in the group; beside: articles"
        self._draw_rows(ax, data, bound, size=8.5)
        ax.set_xlabel(f"{axis_title(self.axis)}\n{key}", fontsize=8, color=MUTED)

    def _name_sides(self, ax: Any, width: float) -> None:
        """Write the names of the sides above the rows, from the middle outwards."""
        n_letters = int((width / 2 - 40) / _HEAD_LETTER) - len("◂ more: ")
        a = plain(self.sides[0], n_letters)
        b = plain(self.sides[1], n_letters)
        style = {"xycoords": "axes fraction", "textcoords": "offset points"}
        head = style | {"fontsize": 8.5, "va": "bottom"}
        ax.annotate(f"◂ more: {b}", (0.5, 1), (-6, 5), ha="right", color=PALETTE[1], **head)
        ax.annotate(f"more: {a} ▸", (0.5, 1), (6, 5), ha="left", color=PALETTE[0], **head)
        foot = style | {"fontsize": 8, "va": "top"}
        ax.annotate("articles", (1.02, 0), (0, -4), color=MUTED, **foot)

    def _draw_panels(self, target: Any, data: pd.DataFrame, bound: float) -> None:
        panels = list(by_panel(data, self.panel))
        columns = min(2, len(panels))
        n_panel_rows = -(-len(panels) // columns)
        grid = target.subplots(n_panel_rows, columns, sharex=True, squeeze=False)
        places = list(grid.flat)
        room = self._most_rows(data)
        for number, (name, part) in enumerate(panels):
            ax = places[number]
            self._draw_rows(ax, part, bound, size=7.5, room=room)
            head = f"{plain(name, 28)}  {self.heads.get(str(name), '')}".strip()
            ax.set_title(head, loc="left", fontsize=8.5, color=INK)
            ax.tick_params(labelbottom=number + columns >= len(panels))
        for ax in places[len(panels) :]:
            ax.set_axis_off()
        axis = f"{self.axis}; to the right, more in the group; beside each row, articles"
        target.supxlabel(axis_title(axis, width=0.9 * WIDTH), fontsize=8, color=MUTED)

    def _most_rows(self, data: pd.DataFrame) -> int:
        return max(int(data[self.panel].value_counts().max()), _LEAST_ROWS)

    def _draw_rows(
        self, ax: Any, data: pd.DataFrame, bound: float, *, size: float, room: int = 0
    ) -> None:
        """Draw the rows from the top; with room for more, so that all panels have rows of a height."""
        n_places = max(len(data), room)
        places = n_places - 1 - np.arange(len(data))
        ax.axvline(0, color=MUTED, linewidth=1)
        colours = self._colours(data)
        for place, colour, (_, row) in zip(places, colours, data.iterrows(), strict=True):
            _mark(ax, float(place), colour, row[self.value], row["low"], row["high"])
        n_letters = 26
        if self.panel is not None:
            n_letters = 20
        ax.set_yticks(places, [plain(label, n_letters) for label in data[self.label]])
        beside = ax.get_yaxis_transform()
        style = {"fontsize": size - 0.5, "color": MUTED, "va": "center"}
        for place, a, b in zip(places, data["n_articles_a"], data["n_articles_b"], strict=True):
            ax.text(1.02, place, _counts(a, b), transform=beside, **style)
        ax.set_xlim(-bound, bound)
        ax.set_ylim(-0.7, n_places - 0.3)
        ax.grid(axis="x", color=GRID, linewidth=0.8)
        ax.tick_params(length=0, labelsize=size)
        ax.spines[["left", "bottom"]].set_visible(False)

    def _colours(self, data: pd.DataFrame) -> list[str]:
        """Return the colour of each row: of its side, or grey for a row that may be chance."""
        more_in_a = np.where(data[self.value] > 0, PALETTE[0], PALETTE[1])
        return [str(colour) for colour in np.where(data["q"] <= 0.05, more_in_a, MUTED)]


def _counts(a: float, b: float) -> str:
    if pd.isna(b):
        return f"{a:,.0f}"
    return f"{a:,.0f} : {b:,.0f}"


def _mark(ax: Any, place: float, colour: str, value: float, low: float, high: float) -> None:
    """Draw a value with its range.

    A dot has a range, an arrow one that is open to that side, a ring has none.
    """
    shape, face = "o", colour
    bar = {"color": colour, "alpha": 0.4, "linewidth": 3.5}
    if np.isfinite(low) and np.isfinite(high):
        ax.hlines(place, low, high, **bar)
    elif np.isfinite(low):
        shape = ">"
        value = max(value, low)
        ax.hlines(place, low, value, **bar)
    elif np.isfinite(high):
        shape = "<"
        value = min(value, high)
        ax.hlines(place, value, high, **bar)
    else:
        face = "white"
    ax.plot(value, place, shape, color=face, markeredgecolor=colour, markersize=5.5, zorder=3)


def two_sided_chart(
    data: pd.DataFrame,
    *,
    label: str,
    value: str,
    sides: tuple[str, str],
    axis: str,
    title: str,
    source: str,
    panel: str | None = None,
    heads: Mapping[str, str] | None = None,
) -> Chart:
    """Return a chart with a row for each label: its value, its range, the articles of both sides.

    Parameters
    ----------
    data : DataFrame
        The columns named, n_articles_a, n_articles_b, low, high, q. A missing bound draws an arrow,
        two a ring; a row with q above 0.05 is grey.
    label, value : str
        The columns with the name and the number of each row.
    sides : (str, str)
        Their names; positive values are more in the first.
    axis : str
        What the value is, with its unit.
    title, source : str
        Above and below the chart.
    panel : str, optional
        A column whose values get a panel each.
    heads : dict of str, optional
        The words after the name of each panel, such as the articles of both sides.
    """
    if panel is None:
        data = data.sort_values([value, label], ascending=[False, True], ignore_index=True)
        alt = _alt_of_sides(data, label, value, sides)
    else:
        keys = [panel, value, label]
        data = data.sort_values(keys, ascending=[True, False, True], ignore_index=True)
        alt = _alt_of_panels(data, label, panel)
    drawing = _TwoSided(label, value, sides, axis, panel, heads or {})
    return Chart(title, data, alt, source, drawing)


def _alt_of_sides(data: pd.DataFrame, label: str, value: str, sides: tuple[str, str]) -> str:
    a, b = sides
    more_in_a = list_names(data.loc[data[value] > 0, label], 5) or "nothing"
    more_in_b = list_names(data.loc[data[value] < 0, label].iloc[::-1], 5) or "nothing"
    rows = count_of(len(data), "row")
    return f"Two-sided chart with {rows}. More in {a}: {more_in_a}. More in {b}: {more_in_b}."


def _alt_of_panels(data: pd.DataFrame, label: str, panel: str) -> str:
    firsts = [f"{name}: {', '.join(part[label].head(3))}" for name, part in by_panel(data, panel)]
    panels = count_of(len(firsts), "panel")
    return f"Two-sided chart with {panels}. The first rows of each: {'; '.join(firsts)}."
