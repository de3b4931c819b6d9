"""Back to the words: the places where a query is found, and the sentences behind a number."""

from mediakit.context.concordance import Concordance, keyword_in_context
from mediakit.context.examples import (
    Quotes,
    quote_examples,
    quote_sentences,
    quote_titles,
    spread_over_dates,
)
from mediakit.context.lots import drawn_at_random
from mediakit.context.places import ARTICLE

__all__ = [
    "ARTICLE",
    "Concordance",
    "Quotes",
    "drawn_at_random",
    "keyword_in_context",
    "quote_examples",
    "quote_sentences",
    "quote_titles",
    "spread_over_dates",
]
