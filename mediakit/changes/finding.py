"""Find when a level changed, and when there was briefly much more than usual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from mediakit.changes.levels import assign_levels
from mediakit.changes.result import Changes
from mediakit.changes.shortest import shortest_level
from mediakit.changes.tables import burst_table, change_table
from mediakit.checks import as_list, require_whole
from mediakit.counting import ArticleCounts, MentionShares, count_articles, share_mentioning
from mediakit.independence import of_origin
from mediakit.periods import period_number, require_freq
from mediakit.tokens import FIELDS
from mediakit.wording import PERIOD_NOUNS, choose, matches_query, noun_of_groups, plural_of

__all__ = ["find_changes"]


def find_changes(
    articles: pd.DataFrame,
    query: str | None = None,
    *,
    by: str | Sequence[str] | None = None,
    freq: str = "W",
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
    random_state: int = 0,
) -> Changes:
    """Find when the number of articles, or the share that mentions a subject, changed its level;
    and short bursts.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    query : str, optional
        Look for changes in the share of articles that match, as `share_mentioning` counts it; by
        default in the number of independent articles. For the number that match, ask for the share:
        it is not moved by how much is published, or collected, in all.
    by : str or list of str, optional
        Columns to group by, such as 'outlet': a series each, and one rate of false discoveries for
        all.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, default 'W'
        The periods. Twelve whole ones with articles are needed, of days 21.
    fields : str or sequence of str, default ('title', 'text')
        The columns to look in.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once within a group and period, each, or as one unit
        shared.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.
    random_state : int, default 0
        Seed of the simulated series.

    Returns
    -------
    Changes
        `table()` has a row a change, `levels()` a row a level, `bursts()` a row a burst;
        `examples(date=...)` has the articles of a level, `examples(burst=...)` those of a burst.

    Raises
    ------
    UnknownValue
        If `freq` or `reprints` is none of those named, or `by` has 'date'.
    BadQuery
        If the query cannot be read.

    Notes
    -----
    The square roots of the counts (the arcsines of the roots of the shares, weighted by their
    articles), as normal scores, less the effects of weekdays for days, are cut in two, and a
    stretch is cut out of them, if the parts are four periods long or more (seven days). The best
    cut is compared with that of simulated series (Gaussian AR(1) plus noise) that leave a similar
    autocorrelation, and the parts are searched again while p is .05 or less.
    `benchmarks/changes.py` measures the false alarms on overdispersed, autocorrelated counts.

    The autocorrelation is taken to fade: a trend, the round of the seasons, or waves longer than a
    third of the series are changes of level to this method. It says nothing of causes. Periods
    without articles are left out, so that a silence cannot be seen either. So are stray periods at
    the beginning or the end: too few for a level, and separated from the others by a hole that is
    no shorter than a level and longer than all holes among the others together. A stray early
    article begins no level.

    What is far above its neighbours for less time is a burst: of all stretches of one to three
    periods (one to six days) the one farthest above what levels and weekdays lead one to expect, in
    deviations that the other periods give, is compared with the farthest of simulated series
    (gamma-Poisson counts or beta-binomial shares, autocorrelated) of similar dispersion and
    autocorrelation. It is set aside and the next one tried while p is .05 or less.

    For bursts of counts, but not for their levels, a period without articles counts as none: counts
    without their zeros vary like no series that can be simulated. A hole no shorter than a level
    (four periods, seven days) stays out if fewer than a fifth of the other periods are empty. A
    burst may reach over empty periods, which are not among its `n_periods`.

    Among many series it is q that must be .05 or less: of the series said to have a change, or a
    burst, at most 5% have none, and if none has one, any is found in at most 5% of cases.

    References
    ----------
    Olshen, Venkatraman, Lucito and Wiper (2004), Biostatistics 5:557,
    doi:10.1093/biostatistics/kxh008 (cutting out a stretch); Vostrikova (1981), Soviet Mathematics
    Doklady 24:55 (binary segmentation); Anscombe (1948), Biometrika 35:246,
    doi:10.1093/biomet/35.3-4.246 (square roots of counts); Benjamini and Hochberg (1995),
    doi:10.1111/j.2517-6161.1995.tb02031.x; Benjamini and Bogomolov (2014), JRSS B 76:297,
    doi:10.1111/rssb.12028 (what is found within the series found).

    Examples
    --------
    >>> import mediakit as mk
    >>> changes = mk.find_changes(mk.load_demo_articles(), freq="D")
    >>> int(changes.levels()["n_periods"].sum())  # of 54 days, 8 without an article
    46
    """
    articles = of_origin(articles, origin)
    require_freq(freq, auto=True)
    require_whole("random_state", random_state, least=0)
    counted: ArticleCounts | MentionShares
    options: Any = {"by": by, "freq": freq, "reprints": reprints}
    if query is None:
        counted = count_articles(articles, **options)
    else:
        counted = share_mentioning(articles, query, fields=fields, **options)
    names, letter = counted.by, str(counted.freq)
    shortest = shortest_level(letter)
    numbers = counted.numbers.drop(columns=["low", "high"], errors="ignore")
    numbers = numbers.assign(stray=_strays(numbers, list(names), letter, shortest))
    series = _series(numbers, names)
    tested = [part for part in series if len(part) >= 3 * shortest]
    numbers = assign_levels(numbers, tested, letter, query is None, random_state)
    return Changes(
        counted.evidence,
        _reason(counted, query, letter, bool(tested)),
        numbers.drop(columns=[name for name in numbers.columns if name.startswith("_")]),
        change_table(numbers, names),
        burst_table(numbers, names, query is None),
        names,
        letter,
        query,
        tuple(as_list(fields)),
        counted.left_out + _short_series(len(series), len(tested), names, letter),
    )


def _series(numbers: pd.DataFrame, by: tuple[str, ...]) -> list[pd.DataFrame]:
    """Return the whole periods with articles of each series."""
    parts = [numbers]
    if by:
        parts = [part for _, part in numbers.groupby(list(by), sort=True)]
    return [part[~part["gap"] & ~part["partial"] & ~part["stray"]] for part in parts]


def _strays(
    numbers: pd.DataFrame,
    by: list[str],
    freq: str,
    shortest: int,
) -> pd.Series:
    """Say which periods lie alone before the others, or behind them.

    They are too few for a level, and the hole between, no shorter than a level, is longer than all
    those among the others together: an outlet that publishes seldom has holes everywhere.
    """
    stray = pd.Series(False, index=numbers.index)
    if numbers.empty:
        return stray
    with_articles = numbers[~numbers["gap"]]
    parts = [with_articles]
    if by:
        parts = [part for _, part in with_articles.groupby(by, sort=False)]
    for part in parts:
        begin, end = _main_part(period_number(part["date"], freq), shortest)
        stray[part.index[:begin].append(part.index[end:])] = True
    return stray


def _main_part(periods: np.ndarray, shortest: int) -> tuple[int, int]:
    """Return where the periods that are not stray begin and end."""
    begin, end = 0, len(periods)
    while end - begin > 1:
        holes = np.diff(periods[begin:end]) - 1
        n_before = int(holes.argmax()) + 1
        n_behind = end - begin - n_before
        others = holes[: n_before - 1]
        if n_before < shortest:
            others = holes[n_before:]
        is_wide = holes.max() >= shortest and holes.max() > others.sum()
        if not is_wide or min(n_before, n_behind) >= shortest:
            break
        if n_before < shortest:
            begin += n_before
        else:
            end = begin + n_before
    return begin, end


def _reason(
    counted: ArticleCounts | MentionShares,
    query: str | None,
    freq: str,
    any_tested: bool,
) -> str:
    """Say why no change was looked for, if none was."""
    if counted.reason:
        return counted.reason
    if query is not None and not counted.numbers["n_mentioning"].any():
        return f"No article {matches_query(query, 1)}."
    if any_tested:
        return ""
    n = 3 * shortest_level(freq)
    reason = (
        f"There are fewer than {n} complete {plural_of(PERIOD_NOUNS[freq])} with articles, too few "
        "to look for a change."
    )
    shorter = list(PERIOD_NOUNS)[: list(PERIOD_NOUNS).index(freq)]
    if shorter:
        reason += f" Try shorter periods: freq='{shorter[-1]}'."
    return reason


def _short_series(
    n_series: int,
    n_tested: int,
    by: tuple[str, ...],
    freq: str,
) -> str:
    """Say how many series were too short, if others were not."""
    n_short = n_series - n_tested
    if not n_short or not n_tested:
        return ""
    has = choose(n_short, "has", "have")
    periods = f"complete {plural_of(PERIOD_NOUNS[freq])} with articles"
    nouns = noun_of_groups(by, n_series)
    return f" {n_short:,} of the {n_series:,} {nouns} {has} too few {periods} to be tested."
