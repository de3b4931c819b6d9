"""A chart that says why there is nothing to draw."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.style import MUTED, plain

__all__ = ["note_chart"]


def note_chart(title: str, reason: str, source: str) -> Chart:
    """Return a chart with nothing but the reason why it is empty."""

    def draw(target: Any, data: pd.DataFrame) -> None:
        ax = target.subplots() if hasattr(target, "subplots") else target
        ax.set_axis_off()
        ax.text(
            0.5,
            0.5,
            fill(plain(reason, 400), 60),
            ha="center",
            va="center",
            color=MUTED,
            fontsize=11,
        )

    return Chart(
        title, pd.DataFrame({"note": [reason]}), f"Nothing is drawn. {reason}", source, draw
    )
