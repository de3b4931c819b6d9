"""Back to the words: where a query stands in the articles, and the sentences behind a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.checks import (
    as_list,
    in_fixed_order,
    require_columns,
    require_unique_ids,
    require_whole,
)
from mediakit.columns import SCHEMA
from mediakit.display import escape, html_paragraph, html_table
from mediakit.queries import Hits, Query, find, parse_query
from mediakit.tokens import FIELDS, RULES, Tokens, join_fields, sentence_spans, utf8_of, words_of

__all__ = [
    "Concordance",
    "Quotes",
    "keyword_in_context",
    "quote_examples",
    "quote_sentences",
    "quote_titles",
    "spread_over_dates",
]

_WHERE = ["article_id", "outlet", "date", "title", "url"]
_LONG_WORD = 200  # bytes
_END = " ¶ "  # where a paragraph ends, or the title does, beside a hit
_BY_NOT = "by what is not in them (NOT)"
_QUOTED = ["group", *_WHERE, "sentence", "match", "start"]


@dataclass(frozen=True)
class Concordance:
    """Every place where a query stands, with the words around it (KWIC).

    `table()` has a row a hit: article_id, outlet, date, title, url, position (the number of the word in
    the article, from 0), left, match, right. `n_matching` articles of `n_articles` match the query.
    """

    query: str
    hits: pd.DataFrame
    n_articles: int
    n_matching: int

    def __len__(self) -> int:
        return len(self.hits)

    def table(self) -> pd.DataFrame:
        """Return a row a hit."""
        return self.hits.copy()

    def describe(self) -> str:
        """Say what was looked for, and how often it was found where."""
        found = self.hits["article_id"].nunique()
        if self.n_matching and not found:
            return (
                f"{self.n_matching:,} of {self.n_articles:,} articles match the query {self.query}, {_BY_NOT}. "
                "So there is no place to show: mentioning() gives the articles."
            )
        unseen = self.n_matching - found
        return (
            f"{len(self.hits):,} places in {found:,} of {self.n_articles:,} articles match the query "
            f"{self.query}. Case is ignored; titles and texts are read unless fields= says otherwise."
        ) + (
            f" Articles that match {_BY_NOT}, without a place to show: {unseen:,}."
            if unseen
            else ""
        )

    def __repr__(self) -> str:
        shown = self.hits.head(20)
        longest = int(shown["left"].str.len().max()) if len(shown) else 0
        lines = [f"{row.left:>{longest}} [{row.match}] {row.right}" for row in shown.itertuples()]
        rest = len(self.hits) - len(shown)
        lines += [f"{rest:,} more rows: see table()."] if rest else []
        return "\n".join([self.describe(), *lines])

    def _repr_html_(self) -> str:
        shown = self.hits[["outlet", "date", "left", "match", "right"]]
        return html_paragraph(self.describe()) + (
            html_table(shown, align_right=("left",)) if len(shown) else ""
        )


@dataclass(frozen=True)
class Quotes:
    """Sentences behind a number, with the article each stands in.

    `table()` has a row a sentence: group, article_id, outlet, date, title, url, sentence, match and start (the
    character of the sentence that the match begins with). Where there is no sentence, `reason` says so.
    """

    quotes: pd.DataFrame
    reason: str = "No sentence."

    def __len__(self) -> int:
        return len(self.quotes)

    def table(self) -> pd.DataFrame:
        """Return a row a sentence."""
        return self.quotes.copy()

    def __repr__(self) -> str:
        return (
            "\n".join(f"{_source(row)}\n    {row.sentence}" for row in self.quotes.itertuples())
            or self.reason
        )

    def _repr_html_(self) -> str:
        if self.quotes.empty:
            return html_paragraph(self.reason)
        items = []
        for row in self.quotes.itertuples():
            before, after = row.sentence[: row.start], row.sentence[row.start + len(row.match) :]
            mark = f"<mark>{escape(row.match)}</mark>" if row.match else ""
            marked = escape(before) + mark + escape(after)
            items.append(f"<li><small>{escape(_source(row))}</small><br>{marked}</li>")
        return f'<ul class="tex2jax_ignore mathjax_ignore">{"".join(items)}</ul>'


def _source(row: Any) -> str:
    """Return where a sentence stands, in a line."""
    date = "undated" if pd.isna(row.date) else f"{row.date:%Y-%m-%d}"
    parts = [row.group, row.outlet, date, row.title, row.url]
    return " · ".join(dict.fromkeys(str(part) for part in parts if pd.notna(part) and part != ""))


def keyword_in_context(
    articles: pd.DataFrame, query: str, *, width: int = 60, fields: str | Sequence[str] = FIELDS
) -> Concordance:
    """Show every place where a query stands, with the words around it.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    query : str
        `word`, `wild*`, `"exact phrase"`, `a OR b`, `a AND b`, `NOT a`, `a NEAR/5 b`, as `mentioning` explains them.
    width : int, default 60
        Characters shown on each side; ¶ stands for the end of a title or a paragraph.
    fields : str or sequence of str, default ('title', 'text')
        The columns to look in.

    Returns
    -------
    Concordance
        Its `table()` is sorted by date, then article, then position; the text stands as it was read.

    Raises
    ------
    BadQuery
        Where the query cannot be read.
    UnknownValue
        Where `width` is no whole number, or an article_id stands in two rows.

    Examples
    --------
    >>> import mediakit as mk
    >>> places = mk.keyword_in_context(mk.load_demo_articles(), "recruit* NEAR/4 tavern*")
    >>> sorted(places.table().columns)[:4]
    ['article_id', 'date', 'left', 'match']
    """
    tree = parse_query(query)
    require_whole("width", width, least=0)
    articles = _with_where(articles, fields)
    tokens = words_of(articles, fields)
    hits = find(tree, tokens)
    text_of = tokens.text_of(hits.first)
    numbers, row_of = np.unique(text_of, return_inverse=True)
    rows = articles.iloc[numbers]
    letters, begins = utf8_of(rows, fields)
    places = zip(
        row_of, tokens.offsets[hits.first].tolist(), tokens.offsets[hits.last].tolist(), strict=True
    )
    found = [
        (row, *_around(letters[begins[row] : begins[row + 1]], first, last, width))
        for row, first, last in places
    ]
    table = pd.DataFrame(found, columns=["row", "left", "match", "right"])
    table = table.assign(position=hits.first - tokens.starts[text_of])
    table = rows[_WHERE].reset_index(drop=True).merge(table, left_index=True, right_on="row")
    table = table.sort_values(["date", "article_id", "position"], kind="stable").reset_index(
        drop=True
    )
    shown = table[[*_WHERE, "position", "left", "match", "right"]]
    return Concordance(query, shown, len(articles), int(hits.in_text.sum()))


def _with_where(articles: pd.DataFrame, fields: str | Sequence[str] = ()) -> pd.DataFrame:
    """Return the table with every column that says where a hit stands; those it lacks, but article_id, are empty."""
    require_unique_ids(articles)
    require_columns(
        articles, [*as_list(fields), *(name for name in _WHERE if name in articles.columns)]
    )
    lacking = [name for name in _WHERE if name not in articles.columns]
    return articles.assign(
        **{name: pd.Series(index=articles.index, dtype=SCHEMA[name]) for name in lacking}
    )


def _around(utf8: npt.NDArray[np.uint8], first: int, last: int, width: int) -> tuple[str, str, str]:
    """Return the words from the token at byte `first` to the one at byte `last`, and what stands on both sides."""
    before = (
        utf8[max(0, first - 4 * width) : first].tobytes().decode(errors="ignore")
    )  # a letter has 4 bytes at most
    for stop in (last + 4 * width + _LONG_WORD, len(utf8)):
        rest = utf8[last:stop].tobytes().decode(errors="ignore")
        end = _word_end(rest, 0)
        if end + width + 4 < len(rest) or stop >= len(
            utf8
        ):  # else the word or its side may have been cut
            break
    match = utf8[first:last].tobytes().decode() + rest[:end]
    before, after = before.replace("\n", _END), rest[end:].replace("\n", _END)
    return before[max(0, len(before) - width) :], _one_line(match), after[:width]


def _word_end(letters: str, begin: int) -> int:
    word = RULES["words"].match(letters, begin)
    assert word is not None, "a token begins where the tokeniser said that one does"
    return word.end()


def _span(letters: str, first: int, last: int) -> tuple[int, int]:
    """Return the characters from the token that begins at byte `first` to the end of the one at `last`."""
    if not letters.isascii():
        utf8 = letters.encode()
        first, last = (len(utf8[:place].decode()) for place in (first, last))
    return first, _word_end(letters, last)


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def quote_sentences(
    articles: pd.DataFrame,
    query: str | Query | Callable[[Tokens], Hits],
    *,
    n: int = 3,
    fields: str | Sequence[str] = FIELDS,
    group: str = "",
) -> Quotes:
    """Return the first fitting sentence of up to n articles: the oldest, the newest and those between.

    The articles are spread evenly over the dates, so that the same table gives the same sentences.
    """
    require_whole("n", n, least=0)
    articles = _with_where(articles, fields)
    tokens = words_of(articles, fields)
    hits = query(tokens) if callable(query) else find(query, tokens)
    numbers, first_hit = np.unique(tokens.text_of(hits.first), return_index=True)
    rows = spread_over_dates(articles.iloc[numbers].assign(_hit=first_hit), n)
    quotes = []
    for row, (hit, letters) in enumerate(zip(rows["_hit"], join_fields(rows, fields), strict=True)):
        begin, end = _span(letters, *tokens.offsets[[hits.first[hit], hits.last[hit]]].tolist())
        sentences = sentence_spans(letters)
        a = max(start for start, _ in sentences if start <= begin)
        b = min(stop for _, stop in sentences if stop >= end)
        quotes.append(
            (
                group,
                *rows[_WHERE].iloc[row],
                _one_line(letters[a:b]),
                _one_line(letters[begin:end]),
                begin - a,
            )
        )
    table = pd.DataFrame(quotes, columns=_QUOTED)
    if hits.in_text.any() and not len(hits.first):
        return Quotes(
            table,
            f"Articles match the query {_BY_NOT}, so there is no sentence to show: see mentioning().",
        )
    return Quotes(table)


def spread_over_dates(articles: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return up to n of the articles, the oldest, the newest and those evenly between."""
    order = [name for name in ("date", "article_id") if name in articles.columns]
    ordered = articles.sort_values(order, kind="stable")
    chosen = np.linspace(0, len(ordered) - 1, min(n, len(ordered)))
    return ordered.iloc[np.unique(np.round(chosen).astype(int))]


