"""Ranges, tests and false discovery rates, against published figures and sums worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from mediakit.uncertainty import (
    Design,
    Sample,
    designs,
    difference_interval,
    discovery_rates,
    log_ratio_interval,
    mean_interval,
    permutation_p,
    permuting,
    rate_interval,
    score_interval,
    share_difference_interval,
    share_interval,
    stable,
)
from mediakit.uncertainty.designs import Draws, permuted_labels
from mediakit.uncertainty.permuting import _scores, _variances


def column(*counts):
    """One term's counts, an article a row, as the matrix that the functions take."""
    return sparse.csr_array(np.array([counts]).T)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(123456.78912345, 123456.789), (-0.00012345678949, -0.000123456789), (0.0, 0.0), (1.0, 1.0)],
)
def test_a_number_keeps_nine_significant_digits(value, rounded):
    assert stable(value) == rounded


def test_what_is_no_number_stays_as_it_is():
    assert np.array_equal(
        stable([np.nan, np.inf, -np.inf]), [np.nan, np.inf, -np.inf], equal_nan=True
    )


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
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
SIDE = Sample(UNEVEN, TEN)


@pytest.mark.parametrize(
    ("other", "t", "variance"),
    [
        # Articles twice as long with the same counts: rate .1, residuals y - .1 x 20 the same, variance .05;
        # 2 x 5 degrees of freedom a side; Welch: (.05 + .05)^2 / (.05^2 / 10 + .05^2 / 10) = 20, t = 2.0860 in tables
        (Sample(UNEVEN, np.full(5, 20.0)), 2.0860, 0.05 + 0.05),
        # One in each article of ten words: rate .1, no residual; Welch: .05^2 / (.05^2 / 10) = 10 df, t = 2.2281
        (Sample(column(1, 1, 1, 1, 1), TEN), 2.2281, 0.05),
    ],
    ids=["both sides vary", "one side varies"],
)
def test_the_range_of_a_log_ratio_is_by_the_delta_method_with_welchs_t(other, t, variance):
    (low,), (high,) = log_ratio_interval(SIDE, other)
    half = t * np.sqrt(variance) / np.log(2)  # log2(.2 / .1) = 1
    assert (low, high) == pytest.approx((1 - half, 1 + half), abs=1e-4)


def test_swapping_the_sides_of_a_log_ratio_turns_its_range_around_exactly():
    other = Sample(column(1, 0, 2, 1, 1, 4), np.array([9.0, 12, 8, 10, 30, 10]))
    (low, high), (other_low, other_high) = (
        log_ratio_interval(SIDE, other),
        log_ratio_interval(other, SIDE),
    )
    assert (low, high) == (-other_high, -other_low)
    assert low < high


def test_where_one_side_has_too_few_articles_the_range_is_open_there():
    # Side a: log(.2) - 2.2281 x sqrt(.05) = -1.60944 - .49822 = -2.10766. Side b has none in 50 words: at the most
    # chi2(.975; 2 df) / 2 = 3.68888 articles, of 10 / 5 = 2 uses each: log(7.37776 / 50) = -1.91355.
    # (-2.10766 + 1.91355) / ln 2 = -.28004
    none = Sample(column(0, 0, 0, 0, 0), TEN)
    (low,), (high,) = log_ratio_interval(SIDE, none)
    assert low == pytest.approx(-0.28004, abs=1e-4)
    assert np.isnan(high)
    (other_low,), (other_high,) = log_ratio_interval(none, SIDE)
    assert np.isnan(other_low)
    assert other_high == -low


def test_with_the_term_in_four_articles_a_side_no_range_is_given():
    four = Sample(column(2, 2, 3, 3, 0), TEN)
    assert np.isnan(log_ratio_interval(four, four)).all()
    assert np.isnan(rate_interval(four)).all()


def test_the_range_of_a_rate_is_by_the_delta_method_on_the_log_scale():
    # .2 x exp(-+ t(.975, 10 df) x sqrt(.05)) = .2 x exp(-+ 2.2281 x .223607) = .121523 and .329155
    assert np.array(rate_interval(SIDE)).ravel() == pytest.approx([0.121523, 0.329155], abs=1e-5)


def test_each_stratum_varies_around_its_own_mean():
    # Two strata of two articles of ten words, counts 1, 3 and 5, 7: 16 in 40 words, rate .4; residuals y - 4 are
    # -3, -1 and 1, 3; around the means of the strata, -2 and 2, they are -1, 1, -1, 1. Each stratum: 2/1 x 2 = 4.
    # Together 8 / 40^2 = .005; without strata 4/3 x (9 + 1 + 1 + 9) / 1600 = .016667
    counts, ten = column(1, 3, 5, 7), np.full(4, 10.0)
    (rate,), (variance,) = Sample(counts, ten, strata=np.array([0, 0, 1, 1])).rates()
    assert (rate, variance) == pytest.approx((0.4, 0.005))
    assert Sample(counts, ten).rates()[1] == pytest.approx(80 / 3 / 1600)


