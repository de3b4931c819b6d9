"""How many articles appear on each weekday, and whether the weekdays differ at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd
from scipy import stats

from mediakit.arrays import Floats
from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import as_list, one_of
from mediakit.context import Quotes, quote_titles
from mediakit.counting.articles import count_articles
from mediakit.counting.drawing import PANELS
from mediakit.counting.grouped import highest_rows
from mediakit.counting.weeks import Weeks, whole_weeks
from mediakit.independence import of_origin
from mediakit.results import (
    Result,
    groups_to_draw,
    in_panel_order,
    kept_columns,
    name_groups,
    source_line,
)
from mediakit.uncertainty import LEVEL, discovery_rates, stable
from mediakit.wording import (
    any_tested,
    choose,
    join_names,
    noun_of_groups,
    p_value,
    same_precision,
    some_tested,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["WeekdayCounts", "count_by_weekday"]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NO_BUSIEST = "No busiest day can be named:"
_LEAST_WEEKS = 6  # Friedman's chi-squared holds its error rate from there on


@dataclass(frozen=True, repr=False, eq=False)
class WeekdayCounts(Result):
    """How many articles appear on each weekday, with ranges over the weeks."""

    numbers: pd.DataFrame
    by: tuple[str, ...]
    left_out: str
    n_empty_weeks: int

    cannot_show: ClassVar[str] = (
        "These are the articles of this collection, not all that the outlets published."
    )

    @property
    def _weeks_averaged(self) -> str:
        """Say over what a day's articles are averaged: weeks without any may not have been
        collected."""
        if self.n_empty_weeks:
            return ", counting only weeks with articles"
        return ""

    def answer(self) -> str:
        """Say on which weekday the most articles appear, and whether the weekdays differ."""
        if self.reason:
            return self.reason
        table, group = name_groups(self.numbers, self.by)
        groups = table.head(1)
        if group is not None:
            groups = table.drop_duplicates(group)
        tested = groups[groups["p"].notna()]
        if tested.empty:
            return self._why_untested(groups)
        if group is not None:
            return self._difference_in_groups(table, group, tested)
        p = tested["p"].iloc[0]
        if p < 0.05:
            differ = f"The weekdays differ ({p_value(p)}){_doubt(table)}."
            return f"{_busiest(table)}{self._weeks_averaged}. {differ}"
        return f"{_NO_BUSIEST} no difference between weekdays was found ({p_value(p)})."

    def _why_untested(self, groups: pd.DataFrame) -> str:
        """Say why no weekday can be named."""
        if not (groups["n_weeks"] < _LEAST_WEEKS).all():
            return f"{_NO_BUSIEST} all weekdays have equally many articles."
        why = f"there are fewer than {_LEAST_WEEKS} complete weeks"
        if len(groups) > 1:
            why = f"no {noun_of_groups(self.by, 1)} has at least {_LEAST_WEEKS} complete weeks"
        return f"{_NO_BUSIEST} no test was made, because {why}."

    def _difference_in_groups(
        self,
        table: pd.DataFrame,
        group: str,
        tested: pd.DataFrame,
    ) -> str:
        """Say in how many groups weekdays differ, and on which day the surest has the most."""
        differing = tested[tested["q"] < 0.05]
        n, n_tested = len(differing), len(tested)
        noun = noun_of_groups(self.by, 1)
        rate = "(false discovery rate 5%)"
        if not n:
            which = any_tested(n_tested, noun)
            return f"{_NO_BUSIEST} no difference between weekdays was found in {which} {rate}."
        which = some_tested(n, n_tested, noun)
        surest = differing.sort_values(["q", "p", group], kind="stable")[group].iloc[0]
        busiest = _busiest(table[table[group] == surest])
        there = choose(n, f"In {surest},", f"The surest is {surest}:")
        return f"The weekdays differ in {which} {rate}. {there} {busiest}{self._weeks_averaged}."

    def table(self) -> pd.DataFrame:
        """Return a row a group and weekday."""
        return self.numbers.copy()

    def example_keys(self) -> list[Any]:
        """Return the weekdays."""
        return self.numbers["weekday"].drop_duplicates().tolist()

    def method(self) -> str:
        """Say what was counted, and how the range and the test were made."""
        return (
            "Independent articles were counted for each weekday over whole weeks from Monday to "
            "Sunday. The 95% range is a score interval for the mean over the weeks. Friedman's "
            "test (1937) compares the days within each week; its p says how often weekdays that "
            f"do not differ would look at least this different.{self.left_out}"
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        groups: str | Sequence[str] | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the articles a day, Monday on top, in a panel for each of the largest groups, or of
        those named."""
        chart = self._chart(groups)
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=True)

    def _chart(self, groups: str | Sequence[str] | None) -> Chart:
        heading = "Average number of articles on each weekday"
        if self.by:
            heading += f", by {join_names(self.by)}"
        source = source_line(self.evidence, self.numbers)
        if self.reason:
            return note_chart(heading, self.reason, source)
        data, panel = name_groups(self.numbers, self.by)
        names, shown_note = groups_to_draw(data, panel, PANELS, groups)
        if panel is not None:
            data = in_panel_order(data, panel, names)
        columns = [*self.by, panel, "weekday", "per_day", "low", "high", "n_articles"]
        return dot_chart(
            kept_columns(data, columns),
            label="weekday",
            value="per_day",
            panel=panel,
            axis=f"articles per day{self._weeks_averaged}",
            title=heading,
            source=f"{shown_note}{source}{self.left_out}",
        )

    def examples(self, key: object = None, *, n: int = 3) -> Quotes:
        """Return the titles of the first n articles of a weekday, by default of the first in the
        table."""
        rows = self.evidence.counted_articles()
        name = ""
        if key is not None:
            one_of("weekday", key, _DAYS)
            name = str(key)
            rows = rows[rows["date"].dt.day_of_week == _DAYS.index(name)]
        return quote_titles(rows, n=n, group=name)


