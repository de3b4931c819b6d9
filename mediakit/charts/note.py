"""A chart that says why there is nothing to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.charts.lettering import wrap
from mediakit.charts.panels import axes_of
from mediakit.style import MUTED, WIDTH, plain

__all__ = ["note_chart"]

_SIZE = 11


@dataclass(frozen=True)
class _Note:
    lines: tuple[str, ...]

    def height(self, data: pd.DataFrame) -> int:
        return 40 + 20 * len(self.lines)

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        ax = axes_of(target)
        ax.set_axis_off()
        ax.text(
            0.5,
            0.5,
            "\n".join(self.lines),
            transform=ax.transAxes,
            ha="center",
            va="center",
            color=MUTED,
            fontsize=_SIZE,
        )


def note_chart(title: str, reason: str, source: str) -> Chart:
    """Return a chart with nothing but the reason why it is empty."""
    lines = wrap(plain(reason, 400), width=0.8 * WIDTH, size=_SIZE)
    data = pd.DataFrame({"note": [reason]})
    return Chart(title, data, f"There is nothing to draw. {reason}", source, _Note(tuple(lines)))
