"""What a comparison works on: the articles that can be compared, and what is counted in each."""

from __future__ import annotations

import pandas as pd

from mediakit.checks import FREQUENCIES, require_columns
from mediakit.comparing.features import Features, features_of
from mediakit.comparing.pairs import strata_of
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.errors import UnknownValue
from mediakit.results import count_of
from mediakit.terms import TermMatrix, count_terms

__all__ = ["rows_to_compare", "what_to_compare"]


def rows_to_compare(
    articles: pd.DataFrame, by: str, sides: list[str] | None, settings: Settings
) -> tuple[pd.DataFrame, str]:
    """Return the articles of the sides, or of all, that have a stratum; sides as text; in words how many have not."""
    within = "date" if settings.within in FREQUENCIES else settings.within
    held = [name for name in (within, settings.unit) if name is not None and name != ARTICLE]
    require_columns(articles, [by, *held, *settings.fields])
    if settings.within == by:
        raise UnknownValue(f"by and within are both '{by}': within it there is nothing to compare.")
    rows, said = _set_aside(articles, "date" if by == "period" else by, articles[by].isna())
    # Groups are told apart, and named, by what they print as.
    rows = rows.assign(**{by: rows[by].astype(str)})
    rows = rows if sides is None else rows.loc[rows[by].isin(sides)]
    if within is not None:
        rows, more = _set_aside(rows, within, strata_of(rows, settings).isna())
        said += more
    return rows, said


def what_to_compare(rows: pd.DataFrame, settings: Settings) -> tuple[TermMatrix | Features, pd.DataFrame, str]:
    """Return the counts or features of the articles, the articles that have them, and in words how many have not."""
    given = settings.features
    if given is None:
        return count_terms(rows, fields=settings.fields, stop_words=settings.stop_words), rows, ""
    if isinstance(given, TermMatrix):
        if not given.are_counts:
            raise UnknownValue("A comparison takes counts: use count_terms(articles) instead of weigh_terms.")
        kept, said = _set_aside(rows, "features", ~rows["article_id"].isin(given.article_ids))
        return given, kept, said
    features = features_of(given, rows, settings.fields)
    complete = features.values.loc[features.values[features.names].notna().all(axis=1), "article_id"]
    kept, said = _set_aside(rows, "features", ~rows["article_id"].isin(complete))
    return features, kept, said


def _set_aside(rows: pd.DataFrame, name: str, missing: pd.Series) -> tuple[pd.DataFrame, str]:
    """Return the rows that are not missing something, and in words how many are."""
    n = int(missing.sum())
    return rows.loc[~missing], f" {count_of(n, 'article')} without a value for {name} set aside." if n else ""