def _busiest(table: pd.DataFrame) -> str:
    """Say which weekdays have the most articles in one collection."""
    best = highest_rows(table, "per_day")
    names = join_names(f"{name}s" for name in best["weekday"])
    return f"{names} have the largest number of articles here, {_mean_in_words(best)}"


def _doubt(table: pd.DataFrame) -> str:
    """Say that the day with the most articles is not sure, if the range of another reaches it."""
    best = highest_rows(table, "per_day")
    others = table.drop(index=best.index)
    if not (others["high"] >= best["low"].min()).any():
        return ""
    return ", but another weekday may have as many in the long run"


def _mean_in_words(best: pd.DataFrame) -> str:
    """Return the mean of the busiest weekday, with its range if no other has the same."""
    mean, low, high = best[["per_day", "low", "high"]].iloc[0]
    if len(best) > 1:
        return f"{same_precision(mean)[0]} each on average"
    if not np.isfinite(low):
        return f"{same_precision(mean)[0]} on average"
    numbers = same_precision(mean, low, high)
    return f"{numbers[0]} on average (95% range {numbers[1]} to {numbers[2]})"


def count_by_weekday(
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
) -> WeekdayCounts:
    """Count the articles a day for each weekday, and test whether weekdays differ.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    by : str or list of str, optional
        Columns to group by, such as 'outlet'.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once within a group and day, each, or as one unit
        shared.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.

    Returns
    -------
    WeekdayCounts
        Its `table()` has the columns of `by`, weekday, per_day (independent articles a day:
        n_independent / n_weeks), low, high (95% over the weeks; missing if every week has the same
        number above 0), n_articles, n_independent, n_weeks, p (Friedman's test that weekdays do not
        differ, from six weeks on) and, with `by`, q (Benjamini and Hochberg over the groups).

    Raises
    ------
    ColumnMissing
        If a column of `by`, or `date`, is not there.

    Notes
    -----
    Only weeks from Monday to Sunday count that lie between the first and the last date of the
    table, and of a group's own collection (`count_articles` says where that begins and ends). A
    week in which a group has no article is left out as a hole, since the table cannot say whether
    nothing was published or nothing collected: if there are such weeks, per_day is that of weeks
    with articles, and exceeds that of all weeks the more, the fewer articles a group has. A day
    without articles in any other week counts 0.

    The range takes each week as one independent draw. It is a score range, as Wilson's is for a
    share: the variance is taken to grow with the mean (in the proportion seen; 1 if there is no
    article), with Student's t. It never reaches below 0, and further up than down;
    `benchmarks/changes.py` measures how often it holds the mean, beside Student's range.

    References
    ----------
    Friedman, M. (1937). The use of ranks to avoid the assumption of normality implicit in the
    analysis of variance. JASA 32, 675-701. doi:10.1080/01621459.1937.10503522.

    Examples
    --------
    >>> import mediakit as mk
    >>> weekdays = mk.count_by_weekday(mk.load_demo_articles())
    >>> weekdays.table()["weekday"].tolist()[:2]
    ['Monday', 'Tuesday']
    """
    articles = of_origin(articles, origin)
    names = tuple(as_list(by))
    counts = count_articles(articles, by=by, freq="D", reprints=reprints)
    weeks = whole_weeks(counts, articles["date"])
    numbers = _weekday_numbers(weeks, names)
    reason = counts.reason
    if not reason and numbers.empty:
        reason = "There is no whole week from Monday to Sunday with an article."
    left_out = weeks.left_out + counts.left_out
    return WeekdayCounts(counts.evidence, reason, numbers, names, left_out, weeks.n_empty)


