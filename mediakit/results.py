"""What every analysis returns: tidy numbers, a chart, the sentences behind, and a paragraph about it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.checks import as_list, one_of
from mediakit.display import html_paragraph, html_table
from mediakit.errors import UnknownValue
from mediakit.independence import SMALL_SAMPLE, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from mediakit.charts import Chart

__all__ = [
    "Result",
    "count_of",
    "date_span",
    "day_name",
    "groups_to_draw",
    "largest",
    "left_out",
    "mark_small",
    "source_line",
    "where_columns",
]


@dataclass(frozen=True)
class Result(ABC):
    """A frozen result of an analysis.

    Attributes
    ----------
    evidence : Evidence
        The articles that were counted.
    reason : str
        Why there is nothing to show; empty where there is.
    """

    evidence: Evidence
    reason: str

    @property
    def n_articles(self) -> int:
        """Articles read."""
        return self.evidence.n_articles

    @property
    def n_independent(self) -> int:
        """Different texts among them."""
        return self.evidence.n_independent

    @abstractmethod
    def table(self) -> pd.DataFrame:
        """Return the numbers, tidy."""

    @abstractmethod
    def plot(self, ax: Axes | None = None) -> Chart:
        """Draw the numbers and return the chart."""

    @abstractmethod
    def method(self) -> str:
        """Say what was computed, with which settings, and what it cannot tell."""

    def example_keys(self) -> list[Any]:
        """Return what `examples` can be asked for, in the order of the table: its first column."""
        table = self.table()
        return list(dict.fromkeys(table.iloc[:, 0].dropna()))

    def describe(self) -> str:
        """Say in one paragraph what was computed, from how many articles, with which settings."""
        parts = [self.method(), _counted(self.evidence), self.reason]
        return " ".join(part for part in parts if part)

    def __repr__(self) -> str:
        table = self.table()
        lines = [self.describe(), *([table.head(20).to_string(index=False)] if len(table) else [])]
        return "\n".join(
            [*lines, *([f"{len(table) - 20:,} more rows: see table()."] if len(table) > 20 else [])]
        )

    def _repr_html_(self) -> str:
        table = self.table()
        return html_paragraph(self.describe()) + (html_table(table) if len(table) else "")


def count_of(number: int, noun: str) -> str:
    """Return '1 article' or '2 articles', '1 story' or '2 stories'."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("ry") else f"{number:,} {noun}s"


def _counted(evidence: Evidence) -> str:
    n = count_of(evidence.n_articles, "article")
    if "not checked" in evidence.note:
        return f"It rests on {n}, each taken as independent: reprints not checked."
    return f"It rests on {n} ({evidence.n_independent:,} independent). {evidence.note}"


def date_span(articles: pd.DataFrame) -> str:
    """Return the first and last date of the articles, in words."""
    dates = (
        articles["date"].dropna()
        if "date" in articles.columns
        else pd.Series([], dtype="datetime64[us]")
    )
    if dates.empty:
        return "undated"
    first, last = dates.min(), dates.max()
    return day_name(first) if first == last else f"{day_name(first)} to {day_name(last)}"


def day_name(day: pd.Timestamp) -> str:
    """Return a day as people write it: 4 Mar 2031."""
    return f"{day.day} {day:%b %Y}"


def source_line(evidence: Evidence, numbers: pd.DataFrame) -> str:
    """Return the line under a chart: how many articles, of which outlets, when, and how small the samples are."""
    articles = evidence.articles
    names = articles["outlet"].dropna().unique() if "outlet" in articles.columns else []
    outlets = f" from {count_of(len(names), 'outlet')}" if len(names) else ""
    unchecked = "; reprints not checked" if "not checked" in evidence.note else ""
    n = count_of(evidence.n_articles, "article")
    line = f"{n}{outlets}, {date_span(articles)}{unchecked}."
    if len(numbers) and "low" in numbers.columns:
        line += " Bars and bands: 95 % ranges."
    if "small_sample" in numbers.columns and numbers["small_sample"].any():
        every = "Every number" if numbers["small_sample"].all() else "Some numbers"
        line += f" {every} here: fewer than {SMALL_SAMPLE} independent articles."
    return line


def left_out(articles: pd.DataFrame, by: str | None) -> str:
    """Say how many articles a chart by a column leaves out, because they have no value there."""
    n = int(articles[by].isna().sum()) if by is not None else 0
    return f"{count_of(n, 'article')} without {by} left out. " if n else ""


def where_columns(articles: pd.DataFrame) -> pd.DataFrame:
    """Return what says which article a row is, as far as the table knows it."""
    names = ["article_id", "outlet", "date", "title"]
    return articles[[name for name in names if name in articles.columns]]


def mark_small(table: pd.DataFrame) -> pd.DataFrame:
    """Add the column `small_sample`: fewer than 30 independent articles."""
    return table.assign(small_sample=table["n_independent"] < SMALL_SAMPLE)


def largest(table: pd.DataFrame, by: str | list[str] | None, most: int) -> list[object]:
    """Return the groups with the most articles, ties by name."""
    names = as_list(by)
    if not names:
        return []
    sums = table.groupby(names[0], dropna=True)["n_articles"].sum().reset_index()
    return (
        sums.sort_values(["n_articles", names[0]], ascending=[False, True])[names[0]]
        .head(most)
        .tolist()
    )


def groups_to_draw(
    table: pd.DataFrame, by: str | None, most: int, wanted: str | Sequence[object] | None = None
) -> tuple[list[object], str]:
    """Return the groups wanted, or else the largest that a chart has room for, and what it says of those left out."""
    if wanted is None:
        names = largest(table, by, most)
        known = table[by].nunique() if by is not None else 0
        return names, f"The {len(names)} largest of {known} are shown. " if known > len(
            names
        ) else ""
    if by is None:
        raise UnknownValue(
            "groups= says which groups to draw, and there are none: ask with by=, such as by='outlet'."
        )
    names = list(wanted) if pd.api.types.is_list_like(wanted, allow_sets=False) else [wanted]
    for name in names:
        one_of(by, name, table[by].dropna().unique())
    names, known = list(dict.fromkeys(names)), table[by].nunique()
    if not 1 <= len(names) <= most:
        raise UnknownValue(f"The chart has room for 1 to {most} groups; groups= has {len(names)}.")
    verb = "is" if len(names) == 1 else "are"
    return names, f"{len(names)} of {known} {verb} shown, chosen by name. " if known > len(
        names
    ) else ""
