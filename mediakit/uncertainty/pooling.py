"""Shares of many groups that learn from each other: a small group is drawn towards the others as
far as the groups are alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaln

from mediakit.arrays import Floats
from mediakit.uncertainty.ranges import LEVEL

__all__ = ["Pooled", "pooled_shares"]

_N_STEPS = 240
#: Shares in equal steps of the angle, so that no density grows without end at 0 or 1.
_ANGLES = (np.arange(_N_STEPS) + 0.5) / _N_STEPS * np.pi / 2
_SHARES = np.sin(_ANGLES) ** 2
_EDGES = np.sin(np.arange(_N_STEPS + 1) / _N_STEPS * np.pi / 2) ** 2
#: The grid of means, on the logit scale around the share of all groups, and of spreads.
_MEANS = np.linspace(-4, 4, 25)
_SPREADS = (np.arange(20) + 0.5) / 20
#: Points of the grid that are so much less likely than the best are left out.
_LEAST = 1e-3


@dataclass(frozen=True, eq=False)
class Pooled:
    """The shares of groups, pooled.

    Attributes
    ----------
    share, low, high : ndarray of float, shape (n_groups,)
        The posterior mean, and its central 95% range.
    own : ndarray of float, shape (n_groups,)
        How much of the number is the group's own data, 0 to 1; the rest is that of the others.
    """

    share: Floats
    low: Floats
    high: Floats
    own: Floats


def pooled_shares(hits: npt.ArrayLike, sizes: npt.ArrayLike) -> Pooled:
    """Return the shares of groups by a beta-binomial model over the groups.

    The mean and the spread of the groups' shares are integrated over a grid; fitted ones would make
    ranges that are far too narrow. The mean has Jeffreys' prior; the spread is as likely to leave
    the groups to themselves as to unite them.

    Parameters
    ----------
    hits, sizes : array of float, shape (n_groups,)
        How many of each group's articles count, and how many it has.

    References
    ----------
    Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 5.3.
    """
    n_hits, n_all = np.asarray(hits, dtype=float), np.asarray(sizes, dtype=float)
    if not len(n_hits):
        nothing = np.empty(0)
        return Pooled(nothing, nothing, nothing, nothing)
    a, b, weight, norm = _grid(n_hits, n_all)
    total = (a + b)[:, None] + n_all
    share = weight @ ((a[:, None] + n_hits) / total)
    own = weight @ (n_all / total)
    low, high = np.empty(len(n_hits)), np.empty(len(n_hits))
    for group in range(len(n_hits)):
        powers = a + n_hits[group] - 0.5, b + n_all[group] - n_hits[group] - 0.5
        low[group], high[group] = _range(*powers, weight, norm[:, group])
    low[n_hits == 0] = 0  # that nothing was seen does not rule out that there is nothing
    high[n_hits == n_all] = 1
    return Pooled(*(values.round(6) for values in (share, low, high, own)))


def _grid(hits: Floats, sizes: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the likely points of the grid: two powers of the beta distribution each, the
    probability of the point, and a constant a group."""
    all_groups = (hits.sum() + 0.5) / (sizes.sum() + 1)
    mean = 1 / (1 + np.exp(-(np.log(all_groups / (1 - all_groups)) + _MEANS)))
    strength = (1 - _SPREADS) / _SPREADS
    a = (mean[:, None] * strength).ravel()
    b = ((1 - mean[:, None]) * strength).ravel()
    norm = betaln(a[:, None] + hits, b[:, None] + sizes - hits)
    prior = np.repeat(0.5 * np.log(mean * (1 - mean)), len(_SPREADS))
    log = (norm - betaln(a, b)[:, None]).sum(axis=1) + prior
    weight = np.exp(log - log.max())
    kept = weight > _LEAST
    return a[kept], b[kept], weight[kept] / weight[kept].sum(), norm[kept]


def _range(
    a: Floats,
    b: Floats,
    weight: Floats,
    norm: Floats,
) -> tuple[float, float]:
    logs = a[:, None] * np.log(_SHARES) + b[:, None] * np.log1p(-_SHARES) - norm[:, None]
    cumulative = np.concatenate([[0], np.cumsum(weight @ np.exp(logs))])
    low, high = np.interp([(1 - LEVEL) / 2, (1 + LEVEL) / 2], cumulative / cumulative[-1], _EDGES)
    return float(low), float(high)
