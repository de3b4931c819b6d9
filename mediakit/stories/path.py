"""The path of one story: from outlet to outlet, day by day, and what each of them tells that the others do not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.charts import Chart, note_chart, path_chart
from mediakit.checks import require_columns, require_values, require_whole
from mediakit.columns import SCHEMA
from mediakit.context import Quotes, quote_titles
from mediakit.independence import gather_evidence
from mediakit.results import Result, count_of, date_span, source_line
from mediakit.stories.differing import compare_sentences
from mediakit.stories.own import OWN, mark_origins
from mediakit.stories.times import UNITS, between, microseconds, require_story
from mediakit.uncertainty import stable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["StoryPath", "story_path"]

_SHOWN = ["outlet", "date", "published_at", "title", "url", "lag_low", "lag_high", "unit", "origin", "source"]
_SAYS = {OWN: "own reporting", "reprint": "reprint", "agency": "agency copy", "same text": "same text, same day"}


@dataclass(frozen=True, repr=False)
class StoryPath(Result):
    """How one story went from outlet to outlet."""

    steps: pd.DataFrame
    story: str

    def table(self) -> pd.DataFrame:
        """Return a row an article, in order of time.

        Returns
        -------
        DataFrame
            outlet, date, published_at, title, url; lag_low and lag_high (the least and the most time by which it came
            after the first, in `unit`: the same where published_at is known of every article of the story, else what
            the dates leave possible); origin ('own', 'reprint' of another outlet's article, 'agency' copy, or 'same
            text': several outlets printed it on one day, so whose it was is not known) and source (the outlet or agency
            that it was taken from); article_id.
        """
        return self.steps.copy()

    def method(self) -> str:
        """Say what is shown and what it cannot tell."""
        kinds = self.steps["origin"].value_counts()
        said = ", ".join(f"{kinds[kind]:,} {_SAYS[kind]}" for kind in _SAYS if kind in kinds)
        undated = int(self.steps["date"].isna().sum())
        last = f" {count_of(undated, 'article')} without a date stand last." if undated else ""
        return (
            f"The articles of the story {self.story} in order of time ({said}). Who came first in this table need not "
            f"be where the others have it from.{last}"
        )

    def plot(self, ax: Axes | None = None, *, most: int = 40) -> Chart:
        """Draw each outlet's articles over time, the outlets in the order in which they came to the story."""
        dated = self.steps.dropna(subset=["outlet", "date"])
        title = f"The path of “{_title(self.steps)}”"
        source = source_line(self.evidence, self.steps)
        if dated.empty:
            return note_chart(title, "No article of this story has an outlet and a date.", source).on(ax)
        outlets = list(dict.fromkeys(dated["outlet"]))
        if len(outlets) > most:
            source = f"The first {most} of {len(outlets)} outlets are shown. {source}"
        shown = dated.loc[dated["outlet"].isin(outlets[:most])]
        timed = bool((self.steps["unit"] == "hours").all())
        when = shown["published_at"].dt.strftime("%Y-%m-%d %H:%M") if timed else shown["date"].dt.strftime("%Y-%m-%d")
        data = shown.assign(time=when, own=shown["origin"] == OWN)
        data = data.groupby(["outlet", "time", "own"], sort=False).size().reset_index(name="n_articles")
        return path_chart(data, title=title, source=source, utc=timed).on(ax)

    def examples(self, outlet: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of up to n articles of an outlet (or of the first), the oldest first."""
        outlet = next(iter(self.example_keys()), None) if outlet is None else str(outlet)
        require_values(self.steps, "outlet", [outlet] if outlet else [])
        rows = self.evidence.rows
        return quote_titles(rows.loc[rows["outlet"] == outlet] if outlet else rows, n=n, group=outlet or "")

    def differences(self, *, n: int = 3) -> pd.DataFrame:
        """Return what each outlet tells that the others do not, and what all of them tell.

        Each sentence of an outlet's own article is compared with every sentence of the other outlets' own articles, by
        the cosine of TF-IDF weights. Sentences of fewer than five different words, stop words left out, are passed
        over.

        Parameters
        ----------
        n : int, default 3
            Sentences an outlet, and sentences shared.

        Returns
        -------
        DataFrame
            kind ('only here' or 'shared'), outlet, coverage, sentence, article_id. Of 'only here' the coverage is that
            by the likest sentence of any other outlet, lowest first; of 'shared' that by the likest sentence of the
            outlet that has the least of it, highest first (0 no word in common, 1 the same words). Other words for the
            same thing look like a difference: read them.
        """
        require_whole("n", n, least=1)
        return compare_sentences(self.evidence.rows.loc[self.evidence.rows["origin"] == OWN], n)

    def answer(self) -> str:
        """Say in a sentence who came first and how far the story went."""
        firsts = self.steps.loc[(self.steps["lag_low"] == 0) & self.steps["outlet"].notna()]
        first = self.steps.loc[self.steps["date"] == self.steps["date"].min(), "outlet"]
        timed = (self.steps["unit"] == "hours").all()
        names = list(dict.fromkeys((firsts["outlet"] if timed else first).dropna()))
        if len(names) > 4:
            names = [*names[:3], f"{len(names) - 3} others"]
        said = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
        began = f"began with {said}" if len(names) == 1 else f"began on one day with {said}" if names else "has no date"
        n = f"{count_of(len(self.steps), 'article')} in {count_of(self.steps['outlet'].nunique(), 'outlet')}"
        own = int((self.steps["origin"] == OWN).sum())
        return f"“{_title(self.steps)}” {began}: {n}, {date_span(self.steps)}, {own:,} of them an outlet's own."


def story_path(articles: pd.DataFrame, story: str) -> StoryPath:
    """Follow one story from outlet to outlet.

    Parameters
    ----------
    articles : DataFrame
        The articles table with the column `story`, which `same_story` adds.
    story : str
        One of its stories, as `find_stories(articles).table()` lists them.

    Returns
    -------
    StoryPath
        `table()` has a row an article in order of time, `plot()` draws it, `differences()` gives the sentences in which
        the outlets differ most.

    Raises
    ------
    ColumnMissing
        Where the stories were not found.
    UnknownValue
        Where there is no such story.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.same_story(mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles())))
    >>> path = mk.story_path(articles, mk.find_stories(articles).table()["story"].iloc[0])
    >>> path.table()[["date", "origin"]].head(2)
            date origin
    0 2031-03-25    own
    1 2031-03-26    own
    """
    require_story(articles)
    require_columns(articles, ["title", "text"])
    require_values(articles, "story", [story])
    evidence = gather_evidence(articles.loc[articles["story"] == story], reprints="keep")
    lacking = {name: pd.Series(index=evidence.rows.index, dtype=SCHEMA[name]) for name in ("published_at", "url")}
    rows = mark_origins(evidence.rows.assign(**{k: v for k, v in lacking.items() if k not in evidence.rows.columns}))
    timed = bool(rows[["date", "published_at"]].notna().all(axis=None))
    order = ["published_at"] if timed else ["date", "published_at"]
    rows = rows.sort_values([*order, "outlet", "article_id"], ignore_index=True)
    unit = "hours" if timed else "days"
    day, instant = (microseconds(rows[name]) for name in ("date", "published_at"))
    lag, low, high = between(day - day.min(), instant - instant.min(), np.full(len(rows), timed))
    alone = (lag == 0) & ((lag == 0).sum() == 1)
    dated = rows["date"].notna()
    steps = rows.assign(
        lag_low=pd.Series(stable(np.maximum(low, 0) / UNITS[unit])).where(dated),
        lag_high=pd.Series(stable(np.where(alone, 0, high) / UNITS[unit])).where(dated),
        unit=unit,
    )
    note = evidence.note if "not checked" in evidence.note else ""
    told = replace(evidence, articles=rows, rows=rows, note=note)
    return StoryPath(told, "", steps[[*_SHOWN, "article_id"]], story)


def _title(steps: pd.DataFrame) -> str:
    titles = steps["title"].dropna()
    return str(titles.iloc[0]) if len(titles) else "no title"
