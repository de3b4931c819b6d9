"""Which number of topics fits the articles: how well each holds across samples of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Floats, Longs
from mediakit.compiling import in_threads
from mediakit.latent import N_AXES, Singles, Weights, find_axes, unit_rows
from mediakit.topics.clustering import best_cluster, members, nearest
from mediakit.topics.runs import FIRM
from mediakit.topics.voting import together_with
from mediakit.topics.words import TopicWords

__all__ = ["GRID", "Trial", "coherence_of", "try_numbers"]

#: The numbers that are tried.
GRID = (*range(2, 11), 12, 15, 20, 25, 30, 40, 50)
#: The fewest articles a topic, in the mean.
_FEWEST = 5
#: So many of the articles are enough to choose by.
MOST_SAMPLED = 1200
_SAMPLES, _SHARE = 6, 0.8
_FEWEST_STARTS = 3
#: Coherence is the mean of so many clusterings: that of one depends on its start.
_COHERENT = 4
_N_TERMS = 10
#: Numbers for which articles with shuffled words are clustered as well.
_SHUFFLED = (2, 3, 4, 6, 8, 10)


@dataclass(frozen=True, eq=False)
class Trial:
    """What came of each number of topics.

    Attributes
    ----------
    numbers : DataFrame
        A row a number: n_topics; agreement (adjusted Rand index, mean over pairs of samples);
        firm_share, the share of articles in firm topics; n_firm; coherence (C_NPMI).
    chance : float
        The best agreement that articles with shuffled words reach, with up to ten topics.
    n_sampled : int
        How many articles it rests on.
    """

    numbers: pd.DataFrame
    chance: float
    n_sampled: int


def try_numbers(
    words: TopicWords,
    n_max: int,
    random_state: int,
) -> Trial:
    """Cluster samples of the articles into each number of topics."""
    words = _some_rows(words, random_state)
    n_articles, n_terms = words.weights.shape
    largest = max(2, min(n_max, n_articles // _FEWEST, n_terms))
    grid = [k for k in GRID if k <= largest]
    rows = _rows(words.weights, random_state)
    samples = _samples(len(rows), random_state)
    tried = []
    for k in grid:
        values, several = _try_number(rows, samples, k, random_state)
        jobs = [(words.weights, labels, k) for labels in several[:_COHERENT]]
        coherence = np.mean(in_threads(coherence_of, jobs))
        tried.append({"n_topics": k} | values | {"coherence": coherence})
    chance = _chance(words.weights, samples, grid, random_state)
    return Trial(pd.DataFrame(tried).round(3), chance, n_articles)


def _some_rows(words: TopicWords, random_state: int) -> TopicWords:
    n_articles = len(words.article_ids)
    if n_articles <= MOST_SAMPLED:
        return words
    generator = np.random.default_rng(random_state)
    return words.rows(np.sort(generator.choice(n_articles, MOST_SAMPLED, replace=False)))


def _rows(weights: Weights, random_state: int) -> Singles:
    """Return where articles lie along the axes, at length 1."""
    axes = find_axes(weights, min(N_AXES, min(weights.shape) - 1) or 1, random_state)
    return unit_rows(axes.of(weights) * axes.strength)


def _samples(n_articles: int, random_state: int) -> list[Longs]:
    size = max(2, round(_SHARE * n_articles))
    generator = np.random.default_rng([random_state, 2])
    return [np.sort(generator.choice(n_articles, size, replace=False)) for _ in range(_SAMPLES)]


def _try_number(
    rows: Singles,
    samples: list[Longs],
    k: int,
    random_state: int,
) -> tuple[dict[str, float], list[Longs]]:
    """Return how well k topics hold, and the labels from all articles and from each sample."""
    best = best_cluster(rows, k, [random_state, k], least=_FEWEST_STARTS)
    jobs = [(rows, sample, k, [random_state, k, n]) for n, sample in enumerate(samples)]
    others = in_threads(_labels_of_sample, jobs)
    pairs = [_rand_index(one, other, k) for one, other in combinations(others, 2)]
    alike = np.mean([_jaccard(best.labels, other, k) for other in others], axis=0)
    sizes = np.bincount(best.labels, minlength=k)
    is_firm = (alike >= FIRM) & (sizes > 0)
    values = {
        "agreement": float(np.mean(pairs)),
        "firm_share": float(sizes[is_firm].sum() / len(rows)),
        "n_firm": int(is_firm.sum()),
    }
    return values, [best.labels, *others]


def _labels_of_sample(
    rows: Singles,
    sample: Longs,
    k: int,
    seed: list[int],
) -> Longs:
    """Cluster a sample, and label all articles by its centres."""
    return nearest(rows, best_cluster(rows[sample], k, seed, least=_FEWEST_STARTS).centres)[0]


def _rand_index(
    one: Longs,
    other: Longs,
    k: int,
) -> float:
    """Return the adjusted Rand index of two groupings (Hubert and Arabie 1985)."""
    crossed = together_with(one, other, k)
    pairs = _n_pairs(crossed).sum()
    of_one, of_other = _n_pairs(crossed.sum(axis=1)).sum(), _n_pairs(crossed.sum(axis=0)).sum()
    expected = of_one * of_other / max(_n_pairs(crossed.sum()), 1)
    most = (of_one + of_other) / 2
    if most == expected:
        return 1.0
    return float((pairs - expected) / (most - expected))


def _n_pairs(n: Floats) -> Floats:
    return n * (n - 1) / 2


def _jaccard(
    labels: Longs,
    other: Longs,
    k: int,
) -> Floats:
    """Return how like each cluster the most similar one of the other grouping is."""
    crossed = together_with(labels, other, k)
    either = crossed.sum(axis=1, keepdims=True) + crossed.sum(axis=0) - crossed
    return (crossed / np.maximum(either, 1)).max(axis=1)


def coherence_of(
    weights: Weights,
    labels: Longs,
    k: int,
) -> float:
    """Return how much the first terms of each topic occur together (C_NPMI), in the mean.

    References
    ----------
    Roeder, Both and Hinneburg (2015), doi:10.1145/2684822.2685324.
    """
    terms = _first_terms(weights, labels, k)
    wanted, places = np.unique(terms, return_inverse=True)
    places = places.reshape(terms.shape)
    part = (weights.by_column[wanted].T > 0).astype(np.float32)
    together = (part.T @ part).toarray().astype(np.float64)
    alone = together.diagonal()
    n = weights.shape[0]
    chance = np.outer(alone, alone) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(together / chance) / -np.log(together / n)
    npmi = np.where(together > 0, np.where(together >= n, 1, npmi), -1)
    upper = np.triu_indices(terms.shape[1], 1)
    return float(np.mean([npmi[np.ix_(row, row)][upper].mean() for row in places]))


def _first_terms(
    weights: Weights,
    labels: Longs,
    k: int,
) -> Longs:
    """Return the terms whose weight in a topic is most above that elsewhere."""
    is_in = members(labels, k)
    total = weights.transposed_times(is_in).astype(np.float64)
    sizes = np.maximum(is_in.sum(axis=0), 1)
    elsewhere = (total.sum(axis=1, keepdims=True) - total) / np.maximum(len(labels) - sizes, 1)
    apart = total / sizes - elsewhere
    n_terms = min(_N_TERMS, len(apart))
    return np.argsort(-apart, axis=0, kind="stable")[:n_terms].T


def _chance(
    weights: Weights,
    samples: list[Longs],
    grid: list[int],
    random_state: int,
) -> float:
    """Return the best agreement if each word were spread over the articles by chance."""
    rows = _rows(_shuffled(weights, random_state), random_state)
    numbers = [k for k in grid if k in _SHUFFLED]
    found = [_try_number(rows, samples, k, random_state)[0]["agreement"] for k in numbers]
    return round(max(found), 3)


def _shuffled(weights: Weights, random_state: int) -> Weights:
    """Return each term's weights in other articles, drawn by chance; each article at length 1."""
    generator = np.random.default_rng([random_state, 3])
    columns = weights.by_column
    n_articles = weights.shape[0]
    places = [generator.permutation(n_articles)[:n] for n in np.diff(columns.indptr)]
    arrays = (columns.data, np.concatenate(places), columns.indptr)
    shuffled = sparse.csr_array(arrays, shape=columns.shape).T.tocsr()
    lengths = np.sqrt(np.asarray(shuffled.multiply(shuffled).sum(axis=1)).ravel())
    scale = 1 / np.where(lengths > 0, lengths, 1)
    data = shuffled.data * np.repeat(scale, np.diff(shuffled.indptr))
    arrays = (data.astype(np.float32), shuffled.indices, shuffled.indptr)
    return Weights(sparse.csr_array(arrays, shape=shuffled.shape))
