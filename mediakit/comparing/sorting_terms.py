"""Which terms are compared: those of the kinds asked for, and house style by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.comparing.kinds import STYLED, TRACE, kinds_of
from mediakit.comparing.settings import Settings
from mediakit.features import Features
from mediakit.terms import TermMatrix, take_terms
from mediakit.wording import choose, count_of

__all__ = ["SortedTerms", "sort_terms"]


@dataclass(frozen=True, eq=False)
class SortedTerms:
    """Counts of the terms that are compared, and what kind each is.

    Attributes
    ----------
    counts : TermMatrix or Features
        Without the terms of other kinds.
    kind_of : Series of str
        The kind of each term; empty for features.
    left_out : str
        How many traces were left out, in words.
    """

    counts: TermMatrix | Features
    kind_of: pd.Series
    left_out: str

    def with_kinds(self, numbers: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a comparison with the kind of each term."""
        if isinstance(self.counts, Features):
            return numbers
        kinds = self.kind_of.loc[numbers["term"]]
        return numbers.assign(kind=kinds.set_axis(numbers.index))


def sort_terms(
    counts: TermMatrix | Features,
    articles: pd.DataFrame,
    settings: Settings,
) -> SortedTerms:
    """Sort the terms of the articles that are compared into kinds.

    Only how the articles write a word decides, and the names of the outlets, never which side the
    article is on: error rates stay what they are.
    """
    if isinstance(counts, Features):
        return SortedTerms(counts, pd.Series(dtype="str"), "")
    kinds = kinds_of(counts.terms, articles, settings.fields)
    kept = np.isin(kinds.astype(str), [*settings.kinds, STYLED])
    note = ""
    if TRACE not in settings.kinds:
        note = _traces_note(counts, kinds.astype(str) == TRACE, settings.min_articles)
    kind_of = pd.Series(kinds, index=counts.terms.astype(str), dtype="str")
    return SortedTerms(take_terms(counts, kept), kind_of[kept], note)


def _traces_note(counts: TermMatrix, is_trace: Flags, min_articles: int) -> str:
    """Say how many traces are in enough articles to be compared."""
    n_with = np.bincount(counts.matrix.indices, minlength=len(is_trace))
    n = int((is_trace & (n_with >= min_articles)).sum())
    if not n:
        return ""
    are = choose(n, "that is a trace", "that are traces")
    were = choose(n, "was", "were")
    return f" {count_of(n, 'word')} {are} of the page or of an outlet's own name {were} left out."
