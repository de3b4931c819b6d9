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
        Names as they stand in the column `outlet`.

    Returns
    -------
    DataFrame
        The rows kept, in their order.

    Raises
    ------
    UnknownValue
        Where an outlet has no article; the message names the nearest ones.

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
    """Keep the articles from the first day to the last, both included; undated ones are not among them.

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
        Where a date cannot be read, or the first lies after the last.

    Examples
    --------
    >>> import mediakit as mk
    >>> march = mk.between_dates(mk.load_demo_articles(), "2031-03-01", "2031-03-31")
    >>> str(march["date"].max().date())
    '2031-03-31'
    """
    require_columns(articles, ["date"])
    start, end = as_day(first), as_day(last)
    if start > end:
        raise UnknownValue(f"The first day, {start:%Y-%m-%d}, lies after the last, {end:%Y-%m-%d}.")
    return articles.loc[articles["date"].between(start, end)].reset_index(drop=True)


def mentioning(
    articles: pd.DataFrame, query: str, *, fields: str | Sequence[str] = FIELDS
) -> pd.DataFrame:
    """Keep the articles that satisfy a query.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    query : str
        `word`, `wild*`, `"exact phrase"`, `a OR b`, `a AND b`, `NOT a`, `a NEAR/5 b`. Two words side by side mean AND,
        AND binds tighter than OR, round brackets group, operators are in capitals. `*` stands for any letters or none,
        anywhere in a word. NEAR/5: at most five words on, before or behind; NEAR/1 is the next word, NEAR alone is
        NEAR/5; beside it stand words, phrases and OR. Case is ignored, accents are not; I and İ are read as i, never
        as ı. What a hyphen joins is one word: `covid*` finds "COVID-19", `covid` does not.
    fields : str or sequence of str, default ('title', 'text')
        The columns to look in.

    Returns
    -------
    DataFrame
        The rows kept, in their order.

    Raises
    ------
    BadQuery
        Where the query cannot be read.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> len(mk.mentioning(articles, "recruit* NOT strike")) < len(mk.mentioning(articles, "recruit*"))
    True
    """
    kept = find(parse_query(query), words_of(articles, fields)).in_text
    return articles.loc[kept].reset_index(drop=True)
