"""Ranges, tests and false discovery rates, against published figures and sums worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from mediakit.uncertainty import (
    _permuted_labels,
    discovery_rates,
    log_ratio_interval,
    mean_interval,
    permuted_scores,
    pooled_p_values,
    rate_interval,
    share_interval,
    stable,
)


def column(*counts):
    """One term's counts, an article a row, as the matrix that the functions take."""
    return sparse.csr_array(np.array([counts], dtype=np.int64).T)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(123456.78912345, 123456.789), (-0.00012345678949, -0.000123456789), (0.0, 0.0), (1.0, 1.0)],
)
def test_a_number_keeps_nine_significant_digits(value, rounded):
    assert stable(value) == rounded


def test_what_is_no_number_stays_as_it_is():
    assert np.array_equal(stable([np.nan, np.inf, -np.inf]), [np.nan, np.inf, -np.inf], equal_nan=True)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_range_of_a_share_is_wilsons_as_newcombe_printed_it(hits, n, low, high):
    # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3 (score, no continuity correction)
    assert np.round(share_interval(hits, n), 4).tolist() == [low, high]


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_range_of_a_share_holds_the_share_and_mirrors_its_complement(case):
    hits, n = case
    (low, high), (other_low, other_high) = share_interval(hits, n), share_interval(n - hits, n)
    assert 0 <= low <= hits / n + 1e-8
    assert hits / n - 1e-8 <= high <= 1
    assert (low == 0) == (hits == 0)
    assert (high == 1) == (hits == n)
    assert (low, high) == pytest.approx((1 - other_high, 1 - other_low), abs=1e-8)


def test_without_articles_a_share_has_no_range():
    assert np.isnan(share_interval(0, 0)).all()


def test_the_range_of_a_mean_is_students():
    # 0, 1/2, 1: mean .5, standard deviation .5, of the mean .5 / sqrt(3) = .288675; t(.975, 2 df) = 4.3027 in tables
    mean, low, high = mean_interval(np.array([0, 0.5, 1]))
    assert mean == 0.5
    assert (high - 0.5, 0.5 - low) == pytest.approx((4.3027 * 0.288675,) * 2, abs=1e-4)


@pytest.mark.parametrize(("values", "mean"), [([0.25], 0.25), ([], np.nan)])
def test_one_article_has_a_mean_without_a_range_and_none_has_neither(values, mean):
    assert np.array_equal(mean_interval(np.array(values)), [mean, np.nan, np.nan], equal_nan=True)


# A side of five articles of ten words with 1, 1, 2, 3, 3 of the term: 10 in 50 words, rate .2; the residuals
# y - .2 x 10 are -1, -1, 0, 1, 1, their squares add up to 4: variance of the log 5/4 x 4 / 10^2 = .05.
UNEVEN = column(1, 1, 2, 3, 3)
TEN = np.full(5, 10.0)


@pytest.mark.parametrize(
    ("counts_b", "lengths_b", "t", "variance"),
    [
        # Articles twice as long with the same counts: rate .1, residuals y - .1 x 20 the same, variance .05;
        # Welch: (.05 + .05)^2 / (.05^2 / 4 + .05^2 / 4) = 8 df, t = 2.3060 in tables
        (UNEVEN, np.full(5, 20.0), 2.3060, 0.05 + 0.05),
        # One in each article of ten words: rate .1, no residual; Welch: .05^2 / (.05^2 / 4) = 4 df, t = 2.7764
        (column(1, 1, 1, 1, 1), TEN, 2.7764, 0.05),
    ],
    ids=["both sides vary", "one side varies"],
)
def test_the_range_of_a_log_ratio_is_by_the_delta_method_with_welchs_t(counts_b, lengths_b, t, variance):
    (low,), (high,) = log_ratio_interval(UNEVEN, TEN, counts_b, lengths_b)
    half = t * np.sqrt(variance) / np.log(2)  # log2(.2 / .1) = 1
    assert (low, high) == pytest.approx((1 - half, 1 + half), abs=1e-4)


def test_swapping_the_sides_of_a_log_ratio_turns_its_range_around_exactly():
    low, high = log_ratio_interval(UNEVEN, TEN, column(1, 0, 2, 1, 1, 4), np.array([9.0, 12, 8, 10, 30, 10]))
    other_low, other_high = log_ratio_interval(
        column(1, 0, 2, 1, 1, 4), np.array([9.0, 12, 8, 10, 30, 10]), UNEVEN, TEN
    )
    assert (low, high) == (-other_high, -other_low)
    assert low < high


def test_with_the_term_in_four_articles_of_a_side_no_range_is_given():
    four = column(2, 2, 3, 3, 0)
    for sides in ((four, TEN, UNEVEN, TEN), (UNEVEN, TEN, four, TEN)):
        assert np.isnan(log_ratio_interval(*sides)).all()
    assert np.isnan(rate_interval(four, TEN)).all()


def test_the_range_of_a_rate_is_by_the_delta_method_on_the_log_scale():
    # .2 x exp(-+ t(.975, 4 df) x sqrt(.05)) = .2 x exp(-+ 2.7764 x .223607) = .10750 and .37209
    assert np.array(rate_interval(UNEVEN, TEN)).ravel() == pytest.approx([0.10750, 0.37209], abs=1e-5)


