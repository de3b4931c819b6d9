"""Spherical k-means: articles put into k groups by the angles between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mediakit.arrays import Floats, Longs
from mediakit.compiling import in_threads
from mediakit.latent import Singles, unit_rows
from mediakit.topics.loops import write_nearest

__all__ = [
    "Clusters",
    "best_cluster",
    "cluster",
    "exactly_nearest",
    "members",
    "middles",
    "nearest",
    "spread_starts",
]

_ROUNDS = 40
#: Settled when no more than this share of the articles changes its centre.
_STILL = 0.001
#: So many rows by so many starts are enough.
_STARTS_BY, _MOST_STARTS = 2000, 20
#: Rows compared at a time, so that a product needs no more memory than this.
_ROWS = 4096


@dataclass(frozen=True, eq=False)
class Clusters:
    """One clustering.

    Attributes
    ----------
    centres : ndarray of float32, shape (k, n_axes)
        Of length 1.
    labels : ndarray of int64, shape (n_articles,)
        The nearest centre of each article.
    fit : float
        The cosines to the nearest centres, added up: the more, the better.
    """

    centres: Singles
    labels: Longs
    fit: float


def cluster(
    rows: Singles,
    centres: Singles,
    *,
    most_rounds: int = _ROUNDS,
) -> Clusters:
    """Move the centres to the middle of their articles until hardly any changes its centre.

    References
    ----------
    Dhillon and Modha (2001), Machine Learning 42:143, doi:10.1023/A:1007612920971.
    """
    labels, fit = nearest(rows, centres)
    for _ in range(most_rounds):
        centres = middles(rows, labels, centres)
        before = labels
        labels, fit = nearest(rows, centres)
        if (labels != before).mean() <= _STILL:
            break
    return Clusters(centres, labels, fit)


def best_cluster(
    rows: Singles,
    k: int,
    seed: list[int],
    *,
    least: int = 1,
) -> Clusters:
    """Return the best of several clusterings from random starts: of more where rows are few, since
    there a single one is mostly luck."""
    n_starts = int(np.clip(_STARTS_BY // len(rows), least, _MOST_STARTS))
    generators = [np.random.default_rng([*seed, 7, start]) for start in range(n_starts)]
    k = min(k, len(rows))
    found = [cluster(rows, spread_starts(rows, k, one)) for one in generators]
    return max(found, key=lambda one: one.fit)


def nearest(rows: Singles, centres: Singles) -> tuple[Longs, float]:
    """Return the centre with the highest cosine for each row, and the cosines added up."""
    parts = [_nearest_of(rows[first : first + _ROWS], centres) for (first,) in _starts(rows)]
    labels = np.concatenate([labels for labels, _ in parts])
    return labels, float(sum(fit for _, fit in parts))


def exactly_nearest(rows: Singles, centres: Singles) -> Longs:
    """Return the centre with the highest cosine for each row, the same whatever the other rows.

    The products of `nearest` are faster, but their last bits depend on how many rows there are.
    """
    labels = np.empty(len(rows), dtype=np.int64)

    def find(first: int) -> None:
        write_nearest(rows, centres, labels, first, min(first + _ROWS, len(rows)))

    in_threads(find, _starts(rows))
    return labels


def _starts(rows: Singles) -> list[tuple[int]]:
    return [(first,) for first in range(0, max(len(rows), 1), _ROWS)]


def _nearest_of(rows: Singles, centres: Singles) -> tuple[Longs, float]:
    cosines = rows @ centres.T
    labels = cosines.argmax(axis=1)
    best = cosines[np.arange(len(rows)), labels]
    return labels, float(best.sum(dtype=np.float64))


def middles(
    rows: Singles,
    labels: Longs,
    centres: Singles,
) -> Singles:
    """Return the middle of each cluster; an empty one stays where it is."""
    total = np.zeros_like(centres)
    for (first,) in _starts(rows):
        part = members(labels[first : first + _ROWS], len(centres))
        total += part.T @ rows[first : first + _ROWS]
    empty = ~total.any(axis=1)
    total[empty] = centres[empty]
    return unit_rows(total)


def members(labels: Longs, k: int) -> Singles:
    """Return 1 where an article is in a cluster, shape (n_articles, k)."""
    return np.eye(k, dtype=np.float32)[labels]


def spread_starts(
    rows: Singles,
    k: int,
    generator: np.random.Generator,
) -> Singles:
    """Return k rows that lie far from each other, drawn by k-means++ with a few tries a step.

    References
    ----------
    Arthur and Vassilvitskii (2007), Proc. SODA, 1027-1035.
    """
    chosen = [int(generator.integers(len(rows)))]
    distance = _distance(rows, rows[chosen])[:, 0]
    n_tries = 2 + int(np.log(k))
    while len(chosen) < k:
        chances = _chances(distance)
        tries = generator.choice(len(rows), n_tries, p=chances)
        left = np.minimum(distance[:, None], _distance(rows, rows[tries]))
        best = int(left.sum(axis=0).argmin())
        chosen.append(int(tries[best]))
        distance = left[:, best]
    return rows[chosen]


def _distance(rows: Singles, to: Singles) -> Floats:
    return np.maximum(1 - (rows @ to.T).astype(np.float64), 0)


def _chances(distance: Floats) -> Floats:
    total = distance.sum()
    if total <= 0:
        return np.full(len(distance), 1 / len(distance))
    return distance / total
