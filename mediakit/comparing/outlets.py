"""Compare the words of two outlets, or of one with all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from mediakit.comparing.compare import compare_by
from mediakit.comparing.kinds import TESTED
from mediakit.comparing.result import Comparison
from mediakit.comparing.settings import ARTICLE, checked_settings
from mediakit.comparing.uniting import Merge
from mediakit.comparing.word_list import WordList
from mediakit.terms import FeatureSource
from mediakit.tokens import FIELDS

__all__ = ["compare_outlets"]


def compare_outlets(
    articles: pd.DataFrame,
    a: str,
    b: str | WordList | None = None,
    *,
    features: FeatureSource | None = None,
    within: str | None = None,
    unit: str = ARTICLE,
    fields: str | Sequence[str] = FIELDS,
    stop_words: str | Iterable[str | None] | None = "english",
    min_articles: int = 5,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
    n_permutations: int | None = None,
    random_state: int = 0,
    kinds: str | Sequence[str] = TESTED,
    merge: Merge | None = None,
) -> Comparison:
    """Find what sets one outlet apart from another, or from all others.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    a, b : str
        Outlets as the column `outlet` names them; without `b`, all others together. b may be a list
        of word frequencies, as `compare` explains.
    features : TermMatrix, result, DataFrame or dict of str, optional
        What to compare instead of single words, as `compare` explains.
    within : {'D', 'W', 'M', 'Q', 'Y'} or str, optional
        Compare only within the same period, or the same value of a column.
    unit : str, default 'article'
        What is one piece of evidence: each article, or all with the same value of a column.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : str, iterable of str, or None
        Words to leave out of the comparison: a list of mediakit's own, such as 'english' or
        'german', or several lists and words. ["mr"] is the English list and one word more,
        ["german", "mr"] the German one, [None, "mr"] that word alone.
    min_articles : int, default 5
        A term is tested if so many independent articles of the smaller side are expected to have
        it.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a side, each, or (with 'weight') as one unit.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.
    n_permutations : int, optional
        Permutations of whole articles behind p; by default 999, of features 9,999.
    random_state : int, default 0
        The seed of the permutations.
    kinds : str or sequence of str, default ('subject', 'name')
        The kinds of words to test, as `compare` explains; others are 'style' and 'trace'.
    merge : DataFrame or dict of str, optional
        Spellings to count as one, as `compare` explains.

    Returns
    -------
    TermComparison or FeatureComparison
        Their `table()` says what the columns are. A side of fewer than 10 independent units gets no
        p.

    Raises
    ------
    UnknownValue
        If an outlet has no article (the message names the nearest ones), or an option is none of
        those that `compare` names.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> comparison = mk.compare_outlets(articles, "dailylantern.example", "northernledger.example")
    >>> comparison.table().columns[:3].tolist()
    ['term', 'kind', 'n_articles_a']
    """
    settings = checked_settings(
        features=features,
        within=within,
        unit=unit,
        fields=fields,
        stop_words=stop_words,
        min_articles=min_articles,
        reprints=reprints,
        n_permutations=n_permutations,
        random_state=random_state,
        origin=origin,
        kinds=kinds,
        merge=merge,
    )
    return compare_by(articles, "outlet", a, b, settings)
