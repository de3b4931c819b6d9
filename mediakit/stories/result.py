"""The stories that were found: their table, chart, titles and method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_values, require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.results import Result, source_line
from mediakit.stories.linking import ALIKE, BEGINNING, READ
from mediakit.stories.naming import name_in_words
from mediakit.wording import choose, count_of, day_range

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Stories"]


@dataclass(frozen=True, repr=False, eq=False)
class Stories(Result):
    """Which articles cover the same event."""

    numbers: pd.DataFrame
    window: int

    cannot_show: ClassVar[str] = (
        "Similar words and close dates do not prove that articles report the same event."
    )

    def table(self) -> pd.DataFrame:
        """Return a row a story, those in the most outlets first.

        Returns
        -------
        DataFrame
            story (the article_id of its earliest article), title (the most central headline of the
            outlets' own reporting) and title_outlet (whose it is), first_date, last_date,
            n_outlets, n_articles, n_independent (different texts: a copy is not counted again).
        """
        return self.numbers.copy()

    def articles(self) -> pd.DataFrame:
        """Return a row an article, by story and date: story, article_id, outlet, date, title."""
        rank = pd.Series(np.arange(len(self.numbers)), index=self.numbers["story"])
        rows = self.evidence.articles()
        rows = rows.assign(_rank=rows["story"].map(rank))
        rows = rows.sort_values("_rank", kind="stable", ignore_index=True)
        return rows[["story", "article_id", "outlet", "date", "title"]]

    def method(self) -> str:
        """Say how the stories were found and what they cannot tell."""
        rows = self.evidence.articles()
        n_undated = int(rows["date"].isna().sum())
        n_nameless = int(rows["outlet"].isna().sum())
        sentences = [
            f"Articles form a story if {self._span()} and their words are more alike than usual: "
            "average linkage of cosine similarities of TF-IDF weights, less half of what each "
            "article has in common with those of other days that are most like it; the mean has "
            f"to be at least {ALIKE:.2f}. The title counts three times, the first {BEGINNING} "
            f"characters as much as the first {READ:,}, the rest of the text not at all, and stop "
            "words are left out. An article that fits two stories is in the nearer one, or in "
            "neither if both are equally near.",
            "Similar words do not prove that two articles cover the same event: in articles about "
            "one war, a reader found about one story in seven to mix two. Read a story before you "
            "publish it.",
        ]
        if n_undated:
            verb = choose(n_undated, "has", "have")
            sentences.append(
                f"{count_of(n_undated, 'article')} {verb} no date and could not be compared."
            )
        if n_nameless:
            verb = choose(n_nameless, "has", "have")
            sentences.append(
                f"{count_of(n_nameless, 'article')} {verb} no outlet and "
                f"{choose(n_nameless, 'is', 'are')} not counted in n_outlets."
            )
        return " ".join(sentences)

    def _span(self) -> str:
        """Say how long a story may last."""
        if not self.window:
            return "they are of one day"
        return f"no two are more than {count_of(self.window, 'day')} apart"

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 10,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the number of outlets of the n largest stories.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 10
            How many stories to draw.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        require_whole("n", n, least=1)
        chart = self._chart(n)
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=True)

    def _chart(self, n: int) -> Chart:
        title = "Stories that ran in the largest number of outlets"
        data = self.numbers.loc[self.numbers["n_articles"] > 1].head(n)
        source = source_line(self.evidence, data)
        if data.empty:
            reason = self.reason or "No two articles were grouped into one story."
            return note_chart(title, reason, source)
        stories = count_of(len(self.numbers), "story")
        shown = f"The {len(data)} largest of {stories}."
        if len(data) == len(self.numbers):
            shown = choose(len(data), "The only story.", f"All {stories}.")
        elif len(data) == 1:
            shown = f"The largest of {stories}."
        untitled = "(no title: " + data["story"] + ")"
        data = data.assign(title=data["title"].fillna(untitled))
        return dot_chart(
            data[["title", "title_outlet", "n_outlets", "n_articles", "first_date"]],
            label="title",
            value="n_outlets",
            axis="outlets",
            title=title,
            source=f"{shown} {source}",
        )

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return titles of up to n articles of a story, by default the largest, oldest first."""
        rows = self.evidence.articles()
        if key is None and rows.empty:
            return quote_titles(rows, n=n)
        if key is None:
            key = self.numbers["story"].iloc[0]
        require_values(rows, "story", [str(key)])
        return quote_titles(rows.loc[rows["story"] == str(key)], n=n)

    def named_in_answer(self) -> list[tuple[str, str]]:
        """Return the story that the answer names."""
        largest = self.numbers.head(1)
        return list(zip(largest["story"], largest["title"].fillna(""), strict=True))

    def answer(self) -> str:
        """Say how many stories ran in more than one outlet, and which is the largest."""
        if self.numbers.empty:
            return self.reason
        n_stories = len(self.numbers)
        n_shared = int((self.numbers["n_outlets"] > 1).sum())
        if not n_shared and n_stories > 1 and self.numbers["first_date"].isna().all():
            articles = count_of(self.evidence.n_articles, "article")
            return f"None of the {articles} has a date, so they could not be grouped into stories."
        if not n_shared:
            if n_stories == 1:
                return "The only story ran in a single outlet."
            return f"None of the {n_stories:,} stories ran in more than one outlet."
        largest = self.numbers.iloc[0]
        when = "without a date"
        if pd.notna(largest["first_date"]):
            when = day_range(largest["first_date"], largest["last_date"])
        shared = f"{n_shared:,} of the {count_of(n_stories, 'story')} ran in more than one outlet."
        if n_shared == n_stories == 1:
            shared = "The only story ran in more than one outlet."
        is_largest = self.numbers["n_outlets"] == largest["n_outlets"]
        is_largest &= self.numbers["n_articles"] == largest["n_articles"]
        if is_largest.sum() > 1:
            return (
                f"{shared} {int(is_largest.sum()):,} are the largest, with "
                f"{count_of(largest['n_articles'], 'article')} in "
                f"{count_of(largest['n_outlets'], 'outlet')} each."
            )
        name = name_in_words(largest["title"], largest["title_outlet"])
        return (
            f"{shared} The story in the largest number of outlets is {name}: "
            f"{count_of(largest['n_articles'], 'article')} in "
            f"{count_of(largest['n_outlets'], 'outlet')}, {when}."
        )
