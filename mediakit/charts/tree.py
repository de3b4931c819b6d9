"""How far groups are from each other: a tree of distances, or all pairs as a square."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.charts.panels import NOTE, axes_of, set_plain
from mediakit.charts.room import letters_in, width_of
from mediakit.charts.scales import axis_title, number_in_words
from mediakit.style import ACCENT, INK, plain
from mediakit.wording import count_of

__all__ = ["square_chart", "tree_chart"]

_NUMBERS_UP_TO = 12  # groups: more of them leave no room for numbers in the fields


@dataclass(frozen=True)
class _Tree:
    axis: str
    names: tuple[str, ...]
    joins: npt.NDArray[np.float64]

    def height(self, data: pd.DataFrame, width: float) -> int:
        row = 24
        if len(self.names) > 20:
            row = 17
        return 60 + row * len(self.names)

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        from scipy.cluster.hierarchy import dendrogram

        ax = axes_of(target)
        tree = dendrogram(self.joins, no_plot=True)
        rows = (np.array(tree["icoord"]) - 5) / 10  # scipy puts leaves at 5, 15, 25 ...
        distances = np.array(tree["dcoord"])
        ax.plot(distances.T, rows.T, color=ACCENT, linewidth=1.4)
        width = width_of(target)
        names = [plain(self.names[leaf], letters_in(width, 34)) for leaf in tree["leaves"]]
        ax.set_yticks(np.arange(len(names)), names)
        ax.set_ylim(-0.6, len(names) - 0.4)
        farthest = float(distances.max())
        ax.set_xlim(0, 1.06 * farthest or 1)
        label_size = 9
        if len(names) > 20:
            label_size = 8
        set_plain(ax, grid="x", size=label_size)
        axis = f"{self.axis} at which groups join (mean over pairs)"
        ax.set_xlabel(axis_title(axis, width=0.6 * width), **NOTE)


@dataclass(frozen=True)
class _Square:
    axis: str
    square: pd.DataFrame

    def height(self, data: pd.DataFrame, width: float) -> int:
        n_groups = len(self.square)
        longest = max(len(plain(name, 30)) for name in self.square.index)
        if n_groups > 4:  # the names below are turned
            return 20 * n_groups + 8 * longest + 30
        return 44 * n_groups + 40

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        ax = axes_of(target)
        values = np.array(self.square, dtype=float)
        np.fill_diagonal(values, np.nan)
        shades = ax.imshow(values, cmap="Blues", vmin=0, aspect="auto")
        few = len(values) <= _NUMBERS_UP_TO
        if few:
            _write_numbers(ax, values)
        else:
            self._draw_key(ax, shades)
        self._name_groups(ax, few)
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)

    def _name_groups(self, ax: Any, few: bool) -> None:
        n_letters, size, turn = 30, 7, 90
        if few:
            n_letters, size = 22, 8
        if len(self.square) <= 4:
            turn = 0
        names = [plain(name, n_letters) for name in self.square.index]
        places = np.arange(len(names))
        ax.set_yticks(places, names, fontsize=size)
        ax.set_xticks(places, names, fontsize=size, rotation=turn)

    def _draw_key(self, ax: Any, shades: Any) -> None:
        scale = ax.figure.colorbar(shades, ax=ax, pad=0.01)
        scale.set_label(self.axis, **NOTE)
        scale.ax.tick_params(length=0, labelsize=7)
        scale.outline.set_visible(False)


def _write_numbers(ax: Any, values: npt.NDArray[np.float64]) -> None:
    """Write each distance into its field, white on dark."""
    middle = np.nanmax(values) / 2
    for (row, column), value in np.ndenumerate(values):
        if not np.isfinite(value):
            continue
        colour = INK
        if value > middle:
            colour = "white"
        ax.text(
            column,
            row,
            f"{value:.2f}",
            ha="center",
            va="center",
            fontsize=7.5,
            color=colour,
        )


def tree_chart(
    data: pd.DataFrame,
    *,
    names: list[str],
    joins: npt.NDArray[np.float64],
    axis: str,
    title: str,
    source: str,
    noun: str = "group",
) -> Chart:
    """Return a tree in which groups join at their mean distance.

    Parameters
    ----------
    data : DataFrame
        A row a pair: a, b, distance.
    names : list of str
        The groups.
    joins : array
        Which groups join at which distance, as scipy's `linkage` returns it, in the order of names.
    axis, title, source : str
        What the distance is, and the words above and below.
    noun : str, default 'group'
        What a group is called, such as outlet.
    """
    groups = count_of(len(names), noun)
    alt = f"Tree of {groups} by {axis}. {_closest_and_farthest(data)}"
    drawing = _Tree(axis, tuple(names), joins)
    return Chart(title, data, alt, source, drawing)


def square_chart(
    data: pd.DataFrame,
    *,
    square: pd.DataFrame,
    axis: str,
    title: str,
    source: str,
    noun: str = "group",
) -> Chart:
    """Return all pairs as a square, darker if they are farther apart.

    Parameters
    ----------
    data : DataFrame
        A row a pair: a, b, distance.
    square : DataFrame
        The distances, groups in rows and columns, near ones next to each other.
    axis, title, source : str
        What the distance is, and the words above and below.
    noun : str, default 'group'
        What a group is called, such as outlet.
    """
    groups = count_of(len(square), noun)
    alt = f"Square of {groups} by {axis}. {_closest_and_farthest(data)}"
    return Chart(title, data, alt, source, _Square(axis, square))


def _closest_and_farthest(data: pd.DataFrame) -> str:
    closest = data.loc[data["distance"][::-1].idxmin()]
    farthest = data.loc[data["distance"].idxmax()]
    if len(data) == 1:
        return f"There is one pair: {_pair(closest)}."
    if _distance(closest) == _distance(farthest):
        return f"All pairs: {_distance(closest)}."
    return f"Closest: {_pair(closest)}. Farthest: {_pair(farthest)}."


def _pair(row: pd.Series) -> str:
    return f"{row['a']} and {row['b']} ({_distance(row)})"


def _distance(row: pd.Series) -> str:
    return number_in_words(row["distance"], "distance")
