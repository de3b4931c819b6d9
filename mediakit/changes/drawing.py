"""The chart of changes: the series with its levels and their ranges, and what stands out of
them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.charts import Chart, line_chart
from mediakit.results import (
    edge_note,
    gap_note,
    groups_to_draw,
    in_panel_order,
    kept_columns,
    name_groups,
)
from mediakit.wording import PERIOD_NOUNS, choose, count_of, noun_of_groups

__all__ = ["Drawn", "draw_changes"]

_PANELS = 6


@dataclass(frozen=True, eq=False)
class Drawn:
    """What a chart of changes shows.

    Attributes
    ----------
    numbers : DataFrame
        A row a group and period.
    found : DataFrame
        The changes and bursts, with the columns of `by` and p.
    by : tuple of str
        The columns that make the groups.
    freq : str
        The period.
    value : str
        The column that is drawn: n_independent or share.
    """

    numbers: pd.DataFrame
    found: pd.DataFrame
    by: tuple[str, ...]
    freq: str
    value: str


def draw_changes(
    drawn: Drawn,
    *,
    groups: str | Sequence[str] | None,
    events: Mapping[Any, str] | None,
    heading: str,
    source: str,
) -> Chart:
    """Return the series of the groups wanted, or of those with the surest changes."""
    data, panel = name_groups(drawn.numbers, drawn.by)
    data, note = _panels(data, panel, drawn, groups)
    source = note + source
    data, n_far = _near(data)
    if n_far:
        verb = choose(n_far, "is", "are")
        far = f"{count_of(n_far, 'article')} far before or after all others {verb} not drawn."
        source = f"{far} {source}"
    columns = [*drawn.by, panel, "date", drawn.value, "since", "level", "low", "high"]
    data = kept_columns(data, [*columns, "partial", "burst"])
    source += _levels_note(data)
    if data["burst"].any():
        source += " Rings: bursts."
    source += gap_note(data[drawn.value]) + edge_note(data, drawn.freq)
    axis = "share of articles"
    if drawn.value != "share":
        axis = f"articles per {PERIOD_NOUNS[drawn.freq]}"
    return line_chart(
        data,
        value=drawn.value,
        axis=axis,
        panel=panel,
        freq=drawn.freq,
        events=events,
        title=heading,
        source=source,
    )


def _panels(
    data: pd.DataFrame,
    panel: str | None,
    drawn: Drawn,
    groups: str | Sequence[str] | None,
) -> tuple[pd.DataFrame, str]:
    """Return the rows of the groups to draw, and what to say of the others."""
    if groups is not None:
        names, note = groups_to_draw(data, panel, _PANELS, groups)
        return in_panel_order(data, str(panel), names), note
    if panel is None:
        return data, ""
    smallest_p = name_groups(drawn.found, drawn.by)[0].groupby(panel)["p"].min()
    sizes = data.groupby(panel)["n_articles"].sum().rename("n").reset_index()
    ranked = sizes.assign(p=sizes[panel].map(smallest_p))
    ranked = ranked.sort_values(["p", "n", panel], ascending=[True, False, True])
    names = ranked[panel].head(_PANELS).tolist()
    note = ""
    if len(ranked) > _PANELS:
        groups_known = f"{len(ranked):,} {noun_of_groups(drawn.by)}"
        note = f"Shown: {_PANELS} of {groups_known}, those with a change or a burst first. "
    return in_panel_order(data, panel, names), note


def _levels_note(data: pd.DataFrame) -> str:
    """Say what the thick lines are."""
    if data["since"].nunique() > 1:
        return " Thick lines: the average level between changes."
    return " Thick line: the average level."


def _near(data: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the rows between the first and the last period that is not stray, and the articles
    beyond."""
    near = data.loc[~data["gap"] & ~data["stray"], "date"]
    inside = data["date"].between(near.min(), near.max())
    return data[inside], int(data.loc[~inside, "n_articles"].sum())
