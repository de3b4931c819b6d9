"""On which weekdays is published: articles a day, and whether the weekdays differ at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import as_list, one_of
from mediakit.context import Quotes, quote_titles
from mediakit.counting.counted import PANELS, joined, p_in_words
from mediakit.counting.counts import count_articles
from mediakit.results import Result, count_of, largest, source_line
from mediakit.uncertainty import discovery_rates, mean_interval, stable

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
            "Student's over the weeks, and p of Friedman's test (1937), which compares the days within each week, "
            f"says how often weekdays that do not differ would look so different. {self.left_out}"
        )

    def plot(self, ax: Axes | None = None) -> Chart:
        """Draw the articles a day, Monday on top, in a panel for each of the largest groups."""
        title = f"Articles a day, by {' and '.join([*self.by, 'weekday'])}"
        source = source_line(self.evidence, self.numbers)
        if self.reason:
            return note_chart(title, self.reason, source).on(ax)
        data, panel = joined(self.numbers, self.by)
        if panel is not None:
            groups = largest(data, panel, PANELS)
            if data[panel].nunique() > PANELS:
                source = f"The {PANELS} largest of {data[panel].nunique()} are shown. {source}"
            data = data[data[panel].isin(groups)].assign(_order=data[panel].map({g: n for n, g in enumerate(groups)}))
            data = data.sort_values("_order", kind="stable")
        wanted = [*self.by, panel, "weekday", "per_day", "low", "high", "n_articles"]
        data = data[[name for name in dict.fromkeys(wanted) if name in data.columns]]
        words = {"axis": "articles a day", "title": title, "source": f"{source} {self.left_out}".strip()}
        return dot_chart(data, label="weekday", value="per_day", panel=panel, **words).on(ax)

    def answer(self) -> str:
        """Say in a sentence on which weekday most is published, and whether weekdays differ."""
        if self.reason:
            return self.reason
        table, group = joined(self.numbers, self.by)
        if group is not None:  # of the group with the most articles: small ones are all chance
            table = table[table[group] == largest(table, group, 1)[0]]
        best = table.loc[table["per_day"].idxmax()]
        where = f" in {' and '.join(str(best[name]) for name in self.by)}" if self.by else ""
        known = np.isfinite(best["low"])
        bounds = f"; 95 % range {best['low']:.3g} to {best['high']:.3g}" if known else ""
        if self.by:
            groups = self.numbers.drop_duplicates(list(self.by))
            differ = f"Weekdays differ (q < .05) in {int((groups['q'] < 0.05).sum()):,} of {len(groups):,} groups."
        elif np.isnan(best["p"]):
            differ = f"Fewer than {_LEAST_WEEKS} whole weeks: whether weekdays differ was not tested."
        else:
            differ = (
                f"Weekdays {'differ' if best['p'] < 0.05 else 'are not shown to differ'} ({p_in_words(best['p'])})."
            )
        return f"Most is published on {best['weekday']}s{where}: {best['per_day']:.3g} articles a day{bounds}. {differ}"

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
        Its `table()` has the columns of `by`, weekday, per_day (independent articles a day), low, high (95 % over the
        weeks, by Student's t; missing where every week is the same), n_articles, n_weeks, p (Friedman's test that
        weekdays do not differ, from six weeks on) and, with `by`, q (Benjamini and Hochberg over the groups).

    Raises
    ------
    ColumnMissing
        Where a column of `by`, or `date`, is not there.

    Notes
    -----
    Only weeks from Monday to Sunday that lie between the first and the last date of the table count. A week in which
    a group has no article is left out as a hole; a day without articles in any other week counts 0. A range over
    weeks takes each week as one independent draw.

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
    days = counted.numbers.assign(n_independent=counted.numbers["n_independent"].fillna(0).astype(float))
    days = days.assign(n_articles=days["n_articles"].fillna(0).astype("int64"))
    monday = days["date"] - pd.to_timedelta(days["date"].dt.day_of_week, unit="D")
    days = days.assign(_week=monday, _day=days["date"].dt.day_of_week)
    week = days.groupby([*names, "_week"])
    whole = (week["date"].transform("size") == 7) & (week["n_articles"].transform("sum") > 0)
    outside = int((days.groupby("_week")["date"].nunique() < 7).sum())
    holes = len(days.loc[~whole & (week["date"].transform("size") == 7), [*names, "_week"]].drop_duplicates())
    left_out = "".join(
        f"{count_of(n, 'week')} {words}. "
        for n, words in ((outside, "cut by the edge left out"), (holes, "without an article left out"))
        if n
    ).strip()
    numbers = _by_weekday(days[whole], names)
    reason = counted.reason or ("" if len(numbers) else "There is no whole week from Monday to Sunday with an article.")
    return WeekdayCounts(counted.evidence, reason, numbers, names, f"{left_out}{counted.set_aside}".strip())


def _by_weekday(days: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Return a row a group and weekday, of days in whole weeks."""
    rows = []
    for key, part in days.groupby(list(by), sort=True) if by else [((), days)] if len(days) else []:
        grid = part.sort_values("date")["n_independent"].to_numpy().reshape(-1, 7)
        p = np.nan
        if len(grid) >= _LEAST_WEEKS and (grid != grid[:, :1]).any():
            p = float(stable(stats.friedmanchisquare(*grid.T).pvalue))
        sums = part.groupby("_day")["n_articles"].sum()
        for number, name in enumerate(_DAYS):
            estimate = mean_interval(grid[:, number])
            rows.append((*key, name, *estimate, int(sums[number]), len(grid), p))
    names = [*by, "weekday", "per_day", "low", "high", "n_articles", "n_weeks", "p"]
    table = pd.DataFrame(rows, columns=names)
    if not by or table.empty:
        return table
    groups = table.drop_duplicates(list(by))
    return table.assign(q=np.repeat(stable(discovery_rates(groups["p"])), 7))
