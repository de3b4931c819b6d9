"""The two-sided term chart: what sets one side apart to the right, the other side to the left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.style import GRID, INK, MUTED, PALETTE, plain

__all__ = ["term_chart"]


@dataclass(frozen=True)
class _Terms:
    a: str
    b: str

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        ax = target.subplots() if hasattr(target, "subplots") else target
        places = np.arange(len(data))[::-1]
        colours = np.where(data["log_ratio"] > 0, PALETTE[0], PALETTE[1])
        colours = np.where(data["q"] <= 0.05, colours, MUTED)
        ax.axvline(0, color=MUTED, linewidth=1)
        for place, colour, row in zip(places, colours, data.itertuples(), strict=True):
            if np.isfinite(row.low):
                ax.hlines(place, row.low, row.high, color=colour, alpha=0.4, linewidth=3.5)
            else:  # too few articles for a range: an open mark
                ax.plot(row.log_ratio, place, "o", color="white", markeredgecolor=colour, markersize=6, zorder=4)
        ax.scatter(data["log_ratio"], places, color=colours, s=26, zorder=3)
        ax.set_yticks(places, [plain(term, 24) for term in data["term"]])
        aside = {"transform": ax.get_yaxis_transform(), "fontsize": 8, "color": MUTED, "va": "center"}
        for place, a, b in zip(places, data["n_articles_a"], data["n_articles_b"], strict=True):
            ax.text(1.02, place, f"{a:,} : {b:,}", **aside)
        ax.text(1.14, len(data) / 2 - 0.5, "articles with the term", rotation=90, **aside)
        bounds = data[["low", "high", "log_ratio"]].abs().max(axis=None)
        ax.set_xlim(-1.08 * bounds, 1.08 * bounds)
        ax.set_ylim(-0.7, len(data) - 0.3)
        ax.grid(axis="x", color=GRID, linewidth=0.8)
        ax.tick_params(length=0, labelsize=8.5)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_xlabel("log ratio: each step to the side doubles the rate", fontsize=8, color=MUTED)
        ax.set_title(f"◂ more: {plain(self.b, 30)}", loc="left", fontsize=9, color=PALETTE[1])
        ax.set_title(f"more: {plain(self.a, 30)} ▸", loc="right", fontsize=9, color=PALETTE[0])
        ax.title.set_color(INK)


def term_chart(data: pd.DataFrame, *, a: str, b: str, title: str, source: str) -> Chart:
    """Return a chart with a row a term: its log ratio, the range, and the articles on both sides.

    Parameters
    ----------
    data : DataFrame
        Columns term, n_articles_a, n_articles_b, log_ratio, low, high, q; a missing range draws an open mark,
        and what is not found at q <= .05 is grey.
    a, b : str
        The names of the sides; positive log ratios are more in a.
    title, source : str
        Above and below the chart.
    """
    data = data.sort_values(["log_ratio", "term"], ascending=[False, True], ignore_index=True)
    more_a = ", ".join(data.loc[data["log_ratio"] > 0, "term"].head(5)) or "nothing"
    more_b = ", ".join(data.loc[data["log_ratio"] < 0, "term"].iloc[::-1].head(5)) or "nothing"
    alt = f"Term chart of {len(data)} terms. More in {a}: {more_a}. More in {b}: {more_b}."
    return Chart(title, data, alt, source, _Terms(a, b))
