"""The phrases that were found: their table, chart, sentences and method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import one_of, require_whole
from mediakit.context import Quotes, quote_sentences
from mediakit.errors import UnknownValue
from mediakit.queries import Phrase
from mediakit.results import Result, source_line
from mediakit.tokens import split_words
from mediakit.wording import count_of, join_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MEASURES", "Phrases"]

MEASURES = {
    "log_likelihood": "the log-likelihood ratio G2 (the higher, the stronger the evidence that the "
    "two words are not neighbours by chance)",
    "npmi": "normalised pointwise mutual information (the higher, up to 1, the more seldom the two "
    "words occur apart)",
}
_AXES = {
    "log_likelihood": "log-likelihood ratio",
    "npmi": "normalised mutual information",
}


@dataclass(frozen=True, repr=False, eq=False)
class Phrases(Result):
    """Pairs of words that occur side by side more often than chance would explain."""

    reads_words: ClassVar[bool] = True

    numbers: pd.DataFrame
    measure: str
    min_articles: int
    fields: tuple[str, ...]
    n_found: int
    skips_stop_words: bool

    cannot_show: ClassVar[str] = "Words that go together need not be a fixed phrase."

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases, the strongest first, as `count_terms` names them."""
        return tuple(self.numbers["phrase"])

    def table(self) -> pd.DataFrame:
        """Return a row a phrase, the strongest first.

        Columns: `phrase`; `n_articles` (independent articles with it); `count` (its occurrences),
        `count_first`, `count_second` (pairs that begin, or end, with its words); `log_likelihood`;
        `npmi`.
        """
        return self.numbers.copy()

    def method(self) -> str:
        """Say how the phrases were found and what the measures cannot tell."""
        least = count_of(self.min_articles, "independent article")
        stop_words = ""
        if self.skips_stop_words:
            stop_words = " Neither is a common word such as “the” (stop word)."
        cut = ""
        if self.n_found > len(self.numbers):
            cut = f" The first {len(self.numbers):,} of {self.n_found:,} phrases are kept."
        return (
            f"A phrase is a pair of words that occur side by side, in at least {least}, more often "
            f"than their frequencies alone would suggest.{stop_words} Those most closely tied come "
            f"first, by {MEASURES[self.measure]}. The measure treats words as independent draws, "
            "which they are not in articles, so it ranks phrases but is not a significance test."
            f"{cut}"
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 15,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the strongest phrases by the measure.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 15
            How many phrases to draw.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        require_whole("n", n, least=1)
        chart = self._chart(n)
        return self.finish(chart, ax, title, subtitle, source, size)

    def _chart(self, n: int) -> Chart:
        title = "Words that often appear side by side"
        source = source_line(self.evidence, self.numbers)
        if self.numbers.empty:
            return note_chart(title, self.reason, source)
        return dot_chart(
            self.numbers.head(n),
            label="phrase",
            value=self.measure,
            axis=_AXES[self.measure],
            title=title,
            source=source,
        )

    def answer(self) -> str:
        """Say in a sentence which phrases are the strongest."""
        if self.numbers.empty:
            return self.reason
        strongest = [
            f"“{row.phrase}” ({count_of(row.n_articles, 'article')})"
            for row in self.numbers.head(3).itertuples()
        ]
        if len(strongest) == 1:
            return f"The only phrase found is {strongest[0]}."
        n_tied = int((self.numbers[self.measure] == self.numbers[self.measure].iloc[0]).sum())
        if n_tied > len(strongest):
            pairs = f"{n_tied:,} pairs of words"
            return f"{pairs} share first place as the most closely tied together."
        return f"The pairs of words most closely tied together are {join_names(strongest)}."

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return sentences with the phrase, or with the strongest, from up to n articles."""
        require_whole("n", n, least=1)
        if key is None and len(self.numbers):
            key = self.phrases[0]
        if self.numbers.empty:
            raise UnknownValue(f"There are no phrases to show. {self.reason}")
        if isinstance(key, str):
            plain = " ".join(split_words(key))
            if plain in self.phrases:
                key = plain
        one_of("phrase", key, self.phrases)
        query = Phrase(tuple(str(key).split(" ")))
        articles = self.evidence.counted_articles()
        return quote_sentences(
            articles,
            query,
            n=n,
            fields=self.fields,
            group=str(key),
        )
