"""What can be asked of counting: each parameter, and the plain error if it is something else."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

from mediakit.errors import UnknownValue
from mediakit.wording import count_of

__all__ = ["TermSettings", "check_df", "check_flag", "check_ngram_range", "why_no_term"]


@dataclass(frozen=True)
class TermSettings:
    """What to count, as `count_terms` explains it."""

    fields: tuple[str, ...]
    ngram_range: tuple[int, int]
    min_df: float
    max_df: float
    left_out: frozenset[str]
    phrases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_ngram_range(self.ngram_range)
        check_df("min_df", self.min_df)
        check_df("max_df", self.max_df)


def check_ngram_range(given: object) -> tuple[int, int]:
    """Return the shortest and the longest sequence to count."""
    members: list[object] = []
    if isinstance(given, tuple | list):
        members = list(given)
    if len(members) != 2 or not all(map(_is_whole, members)):
        raise UnknownValue(
            "ngram_range is the shortest and the longest sequence, two whole numbers such as "
            f"(1, 2); got {given!r}."
        )
    shortest = int(members[0])  # type: ignore[call-overload]
    longest = int(members[1])  # type: ignore[call-overload]
    if not 1 <= shortest <= longest:
        raise UnknownValue(f"ngram_range needs 1 <= shortest <= longest; got {given!r}.")
    return shortest, longest


def check_df(name: str, given: object) -> None:
    """Raise unless the value is a number of texts, or a share of them."""
    is_share = isinstance(given, Real) and not isinstance(given, Integral) and given <= 1
    if not (_is_whole(given) or is_share) or given < 0:  # type: ignore[operator]
        raise UnknownValue(
            f"{name} is a whole number of texts, or a share from 0.0 to 1.0; got {given!r}."
        )


def check_flag(name: str, given: object) -> None:
    """Raise unless the value is True or False."""
    if not isinstance(given, bool | np.bool_):
        raise UnknownValue(f"{name} is True or False; got {given!r}.")


def _is_whole(given: object) -> bool:
    return isinstance(given, Integral) and not isinstance(given, bool)


def why_no_term(
    settings: TermSettings,
    n_terms: int,
    n_words: int,
    n_articles: int,
) -> str:
    """Say why there is no term, if there is none."""
    if n_terms:
        return ""
    if not n_articles:
        return "There are no articles."
    if not n_words:
        return "The articles contain no words."
    term = "No term"
    if settings.ngram_range[0] > 1:
        term = f"No sequence of {settings.ngram_range[0]} words"
    aside = ""
    if settings.left_out:
        aside = ", not counting common words such as “the”"
    least = settings.min_df
    if settings.max_df != 1.0 or not isinstance(least, int | np.integer):
        return f"{term} occurs in as many articles as were asked for{aside}."
    if least == 1:
        return f"{term} was found{aside}."
    return f"{term} occurs in at least {count_of(int(least), 'article')}{aside}."
