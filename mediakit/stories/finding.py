"""Find the stories: articles of any outlet about the same event, put together by their words and dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_values
from mediakit.context import Quotes, quote_titles
from mediakit.independence import gather_evidence
from mediakit.periods import days_of
from mediakit.results import Result, source_line
from mediakit.stories.linking import ALIKE, group_events
from mediakit.stories.order import called, in_order, settled
from mediakit.wording import count_of, day_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Stories", "find_stories", "same_story"]


@dataclass(frozen=True, repr=False)
class Stories(Result):
    """Which articles tell of the same event."""

    numbers: pd.DataFrame
    window: int

    def table(self) -> pd.DataFrame:
        """Return a row a story, those of the most outlets first.

        Returns
        -------
        DataFrame
            story (the article_id of its earliest article), title (of the earliest that has one), first_date, last_date,
            n_outlets, n_articles, n_independent (different texts: a reprint is not counted again).
        """
        return self.numbers.copy()

    def articles(self) -> pd.DataFrame:
        """Return a row an article, by story and date: story, article_id, outlet, date, title."""
        rank = pd.Series(np.arange(len(self.numbers)), index=self.numbers["story"])
        rows = self.evidence.articles().assign(_rank=self.evidence.articles()["story"].map(rank))
        rows = rows.sort_values("_rank", kind="stable", ignore_index=True)
        return rows[["story", "article_id", "outlet", "date", "title"]]

    def method(self) -> str:
        """Say how the stories were found and what they cannot tell."""
        undated, nameless = (
            int(self.evidence.articles()[name].isna().sum()) for name in ("date", "outlet")
        )
        apart = (
            f" {count_of(undated, 'article')} without a date could not be compared."
            if undated
            else ""
        )
        apart += (
            f" {count_of(nameless, 'article')} without an outlet not counted in n_outlets."
            if nameless
            else ""
        )
        return (
            f"Articles at most {count_of(self.window, 'day')} apart were put together where they are alike: cosine of "
            "TF-IDF weights of title (counted three times) and text, stop words left out, average linkage from "
            f"{ALIKE} on. That they are alike in their words does not prove that they tell of the same event: read "
            f"examples().{apart}"
        )

    def plot(self, ax: Axes | None = None, *, most: int = 10) -> Chart:
        """Draw the outlets of the largest stories."""
        title = "The stories that most outlets covered"
        data = self.numbers.loc[self.numbers["n_articles"] > 1].head(most)
        source = source_line(self.evidence, data)
        if data.empty:
            return note_chart(
                title, self.reason or "No two articles tell of the same event.", source
            ).on(ax)
        source = f"The largest {len(data)} of {count_of(len(self.numbers), 'story')}. {source}"
        data = data.assign(title=data["title"].fillna("(no title: " + data["story"] + ")"))
        data = data[["title", "n_outlets", "n_articles", "first_date"]]
        return dot_chart(
            data, label="title", value="n_outlets", axis="outlets", title=title, source=source
        ).on(ax)

    def examples(self, story: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of up to n articles of a story (or of the largest), the oldest first."""
        story = next(iter(self.example_keys()), "") if story is None else str(story)
        require_values(self.evidence.articles(), "story", [story] if story else [])
        return quote_titles(
            self.evidence.articles().loc[self.evidence.articles()["story"] == story], n=n
        )

    def answer(self) -> str:
        """Say in a sentence which story most outlets covered, and how many stories more than one did."""
        if self.numbers.empty:
            return self.reason
        n, top = len(self.numbers), self.numbers.iloc[0]
        if top["n_outlets"] < 2:
            return f"Of {count_of(n, 'story')} none stands in more than one outlet."
        shared = int((self.numbers["n_outlets"] > 1).sum())
        dates = top[["first_date", "last_date"]].dropna()
        days = " to ".join(dict.fromkeys(map(day_name, dates))) or "without a date"
        return (
            f"{shared:,} of {count_of(n, 'story')} {'stands' if shared == 1 else 'stand'} in more than one outlet. "
            f"The largest is {called(self.numbers['title'].head(1))}: "
            f"{count_of(top['n_articles'], 'article')} in {count_of(top['n_outlets'], 'outlet')}, {days}."
        )


