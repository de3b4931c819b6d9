"""Many clusterings of the same articles vote on one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.linalg import eigh

from mediakit.arrays import Floats, Longs
from mediakit.compiling import in_threads
from mediakit.latent import Singles, unit_rows
from mediakit.topics.clustering import Clusters, cluster, members, spread_starts

__all__ = ["together_with", "vote"]

_TRIES = 10


def vote(
    runs: Sequence[Longs],
    votes: Sequence[float],
    k: int,
    random_state: int,
) -> Longs:
    """Return k groups of articles that most often share a cluster.

    Spectral clustering of how often two articles are together; the table of all pairs is never
    formed.

    References
    ----------
    Strehl and Ghosh (2002), Journal of Machine Learning Research 3:583, for votes of clusterings.
    """
    scaled = [_scaled(run, weight, k) for run, weight in zip(runs, votes, strict=True)]
    together = np.hstack(scaled)
    products = (together.T @ together).astype(np.float64)
    vectors = eigh(products)[1][:, -k:]
    rows = unit_rows(together @ vectors.astype(np.float32))
    jobs = [(rows, k, [random_state, 1, number]) for number in range(_TRIES)]
    tries = in_threads(_try, jobs)
    return max(tries, key=lambda found: found.fit).labels


def _scaled(
    run: Longs,
    weight: float,
    k: int,
) -> Singles:
    """Return the members of each cluster, so that large clusters do not outweigh small ones."""
    is_in = members(run, k)
    size = np.maximum(is_in.sum(axis=0), 1)
    return is_in * np.sqrt(weight / size).astype(np.float32)


def _try(
    rows: Singles,
    k: int,
    seed: list[int],
) -> Clusters:
    return cluster(rows, spread_starts(rows, k, np.random.default_rng(seed)))


def together_with(
    clusters: Longs,
    labels: Longs,
    k: int,
) -> Floats:
    """Return how many articles each cluster has in common with each label, shape (k, k)."""
    pairs = np.bincount(clusters * k + labels, minlength=k * k)
    return pairs.reshape(k, k).astype(np.float64)
