"""How many articles there are: by outlet, by period, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import as_list, require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.counting.drawing import Wanted, draw_numbers
from mediakit.counting.grouped import GroupedNumbers, group_name, highest_rows
from mediakit.counting.summaries import CountArticles
from mediakit.counting.ties import say_tied
from mediakit.independence import of_origin
from mediakit.results import largest_groups
from mediakit.wording import (
    PERIOD_NOUNS,
    choose,
    count_of,
    day_name,
    in_period,
    percent,
    period_name,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ArticleCounts", "count_articles", "largest_outlets"]


@dataclass(frozen=True, repr=False, eq=False)
class ArticleCounts(GroupedNumbers):
    """How many articles there are, by group and period."""

    cannot_show: ClassVar[str] = (
        "These are the articles of this collection, not all that the outlets published."
    )

    def answer(self) -> str:
        """Say in a sentence which group or period has the largest number of articles, and whether
        several tie."""
        if self.numbers.empty:
            return self.reason
        total = int(self.numbers["n_articles"].sum())
        if not self.dimensions:
            return self._total(total)
        best = self.best_rows()
        n = int(best["n_articles"].iloc[0])
        if n == total:
            return self._all_in_one(best.iloc[0], n)
        if len(best) > 1:
            return say_tied(best, self.numbers, self.by, self.freq, self._of_all(total))
        return self._single_best(best.iloc[0], n, total)

    def _total(self, total: int) -> str:
        """Say how many articles there are, and how many of them are independent."""
        there_are = f"There {choose(total, 'is', 'are')} {count_of(total, 'article')}"
        n = int(self.numbers["n_independent"].sum())
        if n < total:
            there_are += f", {n:,} of them independent"
        return f"{there_are}."

    def _of_all(self, total: int) -> str:
        """Say of how many articles a number is a part: those that have a date and a group."""
        noun = "article"
        if self.freq is not None and self.evidence.table["date"].isna().any():
            noun = "dated article"
        return f"of the {count_of(total, noun)}"

    def _all_in_one(self, row: pd.Series, n: int) -> str:
        """Say where all articles are, if one group or period has them all."""
        subject = f"All {count_of(n, 'article')} are"
        if n == 1:
            subject = "The only article is"
        if self.freq is None:
            return f"{subject} {_origin(row, self.by)}."
        when = in_period(row["date"], self.freq)
        if self.freq == "W":
            when = f"in the week that began on {day_name(row['date'])}"
        if self.by:
            return f"{subject} {_origin(row, self.by)}, {when}."
        subject = subject.removesuffix(" are").removesuffix(" is")
        return f"{subject} appeared {when}."

    def _single_best(self, row: pd.Series, n: int, total: int) -> str:
        share = f"{n:,} {self._of_all(total)} ({percent(n / total)})"
        if self.freq is None:
            return f"{group_name(row, self.by)} has {_largest(n, total)}: {share}."
        noun = PERIOD_NOUNS[self.freq]
        if self.by:
            when = in_period(row["date"], self.freq)
            single = f"{choose(self.freq == 'D', 'on', 'in')} a single {noun}"
            largest = "the largest number of articles"
            return f"{group_name(row, self.by)} had {largest} {single}: {share}, {when}."
        when = f"was {period_name(row['date'], self.freq)}"
        if self.freq == "W":
            when = f"began on {day_name(row['date'])}"
        return f"The busiest {noun} {when}, with {share}."

    def method(self) -> str:
        """Say what was counted."""
        said = f"Articles were counted{self.breakdown}."
        if self.freq is not None and self.numbers["gap"].any():
            said += (
                " A period without articles is shown as a gap, not as zero: the data cannot tell "
                "whether nothing was published or nothing was collected."
            )
        return said + self.left_out

    def plot(
        self,
        ax: Axes | None = None,
        *,
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the counts: lines over time, or a dot a group.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        groups : str or sequence of str, optional
            The groups to draw; by default the largest, six over time and else twenty.
        events : dict, optional
            What to mark on a chart over time, such as {"2031-03-14": "Verdict"}.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        axis = "articles"
        if self.freq is not None:
            axis = f"articles per {PERIOD_NOUNS[self.freq]}"
        wanted = Wanted("n_articles", axis, f"Articles{self.breakdown}", groups, events)
        chart = draw_numbers(self, wanted)
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=True)

    def best_rows(self) -> pd.DataFrame:
        """Return the rows with the most articles."""
        return highest_rows(self.numbers, "n_articles")

    def examples(
        self,
        key: object = None,
        *,
        n: int = 3,
        date: object = None,
    ) -> Quotes:
        """Return the titles of the first n articles of a group, of the period that a date falls in,
        or of both."""
        selected, name = self.select(key, date)
        return quote_titles(self.evidence.counted_articles(selected), n=n, group=name)


def _largest(n: int, total: int) -> str:
    """Return what a group has: most of the articles only if it has more than half."""
    if 2 * n > total:
        return "most of the articles"
    return "the largest number of articles"


def _origin(row: pd.Series, by: tuple[str, ...]) -> str:
    """Return where articles of a group are: from an outlet, in anything else."""
    preposition = choose(by == ("outlet",), "from", "in")
    return f"{preposition} {group_name(row, by)}"


def largest_outlets(articles: pd.DataFrame, n: int = 2) -> list[str]:
    """Name the outlets with the most articles, ties by name.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    n : int, default 2
        How many to name, at least 1.

    Returns
    -------
    list of str
        Fewer than n if there are fewer.

    Raises
    ------
    UnknownValue
        If n is not a whole number of at least 1.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.largest_outlets(mk.load_demo_articles(), 2)
    ['corvanewire.example', 'dailylantern.example']
    """
    require_whole("n", n, least=1)
    counts = count_articles(articles, by="outlet")
    return [str(name) for name in largest_groups(counts.numbers, "outlet", n)]


def count_articles(
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | None = None,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
) -> ArticleCounts:
    """Count the articles by outlet or any other column, by period, or both.

    To count those of a subject over time, use `share_mentioning` and its `plot(value="count")`: in
    the articles that `mentioning` selects, a period without the subject looks like one without
    articles, and an outlet without it is lost.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    by : str or list of str, optional
        Columns to group by, such as 'outlet'.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
        Days, weeks (from Monday), months, quarters, years, or what fits the dates; rows without a
        date are then left out.
    reprints : {'collapse', 'keep', 'weight'}
        How `n_independent` counts the rows of one `reprint_group` within a group and period.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.

    Returns
    -------
    ArticleCounts
        Its `table()` has the columns of `by`, n_articles and n_independent. With `freq` it has a
        row for each group in each period from the first to the last date of the table, and also
        `date` (the first day of the period), `gap` (the table holds no article of this group in
        this period: both numbers are then missing, since the table cannot say whether nothing was
        published or nothing collected) and `partial` (the period is incomplete: the table, or the
        group's own collection, begins or ends in it).

    Raises
    ------
    ColumnMissing
        If a column of `by` is not there.
    UnknownValue
        If `freq` or `reprints` is none of those named, or `by` has 'date' and `freq` is given too.

    Notes
    -----
    The table covers the days from its first date to its last. A period is partial if it holds a day
    beyond that, on one of the weekdays on which the table has articles at all. A group's own
    collection is taken to begin with its first article if the silence before that, from the first
    day of the table, is longer than any between its articles, and to end likewise; the period of
    that article is then partial. An outlet collected throughout looks so by chance too, the more
    often the fewer days it has: of n days anywhere in the table, in one case of n + 1.

    The numbers have no range: they are a census of the table and not a sample. How far the rate
    behind them may lie is a question about levels that hold for some time, which `find_changes`
    answers with ranges.

    Examples
    --------
    >>> import mediakit as mk
    >>> counts = mk.count_articles(mk.load_demo_articles(), by="outlet")
    >>> counts.table()[["outlet", "n_articles"]].head(2)
                     outlet  n_articles
    0   corvanewire.example          24
    1  dailylantern.example          20
    """
    articles = of_origin(articles, origin)
    analysis = CountArticles(by=tuple(as_list(by)), freq=freq, reprints=reprints)
    counted = analysis.finish(analysis.summarise(articles))
    return ArticleCounts(
        counted.evidence_in(articles),
        counted.reason,
        counted.numbers,
        analysis.by,
        counted.freq,
        counted.left_out,
    )
