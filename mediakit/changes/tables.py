"""The tables of changes and of bursts, made of what each period is part of."""

from __future__ import annotations

import pandas as pd

from mediakit.uncertainty import stable

__all__ = ["burst_table", "change_table"]

_LEVELS = ["level", "low", "high"]
_SIDES = [f"{side}{bound}" for side in ("before", "after") for bound in ("", "_low", "_high")]
_EXPECTED = ["expected", "expected_low", "expected_high"]


def change_table(numbers: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Return a row a change: the level that begins there beside the one before."""
    keys = list(by)
    held = numbers[numbers["since"].notna()]
    levels = held.drop_duplicates([*keys, "since"])
    if keys:
        before = levels.groupby(keys, sort=True)[_LEVELS].shift()
        last_before = held.groupby(keys)["date"].shift()
    else:
        before = levels[_LEVELS].shift()
        last_before = held["date"].shift()
    table = levels.assign(
        date=levels["since"],
        last_before=last_before.loc[levels.index],
        before=before["level"],
        before_low=before["low"],
        before_high=before["high"],
        after=levels["level"],
        after_low=levels["low"],
        after_high=levels["high"],
        ratio=stable(levels["level"] / before["level"].where(before["level"] > 0)),
        p=levels["_p"],
        q=levels["_q"],
    )
    names = [*keys, "date", "last_before", *_SIDES, "ratio", "p", *_with_q(keys)]
    return table.loc[table["p"].notna(), names].reset_index(drop=True)


def _with_q(keys: list[str]) -> list[str]:
    """Return the column q if there are several series."""
    if keys:
        return ["q"]
    return []


def burst_table(
    numbers: pd.DataFrame,
    by: tuple[str, ...],
    is_count: bool,
) -> pd.DataFrame:
    """Return a row a burst: what was counted in its periods beside what was to be expected of
    them."""
    keys = list(by)
    inside = numbers[numbers["_burst"].notna()]
    counted = "n_mentioning"
    if is_count:
        counted = "n_independent"
    table = inside.groupby([*keys, "_burst"], sort=True).agg(
        date=("date", "min"),
        until=("date", "max"),
        n_periods=("date", "size"),
        observed=(counted, "sum"),
        total=("n_independent", "sum"),
        expected=("_expected", "sum"),
        expected_low=("_expected_low", "sum"),
        expected_high=("_expected_high", "sum"),
        p=("_p_burst", "first"),
        q=("_q_burst", "first"),
    )
    table = table.reset_index()
    ratio = stable(table["observed"] / table["expected"].where(table["expected"] > 0))
    base = table["total"]
    if is_count:
        base = 1.0
    amounts = {name: stable(table[name] / base) for name in ("observed", *_EXPECTED)}
    table = table.assign(**amounts, ratio=ratio, p=stable(table["p"]), q=stable(table["q"]))
    names = ["date", "until", "n_periods", "observed", *_EXPECTED, "ratio", "p"]
    return table[[*keys, *names, *_with_q(keys)]]
