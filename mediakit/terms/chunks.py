"""Count a table, or tables one after the other, to the same numbers: summarise each, merge, finish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from tqdm import tqdm

from mediakit.checks import in_fixed_order, require_columns
from mediakit.columns import empty_articles
from mediakit.errors import UnknownValue
from mediakit.readers.scanning import ArticleChunks
from mediakit.terms.counting import count_sequences, drop_words
from mediakit.terms.counts import Counts
from mediakit.terms.joining import join_phrases
from mediakit.terms.sequences import unite_sequences
from mediakit.terms.settings import Wanted
from mediakit.terms.weighting import keep_terms, kept_terms, move_columns
from mediakit.tokens import check_spaces, words_of

__all__ = ["Articles", "Summary", "count_articles_terms", "finish", "merge", "summarise"]

#: The articles table, or several that are read one after the other, such as `scan_articles` gives.
Articles: TypeAlias = pd.DataFrame | Iterable[pd.DataFrame]


@dataclass(frozen=True)
class Summary:
    """The counts of some articles, and what is known of each article but its text.

    Attributes
    ----------
    counts : Counts
        A row an article.
    rows : DataFrame
        The articles table; of a chunk without its texts.
    n_words : ndarray of int64, shape (n_articles,)
        All words of each article, stop words included.
    n_unspaced : int
        Articles in a script written without spaces.
    """

    counts: Counts
    rows: pd.DataFrame
    n_words: npt.NDArray[np.int64]
    n_unspaced: int


def count_articles_terms(articles: Any, wanted: Wanted) -> Summary:
    """Count the terms of a table, or of tables read one after the other; the numbers are the same."""
    if isinstance(articles, pd.DataFrame):
        return finish(summarise(articles, wanted), wanted)
    if isinstance(articles, str) or not isinstance(articles, Iterable):
        raise TypeError(
            f"Expected a table of articles, or what scan_articles returns, got {type(articles).__name__}."
        )
    parts = []
    for chunk in tqdm(articles, unit="chunk", disable=None, leave=False):
        if not isinstance(chunk, pd.DataFrame):
            raise TypeError(
                f"Expected a table of articles, or several of them, got a {type(articles).__name__} with a "
                f"{type(chunk).__name__} in it. TermVectorizer counts texts that are in no table."
            )
        part = summarise(chunk, wanted)
        parts.append(replace(part, rows=part.rows.drop(columns="text", errors="ignore")))
    if not parts and not isinstance(articles, ArticleChunks):
        raise UnknownValue("There is no table to count.")
    return finish(merge(parts or [summarise(empty_articles(), wanted)]), wanted)


def summarise(articles: pd.DataFrame, wanted: Wanted) -> Summary:
    """Count all terms of a table."""
    require_columns(articles, ["article_id", *wanted.fields])
    tokens = words_of(articles, wanted.fields, check=False)
    joined = join_phrases(tokens, wanted.phrases) if wanted.phrases else tokens
    counts = count_sequences(
        drop_words(joined, wanted.left_out), wanted.ngram_range, dtype=wanted.dtype
    )
    return Summary(counts, articles, tokens.lengths, tokens.n_unspaced)


def merge(parts: Sequence[Summary]) -> Summary:
    """Lay the counts of several summaries one below the other, over the terms of all of them."""
    if len(parts) == 1:
        return parts[0]
    terms, places = unite_sequences([part.counts.terms for part in parts])
    moved = [
        move_columns(part.counts.matrix, place, len(terms))
        for part, place in zip(parts, places, strict=True)
    ]
    n_with = np.zeros(len(terms), dtype=np.int64)
    for part, place in zip(parts, places, strict=True):
        n_with[place] += part.counts.n_with
    return Summary(
        Counts(sparse.csr_array(sparse.vstack(moved, format="csr")), terms, n_with),
        pd.concat([part.rows for part in parts], ignore_index=True),
        np.concatenate([part.n_words for part in parts]),
        sum(part.n_unspaced for part in parts),
    )


def finish(summary: Summary, wanted: Wanted) -> Summary:
    """Keep the terms that stand in enough articles and not in too many; sort the rows by article_id."""
    check_spaces(summary.n_unspaced, len(summary.rows))
    counts = _by_name(summary.counts) if wanted.phrases else summary.counts
    counts = keep_terms(counts, kept_terms(counts, wanted.min_df, wanted.max_df, None))
    rows = in_fixed_order(summary.rows.assign(_row=np.arange(len(summary.rows))))
    order = rows["_row"].to_numpy()
    counts = Counts(counts.matrix[order], counts.terms, counts.n_with)
    return replace(
        summary, counts=counts, rows=rows.drop(columns="_row"), n_words=summary.n_words[order]
    )


def _by_name(counts: Counts) -> Counts:
    """Return the columns in the order of their names, those of the same name added up.

    With phrases as single words the names in the alphabet are not the words in order; and a phrase has the name of its
    words in a sequence, where that closes over a stop word.
    """
    names, first, place = np.unique(counts.terms.names, return_index=True, return_inverse=True)
    matrix = move_columns(counts.matrix, place, len(names))
    matrix.sum_duplicates()
    return Counts(
        matrix, counts.terms.take(first), np.bincount(matrix.indices, minlength=len(names))
    )
