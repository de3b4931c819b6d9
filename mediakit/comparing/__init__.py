"""What sets one outlet, or one period, apart from another, and how sure we may be."""

from mediakit.comparing.compare import compare, compare_outlets, compare_periods
from mediakit.comparing.distance_result import Distances
from mediakit.comparing.distances import measure_distances
from mediakit.comparing.feature_result import FeatureComparison
from mediakit.comparing.features import Features, with_most
from mediakit.comparing.result import Comparison
from mediakit.comparing.term_result import TermComparison

__all__ = [
    "Comparison",
    "Distances",
    "FeatureComparison",
    "Features",
    "TermComparison",
    "compare",
    "compare_outlets",
    "compare_periods",
    "measure_distances",
    "with_most",
]
