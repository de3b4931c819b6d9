"""Find the pairs of words that occur side by side more often than chance would explain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.arrays import Flags, Floats, Longs
from mediakit.checks import one_of, require_whole
from mediakit.independence import Evidence, gather_evidence, of_origin
from mediakit.phrases.measures import log_likelihood, npmi
from mediakit.phrases.result import MEASURES, Phrases
from mediakit.terms.from_tokens import count_sequences
from mediakit.terms.sequences import Sequences
from mediakit.tokens import FIELDS, Tokens, add_to_list, field_names, words_of
from mediakit.tokens import stop_words as words_to_leave_out
from mediakit.wording import choose, count_of, join_names

__all__ = ["find_phrases"]

#: Weighted counts are sums of fractions; this much less than a whole number is rounding.
_ROUNDING = 1e-9


def find_phrases(
    articles: pd.DataFrame,
    *,
    measure: str = "log_likelihood",
    n: int = 100,
    min_articles: int = 5,
    stop_words: str | Iterable[str | None] | None = "english",
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
) -> Phrases:
    """Find pairs of words that occur side by side more often than chance would explain.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    measure : {'log_likelihood', 'npmi'}
        What to order by: 'log_likelihood' prefers frequent phrases, 'npmi' phrases whose words
        seldom occur apart.
    n : int, default 100
        Phrases to return.
    min_articles : int, default 5
        Leave out pairs that occur in fewer independent articles.
    stop_words : str, iterable of str, or None
        A phrase neither begins nor ends with one of these: a list of mediakit's own, such as
        'english' or 'german', or several lists and words. ["mr"] is the English list and one word
        more, [None, "mr"] that word alone.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read. A phrase never reaches from one to the next, nor over the end of a
        paragraph.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a group, each, or as one unit shared.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.

    Returns
    -------
    Phrases
        `table()` has phrase, n_articles, count, count_first, count_second, log_likelihood and npmi
        (-1 to 1); more is more closely bound in both. `count_terms(articles, phrases=...)` takes it
        to count the phrases as terms.

    Raises
    ------
    UnknownValue
        If there is no such measure, or a number is not whole.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61-74, for the log-likelihood ratio; Bouma
    (2009), Proceedings of GSCL, 31-40, for normalised pointwise mutual information.

    Examples
    --------
    >>> import mediakit as mk
    >>> phrases = mk.find_phrases(mk.load_demo_articles(), measure="npmi", min_articles=10)
    >>> phrases.table().loc[0, "phrase"]
    'maud kerrigan-lowe'
    """
    articles = of_origin(articles, origin)
    one_of("measure", measure, MEASURES)
    require_whole("n", n, least=1)
    require_whole("min_articles", min_articles, least=1)
    tokens = words_of(articles, fields)  # of the table as given: its words may be kept
    evidence = gather_evidence(articles, reprints=reprints)
    rows = evidence.places[evidence.counted]
    pairs = _count_pairs(tokens, evidence, rows)
    left_out = words_to_leave_out(add_to_list(stop_words))
    frequent = pairs.n_articles >= min_articles - _ROUNDING
    kept = np.flatnonzero(frequent & ~pairs.have_one_of(tokens.among(left_out)))
    table = _measure(pairs, kept)
    table = table.loc[table["npmi"] > 0]
    table = table.sort_values([measure, "phrase"], ascending=[False, True], kind="stable")
    reason = ""
    if table.empty:
        reason = "There are no articles."
    if table.empty and evidence.n_articles:
        reason = _why_none(int(frequent.sum()), len(kept), min_articles)
    return Phrases(
        evidence,
        reason,
        numbers=table.head(n).reset_index(drop=True),
        measure=measure,
        min_articles=min_articles,
        fields=tuple(field_names(fields)),
        n_found=len(table),
        skips_stop_words=bool(left_out),
    )


@dataclass(frozen=True)
class _Pairs:
    """All pairs of neighbouring words: how often each occurs, and in how many articles.

    `begin` and `end` are how many pairs begin with its first word and end with its second.
    """

    terms: Sequences
    count: Floats
    n_articles: Floats
    begin: Floats
    end: Floats

    def have_one_of(self, words: Flags) -> Flags:
        """Say which pairs have one of the words that are True."""
        first, second = self.terms.parts.T
        return words[first] | words[second]


def _count_pairs(tokens: Tokens, evidence: Evidence, rows: Longs) -> _Pairs:
    """Count the pairs of the articles that count, each article by its weight."""
    counts = count_sequences(tokens, (2, 2), dtype=np.float64)
    matrix = counts.matrix[rows]
    count = np.asarray(evidence.weights @ matrix).ravel()
    n_articles = np.asarray(evidence.weights @ (matrix > 0)).ravel()
    first, second = counts.terms.parts.T
    begin = np.bincount(first, weights=count)[first]
    end = np.bincount(second, weights=count)[second]
    return _Pairs(counts.terms, count, n_articles, begin, end)


def _measure(pairs: _Pairs, kept: Longs) -> pd.DataFrame:
    """Return a row for each pair that is kept, with both measures."""
    count = pairs.count[kept]
    begin = pairs.begin[kept]
    end = pairs.end[kept]
    n_pairs = pairs.count.sum()
    columns = {
        "phrase": pd.Series(pairs.terms.take(kept).names, dtype="str"),
        "n_articles": _as_whole(pairs.n_articles[kept]),
        "count": _as_whole(count),
        "count_first": _as_whole(begin),
        "count_second": _as_whole(end),
        "log_likelihood": log_likelihood(count, begin, end, n_pairs),
        "npmi": npmi(count, begin, end, n_pairs),
    }
    return pd.DataFrame(columns)


def _why_none(n_frequent: int, n_without_stop_words: int, min_articles: int) -> str:
    """Say why no phrase is left of the pairs that occur in enough articles."""
    least = count_of(min_articles, "independent article")
    if not n_frequent:
        return f"No pair of words occurs in at least {least}."
    reasons = []
    n_with_stop_word = n_frequent - n_without_stop_words
    if n_with_stop_word:
        reasons.append(
            f"{n_with_stop_word:,} {choose(n_with_stop_word, 'has', 'have')} a stop word"
        )
    if n_without_stop_words:
        verb = choose(n_without_stop_words, "is", "are")
        reasons.append(f"{n_without_stop_words:,} {verb} no more frequent than chance allows")
    pairs = count_of(n_frequent, "pair")
    return f"No phrase was found. Of {pairs} of words in at least {least}, {join_names(reasons)}."


def _as_whole(values: Floats) -> npt.NDArray[np.int64] | Floats:
    """Return counts as whole numbers, which they are unless reprints share one unit."""
    rounded = np.round(values, 6)
    if (rounded == np.round(rounded)).all():
        return rounded.astype(np.int64)
    return rounded
