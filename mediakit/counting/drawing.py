"""Charts of numbers by group and period: dots for groups, lines over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from mediakit.charts import Chart, dot_chart, line_chart, note_chart
from mediakit.counting.grouped import GroupedNumbers
from mediakit.errors import UnknownValue
from mediakit.independence import SMALL_SAMPLE
from mediakit.results import (
    edge_note,
    gap_note,
    groups_to_draw,
    in_panel_order,
    kept_columns,
    missing_texts_note,
    name_groups,
    panel_noun,
    shown_note,
    source_line,
)
from mediakit.wording import PERIOD_NOUNS, choose, list_names

__all__ = [
    "PANELS",
    "Wanted",
    "draw_numbers",
    "edge_note",
    "gap_note",
    "in_panel_order",
    "kept_columns",
    "name_groups",
]

#: How many groups a chart shows: panels over time, or rows of dots.
PANELS, ROWS = 6, 20
_OF_SHARES = ["share", "low", "high", "small_sample"]


@dataclass(frozen=True)
class Wanted:
    """What to draw: the column, what it is called, the title, the groups and the events."""

    value: str
    axis: str
    title: str
    groups: str | Sequence[str] | None = None
    events: Mapping[Any, str] | None = None


def draw_numbers(result: GroupedNumbers, wanted: Wanted) -> Chart:
    """Return the chart of a result: lines over time, or a dot a group."""
    if wanted.events is not None and result.freq is None:
        raise UnknownValue(
            "events= marks days on a chart over time: add freq=, for example freq='W'."
        )
    numbers = result.numbers
    if wanted.value != "share":
        numbers = numbers.drop(columns=_OF_SHARES, errors="ignore")
    reason = result.reason or _one_period(numbers, result.freq)
    if reason:
        return note_chart(wanted.title, reason, source_line(result.evidence, numbers.head(0)))
    data, panel = name_groups(numbers, result.by)
    names, choice_note = _groups_to_draw(result, wanted, data, panel)
    alt_note = _alt_note(data, panel, names, choice_note)
    if panel is not None:
        data = in_panel_order(data, panel, names)
    chart = _chart(result, wanted, data, panel, choice_note)
    return replace(chart, alt=chart.alt + alt_note)


def _chart(
    result: GroupedNumbers,
    wanted: Wanted,
    data: pd.DataFrame,
    panel: str | None,
    choice_note: str,
) -> Chart:
    """Return the chart of the rows to draw."""
    if result.freq is not None:
        data = data.assign(**{wanted.value: data[wanted.value].astype(float)})  # missing in gaps
    source = choice_note + source_line(result.evidence, data)
    if without_text := missing_texts_note(result.evidence, result.fields_read):
        source += f" {without_text}"
    ranked = True
    if wanted.value == "share":
        ranked = len(result.best_rows()) > 0 and not data["small_sample"].any()
    columns = [*result.by, panel, "date", wanted.value, "low", "high"]
    data = kept_columns(data, [*columns, "n_independent", "n_articles", "partial"])
    if result.freq is None:
        return _dots(data, panel, wanted, source, ranked, _picked(result, panel))
    source += gap_note(data[wanted.value])
    source += edge_note(data, result.freq, result.evidence.column("date"))
    return line_chart(
        data,
        value=wanted.value,
        axis=wanted.axis,
        panel=panel,
        freq=result.freq,
        events=wanted.events,
        title=wanted.title,
        source=source,
        ranked=ranked,
    )


def _dots(
    data: pd.DataFrame,
    panel: str | None,
    wanted: Wanted,
    source: str,
    ranked: bool,
    picked: list[str],
) -> Chart:
    label = panel or "group"
    if panel is None:
        data = data.assign(group="All articles")
    if pd.api.types.is_datetime64_any_dtype(data[label]):
        data = data.sort_values(label, kind="stable")
        data = data.assign(**{label: data[label].dt.strftime("%Y-%m-%d")})
    else:
        data = data.sort_values([wanted.value, label], ascending=[False, True], kind="stable")
    return dot_chart(
        data,
        label=label,
        value=wanted.value,
        axis=wanted.axis,
        title=wanted.title,
        source=source,
        picked=picked,
        ranked=ranked,
    )


def _picked(result: GroupedNumbers, panel: str | None) -> list[str]:
    """Return the group that the answer names as the highest, if it names one."""
    best = result.best_rows()
    if panel is None or len(best) != 1:
        return []
    return [str(name) for name in name_groups(best, result.by)[0][panel]]


def _one_period(numbers: pd.DataFrame, freq: str | None) -> str:
    if freq is None or numbers["date"].nunique() != 1:
        return ""
    return f"There is only one {PERIOD_NOUNS[freq]}, so there is no change over time to show."


def _groups_to_draw(
    result: GroupedNumbers,
    wanted: Wanted,
    data: pd.DataFrame,
    panel: str | None,
) -> tuple[list[object], str]:
    """Return the groups that a chart has room for, those named as the highest among them, and what
    to say of it."""
    room = ROWS
    if result.freq is not None:
        room = PANELS
    groups, note = groups_to_draw(data, panel, room, wanted.groups)
    if panel is None or wanted.groups is not None or not note:
        return groups, note
    if wanted.value not in ("share", "n_articles"):
        return groups, note
    best = name_groups(result.best_rows(), result.by)[0]
    highest = best[panel].drop_duplicates().head(3)
    extra = [name for name in highest if name not in groups]
    if not extra:
        return groups, note
    largest = groups[: len(groups) - len(extra)]
    note = shown_note(data, panel, len(largest)).removesuffix(". ")
    note += f", and {list_names(extra)}, named as the highest. "
    return [*largest, *extra], note


def _alt_note(
    data: pd.DataFrame,
    panel: str | None,
    names: Sequence[object],
    choice_note: str,
) -> str:
    note = ""
    if panel is not None and choice_note:
        verb = choose(len(names), "is", "are")
        n_known = data[panel].nunique()
        note = f" {len(names)} of {n_known:,} {panel_noun(panel)} {verb} shown."
    drawn = data
    if panel is not None:
        drawn = data[data[panel].isin(names)]
    if "small_sample" in drawn.columns and 0 < drawn["small_sample"].mean() < 1:
        note += f" Some numbers rest on fewer than {SMALL_SAMPLE} independent articles."
    return note
