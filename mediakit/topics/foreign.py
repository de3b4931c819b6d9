"""Topics of other tools: a fitted scikit-learn pipeline, BERTopic and their like."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mediakit.arrays import Floats, Longs
from mediakit.errors import UnknownValue
from mediakit.tokens import join_fields
from mediakit.topics.given import NO_TOPIC, Given

__all__ = ["give_by_foreign_model"]


def give_by_foreign_model(
    model: Any,
    articles: pd.DataFrame,
    fields: list[str],
) -> Given:
    """Return the topics that a fitted model gives to articles.

    Parameters
    ----------
    model : object
        `transform(texts)` returns a number a topic for each text, not below 0, as a pipeline with
        scikit-learn's NMF or LDA does; or the topic of each text (-1 for none) and its probability
        or that of all topics, as BERTopic does.
    articles : DataFrame
        The articles, sorted by article_id.
    fields : list of str
        The columns to read.
    """
    if not hasattr(model, "transform"):
        raise UnknownValue(
            "model= takes what find_topics(...).model or load_topics() gives, or a fitted model "
            "with transform(texts), such as a scikit-learn pipeline or BERTopic; got "
            f"{type(model).__name__}."
        )
    found = model.transform(join_fields(articles, fields))
    if isinstance(found, tuple):
        return _from_labels(found[0], found[1], len(articles))
    return _from_strength(found, len(articles))


def _from_labels(
    labels: Any,
    chances: Any,
    n_articles: int,
) -> Given:
    topics = np.asarray(labels).astype(np.int64)
    _require_rows(topics, n_articles)
    known = np.unique(topics[topics >= 0])
    topics = np.where(topics >= 0, np.searchsorted(known, topics), NO_TOPIC)
    parts = _one_of(topics, len(known))
    sure = np.where(topics >= 0, 1.0, 0.0)
    if chances is not None:
        given = np.asarray(chances, dtype=float)
        if given.ndim == 2:
            given = given.max(axis=1)
        sure = np.where(topics >= 0, given, 0.0)
    return Given(topics, sure, parts)


def _from_strength(found: Any, n_articles: int) -> Given:
    if hasattr(found, "toarray"):
        found = found.toarray()
    strength = np.asarray(found, dtype=float)
    _require_rows(strength, n_articles)
    if strength.ndim != 2 or not np.isfinite(strength).all() or (strength < 0).any():
        raise UnknownValue(
            "transform() of the model should return a row a text with numbers that are not below 0."
        )
    total = strength.sum(axis=1, keepdims=True)
    parts = strength / np.where(total > 0, total, 1)
    topics = np.where(total[:, 0] > 0, parts.argmax(axis=1), NO_TOPIC)
    return Given(topics, parts.max(axis=1), parts)


def _require_rows(found: Floats | Longs, n_articles: int) -> None:
    if len(found) != n_articles:
        raise UnknownValue(
            f"transform() of the model returned {len(found):,} rows for {n_articles:,} articles."
        )


def _one_of(topics: Longs, k: int) -> Floats:
    parts = np.zeros((len(topics), k))
    placed = np.flatnonzero(topics >= 0)
    parts[placed, topics[placed]] = 1
    return parts
