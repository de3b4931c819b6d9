"""Which differences survive other reasonable choices, and what a page of findings may say."""

from mediakit.robustness.checking import check_robustness
from mediakit.robustness.result import Robustness

__all__ = ["Robustness", "check_robustness"]
