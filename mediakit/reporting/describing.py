"""In plain words: which articles a report rests on, and how its numbers were made."""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from mediakit.checks import require_columns
from mediakit.display import Note
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.results import date_span, languages_in_words
from mediakit.wording import choose, count_of, ended

__all__ = [
    "INVENTED",
    "describe_articles",
    "describe_method",
    "describe_reading",
    "is_invented",
    "who_was_asked",
]

INVENTED = (
    "Everything in these articles is invented: the country, the people, the outlets and the "
    "events. The outlets' names end in .example, a domain reserved for examples."
)


class _Describes(Protocol):
    def describe(self) -> str: ...


def is_invented(articles: pd.DataFrame) -> bool:
    """Whether all outlets end in `.example`, the ending reserved for examples (RFC 2606)."""
    outlets = articles["outlet"].dropna().astype("str")
    if outlets.empty:
        return False
    return bool(outlets.str.endswith(".example").all())


def describe_articles(
    articles: pd.DataFrame,
    ledger: pd.DataFrame | None = None,
    *,
    selection: str = "",
    comment: str = "",
) -> Note:
    """Say how many articles there are, from whom and when, how chosen, whether the outlets were
    asked to comment, and what is missing.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    ledger : DataFrame, optional
        The ledger that `read_articles(..., return_ledger=True)` returned with it.
    selection : str, optional
        How the articles were chosen, in a sentence or two: from which database or site, by which
        search, on which days, and what was left out.
    comment : str, optional
        What the outlets that are named were asked, and what they said, in a sentence or two.

    Returns
    -------
    Note
        A paragraph about the articles, one about how they were chosen, one about whether the
        outlets were asked to comment, and one about what is missing, if anything is.

    Raises
    ------
    ColumnMissing
        If a column is missing.
    UnknownValue
        If `selection` or `comment` is not text.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.describe_articles(mk.load_demo_articles()).paragraphs[0]
    '101 articles from 5 outlets, 4 Mar to 26 Apr 2031.'
    """
    require_columns(articles, ["outlet", "date", "text"])
    for name, given in (("selection", selection), ("comment", comment)):
        if not isinstance(given, str):
            raise UnknownValue(f"{name}= takes a sentence or two; got {a_kind_of(given)}.")
    paragraphs = [_extent(articles), _how_chosen(selection)]
    if articles["outlet"].notna().any():
        paragraphs.append(who_was_asked(comment))
    reading = describe_reading(articles, ledger)
    if reading:
        paragraphs.append(reading)
    if is_invented(articles):
        paragraphs.append(INVENTED)
    notes = {"selection": _how_chosen(selection), "comment": who_was_asked(comment)}
    return Note(tuple(paragraphs), notes)


def _how_chosen(selection: str) -> str:
    """Say how the articles were chosen, or that nobody said so."""
    if not selection.strip():
        return (
            "Nobody has said how these articles were chosen. What is found in them holds for them, "
            "and perhaps not for all that these outlets published."
        )
    return f"How the articles were chosen: {ended(selection.strip())}"


def who_was_asked(comment: str) -> str:
    """Say what the outlets were asked and what they said, or that nobody has asked them."""
    if not comment.strip():
        return "No outlet named here has been asked to comment yet."
    return ended(comment.strip())


def _extent(articles: pd.DataFrame) -> str:
    """Say how many articles there are, from whom and when."""
    if articles.empty:
        return "There are no articles."
    is_undated = articles["date"].isna().all()
    n = count_of(len(articles), choose(is_undated, "undated article", "article"))
    n_outlets = articles["outlet"].nunique()
    source = ""
    if n_outlets:
        source = f" from {count_of(n_outlets, 'outlet')}"
    extent = f"{n}{source}, {date_span(articles['date'])}."
    if is_undated:
        extent = f"{n}{source}."
    languages = ""
    if "language" in articles.columns:
        languages = languages_in_words(articles["language"])
    if languages:
        extent += f" They are {languages}."
    return extent


def describe_reading(articles: pd.DataFrame, ledger: pd.DataFrame | None = None) -> str:
    """Say what is missing, was removed, or could not be read; nothing if all is well."""
    remarks = []
    for name, words in (("date", "a date"), ("outlet", "an outlet"), ("text", "a text")):
        n_missing = int(articles[name].isna().sum())
        if n_missing and not (name == "date" and n_missing == len(articles)):
            remarks.append(f"{count_of(n_missing, 'article')} without {words}")
    if "boilerplate_chars" in articles.columns:
        n_stripped = int((articles["boilerplate_chars"] > 0).sum())
        if n_stripped:
            n = count_of(n_stripped, "article")
            remarks.append(f"repeated lines removed from {n}")
    if ledger is not None:
        remarks += _remarks_on_losses(ledger)
        n_skipped = int(ledger["reason"].str.startswith("skipped").sum())
        if n_skipped:
            holds = choose(n_skipped, "it is not an article", "they are not articles")
            remarks.append(f"{count_of(n_skipped, 'file')} skipped, because {holds}")
    if not remarks:
        return ""
    return f"Noted while reading: {'; '.join(remarks)}."


def _remarks_on_losses(ledger: pd.DataFrame) -> list[str]:
    """Say how many files, and how many records or parts of others, could not be read."""
    is_unread = (ledger["rejected"] > 0) & (ledger["parsed"] == 0)
    n_files = int(is_unread.sum())
    n_missing = (ledger["declared"] - ledger["parsed"]).clip(lower=0)
    n_records = int(n_missing[~is_unread].sum())
    n_cut = int(((ledger["lost"] != "") & ~is_unread).sum())
    remarks = []
    if n_files:
        remarks.append(f"{count_of(n_files, 'file')} that could not be read")
    if n_records:
        remarks.append(f"{count_of(n_records, 'record')} lost from files that were read")
    if n_cut:
        remarks.append(f"{count_of(n_cut, 'file')} of which an unknown part is lost")
    return remarks


def describe_method(*results: _Describes) -> Note:
    """Say how the numbers of a report were made, a paragraph a result.

    Parameters
    ----------
    *results : Comparison, Topics, FrameScores, counts or shares
        Anything with `describe()`.

    Returns
    -------
    Note
        What was computed, from how many articles, with which settings, and what it cannot tell.

    Examples
    --------
    >>> import mediakit as mk
    >>> counts = mk.count_articles(mk.load_demo_articles(), by="outlet")
    >>> mk.describe_method(counts).paragraphs[0].split(". ")[0]
    'Articles were counted by outlet'
    """
    return Note(tuple(result.describe() for result in results))
