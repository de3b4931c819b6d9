"""Which outlet reported its stories first, and how far behind the others were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_values, require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.independence import SMALL_SAMPLE
from mediakit.results import Result, source_line
from mediakit.stories.arrivals import UNITS, arrivals_of, median_interval, possible_lags
from mediakit.uncertainty import share_interval, stable
from mediakit.wording import choose, count_of, percents

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FirstReports", "first_to_report"]

_COLUMNS = [
    "outlet",
    "n_stories",
    "n_first",
    "n_tied",
    "share",
    "low",
    "high",
    "least_lag",
    "most_lag",
    "lag_low",
    "lag_high",
    "unit",
    "small_sample",
]


@dataclass(frozen=True, repr=False, eq=False)
class FirstReports(Result):
    """How often each outlet was first to report, and how far behind the first it was."""

    numbers: pd.DataFrame
    arrivals: pd.DataFrame
    unit: str
    left_out: str

    def table(self) -> pd.DataFrame:
        """Return a row an outlet, those that share the most stories first.

        Returns
        -------
        DataFrame
            outlet; n_stories (that it and another outlet covered with articles of their own);
            n_first (it alone was first); n_tied (it was one of several on the first day, or in the
            same minute: which of them was first is not known, and none gets it); share (n_first
            among n_stories) with low and high (95%, Wilson 1927); least_lag and most_lag (what is
            possible for the median lag behind the first: the same if times are known); lag_low and
            lag_high (the 95% range of that median over stories, from six stories on); unit ('hours'
            or 'days'); small_sample (fewer than 30 stories).
        """
        return self.numbers.copy()

    def articles(self) -> pd.DataFrame:
        """Return the first own article of each outlet in each shared story, the first one first.

        Returns
        -------
        DataFrame
            story, outlet, article_id, date, published_at, title, place ('first', 'tied' or
            'later'), least_lag and most_lag (the least and the most time that it can be behind the
            first, in the unit of the table).
        """
        return self.arrivals.copy()

    def method(self) -> str:
        """Say what was compared and what it cannot tell."""
        precision = "The time of publication is known for every article compared."
        if self.unit == "days":
            precision = (
                "If the time of publication is not known for every article of a story, dates are "
                "compared: articles dated one day apart may be minutes or almost two days "
                "apart."
            )
        n_stories = self.arrivals["story"].nunique()
        if not n_stories:
            return f"{self.reason} {self.left_out}".rstrip()
        stories = f"{count_of(n_stories, 'story')} {choose(n_stories, 'was', 'were')}"
        sentences = [
            f"{stories} covered by two or more outlets with articles of their own; each outlet's "
            "first article is compared.",
            precision,
            "Each share has a 95% range (Wilson 1927); each median lag has one based on ranks.",
            "First here does not mean first anywhere: outlets outside this collection may have "
            "been earlier, and a wrong clock or a print deadline can create a lag.",
            self.left_out,
        ]
        return " ".join(sentence for sentence in sentences if sentence)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 20,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the share of stories that each outlet reported first.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 20
            How many outlets to draw, those with the most shared stories.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        require_whole("n", n, least=1)
        chart = self._chart(n)
        return chart.with_(
            title=title,
            subtitle=subtitle,
            source=source,
            size=size,
        ).on(ax)

    def _chart(self, n: int) -> Chart:
        title = "How often each outlet was first with a shared story"
        source = source_line(self.evidence, self.numbers.drop(columns="small_sample"))
        if self.numbers.empty:
            return note_chart(title, self.reason, source)
        by_size = ["n_stories", "share"]
        largest = self.numbers.sort_values(by_size, ascending=False, kind="stable").head(n)
        shown = largest.sort_values("share", ascending=False, kind="stable")
        if len(self.numbers) > n:
            outlets = choose(n, "outlet", f"{n:,} outlets")
            source = f"Shown: the {outlets} with the most shared stories. {source}"
        if shown["small_sample"].all():
            source += f" No outlet has at least {SMALL_SAMPLE} shared stories."
        elif shown["small_sample"].any():
            source += f" Some outlets have fewer than {SMALL_SAMPLE} shared stories."
        return dot_chart(
            shown[["outlet", "share", "low", "high", "n_first", "n_tied", "n_stories"]],
            label="outlet",
            value="share",
            axis="share of the outlet's shared stories",
            title=title,
            source=source,
            ranked=not shown["small_sample"].any(),
        )

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return titles of an outlet's first articles in shared stories.

        They are up to n articles of the outlet, by default the first of the table; those that were
        the first of all come first.
        """
        require_whole("n", n, least=0)
        rows = self.evidence.articles()
        if key is None and self.numbers.empty:
            return quote_titles(rows.head(0), n=n)
        if key is None:
            key = self.numbers["outlet"].iloc[0]
        key = str(key)
        require_values(self.arrivals, "outlet", [key])
        arrivals = self.arrivals.loc[self.arrivals["outlet"] == key]
        rank = arrivals["place"].map({"first": 0, "tied": 1, "later": 2})
        arrivals = arrivals.assign(_rank=rank).sort_values(["_rank", "date", "article_id"])
        is_chosen = rows["article_id"].isin(arrivals["article_id"].head(n))
        return quote_titles(rows.loc[is_chosen], n=n, group=key)

    def answer(self) -> str:
        """Say which outlet was most surely first, and how many stories have no known first."""
        if self.numbers.empty:
            return self.reason
        n_stories = self.arrivals["story"].nunique()
        first = self.numbers.loc[self.numbers["n_first"] > 0]
        if first.empty:
            tied = "several outlets share the earliest known time."
            if n_stories == 1:
                return f"It is not known who was first with the only shared story: {tied}"
            stories = count_of(n_stories, "shared story")
            return f"It is not known who was first with any of the {stories}: {tied}"
        # By the lower bound, and of outlets with enough stories if there are any: three of three
        # say little.
        order = ["small_sample", "low"]
        top = first.sort_values(order, ascending=[True, False], kind="stable").iloc[0]
        share, low, high = percents(top["share"], top["low"], top["high"])
        basis = f"95% range {low} to {high}"
        if top["n_first"] < top["n_stories"]:
            basis = f"{share}; {basis}"
        return (
            f"{self._among(top)}{top['outlet']} was first with {_part_of(top)} "
            f"({basis}).{self._unknown_firsts(n_stories)}"
        )

    def _among(self, top: pd.Series) -> str:
        """Say among how many outlets with enough stories the top one was chosen."""
        n_enough = int((~self.numbers["small_sample"]).sum())
        if top["small_sample"] or n_enough == len(self.numbers):
            return ""
        outlets = count_of(n_enough, "outlet")
        return f"Of the {outlets} with at least {SMALL_SAMPLE} shared stories, "

    def _unknown_firsts(self, n_stories: int) -> str:
        is_tied = self.arrivals["place"] == "tied"
        n_tied = self.arrivals.loc[is_tied, "story"].nunique()
        if not n_tied:
            return ""
        which = f"{n_tied:,} of the {count_of(n_stories, 'shared story')}"
        if n_tied == n_stories:
            which = f"all {count_of(n_stories, 'shared story')}"
        return f" For {which} it is not known who was first."


