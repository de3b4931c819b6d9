"""Test whether one outlet comes to shared stories before another, by more than chance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from mediakit.arrays import Longs
from mediakit.checks import require_values, require_whole
from mediakit.errors import UnknownValue
from mediakit.stories.arrivals import UNITS, arrivals_of, possible_lags
from mediakit.stories.lag_result import FEWEST_STORIES, LagComparison
from mediakit.stories.outlet_kinds import find_kinds
from mediakit.uncertainty import discovery_rates, mean_interval, share_interval, stable

__all__ = ["compare_lags"]

_COLUMNS = [
    "a",
    "b",
    "n_stories",
    "n_a_first",
    "n_b_first",
    "n_tied",
    "share",
    "low",
    "high",
    "least_lag",
    "most_lag",
    "lag_low",
    "lag_high",
    "unit",
    "p",
]


def compare_lags(
    articles: pd.DataFrame,
    a: str | None = None,
    b: str | None = None,
    *,
    n_permutations: int = 9_999,
    random_state: int = 0,
    kinds: Mapping[str, str] | None = None,
) -> LagComparison:
    """Test whether an outlet comes to shared stories before another, by more than chance.

    Parameters
    ----------
    articles : DataFrame
        The articles table with the column `story`, which `mark_stories` adds. Reprints and agency
        copy are left out, as in `first_to_report`.
    a, b : str, optional
        Two outlets. If only a is given, it is compared with every other outlet; if neither is,
        every pair is compared. Then only pairs with six stories or more are in the table, and q is
        over all of them.
    n_permutations : int, default 9999
        How often the two outlets swap their times at random within each story.
    random_state : int, default 0
        The seed.
    kinds : mapping of str to str, optional
        What an outlet is, as in `first_to_report`. Where kinds differ, the answer says so.

    Returns
    -------
    LagComparison
        `table()` has a row a pair, with the mean lag and its range, p and q; `articles()` the
        articles compared.

    Raises
    ------
    ColumnMissing
        If the table has no column `story`.
    UnknownValue
        If an outlet is not in the table.

    References
    ----------
    Fisher (1935), The Design of Experiments, section 21 (the test by flipping signs); Phipson and
    Smyth (2010), doi:10.2202/1544-6115.1585, for (1 + b) / (1 + m).

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.mark_stories(mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles())))
    >>> lags = mk.compare_lags(articles, "corvanewire.example", "meridian.example")
    >>> lags.table()[["n_stories", "n_a_first", "n_b_first", "n_tied"]].iloc[0].tolist()
    [4, 4, 0, 0]
    """
    require_whole("n_permutations", n_permutations, least=1)
    arrivals = arrivals_of(articles)
    if b is not None and a in (None, b):
        raise UnknownValue(f"compare_lags takes two different outlets; got {a!r} and {b!r}.")
    named = [str(name) for name in (a, b) if name is not None]
    require_values(arrivals.evidence.articles(), "outlet", named)
    pairs = _measure_lags(_pair_arrivals(arrivals.table, named))
    rows = []
    for (one, other), of_pair in pairs.groupby(["a", "b"]):
        is_asked = len(named) == 2
        if is_asked or len(of_pair) >= FEWEST_STORIES:
            numbers = _compare_pair(of_pair, n_permutations, random_state)
            rows.append({"a": one, "b": other, **numbers})
    if not rows and len(named) == 2:
        numbers = _compare_pair(pairs, n_permutations, random_state)
        rows.append({"a": named[0], "b": named[1], **numbers})
    numbers = _surest_first(rows)
    if len(named) < 2:
        n_stories = pairs.groupby(["a", "b"])["story"].transform("size")
        pairs = pairs.loc[n_stories >= FEWEST_STORIES]
    return LagComparison(
        arrivals.evidence,
        _why_no_test(numbers),
        numbers=numbers,
        arrivals=_in_units(pairs),
        left_out=arrivals.left_out,
        n_permutations=n_permutations,
        kinds=find_kinds(arrivals.evidence.articles(), kinds),
    )


def _why_no_test(numbers: pd.DataFrame) -> str:
    """Say why no pair has a p, if none has."""
    if numbers["p"].notna().any():
        return ""
    needed = f"A test needs at least {FEWEST_STORIES} stories that both outlets covered"
    return f"{needed} with articles of their own."


def _pair_arrivals(arrivals: pd.DataFrame, named: list[str]) -> pd.DataFrame:
    """Return a row for each two outlets in each story.

    Outlet a is the first one named; if none is, a comes before b in the alphabet.
    """
    columns = ["story", "outlet", "article_id", "day", "instant", "timed"]
    of_a = arrivals[columns]
    of_b = arrivals[columns]
    if named:
        of_a = of_a.loc[of_a["outlet"] == named[0]]
    if len(named) == 2:
        of_b = of_b.loc[of_b["outlet"] == named[1]]
    pairs = of_a.merge(of_b, on="story", suffixes=("_a", "_b"))
    if named:
        pairs = pairs.loc[pairs["outlet_a"] != pairs["outlet_b"]]
    else:
        pairs = pairs.loc[pairs["outlet_a"] < pairs["outlet_b"]]
    pairs = pairs.rename(columns={"outlet_a": "a", "outlet_b": "b"})
    return pairs.sort_values(["a", "b", "story"], ignore_index=True)


def _measure_lags(pairs: pd.DataFrame) -> pd.DataFrame:
    """Add by how much a came before b: as measured, the least possible, the most; microseconds."""
    is_timed = (pairs["timed_a"] & pairs["timed_b"]).to_numpy(dtype=bool)
    days = (pairs["day_b"] - pairs["day_a"]).to_numpy()
    instants = (pairs["instant_b"] - pairs["instant_a"]).to_numpy()
    lag, least, most = possible_lags(days, instants, is_timed)
    return pairs.assign(
        timed=is_timed,
        lag=lag,
        least=least,
        most=most,
    )


def _in_units(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the articles of each row and the time between them, each in its own unit."""
    unit = np.where(pairs["timed"], "hours", "days")
    size = np.where(pairs["timed"], UNITS["hours"], UNITS["days"])
    shown = pairs[["a", "b", "story", "article_id_a", "article_id_b"]]
    shown = shown.assign(
        least_lag=stable(pairs["least"] / size),
        most_lag=stable(pairs["most"] / size),
        unit=unit,
    )
    return shown.reset_index(drop=True)


