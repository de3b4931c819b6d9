"""Which spellings of one thing are counted as one, as the caller says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import pandas as pd

from mediakit.checks import require_columns
from mediakit.errors import UnknownValue
from mediakit.features import Features
from mediakit.terms import TermMatrix, unite_terms
from mediakit.tokens import split_words

__all__ = ["Merge", "merge_by_term", "united"]

Merge: TypeAlias = "pd.DataFrame | Mapping[str, str]"


def merge_by_term(given: Merge | None) -> dict[str, str]:
    """Return the term under which each merged term is counted."""
    if given is None:
        return {}
    pairs: Mapping[str, str]
    if isinstance(given, pd.DataFrame):
        require_columns(given, ["a", "b"])
        pairs = dict(zip(given["b"], given["a"], strict=True))
    elif isinstance(given, Mapping):
        pairs = given
    else:
        raise UnknownValue(
            "merge is a table with the columns a and b, such as suggest_spellings(articles) gives, "
            f'or a dict such as {{"kiev": "kyiv"}}; got {given!r}.'
        )
    return {_as_counted(term): _as_counted(into) for term, into in pairs.items()}


def _as_counted(term: object) -> str:
    words = split_words(str(term))
    if not isinstance(term, str) or not words:
        raise UnknownValue(f"merge takes words such as 'kiev'; got {term!r}.")
    return " ".join(words)


def united(counted: TermMatrix | Features, merge: Mapping[str, str]) -> TermMatrix | Features:
    """Return the counts with possessives under their words, and merged terms as one."""
    if isinstance(counted, TermMatrix):
        return unite_terms(counted, merge)
    if merge:
        raise UnknownValue("merge= is for words: leave it out with features that are no words.")
    return counted
