"""Terms that are counted as one: a possessive and its word, two spellings of one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.terms.matrix import TermMatrix
from mediakit.terms.sequences import NONE, Sequences
from mediakit.terms.term_counts import move_columns

__all__ = ["take_terms", "unite_terms", "united_name", "with_terms_of"]

_POSSESSIVE = "'s"


def unite_terms(counted: TermMatrix, merge: Mapping[str, str]) -> TermMatrix:
    """Return the counts with each possessive under its word, and each term under the one that
    `merge` gives for it.

    Counts of an article that has both are added up. The possessive of a word that was left out is
    left out with it. All are found by `examples` as they were written.
    """
    names = counted.terms.astype(str)
    renamed = names.astype(object)
    may_change = np.char.endswith(names, _POSSESSIVE) | np.isin(names, list(merge))
    renamed[may_change] = [united_name(name, merge) for name in names[may_change]]
    changed = np.flatnonzero(renamed != names)
    if not len(changed):
        return counted
    is_kept = np.ones(len(names), dtype=bool)
    is_kept[changed] = [name not in counted.left_out for name in renamed[changed]]
    united, united_places = np.unique(renamed[is_kept].astype(str), return_inverse=True)
    places = np.full(len(names), NONE, dtype=np.int64)
    places[is_kept] = united_places
    matrix = move_columns(counted.matrix, places, len(united))
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


def united_name(name: str, merge: Mapping[str, str]) -> str:
    """Return the name under which a term is counted."""
    name = name.removesuffix(_POSSESSIVE) or name
    seen = {name}
    while name in merge and merge[name] not in seen:
        name = merge[name]
        seen.add(name)
    return name


def take_terms(counted: TermMatrix, kept: Flags) -> TermMatrix:
    """Return the counts of some of the terms; the words of the articles stay as many."""
    if kept.all():
        return counted
    places = np.full(len(kept), NONE, dtype=np.int64)
    places[kept] = np.arange(int(kept.sum()))
    matrix = move_columns(counted.matrix, places, int(kept.sum()))
    return replace(counted, matrix=matrix, _columns=counted._columns.take(kept))


def with_terms_of(counted: TermMatrix, other: TermMatrix) -> TermMatrix:
    """Return the counts of the terms of another matrix, in its order; others are left out."""
    places = counted._columns.places_in(other._columns)
    matrix = move_columns(counted.matrix, places, len(other.terms))
    return replace(counted, matrix=matrix, written=other.written, _columns=other._columns)
