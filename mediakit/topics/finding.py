"""Find topics, and how many of them there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from mediakit.checks import as_list, require_whole
from mediakit.errors import UnknownValue
from mediakit.independence import gather_evidence, of_origin
from mediakit.tokens import FIELDS, add_to_list
from mediakit.topics.building import Wanted, choose_number, look_for_topics, take_topics
from mediakit.topics.choice import TopicChoice
from mediakit.topics.choosing import GRID
from mediakit.topics.model import TopicModel
from mediakit.topics.result import Topics
from mediakit.topics.words import StopWords

__all__ = ["choose_n_topics", "find_topics"]


def find_topics(
    articles: pd.DataFrame,
    *,
    n_topics: int | None = None,
    seeds: Mapping[str, str | Sequence[str]] | None = None,
    model: Any = None,
    fields: str | Sequence[str] = FIELDS,
    stop_words: StopWords = "english",
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
    random_state: int = 0,
) -> Topics:
    """Find patterns of words that part the articles: topics.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    n_topics : int, optional
        How many topics to find, from 2; by default `choose_n_topics` chooses. With `seeds` it
        counts theirs too.
    seeds : dict, optional
        Topics to begin with, and words, phrases or queries that are typical of each, such as
        {'energy': ['gas', 'pipeline']}. Articles far from all of them make topics beside.
    model : TopicModel or other model, optional
        Give the articles the topics of a model that was found before (`find_topics(...).model`,
        `load_topics`), or of another tool: a fitted scikit-learn pipeline, BERTopic.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : str, list of str or None, default 'english'
        Words to leave out: a list of mediakit's own, words of your own beside the English list, or
        None.
    reprints : {'collapse', 'keep', 'weight'}
        In shares, count the rows of one `reprint_group` once a group, each, or as one unit shared.
        Topics are found from one article of each group in any case.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.
    random_state : int, default 0
        The seed of chance.

    Returns
    -------
    Topics
        `table(by=, freq=)` gives shares with ranges, `terms()` the terms, `articles()` a row an
        article, `examples(topic)` passages, `card(topic)` all of it. If there are fewer than 10
        independent articles, or no topics hold, there are none, and `reason` says why.

    Raises
    ------
    UnknownValue
        If `n_topics` is not a whole number from 2 to the number of independent articles, or no
        article has the seeds of a topic.

    References
    ----------
    Deerwester et al. (1990) for latent semantic analysis; Dhillon and Modha (2001),
    doi:10.1023/A:1007612920971, for spherical k-means; Strehl and Ghosh (2002) for votes of
    clusterings; docs/methods.md for how near they come to the labels of editors.

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
    names = tuple(as_list(fields))
    if isinstance(model, TopicModel):
        names = model.fields
    wanted = Wanted(n_topics, seeds, names, add_to_list(stop_words), random_state)
    evidence = gather_evidence(articles, columns=names, reprints=reprints)
    if model is None:
        reason, found = look_for_topics(articles, wanted)
    elif n_topics is not None or seeds is not None:
        raise UnknownValue("model= has its topics already: leave n_topics= and seeds= out.")
    else:
        reason, found = take_topics(articles, model, wanted)
    return Topics(evidence, reason, found, wanted, reprints)


def choose_n_topics(
    articles: pd.DataFrame,
    *,
    n_max: int = max(GRID),
    fields: str | Sequence[str] = FIELDS,
    stop_words: StopWords = "english",
    random_state: int = 0,
) -> TopicChoice:
    """Show how well each number of topics holds across samples, and recommend one.

    Numbers from 2 to 50 are tried, with at least five articles a topic. Recommended is the largest
    number at which nine in ten articles are in topics that samples of the articles find again. Real
    news often has no such number: then the result says so, and recommends where the terms of the
    topics come to belong together. Editors may prefer another number: look at the chart, and at the
    topics.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    n_max : int, default 50
        The largest number to try.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : str, list of str or None, default 'english'
        Words to leave out.
    random_state : int, default 0
        The seed of chance.

    Returns
    -------
    TopicChoice
        `n_topics` is the number recommended, `answer()` says how clear it is, `table()` and
        `plot()` have all numbers.

    Raises
    ------
    UnknownValue
        If there are fewer than 10 independent articles, or too few shared words.

    References
    ----------
    Hennig (2007), doi:10.1016/j.csda.2006.11.025; Röder, Both and Hinneburg (2015),
    doi:10.1145/2684822.2685324; Hubert and Arabie (1985), doi:10.1007/BF01908075.

    Examples
    --------
    >>> import mediakit as mk
    >>> choice = mk.choose_n_topics(mk.load_demo_articles(), n_max=5)
    >>> choice.table()["n_topics"].tolist()
    [2, 3, 4, 5]
    """
    require_whole("n_max", n_max, least=2)
    require_whole("random_state", random_state, least=0)
    names = tuple(as_list(fields))
    wanted = Wanted(None, None, names, add_to_list(stop_words), random_state)
    return choose_number(articles, wanted, n_max)
