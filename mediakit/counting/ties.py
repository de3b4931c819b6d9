"""What is said of groups and periods that tie for the largest number of articles."""

from __future__ import annotations

import pandas as pd

from mediakit.counting.grouped import group_name
from mediakit.wording import (
    PERIOD_NOUNS,
    count_of,
    day_name,
    in_period,
    join_days,
    join_names,
    noun_of_groups,
    period_name,
    plural_of,
    times,
)

__all__ = ["say_tied"]

#: As many are named one by one.
_HANDFUL = 5


def say_tied(
    best: pd.DataFrame,
    numbers: pd.DataFrame,
    by: tuple[str, ...],
    freq: str | None,
    of_all: str,
) -> str:
    """Say which groups or periods have the most articles.

    Parameters
    ----------
    best, numbers : DataFrame
        The rows that tie, and all rows.
    by : tuple of str
        The columns that make the groups.
    freq : str or None
        The letter of the period.
    of_all : str
        Of how many articles the numbers are a part, such as 'of the 24 articles'.
    """
    counted = numbers.dropna(subset="n_articles")
    all_tie = len(best) == len(counted)
    if freq is None:
        return _tied_groups(best, by, of_all, all_tie)
    if by:
        names = {group_name(row, by) for _, row in counted.iterrows()}
        return _tied_cases(best, by, freq, all_tie, names)
    return _tied_periods(best, freq, of_all, all_tie)


def _tied_groups(
    best: pd.DataFrame,
    by: tuple[str, ...],
    of_all: str,
    all_tie: bool,
) -> str:
    n = int(best["n_articles"].iloc[0])
    names = [group_name(row, by) for _, row in best.iterrows()]
    if not all_tie and len(names) <= _HANDFUL:
        return f"{join_names(names)} have the largest number of articles, {n:,} each {of_all}."
    if not all_tie:
        groups = f"{len(names):,} {noun_of_groups(by)}"
        return f"{groups} have the largest number of articles, {n:,} each {of_all}."
    if len(names) <= _HANDFUL:
        return f"{join_names(names)} have {count_of(n, 'article')} each."
    return f"All {len(names):,} {noun_of_groups(by)} have {count_of(n, 'article')} each."


def _tied_cases(
    best: pd.DataFrame,
    by: tuple[str, ...],
    freq: str,
    all_tie: bool,
    names: set[str],
) -> str:
    """Say how many articles a group has in a period at most, and when that was."""
    articles = count_of(int(best["n_articles"].iloc[0]), "article")
    noun = PERIOD_NOUNS[freq]
    preposition = "in"
    if freq == "D":
        preposition = "on"
    most = f"No {noun_of_groups(by, 1)} has more than {articles} {preposition} any {noun}."
    if len(names) == 1:
        most = f"{join_names(names)} never has more than {articles} {preposition} any {noun}."
    if all_tie:
        return most
    reached = f"{most.rstrip('.')}; that number was reached {times(len(best))}"
    if len(best) > _HANDFUL:
        return f"{reached}."
    if len(names) == 1:
        return f"{reached}: {join_names(in_period(day, freq) for day in best['date'])}."
    cases = [f"{group_name(row, by)} {in_period(row['date'], freq)}" for _, row in best.iterrows()]
    return f"{reached}: by {join_names(cases)}."


def _tied_periods(
    best: pd.DataFrame,
    freq: str,
    of_all: str,
    all_tie: bool,
) -> str:
    n = int(best["n_articles"].iloc[0])
    noun = PERIOD_NOUNS[freq]
    days = best["date"].tolist()
    if all_tie:
        return f"Each of the {len(days):,} {plural_of(noun)} with articles has {n:,}."
    if len(days) > _HANDFUL:
        periods = f"{len(days):,} {plural_of(noun)}"
        subject = f"{periods} have the largest number of articles, {n:,} {of_all} each"
        if freq == "W":
            return f"{subject}; the first began on {day_name(days[0])}."
        return f"{subject}; the first was {period_name(days[0], freq)}."
    subject = f"The busiest {plural_of(noun)}, with {n:,} {of_all} each,"
    if freq == "W":
        return f"{subject} began on {join_days(days)}."
    if freq == "D":
        return f"{subject} were {join_days(days)}."
    return f"{subject} were {join_names(period_name(day, freq) for day in days)}."
