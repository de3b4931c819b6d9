"""Articles ready for comparing times: their types, their order, and what a story is called."""

from __future__ import annotations

import pandas as pd

from mediakit.checks import as_list, require_columns
from mediakit.errors import ColumnMissing, UnknownValue

__all__ = ["by_time", "headline_of", "prepare_rows", "require_story"]

_NAMES = ("article_id", "outlet", "title", "story", "reprint_group", "agency", "agency_place")


def prepare_rows(articles: pd.DataFrame, *needed: str) -> pd.DataFrame:
    """Return the articles with the types that comparing needs.

    Names are text, blank ones missing; dates are days; `published_at` is in UTC.
    """
    require_columns(articles, ["article_id", "outlet", "date", *needed])
    rows = articles.copy(deep=False)
    for name in ("title", "published_at"):
        if name not in rows.columns:
            rows = rows.assign(**{name: None})
    times = rows["published_at"]
    if times.notna().any() and not pd.api.types.is_datetime64_any_dtype(times):
        raise UnknownValue(
            "The column 'published_at' holds text, not times. Use mk.as_articles(table), or "
            "convert it: "
            "articles.assign(published_at=pd.to_datetime(articles['published_at'], utc=True))."
        )
    names = {name: _as_text(rows[name]) for name in _NAMES if name in rows.columns}
    days = pd.to_datetime(rows["date"]).dt.normalize().astype("datetime64[us]")
    instants = pd.to_datetime(times, utc=True).astype("datetime64[us, UTC]")
    return rows.assign(
        **names,
        date=days,
        published_at=instants,
    )


def _as_text(column: pd.Series) -> pd.Series:
    """Return names as text: whole numbers without a point, blanks as missing."""
    names = column.convert_dtypes().astype("str")
    return names.mask(names.str.strip() == "")


def require_story(articles: pd.DataFrame) -> None:
    """Raise unless the table says which story each article belongs to."""
    require_columns(articles, [])
    if "story" not in articles.columns:
        raise ColumnMissing(
            "There is no column 'story' in the articles table. Add it with mark_stories(articles)."
        )


def by_time(articles: pd.DataFrame, together: str | list[str]) -> pd.DataFrame:
    """Return prepared articles, the earliest first: the order in which stories are told and named.

    The articles of a group (the columns `together`, such as a story) are ordered by `published_at`
    if each of them has one, else by date, and those of one date with a time first. Articles of the
    same time are ordered by outlet, then by article_id.
    """
    has_time = articles[["date", "published_at"]].notna().all(axis=1)
    groups = [articles[name] for name in as_list(together)]
    is_timed = has_time.groupby(groups, dropna=False).transform("all").astype(bool)
    instants = articles["published_at"].dt.tz_localize(None)
    rows = articles.assign(_when=articles["date"].mask(is_timed, instants))
    order = ["_when", "published_at", "outlet", "article_id"]
    return rows.sort_values(order, ignore_index=True).drop(columns="_when")


def headline_of(titles: pd.Series) -> str:
    """Return the first title, in quotation marks, or say that there is none."""
    known = titles.dropna()
    if known.empty:
        return "a story without a title"
    return f"“{' '.join(known.iloc[0].split())}”"
