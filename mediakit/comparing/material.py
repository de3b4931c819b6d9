"""What a comparison works on: the articles that can be compared, and what is counted in each."""

from __future__ import annotations

import pandas as pd

from mediakit.checks import require_columns
from mediakit.comparing.features import Features, features_of
from mediakit.comparing.pairs import SIDE, STRATUM, UNIT
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.errors import UnknownValue
from mediakit.periods import FREQUENCIES, period_start
from mediakit.results import count_of
from mediakit.stories.order import require_story
from mediakit.terms import TermMatrix, count_terms
from mediakit.tokens import FIELDS

__all__ = ["PERIOD", "name_of", "names_of", "rows_to_compare", "what_to_compare"]


#: The column of the periods that `compare_periods` makes.
PERIOD = "_period"


def rows_to_compare(
    articles: pd.DataFrame, by: str, sides: list[str] | None, settings: Settings
) -> tuple[pd.DataFrame, str]:
    """Return the articles of the sides, or of all, with `SIDE`, `STRATUM` and `UNIT`; in words, what has none."""
    periodic = settings.within in FREQUENCIES
    within, unit = (
        "date" if periodic else settings.within,
        None if settings.unit == ARTICLE else settings.unit,
    )
    if "story" in (within, unit):
        require_story(articles)
    require_columns(
        articles, [by, *(name for name in (within, unit) if name is not None), *settings.fields]
    )
    if settings.within == by:
        raise UnknownValue(f"by and within are both '{by}': within it there is nothing to compare.")
    rows, said = _set_aside(articles, "date" if by == PERIOD else by, articles[by].isna())
    rows = rows.assign(**{SIDE: names_of(rows[by])})
    rows = rows if sides is None else rows.loc[rows[SIDE].isin(sides)]
    if within is not None:
        rows, more = _set_aside(rows, within, rows[within].isna())
        said += more
    strata = (
        period_start(rows["date"], str(settings.within))
        if periodic
        else rows[within]
        if within
        else 0
    )
    units = pd.Series(pd.NA, index=rows.index, dtype="str")
    if unit is not None:
        units = names_of(rows[unit]).where(rows[unit].notna())
        n = int(units.isna().sum())
        said += (
            f" {count_of(n, 'article')} without a value for {unit} counted each for itself."
            if n
            else ""
        )
    return rows.assign(**{STRATUM: strata, UNIT: units}), said


def names_of(values: pd.Series) -> pd.Series:
    """Return the names of groups: what they print as, whole numbers without a point."""
    if pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all():
        values = values.astype("Int64")
    return values.astype("str")


def name_of(value: object) -> str:
    """Return the name of one group."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def what_to_compare(
    rows: pd.DataFrame, settings: Settings
) -> tuple[TermMatrix | Features, pd.DataFrame, str]:
    """Return the counts or features of the articles, the articles that have them, and in words how many have not."""
    given = settings.features
    if given is None:
        counted = count_terms(rows, fields=settings.fields, stop_words=settings.stop_words)
        return counted, *_set_aside(
            rows, "words", rows["article_id"].isin(counted.article_ids[counted.n_words == 0])
        )
    if isinstance(given, TermMatrix):
        if not given.are_counts:
            raise UnknownValue(
                "A comparison takes counts: use count_terms(articles) instead of weigh_terms."
            )
        if set(settings.fields) not in (set(FIELDS), set(given.fields)):
            raise UnknownValue(
                f"The counts are of {' and '.join(given.fields)}: leave fields= out, or count again."
            )
        known = given.article_ids[given.n_words > 0]
        return given, *_set_aside(rows, "features", ~rows["article_id"].isin(known))
    features = features_of(given, rows, settings.fields)
    known = features.values.set_index("article_id").reindex(rows["article_id"])[features.names]
    lacking = [name for name in features.names if known[name].isna().any()]
    named = ", ".join(lacking[:5]) + (f" and {len(lacking) - 5} more" if len(lacking) > 5 else "")
    missing = pd.Series(known.isna().any(axis=1).to_numpy(), index=rows.index)
    kept, said = _set_aside(rows, named, missing)
    return features, kept, said


def _set_aside(rows: pd.DataFrame, name: str, missing: pd.Series) -> tuple[pd.DataFrame, str]:
    """Return the rows that are not missing something, and in words how many are."""
    n = int(missing.sum())
    return rows.loc[
        ~missing
    ], f" {count_of(n, 'article')} without a value for {name} set aside." if n else ""
