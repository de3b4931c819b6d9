"""What every analysis returns, and what its charts and sentences have in common."""

from mediakit.results.captions import date_span, missing_note, source_line
from mediakit.results.choosing import groups_to_draw, largest_groups
from mediakit.results.result import Result

__all__ = [
    "Result",
    "date_span",
    "groups_to_draw",
    "largest_groups",
    "missing_note",
    "source_line",
]
