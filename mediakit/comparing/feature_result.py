"""The result of a comparison of scores and shares: its table, its chart, and the evidence behind
each feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from mediakit.arrays import Flags
from mediakit.comparing.feature_numbers import COLUMNS, PERMUTATIONS
from mediakit.comparing.result import Comparison
from mediakit.comparing.sentences import name_both, options_in_words, pairs_in_words, together
from mediakit.comparing.sides import REST
from mediakit.context import Quotes
from mediakit.features import Features

__all__ = ["FeatureComparison"]

#: How it begins what a feature is, if it is a share or 0 or 1.
_SHARES = ("the share ", "whether ")


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
            return f"Measures were to be compared.{self.compared.left_out}"
        m = self.compared.settings.n_permutations or PERMUTATIONS
        options = options_in_words(self.compared.settings)
        return (
            f"Each article has a value for each measure: {_value_in_words(self.features.what)}. "
            f"The averages were compared between {pairs_in_words(self.compared)}."
            f"{self.compared.left_out}{options} The 95% range of a difference follows Newcombe "
            "(1998, method 10) for shares of articles, and Welch's t for other means. p comes from "
            f"{m:,} permutations of {together(self.compared.settings)} (two-sided); q is the false "
            "discovery rate (Benjamini and Hochberg) over all comparisons. A difference "
            "shows that one side has more of something, not why."
        )

    def heading(self) -> str:
        """Return the title of the chart."""
        if not self.sides:
            return "There is nothing to compare"
        heading = self._heading_of_sides()
        names = self.numbers["feature"].unique()
        if len(names) == 1:
            heading += f" on {self.differences.spoken(names[0])}"
        return heading

    def _heading_of_sides(self) -> str:
        """Say which sides differ."""
        by = self.compared.by
        if not self.compared.is_pair:
            if self.found_none:
                return f"No {by} clearly differs from the rest"
            if self.numbers["p"].isna().all():
                return f"Each {by} compared with the rest"
            return f"How each {by} differs from the rest"
        a, b = self.sides[0]
        both = name_both(self.compared, a, b)
        if self.found_none:
            return f"No difference was found between {both}"
        if b == REST:
            return f"How {a} differs from {self.compared.others}"
        return f"How {both} differ"

    def axis(self) -> str:
        """Say what a step to the side is."""
        if self.in_points:
            return "difference of the means over articles, in percentage points"
        return "difference of the means over articles"

    @property
    def in_points(self) -> bool:
        """Whether each feature is a share, or 0 or 1 in each article."""
        return self.features.what.startswith(_SHARES)

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


def _value_in_words(what: str) -> str:
    """Return what the value of a feature is; of a yes or no, which is 1 and which is 0."""
    if what.startswith("whether "):
        return f"1 if {what.removeprefix('whether ')}, 0 if not"
    return what
