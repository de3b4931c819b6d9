"""The passages that recur in many articles, each with its kind, place by place and listed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.arrays import Flags
from mediakit.cleaning.furniture import furniture_of
from mediakit.cleaning.passage_kinds import kinds_of
from mediakit.excerpts import mask_column

__all__ = ["find_passages", "join_passages", "list_passages"]


def find_passages(articles: pd.DataFrame, min_articles: int, min_days: int) -> pd.DataFrame:
    """Return the passages that recur, a row a place.

    Parameters
    ----------
    articles : DataFrame
        In a fixed order.
    min_articles, min_days : int
        Articles and days from which a passage recurs often.

    Returns
    -------
    DataFrame
        row and article_id (of the article), start and stop (characters of its text), passage, key
        (the passage without what differs from day to day), outlet (missing if several print it),
        date, kind; by row and start. The index numbers all passages of all texts, so that
        neighbours are known.
    """
    found = furniture_of(articles, min_articles, min_days)
    ids = articles["article_id"].to_numpy()[found["row"]]
    outlet = found["outlet"].where(~found["everywhere"])
    found = found.assign(outlet=outlet, article_id=ids)
    same_line = (found["line"].diff() == 0).to_numpy()
    blocks = pd.Series((~(_continues(found, 1.0) & same_line)).cumsum(), index=found.index)
    kind = kinds_of(found, blocks)
    return found.assign(kind=kind, passage=mask_column(found["passage"]))


def join_passages(found: pd.DataFrame, least: float = 1.0) -> pd.DataFrame:
    """Return passages that follow one another, such as the sentences of a form, as one.

    Each stands once an article, the oldest first.

    Parameters
    ----------
    found : DataFrame
        What `find_passages` returns.
    least : float, default 1
        The part of the places of either passage at which they follow one another.
    """
    continues = _continues(found, least)
    blocks = pd.Series((~continues).cumsum(), index=found.index)
    joined = found[~continues].assign(passage=_joined_texts(found["passage"], blocks))
    joined = joined.sort_values(["date", "article_id", "start"])
    return joined.drop_duplicates(["outlet", "key", "article_id"])


def _joined_texts(passages: pd.Series, blocks: pd.Series) -> npt.NDArray[np.object_]:
    """Return the passages of each block as one text; most blocks are one passage."""
    is_first = ~blocks.duplicated()
    whole = passages[is_first].to_numpy(dtype=object)
    several = blocks.duplicated(keep=False)
    longer = passages[several].groupby(blocks[several]).agg(" ".join)
    if len(longer):
        places = several[is_first].to_numpy()
        whole[places] = longer.to_numpy(dtype=object)
    return whole


def _continues(found: pd.DataFrame, least: float) -> Flags:
    """Say of each passage whether it follows the one before it, as it mostly does."""
    names = ["outlet", "key"]
    if "kind" in found.columns:
        names.append("kind")
    numbers = found.groupby(names, dropna=False, sort=False).ngroup()
    follows = (found["row"].diff() == 0) & (found.index.to_series().diff() == 1)
    if "kind" in found.columns:
        follows &= found["kind"] == found["kind"].shift()
    before = numbers.shift(fill_value=-1)
    together = follows.groupby([before, numbers]).transform("sum")
    places = numbers.groupby(numbers).transform("size")
    places_before = places.shift(fill_value=1)
    is_close = (together >= least * places) & (together >= least * places_before)
    continues: Flags = (follows & is_close).to_numpy(dtype=bool)
    return continues


def _example_ids(ids: pd.Series, numbers: pd.Series, ranks: pd.Series) -> pd.Series:
    """Return the first three articles of each group, with commas between them."""
    listed = pd.Series(ids[ranks == 0].to_numpy(), index=numbers[ranks == 0]).sort_index()
    for rank in (1, 2):
        more = pd.Series(ids[ranks == rank].to_numpy(), index=numbers[ranks == rank])
        listed += (", " + more).reindex(listed.index).fillna("")
    return listed


def list_passages(occurrences: pd.DataFrame) -> pd.DataFrame:
    """Return a row a passage, the most frequent first."""
    grouped = occurrences.groupby(["outlet", "key", "kind"], dropna=False, as_index=False)
    passages = grouped.agg(
        passage=("passage", "first"),
        n_articles=("article_id", "size"),
        first_date=("date", "min"),
        last_date=("date", "max"),
    )
    passages = passages.assign(
        example_ids=_example_ids(occurrences["article_id"], grouped.ngroup(), grouped.cumcount())
    )
    ordered = passages.sort_values(
        ["n_articles", "outlet", "passage"],
        ascending=[False, True, True],
        ignore_index=True,
    )
    texts = ["outlet", "kind", "passage", "example_ids"]
    return ordered.astype(dict.fromkeys(texts, "str"))
