"""Many runs of clustering from different starts: what they vote on, and how far they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mediakit.arrays import Floats, Longs
from mediakit.compiling import in_threads
from mediakit.latent import Axes, Singles, unit_rows
from mediakit.topics.clustering import Clusters, best_cluster, cluster, exactly_nearest, middles
from mediakit.topics.voting import together_with

__all__ = ["FIRM", "POWERS", "Run", "Runs", "kept_runs", "run_from_starts", "spaces"]

#: Articles are clustered with the axes weighing their strength, and its square root.
POWERS = (0.5, 1.0)
#: Runs from random starts for each, and the votes of the one that starts from NMF.
_STARTS, _NMF_VOTES = 10, 5.0
#: A topic whose articles are found again so far (Jaccard index, in the mean) is firm.
FIRM = 0.6


@dataclass(frozen=True, eq=False)
class Run:
    """A clustering, how the axes weighed in it, and how many votes it has."""

    clusters: Clusters
    power: float
    votes: float


@dataclass(frozen=True, eq=False)
class Runs:
    """The centres of each run, and which topics its clusters became.

    Attributes
    ----------
    centres : ndarray of float32, shape (n_runs, k, n_axes)
    powers, votes : ndarray of float, shape (n_runs,)
        How the axes weighed in each run, and how many votes it has.
    shares : ndarray of float, shape (n_runs, k, k)
        The share of each cluster's articles that have each topic.
    """

    centres: Singles
    powers: Floats
    votes: Floats
    shares: Floats

    def support(
        self,
        places: Singles,
        axes: Axes,
    ) -> Floats:
        """Return how far the runs put each article with the articles of each topic, 0 to 1, shape
        (n_articles, k)."""
        total = np.zeros((len(places), self.shares.shape[2]))
        for power in np.unique(self.powers):
            rows = unit_rows(places * axes.strength**power)
            for run in np.flatnonzero(self.powers == power):
                clusters = exactly_nearest(rows, self.centres[run])
                total += self.votes[run] * self.shares[run][clusters]
        return total / self.votes.sum()


def spaces(places: Singles, axes: Axes) -> list[tuple[float, Singles]]:
    """Return where the articles lie, each at length 1, for each weight of the axes."""
    return [(power, unit_rows(places * axes.strength**power)) for power in POWERS]


def run_from_starts(
    places: Singles,
    axes: Axes,
    first: Longs,
    k: int,
    random_state: int,
) -> list[Run]:
    """Return runs from random starts and from the labels `first`."""
    jobs = []
    for power, rows in spaces(places, axes):
        jobs += [(rows, power, [random_state, number], k) for number in range(_STARTS)]
    runs = in_threads(_random_run, jobs)
    for power, rows in spaces(places, axes):
        none = np.zeros((k, rows.shape[1]), dtype=np.float32)
        runs.append(Run(cluster(rows, middles(rows, first, none)), power, _NMF_VOTES))
    return runs


def _random_run(
    rows: Singles,
    power: float,
    seed: list[int],
    k: int,
) -> Run:
    return Run(best_cluster(rows, k, seed), power, 1.0)


def kept_runs(
    runs: Sequence[Run],
    topics: Longs,
    k: int,
) -> tuple[Runs, Floats]:
    """Return the runs with the shares of each topic in their clusters, and how firm each topic is.

    A topic is as firm as the run's cluster that is nearest to it is like it (Jaccard index of their
    articles), in the mean of all votes.

    References
    ----------
    Hennig (2007), doi:10.1016/j.csda.2006.11.025, for stability by cluster.
    """
    crossed = np.array([together_with(run.clusters.labels, topics, k) for run in runs])
    sizes = crossed.sum(axis=2, keepdims=True)
    of_topics = crossed.sum(axis=1, keepdims=True)
    alike = crossed / np.maximum(sizes + of_topics - crossed, 1)
    votes = np.array([run.votes for run in runs])
    firmness = votes @ alike.max(axis=1) / votes.sum()
    centres = np.array([run.clusters.centres for run in runs])
    powers = np.array([run.power for run in runs])
    return Runs(centres, powers, votes, crossed / np.maximum(sizes, 1)), firmness
