"""What articles are given: a topic each, how sure it is, and how much of each topic they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.arrays import Floats, Longs

__all__ = ["NO_TOPIC", "Given", "topic_table"]

NO_TOPIC = -1


@dataclass(frozen=True, eq=False)
class Given:
    """The topics of some articles.

    Attributes
    ----------
    topics : ndarray of int64, shape (n_articles,)
        The topic of each, -1 for none.
    sure : ndarray of float, shape (n_articles,)
        How far the runs agree on it, 0 to 1.
    parts : ndarray of float, shape (n_articles, k)
        How much of each topic is in each article; a row adds up to 1, or is 0.
    """

    topics: Longs
    sure: Floats
    parts: Floats


def topic_table(
    rows: pd.DataFrame,
    names: Sequence[str],
    given: Given,
) -> pd.DataFrame:
    """Return the rows with the columns topic (missing for none) and sure."""
    topic = np.array([*names, None], dtype=object)[given.topics]
    return rows.assign(topic=pd.Series(topic, dtype="str"), sure=given.sure.round(3))
