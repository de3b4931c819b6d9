"""How far coders agree, beyond chance: Krippendorff's alpha and Cohen's kappa."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from mediakit.arrays import Floats
from mediakit.uncertainty.ranges import LEVEL

__all__ = ["Alpha", "cohen_kappa", "nominal_alpha"]

#: Under so many articles that two coders coded, alpha has no range.
MIN_CODED_TWICE = 30
_LEAST = 1e-9


@dataclass(frozen=True)
class Alpha:
    """Krippendorff's alpha of codes that are names, its 95% range, and the articles behind it.

    Missing if fewer than two articles were coded twice, or all codes are the same; no range under
    30 articles.
    """

    alpha: float
    low: float
    high: float
    n_articles: int


def nominal_alpha(codes: npt.ArrayLike) -> Alpha:
    """Return alpha of codes, shape (n_coders, n_articles); missing where nobody coded.

    The range is the jackknife's over articles, on the scale of log(1 - alpha).

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability; (2013) Content Analysis, 3rd
    ed., section 11.3.
    """
    counts = _counts(np.asarray(codes, dtype=float))
    n = len(counts)
    if n < 2 or (counts.sum(axis=0) > 0).sum() < 2:
        return Alpha(np.nan, np.nan, np.nan, n)
    alpha = float(_alphas(np.ones((1, n)), counts)[0])
    if n < MIN_CODED_TWICE:
        return Alpha(round(alpha, 6), np.nan, np.nan, n)
    without_one = _alphas(np.ones((n, n)) - np.eye(n), counts)
    each = np.log(np.maximum(1 - without_one, _LEAST))
    known = each[~np.isnan(each)]
    error = np.sqrt((n - 1) / n * ((known - known.mean()) ** 2).sum())
    middle = np.log(max(1 - alpha, _LEAST))
    half = stats.norm.ppf((1 + LEVEL) / 2) * error
    low, high = 1 - np.exp(middle + half), 1 - np.exp(middle - half)
    return Alpha(round(alpha, 6), round(float(low), 6), round(float(high), 6), n)


def _counts(codes: Floats) -> Floats:
    """Return how many coders gave each article each value, for articles coded twice or more."""
    values = np.unique(codes[~np.isnan(codes)])
    counts = np.array([(codes == value).sum(axis=0) for value in values], dtype=float)
    counts = counts.reshape(len(values), codes.shape[1]).T
    return counts[counts.sum(axis=1) >= 2]


def _alphas(weights: Floats, counts: Floats) -> Floats:
    """Return alpha for each row of weights of the articles."""
    n_codes = counts.sum(axis=1)
    total = weights @ n_codes
    of_value = weights @ counts
    pairs_apart = (counts * (n_codes[:, None] - counts)).sum(axis=1) / (n_codes - 1)
    seen = weights @ pairs_apart / total
    chance = (total**2 - (of_value**2).sum(axis=1)) / (total * (total - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance > 0, 1 - seen / chance, np.nan)


def cohen_kappa(one: npt.ArrayLike, other: npt.ArrayLike) -> float:
    """Return Cohen's kappa of two coders on the articles that both coded.

    References
    ----------
    Cohen (1960), doi:10.1177/001316446002000104.
    """
    first, second = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    both = ~np.isnan(first) & ~np.isnan(second)
    first, second = first[both], second[both]
    if not len(first):
        return np.nan
    agreed = (first == second).mean()
    values = np.union1d(first, second)
    chance = sum((first == value).mean() * (second == value).mean() for value in values)
    if chance == 1:
        return np.nan
    return round(float((agreed - chance) / (1 - chance)), 6)
