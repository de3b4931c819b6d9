"""What is said of changes and bursts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.periods import next_period
from mediakit.wording import (
    PERIOD_NOUNS,
    capitalised,
    choose,
    count_of,
    in_period,
    join_names,
    matches_query,
    p_value,
    percents,
    period_name,
    same_precision,
)

__all__ = ["Wording", "bursts_in_words", "changes_in_words"]

_NAMED = 3


@dataclass(frozen=True)
class Wording:
    """How the numbers of a result are written: by which columns, which periods, as counts or as
    shares of a subject."""

    by: tuple[str, ...]
    freq: str
    query: str | None

    def amounts(self, *values: float) -> list[str]:
        """Return counts, with one precision, or shares."""
        if self.query is None:
            return same_precision(*values)
        return percents(*values)

    @property
    def unit(self) -> str:
        """Return ' a day' for counts, which a level is measured in, and nothing for shares."""
        if self.query is None:
            return f" a {PERIOD_NOUNS[self.freq]}"
        return ""

    @property
    def subject(self) -> str:
        """What the level is of."""
        if self.query is None:
            return "the number of articles"
        return f"the share of articles that {matches_query(self.query)}"

    def certainty(self, row: Mapping[Any, Any]) -> str:
        """Return p, or q among several series."""
        if self.by:
            return p_value(row["q"]).replace("p", "q")
        return p_value(row["p"])

    def group(self, row: Mapping[Any, Any]) -> str:
        """Return ' of the group', or nothing."""
        if not self.by:
            return ""
        return f" in {join_names(row[name] for name in self.by)}"


def changes_in_words(
    changes: pd.DataFrame,
    wording: Wording,
    is_flat: bool,
) -> str:
    """Say when the level changed, and from what to what."""
    if changes.empty and is_flat:
        return f"{capitalised(wording.subject)} is the same every {PERIOD_NOUNS[wording.freq]}."
    if changes.empty:
        return (
            f"No lasting change was found in {wording.subject}; that does not mean there was none."
        )
    n = len(changes)
    parts = [_change_in_words(row, wording) for row in changes.head(_NAMED).to_dict("records")]
    found = choose(n, "change was", "changes were")
    doubt = _doubt(changes.head(_NAMED))
    return f"{n:,} lasting {found} found in {wording.subject}: {'; '.join(parts)}.{doubt}{_more(n)}"


def _change_in_words(row: Mapping[Any, Any], wording: Wording) -> str:
    """Return when a level changed, from what to what, and how sure that is."""
    amounts = [row[name] for name in ("before", "after", "after_low", "after_high")]
    before, after, low, high = wording.amounts(*amounts)
    verb = choose(row["after"] > row["before"], "rose", "fell")
    if row["after_low"] <= row["before"] <= row["after_high"]:
        verb = "went"
    when = _beginning(row, wording)
    if wording.by:
        when = f"{wording.group(row).strip()}, {when}"
    moved = f"{when} the level {verb} from {before} to {after}{wording.unit}"
    certainty = wording.certainty(row)
    return f"{moved} (95% range of the new level {low} to {high}; {certainty})"


def _doubt(changes: pd.DataFrame) -> str:
    """Warn of changes whose new level may be the old one."""
    includes_old = changes["before"].between(changes["after_low"], changes["after_high"])
    n = int(includes_old.sum())
    if not n:
        return ""
    if len(changes) == 1:
        return (
            " As this range includes the old level, do not report by how much, or in which "
            "direction, it changed."
        )
    if n == len(changes):
        return (
            " As these ranges include the old levels, do not report by how much, or in which "
            "direction, they changed."
        )
    which = choose(n, "one of these ranges includes", f"{n:,} of these ranges include")
    return (
        f" As {which} the old level, do not report by how much, or in which direction, it changed "
        "there."
    )


def _beginning(row: Mapping[Any, Any], wording: Wording) -> str:
    """Return when a level began: in a period, or somewhere in a hole before it."""
    first = row["date"]
    if next_period(row["last_before"], wording.freq) == first:
        return in_period(first, wording.freq)
    between = (
        f"{period_name(row['last_before'], wording.freq)} and {period_name(first, wording.freq)}"
    )
    return f"between {between} (there are no articles in between)"


def bursts_in_words(bursts: pd.DataFrame, wording: Wording) -> str:
    """Say when there was briefly much more than usual, the surest first."""
    if bursts.empty:
        return "No short burst was found."
    unit = ""
    if wording.query is None:
        unit = " articles"
    parts = []
    for row in bursts.sort_values("p", kind="stable").head(_NAMED).to_dict("records"):
        when = in_period(row["date"], wording.freq)
        if row["n_periods"] > 1:
            last = period_name(row["until"], wording.freq)
            when = f"from {period_name(row['date'], wording.freq)} to {last}"
        (observed,) = wording.amounts(row["observed"])
        limits = ("expected", "expected_low", "expected_high")
        expected, low, high = wording.amounts(*[row[name] for name in limits])
        parts.append(
            f"{observed}{unit}{wording.group(row)} {when}, against {expected} expected "
            f"(95% range {low} to {high}; {wording.certainty(row)})"
        )
    n = count_of(len(bursts), "burst")
    verb = choose(len(bursts), "was", "were")
    return f"{n} {verb} found: {'; '.join(parts)}.{_more(len(bursts))}"


def _more(n: int) -> str:
    if n <= _NAMED:
        return ""
    rest = n - _NAMED
    return capitalised(f" The table has the other {choose(rest, 'one', f'{rest:,}')}.")
