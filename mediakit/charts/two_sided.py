"""The two-sided chart: what one side has more of to the right, the other side's to the left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import PercentFormatter

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
from mediakit.charts.scales import axis_title
from mediakit.charts.sides import alt_of_panels, alt_of_sides, head_of
from mediakit.style import MUTED, PALETTE, WIDTH, plain

__all__ = ["two_sided_chart"]

_COLUMNS = 2  # of panels
_BESIDE = 1.02  # to the right of the rows, as a part of their width
_LEAST_ROWS = 4  # for which each panel has room
_ROW, _PANEL_ROW = 21, 17  # pixels
_HEAD_LETTER = 6.6  # pixels of a letter in the names of the sides


@dataclass(frozen=True)
class _TwoSided:
    label: str
    value: str
    sides: tuple[str, str]
    sizes: tuple[str, str]
    axis: str
    panel: str | None
    heads: Mapping[str, str]
    in_points: bool

    def height(self, data: pd.DataFrame, width: float) -> int:
        if self.panel is None:
            return 82 + _ROW * max(len(data), 2)
        n_panels = data[self.panel].nunique()
        n_panel_rows = -(-n_panels // columns_in(width, _COLUMNS))
        rows = _PANEL_ROW * self._most_rows(data)
        return 57 + n_panel_rows * (30 + rows)

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        if not has_panels(target):
            self._draw_together(target, data)
        elif self.panel is not None:
            self._draw_panels(target, data)
        else:
            ax = target.subplots()
            width = width_of(target)
            self._draw_rows(ax, data, 8.5, width=width)
            self._set_scale(ax, data)
            self._name_sides(ax, width)
            ax.set_xlabel(axis_title(self.axis, width=0.6 * width), **NOTE)

    def _draw_together(self, ax: Any, data: pd.DataFrame) -> None:
        """Draw all rows on one axes; its title is the chart's, so the sides are named below."""
        if self.panel is None:
            a = plain(self.sides[0], 30)
            b = plain(self.sides[1], 30)
            key = f"◂ more: {b}   more: {a} ▸   numbers: articles"
        else:
            data = label_with_panel(data, self.label, self.panel)
            key = "to the right: more; numbers: articles"
        self._draw_rows(ax, data, 8.5)
        self._set_scale(ax, data)
        ax.set_xlabel(f"{axis_title(self.axis)}\n{key}", **NOTE)

    def _name_sides(self, ax: Any, width: float) -> None:
        """Write the names of the sides above the rows, from the middle outwards."""
        room = width / 2 - 40
        n_letters = int(room / _HEAD_LETTER) - len("◂ more: ")
        a = head_of(self.sides[0], self.sizes[0], n_letters)
        b = head_of(self.sides[1], self.sizes[1], n_letters)
        colour_a, colour_b, *_ = PALETTE
        near: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
        head = near | {"fontsize": 8.5, "va": "bottom"}
        ax.annotate(
            f"◂ more: {b}",
            (0.5, 1),
            xytext=(-6, 5),
            ha="right",
            color=colour_b,
            **head,
        )
        ax.annotate(
            f"more: {a} ▸",
            (0.5, 1),
            xytext=(6, 5),
            ha="left",
            color=colour_a,
            **head,
        )
        foot = near | NOTE
        ax.annotate(
            "articles",
            (_BESIDE, 0),
            xytext=(0, -4),
            va="top",
            **foot,
        )

    def _draw_panels(self, target: Any, data: pd.DataFrame) -> None:
        panels = list(by_panel(data, self.panel))
        width = width_of(target)
        columns = columns_in(width, _COLUMNS)
        axes = small_multiples(target, len(panels), columns, sharex=True)
        room = self._most_rows(data)
        for ax, (name, part) in zip(axes, panels, strict=True):
            self._draw_rows(ax, part, 7.5, room)
            self._set_scale(ax, data)
            sizes = self.heads.get(str(name), "")
            head = f"{plain(name, 28)}  {sizes}".strip()
            ax.set_title(head, **HEAD)
        title = axis_title(self.axis, width=0.9 * width)
        target.supxlabel(title, **NOTE)

    def _most_rows(self, data: pd.DataFrame) -> int:
        rows = data[self.panel].value_counts()
        return max(int(rows.max()), _LEAST_ROWS)

    def _draw_rows(
        self,
        ax: Any,
        data: pd.DataFrame,
        size: float,
        room: int = 0,
        width: float = WIDTH,
    ) -> None:
        """Draw the rows from the top, with room for more: all panels have rows of one height."""
        n_places = max(len(data), room)
        places = range(n_places - 1, n_places - 1 - len(data), -1)
        ax.axvline(0, color=MUTED, linewidth=1)
        for place, row in zip(places, data.to_dict("records"), strict=True):
            self._draw_row(ax, place, row, size)
        n_letters = letters_in(width, 26)
        if self.panel is not None:
            n_letters = 20
        labels = [plain(label, n_letters) for label in data[self.label]]
        ax.set_yticks(places, labels)
        ax.set_ylim(-0.7, n_places - 0.3)
        set_plain(ax, grid="x", size=size)

    def _draw_row(
        self,
        ax: Any,
        place: int,
        row: dict[Any, Any],
        size: float,
    ) -> None:
        value = row[self.value]
        colour = MUTED  # of a row that may be chance
        if row["q"] <= 0.05:
            colour = PALETTE[0]
            if not value > 0:
                colour = PALETTE[1]
        _draw_mark(ax, place, colour, value, row["low"], row["high"])
        counts = f"{row['n_articles_a']:,.0f}"
        if not pd.isna(row["n_articles_b"]):
            counts += f" : {row['n_articles_b']:,.0f}"
        ax.text(
            _BESIDE,
            place,
            counts,
            transform=ax.get_yaxis_transform(),
            fontsize=size - 0.5,
            color=MUTED,
            va="center",
        )

    def _set_scale(self, ax: Any, data: pd.DataFrame) -> None:
        """Let the scale reach as far to the left as to the right."""
        drawn = data[["low", "high", self.value]]
        farthest = float(drawn.abs().max(axis=None))
        bound = 1.08 * (farthest or 1)
        ax.set_xlim(-bound, bound)
        if self.in_points:
            ax.xaxis.set_major_formatter(PercentFormatter(1, symbol=None))


