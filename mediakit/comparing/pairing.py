"""Compare two sides, or each side with all others, once their names are known to be good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from mediakit.comparing import features as of_features
from mediakit.comparing import terms as of_terms
from mediakit.comparing.feature_result import FeatureComparison
from mediakit.comparing.features import Features, feature_numbers
from mediakit.comparing.material import rows_to_compare, what_to_compare
from mediakit.comparing.pairs import SIDE, STRATUM, UNIT, Pair, pair_of
from mediakit.comparing.result import LIST, REST, Comparison, Found
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.comparing.term_result import TermComparison
from mediakit.comparing.terms import MIN_SIDE, reference_numbers, term_numbers
from mediakit.errors import UnknownValue
from mediakit.independence import gather_evidence
from mediakit.terms import TermMatrix
from mediakit.uncertainty import discovery_rates, stable
from mediakit.wording import count_of

__all__ = ["compare_sides", "compare_with_reference"]


def compare_sides(
    articles: pd.DataFrame, by: str, a: str | None, b: str | None, settings: Settings
) -> Comparison:
    """Compare a with b, a with all others, or each group with all others; a side may turn out empty."""
    rows, set_aside = rows_to_compare(
        articles, by, None if b is None else [str(a), str(b)], settings
    )
    groups = sorted(rows[SIDE].unique()) if a is None else [str(a)]
    counted, rows, more = what_to_compare(rows, settings)
    light = _without_texts(rows)  # a table each for hundreds of groups
    pairs = [pair_of(light, group, settings) for group in groups]
    parts = [
        _numbers(counted, pair, settings, alone=len(groups) == 1).assign(group=group)
        for group, pair in zip(groups, pairs, strict=True)
        if all(pair.sizes)
    ]
    sides = tuple((group, REST if b is None else str(b)) for group in groups)
    found = Found(
        by=by,
        sides=sides,
        sizes=tuple(pair.sizes for pair in pairs),
        lonely=tuple(pair.lonely for pair in pairs),
        settings=settings,
        set_aside=set_aside + more + _alone(sides, pairs, settings),
    )
    met = rows.loc[~rows["article_id"].isin(pairs[0].lonely)] if len(pairs) == 1 else rows
    evidence = gather_evidence(
        met.drop(columns=[STRATUM, UNIT]), sides=[SIDE], reprints=settings.reprints
    )
    reason = _reason(sides, pairs, found)
    again = partial(_again, compare_sides, articles, by, a, b, settings)
    if isinstance(counted, Features):
        ordered = _in_order(parts, of_features.COLUMNS, "feature", "difference")
        return FeatureComparison(evidence, reason, ordered, found, again, counted)
    ordered = _in_order(parts, of_terms.COLUMNS, "term", "log_ratio")
    return TermComparison(evidence, reason, ordered, found, again, counted)


def compare_with_reference(
    articles: pd.DataFrame, by: str, a: str, reference: pd.Series, settings: Settings
) -> TermComparison:
    """Compare the articles of one side with a list of word frequencies."""
    if settings.within is not None or settings.unit != ARTICLE:
        raise UnknownValue(
            "A list of word frequencies has no articles: within= and unit= mean nothing there."
        )
    rows, set_aside = rows_to_compare(articles, by, [str(a)], settings)
    counted, rows, more = what_to_compare(rows, settings)
    if isinstance(counted, Features):
        raise UnknownValue(
            "A list of word frequencies is compared with words: leave features= out."
        )
    pair = pair_of(_without_texts(rows), str(a), settings)
    found = Found(
        by, ((str(a), LIST),), ((pair.sizes[0], 0),), (frozenset(),), settings, set_aside + more
    )
    numbers = reference_numbers(counted, pair, reference, settings).assign(group=str(a))
    reason = (
        "A list of word frequencies has no articles: there is a range of side a alone, and no test."
    )
    again = partial(_again, compare_with_reference, articles, by, a, reference, settings)
    ordered = _in_order([numbers], of_terms.COLUMNS, "term", "log_ratio")
    evidence = gather_evidence(
        rows.drop(columns=[STRATUM, UNIT]), sides=[SIDE], reprints=settings.reprints
    )
    return TermComparison(evidence, reason, ordered, found, again, counted)


def _again(
    compare: Callable[..., Comparison],
    articles: pd.DataFrame,
    by: str,
    a: Any,
    b: Any,
    settings: Settings,
    reprints: str,
) -> Comparison:
    """Compare once more with another treatment of reprints."""
    return compare(articles, by, a, b, replace(settings, reprints=reprints))


def _without_texts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what tells who stands where, and what belongs together."""
    needed = ["article_id", "date", "reprint_group", SIDE, STRATUM, UNIT]
    return rows[[name for name in needed if name in rows.columns]]


