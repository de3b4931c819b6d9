"""The chart of features: dots overall, a panel a feature with a row a group, or a line over
time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mediakit.charts import Chart, dot_chart, line_chart, note_chart
from mediakit.errors import UnknownValue
from mediakit.features.grouping import why_empty
from mediakit.features.spread import Spread
from mediakit.results import (
    NOT_GROUPED,
    edge_note,
    gap_note,
    groups_to_draw,
    in_panel_order,
    kept_columns,
    name_groups,
    source_line,
)
from mediakit.wording import PERIOD_NOUNS, join_names, plural_of

__all__ = ["draw_spread"]

_OVER_TIME = 6  # panels


def draw_spread(
    spread: Spread,
    *,
    axis: str,
    heading: str,
    groups: str | Sequence[str] | None,
    events: Mapping[Any, str] | None,
    room: int,
    most_features: int,
    reason: str,
) -> Chart:
    """Return the chart of features.

    Parameters
    ----------
    spread : Spread
        Their numbers.
    axis, heading : str
        What a number is, and the title of the chart without its groups.
    groups : str or sequence of str, optional
        The groups to draw.
    events : dict, optional
        Days to mark, over time.
    room : int
        How many groups fit into a panel.
    most_features : int
        How many panels fit into a chart by group.
    reason : str
        Why there is nothing to draw; empty if there is something.
    """
    _require_drawable(spread, groups, events)
    if spread.by or spread.freq:
        dimensions = list(spread.by)
        if spread.freq is not None:
            dimensions.append(PERIOD_NOUNS[spread.freq])
        heading = f"{heading}, by {join_names(dimensions)}"
    numbers = spread.numbers
    source = f"{spread.left_out} {source_line(spread.evidence, numbers)}".lstrip()
    if numbers.empty:
        why = reason or why_empty(spread.evidence.table, numbers)
        return note_chart(heading, why, source)
    if spread.freq is not None:
        return _over_time(spread, axis, heading, source, events)
    if spread.by:
        return _by_group(spread, axis, heading, source, groups, room, most_features)
    data = numbers.drop(columns="small_sample")
    return dot_chart(
        data, label=spread.feature, value=spread.value, axis=axis, title=heading, source=source
    )


def _require_drawable(
    spread: Spread,
    groups: str | Sequence[str] | None,
    events: Mapping[Any, str] | None,
) -> None:
    if events is not None and spread.freq is None:
        raise UnknownValue(
            "events= marks days on a chart over time: add freq=, for example freq='W'."
        )
    if groups is not None and not spread.by:
        raise UnknownValue(NOT_GROUPED)
    if spread.by and spread.freq is not None:
        raise UnknownValue(
            f"A chart over time has a panel for each {spread.feature}, so there is no room for "
            "groups: leave by= out, or draw the articles of one group, such as those of "
            "published_by(articles, 'The Post')."
        )


def _by_group(
    spread: Spread,
    axis: str,
    heading: str,
    source: str,
    groups: str | Sequence[str] | None,
    room: int,
    most_features: int,
) -> Chart:
    data, label = name_groups(spread.numbers.drop(columns="small_sample"), spread.by)
    features = list(dict.fromkeys(data[spread.feature]))
    first = data[data[spread.feature] == features[0]]
    names, note = groups_to_draw(first, label, room, groups)
    source = note + source
    if len(features) > most_features:
        nouns = plural_of(spread.feature)
        source = f"Shown: the {most_features} largest of {len(features)} {nouns}. {source}"
        features = features[:most_features]
    data = data[data[label].isin(names) & data[spread.feature].isin(features)]
    return dot_chart(
        data,
        label=str(label),
        value=spread.value,
        axis=axis,
        title=heading,
        source=source,
        panel=spread.feature,
    )


def _over_time(
    spread: Spread,
    axis: str,
    heading: str,
    source: str,
    events: Mapping[Any, str] | None,
) -> Chart:
    freq, numbers = str(spread.freq), spread.numbers
    if numbers["date"].nunique() == 1:
        noun = PERIOD_NOUNS[freq]
        reason = f"There is only one {noun}, so there is no change over time to show."
        return note_chart(heading, reason, source)
    features = list(dict.fromkeys(numbers[spread.feature]))
    if len(features) > _OVER_TIME:
        nouns = plural_of(spread.feature)
        source = f"Shown: the first {_OVER_TIME} of {len(features)} {nouns}. {source}"
    data = in_panel_order(numbers, spread.feature, features[:_OVER_TIME])
    columns = [spread.feature, "date", spread.value, "low", "high", "n_independent", "n_articles"]
    data = kept_columns(data, [*columns, "partial"])
    source += gap_note(data[spread.value])
    source += edge_note(data, freq, spread.evidence.column("date"))
    return line_chart(
        data,
        value=spread.value,
        axis=axis,
        panel=spread.feature,
        freq=freq,
        events=events,
        title=heading,
        source=source,
    )
