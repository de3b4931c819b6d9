"""Terms that are counted as one: a possessive and its word, two spellings of one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from mediakit.terms.matrix import TermMatrix
from mediakit.terms.sequences import Sequences
from mediakit.terms.term_counts import move_columns

__all__ = ["POSSESSIVE", "unite_terms"]

POSSESSIVE = "'s"


def unite_terms(counted: TermMatrix, merge: Mapping[str, str]) -> TermMatrix:
    """Return the counts with each possessive under its word, and each term under the one that
    `merge` gives for it.

    Counts of an article that has both are added up. The possessive of a word that was left out is
    left out with it. All are found by `examples` as they were written.
    """
    names = counted.terms.astype(str)
    renamed = np.array([_united_name(name, merge) for name in names], dtype=object)
    changed = np.flatnonzero(renamed != names)
    if not len(changed):
        return counted
    is_kept = np.ones(len(names), dtype=bool)
    is_kept[changed] = [name not in counted.left_out for name in renamed[changed]]
    united, places = np.unique(renamed[is_kept].astype(str), return_inverse=True)
    matrix = move_columns(counted.matrix[:, is_kept], places, len(united))
    matrix.sum_duplicates()
    rows = pd.DataFrame({"name": renamed[is_kept], "written": names[is_kept]})
    rows = rows[rows["name"].isin(set(renamed[changed]))]
    written = rows.groupby("name")["written"].agg(tuple).to_dict()
    return replace(
        counted,
        matrix=matrix,
        written=written,
        _columns=Sequences.from_names(united.tolist()),
    )


def _united_name(name: str, merge: Mapping[str, str]) -> str:
    """Return the name under which a term is counted."""
    name = name.removesuffix(POSSESSIVE) or name
    seen = {name}
    while name in merge and merge[name] not in seen:
        name = merge[name]
        seen.add(name)
    return name
