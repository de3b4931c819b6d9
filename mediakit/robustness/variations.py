"""What can be left out, or in, one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.comparing.settings import ARTICLE
from mediakit.features import names_of
from mediakit.robustness.levels import ALSO, Level
from mediakit.robustness.material import NO_REFRAINS, RAW, Material
from mediakit.robustness.offering import Offer
from mediakit.stories import find_stories
from mediakit.tokens import words_of

__all__ = ["offer_variations"]

#: Articles of fewer words are short.
_SHORT = 100
_OF_STORIES = ["outlet", "date", "title", "text"]
_OF_PASSAGES = ["outlet", "date", "text"]


def offer_variations(material: Material) -> Offer:
    """Return what can be left out, or in, and what cannot."""
    levels, lacking = [], []
    for find in (_furniture, _refrains, _headlines, _short_articles, _stories, _authors):
        found = find(material)
        if isinstance(found, Level):
            levels.append(found)
        else:
            lacking.append(found)
    return Offer(levels, lacking)


def _is_counted_before(material: Material) -> bool:
    """Whether what is compared was counted before the comparison, so that no text is read again."""
    features = material.question.settings.features
    return features is not None and not isinstance(features, Mapping)


def _furniture(material: Material) -> Level | str:
    if _is_counted_before(material):
        return "page furniture (the counts were given)"
    if "text" not in material.question.settings.fields:
        return "page furniture (the texts are not read)"
    if material.raw is None:
        return "page furniture (give the articles as they were read: raw=)"
    kept = material.arranged.kept
    texts = material.table["text"].fillna("").to_numpy()[kept]
    if (texts == material.raw["text"].fillna("").to_numpy()[kept]).all():
        return "page furniture (none was taken out)"
    return Level(ALSO, "page furniture left in", "with page furniture left in", counts=RAW)


def _refrains(material: Material) -> Level | str:
    """A paragraph that stands below many articles is one paragraph: its words are no findings each
    of its own."""
    if _is_counted_before(material):
        return "recurring passages (the counts were given)"
    if not set(_OF_PASSAGES) <= set(material.table.columns):
        return "recurring passages (outlet, date and text are needed to find them)"
    if "text" not in material.question.settings.fields:
        return "recurring passages (the texts are not read)"
    kept = material.arranged.kept
    rest = material.without_refrains["text"].fillna("").to_numpy()[kept]
    if (material.table["text"].fillna("").to_numpy()[kept] == rest).all():
        return "recurring passages (no outlet repeats any)"
    clause = "without the passages that an outlet repeats word for word"
    return Level(ALSO, "recurring passages left out", clause, counts=NO_REFRAINS)


def _headlines(material: Material) -> Level | str:
    fields = material.question.settings.fields
    if _is_counted_before(material):
        return "headlines (the counts were given)"
    if "title" not in fields or len(fields) < 2:
        return "headlines (they are not read apart from the texts)"
    return Level(ALSO, "headlines left out", "without the headlines", counts="title")


def _short_articles(material: Material) -> Level | str:
    if "text" not in material.table.columns:
        return "short articles (there are no texts)"
    is_short = np.zeros(len(material.table), dtype=bool)
    kept = material.arranged.kept
    is_short[kept] = words_of(material.table[kept], ["text"], check=False).lengths < _SHORT
    if not (is_short & material.counted).any():
        return f"short articles (none has fewer than {_SHORT} words)"
    clause = f"without articles of fewer than {_SHORT} words"
    return Level(ALSO, "short articles left out", clause, kept=~is_short)


def _stories(material: Material) -> Level | str:
    if not set(_OF_STORIES) <= set(material.table.columns):
        return "the largest stories (outlet, date, title and text are needed to find them)"
    stories = _story_of(material)
    kept = _without_largest(material, stories)
    if kept is None:
        return "the largest stories (no side has a story of several articles)"
    clause = "without the largest story of each side"
    return Level(ALSO, "largest stories left out", clause, kept=kept)


def _story_of(material: Material) -> pd.Series:
    """Return the story of each row; stories are found if the table does not name them."""
    if "story" in material.table.columns:
        return names_of(material.table["story"]).reset_index(drop=True)
    rows = material.table[material.arranged.kept]
    found = find_stories(rows).articles()
    story_of = dict(zip(found["article_id"].astype(str), found["story"], strict=True))
    ids = material.table["article_id"].astype("str").reset_index(drop=True)
    return ids.map(story_of)


def _authors(material: Material) -> Level | str:
    if material.question.settings.unit not in (ARTICLE, "author"):
        return "authors (the unit is not the article)"
    if "author" not in material.table.columns or material.table["author"].isna().all():
        return "authors (none is named)"
    authors = names_of(material.table["author"]).reset_index(drop=True)
    kept = _without_largest(material, authors)
    if kept is None:
        return "authors (nobody is named in several articles of a side)"
    clause = "without the author of the largest number of articles on each side"
    return Level(ALSO, "most frequent authors left out", clause, kept=kept)


def _without_largest(material: Material, values: pd.Series) -> Flags | None:
    """Return which rows lack the value that the largest number of articles of each side have; None
    if there is no such value."""
    largest = [_largest(values, side & material.counted) for side in material.sides]
    named = [value for value in largest if value is not None]
    if not named:
        return None
    kept: Flags = ~values.isin(named).to_numpy(dtype=bool)
    return kept


def _largest(values: pd.Series, rows: Flags) -> str | None:
    """Return the value that the largest number of these rows have, if several do; ties by name."""
    known = values[rows].dropna()
    numbers = known[known.str.strip() != ""].value_counts()
    if numbers.empty or numbers.iloc[0] < 2:
        return None
    return min(str(name) for name in numbers.index[numbers == numbers.iloc[0]])
