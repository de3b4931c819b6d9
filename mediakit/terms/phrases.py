"""Words that stand side by side more often than chance would have it, to look at or to join into one term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import one_of
from mediakit.context import Quotes, quote_sentences
from mediakit.independence import gather_evidence
from mediakit.queries import Phrase
from mediakit.results import Result, source_line
from mediakit.terms.counting import count_sequences
from mediakit.terms.settings import check_whole
from mediakit.tokens import FIELDS, field_names, split_words, words_of
from mediakit.tokens import stop_words as words_to_leave_out
from mediakit.uncertainty import stable
from mediakit.wording import count_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Phrases", "find_phrases", "log_likelihood", "npmi"]

Floats = npt.NDArray[np.float64]

MEASURES = {
    "log_likelihood": "the log-likelihood ratio G2 (how sure it is that the two words are no chance neighbours)",
    "npmi": "normalised pointwise mutual information (how far the two words are bound to each other, up to 1)",
}


@dataclass(frozen=True, repr=False, eq=False)
class Phrases(Result):
    """Pairs of words that stand side by side more often than chance would have it."""

    numbers: pd.DataFrame
    measure: str
    min_articles: int
    fields: tuple[str, ...]
    n_found: int
    skips_stop_words: bool

    def table(self) -> pd.DataFrame:
        """Return a row a phrase, the strongest first.

        Columns: `phrase`; `n_articles` (independent articles with it); `count` (times it stands there),
        `count_first`, `count_second` (pairs that begin, or end, with its words); `log_likelihood`; `npmi`.
        """
        return self.numbers.copy()

    def method(self) -> str:
        """Say how the phrases were found and what the measures cannot tell."""
        least = count_of(self.min_articles, "independent article")
        stops = ", neither of them a stop word," if self.skips_stop_words else ""
        cut = self.n_found > len(self.numbers)
        return (
            f"Pairs of neighbouring words in at least {least}{stops} that stand together more often than chance would "
            f"put them, ordered by {MEASURES[self.measure]}. The measures take words as independent draws, which they "
            "are not in articles: they rank, and are no test."
            + (f" The first {len(self.numbers):,} of {self.n_found:,} are kept." if cut else "")
        )

    def plot(self, ax: Axes | None = None) -> Chart:
        """Draw the strongest phrases by the measure."""
        title, source = "Words that belong together", source_line(self.evidence, self.numbers)
        if self.numbers.empty:
            return note_chart(title, self.reason, source).on(ax)
        data = self.numbers.head(15)
        axis = {"log_likelihood": "log-likelihood ratio", "npmi": "normalised mutual information"}[
            self.measure
        ]
        return dot_chart(
            data, label="phrase", value=self.measure, axis=axis, title=title, source=source
        ).on(ax)

    def answer(self) -> str:
        """Say in a sentence which phrases are the strongest."""
        if self.numbers.empty:
            return self.reason
        first = [
            f"{row.phrase} (in {count_of(row.n_articles, 'article')})"
            for row in self.numbers.head(3).itertuples()
        ]
        return f"The words most bound to each other are {', '.join(first)}."

    def examples(self, phrase: str, *, n: int = 3) -> Quotes:
        """Return sentences with the phrase from up to n articles."""
        check_whole(n=n)
        plain = " ".join(split_words(phrase)) if isinstance(phrase, str) else phrase
        phrase = plain if plain in set(self.numbers["phrase"]) else phrase
        one_of("phrase", phrase, self.numbers["phrase"])
        query = Phrase(tuple(phrase.split(" ")))
        return quote_sentences(self.evidence.counted_articles(), query, n=n, fields=self.fields, group=phrase)


def find_phrases(
    articles: pd.DataFrame,
    *,
    measure: str = "log_likelihood",
    n: int = 100,
    min_articles: int = 5,
    stop_words: str | Iterable[str] | None = "english",
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
) -> Phrases:
    """Find pairs of words that stand side by side more often than chance would have it.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    measure : {'log_likelihood', 'npmi'}
        What to order by: 'log_likelihood' prefers frequent phrases, 'npmi' those whose words seldom part.
    n : int, default 100
        Phrases to return.
    min_articles : int, default 5
        Leave out what stands in fewer independent articles.
    stop_words : 'english', iterable of str, or None
        A phrase neither begins nor ends with one of these.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read. No phrase reaches from one to the next, nor over the end of a paragraph.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a group, each, or as one unit shared.

    Returns
    -------
    Phrases
        `table()` has phrase, n_articles, count, count_first, count_second, log_likelihood and npmi (-1 to 1);
        more is more bound in both. `count_terms(articles, phrases=...)` takes it to count them as terms.

    Raises
    ------
    UnknownValue
        Where the measure is none of those named, or a number is not whole.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61-74, for the log-likelihood ratio; Bouma (2009),
    Proceedings of GSCL, 31-40, for normalised pointwise mutual information.

    Examples
    --------
    >>> import mediakit as mk
    >>> phrases = mk.find_phrases(mk.load_demo_articles(), measure="npmi", min_articles=10)
    >>> phrases.table().loc[0, "phrase"]
    'maud kerrigan-lowe'
    """
    one_of("measure", measure, MEASURES)
    check_whole(n=n, min_articles=min_articles)
    tokens = words_of(articles, fields)  # of the table given: its words may be kept
    evidence = gather_evidence(articles, reprints=reprints)
    places = evidence.places[evidence.counted]
    pairs = count_sequences(tokens, (2, 2), dtype=np.float64)
    first, second = pairs.terms.parts.T
    matrix = pairs.matrix[places]
    count = np.asarray(evidence.weights @ matrix).ravel()
    n_articles = np.asarray(evidence.weights @ (matrix > 0)).ravel()
    begins, ends = (np.bincount(its, weights=count)[its] for its in (first, second))
    left_out = words_to_leave_out(stop_words)
    stops = tokens.among(left_out)
    enough = n_articles >= min_articles - 1e-9
    kept = np.flatnonzero(enough & ~stops[first] & ~stops[second])
    counts = (count[kept], begins[kept], ends[kept], count.sum())
    table = pd.DataFrame(
        {
            "phrase": pd.Series(pairs.terms.take(kept).names, dtype="str"),
            "n_articles": _whole(n_articles[kept]),
            "count": _whole(count[kept]),
            "count_first": _whole(begins[kept]),
            "count_second": _whole(ends[kept]),
            "log_likelihood": log_likelihood(*counts),
            "npmi": npmi(*counts),
        }
    )
    table = table.loc[table["npmi"] > 0].sort_values(
        [measure, "phrase"], ascending=[False, True], kind="stable"
    )
    reason = "" if len(table) else _reason(int(enough.sum()), len(kept), min_articles)
    how = measure, min_articles, tuple(field_names(fields)), len(table), bool(left_out)
    return Phrases(evidence, reason, table.head(n).reset_index(drop=True), *how)


def _reason(n_enough: int, n_kept: int, min_articles: int) -> str:
    """Say why no pair is left: of those that stand in enough articles, n_kept have no stop word."""
    if not n_enough:
        return f"No pair of words stands in {count_of(min_articles, 'independent article')}."
    why = [f"{n_enough - n_kept:,} with a stop word"] if n_enough > n_kept else []
    why += [f"{n_kept:,} that chance would put together as often"] if n_kept else []
    pairs = f"{count_of(n_enough, 'pair')} of words in at least {count_of(min_articles, 'independent article')}"
    return f"No phrase is left of {pairs}: {' and '.join(why)} left out."


def log_likelihood(count: Floats, first: Floats, second: Floats, n_pairs: float) -> Floats:
    """Return the log-likelihood ratio of each pair over its four-fold table (Dunning 1993), never below 0."""
    seen = [count, first - count, second - count, n_pairs - first - second + count]
    ends = [
        (first, second),
        (first, n_pairs - second),
        (n_pairs - first, second),
        (n_pairs - first, n_pairs - second),
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [
            np.where(o > 0, o * np.log(o * n_pairs / (a * b)), 0.0)
            for o, (a, b) in zip(seen, ends, strict=True)
        ]
    return stable(np.maximum(2 * np.sum(parts, axis=0), 0))


def npmi(count: Floats, first: Floats, second: Floats, n_pairs: float) -> Floats:
    """Return normalised pointwise mutual information, ln(p12 / (p1 p2)) / -ln p12 (Bouma 2009), from -1 to 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(count * n_pairs / (first * second)) / -np.log(count / n_pairs)
    return stable(np.where(count == n_pairs, 1.0, value))


def _whole(values: Floats) -> npt.NDArray[np.int64] | Floats:
    """Return counts as whole numbers, which they are unless reprints share one unit."""
    rounded = np.round(values, 6)
    return rounded.astype(np.int64) if (rounded == np.round(rounded)).all() else rounded
