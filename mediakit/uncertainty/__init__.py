"""How sure a number is: ranges, tests and false discovery rates, for every analysis."""

from mediakit.uncertainty.agreement import Alpha, cohen_kappa, nominal_alpha
from mediakit.uncertainty.designs import Design, Draws, permuted_labels
from mediakit.uncertainty.permuting import permutation_p
from mediakit.uncertainty.pooling import Pooled, pooled_shares
from mediakit.uncertainty.predicting import (
    MIN_CODED,
    MIN_POSITIVE,
    PoweredShares,
    articles_to_code,
    powered_shares,
)
from mediakit.uncertainty.ranges import (
    LEVEL,
    MIN_WITH_TERM,
    difference_interval,
    log_ratio_interval,
    mean_interval,
    newcombe_bounds,
    rate_interval,
    score_interval,
    share_difference_interval,
    share_interval,
)
from mediakit.uncertainty.ranking import Auc, auc_interval
from mediakit.uncertainty.rounding import stable
from mediakit.uncertainty.samples import Sample
from mediakit.uncertainty.testing import MAX_Q, discovery_rates

__all__ = [
    "LEVEL",
    "MAX_Q",
    "MIN_CODED",
    "MIN_POSITIVE",
    "MIN_WITH_TERM",
    "Alpha",
    "Auc",
    "Design",
    "Draws",
    "Pooled",
    "PoweredShares",
    "Sample",
    "articles_to_code",
    "auc_interval",
    "cohen_kappa",
    "difference_interval",
    "discovery_rates",
    "log_ratio_interval",
    "mean_interval",
    "newcombe_bounds",
    "nominal_alpha",
    "permutation_p",
    "permuted_labels",
    "pooled_shares",
    "powered_shares",
    "rate_interval",
    "score_interval",
    "share_difference_interval",
    "share_interval",
    "stable",
]
