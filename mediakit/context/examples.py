"""The sentences and titles behind a number, spread over the dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from mediakit.checks import in_fixed_order, require_whole
from mediakit.context.places import ARTICLE, NOT_SHOWN, character_span, one_line, with_article
from mediakit.display import PLAIN, escape, html_link, html_paragraph
from mediakit.excerpts import around, mask_column, most_shown
from mediakit.queries import Hits, Query, find
from mediakit.tokens import FIELDS, Tokens, join_fields, sentence_spans, words_of
from mediakit.wording import short_day

__all__ = ["Quotes", "quote_examples", "quote_sentences", "quote_titles", "spread_over_dates"]

_COLUMNS = ["group", *ARTICLE, "sentence", "match", "start"]
#: Characters of the text that are shown for an article without a title.
_BEGINNING = 200


@dataclass(frozen=True)
class Quotes:
    """Example sentences behind a number, with the article of each.

    `table()` has a row a sentence: group, article_id, outlet, date, title, url, sentence, match and
    start (the character of the sentence at which the match begins). If there is no sentence,
    `reason` says why.
    """

    quotes: pd.DataFrame
    reason: str = "There are no examples to show."

    def __post_init__(self) -> None:
        """Mask the addresses and telephone numbers of all sentences."""
        texts = [name for name in ("sentence", "match") if name in self.quotes.columns]
        masked = {name: mask_column(self.quotes[name]) for name in texts}
        object.__setattr__(self, "quotes", self.quotes.assign(**masked))

    def __len__(self) -> int:
        return len(self.quotes)

    def table(self) -> pd.DataFrame:
        """Return a row a sentence."""
        return self.quotes.copy()

    def __repr__(self) -> str:
        if self.quotes.empty:
            return self.reason
        lines = [f"{_source(row)}\n    {row.sentence}" for row in self.quotes.itertuples()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        if self.quotes.empty:
            return html_paragraph(self.reason)
        items = []
        for row in self.quotes.itertuples():
            source = f"<small>{_linked_source(row)}</small>"
            if row.sentence == row.title:  # the link says it
                items.append(f"<li>{source}</li>")
            else:
                items.append(f"<li>{_marked(row)}<br>{source}</li>")
        return f'<ul class="mk-quotes {PLAIN}">{"".join(items)}</ul>'


def _source(row: Any) -> str:
    """Return the group, outlet, date, title and address of an example, in a line."""
    date = "undated"
    if pd.notna(row.date):
        date = f"{row.date:%Y-%m-%d}"
    parts = [row.group, row.outlet, date, row.title, row.url]
    filled = [str(part) for part in parts if pd.notna(part) and part != ""]
    return " · ".join(dict.fromkeys(filled))


def _linked_source(row: Any) -> str:
    """Return the same as HTML: the title opens the article."""
    date = "undated"
    if pd.notna(row.date):
        date = short_day(row.date)
    names = [str(part) for part in (row.group, row.outlet) if pd.notna(part) and part != ""]
    parts = [escape(part) for part in dict.fromkeys([*names, date])]
    title = "the article" if pd.isna(row.title) or not str(row.title).strip() else row.title
    linked = html_link(title, row.url)
    if linked != "the article":
        parts.append(linked)
    return " · ".join(parts)


def _marked(row: Any) -> str:
    """Return the sentence as HTML, the match marked."""
    stop = row.start + len(row.match)
    before = escape(row.sentence[: row.start])
    after = escape(row.sentence[stop:])
    if not row.match:
        return before + after
    return f"{before}<mark>{escape(row.match)}</mark>{after}"


def quote_sentences(
    articles: pd.DataFrame,
    query: str | Query | Callable[[Tokens], Hits],
    *,
    n: int = 3,
    fields: str | Sequence[str] = FIELDS,
    group: str = "",
) -> Quotes:
    """Return the first sentence that fits from up to n articles, spread over the dates.

    They are the oldest, the newest and those evenly between, so that the same table gives the same
    sentences.
    """
    require_whole("n", n, least=0)
    articles = with_article(articles, fields)
    tokens = words_of(articles, fields)
    if callable(query):
        hits = query(tokens)
    else:
        hits = find(query, tokens)
    numbers, first_hits = np.unique(tokens.text_of(hits.first), return_index=True)
    rows = spread_over_dates(articles.iloc[numbers].assign(_hit=first_hits), n)
    first_bytes = tokens.offsets[hits.first[rows["_hit"]]].tolist()
    last_tokens = hits.last[rows["_hit"]]
    last_bytes = tokens.offsets[last_tokens].tolist()
    stops = tokens.stops_before(last_tokens).tolist()
    texts = join_fields(rows, fields)
    sentences = []
    for text, first, last, stop in zip(texts, first_bytes, last_bytes, stops, strict=True):
        sentences.append(_sentence_around(text, first, last, stop))
    examples = pd.DataFrame(sentences, columns=["sentence", "match", "start"])
    examples = rows[ARTICLE].reset_index(drop=True).join(examples)
    examples.insert(0, "group", group)
    if len(hits.first) or not hits.in_text.any():
        return Quotes(examples)
    return Quotes(
        examples,
        f"The articles match the query only {NOT_SHOWN}, so there is no sentence to show. "
        "mentioning() gives the articles.",
    )


def _sentence_around(text: str, first: int, last: int, stop: int) -> tuple[str, str, int]:
    """Return the sentence of a hit, the hit, and the character at which it begins there.

    `first` and `last` are the bytes at which the first and the last token of the hit begin, `stop`
    is where the token after them does. A hit over the end of a sentence gets both. Of a sentence
    that is most of its text, such as a text without full stops, only a part is shown.
    """
    begin, end = character_span(text, first, last, stop)
    spans = sentence_spans(text)
    sentence_start = max(start for start, _ in spans if start <= begin)
    sentence_stop = min(stop for _, stop in spans if stop >= end)
    sentence = one_line(text[sentence_start:sentence_stop])
    start = begin - sentence_start
    shown, start = around(sentence, start, end - sentence_start, most_shown(len(text)))
    return shown, one_line(text[begin:end]), start


def spread_over_dates(articles: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return up to n of the articles: the oldest, the newest and those evenly between."""
    order = [name for name in ("date", "article_id") if name in articles.columns]
    ordered = articles.sort_values(order, kind="stable")
    places = np.linspace(0, len(ordered) - 1, min(n, len(ordered)))
    return ordered.iloc[np.unique(np.round(places).astype(int))]