def find_stories(articles: pd.DataFrame, *, window: str = "3D") -> Stories:
    """Find the articles, of different outlets or the same, that tell of the same event.

    Do `strip_boilerplate` and `mark_reprints` first: furniture makes articles of an outlet alike, and a copy counts
    once here and goes where its original goes.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    window : str, default '3D'
        How many days apart two articles may be and still be alike. A story may last longer, as long as its articles
        are alike on average over all pairs, those farther apart counting 0.

    Returns
    -------
    Stories
        `table()` has a row a story, `articles()` a row an article, `examples(story)` leads to titles.

    Raises
    ------
    UnknownValue
        Where `window` is no number of days.
    UnspacedScript
        Where the texts are in a script written without spaces.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships (average linkage); TF-IDF as
    in `weigh_terms`, with 1 + log(count) for the count.

    Notes
    -----
    Two groups of articles become one where the mean cosine over all pairs is .16 or more. What a cosine means depends
    on the articles that the weights come from, here those of the table: with few articles, or articles all on one
    subject, words weigh more alike. So this value was chosen inside a range, .14 to .20, in which the articles of known
    events are put together well (B-cubed F1 of .95 or more) among 6,000 others and alone, with their own dates and
    moved into two weeks; `benchmarks/stories.py` also has tables of 3 to 60 articles. A word that stands in one article
    only counts in its length: leaving it out would make the articles of small tables more alike.

    An article without a date is a story of its own, unless it is a copy of one that has a date; so is one with fewer
    than six different words other than stop words. Articles in different languages are not alike.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> stories = mk.find_stories(articles)
    >>> stories.table()[["n_outlets", "n_articles"]].iloc[0].tolist()
    [4, 4]
    """
    days = days_of(window)
    rows = settled(articles, "title", "text").drop(columns="story", errors="ignore")
    once, evidence = (
        gather_evidence(rows).counted_articles(),
        gather_evidence(rows, reprints="keep"),
    )
    rows, checked = evidence.articles(), evidence.reprints_checked
    group = pd.Series(
        group_events(once, days), index=once["reprint_group" if checked else "article_id"]
    )
    rows = rows.assign(
        _group=group.loc[rows["reprint_group" if checked else "article_id"]].to_numpy()
    )
    rows = in_order(rows, "_group")
    story = rows.groupby("_group")["article_id"].transform("first").astype("str")
    rows = rows.drop(columns="_group").assign(story=story)
    note = "Copies of one text go where their original goes." if checked else evidence.note
    told = replace(evidence, table=rows, places=np.arange(len(rows)), note=note)
    return Stories(told, "" if len(rows) else "There are no articles.", _numbers(rows), days)


def same_story(articles: pd.DataFrame, *, window: str = "3D") -> pd.DataFrame:
    """Say for each article which story it is part of; nothing is deleted.

    Parameters
    ----------
    articles : DataFrame
        The articles table, best after `strip_boilerplate` and `mark_reprints`.
    window : str, default '3D'
        How many days apart two articles may be and still be alike, as `find_stories` explains it.

    Returns
    -------
    DataFrame
        The same rows in the same order with the column `story`: the article_id of the story's earliest article. It is
        never missing: an article alone is a story of its own, and so is one without a date.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.same_story(mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles())))
    >>> int(articles.groupby("story")["outlet"].nunique().max())
    4
    """
    told = (
        find_stories(articles, window=window).evidence.articles().set_index("article_id")["story"]
    )
    return articles.assign(
        story=told.loc[articles["article_id"].astype("str")].set_axis(articles.index)
    )


def _numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row a story; the rows come in order of time."""
    text = "reprint_group" if "reprint_group" in rows.columns else "article_id"
    numbers = (
        rows.groupby("story")
        .agg(
            title=("title", "first"),
            first_date=("date", "min"),
            last_date=("date", "max"),
            n_outlets=("outlet", "nunique"),
            n_articles=("article_id", "size"),
            n_independent=(text, "nunique"),
        )
        .reset_index()
    )
    order = ["n_outlets", "n_articles", "first_date", "story"]
    return numbers.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
