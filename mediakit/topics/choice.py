"""How well topics hold together for each number of them, and which number that speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.context import Quotes, quote_titles
from mediakit.results import Result, source_line
from mediakit.wording import count_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["TopicChoice"]


@dataclass(frozen=True, repr=False, eq=False)
class TopicChoice(Result):
    """The agreement of topics across samples of the articles, for each number of topics."""

    numbers: pd.DataFrame
    n_sampled: int

    @property
    def n_topics(self) -> int:
        """The number of topics that was chosen."""
        return int(self.numbers.loc[self.numbers["chosen"], "n_topics"].iloc[0])

    def answer(self) -> str:
        """Say which number of topics the articles speak for."""
        row = self.numbers[self.numbers["chosen"]].iloc[0]
        return (
            f"The articles speak for {count_of(self.n_topics, 'topic')}: with so many, samples of "
            "the articles agree best on which article belongs where, or nearly so (adjusted Rand "
            f"index {row['agreement']:.2f}; 1 is perfect, 0 is chance)."
        )

    def table(self) -> pd.DataFrame:
        """Return a row a number: n_topics, agreement (mean of the pairs; 1 is perfect, 0 is
        chance), chosen."""
        return self.numbers.copy()

    def method(self) -> str:
        """Say how the number was chosen."""
        return (
            "For each number, topics were found in ten random samples of four fifths of "
            f"{count_of(self.n_sampled, 'independent article')}, and each pair of them was "
            "compared in how it labels all articles (adjusted Rand index, Hubert and Arabie "
            "1985). The largest number within 0.02 of the best agreement is chosen. Editors may "
            "prefer another number: look at the curve, and at the topics."
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the agreement for each number of topics; the number chosen is in colour."""
        chart = self._chart()
        return chart.with_(title=title, subtitle=subtitle, source=source, size=size).on(ax)

    def _chart(self) -> Chart:
        heading = "How well topics agree across samples of the articles"
        source = source_line(self.evidence, self.numbers)
        if self.numbers.empty:
            return note_chart(heading, self.reason, source)
        data = self.numbers.assign(n_topics=self.numbers["n_topics"].map(_topics_in_words))
        return dot_chart(
            data,
            label="n_topics",
            value="agreement",
            axis="agreement (adjusted Rand index)",
            highlight="chosen",
            title=heading,
            source=f"{source} In colour: the number chosen.",
        )

    def examples(self, key: int | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of the first n articles that were divided into topics."""
        return quote_titles(self.evidence.counted_articles(), n=n)


def _topics_in_words(n: int) -> str:
    return count_of(n, "topic")
