"""What the plots of all charts share: where they are drawn, and the plain look of their axes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from mediakit.style import GRID, INK, MUTED

__all__ = [
    "HEAD",
    "NOTE",
    "axes_of",
    "by_panel",
    "has_panels",
    "label_with_panel",
    "set_plain",
    "small_multiples",
]

#: The type of axis titles and remarks, and of the names of panels.
NOTE: dict[str, Any] = {"fontsize": 8, "color": MUTED}
HEAD: dict[str, Any] = {"fontsize": 8.5, "color": INK, "loc": "left"}


def has_panels(target: Any) -> bool:
    """Say whether there is room for panels: on a part of a figure, but not on lone axes."""
    return hasattr(target, "subplots")


def axes_of(target: Any) -> Any:
    """Return the axes to draw on: those given, or new ones on a part of a figure."""
    if has_panels(target):
        return target.subplots()
    return target


def small_multiples(target: Any, n: int, columns: int, **sharing: bool) -> list[Any]:
    """Return the axes of n panels in rows; only the lowest of each column name their ticks."""
    columns = min(columns, n)
    n_rows = -(-n // columns)
    grid = target.subplots(n_rows, columns, squeeze=False, **sharing)
    axes = list(grid.flat)
    for ax in axes[n:]:
        ax.set_axis_off()
    panels = axes[:n]
    for number, ax in enumerate(panels):
        is_lowest = number + columns >= n
        ax.tick_params(labelbottom=is_lowest)
    return panels


def by_panel(data: pd.DataFrame, panel: str | None) -> Iterator[tuple[object, pd.DataFrame]]:
    """Give the name and the rows of each panel, in order of appearance; None for a lone one."""
    if panel is None:
        yield None, data
        return
    for name in data[panel].drop_duplicates():
        yield name, data[data[panel] == name]


def label_with_panel(data: pd.DataFrame, label: str, panel: str) -> pd.DataFrame:
    """Return the rows with labels that name their panel, for axes without room for panels."""
    panels = data[panel].astype("str")
    labels = data[label].astype("str")
    return data.assign(**{label: panels + ": " + labels})


def set_plain(ax: Any, *, grid: str, size: float) -> None:
    """Draw faint lines along an axis ('x', 'y' or 'both'), and neither a frame nor ticks."""
    ax.grid(axis=grid, color=GRID, linewidth=0.8)
    ax.spines["left"].set_visible(False)
    if grid != "y":
        ax.spines["bottom"].set_visible(False)
    ax.tick_params(length=0, labelsize=size)
