"""What counts and shares have in common: a row a group and period, and the articles behind it."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.checks import one_of
from mediakit.errors import UnknownValue
from mediakit.periods import as_day, period_start
from mediakit.results import Result
from mediakit.wording import PERIOD_NOUNS, day_name, in_period, join_names, period_name, plural_of

__all__ = ["GroupedNumbers", "group_name", "highest_rows", "place_of"]


@dataclass(frozen=True, repr=False, eq=False)
class GroupedNumbers(Result):
    """Numbers of articles by group and period; the public results differ in what they count."""

    numbers: pd.DataFrame
    by: tuple[str, ...]
    freq: str | None
    left_out: str

    def table(self) -> pd.DataFrame:
        """Return a row a group and period."""
        return self.numbers.copy()

    @abstractmethod
    def best_rows(self) -> pd.DataFrame:
        """Return the rows of the table that the answer names as the highest, if any."""

    @property
    def dimensions(self) -> list[str]:
        """What the numbers are broken down by, such as outlet and week."""
        if self.freq is None:
            return list(self.by)
        return [*self.by, PERIOD_NOUNS[self.freq]]

    @property
    def breakdown(self) -> str:
        """The same as the end of a title: ' by outlet and week', or nothing."""
        if not self.dimensions:
            return ""
        return f" by {join_names(self.dimensions)}"

    @property
    def row_noun(self) -> str:
        """What a row of the table is called."""
        if len(self.dimensions) == 1:
            return self.dimensions[0]
        return f"combination of {join_names(self.dimensions)}"

    @property
    def row_plural(self) -> str:
        """What several of them are called."""
        if len(self.dimensions) == 1:
            return plural_of(self.dimensions[0])
        return f"combinations of {join_names(self.dimensions)}"

    def example_keys(self) -> list[Any]:
        """Return the groups; without groups the periods that have articles; without periods None
        for all articles."""
        if self.by:
            return super().example_keys()
        if self.freq is not None:
            return self.numbers.loc[~self.numbers["gap"], "date"].tolist()
        return [None]

    def named_in_answer(self) -> list[tuple[Any, str]]:
        """Return the groups and periods that the answer names as the highest; or else the first."""
        best = self.best_rows()
        if best.empty or not self.dimensions:
            return super().named_in_answer()
        keys = self.keys_of(best)
        names = [place_of(row, self.by, self.freq) for _, row in best.iterrows()]
        return [(key, name.removeprefix("in ")) for key, name in zip(keys, names, strict=True)]

    def keys_of(self, rows: pd.DataFrame) -> list[Any]:
        """Return what `examples` takes for each row: a group, a period, or both."""
        if self.freq is None:
            return rows[self.by[0]].tolist()
        if not self.by:
            return rows["date"].tolist()
        return list(zip(rows[self.by[0]], rows["date"], strict=True))

    def select(self, key: object, date: object) -> tuple[Flags, str]:
        """Say which of the counted articles are of one group, one period, or both; and the name of
        that."""
        labels = self.evidence.counted_labels
        selected = np.ones(len(labels), dtype=bool)
        names = []
        if not self.by and date is None:
            key, date = None, key
        if isinstance(key, tuple) and date is None:
            key, date = key
        if key is not None:
            groups = labels[self.by[0]]
            one_of(self.by[0], key, groups.unique())
            selected &= (groups == key).to_numpy(dtype=bool)
            names.append(str(key))
        if date is not None:
            first = self._first_day(date)
            selected &= (labels["date"] == first).to_numpy(dtype=bool)
            names.append(period_name(first, str(self.freq)))
        return selected, ", ".join(names)

    def _first_day(self, date: object) -> pd.Timestamp:
        """Return the first day of the period that a date falls in, if it is one of the table's."""
        if self.freq is None:
            raise UnknownValue(
                "These numbers are not by date: leave the date out, or count with freq=."
            )
        first = period_start(pd.Series([as_day(date)]), self.freq).iloc[0]
        known = self.numbers["date"]
        if known.empty:
            raise UnknownValue("There are no articles, and so no periods.")
        if first not in known.unique():
            low = period_name(known.min(), self.freq)
            high = period_name(known.max(), self.freq)
            raise UnknownValue(
                f"There is nothing {in_period(first, self.freq)}. The numbers run from {low} to "
                f"{high}."
            )
        return first


def highest_rows(numbers: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return the rows with the highest value, in the order of the table: more than one if they
    tie."""
    is_highest = numbers[value] == numbers[value].max()
    return numbers[is_highest.fillna(False).astype(bool)]


def place_of(
    row: pd.Series,
    by: tuple[str, ...],
    freq: str | None,
) -> str:
    """Return where a row of the table is: in Gull Gazette, in the week of 3 March 2031, or both."""
    parts = []
    if by:
        parts.append(f"in {group_name(row, by)}")
    if freq is not None:
        parts.append(in_period(row["date"], freq))
    return " ".join(parts)


def group_name(row: pd.Series, by: tuple[str, ...]) -> str:
    """Return the name of the group of a row."""
    return join_names(_name_of_value(row[name]) for name in by)


def _name_of_value(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return day_name(value)
    return str(value)
