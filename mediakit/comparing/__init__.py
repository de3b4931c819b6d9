"""What sets one outlet, or one period, apart from another, and how sure we may be."""

from mediakit.comparing.compare import compare
from mediakit.comparing.feature_result import FeatureComparison
from mediakit.comparing.outlets import compare_outlets
from mediakit.comparing.periods import compare_periods
from mediakit.comparing.result import Comparison
from mediakit.comparing.spellings import suggest_spellings
from mediakit.comparing.term_result import TermComparison

__all__ = [
    "Comparison",
    "FeatureComparison",
    "TermComparison",
    "compare",
    "compare_outlets",
    "compare_periods",
    "suggest_spellings",
]
