"""How many topics there are: how well each number of them holds, and which is recommended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.context import Quotes, quote_titles
from mediakit.results import Result, source_line
from mediakit.topics.choosing import Trial
from mediakit.wording import count_of, join_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["TopicChoice"]

#: Topics hold if samples agree so much better than with shuffled words (adjusted Rand index).
_ABOVE_CHANCE = 0.1
_UP_TO = 10  # topics, of the agreement that is held against that of shuffled words
#: A number is clear if so many of the articles are in firm topics.
_MOSTLY_FIRM = 0.9
_HARDLY_LESS = 0.05  # agreement
#: Of so many articles, fewer topics than this are too coarse to be of use, and samples have to
#: agree so far.
_MANY, _COARSE, _FROM = 1000, 5, 7
_AGREE = 0.75
#: Coherence levels off where it comes this near to its best.
_LEVEL = 0.03
_MEASURES = {
    "firm_share": "share of articles in firm topics",
    "agreement": "agreement of samples",
    "coherence": "coherence of terms",
}


@dataclass(frozen=True, repr=False, eq=False)
class TopicChoice(Result):
    """How well each number of topics holds across samples of the articles."""

    reads_words: ClassVar[bool] = True

    trial: Trial

    @property
    def has_topics(self) -> bool:
        """Whether the articles have topics at all."""
        few = self.trial.numbers["n_topics"] <= _UP_TO
        best = self.trial.numbers.loc[few, "agreement"].max()
        return bool(best > self.trial.chance + _ABOVE_CHANCE)

    @property
    def n_firm(self) -> int:
        """The largest number with nine in ten articles in firm topics, and hardly less agreement
        than others of that kind have; 0 if there is none."""
        numbers = self.trial.numbers
        firm = numbers[numbers["firm_share"] >= _MOSTLY_FIRM]
        if firm.empty:
            return 0
        agree = firm["agreement"] >= firm["agreement"].max() - _HARDLY_LESS
        return int(firm.loc[agree, "n_topics"].max())

    @property
    def is_clear(self) -> bool:
        """Whether a number of topics holds that is not too coarse to be of use."""
        if not self.has_topics or not self.n_firm:
            return False
        if self.evidence.n_independent < _MANY:
            return True
        numbers = self.trial.numbers
        agreement = numbers.loc[numbers["n_topics"] == self.n_firm, "agreement"].item()
        return self.n_firm >= _COARSE and bool(agreement >= _AGREE)

    @property
    def n_topics(self) -> int:
        """The number of topics that is recommended."""
        if self.is_clear:
            return self.n_firm
        numbers = self.trial.numbers
        if self.evidence.n_independent >= _MANY:
            numbers = numbers[numbers["n_topics"] >= min(_FROM, numbers["n_topics"].max())]
        best = numbers["coherence"].max()
        is_level = numbers["coherence"] >= best - _LEVEL * abs(best)
        return int(numbers.loc[is_level, "n_topics"].min())

    def answer(self) -> str:
        """Say how many topics there are, and how clear that is."""
        if not self.has_topics:
            best = self.trial.numbers["agreement"].max()
            return (
                "These articles have no topics that hold: whatever their number, samples of the "
                "articles agree hardly more on what belongs together than if each word were spread "
                f"over the articles by chance (adjusted Rand index {best:.2f} at most, by chance "
                f"{self.trial.chance:.2f}; 1 is perfect)."
            )
        if self.is_clear:
            return (
                f"These articles have {count_of(self.n_topics, 'topic')}: it is the largest number "
                "at which 9 in 10 articles are in topics that samples of the articles find again."
            )
        return f"{self._unclear()} {self._try()}"

    def _unclear(self) -> str:
        level = f"{self.n_topics} is where the terms of the topics come to belong together"
        if self.n_firm:
            return (
                f"These articles have no clear number of topics: only a coarse division in "
                f"{self.n_firm} holds in all samples, and {level}."
            )
        return f"These articles have no clear number of topics: {level}."

    def _try(self) -> str:
        numbers = self.trial.numbers["n_topics"].tolist()
        place = numbers.index(self.n_topics)
        others = numbers[max(place - 1, 0) : place] + numbers[place + 1 : place + 2]
        if not others:
            return ""
        return f"Try {join_names(others)} as well, and trust the topics that stay."

    def table(self) -> pd.DataFrame:
        """Return a row a number.

        Returns
        -------
        DataFrame
            n_topics; agreement of samples (adjusted Rand index; 1 is perfect, 0 is chance);
            firm_share, the share of articles in topics that samples find again (Jaccard index of .6
            or more, in the mean); n_firm, how many of the topics that are; coherence of the ten
            first terms (C_NPMI, -1 to 1); chosen.
        """
        numbers = self.trial.numbers
        return numbers.assign(chosen=numbers["n_topics"] == self.n_topics)

    def method(self) -> str:
        """Say how the number was chosen."""
        return (
            "For each number of topics, topics were found (spherical k-means on 100 axes of a "
            f"latent semantic analysis) in {count_of(self.trial.n_sampled, 'independent article')} "
            "and in six random samples of four fifths of them. Recommended is the largest number "
            "at which 90% of the articles are in firm topics: topics that the samples find again "
            "with a Jaccard index of .6 or more in the mean (Hennig 2007), unless a smaller such "
            "number agrees better by more than .05. If there is none, or of "
            "1,000 articles and more only one below 5 or with an agreement below .75, it is the "
            "first number whose coherence "
            "(C_NPMI of the ten first terms; Röder, Both and Hinneburg 2015) is within 3% of the "
            "best, and no number is called clear. Agreement is the adjusted Rand index (Hubert and "
            "Arabie 1985) of pairs of samples; if it is not .1 above that of articles whose words "
            "were shuffled, there are no topics. Editors may prefer another number: look at the "
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
        """Draw how well each number of topics holds; the number recommended is in colour."""
        chart = self._chart()
        return self.finish(chart, ax, title, subtitle, source, size)

    def _chart(self) -> Chart:
        heading = "How well each number of topics holds"
        source = source_line(self.evidence, self.trial.numbers)
        if self.trial.numbers.empty:
            return note_chart(heading, self.reason, source)
        table = self.table().drop(columns="n_firm")
        long = table.melt(["n_topics", "chosen"], var_name="measure")
        long["measure"] = long["measure"].map(_MEASURES)
        long["n_topics"] = long["n_topics"].map(_topics_in_words)
        long = long.sort_values("measure", key=lambda names: names.map(_order), kind="stable")
        return dot_chart(
            long,
            label="n_topics",
            value="value",
            axis="1 is best",
            panel="measure",
            highlight="chosen",
            title=heading,
            source=f"{source} In colour: the number recommended.",
            ranked=False,
        )

    def examples(
        self,
        key: int | None = None,
        *,
        n: int = 3,
    ) -> Quotes:
        """Return the titles of the first n articles that were divided into topics."""
        return quote_titles(self.evidence.counted_articles(), n=n)


def _order(measure: str) -> int:
    return list(_MEASURES.values()).index(measure)


def _topics_in_words(n: int) -> str:
    return count_of(n, "topic")
