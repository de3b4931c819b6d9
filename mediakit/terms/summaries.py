"""Count terms part by part: summarise each table, merge the summaries, finish the matrix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Longs
from mediakit.checks import require_columns, require_unique_ids, with_plain_types
from mediakit.independence import gather_evidence
from mediakit.terms.from_tokens import count_sequences, drop_words
from mediakit.terms.joining import join_phrases
from mediakit.terms.matrix import COUNTS, WEIGHTS, TermMatrix
from mediakit.terms.sequences import Sequences, unite_sequences
from mediakit.terms.settings import TermSettings, why_no_term
from mediakit.terms.term_counts import (
    TermCounts,
    keep_terms,
    move_columns,
    stack_moved,
    terms_in_range,
)
from mediakit.terms.weighting import weigh_counts
from mediakit.tokens import check_spaces, half_characters_refused, words_of

__all__ = ["TermCounting", "TermSummary", "TermWeighing"]


@dataclass(frozen=True)
class TermSummary:
    """The counts of some articles, and what is known of each article but its text.

    Attributes
    ----------
    counts : TermCounts
        A row an article.
    rows : DataFrame
        The articles table without its texts.
    n_words : ndarray of int64, shape (n_articles,)
        All words of each article, stop words included.
    n_unspaced : int
        Articles in a script written without spaces.
    """

    counts: TermCounts
    rows: pd.DataFrame
    n_words: Longs
    n_unspaced: int


@dataclass(frozen=True)
class TermCounting:
    """Counts of terms by article, as an analysis that runs part by part (`running.Analysis`)."""

    settings: TermSettings

    def summarise(self, part: pd.DataFrame) -> TermSummary:
        """Count all terms of a table."""
        settings = self.settings
        require_columns(part, ["article_id", *settings.fields])
        with half_characters_refused():
            part = with_plain_types(part)
        tokens = words_of(part, settings.fields, check=False)
        terms = tokens
        if settings.phrases:
            terms = join_phrases(tokens, settings.phrases)
        counts = count_sequences(drop_words(terms, settings.left_out), settings.ngram_range)
        rows = part.drop(columns="text", errors="ignore")
        return TermSummary(counts, rows, tokens.lengths, tokens.n_unspaced)

    def merge(self, first: TermSummary, second: TermSummary) -> TermSummary:
        """Lay the counts of two summaries one below the other, over the terms of both."""
        if first.rows.empty:
            return second
        if second.rows.empty:
            return first
        both = [first.counts, second.counts]
        terms, places = unite_sequences([counts.terms for counts in both])
        matrix = stack_moved([counts.matrix for counts in both], places, len(terms))
        n_with = np.zeros(len(terms), dtype=np.int64)
        for counts, its_places in zip(both, places, strict=True):
            n_with[its_places] += counts.n_with
        return TermSummary(
            TermCounts(matrix, terms, n_with),
            pd.concat([first.rows, second.rows], ignore_index=True),
            np.concatenate([first.n_words, second.n_words]),
            first.n_unspaced + second.n_unspaced,
        )

    def finish(self, summary: TermSummary) -> TermMatrix:
        """Keep the terms within `min_df` and `max_df`, and sort the rows by article_id."""
        counts = self._select(summary)
        return self._finish(summary, counts.matrix, counts.terms, COUNTS)

    def _select(self, summary: TermSummary) -> TermCounts:
        """Return the counts of the terms that are kept, the rows by article_id."""
        settings = self.settings
        check_spaces(summary.n_unspaced, len(summary.rows))
        require_unique_ids(summary.rows)
        counts = summary.counts
        if settings.phrases:
            counts = _unite_by_name(counts)
        counts = keep_terms(counts, terms_in_range(counts, settings.min_df, settings.max_df, None))
        matrix = counts.matrix[_order(summary.rows)]
        return TermCounts(matrix, counts.terms, counts.n_with)

    def _finish(
        self,
        summary: TermSummary,
        matrix: sparse.csr_array,
        terms: Sequences,
        weighting: str,
    ) -> TermMatrix:
        """Return the result, with what is known of each article."""
        evidence = gather_evidence(summary.rows, reprints="keep")
        n_words = summary.n_words[evidence.places]
        return TermMatrix(
            evidence,
            why_no_term(self.settings, len(terms), int(n_words.sum()), len(n_words)),
            matrix=matrix,
            article_ids=evidence.article_ids.to_numpy(dtype=object),
            n_words=n_words,
            weighting=weighting,
            _columns=terms,
            _settings=self.settings,
            _chunks=None,
        )


@dataclass(frozen=True)
class TermWeighing(TermCounting):
    """TF-IDF weights by article: counts are merged, and weighed at the end."""

    sublinear_tf: bool = False

    def finish(self, summary: TermSummary) -> TermMatrix:
        """Finish the counts and weigh them."""
        counts = self._select(summary)
        weights = weigh_counts(counts, sublinear_tf=self.sublinear_tf)
        return self._finish(summary, weights, counts.terms, WEIGHTS)


def _order(rows: pd.DataFrame) -> Longs:
    """Return the rows sorted by article_id, as their places."""
    ids = rows["article_id"].reset_index(drop=True)
    return ids.sort_values(kind="stable").index.to_numpy()


def _unite_by_name(counts: TermCounts) -> TermCounts:
    """Return the columns in the order of their names, those of the same name added up.

    With phrases as single words the alphabetical order of names is not that of the words; and a
    phrase has the name of its words in a sequence, if that closes over a stop word.
    """
    names, first, places = np.unique(counts.terms.names, return_index=True, return_inverse=True)
    matrix = move_columns(counts.matrix, places, len(names))
    matrix.sum_duplicates()
    n_with = np.bincount(matrix.indices, minlength=len(names))
    return TermCounts(matrix, counts.terms.take(first), n_with)