def quote_titles(articles: pd.DataFrame, *, n: int = 3, group: str = "") -> Quotes:
    """Return the titles of up to n articles, the oldest first, where the articles themselves are the evidence."""
    require_whole("n", n, least=0)
    rows = (
        in_fixed_order(_with_where(articles))
        .sort_values(["date", "article_id"], kind="stable")
        .head(n)
    )
    shown = (
        rows["title"].fillna(rows["text"].str.slice(0, 200))
        if "text" in rows.columns
        else rows["title"]
    )
    quotes = rows[_WHERE].assign(group=group, sentence=shown.fillna("(no title)"), match="")
    return Quotes(quotes.assign(start=0)[_QUOTED].reset_index(drop=True))


class _HasExamples(Protocol):
    def example_keys(self) -> list[Any]: ...
    def examples(self, key: Any, *, n: int = 3) -> Quotes: ...


def quote_examples(result: _HasExamples, n: int = 3) -> Quotes:
    """Quote sentences behind the first rows of any result.

    Parameters
    ----------
    result : Comparison, Topics, FrameScores or shares
        A result with `examples()`.
    n : int, default 3
        How many rows of its table to quote for, with up to n sentences each.

    Returns
    -------
    Quotes
        The sentences with outlet, date, title and url.

    Examples
    --------
    >>> import mediakit as mk
    >>> shares = mk.share_mentioning(mk.load_demo_articles(), "ferry", by="outlet")
    >>> len(mk.quote_examples(shares, 2)) > 0
    True
    """
    keys = result.example_keys()[:n]
    parts = [result.examples(key, n=n) for key in keys]
    if not parts:
        return Quotes(pd.DataFrame(columns=_QUOTED))
    return Quotes(pd.concat([part.table() for part in parts], ignore_index=True), parts[0].reason)
