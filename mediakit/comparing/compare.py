"""Compare the words of outlets, periods, or any other two sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from mediakit.checks import as_day, require_columns, require_values
from mediakit.comparing.keyness import COLUMNS, MIN_SIDE, term_numbers
from mediakit.comparing.result import REST, Comparison
from mediakit.errors import UnknownValue
from mediakit.independence import gather_evidence
from mediakit.results import count_of
from mediakit.terms import TermMatrix, count_terms
from mediakit.tokens import FIELDS
from mediakit.uncertainty import discovery_rates

__all__ = ["compare", "compare_outlets", "compare_periods"]


def compare(
    articles: pd.DataFrame,
    by: str,
    *,
    a: str | None = None,
    b: str | None = None,
    fields: Sequence[str] = FIELDS,
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
    fields : sequence of str, default ('title', 'text')
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
    require_columns(articles, [by, *fields])
    if a is None and b is not None:
        raise UnknownValue("b is given without a: name the side to compare with it.")
    if a is not None and a == b:
        raise UnknownValue(f"a and b are both '{a}': name two different sides.")
    require_values(articles, by, [name for name in (a, b) if name is not None])
    rows = articles.loc[articles[by].notna()]
    set_aside = (
        f" {count_of(len(articles) - len(rows), 'article')} without {by} set aside."
        if len(rows) < len(articles)
        else ""
    )
    groups = sorted(rows[by].unique()) if a is None else [a]
    if b is not None:
        rows = rows.loc[rows[by].isin([a, b])]
    counted = count_terms(rows, fields=fields, stop_words=stop_words)
    options = {"min_articles": min_articles, "n_permutations": n_permutations, "random_state": random_state}
    parts, sides, sizes, small = [], [], [], []
    for group in groups:
        part, n_a, n_b = _one_pair(rows, by, group, counted, reprints, options)
        sides.append((str(group), str(b) if b is not None else REST))
        sizes.append((n_a, n_b))
        parts.append(part.assign(group=str(group)))
        small += [group] if min(n_a, n_b) < MIN_SIDE else []
    numbers = _in_order(parts)
    reason = (
        f"Too few articles for a test (fewer than {MIN_SIDE} independent ones on a side): {', '.join(map(str, small))}."
        if small
        else ""
    )
    if not sides or any(0 in pair for pair in sizes):
        reason = "There is only one side: nothing to compare with."
    evidence = gather_evidence(rows, sides=[by], reprints=reprints)
    return Comparison(
        evidence,
        reason,
        numbers,
        by,
        tuple(sides),
        tuple(sizes),
        min_articles,
        n_permutations,
        tuple(fields),
        set_aside,
    )


def _one_pair(
    rows: pd.DataFrame, by: str, group: object, counted: TermMatrix, reprints: str, options: dict[str, int]
) -> tuple[pd.DataFrame, int, int]:
    """Return the numbers of one group against the rest of the rows, and the articles of the two sides."""
    evidence = gather_evidence(rows.assign(_in_a=rows[by] == group), sides=["_in_a"], reprints=reprints)
    in_a = evidence.articles["_in_a"].to_numpy(dtype=bool)
    n_a, n_b = (len(np.unique(evidence.groups[here])) for here in (in_a, ~in_a))
    if not (n_a and n_b):
        return pd.DataFrame(columns=COLUMNS), n_a, n_b
    return term_numbers(counted, evidence, in_a, **options), n_a, n_b


def _in_order(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return all rows with q over one family, ordered by the bound of the log ratio that is nearer zero."""
    numbers = pd.concat(
        [part for part in parts if len(part)] or [pd.DataFrame(columns=COLUMNS)], ignore_index=True
    )
    numbers = numbers.assign(q=discovery_rates(numbers["p"]))[COLUMNS]
    low, high = numbers["low"].astype(float), numbers["high"].astype(float)
    sure = np.where((low > 0) | (high < 0), np.minimum(low.abs(), high.abs()), 0.0)
    order = numbers.assign(_sure=-sure, _size=-numbers["log_ratio"].astype(float).abs())
    order = order.sort_values(["_sure", "p", "_size", "group", "term"], kind="stable", na_position="last")
    return order[COLUMNS].reset_index(drop=True)


def compare_outlets(
    articles: pd.DataFrame,
    a: str,
    b: str | None = None,
    *,
    fields: Sequence[str] = FIELDS,
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
    fields : sequence of str, default ('title', 'text')
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
    return compare(
        articles,
        "outlet",
        a=a,
        b=b,
        fields=fields,
        stop_words=stop_words,
        min_articles=min_articles,
        reprints=reprints,
        n_permutations=n_permutations,
        random_state=random_state,
    )


def compare_periods(
    articles: pd.DataFrame,
    split: object = None,
    *,
    fields: Sequence[str] = FIELDS,
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
    fields, stop_words, min_articles, reprints, n_permutations, random_state
        As in `compare_outlets`.

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
    rows = articles.loc[articles["date"].notna()]
    if rows.empty:
        return compare(articles.assign(period=None), "period", fields=fields)
    day = as_day(rows["date"].sort_values().iloc[len(rows) // 2] if split is None else split)
    later, earlier = f"from {day:%Y-%m-%d}", f"before {day:%Y-%m-%d}"
    period = pd.Series(np.where(articles["date"] >= day, later, earlier), index=articles.index, dtype="str")
    marked = articles.assign(period=period.where(articles["date"].notna()))
    return compare(
        marked,
        "period",
        a=later,
        b=earlier,
        fields=fields,
        stop_words=stop_words,
        min_articles=min_articles,
        reprints=reprints,
        n_permutations=n_permutations,
        random_state=random_state,
    )
