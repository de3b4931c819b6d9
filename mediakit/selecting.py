"""Keep some of the articles: by outlet, by date, by what they mention."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.checks import as_list, require_columns, require_values
from mediakit.errors import UnknownValue
from mediakit.periods import as_day
from mediakit.queries import find, parse_query
from mediakit.tokens import FIELDS, words_of

__all__ = ["between_dates", "mentioning", "published_by"]


def published_by(articles: pd.DataFrame, outlets: str | Sequence[str]) -> pd.DataFrame:
    """Keep the articles of one outlet or several.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    outlets : str or list of str
        Names as the column `outlet` has them.

    Returns
    -------
    DataFrame
        The rows kept, in their order.

    Raises
    ------
    UnknownValue
        If an outlet has no article; the message names the nearest ones.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> mk.published_by(articles, "harbourpost.example")["outlet"].nunique()
    1
    """
    names = as_list(outlets)
    require_values(articles, "outlet", names)
    return articles.loc[articles["outlet"].isin(names)].reset_index(drop=True)


def between_dates(articles: pd.DataFrame, first: object, last: object) -> pd.DataFrame:
    """Keep the articles from the first day to the last, both included; undated ones are left out.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    first, last : str or date
        Such as '2031-03-01'.

    Returns
    -------
    DataFrame
        The rows kept, in their order.

    Raises
    ------
    UnknownValue
        If a date cannot be read, or the first is after the last.

    Examples
    --------
    >>> import mediakit as mk
    >>> march = mk.between_dates(mk.load_demo_articles(), "2031-03-01", "2031-03-31")
    >>> str(march["date"].max().date())
    '2031-03-31'
    """
    require_columns(articles, ["date"])
    start = as_day(first)
    end = as_day(last)
    if start > end:
        raise UnknownValue(f"The first day, {start:%Y-%m-%d}, is after the last, {end:%Y-%m-%d}.")
    days = articles["date"].dt.normalize()  # a date may carry a time of day
    return articles.loc[days.between(start, end)].reset_index(drop=True)


def mentioning(
    articles: pd.DataFrame, query: str, *, fields: str | Sequence[str] = FIELDS
) -> pd.DataFrame:
    """Keep the articles that satisfy a query.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    query : str
        `word`, `wild*`, `"exact phrase"`, `a OR b`, `a AND b`, `NOT a`, `a NEAR/5 b`. Two words
        side by side mean AND, AND binds tighter than OR, round brackets group, and operators are in
        capitals. `*` replaces any letters, or none, anywhere in a word. NEAR/5 allows at most five
        words' distance, before or after; NEAR/1 is the next word, NEAR alone is NEAR/5. It takes
        words, phrases and OR on both sides. Case is ignored, accents are not; I and İ are read as
        i, never as ı. Words joined by a hyphen are one word: `covid*` finds "COVID-19", `covid`
        does not. An elided word is a word of its own: `ukraine` finds "l'Ukraine". An address,
        `https://post.example/news` or `desk@post.example`, is found as it is written.
    fields : str or sequence of str, default ('title', 'text')
        The columns to look in.

    Returns
    -------
    DataFrame
        The rows kept, in their order.

    Raises
    ------
    BadQuery
        If the query cannot be read.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> recruits = mk.mentioning(articles, "recruit*")
    >>> len(mk.mentioning(recruits, "NOT strike")) < len(recruits)
    True
    """
    places = find(parse_query(query), words_of(articles, fields))
    return articles.loc[places.in_text].reset_index(drop=True)
