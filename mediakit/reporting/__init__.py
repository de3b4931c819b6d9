"""Notebooks in, checked reports out."""

from mediakit.reporting.checking import check_notebook, check_notebooks
from mediakit.reporting.describing import describe_articles, describe_method
from mediakit.reporting.leading import show_findings
from mediakit.reporting.ledgers import describe_ledger
from mediakit.reporting.reports import write_report
from mediakit.reporting.tables import show_table

__all__ = [
    "check_notebook",
    "check_notebooks",
    "describe_articles",
    "describe_ledger",
    "describe_method",
    "show_findings",
    "show_table",
    "write_report",
]
