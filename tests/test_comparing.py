"""Terms that set two sides apart: published figures, sums by hand, planted words, and what is not tested."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from mediakit import compare, compare_outlets, compare_periods
from mediakit.comparing.keyness import g2, log_odds_z, log_ratio
from mediakit.errors import ColumnMissing, UnknownValue
from mediakit.uncertainty import discovery_rates


@pytest.fixture
def tiny(make_articles):
    """Two articles of four words a side: ferry 3 and 1 times in 8, snow 2 and 5, ice 3 and 2."""
    cases = [
        ("Gull", "ferry ferry snow ice"), ("Gull", "ferry snow ice ice"),
        ("Hill", "ferry snow snow snow"), ("Hill", "snow snow ice ice"),
    ]  # fmt: skip
    return make_articles({"outlet": outlet, "title": f"n{n}", "text": text} for n, (outlet, text) in enumerate(cases))


@pytest.fixture
def planted(make_articles):
    """Fifteen articles of each of three outlets: one word of its own in every article, and words that all share."""
    generator, shared = np.random.default_rng(0), [f"w{n:02d}" for n in range(30)]
    rows = []
    for outlet, own in (("Gull", "tariff"), ("Hill", "harvest"), ("Marsh", "bakery")):
        for day in range(1, 16):
            words = [*generator.choice(shared, 20), *[own] * int(generator.integers(1, 4))]
            rows.append({"outlet": outlet, "date": f"2031-03-{day:02d}", "title": "n", "text": " ".join(words)})
    return make_articles(rows)


@pytest.mark.parametrize(
    ("both", "first_only", "second_only", "neither", "published"),
    [
        (110, 2442, 111, 29114, 270.72),
        (29, 13, 123, 31612, 263.90),
        (31, 23, 139, 31584, 256.84),
        (10, 0, 3, 31764, 167.23),
    ],
    ids=["the swiss", "can be", "previous year", "mineral water"],
)
def test_g2_is_dunnings(both, first_only, second_only, neither, published):
    # Dunning (1993), Computational Linguistics 19:61, table 2
    found = g2(np.array([both]), np.array([first_only]), both + second_only, first_only + neither)
    assert found == pytest.approx([published], abs=0.005)


def test_g2_is_0_for_equal_rates_and_never_below():
    assert g2(np.array([3, 0, 7]), np.array([6, 0, 14]), 10, 20).tolist() == [0, 0, 0]


def test_log_odds_z_is_monroes():
    # 10 of 100 and 10 of 200 words: prior 500 x 20 / 300 = 33.333; 43.333 on both sides against
    # 100 + 500 - 43.333 = 556.667 and 200 + 500 - 43.333 = 656.667 others: ln(656.667 / 556.667) = .165210;
    # its variance 2 / 43.333 = .046154, root .214834; z = .165210 / .214834 = .76901
    assert log_odds_z(np.array([10]), np.array([10]), 100, 200) == pytest.approx([0.76901], abs=1e-5)


def test_a_count_of_0_is_taken_as_a_half_in_the_log_ratio():
    # log2(4/100 / (.5/100)) = 3; log2(.5/100 / (4/200)) = -2; log2(4/100 / (4/200)) = 1
    found = [
        log_ratio(np.array([a]), np.array([b]), 100, words)[0]
        for a, b, words in [(4, 0, 100), (0, 4, 200), (4, 4, 200)]
    ]
    assert found == pytest.approx([3, -2, 1])


def test_a_tiny_table_gives_the_numbers_worked_out_by_hand(tiny):
    comparison = compare_outlets(tiny, "Gull", "Hill", fields=["text"], min_articles=1, stop_words=None)
    table = comparison.table()
    # Without ranges and p the larger log ratio comes first: log2(3/1) = 1.585, log2(2/5) = -1.322, log2(3/2) = .585
    assert table[["term", "n_articles_a", "n_articles_b", "count_a", "count_b"]].to_numpy().tolist() == [
        ["ferry", 2, 1, 3, 1], ["snow", 2, 2, 2, 5], ["ice", 2, 1, 3, 2],
    ]  # fmt: skip
    assert table["log_ratio"].tolist() == pytest.approx([1.584963, -1.321928, 0.584963], abs=1e-6)
    assert table["rate_a"].tolist() == [3750, 2500, 3750]  # 10,000 x 3/8, 2/8, 3/8
    assert table["rate_b"].tolist() == [1250, 6250, 2500]
    # ferry: cells 3, 1, 5, 7, expected 2, 2, 6, 6: 2 (3 ln 1.5 + ln .5 + 5 ln 5/6 + 7 ln 7/6) = 1.38139;
    # prior 500 x 4/16 = 125: ln(128 / 380) - ln(126 / 382) = .020997 over sqrt(1/128 + 1/126) = .125495 is .16732
    assert table.loc[0, ["g2", "log_odds_z"]].tolist() == pytest.approx([1.38139, 0.16732], abs=1e-4)
    assert comparison.sizes == ((2, 2),)


def test_stop_words_are_left_out_of_the_terms_but_count_in_the_rates(tiny):
    table = compare_outlets(tiny, "Gull", "Hill", fields=["text"], min_articles=1, stop_words=["SNOW", "ice"]).table()
    assert table["term"].tolist() == ["ferry"]
    assert table.loc[0, "rate_a"] == 3750


def test_a_side_with_too_few_articles_gets_no_p_and_the_reason(tiny):
    comparison = compare_outlets(tiny, "Gull", "Hill", min_articles=1)
    assert comparison.table()[["p", "q", "low", "high"]].isna().all(axis=None)
    assert comparison.reason == "A test needs 10 independent articles a side; not so for Gull and Hill."
    assert comparison.answer() == "No term was tested. " + comparison.reason
    assert comparison.describe().endswith(comparison.reason)


@pytest.mark.parametrize("sizes", [(10, 10), (9, 40)], ids=str)
def test_ten_independent_articles_a_side_are_enough(make_articles, sizes):
    rows = [
        {"outlet": o, "text": "ice " + "ferry " * (n % 3)}
        for o, size in zip("AB", sizes, strict=True)
        for n in range(size)
    ]
    assert compare_outlets(make_articles(rows), "A", "B").table()["p"].isna().all() == (min(sizes) < 10)


def test_a_single_word_in_all_articles_is_no_difference_and_no_warning(make_articles):
    rows = [{"outlet": o, "text": "ferry " * (n % 3)} for o in "AB" for n in range(10)]
    assert compare_outlets(make_articles(rows), "A", "B").table()[["log_ratio", "g2"]].to_numpy().tolist() == [[0, 0]]


def test_ten_copies_of_one_report_are_no_ten_articles(planted):
    copied = planted.assign(reprint_group=planted["article_id"].where(planted["outlet"] != "Gull", "one"))
    comparison = compare_outlets(copied, "Gull", "Hill")
    assert comparison.sizes == ((1, 15),)
    assert comparison.table()["p"].isna().all()


def test_only_one_side_gives_a_reason_and_no_rows(tiny, articles):
    alone = compare_outlets(tiny.head(2), "Gull")
    undated = compare_periods(tiny)
    before_all = compare_periods(articles, "2030-01-01")
    for comparison in (alone, undated, before_all):
        assert comparison.reason == "There is only one side: nothing to compare with."
        assert comparison.table().empty
        assert comparison.answer() == comparison.reason
        assert comparison.plot().data["note"].tolist() == [comparison.reason]


def test_a_term_is_tested_where_the_smaller_side_is_expected_to_have_it_in_enough_articles(make_articles):
    # 10 and 20 articles: of n articles with a term the smaller side is expected to have n / 3, which is 5 from 15 on
    def words(n):
        return " ".join(word for word, k in [("four", 4), ("five", 5), ("fourteen", 14), ("fifteen", 15)] if n % 15 < k)

    rows = [{"outlet": "A" if n % 3 else "B", "text": "x " + words(n // 2)} for n in range(30)]
    table = compare_outlets(make_articles(rows), "B", "A", stop_words=None).table()
    n_with = (table["n_articles_a"] + table["n_articles_b"]).groupby(table["term"]).first()
    assert n_with.to_dict() == {"x": 30, "four": 8, "five": 10, "fourteen": 28, "fifteen": 30}
    assert set(table.loc[table["p"].notna(), "term"]) == {"x", "fourteen", "fifteen"}
    nine = compare_outlets(make_articles(rows), "B", "A", min_articles=9, stop_words=None).table()
    assert set(nine["term"]) == {"x", "five", "fourteen", "fifteen"}  # below nine articles a term has no row
    assert set(nine.loc[nine["p"].notna(), "term"]) == {"x", "fourteen", "fifteen"}  # 28 / 3 = 9.3


def test_planted_words_are_found_and_no_others(planted):
    comparison = compare_outlets(planted, "Gull", "Hill")
    table = comparison.table().set_index("term")
    assert set(table.index[table["q"] <= 0.05]) == {"tariff", "harvest"}
    assert table.loc["tariff", "log_ratio"] > 0 > table.loc["harvest", "log_ratio"]
    assert table.loc["tariff", ["n_articles_a", "n_articles_b"]].tolist() == [15, 0]
    assert "bakery" not in table.index
    assert comparison.answer().endswith(
        "2 set Gull and Hill apart at a false discovery rate of 5 %; more in Gull: tariff; more in Hill: harvest."
    )


def test_swapping_the_sides_flips_every_sign_and_keeps_every_p_exactly(planted):
    # One report in both outlets, and one three times in the Gull
    groups = planted["article_id"].replace({"a16": "a01", "a03": "a02", "a04": "a02"})
    ab, ba = (
        compare_outlets(planted.assign(reprint_group=groups), *sides, reprints="keep")
        .table()
        .sort_values("term", ignore_index=True)
        for sides in (("Gull", "Hill"), ("Hill", "Gull"))
    )
    swapped = pd.DataFrame(
        {"term": ba["term"]}
        | {f"{name}_{x}": ba[f"{name}_{y}"] for name in ("n_articles", "count", "rate") for x, y in ("ab", "ba")}
        | {
            name: -ba[other]
            for name, other in zip(
                ["log_ratio", "low", "high", "log_odds_z", "lrc"],
                ["log_ratio", "high", "low", "log_odds_z", "lrc"],
                strict=True,
            )
        }
        | {name: ba[name] for name in ("g2", "g2_rayson", "p", "q", "p_from_tail")}
        | {f"dispersion_{x}": ba[f"dispersion_{y}"] for x, y in ("ab", "ba")}
    )[ab.columns]
    assert ab["p"].notna().sum() > 20
    assert_frame_equal(ab, swapped, check_exact=True)


def test_each_of_three_outlets_is_compared_with_the_rest_in_one_family(planted):
    comparison = compare(planted, "outlet")
    table = comparison.table()
    assert comparison.sides == (("Gull", "all others"), ("Hill", "all others"), ("Marsh", "all others"))
    assert comparison.sizes == ((15, 30),) * 3
    found = table.loc[(table["q"] <= 0.05) & (table["log_ratio"] > 0)]
    assert {("Gull", "tariff"), ("Hill", "harvest"), ("Marsh", "bakery")} <= set(
        zip(found["group"], found["term"], strict=True)
    )
    assert len(found) <= 5  # one or two by chance: of 99 terms 5 % have p < .05, few of them q < .05
    assert table["q"].tolist() == pytest.approx(discovery_rates(table["p"]).tolist(), nan_ok=True)
    alone = compare_outlets(planted, "Gull").table()
    numbers = [name for name in alone.columns if name != "q"]  # q is over all three groups in the one table
    own = table.loc[table["group"] == "Gull"].sort_values("term")
    assert_frame_equal(own[numbers].reset_index(drop=True), alone.sort_values("term", ignore_index=True)[numbers])


def test_the_answer_counts_the_words_tested_between_the_sides_it_names(planted):
    comparison = compare(planted, "outlet")
    table = comparison.table()
    n_tested = int(table.loc[table["group"] == "Gull", "p"].notna().sum())
    assert comparison.answer().startswith(f"Of {n_tested} terms tested, ")


def test_what_is_surely_far_apart_comes_first(planted):
    table = compare(planted, "outlet").table()
    found = table["q"] <= 0.05
    bound = np.where(table["low"] > 0, table["low"], np.where(table["high"] < 0, -table["high"], 0))
    keys = {"bound": -bound, "p": table["p"].fillna(2), "size": -table["log_ratio"].abs()}
    rows = list(
        pd.DataFrame(keys | {"group": table["group"], "term": table["term"]}).itertuples(index=False, name=None)
    )
    assert 0 < found.sum() < len(table)
    assert len({*bound}) > 2
    assert rows == sorted(rows)


def test_periods_are_compared_from_a_day_on_with_the_time_before_and_undated_articles_set_aside(articles):
    comparison = compare_periods(articles, "2031-03-10", min_articles=1)
    assert comparison.sides == (("from 2031-03-10", "before 2031-03-10"),)
    assert comparison.sizes == ((6, 5),)  # a06 to a11, and a01 to a05
    assert "1 article without a value for date set aside." in comparison.describe()
    table = comparison.table().set_index("term")
    assert table.loc["crews", ["count_a", "count_b"]].tolist() == [0, 6]  # a01, a02 once; a03, a05 twice
    assert "readers" not in table.index  # of a12


def test_without_a_day_the_middle_date_parts_the_articles(articles):
    # Of eleven dates the sixth is 10 March
    assert compare_periods(articles).sides == (("from 2031-03-10", "before 2031-03-10"),)


def test_a_report_in_two_outlets_counts_in_both_and_twice_in_one_counts_once(articles):
    marked = articles.assign(reprint_group=articles["article_id"].replace({"a02": "a01", "a05": "a03"}))
    comparison = compare_outlets(marked, "Gull Gazette", "Hill Courier", min_articles=1)
    table = comparison.table().set_index("term")
    assert comparison.sizes == ((4, 4),)
    assert table.loc["noon", ["n_articles_a", "n_articles_b"]].tolist() == [1, 1]
    assert table.loc["strike", ["n_articles_a", "count_a"]].tolist() == [1, 2]  # title and text of a03
    kept = compare_outlets(marked, "Gull Gazette", "Hill Courier", min_articles=1, reprints="keep").table()
    assert kept.set_index("term").loc["strike", ["n_articles_a", "count_a"]].tolist() == [2, 4]


@pytest.fixture
def doubled(planted):
    """The planted articles, five of the Gull's printed three times, in all columns but the id the same."""
    copies = [planted.head(5).assign(article_id=lambda t, n=n: t["article_id"] + f"-{n}") for n in (2, 3)]
    table = pd.concat([planted, *copies], ignore_index=True)
    return table.assign(reprint_group=table["article_id"].str.slice(0, 3))


