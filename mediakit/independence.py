"""The unit of every count: the independent article. Reprints of one text inside one side count once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.checks import in_fixed_order, one_of

__all__ = ["REPRINTS", "SMALL_SAMPLE", "Evidence", "gather_evidence"]

#: What to do with reprints: count a group once, count each row, or spread one unit over the rows.
REPRINTS = ("collapse", "keep", "weight")

#: Under so many independent articles a number is marked as resting on a small sample.
SMALL_SAMPLE = 30


@dataclass(frozen=True)
class Evidence:
    """The articles that an analysis counts, in a fixed order, and how much each one counts.

    Attributes
    ----------
    articles : DataFrame
        The rows counted, sorted by article_id.
    weights : ndarray of float, shape (n_rows,)
        1 for a row that counts whole.
    groups : ndarray of int64, shape (n_rows,)
        A number for each reprint group; without the column every row is a group of its own.
    rows : DataFrame
        All rows before reprints were collapsed, sorted by article_id.
    note : str
        How reprints were treated, in a sentence.
    """

    articles: pd.DataFrame
    weights: npt.NDArray[np.float64]
    groups: npt.NDArray[np.int64]
    rows: pd.DataFrame
    note: str

    @property
    def n_articles(self) -> int:
        """Articles, each reprint counted."""
        return len(self.rows)

    @property
    def n_independent(self) -> int:
        """Different texts among the articles."""
        return len(np.unique(self.groups))


def gather_evidence(
    articles: pd.DataFrame,
    *,
    sides: Sequence[str] = (),
    columns: Sequence[str] = (),
    reprints: str = "collapse",
) -> Evidence:
    """Return the articles that count.

    Parameters
    ----------
    articles : DataFrame
        The articles table; `reprint_group` is used where it is there.
    sides : sequence of str
        The columns whose values are the sides of a comparison. Reprints are collapsed inside a side and
        never across sides: that an outlet chose to print agency copy is part of its coverage.
    columns : sequence of str
        Columns that must be there.
    reprints : {'collapse', 'keep', 'weight'}
        Count a group once a side (its earliest article stands for it), count every row, or let the rows
        of a group share one unit.
    """
    one_of("way to treat reprints", reprints, REPRINTS)
    rows = in_fixed_order(articles, [*sides, *columns])
    if "reprint_group" not in rows.columns:
        return Evidence(rows, np.ones(len(rows)), np.arange(len(rows)), rows, "Reprints not checked.")
    counted, keys = rows, [*sides, "reprint_group"]
    if reprints == "collapse":
        oldest_first = rows.sort_values(["date", "article_id"], kind="stable") if "date" in rows.columns else rows
        again = oldest_first.duplicated(keys).sort_index()
        counted = rows.loc[~again].reset_index(drop=True)
        note = f"{int(again.sum()):,} reprints inside a side were set aside."
    else:
        note = {"keep": "Reprints are counted.", "weight": "Reprints share one unit."}[reprints]
    weights = np.ones(len(counted))
    if reprints == "weight":
        weights = 1 / counted.groupby(keys, dropna=False)["article_id"].transform("size").to_numpy(dtype=float)
    groups = pd.factorize(counted["reprint_group"], sort=True)[0].astype(np.int64)
    return Evidence(counted, weights, groups, rows, note)
