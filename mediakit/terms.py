"""Words as numbers: how often each term stands in each article, and how much it weighs there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.checks import as_list, in_fixed_order, require_columns
from mediakit.context import Quotes, quote_sentences
from mediakit.display import html_paragraph, html_table
from mediakit.errors import UnknownValue
from mediakit.queries import Phrase
from mediakit.tokens import FIELDS, Tokens, join_fields, stop_words, tokenize
from mediakit.uncertainty import stable

__all__ = ["TermMatrix", "count_terms", "weigh_terms"]


@dataclass(frozen=True, repr=False)
class TermMatrix:
    """Terms by articles.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array, shape (n_articles, n_terms)
        Counts, or TF-IDF weights.
    terms : ndarray of str, shape (n_terms,)
        The columns, in alphabetical order.
    article_ids : ndarray of str, shape (n_articles,)
        The rows, sorted.
    n_words : ndarray of int64, shape (n_articles,)
        All words of each article, stop words included.
    weighting : str
        What the numbers are, in words.
    articles : DataFrame
        The articles table, in the order of the rows.
    """

    matrix: sparse.csr_array
    terms: npt.NDArray[np.object_]
    article_ids: npt.NDArray[np.object_]
    n_words: npt.NDArray[np.int64]
    weighting: str
    articles: pd.DataFrame

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
        return quote_sentences(self.articles, Phrase(tuple(term.split())), n=n, group=term)

    def describe(self) -> str:
        """Say what the numbers are."""
        n, n_terms = self.matrix.shape
        return f"{self.weighting} of {n_terms:,} terms in {n:,} articles. A weight says how typical a term is, not why."

    def __repr__(self) -> str:
        return self.describe()

    def _repr_html_(self) -> str:
        return html_paragraph(self.describe()) + html_table(self.top_terms())


def count_terms(
    articles: pd.DataFrame,
    *,
    fields: str | Sequence[str] = FIELDS,
    ngram_range: tuple[int, int] = (1, 1),
    min_df: int = 1,
    max_df: float = 1.0,
    stop_words: str | Iterable[str] | None = None,
) -> TermMatrix:
    """Count how often each term stands in each article.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
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
    rows = in_fixed_order(articles)
    tokens = tokenize(join_fields(rows, fields))
    counts, terms = _count(tokens, ngram_range, _stop_ids(tokens, stop_words))
    n_with = np.asarray((counts > 0).sum(axis=0)).ravel()
    kept = (n_with >= min_df) & (n_with <= max_df * max(len(rows), 1))
    ids = rows["article_id"].to_numpy(dtype=object)
    return TermMatrix(counts[:, kept], terms[kept], ids, tokens.lengths, "Counts", rows)


def weigh_terms(
    articles: pd.DataFrame,
    *,
    fields: str | Sequence[str] = FIELDS,
    ngram_range: tuple[int, int] = (1, 1),
    min_df: int = 2,
    max_df: float = 1.0,
    stop_words: str | Iterable[str] | None = "english",
    sublinear_tf: bool = False,
) -> TermMatrix:
    """Weigh terms by TF-IDF: high where a term is frequent in an article and rare in the others.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
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
    from sklearn.feature_extraction.text import TfidfTransformer

    counted = count_terms(
        articles, fields=fields, ngram_range=ngram_range, min_df=min_df, max_df=max_df, stop_words=stop_words
    )
    matrix = counted.matrix.astype(np.float64)
    if all(matrix.shape):
        matrix = sparse.csr_array(TfidfTransformer(sublinear_tf=sublinear_tf).fit_transform(matrix))
    return TermMatrix(matrix, counted.terms, counted.article_ids, counted.n_words, "TF-IDF weights", counted.articles)


def _stop_ids(tokens: Tokens, words: str | Iterable[str] | None) -> npt.NDArray[np.bool_]:
    """Say for each word of the vocabulary whether it is a stop word."""
    stop = stop_words(words)
    return np.array([word in stop for word in tokens.vocabulary], dtype=bool)


def _count(
    tokens: Tokens, ngram_range: tuple[int, int], is_stop: npt.NDArray[np.bool_]
) -> tuple[sparse.csr_array, npt.NDArray[np.object_]]:
    """Return counts and terms of all lengths asked for, the terms in alphabetical order."""
    shortest, longest = ngram_range
    if not 1 <= shortest <= longest:
        raise UnknownValue(f"ngram_range needs 1 <= shortest <= longest, got {ngram_range}.")
    kept = ~is_stop[tokens.ids]
    ids, text_of = tokens.ids[kept].astype(np.int64), tokens.text_of[kept]
    words = tokens.vocabulary
    blocks, names = [], []
    # key numbers the n-grams that begin at each token; a longer one is numbered from the one before it.
    key, labels = ids, words
    for length in range(1, longest + 1):
        if length > 1:
            n_starts = max(len(text_of) - length + 1, 0)
            within = text_of[:n_starts] == text_of[len(text_of) - n_starts :]
            pairs = key[: len(within)] * (len(words) + 1) + ids[len(ids) - n_starts :]
            distinct, number = np.unique(np.where(within, pairs, -1), return_inverse=True)
            before, last = np.divmod(distinct, len(words) + 1)
            labels = np.array(
                [f"{labels[b]} {words[w]}" if d >= 0 else "" for d, b, w in zip(distinct, before, last, strict=True)],
                dtype=object,
            )
            key = number.astype(np.int64)
        else:
            within = np.ones(len(ids), dtype=bool)
        if length >= shortest:
            where = text_of[: len(key)][within], key[within]
            block = sparse.coo_array((np.ones(int(within.sum()), dtype=np.int64), where), (tokens.n_texts, len(labels)))
            blocks.append(block.tocsr())
            names.append(labels)
    counts, terms = sparse.csr_array(sparse.hstack(blocks, format="csr")), np.concatenate(names)
    used = np.flatnonzero(np.asarray(counts.sum(axis=0)).ravel())
    order = used[np.argsort(terms[used].astype(str), kind="stable")] if len(used) else used
    counts = counts[:, order]
    counts.sort_indices()
    return counts, terms[order]
