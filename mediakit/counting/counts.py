"""How many articles were published: by outlet, by period, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import as_list
from mediakit.context import Quotes, quote_titles
from mediakit.counting.counted import Counted, highest, listed, place_of
from mediakit.counting.periods import add_up, chosen_freq, gather, shown, why_empty
from mediakit.results import count_of, largest
from mediakit.wording import PERIOD_NOUNS as PERIODS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ArticleCounts", "count_articles", "largest_outlets"]


class ArticleCounts(Counted):
    """How many articles were published, by group and period."""

    def method(self) -> str:
        """Say what was counted."""
        gaps = int(self.numbers["gap"].sum()) if self.freq else 0
        holes = " A period without articles is a gap, not a count of 0." if gaps else ""
        return f"Articles were counted{self._where().replace(',', '')}.{holes}{self.set_aside}"

    def plot(
        self,
        ax: Axes | None = None,
        *,
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
    ) -> Chart:
        """Draw the counts: lines over time, with events such as {"2031-03-14": "Verdict"}, or a dot a group.

        Drawn are the largest groups (six over time, else twenty), or those named, such as ["Gull Gazette"].
        """
        unit = f"articles a {PERIODS[self.freq]}" if self.freq else "articles"
        return self._draw(
            ax, "n_articles", unit, f"Articles published{self._where()}", groups, events
        )

    def _best(self) -> pd.DataFrame:
        return highest(self.numbers, "n_articles")

    def answer(self) -> str:
        """Say in a sentence which group, or which period, has most, and whether several tie."""
        if self.numbers.empty:
            return self.reason
        total = int(self.numbers["n_articles"].sum())
        if not self.by and not self.freq:
            return f"There {'is' if total == 1 else 'are'} {count_of(total, 'article')}."
        best = self._best()
        where = listed([place_of(row, self.by, self.freq) for _, row in best.iterrows()])
        most = f"{int(best['n_articles'].iloc[0]):,}"
        if len(best) > 1:
            return f"Most articles stand {where}, which tie: {most} each of {total:,}."
        return f"Most articles stand {where}: {most} of {total:,}."

    def examples(self, key: object = None, *, date: object = None, n: int = 3) -> Quotes:
        """Return the titles of the first n articles of a group, of the period that begins on a date, or of both."""
        rows, name = self._rows_of(key, date)
        return quote_titles(rows, n=n, group=name)


def largest_outlets(articles: pd.DataFrame, n: int = 2) -> list[str]:
    """Name the outlets with the most articles, ties by name.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    n : int, default 2
        How many to name.

    Returns
    -------
    list of str
        Fewer than n where there are fewer.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.largest_outlets(mk.load_demo_articles(), 2)
    ['corvanewire.example', 'dailylantern.example']
    """
    return [
        str(name) for name in largest(count_articles(articles, by="outlet").table(), "outlet", n)
    ]


def count_articles(
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | None = None,
    reprints: str = "collapse",
) -> ArticleCounts:
    """Count the articles by outlet or any other column, by period, or both.

    To count those of a subject over time, use `share_mentioning` and its `plot(value="count")`: in what `mentioning`
    selects, a period without the subject looks like one without articles, and an outlet without it is lost.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    by : str or list of str, optional
        Columns to group by, such as 'outlet'.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
        Days, weeks (from Monday), months, quarters, years, or what fits the dates; rows without a date are
        then set aside.
    reprints : {'collapse', 'keep', 'weight'}
        How `n_independent` counts the rows of one `reprint_group` within a group and period.

    Returns
    -------
    ArticleCounts
        Its `table()` has the columns of `by`, n_articles and n_independent. With `freq` it has a row for each group
        in each period from the first to the last date of the table, and also `date` (the first day of the period),
        `gap` (the table holds no article of this group in this period: both numbers are then missing, since the table
        cannot say whether nothing was published or nothing collected) and `partial` (the period is cut where the
        table, or the group's own collection, begins or ends).

    Raises
    ------
    ColumnMissing
        Where a column of `by` is not there.
    UnknownValue
        Where `freq` or `reprints` is none of those named, or 'date' stands in `by` together with `freq`.

    Notes
    -----
    The table covers the days from its first date to its last. A period is partial where it holds a day beyond that, on
    one of the weekdays on which the table has articles at all. A group's own collection is taken to begin with its
    first article where the silence before that, from the first day of the table, is longer than any between its
    articles, and to end likewise; then the period of that article is cut there. An outlet collected throughout looks
    so by chance too, the more often the fewer days it has: of n days anywhere in the table, in one case of n + 1.

    The numbers have no range: they are a census of the table and no sample. How far a rate behind them may lie is a
    question about levels that hold for some time, which `find_changes` answers with ranges.

    Examples
    --------
    >>> import mediakit as mk
    >>> counts = mk.count_articles(mk.load_demo_articles(), by="outlet")
    >>> counts.table()[["outlet", "n_articles"]].head(2)
                     outlet  n_articles
    0   corvanewire.example          24
    1  dailylantern.example          20
    """
    freq = chosen_freq(articles, freq, as_list(by))
    evidence, keys, set_aside = gather(articles, as_list(by), freq, reprints)
    numbers = add_up(evidence, keys, freq, articles["date"] if freq else None, {})
    if freq:  # a hole is missing and not 0, so that nobody takes it into an average
        whole = {name: numbers[name].convert_dtypes() for name in ("n_articles", "n_independent")}
        numbers = numbers.assign(
            **{name: column.mask(numbers["gap"]) for name, column in whole.items()}
        )
    reason = why_empty(articles, numbers)
    return ArticleCounts(shown(evidence), reason, numbers, tuple(as_list(by)), freq, set_aside)
