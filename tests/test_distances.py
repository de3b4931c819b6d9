"""Distances: sums by hand, what samples differ by anyway, and the words that make them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from mediakit import count_terms, load_demo_articles, measure_distances, score_frames
from mediakit.distances.metrics import (
    METRICS,
    cosine_distance,
    cosine_parts,
    jensen_shannon,
    jensen_shannon_parts,
)
from mediakit.distances.trend import trend_table
from mediakit.errors import UnknownValue


@pytest.fixture
def three(make_articles):
    """Twenty articles each of Gull and Hill, who write alike, and of Marsh, who has words of its own; four of Tern."""
    generator, rows = np.random.default_rng(3), []
    for outlet, size, own in (
        ("Gull", 20, "w"),
        ("Hill", 20, "w"),
        ("Marsh", 20, "m"),
        ("Tern", 4, "w"),
    ):
        for day in range(size):
            words = [f"{own}{k}" for k in generator.integers(0, 12, 30)] + [
                f"s{k}" for k in generator.integers(0, 9, 20)
            ]
            rows.append(
                {
                    "outlet": outlet,
                    "date": f"2031-{1 + day % 5:02d}-{day + 1:02d}",
                    "text": " ".join(words),
                }
            )
    return make_articles(rows)


def counts(*rows):
    return sparse.csr_array(np.array(rows, dtype=float))


def test_the_divergence_is_jensen_and_shannons():
    # (.5, .5, 0) and (0, .5, .5), their mean (.25, .5, .25): half of .5 log2 2 for the first term, and for the last
    parts = jensen_shannon_parts(np.array([0.5, 0.5, 0]), np.array([0, 0.5, 0.5]))
    assert parts.tolist() == [0.25, 0, 0.25]
    found = jensen_shannon(counts([2, 2, 0], [3, 3, 0]), counts([0, 1, 1]))
    assert found.measured == pytest.approx(0.5)
    assert METRICS["jensen-shannon"].shown(found.measured) == pytest.approx(np.sqrt(0.5))
    # (.75, .25) and (.25, .75), mean (.5, .5): .75 log2 1.5 + .25 log2 .5 = .188722 for each, half of both the same
    assert jensen_shannon_parts(
        np.array([0.75, 0.25]), np.array([0.25, 0.75])
    ).sum() == pytest.approx(0.188722, abs=1e-6)


def test_the_cosine_distance_adds_up_over_terms():
    # (3, 4) and (4, 3): cosine 24 / 25; directions (.6, .8) and (.8, .6): half of .04 for each
    assert cosine_parts(np.array([3.0, 4]), np.array([4.0, 3])) == pytest.approx([0.02, 0.02])
    assert cosine_distance(counts([3, 4]), counts([4, 3])).measured == pytest.approx(0.04)


def test_what_articles_differ_by_makes_the_bias_of_a_divergence():
    # Side a: 6 and 4, 4 and 6 of ten words: p = .5, .5; residuals 1, -1, so its variance is 2/1 x 2 / 20^2 = .01.
    # Side b does not vary. Curvature q / (p (p + q)) / 2 / ln 2 = .721348; half of it times .01, for two terms
    found = jensen_shannon(counts([6, 4], [4, 6]), counts([5, 5], [5, 5]))
    assert found.measured == pytest.approx(0)
    assert found.bias == pytest.approx(0.00721348)
    # At equal shares the divergence does not change with p in the first order
    assert found.variance == pytest.approx(0)


def test_the_variance_of_a_divergence_is_of_the_first_order():
    # p = .75 from articles 8 and 7 of ten, q = .25: slopes log2(1.5) / 2 = .292481 and log2(.5) / 2 = -.5; each
    # article moves by (8 x .292481 - 2 x .5 - 10 x (.75 x .292481 - .25 x .5)) / 20 = .0198120, and the other way:
    # 2/1 x 2 x .0198120^2 = .00157007
    found = jensen_shannon(counts([8, 2], [7, 3]), counts([5, 15], [5, 15]))
    assert found.variance == pytest.approx(0.00157007, abs=1e-6)


def test_a_mean_vector_is_longer_than_what_it_estimates():
    # a: (1, 0), (0, 1), (1, 1): mean (2/3, 2/3), its square 8/9; mean square 4/3, so (4/3 - 8/9) / 2 = 2/9 too long.
    # b: (1, 0) always, no noise. As measured 1 - (2/3) / sqrt(8/9) = 1 - .707107; free: 1 - (2/3) / sqrt(6/9) = .183503
    found = cosine_distance(counts([1, 0], [0, 1], [1, 1]), counts([1, 0], [1, 0]))
    assert found.measured == pytest.approx(1 - np.sqrt(0.5))
    assert found.measured - found.bias == pytest.approx(0.183503, abs=1e-6)


def test_the_jackknife_leaves_each_article_out():
    a, b = counts([1, 0], [0, 1], [1, 1]), counts([1, 0], [2, 1])

    def distance(x, y):
        x, y = x.sum(axis=0), y.sum(axis=0)
        return 1 - x @ y / np.sqrt(x @ x * (y @ y))

    expected = 0
    for side, other in ((a.toarray(), b.toarray()), (b.toarray(), a.toarray())):
        without = np.array([distance(np.delete(side, k, axis=0), other) for k in range(len(side))])
        expected += (len(side) - 1) / len(side) * ((without - without.mean()) ** 2).sum()
    assert cosine_distance(a, b).variance == pytest.approx(expected)


@pytest.mark.parametrize("metric", ["jensen-shannon", "cosine"])
def test_permuted_sides_are_measured_as_true_ones_are(metric):
    generator = np.random.default_rng(0)
    table, side = sparse.csr_array(generator.poisson(1.0, (12, 7)).astype(float)), np.arange(12) < 5
    labels = [generator.permuted(np.tile(side, (3, 1)), axis=1).T, side[:, None]]
    found = METRICS[metric].permuted(table, labels)
    plain = [
        METRICS[metric].measure(table[each], table[~each]).measured
        for block in labels
        for each in block.T
    ]
    assert found == pytest.approx(plain)


@pytest.mark.parametrize("metric", ["jensen-shannon", "cosine"])
def test_the_bias_of_many_sides_is_that_of_each(metric):
    generator = np.random.default_rng(1)
    table = sparse.csr_array(generator.poisson(0.7, (15, 9)).astype(float))
    labels = generator.permuted(np.tile(np.arange(15) < 6, (4, 1)), axis=1).T
    each = [METRICS[metric].measure(table[in_a], table[~in_a]).bias for in_a in labels.T]
    assert METRICS[metric].biases(table, labels) == pytest.approx(each)


@pytest.mark.parametrize("metric", ["jensen-shannon", "cosine"])
def test_outlets_that_write_alike_are_near_and_others_far(three, metric):
    distances = measure_distances(three, metric=metric)
    table = distances.table().set_index(["a", "b"])
    assert list(table.index) == [("Gull", "Marsh"), ("Hill", "Marsh"), ("Gull", "Hill")] or list(
        table.index
    ) == [
        ("Hill", "Marsh"),
        ("Gull", "Marsh"),
        ("Gull", "Hill"),
    ]
    near, far = table.loc[("Gull", "Hill")], table.loc[("Gull", "Marsh")]
    assert near["p"] > 0.05
    assert far["p"] == 0.005  # 1 in 200
    assert near["as_measured"] > 2 * near["distance"]
    assert (table["low"] <= table["distance"]).all()
    assert (table["distance"] <= table["high"]).all()
    assert near["high"] < far["low"]
    assert "1 outlet with fewer than 10 independent articles was left out." in distances.describe()
    assert " are farthest apart in vocabulary (" in distances.answer()
    assert "For 1 of the 3 pairs the distance may be chance." in distances.answer()


def test_the_matrix_is_a_square_with_0_from_each_to_itself(three):
    distances = measure_distances(three)
    square = distances.matrix()
    assert list(square.index) == list(square.columns) == ["Gull", "Hill", "Marsh"]
    assert (square.to_numpy() == square.to_numpy().T).all()
    assert (np.diag(square) == 0).all()
    assert (
        square.loc["Gull", "Marsh"]
        == distances.table().set_index(["a", "b"]).loc[("Gull", "Marsh"), "distance"]
    )


def test_the_terms_that_make_a_distance_are_those_of_one_side(three):
    distances = measure_distances(three)
    terms = distances.terms("Gull", "Marsh", n=30)
    assert terms["part"].is_monotonic_decreasing
    assert terms.loc[terms["term"].str.startswith("m"), "more_in"].eq("Marsh").all()
    assert terms.head(24)["term"].str[0].isin(["w", "m"]).all()
    assert distances.terms("Gull", "Marsh", n=99)["part"].sum() == pytest.approx(1)
    quotes = distances.examples(("Gull", "Marsh"), term="m1", n=2).table()
    assert set(quotes["group"]) == {"Marsh"}
    assert quotes["match"].tolist() == ["m1", "m1"]
    with pytest.raises(UnknownValue, match="There is no group 'Gul'"):
        distances.terms("Gul", "Marsh")


def test_frames_and_pairs_of_words_are_measured_too(three):
    demo = load_demo_articles()
    by_frames = measure_distances(demo, features=score_frames(demo)).table()
    assert len(by_frames) == 10
    assert by_frames["distance"].between(0, 1).all()
    pairs = measure_distances(
        three, features=count_terms(three, ngram_range=(2, 2)), min_articles=1
    )
    assert " " in pairs.terms()["term"].iloc[0]
    negative = three[["article_id"]].assign(mood=-1.0)
    with pytest.raises(UnknownValue) as error:
        measure_distances(three, features=negative)
    assert str(error.value) == "A distance needs numbers that are not below 0; a feature has some."


@pytest.fixture
def drifting(make_articles):
    """Gull and Hill write alike in the first of six months, and each month Hill takes over more words of its own."""
    generator, rows = np.random.default_rng(4), []
    for month in range(6):
        for outlet in ("Gull", "Hill"):
            for day in range(14):
                own = generator.random(30) < (0.15 * month if outlet == "Hill" else 0)
                words = [
                    f"{'h' if mine else 'g'}{k}"
                    for mine, k in zip(own, generator.integers(0, 8, 30), strict=True)
                ]
                rows.append(
                    {
                        "outlet": outlet,
                        "date": f"2031-{month + 1:02d}-{day + 1:02d}",
                        "text": " ".join(words),
                    }
                )
    return make_articles(rows)


def test_over_time_it_is_seen_who_draws_apart(drifting):
    distances = measure_distances(drifting, freq="M", n_permutations=49)
    table = distances.table()
    assert table["date"].tolist() == list(pd.date_range("2031-01-01", periods=6, freq="MS"))
    trend = distances.trend().iloc[0]
    assert trend["n_periods"] == 6
    assert trend["low"] > 0
    assert distances.answer().startswith(
        "The only pair with enough months is drifting apart: Gull and Hill (+"
    )
    assert " per month; 95% range +" in distances.answer()
    assert distances.plot().data["pair"].unique().tolist() == ["Gull and Hill"]


def test_a_month_in_which_a_pair_was_not_measured_is_a_gap_on_the_chart(drifting):
    without_march = drifting[drifting["date"].dt.month != 3]
    data = measure_distances(without_march, freq="M", n_permutations=19).plot().data
    assert data["date"].tolist() == list(pd.date_range("2031-01-01", periods=6, freq="MS"))
    assert data["distance"].isna().tolist() == [False, False, True, False, False, False]


def test_two_groups_of_the_same_words_are_0_apart_with_a_range_that_ends_above_0(make_articles):
    texts = [
        "ferry harbour storm",
        "ferry council vote",
        "storm council harbour",
        "vote ferry storm",
    ]
    rows = [
        {"outlet": outlet, "text": texts[n % 4]} for outlet in ("Gull", "Hill") for n in range(20)
    ]
    table = measure_distances(make_articles(rows), n_permutations=19).table()
    assert table.loc[0, ["distance", "low"]].tolist() == [0, 0]
    assert table.loc[0, "high"] > 0


def test_the_trend_is_by_weighted_least_squares():
    # Distances .1, .2, .2, .5 in four months, equal weights: slope (sum of (x - 1.5)(y - .25)) / 5 =
    # (.225 + .025 - .025 + .375) / 5 = .12; residuals .03, .01, -.11, .07, squares .018; s^2 = .009; of the slope
    # .009 / 5, root .0424264; t(.975, 2 df) = 4.3027: .12 -+ .182548
    months = pd.date_range("2031-01-01", periods=4, freq="MS")
    part = pd.DataFrame(
        {"date": months, "distance": [0.1, 0.2, 0.2, 0.5], "n_articles_a": 20, "n_articles_b": 30}
    )
    trend = trend_table(part.assign(a="Gull", b="Hill"), "M")
    slope, low, high, n, p = trend.loc[0, ["change", "low", "high", "n_periods", "p"]]
    assert (slope, low, high) == pytest.approx((0.12, 0.12 - 0.182548, 0.12 + 0.182548), abs=1e-5)
    assert n == 4
    assert p == pytest.approx(
        0.106, abs=1e-3
    )  # t = .12 / .0424264 = 2.828 with 2 df: 1 - 2.828 / sqrt(2 + 8) = .1056


def test_charts_show_the_tree_and_the_square(three):
    distances = measure_distances(three)
    tree, square = distances.plot(), distances.plot(kind="square")
    assert len(square.png()) > 1000
    assert tree.alt.split(". ", 1)[1].startswith(
        "Tree of 3 outlets by Jensen-Shannon distance. Closest: Gull and Hill ("
    )
    assert square.alt.split(". ", 1)[1].startswith(
        "Square of 3 outlets by Jensen-Shannon distance. Closest: Gull and Hill ("
    )
    (ax,) = (ax for ax in tree.figure().findobj(lambda part: hasattr(part, "get_yticklabels")))
    assert sorted(label.get_text() for label in ax.get_yticklabels()) == ["Gull", "Hill", "Marsh"]
    assert len(ax.lines) == 2  # three groups join twice
    with pytest.raises(UnknownValue, match="There is no kind 'map'"):
        distances.plot(kind="map")


def test_two_large_groups_are_needed(three):
    alone = measure_distances(three.loc[three["outlet"].isin(["Gull", "Tern"])])
    assert alone.table().empty
    assert (
        alone.answer()
        == alone.reason
        == "A distance needs at least two groups, each with at least 10 independent articles."
    )
    assert alone.plot().data["note"].tolist() == [alone.reason]


def test_copies_within_an_outlet_count_once(three):
    marked = three.assign(reprint_group=three["article_id"].where(three["outlet"] != "Gull", "one"))
    assert "Gull" not in set(measure_distances(marked).matrix().index)
