"""A chart that says why there is nothing to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.charts.chart import Chart
from mediakit.charts.lettering import wrap
from mediakit.charts.panels import axes_of
from mediakit.charts.room import width_of
from mediakit.style import MUTED, plain

__all__ = ["note_chart"]

_SIZE = 11


@dataclass(frozen=True)
class _Note:
    reason: str

    def height(self, data: pd.DataFrame, width: float) -> int:
        return 40 + 20 * len(self._lines(width))

    def _lines(self, width: float) -> list[str]:
        return wrap(self.reason, width=0.8 * width, size=_SIZE)

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        ax = axes_of(target)
        ax.set_axis_off()
        ax.text(
            0.5,
            0.5,
            "\n".join(self._lines(width_of(target))),
            transform=ax.transAxes,
            ha="center",
            va="center",
            color=MUTED,
            fontsize=_SIZE,
        )


def note_chart(title: str, reason: str, source: str) -> Chart:
    """Return a chart with nothing but the reason why it is empty."""
    data = pd.DataFrame({"note": [reason]})
    return Chart(
        title, data, f"There is nothing to draw. {reason}", source, _Note(plain(reason, 400))
    )
