"""Measure how far apart outlets, or other groups, are as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse, stats

from mediakit.arrays import Flags, Floats, Longs
from mediakit.checks import as_list, one_of, require_columns, require_whole
from mediakit.distances.metrics import METRICS, Metric
from mediakit.distances.result import COLUMNS, Distances, Measures
from mediakit.distances.vectors import Vectors, vectors_of
from mediakit.features import left_out_note, names_of
from mediakit.independence import Evidence, gather_evidence, of_origin
from mediakit.periods import period_start, require_freq
from mediakit.terms import FeatureSource, measure_articles
from mediakit.tokens import FIELDS, add_to_list
from mediakit.uncertainty import LEVEL, Design, Draws, discovery_rates, permuted_labels, stable
from mediakit.wording import PERIOD_NOUNS, capitalised, choose, count_of, plural_of

__all__ = ["measure_distances"]

#: A group of fewer independent articles is no picture of an outlet.
MIN_GROUP = 10

_TOO_FEW = (
    f"A distance needs at least two groups, each with at least {MIN_GROUP} independent articles."
)

#: So many permuted pairs tell how far the estimate of the bias falls short.
_CALIBRATED = 10

#: The bias is known to about a tenth (one standard error): so far off it was in four corpora,
#: either way.
_BIAS_KNOWN_TO = 0.1


def measure_distances(
    articles: pd.DataFrame,
    by: str = "outlet",
    *,
    metric: str = "jensen-shannon",
    features: FeatureSource | None = None,
    freq: str | None = None,
    fields: str | Sequence[str] = FIELDS,
    stop_words: str | Iterable[str | None] | None = "english",
    min_articles: int | None = None,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
    n_permutations: int = 199,
    random_state: int = 0,
) -> Distances:
    """Measure how far apart outlets are in their words, topics or frames, each pair with a range.

    Two samples of one outlet are never quite alike, and small ones, or ones of short articles, are
    far apart. So words are left out at random until the articles of both are equally long, and the
    distance that samples of this size have by chance is subtracted: outlets with few or short
    articles do not look far from all others.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    by : str, default 'outlet'
        The column whose values are the groups; those of fewer than 10 independent articles are left
        out.
    metric : {'jensen-shannon', 'cosine'}
        The Jensen-Shannon distance of the uses of words (the root of the divergence in bits: 0 the
        same, 1 no word in common), or 1 less the cosine of the mean TF-IDF vectors (0 the same
        direction, 1 no word in common).
    features : TermMatrix, result, DataFrame or dict of str, optional
        What to measure by instead of single words, as `compare` explains; numbers not below 0.
    freq : {'D', 'W', 'M', 'Q', 'Y'}, optional
        Measure in each period, to see whether groups draw together or apart.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : str, iterable of str, or None
        Words to leave out: a list of mediakit's own, such as 'english' or 'german', or several
        lists and words. ["mr"] is the English list and one word more, [None, "mr"] that word
        alone.
    min_articles : int, optional
        Words in fewer articles are left out, since no two samples have the same rare words; by
        default in fewer than 1% of them, and in fewer than 5.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a group, each, or (with 'weight') as one unit.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.
    n_permutations : int, default 199
        Permutations of whole articles behind p.
    random_state : int, default 0
        The seed of the permutations.

    Returns
    -------
    Distances
        `table()` has a row a pair (and period), `matrix()` the same as a square, `terms(a, b)` the
        words that make the distance.

    Raises
    ------
    ColumnMissing
        If a column is not there.
    UnknownValue
        If an option is none of those named, or a feature is below 0.

    References
    ----------
    Lin (1991), doi:10.1109/18.61115. docs/methods.md has formulas, ranges and their error rates.

    Examples
    --------
    >>> import mediakit as mk
    >>> distances = mk.measure_distances(mk.load_demo_articles())
    >>> distances.table()[["a", "b"]].iloc[0].tolist()
    ['dailylantern.example', 'northernledger.example']
    """
    articles = of_origin(articles, origin)
    one_of("metric", metric, METRICS)
    if min_articles is None:
        min_articles = max(5, len(articles) // 100)
    require_whole("min_articles", min_articles, least=1)
    require_whole("n_permutations", n_permutations, least=1)
    require_whole("random_state", random_state, least=0)
    labels, left_out = _labels(articles, by, freq)
    known = labels.notna().all(axis=1).to_numpy()
    measured = measure_articles(
        articles,
        known,
        features=features,
        fields=tuple(as_list(fields)),
        stop_words=add_to_list(stop_words),
    )
    evidence = gather_evidence(articles, labels=labels, kept=measured.known, reprints=reprints)
    vectors = vectors_of(measured.counts, evidence, metric, min_articles)
    groups = _groups(evidence, np.asarray(vectors.matrix.sum(axis=1)).ravel() > 0)
    draws = Draws(n_permutations, random_state)
    test = _Test(vectors, evidence, METRICS[metric], draws)
    numbers = _farthest_first(test.all_pairs(groups), freq)
    left_out += measured.left_out + _too_small(evidence, groups, by, freq)
    how = Measures(by, metric, freq, min_articles, n_permutations, left_out)
    return Distances(evidence, "" if len(numbers) else _TOO_FEW, numbers, how, vectors)


def _labels(
    articles: pd.DataFrame,
    by: str,
    freq: str | None,
) -> tuple[pd.DataFrame, str]:
    """Return the group of each row, and its period; in words, how many rows have none."""
    columns = [by]
    if freq is not None:
        require_freq(freq)
        columns.append("date")
    require_columns(articles, columns)
    notes = [left_out_note(int(articles[name].isna().sum()), name) for name in columns]
    labels = pd.DataFrame({"group": names_of(articles[by]).reset_index(drop=True)})
    if freq is not None:
        period = period_start(articles["date"], freq).reset_index(drop=True)
        labels = labels.assign(date=period)
    return labels, "".join(notes)


def _groups(evidence: Evidence, has_words: Flags) -> dict[object, dict[str, Longs]]:
    """Return for each period the units of each group that has enough of them with a word in it.

    Without periods all units are of one, which is called None.
    """
    labels = evidence.unit_labels
    periods: list[tuple[object, pd.Series]] = [(None, labels["group"])]
    if "date" in labels.columns:
        periods = list(labels.groupby("date", sort=True)["group"])
    groups: dict[object, dict[str, Longs]] = {}
    for date, names in periods:
        for name in sorted(names.unique()):
            places = names.index[names == name].to_numpy(dtype=np.int64)
            places = places[has_words[places]]
            if len(places) >= MIN_GROUP:
                groups.setdefault(date, {})[name] = places
    return groups


def _too_small(
    evidence: Evidence,
    groups: dict[object, dict[str, Longs]],
    by: str,
    freq: str | None,
) -> str:
    """Say how many groups, in how many periods, had too few articles."""
    n_groups = len(evidence.labels.drop_duplicates())
    n = n_groups - sum(len(sides) for sides in groups.values())
    if not n:
        return ""
    few = f"fewer than {MIN_GROUP} independent articles"
    if freq is not None:
        return (
            f" {capitalised(plural_of(by))} were left out of {plural_of(PERIOD_NOUNS[freq])} in "
            f"which they had {few} ({count_of(n, 'case')})."
        )
    return f" {count_of(n, by)} with {few} {choose(n, 'was', 'were')} left out."


@dataclass(frozen=True, eq=False)
class _Test:
    """Measures a pair of groups: the distance, its range, and p by permuted articles."""

    vectors: Vectors
    evidence: Evidence
    metric: Metric
    draws: Draws

    def all_pairs(self, groups: dict[object, dict[str, Longs]]) -> pd.DataFrame:
        """Return a row for each pair of groups in each period."""
        rows = []
        for date, sides in groups.items():
            pairs = list(combinations(sorted(sides), 2))
            # Pairs of as many articles, one after the other, share what chance draws for them.
            pairs.sort(key=lambda pair: len(sides[pair[0]]) + len(sides[pair[1]]))
            rows += [(date, *self.pair(sides, a, b)) for a, b in pairs]
        return pd.DataFrame(rows, columns=["date", *COLUMNS[:-1]])

    def pair(
        self,
        groups: dict[str, Longs],
        a: str,
        b: str,
    ) -> tuple[object, ...]:
        """Return the row of a pair: all of `COLUMNS` but q."""
        rows_a, rows_b = groups[a], groups[b]
        equal_a, equal_b = self.vectors.equally_long(rows_a, rows_b, self.draws.random_state)
        side_a, side_b = self.vectors.weighed(equal_a), self.vectors.weighed(equal_b)
        raw = self.metric.measure(side_a, side_b)
        chance, calibration = self._by_chance(side_a, side_b, rows_a, rows_b)
        bias = calibration * raw.bias
        distance = raw.measured - bias
        # Near 0 the first order says nothing: there the spread of what chance alone gives is the
        # larger part.
        variance = raw.variance + chance.var() + (_BIAS_KNOWN_TO * bias) ** 2
        half = stats.norm.ppf((1 + LEVEL) / 2) * np.sqrt(variance)
        p = (1 + (chance >= raw.measured - 1e-12).sum()) / (1 + len(chance))
        shown = self.metric.shown(distance)
        if not np.isfinite(shown) or not self._p_holds(rows_a, rows_b):
            p = np.nan
        return (
            a,
            b,
            shown,
            self.metric.shown(distance - half),
            # A distance is not below 0, however far below chance puts its estimate: the range ends
            # above 0.
            self.metric.shown(max(distance, 0.0) + half),
            self.metric.shown(self._as_measured(rows_a, rows_b)),
            len(rows_a),
            len(rows_b),
            p,
        )

    def _as_measured(self, rows_a: Longs, rows_b: Longs) -> float:
        """Return the distance of the articles as they are."""
        vectors = self.vectors
        side_a = vectors.weighed(vectors.matrix[rows_a])
        side_b = vectors.weighed(vectors.matrix[rows_b])
        return self.metric.measure(side_a, side_b).measured

    def _by_chance(
        self,
        side_a: sparse.csr_array,
        side_b: sparse.csr_array,
        rows_a: Longs,
        rows_b: Longs,
    ) -> tuple[Floats, float]:
        """Return the distances of permuted sides, and by how much the estimate of their bias falls
        short.

        Permuted sides differ by chance alone: their mean distance is all bias.
        """
        rows = np.concatenate([rows_a, rows_b])
        texts = self.evidence.texts[self.evidence.unit_rows][rows]
        design = Design(
            np.ones(len(rows)),
            np.arange(len(rows)) < len(rows_a),
            texts,
            np.zeros(len(rows), dtype=np.int64),
        )
        labels = [block.T for block in permuted_labels(design, self.draws)]
        matrix = sparse.vstack([side_a, side_b], format="csr")
        chance = self.metric.permuted(matrix, labels)
        bias = float(self.metric.biases(matrix, labels[0][:, :_CALIBRATED]).mean())
        if bias <= 0:
            return chance, 1.0
        return chance, float(chance.mean()) / bias

    def _p_holds(self, rows_a: Longs, rows_b: Longs) -> bool:
        """Say whether the articles of two groups are about as long: otherwise p of the cosine is
        too small."""
        if self.vectors.idf is None:
            return True
        mean_a = float(self.vectors.matrix[rows_a].sum()) / len(rows_a)
        mean_b = float(self.vectors.matrix[rows_b].sum()) / len(rows_b)
        return max(mean_a, mean_b) < 1.5 * min(mean_a, mean_b)


def _farthest_first(numbers: pd.DataFrame, freq: str | None) -> pd.DataFrame:
    """Return the pairs with q, the farthest first; in order of time if there are periods."""
    rounded = {
        name: stable(numbers[name]) for name in ("distance", "low", "high", "as_measured", "p")
    }
    q = stable(discovery_rates(numbers["p"]))
    numbers = numbers.assign(q=q, **rounded)
    keys, ascending, columns = ["distance", "a", "b"], [False, True, True], COLUMNS
    if freq is not None:
        keys, ascending, columns = ["date", *keys], [True, *ascending], ["date", *COLUMNS]
    return numbers.sort_values(keys, ascending=ascending, ignore_index=True)[columns]
