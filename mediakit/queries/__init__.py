"""The query language, and where in the articles a query is found."""

from mediakit.queries.finding import Hits, find
from mediakit.queries.parsing import (
    Address,
    Both,
    Either,
    Near,
    Phrase,
    Query,
    Without,
    parse_query,
)

__all__ = [
    "Address",
    "Both",
    "Either",
    "Hits",
    "Near",
    "Phrase",
    "Query",
    "Without",
    "find",
    "parse_query",
]
