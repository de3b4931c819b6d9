"""Features in groups and periods, as a table that a result shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.features.featuring import Features
from mediakit.features.grouping import chosen_freq, group_articles
from mediakit.features.means import group_means
from mediakit.features.over_time import over_every_period
from mediakit.independence import Evidence, mark_small

__all__ = ["Spread", "features_by_group"]

_LAST = ["n_articles", "n_independent", "small_sample", "gap", "partial"]


@dataclass(frozen=True, eq=False)
class Spread:
    """The mean of each feature in each group and period.

    Attributes
    ----------
    numbers : DataFrame
        A row a feature, group and period.
    evidence : Evidence
        The articles behind them.
    by : tuple of str
        The columns that make the groups.
    freq : str or None
        The period.
    feature, value : str
        The columns of the features and of their means.
    left_out : str
        How many articles have no group or period, in words.
    """

    numbers: pd.DataFrame
    evidence: Evidence
    by: tuple[str, ...]
    freq: str | None
    feature: str
    value: str
    left_out: str


def features_by_group(
    evidence: Evidence,
    features: Features,
    *,
    by: Sequence[str],
    freq: str | None,
    interval: str,
    reprints: str,
    names: Mapping[str, str],
) -> Spread:
    """Return the mean of each feature overall, or in each group and period.

    Parameters
    ----------
    evidence : Evidence
        The articles of the result.
    features : Features
        Their numbers; articles without any are left out.
    by : sequence of str
        Columns to group by.
    freq : str or None
        The letter of a period, or 'auto'.
    interval : {'share', 'score'}
        As in `group_means`.
    reprints : {'collapse', 'keep', 'weight'}
        How the rows of one `reprint_group` count within a group.
    names : mapping of str to str
        What to call the columns feature, mean and total of `group_means`; without total it is left
        out.
    """
    freq = chosen_freq(evidence.table, freq, by)
    grouped, left_out = group_articles(
        evidence.table, by, freq, reprints=reprints, kept=_with_numbers(evidence, features)
    )
    numbers = group_means(grouped, features, interval=interval)
    if interval == "score":
        numbers = numbers.assign(n_independent=numbers["n_texts"]).dropna(subset="mean")
    numbers = mark_small(numbers).rename(columns=dict(names))
    feature, value = names["feature"], names["mean"]
    if freq is not None:
        dates = evidence.column("date")
        keys = [feature, *by]
        numbers = over_every_period(numbers, keys, evidence=grouped, dates=dates, freq=freq)
        numbers = numbers.assign(small_sample=numbers["small_sample"].eq(True))
    columns = [feature, *by, "date", value, "low", "high"]
    if "total" in names:
        columns.append(names["total"])
    kept = dict.fromkeys(name for name in [*columns, *_LAST] if name in numbers.columns)
    numbers = numbers[list(kept)].reset_index(drop=True)
    return Spread(numbers, grouped, tuple(by), freq, feature, value, left_out.lstrip())


def _with_numbers(evidence: Evidence, features: Features) -> np.ndarray:
    """Say of each row of the table whether it was read and has numbers."""
    values = features.of(evidence.article_ids)
    known = ~np.isnan(values).all(axis=1)
    kept = np.zeros(len(evidence.table), dtype=bool)
    kept[evidence.places[known]] = True
    return kept
