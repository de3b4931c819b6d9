"""What is written under a chart: how many articles, from whom, when, and how small the samples
are."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.independence import SMALL_SAMPLE, Evidence
from mediakit.periods import next_period
from mediakit.wording import (
    PERIOD_NOUNS,
    choose,
    count_of,
    join_names,
    plural_of,
    short_range,
)

__all__ = ["date_span", "edge_note", "gap_note", "missing_texts_note", "source_line"]


def date_span(dates: pd.Series | None) -> str:
    """Return the first and the last date, in words."""
    if dates is None or dates.isna().all():
        return "undated"
    return short_range(dates.min(), dates.max())


def source_line(evidence: Evidence, numbers: pd.DataFrame) -> str:
    """Return the line under a chart: how many articles, from whom, when, and how small the samples
    are."""
    if not evidence.n_articles:
        return "No articles."
    return f"{_articles_in_words(evidence)}.{_ranges_note(numbers)}{_small_note(numbers)}"


def missing_texts_note(evidence: Evidence, fields: Sequence[str]) -> str:
    """Say how many articles have no text, so that only the other fields were read, if any has none.

    A headline mentions less than an article: groups with such articles seem to say less.
    """
    if "text" not in fields or "text" not in evidence.table.columns:
        return ""
    n_missing = int(evidence.column("text").isna().sum())
    if not n_missing:
        return ""
    n = evidence.n_articles
    others = [_read_as(name, n_missing) for name in fields if name != "text"]
    read = choose(n_missing, "nothing of it was read", "nothing of them was read")
    if others:
        their = choose(n_missing, "its", "their")
        were = choose(n_missing * len(others), "was", "were")
        read = f"only {their} {join_names(others)} {were} read"
    if n_missing == n:
        return f"No article has a text; {read}."
    of_all = f"{n_missing:,} of the {count_of(n, 'article')} {choose(n_missing, 'has', 'have')}"
    return f"{of_all} no text; {read}."


def _read_as(name: str, n: int) -> str:
    """Return what a column of some articles is called in a sentence."""
    if name == "title":
        name = "headline"
    return choose(n, name, plural_of(name))


def _articles_in_words(evidence: Evidence) -> str:
    known = evidence.table.columns
    dates = None
    if "date" in known:
        dates = evidence.column("date")
    span = date_span(dates)
    noun = "article"
    if span == "undated":
        noun = "undated article"
    line = count_of(evidence.n_articles, noun)
    if "outlet" in known:
        n_outlets = evidence.column("outlet").nunique()
        if n_outlets:
            line += f" from {count_of(n_outlets, 'outlet')}"
    if span != "undated":
        line += f", {span}"
    if not evidence.reprints_checked:
        line += "; not checked for reprints"
    return line


def _ranges_note(numbers: pd.DataFrame) -> str:
    """Say what the ranges look like: lines over time, which alone have gaps, have bands."""
    if "low" not in numbers.columns or numbers["low"].isna().all():
        return ""
    if "gap" in numbers.columns:
        return " Bands show 95% ranges."
    return " Bars show 95% ranges."


def _small_note(numbers: pd.DataFrame) -> str:
    if "small_sample" not in numbers.columns or not numbers["small_sample"].any():
        return ""
    rest = f"fewer than {SMALL_SAMPLE} independent articles."
    if numbers["small_sample"].all():
        return f" {choose(len(numbers), 'Based', 'Each number rests')} on {rest}"
    return f" Some numbers rest on {rest}"


def gap_note(values: pd.Series) -> str:
    """Say why the lines of a chart are broken, if they are."""
    if values.isna().any():
        return " Gaps: no articles."
    return ""


def edge_note(numbers: pd.DataFrame, freq: str, dates: pd.Series | None = None) -> str:
    """Say which periods of a chart an edge cuts: that of the table, or that of a group's own
    articles.

    With the `dates` of all articles, also say which count as complete although days are missing.
    """
    cut = _cut_in_words(numbers, freq)
    if dates is None or not cut:
        return cut
    return cut + _excused_in_words(numbers, freq, dates)


def _excused_in_words(numbers: pd.DataFrame, freq: str, dates: pd.Series) -> str:
    """Say that a period at the edge counts as complete although it lacks some of its days."""
    whole = set(numbers["date"]) - set(numbers.loc[numbers["partial"], "date"])
    first, last = numbers["date"].min(), numbers["date"].max()
    begin, end = dates.min().normalize(), dates.max().normalize()
    before = pd.date_range(first, begin, inclusive="left")
    after = pd.date_range(end, next_period(last, freq), inclusive="neither")
    said = ""
    for which, period, missing in (("first", first, before), ("last", last, after)):
        if period in whole and len(missing):
            days = "days of the week on which no article is dated"
            names = list(dict.fromkeys(missing.day_name()))
            if len(names) == 1:
                days = f"a {names[0]}, and no article is dated a {names[0]}"
            said += f" The {which} {PERIOD_NOUNS[freq]} counts as complete: it lacks only {days}."
    return said


def _cut_in_words(numbers: pd.DataFrame, freq: str) -> str:
    noun = PERIOD_NOUNS[freq]
    first, last = numbers["date"].min(), numbers["date"].max()
    cut = set(numbers.loc[numbers["partial"], "date"])
    if not cut:
        return ""
    if cut - {first, last}:
        return (
            f" Hollow markers: incomplete {plural_of(noun)}, at the start or end of the period or "
            "of a group's articles."
        )
    if cut == {first, last}:
        return f" Hollow markers: the first and last {plural_of(noun)} are incomplete."
    which = choose(cut == {first}, "first", "last")
    return f" Hollow marker: the {which} {noun} is incomplete."
