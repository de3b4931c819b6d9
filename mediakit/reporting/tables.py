"""Any table of pandas, shown for people."""

from __future__ import annotations

import pandas as pd

from mediakit.checks import require_whole
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.tables import ShownTable

__all__ = ["show_table"]


def show_table(table: pd.DataFrame, n: int = 12) -> ShownTable:
    """Show the first rows of a table as people read them: headings in words, no index.

    Results have `show()` of their own; this is for tables that you made, such as a part of the
    ledger.

    Parameters
    ----------
    table : DataFrame
        Any table; the words in it are escaped.
    n : int, default 12
        Rows.

    Returns
    -------
    ShownTable
        What a notebook or a page shows.

    Raises
    ------
    UnknownValue
        If it is no table, or n no whole number.

    Examples
    --------
    >>> import mediakit as mk
    >>> print(mk.show_table(mk.load_demo_articles()[["outlet", "date"]], 1))
                 outlet       date
    corvanewire.example 2031-04-21
    100 more rows: see table().
    """
    if not isinstance(table, pd.DataFrame):
        raise UnknownValue(f"show_table takes a DataFrame; got {a_kind_of(table)}.")
    require_whole("n", n, least=1)
    return ShownTable(table, n)
