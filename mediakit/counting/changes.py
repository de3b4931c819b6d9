"""From when on was more published, or a subject mentioned more often, and when briefly much more than usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from mediakit.checks import as_list
from mediakit.counting.bursts import Burst, find_all_bursts
from mediakit.counting.change_result import Changes, least_periods
from mediakit.counting.counts import count_articles
from mediakit.counting.shares import share_mentioning
from mediakit.counting.shifts import Series, Shift, expected_counts, find_all_shifts, level_ranges
from mediakit.periods import FREQUENCIES, require_freq
from mediakit.tokens import FIELDS
from mediakit.uncertainty import stable
from mediakit.wording import PERIOD_NOUNS as PERIODS

__all__ = ["find_changes"]

_SIDES = [f"{side}{bound}" for side in ("before", "after") for bound in ("", "_low", "_high")]
_FOUND = "since level low high _p _q _burst _p_burst _q_burst _expected _expected_low _expected_high".split()
_EXPECTED = ("expected", "expected_low", "expected_high")
_BURST = "date until n_periods observed expected expected_low expected_high ratio p".split()


def find_changes(
    articles: pd.DataFrame,
    query: str | None = None,
    *,
    by: str | Sequence[str] | None = None,
    freq: str = "W",
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
    random_state: int = 0,
) -> Changes:
    """Find the dates from which on more, or less, was published, or a subject mentioned more or less often; and bursts.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    query : str, optional
        Look for changes in the share of articles that match, as `share_mentioning` counts it; by default in the
        number of independent articles. For the number that match, ask for the share: it is not moved by how much
        is published, or collected, in all.
    by : str or list of str, optional
        Columns to group by, such as 'outlet': a series each, and one rate of false discoveries for all.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, default 'W'
        The periods. Twelve whole ones with articles are needed, and 21 days.
    fields : str or sequence of str, default ('title', 'text')
        The columns to look in.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once within a group and period, each, or as one unit shared.
    random_state : int, default 0
        Seed of the simulated series.

    Returns
    -------
    Changes
        `table()` has a row a change, `levels()` a row a level, `bursts()` a row a burst; `examples(date=...)` has the
        articles of a level, `examples(burst=...)` those of a burst.

    Raises
    ------
    UnknownValue
        Where `freq` or `reprints` is none of those named, or 'date' stands in `by`.
    BadQuery
        Where the query cannot be read.

    Notes
    -----
    The square roots of the counts (the arcsines of the roots of the shares, weighted by their articles), as normal
    scores, less the effects of weekdays for days, are cut in two, and a stretch is cut out of them, wherever the parts
    are four periods long or more (seven days). The best cut is compared with that of simulated series (Gaussian AR(1)
    plus noise) that leave a like autocorrelation, and the parts are searched again while p is .05 or less.
    `benchmarks/changes.py` measures the false alarms on overdispersed, autocorrelated counts.

    The autocorrelation is taken to fade: a trend, the round of the seasons, or waves longer than a third of the series
    are changes of level to this method. It says nothing of causes. Periods without articles are left out, so that a
    silence cannot be seen either; and so are, at the beginning or the end, periods too few for a level that a hole
    no shorter than a level, and longer than all holes among the others together, parts from these: a stray early
    article begins no level.

    What is far above its neighbours for less time is a burst: of all stretches of one to three periods (one to six
    days) the one farthest above what levels and weekdays lead one to expect, in deviations that the other periods give,
    is compared with the farthest of simulated series (gamma-Poisson counts or beta-binomial shares, autocorrelated)
    of like dispersion and autocorrelation. It is set aside and the next one tried while p is .05 or less.

    For bursts of counts, but not for their levels, a period without articles counts as none: counts without their
    zeros vary like no series that can be simulated. A hole no shorter than a level (four periods, seven days) stays out
    where fewer than a fifth of the other periods are empty. A burst may reach over empty periods, which are not among
    its `n_periods`.

    Among many series it is q that must be .05 or less: of the series said to have a change, or a burst, at most 5 %
    have none, and where none has one, any is found in at most 5 % of cases.

    References
    ----------
    Olshen, Venkatraman, Lucito and Wiper (2004), Biostatistics 5:557, doi:10.1093/biostatistics/kxh008 (cutting out a
    stretch); Vostrikova (1981), Soviet Mathematics Doklady 24:55 (binary segmentation); Anscombe (1948), Biometrika
    35:246, doi:10.1093/biomet/35.3-4.246 (square roots of counts); Benjamini and Hochberg (1995),
    doi:10.1111/j.2517-6161.1995.tb02031.x; Benjamini and Bogomolov (2014), JRSS B 76:297, doi:10.1111/rssb.12028 (what
    is found within the series found).

    Examples
    --------
    >>> import mediakit as mk
    >>> changes = mk.find_changes(mk.load_demo_articles(), freq="D")
    >>> int(changes.levels()["n_periods"].sum())  # of 54 days, 8 without an article
    46
    """
    require_freq(freq, auto=True)
    options: Any = {"by": by, "freq": freq, "reprints": reprints}
    counted = (
        count_articles(articles, **options)
        if query is None
        else share_mentioning(articles, query, fields=fields, **options)
    )
    numbers, names = (
        counted.numbers.drop(columns=["low", "high"], errors="ignore"),
        tuple(as_list(by)),
    )
    unit = counted.freq or freq
    least = least_periods(unit)
    numbers = numbers.assign(stray=_strays(numbers, list(names), unit, least))
    groups = [part for _, part in numbers.groupby(list(names), sort=True)] if names else [numbers]
    whole = [part.loc[~part["gap"] & ~part["partial"] & ~part["stray"]] for part in groups]
    tested = [part for part in whole if len(part) >= 3 * least]
    kept = _found_in(tested, unit, query is None, random_state)
    numbers = numbers.join(kept).assign(
        since=lambda table: pd.to_datetime(table["since"]).astype("datetime64[us]")
    )
    short = len(groups) - len(tested)
    aside = (
        f" {short:,} of {len(groups):,} series have too few whole {PERIODS[unit]}s with articles."
        if short
        else ""
    )
    reason = counted.reason
    if not reason and query is not None and not numbers["n_mentioning"].any():
        reason = f"No article mentions {query}."
    if not reason and not tested:
        reason = _too_few(unit)
        aside = ""
    tables = _change_table(numbers, names), _burst_table(numbers, names, query is None)
    numbers = numbers.assign(burst=numbers["_burst"].notna()).drop(
        columns=[n for n in _FOUND if n.startswith("_")]
    )
    words = tuple(as_list(fields))
    return Changes(
        counted.evidence,
        reason,
        numbers,
        *tables,
        names,
        unit,
        query,
        words,
        counted.set_aside + aside,
    )


def _strays(numbers: pd.DataFrame, by: list[str], freq: str, least: int) -> pd.Series:
    """Say which periods lie alone before the others, or behind them.

    They are too few for a level, and the hole between, no shorter than a level, is longer than all those among the
    others together: an outlet that publishes seldom has holes everywhere.
    """
    stray = pd.Series(False, index=numbers.index)
    held = numbers[~numbers["gap"]] if len(numbers) else numbers
    for _, part in held.groupby(by, sort=False) if by else [((), held)]:
        place = pd.PeriodIndex(part["date"], freq=FREQUENCIES[freq]).asi8
        begin, end = 0, len(place)
        while end - begin > 1:
            holes = np.diff(place[begin:end]) - 1
            before = int(holes.argmax()) + 1
            within = holes[before:] if before < least else holes[: before - 1]
            if (
                holes.max() < least
                or holes.max() <= within.sum()
                or least <= before <= end - begin - least
            ):
                break
            begin, end = (begin + before, end) if before < least else (begin, begin + before)
        stray[part.index[:begin].append(part.index[end:])] = True
    return stray


def _found_in(
    tested: list[pd.DataFrame], freq: str, is_count: bool, random_state: int
) -> pd.DataFrame:
    """Return for the periods of all series the level and the burst that each is part of."""
    series = [_series_of(part, freq, is_count) for part in tested]
    shifts = find_all_shifts(series, random_state=random_state)
    places = [[shift.at for shift in of_one] for of_one in shifts]
    periods = [pd.PeriodIndex(part["date"], freq=FREQUENCIES[freq]).asi8 for part in tested]
    bursts = find_all_bursts(
        list(zip(series, places, periods, strict=True)), random_state=random_state
    )
    found = [
        _with_bursts(_with_levels(part, one, shifted), one, at, burst)
        for part, one, shifted, at, burst in zip(
            tested, series, shifts, places, bursts, strict=True
        )
    ]
    return pd.concat(found)[_FOUND] if found else pd.DataFrame(columns=_FOUND, dtype=float)


def _too_few(freq: str) -> str:
    shorter = list(PERIODS)[: list(PERIODS).index(freq)]
    hint = f" Try shorter periods: freq='{shorter[-1]}'." if shorter else ""
    least = 3 * least_periods(freq)
    return f"Fewer than {least} whole {PERIODS[freq]}s with articles: too few to look for a change.{hint}"


def _series_of(part: pd.DataFrame, freq: str, is_count: bool) -> Series:
    """Return the periods of one group as the series that is searched."""
    hits, totals = (
        part["n_independent" if is_count else "n_mentioning"],
        None if is_count else part["n_independent"],
    )
    return Series(
        hits.to_numpy(dtype=np.float64),
        None if totals is None else totals.to_numpy(dtype=np.float64),
        part["date"].dt.day_of_week.to_numpy(dtype=np.int64) if freq == "D" else None,
        least_periods(freq),
    )


def _with_levels(part: pd.DataFrame, series: Series, shifts: list[Shift]) -> pd.DataFrame:
    """Add to the periods of one series the level each is part of, and the p of the change that began it."""
    places = [shift.at for shift in shifts]
    level, low, high = level_ranges(series, places)
    of_period = np.searchsorted(places, np.arange(len(part)), side="right")
    began = part["date"].to_numpy()[[0, *places]]
    p, q = (np.array([np.nan, *(getattr(shift, name) for shift in shifts)]) for name in "pq")
    bounds = {"level": level, "low": low, "high": high, "_p": p, "_q": q}
    return part.assign(
        since=began[of_period],
        **{name: stable(values)[of_period] for name, values in bounds.items()},
    )


def _with_bursts(
    part: pd.DataFrame, series: Series, places: list[int], bursts: list[Burst]
) -> pd.DataFrame:
    """Add the number of the burst each period is part of, its p and q, and what was to be expected, with its range."""
    number, p, q = np.full((3, len(part)), np.nan)
    for n, burst in enumerate(bursts):
        inside = slice(burst.begin, burst.end)
        number[inside], p[inside], q[inside] = n, burst.p, burst.q
    calm = np.isnan(number)
    expected = expected_counts(series, places, series.counts[None, :], calm)[0]
    level, low, high = level_ranges(
        replace(series, counts=np.where(calm, series.counts, expected)), places
    )
    of_period = np.searchsorted(places, np.arange(len(part)), side="right")
    least, most = (expected * (bound / np.maximum(level, 1e-9))[of_period] for bound in (low, high))
    return part.assign(
        _burst=number,
        _p_burst=p,
        _q_burst=q,
        _expected=expected,
        _expected_low=least,
        _expected_high=most,
    )


def _change_table(numbers: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Return a row a change: the level that begins there beside the one before."""
    levels = numbers[numbers["since"].notna()].drop_duplicates([*by, "since"])
    before = levels.groupby(list(by), sort=True)[["level", "low", "high"]].shift() if by else None
    before = levels[["level", "low", "high"]].shift() if before is None else before
    kept = numbers[numbers["since"].notna()]
    last = kept.groupby(list(by))["date"].shift() if by else kept["date"].shift()
    names = [*by, "date", "last_before", *_SIDES, "ratio", "p", *(["q"] if by else [])]
    began = dict(zip(_SIDES[:3], (before[name] for name in before.columns), strict=True))
    ended = dict(zip(_SIDES[3:], (levels[name] for name in before.columns), strict=True))
    ratio = stable(levels["level"] / before["level"].where(before["level"] > 0))
    levels = levels.assign(date=levels["since"], last_before=last.loc[levels.index])
    table = levels.assign(**began, **ended, ratio=ratio, p=levels["_p"], q=levels["_q"])
    return table.loc[table["p"].notna(), names].reset_index(drop=True)


def _burst_table(numbers: pd.DataFrame, by: tuple[str, ...], is_count: bool) -> pd.DataFrame:
    """Return a row a burst: what was counted in its periods beside what was to be expected of them."""
    inside = numbers[numbers["_burst"].notna()]
    hits, of = "n_independent" if is_count else "n_mentioning", "n_independent"
    each = inside.groupby([*by, "_burst"], sort=True)
    table = each.agg(
        date=("date", "min"),
        until=("date", "max"),
        n_periods=("date", "size"),
        observed=(hits, "sum"),
        of=(of, "sum"),
        **{name: (f"_{name}", "sum") for name in _EXPECTED},
        p=("_p_burst", "first"),
        q=("_q_burst", "first"),
    ).reset_index()
    size = 1.0 if is_count else table["of"]
    amounts = {name: stable(table[name] / size) for name in ("observed", *_EXPECTED)}
    ratio = stable(table["observed"] / table["expected"].where(table["expected"] > 0))
    return table.assign(**amounts, ratio=ratio, p=stable(table["p"]), q=stable(table["q"]))[
        [*by, *_BURST, *(["q"] if by else [])]
    ]
