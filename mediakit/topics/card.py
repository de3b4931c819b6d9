"""All that there is to know about a topic, on a card."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mediakit.context import Quotes
from mediakit.display import html_paragraph
from mediakit.excerpts import mask_addresses
from mediakit.tables import ShownTable
from mediakit.topics.sentences import is_soft
from mediakit.wording import count_of, join_names, percent, percents

__all__ = ["TopicCard", "card_of"]


@dataclass(frozen=True, repr=False)
class TopicCard:
    """A topic: what it is called, how firm it is, its terms, shares, articles and passages."""

    name: str
    sentences: tuple[str, ...]
    outlets: pd.DataFrame
    typical: pd.DataFrame
    misfits: pd.DataFrame
    passages: Quotes

    def _parts(self) -> list[tuple[str, pd.DataFrame]]:
        parts = [
            ("Share by outlet", self.outlets),
            ("Typical articles", self.typical),
            ("Articles that hardly fit", self.misfits),
        ]
        return [(heading, table) for heading, table in parts if len(table)]

    def __repr__(self) -> str:
        lines = [self.name, *self.sentences]
        for heading, table in self._parts():
            lines += ["", f"{heading}:", table.to_string(index=False)]
        lines += ["", "Passages:", repr(self.passages)]
        return mask_addresses("\n".join(lines))

    def _repr_html_(self) -> str:
        shown = html_paragraph(self.name) + "".join(map(html_paragraph, self.sentences))
        for heading, table in self._parts():
            shown += ShownTable(table, caption=heading).html()
        shown += html_paragraph("Passages") + self.passages._repr_html_()
        return mask_addresses(shown)


def card_of(
    name: str,
    row: pd.Series,
    noun: str,
    *,
    terms: pd.DataFrame,
    outlets: pd.DataFrame,
    typical: pd.DataFrame,
    misfits: pd.DataFrame,
    passages: Quotes,
) -> TopicCard:
    """Return the card of a topic.

    Parameters
    ----------
    name : str
        The topic.
    row : Series
        Its row of `table()`.
    noun : str
        What its share is of.
    terms, outlets : DataFrame
        Its rows of `terms()` and of `table(by="outlet")`.
    typical, misfits : DataFrame
        Its articles.
    passages : Quotes
        Where its terms meet.
    """
    shares = outlets
    if len(outlets):
        shares = outlets.drop(columns=["topic", "small_sample"])
        shares = shares.sort_values(["share", "outlet"], ascending=[False, True])
    return TopicCard(
        name,
        (_share(row, noun), _firmness(row["firmness"]), _terms(terms)),
        shares.reset_index(drop=True),
        _shown(typical),
        _shown(misfits),
        passages,
    )


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    columns = ["outlet", "date", "title", "sure"]
    return table[[column for column in columns if column in table.columns]]


def _share(row: pd.Series, noun: str) -> str:
    share, low, high = percents(row["share"], row["low"], row["high"])
    return (
        f"{share} of the {noun} are nearest to this pattern of words ({row['n_nearest']:,} of "
        f"{row['n_independent']:,}; 95% range {low} to {high})."
    )


def _firmness(value: float) -> str:
    if value != value:
        return "How firm the topic is, is not known."
    if is_soft(value):
        return (
            f"The topic is soft: other runs of the search found other articles (Jaccard index "
            f"{value:.2f}; firm from .60)."
        )
    return (
        f"The topic is firm: other runs of the search found much the same articles (Jaccard index "
        f"{value:.2f})."
    )


def _terms(terms: pd.DataFrame) -> str:
    first = terms.iloc[0]
    inside, outside = percent(first["share_inside"]), percent(first["share_outside"])
    return (
        f"{count_of(len(terms), 'term')}: {join_names(terms['term'])}. “{first['term']}” is in "
        f"{inside} of its articles and in {outside} of the others."
    )
