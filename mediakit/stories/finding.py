"""Find the stories: articles of any outlet about the same event, by their words and dates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from mediakit.errors import UnknownValue, a_kind_of
from mediakit.independence import gather_evidence
from mediakit.keeping import computed_once
from mediakit.periods import days_of
from mediakit.stories.linking import group_events
from mediakit.stories.naming import name_stories
from mediakit.stories.prepared import by_time, prepare_rows
from mediakit.stories.result import Stories
from mediakit.wording import choose, count_of

__all__ = ["find_stories", "mark_stories"]


@computed_once
def find_stories(articles: pd.DataFrame, *, window: str = "3D") -> Stories:
    """Find the articles, of different outlets or the same, that cover the same event.

    Run `prepare_articles` first: page furniture makes the articles of an outlet alike, and a text
    that several outlets print counts once here.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    window : str, default '3D'
        How many days may lie between the first and the last article of a story.

    Returns
    -------
    Stories
        `table()` has a row a story, `articles()` a row an article, `examples(story)` gives titles.

    Raises
    ------
    UnknownValue
        If `window` is not a number of days.
    UnspacedScript
        If the texts are in a script written without spaces.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships (average
    linkage). Conneau and others (2018), Word translation without parallel data, 2.3 (contrast).
    TF-IDF as in `weigh_terms`, with 1 + log(count) for the count.

    Notes
    -----
    Two groups of articles become one if the mean contrast over all pairs is .10 or more, and if
    they span no more than the window together. How alike two articles are is the mean of two
    cosines: that of their titles and first 3,000 characters, and that of their titles and first
    400, less 5% for each day between them in a window of three. The contrast is what remains
    without half of what is usual for both: the mean cosine of an article to the 20 articles, more
    than a window away, that it is most like (cross-domain similarity local scaling, Conneau and
    others 2018, with the days as domains). Two reports on a subject that is in the news for months
    are as like each other as those of other days; two reports on one event are more so. Articles
    that a table lacks count .1 each, so that a table of one day asks for a mean cosine of .15.
    `benchmarks/stories.py` prints how well the articles of known events are put together, with
    these values and others. A word that occurs in only one article counts only towards its
    length: leaving it out would make the articles of small tables more alike.

    Then each article is placed by what it says itself: it goes to another story that it is nearer
    to, by a mean contrast higher by .02 or more, and is a story of its own if two are as near. A
    copy goes with its original only as far as the window reaches, and a later version of an
    outlet's own article is linked by its own words.

    An article without a date is a story of its own; so is one with fewer than six different words
    other than stop words. Articles in different languages are not alike.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> stories = mk.find_stories(articles)
    >>> stories.table()[["n_outlets", "n_articles"]].iloc[0].tolist()
    [3, 4]
    """
    days = days_of(window)
    prepared = prepare_rows(articles, "title", "text").drop(columns="story", errors="ignore")
    evidence = gather_evidence(prepared, reprints="keep")
    note = evidence.note
    text_id = "article_id"
    if evidence.reprints_checked:
        text_id = "reprint_group"
        note = "A text that several articles have counts once."
    rows = evidence.articles()
    rows = by_time(rows.assign(_group=group_events(rows, evidence.texts, days)), "_group")
    story = rows.groupby("_group")["article_id"].transform("first").astype("str")
    rows = rows.drop(columns="_group").assign(story=story)
    reason = ""
    if rows.empty:
        reason = "There are no articles."
    found = replace(
        evidence,
        table=rows,
        places=np.arange(len(rows)),
        note=note,
    )
    return Stories(found, reason, _count_stories(rows, text_id), days)


def _count_stories(rows: pd.DataFrame, text_id: str) -> pd.DataFrame:
    """Return a row a story; the articles come in order of time."""
    stories = rows.groupby("story")
    numbers = stories.agg(
        first_date=("date", "min"),
        last_date=("date", "max"),
        n_outlets=("outlet", "nunique"),
        n_articles=("article_id", "size"),
        n_independent=(text_id, "nunique"),
    )
    numbers = name_stories(rows).join(numbers)
    order = ["n_outlets", "n_articles", "first_date", "story"]
    ascending = [False, False, True, True]
    return numbers.reset_index().sort_values(order, ascending=ascending, ignore_index=True)


def mark_stories(
    articles: pd.DataFrame,
    stories: Stories | None = None,
    *,
    window: str = "3D",
) -> pd.DataFrame:
    """Say for each article which story it belongs to; nothing is deleted.

    Parameters
    ----------
    articles : DataFrame
        The articles table, best after `strip_boilerplate` and `mark_reprints`.
    stories : Stories, optional
        What `find_stories` returned for these articles; without it they are found here.
    window : str, default '3D'
        How many days a story may span, as `find_stories` explains it; not used with `stories`.

    Returns
    -------
    DataFrame
        The same rows in the same order with the column `story`: the article_id of the story's
        earliest article. It is never missing: a single article is a story of its own, and so is one
        without a date.

    Raises
    ------
    UnknownValue
        If `window` is not a number of days, or `stories` lacks some of the articles.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> stories = mk.find_stories(articles)
    >>> marked = mk.mark_stories(articles, stories)
    >>> int(marked.groupby("story")["outlet"].nunique().max())
    3
    """
    if stories is None:
        stories = find_stories(articles, window=window)
    elif not isinstance(stories, Stories):
        raise TypeError(
            f"stories takes what find_stories returns; got {a_kind_of(stories)}. The window is "
            "given by name: window='3D'."
        )
    rows = stories.evidence.articles().set_index("article_id")
    ids = prepare_rows(articles)["article_id"]
    n_missing = int((~ids.isin(rows.index)).sum())
    if n_missing:
        raise UnknownValue(
            f"{count_of(n_missing, 'article')} of the table {choose(n_missing, 'is', 'are')} not "
            "in these stories. Find them in the same table: find_stories(articles)."
        )
    return articles.assign(story=rows["story"].loc[ids].set_axis(articles.index))
