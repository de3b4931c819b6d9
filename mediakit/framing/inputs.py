"""What a classifier knows of articles: their words, and the scores of word lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Floats
from mediakit.framing.crossing import standardised
from mediakit.framing.lexicons import Lexicon
from mediakit.framing.scoring import score_frames
from mediakit.framing.sources import FrameSource

__all__ = ["LISTS", "Inputs", "list_scores"]

#: The weight of the word lists beside what was learnt.
LISTS = 0.7
#: The sum of the squares of a text's weights for words, and of those for the hits of the lists.
_WORDS, _HITS = 1.5, 0.3


@dataclass(frozen=True, eq=False)
class Inputs:
    """What is known of articles, in the order of their ids.

    Attributes
    ----------
    words : sparse matrix
        The weights of words and pieces of words.
    ranks : DataFrame
        The scores of the lists, a column a frame that has one.
    hits : DataFrame
        The logarithm of their hits, if the lists are words.
    """

    words: sparse.csr_matrix
    ranks: pd.DataFrame
    hits: pd.DataFrame

    def texts(self, *, with_hits: bool) -> sparse.csr_matrix:
        """Return the columns of the regression: words, and perhaps the hits of all lists."""
        if not with_hits:
            return self.words
        n_frames = max(len(self.hits.columns), 1)
        scale = np.sqrt(_WORDS * _HITS / n_frames)
        columns = sparse.csr_matrix(scale * standardised(self.hits.to_numpy(dtype=float)))
        return sparse.csr_matrix(sparse.hstack([self.words, columns], format="csr"))

    def add_lists(self, learnt: Floats, frame: str) -> Floats:
        """Return what was learnt of a frame together with the score of its list."""
        if frame not in self.ranks.columns:
            return learnt
        return learnt + LISTS * standardised(self.ranks[frame].to_numpy(dtype=float))


def list_scores(
    articles: pd.DataFrame,
    source: Lexicon | FrameSource | None,
    options: dict[str, Any],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the scores of the lists and the logarithm of their hits, by article_id; without
    columns where there are none."""
    ids = pd.Index(articles["article_id"].astype("str").sort_values(), name="article_id")
    none = pd.DataFrame(index=ids)
    if source is None:
        return none, none
    if not isinstance(source, Lexicon):
        return source.values().set_index("article_id").reindex(ids), none
    ranks = score_frames(articles, source, **options).values()
    hits = score_frames(articles, source, method="hits", **options).values()
    return ranks.set_index("article_id").loc[ids], hits.set_index("article_id").loc[ids]
