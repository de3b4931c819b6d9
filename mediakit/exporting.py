"""Tables as files that a spreadsheet opens: no text in them is run as a formula."""

from __future__ import annotations

import pandas as pd

from mediakit.columns import FORMULA

__all__ = ["as_csv", "guard", "plain_csv", "without_formulas"]


def without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with each text in one line, and an apostrophe before each formula, in
    headings too."""
    columns = {}
    for name in table.columns:
        column = table[name]
        if pd.api.types.is_string_dtype(column):
            column = column.map(_guarded, na_action="ignore")
        columns[_guarded(name)] = column
    return pd.DataFrame(columns)


def _guarded(value: object) -> object:
    if not isinstance(value, str):
        return value
    return guard(" ".join(value.split()))


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    if FORMULA.match(text):
        return f"'{text}"
    return text


def as_csv(table: pd.DataFrame) -> str:
    """Return the table as CSV with six significant digits, without formulas."""
    return plain_csv(without_formulas(table))


def plain_csv(table: pd.DataFrame) -> str:
    """Return the table as CSV with six significant digits, each text as it is."""
    return table.to_csv(
        index=False,
        float_format="%.6g",
        lineterminator="\n",
        date_format="%Y-%m-%d",
    )
