"""Find topics, and which number of them fits the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit.arrays import Floats
from mediakit.checks import as_list, require_whole
from mediakit.errors import UnknownValue
from mediakit.independence import Evidence, gather_evidence, of_origin
from mediakit.terms import TermMatrix, weigh_terms
from mediakit.tokens import FIELDS
from mediakit.topics.choice import TopicChoice
from mediakit.topics.factoring import factor, label_agreement
from mediakit.topics.result import Topics
from mediakit.wording import choose

__all__ = ["choose_n_topics", "find_topics"]

#: Topics need at least this many independent articles.
MIN_ARTICLES = 10
NO_WORDS = "Topics need words that occur in some articles, but not in all; there are none."
#: Choosing how many topics there are looks at no more articles than this.
MOST_SAMPLED = 800
#: How many terms of each topic are kept.
_TERMS = 25


def find_topics(
    articles: pd.DataFrame,
    *,
    n_topics: int | None = None,
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
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
        In shares, count the rows of one `reprint_group` once a group, each, or as one unit shared.
        Topics are found from one article of each group in any case.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.
    random_state : int, default 0
        The seed.

    Returns
    -------
    Topics
        `table(by=, freq=)` gives shares with ranges, `terms()` the strongest terms, `articles()` a
        row an article, `examples(topic)` sentences. With fewer than 10 independent articles there
        are no topics, and `reason` says so.

    Raises
    ------
    UnknownValue
        If `n_topics` is not a whole number from 2 to the number of independent articles.

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
    articles = of_origin(articles, origin)
    if n_topics is not None:
        require_whole("n_topics", n_topics, least=2)
    require_whole("random_state", random_state, least=0)
    names = as_list(fields)
    evidence = gather_evidence(articles, columns=names, reprints=reprints)
    once = gather_evidence(articles)
    reason, weighted = _weigh(once, names)
    _require_fitting(n_topics, once.n_independent, weighted)
    if weighted is None:
        return _no_topics(evidence, reason, names, reprints)
    choice = None
    if n_topics is None:
        choice = _choose(once, weighted, names, 12, random_state)
        n_topics = choice.n_topics
    every = np.ones(len(weighted.article_ids), dtype=bool)
    strength, terms = factor(weighted.matrix, every, n_topics, random_state)
    labels, order = _names(weighted, strength, terms)
    strengths = _strengths(weighted, strength, labels)
    return Topics(
        evidence,
        "",
        _with_reprints(strengths, evidence, once),
        _term_weights(weighted, terms, labels, order),
        tuple(labels[topic] for topic in order),
        tuple(names),
        reprints,
        choice,
    )


def choose_n_topics(
    articles: pd.DataFrame,
    *,
    n_max: int = 12,
    fields: str | Sequence[str] = FIELDS,
    random_state: int = 0,
) -> TopicChoice:
    """Show how well topics agree across samples, for each number of topics, and choose a number.

    For each number, topics are found in ten random samples of four fifths of (at most 800 of) the
    articles. Every pair of samples is compared by how it assigns all the articles to topics
    (adjusted Rand index). The largest number within 0.02 of the best agreement is chosen. Editors
    may prefer another number: look at the chart, and at the topics.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    n_max : int, default 12
        The largest number to try; never more than a fifth of the articles.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    random_state : int, default 0
        The seed.

    Returns
    -------
    TopicChoice
        Its `table()` has n_topics, agreement (the mean of the pairs; 1 is perfect, 0 is chance) and
        chosen; `plot()` draws them.

    Raises
    ------
    UnknownValue
        If there are fewer than 10 independent articles, or too few shared words.

    References
    ----------
    Hubert and Arabie (1985), doi:10.1007/BF01908075, for the adjusted Rand index.

    Examples
    --------
    >>> import mediakit as mk
    >>> choice = mk.choose_n_topics(mk.load_demo_articles(), n_max=5)
    >>> choice.table()["n_topics"].tolist()
    [2, 3, 4, 5]
    """
    require_whole("n_max", n_max, least=2)
    require_whole("random_state", random_state, least=0)
    names = as_list(fields)
    once = gather_evidence(articles, columns=names)
    reason, weighted = _weigh(once, names)
    if weighted is None:
        raise UnknownValue(reason)
    return _choose(once, weighted, names, n_max, random_state)


def _choose(
    once: Evidence,
    weighted: TermMatrix,
    fields: list[str],
    n_max: int,
    random_state: int,
) -> TopicChoice:
    """Choose the number of topics; of many articles, by a random part of them."""
    n = len(weighted.article_ids)
    if n > MOST_SAMPLED:
        chosen = np.random.default_rng(random_state).choice(n, MOST_SAMPLED, replace=False)
        sampled = np.zeros(n, dtype=bool)
        sampled[chosen] = True
        weighted = _weigh_rows(once.counted_articles(sampled), fields)
    matrix = weighted.matrix
    n_sampled, n_terms = matrix.shape
    if n_terms < 2:
        raise UnknownValue(NO_WORDS)
    largest = max(2, min(n_max, n_sampled // 5, n_terms))
    numbers = np.arange(2, largest + 1)
    agreement = np.array([label_agreement(matrix, int(k), random_state) for k in numbers])
    best = numbers[agreement >= agreement.max() - 0.02].max()
    curve = pd.DataFrame({"n_topics": numbers, "agreement": np.round(agreement, 3)})
    return TopicChoice(once, "", curve.assign(chosen=numbers == best), n_sampled)


def _weigh(once: Evidence, fields: list[str]) -> tuple[str, TermMatrix | None]:
    """Return the weights that topics are made of, or why there are none."""
    n = len(once.counted)
    if n < MIN_ARTICLES:
        there = f"there {choose(n, 'is', 'are')} {n or 'none'}"
        return (
            f"Choosing a number of topics takes at least {MIN_ARTICLES} independent articles; "
            f"{there}.",
            None,
        )
    weighted = _weigh_rows(once.counted_articles(), fields)
    if len(weighted.terms) < 2:
        return NO_WORDS, None
    return "", weighted


def _weigh_rows(articles: pd.DataFrame, fields: list[str]) -> TermMatrix:
    """Return the TF-IDF weights of the articles.

    A term in more than a fifth of the articles is what they share, the phrases of an outlet's page
    among them, and parts no topic from another; on labelled corpora topics without such terms came
    out nearer to the editors' (see docs/decisions.md). In a small table a fifth is too few, so ten
    articles are allowed.
    """
    min_df = 2
    if len(articles) >= 1000:
        min_df = 5
    max_df = max(0.2, min(1.0, 10 / max(len(articles), 1)))
    return weigh_terms(articles, fields=fields, min_df=min_df, max_df=max_df, sublinear_tf=True)


def _require_fitting(
    n_topics: int | None,
    n_articles: int,
    weighted: TermMatrix | None,
) -> None:
    """Raise if there are more topics than articles or shared words."""
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
    if weighted is not None and n_topics > len(weighted.terms):
        raise UnknownValue(
            f"n_topics is {n_topics}, but only {len(weighted.terms)} words are shared by some of "
            "the articles."
        )


def _no_topics(
    evidence: Evidence,
    reason: str,
    fields: list[str],
    reprints: str,
) -> Topics:
    strengths = pd.DataFrame(columns=["article_id", "topic", "strength"])
    weights = pd.DataFrame(columns=["topic", "rank", "term", "weight"])
    return Topics(evidence, reason, strengths, weights, (), tuple(fields), reprints, None)


def _names(
    weighted: TermMatrix,
    strength: Floats,
    terms: Floats,
) -> tuple[list[str], list[int]]:
    """Return the name of each topic, and the topics in order, the largest first."""
    names = [" · ".join(weighted.terms[_strongest(row)[:3]]) for row in terms]
    # Topics of the same three terms get a number: names must tell topics apart.
    shared = Counter(names)
    for topic, name in enumerate(tuple(names)):
        if shared[name] > 1:
            names[topic] = f"{name} ({topic + 1})"
    has_topic = strength.sum(axis=1) > 0
    size = np.bincount(strength.argmax(axis=1)[has_topic], minlength=len(terms))
    order = sorted(range(len(terms)), key=lambda topic: (-size[topic], names[topic]))
    return names, order


def _strongest(weights: Floats) -> np.ndarray:
    """Return the columns of the strongest terms, ties by name."""
    return np.lexsort([np.arange(len(weights)), -weights])[:_TERMS]


def _strengths(
    weighted: TermMatrix,
    strength: Floats,
    names: list[str],
) -> pd.DataFrame:
    """Return a row an article: the topic that is strongest in it, and how much of it that is."""
    total = strength.sum(axis=1)
    has_topic = total > 0
    label = np.array(names, dtype=object)[strength.argmax(axis=1)]
    part = strength.max(axis=1) / np.where(has_topic, total, 1)
    columns = {
        "article_id": weighted.article_ids.astype(str),
        "topic": pd.Series(np.where(has_topic, label, None), dtype="str"),
        "strength": np.round(part, 3),
    }
    return pd.DataFrame(columns)


def _term_weights(
    weighted: TermMatrix,
    terms: Floats,
    names: list[str],
    order: list[int],
) -> pd.DataFrame:
    """Return a row a term of each topic, the strongest first."""
    parts = []
    for topic in order:
        best = _strongest(terms[topic])
        weight = terms[topic][best] / max(terms[topic].max(), 1e-300)
        columns = {
            "topic": names[topic],
            "rank": np.arange(1, len(best) + 1),
            "term": weighted.terms[best],
            "weight": np.round(weight, 3),
        }
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def _with_reprints(
    strengths: pd.DataFrame,
    evidence: Evidence,
    once: Evidence,
) -> pd.DataFrame:
    """Give each reprint the topic of the article that stands for its text."""
    if not evidence.reprints_checked:
        return strengths
    of_text = strengths.set_index("article_id").loc[once.counted_ids.to_numpy()]
    of_text = of_text.set_axis(once.texts, axis=0)
    texts = _text_of_each(evidence, once)
    rows = of_text.loc[texts].reset_index(drop=True)
    rows.insert(0, "article_id", evidence.article_ids)
    return rows


def _text_of_each(evidence: Evidence, once: Evidence) -> np.ndarray:
    """Return the number that `once` has for the text of each article read."""
    groups = evidence.column("reprint_group").astype("str").fillna(evidence.article_ids)
    represented = groups.iloc[once.counted].to_numpy()
    numbers = pd.Series(once.texts, index=represented)
    return numbers.loc[groups].to_numpy()
