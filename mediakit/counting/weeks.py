"""Whole weeks of days: which weeks a count by weekday may use, and which are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.counting.articles import ArticleCounts
from mediakit.features import collected_days
from mediakit.wording import choose, count_of, noun_of_groups

__all__ = ["Weeks", "whole_weeks"]


@dataclass(frozen=True, eq=False)
class Weeks:
    """The days of whole weeks with articles, a row a group and day.

    Attributes
    ----------
    days : DataFrame
        The columns of `by`, date, n_articles, n_independent.
    n_empty : int
        Weeks without an article, which are left out.
    left_out : str
        Which weeks are left out, in words.
    """

    days: pd.DataFrame
    n_empty: int
    left_out: str

    def groups(self, by: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
        """Give the days of each group."""
        if by:
            yield from self.days.groupby(list(by), sort=True)
        elif len(self.days):
            yield (), self.days


def whole_weeks(counts: ArticleCounts, dates: pd.Series) -> Weeks:
    """Return the days of whole weeks, given counts by day and the dates of all articles."""
    by = list(counts.by)
    monday = counts.numbers["date"] - pd.to_timedelta(
        counts.numbers["date"].dt.day_of_week, unit="D"
    )
    days = counts.numbers.assign(
        n_articles=counts.numbers["n_articles"].fillna(0).astype("int64"),
        n_independent=counts.numbers["n_independent"].fillna(0).astype(float),
        week=monday,
    )
    at_edge = days.groupby("week")["date"].nunique() < 7
    collected = _collected(days, counts, by, dates)
    weeks = collected.groupby([*by, "week"], sort=True).agg(
        n_days=("date", "size"), n_articles=("n_articles", "sum")
    )
    weeks = weeks.reset_index()
    is_cut = weeks["n_days"] < 7
    is_empty = ~is_cut & (weeks["n_articles"] == 0)
    cut_by_group = is_cut & ~weeks["week"].isin(at_edge.index[at_edge])
    used = weeks.loc[~is_cut & ~is_empty, [*by, "week"]]
    left_out = _cut_at_edge(int(at_edge.sum())) + _cut_in_groups(
        by, int(cut_by_group.sum()), int(is_empty.sum())
    )
    return Weeks(collected.merge(used, on=[*by, "week"]), int(is_empty.sum()), left_out)


def _collected(
    days: pd.DataFrame,
    counts: ArticleCounts,
    by: list[str],
    dates: pd.Series,
) -> pd.DataFrame:
    """Return the days between the beginning and the end of each group's collection."""
    spans = collected_days(counts.evidence, by, dates)
    spans = spans.rename(columns={"begin": "begin of collection", "end": "end of collection"})
    if by:
        days = days.merge(spans, on=by, how="left")
    else:
        days = days.merge(spans, how="cross")
    inside = days["date"].between(days["begin of collection"], days["end of collection"])
    return days[inside].drop(columns=["begin of collection", "end of collection"])


def _cut_at_edge(n: int) -> str:
    if not n:
        return ""
    which = choose(n, "1 week at the edge of the period is", "The first and last weeks are")
    return f" {which} left out, as not all seven days are in the collection."


def _cut_in_groups(by: list[str], n_cut: int, n_empty: int) -> str:
    """Say which weeks of single groups are left out, and how many that is."""
    weeks = count_of(n_empty, "week")
    noun = noun_of_groups(by, 1)
    if not by and n_empty:
        return f" {weeks} without articles {choose(n_empty, 'is', 'are')} left out."
    said = ""
    if n_cut:
        said += (
            f" For each {noun}, its first and last weeks are left out if they are incomplete "
            f"({n_cut:,} in all)."
        )
    if n_cut and n_empty:
        said += f" So are the weeks in which it has no articles ({n_empty:,} in all)."
    elif n_empty:
        said += f" For each {noun}, the weeks without articles are left out ({n_empty:,} in all)."
    return said
