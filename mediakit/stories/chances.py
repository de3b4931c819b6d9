"""How often an outlet would come first if only its number of articles in each story counted."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import special

from mediakit.arrays import Floats

__all__ = ["chance_of_as_many", "chance_of_first"]


def chance_of_first(n_own: pd.Series, n_in_story: pd.Series, n_earliest: pd.Series) -> Floats:
    """Return for each outlet in each story the chance that it alone comes first.

    The times of a story's articles stay, and the articles are dealt to the outlets at random, to
    each as many as it has. An outlet alone comes first if it gets all of the earliest ones: of n
    articles m are the earliest, and k are the outlet's, so the chance is C(k, m) / C(n, m).
    """
    k, n, m = (part.to_numpy(dtype=float) for part in (n_own, n_in_story, n_earliest))
    ways = special.comb(k, m) / special.comb(n, m)
    return np.asarray(ways, dtype=np.float64)


def chance_of_as_many(n_first: int, chances: Floats) -> float:
    """Return how likely an outlet comes first as often or more, each story by its own chance.

    The number of firsts is then a sum of independent events (a Poisson binomial distribution).
    """
    distribution = np.ones(1)
    for chance in np.sort(chances):
        distribution = np.convolve(distribution, [1 - chance, chance])
    return float(min(1.0, distribution[n_first:].sum()))
