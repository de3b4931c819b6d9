"""The result of measuring distances: pairs, their square, the terms that make a distance, and its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from mediakit.charts import Chart, line_chart, note_chart, square_chart, tree_chart
from mediakit.checks import one_of, require_whole
from mediakit.comparing.apart import METRICS
from mediakit.comparing.features import Features
from mediakit.comparing.linkage import join_groups, nearest_together, square_of
from mediakit.comparing.pairs import SIDE
from mediakit.comparing.settings import Settings
from mediakit.comparing.vectors import Vectors
from mediakit.context import Quotes
from mediakit.errors import UnknownValue
from mediakit.periods import FREQUENCIES
from mediakit.results import Result, source_line
from mediakit.uncertainty import LEVEL, discovery_rates, stable
from mediakit.wording import PERIOD_NOUNS as PERIODS
from mediakit.wording import count_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["COLUMNS", "Distances"]

COLUMNS = "a b distance low high as_measured n_articles_a n_articles_b p q".split()

#: So many groups fit into one tree or one square, and so many pairs into small multiples.
_GROUPS, _PAIRS = {"tree": 40, "square": 20}, 6


@dataclass(frozen=True, repr=False)
class Distances(Result):
    """How far apart groups of articles are, pair by pair."""

    numbers: pd.DataFrame
    by: str
    metric: str
    freq: str | None
    set_aside: str
    vectors: Vectors
    settings: Settings

    def table(self) -> pd.DataFrame:
        """Return a row a pair (and period), the farthest first.

        Columns: `date` (the first day of the period, with `freq`); `a`, `b`; `distance`, of equally long articles and
        freed of what two samples of this size differ by anyway, with `low` and `high` (95 %); `as_measured`, of the
        articles as they are and with it; `n_articles_a`,
        `n_articles_b` (independent articles); `p`, how often chance alone puts the same articles as far apart; `q`,
        the false discovery rate over all pairs and periods.
        """
        return self.numbers.copy()

    def matrix(self) -> pd.DataFrame:
        """Return the distances as a square, groups in rows and columns; the mean over periods, where there are some."""
        return square_of(self.numbers).rename_axis(index=self.by, columns=None)

    def terms(self, a: str | None = None, b: str | None = None, *, n: int = 10) -> pd.DataFrame:
        """Return the terms that make most of a distance.

        Parameters
        ----------
        a, b : str, optional
            Two groups; by default the first pair of the table.
        n : int, default 10
            How many terms.

        Returns
        -------
        DataFrame
            term, part (of the distance as measured, 0 to 1), more_in (the group that has more of it), n_articles_a,
            n_articles_b (independent articles that have it).
        """
        require_whole("n", n, least=1)
        if not self.example_keys():
            return pd.DataFrame(columns=["term", "part", "more_in", "n_articles_a", "n_articles_b"])
        a, b = self.example_keys()[0] if a is None or b is None else (a, b)
        here = [self._units(name) for name in (a, b)]
        sides = [self.vectors.weighed(self.vectors.matrix[rows]) for rows in here]
        sums = [np.asarray(side.sum(axis=0), dtype=float).ravel() for side in sides]
        p, q = (total / max(total.sum(), 1e-300) for total in sums)
        parts = METRICS[self.metric].parts(p, q)
        order = np.lexsort([np.arange(len(parts)), -stable(parts)])[:n]
        with_term = [np.asarray((side > 0).sum(axis=0)).ravel()[order] for side in sides]
        table = pd.DataFrame(
            {
                "term": self.vectors.names[order].astype(str),
                "part": stable(parts[order] / parts.sum()),
            }
        )
        more = np.where(p[order] > q[order], a, b)
        return table.assign(more_in=more, n_articles_a=with_term[0], n_articles_b=with_term[1])

    def trend(self) -> pd.DataFrame:
        """Return for each pair whether it draws together or apart, by its distances over the periods.

        Returns
        -------
        DataFrame
            a, b, change (of the distance from one period to the next: below 0 is drawing together), low, high (95 %),
            n_periods, p, q (Benjamini and Hochberg over all pairs). Least squares over the periods, each weighing by
            the articles of its smaller side, with Student's t; a pair of fewer than four periods has no range.
        """
        if self.freq is None:
            raise UnknownValue("These distances are not by date: measure them with freq=.")
        rows = [
            (a, b, *_slope(part, self.freq))
            for (a, b), part in self.numbers.groupby(["a", "b"], sort=True)
        ]
        table = pd.DataFrame(rows, columns=["a", "b", "change", "low", "high", "n_periods", "p"])
        return table.assign(q=stable(discovery_rates(table["p"])))

    def example_keys(self) -> list[Any]:
        """Return the pairs, in the order of the table."""
        return list(dict.fromkeys(zip(self.numbers["a"], self.numbers["b"], strict=True)))

    def examples(
        self, pair: tuple[str, str] | None = None, *, term: str | None = None, n: int = 3
    ) -> Quotes:
        """Return sentences of both groups with the term that makes most of their distance, or with another one.

        Parameters
        ----------
        pair : (str, str), optional
            Two groups; by default the first of the table.
        term : str, optional
            One of `terms(a, b)`.
        n : int, default 3
            Articles a group.
        """
        if not self.example_keys():
            raise UnknownValue(self.answer())
        if isinstance(pair, str):
            raise UnknownValue(
                f"examples() takes a pair such as {self.example_keys()[0]!r}; a word goes into term=."
            )
        a, b = self.example_keys()[0] if pair is None else pair
        term = str(self.terms(a, b, n=1)["term"].iloc[0]) if term is None else term
        one_of("term", term, self.vectors.names)
        rows = self.evidence.rows
        parts = [
            self.vectors.quote(rows.loc[rows[SIDE] == name], term, n, name).table()
            for name in (a, b)
        ]
        return Quotes(
            pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
        )

    def method(self) -> str:
        """Say what was measured, and how."""
        metric = METRICS[self.metric]
        what, least = f"{len(self.vectors.names):,} words", self.settings.min_articles
        what += ", as mean TF-IDF vectors" if self.metric == "cosine" else ""
        what += f" (those in at least {least} of all articles given: with other articles a pair has another distance)"
        long = " Words are left out at random until the articles of a pair are equally long."
        if isinstance(self.vectors.counted, Features):
            what, long = f"{len(self.vectors.names):,} features ({self.vectors.counted.what})", ""
        over = f" in each {PERIODS[self.freq]}" if self.freq else ""
        m = self.settings.n_permutations
        return (
            f"The {metric.name} of each pair by {self.by}{over}, over {what}.{self.set_aside}{long} What samples of "
            "this size differ by anyway is taken off (delta method or jackknife, calibrated by permuted articles). The "
            "95 % range is over articles, and holds that this correction may be off by a tenth: it may begin at 0 "
            f"where p is small (from {m} permutations of articles); q is the false discovery rate (Benjamini and "
            "Hochberg). A distance says how much, not in what: see terms(a, b)."
        )

    def plot(self, ax: Axes | None = None, *, kind: str = "tree") -> Chart:
        """Draw the groups as a tree, or with kind='square' all pairs as a square; over time, a line a pair."""
        one_of("kind", kind, _GROUPS)
        name = METRICS[self.metric].name
        source, counted = source_line(self.evidence, self.numbers), self.vectors.counted
        what = "their words"
        if isinstance(counted, Features):
            what, source = (
                count_of(len(self.vectors.names), "feature"),
                f"Measured by {counted.what}. {source}",
            )
        title = f"How far apart they are in {what}, by {self.by}{f' and {PERIODS[self.freq]}' if self.freq else ''}"
        reason = self.reason
        if self.freq is not None and self.numbers["date"].nunique() == 1:
            reason = f"All distances are of one {PERIODS[self.freq]}: there is no course over time to show."
        if reason:
            return note_chart(title, reason, source).on(ax)
        if self.freq is not None:
            return self._over_time(name, title, source).on(ax)
        sizes = pd.concat(
            [self.numbers[[x, f"n_articles_{x}"]].set_axis(["name", "n"], axis=1) for x in "ab"]
        )
        sizes = sizes.drop_duplicates().sort_values(["n", "name"], ascending=[False, True])
        shown = set(sizes["name"].head(_GROUPS[kind]))
        if len(sizes) > len(shown):
            source = f"The {len(shown)} largest of {len(sizes)} groups. " + source
        data = self.numbers.loc[self.numbers["a"].isin(shown) & self.numbers["b"].isin(shown)]
        data = data[["a", "b", "distance", "low", "high"]]
        source = source.replace(" Bars and bands: 95 % ranges.", "") + self._alike()
        words = {"axis": name, "title": title, "source": source}
        square = square_of(data)
        if kind == "square":
            return square_chart(data, square=nearest_together(square), **words).on(ax)
        names = [str(group) for group in square.index]
        return tree_chart(data, names=names, joins=join_groups(square), **words).on(ax)

    def _over_time(self, name: str, title: str, source: str) -> Chart:
        pairs = self.numbers.assign(pair=self.numbers["a"] + " and " + self.numbers["b"])
        size = (
            pairs.assign(n=pairs[["n_articles_a", "n_articles_b"]].min(axis=1))
            .groupby("pair")["n"]
            .sum()
        )
        largest = (
            size.reset_index()
            .sort_values(["n", "pair"], ascending=[False, True])["pair"]
            .head(_PAIRS)
            .tolist()
        )
        if len(size) > len(largest):
            source = f"The {len(largest)} pairs with the most articles of {len(size)}. " + source
        periods = pd.period_range(
            pairs["date"].min(), pairs["date"].max(), freq=FREQUENCIES[str(self.freq)]
        )
        grid = pd.MultiIndex.from_product(
            [largest, periods.start_time.astype("datetime64[us]")], names=["pair", "date"]
        )
        shown = pairs.set_index(["pair", "date"])[["distance", "low", "high"]]
        data = shown.reindex(
            grid
        ).reset_index()  # a period in which a pair was not measured is a gap
        words = {"axis": name, "freq": str(self.freq), "title": title, "source": source}
        words["source"] += " Gaps: too few articles." if data["distance"].isna().any() else ""
        return line_chart(data, value="distance", panel="pair", events=None, **words)

    def answer(self) -> str:
        """Say in a sentence who are farthest apart and who are nearest; over time, who draws together or apart."""
        if self.numbers.empty:
            return self.reason
        if self.freq is not None:
            return self._answer_over_time()
        top, last = self.numbers.iloc[0], self.numbers.iloc[-1]
        said = f"Farthest apart are {_pair_in_words(top)}"
        if len(self.numbers) == 1:
            said = f"{top['a']} and {top['b']} are {top['distance']:.2f} apart ({top['low']:.2f} to {top['high']:.2f})"
        else:
            tied = int((self.numbers["distance"] == last["distance"]).sum()) - 1
            said += f"; nearest are {_pair_in_words(last)}"
            said += f", and {count_of(tied, 'other pair')} as near" if tied else ""
        return f"{said}.{self._alike()}"

    def _alike(self) -> str:
        """Say how many pairs may differ by chance alone."""
        n = int((self.numbers["q"] > 0.05).sum())
        return (
            f" {n} of {count_of(len(self.numbers), 'pair')} cannot be told apart from chance."
            if n
            else ""
        )

    def _answer_over_time(self) -> str:
        trend = self.trend()
        if trend["low"].isna().all():
            return "Too few periods to say who draws together or apart: four are needed."
        tested, found = trend["p"].notna().sum(), trend["q"] <= 0.05
        together, apart = (
            trend.loc[found & (trend["change"] < 0)],
            trend.loc[found & (trend["change"] > 0)],
        )
        if together.empty and apart.empty:
            n = count_of(int(tested), "pair")
            return f"Of {n} with enough periods none is seen to draw together or apart (false discovery rate 5 %)."
        said = [
            f"{row.a} and {row.b} draw {word} ({row.change:+.3f} a {PERIODS[str(self.freq)]}; 95 % range "
            f"{row.low:+.3f} to {row.high:+.3f})"
            for word, rows in (("together", together), ("apart", apart))
            for row in rows.head(3).itertuples()
        ]
        n = f"Of {count_of(int(tested), 'pair')} {len(together)} draw together and {len(apart)} apart"
        return f"{n}: {'; '.join(said)}."

    def _units(self, name: str) -> npt.NDArray[np.int64]:
        units = self.evidence.articles.iloc[self.evidence.unit_rows]
        one_of("group", name, sorted({*self.numbers["a"], *self.numbers["b"]}))
        return np.flatnonzero((units[SIDE] == name).to_numpy())


def _pair_in_words(row: pd.Series) -> str:
    return f"{row['a']} and {row['b']} ({row['distance']:.2f}; 95 % range {row['low']:.2f} to {row['high']:.2f})"


def _slope(part: pd.DataFrame, freq: str) -> tuple[float, float, float, int, float]:
    """Return the change from a period to the next by weighted least squares, its range, how many, and p."""
    n = len(part)
    if n < 2:
        return np.nan, np.nan, np.nan, n, np.nan
    times = part["date"].dt.to_period(FREQUENCIES[freq]).astype("int64").to_numpy(dtype=float)
    weights = part[["n_articles_a", "n_articles_b"]].min(axis=1).to_numpy(dtype=float)
    distance = part["distance"].to_numpy(dtype=float)
    middle, level = np.average(times, weights=weights), np.average(distance, weights=weights)
    spread = float(weights @ (times - middle) ** 2)
    slope = float(weights @ ((times - middle) * (distance - level))) / spread
    if n < 4:
        return float(stable(slope)), np.nan, np.nan, n, np.nan
    residual = distance - level - slope * (times - middle)
    error = np.sqrt(float(weights @ residual**2) / (n - 2) / spread)
    if error < 1e-12:  # periods all alike say nothing of how far others would differ
        return float(stable(slope)), np.nan, np.nan, n, np.nan
    half, p = stats.t.ppf((1 + LEVEL) / 2, n - 2) * error, 2 * stats.t.sf(abs(slope) / error, n - 2)
    return (
        float(stable(slope)),
        float(stable(slope - half)),
        float(stable(slope + half)),
        n,
        float(stable(p)),
    )
