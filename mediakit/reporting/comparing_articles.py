"""Two lists of articles: which were added, which are gone, whose text has changed."""

from __future__ import annotations

import pandas as pd

from mediakit.reporting.provenance import LISTED
from mediakit.wording import choose, count_of, list_names, shortened

__all__ = ["articles_in_words"]

_NAMED = 5
_LONGEST = 80  # characters of a headline
_SAME = ["outlet", "title", "date"]  # what an article keeps when its text is edited


def articles_in_words(old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    """Say which articles were added, are gone or were edited, a sentence each; nothing if none."""
    before, after = (rows[LISTED].drop_duplicates() for rows in (old, new))
    key = ["article_id", "sha256"]
    both = before[key].merge(after[key])
    gone = before[~before.set_index(key).index.isin(both.set_index(key).index)]
    added = after[~after.set_index(key).index.isin(both.set_index(key).index)]
    was_edited = added.set_index(_SAME).index.isin(gone.set_index(_SAME).index)
    edited = added[was_edited]
    gone = gone[~gone.set_index(_SAME).index.isin(edited.set_index(_SAME).index)]
    said = []
    for rows, verb in ((added[~was_edited], "added"), (gone, "taken out"), (edited, "edited")):
        if len(rows):
            was = choose(len(rows), "was", "were")
            said.append(f"{count_of(len(rows), 'article')} {was} {verb}: {_named(rows)}.")
    return said


def _named(rows: pd.DataFrame) -> str:
    return list_names([_name(*row) for row in rows[["title", "outlet", "date"]].values], _NAMED)


def _name(title: str, outlet: str, date: str) -> str:
    """Return an article as people name it: its headline, where and when it ran."""
    where = ", ".join(part for part in (outlet, date) if part)
    if where:
        return f"“{shortened(title, _LONGEST)}” ({where})"
    return f"“{shortened(title, _LONGEST)}”"
