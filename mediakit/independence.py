"""The unit of every count: the independent article. Reprints of one text inside one side count once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

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
    units : ndarray of int64, shape (n_rows,)
        The unit that each row is part of: itself, or with `reprints='weight'` its group on its side.
    groups : ndarray of int64, shape (n_rows,)
        A number for each reprint group; without the column every row is a group of its own.
    rows : DataFrame
        All rows before reprints were collapsed, sorted by article_id.
    note : str
        How reprints were treated, in a sentence.
    """

    articles: pd.DataFrame
    weights: npt.NDArray[np.float64]
    units: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]
    rows: pd.DataFrame
    note: str

    @property
    def n_articles(self) -> int:
        """Articles, each reprint counted."""
        return len(self.rows)

    def without(self, *columns: str) -> Evidence:
        """Return the same evidence without columns that an analysis added to its articles."""
        kept = (table.drop(columns=list(columns)) for table in (self.articles, self.rows))
        return replace(self, **dict(zip(("articles", "rows"), kept, strict=True)))

    @property
    def unit_rows(self) -> npt.NDArray[np.int64]:
        """The first row of each unit, to look up what all its rows share."""
        return np.unique(self.units, return_index=True)[1]

    def per_unit(self, values: Any) -> Any:
        """Return numbers a row, shape (n_rows,) or (n_rows, k), dense or sparse, as numbers a unit."""
        if np.array_equal(self.units, np.arange(len(self.units))):
            return values
        where = (self.units, np.arange(len(self.units)))
        return (
            sparse.csr_array((self.weights, where), (int(self.units.max()) + 1, len(self.units)))
            @ values
        )

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
        each = np.arange(len(rows))
        return Evidence(rows, np.ones(len(rows)), each, each, rows, "Reprints not checked.")
    # An article that nobody grouped is a group of its own.
    rows = rows.assign(reprint_group=rows["reprint_group"].fillna(rows["article_id"]))
    counted, keys = rows, [*sides, "reprint_group"]
    if reprints == "collapse":
        oldest_first = (
            rows.sort_values(["date", "article_id"], kind="stable")
            if "date" in rows.columns
            else rows
        )
        again = oldest_first.duplicated(keys).sort_index()
        counted = rows.loc[~again].reset_index(drop=True)
        n = int(again.sum())
        note = f"{n:,} reprint{'' if n == 1 else 's'} inside a side {'was' if n == 1 else 'were'} set aside."
    else:
        note = {"keep": "Reprints are counted.", "weight": "Reprints share one unit."}[reprints]
    weights, units = np.ones(len(counted)), np.arange(len(counted))
    if reprints == "weight":
        grouped = counted.groupby(keys, dropna=False, sort=True)
        weights = 1 / grouped["article_id"].transform("size").to_numpy(dtype=float)
        units = grouped.ngroup().to_numpy(dtype=np.int64)
    groups = pd.factorize(counted["reprint_group"], sort=True)[0].astype(np.int64)
    return Evidence(counted, weights, units, groups, rows, note)