@pytest.mark.parametrize(
    "columns",
    [
        ["count_a", "count_b", "rate_a", "rate_b", "log_ratio", "log_odds_z", "g2"],
        ["n_articles_a", "n_articles_b"],
        ["low", "high"],
        ["p", "q"],
    ],
    ids=["estimates", "articles", "ranges", "tests"],
)
def test_identical_copies_that_share_one_unit_count_as_the_one_article(doubled, columns):
    collapsed, weighted = (
        compare_outlets(doubled, "Gull", "Hill", reprints=way).table().sort_values("term", ignore_index=True)
        for way in ("collapse", "weight")
    )
    assert_frame_equal(weighted[["term", *columns]], collapsed[["term", *columns]], check_dtype=False)


def test_sentences_lead_back_to_both_sides(articles):
    comparison = compare_outlets(articles, "Gull Gazette", "Hill Courier", min_articles=1)
    quotes = comparison.examples("ferry", n=1).table()
    assert list(zip(quotes["group"], quotes["article_id"], strict=True)) == [
        ("Gull Gazette", "a01"),
        ("Hill Courier", "a02"),
    ]
    rest = compare_outlets(articles, "Gull Gazette", min_articles=1).examples("fair").table()
    assert rest["group"].tolist() == ["Gull Gazette"]
    with pytest.raises(UnknownValue) as error:
        comparison.examples("fery")
    assert "There is no term 'fery'. Did you mean 'ferry'" in str(error.value)


