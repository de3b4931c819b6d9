"""What every analysis returns, and what its charts and sentences have in common."""

from mediakit.results.captions import (
    date_span,
    edge_note,
    gap_note,
    languages_in_words,
    missing_texts_note,
    source_line,
)
from mediakit.results.choosing import (
    NOT_GROUPED,
    groups_to_draw,
    in_panel_order,
    kept_columns,
    largest_groups,
    name_groups,
    panel_noun,
    shown_note,
)
from mediakit.results.claim import Claim, first_sentence
from mediakit.results.finding import NOTHING, TESTED, Finding
from mediakit.results.on_page import number_of, shown_results
from mediakit.results.provenance import COMMAND, provenance_of, versions
from mediakit.results.result import Result
from mediakit.results.tests import family_of_tests

__all__ = [
    "COMMAND",
    "NOTHING",
    "NOT_GROUPED",
    "TESTED",
    "Claim",
    "Finding",
    "Result",
    "date_span",
    "edge_note",
    "family_of_tests",
    "first_sentence",
    "gap_note",
    "groups_to_draw",
    "in_panel_order",
    "kept_columns",
    "languages_in_words",
    "largest_groups",
    "missing_texts_note",
    "name_groups",
    "number_of",
    "panel_noun",
    "provenance_of",
    "shown_note",
    "shown_results",
    "source_line",
    "versions",
]
