"""The ledger of reading for people: what was read, what was not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from mediakit.display import html_paragraph
from mediakit.errors import ColumnMissing, a_kind_of
from mediakit.readers.folder_names import below_shared_folder
from mediakit.reporting.ledger_notes import (
    date_remedies,
    from_names,
    named_notes,
    recognised_columns,
    repairs,
    to_be_known,
    with_others,
)
from mediakit.tables import ShownTable
from mediakit.wording import choose, count_of, join_names, list_names, shortened

__all__ = ["LedgerSummary", "describe_ledger"]

_COUNTS = [
    "declared",
    "parsed",
    "rejected",
    "without_date",
    "without_text",
    "without_outlet",
    "repaired",
]
_NOTES = ["from_names", "lost", "rejected_why", "mended", "noted", "reason"]
_NEEDED = ["source", "format", *_COUNTS, *_NOTES]
#: What a reason begins with that stands behind the word that nothing was read.
_UNREAD = "not read: "
_ROWS_SHOWN = 20
_LONGEST_REASON = 160  # characters in the table


@dataclass(frozen=True, repr=False, eq=False)
class LedgerSummary:
    """What was read, in a few sentences and a row a file.

    Attributes
    ----------
    sentences : tuple of str
        What `answer` says, sentence by sentence.
    files : DataFrame
        What `table` returns.
    """

    sentences: tuple[str, ...]
    files: pd.DataFrame

    def answer(self) -> str:
        """Say how much was read, what was not, and why."""
        return " ".join(self.sentences)

    def table(self) -> pd.DataFrame:
        """Return a row a file: first those that lost something, then those without articles.

        Returns
        -------
        DataFrame
            file (its path, from the folder that holds all of them), n_articles, n_lost (records
            that could not be read, or that the file announces and does not hold), reason (what was
            lost, missing or guessed; in full in the ledger), format.
        """
        return self.files.copy()

    def __repr__(self) -> str:
        lines = [self.answer()]
        if len(self.files):
            lines.append(self.files.head(_ROWS_SHOWN).to_string(index=False))
        n_more = len(self.files) - _ROWS_SHOWN
        if n_more > 0:
            lines.append(f"{count_of(n_more, 'more row')}: see table().")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        shown = html_paragraph(self.answer())
        if len(self.files):
            shown += ShownTable(self.files, _ROWS_SHOWN).html()
        return shown


def describe_ledger(ledger: pd.DataFrame) -> LedgerSummary:
    """Say in a few sentences what was read, what was not, and why, with a row a file.

    Parameters
    ----------
    ledger : DataFrame
        The ledger that `read_articles` or `as_articles` returns with `return_ledger=True`.

    Returns
    -------
    LedgerSummary
        `answer()` gives the sentences, `table()` a row a file, those that lost something first. A
        file in an archive is a file of its own.

    Raises
    ------
    ColumnMissing
        If the table lacks a column of a ledger.
    TypeError
        If it is no table.

    Examples
    --------
    >>> import mediakit as mk
    >>> rows = [{"title": "Bridge shut", "date": "2031-03-07"}, {"title": ""}]
    >>> articles, ledger = mk.as_articles(rows, outlet="The Meridian", return_ledger=True)
    >>> mk.describe_ledger(ledger).sentences[:2]
    ('1 article was read from the table.', '1 record was lost.')
    """
    _require_ledger(ledger)
    ledger = ledger.reset_index(drop=True)
    n_missing = (ledger["declared"] - ledger["parsed"] - ledger["rejected"]).clip(lower=0)
    n_lost = ledger["rejected"] + n_missing
    files = pd.DataFrame(
        {
            "file": below_shared_folder(ledger["source"]),
            "n_articles": ledger["parsed"],
            "n_lost": n_lost,
            "reason": [shortened(reason, _LONGEST_REASON) for reason in ledger["reason"]],
            "format": ledger["format"],
        }
    )
    is_skipped = ledger["reason"].str.startswith("skipped")
    is_read = ledger["parsed"] > 0
    sentences = [
        _what_was_read(ledger, is_read),
        _what_was_not(ledger, is_read, is_skipped),
        _what_was_lost(n_lost[is_read]),
        _what_is_cut(ledger, is_read & (n_missing == 0)),
        _why(ledger, is_skipped),
        _what_is_missing(ledger),
        *from_names(ledger),
        repairs(ledger),
        recognised_columns(ledger),
        to_be_known(ledger),
        *date_remedies(ledger),
    ]
    is_whole = (n_lost == 0) & (ledger["lost"] == "")
    order = pd.DataFrame({"is_whole": is_whole, "is_read": is_read})
    order = order.sort_values(["is_whole", "is_read"], kind="stable")
    return LedgerSummary(
        tuple(sentence for sentence in sentences if sentence),
        files.loc[order.index].reset_index(drop=True),
    )


def _require_ledger(ledger: object) -> None:
    """Raise unless this is a ledger."""
    hint = "Give the ledger that read_articles(..., return_ledger=True) returns."
    if not isinstance(ledger, pd.DataFrame):
        raise TypeError(f"Expected a ledger; got {a_kind_of(ledger)}. {hint}")
    for name in _NEEDED:
        if name not in ledger.columns:
            raise ColumnMissing(f"There is no column '{name}' in this table. {hint}")


def _what_was_read(ledger: pd.DataFrame, is_read: pd.Series) -> str:
    """Say how many articles came from how many files."""
    n_files = len(ledger)
    if not n_files:
        return "There was no file to read."
    n_articles = int(ledger["parsed"].sum())
    n_read = int(is_read.sum())
    noun = "file"
    if ledger["format"].eq("table").all():
        noun = "table"
    articles = count_of(n_articles, "article")
    if not n_articles:
        articles = "No article"
    were = choose(max(n_articles, 1), "was", "were")
    where = f"{n_read:,} of the {count_of(n_files, noun)}"
    if n_files == 1:
        where = f"the {noun}"
    elif n_read in (0, n_files):
        where = f"the {count_of(n_files, noun)}"
    return f"{articles} {were} read from {where}."


def _what_was_not(ledger: pd.DataFrame, is_read: pd.Series, is_skipped: pd.Series) -> str:
    """Say how many files gave no article: not readable, skipped, or without any."""
    if len(ledger) == 1:
        return ""  # that nothing was read from it has been said
    is_faulty = ledger["rejected"] > 0
    n_unreadable = int((is_faulty & ~is_read).sum())
    n_skipped = int(is_skipped.sum())
    n_empty = int((~is_read & ~is_faulty & ~is_skipped).sum())
    parts = []
    if n_unreadable:
        parts.append(f"{count_of(n_unreadable, 'file')} could not be read")
    if n_skipped:
        parts.append(f"{count_of(n_skipped, 'file')} {choose(n_skipped, 'was', 'were')} skipped")
    if n_empty:
        parts.append(f"{count_of(n_empty, 'file')} {choose(n_empty, 'holds', 'hold')} no article")
    if not parts:
        return ""
    return f"{join_names(parts)}."


def _what_was_lost(n_lost: pd.Series) -> str:
    """Say how many records are missing from files that were read."""
    n_records = int(n_lost.sum())
    if not n_records:
        return ""
    were = choose(n_records, "was", "were")
    lost = f"{count_of(n_records, 'record')} {were} lost"
    n_files = int((n_lost > 0).sum())
    if len(n_lost) == 1:
        return f"{lost}."
    return f"{lost} in {count_of(n_files, 'file')} that {choose(n_files, 'was', 'were')} read."


def _what_is_cut(ledger: pd.DataFrame, is_read: pd.Series) -> str:
    """Say of how many files a part is lost of which nobody knows how much it held."""
    n_cut = int((is_read & (ledger["lost"] != "")).sum())
    if not n_cut:
        return ""
    files = choose(n_cut, "1 file", f"each of {n_cut:,} files")
    if len(ledger) == 1:
        files = "the file"
    return f"A part of {files} is lost; how many articles that part held is not known."


def _what_is_missing(ledger: pd.DataFrame) -> str:
    """Say how many articles lack a date or a text, and how many were repaired."""
    parts = []
    for words in ("date", "text", "outlet"):
        lacking = ledger[f"without_{words}"]
        n = int(lacking.sum())
        if n:
            where = _where_all_lack(ledger, lacking)
            parts.append(f"{count_of(n, 'article')} {choose(n, 'has', 'have')} no {words}{where}")
    n_repaired = int(ledger["repaired"].sum())
    if n_repaired:
        were = choose(n_repaired, "was", "were")
        parts.append(f"{count_of(n_repaired, 'article')} {were} repaired")
    if not parts:
        return ""
    return f"{join_names(parts)}."


def _where_all_lack(ledger: pd.DataFrame, lacking: pd.Series) -> str:
    """Name the files of several articles in which every article lacks something."""
    is_whole = (lacking > 1) & (lacking == ledger["parsed"])
    if len(ledger) == 1 or not is_whole.any():
        return ""
    names = [PurePath(str(source)).name for source in ledger.loc[is_whole, "source"]]
    return f" (none in {list_names(names, 2)})"


def _why(ledger: pd.DataFrame, is_skipped: pd.Series) -> str:
    """Name the reasons for what was lost or skipped; what was skipped comes last."""
    skipped = ledger.assign(skipped=ledger["reason"].where(is_skipped, ""))
    kinds = (named_notes(skipped, kind) for kind in ("lost", "rejected_why", "skipped"))
    named = [note for notes in kinds for note in notes]
    if not named:
        return ""
    said = with_others(named, "reason").replace(f"“{_UNREAD}", "“")
    return f"{choose(len(named), 'The reason', 'The reasons')}: {said}."
