"""Compare the words of outlets, periods, or any other two sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from mediakit.checks import require_columns
from mediakit.comparing.material import PERIOD, name_of, names_of
from mediakit.comparing.result import Comparison
from mediakit.comparing.settings import ARTICLE, FeatureSource, Settings
from mediakit.comparing.sides import compare_sides, compare_with_reference
from mediakit.errors import UnknownValue, nearest
from mediakit.periods import as_day
from mediakit.tokens import FIELDS, split_words

__all__ = ["compare", "compare_outlets", "compare_periods"]

Reference: TypeAlias = "pd.Series | pd.DataFrame | Mapping[str, float]"


def compare(
    articles: pd.DataFrame,
    by: str,
    *,
    a: str | None = None,
    b: str | Reference | None = None,
    features: FeatureSource | None = None,
    within: str | None = None,
    unit: str = ARTICLE,
    fields: str | Sequence[str] = FIELDS,
    stop_words: str | Iterable[str] | None = "english",
    min_articles: int = 5,
    reprints: str = "collapse",
    n_permutations: int | None = None,
    random_state: int = 0,
) -> Comparison:
    """Find what sets one group of articles apart from another, or each group from all others.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    by : str
        The column whose values are the groups.
    a : str, optional
        The group to compare; without it each group is compared with all others.
    b : str, or a list of word frequencies, optional
        The other group; without it a is compared with all others. A list of word frequencies is a table with the
        columns term and count, or a Series or dict of counts by term; it must list all words of what it was counted
        from, since rates are per word. It has no articles: there is a range of a alone, and no test.
    features : TermMatrix, result, DataFrame or dict of str, optional
        What to compare instead of single words: what `count_terms` returned (n-grams, phrases); what `score_frames`
        or `find_topics` returned; a table with article_id and columns of numbers; or queries by name, such as
        `{"strikes": "strike* OR walkout*"}`, of which the shares of articles are compared.
    within : {'D', 'W', 'M', 'Q', 'Y'} or str, optional
        Compare only within the same day, week, month, quarter or year, or the same value of a column such as
        'section' or 'story'. Two outlets that published in different months are then not compared on the calendar.
    unit : str, default 'article'
        What is one piece of evidence: each article, or all articles with the same value of a column such as
        'author' or 'date'.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : 'english', iterable of str, or None
        Words to leave out of the comparison; rates are per 10,000 words of all kinds in any case.
    min_articles : int, default 5
        A term is tested where so many independent articles of the smaller side are expected to have it.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a side, each, or (with 'weight') as one unit.
    n_permutations : int, optional
        Permutations of whole articles behind p; by default 999, of features 9,999.
    random_state : int, default 0
        The seed of the permutations.

    Returns
    -------
    TermComparison or FeatureComparison
        Their `table()` says what the columns are. A side of fewer than 10 independent units gets no p.

    Raises
    ------
    ColumnMissing
        Where a column is not there.
    UnknownValue
        Where a group has no article (the message names the nearest ones), or an option is none of those above.

    References
    ----------
    docs/methods.md has every statistic with its formula, its source and what it cannot tell.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> mk.compare(articles, "outlet").table()["group"].nunique()
    5
    >>> subjects = {"war": "mercenar* OR front", "money": "million OR contract"}
    >>> found = mk.compare(articles, "outlet", a="northernledger.example", features=subjects, within="M")
    >>> found.table()["feature"].tolist()
    ['money', 'war']
    """
    options = {
        "features": features,
        "within": within,
        "unit": unit,
        "fields": fields,
        "stop_words": stop_words,
        "min_articles": min_articles,
        "reprints": reprints,
        "n_permutations": n_permutations,
        "random_state": random_state,
    }
    return _compare(articles, by, a, b, Settings.of(options))


def _compare(
    articles: pd.DataFrame, by: str, a: str | None, b: str | Reference | None, settings: Settings
) -> Comparison:
    """Compare by a column, once a and b are known to stand in it."""
    if not isinstance(by, str):
        raise UnknownValue(f"by is the name of one column, got {by!r}.")
    if a is None and b is not None:
        raise UnknownValue("b is given without a: name the side to compare with it.")
    if isinstance(b, list | tuple | set):
        raise UnknownValue(
            "b is a group, or a list of word frequencies with a count for each term, not bare words."
        )
    if isinstance(b, pd.Series | pd.DataFrame | Mapping):
        _require_groups(articles, by, [a])
        return compare_with_reference(articles, by, name_of(a), _frequencies(b), settings)
    if a is not None and a == b:
        raise UnknownValue(f"a and b are both '{a}': name two different sides.")
    _require_groups(articles, by, [name for name in (a, b) if name is not None])
    names = [None if name is None else name_of(name) for name in (a, b)]
    return compare_sides(articles, by, names[0], names[1], settings)


def _require_groups(articles: pd.DataFrame, by: str, wanted: list[object]) -> None:
    """Raise unless the groups have articles, by what they print as."""
    require_columns(articles, [by])
    present = set(names_of(articles[by].dropna()))
    for name in wanted:
        if name_of(name) not in present:
            raise UnknownValue(nearest(by, name, present, where="the articles table"))


def _frequencies(given: Reference) -> pd.Series:
    """Return a list of word frequencies as counts by term, each term as mediakit writes it."""
    if isinstance(given, pd.DataFrame):
        require_columns(given, ["term", "count"])
        given = given.set_index("term")["count"]
    counts = pd.Series(given)
    numbers = pd.to_numeric(counts, errors="coerce")
    if (
        numbers.isna().any()
        or (numbers < 0).any()
        or (numbers % 1 != 0).any()
        or not numbers.sum() > 0
    ):
        raise UnknownValue(
            "A list of word frequencies has a count for each term, a whole number not below 0. Shares, or rates per "
            "million, do not say how large the list is: multiply them by its words."
        )
    terms = [" ".join(split_words(str(term))) for term in counts.index]
    return numbers.groupby(terms).sum()


def compare_outlets(
    articles: pd.DataFrame, a: str, b: str | Reference | None = None, **options: Any
) -> Comparison:
    """Find what sets one outlet apart from another, or from all others.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    a, b : str
        Outlets as they stand in the column `outlet`; without `b`, all others together. b may be a list of word
        frequencies, as `compare` explains.
    **options
        features, within, unit, fields, stop_words, min_articles, reprints, n_permutations and random_state, as
        `compare` explains them.

    Returns
    -------
    TermComparison or FeatureComparison
        Their `table()` says what the columns are. A side of fewer than 10 independent units gets no p.

    Raises
    ------
    UnknownValue
        Where an outlet has no article (the message names the nearest ones), or an option is unknown.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> comparison = mk.compare_outlets(articles, "dailylantern.example", "northernledger.example")
    >>> comparison.table().columns[:3].tolist()
    ['term', 'n_articles_a', 'n_articles_b']
    """
    return _compare(articles, "outlet", a, b, Settings.of(options))


def compare_periods(
    articles: pd.DataFrame,
    split: object = None,
    *,
    a: tuple[object, object] | None = None,
    b: tuple[object, object] | None = None,
    **options: Any,
) -> Comparison:
    """Find what sets the time from a day on apart from the time before it, or one range of days from another.

    Parameters
    ----------
    articles : DataFrame
        The articles table; undated articles are set aside and counted.
    split : str or date, optional
        The first day of the later period, such as '2031-04-01'; by default the middle date of the articles.
    a, b : pair of str or date, optional
        The first and the last day of two periods, instead of `split`. Articles of other days are left out.
    **options
        features, within, unit, fields, stop_words, min_articles, reprints, n_permutations and random_state, as
        `compare` explains them. With `within="outlet"` an outlet that published more in one period does not weigh
        more there.

    Returns
    -------
    TermComparison or FeatureComparison
        With `split`, side a is the later period: a log ratio above 0 is a word used more from that day on.

    Raises
    ------
    UnknownValue
        Where a date cannot be read, or the two periods overlap.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> mk.compare_periods(articles, "2031-04-01").sides[0]
    ('from 2031-04-01', 'before 2031-04-01')
    >>> mk.compare_periods(articles, a=("2031-04-01", "2031-04-10"), b=("2031-03-10", "2031-03-20")).sizes
    ((17, 33),)
    """
    require_columns(articles, ["date"])
    settings = Settings.of(options)
    if (a is None) != (b is None) or (a is not None and split is not None):
        raise UnknownValue(
            "Give either split, the first day of the later period, or a and b, two pairs of days."
        )
    if a is not None and b is not None:
        return _two_ranges(articles, a, b, settings)
    dates = articles["date"].dropna().sort_values()
    if split is None and dates.empty:
        return compare_sides(articles.assign(**{PERIOD: None}), PERIOD, None, None, settings)
    if split is None:
        middle = dates.iloc[len(dates) // 2]
        later_days = dates[dates > dates.iloc[0]]
        split = later_days.iloc[0] if middle == dates.iloc[0] and len(later_days) else middle
    day = as_day(split)
    later, earlier = f"from {day:%Y-%m-%d}", f"before {day:%Y-%m-%d}"
    period = pd.Series(
        np.where(articles["date"] >= day, later, earlier), index=articles.index, dtype="str"
    )
    marked = articles.assign(**{PERIOD: period.where(articles["date"].notna())})
    return compare_sides(marked, PERIOD, later, earlier, settings)


def _two_ranges(
    articles: pd.DataFrame, a: tuple[object, object], b: tuple[object, object], settings: Settings
) -> Comparison:
    """Compare two ranges of days, each with its first and last day."""
    (first_a, last_a), (first_b, last_b) = (_days(pair) for pair in (a, b))
    if first_a <= last_b and first_b <= last_a:
        raise UnknownValue("The two periods overlap: no article can be on both sides.")
    names = [
        f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
        for first, last in ((first_a, last_a), (first_b, last_b))
    ]
    in_a, in_b = (
        articles["date"].between(first_a, last_a),
        articles["date"].between(first_b, last_b),
    )
    period = pd.Series(np.where(in_a, names[0], names[1]), index=articles.index, dtype="str")
    marked = articles.assign(**{PERIOD: period.where(articles["date"].notna())})
    return compare_sides(
        marked.loc[in_a | in_b | articles["date"].isna()], PERIOD, names[0], names[1], settings
    )


def _days(pair: tuple[object, object]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of a period that the user gave."""
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise UnknownValue(
            f"A period is a pair of days such as ('2031-03-01', '2031-03-15'), got {pair!r}."
        )
    first, last = (as_day(day) for day in pair)
    if last < first:
        raise UnknownValue(
            f"The period ends before it begins: {first:%Y-%m-%d} to {last:%Y-%m-%d}."
        )
    return first, last
