"""The result of a comparison of terms: its table, its chart, and the sentences behind each term."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mediakit.comparing.keyness import PRIOR_WORDS
from mediakit.comparing.result import LIST, Comparison
from mediakit.comparing.terms import PER, PERMUTATIONS
from mediakit.context import Quotes, quote_sentences
from mediakit.terms import TermMatrix
from mediakit.uncertainty import MIN_WITH_TERM

__all__ = ["TermComparison"]


@dataclass(frozen=True, repr=False)
class TermComparison(Comparison):
    """Terms that one side uses more than the other, with ranges and error rates."""

    counted: TermMatrix

    name, noun, value = "term", "term", "log_ratio"

    def table(self) -> pd.DataFrame:
        """Return a row a term, the surest differences first.

        Columns: `term`; `n_articles_a`, `n_articles_b` (independent articles with the term); `count_a`, `count_b`
        (times used); `rate_a`, `rate_b` (per 10,000 words); `log_ratio` (log2 of rate_a / rate_b: above 0 is more in
        a); `low`, `high`, its 95 % range over articles. Where fewer than five articles of one side have the term, the
        range is open on one side (that bound is missing); of both sides, there is none, only the counts.

        `p`, two-sided over whole articles; `q`, the false discovery rate over all terms and groups tested;
        `p_from_tail`, whether p is finer than the term's own permutations can show and comes from those of all terms
        in about as many articles. Both are missing where a term stands in too few articles for a test.

        `dispersion_a`, `dispersion_b`: how unevenly the uses are spread over the articles of a side, from 0 (as even
        as can be) to 1 (all in the shortest article). For comparison with other tools, which take each word for an
        independent draw: `lrc` (Evert's conservative log ratio), `log_odds_z`, `g2`, `g2_rayson`.

        The rows stand in the order of the bound that is nearer 0: what is surely far apart comes first. Several groups
        have their name in `group`; terms that a group hardly has are then left out, unless they are tested or their
        range excludes 0.

        A possessive such as baker's is a term of its own.
        """
        return super().table()

    def method(self) -> str:
        """Say what was compared and how the test and the range were made."""
        found = self.found
        fields = " and ".join(self.counted.fields)
        if not self.sides or self.numbers.empty:
            return f"Terms in {fields} were to be compared.{found.set_aside}"
        begin = f"Terms in {fields} were compared between {self.pairs_in_words()}.{found.set_aside}{self.how()}"
        rates = f"{begin} Rates are per {PER:,} words. The log ratio is log2 of the two rates; its 95 % range "
        tokens = (
            "Dispersion is Gries's DP (normalised). LRC (Evert 2022), log-odds z (informative Dirichlet prior worth "
            f"{PRIOR_WORDS} words) and G2 (Dunning; Rayson and Garside) count words as independent and are for "
            "comparison with other tools only. A difference says that a side uses a word more, not why."
        )
        if self.sides[0][1] == LIST:
            return f"{rates}is over the articles of {self.sides[0][0]} alone (delta method, Student's t). {tokens}"
        m = found.settings.n_permutations or PERMUTATIONS
        return (
            f"{rates}is over independent articles (delta method, Welch's t), open on one side where the other has "
            f"fewer than {MIN_WITH_TERM} articles with the term. p comes from {m:,} permutations of whole articles "
            "(two-sided, each term's variance fitted by article and by word; beyond what they can show, from the tail "
            "of all terms in about as many articles), for terms expected in at least "
            f"{found.settings.min_articles} articles of the smaller side; q is the false discovery rate (Benjamini and "
            "Hochberg) over all terms tested. Test and range are computed apart: near the limit one may say what the "
            f"other leaves open. {tokens}"
        )

    def title(self) -> str:
        """Say what the chart shows."""
        if not self.sides:
            return "Nothing to compare"
        if len(self.sides) > 1:
            return f"The terms that set each {self.found.by} apart from all others"
        return "{} and {}: the terms that set them apart".format(*self.sides[0])

    def axis(self) -> str:
        """Say what a step to the side is."""
        return "log ratio: each step to the side doubles the rate"

    def quote(self, rows: pd.DataFrame, key: str, n: int, side: str) -> Quotes:
        """Return sentences with the term from up to n articles, spread over their dates."""
        places = self.counted.finder(key)
        return quote_sentences(rows, places, n=n, fields=self.counted.fields, group=side)
