"""Find topics, and how many of them the articles speak for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit.checks import as_list
from mediakit.errors import UnknownValue
from mediakit.independence import Evidence, gather_evidence
from mediakit.terms import TermMatrix, weigh_terms
from mediakit.tokens import FIELDS
from mediakit.topics.factoring import Floats, factor, label_agreement
from mediakit.topics.result import Topics

__all__ = ["choose_n_topics", "find_topics"]

#: Topics need so many independent articles.
MIN_ARTICLES = 10
NO_WORDS = "Topics need words that some of the articles share; there are none."
#: Choosing how many topics there are looks at no more articles than this.
MOST_SAMPLED = 800


def find_topics(
    articles: pd.DataFrame,
    *,
    n_topics: int | None = None,
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
    random_state: int = 0,
) -> Topics:
    """Find what the articles are about.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    n_topics : int, optional
        How many topics to find, from 2; by default `choose_n_topics` chooses.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    reprints : {'collapse', 'keep', 'weight'}
        In shares, count the rows of one `reprint_group` once a group, each, or as one unit shared. Topics are
        found from one article of each group in any case.
    random_state : int, default 0
        The seed.

    Returns
    -------
    Topics
        `table(by=)` gives shares with ranges, `terms()` the strongest terms, `articles()` a row an article,
        `examples(topic)` sentences. With fewer than 10 independent articles there are no topics, and
        `reason` says so.

    Raises
    ------
    UnknownValue
        Where `n_topics` is below 2 or above the number of independent articles.

    References
    ----------
    Lee and Seung (1999), Nature 401:788, doi:10.1038/44565, by scikit-learn's NMF.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.find_topics(mk.load_demo_articles(), n_topics=4)
    >>> len(topics.table())
    4
    """
    evidence = gather_evidence(articles, columns=as_list(fields), reprints=reprints)
    once = gather_evidence(articles).articles
    n = len(once)
    if n_topics is not None and not 2 <= n_topics <= max(n, 2):
        raise UnknownValue(
            f"n_topics must lie between 2 and the {n} independent articles, got {n_topics}."
        )
    if n < MIN_ARTICLES:
        return _no_topics(
            evidence,
            f"Topics need {MIN_ARTICLES} independent articles; there are {n}.",
            fields,
            reprints,
        )
    weighted = _weigh(once, fields)
    n_terms = len(weighted.terms)
    if n_terms < 2:
        return _no_topics(evidence, NO_WORDS, fields, reprints)
    if n_topics is not None and n_topics > n_terms:
        raise UnknownValue(
            f"n_topics is {n_topics}, but only {n_terms} words are shared by some of the articles."
        )
    choice = None
    if n_topics is None:
        choice = choose_n_topics(articles, fields=fields, random_state=random_state)
        n_topics = int(choice.loc[choice["chosen"], "n_topics"].iloc[0])
    every = np.ones(n, dtype=bool)
    strengths, weights, labels = _named(
        weighted, *factor(weighted.matrix, every, n_topics, random_state)
    )
    return Topics(
        evidence,
        "",
        _of_all(strengths, evidence, once),
        weights,
        labels,
        tuple(as_list(fields)),
        reprints,
        choice,
    )


def _of_all(strengths: pd.DataFrame, evidence: Evidence, once: pd.DataFrame) -> pd.DataFrame:
    """Give each reprint the topic of the article that stands for its group."""
    if "reprint_group" not in evidence.rows.columns:
        return strengths
    of_group = (
        once[["article_id", "reprint_group"]]
        .merge(strengths, on="article_id")
        .drop(columns="article_id")
    )
    return (
        evidence.rows[["article_id", "reprint_group"]]
        .merge(of_group, on="reprint_group")
        .drop(columns="reprint_group")
    )


def choose_n_topics(
    articles: pd.DataFrame,
    *,
    most: int = 12,
    fields: str | Sequence[str] = FIELDS,
    random_state: int = 0,
) -> pd.DataFrame:
    """Show how well topics hold together for each number of them, and which number that speaks for.

    For each number, topics are found in ten random samples of four fifths of (at most 800 of) the articles, and
    each pair of them is asked how alike it labels all articles (adjusted Rand index). The largest number within 0.02 of
    the best agreement is chosen. Editors may see other numbers: look at the curve, and at the topics.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    most : int, default 12
        The largest number to try; never more than a fifth of the articles.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    random_state : int, default 0
        The seed.

    Returns
    -------
    DataFrame
        n_topics, agreement (the mean of the pairs; 1 is perfect, 0 is chance), chosen.

    Raises
    ------
    UnknownValue
        Where there are fewer than 10 independent articles.

    References
    ----------
    Hubert and Arabie (1985), doi:10.1007/BF01908075, for the adjusted Rand index.

    Examples
    --------
    >>> import mediakit as mk
    >>> curve = mk.choose_n_topics(mk.load_demo_articles(), most=5)
    >>> curve["n_topics"].tolist()
    [2, 3, 4, 5]
    """
    rows = gather_evidence(articles, columns=as_list(fields)).articles
    if len(rows) < MIN_ARTICLES:
        raise UnknownValue(
            f"Topics need {MIN_ARTICLES} independent articles; there are {len(rows)}."
        )
    if len(rows) > MOST_SAMPLED:
        chosen = np.random.default_rng(random_state).choice(len(rows), MOST_SAMPLED, replace=False)
        rows = rows.iloc[np.sort(chosen)]
    matrix = _weigh(rows, fields).matrix
    if matrix.shape[1] < 2:
        raise UnknownValue(NO_WORDS)
    numbers = range(2, max(2, min(most, len(rows) // 5, matrix.shape[1])) + 1)
    agreement = np.array([label_agreement(matrix, k, random_state) for k in numbers])
    best = max(
        k for k, value in zip(numbers, agreement, strict=True) if value >= agreement.max() - 0.02
    )
    curve = pd.DataFrame({"n_topics": list(numbers), "agreement": np.round(agreement, 3)})
    return curve.assign(chosen=curve["n_topics"] == best)


def _weigh(rows: pd.DataFrame, fields: str | Sequence[str]) -> TermMatrix:
    """Return the weights that topics are made of.

    A term in more than a fifth of the articles is what they share, the phrases of an outlet's page among
    them, and parts no topic from another; on labelled corpora topics without such terms came out nearer to
    the editors' (see docs/decisions.md). In a small table a fifth is too few, so ten articles are allowed.
    """
    min_df = 2 if len(rows) < 1000 else 5
    max_df = max(0.2, min(1.0, 10 / max(len(rows), 1)))
    return weigh_terms(rows, fields=fields, min_df=min_df, max_df=max_df, sublinear_tf=True)


def _no_topics(
    evidence: Evidence, reason: str, fields: str | Sequence[str], reprints: str
) -> Topics:
    strengths = pd.DataFrame(columns=["article_id", "topic", "strength"])
    weights = pd.DataFrame(columns=["topic", "rank", "term", "weight"])
    return Topics(evidence, reason, strengths, weights, (), tuple(as_list(fields)), reprints, None)


def _named(
    weighted: TermMatrix, strength: Floats, terms: Floats
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """Return a row an article, a row a term of each topic, and the names, the largest topic first."""
    main = strength.argmax(axis=1)
    total = strength.sum(axis=1)
    size = np.bincount(main[total > 0], minlength=len(terms))
    ranked = [np.lexsort([np.arange(terms.shape[1]), -row])[:25] for row in terms]
    # A second topic with the same three terms takes a fourth, and so on: names must tell topics apart.
    names = [" · ".join(weighted.terms[best[:3]]) for best in ranked]
    names = [n if names.count(n) == 1 else f"{n} ({k + 1})" for k, n in enumerate(names)]
    order = sorted(range(len(terms)), key=lambda k: (-size[k], names[k]))
    labelled = np.array(names, dtype=object)[main]
    strengths = pd.DataFrame(
        {
            "article_id": weighted.article_ids.astype(str),
            "topic": pd.Series(np.where(total > 0, labelled, None), dtype="str"),
            "strength": np.round(strength.max(axis=1) / np.where(total > 0, total, 1), 3),
        }
    )
    parts = []
    for k in order:
        best = ranked[k]
        weight = np.round(terms[k][best] / max(terms[k].max(), 1e-300), 3)
        part = pd.DataFrame(
            {"topic": names[k], "rank": np.arange(1, len(best) + 1), "term": weighted.terms[best]}
        )
        parts.append(part.assign(weight=weight))
    return strengths, pd.concat(parts, ignore_index=True), tuple(names[k] for k in order)
