"""Which outlet had its stories first, and how far the others came behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_values
from mediakit.context import Quotes, quote_titles
from mediakit.independence import SMALL_SAMPLE
from mediakit.results import Result, source_line
from mediakit.stories.times import UNITS, arrivals_of, between, median_interval
from mediakit.uncertainty import share_interval, stable
from mediakit.wording import count_of, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FirstReports", "first_to_report"]


@dataclass(frozen=True, repr=False)
class FirstReports(Result):
    """How often each outlet was first to report, and how far it came behind the first."""

    numbers: pd.DataFrame
    arrivals: pd.DataFrame
    unit: str
    set_aside: str

    def table(self) -> pd.DataFrame:
        """Return a row an outlet, those that share the most stories first.

        Returns
        -------
        DataFrame
            outlet; n_stories (that it and another outlet covered with articles of their own); n_first (it alone was
            first); n_tied (it was among several on the first day, or at the same minute: who of them was first is not
            known, and no one gets it); share (n_first among n_stories) with low and high (95 %, Wilson 1927); lag_from
            and lag_to (what is possible for the median lag behind the first: the same where times are known); lag_low
            and lag_high (the 95 % range of that median over stories, from six stories on); unit ('hours' or 'days');
            small_sample (fewer than 30 stories).
        """
        return self.numbers.copy()

    def articles(self) -> pd.DataFrame:
        """Return the first own article of each outlet in each shared story, the first outlet first.

        Returns
        -------
        DataFrame
            story, outlet, article_id, date, published_at, title, place ('first', 'tied' or 'later'), lag_low and
            lag_high (the least and the most that it can lie behind the first, in the unit of the table).
        """
        return self.arrivals.copy()

    def method(self) -> str:
        """Say what was compared and what it cannot tell."""
        known = "published_at is known of every article compared"
        if self.unit == "days":
            known = (
                "where published_at is not known of every article of a story, dates are compared: of two articles d "
                "days apart by date, one came d - 1 to d + 1 days before the other"
            )
        return (
            f"Compared: {count_of(self.arrivals['story'].nunique(), 'story')} that two or more outlets covered with "
            f"articles of their own, by the first of each outlet; {known}. A share has its 95 % range "
            "(Wilson 1927), a median lag that of its ranks. First in this table is not first of all: outlets that are "
            f"not in it may have been earlier, and a clock or a print deadline may make a lag. {self.set_aside}"
        ).strip()

    def plot(self, ax: Axes | None = None, *, most: int = 20) -> Chart:
        """Draw the share of stories that each outlet had first, for the outlets with the most shared stories."""
        title = "Shared stories that the outlet alone reported first"
        source = source_line(self.evidence, self.numbers.drop(columns="small_sample"))
        if self.numbers.empty:
            return note_chart(title, self.reason, source).on(ax)
        largest = self.numbers.sort_values(
            ["n_stories", "share"], ascending=False, kind="stable"
        ).head(most)
        shown = largest.sort_values("share", ascending=False, kind="stable")
        source = (
            f"The {most} with the most are shown. {source}" if len(self.numbers) > most else source
        )
        if shown["small_sample"].any():
            source += f" Some outlets share fewer than {SMALL_SAMPLE} stories."
        data = shown[["outlet", "share", "low", "high", "n_first", "n_tied", "n_stories"]]
        axis = "share of the stories it shares with others"
        return dot_chart(
            data, label="outlet", value="share", axis=axis, title=title, source=source
        ).on(ax)

    def examples(self, outlet: str | None = None, *, n: int = 3) -> Quotes:
        """Return titles of up to n articles with which an outlet (or the first of the table) came to shared stories,
        those first that were the first of all."""
        outlet = next(iter(self.example_keys()), "") if outlet is None else str(outlet)
        require_values(self.arrivals, "outlet", [outlet] if outlet else [])
        own = self.arrivals.loc[self.arrivals["outlet"] == outlet]
        own = own.assign(_place=own["place"].map({"first": 0, "tied": 1, "later": 2}))
        ids = own.sort_values(["_place", "date", "article_id"])["article_id"].head(n)
        rows = self.evidence.articles()
        return quote_titles(rows.loc[rows["article_id"].isin(ids)], n=n, group=outlet)

    def answer(self) -> str:
        """Say in a sentence which outlet was first most surely, and how many stories have no known first."""
        if self.numbers.empty:
            return self.reason
        tied = int(self.arrivals.loc[self.arrivals["place"] == "tied", "story"].nunique())
        shared = count_of(self.arrivals["story"].nunique(), "shared story")
        first = self.numbers.loc[self.numbers["n_first"] > 0]
        if first.empty:
            known = "several have the earliest known time"
            return f"Nobody was alone the first to report any of {shared}: {known}."
        # By the lower bound, and of outlets with enough stories if there are any: three of three say little.
        top = first.sort_values(
            ["small_sample", "low"], ascending=[True, False], kind="stable"
        ).iloc[0]
        unknown = f" Of {tied:,} of {shared} it is not known who was first." if tied else ""
        stories, enough = (
            count_of(top["n_stories"], "story"),
            int((~self.numbers["small_sample"]).sum()),
        )
        among = f"Of {count_of(enough, 'outlet')} with {SMALL_SAMPLE} shared stories or more, "
        among = "" if top["small_sample"] or enough == len(self.numbers) else among
        return (
            f"{among}{top['outlet']} was alone the first to report {top['n_first']:,} of {stories} that it shares with "
            f"others ({percent(top['share'])}; 95 % range {percent(top['low'])} to {percent(top['high'])}).{unknown}"
        )


def first_to_report(articles: pd.DataFrame) -> FirstReports:
    """Find which outlets had shared stories first, and how far the others came behind.

    Only an outlet's own articles count: reprints, agency copy and texts that several outlets printed on one day are set
    aside, as far as `mark_reprints` and `credit_agencies` marked them. A story that began with one text in several
    outlets, or with an article of no known outlet, has no known first, and is left out.

    Parameters
    ----------
    articles : DataFrame
        The articles table with the column `story`, which `same_story` adds.

    Returns
    -------
    FirstReports
        `table()` has a row an outlet, `articles()` the articles behind it. No hours are made up: where `published_at`
        is not known of every article of a story, lags are given as what the dates leave possible.

    Raises
    ------
    ColumnMissing
        Where the stories were not found.

    See Also
    --------
    compare_lags : Whether one outlet leads another by more than chance.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.same_story(mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles())))
    >>> firsts = mk.first_to_report(articles)
    >>> firsts.table()[["outlet", "n_stories", "n_first"]].head(1)
                    outlet  n_stories  n_first
    0  corvanewire.example         12       12
    """
    arrived = arrivals_of(articles)
    first = arrived.table
    first = first.loc[first.groupby("story")["outlet"].transform("size") > 1]
    story = first.groupby("story")
    timed = story["timed"].transform("all").to_numpy(dtype=bool)
    unit = "hours" if len(first) and timed.all() else "days"
    behind = [
        (first[name] - story[name].transform("min")).to_numpy() for name in ("day", "instant")
    ]
    lag, low, high = between(behind[0], behind[1], timed)
    ahead = first.assign(_ahead=lag == 0).groupby("story")["_ahead"].transform("sum").to_numpy()
    alone = (lag == 0) & (ahead == 1)
    first = first.assign(
        place=pd.array(np.where(alone, "first", np.where(lag == 0, "tied", "later")), dtype="str"),
        lag_low=stable(np.maximum(low, 0) / UNITS[unit]),
        lag_high=stable(np.where(alone, 0, high) / UNITS[unit]),
        _lag=lag,
    )
    first = first.sort_values(["story", "_lag", "outlet"], ignore_index=True).drop(
        columns=["day", "instant", "timed", "_lag"]
    )
    reason = "" if len(first) else "No story has articles of two or more outlets' own."
    return FirstReports(
        arrived.evidence, reason, _by_outlet(first, unit), first, unit, arrived.set_aside
    )


def _by_outlet(first: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return a row an outlet."""
    rows = []
    for outlet, own in first.groupby("outlet"):
        least, most = (median_interval(own[name].to_numpy()) for name in ("lag_low", "lag_high"))
        places = own["place"].value_counts()
        counts = [len(own), int(places.get("first", 0)), int(places.get("tied", 0))]
        rows.append((outlet, *counts, least[0], most[0], least[1], most[2]))
    names = [
        "outlet",
        "n_stories",
        "n_first",
        "n_tied",
        "lag_from",
        "lag_to",
        "lag_low",
        "lag_high",
    ]
    numbers = pd.DataFrame(rows, columns=names)
    low, high = share_interval(numbers["n_first"].astype(float), numbers["n_stories"].astype(float))
    share = stable(numbers["n_first"].astype(float) / numbers["n_stories"].astype(float))
    numbers = numbers.assign(
        share=share, low=low, high=high, unit=unit, small_sample=numbers["n_stories"] < SMALL_SAMPLE
    )
    order = [*names[:4], "share", "low", "high", *names[4:], "unit", "small_sample"]
    return numbers[order].sort_values(
        ["n_stories", "outlet"], ascending=[False, True], ignore_index=True
    )
