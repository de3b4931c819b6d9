"""How well topics agree across samples of the articles, for each number of topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.context import Quotes, quote_titles
from mediakit.results import Result, source_line
from mediakit.wording import (
    count_of,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["TopicChoice"]

#: Below these agreements (adjusted Rand index) no number of topics fits well, or none stands out.
_POOR, _WEAK = 0.2, 0.5


@dataclass(frozen=True, repr=False, eq=False)
class TopicChoice(Result):
    """The agreement of topics across samples of the articles, for each number of topics."""

    reads_words: ClassVar[bool] = True

    numbers: pd.DataFrame
    n_sampled: int

    @property
    def n_topics(self) -> int:
        """The number of topics that was chosen."""
        return int(self.numbers.loc[self.numbers["chosen"], "n_topics"].iloc[0])

    def answer(self) -> str:
        """Say which number of topics gave the most stable grouping, or that none is stable."""
        row = self.numbers[self.numbers["chosen"]].iloc[0]
        topics = count_of(self.n_topics, "topic")
        basis = f"adjusted Rand index {row['agreement']:.2f}; 1 is perfect, 0 is chance"
        if row["agreement"] < _POOR:
            return (
                f"None of the numbers of topics tried gives a stable grouping: even with {topics}, "
                "different samples of the articles agree little better than chance on which "
                f"articles belong together ({basis})."
            )
        agree = f"agree on which articles belong together ({basis})"
        best = f"Of the numbers of topics tried, {self.n_topics} gave the most stable grouping"
        if row["agreement"] < _WEAK:
            return (
                f"{best}, or nearly so, but even then different samples of the articles only "
                f"partly {agree}: other numbers may do as well."
            )
        return f"{best}, or nearly so: different samples of the articles then largely {agree}."

    def table(self) -> pd.DataFrame:
        """Return a row a number: n_topics, agreement (mean of the pairs; 1 is perfect, 0 is
        chance), chosen."""
        return self.numbers.copy()

    def method(self) -> str:
        """Say how the number was chosen."""
        return (
            "For each number of topics, topics were found in ten random samples, each of four "
            f"fifths of the {count_of(self.n_sampled, 'independent article')}. Any two "
            "samples were compared by how they assign all the articles to topics (adjusted Rand "
            "index, Hubert and Arabie 1985). The largest number of topics whose agreement is "
            "within 0.02 of the best is chosen. Editors may prefer another number: look at the "
            "chart, and at the topics."
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
