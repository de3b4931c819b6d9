"""What came first: articles with the types that comparing times needs, in order of time; and what a story is called."""

from __future__ import annotations

import pandas as pd

from mediakit.checks import as_list, require_columns
from mediakit.errors import ColumnMissing, UnknownValue

__all__ = ["called", "in_order", "require_story", "settled"]


_NAMES = ("article_id", "outlet", "title", "story", "reprint_group", "agency", "agency_place")


def settled(articles: pd.DataFrame, *needed: str) -> pd.DataFrame:
    """Return the articles with names as text, blank ones missing, dates as days and `published_at` in UTC."""
    require_columns(articles, ["article_id", "outlet", "date", *needed])
    lacking = {name: None for name in ("title", "published_at") if name not in articles.columns}
    rows = articles.assign(**lacking)
    times = rows["published_at"]
    if times.notna().any() and not pd.api.types.is_datetime64_any_dtype(times):
        raise UnknownValue(
            "The column published_at holds text, not times. Read the table with read_articles, or use "
            "articles.assign(published_at=pd.to_datetime(articles['published_at'], utc=True))."
        )
    names = {name: _names(rows[name]) for name in _NAMES if name in rows.columns}
    day = pd.to_datetime(rows["date"]).dt.normalize().astype("datetime64[us]")
    return rows.assign(
        **names,
        date=day,
        published_at=pd.to_datetime(times, utc=True).astype("datetime64[us, UTC]"),
    )


def _names(column: pd.Series) -> pd.Series:
    """Return names as text: whole numbers without a point, blanks as missing."""
    names = column.convert_dtypes().astype("str")
    return names.mask(names.str.strip() == "")


def require_story(articles: pd.DataFrame) -> None:
    """Raise unless the stories were found."""
    require_columns(articles, [])
    if "story" not in articles.columns:
        raise ColumnMissing(
            "There is no column 'story' in the articles table. Find the stories: same_story(articles)."
        )


def in_order(articles: pd.DataFrame, together: str | list[str]) -> pd.DataFrame:
    """Return settled articles, the earliest first: the one order in which a story is told and named everywhere.

    What stands together (a column or several: a story) is ordered by `published_at` where each of its articles has one,
    else by date, of one date those with a time first. What is of one time goes by outlet, then by article_id.
    """
    known = articles[["date", "published_at"]].notna().all(axis=1)
    timed = known.groupby([articles[name] for name in as_list(together)], dropna=False).transform(
        "all"
    )
    when = articles["date"].mask(timed.astype(bool), articles["published_at"].dt.tz_localize(None))
    order = ["_when", "published_at", "outlet", "article_id"]
    return articles.assign(_when=when).sort_values(order, ignore_index=True).drop(columns="_when")


def called(titles: pd.Series) -> str:
    """Return the first title that there is, in quotation marks, or that there is none."""
    known = titles.dropna()
    return f"“{' '.join(known.iloc[0].split())}”" if len(known) else "a story without a title"
