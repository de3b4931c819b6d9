"""What may be asked of counting: each parameter, and the plain error where it is something else."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

from mediakit.errors import UnknownValue

__all__ = ["Wanted", "check_df", "check_flag", "check_ngram_range", "check_whole"]


@dataclass(frozen=True)
class Wanted:
    """What to count, as `count_terms` explains it."""

    fields: tuple[str, ...]
    ngram_range: tuple[int, int]
    min_df: float
    max_df: float
    left_out: frozenset[str]
    phrases: tuple[str, ...] = ()
    dtype: type = np.int64

    def __post_init__(self) -> None:
        check_ngram_range(self.ngram_range)
        check_df("min_df", self.min_df)
        check_df("max_df", self.max_df)


def check_ngram_range(given: object) -> tuple[int, int]:
    """Return the shortest and the longest sequence to count."""
    if not (isinstance(given, tuple | list) and len(given) == 2 and all(map(_is_whole, given))):
        raise UnknownValue(
            f"ngram_range is the shortest and the longest sequence, such as (1, 2); got {given!r}."
        )
    shortest, longest = given
    if not 1 <= shortest <= longest:
        raise UnknownValue(f"ngram_range needs 1 <= shortest <= longest, got {given}.")
    return shortest, longest


def check_df(name: str, given: object) -> None:
    """Raise unless the value is a number of texts, or a share of them."""
    is_share = isinstance(given, Real) and not isinstance(given, Integral) and given <= 1
    if not (_is_whole(given) or is_share) or given < 0:  # type: ignore[operator]
        raise UnknownValue(
            f"{name} is a whole number of texts, or a share from 0.0 to 1.0; got {given!r}."
        )


def check_whole(**parameters: object) -> None:
    """Raise unless each value is a whole number from 1."""
    for name, given in parameters.items():
        if not _is_whole(given) or given < 1:  # type: ignore[operator]
            raise UnknownValue(f"{name} is a whole number, 1 or more; got {given!r}.")


def check_flag(name: str, given: object) -> None:
    """Raise unless the value is True or False."""
    if not isinstance(given, bool | np.bool_):
        raise UnknownValue(f"{name} is True or False; got {given!r}.")


def _is_whole(given: object) -> bool:
    return isinstance(given, Integral) and not isinstance(given, bool)