def _compare_pair(pairs: pd.DataFrame, n_permutations: int, random_state: int) -> dict[str, Any]:
    """Return the row of one pair of outlets."""
    lag = pairs["lag"].to_numpy(dtype=np.int64)
    n_stories = len(lag)
    n_a_first = int((lag > 0).sum())
    n_b_first = int((lag < 0).sum())
    n_decided = n_a_first + n_b_first
    share = np.nan
    if n_decided:
        share = float(stable(n_a_first / n_decided))
    low, high = share_interval(n_a_first, n_decided)
    unit = "days"
    if n_stories and pairs["timed"].all():
        unit = "hours"
    least, least_low, _ = mean_interval(pairs["least"].to_numpy() / UNITS[unit])
    most, _, most_high = mean_interval(pairs["most"].to_numpy() / UNITS[unit])
    p = np.nan
    if n_stories >= FEWEST_STORIES:
        p = _sign_flip_p(lag, n_permutations, random_state)
    return {
        "n_stories": n_stories,
        "n_a_first": n_a_first,
        "n_b_first": n_b_first,
        "n_tied": n_stories - n_decided,
        "share": share,
        "low": float(low),
        "high": float(high),
        "least_lag": least,
        "most_lag": most,
        "lag_low": least_low,
        "lag_high": most_high,
        "unit": unit,
        "p": p,
    }


def _sign_flip_p(lag: Longs, n_permutations: int, random_state: int) -> float:
    """Return the two-sided p of the mean lag: two outlets swap their times within each story."""
    generator = np.random.default_rng(random_state)
    signs = 2 * generator.integers(0, 2, size=(n_permutations, len(lag))) - 1
    n_as_far = int((np.abs(signs @ lag) >= abs(int(lag.sum()))).sum())
    return float(stable((1 + n_as_far) / (1 + n_permutations)))


def _surest_first(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return all pairs with q over one family, the surest first."""
    numbers = pd.DataFrame(rows, columns=_COLUMNS)
    q = stable(discovery_rates(numbers["p"].astype(float)))
    numbers = numbers.assign(q=q, _fewer=-numbers["n_stories"])
    numbers = numbers.sort_values(["p", "_fewer", "a", "b"], kind="stable")
    return numbers.drop(columns="_fewer").reset_index(drop=True)
