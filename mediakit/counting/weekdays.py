"""On which weekdays is published: articles a day, and whether the weekdays differ at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import as_list, one_of
from mediakit.context import Quotes, quote_titles
from mediakit.counting.counted import PANELS, highest, in_panels, joined, listed, p_in_words
from mediakit.counting.counts import count_articles
from mediakit.counting.periods import collected_days
from mediakit.results import Result, count_of, groups_to_draw, largest, source_line
from mediakit.uncertainty import LEVEL, discovery_rates, stable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["WeekdayCounts", "count_by_weekday"]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEAST_WEEKS = 6  # Friedman's chi-squared holds its error rate from there on


@dataclass(frozen=True, repr=False)
class WeekdayCounts(Result):
    """How many articles are published on each weekday, with ranges over the weeks."""

    numbers: pd.DataFrame
    by: tuple[str, ...]
    left_out: str
    holes: int

    @property
    def _of_weeks(self) -> str:
        """Over what a day's articles are averaged: a week without any may not have been collected, and is left out."""
        return ", in weeks with articles" if self.holes else ""

    def table(self) -> pd.DataFrame:
        """Return a row a group and weekday."""
        return self.numbers.copy()

    def example_keys(self) -> list[Any]:
        """Return the weekdays."""
        return self.numbers["weekday"].drop_duplicates().tolist()

    def method(self) -> str:
        """Say what was counted, and how the range and the test were made."""
        return (
            "Independent articles a day were counted for each weekday over whole weeks, from Monday; the 95 % range is "
            "a score range of their mean over the weeks, and p of Friedman's test (1937), which compares the days "
            f"within each week, says how often weekdays that do not differ would look so different. {self.left_out}"
        )

    def plot(self, ax: Axes | None = None, *, groups: str | Sequence[str] | None = None) -> Chart:
        """Draw the articles a day, Monday on top, in a panel for each of the largest groups, or of those named."""
        title = f"Articles a day, by {' and '.join([*self.by, 'weekday'])}"
        source = source_line(self.evidence, self.numbers)
        if self.reason:
            return note_chart(title, self.reason, source).on(ax)
        data, panel = joined(self.numbers, self.by)
        drawn, said = groups_to_draw(data, panel, PANELS, groups)
        if panel is not None:
            data = in_panels(data, panel, drawn)
        wanted = [*self.by, panel, "weekday", "per_day", "low", "high", "n_articles"]
        data = data[[name for name in dict.fromkeys(wanted) if name in data.columns]]
        words = {
            "axis": f"articles a day{self._of_weeks}",
            "title": title,
            "source": f"{said}{source} {self.left_out}".strip(),
        }
        return dot_chart(data, label="weekday", value="per_day", panel=panel, **words).on(ax)

    def answer(self) -> str:
        """Say in a sentence on which weekday most is published, and whether weekdays differ."""
        if self.reason:
            return self.reason
        table, group = joined(self.numbers, self.by)
        where = ""
        if group is not None:  # of the group with the most articles: small ones are all chance
            first = largest(table, group, 1)[0]
            table, where = (
                table[table[group] == first],
                f"in {first}, which has the most articles, ",
            )
        best = highest(table, "per_day")
        names = listed([f"{name}s" for name in best["weekday"]])
        most = f"{best['per_day'].iloc[0]:.3g} articles a day"
        if len(best) == len(_DAYS):
            found = f"{where}the same is published on every weekday: {most}{self._of_weeks}."
        elif len(best) > 1:
            found = f"{where}most is published on {names}, which tie: {most} each{self._of_weeks}."
        else:
            low, high = best[["low", "high"]].iloc[0]
            bounds = f"; 95 % range {low:.3g} to {high:.3g}" if np.isfinite(low) else ""
            found = f"{where}most is published on {names}: {most}{self._of_weeks}{bounds}."
        return f"{found[0].upper()}{found[1:]} {self._differ()}"

    def _differ(self) -> str:
        """Say whether weekdays differ."""
        groups = self.numbers.drop_duplicates(list(self.by)) if self.by else self.numbers.head(1)
        tested = groups[groups["p"].notna()]
        if tested.empty:
            few = f"fewer than {_LEAST_WEEKS} whole weeks"
            why = few if (groups["n_weeks"] < _LEAST_WEEKS).all() else f"{few}, or all days alike"
            return f"Whether weekdays differ was not tested: {why}."
        if self.by:
            return f"Weekdays differ (q < .05) in {int((tested['q'] < 0.05).sum()):,} of {len(tested):,} groups tested."
        p = tested["p"].iloc[0]
        return f"Weekdays {'differ' if p < 0.05 else 'are not shown to differ'} ({p_in_words(p)})."

    def examples(self, key: object = None, *, n: int = 3) -> Quotes:
        """Return the titles of the first n articles of a weekday."""
        rows = self.evidence.articles
        if key is not None:
            one_of("weekday", key, _DAYS)
            rows = rows[rows["date"].dt.day_of_week == _DAYS.index(str(key))]
        return quote_titles(rows, n=n, group="" if key is None else str(key))


