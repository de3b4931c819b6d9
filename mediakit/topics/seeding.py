"""Topics that begin with words of the user's own: seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.arrays import Floats, Longs
from mediakit.checks import as_list
from mediakit.errors import UnknownValue
from mediakit.latent import Axes, Singles, unit_rows
from mediakit.queries import find
from mediakit.tokens import Tokens, words_of
from mediakit.topics.clustering import Clusters, cluster, middles, nearest, spread_starts
from mediakit.topics.runs import Run, spaces

__all__ = ["Seeds", "read_seeds", "run_from_seeds"]

#: How far the seeds go on pulling the middle of their topic, once its articles are known.
_PULL = 0.3
#: A cluster with a cosine below this to all seeds is about something else; it makes a topic of its
#: own if such clusters hold this share of the articles.
_FAR, _FAR_SHARE = 0.35, 0.2
#: For each topic with seeds, so many clusters are looked at for topics without.
_CLUSTERS_A_SEED = 3
_STARTS, _ROUNDS, _STILL = 5, 40, 0.001


@dataclass(frozen=True, eq=False)
class Seeds:
    """How much of each topic's seeds the articles have.

    Attributes
    ----------
    names : tuple of str
        The topics.
    strength : ndarray of float, shape (n_articles, n_seeds)
        By the words' weights; several different ones say more than one of them often.
    unused : tuple of str
        Seeds that no article has.
    """

    names: tuple[str, ...]
    strength: Floats
    unused: tuple[str, ...]


def read_seeds(
    articles: pd.DataFrame,
    fields: Sequence[str],
    seeds: Mapping[str, str | Sequence[str]],
) -> Seeds:
    """Look for the seeds, which are queries, in the articles; raise if a topic has none."""
    if not isinstance(seeds, Mapping) or not seeds:
        raise UnknownValue(
            "seeds= gives words for each topic, such as {'energy': ['gas', 'pipeline']}; got "
            f"{seeds!r}."
        )
    tokens = words_of(articles, fields)
    columns: list[Floats] = []
    unused: list[str] = []
    for name, given in seeds.items():
        column, missing = _strength(as_list(given), tokens)
        if not column.any():
            raise UnknownValue(f"No article has any of the seeds of '{name}'.")
        columns.append(column)
        unused += missing
    names = tuple(str(name) for name in seeds)
    return Seeds(names, np.column_stack(columns), tuple(unused))


def _strength(queries: Sequence[str], tokens: Tokens) -> tuple[Floats, list[str]]:
    n = tokens.n_texts
    total, n_different, unused = np.zeros(n), np.zeros(n), []
    for query in queries:
        counts = np.bincount(tokens.text_of(find(query, tokens).first), minlength=n)
        has = counts > 0
        if not has.any():
            unused.append(query)
            continue
        rarity = np.log((1 + n) / (1 + has.sum())) + 1
        total[has] += (1 + np.log(counts[has])) * rarity
        n_different += has
    return total * np.sqrt(n_different), unused


def run_from_seeds(
    places: Singles,
    axes: Axes,
    seeds: Seeds,
    lengths: Floats,
    k: int | None,
    random_state: int,
) -> list[Run]:
    """Return runs whose first clusters start from the articles with most of the seeds.

    Parameters
    ----------
    places : ndarray of float32, shape (n_articles, n_axes)
        Where the articles lie.
    axes : Axes
        The axes.
    seeds : Seeds
        How much of the seeds the articles have.
    lengths : ndarray of float, shape (n_articles,)
        How long the articles are, so that long ones do not lead by that.
    k : int or None
        How many topics there are, those with seeds first; by default as many besides as there are
        clusters that are far from all seeds.
    random_state : int
        The seed of chance.
    """
    strength = (seeds.strength / lengths[:, None]) ** 2
    runs: list[Run] = []
    for power, rows in spaces(places, axes):
        anchors = unit_rows(strength.T @ rows)
        if k is None:
            k = len(anchors) + _n_beside(rows, anchors, random_state)
        for number in range(_STARTS):
            free = _free_starts(rows, anchors, k, [random_state, number])
            runs.append(Run(_pulled(rows, anchors, np.vstack([anchors, free])), power, 1.0))
    return runs


def _n_beside(
    rows: Singles,
    anchors: Singles,
    random_state: int,
) -> int:
    """Return how many clusters are far from all seeds."""
    found = _some_clusters(rows, anchors, [random_state, 0])
    is_far = (found.centres @ anchors.T).max(axis=1) < _FAR
    if is_far[found.labels].mean() < _FAR_SHARE:
        return 0
    return int(is_far.sum())


def _free_starts(
    rows: Singles,
    anchors: Singles,
    k: int,
    seed: list[int],
) -> Singles:
    """Return the middles of clusters that are farthest from all seeds."""
    centres = _some_clusters(rows, anchors, seed, least=k).centres
    nearness = (centres @ anchors.T).max(axis=1)
    return centres[np.argsort(nearness, kind="stable")[: k - len(anchors)]]


def _some_clusters(
    rows: Singles,
    anchors: Singles,
    seed: list[int],
    *,
    least: int = 2,
) -> Clusters:
    """Return more clusters than there are seeds."""
    k = min(max(_CLUSTERS_A_SEED * len(anchors), least), len(rows))
    return cluster(rows, spread_starts(rows, k, np.random.default_rng(seed)))


def _pulled(
    rows: Singles,
    anchors: Singles,
    centres: Singles,
) -> Clusters:
    """Cluster from these centres; the first of them are pulled back to their seeds."""
    labels, fit = nearest(rows, centres)
    for _ in range(_ROUNDS):
        centres = middles(rows, labels, centres)
        towards = (1 - _PULL) * centres[: len(anchors)] + _PULL * anchors
        centres = np.vstack([unit_rows(towards), centres[len(anchors) :]])
        before = labels
        labels, fit = nearest(rows, centres)
        if (labels != before).mean() <= _STILL:
            break
    return Clusters(centres, labels, fit)


def best_labels(runs: Sequence[Run]) -> Longs:
    """Return the labels of the run that fits best."""
    first = [run for run in runs if run.power == runs[0].power]
    return max(first, key=lambda run: run.clusters.fit).clusters.labels