def test_an_article_alone_in_its_stratum_stands_for_its_own_deviation():
    # Counts 1, 3 in one stratum, 8 in another, of ten words: rate 12 / 30 = .4, residuals -3, -1, 4.
    # Stratum one: around its mean -2 they are -1, 1, squares 2, times 2/1 = 4; the lonely one 16: 20 / 30^2
    sample = Sample(column(1, 3, 8), np.full(3, 10.0), strata=np.array([0, 0, 1]))
    assert sample.rates()[1] == pytest.approx(20 / 900)


def test_the_range_of_a_difference_of_shares_is_newcombes_as_printed():
    # Newcombe (1998), Statistics in Medicine 17:873, table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 10/10 - 0/20
    found = share_difference_interval([56, 9, 10], [70, 10, 10], [48, 3, 0], [80, 10, 20])
    assert np.round(found, 4).T.tolist() == [[0.0524, 0.3339], [0.1705, 0.8090], [0.6791, 1.0]]


def test_the_range_of_a_difference_of_means_is_welchs():
    # 0, .5, 1 against 0, 0, .5, .5: means .5 and .25, variances of the means .25 / 3 = .083333 and .083333 / 4 = .020833;
    # Welch: .104167^2 / (.083333^2 / 2 + .020833^2 / 3) = 3.00 df (.0108507 / (.00347222 + .00014468) = 3.0000)
    # t(.975, 3 df) = 3.1824 in tables: .25 -+ 3.1824 x sqrt(.104167) = .25 -+ 1.02712
    a, b = Sample(column(0, 0.5, 1), np.ones(3)), Sample(column(0, 0, 0.5, 0.5), np.ones(4))
    (low,), (high,) = difference_interval(a, b)
    assert (low, high) == pytest.approx((0.25 - 1.02712, 0.25 + 1.02712), abs=1e-4)


def test_a_score_has_its_range_on_the_log_scale_and_none_above_1():
    # Five of 1 and five of 0: .5 x exp(-+ t(.975, 10 df) x sqrt(.027778) / .5) = .5 x exp(-+ 2.2281 / 3), cut at 1
    mean, low, high = score_interval(np.array([1.0] * 5 + [0.0] * 5))
    assert (mean, low, high) == pytest.approx((0.5, 0.23792, 1), abs=1e-5)
    assert np.isnan(score_interval(np.array([1.0] * 4 + [0.0] * 5))[1:]).all()


def test_without_any_difference_between_articles_a_difference_has_no_range():
    same = Sample(column(1, 1), np.ones(2))
    assert np.isnan(difference_interval(same, same)).all()


def design(side_a, lengths=None, groups=None, strata=None):
    side_a = np.asarray(side_a, dtype=bool)
    n = len(side_a)
    return Design(
        np.ones(n) if lengths is None else np.asarray(lengths, dtype=float),
        side_a,
        np.arange(n) if groups is None else np.asarray(groups),
        np.zeros(n, dtype=np.int64) if strata is None else np.asarray(strata),
    )


def score(counts, made):
    return _scores(counts.astype(float), sparse.csc_array(made.in_stratum @ counts), made)[0]


def test_the_score_is_the_quasi_poisson_one():
    # Four articles of ten words, 3 and 1 in a, none in b: 4 in 40 words, .1 a word, 1 expected in each article.
    # Dispersion ((3-1)^2 + (1-1)^2 + (0-1)^2 + (0-1)^2) / 1 / (4 - 1) = 2; rates .2 and 0;
    # score (.2 - 0) / sqrt(2 x .1 x (1/20 + 1/20)) = .2 / sqrt(.02) = sqrt(2)
    assert score(column(3, 1, 0, 0), design([1, 1, 0, 0], np.full(4, 10))) == pytest.approx(
        [np.sqrt(2)]
    )


def test_the_score_over_strata_adds_up_what_each_has_beyond_its_part():
    # Stratum one as above; stratum two: two articles of ten words, 0 in a, 2 in b: 1 expected each, so 0 - 1 in a.
    # c - E = (4 - 2) + (0 - 1) = 1; V = 4 x 1/4 + 2 x 1/4 = 1.5; dispersion (6 + 1 + 1) / (6 - 2) = 2;
    # 1 / sqrt(2 x 1.5) = .57735
    made = design([1, 1, 0, 0, 1, 0], np.full(6, 10), strata=[0, 0, 0, 0, 1, 1])
    assert score(column(3, 1, 0, 0, 0, 2), made) == pytest.approx([1 / np.sqrt(3)])


