"""The sentences behind a number of quotations: a passage with the source and the words."""

from __future__ import annotations

import pandas as pd

from mediakit.context import ARTICLE, Quotes, spread_over_dates
from mediakit.context.places import one_line, with_article
from mediakit.excerpts import around, most_shown
from mediakit.independence import Evidence

__all__ = ["quotes_of_rows"]

#: A source so many characters from its words is shown with them.
_NEAR = 240
_LONGEST = 320
_FIRST = ["sure", "begin"]


def quotes_of_rows(
    evidence: Evidence,
    rows: pd.DataFrame,
    group: str,
    n: int,
) -> Quotes:
    """Return passages with quotations, one each from up to n articles: the surest of each."""
    best = rows.sort_values(_FIRST, ascending=[False, True], kind="stable")
    best = best.drop_duplicates("article_id").set_index("article_id")
    ids = evidence.article_ids
    articles = with_article(evidence.articles(ids.isin(best.index).to_numpy()), ["text"])
    drawn = spread_over_dates(articles.assign(article_id=articles["article_id"].astype("str")), n)
    passages = [
        _passage(text, best.loc[name])
        for name, text in zip(drawn["article_id"], drawn["text"], strict=True)
    ]
    table = pd.DataFrame(passages, columns=["sentence", "match", "start"])
    table = drawn[ARTICLE].reset_index(drop=True).join(table)
    table.insert(0, "group", group)
    return Quotes(table)


def _passage(text: str, row: pd.Series) -> tuple[str, str, int]:
    """Return a passage with a quotation and its source, the words, and where they begin in it."""
    begin, end = int(row["begin"]), int(row["end"])
    first, last = begin, min(end, begin + _LONGEST)
    source, source_end = int(row["source_begin"]), int(row["source_end"])
    if source >= 0 and begin - source_end <= _NEAR and source < begin:
        first = source
    elif source >= 0 and source - end <= _NEAR and last == end:
        last = max(last, source_end)
    shown, start = around(text, first, last, max(last - first, min(most_shown(len(text)), 400)))
    words = text[begin : min(end, begin + _LONGEST)]
    return one_line(shown), one_line(words), start + begin - first
