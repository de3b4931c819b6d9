"""What a feature is: a number for each article, what it means, and where its evidence is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.checks import require_unique_ids, require_whole
from mediakit.context import Quotes, quote_sentences, quote_titles
from mediakit.errors import UnknownValue
from mediakit.queries import Query, find, parse_query
from mediakit.tokens import words_of

__all__ = [
    "Features",
    "HasFeatures",
    "SentenceExamples",
    "TitleExamples",
    "features_of",
    "highest_articles",
    "query_features",
]


@dataclass(frozen=True, eq=False)
class Features:
    """A number for each article and feature.

    Attributes
    ----------
    values : DataFrame, shape (n_articles, n_features)
        A column of numbers a feature; the index is the article_id. Missing where an article has no
        number.
    what : str
        What a number is, such as 'whether the article matches the query'.
    evidence : SentenceExamples or TitleExamples
        Finds the sentences or titles behind a feature.
    per : Series of float, optional
        What the values of an article are a part of, such as its quotations, by article_id: a mean
        is then the sum of the values over the sum of these. By default each article counts alike.
    """

    values: pd.DataFrame
    what: str
    evidence: ExampleFinder
    per: pd.Series | None = None

    @property
    def names(self) -> list[str]:
        """The features."""
        return [str(name) for name in self.values.columns]

    def of(self, article_ids: pd.Series) -> npt.NDArray[np.float64]:
        """Return the numbers of these articles, shape (n_articles, n_features); missing for unknown
        ones."""
        return self.values.reindex(article_ids.to_numpy()).to_numpy(dtype=np.float64)

    def lengths_of(self, article_ids: pd.Series) -> npt.NDArray[np.float64]:
        """Return what the values of these articles are a part of: 1 unless it is given."""
        if self.per is None:
            return np.ones(len(article_ids))
        return self.per.reindex(article_ids.to_numpy()).to_numpy(dtype=np.float64)

    def examples(
        self,
        articles: pd.DataFrame,
        name: str,
        *,
        n: int,
        group: str,
    ) -> Quotes:
        """Return the evidence for one feature from up to n of the articles."""
        return self.evidence.find(articles, name, n=n, group=group)


class HasFeatures(Protocol):
    """A result that has a number for each article, such as frame scores."""

    def features(self) -> Features:
        """Return the numbers."""
        ...


class _FindsExamples(Protocol):
    """Finds the evidence for a feature in some articles; can be pickled."""

    def find(
        self,
        articles: pd.DataFrame,
        name: str,
        *,
        n: int,
        group: str,
    ) -> Quotes: ...


ExampleFinder: TypeAlias = _FindsExamples


@dataclass(frozen=True, eq=False)
class SentenceExamples:
    """Finds sentences that match the query of a feature.

    Attributes
    ----------
    queries : mapping of str to str or Query
        A query a feature.
    fields : tuple of str
        The columns to look in.
    ranking : DataFrame or None
        Numbers by article_id and feature: sentences are taken from the articles with the highest.
        By default from articles spread over their dates.
    """

    queries: Mapping[str, str | Query]
    fields: tuple[str, ...]
    ranking: pd.DataFrame | None = None

    def find(
        self,
        articles: pd.DataFrame,
        name: str,
        *,
        n: int,
        group: str,
    ) -> Quotes:
        """Return sentences that match, from up to n of the articles."""
        rows = articles
        if self.ranking is not None:
            rows = highest_articles(articles, self.ranking[name], n)
        return quote_sentences(rows, self.queries[name], n=n, fields=self.fields, group=group)


@dataclass(frozen=True, eq=False)
class TitleExamples:
    """Finds the titles of the articles in which a feature is highest."""

    values: pd.DataFrame

    def find(
        self,
        articles: pd.DataFrame,
        name: str,
        *,
        n: int,
        group: str,
    ) -> Quotes:
        """Return up to n titles."""
        return quote_titles(highest_articles(articles, self.values[name], n), n=n, group=group)


def highest_articles(
    articles: pd.DataFrame,
    values: pd.Series,
    n: int,
) -> pd.DataFrame:
    """Return the n articles with the highest values above 0, the highest first, ties by
    article_id."""
    require_whole("n", n, least=0)
    ids = articles["article_id"].astype("str")
    columns = {"article_id": ids.to_numpy(), "value": values.reindex(ids).to_numpy()}
    ranked = pd.DataFrame(columns)
    ranked = ranked[ranked["value"] > 0]
    best = ranked.sort_values(["value", "article_id"], ascending=[False, True]).head(n)
    return articles.iloc[best.index]


def features_of(
    given: object,
    articles: pd.DataFrame,
    fields: Sequence[str],
) -> Features:
    """Return as features a table with article_id, queries by name, or a result that has
    features."""
    if isinstance(given, pd.DataFrame):
        return _table_features(given)
    if isinstance(given, Mapping):
        return query_features(given, articles, fields)
    if hasattr(given, "features"):
        features = given.features()
        if isinstance(features, Features):
            return features
    raise UnknownValue(
        "features= takes the result of count_terms, score_frames or find_topics, a table with "
        "article_id and columns "
        "of numbers, or queries by name such as {'ferries': 'ferry*'}; got "
        f"{type(given).__name__}."
    )


def _table_features(table: pd.DataFrame) -> Features:
    if {"title", "text"} <= set(table.columns):
        raise UnknownValue(
            "features= is an articles table: give article_id and the columns of numbers to compare."
        )
    require_unique_ids(table)
    numbers = table.select_dtypes(["number", "bool"]).columns.difference(["article_id"], sort=False)
    if not len(numbers):
        raise UnknownValue("The table of features has no column of numbers beside article_id.")
    for name in numbers:
        if np.isinf(table[name].astype(float)).any():
            raise UnknownValue(
                f"The feature '{name}' has infinite numbers, perhaps from a division by 0."
            )
    values = table[list(numbers)].rename(columns=str)
    values = values.set_axis(table["article_id"].astype("str"), axis=0)
    return Features(values, "the number in the table given", TitleExamples(values))


def query_features(
    queries: Mapping[str, str],
    articles: pd.DataFrame,
    fields: Sequence[str],
) -> Features:
    """Return for each query whether an article matches it."""
    if not queries or not all(str(name).strip() for name in queries):
        raise UnknownValue("features= needs a query, and a name for each.")
    tokens = words_of(articles, fields)
    matches = {
        str(name): find(parse_query(query), tokens).in_text.astype(float)
        for name, query in queries.items()
    }
    values = pd.DataFrame(matches, index=articles["article_id"].astype("str"))
    asked = "; ".join(f"{name}: {query}" for name, query in queries.items())
    by_name = {str(name): query for name, query in queries.items()}
    finder = SentenceExamples(by_name, tuple(fields))
    return Features(values, f"whether the article matches the query ({asked})", finder)
