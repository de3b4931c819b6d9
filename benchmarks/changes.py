"""How often a change of level, or a burst, is found if there is none, and if there is one.

    python benchmarks/changes.py [RUNS]

The series are negative-binomial counts whose normal scores are an AR(1) series, and shares of 10
to 60 articles a week whose rate drifts in the same way. Prints

- false alarms: the share of series without a change (or burst) in which one is found; at most 5%
  is promised;
- power: how often a real change is found, how often at its place (within two periods), and how
  often the range of a level holds it;
- the same among 40 series, and how many bursts are found;
- how often equal weekdays are called different, and how often a weekday's range holds its mean.

Takes an hour; `changes.py 20` six minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np
import pandas as pd
from scipy import stats

import mediakit as mk
from mediakit.changes.bursts import find_all_bursts
from mediakit.changes.series import ALPHA, Series, level_ranges
from mediakit.changes.shifts import _best_cut, find_all_shifts
from mediakit.counting.weekdays import articles_a_day
from mediakit.uncertainty import mean_interval

WEEK = np.array([1.3, 1.2, 1.1, 1.2, 1.2, 0.6, 0.4])


def alike(n: int, rho: float, generator: np.random.Generator) -> np.ndarray:
    """Return an AR(1) series of standard normal values."""
    values = generator.standard_normal(n)
    for step in range(1, n):
        values[step] = rho * values[step - 1] + np.sqrt(1 - rho**2) * values[step]
    return values


def counts(
    mean: np.ndarray, spread: float, rho: float, generator: np.random.Generator
) -> np.ndarray:
    """Return negative-binomial counts with the variance `spread` times the mean."""
    u = stats.norm.cdf(alike(len(mean), rho, generator))
    return stats.nbinom.ppf(u, mean / (spread - 1), 1 / spread)


def of_counts(y: np.ndarray, *, daily: bool = False) -> Series:
    """Return the series as find_changes makes it."""
    return Series(y, None, np.arange(len(y)) % 7 if daily else None, 7 if daily else 4)


def has_change(series: Series, periods: np.ndarray | None = None) -> bool:
    """Say whether a change of level is found."""
    return bool(find_all_shifts([series])[0])


def has_burst(series: Series, periods: np.ndarray | None = None, at: range = range(0)) -> bool:
    """Say whether a burst is found, at these places if any are given."""
    shifts = [shift.at for shift in find_all_shifts([series])[0]]
    periods = np.arange(len(series.counts)) if periods is None else periods
    (bursts,) = find_all_bursts([(series, shifts, periods)])
    return any(not at or (burst.begin < at.stop and burst.end > at.start) for burst in bursts)


def null_counts(
    found_in: Callable[[Series], bool], runs: int, generator: np.random.Generator
) -> None:
    """Print the false alarms in counts."""
    print(
        f"{found_in.__name__}: false alarms, counts\n"
        "                          variance 2 x mean                 5 x mean"
    )
    print("  periods      mean       AR .0   .2     .5               .0     .2     .5")
    for n, daily in ((26, False), (52, False), (104, False), (365, True)):
        for mean in (3, 20):
            rates = []
            for spread in (2, 5):
                for rho in (0.0, 0.2, 0.5):
                    level = mean * (np.resize(WEEK, n) if daily else np.ones(n))
                    found = [
                        found_in(of_counts(counts(level, spread, rho, generator), daily=daily))
                        for _ in range(runs)
                    ]
                    rates.append(np.mean(found))
            cells = (
                "  ".join(f"{rate:5.1%}" for rate in rates[:3])
                + "            "
                + "  ".join(f"{rate:5.1%}" for rate in rates[3:])
            )
            print(f"  {n:3} {'days ' if daily else 'weeks'}     {mean:2}       {cells}", flush=True)


def null_shares(
    found_in: Callable[[Series], bool], runs: int, generator: np.random.Generator
) -> None:
    """Print the false alarms in shares."""
    for share, n in ((0.1, 52), (0.3, 104)):
        totals = generator.integers(10, 60, n)
        for rho in (0.0, 0.5):
            found = 0
            for _ in range(runs):
                rate = stats.beta.ppf(
                    stats.norm.cdf(alike(n, rho, generator)), 20 * share, 20 * (1 - share)
                )
                hits = generator.binomial(totals, rate).astype(float)
                found += found_in(Series(hits, totals.astype(float), None, 4))
            name = f"{found_in.__name__}: false alarms, shares of {share:.0%}, {n} weeks, AR {rho}"
            print(f"{name}: {found / runs:.1%}", flush=True)


def null_gaps(found_in: Callable[..., bool], runs: int, generator: np.random.Generator) -> None:
    """Print the false alarms in thin counts without their empty weeks, as find_changes has them."""
    for mean, spread, rho in (
        (0.7, 1.001, 0.0),
        (1, 3, 0.3),
        (2, 1.001, 0.0),
        (3, 2, 0.2),
        (3, 5, 0.2),
        (6, 10, 0.2),
    ):
        found = []
        for _ in range(runs):
            y = counts(np.full(104, float(mean)), spread, rho, generator)
            if (y > 0).sum() >= 12:
                found.append(found_in(of_counts(y[y > 0]), np.flatnonzero(y > 0)))
        print(
            f"{found_in.__name__}: false alarms, 104 weeks of {mean} without the empty ones, "
            f"variance {spread} x mean, AR {rho}: {np.mean(found):.1%}",
            flush=True,
        )


def power(runs: int, generator: np.random.Generator) -> None:
    """Print how often changes are found, and how often ranges hold their level."""
    for name, n, begin, end, spread, rho in (
        ("doubling, 52 weeks of 20, variance 2 x mean, AR .2", 52, None, 52, 2, 0.2),
        ("doubling, 52 weeks of 20, variance 4 x mean, AR .4", 52, None, 52, 4, 0.4),
        ("doubled for 8 weeks of 52, variance 2 x mean, AR .2", 52, 20, 28, 2, 0.2),
        ("doubled for 12 weeks of 104, variance 3 x mean, AR .3", 104, 40, 52, 3, 0.3),
    ):
        found, placed, further, held = 0, 0, 0, []
        for _ in range(runs):
            first = int(generator.integers(n // 3, n - n // 3)) if begin is None else begin
            inside = (np.arange(n) >= first) & (np.arange(n) < end)
            series = of_counts(counts(np.where(inside, 40.0, 20.0), spread, rho, generator))
            shifts = find_all_shifts([series])[0]
            true = [edge for edge in (first, end) if edge < n]
            found += bool(shifts)
            near = [any(abs(shift.at - edge) <= 2 for shift in shifts) for edge in true]
            placed += all(near)
            further += len(shifts) > len(true)
            _, low, high = level_ranges(series, true)
            held += [low[0] <= 20 <= high[0], low[1] <= 40 <= high[1]]
        print(
            f"{name}: found {found / runs:.0%}, at its place {placed / runs:.0%}, "
            f"too many changes {further / runs:.0%}, ranges hold {np.mean(held):.0%}",
            flush=True,
        )


def burst_power(runs: int, generator: np.random.Generator) -> None:
    """Print how often bursts of one, two and three weeks are found, alone and beside another."""
    for length, times, others in ((1, 3, 0), (1, 2, 0), (2, 2, 0), (3, 2, 0), (1, 3, 1)):
        found = 0
        for _ in range(runs):
            y = counts(np.full(52, 20.0), 2, 0.2, generator)
            y[26 : 26 + length] += 20 * (times - 1)
            y[40 : 40 + others] += 20 * (times - 1)
            found += has_burst(of_counts(y), at=range(26, 26 + length))
        beside = " beside another" if others else ""
        print(
            f"burst of length {length} in 52 weeks, {times} x 20{beside}, variance 2 x mean, "
            f"AR .2: found {found / runs:.0%}",
            flush=True,
        )


def many_series(runs: int, generator: np.random.Generator) -> None:
    """Print false alarms, power and time among 40 series, as of 40 outlets."""
    print(
        "40 series, mean 10, variance 2 x mean, AR .2; some of them double half-way.\n"
        "Columns: sets with a false alarm; false ones among those found; doubled ones found (in\n"
        "brackets: with each p times 40); seconds"
    )
    n_runs = max(runs // 10, 1)
    for n in (52, 104):
        for changing in (0, 1, 20, 40):
            alarms, false, found, plain, seconds = 0, [], 0, 0, 0.0
            for _ in range(n_runs):
                rise = np.where(np.arange(n) < n // 2, 10.0, 20.0)
                levels = [rise if k < changing else np.full(n, 10.0) for k in range(40)]
                many = [of_counts(counts(level, 2, 0.2, generator)) for level in levels]
                began = perf_counter()
                shifts = [bool(each) for each in find_all_shifts(many)]
                seconds += perf_counter() - began
                alarms += any(shifts[changing:])
                false.append(sum(shifts[changing:]) / max(sum(shifts), 1))
                found += sum(shifts[:changing])
                plain += sum(
                    40 * _best_cut(series, 40, 0)[0] <= ALPHA for series in many[:changing]
                )
            of = max(changing, 1) * n_runs
            print(
                f"  {n:3} weeks, {changing:2} of 40: {alarms / n_runs:5.1%}  "
                f"{np.mean(false):5.1%}  {found / of:4.0%} ({plain / of:4.0%})  "
                f"{seconds / n_runs:.1f}",
                flush=True,
            )


def weekday_ranges(runs: int, generator: np.random.Generator) -> None:
    """Print how often the range of the mean of a weekday's counts holds it, beside Student's."""
    print("how often a weekday's range holds its mean (in brackets: Student's, if it has one)")
    print("  mean  weeks   variance 1 x mean      2 x            4 x")
    for mean in (0.2, 1.0, 5.0):
        for weeks in (6, 12, 26):
            cells = []
            for spread in (1.001, 2, 4):
                grids = generator.negative_binomial(
                    mean / (spread - 1), 1 / spread, (10 * runs, weeks)
                ).astype(float)
                ours, student = (
                    np.array([interval(grid) for grid in grids])
                    for interval in (articles_a_day, mean_interval)
                )
                held = [
                    np.mean((known[:, 1] <= mean) & (mean <= known[:, 2]))
                    for known in (found[np.isfinite(found[:, 1])] for found in (ours, student))
                ]
                cells.append(f"{held[0]:5.1%} ({held[1]:5.1%})")
            print(f"  {mean:4}  {weeks:4}    {'  '.join(cells)}", flush=True)


def null_weekdays(runs: int, generator: np.random.Generator) -> None:
    """Print how often weekdays that do not differ are called different."""
    for weeks in (6, 26):
        for rho in (0.0, 0.5):
            called = 0
            for _ in range(runs):
                days = pd.date_range("2031-03-03", periods=7 * weeks).repeat(
                    counts(np.full(7 * weeks, 4.0), 3, rho, generator).astype(int)
                )
                articles = pd.DataFrame(
                    {"article_id": np.arange(len(days)), "date": days.astype("datetime64[us]")}
                )
                called += bool((mk.count_by_weekday(articles).table()["p"] < 0.05).any())
            print(
                f"equal weekdays called different, {weeks} weeks, AR {rho}: {called / runs:.1%}",
                flush=True,
            )


def main(runs: int) -> None:
    """Print the table."""
    generator = np.random.default_rng(0)
    for found_in in (has_change, has_burst):
        null_counts(found_in, runs, generator)
        null_shares(found_in, runs, generator)
        null_gaps(found_in, runs, np.random.default_rng(1))
    power(runs, generator)
    burst_power(runs, generator)
    many_series(runs, generator)
    weekday_ranges(runs, generator)
    null_weekdays(runs, generator)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
