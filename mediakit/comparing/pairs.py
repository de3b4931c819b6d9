"""The articles of one pair of sides: who is on which, in which stratum, and what counts as one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.independence import Evidence, gather_evidence
from mediakit.uncertainty import Design

__all__ = ["SIDE", "STRATUM", "UNIT", "Pair", "pair_of"]

#: The columns that say, while sides are compared, where an article stands, what it is compared within, and what it is
#: part of.
SIDE, STRATUM, UNIT = "_side", "_stratum", "_unit"


@dataclass(frozen=True)
class Pair:
    """Side a and side b.

    Attributes
    ----------
    evidence : Evidence
        The articles of both sides that count.
    in_a : ndarray of bool, shape (n_rows,)
        Whether each of its rows is on side a.
    strata : ndarray of int64, shape (n_rows,)
        The stratum of each row; all 0 where nothing is held fixed.
    clusters : ndarray of int64 or None
        What each row is part of where the unit is not the article; a cluster may stand on both sides.
    lonely : frozenset of str
        The articles of strata in which only one side published: not among the rows, as nothing compares with them.
    """

    evidence: Evidence
    in_a: npt.NDArray[np.bool_]
    strata: npt.NDArray[np.int64]
    clusters: npt.NDArray[np.int64] | None
    lonely: frozenset[str]

    @property
    def sizes(self) -> tuple[int, int]:
        """Independent articles of a, and of b."""
        n_a, n_b = (len(np.unique(self.evidence.groups[here])) for here in (self.in_a, ~self.in_a))
        return n_a, n_b

    @property
    def n_units(self) -> tuple[int, int]:
        """Units of a, and of b: articles, unless something else was named."""
        if self.clusters is None:
            return self.sizes
        n_a, n_b = (len(np.unique(self.clusters[here])) for here in (self.in_a, ~self.in_a))
        return n_a, n_b

    def with_term(
        self, counts: sparse.csr_array
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return how many independent articles of a, and of b, have each term."""
        found = sparse.csr_array(self.evidence.per_unit(counts)) != 0
        in_a = self.in_a[self.evidence.unit_rows]
        n_a, n_b = (
            np.asarray(found[here].sum(axis=0), dtype=float).ravel() for here in (in_a, ~in_a)
        )
        return n_a, n_b

    def by_unit(
        self, counts: sparse.csr_array, lengths: npt.NDArray[np.float64]
    ) -> tuple[sparse.csr_array, Design]:
        """Return the counts of each independent unit, and how chance may move the units."""
        if self.clusters is None:
            first, evidence = self.evidence.unit_rows, self.evidence
            summed, words = sparse.csr_array(evidence.per_unit(counts)), evidence.per_unit(lengths)
            return summed, Design(
                words, self.in_a[first], evidence.groups[first], self.strata[first]
            )
        key = 2 * self.clusters + self.in_a
        first, unit = np.unique(key, return_index=True, return_inverse=True)[1:]
        gather = sparse.csr_array(
            (self.evidence.weights, (unit, np.arange(len(unit)))), (len(first), len(unit))
        )
        # What moves as one: a cluster, and the copies of its texts wherever they are.
        links = sparse.coo_array(
            (np.ones(len(unit)), (self.clusters, self.evidence.groups + self.clusters.max() + 1))
        )
        n = max(links.shape)
        moves = connected_components(
            sparse.coo_array((links.data, links.coords), (n, n)), directed=False
        )[1]
        groups = moves[self.clusters[first]].astype(np.int64)
        design = Design(gather @ lengths, self.in_a[first], groups, self.strata[first])
        return sparse.csr_array(gather @ counts), design


def pair_of(rows: pd.DataFrame, group: str, settings: Settings) -> Pair:
    """Return a group and all other rows, without the strata in which only one of the two published."""
    marked = rows.assign(_in_a=(rows[SIDE] == group).to_numpy(dtype=bool))
    kept, lonely = marked, frozenset[str]()
    if settings.within is not None:
        shared = marked.groupby(STRATUM)["_in_a"].transform("nunique") == 2
        kept, lonely = marked.loc[shared], frozenset(marked.loc[~shared, "article_id"].astype(str))
    # Copies that share one unit do so within a stratum.
    sides = ["_in_a", STRATUM] if settings.reprints == "weight" else ["_in_a"]
    evidence = gather_evidence(kept, sides=sides, reprints=settings.reprints)
    counted = evidence.articles
    strata = pd.factorize(counted[STRATUM], sort=True)[0].astype(np.int64)
    clusters = None
    if settings.unit != ARTICLE:
        # An article without a value is a unit of its own.
        own = pd.Series(np.arange(len(counted)).astype(str), index=counted.index)
        clusters = pd.factorize(("=" + counted[UNIT]).fillna(own), sort=True)[0].astype(np.int64)
    return Pair(evidence, counted["_in_a"].to_numpy(dtype=bool), strata, clusters, lonely)
