"""Topics as an estimator of scikit-learn's kind, for pipelines and searches of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClusterMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from mediakit.arrays import Floats, Longs
from mediakit.checks import as_list
from mediakit.errors import UnknownValue
from mediakit.independence import gather_evidence
from mediakit.tokens import FIELDS
from mediakit.topics.finding import find_topics
from mediakit.topics.given import Given
from mediakit.topics.words import StopWords

__all__ = ["TopicEstimator"]


class TopicEstimator(TransformerMixin, ClusterMixin, BaseEstimator):
    """Find topics in some articles and give them to others.

    What `fit` takes are articles tables; rows of the results are in the order of the table.

    Parameters
    ----------
    n_topics : int, optional
        How many topics to find; by default `choose_n_topics` chooses.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : str, list of str or None, default 'english'
        Words to leave out.
    random_state : int, default 0
        The seed of chance.

    Attributes
    ----------
    model_ : TopicModel
        The topics found.
    labels_ : ndarray of int64, shape (n_articles,)
        The topic of each article that was fitted, -1 for none.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> estimator = mk.TopicEstimator(n_topics=4).fit(articles)
    >>> estimator.transform(articles.head(3)).shape
    (3, 4)
    """

    def __init__(
        self,
        n_topics: int | None = None,
        *,
        fields: str | Sequence[str] = FIELDS,
        stop_words: StopWords = "english",
        random_state: int = 0,
    ) -> None:
        self.n_topics = n_topics
        self.fields = fields
        self.stop_words = stop_words
        self.random_state = random_state

    def fit(self, articles: pd.DataFrame, y: Any = None) -> TopicEstimator:
        """Find topics; raise if there are none."""
        topics = find_topics(
            articles,
            n_topics=self.n_topics,
            fields=as_list(self.fields),
            stop_words=self.stop_words,
            random_state=self.random_state,
        )
        if not topics.names:
            raise UnknownValue(topics.reason)
        self.model_ = topics.model
        self.labels_ = self.predict(articles)
        return self

    def transform(self, articles: pd.DataFrame) -> Floats:
        """Return how much of each topic is in each article, shape (n_articles, n_topics)."""
        given, order = self._give(articles)
        return given.parts[order]

    def predict(self, articles: pd.DataFrame) -> Longs:
        """Return the topic of each article, -1 for none."""
        given, order = self._give(articles)
        return given.topics[order]

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """Return the names of the topics."""
        check_is_fitted(self)
        return np.array(self.model_.names, dtype=object)

    def _give(self, articles: pd.DataFrame) -> tuple[Given, Longs]:
        """Return what sorted articles are given, and where each row of the table is among them."""
        check_is_fitted(self)
        evidence = gather_evidence(articles, columns=self.model_.fields, reprints="keep")
        given = self.model_.give(self.model_.read(evidence.articles()))
        return given, np.argsort(evidence.places)
