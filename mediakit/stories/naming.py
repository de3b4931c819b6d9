"""What a story is called: its most central headline, with the outlet that wrote it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Floats
from mediakit.cleaning.origins import with_origins
from mediakit.independence import OWN
from mediakit.stories.prepared import headline_of
from mediakit.terms.from_tokens import count_sequences, drop_words
from mediakit.terms.weighting import weigh_in_place
from mediakit.tokens import stop_words, words_of

__all__ = ["name_in_words", "name_stories"]


def name_stories(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what each story is called: title and title_outlet, by story.

    The name is the title of the article that is nearest to the story's other articles, by the mean
    cosine of their words. It is taken from the outlets' own reporting if that has a title; of
    articles as near the earliest gives it.

    Parameters
    ----------
    rows : DataFrame
        Prepared articles with the column `story`, those of a story in order of time.
    """
    rows = rows.reset_index(drop=True)
    ranked = rows[["story", "title", "outlet"]].assign(
        _is_other=(with_origins(rows)["origin"] != OWN).to_numpy(),
        _far=-_centrality(rows),
    )
    ranked = ranked.dropna(subset="title")
    ranked = ranked.sort_values(["_is_other", "_far"], kind="stable")
    names = ranked.drop_duplicates("story").set_index("story")[["title", "outlet"]]
    stories = rows["story"].drop_duplicates()
    return names.reindex(stories).rename(columns={"outlet": "title_outlet"})


def name_in_words(title: object, outlet: object) -> str:
    """Return what a story is called in a sentence: “Bridge shut” (The Gull)."""
    headline = headline_of(pd.Series([title], dtype="object"))
    if pd.isna(title) or pd.isna(outlet):
        return headline
    return f"{headline} ({outlet})"


def _centrality(rows: pd.DataFrame) -> Floats:
    """Return the mean cosine of each article to the other articles of its story; alone it is 0."""
    central = np.zeros(len(rows))
    size = rows.groupby("story")["story"].transform("size")
    places = np.flatnonzero(size > 2)  # of two, each is as near to the other
    if not len(places):
        return central
    among = rows.iloc[places].reset_index(drop=True)
    words = words_of(among, ("title", "text"))
    counts = count_sequences(drop_words(words, stop_words("english")))
    weights = counts.matrix.astype(np.float64)
    weigh_in_place(weights, None, sublinear_tf=True, norm="l2")
    number, stories = pd.factorize(among["story"])
    each = np.arange(len(among))
    member = sparse.csr_array((np.ones(len(among)), (number, each)), (len(stories), len(among)))
    sums = (member @ weights).tocsr()
    to_all = np.asarray(weights.multiply(sums[number]).sum(axis=1)).ravel()
    to_itself = np.asarray(weights.multiply(weights).sum(axis=1)).ravel()
    others = size.iloc[places].to_numpy() - 1
    central[places] = np.round((to_all - to_itself) / others, 9)
    return central
