"""What is measured in each article: counts of terms, or other features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.checks import require_columns
from mediakit.errors import UnknownValue
from mediakit.features import Features, HasFeatures, features_of
from mediakit.terms.from_articles import count_terms
from mediakit.terms.matrix import TermMatrix
from mediakit.tokens import FIELDS
from mediakit.wording import choose, count_of, list_names

__all__ = ["FeatureSource", "Measured", "measure_articles"]

FeatureSource: TypeAlias = "TermMatrix | HasFeatures | Mapping[str, str] | pd.DataFrame"


@dataclass(frozen=True, eq=False)
class Measured:
    """Counts of terms or features, and which articles have them.

    Attributes
    ----------
    counts : TermMatrix or Features
        What was measured.
    known : ndarray of bool, shape (n_articles,)
        Which rows of the table have it.
    left_out : str
        How many have not, in words.
    """

    counts: TermMatrix | Features
    known: Flags
    left_out: str


def measure_articles(
    articles: pd.DataFrame,
    kept: Flags,
    *,
    features: FeatureSource | None,
    fields: Sequence[str],
    stop_words: str | Iterable[str | None] | None,
) -> Measured:
    """Return the counts or features of the articles that are kept.

    Counts and features that are given already need no texts; without them the words of `fields` are
    counted.
    """
    if features is None:
        require_columns(articles, fields)
        counts = count_terms(articles[kept], fields=fields, stop_words=stop_words)
        return _of_terms(counts, articles, kept, "word")
    if isinstance(features, TermMatrix):
        _require_counts(features, fields)
        return _of_terms(features, articles, kept, "term counted")
    return _of_features(features_of(features, articles[kept], fields), articles, kept)


def _require_counts(given: TermMatrix, fields: Sequence[str]) -> None:
    if not given.are_counts:
        raise UnknownValue(
            "A comparison takes counts: use count_terms(articles) instead of weigh_terms."
        )
    if set(fields) not in (set(FIELDS), set(given.fields)):
        names = " and ".join(given.fields)
        raise UnknownValue(f"The counts are of {names}: leave fields= out, or count again.")


def _of_terms(
    counts: TermMatrix,
    articles: pd.DataFrame,
    kept: Flags,
    noun: str,
) -> Measured:
    with_words = counts.article_ids[counts.n_words > 0]
    ids = articles["article_id"].astype("str")
    known = kept & ids.isin(with_words).to_numpy()
    return Measured(counts, known, _without(int(kept.sum() - known.sum()), f"a {noun}"))


def _of_features(features: Features, articles: pd.DataFrame, kept: Flags) -> Measured:
    is_missing = np.isnan(features.of(articles["article_id"].astype("str")))
    known = kept & ~is_missing.any(axis=1)
    lacking = np.asarray(is_missing[kept].any(axis=0))
    names = [name for name, lacks in zip(features.names, lacking, strict=True) if lacks]
    n = int(kept.sum() - known.sum())
    return Measured(features, known, _without(n, f"a value for {list_names(names, 5)}"))


def _without(n: int, what: str) -> str:
    if not n:
        return ""
    return f" {count_of(n, 'article')} without {what} {choose(n, 'was', 'were')} left out."
