"""What is written under a chart: how many articles, from whom, when, and how small the samples
are."""

from __future__ import annotations

import pandas as pd

from mediakit.independence import SMALL_SAMPLE, Evidence
from mediakit.wording import PERIOD_NOUNS, choose, count_of, short_day

__all__ = ["date_span", "edge_note", "gap_note", "source_line"]


def date_span(dates: pd.Series | None) -> str:
    """Return the first and the last date, in words."""
    known = pd.Series([], dtype="datetime64[us]")
    if dates is not None:
        known = dates.dropna()
    if known.empty:
        return "undated"
    first = short_day(known.min())
    last = short_day(known.max())
    if first == last:
        return first
    return f"{first} to {last}"


def source_line(evidence: Evidence, numbers: pd.DataFrame) -> str:
    """Return the line under a chart: how many articles, from whom, when, and how small the samples
    are."""
    known = evidence.table.columns
    line = count_of(evidence.n_articles, "article")
    if "outlet" in known:
        n_outlets = evidence.column("outlet").nunique()
        if n_outlets:
            line += f" from {count_of(n_outlets, 'outlet')}"
    dates = None
    if "date" in known:
        dates = evidence.column("date")
    line += f", {date_span(dates)}"
    if not evidence.reprints_checked:
        line += "; reprints not checked"
    return f"{line}.{_ranges_note(numbers)}{_small_note(numbers)}"


def _ranges_note(numbers: pd.DataFrame) -> str:
    if len(numbers) and "low" in numbers.columns:
        return " Bars and bands show 95% ranges."
    return ""


def _small_note(numbers: pd.DataFrame) -> str:
    if "small_sample" not in numbers.columns or not numbers["small_sample"].any():
        return ""
    rest = f"fewer than {SMALL_SAMPLE} independent articles."
    if numbers["small_sample"].all():
        return f" {choose(len(numbers), 'It rests', 'All numbers rest')} on {rest}"
    return f" Some numbers rest on {rest}"


def gap_note(values: pd.Series) -> str:
    """Say why the lines of a chart are broken, if they are."""
    if values.isna().any():
        return " Gaps: no articles."
    return ""


def edge_note(numbers: pd.DataFrame, freq: str) -> str:
    """Say which periods of a chart an edge cuts: that of the table, or that of a group's own
    articles."""
    noun = PERIOD_NOUNS[freq]
    first, last = numbers["date"].min(), numbers["date"].max()
    cut = set(numbers.loc[numbers["partial"], "date"])
    if not cut:
        return ""
    if cut - {first, last}:
        return (
            f" Open marks: incomplete {noun}s, at the start or end of the articles or of a group."
        )
    if cut == {first, last}:
        return f" Open marks: the first and the last {noun} are incomplete."
    which = choose(cut == {first}, "first", "last")
    return f" Open mark: the {which} {noun} is incomplete."
