"""The result of a comparison of scores and shares: its table, its chart, and the evidence behind each feature."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mediakit.comparing.features import PERMUTATIONS, Features
from mediakit.comparing.result import Comparison
from mediakit.context import Quotes

__all__ = ["FeatureComparison"]


@dataclass(frozen=True, repr=False)
class FeatureComparison(Comparison):
    """Features of articles, such as frames or subjects, that one side has more of, with ranges and error rates."""

    features: Features

    name, noun, value, shows_all = "feature", "feature", "difference", True

    def table(self) -> pd.DataFrame:
        """Return a row a feature, the surest differences first.

        Columns: `feature`; `n_articles_a`, `n_articles_b` (independent articles where it is not 0); `mean_a`, `mean_b`
        (over articles; of what is 0 or 1 the share); `difference` (mean_a less mean_b) with `low` and `high`, its 95 %
        range; `p`, two-sided over whole articles; `q`, the false discovery rate over all features and groups. Several
        groups have their name in `group`.
        """
        return super().table()

    def method(self) -> str:
        """Say what was compared and how the test and the range were made."""
        settings = self.found.settings
        if not self.sides or self.numbers.empty:
            return f"Features were to be compared.{self.found.set_aside}"
        return (
            f"Each article has a number for each feature: {self.features.what}. Their means were compared between "
            f"{self.pairs_in_words()}.{self.found.set_aside}{self.how()} The 95 % range of a difference is Newcombe's "
            "(1998, method 10) for shares of articles, by Welch's t for other means. p comes from "
            f"{settings.n_permutations or PERMUTATIONS:,} permutations of whole articles (two-sided); q is the false "
            "discovery rate (Benjamini and Hochberg) over all features and groups. A difference says that a side has "
            "more of something, not why."
        )

    def title(self) -> str:
        """Say what the chart shows."""
        if not self.sides:
            return "Nothing to compare"
        if len(self.sides) > 1:
            return f"How each {self.found.by} differs from all others"
        return "{} and {}: how they differ".format(*self.sides[0])

    def axis(self) -> str:
        """Say what a step to the side is."""
        return "difference of the means over articles"

    def quote(self, rows: pd.DataFrame, key: str, n: int, side: str) -> Quotes:
        """Return the evidence for a feature from up to n articles."""
        return self.features.quote(rows, key, n, side)
