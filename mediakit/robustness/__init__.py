"""Which differences survive other reasonable choices, and what a page of findings may say."""

from mediakit.robustness.checking import check_robustness
from mediakit.robustness.collecting import collect_findings
from mediakit.robustness.page_findings import PageFindings
from mediakit.robustness.result import Robustness

__all__ = ["PageFindings", "Robustness", "check_robustness", "collect_findings"]
