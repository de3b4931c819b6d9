"""The stretch of days in which articles show a fault, if they show it only for a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.arrays import Flags, Floats, Longs

__all__ = ["Stretch", "densest_stretch"]

_BINS = 200  # stretches begin and end at one of so many days, or groups of days


@dataclass(frozen=True)
class Stretch:
    """Days in which a fault is more frequent than before and after.

    Attributes
    ----------
    first, last : Timestamp
        The first and the last day.
    n_articles, n_shown, n_outside : int
        Articles in it, those with the fault, and articles before and after it.
    share : float
        Of the articles in it, those with the fault.
    strength : float
        Logarithm of the likelihood ratio against the same share on all days.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    n_articles: int
    n_shown: int
    n_outside: int
    strength: float

    @property
    def share(self) -> float:
        """Of the articles in it, those with the fault."""
        return self.n_shown / self.n_articles


def densest_stretch(dates: pd.Series, shown: Flags) -> Stretch | None:
    """Return the days in which a fault differs most from the other days by being more frequent."""
    known = dates.notna().to_numpy()
    days = dates[known].reset_index(drop=True)
    flags = shown[known]
    if not len(days) or not flags.any():
        return None
    groups = _groups_of_days(days)
    n_groups = int(groups.max()) + 1
    n_all = np.bincount(groups, minlength=n_groups)
    n_shown = np.bincount(groups, weights=flags, minlength=n_groups).astype(np.int64)
    strengths = _strengths(n_all, n_shown)
    begin, end = divmod(int(np.argmax(strengths)), n_groups)
    inside = (groups >= begin) & (groups <= end)
    return Stretch(
        first=days[inside].min(),
        last=days[inside].max(),
        n_articles=int(inside.sum()),
        n_shown=int(flags[inside].sum()),
        n_outside=int((~inside).sum()),
        strength=float(strengths[begin, end]),
    )


def _groups_of_days(days: pd.Series) -> Longs:
    """Number the days in order; many days are joined to groups with about as many articles."""
    ranks = days.rank(method="min").to_numpy().astype(np.int64) - 1
    groups = ranks * _BINS // len(days)
    if days.nunique() <= _BINS:
        groups = ranks
    return np.unique(groups, return_inverse=True)[1].astype(np.int64)


def _strengths(n_all: Longs, n_shown: Longs) -> Floats:
    """Return the strength of each stretch, by its first (row) and last group (column)."""
    all_before = np.concatenate([[0], np.cumsum(n_all)])
    shown_before = np.concatenate([[0], np.cumsum(n_shown)])
    n_in = all_before[None, 1:] - all_before[:-1, None]
    k_in = shown_before[None, 1:] - shown_before[:-1, None]
    n_out = all_before[-1] - n_in
    k_out = shown_before[-1] - k_in
    same = _likelihood(shown_before[-1:], all_before[-1:])
    strengths = _likelihood(k_in, n_in) + _likelihood(k_out, n_out) - same
    is_denser = k_in * n_out > k_out * n_in
    is_stretch = np.triu(np.ones(n_in.shape, dtype=bool))
    kept = np.where(is_denser & is_stretch, strengths, 0.0)
    return np.asarray(np.round(kept, 9), dtype=np.float64)


def _likelihood(k: Longs, n: Longs) -> Floats:
    """Return the log likelihood of k in n at the share k / n; 0 log 0 is 0."""
    rest = n - k
    safe = np.maximum(n, 1)
    first = k * np.log(np.maximum(k, 1) / safe)
    second = rest * np.log(np.maximum(rest, 1) / safe)
    return np.asarray(first + second, dtype=np.float64)