def test_the_score_is_the_quasi_poisson_one():
    # Four articles of ten words, 3 and 1 in a, none in b: 4 in 40 words, .1 a word, 1 expected in each article.
    # Dispersion ((3-1)^2 + (1-1)^2 + (0-1)^2 + (0-1)^2) / 1 / (4 - 1) = 2; rates .2 and 0;
    # score (.2 - 0) / sqrt(2 x .1 x (1/20 + 1/20)) = .2 / sqrt(.02) = sqrt(2)
    side_a = np.array([True, True, False, False])
    observed, permuted = permuted_scores(
        column(3, 1, 0, 0), np.full(4, 10), side_a, np.arange(4), n_permutations=50, random_state=0
    )
    assert observed == pytest.approx([np.sqrt(2)])
    # The six ways to choose two articles: {3, 1}, {3, 0} twice, and their opposites
    ways = np.array([2, 1]) / np.sqrt(2)
    assert sorted(set(np.round(permuted[0], 6))) == pytest.approx(sorted([*ways, *-ways]), abs=1e-6)


def test_permuted_labels_keep_groups_together_and_flip_those_on_both_sides():
    side_a = np.array([1, 1, 0, 0, 1, 0, 1, 1, 0, 0], dtype=bool)
    groups = np.array([7, 7, 3, 3, 5, 5, 0, 1, 2, 4])  # 7 in a, 3 in b, 5 in both; four lone articles
    labels = _permuted_labels(side_a, groups, 400, 0)
    assert labels.shape == (10, 400)
    assert (labels[0] == labels[1]).all()
    assert (labels[2] == labels[3]).all()
    assert (labels[4] != labels[5]).all()
    # Of the six units on one side three are in a, in every permutation; each is there about half the time
    assert set(labels[[0, 2, 6, 7, 8, 9]].sum(axis=0)) == {3}
    assert np.all(np.abs(labels.mean(axis=1) - 0.5) < 0.1)  # four standard errors: 4 x .5 / sqrt(400) = .1


def test_the_seed_alone_decides_the_permutations():
    side_a, groups = np.arange(12) < 6, np.arange(12)
    same = [_permuted_labels(side_a, groups, 20, seed) for seed in (1, 1, 2)]
    assert np.array_equal(same[0], same[1])
    assert not np.array_equal(same[0], same[2])


@pytest.mark.parametrize(
    ("n_articles", "p"),
    [
        ([5, 5], [2 / 5, 4 / 5]),  # one band: of 0, 1, 2, 4 one is >= 3, three are >= .5
        ([5, 50], [2 / 3, 2 / 3]),  # two bands: of 1, 4 one is >= 3; of 0, 2 one is >= .5
    ],
    ids=["terms alike in articles share a band", "others do not"],
)
def test_p_counts_the_permuted_scores_at_least_as_far_from_zero(n_articles, p):
    permuted = np.array([[1.0, -4.0], [2.0, 0.0]])
    assert pooled_p_values(np.array([-3.0, 0.5]), permuted, np.array(n_articles)).tolist() == pytest.approx(p)


def test_a_tie_counts_and_p_is_never_0():
    permuted = np.array([[1.0, -4.0, 2.0, 0.0]])
    assert pooled_p_values(np.array([4.0]), permuted, np.array([9])).tolist() == [2 / 5]
    assert pooled_p_values(np.array([1e9]), permuted, np.array([9])).tolist() == [1 / 5]


def test_q_is_benjamini_and_hochbergs():
    # Sorted: .005 x 5/1 = .025, .01 x 5/2 = .025, .03 x 5/3 = .05, .04 x 5/4 = .05, .5; the missing one is not tested
    q = discovery_rates([0.04, np.nan, 0.005, 0.5, 0.03, 0.01])
    assert q == pytest.approx([0.05, np.nan, 0.025, 0.5, 0.05, 0.025], nan_ok=True)
    assert np.isnan(discovery_rates([np.nan, np.nan])).all()
    assert len(discovery_rates([])) == 0


def null_p_values(n_corpora, *, copies=0, ratio=1, keep_groups=True):
    """p-values of 60 bursty terms in 30 and 40 articles that fall into two sides by chance.

    The articles of side b are `ratio` times as long; two articles of side a stand `copies` times more in it.
    """
    generator = np.random.default_rng(0)
    found = []
    for corpus in range(n_corpora):
        lengths = np.concatenate([generator.integers(50, 150, 30), ratio * generator.integers(50, 150, 40)])
        rates = generator.gamma(0.5, 1 / 0.5, (70, 60)) * generator.uniform(0.003, 0.02, 60)
        counts = generator.poisson(rates * lengths[:, None])
        rows = np.concatenate([np.arange(70), np.repeat([0, 1], copies)])
        groups = rows if keep_groups else np.arange(len(rows))
        counts, lengths, side_a = counts[rows], lengths[rows], rows < 30
        tested = (counts > 0).sum(axis=0) >= 12
        matrix = sparse.csr_array(counts[:, tested])
        scores = permuted_scores(matrix, lengths, side_a, groups, n_permutations=99, random_state=corpus)
        found.append(pooled_p_values(*scores, (counts[:, tested] > 0).sum(axis=0)))
    return np.concatenate(found)


@pytest.mark.parametrize("copies", [0, 9], ids=["each article once", "two articles printed ten times"])
def test_of_random_halves_about_five_percent_of_terms_pass(copies):
    p = null_p_values(100, copies=copies)
    assert len(p) > 5000
    # The terms of one corpus share its articles, so that the share spreads more than the binomial .003
    assert 0.035 < (p < 0.05).mean() < 0.065
    assert 0.45 < (p < 0.5).mean() < 0.55


def test_articles_of_unequal_length_do_not_raise_false_alarms():
    assert 0.005 < (null_p_values(60, ratio=3) < 0.05).mean() < 0.06


def test_copies_taken_for_independent_articles_would_raise_false_alarms():
    assert (null_p_values(40, copies=9, keep_groups=False) < 0.05).mean() > 0.1
