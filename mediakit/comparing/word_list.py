"""A list of word frequencies, to compare the articles of one side with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import pandas as pd

from mediakit.checks import require_columns
from mediakit.errors import UnknownValue
from mediakit.tokens import split_words

__all__ = ["WordList", "read_word_list"]

WordList: TypeAlias = "pd.Series | pd.DataFrame | Mapping[str, float]"


def read_word_list(given: WordList) -> pd.Series:
    """Return a list of word frequencies as counts by term, each term as mediakit writes it."""
    counts = given
    if isinstance(given, pd.DataFrame):
        require_columns(given, ["term", "count"])
        counts = given.set_index("term")["count"]
    counts = pd.Series(counts)
    numbers = pd.to_numeric(counts, errors="coerce")
    is_count = numbers.notna() & (numbers >= 0) & (numbers % 1 == 0)
    if not is_count.all() or not numbers.sum() > 0:
        raise UnknownValue(
            "A list of word frequencies has a count for each term, a whole number not below 0. "
            "Shares, or rates per million, do not say how large the list is: multiply them by its "
            "number of words."
        )
    terms = [" ".join(split_words(str(term))) for term in counts.index]
    return numbers.groupby(terms).sum()
