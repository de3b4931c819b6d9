"""Many runs of clustering from different starts: what they vote on, and how far they agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mediakit.arrays import Floats, Longs
from mediakit.topics.axes import Axes
from mediakit.topics.clustering import Clusters, cluster, middles, nearest, spread_starts
from mediakit.topics.products import Singles, unit_rows
from mediakit.topics.voting import agreement_with_runs, vote

__all__ = ["Runs", "run_clusterings"]

#: Articles are clustered with the axes weighing their strength, and its square root.
_POWERS = (0.5, 1.0)
#: Runs from random starts for each, and the votes of the one that starts from NMF.
_STARTS, _NMF_VOTES = 10, 5


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

    def support(self, places: Singles, axes: Axes) -> Floats:
        """Return how far the runs put each article with the articles of each topic, 0 to 1, shape
        (n_articles, k)."""
        total = np.zeros((len(places), self.shares.shape[2]))
        for power in np.unique(self.powers):
            rows = unit_rows(places * axes.strength**power)
            for run in np.flatnonzero(self.powers == power):
                clusters, _ = nearest(rows, self.centres[run])
                total += self.votes[run] * self.shares[run][clusters]
        return total / self.votes.sum()


def run_clusterings(
    places: Singles, axes: Axes, first: Longs, k: int, random_state: int
) -> tuple[list[Clusters], Floats, Floats]:
    """Return runs from random starts and from the labels `first`, their powers and their votes."""
    runs, powers, votes = [], [], []
    for power in _POWERS:
        rows = unit_rows(places * axes.strength**power)
        starts = [_random_start(rows, k, [random_state, run]) for run in range(_STARTS)]
        none = np.zeros((k, rows.shape[1]), dtype=np.float32)
        starts.append(middles(rows, first, none))
        runs += [cluster(rows, start) for start in starts]
        powers += [power] * len(starts)
        votes += [1.0] * _STARTS + [float(_NMF_VOTES)]
    return runs, np.array(powers), np.array(votes)


def _random_start(rows: Singles, k: int, seed: list[int]) -> Singles:
    return spread_starts(rows, k, np.random.default_rng(seed))


def decide(runs: list[Clusters], votes: Floats, k: int, random_state: int) -> Longs:
    """Return the topics that the runs vote for."""
    return vote([run.labels for run in runs], votes.tolist(), k, random_state)


def with_topics(
    runs: list[Clusters], powers: Floats, votes: Floats, topics: Longs, k: int
) -> Runs:
    """Return the runs with the shares of each topic in their clusters."""
    shares = [agreement_with_runs(run.labels, topics, k) for run in runs]
    centres = np.array([run.centres for run in runs])
    return Runs(centres, powers, votes, np.array(shares))
