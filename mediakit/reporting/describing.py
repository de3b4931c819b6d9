"""In plain words: which articles a report rests on, and how its numbers were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from mediakit.checks import require_columns
from mediakit.display import html_paragraph
from mediakit.results import date_span
from mediakit.wording import count_of

__all__ = ["INVENTED", "Note", "describe_articles", "describe_method", "is_invented"]

INVENTED = (
    "Everything in these articles is invented: the country, the people, the outlets and the events. "
    "Their outlets are on .example, an ending that exists for examples only."
)


@dataclass(frozen=True)
class Note:
    """Paragraphs of plain text, shown as such in a notebook."""

    paragraphs: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n\n".join(self.paragraphs)

    def _repr_html_(self) -> str:
        return "".join(map(html_paragraph, self.paragraphs))


class _Describes(Protocol):
    def describe(self) -> str: ...


def is_invented(articles: pd.DataFrame) -> bool:
    """Whether all outlets are on `.example`, the ending reserved for what does not exist (RFC 2606)."""
    named = articles["outlet"].dropna()
    return bool(len(named)) and bool(named.str.endswith(".example").all())


def describe_articles(articles: pd.DataFrame, ledger: pd.DataFrame | None = None) -> Note:
    """Say how many articles there are, from whom and when, and what the reader had to set aside.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    ledger : DataFrame, optional
        What `read_articles(..., return_ledger=True)` returned with it.

    Returns
    -------
    Note
        A paragraph about the articles, and one about what is missing, if anything is.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.describe_articles(mk.load_demo_articles()).paragraphs[0]
    '101 articles from 5 outlets, 4 Mar 2031 to 26 Apr 2031.'
    """
    require_columns(articles, ["outlet", "date", "text"])
    n_outlets = articles["outlet"].nunique()
    first = f"{count_of(len(articles), 'article')} from {count_of(n_outlets, 'outlet')}, {date_span(articles['date'])}."
    missing = [
        f"{count_of(int(articles[name].isna().sum()), 'article')} without {words}"
        for name, words in (("date", "a date"), ("outlet", "an outlet"), ("text", "a text"))
        if articles[name].isna().any()
    ]
    if "boilerplate_chars" in articles.columns and (
        stripped := int((articles["boilerplate_chars"] > 0).sum())
    ):
        missing.append(
            f"lines that an outlet repeats were taken out of {count_of(stripped, 'article')}"
        )
    if ledger is not None:
        n_rejected = int(ledger["rejected"].sum())
        over = int(ledger["reason"].str.startswith("passed over").sum())
        missing += [f"{count_of(n_rejected, 'record')} could not be read"] if n_rejected else []
        missing += [f"{count_of(over, 'file')} passed over, holding no article"] if over else []
    second = f"Noticed while reading: {'; '.join(missing)}." if missing else ""
    third = INVENTED if is_invented(articles) else ""
    return Note(tuple(text for text in (first, second, third) if text))


def describe_method(*results: _Describes) -> Note:
    """Say how the numbers of a report were made, a paragraph a result.

    Parameters
    ----------
    *results : Comparison, Topics, FrameScores, counts or shares
        Whatever has `describe()`.

    Returns
    -------
    Note
        What was computed, from how many articles, with which settings, and what it cannot tell.

    Examples
    --------
    >>> import mediakit as mk
    >>> counts = mk.count_articles(mk.load_demo_articles(), by="outlet")
    >>> mk.describe_method(counts)
    Articles were counted by outlet. It rests on 101 articles, each taken as independent: reprints not checked.
    """
    return Note(tuple(result.describe() for result in results))
