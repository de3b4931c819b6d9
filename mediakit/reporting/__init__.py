"""Notebooks in, checked reports out."""

from mediakit.reporting.checking import check_notebook, check_notebooks
from mediakit.reporting.describing import describe_articles, describe_method
from mediakit.reporting.ledgers import describe_ledger
from mediakit.reporting.reports import write_report

__all__ = [
    "check_notebook",
    "check_notebooks",
    "describe_articles",
    "describe_ledger",
    "describe_method",
    "write_report",
]
