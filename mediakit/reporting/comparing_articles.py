"""Two lists of articles: which were added, which are gone, whose text has changed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.reporting.provenance import LISTED
from mediakit.wording import choose, count_of, list_names, shortened

__all__ = ["articles_in_words"]

_NAMED = 5
_LONGEST = 80  # characters of a headline
_TEXT = ["article_id", "sha256"]
_SAME = ["outlet", "title", "date"]  # what an article keeps when its text is edited


def articles_in_words(old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    """Say which articles were added, are gone or were edited, a sentence each; nothing if none."""
    before = old[LISTED].drop_duplicates()
    after = new[LISTED].drop_duplicates()
    gone = before[~_is_in(before, after, _TEXT)]
    added = after[~_is_in(after, before, _TEXT)]
    was_edited = _is_in(added, gone, _SAME)
    edited = added[was_edited]
    gone = gone[~_is_in(gone, edited, _SAME)]
    added = added[~was_edited]
    said = []
    for rows, verb in ((added, "added"), (gone, "taken out"), (edited, "edited")):
        n = len(rows)
        if n:
            was = choose(n, "was", "were")
            said.append(f"{count_of(n, 'article')} {was} {verb}: {_named(rows)}.")
    return said


def _is_in(rows: pd.DataFrame, others: pd.DataFrame, key: list[str]) -> npt.NDArray[np.bool_]:
    """Return which rows have the same key as one of the others."""
    keys = pd.MultiIndex.from_frame(rows[key])
    return keys.isin(pd.MultiIndex.from_frame(others[key]))


def _named(rows: pd.DataFrame) -> str:
    return list_names([_name(*row) for row in rows[["title", "outlet", "date"]].values], _NAMED)


def _name(title: str, outlet: str, date: str) -> str:
    """Return an article as people name it: its headline, where and when it ran."""
    where = ", ".join(part for part in (outlet, date) if part)
    if where:
        return f"“{shortened(title, _LONGEST)}” ({where})"
    return f"“{shortened(title, _LONGEST)}”"
