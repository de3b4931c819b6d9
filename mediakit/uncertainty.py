"""How sure a number is: ranges, tests and false discovery rates. Every analysis takes them from here."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse, stats

__all__ = [
    "LEVEL",
    "MIN_WITH_TERM",
    "discovery_rates",
    "log_ratio_interval",
    "mean_interval",
    "permuted_scores",
    "pooled_p_values",
    "rate_interval",
    "share_interval",
    "stable",
]

Floats = npt.NDArray[np.float64]

LEVEL = 0.95

#: Below so many articles with the term no range for a rate holds what it promises; none is given.
MIN_WITH_TERM = 5


def stable(values: npt.ArrayLike, digits: int = 9) -> Floats:
    """Round to significant digits, so that the last bits of a processor do not show in a number."""
    array = np.asarray(values, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where((array == 0) | ~np.isfinite(array), 0, np.floor(np.log10(np.abs(array))))
    scale = 10.0 ** (digits - 1 - size)
    return np.where(np.isfinite(array), np.round(array * scale) / scale, array)


def share_interval(hits: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the range of a share of articles (Wilson 1927, JASA 22:209, doi:10.2307/2276774)."""
    hits, n = np.asarray(hits, dtype=float), np.asarray(n, dtype=float)
    z = stats.norm.ppf((1 + LEVEL) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / n
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # The bounds are 0 and 1 exactly at no and all hits; the formula misses them in the 16th digit.
    low = np.where(hits <= 0, np.where(n > 0, 0.0, np.nan), np.clip(middle - half, 0, 1))
    high = np.where(hits >= n, np.where(n > 0, 1.0, np.nan), np.clip(middle + half, 0, 1))
    return stable(low), stable(high)


def mean_interval(values: Floats) -> tuple[float, float, float]:
    """Return the mean of one score a unit and its range by Student's t.

    There is no range below two units, nor where all agree: nothing then says how far others would differ.
    """
    n = len(values)
    mean = float(stable(values.mean())) if n else np.nan
    if n < 2 or np.ptp(values) == 0:
        return mean, np.nan, np.nan
    half = stats.t.ppf((1 + LEVEL) / 2, n - 1) * values.std(ddof=1) / np.sqrt(n)
    return mean, float(stable(mean - half)), float(stable(mean + half))


def _log_rate(counts: sparse.csr_array, lengths: Floats) -> tuple[Floats, Floats, Floats]:
    """Return for each term the log of its rate, the variance of that log, and its articles.

    The delta method for a ratio of two sums over articles: the variance of sum(y) / sum(L) is that of the
    residuals y - r L, n / (n - 1) times their sum of squares over the square of sum(y).
    """
    n = counts.shape[0]
    squares = counts.multiply(counts)
    total = np.asarray(counts.sum(axis=0), dtype=float).ravel()
    n_with = np.asarray((counts > 0).sum(axis=0), dtype=float).ravel()
    words = lengths.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = total / words
        residual = squares.sum(axis=0) - 2 * rate * (lengths @ counts) + rate**2 * (lengths**2).sum()
        variance = n / max(n - 1, 1) * np.maximum(residual, 0) / total**2
        return np.log(rate), variance, n_with


def rate_interval(counts: sparse.csr_array, lengths: Floats) -> tuple[Floats, Floats]:
    """Return the range of each term's rate per word: delta method on the log scale, t with n_with - 1 df."""
    log_rate, variance, n_with = _log_rate(counts, lengths)
    half = stats.t.ppf((1 + LEVEL) / 2, np.maximum(n_with - 1, 1)) * np.sqrt(variance)
    known = n_with >= MIN_WITH_TERM
    low = np.where(known, np.exp(log_rate - half), np.nan)
    return stable(low), stable(np.where(known, np.exp(log_rate + half), np.nan))


def log_ratio_interval(
    counts_a: sparse.csr_array, lengths_a: Floats, counts_b: sparse.csr_array, lengths_b: Floats
) -> tuple[Floats, Floats]:
    """Return the range of each term's log2 rate ratio over independent articles.

    Delta method on each side with Welch's t, the degrees of freedom of a side being its articles with the
    term, less one (Welch 1947, Biometrika 34:28, doi:10.1093/biomet/34.1-2.28). NaN where a side has fewer
    than five articles with the term.
    """
    log_a, var_a, with_a = _log_rate(counts_a, lengths_a)
    log_b, var_b, with_b = _log_rate(counts_b, lengths_b)
    known = np.minimum(with_a, with_b) >= MIN_WITH_TERM
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = (var_a + var_b) ** 2 / (var_a**2 / (with_a - 1) + var_b**2 / (with_b - 1))
        # Where no article differs from any other there is no variance, and nothing to be unsure of.
        freedom = np.where(np.isfinite(freedom), freedom, 1e9)
        half = stats.t.ppf((1 + LEVEL) / 2, freedom) * np.sqrt(var_a + var_b)
        ratio = log_a - log_b
    low = np.where(known, (ratio - half) / np.log(2), np.nan)
    return stable(low), stable(np.where(known, (ratio + half) / np.log(2), np.nan))


def permuted_scores(
    counts: sparse.csr_array,
    lengths: Floats,
    side_a: npt.NDArray[np.bool_],
    groups: npt.NDArray[np.int64],
    *,
    n_permutations: int,
    random_state: int,
) -> tuple[Floats, Floats]:
    """Return each term's quasi-Poisson score, and its scores with the articles' sides permuted.

    s = (rate_a - rate_b) / sqrt(phi * rate * (1 / T_a + 1 / T_b)), T the words of a side, rate the pooled
    rate, phi the pooled Pearson dispersion over articles. A reprint group on one side moves as one unit;
    one that stands on both sides swaps its labels together.

    Returns
    -------
    observed : ndarray, shape (n_terms,)
    permuted : ndarray, shape (n_terms, n_permutations)
    """
    labels = _permuted_labels(side_a, groups, n_permutations, random_state)
    labels = np.column_stack([side_a, labels]).astype(np.float64)
    n_words, total = lengths.astype(float), np.asarray(counts.sum(axis=0), dtype=float).ravel()
    words_a = n_words @ labels
    words_b = n_words.sum() - words_a
    # Sums of whole numbers are exact, so that this is the same on every processor.
    count_a = counts.T.tocsr() @ labels
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = count_a / words_a - (total[:, None] - count_a) / words_b
        rate = total / n_words.sum()
        squares = np.asarray(counts.multiply(counts).T.tocsr() @ (1 / n_words), dtype=float)
        dispersion = (squares / rate - total) / (len(n_words) - 1)
        scale = np.sqrt(dispersion * rate)[:, None] * np.sqrt(1 / words_a + 1 / words_b)
        scores = np.round(np.nan_to_num(gap / scale), 8)
    return scores[:, 0], scores[:, 1:]


def _permuted_labels(
    side_a: npt.NDArray[np.bool_], groups: npt.NDArray[np.int64], n_permutations: int, random_state: int
) -> npt.NDArray[np.bool_]:
    """Return permuted sides, shape (n_articles, n_permutations), that keep every reprint group together."""
    unit = np.unique(groups, return_inverse=True)[1]
    n_units = int(unit.max()) + 1 if len(unit) else 0
    in_a = np.bincount(unit[side_a], minlength=n_units) > 0
    in_b = np.bincount(unit[~side_a], minlength=n_units) > 0
    on_one, on_both = np.flatnonzero(in_a ^ in_b), np.flatnonzero(in_a & in_b)
    is_both = np.isin(unit, on_both)
    labels = np.empty((len(side_a), n_permutations), dtype=bool)
    generator = np.random.default_rng(random_state)
    for column in range(n_permutations):
        of_unit = np.zeros(n_units, dtype=bool)
        of_unit[on_one] = generator.permutation(in_a[on_one])
        of_unit[on_both] = generator.random(len(on_both)) < 0.5
        moved = of_unit[unit]
        labels[:, column] = np.where(is_both, side_a ^ moved, moved)
    return labels


def pooled_p_values(observed: Floats, permuted: Floats, n_articles: Floats, *, band: float = 1.5) -> Floats:
    """Return two-sided p-values against the permuted scores of all terms of like document frequency.

    (1 + b) / (1 + m): b of the m permuted scores in the band are at least as far from zero. One term alone
    cannot go below 1 / (1 + permutations); its band can. Terms share a band when their numbers of articles
    lie between the same two powers of `band`.
    """
    p = np.ones(len(observed))
    bands = np.floor(np.log(np.maximum(n_articles, 1)) / np.log(band) + 1e-9)
    for value in np.unique(bands):
        members = np.flatnonzero(bands == value)
        null = np.sort(np.abs(permuted[members]).ravel())
        below = np.searchsorted(null, np.abs(observed[members]), side="left")
        p[members] = (1 + len(null) - below) / (1 + len(null))
    return p


def discovery_rates(p: npt.ArrayLike) -> Floats:
    """Return q-values (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x); NaN stays NaN."""
    p = np.asarray(p, dtype=float)
    q = np.full(p.shape, np.nan)
    tested = np.isfinite(p)
    if tested.any():
        q[tested] = stats.false_discovery_control(p[tested], method="bh")
    return q
