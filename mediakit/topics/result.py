"""The result of looking for topics: shares, terms, articles and the sentences behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import as_list, one_of, require_columns
from mediakit.comparing import Features, with_most
from mediakit.context import Quotes, quote_sentences
from mediakit.errors import UnknownValue
from mediakit.independence import gather_evidence, mark_small
from mediakit.queries import Either, Phrase
from mediakit.results import Result, groups_to_draw, source_line
from mediakit.uncertainty import share_interval, stable
from mediakit.wording import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Topics"]


@dataclass(frozen=True, repr=False)
class Topics(Result):
    """Topics, the terms that make each, and the articles mainly about it."""

    strengths: pd.DataFrame
    weights: pd.DataFrame
    labels: tuple[str, ...]
    fields: tuple[str, ...]
    reprints: str
    choice: pd.DataFrame | None = field(repr=False)

    def table(self, *, by: str | Sequence[str] | None = None) -> pd.DataFrame:
        """Return the share of articles mainly about each topic, overall or in each group.

        Parameters
        ----------
        by : str or list of str, optional
            Columns to group by, such as 'outlet'.

        Returns
        -------
        DataFrame
            topic (named by its three strongest terms), the columns of `by`, share (0 to 1), low and high
            (95 %, Wilson), n_mainly (articles mainly about it), n_articles, n_independent, small_sample.
        """
        names = as_list(by)
        require_columns(self.evidence.rows, names)
        known = self.evidence.rows.drop(
            columns=[n for n in ("topic", "strength") if n not in names], errors="ignore"
        )
        rows = known.merge(self.strengths[["article_id", "topic"]], on="article_id")
        evidence = gather_evidence(
            rows.dropna(subset=["topic", *names]), sides=names, reprints=self.reprints
        )
        # A column that is the same in all rows lets the overall table and the grouped one share their steps.
        keys = names or ["_all"]
        counted = evidence.articles.assign(_weight=evidence.weights, _all="")
        sizes = {
            "n_articles": evidence.rows.assign(_all="").groupby(keys).size(),
            "n_independent": counted.groupby(keys)["_weight"].sum(),
        }
        parts = [pd.DataFrame(columns=["topic", *keys, *sizes, "n_mainly"])]
        for label in self.labels:
            mainly = counted.loc[counted["topic"] == label].groupby(keys)["_weight"].sum()
            parts.append(
                pd.DataFrame(sizes | {"n_mainly": mainly})
                .fillna(0)
                .reset_index()
                .assign(topic=label)
            )
        table = pd.concat(parts[1:] or parts, ignore_index=True)
        for name in ("n_mainly", "n_articles", "n_independent"):
            exact = table[name].astype(float).round(6)
            table[name] = exact.astype("int64") if (exact == exact.round()).all() else exact
        low, high = share_interval(table["n_mainly"], table["n_independent"])
        table = mark_small(
            table.assign(
                share=stable(table["n_mainly"] / table["n_independent"]), low=low, high=high
            )
        )
        numbers = [
            "share",
            "low",
            "high",
            "n_mainly",
            "n_articles",
            "n_independent",
            "small_sample",
        ]
        return table[["topic", *names, *numbers]]

    def terms(self, *, n: int = 10) -> pd.DataFrame:
        """Return the n strongest terms of each topic: topic, rank, term, weight (0 to 1, its strongest is 1)."""
        return self.weights.loc[self.weights["rank"] <= n].reset_index(drop=True)

    def articles(self) -> pd.DataFrame:
        """Return a row an article: the topic it is mainly about, and how much of it that is (0 to 1)."""
        where = where_columns(self.evidence.rows)
        return where.merge(self.strengths, on="article_id")

    def method(self) -> str:
        """Say how the topics were found and what they cannot tell."""
        how = "a number set by the user"
        if self.choice is not None:
            how = "the largest number whose topics agree across samples of the articles"
        if not self.labels:
            return "No topics were looked for."
        return (
            f"{len(self.labels)} topics ({how}) by non-negative matrix factorisation of TF-IDF weights "
            f"(sublinear, stop words left out) of {' and '.join(self.fields)}; each article counts for the topic "
            "that is strongest in it, with 95 % ranges of the shares (Wilson 1927) that take the topics as given. "
            "Topics are patterns of words: their names are their three strongest terms, and another number of "
            "topics would cut the articles differently."
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        by: str | None = None,
        groups: str | Sequence[str] | None = None,
    ) -> Chart:
        """Draw the shares with their ranges; with `by`, a panel a topic, of the largest groups or those named."""
        title = f"What the articles are mainly about{f', by {by}' if by else ''}"
        data = self.table(by=by)
        source = left_out(self.evidence.rows, by) + source_line(self.evidence, data)
        if not self.labels:
            return note_chart(title, self.reason, source).on(ax)
        data = data.drop(columns="small_sample")
        shown, said = groups_to_draw(data.loc[data["topic"] == self.labels[0]], by, 6, groups)
        if by is None:
            axis = "share of articles"
            return dot_chart(
                data, label="topic", value="share", axis=axis, title=title, source=source
            ).on(ax)
        source = said + source
        if len(self.labels) > 9:
            source = f"The 9 largest of {len(self.labels)} topics are shown. " + source
        data = data.loc[data[by].isin(shown) & data["topic"].isin(self.labels[:9])]
        return dot_chart(
            data,
            label=by,
            value="share",
            axis="share of articles",
            title=title,
            source=source,
            panel="topic",
        ).on(ax)

    def answer(self) -> str:
        """Say in a sentence what most articles are mainly about."""
        if not self.labels:
            return self.reason
        top = self.table().iloc[0]
        spread = f"95 % range {percent(top['low'])} to {percent(top['high'])}"
        return (
            f"The largest of {len(self.labels)} topics is {top['topic']}: {percent(top['share'])} of the articles "
            f"({top['n_mainly']:,} of {top['n_independent']:,}; {spread})."
        )

    def examples(self, topic: str | None = None, *, n: int = 3) -> Quotes:
        """Return sentences with a topic's strongest terms, by default the largest, from the articles most about it."""
        if not self.labels:
            raise UnknownValue(self.reason)
        name = self.labels[0] if topic is None else topic
        one_of("topic", name, self.labels)
        return self._quote(self.evidence.rows, name, n, name)

    def features(self) -> Features:
        """Return which topic each article is mainly about, for `compare(articles, by, features=topics)`."""
        mainly = {label: (self.strengths["topic"] == label).astype(float) for label in self.labels}
        values = pd.DataFrame({"article_id": self.strengths["article_id"], **mainly})
        return Features(
            values.loc[self.strengths["topic"].notna()],
            "whether it is mainly about the topic",
            self._quote,
        )

    def _quote(self, articles: pd.DataFrame, topic: str, n: int, group: str) -> Quotes:
        """Return sentences with the topic's strongest terms, from those of the articles that are most about it."""
        own = self.strengths.loc[self.strengths["topic"] == topic]
        terms = self.weights.loc[
            (self.weights["topic"] == topic) & (self.weights["weight"] > 0), "term"
        ]
        query = Either(tuple(Phrase((term,)) for term in terms))
        rows = with_most(articles, own, "strength", n)
        return quote_sentences(rows, query, n=n, fields=self.fields, group=group)
