"""Topics and what the articles have of them, put together from articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Flags, Floats, Longs
from mediakit.errors import UnknownValue
from mediakit.independence import Evidence, gather_evidence
from mediakit.latent import one_thread
from mediakit.topics.choice import TopicChoice
from mediakit.topics.choosing import GRID, try_numbers
from mediakit.topics.fitting import axes_of_words, fit_seeded_topics, fit_topics
from mediakit.topics.foreign import give_by_foreign_model
from mediakit.topics.given import NO_TOPIC, Given, topic_table
from mediakit.topics.model import TopicModel
from mediakit.topics.naming import name_topics, terms_and_surest
from mediakit.topics.seeding import read_seeds
from mediakit.topics.words import StopWords, TopicWords, read_words
from mediakit.wording import choose

__all__ = ["Found", "Wanted", "choose_number", "look_for_topics", "take_topics", "why_none"]

#: Topics need at least this many independent articles.
MIN_ARTICLES = 10
NO_WORDS = "Topics need words that occur in some articles, but not in all; there are none."


@dataclass(frozen=True)
class Wanted:
    """What the user asked for, as `find_topics` explains it."""

    n_topics: int | None
    seeds: Mapping[str, Any] | None
    fields: tuple[str, ...]
    stop_words: StopWords
    random_state: int


@dataclass(frozen=True, eq=False)
class Found:
    """Topics, and what each article has of them.

    Attributes
    ----------
    names : tuple of str
        The topics, the largest first.
    firmness : tuple of float
        How like each topic is what other runs found, 0 to 1; missing for other tools' topics.
    terms : DataFrame
        A row a term: topic, rank, term, share_inside, share_outside.
    articles : DataFrame
        A row an article: article_id, topic, sure.
    parts : DataFrame, shape (n_articles, k)
        How much of each topic is in each article; the index is the article_id.
    model : TopicModel or None
        What gave the topics.
    choice : TopicChoice or None
        How their number was chosen.
    unused_seeds : tuple of str
        Seeds that no article has.
    of_other_articles : bool
        Whether the model was found in other articles.
    """

    names: tuple[str, ...]
    firmness: tuple[float, ...]
    terms: pd.DataFrame
    articles: pd.DataFrame
    parts: pd.DataFrame
    model: TopicModel | None = None
    choice: TopicChoice | None = None
    unused_seeds: tuple[str, ...] = ()
    of_other_articles: bool = False

    @classmethod
    def nothing(cls, choice: TopicChoice | None = None) -> Found:
        """Return what there is if there are no topics."""
        terms = pd.DataFrame(columns=["topic", "rank", "term", "share_inside", "share_outside"])
        articles = pd.DataFrame(columns=["article_id", "topic", "sure"])
        return cls((), (), terms, articles, pd.DataFrame(), choice=choice)


def why_none(once: Evidence) -> str:
    """Return why there cannot be topics, or ''."""
    n = once.n_independent
    if n >= MIN_ARTICLES:
        return ""
    there = f"there {choose(n, 'is', 'are')} {n or 'none'}"
    return f"Topics need at least {MIN_ARTICLES} independent articles; {there}."


def look_for_topics(articles: pd.DataFrame, wanted: Wanted) -> tuple[str, Found]:
    """Return why there are no topics ('' if there are), and the topics."""
    once = gather_evidence(articles, columns=wanted.fields)
    _require_fitting(wanted.n_topics, once.n_independent)
    reason = why_none(once)
    if reason:
        return reason, Found.nothing()
    words, shaping = _words(once, wanted)
    if len(words.terms) < 2:
        return NO_WORDS, Found.nothing()
    _require_terms(wanted.n_topics, len(words.terms))
    shaped = np.flatnonzero(shaping & words.has_words)
    with one_thread():
        choice = None
        if wanted.n_topics is None and wanted.seeds is None:
            choice = _choice(once, words.rows(shaped), max(GRID), wanted.random_state)
            if not choice.has_topics:
                return choice.answer(), Found.nothing(choice)
            wanted = replace(wanted, n_topics=choice.n_topics)
        model, unused = _fit(once.articles(), words, shaped, wanted)
        given = model.give(words)
    found = _found(words, model.names, model.firmness, model.top_terms, given, shaping)
    return "", replace(found, model=model, choice=choice, unused_seeds=unused)


def _words(once: Evidence, wanted: Wanted) -> tuple[TopicWords, Flags]:
    """Return the words of all articles, and which of the articles shape the topics."""
    shaping = np.zeros(once.n_articles, dtype=bool)
    shaping[once.counted] = True
    articles = once.articles()
    words = read_words(articles, wanted.fields, stop_words=wanted.stop_words, shaping=shaping)
    return words, shaping


def choose_number(
    articles: pd.DataFrame,
    wanted: Wanted,
    n_max: int,
) -> TopicChoice:
    """Return how well each number of topics holds; raise if there cannot be topics."""
    once = gather_evidence(articles, columns=wanted.fields)
    reason = why_none(once)
    if reason:
        raise UnknownValue(reason)
    words, shaping = _words(once, wanted)
    if len(words.terms) < 2:
        raise UnknownValue(NO_WORDS)
    with one_thread():
        shaped = np.flatnonzero(shaping & words.has_words)
        return _choice(once, words.rows(shaped), n_max, wanted.random_state)


def _choice(
    once: Evidence,
    words: TopicWords,
    n_max: int,
    random_state: int,
) -> TopicChoice:
    return TopicChoice(once, "", try_numbers(words, n_max, random_state))


def _fit(
    articles: pd.DataFrame,
    words: TopicWords,
    shaped: Longs,
    wanted: Wanted,
) -> tuple[TopicModel, tuple[str, ...]]:
    """Return the model, and the seeds that no article has."""
    rows = words.rows(shaped)
    fields, random_state = wanted.fields, wanted.random_state
    axes = axes_of_words(rows, wanted.n_topics or 2, random_state)
    settings: dict[str, Any] = {"fields": fields, "random_state": random_state}
    if wanted.seeds is None:
        model = fit_topics(articles, rows, axes, int(wanted.n_topics or 2), **settings)
        return model, ()
    seeds = read_seeds(articles.iloc[shaped], fields, wanted.seeds)
    if wanted.n_topics is not None and wanted.n_topics < len(seeds.names):
        raise UnknownValue(
            f"n_topics is {wanted.n_topics}, but seeds= names {len(seeds.names)} topics."
        )
    model = fit_seeded_topics(articles, rows, axes, seeds, wanted.n_topics, **settings)
    return model, seeds.unused


def _require_fitting(n_topics: int | None, n_articles: int) -> None:
    """Raise if there are more topics than articles."""
    if n_topics is None:
        return
    if not n_articles:
        raise UnknownValue("There are no independent articles, so there are no topics.")
    if n_articles == 1:
        raise UnknownValue("Topics need at least 2 independent articles; there is 1.")
    if n_topics > n_articles:
        raise UnknownValue(
            f"n_topics must not exceed the number of independent articles ({n_articles:,}); got "
            f"{n_topics}."
        )


def _require_terms(n_topics: int | None, n_terms: int) -> None:
    if n_topics is not None and n_topics > n_terms:
        raise UnknownValue(
            f"n_topics is {n_topics}, but only {n_terms:,} words are shared by some of the "
            "articles."
        )


def take_topics(
    articles: pd.DataFrame,
    model: Any,
    wanted: Wanted,
) -> tuple[str, Found]:
    """Return the topics that a model has, as articles have them."""
    evidence = gather_evidence(articles, columns=wanted.fields, reprints="keep")
    rows = evidence.articles()
    if not len(rows):
        return "There are no articles.", Found.nothing()
    once = np.zeros(len(rows), dtype=bool)
    once[gather_evidence(articles).counted] = True
    if not isinstance(model, TopicModel):
        return "", _foreign(rows, model, wanted, once)
    words = model.read(rows)
    with one_thread():
        given = model.give(words)
    found = _found(words, model.names, model.firmness, model.top_terms, given, once)
    return "", replace(found, model=model, of_other_articles=True)


def _foreign(
    rows: pd.DataFrame,
    model: Any,
    wanted: Wanted,
    once: Flags,
) -> Found:
    given = give_by_foreign_model(model, rows, list(wanted.fields))
    every = np.ones(len(rows), dtype=bool)
    words = read_words(rows, wanted.fields, stop_words=wanted.stop_words, shaping=every)
    k = given.parts.shape[1]
    terms, typical = terms_and_surest(words, given.topics, given.sure, k)
    names = name_topics(rows, wanted.fields, terms, typical, [""] * k)
    return _found(words, names, (np.nan,) * k, terms, given, once)


def _found(
    words: TopicWords,
    names: Sequence[str],
    firmness: Sequence[float],
    terms: Sequence[Sequence[str]],
    given: Given,
    once: Flags,
) -> Found:
    """Return the topics, those with the most articles first; `once` says which count."""
    counted = given.topics[once & (given.topics != NO_TOPIC)]
    sizes = np.bincount(counted, minlength=len(names))
    order = sorted(range(len(names)), key=lambda topic: (-sizes[topic], names[topic]))
    ids = pd.DataFrame({"article_id": words.article_ids})
    parts = pd.DataFrame(given.parts[:, order], index=pd.Index(words.article_ids))
    return Found(
        tuple(names[topic] for topic in order),
        tuple(firmness[topic] for topic in order),
        _term_table(words, names, terms, given, order),
        topic_table(ids, names, given),
        parts.set_axis([names[topic] for topic in order], axis=1),
    )


def _term_table(
    words: TopicWords,
    names: Sequence[str],
    terms: Sequence[Sequence[str]],
    given: Given,
    order: Sequence[int],
) -> pd.DataFrame:
    """Return in what share of a topic's articles, and of all others, each of its terms is."""
    place_of = {str(term): place for place, term in enumerate(words.terms)}
    has = sparse.csr_array(words.weights.by_row > 0)
    rows = []
    for topic in order:
        is_in = given.topics == topic
        places = [place_of[term] for term in terms[topic]]
        columns = has[:, places]
        inside = _share(columns[is_in])
        outside = _share(columns[~is_in])
        part = {
            "topic": names[topic],
            "rank": np.arange(1, len(places) + 1),
            "term": list(terms[topic]),
            "share_inside": inside,
            "share_outside": outside,
        }
        rows.append(pd.DataFrame(part))
    return pd.concat(rows, ignore_index=True)


def _share(has: sparse.csr_array) -> Floats:
    n = max(has.shape[0], 1)
    return (np.asarray(has.sum(axis=0), dtype=float).ravel() / n).round(4)
