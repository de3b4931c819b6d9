"""The ledger: what each source held, and what was set aside, missing or guessed."""

from __future__ import annotations

import warnings
from pathlib import PurePath

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
_TAKES = {"read_articles": "path", "as_articles": "table"}


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
        records = count_of(n_rejected + n, "record")
        why = _first_reason(ledger, ledger["rejected"] > 0)
        faults.append(f"{n_rejected:,} of {records} could not be read ({why})")
    n_lost = ledger["declared"] - ledger["parsed"] - ledger["rejected"]
    if (n_lost > 0).any():
        records = count_of(int(n_lost.clip(lower=0).sum()), "record")
        why = _first_reason(ledger, n_lost > 0)
        faults.append(f"{records} announced by a file could not be found in it ({why})")
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
        faults.append(choose(n, "the only article has no text", "no article has any text"))
        columns_hint = _columns_hint(articles, function)
    if n == n_undated == 1 and articles["text"].isna().all():
        faults[-2:] = ["the only article has neither a date nor a text"]
    if ledger.empty or not (n or n_rejected):
        faults.append("no articles were found")
    if faults:
        sentence = f"{capitalised('; '.join(faults))}.{columns_hint}"
        option = f"{function}(..., return_ledger=True)"
        hint = f"{option} lists the files and records concerned, with the reasons."
        warnings.warn(f"{sentence} {hint}", ReadWarning, stacklevel=3)


def _first_reason(ledger: pd.DataFrame, is_faulty: pd.Series) -> str:
    """Return the reason of the first faulty source, with the name of its file if it has company."""
    first = ledger[is_faulty].iloc[0]
    if len(ledger) == 1:
        return str(first["reason"])
    name = PurePath(str(first["source"])).name
    n_others = int(is_faulty.sum()) - 1
    others = ""
    if n_others:
        others = f"; and {count_of(n_others, 'other file')}"
    return f"{name}: {first['reason']}{others}"


def _columns_hint(articles: pd.DataFrame, function: str) -> str:
    """Say which column may hold the texts."""
    others = [f"'{name}'" for name in articles.columns if name not in ALL]
    if not others:
        return ""
    named = join_names(others[:_NAMED], "or")
    return (
        f" If the text is in {named}, use mk.{function}({_TAKES[function]}, "
        f"columns={{{others[0]}: 'text'}})."
    )
