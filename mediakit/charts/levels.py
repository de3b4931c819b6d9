"""Levels over a line: the number that holds from one change to the next."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.dates import date2num

from mediakit.style import MUTED
from mediakit.wording import PERIOD_NOUNS, plural_of

__all__ = ["draw_levels"]


def draw_levels(
    ax: Any,
    data: pd.DataFrame,
    middle: str,
    freq: str,
    colour: str,
    headroom: float,
) -> None:
    """Draw each level with its range over the time it holds, and a broken line at each change.

    Parameters
    ----------
    ax : Axes
        The axes of the line.
    data : DataFrame
        date, since (the day on which the level began), level, low, high.
    middle : str
        The column with the place of each period.
    freq : {'D', 'W', 'M', 'Q', 'Y'}
        The periods.
    colour : str
        The colour of the levels.
    headroom : float
        By how much the scale grew for the labels of events; no broken line reaches those.
    """
    top = 1 / headroom
    if data["level"].isna().all():  # or it would look like a series without a change
        _say_untested(ax, freq, 0.5 * top)
        return
    band = {"color": colour, "alpha": 0.22, "linewidth": 0}
    line = {"color": colour, "linewidth": 2.4, "solid_capstyle": "butt", "zorder": 4}
    broken = {"color": colour, "linewidth": 1, "linestyle": (0, (4, 3)), "zorder": 1}
    tested = data[data["level"].notna()]
    for _, part in tested.groupby("since", sort=True):
        ax.fill_between(part[middle], part["low"], part["high"], **band)
        ax.plot(part[middle], part["level"], "-", **line)
    changes = sorted(tested["since"].unique())[1:]
    for change in changes:
        ax.axvline(date2num(change), ymax=top, **broken)


def _say_untested(ax: Any, freq: str, height: float) -> None:
    ax.text(
        0.01,
        height,
        f"not tested: too few complete {plural_of(PERIOD_NOUNS[freq])}",
        transform=ax.transAxes,
        va="center",
        fontsize=7.5,
        color=MUTED,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
        zorder=5,
    )