def _draw_mark(
    ax: Any,
    place: int,
    colour: str,
    value: float,
    low: float,
    high: float,
) -> None:
    """Draw a value with its range.

    A dot has a range, an arrow one that is open to that side, a ring has none.
    """
    shape = "o"
    face = colour
    has_low = np.isfinite(low)
    has_high = np.isfinite(high)
    if has_low and not has_high:
        shape = ">"
        value = max(value, low)
        high = value
    elif has_high and not has_low:
        shape = "<"
        value = min(value, high)
        low = value
    if has_low or has_high:
        ax.hlines(place, low, high, color=colour, alpha=0.4, linewidth=3.5)
    else:
        face = "white"
    ax.plot(
        value,
        place,
        shape,
        color=face,
        markeredgecolor=colour,
        markersize=5.5,
        zorder=3,
    )


def two_sided_chart(
    data: pd.DataFrame,
    *,
    label: str,
    value: str,
    sides: tuple[str, str],
    axis: str,
    title: str,
    source: str,
    sizes: tuple[str, str] = ("", ""),
    subtitle: str = "",
    panel: str | None = None,
    heads: Mapping[str, str] | None = None,
    in_points: bool = False,
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
    sizes : (str, str), optional
        How much there is of each side, such as its articles.
    subtitle : str, optional
        Below the title.
    panel : str, optional
        A column whose values get a panel each.
    heads : dict of str, optional
        The words after the name of each panel, such as the articles of both sides.
    in_points : bool, default False
        Whether the values are differences of shares, to be read in percentage points.
    """
    if panel is None:
        keys = [value, label]
        data = data.sort_values(
            keys,
            ascending=[False, True],
            ignore_index=True,
        )
        alt = alt_of_sides(data, label, value, sides, sizes)
    else:
        keys = [panel, value, label]
        data = data.sort_values(
            keys,
            ascending=[True, False, True],
            ignore_index=True,
        )
        alt = alt_of_panels(data, label, value, panel)
    drawing = _TwoSided(label, value, sides, sizes, axis, panel, heads or {}, in_points)
    return Chart(title, data, alt, source, drawing, subtitle)
