"""Find a topic model: axes, clusterings from many starts, their vote, and a mixture of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit.arrays import Flags, Floats, Longs
from mediakit.latent import N_AXES, Axes, Singles, Weights, find_axes, unit_rows
from mediakit.topics.clustering import members
from mediakit.topics.factoring import factor
from mediakit.topics.given import NO_TOPIC
from mediakit.topics.mixture import Mixture, fit_mixture
from mediakit.topics.model import TopicModel, has_first_terms
from mediakit.topics.naming import name_topics, terms_and_surest
from mediakit.topics.runs import Run, kept_runs, run_from_starts
from mediakit.topics.seeding import Seeds, best_labels, run_from_seeds
from mediakit.topics.voting import vote
from mediakit.topics.words import TopicWords

__all__ = ["axes_of_words", "fit_seeded_topics", "fit_topics"]

#: An article with none of the first terms of its topic has it only if the runs agree this far,
#: and no more of them than this share of those with terms.
_SURE_WITHOUT_TERMS, _WITHOUT_TERMS = 0.7, 0.04
#: Of a topic of fewer articles it is not known how firm it is: few are always found together.
_FEW = 5


def axes_of_words(
    words: TopicWords,
    k: int,
    random_state: int,
) -> Axes:
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
    """Find k topics in articles that all have words.

    Runs of spherical k-means along the axes vote on the groups; a mixture of word distributions has
    the last word on each article. On nine labelled corpora this comes nearer to the labels of
    editors than the heaviest column of a factorisation (docs/methods.md).
    """
    first = factor(words.weights, axes, k).labels
    runs = run_from_starts(axes.of(words.weights), axes, first, k, random_state)
    labels = [run.clusters.labels for run in runs]
    voted = vote(labels, [run.votes for run in runs], k, random_state)
    return _settled(articles, words, axes, runs, voted, [""] * k, fields)


def fit_seeded_topics(
    articles: pd.DataFrame,
    words: TopicWords,
    axes: Axes,
    seeds: Seeds,
    k: int | None,
    *,
    fields: Sequence[str],
    random_state: int,
) -> TopicModel:
    """Find the topics that the seeds begin, and those of articles that are far from all seeds."""
    lengths = np.sqrt(np.diff(words.weights.by_row.indptr))
    places = axes.of(words.weights)
    runs = run_from_seeds(places, axes, seeds, lengths, k, random_state)
    k = len(runs[0].clusters.centres)
    names = [*seeds.names, *[""] * (k - len(seeds.names))]
    return _settled(articles, words, axes, runs, best_labels(runs), names, fields)


def _settled(
    articles: pd.DataFrame,
    words: TopicWords,
    axes: Axes,
    runs: Sequence[Run],
    labels: Longs,
    names: Sequence[str],
    fields: Sequence[str],
) -> TopicModel:
    """Return the model that a mixture makes of labels, the largest topic first."""
    k = len(names)
    mixture = fit_mixture(words.logs, labels, k)
    labels = mixture.chances(words.logs).argmax(axis=1)
    order = np.argsort(-np.bincount(labels, minlength=k), kind="stable")
    labels = np.argsort(order)[labels]
    kept, firmness = kept_runs(runs, labels, k)
    firmness[np.bincount(labels, minlength=k) < _FEW] = np.nan
    sizes = np.bincount(labels, minlength=k)
    n_topics = int((sizes > 0).sum())  # empty ones, which are the last, are none
    sure = kept.support(axes.of(words.weights), axes)[np.arange(len(labels)), labels]
    terms, typical = terms_and_surest(words, labels, sure, n_topics)
    given = [names[place] for place in order[:n_topics]]
    return TopicModel(
        names=name_topics(articles, fields, terms, typical, given),
        top_terms=tuple(terms),
        firmness=tuple(firmness[:n_topics].round(3).tolist()),
        least_sure=tuple(
            _least_sure(has_first_terms(words, labels, terms), sure, labels, n_topics)
        ),
        sizes=tuple(sizes[:n_topics].tolist()),
        fields=tuple(fields),
        terms=words.terms.astype(str),
        idf=words.idf,
        axes=axes,
        runs=kept,
        mixture=Mixture(mixture.log_words[:, order], mixture.log_sizes[order]),
        means=mean_articles(words.weights, labels, k),
        topic_of=np.where(sizes > 0, np.arange(k), NO_TOPIC),
    )


def _least_sure(
    has_terms: Flags,
    sure: Floats,
    labels: Longs,
    k: int,
) -> list[float]:
    """Return how far the runs must agree on an article with none of a topic's first terms, so that
    few of its articles have none."""
    least = []
    for topic in range(k):
        n_with = int(has_terms[labels == topic].sum())
        without = np.sort(sure[~has_terms & (labels == topic)].round(6))[::-1]
        n_allowed = int(_WITHOUT_TERMS * n_with)
        limit = _SURE_WITHOUT_TERMS
        if len(without) > n_allowed:
            limit = max(limit, float(without[n_allowed]) + 1e-6)
        least.append(round(limit, 6))
    return least


def mean_articles(
    weights: Weights,
    labels: Longs,
    k: int,
) -> Singles:
    """Return the mean weights of the articles of each topic, each of length 1."""
    total = weights.transposed_times(members(labels, k))
    return unit_rows(total.T).T.copy()
