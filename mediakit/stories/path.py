"""Follow one story from outlet to outlet, day by day."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from mediakit.checks import require_values
from mediakit.cleaning.origins import with_origins
from mediakit.independence import gather_evidence
from mediakit.stories.arrivals import UNITS, microseconds, possible_lags
from mediakit.stories.naming import name_stories
from mediakit.stories.path_result import StoryPath
from mediakit.stories.prepared import by_time, prepare_rows, require_story
from mediakit.uncertainty import stable

__all__ = ["story_path"]

_COLUMNS = [
    "outlet",
    "date",
    "published_at",
    "title",
    "url",
    "least_lag",
    "most_lag",
    "unit",
    "origin",
    "source",
    "article_id",
]


def story_path(articles: pd.DataFrame, story: str) -> StoryPath:
    """Follow one story from outlet to outlet.

    Parameters
    ----------
    articles : DataFrame
        The articles table with the column `story`, which `mark_stories` adds.
    story : str
        One of its stories, as `find_stories(articles).table()` lists them.

    Returns
    -------
    StoryPath
        `table()` has a row an article in order of time, `plot()` draws it, `differences()` gives
        the sentences in which the outlets differ most.

    Raises
    ------
    ColumnMissing
        If the table has no column `story`.
    UnknownValue
        If there is no such story.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> stories = mk.find_stories(articles)
    >>> largest = stories.table()["story"].iloc[0]
    >>> path = mk.story_path(mk.mark_stories(articles, stories), largest)
    >>> path.table()[["date", "origin"]].head(2)
            date  origin
    0 2031-03-12  shared
    1 2031-03-12  shared
    """
    prepared = prepare_rows(articles, "title", "text")
    require_story(prepared)
    story = str(story)
    require_values(prepared, "story", [story])
    if "url" not in prepared.columns:
        prepared = prepared.assign(url=pd.Series(dtype="str"))
    evidence = gather_evidence(prepared.loc[prepared["story"] == story], reprints="keep")
    rows = with_origins(evidence.articles()).rename(columns={"origin_source": "source"})
    rows = by_time(rows, "story")
    note = ""
    if not evidence.reprints_checked:
        note = evidence.note
    evidence = replace(
        evidence,
        table=rows,
        places=np.arange(len(rows)),
        note=note,
    )
    name = name_stories(rows).iloc[0]
    return StoryPath(
        evidence,
        "",
        steps=_steps(rows)[_COLUMNS],
        story=story,
        title=_known(name["title"]),
        title_outlet=_known(name["title_outlet"]),
    )


def _known(name: object) -> str | None:
    """Return a name as text, or None if there is none."""
    if pd.isna(name):
        return None
    return str(name)


def _steps(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the time by which each article came after the first, as what is possible."""
    is_timed = bool(rows[["date", "published_at"]].notna().all(axis=None))
    unit = "days"
    if is_timed:
        unit = "hours"
    is_dated = rows["date"].notna()
    days = microseconds(rows["date"])
    instants = microseconds(rows["published_at"])
    start = 0
    if is_dated.any():
        start = days[is_dated].min()
    lag, least, most = possible_lags(
        days - start,
        instants - instants.min(),
        np.full(len(rows), is_timed),
    )
    is_first = (lag == 0) & ((lag == 0).sum() == 1)
    least_lag = pd.Series(stable(np.maximum(least, 0) / UNITS[unit]))
    most_lag = pd.Series(stable(np.where(is_first, 0, most) / UNITS[unit]))
    return rows.assign(
        least_lag=least_lag.where(is_dated),
        most_lag=most_lag.where(is_dated),
        unit=unit,
    )
