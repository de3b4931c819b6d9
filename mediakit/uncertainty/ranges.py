"""95% ranges: of shares, means, rates, and of the difference or ratio of two."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse, stats

from mediakit.arrays import Floats
from mediakit.uncertainty.rounding import stable
from mediakit.uncertainty.samples import Sample

__all__ = [
    "LEVEL",
    "MIN_WITH_TERM",
    "difference_interval",
    "log_ratio_interval",
    "mean_interval",
    "newcombe_bounds",
    "rate_interval",
    "score_interval",
    "share_difference_interval",
    "share_interval",
    "wilson_bounds",
]

LEVEL = 0.95
_UPPER = (1 + LEVEL) / 2

#: With fewer articles that have the term, no range for a rate holds its promise, so none is given.
MIN_WITH_TERM = 5

#: The degrees of freedom of a difference without variance: Student's t is then the normal.
_NO_VARIANCE = 1e9


def share_interval(hits: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the range of a share of articles (Wilson 1927, JASA 22:209, doi:10.2307/2276774)."""
    low, high = _wilson(np.asarray(hits, dtype=float), np.asarray(n, dtype=float))
    return stable(low), stable(high)


def wilson_bounds(share: Floats, n: Floats, quantile: float) -> tuple[Floats, Floats]:
    """Return Wilson's range of shares of n units, which need be no whole number."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shrinkage = 1 + quantile**2 / n
        middle = (share + quantile**2 / (2 * n)) / shrinkage
        spread = np.sqrt(share * (1 - share) / n + quantile**2 / (4 * n**2))
        half = quantile / shrinkage * spread
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def _wilson(hits: Floats, n: Floats) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / n
    low, high = wilson_bounds(share, n, stats.norm.ppf(_UPPER))
    # The bounds are exactly 0 and 1 for no and all hits; the formula misses them in the 16th digit.
    low = np.where(hits <= 0, np.where(n > 0, 0.0, np.nan), low)
    high = np.where(hits >= n, np.where(n > 0, 1.0, np.nan), high)
    return low, high


def share_difference_interval(
    hits_a: npt.ArrayLike,
    n_a: npt.ArrayLike,
    hits_b: npt.ArrayLike,
    n_b: npt.ArrayLike,
) -> tuple[Floats, Floats]:
    """Return the range of share_a - share_b.

    Newcombe (1998), Statistics in Medicine 17:873, method 10: the squares of how far each share's
    own range (Wilson) reaches in the direction in question add up.
    """
    share_a, low_a, high_a = _share(hits_a, n_a)
    share_b, low_b, high_b = _share(hits_b, n_b)
    return newcombe_bounds((share_a, low_a, high_a), (share_b, low_b, high_b))


def newcombe_bounds(
    a: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
    b: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
) -> tuple[Floats, Floats]:
    """Return the range of a difference of two shares, each given with its own range."""
    share_a, low_a, high_a = (np.asarray(part, dtype=float) for part in a)
    share_b, low_b, high_b = (np.asarray(part, dtype=float) for part in b)
    down = np.hypot(share_a - low_a, high_b - share_b)
    up = np.hypot(high_a - share_a, share_b - low_b)
    return stable(share_a - share_b - down), stable(share_a - share_b + up)


def _share(hits: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return a share and its range."""
    hits = np.asarray(hits, dtype=float)
    n = np.asarray(n, dtype=float)
    low, high = _wilson(hits, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return hits / n, low, high


def mean_interval(values: Floats) -> tuple[float, float, float]:
    """Return the mean of one score a unit and its range by Student's t.

    There is no range for fewer than two units, nor if all agree: nothing then says how far others
    would differ.
    """
    n = len(values)
    if not n:
        return np.nan, np.nan, np.nan
    mean = float(stable(values.mean()))
    if n < 2 or np.ptp(values) == 0:
        return mean, np.nan, np.nan
    half = stats.t.ppf(_UPPER, n - 1) * values.std(ddof=1) / np.sqrt(n)
    return mean, float(stable(mean - half)), float(stable(mean + half))


def score_interval(values: Floats) -> tuple[float, float, float]:
    """Return the mean of a score that is not below 0, one a unit, and its range on the log scale.

    Scores such as shares of sentences are mostly small and sometimes large: Student's t is too
    narrow for the mean of a few of them. There is no range if fewer than five units score above 0,
    nor if all agree.
    """
    if not len(values):
        return np.nan, np.nan, np.nan
    mean = float(stable(values.mean()))
    if (values > 0).sum() < MIN_WITH_TERM or np.ptp(values) == 0:
        return mean, np.nan, np.nan
    scores = sparse.csr_array(values[:, None])
    low, high = rate_interval(Sample(scores, np.ones(len(values))))
    most = max(1.0, float(values.max()))
    return mean, float(low[0]), min(float(high[0]), most)


def difference_interval(a: Sample, b: Sample) -> tuple[Floats, Floats]:
    """Return the range of each mean of a less that of b, by Welch's t.

    There is no range if no article differs from another.
    """
    mean_a, var_a = a.rates()
    mean_b, var_b = b.rates()
    df_a = max(a.n_effective() - 1, 1)
    df_b = max(b.n_effective() - 1, 1)
    freedom = _welch(var_a, var_b, df_a, df_b)
    varies = (var_a + var_b > 0) & (min(a.n, b.n) > 1)
    variance = np.where(varies, var_a + var_b, np.nan)
    half = stats.t.ppf(_UPPER, freedom) * np.sqrt(variance)
    low = np.round(mean_a - mean_b - half, 12)
    high = np.round(mean_a - mean_b + half, 12)
    return stable(low), stable(high)


def _welch(
    var_a: Floats,
    var_b: Floats,
    df_a: Floats | float,
    df_b: Floats | float,
) -> Floats:
    """Return the degrees of freedom of a difference.

    Welch (1947), Biometrika 34:28, doi:10.1093/biomet/34.1-2.28.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = (var_a + var_b) ** 2 / (var_a**2 / df_a + var_b**2 / df_b)
    # If no article differs from any other there is no variance, and nothing to be unsure of.
    return np.where(np.isfinite(freedom), freedom, _NO_VARIANCE)


def _log_rate(sample: Sample) -> tuple[Floats, Floats, Floats]:
    """Return the log of each rate, the variance of that log, and its degrees of freedom.

    The variance of the log of a count of k is about 1 / k, and that estimate has itself a relative
    variance of 1 / k. By Satterthwaite's rule that makes 2 k degrees of freedom, k being the
    articles with the term; weighted articles count for as many of equal weight.
    """
    rate, variance = sample.rates()
    freedom = 2 * np.maximum(sample.n_with_effective(), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(rate), variance / rate**2, freedom


def _student(freedom: Floats) -> Floats:
    """Return the upper quantile of Student's t; many terms share their degrees of freedom."""
    degrees, place_of = np.unique(freedom, return_inverse=True)
    return np.asarray(stats.t.ppf(_UPPER, degrees))[place_of]


def rate_interval(sample: Sample) -> tuple[Floats, Floats]:
    """Return the range of each term's rate: delta method on the log scale, Student's t.

    It is NaN if fewer than five articles have the term.
    """
    log_rate, variance, freedom = _log_rate(sample)
    half = stats.t.ppf(_UPPER, freedom) * np.sqrt(variance)
    is_known = sample.n_with() >= MIN_WITH_TERM
    low = np.where(is_known, np.exp(log_rate - half), np.nan)
    high = np.where(is_known, np.exp(log_rate + half), np.nan)
    return stable(low), stable(high)


def log_ratio_interval(a: Sample, b: Sample) -> tuple[Floats, Floats]:
    """Return the range of each term's log2 rate ratio over independent articles.

    Delta method on each side, with Welch's t. If only one side has five articles with the term, the
    range is open on one side: the other side's rate is below the bound that so few articles set
    (Garwood 1936, Biometrika 28:437, exact for a Poisson count). Each of these articles is taken to
    use the term as often as the articles with the term do on average, on both sides, or on its own
    side if that is more; and the two bounds, of 97.5% each, are compared. If neither side has five,
    there is no range.
    """
    log_a, var_a, df_a = _log_rate(a)
    log_b, var_b, df_b = _log_rate(b)
    enough_a = a.n_with() >= MIN_WITH_TERM
    enough_b = b.n_with() >= MIN_WITH_TERM
    enough = enough_a & enough_b
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = _welch(var_a, var_b, df_a, df_b)
        half = stats.t.ppf(_UPPER, freedom) * np.sqrt(var_a + var_b)
        half_a = _student(df_a) * np.sqrt(var_a)
        half_b = _student(df_b) * np.sqrt(var_b)
        uses = (a.totals() + b.totals()) / (a.n_with() + b.n_with())
        most_a = _log_of_highest_rate(a, uses)
        most_b = _log_of_highest_rate(b, uses)
        low_alone = np.where(enough_a, log_a - half_a - most_b, np.nan)
        high_alone = np.where(enough_b, most_a - log_b + half_b, np.nan)
        low = np.where(enough, log_a - log_b - half, low_alone)
        high = np.where(enough, log_a - log_b + half, high_alone)
    # Rounded, so that equal rates that were standardised have a range that holds 0.
    low = np.round(low / np.log(2), 12)
    high = np.round(high / np.log(2), 12)
    return stable(low), stable(high)


def _log_of_highest_rate(sample: Sample, uses: Floats) -> Floats:
    """Return the log of the highest rate that so few articles with a term leave possible.

    `uses` is how often the articles with the term use it on average, over both sides.
    """
    n_with = sample.n_with()
    uses_per_article = np.fmax(uses, sample.totals() / n_with)
    return np.log(_highest_n_with(n_with) * uses_per_article / sample.words())


def _highest_n_with(n_with: Floats) -> Floats:
    """Return the highest expected number of articles with a term that fits so few found."""
    numbers, place_of = np.unique(n_with, return_inverse=True)
    return np.asarray(stats.chi2.ppf(_UPPER, 2 * (numbers + 1)) / 2)[place_of]
