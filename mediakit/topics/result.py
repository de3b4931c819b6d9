"""The result of looking for topics: shares, terms, articles and the sentences behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import as_list, one_of, require_columns, require_whole
from mediakit.context import ARTICLE, Quotes
from mediakit.errors import UnknownValue
from mediakit.features import Features, Spread, features_by_group
from mediakit.independence import gather_evidence
from mediakit.results import Result
from mediakit.topics.building import Found, Wanted, look_for_topics, take_topics
from mediakit.topics.card import TopicCard, card_of
from mediakit.topics.choice import TopicChoice
from mediakit.topics.drawing import draw_heat, draw_topics
from mediakit.topics.model import TopicModel
from mediakit.topics.passages import Passages
from mediakit.topics.pooling import pool
from mediakit.topics.sentences import answer_in_words, method_in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Topics"]

_ON_CARD = 12  # terms


@dataclass(frozen=True, repr=False, eq=False)
class Topics(Result):
    """Topics, how firm they are, the terms that make each, and the articles nearest to it."""

    reads_words: ClassVar[bool] = True

    found: Found
    wanted: Wanted
    reprints: str

    cannot_show: ClassVar[str] = (
        "A topic is a pattern of words; what it is about is for a reader to say."
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The topics, the largest first."""
        return self.found.names

    @property
    def model(self) -> TopicModel:
        """What gives these topics to other articles, and can be saved."""
        if self.found.model is None:
            raise UnknownValue(self.reason or "The topics are those of a model of another tool.")
        return self.found.model

    @property
    def choice(self) -> TopicChoice | None:
        """How the number of topics was chosen; None if the user gave it."""
        return self.found.choice

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns whose words were counted."""
        return self.wanted.fields

    def answer(self) -> str:
        """Say which topic is the largest, how firm the topics are, and how many articles have
        none."""
        if not self.names:
            return self.reason
        return answer_in_words(self.found, self.table(), self.evidence.counted_noun)

    def table(
        self,
        *,
        by: str | Sequence[str] | None = None,
        freq: str | None = None,
        pooled: bool = False,
    ) -> pd.DataFrame:
        """Return the share of articles nearest to each topic, overall, or in each group or period.

        Parameters
        ----------
        by : str or list of str, optional
            Columns to group by, such as 'outlet'.
        freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
            Days, weeks (from Monday), months, quarters, years, or what fits the dates.
        pooled : bool, default False
            Add estimates for small groups that learn from the others: from the other groups, or
            with both `by` and `freq` from the other periods of the same group.

        Returns
        -------
        DataFrame
            topic; the columns of `by`; date; share (0 to 1), low and high (95%, Wilson), which take
            the topics as they were found; n_nearest (articles nearest to it), n_articles,
            n_independent, small_sample; ungrouped also firmness (0 to 1); with `freq` gap and
            partial, as `count_articles` explains them; with `pooled` pooled_share, pooled_low and
            pooled_high (95%), and own, how much of it is the group's own number (0 to 1).

        References
        ----------
        Wilson (1927), doi:10.1080/01621459.1927.10502953; for pooling Gelman et al. (2013),
        Bayesian Data Analysis, 3rd ed., section 5.3.
        """
        numbers = self._by_group(by, freq).numbers
        if not as_list(by) and freq is None:
            firm = dict(zip(self.names, self.found.firmness, strict=True))
            numbers = numbers.assign(firmness=numbers["topic"].map(firm).astype(float))
        if not pooled:
            return numbers
        return pool(numbers, as_list(by), freq)

    def _by_group(
        self,
        by: str | Sequence[str] | None,
        freq: str | None,
    ) -> Spread:
        return features_by_group(
            self.evidence,
            self.features(),
            by=as_list(by),
            freq=freq,
            interval="share",
            reprints=self.reprints,
            names={"feature": "topic", "mean": "share", "total": "n_nearest"},
        )

    def terms(self, *, n: int = 10) -> pd.DataFrame:
        """Return the n first terms of each topic: topic, rank, term, and in what share of its
        articles and of all others the term is (share_inside, share_outside)."""
        require_whole("n", n, least=1)
        return self.found.terms[self.found.terms["rank"] <= n].reset_index(drop=True)

    def articles(self) -> pd.DataFrame:
        """Return a row an article: the topic that it is nearest to (missing if none fits), and how
        sure that is (0 to 1: how far the runs of the search agree)."""
        return self.evidence.named_articles().merge(self.found.articles, on="article_id")

    def parts(self) -> pd.DataFrame:
        """Return how much of each topic is in each article: the index is the article_id, a column a
        topic, a row adds up to 1."""
        return self.found.parts.copy()

    def mark(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Return the articles table with the columns topic and sure, as for
        `compare(..., within="topic")`."""
        require_columns(articles, ["article_id"])
        of_article = self.found.articles.set_index("article_id")
        ids = articles["article_id"].astype("str")
        topic = of_article["topic"].reindex(ids).astype("str")
        sure = of_article["sure"].reindex(ids)
        return articles.assign(topic=topic.to_numpy(), sure=sure.to_numpy())

    def typical(
        self,
        topic: str,
        *,
        n: int = 5,
    ) -> pd.DataFrame:
        """Return the articles that are most surely of a topic, none the copy of another."""
        return self._ranked(topic, ascending=False).head(n).reset_index(drop=True)

    def misfits(
        self,
        topic: str,
        *,
        n: int = 5,
    ) -> pd.DataFrame:
        """Return the articles that a topic has, but hardly: read them before the topic is named."""
        return self._ranked(topic, ascending=True).head(n).reset_index(drop=True)

    def _ranked(
        self,
        topic: str,
        *,
        ascending: bool,
    ) -> pd.DataFrame:
        one_of("topic", topic, self.names)
        table = self.articles()
        counted = table["article_id"].isin(self.evidence.counted_ids)
        rows = table[counted & (table["topic"] == topic)]
        part = self.found.parts[topic].reindex(rows["article_id"]).to_numpy()
        ranked = rows.assign(_part=part).sort_values(
            ["sure", "_part", "article_id"], ascending=[ascending, ascending, True]
        )
        return ranked.drop(columns="_part")

    def _typicality(self) -> pd.DataFrame:
        """Return how typical each article is of its topic; 0 for the others."""
        known = self.found.articles.set_index("article_id")
        parts = self.found.parts.reindex(known.index)
        sure = known["sure"].to_numpy()[:, None]
        is_topic = pd.DataFrame({name: known["topic"] == name for name in self.names})
        return (parts * sure).where(is_topic, 0.0)

    def card(self, topic: str) -> TopicCard:
        """Return what there is to know about a topic: its terms, its share by outlet, typical
        articles and misfits, and passages."""
        one_of("topic", topic, self.names)
        rows = self.table().set_index("topic")
        terms = self.terms(n=_ON_CARD)
        outlets = pd.DataFrame()
        if "outlet" in self.evidence.table.columns:
            outlets = self.table(by="outlet")
            outlets = outlets[outlets["topic"] == topic]
        return card_of(
            topic,
            rows.loc[topic],
            self.evidence.counted_noun,
            terms=terms[terms["topic"] == topic],
            outlets=outlets,
            typical=self.typical(topic, n=3),
            misfits=self.misfits(topic, n=3),
            passages=self.examples(topic, n=3),
        )

    def rename(self, names: Mapping[str, str]) -> Topics:
        """Return the topics with other names: {'old name': 'new name'}."""
        if not names:
            return self
        if not isinstance(names, Mapping):
            raise UnknownValue("rename() takes {'old name': 'new name'}.")
        return self._given_by(self.model.renamed(dict(names)))

    def merge(
        self,
        topics: Sequence[str],
        name: str,
    ) -> Topics:
        """Return the topics with several of them as one."""
        return self._given_by(self.model.merged(as_list(topics), name))

    def drop(self, topics: str | Sequence[str]) -> Topics:
        """Return the topics without some of them; articles nearest to those have no topic."""
        return self._given_by(self.model.without(as_list(topics)))

    def _given_by(self, model: TopicModel) -> Topics:
        reason, found = take_topics(self.evidence.articles(), model, self.wanted)
        of_others = self.found.of_other_articles
        found = replace(found, choice=self.choice, of_other_articles=of_others)
        return replace(self, reason=reason, found=found)

    def split(
        self,
        topic: str,
        *,
        n_topics: int | None = None,
    ) -> Topics:
        """Return the topics inside one: those of its articles alone."""
        one_of("topic", topic, self.names)
        rows = self.articles_behind(topic)["article_id"]
        ids = self.evidence.table["article_id"].astype("str")
        kept = np.asarray(ids.isin(rows))
        wanted = replace(self.wanted, n_topics=n_topics, seeds=None)
        evidence = gather_evidence(self.evidence.table, kept=kept, reprints=self.reprints)
        reason, found = look_for_topics(evidence.articles(), wanted)
        return Topics(evidence, reason, found, wanted, self.reprints)

    def method(self) -> str:
        """Say how the topics were found and what they cannot tell."""
        return method_in_words(self.found, self.wanted)

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
        """Draw the shares with their ranges; soft topics are grey, or say so in their names.

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
        spread = self._by_group(by, freq)
        chart = draw_topics(spread, self.found.firmness, groups, events, self.reason)
        is_whole = by is None and freq is None
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=is_whole)

    def heatmap(
        self,
        ax: Axes | None = None,
        *,
        by: str = "outlet",
        groups: Sequence[str] | None = None,
    ) -> Chart:
        """Draw a table in colour: the share of each topic (rows) in each group (columns)."""
        spread = self._by_group(by, None)
        chart = draw_heat(spread, self.found.firmness, groups, self.reason)
        return self.finish(chart, ax)

    def examples(
        self,
        key: str | None = None,
        *,
        n: int = 3,
    ) -> Quotes:
        """Return passages in which several of a topic's terms meet, by default of the largest, from
        the articles that are most surely of it."""
        name = self._asked_for(key)
        return self.features().examples(self.evidence.counted_articles(), name, n=n, group=name)

    def articles_behind(self, key: str | None = None) -> pd.DataFrame:
        """Return the articles nearest to a topic, by default the largest: article_id, outlet, date,
        title and url."""
        name = self._asked_for(key)
        ids = self.found.articles.loc[self.found.articles["topic"] == name, "article_id"]
        rows = self.evidence.articles()
        columns = [column for column in ARTICLE if column in rows.columns]
        is_in = rows["article_id"].astype("str").isin(ids)
        return rows.loc[is_in, columns].reset_index(drop=True)

    def _asked_for(self, key: str | None) -> str:
        """Return the topic, by default the largest."""
        if not self.names:
            raise UnknownValue(self.reason)
        if key is None:
            return self.names[0]
        one_of("topic", key, self.names)
        return key

    def features(self) -> Features:
        """Return which topic each article is nearest to, for `compare(articles, by,
        features=topics)`."""
        known = self.found.articles
        is_topic = {name: (known["topic"] == name).astype(float).to_numpy() for name in self.names}
        values = pd.DataFrame(is_topic, index=known["article_id"].to_numpy())
        terms = self.found.terms.groupby("topic", sort=False)["term"].agg(tuple).to_dict()
        finder = Passages(terms, self.fields_read, self._typicality())
        return Features(values, "whether it is nearest to the topic", finder)
