"""Compare two sides, or each side with all others, once their names are known to be good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from mediakit.checks import require_columns
from mediakit.comparing.keyness import COLUMNS, MIN_SIDE, term_numbers
from mediakit.comparing.result import REST, Comparison
from mediakit.independence import gather_evidence
from mediakit.results import count_of
from mediakit.terms import TermMatrix, count_terms
from mediakit.uncertainty import discovery_rates

__all__ = ["Settings", "compare_sides"]


@dataclass(frozen=True)
class Settings:
    """The options that all comparisons share, as `compare` explains them."""

    fields: tuple[str, ...]
    stop_words: str | Iterable[str] | None
    min_articles: int
    reprints: str
    n_permutations: int
    random_state: int


def compare_sides(articles: pd.DataFrame, by: str, a: str | None, b: str | None, settings: Settings) -> Comparison:
    """Compare a with b, a with all others, or each group with all others; a side may turn out empty."""
    require_columns(articles, [by, *settings.fields])
    if settings.stop_words is not None and not isinstance(settings.stop_words, str):
        settings = replace(settings, stop_words=tuple(settings.stop_words))
    rows = articles.loc[articles[by].notna()]
    rows = rows.assign(**{by: rows[by].astype(str)})  # groups are told apart, and named, by what they print as
    a, b = (None if name is None else str(name) for name in (a, b))
    n_aside = len(articles) - len(rows)
    name = "date" if by == "period" else by
    set_aside = f" {count_of(n_aside, 'article')} without a value for {name} set aside." if n_aside else ""
    groups = sorted(rows[by].unique()) if a is None else [a]
    if b is not None:
        rows = rows.loc[rows[by].isin([a, b])]
    counted = count_terms(rows, fields=settings.fields, stop_words=settings.stop_words)
    parts, sides, sizes = [], [], []
    for group in groups:
        part, size = _one_pair(rows, by, group, counted, settings)
        sides.append((str(group), REST if b is None else str(b)))
        sizes.append(size)
        parts.append(part.assign(group=str(group)))
    evidence = gather_evidence(rows, sides=[by], reprints=settings.reprints)
    return Comparison(
        evidence=evidence,
        reason=_reason(sides, sizes),
        numbers=_in_order(parts),
        by=by,
        sides=tuple(sides),
        sizes=tuple(sizes),
        min_articles=settings.min_articles,
        n_permutations=settings.n_permutations,
        fields=settings.fields,
        set_aside=set_aside,
        again=partial(_with_reprints, rows, by, a, b, settings),
    )


def _with_reprints(
    rows: pd.DataFrame, by: str, a: str | None, b: str | None, settings: Settings, reprints: str
) -> Comparison:
    return compare_sides(rows, by, a, b, replace(settings, reprints=reprints))


def _reason(sides: list[tuple[str, str]], sizes: list[tuple[int, int]]) -> str:
    """Say what could not be compared, or not be tested, and why."""
    if not sides or all(0 in size for size in sizes):
        return "There is only one side: nothing to compare with."
    small = [f"{a} and {b}" for (a, b), size in zip(sides, sizes, strict=True) if min(size) < MIN_SIDE]
    if not small:
        return ""
    more = f" and {len(small) - 3} more" if len(small) > 3 else ""
    return f"A test needs {MIN_SIDE} independent articles a side; not so for {'; '.join(small[:3])}{more}."


def _one_pair(
    rows: pd.DataFrame, by: str, group: object, counted: TermMatrix, settings: Settings
) -> tuple[pd.DataFrame, tuple[int, int]]:
    """Return the numbers of one group against the rest of the rows, and the articles of the two sides."""
    marked = rows.assign(_in_a=rows[by] == group)
    evidence = gather_evidence(marked, sides=["_in_a"], reprints=settings.reprints)
    in_a = evidence.articles["_in_a"].to_numpy(dtype=bool)
    n_a, n_b = (len(np.unique(evidence.groups[here])) for here in (in_a, ~in_a))
    if not (n_a and n_b):
        return pd.DataFrame(columns=COLUMNS), (n_a, n_b)
    numbers = term_numbers(
        counted,
        evidence,
        in_a,
        min_articles=settings.min_articles,
        n_permutations=settings.n_permutations,
        random_state=settings.random_state,
    )
    return numbers, (n_a, n_b)


def _in_order(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return all rows with q over one family, the surest first.

    First what has a false discovery rate of 5 % or less, then by the bound of the log ratio that is nearer
    zero (0 where there is no range, or it spans zero), then by p, size and name.
    """
    filled = [part for part in parts if len(part)]
    numbers = pd.concat(filled or [pd.DataFrame(columns=COLUMNS, dtype=float)], ignore_index=True)
    numbers = numbers.assign(q=discovery_rates(numbers["p"]))[COLUMNS]
    low, high = numbers["low"], numbers["high"]
    sure = np.where((low > 0) | (high < 0), np.minimum(low.abs(), high.abs()), 0.0)
    order = numbers.assign(_open=~(numbers["q"] <= 0.05), _sure=-sure, _size=-numbers["log_ratio"].abs())
    order = order.sort_values(["_open", "_sure", "p", "_size", "group", "term"], kind="stable", na_position="last")
    return order[COLUMNS].reset_index(drop=True)
