"""Back to the words: where a query stands in the articles, and the sentences behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from mediakit.checks import in_fixed_order
from mediakit.display import escape, html_paragraph, html_table
from mediakit.queries import Query, find, parse_query
from mediakit.tokens import FIELDS, join_fields, sentence_spans, tokenize, word_spans

__all__ = ["Concordance", "Quotes", "keyword_in_context", "quote_examples", "quote_sentences", "quote_titles"]

_WHERE = ["article_id", "outlet", "date", "title", "url"]
_QUOTED = ["group", *_WHERE, "sentence", "match", "start"]


@dataclass(frozen=True)
class Concordance:
    """Every place where a query stands, with the words around it (KWIC).

    `table()` has a row a hit: article_id, outlet, date, title, url, position (the number of the word in
    the article, from 0), left, match, right.
    """

    query: str
    hits: pd.DataFrame
    n_articles: int

    def __len__(self) -> int:
        return len(self.hits)

    def table(self) -> pd.DataFrame:
        """Return a row a hit."""
        return self.hits.copy()

    def describe(self) -> str:
        """Say what was looked for, and how often it was found where."""
        found = self.hits["article_id"].nunique()
        return (
            f"{len(self.hits):,} places in {found:,} of {self.n_articles:,} articles match the query "
            f"{self.query}. Case is ignored; titles and texts are read unless fields= says otherwise."
        )

    def __repr__(self) -> str:
        lines = [f"{row.left[-45:]:>45} [{row.match}] {row.right:.45}" for row in self.hits.head(20).itertuples()]
        return "\n".join([self.describe(), *lines])

    def _repr_html_(self) -> str:
        shown = self.hits[["outlet", "date", "left", "match", "right"]]
        shown = shown.assign(left=shown["left"].str.slice(-40), right=shown["right"].str.slice(0, 40))
        return html_paragraph(self.describe()) + html_table(shown, align_right=("left",))


@dataclass(frozen=True)
class Quotes:
    """Sentences behind a number, with the article each stands in.

    `table()` has a row a sentence: group, article_id, outlet, date, title, url, sentence, match and start (the
    character of the sentence that the match begins with).
    """

    quotes: pd.DataFrame

    def __len__(self) -> int:
        return len(self.quotes)

    def table(self) -> pd.DataFrame:
        """Return a row a sentence."""
        return self.quotes.copy()

    def __repr__(self) -> str:
        return "\n".join(f"{_source(row)}\n    {row.sentence}" for row in self.quotes.itertuples()) or "No sentence."

    def _repr_html_(self) -> str:
        if self.quotes.empty:
            return html_paragraph("No sentence.")
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
        In the query language: `word`, `wild*`, `"exact phrase"`, `a OR b`, `NOT a`, `a NEAR/5 b`.
    width : int, default 60
        Characters shown on each side.
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

    Examples
    --------
    >>> import mediakit as mk
    >>> places = mk.keyword_in_context(mk.load_demo_articles(), "recruit* NEAR/4 tavern*")
    >>> sorted(places.table().columns)[:4]
    ['article_id', 'date', 'left', 'match']
    """
    tree = parse_query(query)
    rows = in_fixed_order(articles, _WHERE)
    texts = join_fields(rows, fields)
    tokens = tokenize(texts)
    hits = find(tree, tokens)
    text_of = np.searchsorted(tokens.starts, hits.first, side="right") - 1
    found = []
    for number in np.unique(text_of):
        text, spans, start = texts[number], word_spans(texts[number]), tokens.starts[number]
        for first, last in zip(
            hits.first[text_of == number] - start, hits.last[text_of == number] - start, strict=True
        ):
            a, b = spans[first][0], spans[last][1]
            sides = (
                _one_line(text[max(0, a - width) : a]),
                _one_line(text[a:b]),
                _one_line(text[b : b + width]),
            )
            found.append((number, int(first), *sides))
    table = pd.DataFrame(found, columns=["row", "position", "left", "match", "right"])
    table = rows[_WHERE].merge(table, left_index=True, right_on="row").drop(columns="row")
    table = table.sort_values(["date", "article_id", "position"], kind="stable").reset_index(drop=True)
    return Concordance(query, table, len(rows))


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def quote_sentences(
    articles: pd.DataFrame, query: str | Query, *, n: int = 3, fields: str | Sequence[str] = FIELDS, group: str = ""
) -> Quotes:
    """Return the first fitting sentence of up to n articles: the oldest, the newest and those between.

    The articles are spread evenly over the dates, so that the same table gives the same sentences.
    """
    rows = in_fixed_order(articles, _WHERE).sort_values(["date", "article_id"], kind="stable", ignore_index=True)
    texts = join_fields(rows, fields)
    tokens = tokenize(texts)
    hits = find(query, tokens)
    text_of = np.searchsorted(tokens.starts, hits.first, side="right") - 1
    numbers, first_hit = np.unique(text_of, return_index=True)
    chosen = np.unique(np.round(np.linspace(0, len(numbers) - 1, min(n, len(numbers)))).astype(int))
    quotes = []
    for place in chosen:
        number, hit = numbers[place], first_hit[place]
        text, spans = texts[number], word_spans(texts[number])
        begin = spans[hits.first[hit] - tokens.starts[number]][0]
        end = spans[hits.last[hit] - tokens.starts[number]][1]
        sentences = sentence_spans(text)
        a = max(s for s, _ in sentences if s <= begin)
        b = min(e for _, e in sentences if e >= end)
        quotes.append((group, *rows.loc[number, _WHERE], _one_line(text[a:b]), _one_line(text[begin:end]), begin - a))
    return Quotes(pd.DataFrame(quotes, columns=_QUOTED))


def quote_titles(articles: pd.DataFrame, *, n: int = 3, group: str = "") -> Quotes:
    """Return the titles of up to n articles, the oldest first, where the articles themselves are the evidence."""
    rows = in_fixed_order(articles, _WHERE).sort_values(["date", "article_id"], kind="stable").head(n)
    quotes = rows[_WHERE].assign(group=group, sentence=rows["title"].fillna(rows["text"].str.slice(0, 200)), match="")
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
    parts = [result.examples(key, n=n).table() for key in keys]
    if not parts:
        return Quotes(pd.DataFrame(columns=_QUOTED))
    return Quotes(pd.concat(parts, ignore_index=True))
