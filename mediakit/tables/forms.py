"""How a value is written for people, by what it is: a share, a day, a rate, a chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from mediakit.wording import choose, percent, same_precision, short_day

__all__ = ["FORMS", "MISSING", "NUMERIC", "form_of", "written"]

MISSING = "–"

#: A factor up to this is written as a part, a large one in whole numbers.
_PART, _WHOLE = 0.5, 9.5


def _as_count(value: Any) -> str:
    if float(value).is_integer():
        return f"{int(value):,}"
    return _as_rate(value)


def _as_rate(value: Any) -> str:
    return same_precision(float(value))[0]


def _as_decimal(value: Any) -> str:
    return f"{value:,.2f}"


def _as_signed(value: Any) -> str:
    return f"{value:+,.2f}".replace("-", "−")


def _as_points(value: Any) -> str:
    """Write a difference of shares in percentage points."""
    return f"{100 * float(value):+,.1f}".replace("-", "−")


def _as_times(value: Any) -> str:
    """Write a log ratio (base 2) as a factor, or as a part: 1/12 is a twelfth as often."""
    factor = 2.0 ** float(value)
    if factor <= _PART:
        digits = 0 if 1 / factor >= _WHOLE else 1
        return f"1/{1 / factor:,.{digits}f}".removesuffix(".0")
    return f"{same_precision(factor)[0]}×"


def _as_chance(value: Any) -> str:
    if value < 0.001:
        return "under 0.1%"
    return percent(float(value))


def _as_moment(value: Any) -> str:
    return f"{short_day(value)}, {value:%H:%M}"


def _as_lag(value: Any) -> str:
    number = f"{float(value):,.3g}"
    return number.replace("-", "−")


def _as_yes(value: Any) -> str:
    return choose(bool(value), "yes", "")


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple | set):
        return ", ".join(map(str, value))
    return str(value)


FORMS: Mapping[str, Callable[[Any], str]] = {
    "count": _as_count,
    "rate": _as_rate,
    "decimal": _as_decimal,
    "signed": _as_signed,
    "points": _as_points,
    "percent": lambda value: percent(float(value)),
    "times": _as_times,
    "chance": _as_chance,
    "day": short_day,
    "moment": _as_moment,
    "lag": _as_lag,
    "yes": _as_yes,
    "whether": lambda value: choose(bool(value), "yes", "no"),
    "text": _as_text,
    "before": _as_text,  # words that stand before a match
}
#: Forms that stand to the right of their column.
NUMERIC = frozenset(
    ["count", "rate", "decimal", "signed", "points", "percent", "times", "chance", "lag", "before"]
)


def written(value: Any, form: str) -> str:
    """Return a value in a form; a missing one is a dash."""
    is_list = isinstance(value, list | tuple | set)
    if not is_list and pd.isna(value):
        return MISSING
    return FORMS[form](value)


def form_of(values: pd.Series) -> str:
    """Return the form of a column whose meaning is not known."""
    if pd.api.types.is_bool_dtype(values):
        return "yes"
    if pd.api.types.is_integer_dtype(values):
        return "count"
    if pd.api.types.is_numeric_dtype(values):
        return "decimal"
    if not pd.api.types.is_datetime64_any_dtype(values):
        return "text"
    known = values.dropna()
    return choose(bool((known == known.dt.normalize()).all()), "day", "moment")
