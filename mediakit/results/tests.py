"""What a result tested, row by row: the family that it adds to a page of findings."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

__all__ = ["family_of_tests"]

_COLUMNS = ["key", "finding", "p", "q", "survives"]


def family_of_tests(
    keys: Sequence[object],
    findings: Sequence[str],
    numbers: pd.DataFrame,
    survives: Sequence[bool],
) -> pd.DataFrame:
    """Return a row for each test of a result; rows without a p were not tested.

    Parameters
    ----------
    keys : sequence
        What `examples` of the result can be asked for.
    findings : sequence of str
        What each row would say, as a clause.
    numbers : DataFrame
        The rows of the result, with p and q.
    survives : sequence of bool
        Whether a page may report the row if its q allows it.
    """
    table = pd.DataFrame(
        {
            "key": pd.Series(list(keys), dtype=object),
            "finding": pd.Series(list(findings), dtype="str"),
            "p": numbers["p"].to_numpy(dtype=float),
            "q": numbers["q"].to_numpy(dtype=float),
            "survives": pd.Series(list(survives), dtype=bool),
        },
        columns=_COLUMNS,
    )
    return table[table["p"].notna()].reset_index(drop=True)
