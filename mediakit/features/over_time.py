"""Numbers over the calendar: every period in a row, with the holes and the cut edges marked as
such."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.independence import Evidence
from mediakit.periods import every_period, period_end, period_start

__all__ = ["collected_days", "over_every_period"]


def over_every_period(
    numbers: pd.DataFrame,
    keys: Sequence[str],
    *,
    evidence: Evidence,
    dates: pd.Series,
    freq: str,
) -> pd.DataFrame:
    """Return the numbers with a row for each series in each period, and the columns `gap` and
    `partial`.

    Parameters
    ----------
    numbers : DataFrame
        The columns of `keys`, `date` (the first day of the period), `n_articles` and further
        numbers.
    keys : sequence of str
        What tells the series apart.
    evidence : Evidence
        The articles behind the numbers.
    dates : Series of datetime64
        Those of the whole table: they say which periods there are, and which of them an edge cuts.
    freq : {'D', 'W', 'M', 'Q', 'Y'}
        The period.

    Returns
    -------
    DataFrame
        In a gap, a period without articles, all numbers are missing: the table cannot say whether
        nothing was published or nothing collected.
    """
    keys = list(keys)
    full = _with_every_period(numbers, keys, dates, freq)
    gap = full["n_articles"].isna()
    groups = [name for name in keys if name in evidence.labels.columns]
    collected = collected_days(evidence, groups, dates)
    return full.assign(gap=gap, partial=_partial(full, collected, groups, dates, freq))


def _with_every_period(
    numbers: pd.DataFrame,
    keys: list[str],
    dates: pd.Series,
    freq: str,
) -> pd.DataFrame:
    """Add the periods in which a series has no articles; their numbers are missing."""
    counts = [name for name in numbers.columns if name.startswith("n_")]
    numbers = numbers.astype(dict.fromkeys(counts, "Float64"))
    if len(numbers):
        days = pd.DataFrame({"date": every_period(dates.min(), dates.max(), freq)})
        grid = days
        if keys:
            grid = numbers[keys].drop_duplicates().merge(days, how="cross")
        columns = numbers.columns
        numbers = grid.merge(numbers, on=[*keys, "date"], how="left")[columns]
    whole = {name: numbers[name].astype("Int64") for name in counts if _is_whole(numbers[name])}
    return numbers.assign(**whole)


def _is_whole(values: pd.Series) -> bool:
    return bool((values.dropna() % 1 == 0).all())


def collected_days(
    evidence: Evidence,
    by: Sequence[str],
    dates: pd.Series,
) -> pd.DataFrame:
    """Return the first and the last day of each group's collection, `begin` and `end`, with the
    columns of `by`.

    These are the table's, or the group's own where the silence before its first article, or after
    its last, is longer than any between its articles. Of n days thrown anywhere into the table, the
    first would look so in one case of n + 1, because each of the n + 1 silences is as likely to be
    the longest.
    """
    by = list(by)
    known = dates.dt.normalize()
    first, last = known.min(), known.max()
    if not by:
        return pd.DataFrame({"begin": [first], "end": [last]})
    groups = pd.MultiIndex.from_frame(evidence.labels[by])
    days = pd.DataFrame({"day": evidence.column("date").dt.normalize()})
    days = days.assign(group=groups.to_flat_index()).drop_duplicates()
    days = days.sort_values(["group", "day"])
    silences = days.groupby("group")["day"].diff() - pd.Timedelta(days=1)
    spans = days.assign(silence=silences).groupby("group", sort=True)
    begin, end = spans["day"].min(), spans["day"].max()
    longest = spans["silence"].max().fillna(pd.Timedelta(0))
    names = pd.DataFrame(begin.index.to_list(), columns=by)
    return names.assign(
        begin=begin.where(begin - first > longest, first).to_numpy(),
        end=end.where(last - end > longest, last).to_numpy(),
    )


def _partial(
    numbers: pd.DataFrame,
    collected: pd.DataFrame,
    by: list[str],
    dates: pd.Series,
    freq: str,
) -> Flags:
    """Say which periods the edge of a collection cuts.

    A period is cut if it holds a day before the first or after the last, and that day is one of the
    weekdays on which the table has articles at all: a month that begins on a Sunday is whole if no
    article is of a Sunday.
    """
    partial = np.zeros(len(numbers), dtype=bool)
    if numbers.empty:
        return partial
    weekdays = set(dates.dropna().dt.day_of_week)
    begin, end = collected["begin"], collected["end"]
    first_days = period_start(begin, freq)
    for edge, border, step in (
        (begin, first_days, -1),
        (end, period_end(end, freq), 1),
    ):
        cut = _is_cut(edge, border, step, weekdays)
        at_edge = collected[by].assign(date=period_start(edge, freq))[cut]
        keys = [*by, "date"]
        edges = pd.MultiIndex.from_frame(at_edge[keys])
        partial |= pd.MultiIndex.from_frame(numbers[keys]).isin(edges)
    return partial


def _is_cut(
    edge: pd.Series,
    border: pd.Series,
    step: int,
    weekdays: set[int],
) -> Flags:
    """Say of each edge whether a day of publication lies between it and the border of its
    period."""
    n_beyond = (border - edge).dt.days.abs()
    cut = []
    for weekday, n_days in zip(edge.dt.day_of_week, n_beyond, strict=True):
        beyond = [(weekday + step * n) % 7 for n in range(1, min(n_days, 7) + 1)]
        cut.append(any(day in weekdays for day in beyond))
    return np.array(cut, dtype=bool)