def test_a_term_varies_by_the_article_or_by_the_word():
    # Articles of 10, 10, 30, 30 words, 12 uses in 80 words: r = .15, expected 1.5, 1.5, 4.5, 4.5. Residuals of 1.5, -.5
    # among the short and .5, -1.5 among the long: squares of 2.5 and 2.5, as much by the article. Over four articles
    # 4/3 x 5 = 6.66667 = .15 x alpha x 4: alpha = 11.1111. Residuals of 1, -1 and 3^.5, -3^.5 grow by the word:
    # 4/3 x 8 = 10.66667 = .15 x beta x 80: beta = .888889
    made = design([1, 0, 1, 0], [10, 10, 30, 30])
    root = np.sqrt(3)
    counts = sparse.csr_array(np.array([[3, 1, 5, 3], [2.5, 0.5, 4.5 + root, 4.5 - root]]).T)
    alpha, beta = _variances(counts, sparse.csc_array(made.in_stratum @ counts), made)
    assert alpha == pytest.approx([11.1111, 0], abs=1e-3)
    assert beta == pytest.approx([0, 0.888889], abs=1e-5)
    # With articles of one length the two cannot be told apart, and the variance is by the word
    same = design([1, 0, 1, 0], [20, 20, 20, 20])
    assert _variances(counts, sparse.csc_array(same.in_stratum @ counts), same)[0].tolist() == [
        0,
        0,
    ]


def test_weighted_articles_count_for_as_many_of_equal_weight():
    # Weights 1, 1, 2 of three articles with the term: 4^2 / 6 = 2.66667; all four, with another 2: 6^2 / 10 = 3.6
    sample = Sample(column(1, 2, 1, 0), np.ones(4), np.array([1.0, 1, 2, 2]))
    assert sample.n_with_effective() == pytest.approx([16 / 6])
    assert sample.n_effective() == pytest.approx(3.6)


def test_a_bursty_rare_side_has_a_bound_beyond_its_own_rate():
    # Two uses in each of 50 of 100 articles, against 50 in each of 4 of 100: b has twice the rate, so a is not surely more
    a = Sample(column(*[2] * 50, *[0] * 50), np.full(100, 100.0))
    b = Sample(column(*[50] * 4, *[0] * 96), np.full(100, 100.0))
    (low,), _ = log_ratio_interval(a, b)
    assert low < -1


def test_both_sides_weigh_by_the_words_of_the_other_in_each_stratum():
    # Stratum one: 10 words in a, 30 in b; stratum two: 20 and 20. Mantel and Haenszel: a's uses times b's words over
    # all: 2 x 30/40 + 1 x 20/40 = 2; b's: 3 x 10/40 + 4 x 20/40 = 2.75; ratio 2 / 2.75
    made = design([1, 0, 1, 0], [10, 30, 20, 20], strata=[0, 0, 1, 1])
    a, b = made.samples(column(2, 3, 1, 4))
    assert a.rates()[0] / b.rates()[0] == pytest.approx([2 / 2.75])
    assert (a.words(), b.words()) == pytest.approx((30, 50))


def all_labels(made, n, seed=0):
    return np.concatenate(list(permuted_labels(made, Draws(n, seed)))).T


def test_permuted_labels_keep_groups_together_and_flip_those_on_both_sides():
    # 7 in a, 3 in b, 5 in both; four lone articles
    labels = all_labels(
        design([1, 1, 0, 0, 1, 0, 1, 1, 0, 0], groups=[7, 7, 3, 3, 5, 5, 0, 1, 2, 4]), 400
    )
    assert labels.shape == (10, 400)
    assert (labels[0] == labels[1]).all()
    assert (labels[2] == labels[3]).all()
    assert (labels[4] != labels[5]).all()
    # Of the six units on one side three are in a, in every permutation; each is there about half the time
    assert set(labels[[0, 2, 6, 7, 8, 9]].sum(axis=0)) == {3}
    assert np.all(
        np.abs(labels.mean(axis=1) - 0.5) < 0.1
    )  # four standard errors: 4 x .5 / sqrt(400) = .1


