"""The place in an article that shows a fault."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.cleaning import Boilerplate
from mediakit.context import Quotes, quote_titles, spread_over_dates
from mediakit.context.places import ARTICLE, one_line, with_article
from mediakit.inspecting.patterns import PATTERNS

__all__ = ["examples_of"]

_WIDTH = 60  # characters shown on each side
_ENDING = 160
_BEGINNING = 200
_BY_TITLE = ("no_text", "no_date", "names", "hole", "stray")
_PATTERN_OF = {"damaged_title": "damaged", "html_title": "html"}


def examples_of(
    fault: str,
    articles: pd.DataFrame,
    boilerplate: Boilerplate,
    *,
    n: int,
    group: str,
) -> Quotes:
    """Return up to n of the articles, with the place that shows the fault marked."""
    if fault == "names":
        ordered = articles.sort_values(["date", "article_id"], kind="stable")
        articles = ordered.drop_duplicates("outlet")
    if fault in _BY_TITLE:
        return quote_titles(articles, n=n, group=group)
    rows = spread_over_dates(with_article(articles), n)
    spans = boilerplate.spans.drop_duplicates("article_id").set_index("article_id")
    sentences = []
    for article_id, title, text in rows[["article_id", "title", "text"]].itertuples(index=False):
        if fault == "furniture":
            begin, stop = spans.loc[article_id, ["start", "stop"]]
            sentences.append((one_line(text[begin:stop]), one_line(text[begin:stop]), 0))
        elif fault.endswith("_title"):
            sentences.append(_place(fault, str(title)))
        else:
            sentences.append(_place(fault, str(text)))
    columns = ["sentence", "match", "start"]
    examples = rows[ARTICLE].reset_index(drop=True)
    examples = examples.join(pd.DataFrame(sentences, columns=columns))
    examples.insert(0, "group", group)
    return Quotes(examples)


def _place(fault: str, text: str) -> tuple[str, str, int]:
    """Return a piece of a text, and the match in it with its first character."""
    if fault == "cut":
        end = text.rstrip()[-_ENDING:]
        return one_line(end), "", 0
    pattern = PATTERNS.get(_PATTERN_OF.get(fault, fault))
    if pattern is None:
        return one_line(text[:_BEGINNING]).rstrip(), "", 0
    around = rf"(?P<before>(?s:.{{0,{_WIDTH}}}?))(?P<match>{pattern})"
    found = pc.extract_regex(pa.array([text], pa.large_string()), around)[0].as_py()
    if found is None:
        return one_line(text[:_BEGINNING]).rstrip(), "", 0
    before, match = found["before"], found["match"]
    begin = text.find(before + match)
    stop = begin + len(before) + len(match)
    sentence = text[begin : stop + _WIDTH]
    return one_line(sentence), one_line(match), len(before)
