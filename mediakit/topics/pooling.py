"""Shares of topics in small groups that learn from the other groups."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.errors import UnknownValue
from mediakit.uncertainty import pooled_shares

__all__ = ["pool"]


def pool(
    numbers: pd.DataFrame,
    by: Sequence[str],
    freq: str | None,
) -> pd.DataFrame:
    """Add pooled_share, pooled_low, pooled_high and own to the shares of topics in groups.

    Groups learn from each other; with periods as well, the periods of one group do.
    """
    if not by and freq is None:
        raise UnknownValue("pooled=True needs groups that learn from each other: add by= or freq=.")
    keys = ["topic"]
    if freq is not None:
        keys += by
    columns = ["pooled_share", "pooled_low", "pooled_high", "own"]
    parts = [pd.DataFrame(columns=columns, dtype=float)]
    for _, rows in numbers.groupby(keys, sort=False, dropna=False):
        known = rows[rows["n_independent"] > 0]
        found = pooled_shares(known["n_nearest"], known["n_independent"])
        parts.append(
            known.assign(
                pooled_share=found.share,
                pooled_low=found.low,
                pooled_high=found.high,
                own=found.own,
            )
        )
    return numbers.join(pd.concat(parts)[columns])
