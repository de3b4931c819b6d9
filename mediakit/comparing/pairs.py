"""The articles of one pair of sides: who is on which, in which stratum, and what counts as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mediakit.arrays import Flags, Floats, Longs
from mediakit.comparing.groups import Arranged
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.independence import Evidence, Identified, gather_evidence, identify
from mediakit.uncertainty import Design

__all__ = ["Pair", "identifying", "pair_of"]


@dataclass(frozen=True, eq=False)
class Pair:
    """Side a and side b.

    Attributes
    ----------
    evidence : Evidence
        The articles of both sides that count, without their texts.
    in_a : ndarray of bool, shape (n_counted,)
        Whether each of them is on side a.
    strata : ndarray of int64, shape (n_counted,)
        The stratum of each; all 0 if nothing is held fixed.
    clusters : ndarray of int64 or None
        What each is part of if the unit is not the article; a cluster may lie on both sides.
    unmatched : ndarray of int64
        The rows of the table in strata in which only one side published: nothing compares with
        them.
    """

    evidence: Evidence
    in_a: Flags
    strata: Longs
    clusters: Longs | None
    unmatched: Longs

    @cached_property
    def sizes(self) -> tuple[int, int]:
        """Independent articles of a, and of b."""
        return self._sizes_by(self.evidence.texts)

    @cached_property
    def n_units(self) -> tuple[int, int]:
        """Units of a, and of b: articles, unless something else was named."""
        if self.clusters is None:
            return self.sizes
        return self._sizes_by(self.clusters)

    def _sizes_by(self, codes: Longs) -> tuple[int, int]:
        n_a = len(np.unique(codes[self.in_a]))
        n_b = len(np.unique(codes[~self.in_a]))
        return n_a, n_b

    def n_with(self, counts: sparse.csr_array) -> tuple[Floats, Floats]:
        """Return how many independent articles of a, and of b, have each term."""
        has_term = sparse.csr_array(self.evidence.per_unit(counts)) != 0
        in_a = self.in_a[self.evidence.unit_rows]
        n_a = np.asarray(has_term[in_a].sum(axis=0), dtype=float).ravel()
        n_b = np.asarray(has_term[~in_a].sum(axis=0), dtype=float).ravel()
        return n_a, n_b

    def by_unit(self, counts: sparse.csr_array, lengths: Floats) -> tuple[sparse.csr_array, Design]:
        """Return the counts of each independent unit, and how chance may move the units."""
        if self.clusters is not None:
            return self._by_cluster(self.clusters, counts, lengths)
        evidence, first = self.evidence, self.evidence.unit_rows
        design = Design(
            evidence.per_unit(lengths),
            self.in_a[first],
            evidence.texts[first],
            self.strata[first],
        )
        return sparse.csr_array(evidence.per_unit(counts)), design

    def _by_cluster(
        self,
        clusters: Longs,
        counts: sparse.csr_array,
        lengths: Floats,
    ) -> tuple[sparse.csr_array, Design]:
        key = 2 * clusters + self.in_a
        _, first, unit = np.unique(key, return_index=True, return_inverse=True)
        each = np.arange(len(unit))
        gather = sparse.csr_array((self.evidence.weights, (unit, each)), (len(first), len(unit)))
        moves = _moving_together(clusters, self.evidence.texts)
        design = Design(
            gather @ lengths,
            self.in_a[first],
            moves[clusters[first]],
            self.strata[first],
        )
        return sparse.csr_array(gather @ counts), design


def _moving_together(clusters: Longs, texts: Longs) -> Longs:
    """Return what moves as one in a permutation: a cluster, and the copies of its texts wherever
    they are."""
    links = sparse.coo_array(
        (np.ones(len(clusters)), (clusters, texts + clusters.max() + 1)),
    )
    n = max(links.shape)
    square = sparse.coo_array((links.data, links.coords), (n, n))
    return np.asarray(connected_components(square, directed=False)[1], dtype=np.int64)


def pair_of(
    table: Identified,
    arranged: Arranged,
    group: str,
    settings: Settings,
) -> Pair:
    """Return a group and all other articles, without the strata in which only one of the two
    published."""
    in_a = (arranged.labels["side"] == group).to_numpy(dtype=bool)
    strata = arranged.strata
    kept = arranged.kept
    unmatched = np.zeros(0, dtype=np.int64)
    if settings.within is not None:
        n_strata = int(strata.max(initial=-1)) + 1
        in_stratum = kept & (strata >= 0)
        has_a = np.bincount(strata[in_stratum & in_a], minlength=n_strata) > 0
        has_b = np.bincount(strata[in_stratum & ~in_a], minlength=n_strata) > 0
        shared = in_stratum.copy()
        shared[in_stratum] = (has_a & has_b)[strata[in_stratum]]
        unmatched = np.flatnonzero(kept & ~shared)
        kept = shared
    labels = pd.DataFrame({"in a": in_a, "stratum": strata, "unit": arranged.labels["unit"]})
    sides = ["in a"]
    if settings.reprints == "weight":  # copies that share one unit do so within a stratum
        sides.append("stratum")
    evidence = gather_evidence(
        table, labels=labels, sides=sides, kept=kept, reprints=settings.reprints
    )
    counted = evidence.counted_labels
    return Pair(
        evidence,
        counted["in a"].to_numpy(dtype=bool),
        pd.factorize(counted["stratum"], sort=True)[0].astype(np.int64),
        _clusters(counted["unit"], settings),
        unmatched,
    )


def _clusters(units: pd.Series, settings: Settings) -> Longs | None:
    """Return a number for each unit; an article without a value is a unit of its own."""
    if settings.unit == ARTICLE:
        return None
    alone = pd.Series(np.arange(len(units)).astype(str))
    return pd.factorize(("=" + units).fillna(alone), sort=True)[0].astype(np.int64)


def identifying(articles: pd.DataFrame) -> Identified:
    """Return what says which article is which, and which are reprints of one text."""
    needed = ["article_id", "date", "reprint_group"]
    return identify(articles[[name for name in needed if name in articles.columns]])
