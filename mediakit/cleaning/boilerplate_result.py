"""The passages that recur in many articles, as a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import one_of, require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.results import Result, source_line
from mediakit.tokens import tokenize
from mediakit.wording import choose, count_of, quoted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Boilerplate"]

_COLUMNS = [
    "outlet",
    "kind",
    "passage",
    "n_articles",
    "first_date",
    "last_date",
    "example_ids",
]
_TITLE = "The passages repeated in the largest number of articles"


@dataclass(frozen=True, repr=False, eq=False)
class Boilerplate(Result):
    """Passages that recur word for word in many articles.

    Attributes
    ----------
    passages : DataFrame
        The passages that `strip_boilerplate` takes out, as `table` lists them, with their keys.
    refrains : DataFrame
        Those that stay, since they are the outlet's own journalism.
    occurrences : DataFrame
        outlet, key, article_id: the articles of each passage, the oldest first.
    spans : DataFrame
        article_id, start, stop: the characters of each text that `strip_boilerplate` removes.
    min_articles, min_days : int
        Articles and days from which a passage counts.
    """

    passages: pd.DataFrame
    refrains: pd.DataFrame
    occurrences: pd.DataFrame
    spans: pd.DataFrame
    min_articles: int
    min_days: int

    def table(self) -> pd.DataFrame:
        """Return each passage in a row: those that are taken out, then those that stay.

        Returns
        -------
        DataFrame
            outlet (missing if several outlets print it), kind ('furniture', 'credit' or 'refrain',
            which stays), passage (whole, as the first of the articles has it), n_articles,
            first_date, last_date, example_ids (the article_id of three of them); by whether it
            stays, and the most frequent first.
        """
        return self._listed()[_COLUMNS]

    def _listed(self) -> pd.DataFrame:
        """Return what is taken out and what stays, with their keys."""
        return pd.concat([self.passages, self.refrains], ignore_index=True)

    def n_words(self) -> pd.Series:
        """Return how many words are taken out of each outlet's texts, by outlet."""
        before = self.evidence.table.set_index("article_id")
        texts = before["text"].loc[self.spans["article_id"]]
        ends = zip(texts, self.spans["start"], self.spans["stop"], strict=True)
        taken = pd.Series([text[start:stop] for text, start, stop in ends], dtype="str")
        outlets = before["outlet"].loc[self.spans["article_id"]].to_numpy()
        return pd.Series(tokenize(taken, check=False).lengths).groupby(outlets).sum()

    def answer(self) -> str:
        """Say how many passages recur, how many words they make, and which is most frequent."""
        return f"{self._taken_out()} {self._staying()}".strip()

    def _taken_out(self) -> str:
        if self.passages.empty:
            return self.reason or "No passage that belongs to the page recurs in many articles."
        first = self.passages.iloc[0]
        n = count_of(len(self.passages), "passage")
        words = count_of(int(self.n_words().sum()), "word")
        articles = count_of(int(first["n_articles"]), "article")
        whole = f"{words} in all"
        if len(self.passages) == 1:
            return (
                f"{n} recurs in many articles and belongs to the page: {whole}. It is in "
                f"{articles}: {quoted(first['passage'])}"
            )
        which = f"The most frequent, in {articles}"
        n_tied = int((self.passages["n_articles"] == first["n_articles"]).sum())
        if n_tied > 1:
            which = f"{n_tied:,} of them are in {articles} each, such as"
        if n_tied == len(self.passages):
            which = f"Each is in {articles}, such as"
        return (
            f"{n} recur in many articles and belong to the page: {whole}. {which}: "
            f"{quoted(first['passage'])}"
        )

    def _staying(self) -> str:
        if self.refrains.empty:
            return ""
        n = len(self.refrains)
        recurs = choose(n, "recurs, too, but is", "recur, too, but are")
        stays = choose(n, "it stays", "they stay")
        return (
            f"{count_of(n, 'passage')} {recurs} part of the outlets' own journalism: {stays} in "
            "the texts (see find_refrains)."
        )

    def method(self) -> str:
        """Say what counts as boilerplate, and what the list cannot tell."""
        return (
            f"A passage is listed if one outlet prints it word for word in {self.min_articles} "
            f"articles or more, the first and the last at least {count_of(self.min_days, 'day')} "
            "apart, or if at least 3 outlets print it. Near copies of one article count once. "
            "Passages that speak of the page or name a source are taken out; running text about "
            "the news stays. That is told from the words alone: read the list."
        )

    def example_keys(self) -> list[str]:
        """Return what `examples` can be asked for: the passages, in the order of the table."""
        return list(dict.fromkeys(self.table()["passage"]))

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of up to n articles with a passage (or the first), the oldest first."""
        require_whole("n", n, least=0)
        keys = self.example_keys()
        if key is None:
            key = next(iter(keys), "")
        elif key not in keys:
            one_of("passage", key, keys)
        listed = self._listed()
        passages = listed.loc[listed["passage"] == key, ["outlet", "key"]]
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
            chart = note_chart(_TITLE, self._taken_out(), basis)
        else:
            chart = dot_chart(
                self.passages[["passage", "outlet", "n_articles"]].head(n),
                label="passage",
                value="n_articles",
                axis="articles with the passage",
                title=_TITLE,
                source=basis,
            )
        return self.finish(chart, ax, title, subtitle, source, size)
