"""One table for all of them: the mean of each feature in each group, over independent articles,
with its range."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.arrays import Floats, Longs
from mediakit.features.featuring import Features
from mediakit.independence import Evidence
from mediakit.uncertainty import score_interval, share_interval, stable

__all__ = ["group_means", "group_sizes", "whole_if_possible"]


def group_sizes(evidence: Evidence) -> pd.DataFrame:
    """Return a row a group: its labels, n_articles, and n_independent (reprints counted as the
    evidence has them)."""
    of_units = _group_numbers(evidence.unit_labels)
    of_articles = _group_numbers(evidence.labels)
    first = np.unique(of_articles, return_index=True)[1]
    table = evidence.labels.iloc[first].reset_index(drop=True)
    return table.assign(
        n_articles=np.bincount(of_articles, minlength=len(first)),
        n_independent=np.bincount(of_units, minlength=len(first)),
    )


def group_means(
    evidence: Evidence,
    features: Features,
    *,
    interval: str,
) -> pd.DataFrame:
    """Return a row a feature and group.

    Parameters
    ----------
    evidence : Evidence
        The articles, labelled with their groups.
    features : Features
        The numbers of each article.
    interval : {'share', 'score'}
        The range of a share of articles (Wilson), for features that are 0 or 1; or of a mean of
        scores that are not below 0 (delta method on the log scale).

    Returns
    -------
    DataFrame
        feature, the labels, mean with low and high (95%), total (the sum over units), n_articles,
        n_independent (units) and n_texts (different texts).
    """
    values = features.of(evidence.counted_ids)
    units = np.asarray(evidence.per_unit(values), dtype=float)
    of_units = _group_numbers(evidence.unit_labels)
    sizes = group_sizes(evidence)
    n_texts = _n_texts(evidence, of_units, len(sizes))
    parts = []
    for column, name in enumerate(features.names):
        if interval == "share":
            numbers = _share_ranges(units[:, column], of_units, sizes)
        else:
            numbers = _score_ranges(units[:, column], of_units, len(sizes))
        part = sizes.assign(**numbers, n_texts=n_texts)
        part.insert(0, "feature", name)
        parts.append(part)
    if not parts:
        return sizes.head(0).assign(feature="", total=0, mean=0.0, low=0.0, high=0.0, n_texts=0)
    return pd.concat(parts, ignore_index=True)


def _group_numbers(labels: pd.DataFrame) -> Longs:
    """Return for each row the number of its group, in the order of the labels."""
    if labels.columns.empty:
        return np.zeros(len(labels), dtype=np.int64)
    grouped = labels.groupby(list(labels.columns), sort=True)
    return grouped.ngroup().to_numpy(dtype=np.int64)


def _n_texts(
    evidence: Evidence,
    of_units: Longs,
    n_groups: int,
) -> Longs:
    """Return how many different texts each group has."""
    texts = evidence.texts[evidence.unit_rows]
    pairs = np.unique(np.column_stack([of_units, texts]), axis=0)
    return np.bincount(pairs[:, 0].astype(np.int64), minlength=n_groups)


def _share_ranges(
    units: Floats,
    groups: Longs,
    sizes: pd.DataFrame,
) -> dict[str, object]:
    totals = np.asarray(np.bincount(groups, weights=units, minlength=len(sizes)), dtype=float)
    totals = totals.round(6)
    n_units = sizes["n_independent"].to_numpy()
    low, high = share_interval(totals, n_units)
    mean = stable(totals / np.maximum(n_units, 1))
    return {"total": whole_if_possible(totals), "mean": mean, "low": low, "high": high}


def _score_ranges(
    units: Floats,
    groups: Longs,
    n_groups: int,
) -> dict[str, object]:
    order = np.argsort(groups, kind="stable")
    ends = np.cumsum(np.bincount(groups, minlength=n_groups))[:-1]
    ranges = [score_interval(units[places]) for places in np.split(order, ends)[:n_groups]]
    mean, low, high = np.array(ranges, dtype=float).reshape(-1, 3).T
    totals = np.bincount(groups, weights=units, minlength=n_groups)
    return {"total": totals, "mean": mean, "low": low, "high": high}


def whole_if_possible(values: Floats) -> npt.NDArray[np.generic]:
    """Return numbers as whole ones if all of them are: they are, unless reprints share one unit."""
    if (values == np.round(values)).all():
        return values.astype(np.int64)
    return values
