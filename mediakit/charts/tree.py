"""How groups lie to each other: a tree of distances, or their square."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.style import ACCENT, GRID, INK, MUTED, plain

__all__ = ["square_chart", "tree_chart"]


def _merged(square: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return who joins whom at which distance, by average linkage (Sokal and Michener 1958)."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    return np.asarray(
        linkage(
            squareform(square.to_numpy(dtype=float), checks=False), "average", optimal_ordering=True
        )
    )


def _square(data: pd.DataFrame) -> pd.DataFrame:
    """Return a row a pair as a square table, 0 from a group to itself."""
    names = sorted({*data["a"], *data["b"]})
    both = pd.concat(
        [
            data[["a", "b", "distance"]],
            data.rename(columns={"a": "b", "b": "a"})[["a", "b", "distance"]],
        ]
    )
    square = both.pivot(index="a", columns="b", values="distance").reindex(
        index=names, columns=names
    )
    return square.where(~np.eye(len(names), dtype=bool), 0.0)


def _order(square: pd.DataFrame) -> list[str]:
    from scipy.cluster.hierarchy import leaves_list

    return [str(square.index[place]) for place in leaves_list(_merged(square))]


@dataclass(frozen=True)
class _Tree:
    axis: str

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        from scipy.cluster.hierarchy import dendrogram

        ax = target.subplots() if hasattr(target, "subplots") else target
        square = _square(data)
        tree = dendrogram(_merged(square), no_plot=True)
        for places, heights in zip(tree["icoord"], tree["dcoord"], strict=True):
            ax.plot(heights, (np.array(places) - 5) / 10, color=ACCENT, linewidth=1.4)
        names = [plain(square.index[place], 34) for place in tree["leaves"]]
        ax.set_yticks(np.arange(len(names)), names)
        ax.set_ylim(-0.6, len(names) - 0.4)
        ax.set_xlim(0, 1.06 * float(np.max(tree["dcoord"])) or 1)
        ax.tick_params(length=0, labelsize=9 if len(names) <= 20 else 6.5)
        ax.grid(axis="x", color=GRID, linewidth=0.8)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_xlabel(f"{self.axis} at which they join (mean over pairs)", fontsize=8, color=MUTED)


@dataclass(frozen=True)
class _Square:
    axis: str

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        ax = target.subplots() if hasattr(target, "subplots") else target
        square = _square(data)
        order = _order(square)
        values = np.array(square.loc[order, order], dtype=float)
        np.fill_diagonal(values, np.nan)
        shades = ax.imshow(values, cmap="Blues", vmin=0, aspect="auto")
        few = len(order) <= 12
        names = [plain(name, 22 if few else 30) for name in order]
        size = 8 if few else 6
        ax.set_yticks(np.arange(len(names)), names, fontsize=size)
        ax.set_xticks(
            np.arange(len(names)), names, fontsize=size, rotation=90 if len(names) > 4 else 0
        )
        if few:
            middle = np.nanmax(values) / 2
            for (row, column), value in np.ndenumerate(values):
                if np.isfinite(value):
                    ax.text(
                        column,
                        row,
                        f"{value:.2f}",
                        ha="center",
                        va="center",
                        fontsize=7.5,
                        color="white" if value > middle else INK,
                    )
        else:
            scale = ax.figure.colorbar(shades, ax=ax, pad=0.01)
            scale.set_label(self.axis, fontsize=8, color=MUTED)
            scale.ax.tick_params(length=0, labelsize=7)
            scale.outline.set_visible(False)
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)


def tree_chart(data: pd.DataFrame, *, axis: str, title: str, source: str) -> Chart:
    """Return a tree in which groups join at their mean distance.

    Parameters
    ----------
    data : DataFrame
        A row a pair: a, b, distance.
    axis, title, source : str
        What the distance is, and what stands above and below.
    """
    return Chart(title, data, f"Tree of groups by {axis}. {_nearest(data)}", source, _Tree(axis))


def square_chart(data: pd.DataFrame, *, axis: str, title: str, source: str) -> Chart:
    """Return all pairs as a square, darker where they are farther apart; near groups stand side by side.

    Parameters
    ----------
    data : DataFrame
        A row a pair: a, b, distance.
    axis, title, source : str
        What the distance is, and what stands above and below.
    """
    return Chart(
        title, data, f"Square of groups by {axis}. {_nearest(data)}", source, _Square(axis)
    )


def _nearest(data: pd.DataFrame) -> str:
    nearest, farthest = (
        data.loc[data["distance"][::-1].idxmin()],
        data.loc[data["distance"].idxmax()],
    )
    return (
        f"Nearest: {nearest['a']} and {nearest['b']} ({nearest['distance']:.6g}). "
        f"Farthest: {farthest['a']} and {farthest['b']} ({farthest['distance']:.6g})."
    )
