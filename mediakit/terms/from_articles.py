"""Count and weigh the terms of articles: a table, or one table after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from mediakit.checks import in_fixed_order
from mediakit.columns import empty_articles
from mediakit.independence import gather_evidence
from mediakit.readers.scanning import ArticleChunks
from mediakit.running import Articles, run_analysis
from mediakit.terms.joining import FoundPhrases, phrase_names
from mediakit.terms.matrix import TermMatrix
from mediakit.terms.settings import TermSettings
from mediakit.terms.summaries import TermCounting, TermWeighing
from mediakit.tokens import FIELDS, add_to_list, field_names
from mediakit.tokens import stop_words as words_to_leave_out

__all__ = ["count_terms", "weigh_terms"]


def count_terms(
    articles: Articles,
    *,
    fields: str | Sequence[str] = FIELDS,
    ngram_range: tuple[int, int] = (1, 1),
    min_df: float = 1,
    max_df: float = 1.0,
    stop_words: str | Iterable[str | None] | None = None,
    phrases: FoundPhrases | str | Iterable[str] = (),
) -> TermMatrix:
    """Count how often each term occurs in each article.

    Parameters
    ----------
    articles : DataFrame or iterable of DataFrames
        The articles table, or what `scan_articles` returns.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    ngram_range : (int, int), default (1, 1)
        The shortest and the longest sequence of words to count.
    min_df, max_df : int or float, default 1 and 1.0
        Leave out terms in fewer, or more, articles: a number of articles, or a share from 0.0 to
        1.0.
    stop_words : str, iterable of str, or None
        Words to leave out before sequences are formed: a list of mediakit's own, such as 'english'
        or 'german', or several lists and words, such as ["english", "german", "mr"]. ["mr"]
        is that word alone, as nothing is left out unless you say so.
    phrases : Phrases, str or iterable of str
        What `find_phrases` returns, or your own phrases. Each counts as one term; its words are
        not counted again there.

    Returns
    -------
    TermMatrix
        Whole numbers, a row an article (sorted by article_id), a column a term (in alphabetical
        order).

    Raises
    ------
    UnknownValue
        If a parameter is out of its range.
    UnspacedScript
        If the texts are in a script written without spaces.

    Examples
    --------
    >>> import mediakit as mk
    >>> counts = mk.count_terms(mk.load_demo_articles(), min_df=2)
    >>> counts.matrix.shape[0]
    101
    """
    settings = TermSettings(
        fields=tuple(field_names(fields)),
        ngram_range=ngram_range,
        min_df=min_df,
        max_df=max_df,
        left_out=words_to_leave_out(stop_words),
        phrases=phrase_names(phrases),
    )
    return _run(TermCounting(settings), articles)


def weigh_terms(
    articles: Articles,
    *,
    fields: str | Sequence[str] = FIELDS,
    ngram_range: tuple[int, int] = (1, 1),
    min_df: float = 2,
    max_df: float = 1.0,
    stop_words: str | Iterable[str | None] | None = "english",
    phrases: FoundPhrases | str | Iterable[str] = (),
    sublinear_tf: bool = False,
) -> TermMatrix:
    """Weigh terms by TF-IDF: high if a term is frequent in an article and rare in the others.

    Parameters
    ----------
    articles : DataFrame or iterable of DataFrames
        The articles table, or what `scan_articles` returns.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    ngram_range : (int, int), default (1, 1)
        The shortest and the longest sequence of words to weigh.
    min_df, max_df : int or float, default 2 and 1.0
        Leave out terms in fewer, or more, articles: a number of articles, or a share from 0.0 to
        1.0.
    stop_words : str, iterable of str, or None
        Words to leave out before sequences are formed: a list of mediakit's own, such as 'english'
        or 'german', or several lists and words. ["mr"] is the English list and one word more,
        [None, "mr"] that word alone.
    phrases : Phrases, str or iterable of str
        What `find_phrases` returns, or your own phrases. Each counts as one term; its words are
        not counted again there.
    sublinear_tf : bool, default False
        Whether to take 1 + log(count) for the count.

    Returns
    -------
    TermMatrix
        Weights from 0 to 1; the squared weights of each article add up to 1.

    Raises
    ------
    UnknownValue
        If a parameter is out of its range.
    UnspacedScript
        If the texts are in a script written without spaces.

    References
    ----------
    Weights and smoothed IDF, ln((1 + n) / (1 + df)) + 1, as in scikit-learn's TfidfTransformer.

    Examples
    --------
    >>> import mediakit as mk
    >>> weights = mk.weigh_terms(mk.load_demo_articles())
    >>> len(weights.top_terms(by="outlet", n=5))
    25
    """
    settings = TermSettings(
        fields=tuple(field_names(fields)),
        ngram_range=ngram_range,
        min_df=min_df,
        max_df=max_df,
        left_out=words_to_leave_out(add_to_list(stop_words)),
        phrases=phrase_names(phrases),
    )
    return _run(TermWeighing(settings, sublinear_tf), articles)


def _run(analysis: TermCounting, articles: Articles) -> TermMatrix:
    """Run the analysis, and attach what examples are taken from.

    A table that is given may change later, so its rows are copied. Several tables are read again.
    """
    if_none = None
    if isinstance(articles, ArticleChunks):
        if_none = empty_articles()  # files can hold no article at all
    matrix = run_analysis(analysis, articles, if_none=if_none)
    if isinstance(articles, pd.DataFrame):
        evidence = gather_evidence(in_fixed_order(articles), reprints="keep")
        return replace(matrix, evidence=evidence)
    return replace(matrix, _chunks=articles)