def _part_of(row: pd.Series) -> str:
    """Return how many of its shared stories an outlet was first to report, in words."""
    stories = count_of(row["n_stories"], "story")
    which = f"{row['n_first']:,} of the {stories}"
    if row["n_first"] == row["n_stories"]:
        which = choose(row["n_stories"], "the only story", f"all {stories}")
    return f"{which} that it shared with other outlets"


def first_to_report(articles: pd.DataFrame) -> FirstReports:
    """Find which outlets reported shared stories first, and how far behind the others were.

    Only an outlet's own articles count: reprints, agency copy and texts that several outlets
    printed on one day are left out, as far as `mark_reprints` and `credit_agencies` marked them. A
    story that began with one text in several outlets, or with an article from an unknown outlet,
    has no known first and is left out.

    Parameters
    ----------
    articles : DataFrame
        The articles table with the column `story`, which `mark_stories` adds.

    Returns
    -------
    FirstReports
        `table()` has a row an outlet, `articles()` the articles behind it. No hours are made up: if
        `published_at` is not known for every article of a story, lags are given as what the dates
        leave possible.

    Raises
    ------
    ColumnMissing
        If the table has no column `story`.

    See Also
    --------
    compare_lags : Whether one outlet leads another by more than chance.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> firsts = mk.first_to_report(mk.mark_stories(articles))
    >>> firsts.table()[["outlet", "n_stories", "n_first"]].head(1)
                    outlet  n_stories  n_first
    0  corvanewire.example         12       12
    """
    arrivals = arrivals_of(articles)
    table = arrivals.table
    n_outlets = table.groupby("story")["outlet"].transform("size")
    table = table.loc[n_outlets > 1]
    is_timed = table.groupby("story")["timed"].transform("all").to_numpy(dtype=bool)
    unit = "days"
    if len(table) and is_timed.all():
        unit = "hours"
    shared = _place(table, is_timed, unit)
    reason = ""
    if shared.empty:
        reason = "No story was covered by two or more outlets with articles of their own."
    return FirstReports(
        arrivals.evidence,
        reason,
        numbers=_count_by_outlet(shared, unit),
        arrivals=shared,
        unit=unit,
        left_out=arrivals.left_out,
    )


