"""The result of measuring distances: pairs, their square, what makes a distance, and how it
changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.arrays import Longs
from mediakit.charts import Chart
from mediakit.checks import one_of, require_whole
from mediakit.context import Quotes
from mediakit.distances.drawing import LARGEST, draw_over_time, draw_together
from mediakit.distances.linkage import square_of
from mediakit.distances.metrics import METRICS
from mediakit.distances.trend import trend_table
from mediakit.distances.vectors import Vectors
from mediakit.errors import UnknownValue
from mediakit.features import Features
from mediakit.results import Result, source_line
from mediakit.uncertainty import stable
from mediakit.wording import PERIOD_NOUNS, choose, count_of, join_names

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

    numbers: pd.DataFrame
    measures: Measures
    vectors: Vectors

    def answer(self) -> str:
        """Say in a sentence who is farthest apart and who is nearest; over time, who draws together
        or apart."""
        if self.numbers.empty:
            return self.reason
        if self.measures.freq is not None:
            return self._answer_over_time(self.measures.freq)
        farthest, nearest = self.numbers.iloc[0], self.numbers.iloc[-1]
        if len(self.numbers) == 1:
            bounds = f"95% range {farthest['low']:.2f} to {farthest['high']:.2f}"
            return (
                f"{farthest['a']} and {farthest['b']} are {farthest['distance']:.2f} apart "
                f"({self._metric_name}; {bounds}).{self._like_chance()}"
            )
        n_tied = int((self.numbers["distance"] == nearest["distance"]).sum()) - 1
        ties = ""
        if n_tied:
            ties = f", as near as {count_of(n_tied, 'other pair')}"
        return (
            f"{_pair_in_words(farthest)} are farthest apart; {_pair_in_words(nearest)} are "
            f"nearest{ties}.{self._like_chance()}"
        )

    @property
    def _metric_name(self) -> str:
        return METRICS[self.measures.metric].name

    def _like_chance(self) -> str:
        """Say how many pairs may differ by chance alone."""
        n = int((self.numbers["q"] > 0.05).sum())
        if not n:
            return ""
        if len(self.numbers) == 1:
            return " That may be chance."
        which = f"{n:,} of the {len(self.numbers):,}"
        if n == len(self.numbers):
            which = f"all {n:,}"
        return f" For {which} pairs the distance may be chance."

    def _answer_over_time(self, freq: str) -> str:
        trend = self.trend()
        if trend["low"].isna().all():
            return "There are too few periods to say who draws together or apart: four are needed."
        n_tested = int(trend["p"].notna().sum())
        found = trend[trend["q"] <= 0.05]
        pairs = count_of(n_tested, "pair")
        if found.empty:
            which = f"None of the {pairs} with enough periods is"
            if n_tested == 1:
                which = "The only pair with enough periods is not"
            return f"{which} seen to draw together or apart (false discovery rate 5%)."
        sentences = []
        for rows, direction in (
            (found[found["change"] < 0], "together"),
            (found[found["change"] > 0], "apart"),
        ):
            if len(rows):
                sentences.append(_draw_in_words(rows, direction, n_tested, PERIOD_NOUNS[freq]))
        return " ".join(sentences)

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
        what = (
            f"{n:,} features ({counted.what})" if isinstance(counted, Features) else self._words()
        )
        thinned = ""
        if not isinstance(counted, Features):
            thinned = " Words are left out at random until the articles of a pair are equally long."
        return (
            f"The {self._metric_name} of each pair by {how.by}{over}, over "
            f"{what}.{how.left_out}{thinned} The distance that samples of this size have by chance "
            "is subtracted (delta method or jackknife, calibrated by permuted articles). The 95% "
            "range is over articles, and allows for a tenth of error in this correction, so it "
            f"may begin at 0 although p is small (from {how.n_permutations:,} permutations of "
            "articles); q is the false discovery rate (Benjamini and Hochberg). A distance says "
            "how much two groups differ, not in what: see terms(a, b)."
        )

    def _words(self) -> str:
        what = f"{len(self.vectors.names):,} words"
        if self.measures.metric == "cosine":
            what += ", as mean TF-IDF vectors"
        return (
            f"{what} (those in at least {self.measures.min_articles} of all articles given: with "
            "other articles a pair has another distance)"
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
        return chart.with_(title=title, subtitle=subtitle, source=source, size=size).on(ax)

    def _chart(self, kind: str, groups: str | Sequence[str] | None) -> Chart:
        how, counted = self.measures, self.vectors.counted
        source = source_line(self.evidence, self.numbers)
        what = "words"
        if isinstance(counted, Features):
            what = count_of(len(self.vectors.names), "feature")
            source = f"Measured by {counted.what}. {source}"
        over = ""
        if how.freq is not None:
            over = f" and {PERIOD_NOUNS[how.freq]}"
        heading = f"How far apart they are in their {what}, by {how.by}{over}"
        if how.freq is not None:
            return draw_over_time(
                self.numbers,
                how.freq,
                groups=groups,
                axis=self._metric_name,
                title=heading,
                source=source,
                reason=self.reason,
            )
        return draw_together(
            self.numbers,
            kind,
            groups=groups,
            axis=self._metric_name,
            title=heading,
            source=source.replace(" Bars and bands show 95% ranges.", "") + self._like_chance(),
            reason=self.reason,
        )


def _pair_in_words(row: pd.Series) -> str:
    numbers = f"{row['distance']:.2f}; 95% range {row['low']:.2f} to {row['high']:.2f}"
    return f"{row['a']} and {row['b']} ({numbers})"


def _draw_in_words(rows: pd.DataFrame, direction: str, n_tested: int, noun: str) -> str:
    """Say which pairs draw together, or apart."""
    details = []
    for row in rows.head(3).to_dict("records"):
        bounds = f"95% range {row['low']:+.3f} to {row['high']:+.3f}"
        details.append(f"{row['a']} and {row['b']} ({row['change']:+.3f} per {noun}; {bounds})")
    which = f"{len(rows):,} of the {count_of(n_tested, 'pair')}"
    if n_tested == 1:
        which = "The only pair"
    verb = choose(len(rows), "draws", "draw")
    return f"{which} with enough periods {verb} {direction}: {join_names(details)}."
