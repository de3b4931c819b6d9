"""The evidence for a topic: sentences in which several of its terms meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mediakit.checks import require_whole
from mediakit.context import Quotes, quote_sentences
from mediakit.features import highest_articles
from mediakit.queries import Either, Near, Phrase, Query

__all__ = ["Passages"]

#: The first terms of a topic, two of which make a passage if they are so many words apart.
_FIRST, _APART = 10, 12
#: For each passage that is wanted, so many articles are looked through, the most typical first.
_LOOKED_AT = 8


@dataclass(frozen=True, eq=False)
class Passages:
    """Finds passages of a topic in its most typical articles; can be pickled.

    Attributes
    ----------
    terms : mapping of str to sequence of str
        The terms of each topic, the first of them first.
    fields : tuple of str
        The columns to look in.
    ranking : DataFrame
        How typical each article is of each topic, by article_id; 0 where it has another.
    """

    terms: Mapping[str, Sequence[str]]
    fields: tuple[str, ...]
    ranking: pd.DataFrame

    def find(
        self,
        articles: pd.DataFrame,
        name: str,
        *,
        n: int,
        group: str,
    ) -> Quotes:
        """Return passages from up to n articles: with two different terms of the topic, or where
        there are not so many, with one of them."""
        require_whole("n", n, least=0)
        ranked = highest_articles(articles, self.ranking[name], _LOOKED_AT * n)
        first = list(self.terms[name])[:_FIRST]
        queries = [_any_of(first)]
        if len(first) > 1:
            queries.insert(0, _meeting(first))
        parts: list[pd.DataFrame] = []
        for query in queries:
            found = quote_sentences(ranked, query, n=len(ranked), fields=self.fields, group=group)
            parts.append(_in_order(found.table(), ranked))
        table = pd.concat(parts, ignore_index=True).drop_duplicates("article_id")
        return Quotes(table.head(n).reset_index(drop=True), found.reason)


def _in_order(table: pd.DataFrame, ranked: pd.DataFrame) -> pd.DataFrame:
    """Return the passages in the order of the articles."""
    place_of = {name: place for place, name in enumerate(ranked["article_id"].astype("str"))}
    return table.sort_values("article_id", key=lambda ids: ids.map(place_of), kind="stable")


def _meeting(terms: Sequence[str]) -> Query:
    """Return the query for two different terms near each other."""
    pairs: list[Query] = []
    for place, term in enumerate(terms[:-1]):
        pairs.append(Near(_phrase(term), _any_of(terms[place + 1 :]), _APART))
    return Either(tuple(pairs))


def _any_of(terms: Sequence[str]) -> Query:
    return Either(tuple(_phrase(term) for term in terms))


def _phrase(term: str) -> Phrase:
    return Phrase((term,), possessive=True)
