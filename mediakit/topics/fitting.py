"""Find a topic model: axes, clusterings from many starts, their vote, and a mixture of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from mediakit.arrays import Floats, Longs
from mediakit.topics.axes import N_AXES, Axes, find_axes
from mediakit.topics.clustering import members
from mediakit.topics.factoring import factor
from mediakit.topics.mixture import Mixture, fit_mixture
from mediakit.topics.model import TopicModel
from mediakit.topics.naming import name_topics, top_terms
from mediakit.topics.products import Singles, Weights, unit_rows
from mediakit.topics.runs import Runs, decide, run_clusterings, with_topics
from mediakit.topics.words import TopicWords

__all__ = ["axes_of_words", "fit_topics"]


def axes_of_words(words: TopicWords, k: int, random_state: int) -> Axes:
    """Return the axes that topics are found in."""
    smaller = min(words.weights.shape)
    return find_axes(words.weights, max(k, min(N_AXES, smaller - 1)), random_state)


def fit_topics(
    articles: pd.DataFrame,
    words: TopicWords,
    axes: Axes,
    k: int,
    *,
    fields: Sequence[str],
    random_state: int,
) -> TopicModel:
    """Find k topics.

    Runs of spherical k-means along the axes vote on the groups; a mixture of word distributions has
    the last word on each article. On nine labelled corpora this comes nearer to the labels of
    editors than the heaviest column of a factorisation (docs/methods.md).
    """
    places = axes.of(words.weights)
    first = factor(words.weights, axes, k).labels
    runs, powers, votes = run_clusterings(places, axes, first, k, random_state)
    voted = decide(runs, votes, k, random_state)
    mixture = fit_mixture(words.logs, voted, k)
    labels = mixture.chances(words.logs).argmax(axis=1)
    order = _largest_first(labels[words.has_words], k)
    labels = np.argsort(order)[labels]
    mixture = Mixture(mixture.log_words[:, order], mixture.log_sizes[order])
    kept = with_topics(runs, powers, votes, labels, k)
    return _named(articles, words, axes, kept, mixture, labels, fields)


def _largest_first(labels: Longs, k: int) -> Longs:
    return np.argsort(-np.bincount(labels, minlength=k), kind="stable")


def _named(
    articles: pd.DataFrame,
    words: TopicWords,
    axes: Axes,
    runs: Runs,
    mixture: Mixture,
    labels: Longs,
    fields: Sequence[str],
) -> TopicModel:
    """Return the model with the terms and the names of its topics."""
    k = runs.shares.shape[2]
    support = runs.support(axes.of(words.weights), axes)
    sure = support[np.arange(len(labels)), labels]
    found = top_terms(words.weights.by_row, np.where(words.has_words, labels, -1), k)
    terms = [tuple(words.terms[row[row >= 0]].astype(str)) for row in found.columns]
    typical = [_surest(words, labels, sure, topic) for topic in range(k)]
    sizes = np.maximum(np.bincount(labels, minlength=k), 1)
    firmness = np.bincount(labels, sure, minlength=k) / sizes
    return TopicModel(
        names=name_topics(articles, fields, terms, typical),
        top_terms=tuple(terms),
        fields=tuple(fields),
        terms=words.terms,
        idf=words.idf,
        axes=axes,
        runs=runs,
        mixture=mixture,
        means=mean_articles(words.weights, labels, k),
        topic_of=np.arange(k),
        firmness=tuple(firmness.round(3).tolist()),
        n_articles=len(labels),
    )


def mean_articles(weights: Weights, labels: Longs, k: int) -> Singles:
    """Return the mean weights of the articles of each topic, each of length 1."""
    total = weights.transposed_times(members(labels, k))
    return unit_rows(total.T).T.copy()


def _surest(words: TopicWords, labels: Longs, sure: Floats, topic: int) -> list[str]:
    rows = np.flatnonzero((labels == topic) & words.has_words)
    order = np.lexsort([rows, -sure[rows]])
    return words.article_ids[rows[order]].tolist()


def with_one_thread() -> threadpool_limits:
    """Let products of dense columns run on one thread, so that their last bits stay the same."""
    return threadpool_limits(1)
