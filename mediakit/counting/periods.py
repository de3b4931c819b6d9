"""Articles added up by group and by calendar period, with the holes and the cut edges marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.checks import (
    as_list,
    require_columns,
)
from mediakit.errors import UnknownValue
from mediakit.independence import Evidence, gather_evidence
from mediakit.periods import FREQUENCIES, fitting_freq, period_start, require_freq
from mediakit.results import count_of

__all__ = ["add_up", "chosen_freq", "collected_days", "gather", "shown", "why_empty"]


def chosen_freq(articles: pd.DataFrame, freq: str | None, by: Iterable[str]) -> str | None:
    """Return the letter of the period, the fitting one for 'auto'."""
    if freq is None:
        return None
    require_freq(freq, auto=True)
    if "date" in by:
        raise UnknownValue(
            "by='date' and freq= both cut the articles by date. Take one: freq='D' for every day, also those without "
            "articles, or by='date' without freq for the days that have some."
        )
    if freq != "auto":
        return freq
    require_columns(articles, ["date"])
    return fitting_freq(articles["date"])


def gather(
    articles: pd.DataFrame,
    by: list[str],
    freq: str | None,
    reprints: str,
    fields: str | Sequence[str] = (),
) -> tuple[Evidence, list[str], str]:
    """Return the articles to count, the columns that make a group, and what had to be set aside."""
    require_columns(articles, [*by, *(["date"] if freq else []), *as_list(fields)])
    missing = articles[[*by, *(["date"] if freq else [])]].isna()
    rows = articles.loc[~missing.any(axis=1)]
    set_aside = "".join(
        f" {count_of(int(n), 'article')} without {name} set aside."
        for name, n in missing.sum().items()
        if n
    )
    keys = list(by)
    if freq is not None:
        rows, keys = rows.assign(_period=period_start(rows["date"], freq)), [*by, "_period"]
    return gather_evidence(rows, sides=keys, reprints=reprints), keys, set_aside


def shown(evidence: Evidence) -> Evidence:
    """Return the evidence without the columns that counting added to it."""
    added = ["_period", "_mentions"]
    rows, articles = (
        table.drop(columns=added, errors="ignore") for table in (evidence.rows, evidence.articles)
    )
    return replace(evidence, rows=rows, articles=articles)


def why_empty(articles: pd.DataFrame, numbers: pd.DataFrame) -> str:
    """Say why there is nothing to count, where there is nothing."""
    if len(numbers):
        return ""
    unknown = [
        str(name)
        for name in numbers.columns
        if name in articles.columns and articles[name].isna().all()
    ]
    if not unknown or articles.empty:
        return "There are no articles to count."
    return f"None of the {count_of(len(articles), 'article')} has a known {unknown[0]}."


def add_up(
    evidence: Evidence,
    keys: list[str],
    freq: str | None,
    dates: pd.Series | None,
    hits: dict[str, npt.NDArray[np.bool_]],
) -> pd.DataFrame:
    """Return for every group and period the articles, the independent ones, and those of each kind of hit.

    `dates` are those of the whole table: they say which periods there are, and which of them an edge cuts.
    """
    counted = evidence.articles.assign(n_independent=evidence.weights)
    counted = counted.assign(**{name: evidence.weights * hit for name, hit in hits.items()})
    sums = ["n_independent", *hits]
    if keys:
        numbers = counted.groupby(keys, sort=True)[sums].sum()
        numbers = numbers.assign(n_articles=evidence.rows.groupby(keys, sort=True).size())
        numbers = (
            _on_every_period(numbers, freq, dates) if freq and dates is not None else numbers
        ).reset_index()
    else:
        numbers = pd.DataFrame([counted[sums].sum()]).assign(n_articles=len(evidence.rows))
        numbers = numbers.loc[numbers["n_articles"] > 0]
    for name in sums:
        exact = numbers[name].round(6)
        numbers = numbers.assign(
            **{name: exact.astype("int64") if (exact == exact.round()).all() else exact}
        )
    numbers = numbers[[*keys, *hits, "n_articles", "n_independent"]]
    if freq is not None and dates is not None:
        partial = _partial(numbers, collected_days(evidence.rows, keys[:-1], dates), dates, freq)
        numbers = numbers.assign(gap=numbers["n_articles"] == 0, partial=partial)
    if not any(pd.api.types.is_datetime64_any_dtype(numbers[name]) for name in numbers.columns):
        numbers = numbers.sort_values(
            "n_articles", ascending=False, kind="stable"
        )  # no time: the largest first
    return numbers.rename(columns={"_period": "date"}).reset_index(drop=True)


def _on_every_period(numbers: pd.DataFrame, freq: str, dates: pd.Series) -> pd.DataFrame:
    """Add, with counts of 0, the periods of the table in which a group published nothing."""
    if numbers.empty:
        return numbers
    span = pd.period_range(dates.min(), dates.max(), freq=FREQUENCIES[freq])
    every = span.start_time.astype("datetime64[us]")
    if numbers.index.nlevels == 1:
        return numbers.reindex(pd.Index(every, name="_period"), fill_value=0)
    groups: list[Any] = list(numbers.index.droplevel("_period").unique())
    named = [group if isinstance(group, tuple) else (group,) for group in groups]
    grid = pd.MultiIndex.from_tuples(
        [(*group, day) for group in named for day in every], names=numbers.index.names
    )
    return numbers.reindex(grid, fill_value=0)


def collected_days(rows: pd.DataFrame, by: list[str], dates: pd.Series) -> pd.DataFrame:
    """Return the first and the last day of each group's collection, `_begin` and `_end`, with the columns of `by`.

    These are the table's, or the group's own where the silence before its first article, or after its last, is longer
    than any between its articles. Of n days thrown anywhere into the table, the first would look so in one case of
    n + 1, because each of the n + 1 silences is as likely to be the longest.
    """
    first, last = dates.dt.normalize().min(), dates.dt.normalize().max()
    if not by:
        return pd.DataFrame({"_begin": [first], "_end": [last]})
    days = (
        rows[by]
        .assign(_day=rows["date"].dt.normalize())
        .drop_duplicates()
        .sort_values([*by, "_day"])
    )
    days = days.assign(_silence=days.groupby(by)["_day"].diff() - pd.Timedelta(days=1))
    own = (
        days.groupby(by)
        .agg(_begin=("_day", "min"), _end=("_day", "max"), _most=("_silence", "max"))
        .reset_index()
    )
    most = own.pop("_most").fillna(pd.Timedelta(0))
    begin = own["_begin"].where(own["_begin"] - first > most, first)
    return own.assign(_begin=begin, _end=own["_end"].where(last - own["_end"] > most, last))


def _partial(
    numbers: pd.DataFrame, collected: pd.DataFrame, dates: pd.Series, freq: str
) -> npt.NDArray[np.bool_]:
    """Say which periods the edge of a collection cuts.

    A period is cut where it holds a day before the first or after the last, and that day is one of the weekdays on
    which the table has articles at all: a month that begins on a Sunday is whole where no article is of a Sunday.
    """
    if numbers.empty:
        return np.zeros(0, dtype=bool)
    published = set(dates.dropna().dt.day_of_week)
    by = [name for name in collected.columns if name not in ("_begin", "_end")]
    partial = np.zeros(len(numbers), dtype=bool)
    for edge, step in (("_begin", -1), ("_end", 1)):
        period = collected[edge].dt.to_period(FREQUENCIES[freq])
        border = (period.dt.start_time if step < 0 else period.dt.end_time).dt.normalize()
        beyond = (border - collected[edge]).dt.days.abs()
        cut = [
            any((day + step * n) % 7 in published for n in range(1, min(days, 7) + 1))
            for day, days in zip(collected[edge].dt.day_of_week, beyond, strict=True)
        ]
        at = collected.assign(_period=period.dt.start_time.astype("datetime64[us]"))[cut][
            [*by, "_period"]
        ]
        partial |= pd.MultiIndex.from_frame(numbers[[*by, "_period"]]).isin(
            pd.MultiIndex.from_frame(at)
        )
    return partial
