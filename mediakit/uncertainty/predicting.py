"""Shares from a coded sample and a score of all articles: prediction-powered estimates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from mediakit.arrays import Flags, Floats, Longs
from mediakit.uncertainty.ranges import LEVEL, wilson_bounds

__all__ = ["MIN_CODED", "MIN_POSITIVE", "PoweredShares", "articles_to_code", "powered_shares"]

#: Under so many coded articles a group has no range; under so many with the feature, the range of
#: hand coding alone.
MIN_CODED, MIN_POSITIVE = 5, 5
_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class PoweredShares:
    """The shares of groups.

    Attributes
    ----------
    share, low, high : ndarray of float, shape (n_groups,)
        The share of a group's articles with the feature, and its 95% range; missing with too few
        coded articles.
    coded_share : ndarray of float, shape (n_groups,)
        The share among the coded articles alone.
    n_coded, n_positive, n_articles : ndarray of int64, shape (n_groups,)
        Coded articles, those of them with the feature, and all.
    weight : float
        How much of the score counts (lambda).
    variance_left : float
        What part of the variance of hand coding is left: 0.5 lets 100 coded articles count as 200.
    """

    share: Floats
    low: Floats
    high: Floats
    coded_share: Floats
    n_coded: Longs
    n_positive: Longs
    n_articles: Longs
    weight: float
    variance_left: float


def powered_shares(
    codes: Floats,
    scores: Floats,
    groups: Longs,
    n_groups: int,
    stands_for: Floats,
) -> PoweredShares:
    """Return the share of articles with a feature in each group.

    The score of all articles sharpens what the coded ones say: the mean of what people coded, plus
    lambda times how far the mean score of all articles lies above that of the coded ones. Lambda is
    the slope of codes on scores within groups, so a useless score counts for nothing and the range
    is that of hand coding. The range is Wilson's, as if there were as many more coded articles as
    variance is left less.

    Parameters
    ----------
    codes : ndarray of float, shape (n_articles,)
        1 or 0 for coded articles, missing for others. They have to be a random sample of their
        group, or of parts of it.
    scores : ndarray of float, shape (n_articles,)
        Any score of all articles.
    groups : ndarray of int64, shape (n_articles,)
        The group of each article.
    n_groups : int
        How many groups there are.
    stands_for : ndarray of float, shape (n_articles,)
        How many articles each coded one stands for: the size of its part over what was drawn of it.

    References
    ----------
    Angelopoulos et al. (2023), Science 382:669, doi:10.1126/science.adi6000; Wilson (1927);
    docs/methods.md for how often the ranges hold.
    """
    coded = ~np.isnan(codes)
    sample = _Sample(codes[coded], scores[coded], groups[coded], stands_for[coded], n_groups)
    slope, left, df = sample.slope_and_variance()
    n_articles = np.bincount(groups, minlength=n_groups)
    n_positive = np.bincount(sample.groups, sample.codes, minlength=n_groups)
    few = n_positive < MIN_POSITIVE
    of_all = _means(scores, groups, np.ones(len(scores)), n_groups)
    powered = sample.means(sample.codes - slope * sample.scores) + slope * of_all
    by_hand = sample.means(sample.codes)
    share = np.where(few, by_hand, np.clip(powered, 0, 1))
    not_coded = 1 - sample.sizes / np.maximum(n_articles, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        n = sample.effective_sizes() / np.where(few, 1.0, left) / not_coded
    low, high = wilson_bounds(share, n, float(stats.t.ppf((1 + LEVEL) / 2, df)))
    unknown = sample.sizes < MIN_CODED
    return PoweredShares(
        share=_without(share, unknown),
        low=_without(low, unknown),
        high=_without(high, unknown),
        coded_share=by_hand.round(6),
        n_coded=sample.sizes,
        n_positive=n_positive.astype(np.int64),
        n_articles=n_articles,
        weight=slope,
        variance_left=left,
    )


@dataclass(frozen=True, eq=False)
class _Sample:
    """The coded articles."""

    codes: Floats
    scores: Floats
    groups: Longs
    weights: Floats
    n_groups: int

    @property
    def sizes(self) -> Longs:
        return np.bincount(self.groups, minlength=self.n_groups)

    def means(self, values: Floats) -> Floats:
        return _means(values, self.groups, self.weights, self.n_groups)

    def slope_and_variance(self) -> tuple[float, float, int]:
        """Return lambda, the variance that it leaves of that of the codes, and degrees of
        freedom."""
        codes = self.codes - self.means(self.codes)[self.groups]
        scores = self.scores - self.means(self.scores)[self.groups]
        slope = float(codes @ scores) / max(float(scores @ scores), _TINY)
        slope = max(slope, 0.0)
        rest = codes - slope * scores
        n, n_used = len(codes), int((self.sizes > 0).sum())
        df = max(n - n_used - 1, 1)
        whole = float(codes @ codes) / max(n - n_used, 1)
        left = float(rest @ rest) / df / max(whole, _TINY)
        # Nobody knows from n articles that a score is right in more than all but one of n.
        return slope, float(np.clip(left, 1 / max(n, 1), 1)), df

    def effective_sizes(self) -> Floats:
        """Return how many equal articles coded ones of unequal weight count as (Kish 1965)."""
        total = np.bincount(self.groups, self.weights, minlength=self.n_groups)
        squares = np.bincount(self.groups, self.weights**2, minlength=self.n_groups)
        return total**2 / np.maximum(squares, _TINY)


def _means(values: Floats, groups: Longs, weights: Floats, n_groups: int) -> Floats:
    total = np.bincount(groups, weights, minlength=n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.bincount(groups, weights * values, minlength=n_groups) / total


def _without(values: Floats, unknown: Flags) -> Floats:
    return np.where(unknown, np.nan, values).round(6)


def articles_to_code(share: float, half_width: float, variance_left: float) -> int:
    """Return how many articles of a group have to be coded for a range of a certain half width."""
    z = stats.norm.ppf((1 + LEVEL) / 2)
    return int(np.ceil(variance_left * share * (1 - share) * (z / half_width) ** 2))