@pytest.mark.parametrize(
    "values", [[2030, 2030, 2031, 2031], [True, True, False, False]], ids=["numbers", "truth values"]
)
def test_groups_that_are_no_text_lead_back_to_their_own_articles(tiny, values):
    comparison = compare(tiny.assign(kind=values), "kind", min_articles=1, stop_words=None)
    quotes = comparison.examples("ferry").table()
    own = quotes.loc[quotes["group"] == str(values[0]), "article_id"]
    assert set(own) == {"a01", "a02"}


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda t: compare(t, "outlet", b="Hill"), "b is given without a: name the side to compare with it."),
        (lambda t: compare(t, "outlet", a="Hill", b="Hill"), "a and b are both 'Hill': name two different sides."),
        (lambda t: compare_outlets(t, "Hill", "Hill"), "a and b are both 'Hill': name two different sides."),
        (lambda t: compare_outlets(t, "Hil"), "There is no outlet 'Hil' in the articles table. Did you mean 'Hill'?"),
        (lambda t: compare_periods(t, "spring"), "Expected a date such as '2031-03-01', got 'spring'."),
    ],
    ids=["b alone", "the same", "the same outlet", "unknown outlet", "no date"],
)
def test_sides_that_cannot_be_compared_are_refused(tiny, ask, message):
    with pytest.raises(UnknownValue) as error:
        ask(tiny.assign(date=pd.Timestamp("2031-03-01")))
    assert str(error.value) == message


def test_a_column_that_is_not_there_is_named(tiny):
    with pytest.raises(ColumnMissing) as error:
        compare(tiny, "mood")
    assert str(error.value).startswith("There is no column 'mood' in the articles table.")


def test_the_chart_shows_what_was_found_or_says_that_nothing_was(planted, make_articles):
    found = compare_outlets(planted, "Gull", "Hill").plot()
    assert list(found.data.columns) == ["term", "n_articles_a", "n_articles_b", "log_ratio", "low", "high", "q"]
    assert found.data["term"].tolist() == ["tariff", "harvest"]
    assert found.title == "Gull and Hill: the terms that set them apart"
    assert found.alt == "Two-sided chart, 2 rows. More in Gull: tariff. More in Hill: harvest."
    nothing = compare_periods(planted, "2031-03-08").plot(n=3)
    assert len(nothing.data) == 6
    assert "Grey: no term here has a false discovery rate of 5 % or less." in nothing.source
    rare = compare_outlets(make_articles([{"outlet": "A", "text": "x"}, {"outlet": "B", "text": "y"}]), "A", "B")
    assert rare.plot().data["note"].tolist() == [rare.reason]
