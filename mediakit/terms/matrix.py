"""Words as numbers: how often each term stands in each article, and how much it weighs there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.checks import as_list, one_of, require_columns
from mediakit.context import Quotes, quote_sentences, spread_over_dates
from mediakit.display import html_paragraph, html_table
from mediakit.errors import UnknownValue
from mediakit.queries import Phrase
from mediakit.terms.chunks import Articles, Summary, Wanted, count_articles_terms
from mediakit.terms.phrases import Phrases
from mediakit.terms.sequences import Sequences
from mediakit.terms.weighting import inverse_document_frequency, weigh_in_place
from mediakit.tokens import FIELDS
from mediakit.tokens import stop_words as words_to_leave_out
from mediakit.uncertainty import stable

__all__ = ["TermMatrix", "count_terms", "weigh_terms"]


@dataclass(frozen=True, repr=False)
class TermMatrix:
    """Terms by articles.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array, shape (n_articles, n_terms)
        Counts, or TF-IDF weights.
    columns : Sequences
        The terms that the columns stand for, in alphabetical order; `terms` has them as strings.
    article_ids : ndarray of str, shape (n_articles,)
        The rows, sorted.
    n_words : ndarray of int64, shape (n_articles,)
        All words of each article, stop words included.
    weighting : str
        What the numbers are, in words.
    articles : DataFrame
        The articles table, in the order of the rows; without the texts where they were counted chunk by chunk.
    source : DataFrame or iterable of them
        What was counted.
    wanted : Wanted
        How it was counted.
    """

    matrix: sparse.csr_array
    columns: Sequences
    article_ids: npt.NDArray[np.object_]
    n_words: npt.NDArray[np.int64]
    weighting: str
    articles: pd.DataFrame
    source: Articles
    wanted: Wanted

    @property
    def terms(self) -> npt.NDArray[np.object_]:
        """The terms, in alphabetical order: the columns of the matrix."""
        return self.columns.names

    def top_terms(self, *, by: str | Sequence[str] | None = None, n: int = 10) -> pd.DataFrame:
        """List the terms that weigh most, in all articles or in each group.

        Parameters
        ----------
        by : str or list of str, optional
            Columns to group by, such as 'outlet'.
        n : int, default 10
            Terms a group.

        Returns
        -------
        DataFrame
            The columns of `by`, rank (from 1), term, weight (the mean over the group's articles: more is
            more typical, not more frequent) and n_articles (those with the term).
        """
        names = as_list(by)
        require_columns(self.articles, names)
        groups = self.articles.groupby(names, sort=True).indices if names else {(): np.arange(len(self.articles))}
        parts = []
        for group, rows in groups.items():
            part = self.matrix[rows]
            weight = stable(np.asarray(part.sum(axis=0)).ravel() / max(len(rows), 1))
            n_articles = np.asarray((part > 0).sum(axis=0)).ravel()
            best = np.lexsort([np.arange(len(weight)), -weight])[:n]
            best = best[weight[best] > 0]
            ranks = np.arange(1, len(best) + 1)
            table = pd.DataFrame({"rank": ranks, "term": self.terms[best], "weight": weight[best]})
            table = table.assign(n_articles=n_articles[best])
            values = group if isinstance(group, tuple) else (group,)
            parts.append(table.assign(**dict(zip(names, values, strict=True))))
        columns = [*names, "rank", "term", "weight", "n_articles"]
        return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)

    def examples(self, term: str, *, n: int = 3) -> Quotes:
        """Return sentences with the term from up to n articles."""
        one_of("term", term, self.terms)
        column = self.columns.columns[term]
        with_term = self.articles.iloc[np.flatnonzero(self.matrix[:, [column]].toarray().ravel())]
        ids = spread_over_dates(with_term, n)["article_id"]
        tables = [self.source] if isinstance(self.source, pd.DataFrame) else self.source
        found = [table.loc[table["article_id"].isin(ids)] for table in tables]
        if not found:
            raise UnknownValue(
                "The tables that were counted are gone. Count a list of them, or what scan_articles gives."
            )
        rows = pd.concat(found)
        parts = tuple(term.split(" "))
        phrase = Phrase(parts, self.wanted.left_out - set(parts))
        return quote_sentences(rows, phrase, n=n, fields=self.wanted.fields, group=term)

    def describe(self) -> str:
        """Say what the numbers are."""
        n, n_terms = self.matrix.shape
        return f"{self.weighting} of {n_terms:,} terms in {n:,} articles. A weight says how typical a term is, not why."

    def __repr__(self) -> str:
        return self.describe()

    def _repr_html_(self) -> str:
        return html_paragraph(self.describe()) + html_table(self.top_terms())


def count_terms(
    articles: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    fields: str | Sequence[str] = FIELDS,
    ngram_range: tuple[int, int] = (1, 1),
    min_df: int = 1,
    max_df: float = 1.0,
    stop_words: str | Iterable[str] | None = None,
    phrases: Phrases | Iterable[str] = (),
) -> TermMatrix:
    """Count how often each term stands in each article.

    Parameters
    ----------
    articles : DataFrame or iterable of DataFrames
        The articles table, or what `scan_articles` returns.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    ngram_range : (int, int), default (1, 1)
        The shortest and the longest sequence of words to count.
    min_df : int, default 1
        Leave out terms in fewer articles.
    max_df : float, default 1.0
        Leave out terms in a larger share of the articles.
    stop_words : 'english', iterable of str, or None
        Words to leave out before sequences are formed.
    phrases : Phrases or iterable of str
        What `find_phrases` found, or phrases of one's own: each is counted as one term, and its words there not.

    Returns
    -------
    TermMatrix
        Whole numbers, a row an article (sorted by article_id), a column a term (in alphabetical order).

    Raises
    ------
    UnspacedScript
        Where the texts are in a script written without spaces.

    Examples
    --------
    >>> import mediakit as mk
    >>> counts = mk.count_terms(mk.load_demo_articles(), min_df=2)
    >>> counts.matrix.shape[0]
    101
    """
    wanted = Wanted(
        tuple(as_list(fields)), ngram_range, min_df, max_df, words_to_leave_out(stop_words), _names(phrases)
    )
    return _matrix(count_articles_terms(articles, wanted), "Counts", articles, wanted)


def weigh_terms(
    articles: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    fields: str | Sequence[str] = FIELDS,
    ngram_range: tuple[int, int] = (1, 1),
    min_df: int = 2,
    max_df: float = 1.0,
    stop_words: str | Iterable[str] | None = "english",
    phrases: Phrases | Iterable[str] = (),
    sublinear_tf: bool = False,
) -> TermMatrix:
    """Weigh terms by TF-IDF: high where a term is frequent in an article and rare in the others.

    Parameters
    ----------
    articles : DataFrame or iterable of DataFrames
        The articles table, or what `scan_articles` returns.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    ngram_range : (int, int), default (1, 1)
        The shortest and the longest sequence of words to weigh.
    min_df : int, default 2
        Leave out terms in fewer articles.
    max_df : float, default 1.0
        Leave out terms in a larger share of the articles.
    stop_words : 'english', iterable of str, or None
        Words to leave out; 'english' is mediakit's own list.
    phrases : Phrases or iterable of str
        What `find_phrases` found, or phrases of one's own: each is one term, and its words there are none.
    sublinear_tf : bool, default False
        Whether to take 1 + log(count) for the count.

    Returns
    -------
    TermMatrix
        Weights from 0 to 1, each article's squared weights adding up to 1.

    Raises
    ------
    UnspacedScript
        Where the texts are in a script written without spaces.

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
    wanted = Wanted(
        tuple(as_list(fields)), ngram_range, min_df, max_df, words_to_leave_out(stop_words), _names(phrases), np.float64
    )
    counted = count_articles_terms(articles, wanted)
    idf = inverse_document_frequency(counted.counts.n_with, len(counted.n_words), smooth=True)
    weigh_in_place(counted.counts.matrix, idf, sublinear_tf=sublinear_tf, norm="l2")
    return _matrix(counted, "TF-IDF weights", articles, wanted)


def _names(phrases: Phrases | Iterable[str]) -> tuple[str, ...]:
    if isinstance(phrases, Phrases):
        return tuple(phrases.numbers["phrase"])
    return (phrases,) if isinstance(phrases, str) else tuple(phrases)


def _matrix(counted: Summary, weighting: str, source: Articles, wanted: Wanted) -> TermMatrix:
    counts, ids = counted.counts, counted.rows["article_id"].to_numpy(dtype=object)
    return TermMatrix(counts.matrix, counts.terms, ids, counted.n_words, weighting, counted.rows, source, wanted)
