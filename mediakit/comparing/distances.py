"""How far apart outlets, or other groups, are as a whole; and whether they draw together or apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse, stats

from mediakit.checks import one_of, require_columns
from mediakit.comparing.apart import METRICS, Metric
from mediakit.comparing.distance_result import COLUMNS, Distances
from mediakit.comparing.material import names_of, what_to_compare
from mediakit.comparing.pairs import SIDE
from mediakit.comparing.settings import FeatureSource, Settings
from mediakit.comparing.vectors import Vectors, vectors_of
from mediakit.independence import Evidence, gather_evidence
from mediakit.periods import period_start
from mediakit.results import count_of
from mediakit.tokens import FIELDS
from mediakit.uncertainty import LEVEL, Design, discovery_rates, permuted_labels, stable
from mediakit.wording import PERIOD_NOUNS as PERIODS

__all__ = ["measure_distances"]

#: A group of fewer independent articles is no picture of an outlet.
MIN_GROUP = 10

#: So many permuted pairs tell how far the estimate of the bias falls short.
_CALIBRATED = 10

#: The bias is known to about a tenth (one standard error): so far off it was in four corpora, either way.
_BIAS_KNOWN_TO = 0.1

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def measure_distances(
    articles: pd.DataFrame,
    by: str = "outlet",
    *,
    metric: str = "jensen-shannon",
    features: FeatureSource | None = None,
    freq: str | None = None,
    fields: str | Sequence[str] = FIELDS,
    stop_words: str | Iterable[str] | None = "english",
    min_articles: int | None = None,
    reprints: str = "collapse",
    n_permutations: int = 199,
    random_state: int = 0,
) -> Distances:
    """Measure how far apart outlets are in their words, topics or frames, each pair with a range.

    Two samples of one outlet are never quite alike, and small ones, or ones of short articles, are far apart. So words
    are left out at random until the articles of both are equally long, and what samples of this size differ by anyway
    is taken off: outlets with few or short articles do not look far from all others.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    by : str, default 'outlet'
        The column whose values are the groups; those of fewer than 10 independent articles are left out.
    metric : {'jensen-shannon', 'cosine'}
        The Jensen-Shannon distance of the uses of words (the root of the divergence in bits: 0 the same, 1 no word in
        common), or 1 less the cosine of the mean TF-IDF vectors (0 the same direction, 1 no word in common).
    features : TermMatrix, result, DataFrame or dict of str, optional
        What to measure by instead of single words, as `compare` explains; numbers not below 0.
    freq : {'D', 'W', 'M', 'Q', 'Y'}, optional
        Measure in each period, to see whether groups draw together or apart.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    stop_words : 'english', iterable of str, or None
        Words to leave out.
    min_articles : int, optional
        Words in fewer articles are left out, since no two samples have the same rare words; by default in fewer than
        1 % of them, and in fewer than 5.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a group, each, or (with 'weight') as one unit.
    n_permutations : int, default 199
        Permutations of whole articles behind p.
    random_state : int, default 0
        The seed of the permutations.

    Returns
    -------
    Distances
        `table()` has a row a pair (and period); `matrix()` is the square of them; `terms(a, b)` says which words make
        the distance.

    Raises
    ------
    ColumnMissing
        Where a column is not there.
    UnknownValue
        Where an option is none of those named, or a feature is below 0.

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
    one_of("metric", metric, METRICS)
    options = {
        "fields": fields,
        "stop_words": stop_words,
        "features": features,
        "reprints": reprints,
    }
    least = max(5, len(articles) // 100) if min_articles is None else min_articles
    settings = Settings.of(
        options
        | {"min_articles": least, "n_permutations": n_permutations, "random_state": random_state}
    )
    rows, said = _rows(articles, by, freq, settings)
    counted, rows, more = what_to_compare(rows, settings)
    evidence = gather_evidence(rows, sides=[SIDE, "_period"], reprints=reprints)
    vectors = vectors_of(counted, evidence, metric, settings)
    groups = _groups(evidence, np.asarray(vectors.matrix.sum(axis=1)).ravel() > 0)
    found = [
        row
        for period in groups.values()
        for row in _pairs(period, vectors, evidence, METRICS[metric], settings)
    ]
    numbers = _in_order(pd.DataFrame(found, columns=["date", *COLUMNS[:-1]]), freq)
    return Distances(
        evidence=evidence.without("_period"),
        reason=""
        if len(numbers)
        else f"A distance needs two groups of {MIN_GROUP} independent articles.",
        numbers=numbers,
        by=by,
        metric=metric,
        freq=freq,
        set_aside=said + more + _too_small(rows, groups, freq),
        vectors=vectors,
        settings=settings,
    )


def _rows(
    articles: pd.DataFrame, by: str, freq: str | None, settings: Settings
) -> tuple[pd.DataFrame, str]:
    """Return the articles that have a group and a period, and in words how many have not."""
    require_columns(articles, [by, *(["date"] if freq else []), *settings.fields])
    missing = articles[by].isna() | (articles["date"].isna() if freq else False)
    rows, n = articles.loc[~missing], int(missing.sum())
    period = period_start(rows["date"], freq) if freq else pd.Timestamp(0)
    said = f" {count_of(n, 'article')} without a value set aside." if n else ""
    return rows.assign(**{SIDE: names_of(rows[by]), "_period": period}), said


def _groups(evidence: Evidence, worded: Bools) -> dict[pd.Timestamp, dict[str, Longs]]:
    """Return for each period the units of each group that has enough of them with a word in it."""
    units = evidence.articles.iloc[evidence.unit_rows].reset_index(drop=True)
    periods: dict[pd.Timestamp, dict[str, Longs]] = {}
    for (date, name), places in sorted(units.groupby(["_period", SIDE]).indices.items()):
        places = places[worded[places]]
        if len(places) >= MIN_GROUP:
            periods.setdefault(date, {})[str(name)] = np.asarray(places, dtype=np.int64)
    return periods


def _too_small(
    rows: pd.DataFrame, groups: dict[pd.Timestamp, dict[str, Longs]], freq: str | None
) -> str:
    """Say how many groups, in how many periods, had too few articles."""
    n = rows.groupby([SIDE, "_period"]).ngroups - sum(len(period) for period in groups.values())
    over = f" in a {PERIODS[freq]}" if freq else ""
    return (
        f" {count_of(n, 'group')}{over} of fewer than {MIN_GROUP} independent articles left out."
        if n
        else ""
    )


def _pairs(
    groups: dict[str, Longs],
    vectors: Vectors,
    evidence: Evidence,
    metric: Metric,
    settings: Settings,
) -> Iterator[tuple[object, ...]]:
    """Give a row for each pair of groups: all of `COLUMNS` but q, behind the period."""
    reprint_groups = evidence.groups[evidence.unit_rows]
    periods = evidence.articles["_period"].iloc[evidence.unit_rows].to_numpy()
    m, random_state = settings.n_permutations or 1, settings.random_state
    for a, b in combinations(sorted(groups), 2):
        rows = np.concatenate([groups[a], groups[b]])
        sides = [
            vectors.weighed(side)
            for side in vectors.equally_long(groups[a], groups[b], random_state)
        ]
        found = metric.measure(sides[0], sides[1])
        measured = metric.measure(
            *(vectors.weighed(vectors.matrix[groups[name]]) for name in (a, b))
        ).measured
        in_a, one = np.arange(len(rows)) < len(groups[a]), np.zeros(len(rows), dtype=np.int64)
        labels = permuted_labels(
            Design(np.ones(len(rows)), in_a, reprint_groups[rows], one), m, random_state
        )
        chance, calibration = _by_chance(sparse.vstack(sides, format="csr"), labels, metric)
        bias = calibration * found.bias
        free = found.measured - bias
        # Near 0 the first order says nothing: there the spread of what chance alone gives is the larger part.
        variance = found.variance + chance.var() + (_BIAS_KNOWN_TO * bias) ** 2
        half = stats.norm.ppf((1 + LEVEL) / 2) * np.sqrt(variance)
        # A distance is not below 0, however far below chance puts its estimate: the range ends above 0.
        shown = [metric.shown(x) for x in (free, free - half, max(free, 0.0) + half, measured)]
        p = (1 + (chance >= found.measured - 1e-12).sum()) / (1 + len(chance))
        known = np.isfinite(shown[0]) and (
            vectors.idf is None or _alike_in_length(vectors.matrix, groups[a], groups[b])
        )
        p = p if known else np.nan
        yield periods[rows[0]], a, b, *shown, len(groups[a]), len(groups[b]), p


def _alike_in_length(counts: sparse.csr_array, a: Longs, b: Longs) -> bool:
    """Say whether the articles of two groups are about as long: otherwise p of the cosine is too small."""
    means = sorted(float(counts[rows].sum()) / len(rows) for rows in (a, b))
    return means[1] < 1.5 * means[0]


def _by_chance(
    matrix: sparse.csr_array, labels: Iterable[Bools], metric: Metric
) -> tuple[Floats, float]:
    """Return the distances of permuted sides, and by how much the estimate of their bias falls short.

    Permuted sides differ by chance alone: their mean distance is all bias.
    """
    blocks = list(labels)
    halves = [metric.measure(matrix[label], matrix[~label]) for label in blocks[0].T[:_CALIBRATED]]
    chance = metric.permuted(matrix, blocks)
    bias = float(np.mean([half.bias for half in halves]))
    return chance, float(chance.mean()) / bias if bias > 0 else 1.0


def _in_order(numbers: pd.DataFrame, freq: str | None) -> pd.DataFrame:
    """Return the pairs with q, the farthest first; in order of time where there are periods."""
    numeric = ["distance", "low", "high", "as_measured", "p"]
    numbers = numbers.assign(
        q=discovery_rates(numbers["p"]), **{name: stable(numbers[name]) for name in numeric}
    )
    keys = [*(["date"] if freq else []), "distance", "a", "b"]
    ordered = numbers.sort_values(
        keys, ascending=[name != "distance" for name in keys], ignore_index=True
    )
    return ordered.assign(q=stable(ordered["q"]))[[*(["date"] if freq else []), *COLUMNS]]
