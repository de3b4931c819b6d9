"""What must hold before an analysis starts, and the plain error when it does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from mediakit.errors import ColumnMissing, UnknownValue, nearest

__all__ = [
    "as_list",
    "in_fixed_order",
    "one_of",
    "require_columns",
    "require_unique_ids",
    "require_values",
    "require_whole",
]


def require_columns(articles: pd.DataFrame, names: Iterable[str]) -> None:
    """Raise unless the table is a DataFrame with these columns."""
    if not isinstance(articles, pd.DataFrame):
        raise TypeError(_no_table(articles))
    for name in names:
        if name == "article_id" and name not in articles.columns:
            raise ColumnMissing(
                "There is no column 'article_id' in the articles table. It tells the articles apart. Save a table of "
                "your own with to_csv and read that with read_articles, or add numbers: "
                "table.assign(article_id=range(len(table)))."
            )
        if name not in articles.columns:
            raise ColumnMissing(
                nearest("column", name, articles.columns, where="the articles table")
            )
        if (
            name == "date"
            and len(articles)
            and not pd.api.types.is_datetime64_any_dtype(articles["date"])
        ):
            raise UnknownValue(
                "The column date holds text, not dates. Read the table with read_articles, or use "
                "articles.assign(date=pd.to_datetime(articles['date'], format='%d/%m/%Y')) with the format they have: "
                "left to itself pandas takes 03/04 for 4 March."
            )
        if name == "date" and isinstance(articles["date"].dtype, pd.ArrowDtype):
            raise UnknownValue(
                "The column date is of pyarrow's type, which knows no weeks or months. Take pandas' own: "
                "articles.assign(date=articles['date'].astype('datetime64[us]'))."
            )
        if name == "date" and isinstance(articles["date"].dtype, pd.DatetimeTZDtype):
            raise UnknownValue(
                "The column date has a time zone; a date is the day where the publisher is. Take it without: "
                "articles.assign(date=articles['date'].dt.tz_localize(None).dt.normalize()), after dt.tz_convert to "
                "the publisher's zone where the times are in another."
            )


def _no_table(given: object) -> str:
    """Say what to do with something that is no table."""
    hint = ""
    if type(given).__name__ == "ArticleChunks":
        hint = (
            " Only count_terms and weigh_terms take what scan_articles returns. Ask its tables one by one: "
            'pd.concat([mk.mentioning(part, "ferry") for part in chunks]).'
        )
    return f"Expected a table of articles (a pandas DataFrame), got {type(given).__name__}.{hint}"


def require_unique_ids(articles: pd.DataFrame, columns: Iterable[str] = ()) -> None:
    """Raise unless the table has these columns, and an article_id for each row that no other row has."""
    require_columns(articles, ["article_id", *columns])
    repeated = articles["article_id"].duplicated()
    if repeated.any():
        first = articles.loc[repeated, "article_id"].iloc[0]
        raise UnknownValue(
            f"article_id must be unique; {int(repeated.sum())} rows repeat one, e.g. '{first}'."
        )


def in_fixed_order(articles: pd.DataFrame, columns: Iterable[str] = ()) -> pd.DataFrame:
    """Return the rows sorted by article_id, so that no number depends on the order they came in."""
    require_unique_ids(articles, columns)
    return articles.sort_values("article_id", kind="stable").reset_index(drop=True)


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
    """Raise unless each wanted value stands in the column."""
    require_columns(articles, [column])
    present = set(articles[column].dropna())
    for value in wanted:
        if value not in present:
            raise UnknownValue(nearest(column, value, present, where="the articles table"))


def as_list(by: str | Sequence[str] | None) -> list[str]:
    """Return `by=` as a list of column names."""
    if by is None:
        return []
    return [by] if isinstance(by, str) else list(by)
