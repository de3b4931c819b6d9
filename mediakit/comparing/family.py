"""The rows of all pairs of sides, tested as one family."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit.comparing.feature_numbers import COLUMNS as FEATURE_COLUMNS
from mediakit.comparing.feature_numbers import PERMUTATIONS as FEATURE_PERMUTATIONS
from mediakit.comparing.feature_numbers import feature_numbers
from mediakit.comparing.pairs import Pair
from mediakit.comparing.settings import Settings
from mediakit.comparing.sorting_terms import SortedTerms
from mediakit.comparing.term_numbers import COLUMNS as TERM_COLUMNS
from mediakit.comparing.term_numbers import PERMUTATIONS, term_numbers
from mediakit.features import Features
from mediakit.terms import TermMatrix
from mediakit.uncertainty import Draws, discovery_rates, stable

__all__ = ["numbers_of_pairs", "one_family"]


def one_family(
    parts: list[pd.DataFrame],
    terms: SortedTerms,
    kinds: Sequence[str],
) -> pd.DataFrame:
    """Return the rows of these kinds of words, or of all features, as one family of tests."""
    if isinstance(terms.counts, Features):
        return _surest_first(parts, FEATURE_COLUMNS, "feature", "difference")
    sorted_parts = [terms.with_kinds(part) for part in parts]
    wanted = [part[part["kind"].isin(kinds)] for part in sorted_parts]
    return _surest_first(wanted, TERM_COLUMNS, "term", "log_ratio")


def numbers_of_pairs(
    counted: TermMatrix | Features,
    groups: list[str],
    pairs: list[Pair],
    settings: Settings,
    *,
    keyness: bool = True,
) -> list[pd.DataFrame]:
    """Return the rows of each pair that has articles on both sides; keyness measures take a while,
    and not all need them."""
    most = PERMUTATIONS
    if isinstance(counted, Features):
        most = FEATURE_PERMUTATIONS
    is_alone = len(groups) == 1
    n_permutations = settings.n_permutations or most
    draws = Draws(n_permutations, settings.random_state)
    return [
        _pair_numbers(counted, pair, settings, draws, alone=is_alone, keyness=keyness).assign(
            group=group
        )
        for group, pair in zip(groups, pairs, strict=True)
        if all(pair.sizes)
    ]


def _pair_numbers(
    counted: TermMatrix | Features,
    pair: Pair,
    settings: Settings,
    draws: Draws,
    *,
    alone: bool,
    keyness: bool,
) -> pd.DataFrame:
    """Return the rows of a pair.

    Of one pair among many, terms are left out that it hardly has and of which nothing can be said.
    """
    if isinstance(counted, Features):
        return feature_numbers(counted, pair, settings, draws)
    numbers = term_numbers(counted, pair, settings, draws, keyness=keyness)
    if alone:
        return numbers
    is_told = numbers["p"].notna() | (numbers["low"] > 0) | (numbers["high"] < 0)
    return numbers[is_told | (numbers["n_articles_a"] >= settings.min_articles)]


def _surest_first(
    parts: list[pd.DataFrame],
    columns: list[str],
    name: str,
    value: str,
) -> pd.DataFrame:
    """Return all rows with q over one family, in the order of what is sure about them.

    First by the bound of the range that is nearer 0 (0 if there is no range, or it spans 0), then
    by p, size and name.
    """
    filled = [part for part in parts if len(part)]
    numbers = pd.DataFrame(columns=columns, dtype=float)
    if filled:
        numbers = pd.concat(filled, ignore_index=True)
    numbers = numbers.assign(q=stable(discovery_rates(numbers["p"]))).reindex(columns=columns)
    above = np.fmax(numbers["low"].clip(lower=0), 0)
    below = np.fmax(-numbers["high"].clip(upper=0), 0)
    order = numbers.assign(_sure=-(above + below), _size=-numbers[value].abs())
    order = order.sort_values(
        ["_sure", "p", "_size", "group", name], kind="stable", na_position="last"
    )
    return order[columns].reset_index(drop=True)
