"""The terms that set a topic apart, and a name made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.arrays import Floats, Longs
from mediakit.terms import TermMatrix, count_terms
from mediakit.tokens import split_words, stop_words
from mediakit.topics.words import TopicWords

__all__ = ["N_TERMS", "name_topics", "terms_and_surest", "top_terms"]

#: How many terms of a topic are kept.
N_TERMS = 25
#: An article that has a term counts so much for the next one, so that few have none of them.
_DECAY = 0.35
#: A phrase takes a term's place in a name if this share of the term's places is in it.
_PHRASE = 0.5
_IN_NAME, _NAME_ARTICLES = 3, 60
#: A word of an outlet's name is its own if more of its places than this part are in its articles.
_OWN = 0.5


def top_terms(
    weights: sparse.csr_array,
    labels: Longs,
    k: int,
) -> Longs:
    """Return the terms that more of a topic's articles have than of the others, shape (k, n).

    They are taken one after the other, and an article that has some of them counts less for the
    next, so that few articles have none. -1 stands where a topic has fewer.
    """
    has = sparse.csr_array(
        (np.ones(weights.nnz, dtype=np.float32), weights.indices, weights.indptr), weights.shape
    )
    with_term = np.bincount(weights.indices, minlength=weights.shape[1]).astype(np.float64)
    return np.array([_terms_of(has[labels == topic], with_term, len(labels)) for topic in range(k)])


def _terms_of(
    mine: sparse.csr_array,
    with_term: Floats,
    n_articles: int,
) -> Longs:
    n_mine, n_terms = mine.shape
    columns = np.full(N_TERMS, -1, dtype=np.int64)
    if not n_mine:
        return columns
    n_inside = np.bincount(mine.indices, minlength=n_terms)
    inside = n_inside / n_mine
    outside = (with_term - n_inside) / max(n_articles - n_mine, 1)
    lift = np.log2((inside + 0.01) / (outside + 0.01))
    open_weight = np.ones(n_mine, dtype=np.float32)
    by_column = mine.tocsc()
    for place in range(min(N_TERMS, n_terms)):
        covered = (mine.T @ open_weight) / open_weight.sum()
        gain = (covered - outside) * np.sqrt(np.maximum(lift, 0))
        gain[columns[:place]] = -1
        best = int(gain.argmax())
        if gain[best] <= 0:
            break
        columns[place] = best
        rows = by_column.indices[by_column.indptr[best] : by_column.indptr[best + 1]]
        open_weight[rows] *= _DECAY
    return columns


def terms_and_surest(
    words: TopicWords,
    labels: Longs,
    sure: Floats,
    k: int,
) -> tuple[list[tuple[str, ...]], list[list[str]]]:
    """Return for each topic its terms, and the article_id of its articles, the surest first."""
    columns = top_terms(words.weights.by_row, labels, k)
    terms = [tuple(words.terms[row[row >= 0]].astype(str).tolist()) for row in columns]
    surest = []
    for topic in range(k):
        rows = np.flatnonzero(labels == topic)
        order = np.lexsort([rows, -sure[rows]])
        surest.append(words.article_ids[rows[order]].tolist())
    return terms, surest


def name_topics(
    articles: pd.DataFrame,
    fields: Sequence[str],
    terms: Sequence[Sequence[str]],
    typical: Sequence[Sequence[str]],
    given: Sequence[str],
) -> tuple[str, ...]:
    """Return a name for each topic: its first terms, or phrases that most often hold them.

    Parameters
    ----------
    articles : DataFrame
        The articles.
    fields : sequence of str
        The columns to read.
    terms : sequence of sequences of str
        The terms of each topic, the first of them first.
    typical : sequence of sequences of str
        The article_id of articles that are typical of each topic.
    given : sequence of str
        The names that topics have already; '' for none.
    """
    ids = sorted({one for some in typical for one in some[:_NAME_ARTICLES]})
    counted = count_terms(
        articles[articles["article_id"].astype("str").isin(ids)], fields=list(fields),
        ngram_range=(1, 2), min_df=2,
    )  # fmt: skip
    row_of = {str(name): row for row, name in enumerate(counted.article_ids)}
    outlet_of = _outlets_of(articles)
    phrases = _phrases_of({term for some in terms for term in some}, counted)
    names = []
    for of_topic, some, known in zip(terms, typical, given, strict=True):
        if known:
            names.append(known)
            continue
        rows = np.array([row_of[one] for one in some[:_NAME_ARTICLES]], dtype=np.int64)
        of_articles = counted.matrix[rows]
        totals = np.asarray(of_articles.sum(axis=0)).ravel()
        own = _words_of_own(of_articles, counted, outlet_of.loc[counted.article_ids[rows]])
        names.append(_name([term for term in of_topic if term not in own], phrases, totals))
    return _told_apart(names)


def _outlets_of(articles: pd.DataFrame) -> pd.Series:
    """Return the outlet of each article, by its id; '' where none is known."""
    ids = articles["article_id"].astype("str")
    outlets = pd.Series("", index=ids, dtype="str")
    if "outlet" in articles.columns:
        outlets = articles["outlet"].astype("str").fillna("").set_axis(ids)
    return outlets


def _words_of_own(
    of_articles: sparse.csr_array,
    counted: TermMatrix,
    outlets: pd.Series,
) -> set[str]:
    """Return words of the names of outlets that are mostly in their own articles: a topic is not
    called by who printed it."""
    own = set()
    names = {name: set(split_words(name)) for name in outlets.unique()}
    has_term = sparse.csc_array(of_articles)
    for word in set().union(*names.values()):
        columns = np.flatnonzero(counted.terms == word)
        if not len(columns):
            continue
        column = int(columns[0])
        rows = has_term.indices[has_term.indptr[column] : has_term.indptr[column + 1]]
        is_own = [word in names[outlet] for outlet in outlets.iloc[rows]]
        if is_own and np.mean(is_own) > _OWN:
            own.add(word)
    return own


def _phrases_of(terms: set[str], counted: TermMatrix) -> dict[str, dict[str, int]]:
    """Return for each term the phrases with it, and itself, each with its column."""
    common = stop_words("english")
    found: dict[str, dict[str, int]] = {term: {} for term in terms}
    for column, name in enumerate(counted.terms.astype(str).tolist()):
        words = name.split(" ")
        held = [word for word in words if word in terms]
        is_loose = any(word in common or len(word) < 3 or word.isdigit() for word in words)
        if len(words) == 1 or not is_loose:
            for word in held:
                found[word][name] = column
    return found


def _name(
    terms: Sequence[str],
    phrases: dict[str, dict[str, int]],
    totals: npt.NDArray[np.generic],
) -> str:
    """Return a name of three terms or phrases, none of them part of another."""
    parts: list[str] = []
    for term in terms:
        words = {word for part in parts for word in part.split(" ")}
        if words & _forms(term):
            continue
        count_of = {name: int(totals[column]) for name, column in phrases[term].items()}
        parts.append(_phrase_or_term(term, count_of))
        if len(parts) == _IN_NAME:
            break
    return " · ".join(parts) or "no words of its own"


def _phrase_or_term(term: str, count_of: dict[str, int]) -> str:
    """Return the phrase that most often holds a term, if that is more often than not."""
    phrases = [name for name in count_of if name != term]
    if not phrases:
        return term
    best = max(phrases, key=lambda name: (count_of[name], name))
    if count_of[best] > _PHRASE * count_of.get(term, 0):
        return best
    return term


def _forms(term: str) -> set[str]:
    """Return a word, its plural and its singular."""
    return {term, term + "s", term.removesuffix("s")}


def _told_apart(names: list[str]) -> tuple[str, ...]:
    """Give topics of the same name a number."""
    shared = Counter(names)
    told = []
    for number, name in enumerate(names, start=1):
        if shared[name] > 1:
            name = f"{name} ({number})"
        told.append(name)
    return tuple(told)
