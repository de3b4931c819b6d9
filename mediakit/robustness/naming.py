"""Which outlets have too few articles of their own to be named in print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from mediakit.comparing import Comparison
from mediakit.comparing.sides import REST
from mediakit.independence import SMALL_SAMPLE, WRITTEN
from mediakit.wording import choose, list_names

__all__ = ["naming_note", "outlets_with_few"]


def outlets_with_few(comparison: Comparison, survivors: pd.DataFrame) -> list[str]:
    """Return the outlets of the findings that have fewer than 30 independent articles of their
    own."""
    if comparison.compared.by != "outlet" or survivors.empty:
        return []
    return _with_few(comparison, [*survivors["group"], *survivors["more_in"]])


def naming_note(few: Sequence[str]) -> str:
    """Say which outlets have too few articles of their own to be named for a finding."""
    if not few:
        return ""
    have = choose(len(few), "has", "have")
    their = choose(len(few), "its", "their")
    return (
        f"Do not name an outlet for this without more articles: {list_names(few)} {have} fewer "
        f"than {SMALL_SAMPLE} independent articles of {their} own here."
    )


def _with_few(comparison: Comparison, sides: Iterable[str]) -> list[str]:
    """Return the outlets with too few independent articles of their own, in the order given."""
    evidence = comparison.evidence
    rows = evidence.labels[["side"]].assign(text=evidence.article_ids)
    if evidence.reprints_checked:
        texts = evidence.column("reprint_group").astype("str")
        rows = rows.assign(text=texts.fillna(rows["text"]))
    is_own = np.ones(len(rows), dtype=bool)
    if "origin" in evidence.table.columns:
        is_own = evidence.column("origin").isin(WRITTEN).to_numpy(dtype=bool)
    n_own = rows[is_own].groupby("side")["text"].nunique()
    named = [name for name in dict.fromkeys(sides) if name != REST]
    return [name for name in named if n_own.get(name, 0) < SMALL_SAMPLE]
