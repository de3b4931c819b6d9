"""How sure a number is: ranges, tests and false discovery rates, for every analysis."""

from mediakit.uncertainty.designs import Design, Draws, permuted_labels
from mediakit.uncertainty.permuting import permutation_p
from mediakit.uncertainty.pooling import Pooled, pooled_shares
from mediakit.uncertainty.ranges import (
    LEVEL,
    MIN_WITH_TERM,
    difference_interval,
    log_ratio_interval,
    mean_interval,
    rate_interval,
    score_interval,
    share_difference_interval,
    share_interval,
)
from mediakit.uncertainty.rounding import stable
from mediakit.uncertainty.samples import Sample
from mediakit.uncertainty.testing import MAX_Q, discovery_rates

__all__ = [
    "LEVEL",
    "MAX_Q",
    "MIN_WITH_TERM",
    "Design",
    "Draws",
    "Pooled",
    "Sample",
    "difference_interval",
    "discovery_rates",
    "log_ratio_interval",
    "mean_interval",
    "permutation_p",
    "permuted_labels",
    "pooled_shares",
    "rate_interval",
    "score_interval",
    "share_difference_interval",
    "share_interval",
    "stable",
]
