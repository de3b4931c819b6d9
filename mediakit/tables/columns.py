"""Which columns of a result people see, in words: a range stands in one column, after its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from mediakit.tables.forms import MISSING, written
from mediakit.tables.headings import HIDDEN, Heading, heading_of
from mediakit.wording import feature_name

__all__ = ["Column", "columns_of"]

#: The lower end of a range by its value; the upper end is called high in its place.
_RANGES = {
    "before": "before_low",
    "after": "after_low",
}
_PLAIN = ("low", "high")


#: Columns that name a frame or a feature.
_SPOKEN = frozenset(["feature", "label"])


@dataclass(frozen=True)
class Column:
    """A column as people see it.

    Attributes
    ----------
    heading : Heading
        What stands over it.
    cells : list of str
        What stands in it.
    values : Series
        The numbers or words that it is written from; the middle of a range.
    low, high : Series, optional
        The ends of a range, which is drawn in the cell.
    """

    heading: Heading
    cells: list[str]
    values: pd.Series
    low: pd.Series | None = field(default=None)
    high: pd.Series | None = field(default=None)


def columns_of(
    rows: pd.DataFrame,
    sides: Mapping[str, str],
    own: Mapping[str, Heading],
) -> list[Column]:
    """Return the columns that people see, in the order of the table."""
    names = [str(name) for name in rows.columns]
    bounds = _bounds(names)
    ends = {end for pair in bounds.values() for end in pair}
    columns = []
    for name in names:
        values = rows[name]
        heading = heading_of(name, values, sides, own)
        if name in HIDDEN or name in ends or _says_nothing(values, heading.form):
            continue
        cells = [written(value, heading.form) for value in values]
        if name in _SPOKEN:
            cells = [feature_name(cell) for cell in cells]
        columns.append(Column(heading, cells, values))
        if name in bounds:
            low, high = bounds[name]
            columns.append(_range(values, rows[low], rows[high], heading.form))
    return columns


def _bounds(names: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the names of the ends of each value's range: low and high follow their value."""
    bounds = {
        value: (low, low.replace("_low", "_high"))
        for value, low in _RANGES.items()
        if {value, low} <= set(names)
    }
    if set(_PLAIN) <= set(names):
        place = names.index("low")
        if place:
            bounds[names[place - 1]] = _PLAIN
    return bounds


def _says_nothing(values: pd.Series, form: str) -> bool:
    """Whether a mark is set nowhere, or nothing is known."""
    if form == "yes":
        return not values.any()
    return bool(values.isna().all()) and len(values) > 0


def _range(values: pd.Series, low: pd.Series, high: pd.Series, form: str) -> Column:
    """Return the column of a range, open on one side where only the other end is known."""
    cells = []
    for first, last in zip(low, high, strict=True):
        ends = (written(first, form), written(last, form))
        if ends == (MISSING, MISSING):
            cells.append(MISSING)
        elif ends[0] == MISSING:
            cells.append(f"up to {ends[1]}")
        elif ends[1] == MISSING:
            cells.append(f"from {ends[0]}")
        else:
            cells.append(f"{ends[0]} to {ends[1]}")
    return Column(Heading("95% range", form), cells, values, low, high)
