"""The result of measuring distances: pairs, their square, what makes a distance, and how it
changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.arrays import Longs
from mediakit.charts import Chart
from mediakit.checks import one_of, require_whole
from mediakit.context import Quotes
from mediakit.distances.drawing import LARGEST, draw_over_time, draw_together
from mediakit.distances.linkage import square_of
from mediakit.distances.metrics import METRICS
from mediakit.distances.sentences import distances_in_words, pairs_in_words, trends_in_words
from mediakit.distances.trend import trend_table
from mediakit.distances.vectors import Vectors
from mediakit.errors import UnknownValue
from mediakit.features import Features
from mediakit.results import Finding, Result, family_of_tests, source_line
from mediakit.uncertainty import MAX_Q, stable
from mediakit.wording import PERIOD_NOUNS, count_of, plural_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["COLUMNS", "Distances", "Measures"]

COLUMNS = "a b distance low high as_measured n_articles_a n_articles_b p q".split()


@dataclass(frozen=True)
class Measures:
    """How distances were measured, as `measure_distances` explains it; and what was left out, in
    words."""

    by: str
    metric: str
    freq: str | None
    min_articles: int
    n_permutations: int
    left_out: str


@dataclass(frozen=True, repr=False, eq=False)
class Distances(Result):
    """How far apart groups of articles are, pair by pair."""

    reads_words: ClassVar[bool] = True

    numbers: pd.DataFrame
    measures: Measures
    vectors: Vectors

    cannot_show: ClassVar[str] = "A distance between vocabularies says nothing of views."
    read_first: ClassVar[tuple[str, ...]] = ("a", "b", "date", "distance", "low", "high", "q")

    def answer(self) -> str:
        """Say in a sentence who is farthest apart and who is closest; over time, who is drawing
        closer and who is drifting apart."""
        if self.numbers.empty:
            return self.reason
        if self.measures.freq is not None:
            return trends_in_words(self.trend(), self.measures.by, self.measures.freq)
        distances = distances_in_words(self.numbers, self._metric_name, self._what)
        return f"{distances}{self._like_chance()}"

    def tests(self) -> pd.DataFrame:
        """Return what was tested: whether each pair is farther apart than chance alone puts it."""
        if self.measures.freq is not None:
            return super().tests()
        findings = []
        for row in self.numbers.itertuples():
            findings.append(f"in {self._what}, {row.a} and {row.b} differ")
        is_told = [True] * len(findings)
        return family_of_tests(self.example_keys(), findings, self.numbers, is_told)

    def findings_of(self, keys: Sequence[Any]) -> tuple[Finding, ...]:
        """Return in one sentence how many pairs differ, and how far apart the farthest are."""
        if self.measures.freq is not None:
            return super().findings_of(keys)
        differing = self.numbers[[key in keys for key in self.example_keys()]]
        said = pairs_in_words(differing, len(self.numbers), self.measures.by, self._what)
        return (self.finding(said, list(keys)),)

    @property
    def _what(self) -> str:
        """What the groups are far apart in."""
        if isinstance(self.vectors.counted, Features):
            return "what was measured"
        return "vocabulary"

    @property
    def _metric_name(self) -> str:
        return METRICS[self.measures.metric].name

    def _like_chance(self) -> str:
        """Say how many pairs may differ by chance alone."""
        n = int((self.numbers["q"] > MAX_Q).sum())
        if not n:
            return ""
        if len(self.numbers) == 1:
            return " That may be chance."
        which = f"{n:,} of the {len(self.numbers):,}"
        if n == len(self.numbers):
            which = f"all {n:,}"
        return f" For {which} pairs the distance may be chance."

    def table(self) -> pd.DataFrame:
        """Return a row a pair (and period), the farthest first.

        Columns: `date` (the first day of the period, with `freq`); `a`, `b`; `distance`, of equally
        long articles and less what two samples of this size differ by anyway, with `low` and `high`
        (95%); `as_measured`, of the articles as they are and with that; `n_articles_a`,
        `n_articles_b` (independent articles); `p`, how often chance alone puts the same articles as
        far apart; `q`, the false discovery rate over all pairs and periods.
        """
        return self.numbers.copy()

    def matrix(self) -> pd.DataFrame:
        """Return the distances as a square, groups in rows and columns; the mean over periods, if
        there are any."""
        return square_of(self.numbers).rename_axis(index=self.measures.by, columns=None)

    def terms(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        n: int = 10,
    ) -> pd.DataFrame:
        """Return the terms that contribute most to a distance.

        Parameters
        ----------
        a, b : str, optional
            Two groups; by default the first pair of the table.
        n : int, default 10
            How many terms.

        Returns
        -------
        DataFrame
            term, part (of the distance as measured, 0 to 1), more_in (the group that has more of
            it), n_articles_a, n_articles_b (independent articles that have it).
        """
        require_whole("n", n, least=1)
        if not self.example_keys():
            return pd.DataFrame(columns=["term", "part", "more_in", "n_articles_a", "n_articles_b"])
        if a is None or b is None:
            a, b = self.example_keys()[0]
        side_a = self.vectors.weighed(self.vectors.matrix[self._units(a)])
        side_b = self.vectors.weighed(self.vectors.matrix[self._units(b)])
        sum_a = np.asarray(side_a.sum(axis=0), dtype=float).ravel()
        sum_b = np.asarray(side_b.sum(axis=0), dtype=float).ravel()
        p = sum_a / max(sum_a.sum(), 1e-300)
        q = sum_b / max(sum_b.sum(), 1e-300)
        parts = METRICS[self.measures.metric].parts(p, q)
        order = np.lexsort([np.arange(len(parts)), -stable(parts)])[:n]
        columns = {
            "term": self.vectors.names[order].astype(str),
            "part": stable(parts[order] / parts.sum()),
            "more_in": np.where(p[order] > q[order], a, b),
            "n_articles_a": np.asarray((side_a > 0).sum(axis=0)).ravel()[order],
            "n_articles_b": np.asarray((side_b > 0).sum(axis=0)).ravel()[order],
        }
        return pd.DataFrame(columns)

    def _units(self, name: str) -> Longs:
        one_of("group", name, sorted({*self.numbers["a"], *self.numbers["b"]}))
        return np.flatnonzero((self.evidence.unit_labels["group"] == name).to_numpy(dtype=bool))

    def trend(self) -> pd.DataFrame:
        """Return for each pair whether it draws together or apart, by its distances over the
        periods.

        Returns
        -------
        DataFrame
            a, b, change (of the distance from one period to the next: below 0 is drawing together),
            low, high (95%), n_periods, p, q (Benjamini and Hochberg over all pairs). Least squares
            over the periods, each weighing by the articles of its smaller side, with Student's t; a
            pair of fewer than four periods has no range.

        Raises
        ------
        UnknownValue
            If the distances are not by date.
        """
        if self.measures.freq is None:
            raise UnknownValue("These distances are not by date: measure them with freq=.")
        return trend_table(self.numbers, self.measures.freq)

    def example_keys(self) -> list[Any]:
        """Return the pairs, in the order of the table."""
        return list(dict.fromkeys(zip(self.numbers["a"], self.numbers["b"], strict=True)))

    def examples(
        self,
        key: tuple[str, str] | None = None,
        *,
        n: int = 3,
        term: str | None = None,
    ) -> Quotes:
        """Return sentences of both groups with the term that contributes most to their distance, or
        with another.

        Parameters
        ----------
        key : (str, str), optional
            Two groups; by default the first of the table.
        n : int, default 3
            Articles a group.
        term : str, optional
            One of `terms(a, b)`.
        """
        if not self.example_keys():
            raise UnknownValue(self.answer())
        if isinstance(key, str):
            raise UnknownValue(
                f"examples() takes a pair such as {self.example_keys()[0]!r}; a word goes into "
                "term=."
            )
        a, b = key or self.example_keys()[0]
        if term is None:
            term = str(self.terms(a, b, n=1)["term"].iloc[0])
        one_of("term", term, self.vectors.names)
        parts = [self._quote(name, term, n).table() for name in (a, b)]
        filled = [part for part in parts if len(part)]
        return Quotes(pd.concat(filled or parts[:1], ignore_index=True))

    def _quote(
        self,
        name: str,
        term: str,
        n: int,
    ) -> Quotes:
        """Return sentences with a term, or the evidence for a feature, from one group."""
        counted = self.vectors.counted
        of_group = (self.evidence.labels["group"] == name).to_numpy()
        if isinstance(counted, Features):
            return counted.examples(self.evidence.articles(of_group), term, n=n, group=name)
        ids = self.evidence.article_ids[of_group]
        return counted.examples_among(ids, term, n=n, group=name)

    def method(self) -> str:
        """Say what was measured, and how."""
        counted, how = self.vectors.counted, self.measures
        n = len(self.vectors.names)
        over = ""
        if how.freq is not None:
            over = f" in each {PERIOD_NOUNS[how.freq]}"
        groups = plural_of(how.by)
        between = f"between each pair of {groups}{over}"
        thinned = ""
        if isinstance(counted, Features):
            what = f"{count_of(n, 'measure')} ({counted.what})."
        else:
            if how.metric == "cosine":
                between = f"between the mean TF-IDF vectors of each pair of {groups}{over}"
            what = self._words()
            thinned = (
                f" Words are dropped at random until both {groups} have the same number of words."
            )
        return (
            f"The {self._metric_name} was measured {between}, over {what}{how.left_out}{thinned} "
            "The distance that samples of this size would show by chance alone is subtracted "
            "(calibrated by permuted articles). The 95% range is "
            "computed over articles and allows for an error of 10% in this correction, so it may "
            f"begin at 0 even if p is small. p comes from {how.n_permutations:,} permutations of "
            "articles; q is the false discovery rate (Benjamini and Hochberg). A distance says "
            "how much two groups differ, not in what."
        )

    def _words(self) -> str:
        """Say which words were counted."""
        return (
            f"{len(self.vectors.names):,} words: those that occur in at least "
            f"{count_of(self.measures.min_articles, 'article')}. In a different set "
            "of articles, the same pair would have a different distance."
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        kind: str = "tree",
        groups: str | Sequence[str] | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the groups as a tree, or all pairs as a square; over time, a line a pair.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        kind : {'tree', 'square'}
            What to draw of distances that are not by date.
        groups : sequence of str, optional
            The groups to draw, two or more; by default the largest, 40 in a tree and 20 in a
            square.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        one_of("kind", kind, LARGEST)
        chart = self._chart(kind, groups)
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=True)

    def _chart(self, kind: str, groups: str | Sequence[str] | None) -> Chart:
        how, counted = self.measures, self.vectors.counted
        source = source_line(self.evidence, self.numbers.drop(columns=["low", "high"]))
        if isinstance(counted, Features):
            source = f"Measured by {counted.what}. {source}"
        over = ""
        if how.freq is not None:
            over = f", by {PERIOD_NOUNS[how.freq]}"
        heading = f"How far apart the {plural_of(how.by)} are in {self._what}{over}"
        if how.freq is not None:
            return draw_over_time(
                self.numbers,
                how.freq,
                groups=groups,
                noun=how.by,
                axis=self._metric_name,
                title=heading,
                source=f"{source} Bands show 95% ranges.",
                reason=self.reason,
            )
        return draw_together(
            self.numbers,
            kind,
            groups=groups,
            noun=how.by,
            axis=self._metric_name,
            title=heading,
            source=source + self._like_chance(),
            reason=self.reason,
        )
