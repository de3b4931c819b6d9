"""The ledger: what each source held, and what was set aside, missing or guessed."""

from __future__ import annotations

import warnings

import pandas as pd

from mediakit.columns import ALL
from mediakit.errors import ReadWarning
from mediakit.readers.parsed import Parsed
from mediakit.wording import capitalised, choose, count_of, join_names

__all__ = ["ledger_of", "warn_of_faults"]

_COLUMNS = {
    "source": "str",
    "format": "str",
    "encoding": "str",
    "encoding_from": "str",
    "declared": "int64",
    "parsed": "int64",
    "rejected": "int64",
    "without_date": "int64",
    "without_text": "int64",
    "repaired": "int64",
    "columns": "str",
    "seconds": "float64",
    "reason": "str",
}
_NAMED = 6  # columns in a hint


def ledger_of(sources: list[Parsed]) -> pd.DataFrame:
    """Return a row a source."""
    rows = [parsed.ledger_row() for parsed in sources]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def warn_of_faults(
    articles: pd.DataFrame,
    ledger: pd.DataFrame,
    function: str,
) -> None:
    """Warn, in one line, of records set aside, missing dates and missing texts."""
    n = len(articles)
    n_rejected = int(ledger["rejected"].sum())
    n_undated = int(articles["date"].isna().sum())
    faults = []
    if n_rejected:
        first = ledger.loc[ledger["rejected"] > 0, "reason"].iloc[0]
        records = count_of(n_rejected + n, "record")
        faults.append(f"{n_rejected:,} of {records} could not be read ({first})")
    if n_undated:
        have = choose(n_undated, "has", "have")
        undated = f"{n_undated:,} of {count_of(n, 'article')} {have} no date"
        if n_undated == n:
            undated = choose(
                n, "the only article has no date", f"none of the {n:,} articles has a date"
            )
        faults.append(undated)
    columns_hint = ""
    if n and articles["text"].isna().all():
        faults.append("no article has any text")
        columns_hint = _columns_hint(articles)
    if ledger.empty or not (n or n_rejected):
        faults.append("no articles were found")
    if faults:
        sentence = f"{capitalised('; '.join(faults))}.{columns_hint}"
        hint = f"{function}(..., return_ledger=True) shows which files and records, and why."
        warnings.warn(f"{sentence} {hint}", ReadWarning, stacklevel=3)


def _columns_hint(articles: pd.DataFrame) -> str:
    """Say which column may hold the texts."""
    others = [f"'{name}'" for name in articles.columns if name not in ALL]
    if not others:
        return ""
    return (
        f" If the text is in {join_names(others[:_NAMED], 'or')}, use mk.as_articles(table, "
        f"columns={{{others[0]}: 'text'}})."
    )
