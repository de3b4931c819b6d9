"""The comparison under each choice: what was estimated, and whether each finding holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from tqdm import tqdm

from mediakit.comparing import Comparison
from mediakit.comparing.pairs import Pair
from mediakit.comparing.term_numbers import MIN_SIDE
from mediakit.robustness.levels import ALSO, CALENDAR, Choice, Level, choices_of
from mediakit.robustness.material import Material
from mediakit.robustness.offering import (
    Offer,
    is_in_one_month,
    offer_agency,
    offer_calendar,
    offer_reprints,
)
from mediakit.robustness.variations import offer_variations
from mediakit.uncertainty import MAX_Q
from mediakit.wording import PERIOD_NOUNS, plural_of

__all__ = ["Tried", "try_choices"]

#: A finer calendar has to leave so much of what a coarser one leaves.
_LEAST_LEFT = 0.5


@dataclass(frozen=True, eq=False)
class Tried:
    """All choices, and what became of the findings.

    Attributes
    ----------
    choices : tuple of Choice
        The first is the original comparison.
    trials : DataFrame
        A row a finding and choice: choice (its number), group, the finding, its value, low, high,
        q, n_articles_a, n_articles_b; can_test (whether both sides have enough articles), holds
        (q at most 5% and the same direction).
    lacking : tuple of str
        What could not be chosen, and why.
    """

    choices: tuple[Choice, ...]
    trials: pd.DataFrame
    lacking: tuple[str, ...]


def try_choices(comparison: Comparison, material: Material, findings: pd.DataFrame) -> Tried:
    """Repeat a comparison under every choice that can be made."""
    choices, lacking = _offered(material)
    parts: list[pd.DataFrame] = []
    made: list[Choice] = []
    for choice in tqdm(choices, desc="Choices", unit="choice", disable=None, leave=False):
        is_original = not made
        pairs = material.pairs(choice)
        can_test = [min(pair.n_units) >= MIN_SIDE for pair in pairs]
        if not any(can_test) and not is_original:
            lacking += _too_few(choice)
            continue
        numbers = comparison.all_numbers
        if not is_original:
            numbers = material.numbers(choice, pairs)
        testable = pd.Series(can_test, index=material.groups)
        trial = _trial(comparison, findings, numbers, testable)
        parts.append(trial.assign(choice=len(made)))
        made.append(choice)
    trials = pd.concat(parts, ignore_index=True)
    return Tried(tuple(made), trials, tuple(lacking))


def _offered(material: Material) -> tuple[list[Choice], list[str]]:
    """Return the choices, and what cannot be chosen."""
    offers = [offer_reprints(material), offer_agency(material), _calendar(material)]
    variations = offer_variations(material)
    choices = choices_of([offer.levels for offer in offers], variations.levels)
    lacking = [reason for offer in [*offers, variations] for reason in offer.lacking]
    return choices, lacking


def _calendar(material: Material) -> Offer:
    """Return the calendars that leave enough articles: a fine one may only show that few do."""
    offer = offer_calendar(material)
    original, *others = offer.levels
    levels, lacking = [original], list(offer.lacking)
    n_coarser: list[float] = []
    for level in others:
        within = level.settings["within"]
        if within is None:
            levels.append(level)
            continue
        noun = PERIOD_NOUNS[within]
        sizes = _sizes(material.pairs(Choice((level,))))
        if within == "M" and is_in_one_month(material):
            lacking.append("the same month (all articles are from one month)")
        elif min(sizes) < MIN_SIDE:
            lacking.append(f"the same {noun} (too few articles share {plural_of(noun)})")
        elif n_coarser and _is_much_less(sizes, n_coarser):
            lacking.append(f"the same {noun} (fewer than half of the articles would be left)")
        else:
            levels.append(level)
        n_coarser = sizes
    return Offer(levels, lacking)


def _sizes(pairs: list[Pair]) -> list[float]:
    """Return the independent articles of all sides a, and of all sides b."""
    sizes = np.array([pair.n_units for pair in pairs], dtype=float)
    return list(sizes.sum(axis=0))


def _is_much_less(sizes: list[float], others: list[float]) -> bool:
    return any(n < _LEAST_LEFT * other for n, other in zip(sizes, others, strict=True))


def _too_few(choice: Choice) -> list[str]:
    """Name a step that leaves too few articles; combinations go without saying."""
    step: Level | None = choice.step
    if step is None:
        return []
    if step.part == CALENDAR:
        return [f"the {step.label} (too few articles)"]
    if step.part == ALSO:
        return [f"{step.label} (too few articles would be left)"]
    return [f"{step.label} (too few articles)"]


def _trial(
    comparison: Comparison,
    findings: pd.DataFrame,
    numbers: pd.DataFrame,
    testable: pd.Series,
) -> pd.DataFrame:
    """Return what a choice says of each finding."""
    name, value = comparison.name, comparison.value
    keys = findings[["group", name]]
    columns = [value, "low", "high", "q", "n_articles_a", "n_articles_b"]
    found = numbers.set_index(["group", name])[columns].astype(float)
    rows = found.reindex(pd.MultiIndex.from_frame(keys)).reset_index()
    direction = np.sign(findings[value].to_numpy(dtype=float))
    same = np.sign(rows[value].to_numpy()) == direction
    can_test = rows["group"].map(testable).to_numpy(dtype=bool)
    return rows.assign(can_test=can_test, holds=same & (rows["q"] <= MAX_Q).to_numpy())