def test_permuted_labels_stay_within_their_stratum():
    # Stratum 0 has two of five in a, stratum 1 three of four, and stratum 2 is all in b
    labels = all_labels(design([1, 1, 0, 0, 0, 1, 1, 1, 0, 0], strata=[0] * 5 + [1] * 4 + [2]), 200)
    assert set(labels[:5].sum(axis=0)) == {2}
    assert set(labels[5:9].sum(axis=0)) == {3}
    assert not labels[9].any()
    assert (labels[:9].mean(axis=1) > 0.2).all()


def test_the_seed_alone_decides_the_permutations():
    made = design(np.arange(12) < 6)
    same = [all_labels(made, 100, seed) for seed in (1, 1, 2)]
    assert np.array_equal(same[0], same[1])
    assert not np.array_equal(same[0], same[2])


def test_p_is_that_of_all_ways_to_choose():
    # 3, 1 in a, 0, 0 in b: of six ways to choose two of four, {3, 1} and its opposite are as far apart (sqrt 2), and
    # {3, 0} twice with their opposites half as far. So p is 1/3 up to chance: four standard errors of 4,999 are .027
    p, from_tail = permutation_p(
        column(3, 1, 0, 0),
        design([1, 1, 0, 0], np.full(4, 10)),
        draws=Draws(4999, 0),
    )
    assert p == pytest.approx([1 / 3], abs=0.027)
    assert not from_tail.any()


def test_beyond_its_own_permutations_p_comes_from_all_terms_in_as_many_articles():
    # Twenty articles, ten a side. The first term is in all ten of a and none of b: of 184,756 ways to choose only two
    # are as far apart. Nine more terms in ten articles each share its band.
    generator = np.random.default_rng(3)
    others = np.stack([generator.permutation(np.arange(20) < 10) for _ in range(9)], axis=1)
    counts = sparse.csr_array(np.column_stack([np.arange(20) < 10, others]).astype(float))
    made = design(np.arange(20) < 10)
    p, from_tail = permutation_p(counts, made, draws=Draws(99, 1))
    assert from_tail[0]
    assert p[0] == 1 / (1 + 10 * 99)
    alone, _ = permutation_p(counts, made, pooled=False, draws=Draws(99, 1))
    assert alone[0] == 1 / (1 + 99)


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
        lengths = np.concatenate(
            [generator.integers(50, 150, 30), ratio * generator.integers(50, 150, 40)]
        )
        rates = generator.gamma(0.5, 1 / 0.5, (70, 60)) * generator.uniform(0.003, 0.02, 60)
        counts = generator.poisson(rates * lengths[:, None])
        rows = np.concatenate([np.arange(70), np.repeat([0, 1], copies)])
        groups = rows if keep_groups else np.arange(len(rows))
        counts, lengths, side_a = counts[rows], lengths[rows], rows < 30
        tested = (counts > 0).sum(axis=0) >= 12
        made = design(side_a, lengths, groups)
        found.append(
            permutation_p(sparse.csr_array(counts[:, tested]), made, draws=Draws(99, corpus))[0]
        )
    return np.concatenate(found)


@pytest.mark.parametrize(
    "copies", [0, 9], ids=["each article once", "two articles printed ten times"]
)
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


@pytest.mark.parametrize("seed", range(4))
def test_a_small_side_is_tested_as_any_other(seed, monkeypatch):
    generator = np.random.default_rng(seed)
    n = 200
    counts = sparse.csr_array(generator.poisson(0.2, (n, 50)).astype(float))
    made = design(
        np.arange(n) < 20,
        generator.integers(50, 150, n),
        groups=generator.integers(0, 150, n),
        strata=generator.integers(0, 1 + seed % 2 * 3, n),
    )
    by_article = permutation_p(counts, made, draws=Draws(199, seed))
    monkeypatch.setattr(permuting, "_FEW", 0)
    by_term = permutation_p(counts, made, draws=Draws(199, seed))
    assert np.array_equal(by_article[0], by_term[0])
    assert np.array_equal(by_article[1], by_term[1])


def test_a_permutation_is_the_same_in_blocks_of_any_size(monkeypatch):
    made = design(np.arange(40) < 15, strata=np.arange(40) % 3, groups=np.arange(40) // 2)
    whole = all_labels(made, 130, 3)
    monkeypatch.setattr(designs, "BLOCK", 7)
    assert np.array_equal(all_labels(made, 130, 3), whole)


def test_each_way_to_choose_is_as_likely():
    # Two of five: ten ways, 1,000 of 10,000 permutations each; four standard errors are 4 x sqrt(10000 x .1 x .9) = 120
    labels = all_labels(design([1, 1, 0, 0, 0]), 10_000, 5)
    ways, counts = np.unique(labels.T, axis=0, return_counts=True)
    assert len(ways) == 10
    assert np.abs(counts - 1000).max() < 120
