"""What must hold before an analysis starts, and the plain error when it does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from mediakit.errors import ColumnMissing, UnknownValue, nearest
from mediakit.wording import choose

__all__ = [
    "as_list",
    "in_fixed_order",
    "one_of",
    "require_columns",
    "require_unique_ids",
    "require_values",
    "require_whole",
    "with_plain_types",
]


def require_columns(articles: pd.DataFrame, names: Iterable[str]) -> None:
    """Raise unless the table is a DataFrame with these columns."""
    if not isinstance(articles, pd.DataFrame):
        raise TypeError(_no_table(articles))
    for name in names:
        if name not in articles.columns:
            raise ColumnMissing(_no_column(articles, name))
        if name == "date":
            _require_days(articles["date"])


def _no_table(given: object) -> str:
    """Say what to do with something that is no table; it may know that itself."""
    hint = getattr(given, "hint_for_tables", "")
    expected = "Expected a table of articles (a pandas DataFrame)"
    return f"{expected}; got {_with_article(type(given).__name__)}. {hint}".rstrip()


def _with_article(name: str) -> str:
    """Return the name of a type with its article: an int, a Series."""
    if name == "NoneType":
        return "None"
    if name[:1].lower() in "aeiou":
        return f"an {name}"
    return f"a {name}"


def _no_column(articles: pd.DataFrame, name: str) -> str:
    if name == "article_id":
        return (
            "There is no column 'article_id' in the articles table. It tells the articles apart; "
            "mk.as_articles(table) makes one for a table of your own."
        )
    return nearest("column", name, articles.columns, where="the articles table")


def _require_days(dates: pd.Series) -> None:
    """Raise unless a column of dates has pandas' own type, without a time zone."""
    if isinstance(dates.dtype, pd.ArrowDtype):
        raise UnknownValue(
            "The column 'date' has a pyarrow type, which cannot be grouped by week or month. "
            "Convert it: articles.assign(date=articles['date'].astype('datetime64[us]'))."
        )
    if isinstance(dates.dtype, pd.DatetimeTZDtype):
        raise UnknownValue(
            "The column 'date' has a time zone, but a date is the day on the publisher's calendar. "
            "Use articles.assign(date=articles['date'].dt.tz_localize(None).dt.normalize()); if "
            "the times are in another zone, convert them to the publisher's with dt.tz_convert "
            "first."
        )
    if len(dates) and not pd.api.types.is_datetime64_any_dtype(dates):
        raise UnknownValue(
            "The column 'date' holds text, not dates. Use mk.as_articles(table), or convert it: "
            "articles.assign(date=pd.to_datetime(articles['date'], format='%d/%m/%Y')), with the "
            "format of your dates. Without a format pandas reads 03/04 as 4 March."
        )


def require_unique_ids(articles: pd.DataFrame, columns: Iterable[str] = ()) -> None:
    """Raise unless the table has these columns, and an article_id for each row and for no other."""
    require_columns(articles, ["article_id", *columns])
    n_missing = int(articles["article_id"].isna().sum())
    if n_missing:
        raise UnknownValue(
            f"Each article needs an article_id; {n_missing:,} of {len(articles):,} "
            f"{choose(n_missing, 'has', 'have')} none."
        )
    is_repeated = articles["article_id"].duplicated()
    n_repeated = int(is_repeated.sum())
    if n_repeated:
        first = articles.loc[is_repeated, "article_id"].iloc[0]
        raise UnknownValue(
            f"Each article needs an article_id of its own; {n_repeated:,} of {len(articles):,} "
            f"{choose(n_repeated, 'repeats', 'repeat')} one, such as '{first}'."
        )


def in_fixed_order(articles: pd.DataFrame, columns: Iterable[str] = ()) -> pd.DataFrame:
    """Return the rows sorted by article_id and with plain types.

    So no number depends on the order or the types that they came in.
    """
    require_unique_ids(articles, columns)
    rows = with_plain_types(articles)
    return rows.sort_values("article_id", kind="stable").reset_index(drop=True)


def with_plain_types(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table with ids and texts as plain strings, and with dates that are days.

    Ids may be numbers. Text may be of any of pandas' types (object, string, category, pyarrow).
    Dates may carry a time of day.
    """
    changed = {}
    for name in articles.columns:
        column = articles[name]
        if name == "article_id" or _is_text(column):
            if column.dtype != "str":
                changed[name] = _as_text(column)
        elif name == "date" and _has_times(column):
            changed[name] = column.dt.normalize()
    rows = articles.copy(deep=False)
    for name, column in changed.items():
        rows[name] = column
    return rows


def _as_text(column: pd.Series) -> pd.Series:
    try:
        return column.astype("str")
    except UnicodeEncodeError:  # half a character, which the reader of the words refuses
        return column


def _is_text(column: pd.Series) -> bool:
    kind = column.dtype
    if pd.api.types.is_object_dtype(kind):
        return pd.api.types.infer_dtype(column, skipna=True) == "string"
    if isinstance(kind, pd.CategoricalDtype):
        kind = kind.categories.dtype
    return pd.api.types.is_string_dtype(kind)


def _has_times(dates: pd.Series) -> bool:
    if not isinstance(dates.dtype, np.dtype) or dates.dtype.kind != "M":
        return False
    known = dates.dropna()
    return bool((known != known.dt.normalize()).any())


def one_of(kind: str, given: object, valid: Iterable[object]) -> None:
    """Raise unless the value given is one of the valid ones."""
    names = list(valid)
    if given not in names:
        raise UnknownValue(nearest(kind, given, names))


def require_whole(name: str, given: object, *, least: int) -> None:
    """Raise unless a number given is whole and no less than the least."""
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < least:
        raise UnknownValue(f"{name} must be a whole number, {least} or more; got {given!r}.")


def require_values(articles: pd.DataFrame, column: str, wanted: Iterable[object]) -> None:
    """Raise unless each wanted value is in the column."""
    require_columns(articles, [column])
    present = set(articles[column].dropna())
    for value in wanted:
        if value not in present:
            raise UnknownValue(nearest(column, value, present, where="the articles table"))


def as_list(by: str | Sequence[str] | None) -> list[str]:
    """Return `by=` as a list of column names."""
    if by is None:
        return []
    if isinstance(by, str):
        return [by]
    return list(by)
