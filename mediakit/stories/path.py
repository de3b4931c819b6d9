"""The path of one story: from outlet to outlet, day by day, and what each of them tells that the others do not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.charts import Chart, note_chart, path_chart
from mediakit.checks import require_values, require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.independence import gather_evidence
from mediakit.results import Result, date_span, source_line
from mediakit.stories.differing import compare_sentences
from mediakit.stories.order import called, in_order, require_story, settled
from mediakit.stories.own import OWN, mark_origins
from mediakit.stories.times import UNITS, between, microseconds
from mediakit.uncertainty import stable
from mediakit.wording import count_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["StoryPath", "story_path"]

_SHOWN = [
    "outlet",
    "date",
    "published_at",
    "title",
    "url",
    "lag_low",
    "lag_high",
    "unit",
    "origin",
    "source",
]
_SAYS = {
    OWN: "own reporting",
    "reprint": "reprint",
    "agency": "agency copy",
    "same text": "same text, same day",
}


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
        title = f"The path of {called(self.steps['title'])}"
        source = source_line(self.evidence, self.steps)
        if dated.empty:
            return note_chart(
                title, "No article of this story has an outlet and a date.", source
            ).on(ax)
        outlets = list(dict.fromkeys(dated["outlet"]))
        if len(outlets) > most:
            source = f"The first {most} of {len(outlets)} outlets are shown. {source}"
        shown = dated.loc[dated["outlet"].isin(outlets[:most])]
        timed = bool((self.steps["unit"] == "hours").all())
        when = (
            shown["published_at"].dt.strftime("%Y-%m-%d %H:%M")
            if timed
            else shown["date"].dt.strftime("%Y-%m-%d")
        )
        data = shown.assign(time=when, own=shown["origin"] == OWN)
        data = (
            data.groupby(["outlet", "time", "own"], sort=False)
            .size()
            .reset_index(name="n_articles")
        )
        return path_chart(data, title=title, source=source, utc=timed).on(ax)

    def examples(self, outlet: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of up to n articles of an outlet (or of the first), the oldest first."""
        outlet = next(iter(self.example_keys()), None) if outlet is None else str(outlet)
        require_values(self.steps, "outlet", [outlet] if outlet else [])
        rows = self.evidence.articles()
        return quote_titles(
            rows.loc[rows["outlet"] == outlet] if outlet else rows, n=n, group=outlet or ""
        )

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
            kind ('only here' or 'shared'), outlet, coverage, sentence, copied_by (other outlets that have the sentence
            in a reprint or agency copy), article_id. Of 'only here' the coverage is that
            by the likest sentence of any other outlet, lowest first; of 'shared' that by the likest sentence of the
            outlet that has the least of it, highest first (0 no word in common, 1 the same words). 'only here' stands
            for a coverage below .10, 'shared' for .25 or more: what lies between may be either and is not shown. Other
            words for the same thing look like a difference, and the same names like the same thing: read them.
        """
        require_whole("n", n, least=1)
        rows, own = self.evidence.articles(), self.evidence.articles()["origin"] == OWN
        return compare_sentences(rows.loc[own], rows.loc[~own], n)

    def answer(self) -> str:
        """Say in a sentence who came first and how far the story went."""
        steps, name = self.steps, called(self.steps["title"])
        outlets, dated = steps["outlet"].nunique(), steps["date"].notna()
        said = [
            f"{count_of(len(steps), 'article')}"
            + (f" in {count_of(outlets, 'outlet')}" if outlets else "")
        ]
        said += [date_span(steps["date"])] if dated.any() else []
        missing = {"outlet": steps["outlet"].isna(), "date": ~dated & dated.any()}
        said += [
            f"{n:,} without a known {what}"
            for what, rows in missing.items()
            if (n := int(rows.sum()))
        ]
        own = int((steps["origin"].eq(OWN) & steps["outlet"].notna()).sum())
        unchecked = "not checked" in self.evidence.note
        said.append("reprints not checked" if unchecked else f"{own:,} of them an outlet's own")
        return f"{name[0].upper()}{name[1:]} {self._began()}: {', '.join(said)}."

    def _began(self) -> str:
        """Say with which outlets the story began, as far as that is known."""
        timed = bool((self.steps["unit"] == "hours").all())
        when = self.steps["published_at" if timed else "date"]
        first = self.steps.loc[when == when.min(), "outlet"]
        if first.empty:
            return "has no date"
        names = list(dict.fromkeys(first.dropna()))
        names = [*names[:3], f"{len(names) - 3} others"] if len(names) > 4 else names
        unknown = int(first.isna().sum())
        names += [f"{count_of(unknown, 'article')} of no known outlet"] if unknown else []
        if len(names) == 1:
            return f"began with {names[0]}"
        return f"began {'at one minute' if timed else 'on one day'} with {', '.join(names[:-1])} and {names[-1]}"


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
    told, story = settled(articles, "title", "text"), str(story)
    require_story(told)
    require_values(told, "story", [story])
    told = told if "url" in told.columns else told.assign(url=pd.Series(dtype="str"))
    evidence = gather_evidence(told.loc[told["story"] == story], reprints="keep")
    rows = in_order(mark_origins(evidence.articles()), "story")
    timed = bool(rows[["date", "published_at"]].notna().all(axis=None))
    unit = "hours" if timed else "days"
    day, instant = (microseconds(rows[name]) for name in ("date", "published_at"))
    dated = rows["date"].notna()
    start = day[dated].min() if dated.any() else 0  # what has no date stands at 0
    lag, low, high = between(day - start, instant - instant.min(), np.full(len(rows), timed))
    alone = (lag == 0) & ((lag == 0).sum() == 1)
    steps = rows.assign(
        lag_low=pd.Series(stable(np.maximum(low, 0) / UNITS[unit])).where(dated),
        lag_high=pd.Series(stable(np.where(alone, 0, high) / UNITS[unit])).where(dated),
        unit=unit,
    )
    note = evidence.note if "not checked" in evidence.note else ""
    shown = replace(evidence, table=rows, places=np.arange(len(rows)), note=note)
    return StoryPath(shown, "", steps[[*_SHOWN, "article_id"]], story)
