"""Ranges of 95 %: of shares, means, rates, and of the difference or ratio of two."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse, stats

from mediakit.uncertainty.rounding import stable
from mediakit.uncertainty.samples import Sample

__all__ = [
    "LEVEL",
    "MIN_WITH_TERM",
    "difference_interval",
    "log_ratio_interval",
    "mean_interval",
    "rate_interval",
    "score_interval",
    "share_difference_interval",
    "share_interval",
]

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
_UPPER = (1 + LEVEL) / 2

#: Below so many articles with the term no range for a rate holds what it promises; none is given.
MIN_WITH_TERM = 5


def share_interval(hits: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the range of a share of articles (Wilson 1927, JASA 22:209, doi:10.2307/2276774)."""
    low, high = _wilson(np.asarray(hits, dtype=float), np.asarray(n, dtype=float))
    return stable(low), stable(high)


def _wilson(hits: Floats, n: Floats) -> tuple[Floats, Floats]:
    z = stats.norm.ppf(_UPPER)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / n
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # The bounds are 0 and 1 exactly at no and all hits; the formula misses them in the 16th digit.
    low = np.where(hits <= 0, np.where(n > 0, 0.0, np.nan), np.clip(middle - half, 0, 1))
    high = np.where(hits >= n, np.where(n > 0, 1.0, np.nan), np.clip(middle + half, 0, 1))
    return low, high


