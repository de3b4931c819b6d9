"""A range drawn in the cell of a table: a line with a point, on one scale for the whole column."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["Scale", "draw_range"]

_WIDTH, _HEIGHT = 96, 10
_INK, _RULE = "#0072b2", "#b8c2cc"


@dataclass(frozen=True)
class Scale:
    """From where to where the ranges of a column go."""

    least: float
    most: float

    @classmethod
    def of(
        cls,
        values: pd.Series,
        low: pd.Series | None,
        high: pd.Series | None,
    ) -> Scale | None:
        """Return the scale of a column of ranges; 0 is on it. None if there is nothing to draw."""
        if low is None or high is None:
            return None
        known = pd.concat([values, low, high]).dropna().astype(float)
        if known.empty or known.max() == known.min():
            return None
        return cls(min(0.0, float(known.min())), max(0.0, float(known.max())))

    def place(self, value: float) -> float:
        """Return where a value is, in pixels from the left."""
        span = (value - self.least) / (self.most - self.least)
        return round(2 + span * (_WIDTH - 4), 1)


def draw_range(low: float, value: float, high: float, scale: Scale) -> str:
    """Return a small picture of a range; an end that is not known reaches the edge."""
    if pd.isna(value):
        return ""
    first = 0.0
    last = float(_WIDTH)
    if pd.notna(low):
        first = scale.place(float(low))
    if pd.notna(high):
        last = scale.place(float(high))
    middle = _HEIGHT / 2
    zero = scale.place(0.0)
    return (
        f'<svg width="{_WIDTH}" height="{_HEIGHT}" aria-hidden="true" '
        'style="vertical-align:middle;max-width:none">'  # JupyterLab would give it no room
        f'<path d="M{zero} 0V{_HEIGHT}" stroke="{_RULE}"/>'
        f'<path d="M{first} {middle}H{last}" stroke="{_INK}" stroke-width="2"/>'
        f'<circle cx="{scale.place(float(value))}" cy="{middle}" r="3" fill="{_INK}"/></svg>'
    )
