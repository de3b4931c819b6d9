"""A table in colour: a number for each row and column, the larger the darker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from mediakit.charts.chart import Chart
from mediakit.charts.panels import axes_of
from mediakit.charts.room import letters_in, width_of
from mediakit.charts.scales import number_in_words
from mediakit.style import ACCENT, INK, plain
from mediakit.wording import count_of, percent, shortened

__all__ = ["heat_chart"]

_ROW, _HEAD_LINE = 26, 13  # pixels
_LABEL = 40  # letters of the name of a row
_HEADS = 56  # letters in a line of all heads
_PIECES = re.compile(r"\S+?(?:\.|\s|$)")
_HEAD_LINES = 3
_DARK = 0.6  # of the largest number: letters on it are white
_SHADES = LinearSegmentedColormap.from_list("shades", ["white", ACCENT])


@dataclass(frozen=True)
class _Heat:
    row: str
    column: str
    value: str
    soft: str | None

    def height(self, data: pd.DataFrame, width: float) -> int:
        """Return the pixels that the rows and the heads of the columns need."""
        return _ROW * data[self.row].nunique() + _HEAD_LINE * _HEAD_LINES + 30

    def __call__(
        self,
        target: Any,
        data: pd.DataFrame,
    ) -> None:
        ax = axes_of(target)
        rows, columns = list(dict.fromkeys(data[self.row])), list(dict.fromkeys(data[self.column]))
        wide = data.pivot(index=self.row, columns=self.column, values=self.value)
        values = wide.loc[rows, columns].to_numpy(dtype=float)
        top = np.nanmax(values, initial=0) or 1.0
        ax.imshow(values, cmap=_SHADES, vmin=0, vmax=top, aspect="auto", alpha=0.9)
        for place, number in np.ndenumerate(values):
            self._write(ax, place, number, number > _DARK * top)
        room = width_of(target)
        width = letters_in(room, _HEADS) // len(columns)
        ax.set_xticks(range(len(columns)), [_head(name, width) for name in columns], fontsize=8)
        labels = [plain(name, letters_in(room, _LABEL)) for name in rows]
        ax.set_yticks(range(len(rows)), labels, fontsize=8)
        self._mute_soft(ax, data, rows)
        ax.tick_params(top=True, bottom=False, labeltop=True, labelbottom=False, length=0)
        for spine in ax.spines.values():
            spine.set_visible(False)

    def _write(
        self,
        ax: Any,
        place: tuple[int, ...],
        number: float,
        dark: bool,
    ) -> None:
        if np.isnan(number):
            return
        colour = INK
        if dark:
            colour = "white"
        style = {"ha": "center", "va": "center", "fontsize": 8, "color": colour}
        ax.text(place[1], place[0], percent(number), **style)

    def _mute_soft(
        self,
        ax: Any,
        data: pd.DataFrame,
        rows: list[object],
    ) -> None:
        if self.soft is None:
            return
        is_soft = data.drop_duplicates(self.row).set_index(self.row)[self.soft]
        for label, name in zip(ax.get_yticklabels(), rows, strict=True):
            if is_soft[name]:
                label.set_style("italic")
                label.set_alpha(0.6)


def _head(name: object, width: int) -> str:
    """Return a name in short lines, which may end behind a full stop."""
    lines = [""]
    for piece in _PIECES.findall(plain(name, 36)):
        if lines[-1] and len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(shortened(line, width) for line in lines[:_HEAD_LINES])


def heat_chart(
    data: pd.DataFrame,
    *,
    row: str,
    column: str,
    value: str,
    title: str,
    source: str,
    soft: str | None = None,
) -> Chart:
    """Return a table in which larger shares are darker, each with its number.

    Parameters
    ----------
    data : DataFrame
        A line a row and column, in the order to show them.
    row, column, value : str
        The columns with the names and the shares.
    title, source : str
        Above and below the chart.
    soft : str, optional
        A column of True and False: rows with True are in grey italics.
    """
    data = data.reset_index(drop=True)
    best = data.loc[data[value].idxmax()]
    size = (
        f"{count_of(data[row].nunique(), 'row')} and {count_of(data[column].nunique(), 'column')}"
    )
    highest = number_in_words(best[value], value)
    alt = (
        f"Table in colour with {size}. The highest value is {highest}, for {best[row]} in "
        f"{best[column]}."
    )
    return Chart(title, data, alt, source, _Heat(row, column, value, soft))
