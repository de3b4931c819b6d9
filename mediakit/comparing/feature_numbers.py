"""The numbers of a comparison of features: a row a feature."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Flags, Floats
from mediakit.comparing.pairs import Pair
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.comparing.term_numbers import MIN_SIDE
from mediakit.features import Features
from mediakit.uncertainty import (
    Design,
    Draws,
    Sample,
    difference_interval,
    permutation_p,
    share_difference_interval,
    stable,
)

__all__ = ["COLUMNS", "PERMUTATIONS", "feature_numbers"]

#: A few features cannot share a tail as thousands of terms do: each needs permutations enough of
#: its own.
PERMUTATIONS = 9_999

COLUMNS = "feature group n_articles_a n_articles_b mean_a mean_b difference low high p q".split()


def feature_numbers(
    features: Features,
    pair: Pair,
    settings: Settings,
    draws: Draws,
) -> pd.DataFrame:
    """Return a row a feature, all of `COLUMNS` but group and q."""
    values = features.of(pair.evidence.counted_ids)
    with_a, with_b = pair.n_with(sparse.csr_array(values))
    lengths = features.lengths_of(pair.evidence.counted_ids)
    units, design = pair.by_unit(sparse.csr_array(values), lengths)
    a, b = design.samples(units)
    mean_a, _ = a.rates()
    mean_b, _ = b.rates()
    are_shares = _are_shares(units, settings) & (features.per is None)
    low, high = _range(a, b, are_shares)
    numbers = {
        "feature": features.names,
        "n_articles_a": with_a.astype(np.int64),
        "n_articles_b": with_b.astype(np.int64),
        "mean_a": stable(mean_a),
        "mean_b": stable(mean_b),
        "difference": stable(np.round(mean_a - mean_b, 12)),
        "low": low,
        "high": high,
        "p": _test(units, design, pair, draws),
    }
    return pd.DataFrame(numbers).astype({"feature": "str"})


def _are_shares(units: sparse.csr_array, settings: Settings) -> Flags:
    """Say which features are 0 or 1 in every article."""
    if settings.unit != ARTICLE:
        return np.zeros(units.shape[1], dtype=bool)
    return np.asarray(np.isin(units.toarray(), (0, 1)).all(axis=0))


def _range(
    a: Sample,
    b: Sample,
    are_shares: Flags,
) -> tuple[Floats, Floats]:
    """Return the range of each difference: of shares by Newcombe's method, of other means by
    Welch's t."""
    low, high = difference_interval(a, b)
    mean_a, _ = a.rates()
    mean_b, _ = b.rates()
    n_a, n_b = a.n_effective(), b.n_effective()
    share_low, share_high = share_difference_interval(mean_a * n_a, n_a, mean_b * n_b, n_b)
    return np.where(are_shares, share_low, low), np.where(are_shares, share_high, high)


def _test(
    units: sparse.csr_array,
    design: Design,
    pair: Pair,
    draws: Draws,
) -> Floats:
    """Return p by permutation; missing if a side has too few units, or all articles are alike."""
    dense = units.toarray() / design.lengths[:, None]
    p = np.full(dense.shape[1], np.nan)
    if min(pair.n_units) < MIN_SIDE:
        return p
    varies = np.ptp(dense, axis=0) > 0
    if varies.any():
        # The score takes counts; a number that may be below 0 is counted from its lowest value.
        shifted = (dense - dense.min(axis=0))[:, varies] * design.lengths[:, None]
        p[varies], _ = permutation_p(
            sparse.csr_array(shifted),
            design,
            pooled=False,
            draws=draws,
        )
    return p
