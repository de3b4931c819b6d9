"""Articles that all have the same text: a notice of the page or a stub, not what was published."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Flags, Longs

__all__ = ["have_same_text"]

_OPENING = 60  # characters
_SHORT = 600  # characters of a text that is a stub if its opening is that of others
_FEWEST = 3  # different headlines over the same text
_SHARE = 0.05  # of the outlet's articles


def have_same_text(articles: pd.DataFrame, texts: pa.Array, n_characters: Longs) -> Flags:
    """Return which articles have the text of others of their outlet under another headline.

    Of short texts the first 60 characters are compared.
    """
    plain = pc.utf8_lower(pc.replace_substring_regex(texts, r"\s+", " "))
    opening = pd.Series(pc.utf8_slice_codeunits(plain, 0, _OPENING).to_pylist(), dtype="str")
    whole = pd.Series(plain.to_pylist(), dtype="str")
    key = opening.where(pd.Series(n_characters < _SHORT), whole)
    titles = articles["title"].reset_index(drop=True)
    titles = titles.fillna(articles["article_id"].reset_index(drop=True))
    table = pd.DataFrame({"outlet": articles["outlet"].to_numpy(), "key": key, "title": titles})
    groups = table.groupby(["outlet", "key"], sort=False)["title"]
    sizes = table.groupby("outlet", sort=False)["key"].transform("size")
    is_shared = groups.transform("nunique") >= _FEWEST
    is_many = groups.transform("size") >= _SHARE * sizes
    return (is_shared & is_many & (n_characters > 0)).to_numpy()
