"""The passages that recur in many articles, as a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import one_of, require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.results import Result, source_line
from mediakit.wording import count_of, quoted, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Boilerplate"]

_TITLE = "The passages repeated in the most articles"


@dataclass(frozen=True, repr=False, eq=False)
class Boilerplate(Result):
    """Passages that recur word for word in many articles.

    Attributes
    ----------
    passages : DataFrame
        What `table` returns, with the key of each passage.
    occurrences : DataFrame
        outlet, key, article_id: the articles of each passage, the oldest first.
    spans : DataFrame
        article_id, start, stop: the characters of each text that `strip_boilerplate` removes.
    min_articles, min_days : int
        Articles and days from which a passage counts.
    """

    passages: pd.DataFrame
    occurrences: pd.DataFrame
    spans: pd.DataFrame
    min_articles: int
    min_days: int

    def table(self) -> pd.DataFrame:
        """Return each passage in a row, the most frequent first.

        Returns
        -------
        DataFrame
            outlet (missing if several outlets print it), passage (as the first of the articles has
            it), n_articles, first_date, last_date, example_ids (the article_id of three of them).
        """
        return self.passages.drop(columns="key")

    def answer(self) -> str:
        """Say in a sentence how many passages recur, and which one is the most frequent."""
        if self.passages.empty:
            return self.reason
        first = self.passages.iloc[0]
        n = count_of(len(self.passages), "passage")
        passage = quoted(shortened(first["passage"]))
        articles = count_of(int(first["n_articles"]), "article")
        if len(self.passages) == 1:
            return f"{n} recurs in many articles. It is in {articles}: {passage}"
        if (self.passages["n_articles"] == first["n_articles"]).all():
            return f"{n} recur in many articles. Each is in {articles}, such as {passage}"
        return f"{n} recur in many articles. The most frequent, in {articles}: {passage}"

    def method(self) -> str:
        """Say what counts as boilerplate, and what the list cannot tell."""
        return (
            f"A passage is listed if one outlet prints it word for word in {self.min_articles} "
            f"articles or more, the first and the last at least {count_of(self.min_days, 'day')} "
            "apart, or if at least 3 outlets print it. Near copies of one article count once. The "
            "list may also include background sentences that an outlet repeats for months: read it "
            "before you remove anything."
        )

    def example_keys(self) -> list[str]:
        """Return what `examples` can be asked for: the passages, in the order of the table."""
        return list(dict.fromkeys(self.passages["passage"]))

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of up to n articles with a passage (or the first), the oldest first."""
        require_whole("n", n, least=0)
        keys = self.example_keys()
        if key is None:
            key = next(iter(keys), "")
        elif key not in keys:
            one_of("passage", key, keys)
        passages = self.passages.loc[self.passages["passage"] == key, ["outlet", "key"]]
        ids = passages.merge(self.occurrences, on=["outlet", "key"])["article_id"]
        articles = self.evidence.table
        return quote_titles(articles[articles["article_id"].isin(ids)], n=n)

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
        """Draw in how many articles the n most frequent passages are.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 20
            How many passages.
        title, subtitle, source : str, optional
            What to write above and below the chart instead of mediakit's own words.
        size : (int, int), optional
            Width and height in pixels.
        """
        require_whole("n", n, least=1)
        basis = source_line(self.evidence, self.passages)
        if self.passages.empty:
            chart = note_chart(_TITLE, self.reason, basis)
        else:
            chart = dot_chart(
                self.passages[["passage", "outlet", "n_articles"]].head(n),
                label="passage",
                value="n_articles",
                axis="articles with the passage",
                title=_TITLE,
                source=basis,
            )
        return chart.with_(title=title, subtitle=subtitle, source=source, size=size).on(ax)
