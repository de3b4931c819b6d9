"""What may be compared besides words: the score of each article, and the sentences behind a score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.checks import require_unique_ids
from mediakit.comparing.pairs import Pair
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.comparing.terms import MIN_SIDE
from mediakit.context import Quotes, quote_sentences, quote_titles
from mediakit.errors import UnknownValue
from mediakit.queries import find, parse_query
from mediakit.tokens import words_of
from mediakit.uncertainty import (
    Design,
    difference_interval,
    permutation_p,
    share_difference_interval,
    stable,
)

__all__ = ["COLUMNS", "Features", "HasFeatures", "feature_numbers", "features_of", "with_most"]

#: A few features cannot share a tail as thousands of terms do: each needs permutations enough of its own.
PERMUTATIONS = 9_999

COLUMNS = "feature group n_articles_a n_articles_b mean_a mean_b difference low high p q".split()


@dataclass(frozen=True)
class Features:
    """A number for each article and feature.

    Attributes
    ----------
    values : DataFrame
        article_id, and a column of numbers a feature.
    what : str
        What a number is, such as 'whether the article matches the query'.
    quote : callable
        Returns the evidence for one feature in some articles, given (articles, feature, n, group).
    """

    values: pd.DataFrame
    what: str
    quote: Callable[[pd.DataFrame, str, int, str], Quotes]

    @property
    def names(self) -> list[str]:
        """The features."""
        return [str(name) for name in self.values.columns if name != "article_id"]


class HasFeatures(Protocol):
    """A result that has a number for each article, such as frame scores."""

    def features(self) -> Features:
        """Return the numbers."""
        ...


def features_of(given: object, articles: pd.DataFrame, fields: Sequence[str]) -> Features:
    """Return as features a table with article_id, queries by name, or a result that has features."""
    if isinstance(given, pd.DataFrame):
        return _from_table(given)
    if isinstance(given, Mapping):
        return _from_queries(given, articles, fields)
    if hasattr(given, "features"):
        found = given.features()
        if isinstance(found, Features):
            return found
    raise UnknownValue(
        "features= takes what count_terms, score_frames or find_topics returned, a table with article_id and columns "
        f"of numbers, or queries by name such as {{'ferries': 'ferry*'}}; got {type(given).__name__}."
    )


def _from_table(table: pd.DataFrame) -> Features:
    if {"title", "text"} <= set(table.columns):
        raise UnknownValue(
            "features= is an articles table: give article_id and the columns of numbers to compare."
        )
    require_unique_ids(table)
    numbers = table.select_dtypes(["number", "bool"]).columns.difference(["article_id"], sort=False)
    if not len(numbers):
        raise UnknownValue("The table of features has no column of numbers beside article_id.")
    endless = [name for name in numbers if np.isinf(table[name].astype(float)).any()]
    if endless:
        raise UnknownValue(
            f"The feature '{endless[0]}' has infinite numbers, perhaps from a division by 0."
        )
    values = table[["article_id", *numbers]].rename(columns=str)
    return Features(values, "the number in the table given", partial(_quote_titles, values))


def _quote_titles(
    values: pd.DataFrame, articles: pd.DataFrame, name: str, n: int, group: str
) -> Quotes:
    return quote_titles(with_most(articles, values, name, n), n=n, group=group)


def with_most(articles: pd.DataFrame, values: pd.DataFrame, name: str, n: int) -> pd.DataFrame:
    """Return the n articles with the highest values above 0."""
    ranked = values.loc[values["article_id"].isin(articles["article_id"]) & (values[name] > 0)]
    best = ranked.sort_values([name, "article_id"], ascending=[False, True])["article_id"].head(n)
    return articles.loc[articles["article_id"].isin(best)]


def _from_queries(
    queries: Mapping[str, str], articles: pd.DataFrame, fields: Sequence[str]
) -> Features:
    if not queries or not all(str(name).strip() for name in queries):
        raise UnknownValue("features= needs a query, and a name for each.")
    tokens = words_of(articles, fields)
    found = {
        str(name): find(parse_query(query), tokens).in_text.astype(float)
        for name, query in queries.items()
    }
    values = pd.DataFrame({"article_id": articles["article_id"].to_numpy(), **found})

    def quote(rows: pd.DataFrame, name: str, n: int, group: str) -> Quotes:
        return quote_sentences(rows, queries[name], n=n, fields=fields, group=group)

    asked = "; ".join(f"{name}: {query}" for name, query in queries.items())
    return Features(values, f"whether the article matches the query ({asked})", quote)


def feature_numbers(features: Features, pair: Pair, settings: Settings) -> pd.DataFrame:
    """Return a row a feature, all of `COLUMNS` but group and q."""
    ids = pair.evidence.articles["article_id"]
    values = features.values.set_index("article_id").reindex(ids).to_numpy(dtype=np.float64)
    ones = np.ones(len(ids))
    with_a, with_b = pair.with_term(sparse.csr_array(values))
    units, design = pair.by_unit(sparse.csr_array(values), ones)
    a, b = design.samples(units)
    (mean_a, _), (mean_b, _) = a.rates(), b.rates()
    low, high = difference_interval(a, b)
    if settings.unit == ARTICLE:
        shares = np.isin(units.toarray(), (0, 1)).all(axis=0)
        n_a, n_b = a.n_effective(), b.n_effective()
        of_shares = share_difference_interval(mean_a * n_a, n_a, mean_b * n_b, n_b)
        low, high = (
            np.where(shares, share, mean)
            for share, mean in zip(of_shares, (low, high), strict=True)
        )
    numbers = {
        "feature": features.names,
        "n_articles_a": with_a.astype(np.int64),
        "n_articles_b": with_b.astype(np.int64),
        "mean_a": stable(mean_a),
        "mean_b": stable(mean_b),
        "difference": stable(np.round(mean_a - mean_b, 12)),
        "low": low,
        "high": high,
        "p": _p(units, design, pair, settings),
    }
    return pd.DataFrame(numbers).astype({"feature": "str"})


def _p(
    units: sparse.csr_array, design: Design, pair: Pair, settings: Settings
) -> npt.NDArray[np.float64]:
    """Return p by permutation; missing where a side has too few units, or all articles are alike."""
    dense = units.toarray() / design.lengths[:, None]
    varies = np.ptp(dense, axis=0) > 0 if len(dense) else np.zeros(dense.shape[1], dtype=bool)
    p = np.full(dense.shape[1], np.nan)
    if min(pair.n_units) >= MIN_SIDE and varies.any():
        # The score takes counts; a number that may be below 0 is counted from its lowest value.
        shifted = (dense - dense.min(axis=0))[:, varies] * design.lengths[:, None]
        p[varies], _ = permutation_p(
            sparse.csr_array(shifted),
            design,
            pooled=False,
            n_permutations=settings.n_permutations or PERMUTATIONS,
            random_state=settings.random_state,
        )
    return p
