"""Compare the words of outlets, periods, or any other two sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from mediakit.checks import as_day, as_list, require_columns, require_values
from mediakit.comparing.result import Comparison
from mediakit.comparing.sides import Settings, compare_sides
from mediakit.errors import UnknownValue
from mediakit.tokens import FIELDS

__all__ = ["compare", "compare_outlets", "compare_periods"]


def compare(
    articles: pd.DataFrame,
    by: str,
    *,
    a: str | None = None,
    b: str | None = None,
    fields: str | Sequence[str] = FIELDS,
    stop_words: str | Iterable[str] | None = "english",
    min_articles: int = 5,
    reprints: str = "collapse",
    n_permutations: int = 999,
    random_state: int = 0,
) -> Comparison:
    """Find the words that set one group of articles apart from another, or each from all others.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    by : str
        The column whose values are the groups.
    a, b : str, optional
        The two groups; without `b`, a against all others; without both, each group against all others.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : 'english', iterable of str, or None
        Words to leave out of the comparison; rates are per 10,000 words of all kinds in any case.
    min_articles : int, default 5
        A term is tested where so many independent articles of the smaller side are expected to have it.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a side, each, or (with 'weight') as one unit.
    n_permutations : int, default 999
        Permutations of whole articles behind p.
    random_state : int, default 0
        The seed of the permutations.

    Returns
    -------
    Comparison
        See `Comparison.table`. A side of fewer than 10 independent articles gets no p.

    Raises
    ------
    ColumnMissing
        Where the column is not there.
    UnknownValue
        Where a group has no article; the message names the nearest ones.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> mk.compare(articles, "outlet").table()["group"].nunique()
    5
    """
    if a is None and b is not None:
        raise UnknownValue("b is given without a: name the side to compare with it.")
    if a is not None and a == b:
        raise UnknownValue(f"a and b are both '{a}': name two different sides.")
    require_values(articles, by, [name for name in (a, b) if name is not None])
    settings = Settings(tuple(as_list(fields)), stop_words, min_articles, reprints, n_permutations, random_state)
    return compare_sides(articles, by, a, b, settings)


def compare_outlets(
    articles: pd.DataFrame,
    a: str,
    b: str | None = None,
    *,
    fields: str | Sequence[str] = FIELDS,
    stop_words: str | Iterable[str] | None = "english",
    min_articles: int = 5,
    reprints: str = "collapse",
    n_permutations: int = 999,
    random_state: int = 0,
) -> Comparison:
    """Find the words that set one outlet apart from another, or from all others.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    a, b : str
        Outlets as they stand in the column `outlet`; without `b`, all others together.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : 'english', iterable of str, or None
        Words to leave out of the comparison; rates are per 10,000 words of all kinds in any case.
    min_articles : int, default 5
        A term is tested where so many independent articles of the smaller side are expected to have it.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a side, each, or (with 'weight') as one unit.
    n_permutations : int, default 999
        Permutations of whole articles behind p.
    random_state : int, default 0
        The seed of the permutations.

    Returns
    -------
    Comparison
        See `Comparison.table`. A side of fewer than 10 independent articles gets no p.

    Raises
    ------
    UnknownValue
        Where an outlet has no article; the message names the nearest ones.

    References
    ----------
    Log ratio: Hardie (2014); where one count is 0 it is taken as 0.5. Log-odds z: Monroe, Colaresi and Quinn
    (2008), doi:10.1093/pan/mpn018, eqs 16 and 20, informative prior. G2, over both words and other words:
    Dunning (1993), Computational Linguistics 19:61. q: Benjamini and Hochberg (1995).

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> comparison = mk.compare_outlets(articles, "dailylantern.example", "northernledger.example")
    >>> comparison.table().columns[:3].tolist()
    ['term', 'n_articles_a', 'n_articles_b']
    """
    require_values(articles, "outlet", [name for name in (a, b) if name is not None])
    if a == b:
        raise UnknownValue(f"a and b are both '{a}': name two different sides.")
    settings = Settings(tuple(as_list(fields)), stop_words, min_articles, reprints, n_permutations, random_state)
    return compare_sides(articles, "outlet", a, b, settings)


def compare_periods(
    articles: pd.DataFrame,
    split: object = None,
    *,
    fields: str | Sequence[str] = FIELDS,
    stop_words: str | Iterable[str] | None = "english",
    min_articles: int = 5,
    reprints: str = "collapse",
    n_permutations: int = 999,
    random_state: int = 0,
) -> Comparison:
    """Find the words that set the time from a day on apart from the time before it.

    Parameters
    ----------
    articles : DataFrame
        The articles table; undated articles are set aside and counted.
    split : str or date, optional
        The first day of the later period, such as '2031-04-01'; by default the middle date of the articles.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : 'english', iterable of str, or None
        Words to leave out of the comparison; rates are per 10,000 words of all kinds in any case.
    min_articles : int, default 5
        A term is tested where so many independent articles of the smaller side are expected to have it.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a side, each, or (with 'weight') as one unit.
    n_permutations : int, default 999
        Permutations of whole articles behind p.
    random_state : int, default 0
        The seed of the permutations.

    Returns
    -------
    Comparison
        Side a is the later period, so that a log ratio above 0 is a word used more from that day on. Outlets
        that published more in one period weigh more there: compare within an outlet to rule that out.

    Raises
    ------
    UnknownValue
        Where the date cannot be read.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.compare_periods(mk.load_demo_articles(), "2031-04-01").sides[0]
    ('from 2031-04-01', 'before 2031-04-01')
    """
    require_columns(articles, ["date"])
    settings = Settings(tuple(as_list(fields)), stop_words, min_articles, reprints, n_permutations, random_state)
    dates = articles["date"].dropna().sort_values()
    if split is None and dates.empty:
        return compare_sides(articles.assign(period=None), "period", None, None, settings)
    if split is None:
        middle = dates.iloc[len(dates) // 2]
        later_days = dates[dates > dates.iloc[0]]
        split = later_days.iloc[0] if middle == dates.iloc[0] and len(later_days) else middle
    day = as_day(split)
    later, earlier = f"from {day:%Y-%m-%d}", f"before {day:%Y-%m-%d}"
    period = pd.Series(np.where(articles["date"] >= day, later, earlier), index=articles.index, dtype="str")
    marked = articles.assign(period=period.where(articles["date"].notna()))
    return compare_sides(marked, "period", later, earlier, settings)
