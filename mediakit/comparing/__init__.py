"""What sets one outlet, or one period, apart from another, and how sure we may be."""

from mediakit.comparing.compare import compare, compare_outlets, compare_periods
from mediakit.comparing.result import Comparison

__all__ = ["Comparison", "compare", "compare_outlets", "compare_periods"]
