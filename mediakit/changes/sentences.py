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
    p_value,
    percent,
    period_name,
    quoted,
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

    def amount(self, value: float) -> str:
        """Return a count or a share."""
        if self.query is None:
            return f"{value:.3g}"
        return percent(value)

    @property
    def unit(self) -> str:
        """What a level is measured in."""
        if self.query is None:
            return f" articles per {PERIOD_NOUNS[self.freq]}"
        return ""

    @property
    def subject(self) -> str:
        """What the level is of."""
        if self.query is None:
            return "the number of articles"
        return f"the share of articles that mention {quoted(self.query)}"

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


def changes_in_words(changes: pd.DataFrame, wording: Wording) -> str:
    """Say when the level changed, and from what to what."""
    if changes.empty:
        return (
            f"No change of level was found in {wording.subject}, which does not show that there "
            "was none."
        )
    parts = []
    for row in changes.head(_NAMED).to_dict("records"):
        after, before = wording.amount(row["after"]), wording.amount(row["before"])
        bounds = f"{wording.amount(row['after_low'])} to {wording.amount(row['after_high'])}"
        verb = choose(row["after"] > row["before"], "rose", "fell")
        parts.append(
            f"{wording.group(row).strip()} {_beginning(row, wording)} it {verb} from {before} to "
            f"{after}{wording.unit} "
            f"(95% range {bounds}; {wording.certainty(row)})".strip()
        )
    n = count_of(len(changes), "change of level", "changes of level")
    verb = choose(len(changes), "was", "were")
    return f"{n} {verb} found in {wording.subject}: {'; '.join(parts)}.{_more(len(changes))}"


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
        return "No burst was found."
    unit = ""
    if wording.query is None:
        unit = " articles"
    parts = []
    for row in bursts.sort_values("p", kind="stable").head(_NAMED).to_dict("records"):
        when = in_period(row["date"], wording.freq)
        if row["n_periods"] > 1:
            last = period_name(row["until"], wording.freq)
            when = f"from {period_name(row['date'], wording.freq)} to {last}"
        observed, expected = wording.amount(row["observed"]), wording.amount(row["expected"])
        bounds = f"{wording.amount(row['expected_low'])} to {wording.amount(row['expected_high'])}"
        parts.append(
            f"{observed}{unit}{wording.group(row)} {when}, against {expected} expected "
            f"(95% range {bounds}; {wording.certainty(row)})"
        )
    n = count_of(len(bursts), "burst")
    verb = choose(len(bursts), "was", "were")
    return f"{n} {verb} found: {'; '.join(parts)}.{_more(len(bursts))}"


def _more(n: int) -> str:
    if n <= _NAMED:
        return ""
    rest = n - _NAMED
    return capitalised(f" The table has the other {choose(rest, 'one', f'{rest:,}')}.")
