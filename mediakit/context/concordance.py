"""Every place where a query is found, with the words around it (KWIC)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.checks import require_whole
from mediakit.context.places import ARTICLE, NOT_SHOWN, text_around, with_article
from mediakit.display import html_paragraph
from mediakit.excerpts import mask_column
from mediakit.queries import Hits, find, parse_query
from mediakit.tables import Heading, ShownTable
from mediakit.tokens import FIELDS, Tokens, utf8_of, words_of
from mediakit.wording import choose, count_of, quoted

__all__ = ["Concordance", "keyword_in_context"]

_ROWS_SHOWN = 20
_SEARCHED = "Capital letters make no difference."


@dataclass(frozen=True)
class Concordance:
    """Every place where a query is found, with the words around it (KWIC).

    `table()` has a row a hit: article_id, outlet, date, title, url, position (the number of the
    word in the article, from 0), left, match, right. `n_matching` articles of `n_articles` match
    the query.
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
        """Say how often the query was found, and in how many articles."""
        n_shown = self.hits["article_id"].nunique()
        n_without_place = self.n_matching - n_shown
        of_all = f"of {count_of(self.n_articles, 'article')}"
        if n_without_place and not n_shown:
            return (
                f"{self.n_matching:,} {of_all} {choose(self.n_matching, 'matches', 'match')} the "
                f"query {quoted(self.query)}, but only {NOT_SHOWN}. There is no place to show; "
                "mentioning() gives the articles."
            )
        if not self.n_articles:
            return f"There are no articles to search for {quoted(self.query)}."
        if not n_shown:
            return f"No article matches the query {quoted(self.query)}. {_SEARCHED}"
        n_hits = count_of(len(self.hits), "match", "matches")
        where = f"{n_shown:,} of the {count_of(self.n_articles, 'article')}"
        if self.n_articles == 1:
            where = "the only article"
        sentences = [
            f"The query {quoted(self.query)} has {n_hits}, in {where}.",
            _SEARCHED,
        ]
        if n_without_place:
            sentences.append(
                f"Another {count_of(n_without_place, 'article')} "
                f"{choose(n_without_place, 'matches', 'match')} only {NOT_SHOWN}."
            )
        return " ".join(sentences)

    def __repr__(self) -> str:
        lines = [self.describe()]
        shown = self.hits.head(_ROWS_SHOWN)
        longest = shown["left"].str.len().max()
        for row in shown.itertuples():
            lines.append(f"{row.left:>{int(longest)}} [{row.match}] {row.right}")
        n_more = len(self.hits) - len(shown)
        if n_more:
            lines.append(f"{count_of(n_more, 'more row')}: see table().")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        shown = html_paragraph(self.describe())
        if len(self.hits):
            columns = self.hits[["outlet", "date", "left", "match", "right"]]
            own = {"left": Heading("before", "before"), "right": Heading("after", "text")}
            shown += ShownTable(columns, _ROWS_SHOWN, own=own).html()
        return shown


def keyword_in_context(
    articles: pd.DataFrame,
    query: str,
    *,
    width: int = 60,
    fields: str | Sequence[str] = FIELDS,
) -> Concordance:
    """Show every place where a query is found, with the words around it.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    query : str
        `word`, `wild*`, `"exact phrase"`, `a OR b`, `a AND b`, `NOT a`, `a NEAR/5 b`, as
        `mentioning` explains them.
    width : int, default 60
        Characters shown on each side; ¶ marks the end of a title or a paragraph.
    fields : str or sequence of str, default ('title', 'text')
        The columns to search.

    Returns
    -------
    Concordance
        Its `table()` is sorted by date, then article, then position; the text is as it was read.

    Raises
    ------
    BadQuery
        If the query cannot be read.
    UnknownValue
        If `width` is not a whole number, or two rows have the same article_id.

    Examples
    --------
    >>> import mediakit as mk
    >>> places = mk.keyword_in_context(mk.load_demo_articles(), "recruit* NEAR/4 tavern*")
    >>> sorted(places.table().columns)[:4]
    ['article_id', 'date', 'left', 'match']
    """
    tree = parse_query(query)
    require_whole("width", width, least=0)
    articles = with_article(articles, fields)
    tokens = words_of(articles, fields)
    hits = find(tree, tokens)
    table = _hits_table(articles, tokens, hits, width, fields)
    return Concordance(query, table, len(articles), int(hits.in_text.sum()))


def _hits_table(
    articles: pd.DataFrame,
    tokens: Tokens,
    hits: Hits,
    width: int,
    fields: str | Sequence[str],
) -> pd.DataFrame:
    """Return a row a hit, by date, article and position."""
    text_of = tokens.text_of(hits.first)
    numbers, row_of = np.unique(text_of, return_inverse=True)
    rows = articles.iloc[numbers].reset_index(drop=True)
    letters, begins = utf8_of(rows, fields)
    first_bytes = tokens.offsets[hits.first].tolist()
    last_bytes = tokens.offsets[hits.last].tolist()
    stops = tokens.stops_before(hits.last).tolist()
    sides = []
    for row, first, last, stop in zip(row_of, first_bytes, last_bytes, stops, strict=True):
        utf8 = letters[begins[row] : begins[row + 1]]
        sides.append(text_around(utf8, first, last, stop, width))
    texts = pd.DataFrame(sides, columns=["left", "match", "right"], dtype="str")
    texts = texts.assign(left=mask_column(texts["left"]), right=mask_column(texts["right"]))
    table = rows.loc[row_of, ARTICLE].reset_index(drop=True).join(texts)
    table = table.assign(position=hits.first - tokens.starts[text_of])
    order = ["date", "article_id", "position"]
    table = table.sort_values(order, kind="stable", ignore_index=True)
    return table[[*ARTICLE, "position", "left", "match", "right"]]
