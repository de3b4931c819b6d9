"""The two-sided chart: what sets one side apart to the right, the other side to the left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.style import GRID, INK, MUTED, PALETTE, plain

__all__ = ["two_sided_chart"]


@dataclass(frozen=True)
class _TwoSided:
    label: str
    value: str
    sides: tuple[str, str]
    axis: str
    panel: str | None
    heads: Mapping[str, str]

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        bound = 1.08 * float(data[["low", "high", self.value]].abs().max(axis=None) or 1)
        if self.panel is None:
            ax = target.subplots() if hasattr(target, "subplots") else target
            self._rows(ax, data, bound, size=8.5)
            a, b = self.sides
            ax.set_title(f"◂ more: {plain(b, 40)}", loc="left", fontsize=9, color=PALETTE[1])
            ax.set_title(f"more: {plain(a, 40)} ▸", loc="right", fontsize=9, color=PALETTE[0])
            ax.set_xlabel(self.axis, fontsize=8, color=MUTED)
            ax.text(
                1.14,
                0.5,
                "articles",
                rotation=90,
                transform=ax.transAxes,
                fontsize=8,
                color=MUTED,
                va="center",
            )
            return
        names = list(dict.fromkeys(data[self.panel]))
        columns = min(2, len(names))
        most = max(int(data[self.panel].value_counts().max()), 4)
        grid = target.subplots(-(-len(names) // columns), columns, sharex=True, squeeze=False)
        for number, ax in enumerate(grid.flat):
            if number >= len(names):
                ax.set_axis_off()
                continue
            self._rows(ax, data.loc[data[self.panel] == names[number]], bound, size=7.5, room=most)
            head = f"{plain(names[number], 28)}  {self.heads.get(names[number], '')}".strip()
            ax.set_title(head, loc="left", fontsize=8.5, color=INK)
            ax.tick_params(labelbottom=number + columns >= len(names))
        target.supxlabel(
            f"{self.axis}; to the right more in the group; beside: articles",
            fontsize=8,
            color=MUTED,
        )

    def _rows(
        self, ax: Any, data: pd.DataFrame, bound: float, *, size: float, room: int = 0
    ) -> None:
        """Draw a row for each of the data, from the top; with room for more, so that panels have rows of one height."""
        places = max(len(data), room) - 1 - np.arange(len(data))
        colours = np.where(data[self.value] > 0, PALETTE[0], PALETTE[1])
        colours = np.where(data["q"] <= 0.05, colours, MUTED)
        ax.axvline(0, color=MUTED, linewidth=1)
        for place, colour, (value, low, high) in zip(
            places, colours, data[[self.value, "low", "high"]].to_numpy(dtype=float), strict=True
        ):
            _mark(ax, float(place), colour, value, low, high)
        ax.set_yticks(
            places, [plain(label, 26 if self.panel is None else 20) for label in data[self.label]]
        )
        aside = {
            "transform": ax.get_yaxis_transform(),
            "fontsize": size - 0.5,
            "color": MUTED,
            "va": "center",
        }
        for place, a, b in zip(places, data["n_articles_a"], data["n_articles_b"], strict=True):
            ax.text(1.02, place, f"{a:,.0f}" if pd.isna(b) else f"{a:,.0f} : {b:,.0f}", **aside)
        ax.set_xlim(-bound, bound)
        ax.set_ylim(-0.7, max(len(data), room) - 0.3)
        ax.grid(axis="x", color=GRID, linewidth=0.8)
        ax.tick_params(length=0, labelsize=size)
        ax.spines[["left", "bottom"]].set_visible(False)


def _mark(ax: Any, place: float, colour: str, value: float, low: float, high: float) -> None:
    """Draw a value with its range: a dot; an arrow where the range is open to that side; a ring where there is none."""
    shape, face = "o", colour
    if np.isfinite(low) and np.isfinite(high):
        ax.hlines(place, low, high, color=colour, alpha=0.4, linewidth=3.5)
    elif np.isfinite(low):
        shape, value = ">", max(value, low)
        ax.hlines(place, low, value, color=colour, alpha=0.4, linewidth=3.5)
    elif np.isfinite(high):
        shape, value = "<", min(value, high)
        ax.hlines(place, value, high, color=colour, alpha=0.4, linewidth=3.5)
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
    """Return a chart with a row for each label: its value, the range, and the articles on both sides.

    Parameters
    ----------
    data : DataFrame
        The columns named, n_articles_a, n_articles_b, low, high, q. A bound that is missing draws an arrow, two a
        ring; what is not found at q <= .05 is grey.
    label, value : str
        The columns with the name and the number of each row.
    sides : (str, str)
        Their names; positive values are more in the first.
    axis : str
        What a step to the side is.
    title, source : str
        Above and below the chart.
    panel : str, optional
        A column whose values get a panel each, in order of first appearance.
    heads : dict of str, optional
        What stands behind the name of each panel, such as the articles of both sides.
    """
    a, b = sides
    keys = [*([panel] if panel else []), value, label]
    data = data.sort_values(
        keys, ascending=[*([True] if panel else []), False, True], ignore_index=True
    )
    if panel is None:
        more_a = ", ".join(data.loc[data[value] > 0, label].head(5)) or "nothing"
        more_b = ", ".join(data.loc[data[value] < 0, label].iloc[::-1].head(5)) or "nothing"
        alt = f"Two-sided chart, {len(data)} rows. More in {a}: {more_a}. More in {b}: {more_b}."
    else:
        first = "; ".join(
            f"{name}: {', '.join(part[label].head(3))}"
            for name, part in data.groupby(panel, sort=False)
        )
        alt = f"Two-sided chart in {data[panel].nunique()} panels, the first rows of each: {first}."
    return Chart(title, data, alt, source, _TwoSided(label, value, sides, axis, panel, heads or {}))
