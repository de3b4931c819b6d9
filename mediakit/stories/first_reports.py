"""Which outlet reported its stories first, and how far behind the others were."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.independence import SMALL_SAMPLE
from mediakit.stories.arrivals import UNITS, arrivals_of, median_interval, possible_lags
from mediakit.stories.chances import chance_of_as_many, chance_of_first
from mediakit.stories.first_result import FirstReports
from mediakit.stories.outlet_kinds import find_kinds
from mediakit.uncertainty import discovery_rates, share_interval, stable

__all__ = ["first_to_report"]

_COLUMNS = [
    "outlet",
    "n_stories",
    "n_first",
    "n_tied",
    "share",
    "low",
    "high",
    "expected",
    "p",
    "q",
    "least_lag",
    "most_lag",
    "lag_low",
    "lag_high",
    "unit",
    "small_sample",
]


def first_to_report(
    articles: pd.DataFrame,
    *,
    kinds: Mapping[str, str] | None = None,
) -> FirstReports:
    """Find which outlets reported shared stories first, and how far behind the others were.

    From dates alone nobody knows who was first: then it is said whose article is dated earliest. An
    outlet that publishes more comes first more often; so each is compared with what its number of
    articles would give by chance.

    Only an outlet's own articles count: reprints, agency copy and texts that several outlets
    printed on one day are left out, as far as `mark_reprints` and `credit_agencies` marked them. A
    story that began with one text in several outlets, or with an article from an unknown outlet,
    has no known first and is left out.

    Parameters
    ----------
    articles : DataFrame
        The articles table with the column `story`, which `mark_stories` adds.
    kinds : mapping of str to str, optional
        What an outlet is: 'print', 'agency' or 'site', as in {"The Gull": "print"}. For others it
        is noticed: an outlet with hardly an article on one weekday looks like a print edition, an
        agency is one whose articles are marked as its own. Where kinds differ, the answer says so.

    Returns
    -------
    FirstReports
        `table()` has a row an outlet, `articles()` the articles behind it. No hours are made up: if
        `published_at` is not known for every article of a story, lags are given as what the dates
        leave possible.

    Raises
    ------
    ColumnMissing
        If the table has no column `story`.
    UnknownValue
        If `kinds` names an unknown outlet or kind.

    See Also
    --------
    compare_lags : Whether one outlet leads another by more than chance.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> firsts = mk.first_to_report(mk.mark_stories(articles))
    >>> firsts.table()[["outlet", "n_stories", "n_first"]].head(1)
                    outlet  n_stories  n_first
    0  corvanewire.example         11       11
    """
    arrivals = arrivals_of(articles)
    table = arrivals.table
    n_outlets = table.groupby("story")["outlet"].transform("size")
    table = table.loc[n_outlets > 1]
    is_timed = table.groupby("story")["timed"].transform("all").to_numpy(dtype=bool)
    unit = "days"
    if len(table) and is_timed.all():
        unit = "hours"
    shared = _place(table, is_timed, unit)
    reason = ""
    if shared.empty:
        reason = "No story was covered by two or more outlets with articles of their own."
    return FirstReports(
        arrivals.evidence,
        reason,
        numbers=_count_by_outlet(shared, unit),
        arrivals=shared.drop(columns="_chance"),
        unit=unit,
        left_out=arrivals.left_out,
        kinds=find_kinds(arrivals.evidence.articles(), kinds),
    )


def _place(table: pd.DataFrame, is_timed: Flags, unit: str) -> pd.DataFrame:
    """Add the place of each outlet in each story, and how far behind the first it can be."""
    starts = table.groupby("story")[["day", "instant"]].transform("min")
    days = (table["day"] - starts["day"]).to_numpy()
    instants = (table["instant"] - starts["instant"]).to_numpy()
    lag, least, most = possible_lags(days, instants, is_timed)
    is_ahead = lag == 0
    n_ahead = table.assign(_ahead=is_ahead).groupby("story")["_ahead"].transform("sum").to_numpy()
    is_first = is_ahead & (n_ahead == 1)
    place = np.where(is_first, "first", np.where(is_ahead, "tied", "later"))
    n_same = table["n_same_day"].mask(is_timed, table["n_same_time"])
    story = table["story"]
    chance = chance_of_first(
        table["n_own"],
        table["n_own"].groupby(story).transform("sum"),
        n_same.where(is_ahead, 0).groupby(story).transform("sum"),
    )
    placed = table.assign(
        _chance=chance,
        place=pd.array(place, dtype="str"),
        least_lag=stable(np.maximum(least, 0) / UNITS[unit]),
        most_lag=stable(np.where(is_first, 0, most) / UNITS[unit]),
        _lag=lag,
    )
    placed = placed.sort_values(["story", "_lag", "outlet"], ignore_index=True)
    unused = ["day", "instant", "timed", "_lag", "n_own", "n_same_day", "n_same_time"]
    return placed.drop(columns=unused)


def _count_by_outlet(shared: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return a row an outlet."""
    rows = []
    for outlet, arrivals in shared.groupby("outlet"):
        chances = arrivals["_chance"].to_numpy()
        n_first = int((arrivals["place"] == "first").sum())
        least, least_low, _ = median_interval(arrivals["least_lag"].to_numpy())
        most, _, most_high = median_interval(arrivals["most_lag"].to_numpy())
        row = {
            "outlet": outlet,
            "n_stories": len(arrivals),
            "n_first": n_first,
            "expected": float(stable(chances.mean())),
            "p": float(stable(chance_of_as_many(n_first, chances))),
            "n_tied": int((arrivals["place"] == "tied").sum()),
            "least_lag": least,
            "most_lag": most,
            "lag_low": least_low,
            "lag_high": most_high,
        }
        rows.append(row)
    numbers = pd.DataFrame(rows, columns=_COLUMNS)
    n_all_first = numbers["n_first"].astype(float)
    n_stories = numbers["n_stories"].astype(float)
    low, high = share_interval(n_all_first, n_stories)
    is_tested = n_stories >= SMALL_SAMPLE
    numbers = numbers.assign(
        share=stable(n_all_first / n_stories),
        q=stable(discovery_rates(numbers["p"].astype(float).where(is_tested))),
        low=low,
        high=high,
        unit=unit,
        small_sample=numbers["n_stories"] < SMALL_SAMPLE,
    )
    order = ["n_stories", "outlet"]
    return numbers[_COLUMNS].sort_values(order, ascending=[False, True], ignore_index=True)
