"""The result of looking for topics: shares, terms, articles and the sentences behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import as_list, one_of, require_whole
from mediakit.context import Quotes
from mediakit.errors import UnknownValue
from mediakit.features import (
    Features,
    SentenceExamples,
    Spread,
    draw_spread,
    features_by_group,
)
from mediakit.queries import Either, Phrase
from mediakit.results import Result
from mediakit.topics.choice import TopicChoice
from mediakit.wording import (
    choose,
    count_of,
    join_names,
    percents,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Topics"]

#: How many topics a chart by group shows.
_PANELS = 9


@dataclass(frozen=True, repr=False, eq=False)
class Topics(Result):
    """Topics, the terms that make each, and the articles mainly about it."""

    reads_words: ClassVar[bool] = True

    strengths: pd.DataFrame
    weights: pd.DataFrame
    labels: tuple[str, ...]
    fields: tuple[str, ...]
    reprints: str
    choice: TopicChoice | None = field(repr=False)

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns whose words were counted."""
        return self.fields

    def answer(self) -> str:
        """Say in a sentence which topic is the largest."""
        if not self.labels:
            return self.reason
        top = self.table().iloc[0]
        n = f"{top['n_mainly']:,} of {top['n_independent']:,}"
        share, low, high = percents(top["share"], top["low"], top["high"])
        n_tied = int((self.table()["share"] == top["share"]).sum())
        if n_tied > 1:
            return self._tied(n_tied, share)
        rivals = self.table().iloc[1:]
        n_rivals = int((rivals["high"] >= top["low"]).sum())
        if n_rivals:
            others = choose(n_rivals, "the range of another", f"the ranges of {n_rivals:,} others")
            overlap = choose(n_rivals, "overlaps", "overlap")
            return (
                f"No topic is clearly the largest of the {len(self.labels):,}: “{top['topic']}” is "
                f"the strongest for {share} of the {self.evidence.counted_noun} ({n}; 95% range "
                f"{low} to {high}), and {others} {overlap} with that."
            )
        return (
            f"The largest of the {count_of(len(self.labels), 'topic')} is “{top['topic']}”: "
            f"for {share} of the {self.evidence.counted_noun} it is the strongest topic ({n}; 95% "
            f"range {low} to {high})."
        )

    def _tied(self, n_tied: int, share: str) -> str:
        """Say that several topics are equally large, which draws none of them out."""
        which = f"{n_tied:,} of the {len(self.labels):,} topics are equally large, and the largest"
        if n_tied == len(self.labels):
            which = f"All {n_tied:,} topics are equally large"
        each = f"each is the strongest for {share} of the {self.evidence.counted_noun}"
        return f"{which}: {each}."

    def table(
        self, *, by: str | Sequence[str] | None = None, freq: str | None = None
    ) -> pd.DataFrame:
        """Return the share of articles mainly about each topic, overall, or in each group or
        period.

        Parameters
        ----------
        by : str or list of str, optional
            Columns to group by, such as 'outlet'.
        freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
            Days, weeks (from Monday), months, quarters, years, or what fits the dates.

        Returns
        -------
        DataFrame
            topic (named by its three strongest terms), the columns of `by`, date, share (0 to 1),
            low and high (95%, Wilson), n_mainly (articles mainly about it), n_articles,
            n_independent, small_sample; with `freq` also gap and partial, as `count_articles`
            explains them.
        """
        return self._by_group(by, freq).numbers

    def _by_group(self, by: str | Sequence[str] | None, freq: str | None) -> Spread:
        return features_by_group(
            self.evidence,
            self.features(),
            by=as_list(by),
            freq=freq,
            interval="share",
            reprints=self.reprints,
            names={"feature": "topic", "mean": "share", "total": "n_mainly"},
        )

    def terms(self, *, n: int = 10) -> pd.DataFrame:
        """Return the n strongest terms of each topic: topic, rank, term, weight (0 to 1, its
        strongest is 1)."""
        require_whole("n", n, least=1)
        return self.weights[self.weights["rank"] <= n].reset_index(drop=True)

    def articles(self) -> pd.DataFrame:
        """Return a row an article: the topic it is mainly about, and how much of it that is (0 to
        1)."""
        return self.evidence.named_articles().merge(self.strengths, on="article_id")

    def method(self) -> str:
        """Say how the topics were found and what they cannot tell."""
        if not self.labels:
            return "No topics were looked for."
        how = "the number was set by the user"
        if self.choice is not None:
            how = "the largest number whose topics agree across samples of the articles"
        return (
            f"{count_of(len(self.labels), 'topic')} ({how}) were found by non-negative matrix "
            f"factorisation of the TF-IDF weights of {join_names(self.fields)} (common "
            "words such as “the” left out). "
            "Each article counts for the topic that is strongest in it; the 95% ranges of the "
            "shares (Wilson 1927) take the topics as given. Topics are patterns of words: their "
            "names are their three strongest terms, and another number of topics would divide the "
            "articles differently."
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        by: str | Sequence[str] | None = None,
        freq: str | None = None,
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the shares with their ranges.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        by : str, optional
            A column such as 'outlet': a panel a topic, with a row for each of the largest groups.
        freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
            Draw lines over time, a panel a topic.
        groups : str or sequence of str, optional
            The groups to draw; by default the largest six.
        events : dict, optional
            What to mark on a chart over time, such as {"2031-03-14": "Verdict"}.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        chart = draw_spread(
            self._by_group(by, freq),
            axis="share of articles",
            heading="In how many articles each topic is the strongest",
            groups=groups,
            events=events,
            room=6,
            most_features=_PANELS,
            reason=self.reason,
        )
        return chart.with_(title=title, subtitle=subtitle, source=source, size=size).on(ax)

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return sentences with a topic's strongest terms, by default the largest, from the
        articles most about it."""
        if not self.labels:
            raise UnknownValue(self.reason)
        name = key
        if name is None:
            name = self.labels[0]
        one_of("topic", name, self.labels)
        return self.features().examples(self.evidence.articles(), name, n=n, group=name)

    def features(self) -> Features:
        """Return which topic each article is mainly about, for `compare(articles, by,
        features=topics)`."""
        ids = self.strengths["article_id"].to_numpy()
        topic = self.strengths["topic"]
        mainly = {label: (topic == label).astype(float).to_numpy() for label in self.labels}
        values = pd.DataFrame(mainly, index=ids)
        strength = self.strengths["strength"].to_numpy()
        ranking = values.mul(strength, axis=0)
        queries = {label: self._query(label) for label in self.labels}
        finder = SentenceExamples(queries, self.fields, ranking)
        known = topic.notna().to_numpy()
        return Features(values[known], "whether it is mainly about the topic", finder)

    def _query(self, topic: str) -> Either:
        """Return the query that finds the strongest terms of a topic."""
        is_term = (self.weights["topic"] == topic) & (self.weights["weight"] > 0)
        return Either(tuple(Phrase((term,)) for term in self.weights.loc[is_term, "term"]))
