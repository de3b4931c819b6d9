"""The charts of topics, in which a soft topic never looks like a firm one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mediakit.charts import Chart, dot_chart, heat_chart, note_chart
from mediakit.features import Spread, draw_spread
from mediakit.results import groups_to_draw, name_groups, source_line
from mediakit.topics.sentences import is_soft, with_softness

__all__ = ["draw_heat", "draw_topics"]

#: How many topics a chart by group shows.
_PANELS = 9
_COLUMNS = 8
_HEADING = "Which patterns of words the articles are nearest to"
_AXIS = "share of articles"


def draw_topics(
    spread: Spread,
    firmness: Sequence[float],
    groups: str | Sequence[str] | None,
    events: Mapping[Any, str] | None,
    reason: str,
) -> Chart:
    """Return the shares with their ranges, overall, by group or over time."""
    names = list(dict.fromkeys(spread.numbers["topic"]))
    softness = {name: is_soft(value) for name, value in zip(names, firmness, strict=False)}
    is_plain = not spread.by and spread.freq is None and groups is None and events is None
    if not is_plain or not names:
        labels = {
            name: with_softness(name, value) for name, value in zip(names, firmness, strict=False)
        }
        numbers = spread.numbers.assign(topic=spread.numbers["topic"].map(labels))
        return draw_spread(
            replace(spread, numbers=numbers),
            axis=_AXIS,
            heading=_HEADING,
            groups=groups,
            events=events,
            room=6,
            most_features=_PANELS,
            reason=reason,
        )
    data = spread.numbers.drop(columns="small_sample")
    data = data.assign(firm=~data["topic"].map(softness).astype(bool))
    source = source_line(spread.evidence, spread.numbers)
    if not data["firm"].all():
        source = f"{source} Grey: soft topics, which another search would draw elsewhere."
    return dot_chart(
        data, label="topic", value="share", axis=_AXIS, highlight="firm", title=_HEADING,
        source=source,
    )  # fmt: skip


def draw_heat(
    spread: Spread,
    firmness: Sequence[float],
    groups: Sequence[str] | None,
    reason: str,
) -> Chart:
    """Return a table in colour: topics in rows, groups in columns."""
    numbers = spread.numbers
    source = source_line(spread.evidence, numbers.drop(columns=["low", "high"]))
    if numbers.empty:
        return note_chart(_HEADING, reason or "There are no articles to draw.", source)
    names = list(dict.fromkeys(numbers["topic"]))
    data, column = name_groups(numbers, spread.by)
    first = data[data["topic"] == names[0]]
    shown, note = groups_to_draw(first, column, _COLUMNS, groups)
    softness = {name: is_soft(value) for name, value in zip(names, firmness, strict=True)}
    data = data[data[str(column)].isin(shown)].assign(soft=data["topic"].map(softness))
    if data["soft"].any():
        source = (
            f"{source} In grey italics: soft topics, which another search would draw elsewhere."
        )
    return heat_chart(
        data,
        row="topic",
        column=str(column),
        value="share",
        soft="soft",
        title=f"{_HEADING}, by {column}",
        source=note + source,
    )
