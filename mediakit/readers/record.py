"""What was read while a notebook ran for a page, so that the page can say where it comes from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mediakit.display import for_page
from mediakit.errors import ArticlesNotFound
from mediakit.readers.sources import Source, printable

__all__ = ["keep_reading", "readings"]

_REASONS = 5  # shown if no article could be read

_read: dict[str, tuple[pd.DataFrame, pd.DataFrame]] = {}


def keep_reading(source: Source, articles: pd.DataFrame, ledger: pd.DataFrame) -> None:
    """Remember what was read, if a page is being made; there is no page without articles."""
    if not for_page():
        return
    if articles.empty:
        raise ArticlesNotFound(_why_none(source, ledger))
    _read[str(source)] = (articles, ledger)


def readings() -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """Return the articles and the ledger of each source, articles that were read twice once."""
    kept: list[tuple[pd.DataFrame, pd.DataFrame]] = []
    known: set[str] = set()
    for articles, ledger in _read.values():
        ids = set(articles["article_id"])
        if not ids <= known:
            kept.append((articles, ledger))
        known |= ids
    return kept


def _why_none(source: Source, ledger: pd.DataFrame) -> str:
    """Say why no article could be read, file by file."""
    name = "these files"
    if isinstance(source, str | Path):
        name = f"'{printable(Path(source))}'"
    faults = ledger.loc[ledger["reason"] != "", ["source", "reason"]].head(_REASONS)
    why = " The folder is empty."
    if len(faults):
        why = ""
        for file, reason in faults.itertuples(index=False):
            why += f"\n  {Path(file).name}: {reason}"
    return f"No article could be read from {name}.{why}"
