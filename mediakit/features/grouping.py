"""Articles put into groups and periods, and what had to be left out for that."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.checks import as_list, require_columns
from mediakit.errors import UnknownValue
from mediakit.independence import Evidence, gather_evidence
from mediakit.periods import fitting_freq, period_start, require_freq
from mediakit.wording import choose, count_of

__all__ = ["chosen_freq", "group_articles", "left_out_note", "name_of", "names_of", "why_empty"]


def chosen_freq(
    articles: pd.DataFrame,
    freq: str | None,
    by: Sequence[str],
) -> str | None:
    """Return the letter of the period, the fitting one for 'auto'."""
    if freq is None:
        return None
    require_freq(freq, auto=True)
    if "date" in by:
        raise UnknownValue(
            "by='date' and freq= both group the articles by date. Use freq='D' for every day, "
            "including those without articles, or by='date' without freq for the days that have "
            "some."
        )
    if freq != "auto":
        return freq
    require_columns(articles, ["date"])
    return fitting_freq(articles["date"])


def group_articles(
    articles: pd.DataFrame,
    by: Sequence[str],
    freq: str | None,
    *,
    reprints: str,
    kept: npt.NDArray[np.bool_] | None = None,
) -> tuple[Evidence, str]:
    """Return the articles that have a group and a period, labelled with both; in words, how many
    have not.

    The labels are the columns of `by` and, with `freq`, `date`: the first day of the period.
    """
    columns = list(by)
    if freq is not None:
        columns.append("date")
    require_columns(articles, columns)
    labels = articles[columns].reset_index(drop=True)
    missing = labels.isna()
    known = ~missing.any(axis=1).to_numpy()
    if kept is not None:
        missing = missing[kept]
        known &= kept
    notes = [left_out_note(int(n), str(name)) for name, n in missing.sum().items()]
    if freq is not None:
        labels = labels.assign(date=period_start(labels["date"], freq))
    evidence = gather_evidence(articles, labels=labels, kept=known, reprints=reprints)
    return evidence, "".join(notes)


def left_out_note(n: int, name: str) -> str:
    """Say how many articles are left out because they lack a value."""
    if not n:
        return ""
    has = choose(n, "has", "have")
    was = choose(n, "was", "were")
    return f" {count_of(n, 'article')} {has} no {name} and {was} left out."


def why_empty(articles: pd.DataFrame, numbers: pd.DataFrame) -> str:
    """Say why there is nothing to count, if there is nothing."""
    if len(numbers):
        return ""
    if len(articles):
        for name in as_list(list(numbers.columns)):
            if name in articles.columns and articles[name].isna().all():
                return f"None of the {count_of(len(articles), 'article')} has a known {name}."
    return "There are no articles to count."


def names_of(values: pd.Series) -> pd.Series:
    """Return the names of groups: what they print as, whole numbers without a point."""
    if pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all():
        values = values.astype("Int64")
    return values.astype("str").where(values.notna())


def name_of(value: object) -> str:
    """Return the name of one group."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
