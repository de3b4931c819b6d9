"""Compare the words of any groups of articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from mediakit.comparing.groups import groups_by, require_groups
from mediakit.comparing.kinds import TESTED
from mediakit.comparing.pairing import compare_groups
from mediakit.comparing.question import Question
from mediakit.comparing.result import Comparison
from mediakit.comparing.settings import ARTICLE, Settings, checked_settings
from mediakit.comparing.uniting import Merge
from mediakit.comparing.word_list import WordList, read_word_list
from mediakit.errors import UnknownValue
from mediakit.features import name_of
from mediakit.independence import is_of_origin
from mediakit.terms import FeatureSource
from mediakit.tokens import FIELDS

__all__ = ["compare", "compare_by"]


def compare(
    articles: pd.DataFrame,
    by: str,
    *,
    a: str | None = None,
    b: str | WordList | None = None,
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
    """Find what sets one group of articles apart from another, or each group from all others.

    Parameters
    ----------
    articles : DataFrame
        The articles table. With `features` that are already counted it needs no texts.
    by : str
        The column whose values are the groups.
    a : str, optional
        The group to compare; without it each group is compared with all others.
    b : str, or a list of word frequencies, optional
        The other group; without it a is compared with all others. A list of word frequencies is a
        table with the columns term and count, or a Series or dict of counts by term; it must list
        all words of what it was counted from, since rates are per word. It has no articles: there
        is a range of a alone, and no test.
    features : TermMatrix, result, DataFrame or dict of str, optional
        What to compare instead of single words: the result of `count_terms` (n-grams, phrases, an
        archive read part by part), of `score_frames` or of `find_topics`; a table with article_id
        and columns of numbers; or queries by name, such as `{"strikes": "strike* OR walkout*"}`, of
        which the shares of articles are compared.
    within : {'D', 'W', 'M', 'Q', 'Y'} or str, optional
        Compare only within the same day, week, month, quarter or year, or the same value of a
        column such as 'section' or 'story'. Two outlets that published in different months are then
        not compared on the calendar.
    unit : str, default 'article'
        What is one piece of evidence: each article, or all articles with the same value of a column
        such as 'author' or 'date'.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : str, iterable of str, or None
        Words to leave out of the comparison: a list of mediakit's own, such as 'english' or
        'german', or several lists and words. ["mr"] is the English list and one word more,
        ["german", "mr"] the German one, [None, "mr"] that word alone; rates are per
        10,000 words of all kinds in any case.
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
        The kinds of words to test, rank and draw. 'style' is how an outlet writes: honorifics,
        days and months, said and told, numbers, spellings, what stands in datelines; it is in
        `style()`. 'trace' is what is left of a page: the outlet's own name and address, credits,
        captions; it is counted and left out. All four are the words of all kinds.
    merge : DataFrame or dict of str, optional
        Spellings to count as one: what `suggest_spellings` returns, or any table with columns a and
        b, of which b is counted as a; or a dict such as `{"kiev": "kyiv"}`, which counts kiev as
        kyiv.

    Returns
    -------
    TermComparison or FeatureComparison
        Their `table()` says what the columns are. A side of fewer than 10 independent units gets no
        p.

    Raises
    ------
    ColumnMissing
        If a column is not there.
    UnknownValue
        If a group has no article (the message names the nearest ones), or an option is none of
        those above.

    References
    ----------
    docs/methods.md has every statistic with its formula, its source and what it cannot tell.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> mk.compare(articles, "outlet").table()["group"].nunique()
    5
    >>> subjects = {"war": "mercenar* OR front", "money": "million OR contract"}
    >>> ledger = "northernledger.example"
    >>> found = mk.compare(articles, "outlet", a=ledger, features=subjects, within="M")
    >>> found.table()["feature"].tolist()
    ['money', 'war']
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
    return compare_by(articles, by, a, b, settings)


def compare_by(
    articles: pd.DataFrame,
    by: str,
    a: str | None,
    b: str | WordList | None,
    settings: Settings,
) -> Comparison:
    """Compare the groups that a column makes, once it is known that they are there."""
    groups = groups_by(articles, by)
    counted = is_of_origin(articles, settings.origin)
    if a is None and b is not None:
        raise UnknownValue("b is given without a: name the side to compare with it.")
    if isinstance(b, list | tuple | set):
        raise UnknownValue(
            "b is a group, or a list of word frequencies with a count for each term, not bare "
            "words."
        )
    if isinstance(b, pd.Series | pd.DataFrame | Mapping):
        require_groups(groups, [a], counted)
        question = Question(groups, name_of(a), None, settings, read_word_list(b))
        return compare_groups(articles, question)
    if a is None:
        return compare_groups(articles, Question(groups, None, None, settings))
    if b is None:
        require_groups(groups, [a], counted)
        return compare_groups(articles, Question(groups, name_of(a), None, settings))
    if a == b:
        raise UnknownValue(f"a and b are both '{a}': name two different sides.")
    require_groups(groups, [a, b], counted)
    return compare_groups(articles, Question(groups, name_of(a), name_of(b), settings))
