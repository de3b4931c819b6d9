"""Which words of an article counted, and which frames stand together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit.arrays import Longs
from mediakit.queries import Query, find
from mediakit.tokens import words_of

__all__ = ["frames_together", "words_that_counted"]


def words_that_counted(
    articles: pd.DataFrame,
    query: Query,
    fields: Sequence[str],
) -> pd.DataFrame:
    """Return the words of some articles that a query finds, the most frequent first: word, n."""
    tokens = words_of(articles, fields)
    hits = find(query, tokens)
    spans = zip(hits.first.tolist(), hits.last.tolist(), strict=True)
    words = [" ".join(tokens.vocabulary[tokens.ids[first : last + 1]]) for first, last in spans]
    found = pd.Series(words, dtype="str").value_counts().rename_axis("word").reset_index(name="n")
    return found.sort_values(["n", "word"], ascending=[False, True], ignore_index=True)


def frames_together(scores: pd.DataFrame, counted: Longs) -> pd.DataFrame:
    """Return in how many articles words of two frames stand: frame, other, n_articles, share of the
    frame's articles."""
    has = (scores.iloc[counted] > 0).to_numpy().astype(np.int64)
    together = has.T @ has
    names = list(scores.columns)
    rows = [
        {
            "frame": one,
            "other": other,
            "n_articles": int(together[i, j]),
            "share": round(together[i, j] / max(together[i, i], 1), 4),
        }
        for i, one in enumerate(names)
        for j, other in enumerate(names)
        if i != j
    ]
    return pd.DataFrame(rows, columns=["frame", "other", "n_articles", "share"])
