"""Words as numbers: how often each term stands in each article, and how much it weighs there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from mediakit.checks import as_list, require_columns
from mediakit.context import Quotes, quote_sentences, spread_over_dates
from mediakit.display import html_paragraph, html_table
from mediakit.errors import UnknownValue, nearest
from mediakit.queries import Hits
from mediakit.terms.chunks import Articles, Summary, count_articles_terms
from mediakit.terms.joining import find_term, phrase_names
from mediakit.terms.phrases import Phrases
from mediakit.terms.sequences import Sequences
from mediakit.terms.settings import Wanted, check_whole
from mediakit.terms.weighting import inverse_document_frequency, weigh_in_place
from mediakit.tokens import FIELDS, Tokens, field_names, split_words
from mediakit.tokens import stop_words as words_to_leave_out
from mediakit.uncertainty import stable
from mediakit.wording import count_of

__all__ = ["TermMatrix", "count_terms", "weigh_terms"]

COUNTS = "Counts"


@dataclass(frozen=True, repr=False, eq=False)
class TermMatrix:
    """Terms by articles.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array, shape (n_articles, n_terms)
        Counts, or TF-IDF weights.
    article_ids : ndarray of str, shape (n_articles,)
        The rows, sorted.
    n_words : ndarray of int64, shape (n_articles,)
        All words of each article, stop words included.
    weighting : str
        What the numbers are, in words.
    articles : DataFrame
        The articles table, in the order of the rows; without the texts where they were counted chunk by chunk.
    """

    matrix: sparse.csr_array
    article_ids: npt.NDArray[np.object_]
    n_words: npt.NDArray[np.int64]
    weighting: str
    articles: pd.DataFrame
    _columns: Sequences
    _wanted: Wanted
    _chunks: Iterable[pd.DataFrame] | None

    @property
    def terms(self) -> npt.NDArray[np.object_]:
        """The terms, in alphabetical order: the columns of the matrix."""
        return self._columns.names

    @property
    def are_counts(self) -> bool:
        """Whether the numbers are counts, not weights."""
        return self.weighting == COUNTS

    def table(self) -> pd.DataFrame:
        """Return a row for each term of each article: article_id, term, and its count or weight there."""
        entries = self.matrix.tocoo()
        columns = {"article_id": self.article_ids[entries.row], "term": self.terms[entries.col]}
        table = pd.DataFrame(columns, dtype="str")
        return table.assign(**{"count" if self.are_counts else "weight": entries.data})

    def top_terms(self, *, by: str | Sequence[str] | None = None, n: int = 10) -> pd.DataFrame:
        """List the terms that weigh most, in all articles or in each group.

        Parameters
        ----------
        by : str or list of str, optional
            Columns to group by, such as 'outlet'. The articles without a value there are the last group.
        n : int, default 10
            Terms a group.

        Returns
        -------
        DataFrame
            The columns of `by`, rank (from 1), term, weight (the mean over the group's articles: more is
            more typical, not more frequent; of counts mean_count) and n_articles (those with the term).
        """
        names = as_list(by)
        require_columns(self.articles, names)
        check_whole(n=n)
        every = {(): np.arange(len(self.articles))}
        groups = self.articles.groupby(names, sort=True, dropna=False).indices if names else every
        value = "mean_count" if self.are_counts else "weight"
        parts = []
        for group, rows in groups.items():
            part = self.matrix[rows]
            weight = stable(np.asarray(part.sum(axis=0)).ravel() / max(len(rows), 1))
            n_articles = np.asarray((part > 0).sum(axis=0)).ravel()
            best = np.lexsort([np.arange(len(weight)), -weight])[:n]
            best = best[weight[best] > 0]
            ranks = np.arange(1, len(best) + 1)
            table = pd.DataFrame({"rank": ranks, "term": self.terms[best], value: weight[best]})
            table = table.assign(n_articles=n_articles[best])
            values = group if isinstance(group, tuple) else (group,)
            parts.append(table.assign(**dict(zip(names, values, strict=True))))
        columns = [*names, "rank", "term", value, "n_articles"]
        if not parts:
            return pd.DataFrame(columns=columns)
        return pd.concat(parts, ignore_index=True)[columns].astype(
            {name: self.articles[name].dtype for name in names}
        )

    def examples(self, term: str, *, n: int = 3) -> Quotes:
        """Return sentences with the term from up to n articles."""
        term = self._known(term)
        check_whole(n=n)
        column = self._columns.columns[term]
        with_term = self.articles.iloc[np.flatnonzero(self.matrix[:, [column]].toarray().ravel())]
        ids = spread_over_dates(with_term, n)["article_id"]
        tables = [self.articles] if self._chunks is None else self._chunks
        found = [table.loc[table["article_id"].isin(ids)] for table in tables]
        if not found:
            raise UnknownValue(
                "The tables that were counted are gone. Count a list of them, or what scan_articles gives."
            )
        return quote_sentences(
            pd.concat(found), self.finder(term), n=n, fields=self._wanted.fields, group=term
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that were read."""
        return self._wanted.fields

    def finder(self, term: str) -> Callable[[Tokens], Hits]:
        """Return what finds the places where a term was counted."""
        term = self._known(term)
        return lambda tokens: find_term(term, tokens, self._wanted.phrases, self._wanted.left_out)

    def _known(self, term: str) -> str:
        """Return a term as it is named here; case and the shape of apostrophes make no difference."""
        if not isinstance(term, str):
            raise UnknownValue(f"A term is a string such as 'ferry', got {term!r}.")
        plain = " ".join(split_words(term))
        for name in (term, plain):
            if name in self._columns.columns:
                return name
        if plain in self._wanted.left_out:
            raise UnknownValue(
                f"'{term}' is one of the stop words, which were left out. Count with stop_words=None."
            )
        raise UnknownValue(nearest("term", term, self.terms))

    def describe(self) -> str:
        """Say what the numbers are."""
        n, n_terms = self.matrix.shape
        says = "A weight says how typical a term is, not why."
        if self.are_counts:
            says = "A count says how often a term stands in an article."
        whole = (
            f"{self.weighting} of {count_of(n_terms, 'term')} in {count_of(n, 'article')}. {says}"
        )
        return " ".join([whole, *self._why_none(), *self._lost_phrases()])

    def _why_none(self) -> list[str]:
        wanted = self._wanted
        if len(self._columns) or not self.n_words.any():
            return []
        stops = ", stop words left out" if wanted.left_out else ""
        lowest = isinstance(wanted.min_df, int | np.integer) and wanted.min_df <= 1
        hint = "" if lowest else " With min_df=1 a term of a single article is kept."
        asked = (
            f"ngram_range={wanted.ngram_range}, min_df={wanted.min_df} and max_df={wanted.max_df}"
        )
        return [f"No term is left with {asked}{stops}.{hint}"]

    def _lost_phrases(self) -> list[str]:
        """Say which phrases were asked for and stand nowhere, or only where another one was joined."""
        names = pa.array(self._wanted.phrases, type=pa.large_string())
        lost = names.filter(pc.invert(pc.is_in(names, self._columns.words))).to_pylist()
        more = f" and {len(lost) - 5:,} more" if len(lost) > 5 else ""
        shown = ", ".join(f"'{name}'" for name in lost[:5])
        return [f"Phrases that were not found: {shown}{more}."] if lost else []

    def __repr__(self) -> str:
        return self.describe()

    def _repr_html_(self) -> str:
        return html_paragraph(self.describe()) + html_table(self.top_terms())


