"""A topic model: what gives topics to articles, those that it was found from and new ones alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mediakit.arrays import Flags, Floats, Longs
from mediakit.topics.axes import Axes
from mediakit.topics.mixture import Mixture
from mediakit.topics.products import Singles, Weights
from mediakit.topics.runs import Runs
from mediakit.topics.words import TopicWords

__all__ = ["NO_TOPIC", "Given", "TopicModel"]

NO_TOPIC = -1
#: An article with none of the first terms of its topic has it only if the runs agree this far.
_SURE_WITHOUT_TERMS = 0.7
_FIRST_TERMS = 10
_SWEEPS = 10


@dataclass(frozen=True, eq=False)
class Given:
    """The topics of some articles.

    Attributes
    ----------
    topics : ndarray of int64, shape (n_articles,)
        The topic of each, -1 for none.
    sure : ndarray of float, shape (n_articles,)
        How far the runs agree on it, 0 to 1.
    parts : ndarray of float, shape (n_articles, k)
        How much of each topic is in each article; a row adds up to 1, or is 0.
    """

    topics: Longs
    sure: Floats
    parts: Floats


@dataclass(frozen=True, eq=False)
class TopicModel:
    """Topics as they were found, ready to be given to any articles.

    Made by `find_topics(...).model`, or read by `load_topics`. `give` is what `find_topics` itself
    uses, so that an article gets the same topic and the same numbers later.

    Attributes
    ----------
    names : tuple of str
        The topics.
    top_terms : tuple of tuples of str
        The terms that set each topic apart, the first of them first.
    fields : tuple of str
        The columns to read.
    terms : ndarray of str, shape (n_terms,)
        The words that the model knows.
    idf : ndarray of float, shape (n_terms,)
        How much each weighs.
    axes : Axes
        The axes of the weights (latent semantic analysis).
    runs : Runs
        The clusterings that voted.
    mixture : Mixture
        The words of each pattern, which have the last word on an article.
    means : ndarray of float32, shape (n_terms, k_found)
        The mean weights of the articles of each pattern, of length 1.
    topic_of : ndarray of int64, shape (k_found,)
        Which topic each pattern found is part of; -1 if it was dropped.
    firmness : tuple of float
        The mean of `sure` over the articles of each topic that the model was found from.
    n_articles : int
        How many articles it was found from.
    """

    names: tuple[str, ...]
    top_terms: tuple[tuple[str, ...], ...]
    fields: tuple[str, ...]
    terms: np.ndarray
    idf: Floats
    axes: Axes
    runs: Runs
    mixture: Mixture
    means: Singles
    topic_of: Longs
    firmness: tuple[float, ...]
    n_articles: int

    def give(self, words: TopicWords) -> Given:
        """Give each article a topic.

        The topic is the one that the words of the article most likely come from. It is none if the
        article has no word that the model knows; or none of the topic's ten first terms while the
        runs do not agree either.
        """
        found = self.mixture.chances(words.logs).argmax(axis=1)
        topics = self.topic_of[found]
        support = self._by_topic(self.runs.support(self.axes.of(words.weights), self.axes))
        sure = support[np.arange(len(topics)), topics]
        unsure = ~self._has_first_terms(words, topics) & (sure < _SURE_WITHOUT_TERMS)
        without = unsure | ~words.has_words | (topics == NO_TOPIC)
        topics = np.where(without, NO_TOPIC, topics)
        parts = self._by_topic(parts_of_topics(words.weights, self.means))
        total = parts.sum(axis=1, keepdims=True)
        parts = parts / np.where(total > 0, total, 1)
        return Given(topics, np.where(without, 0.0, sure).round(6), parts.round(6))

    def _by_topic(self, of_patterns: Floats) -> Floats:
        """Add up numbers of patterns that are one topic; dropped ones are left out."""
        kept = np.flatnonzero(self.topic_of != NO_TOPIC)
        out = np.zeros((len(of_patterns), len(self.names)))
        for pattern in kept:
            out[:, self.topic_of[pattern]] += of_patterns[:, pattern]
        return out

    def _has_first_terms(self, words: TopicWords, topics: Longs) -> Flags:
        """Whether an article has at least one of the ten first terms of its topic."""
        place_of = {str(term): place for place, term in enumerate(self.terms)}
        by_column = words.weights.by_column
        has = np.zeros(len(topics), dtype=bool)
        for topic, terms in enumerate(self.top_terms):
            for term in terms[:_FIRST_TERMS]:
                place = place_of[term]
                rows = by_column.indices[by_column.indptr[place] : by_column.indptr[place + 1]]
                has[rows[topics[rows] == topic]] = True
        return has

    def renamed(self, names: dict[str, str]) -> TopicModel:
        """Return the model with other names for some topics."""
        return replace(self, names=tuple(names.get(name, name) for name in self.names))


def parts_of_topics(weights: Weights, means: Singles) -> Floats:
    """Return how much of each topic's mean article is in each article: the non-negative sum of
    means that comes nearest to its weights."""
    crossed = weights.times(means).astype(np.float64)
    gram = (means.T @ means).astype(np.float64)
    parts = np.zeros_like(crossed)
    for _ in range(_SWEEPS):
        for topic in range(len(gram)):
            scale = max(gram[topic, topic], 1e-9)
            step = (crossed[:, topic] - parts @ gram[:, topic]) / scale
            parts[:, topic] = np.maximum(parts[:, topic] + step, 0)
    return parts