def _weekday_numbers(weeks: Weeks, by: tuple[str, ...]) -> pd.DataFrame:
    """Return a row a group and weekday, of days in whole weeks."""
    columns = ["weekday", "per_day", "low", "high", "n_articles", "n_independent", "n_weeks", "p"]
    rows: list[tuple[object, ...]] = []
    for key, days in weeks.groups(by):
        rows += [(*key, *row) for row in _rows_of_group(days)]
    table = pd.DataFrame(rows, columns=[*by, *columns])
    if not by or table.empty:
        return table
    p_of_groups = table.drop_duplicates(list(by))["p"]
    return table.assign(q=np.repeat(stable(discovery_rates(p_of_groups)), len(_DAYS)))


def _rows_of_group(days: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return a row a weekday, of the days of one group."""
    ordered = days.sort_values("date")
    by_week = ordered["n_independent"].to_numpy().reshape(-1, 7)
    n_weeks = len(by_week)
    p = np.nan
    if n_weeks >= _LEAST_WEEKS and (by_week != by_week[:, :1]).any():
        p = float(stable(stats.friedmanchisquare(*by_week.T).pvalue))
    n_articles = ordered["n_articles"].to_numpy().reshape(-1, 7).sum(axis=0)
    n_independent = stable(by_week.sum(axis=0))
    rows: list[tuple[object, ...]] = []
    for number, name in enumerate(_DAYS):
        mean, low, high = articles_a_day(by_week[:, number])
        counts = (int(n_articles[number]), n_independent[number], n_weeks)
        rows.append((name, mean, low, high, *counts, p))
    return rows


def articles_a_day(counts: Floats) -> tuple[float, float, float]:
    """Return the mean of a weekday's counts, one a week, and its range.

    The means m at which the mean found lies t standard errors off, the variance being as many times
    the mean as it is in the weeks seen: (found - m)^2 = t^2 (variance / found) m / n. The two
    solutions have the product found^2.
    """
    n_weeks, mean = len(counts), counts.mean()
    t = stats.t.ppf((1 + LEVEL) / 2, n_weeks - 1)
    if n_weeks < 2 or (np.ptp(counts) == 0 and mean > 0):
        low = high = np.nan
    elif mean == 0:
        low, high = 0.0, t**2 / n_weeks  # the variance of a Poisson count is its mean
    else:
        reach = t**2 * counts.var(ddof=1) / n_weeks
        middle = mean + reach / (2 * mean)
        high = middle + np.sqrt(middle**2 - mean**2)
        low = mean**2 / high
    rounded = stable([mean, low, high])
    return float(rounded[0]), float(rounded[1]), float(rounded[2])