def count_terms(
    articles: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    fields: str | Sequence[str] = FIELDS,
    ngram_range: tuple[int, int] = (1, 1),
    min_df: float = 1,
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
    min_df, max_df : int or float, default 1 and 1.0
        Leave out terms in fewer, or more, articles: a whole number of them, or a share from 0.0 to 1.0.
    stop_words : 'english', iterable of str, or None
        Words to leave out before sequences are formed.
    phrases : Phrases, str or iterable of str
        What `find_phrases` found, or phrases of one's own: each is counted as one term, and its words there not.

    Returns
    -------
    TermMatrix
        Whole numbers, a row an article (sorted by article_id), a column a term (in alphabetical order).

    Raises
    ------
    UnknownValue
        Where a parameter is out of its range.
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
        tuple(field_names(fields)),
        ngram_range,
        min_df,
        max_df,
        words_to_leave_out(stop_words),
        phrase_names(phrases),
    )
    return _matrix(count_articles_terms(articles, wanted), COUNTS, articles, wanted)


def weigh_terms(
    articles: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    fields: str | Sequence[str] = FIELDS,
    ngram_range: tuple[int, int] = (1, 1),
    min_df: float = 2,
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
    min_df, max_df : int or float, default 2 and 1.0
        Leave out terms in fewer, or more, articles: a whole number of them, or a share from 0.0 to 1.0.
    stop_words : 'english', iterable of str, or None
        Words to leave out; 'english' is mediakit's own list.
    phrases : Phrases, str or iterable of str
        What `find_phrases` found, or phrases of one's own: each is one term, and its words there are none.
    sublinear_tf : bool, default False
        Whether to take 1 + log(count) for the count.

    Returns
    -------
    TermMatrix
        Weights from 0 to 1, each article's squared weights adding up to 1.

    Raises
    ------
    UnknownValue
        Where a parameter is out of its range.
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
        tuple(field_names(fields)),
        ngram_range,
        min_df,
        max_df,
        words_to_leave_out(stop_words),
        phrase_names(phrases),
        np.float64,
    )
    counted = count_articles_terms(articles, wanted)
    idf = inverse_document_frequency(counted.counts.n_with, len(counted.n_words), smooth=True)
    weigh_in_place(counted.counts.matrix, idf, sublinear_tf=sublinear_tf, norm="l2")
    return _matrix(counted, "TF-IDF weights", articles, wanted)


def _matrix(counted: Summary, weighting: str, source: Articles, wanted: Wanted) -> TermMatrix:
    counts, ids = counted.counts, counted.rows["article_id"].to_numpy(dtype=object)
    chunks = (
        None if isinstance(source, pd.DataFrame) else source
    )  # a table given may change; the rows here do not
    return TermMatrix(
        counts.matrix, ids, counted.n_words, weighting, counted.rows, counts.terms, wanted, chunks
    )