def share_difference_interval(
    hits_a: npt.ArrayLike, n_a: npt.ArrayLike, hits_b: npt.ArrayLike, n_b: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Return the range of share_a - share_b.

    Newcombe (1998), Statistics in Medicine 17:873, method 10: the squares of how far each share's own range (Wilson)
    reaches in the direction in question add up.
    """
    hits_a, n_a, hits_b, n_b = (np.asarray(x, dtype=float) for x in (hits_a, n_a, hits_b, n_b))
    (low_a, high_a), (low_b, high_b) = _wilson(hits_a, n_a), _wilson(hits_b, n_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = hits_a / n_a, hits_b / n_b
    down, up = np.hypot(a - low_a, high_b - b), np.hypot(high_a - a, b - low_b)
    return stable(a - b - down), stable(a - b + up)


def mean_interval(values: Floats) -> tuple[float, float, float]:
    """Return the mean of one score a unit and its range by Student's t.

    There is no range below two units, nor where all agree: nothing then says how far others would differ.
    """
    n = len(values)
    mean = float(stable(values.mean())) if n else np.nan
    if n < 2 or np.ptp(values) == 0:
        return mean, np.nan, np.nan
    half = stats.t.ppf(_UPPER, n - 1) * values.std(ddof=1) / np.sqrt(n)
    return mean, float(stable(mean - half)), float(stable(mean + half))


def score_interval(values: Floats) -> tuple[float, float, float]:
    """Return the mean of a score that is not below 0, one a unit, and its range on the log scale.

    Scores such as shares of sentences are mostly small and sometimes large: Student's t is too narrow for the mean of a
    few of them. There is no range where fewer than five units score above 0, nor where all agree.
    """
    mean = float(stable(values.mean())) if len(values) else np.nan
    if (values > 0).sum() < MIN_WITH_TERM or np.ptp(values) == 0:
        return mean, np.nan, np.nan
    low, high = rate_interval(Sample(sparse.csr_array(values[:, None]), np.ones(len(values))))
    return mean, float(low[0]), min(float(high[0]), max(1.0, float(values.max())))


def difference_interval(a: Sample, b: Sample) -> tuple[Floats, Floats]:
    """Return the range of each mean of a less that of b, by Welch's t; none where no article differs from another."""
    (mean_a, var_a), (mean_b, var_b) = a.rates(), b.rates()
    freedom = _welch(var_a, var_b, max(a.n_effective() - 1, 1), max(b.n_effective() - 1, 1))
    variance = np.where((var_a + var_b > 0) & (min(a.n, b.n) > 1), var_a + var_b, np.nan)
    half = stats.t.ppf(_UPPER, freedom) * np.sqrt(variance)
    return stable(np.round(mean_a - mean_b - half, 12)), stable(
        np.round(mean_a - mean_b + half, 12)
    )


def _welch(var_a: Floats, var_b: Floats, df_a: Floats | float, df_b: Floats | float) -> Floats:
    """Return the degrees of freedom of a difference (Welch 1947, Biometrika 34:28, doi:10.1093/biomet/34.1-2.28)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = (var_a + var_b) ** 2 / (var_a**2 / df_a + var_b**2 / df_b)
    # Where no article differs from any other there is no variance, and nothing to be unsure of.
    return np.where(np.isfinite(freedom), freedom, 1e9)


def _log_rate(sample: Sample) -> tuple[Floats, Floats, Floats]:
    """Return the log of each rate, the variance of that log, and its degrees of freedom.

    The variance of the log of a count of k is about 1 / k, and that estimate has itself a relative variance of 1 / k:
    by Satterthwaite's rule 2 k degrees of freedom, k the articles with the term; weighted ones count for as many of
    equal weight.
    """
    rate, variance = sample.rates()
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(rate), variance / rate**2, 2 * np.maximum(sample.n_with_effective(), 1)


def rate_interval(sample: Sample) -> tuple[Floats, Floats]:
    """Return the range of each term's rate: delta method on the log scale, Student's t.

    NaN where fewer than five articles have the term.
    """
    log_rate, variance, freedom = _log_rate(sample)
    half = stats.t.ppf(_UPPER, freedom) * np.sqrt(variance)
    known = sample.n_with() >= MIN_WITH_TERM
    low = np.where(known, np.exp(log_rate - half), np.nan)
    return stable(low), stable(np.where(known, np.exp(log_rate + half), np.nan))


def log_ratio_interval(a: Sample, b: Sample) -> tuple[Floats, Floats]:
    """Return the range of each term's log2 rate ratio over independent articles.

    Delta method on each side, with Welch's t. Where only one side has five articles with the term, the range is open
    on one side: the other side's rate is below the bound that so few articles set (Garwood 1936, Biometrika 28:437,
    exact for a Poisson count), each of them with as many uses as the articles with the term have in the mean, of both
    sides, or of its own if that is more; and the two bounds, of 97.5 % each, are compared. Where neither side has five,
    there is none.
    """
    log_a, var_a, df_a = _log_rate(a)
    log_b, var_b, df_b = _log_rate(b)
    enough_a, enough_b = a.n_with() >= MIN_WITH_TERM, b.n_with() >= MIN_WITH_TERM
    with np.errstate(divide="ignore", invalid="ignore"):
        half = stats.t.ppf(_UPPER, _welch(var_a, var_b, df_a, df_b)) * np.sqrt(var_a + var_b)
        half_a, half_b = (
            stats.t.ppf(_UPPER, df) * np.sqrt(var) for df, var in ((df_a, var_a), (df_b, var_b))
        )
        uses = (a.totals() + b.totals()) / (a.n_with() + b.n_with())
        most_a, most_b = (
            np.log(
                _most(side.n_with()) * np.fmax(uses, side.totals() / side.n_with()) / side.words()
            )
            for side in (a, b)
        )
        low = np.where(
            enough_a & enough_b,
            log_a - log_b - half,
            np.where(enough_a, log_a - half_a - most_b, np.nan),
        )
        high = np.where(
            enough_a & enough_b,
            log_a - log_b + half,
            np.where(enough_b, most_a - log_b + half_b, np.nan),
        )
    # Rounding, so that equal rates that were standardised have a range that holds 0.
    return stable(np.round(low / np.log(2), 12)), stable(np.round(high / np.log(2), 12))


def _most(n_with: Floats) -> Floats:
    """Return how many articles with a term would be expected at the most, where so few were found."""
    return stats.chi2.ppf(_UPPER, 2 * (n_with + 1)) / 2