def quote_titles(articles: pd.DataFrame, *, n: int = 3, group: str = "") -> Quotes:
    """Return the titles of up to n articles, the oldest first."""
    require_whole("n", n, least=0)
    rows = in_fixed_order(with_article(articles))
    rows = rows.sort_values(["date", "article_id"], kind="stable").head(n)
    titles = rows["title"]
    if "text" in rows.columns:
        titles = titles.fillna(rows["text"].str.slice(0, _BEGINNING))
    examples = rows[ARTICLE].assign(
        group=group,
        sentence=titles.fillna("(no title)"),
        match="",
        start=0,
    )
    return Quotes(examples[_COLUMNS].reset_index(drop=True))


class _HasExamples(Protocol):
    def example_keys(self) -> list[Any]: ...
    def examples(self, key: Any, *, n: int = 3) -> Quotes: ...


def quote_examples(result: _HasExamples, n: int = 3) -> Quotes:
    """Show example sentences behind the first rows of any result.

    Parameters
    ----------
    result : Comparison, Topics, FrameScores or shares
        A result with `examples()`.
    n : int, default 3
        How many rows of its table to give examples for, with up to n sentences each.

    Returns
    -------
    Quotes
        The sentences with outlet, date, title and url.

    Raises
    ------
    UnknownValue
        If `n` is not a whole number of 1 or more.

    Examples
    --------
    >>> import mediakit as mk
    >>> shares = mk.share_mentioning(mk.load_demo_articles(), "ferry", by="outlet")
    >>> len(mk.quote_examples(shares, 2)) > 0
    True
    """
    require_whole("n", n, least=1)
    parts = [result.examples(key, n=n) for key in result.example_keys()[:n]]
    if not parts:
        return Quotes(pd.DataFrame(columns=_COLUMNS))
    examples = pd.concat([part.table() for part in parts], ignore_index=True)
    return Quotes(examples, parts[0].reason)
