"""How much more alike two articles are than each is to articles on its subject of other days."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from mediakit.arrays import Floats, Longs
from mediakit.compiling import in_threads
from mediakit.stories.placing import Pairs

__all__ = ["CONTRAST", "MOST_ALIKE", "USUAL", "contrasted", "usual_likeness"]

#: What two articles have in common with their subject on any day counts by so much less. From .4 to
#: .6 the events of `benchmarks/stories.py` are found equally well.
CONTRAST = 0.5
#: How alike an article usually is to its subject: the mean over so many articles of other days,
#: those that it is most alike to.
MOST_ALIKE = 20
#: What stands for articles of other days that a table does not have.
USUAL = 0.1
#: Of a larger table, at most so many articles are looked at, at equal distances in time.
N_COMPARED = 4_000
#: Articles multiplied at a time.
ROWS = 500


def usual_likeness(weights: sparse.csr_array, days: Longs, window: int) -> Floats:
    """Return for each article, in order of time, how alike it is to its subject on other days.

    Other days are those more than a window away. Two reports on one event are more alike than
    either is to these; two reports on a subject that goes on for months are not.
    """
    step = max(1, -(-len(days) // N_COMPARED))
    compared = weights[::step].T.tocsc()
    other_days = days[::step]
    n_most = min(MOST_ALIKE, len(other_days))

    def measure(first: int, last: int) -> Floats:
        cosines = (weights[first:last] @ compared).toarray()
        is_near = np.abs(days[first:last, np.newaxis] - other_days) <= window
        cosines[is_near] = -1
        most = np.partition(cosines, -n_most, axis=1)[:, -n_most:]
        return np.sort(np.where(most < 0, USUAL, most), axis=1)

    blocks = in_threads(measure, _blocks(len(days)))
    if not blocks:
        return np.empty(0)
    n_missing = MOST_ALIKE - n_most
    return (np.concatenate(blocks).sum(axis=1) + n_missing * USUAL) / MOST_ALIKE


def _blocks(n: int) -> Iterator[tuple[int, int]]:
    for first in range(0, n, ROWS):
        yield first, min(n, first + ROWS)


def contrasted(pairs: Pairs, usual: Floats, least: float) -> Pairs:
    """Return the pairs that are more alike than usual by the least value, and by how much."""
    first, second, cosine = pairs
    both = (usual[first] + usual[second]) / 2
    contrast = np.round(cosine - CONTRAST * both, 9)
    kept = contrast >= least
    return first[kept], second[kept], contrast[kept]