def count_by_weekday(
    articles: pd.DataFrame, *, by: str | Sequence[str] | None = None, reprints: str = "collapse"
) -> WeekdayCounts:
    """Count the articles a day for each weekday, and test whether weekdays differ.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    by : str or list of str, optional
        Columns to group by, such as 'outlet'.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once within a group and day, each, or as one unit shared.

    Returns
    -------
    WeekdayCounts
        Its `table()` has the columns of `by`, weekday, per_day (independent articles a day: n_independent / n_weeks),
        low, high (95 % over the weeks; missing where every week has the same number above 0), n_articles,
        n_independent, n_weeks, p (Friedman's test that
        weekdays do not differ, from six weeks on) and, with `by`, q (Benjamini and Hochberg over the groups).

    Raises
    ------
    ColumnMissing
        Where a column of `by`, or `date`, is not there.

    Notes
    -----
    Only weeks from Monday to Sunday count that lie between the first and the last date of the table, and of a group's
    own collection (`count_articles` says where that begins and ends). A week in which a group has no article is left
    out as a hole, since the table cannot say whether nothing was published or nothing collected: where there are such
    weeks, per_day is that of weeks with articles, and more than that of all weeks the fewer articles a group has. A day
    without articles in any other week counts 0.

    The range takes each week as one independent draw. It is a score range, as Wilson's is for a share: the variance is
    taken to grow with the mean (in the proportion seen; 1 where there is no article), with Student's t. It never
    reaches below 0, and further up than down; `benchmarks/changes.py` measures how often it holds the mean, beside
    Student's range.

    References
    ----------
    Friedman, M. (1937). The use of ranks to avoid the assumption of normality implicit in the analysis of variance.
    JASA 32, 675-701. doi:10.1080/01621459.1937.10503522.

    Examples
    --------
    >>> import mediakit as mk
    >>> weekdays = mk.count_by_weekday(mk.load_demo_articles())
    >>> weekdays.table()["weekday"].tolist()[:2]
    ['Monday', 'Tuesday']
    """
    counted = count_articles(articles, by=by, freq="D", reprints=reprints)
    names = tuple(as_list(by))
    days = counted.numbers.assign(
        n_independent=counted.numbers["n_independent"].fillna(0).astype(float)
    )
    days = days.assign(n_articles=days["n_articles"].fillna(0).astype("int64"))
    monday = days["date"] - pd.to_timedelta(days["date"].dt.day_of_week, unit="D")
    days = days.assign(_week=monday, _day=days["date"].dt.day_of_week)
    edges = days.groupby("_week")["date"].nunique() < 7
    collected = collected_days(counted.evidence.rows, list(names), articles["date"])
    days = days.merge(collected, on=list(names) or None, how="left" if names else "cross")
    days = days[days["date"].between(days["_begin"], days["_end"])]
    weeks = (
        days.groupby([*names, "_week"])
        .agg(_days=("date", "size"), _sum=("n_articles", "sum"))
        .reset_index()
    )
    is_cut, is_hole = weeks["_days"] < 7, weeks["_sum"] == 0
    without = int((is_hole & ~is_cut).sum())
    own = is_cut & ~weeks["_week"].isin(edges.index[edges])
    left_out = " ".join(
        f"{count_of(int(n), 'week')} {words} left out."
        for n, words in (
            (edges.sum(), "cut by the edge"),
            (own.sum(), "in which a group begins or ends"),
            (without, "without an article"),
        )
        if n
    )
    days = days.merge(weeks.loc[~is_cut & ~is_hole, [*names, "_week"]], on=[*names, "_week"])
    numbers = _by_weekday(days, names)
    reason = counted.reason or (
        "" if len(numbers) else "There is no whole week from Monday to Sunday with an article."
    )
    said = f"{left_out}{counted.set_aside}".strip()
    return WeekdayCounts(counted.evidence, reason, numbers, names, said, without)


def _by_weekday(days: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Return a row a group and weekday, of days in whole weeks."""
    rows = []
    for key, part in days.groupby(list(by), sort=True) if by else [((), days)] if len(days) else []:
        grid = part.sort_values("date")["n_independent"].to_numpy().reshape(-1, 7)
        p = np.nan
        if len(grid) >= _LEAST_WEEKS and (grid != grid[:, :1]).any():
            p = float(stable(stats.friedmanchisquare(*grid.T).pvalue))
        sums = part.groupby("_day")["n_articles"].sum()
        units = stable(grid.sum(axis=0))
        for number, name in enumerate(_DAYS):
            estimate = articles_a_day(grid[:, number])
            rows.append((*key, name, *estimate, int(sums[number]), units[number], len(grid), p))
    names = [
        *by,
        "weekday",
        "per_day",
        "low",
        "high",
        "n_articles",
        "n_independent",
        "n_weeks",
        "p",
    ]
    table = pd.DataFrame(rows, columns=names)
    if not by or table.empty:
        return table
    groups = table.drop_duplicates(list(by))
    return table.assign(q=np.repeat(stable(discovery_rates(groups["p"])), 7))


def articles_a_day(counts: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the mean of a weekday's counts, one a week, and its range.

    The means m at which the mean found lies t standard errors off, the variance being as many times the mean as it is
    in the weeks seen: (found - m)^2 = t^2 (variance / found) m / n. The two solutions have the product found^2.
    """
    n, mean = len(counts), counts.mean()
    t = stats.t.ppf((1 + LEVEL) / 2, n - 1)
    if n < 2 or (np.ptp(counts) == 0 and mean > 0):
        low = high = np.nan
    elif mean == 0:
        low, high = 0.0, t**2 / n  # the variance of a Poisson count, its mean
    else:
        reach = t**2 * counts.var(ddof=1) / n
        middle = mean + reach / (2 * mean)
        high = middle + np.sqrt(middle**2 - mean**2)
        low = mean**2 / high
    return tuple(stable([mean, low, high]).tolist())