def _place(table: pd.DataFrame, is_timed: Flags, unit: str) -> pd.DataFrame:
    """Add the place of each outlet in each story, and how far behind the first it can be."""
    starts = table.groupby("story")[["day", "instant"]].transform("min")
    days = (table["day"] - starts["day"]).to_numpy()
    instants = (table["instant"] - starts["instant"]).to_numpy()
    lag, least, most = possible_lags(days, instants, is_timed)
    is_ahead = lag == 0
    n_ahead = table.assign(_ahead=is_ahead).groupby("story")["_ahead"].transform("sum").to_numpy()
    is_first = is_ahead & (n_ahead == 1)
    place = np.where(is_first, "first", np.where(is_ahead, "tied", "later"))
    placed = table.assign(
        place=pd.array(place, dtype="str"),
        least_lag=stable(np.maximum(least, 0) / UNITS[unit]),
        most_lag=stable(np.where(is_first, 0, most) / UNITS[unit]),
        _lag=lag,
    )
    placed = placed.sort_values(["story", "_lag", "outlet"], ignore_index=True)
    return placed.drop(columns=["day", "instant", "timed", "_lag"])


def _count_by_outlet(shared: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return a row an outlet."""
    rows = []
    for outlet, arrivals in shared.groupby("outlet"):
        least, least_low, _ = median_interval(arrivals["least_lag"].to_numpy())
        most, _, most_high = median_interval(arrivals["most_lag"].to_numpy())
        row = {
            "outlet": outlet,
            "n_stories": len(arrivals),
            "n_first": int((arrivals["place"] == "first").sum()),
            "n_tied": int((arrivals["place"] == "tied").sum()),
            "least_lag": least,
            "most_lag": most,
            "lag_low": least_low,
            "lag_high": most_high,
        }
        rows.append(row)
    columns = [name for name in _COLUMNS if name not in ("share", "low", "high")]
    numbers = pd.DataFrame(rows, columns=columns)
    n_first = numbers["n_first"].astype(float)
    n_stories = numbers["n_stories"].astype(float)
    low, high = share_interval(n_first, n_stories)
    numbers = numbers.assign(
        share=stable(n_first / n_stories),
        low=low,
        high=high,
        unit=unit,
        small_sample=numbers["n_stories"] < SMALL_SAMPLE,
    )
    order = ["n_stories", "outlet"]
    return numbers[_COLUMNS].sort_values(order, ascending=[False, True], ignore_index=True)