def _numbers(
    counted: TermMatrix | Features, pair: Pair, settings: Settings, *, alone: bool
) -> pd.DataFrame:
    """Return the rows of a pair; of one among many, without terms that it hardly has and that nothing is said of."""
    if isinstance(counted, Features):
        return feature_numbers(counted, pair, settings)
    numbers = term_numbers(counted, pair, settings)
    said = numbers["p"].notna() | (numbers["low"] > 0) | (numbers["high"] < 0)
    return (
        numbers if alone else numbers.loc[said | (numbers["n_articles_a"] >= settings.min_articles)]
    )


def _alone(sides: tuple[tuple[str, str], ...], pairs: list[Pair], settings: Settings) -> str:
    """Say how many articles stand in strata where there is nothing to compare them with."""
    lonely = [
        f"{count_of(len(pair.lonely), 'article')} of {a} and {b}"
        for (a, b), pair in zip(sides, pairs, strict=True)
        if pair.lonely
    ]
    if not lonely:
        return ""
    more = f", and some of {len(lonely) - 3} more pairs" if len(lonely) > 3 else ""
    return f" Set aside, since only one side has any in that {settings.held}: {', '.join(lonely[:3])}{more}."


def _reason(sides: tuple[tuple[str, str], ...], pairs: list[Pair], found: Found) -> str:
    """Say what could not be compared, or not be tested, and why."""
    settings = found.settings
    if not sides or all(0 in pair.sizes for pair in pairs):
        return f"There is only one side: nothing to compare with.{found.set_aside}"
    small = [
        f"{a} and {b}"
        for (a, b), pair in zip(sides, pairs, strict=True)
        if min(pair.n_units) < MIN_SIDE
    ]
    if not small:
        return ""
    more = f" and {len(small) - 3} more" if len(small) > 3 else ""
    unit = (
        "independent articles"
        if settings.unit == ARTICLE
        else f"different values of {settings.unit}"
    )
    return f"A test needs {MIN_SIDE} {unit} a side; not so for {'; '.join(small[:3])}{more}."


def _in_order(parts: list[pd.DataFrame], columns: list[str], name: str, value: str) -> pd.DataFrame:
    """Return all rows with q over one family, in the order of what is sure about them.

    First by the bound of the range that is nearer 0 (0 where there is no range, or it spans 0), then by p, size and
    name.
    """
    filled = [part for part in parts if len(part)]
    numbers = pd.concat(filled or [pd.DataFrame(columns=columns, dtype=float)], ignore_index=True)
    numbers = numbers.assign(q=stable(discovery_rates(numbers["p"])))[columns]
    sure = np.fmax(numbers["low"].clip(lower=0), 0) + np.fmax(-numbers["high"].clip(upper=0), 0)
    order = numbers.assign(_sure=-sure, _size=-numbers[value].abs())
    order = order.sort_values(
        ["_sure", "p", "_size", "group", name], kind="stable", na_position="last"
    )
    return order[columns].reset_index(drop=True)
