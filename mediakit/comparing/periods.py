"""Compare the words of two periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from mediakit.arrays import Flags
from mediakit.checks import require_columns
from mediakit.comparing.groups import Groups
from mediakit.comparing.kinds import TESTED
from mediakit.comparing.pairing import compare_groups
from mediakit.comparing.question import Question
from mediakit.comparing.result import Comparison
from mediakit.comparing.settings import ARTICLE, checked_settings
from mediakit.comparing.uniting import Merge
from mediakit.errors import UnknownValue
from mediakit.independence import is_of_origin
from mediakit.periods import as_day
from mediakit.terms import FeatureSource
from mediakit.tokens import FIELDS
from mediakit.wording import day_name, day_range

__all__ = ["compare_periods"]


def compare_periods(
    articles: pd.DataFrame,
    split: object = None,
    *,
    a: tuple[object, object] | None = None,
    b: tuple[object, object] | None = None,
    features: FeatureSource | None = None,
    within: str | None = None,
    unit: str = ARTICLE,
    fields: str | Sequence[str] = FIELDS,
    stop_words: str | Iterable[str | None] | None = "english",
    min_articles: int = 5,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
    n_permutations: int | None = None,
    random_state: int = 0,
    kinds: str | Sequence[str] = TESTED,
    merge: Merge | None = None,
) -> Comparison:
    """Find what sets the time from a day on apart from the time before it, or one range of days
    from another.

    Parameters
    ----------
    articles : DataFrame
        The articles table; undated articles are left out and counted.
    split : str or date, optional
        The first day of the later period, such as '2031-04-01'; by default the middle date of the
        articles.
    a, b : pair of str or date, optional
        The first and the last day of two periods, instead of `split`. Articles of other days are
        left out.
    features : TermMatrix, result, DataFrame or dict of str, optional
        What to compare instead of single words, as `compare` explains.
    within : {'D', 'W', 'M', 'Q', 'Y'} or str, optional
        Compare only within the same period, or the same value of a column. With `within="outlet"`
        an outlet that published more in one period does not weigh more there.
    unit : str, default 'article'
        What is one piece of evidence: each article, or all with the same value of a column.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : str, iterable of str, or None
        Words to leave out of the comparison: a list of mediakit's own, such as 'english' or
        'german', or several lists and words. ["mr"] is the English list and one word more,
        ["german", "mr"] the German one, [None, "mr"] that word alone.
    min_articles : int, default 5
        A term is tested if so many independent articles of the smaller side are expected to have
        it.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a side, each, or (with 'weight') as one unit.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.
    n_permutations : int, optional
        Permutations of whole articles behind p; by default 999, of features 9,999.
    random_state : int, default 0
        The seed of the permutations.
    kinds : str or sequence of str, default ('subject', 'name')
        The kinds of words to test, as `compare` explains; others are 'style' and 'trace'.
    merge : DataFrame or dict of str, optional
        Spellings to count as one, as `compare` explains.

    Returns
    -------
    TermComparison or FeatureComparison
        With `split`, side a is the later period: a log ratio above 0 is a word used more from that
        day on.

    Raises
    ------
    UnknownValue
        If a date cannot be read, or the two periods overlap.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> mk.compare_periods(articles, "2031-04-01").sides[0]
    ('the period from 1 April 2031', 'the period before it')
    >>> april, march = ("2031-04-01", "2031-04-10"), ("2031-03-10", "2031-03-20")
    >>> mk.compare_periods(articles, a=april, b=march).sizes
    ((17, 33),)
    """
    require_columns(articles, ["date"])
    settings = checked_settings(
        features=features,
        within=within,
        unit=unit,
        fields=fields,
        stop_words=stop_words,
        min_articles=min_articles,
        reprints=reprints,
        n_permutations=n_permutations,
        random_state=random_state,
        origin=origin,
        kinds=kinds,
        merge=merge,
    )
    counted = is_of_origin(articles, settings.origin)
    names, sides = _periods(articles, counted, split, a, b)
    groups = Groups("period", names, "date", None)
    return compare_groups(articles, Question(groups, *sides, settings))


def _periods(
    articles: pd.DataFrame,
    counted: Flags,
    split: object,
    a: tuple[object, object] | None,
    b: tuple[object, object] | None,
) -> tuple[pd.Series, tuple[str | None, str | None]]:
    """Return the period of each article, and the names of the two that are compared."""
    if (a is None) != (b is None) or (a is not None and split is not None):
        raise UnknownValue(
            "Give either split, the first day of the later period, or a and b, two pairs of days."
        )
    days = articles["date"].dt.normalize().reset_index(drop=True)
    if a is not None and b is not None:
        return _two_ranges(days, a, b)
    return _later_and_earlier(days, counted, split)


def _later_and_earlier(
    days: pd.Series, counted: Flags, split: object
) -> tuple[pd.Series, tuple[str | None, str | None]]:
    """Return the period of each article, and the names of the later and the earlier one."""
    names = pd.Series(None, index=days.index, dtype="str")
    if split is None:
        known = days[counted].dropna()
        if known.empty:
            return names, (None, None)
        split = _middle_day(known.sort_values())
    first = as_day(split)
    later = f"the period from {day_name(first)}"
    earlier = "the period before it"
    names = names.mask(days >= first, later).mask(days < first, earlier)
    return names, (later, earlier)


def _middle_day(days: pd.Series) -> pd.Timestamp:
    """Return the middle of the sorted days, or the one after the first if they are the same."""
    middle = days.iloc[len(days) // 2]
    after_first = days[days > days.iloc[0]]
    if middle == days.iloc[0] and len(after_first):
        return after_first.iloc[0]
    return middle


def _two_ranges(
    days: pd.Series,
    a: tuple[object, object],
    b: tuple[object, object],
) -> tuple[pd.Series, tuple[str | None, str | None]]:
    """Return the range of days that each article is in, and the names of both."""
    first_a, last_a = _first_and_last(a)
    first_b, last_b = _first_and_last(b)
    if first_a <= last_b and first_b <= last_a:
        raise UnknownValue(
            "The two periods overlap, so some articles would be on both sides. Choose periods that "
            "do not overlap."
        )
    name_a, name_b = day_range(first_a, last_a), day_range(first_b, last_b)
    names = pd.Series("other days", index=days.index, dtype="str").mask(days.isna())
    names = names.mask(days.between(first_a, last_a), name_a)
    names = names.mask(days.between(first_b, last_b), name_b)
    return names, (name_a, name_b)


def _first_and_last(pair: tuple[object, object]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of a period that the user gave."""
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise UnknownValue(
            f"A period is a pair of days such as ('2031-03-01', '2031-03-15'); got {pair!r}."
        )
    first, last = as_day(pair[0]), as_day(pair[1])
    if last < first:
        raise UnknownValue(
            f"The period ends before it begins: {first:%Y-%m-%d} to {last:%Y-%m-%d}."
        )
    return first, last
