"""The result of a comparison of scores and shares: its table, its chart, and the evidence behind
each feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from mediakit.arrays import Flags
from mediakit.comparing.feature_numbers import COLUMNS, PERMUTATIONS
from mediakit.comparing.result import Comparison
from mediakit.comparing.sentences import options_in_words, pairs_in_words
from mediakit.context import Quotes
from mediakit.features import Features

__all__ = ["FeatureComparison"]


@dataclass(frozen=True, repr=False, eq=False)
class FeatureComparison(Comparison):
    """Features of articles, such as frames or subjects, that one side has more of, with ranges and
    error rates."""

    features: Features

    name: ClassVar[str] = "feature"
    value: ClassVar[str] = "difference"
    shows_all: ClassVar[bool] = True
    columns: ClassVar[list[str]] = COLUMNS

    def table(self) -> pd.DataFrame:
        """Return a row a feature, the surest differences first.

        Columns: `feature`; `n_articles_a`, `n_articles_b` (independent articles in which it is not
        0); `mean_a`, `mean_b` (over articles; the share, if it is 0 or 1); `difference` (mean_a
        less mean_b) with `low` and `high`, its 95% range; `p`, two-sided over whole articles; `q`,
        the false discovery rate over all features and groups. Several groups have their name in
        `group`.
        """
        return super().table()

    def method(self) -> str:
        """Say what was compared and how the test and the range were made."""
        if not self.sides or self.numbers.empty:
            return f"Features were to be compared.{self.compared.left_out}"
        m = self.compared.settings.n_permutations or PERMUTATIONS
        options = options_in_words(self.compared.settings)
        return (
            f"Each article has a number for each feature: {self.features.what}. Their means were "
            f"compared between {pairs_in_words(self.compared)}.{self.compared.left_out}{options} "
            "The 95% range of a difference is Newcombe's (1998, method 10) for shares of "
            f"articles, and by Welch's t for other means. p comes from {m:,} permutations of whole "
            "articles (two-sided); q is the false discovery rate (Benjamini and Hochberg) over "
            "all features and groups. A difference says that a side has more of something, not "
            "why."
        )

    def heading(self) -> str:
        """Return the title of the chart."""
        if not self.sides:
            return "There is nothing to compare"
        if len(self.sides) > 1:
            return f"How each {self.compared.by} differs from all others"
        a, b = self.sides[0]
        return f"How {a} and {b} differ"

    def axis(self) -> str:
        """Say what a step to the side is."""
        return "difference of the means over articles"

    def quote(
        self,
        rows: Flags,
        key: str,
        *,
        n: int,
        side: str,
    ) -> Quotes:
        """Return the evidence for a feature from up to n of the articles."""
        return self.features.examples(self.evidence.articles(rows), key, n=n, group=side)
