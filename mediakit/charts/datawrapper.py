"""A chart for Datawrapper: its numbers in the shape that the tool wants, and its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from mediakit.exporting import as_csv

__all__ = ["write_for_datawrapper"]

_LINES, _DOTS, _TABLE = "d3-lines", "d3-dot-plot", "tables"


class _Chart(Protocol):
    """What is asked of a chart."""

    @property
    def title(self) -> str: ...
    @property
    def subtitle(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def data(self) -> pd.DataFrame: ...
    @property
    def draw(self) -> Any: ...


def write_for_datawrapper(chart: _Chart, path: str | Path) -> list[Path]:
    """Write the numbers as CSV and the words as JSON, and return both paths."""
    stem = Path(path).with_suffix("")
    stem.parent.mkdir(parents=True, exist_ok=True)
    numbers, kind = _shaped(chart)
    described = {
        "title": chart.title,
        "type": kind,
        "metadata": {
            "describe": {
                "intro": chart.subtitle,
                "source-name": chart.source,
                "aria-description": chart.alt,
            }
        },
    }
    csv, words = stem.with_name(f"{stem.name}.csv"), stem.with_name(f"{stem.name}.json")
    csv.write_text(as_csv(numbers), encoding="utf-8")
    words.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [csv, words]


def _shaped(chart: _Chart) -> tuple[pd.DataFrame, str]:
    """Return the numbers, wide for lines over time, and the kind of chart that they are for."""
    data = chart.data
    value = getattr(chart.draw, "value", None)
    if value is None or value not in data:
        return data, _TABLE
    if "date" not in data:
        return data, _DOTS
    panel = getattr(chart.draw, "panel", None)
    if panel is None:
        return data[["date", value]], _LINES
    wide = data.pivot(index="date", columns=panel, values=value)
    wide.columns.name = None
    return wide.reset_index(), _LINES
