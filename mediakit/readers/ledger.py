"""The ledger: what each source held, and what was set aside, missing or guessed."""

from __future__ import annotations

import warnings
from pathlib import PurePath

import pandas as pd

from mediakit.columns import ALL
from mediakit.errors import ReadWarning
from mediakit.readers.parsed import BETWEEN_NOTES, Parsed
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
    "without_outlet": "int64",
    "repaired": "int64",
    "columns": "str",
    "seconds": "float64",
    "from_names": "str",
    "lost": "str",
    "rejected_why": "str",
    "mended": "str",
    "noted": "str",
    "reason": "str",
}
_TABLES = ("csv", "tsv", "excel", "json", "jsonl", "parquet", "table")
_WORDS = r"[^\W\d_]{3}"  # a word: not a date in numbers, nor an id
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
    """Warn, in one line, of files and records not read, missing dates and missing texts."""
    n = len(articles)
    faults = [*_not_read(ledger, n), *_not_found(ledger), *_not_dated(articles)]
    has_no_text = n > 0 and bool(articles["text"].isna().all())
    columns_hint = ""
    if has_no_text:
        faults.append(choose(n, "the only article has no text", "no article has any text"))
        columns_hint = _columns_hint(articles, function)
    else:
        faults += _files_without_text(articles, ledger)
    if n == 1 and has_no_text and articles["date"].isna().all():
        faults[-2:] = ["the only article has neither a date nor a text"]
    faults += _without_outlet(ledger)
    if ledger.empty or not (n or ledger["rejected"].sum()):
        faults.append("no articles were found")
    if faults:
        sentence = f"{capitalised('; '.join(faults))}.{columns_hint}"
        option = f"{function}(..., return_ledger=True)"
        hint = f"{option} lists the files and records concerned, with the reasons."
        warnings.warn(f"{sentence} {hint}", ReadWarning, stacklevel=3)


def _not_read(ledger: pd.DataFrame, n_articles: int) -> list[str]:
    """Say how many files, and how many records of others, could not be read."""
    faults = []
    is_faulty = ledger["rejected"] > 0
    is_whole = is_faulty & (ledger["parsed"] == 0) & (len(ledger) > 1)
    if is_whole.any():
        files = f"{int(is_whole.sum()):,} of the {count_of(len(ledger), 'file')}"
        faults.append(f"{files} could not be read ({_first_reason(ledger, is_whole)})")
    is_in_part = is_faulty & ~is_whole
    if is_in_part.any():
        n_rejected = int(ledger.loc[is_in_part, "rejected"].sum())
        records = count_of(n_rejected + n_articles, "record")
        why = _first_reason(ledger, is_in_part, "rejected_why")
        faults.append(f"{n_rejected:,} of {records} could not be read ({why})")
    return faults


def _not_found(ledger: pd.DataFrame) -> list[str]:
    """Say what is missing from files that were read: announced records, or nobody knows what."""
    faults = []
    n_lost = ledger["declared"] - ledger["parsed"] - ledger["rejected"]
    if (n_lost > 0).any():
        records = count_of(int(n_lost.clip(lower=0).sum()), "record")
        why = _first_reason(ledger, n_lost > 0)
        faults.append(f"{records} announced by a file could not be found in it ({why})")
    is_cut = (ledger["lost"] != "") & (n_lost <= 0) & (ledger["parsed"] > 0)
    if is_cut.any():
        n_files = int(is_cut.sum())
        parts = choose(n_files, "part of 1 file is", f"parts of {n_files:,} files are")
        if len(ledger) == 1:
            parts = "part of the file is"
        faults.append(f"{parts} lost ({_first_reason(ledger, is_cut, 'lost')})")
    return faults


def _not_dated(articles: pd.DataFrame) -> list[str]:
    """Say how many articles have no date."""
    n = len(articles)
    n_undated = int(articles["date"].isna().sum())
    if not n_undated:
        return []
    if n_undated == n:
        return [choose(n, "the only article has no date", f"none of the {n:,} articles has a date")]
    have = choose(n_undated, "has", "have")
    return [f"{n_undated:,} of {count_of(n, 'article')} {have} no date"]


def _first_reason(
    ledger: pd.DataFrame,
    is_faulty: pd.Series,
    column: str = "reason",
) -> str:
    """Return the reason of the first faulty source, with the name of its file if it has company."""
    first = ledger[is_faulty].iloc[0]
    reason = str(first[column]).replace(BETWEEN_NOTES, "; ")
    if len(ledger) == 1:
        return reason
    name = PurePath(str(first["source"])).name
    n_others = int(is_faulty.sum()) - 1
    others = ""
    if n_others:
        others = f"; and {count_of(n_others, 'other file')}"
    return f"{name}: {reason}{others}"


def _files_without_text(articles: pd.DataFrame, ledger: pd.DataFrame) -> list[str]:
    """Name the tables in which no article has a text, and what to do."""
    is_table = ledger["format"].isin(_TABLES) & (ledger["parsed"] > 0)
    is_bare = is_table & (ledger["without_text"] == ledger["parsed"])
    if not is_bare.any():
        return []
    first = ledger[is_bare].iloc[0]
    theirs = articles[articles["source_file"] == first["source"]]
    likely = _likely_texts(theirs)
    what_to_do = ""
    if likely:
        what_to_do = f" (use columns={{'{likely[0]}': 'text'}} if that is where the text is)"
    n_others = int(is_bare.sum()) - 1
    others = ""
    if n_others:
        others = f" nor of {count_of(n_others, 'other file')}"
    name = PurePath(str(first["source"])).name
    return [f"no article of {name}{others} has a text{what_to_do}"]


def _without_outlet(ledger: pd.DataFrame) -> list[str]:
    """Say how many articles are in files of which no article has an outlet, and what to do."""
    is_bare = (ledger["parsed"] > 0) & (ledger["without_outlet"] == ledger["parsed"])
    n = int(ledger.loc[is_bare, "parsed"].sum())
    if n < 2:
        return []
    option = "columns={'your column': 'outlet'}"
    which = count_of(n, "article")
    if n == ledger["parsed"].sum():
        which = f"all {n:,} articles"
    return [f"{which} have no outlet (name it with outlet='The Post', or {option})"]


def _likely_texts(articles: pd.DataFrame) -> list[str]:
    """Return the columns of words that fill none of ours, those with the longest first."""
    lengths = {}
    for name in articles.columns:
        if name in ALL:
            continue
        values = articles[name].dropna().astype(str)
        values = values[values.str.contains(_WORDS)]
        if len(values):
            lengths[name] = float(values.str.len().median())
    if not lengths:
        return []
    longest = max(lengths.values())
    ordered = sorted(lengths, key=lambda name: -lengths[name])
    return [name for name in ordered if 2 * lengths[name] >= longest]


def _columns_hint(articles: pd.DataFrame, function: str) -> str:
    """Say which column may hold the texts: those with the longest words in a row."""
    others = [f"'{name}'" for name in _likely_texts(articles)]
    if not others:
        return ""
    named = join_names(others[:_NAMED], "or")
    return (
        f" If the text is in {named}, use mk.{function}({_TAKES[function]}, "
        f"columns={{{others[0]}: 'text'}})."
    )
