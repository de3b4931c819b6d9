"""Terms that set two sides apart: published figures, sums by hand, planted words, and what is not tested."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from scipy import sparse

from mediakit import (
    compare,
    compare_outlets,
    compare_periods,
    count_terms,
    find_topics,
    load_demo_articles,
    mark_reprints,
    measure_distances,
    scan_articles,
    score_frames,
    weigh_terms,
    write_articles,
)
from mediakit.comparing.keyness import dispersion, g2, g2_rayson, log_odds_z, log_ratio, lrc
from mediakit.errors import ColumnMissing, UnknownValue
from mediakit.uncertainty import discovery_rates


@pytest.fixture
def tiny(make_articles):
    """Two articles of four words a side: ferry 3 and 1 times in 8, snow 2 and 5, ice 3 and 2."""
    cases = [
        ("Gull", "ferry ferry snow ice"), ("Gull", "ferry snow ice ice"),
        ("Hill", "ferry snow snow snow"), ("Hill", "snow snow ice ice"),
    ]  # fmt: skip
    return make_articles(
        {"outlet": outlet, "title": f"n{n}", "text": text} for n, (outlet, text) in enumerate(cases)
    )


@pytest.fixture
def planted(make_articles):
    """Fifteen articles of each of three outlets: one word of its own in every article, and words that all share."""
    generator, shared = np.random.default_rng(0), [f"w{n:02d}" for n in range(30)]
    rows = []
    for outlet, own in (("Gull", "tariff"), ("Hill", "harvest"), ("Marsh", "bakery")):
        for day in range(1, 16):
            words = [*generator.choice(shared, 20), *[own] * int(generator.integers(1, 4))]
            rows.append(
                {
                    "outlet": outlet,
                    "date": f"2031-03-{day:02d}",
                    "title": "n",
                    "text": " ".join(words),
                }
            )
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


def test_g2_over_two_cells_is_rayson_and_garsides():
    # 10 in 100 and 10 in 200 words: expected 6.6667 and 13.3333; 2 (10 ln 1.5 + 10 ln .75) = 2 (4.05465 - 2.87682)
    assert g2_rayson(np.array([10]), np.array([10]), 100, 200) == pytest.approx([2.35566], abs=1e-4)


def test_lrc_is_the_bound_of_clopper_and_pearson_nearer_0():
    # 10 against 0 in as many words: the lower bound of 10 in 10 at 2.5 % is .025^(1/10) = .691503, the odds 2.24158,
    # log2 1.16452. With a second term the level is halved: .0125^(1/10) = .645191, odds 1.81842, log2 .86269
    assert lrc(np.array([10]), np.array([0]), 500, 500) == pytest.approx([1.16452], abs=1e-4)
    assert lrc(np.array([10, 3]), np.array([0, 3]), 500, 500) == pytest.approx(
        [0.86269, 0], abs=1e-4
    )
    assert lrc(np.array([0]), np.array([10]), 500, 1000) == pytest.approx([-1.16452 + 1], abs=1e-4)


def test_dispersion_is_gries_dp_over_its_highest_value():
    # Gries (2008), IJCL 13:403: five parts of 9, 10, 10, 10, 11 words with 1, 2, 3, 4, 5 uses. Half of
    # |.0667 - .18| + |.1333 - .2| + 0 + |.2667 - .2| + |.3333 - .22| is the printed .18; over 1 - .18 it is .21951
    lengths = np.array([9.0, 10, 10, 10, 11])
    uses = sparse.csr_array(
        np.array([[1, 2, 3, 4, 5], [50, 0, 0, 0, 0], [9, 10, 10, 10, 11], [0, 0, 0, 0, 0]]).T
    )
    assert dispersion(uses, lengths) == pytest.approx(
        [0.21951, 1, 0, np.nan], abs=1e-5, nan_ok=True
    )


def test_log_odds_z_is_monroes():
    # 10 of 100 and 10 of 200 words: prior 500 x 20 / 300 = 33.333; 43.333 on both sides against
    # 100 + 500 - 43.333 = 556.667 and 200 + 500 - 43.333 = 656.667 others: ln(656.667 / 556.667) = .165210;
    # its variance 2 / 43.333 = .046154, root .214834; z = .165210 / .214834 = .76901
    assert log_odds_z(np.array([10]), np.array([10]), 100, 200) == pytest.approx(
        [0.76901], abs=1e-5
    )


def test_a_count_of_0_is_taken_as_a_half_in_the_log_ratio():
    # log2(4/100 / (.5/100)) = 3; log2(.5/100 / (4/200)) = -2; log2(4/100 / (4/200)) = 1
    found = [
        log_ratio(np.array([a]), np.array([b]), 100, words)[0]
        for a, b, words in [(4, 0, 100), (0, 4, 200), (4, 4, 200)]
    ]
    assert found == pytest.approx([3, -2, 1])


def test_a_tiny_table_gives_the_numbers_worked_out_by_hand(tiny):
    comparison = compare_outlets(
        tiny, "Gull", "Hill", fields=["text"], min_articles=1, stop_words=None
    )
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
    assert comparison.keyness().loc[0, ["g2", "log_odds_z"]].tolist() == pytest.approx(
        [1.38139, 0.16732], abs=1e-4
    )
    assert comparison.sizes == ((2, 2),)


def test_stop_words_are_left_out_of_the_terms_but_count_in_the_rates(tiny):
    table = compare_outlets(
        tiny, "Gull", "Hill", fields=["text"], min_articles=1, stop_words=[None, "SNOW", "ice"]
    ).table()
    assert table["term"].tolist() == ["ferry"]
    assert table.loc[0, "rate_a"] == 3750


def test_a_side_with_too_few_articles_gets_no_p_and_the_reason(tiny):
    comparison = compare_outlets(tiny, "Gull", "Hill", min_articles=1)
    assert comparison.table()[["p", "q", "low", "high"]].isna().all(axis=None)
    assert comparison.reason == (
        "A test needs at least 10 independent articles on each side. Too few: Gull (2) and "
        "Hill (2)."
    )
    assert comparison.answer() == "No term was tested. " + comparison.reason
    assert comparison.describe().endswith(comparison.reason)


@pytest.mark.parametrize("sizes", [(10, 10), (9, 40)], ids=str)
def test_ten_independent_articles_a_side_are_enough(make_articles, sizes):
    rows = [
        {"outlet": o, "text": "ice " + "ferry " * (n % 3)}
        for o, size in zip("AB", sizes, strict=True)
        for n in range(size)
    ]
    assert compare_outlets(make_articles(rows), "A", "B").table()["p"].isna().all() == (
        min(sizes) < 10
    )


def test_a_single_word_in_all_articles_is_no_difference_and_no_warning(make_articles):
    rows = [{"outlet": o, "text": "ferry " * (n % 3)} for o in "AB" for n in range(10)]
    comparison = compare_outlets(make_articles(rows), "A", "B")
    assert comparison.table()["log_ratio"].tolist() == [0]
    assert comparison.keyness()["g2"].tolist() == [0]


def test_ten_copies_of_one_report_are_no_ten_articles(planted):
    copied = planted.assign(
        reprint_group=planted["article_id"].where(planted["outlet"] != "Gull", "one")
    )
    comparison = compare_outlets(copied, "Gull", "Hill")
    assert comparison.sizes == ((1, 15),)
    assert comparison.table()["p"].isna().all()


def test_only_one_side_gives_a_reason_and_no_rows(tiny, articles):
    alone = compare_outlets(tiny.head(2), "Gull")
    undated = compare_periods(tiny)
    before_all = compare_periods(articles, "2030-01-01")
    beginnings = (
        (
            alone,
            "Gull is the only outlet, so there is nothing to compare it with.",
        ),
        (undated, "There are no articles to compare. 4 articles have no date"),
        (before_all, "There is only one period, so there is nothing to compare"),
    )
    for comparison, beginning in beginnings:
        assert comparison.reason.startswith(beginning)
        assert comparison.table().empty
        assert comparison.answer() == comparison.reason
        assert comparison.plot().data["note"].tolist() == [comparison.reason]


def test_a_term_is_tested_where_the_smaller_side_is_expected_to_have_it_in_enough_articles(
    make_articles,
):
    # 10 and 20 articles: of n articles with a term the smaller side is expected to have n / 3, which is 5 from 15 on
    def words(n):
        return " ".join(
            word
            for word, k in [("four", 4), ("five", 5), ("fourteen", 14), ("fifteen", 15)]
            if n % 15 < k
        )

    rows = [{"outlet": "A" if n % 3 else "B", "text": "x " + words(n // 2)} for n in range(30)]
    every = ("subject", "name", "style", "trace")
    table = compare_outlets(make_articles(rows), "B", "A", stop_words=None, kinds=every).table()
    n_with = (table["n_articles_a"] + table["n_articles_b"]).groupby(table["term"]).first()
    assert n_with.to_dict() == {"x": 30, "four": 8, "five": 10, "fourteen": 28, "fifteen": 30}
    assert set(table.loc[table["p"].notna(), "term"]) == {"x", "fourteen", "fifteen"}
    nine = compare_outlets(
        make_articles(rows), "B", "A", min_articles=9, stop_words=None, kinds=every
    ).table()
    assert set(nine["term"]) == {
        "x",
        "five",
        "fourteen",
        "fifteen",
    }  # below nine articles a term has no row
    assert set(nine.loc[nine["p"].notna(), "term"]) == {"x", "fourteen", "fifteen"}  # 28 / 3 = 9.3


def test_planted_words_are_found_and_no_others(planted):
    comparison = compare_outlets(planted, "Gull", "Hill")
    table = comparison.table().set_index("term")
    assert set(table.index[table["q"] <= 0.05]) == {"tariff", "harvest"}
    assert table.loc["tariff", "log_ratio"] > 0 > table.loc["harvest", "log_ratio"]
    assert table.loc["tariff", ["n_articles_a", "n_articles_b"]].tolist() == [15, 0]
    assert "bakery" not in table.index
    assert comparison.answer().endswith(
        "Gull and Hill differ in the use of 2 of the 32 terms tested (false discovery rate 5%): "
        "“tariff” is more frequent in Gull; “harvest” in Hill."
    )


def with_keyness(comparison):
    """Return the table and the keyness in one, by term."""
    table = comparison.table().merge(comparison.keyness(), on="term")
    return table.sort_values("term", ignore_index=True)


def test_swapping_the_sides_flips_every_sign_and_keeps_every_p_exactly(planted):
    # One report in both outlets, and one three times in the Gull
    groups = planted["article_id"].replace({"a16": "a01", "a03": "a02", "a04": "a02"})
    marked = planted.assign(reprint_group=groups)
    ab, ba = (
        with_keyness(compare_outlets(marked, *sides, reprints="keep"))
        for sides in (("Gull", "Hill"), ("Hill", "Gull"))
    )
    swapped = pd.DataFrame(
        {"term": ba["term"], "kind": ba["kind"]}
        | {
            f"{name}_{x}": ba[f"{name}_{y}"]
            for name in ("n_articles", "count", "rate")
            for x, y in ("ab", "ba")
        }
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
    assert comparison.sides == (
        ("Gull", "all others"),
        ("Hill", "all others"),
        ("Marsh", "all others"),
    )
    assert comparison.sizes == ((15, 30),) * 3
    found = table.loc[(table["q"] <= 0.05) & (table["log_ratio"] > 0)]
    assert {("Gull", "tariff"), ("Hill", "harvest"), ("Marsh", "bakery")} <= set(
        zip(found["group"], found["term"], strict=True)
    )
    assert (
        len(found) <= 5
    )  # one or two by chance: of 99 terms 5 % have p < .05, few of them q < .05
    assert table["q"].tolist() == pytest.approx(discovery_rates(table["p"]).tolist(), nan_ok=True)
    alone = compare_outlets(planted, "Gull").table()
    numbers = [
        name for name in alone.columns if name != "q"
    ]  # q is over all three groups in the one table
    own = table.loc[table["group"] == "Gull"].sort_values("term")
    assert_frame_equal(
        own[numbers].reset_index(drop=True), alone.sort_values("term", ignore_index=True)[numbers]
    )


def test_the_answer_counts_the_words_tested_between_the_sides_it_names(planted):
    comparison = compare(planted, "outlet")
    table = comparison.table()
    of_marsh = table[table["group"] == "Marsh"]
    n_tested = int(of_marsh["p"].notna().sum())
    n_differ = int((of_marsh["q"] <= 0.05).sum())
    assert 0 < n_differ < n_tested
    assert comparison.answer().startswith(
        "Each outlet was compared with the other outlets taken together (false discovery rate 5%). "
        f"In Marsh, {n_differ} of the {n_tested} terms tested differ: “baker"
    )


def test_what_is_surely_far_apart_comes_first(planted):
    table = compare(planted, "outlet").table()
    found = table["q"] <= 0.05
    bound = np.where(table["low"] > 0, table["low"], np.where(table["high"] < 0, -table["high"], 0))
    keys = {"bound": -bound, "p": table["p"].fillna(2), "size": -table["log_ratio"].abs()}
    rows = list(
        pd.DataFrame(keys | {"group": table["group"], "term": table["term"]}).itertuples(
            index=False, name=None
        )
    )
    assert 0 < found.sum() < len(table)
    assert len({*bound}) > 2
    assert rows == sorted(rows)


def test_periods_are_compared_from_a_day_on_with_the_time_before_and_undated_articles_set_aside(
    articles,
):
    comparison = compare_periods(articles, "2031-03-10", min_articles=1)
    assert comparison.sides == (("the period from 10 March 2031", "the period before it"),)
    assert comparison.sizes == ((6, 5),)  # a06 to a11, and a01 to a05
    assert "1 article has no date and was left out." in comparison.describe()
    table = comparison.table().set_index("term")
    assert table.loc["crews", ["count_a", "count_b"]].tolist() == [
        0,
        6,
    ]  # a01, a02 once; a03, a05 twice
    assert "readers" not in table.index  # of a12


def test_without_a_day_the_middle_date_parts_the_articles(articles):
    # Of eleven dates the sixth is 10 March
    assert compare_periods(articles).sides == (
        ("the period from 10 March 2031", "the period before it"),
    )


def test_a_report_in_two_outlets_counts_in_both_and_twice_in_one_counts_once(articles):
    marked = articles.assign(
        reprint_group=articles["article_id"].replace({"a02": "a01", "a05": "a03"})
    )
    comparison = compare_outlets(marked, "Gull Gazette", "Hill Courier", min_articles=1)
    table = comparison.table().set_index("term")
    assert comparison.sizes == ((4, 4),)
    assert table.loc["noon", ["n_articles_a", "n_articles_b"]].tolist() == [1, 1]
    assert table.loc["strike", ["n_articles_a", "count_a"]].tolist() == [
        1,
        2,
    ]  # title and text of a03
    kept = compare_outlets(
        marked, "Gull Gazette", "Hill Courier", min_articles=1, reprints="keep"
    ).table()
    assert kept.set_index("term").loc["strike", ["n_articles_a", "count_a"]].tolist() == [2, 4]


@pytest.fixture
def doubled(planted):
    """The planted articles, five of the Gull's printed three times, in all columns but the id the same."""
    copies = [
        planted.head(5).assign(article_id=lambda t, n=n: t["article_id"] + f"-{n}") for n in (2, 3)
    ]
    table = pd.concat([planted, *copies], ignore_index=True)
    return table.assign(reprint_group=table["article_id"].str.slice(0, 3))


@pytest.mark.parametrize(
    "columns",
    [
        ["count_a", "count_b", "rate_a", "rate_b", "log_ratio"],
        ["n_articles_a", "n_articles_b"],
        ["low", "high"],
        ["p", "q"],
    ],
    ids=["estimates", "articles", "ranges", "tests"],
)
def test_identical_copies_that_share_one_unit_count_as_the_one_article(doubled, columns):
    collapsed, weighted = (
        compare_outlets(doubled, "Gull", "Hill", reprints=way)
        .table()
        .sort_values("term", ignore_index=True)
        for way in ("collapse", "weight")
    )
    assert_frame_equal(
        weighted[["term", *columns]], collapsed[["term", *columns]], check_dtype=False
    )


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
    "values",
    [[2030, 2030, 2031, 2031], [True, True, False, False]],
    ids=["numbers", "truth values"],
)
def test_groups_that_are_no_text_lead_back_to_their_own_articles(tiny, values):
    comparison = compare(tiny.assign(kind=values), "kind", min_articles=1, stop_words=None)
    quotes = comparison.examples("ferry", group=str(values[0])).table()
    own = quotes.loc[quotes["group"] == str(values[0]), "article_id"]
    assert set(own) == {"a01", "a02"}


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda t: compare(t, "outlet", b="Hill"),
            "b is given without a: name the side to compare with it.",
        ),
        (
            lambda t: compare(t, "outlet", a="Hill", b="Hill"),
            "a and b are both 'Hill': name two different sides.",
        ),
        (
            lambda t: compare_outlets(t, "Hill", "Hill"),
            "a and b are both 'Hill': name two different sides.",
        ),
        (
            lambda t: compare_outlets(t, "Hil"),
            "There is no outlet 'Hil' in the articles table. Did you mean 'Hill'?",
        ),
        (
            lambda t: compare_periods(t, "spring"),
            "Expected a date such as '2031-03-01'; got 'spring'.",
        ),
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
    assert list(found.data.columns) == [
        "term",
        "n_articles_a",
        "n_articles_b",
        "log_ratio",
        "low",
        "high",
        "q",
    ]
    assert found.data["term"].tolist() == ["tariff", "harvest"]
    assert found.title == "Words that set Gull apart from Hill"
    assert found.alt == (
        "Two-sided chart with 2 rows. More in Gull (15 articles): “tariff”. More in Hill "
        "(15 articles): “harvest”."
    )
    nothing = compare_periods(planted, "2031-03-08").plot(n=3)
    assert len(nothing.data) == 6
    assert "Grey: no difference found (false discovery rate 5%)." in nothing.source
    rare = compare_outlets(
        make_articles([{"outlet": "A", "text": "x"}, {"outlet": "B", "text": "y"}]), "A", "B"
    )
    assert rare.plot().data["note"].tolist() == [rare.reason]


@pytest.fixture
def calendar(make_articles):
    """Gull writes of snow in each article of January, Hill too; but Gull has 30 articles then and Hill 10, and in June
    10 and 30. `section` is news for all. One article of Hill stands alone in August."""
    rows = []
    for month, sizes in (("01", {"Gull": 30, "Hill": 10}), ("06", {"Gull": 10, "Hill": 30})):
        for outlet, size in sizes.items():
            for day in range(size):
                words = [
                    "snow" if month == "01" else "sun",
                    f"w{day % 7}",
                    "port",
                    "tug" * (day % 2) or "buoy",
                ]
                date = f"2031-{month}-{day % 28 + 1:02d}"
                rows.append(
                    {"outlet": outlet, "date": date, "text": " ".join(words), "section": "news"}
                )
    return make_articles([*rows, {"outlet": "Hill", "date": "2031-08-01", "text": "snow port"}])


def test_within_the_month_outlets_are_not_compared_on_the_calendar(calendar):
    plain = compare_outlets(calendar, "Gull", "Hill").table().set_index("term").loc["snow"]
    assert plain["q"] < 0.01
    within = compare_outlets(calendar, "Gull", "Hill", within="M")
    held = within.table().set_index("term").loc["snow"]
    # In each month both have snow once in four words, or not at all: the rates are the same
    assert held["log_ratio"] == 0
    assert held["p"] > 0.5
    assert held[["rate_a", "rate_b"]].tolist() == pytest.approx(
        [1250, 1250]
    )  # weights: 30 x 10 / 40 in each month
    said = "1 article of Gull and Hill was left out: its month has articles on one side only."
    assert said in within.describe()
    assert within.sizes == ((40, 40),)
    assert "a81" not in set(within.examples("snow", n=99).table()["article_id"])


def test_articles_without_a_date_or_a_section_are_set_aside_within_it(calendar):
    some = calendar.assign(section=calendar["section"].where(calendar.index > 4))
    said = "6 articles have no section and were left out."
    assert said in compare_outlets(some, "Gull", "Hill", within="section").describe()


def test_a_unit_counts_once_however_many_articles_it_has(planted):
    # Three authors an outlet: nothing can be tested with fewer than ten units a side
    authored = planted.assign(author=planted["outlet"] + (planted.index % 3).astype(str))
    few = compare_outlets(authored, "Gull", "Hill", unit="author")
    assert few.reason == (
        "A test needs at least 10 different authors on each side. Too few: Gull (3) and Hill (3)."
    )
    assert few.table()["p"].isna().all()
    assert few.table().set_index("term").loc["tariff", "n_articles_a"] == 15
    # Each article its own author: the same as by article up to that
    own = planted.assign(author=planted["article_id"])
    by_author, by_article = (
        compare_outlets(own, "Gull", "Hill", unit=unit).table() for unit in ("author", "article")
    )
    assert_frame_equal(by_author, by_article)


def test_days_on_both_sides_swap_as_one(planted):
    # The fifteen days are the same in both outlets, so that days swap: tariff is always Gull's
    table = compare_outlets(planted, "Gull", "Hill", unit="date").table().set_index("term")
    assert set(table.index[table["q"] <= 0.05]) == {"tariff", "harvest"}


def test_shares_of_queries_are_compared_with_their_range_and_lead_to_sentences(planted):
    found = compare(
        planted, "outlet", a="Gull", b="Hill", features={"trade": "tariff OR toll", "all": "w*"}
    )
    table = found.table().set_index("feature")
    assert table.loc[
        "trade", ["n_articles_a", "n_articles_b", "mean_a", "mean_b", "difference"]
    ].tolist() == [
        15,
        0,
        1,
        0,
        1,
    ]
    # 15 of 15 and 0 of 15: Wilson .79612 to 1 and 0 to .20388; Newcombe: 1 - sqrt(.20388^2 + .20388^2) = .71167, 1
    assert table.loc["trade", ["low", "high"]].tolist() == pytest.approx([0.71167, 1], abs=1e-4)
    assert table.loc["trade", "p"] == 0.0001  # none of 9,999 permutations
    assert np.isnan(table.loc["all", "p"])  # it stands in all articles: nothing to test
    quotes = found.examples("trade", n=1).table()
    assert quotes["group"].tolist() == ["Gull"]
    assert quotes["match"].tolist() == ["tariff"]
    assert found.answer().startswith(
        "Gull and Hill differ in the one measure tested (false discovery rate 5%): “trade” is more frequent"
    )


def test_scores_in_a_table_are_compared_by_their_means(planted):
    scores = planted[["article_id"]].assign(mood=np.arange(45) % 15 / 10.0)
    scores.loc[scores.index >= 15, "mood"] -= 1
    found = compare(planted, "outlet", a="Gull", b="Hill", features=scores)
    row = found.table().iloc[0]
    # 0, .1, ..., 1.4 against the same less 1: difference 1; variance 15 x 16 / 12 x .01 = .2, of a mean .2 / 15;
    # t(.975, 28 df) = 2.0484: 1 -+ 2.0484 x sqrt(.4 / 15) = 1 -+ .33451
    assert row[["mean_a", "mean_b", "difference"]].tolist() == pytest.approx([0.7, -0.3, 1])
    assert row[["low", "high"]].tolist() == pytest.approx([1 - 0.33451, 1.33451], abs=1e-4)
    assert found.examples("mood", n=1).table()["article_id"].tolist() == [
        "a15",
        "a30",
    ]  # the highest above 0


def test_articles_without_a_score_are_set_aside(planted):
    scores = planted[["article_id"]].assign(mood=1.5).tail(40)
    found = compare(planted, "outlet", a="Gull", b="Hill", features=scores)
    assert "5 articles without a value for mood were left out." in found.describe()
    assert found.sizes == ((10, 15),)


def test_frames_and_topics_are_compared_like_words(planted):
    worded = planted.assign(
        text=planted["text"]
        + np.where(planted["outlet"] == "Gull", ". They paid millions in taxes.", ".")
    )
    frames = compare(worded, "outlet", a="Gull", b="Hill", features=score_frames(worded)).table()
    assert frames.iloc[0]["feature"] == "economic"
    demo = load_demo_articles()
    topics = find_topics(demo, n_topics=4)
    found = compare(demo, "outlet", a="northernledger.example", features=topics)
    shares = (
        topics.table(by="outlet")
        .query("outlet == 'northernledger.example'")
        .set_index("topic")["share"]
    )
    assert found.table().set_index("feature")["mean_a"].sort_index().tolist() == pytest.approx(
        shares.sort_index().tolist()
    )
    assert len(found.examples(n=1)) == 2


def test_phrases_and_pairs_of_words_are_compared(planted):
    pairs = count_terms(
        planted.assign(text=planted["text"].replace("tariff", "import tariff", regex=True)),
        ngram_range=(2, 2),
    )
    table = compare_outlets(planted, "Gull", "Hill", features=pairs).table()
    assert table["term"].iloc[0] == "import tariff"


def test_a_list_of_word_frequencies_may_stand_in_for_b(tiny):
    # ferry 3 in 8 words against 10 in 1,000: log2(.375 / .01) = 5.2288; snow is not in the list: .5 in 1,000
    words = pd.DataFrame({"term": ["Ferry", "ice", "other"], "count": [10, 40, 950]})
    found = compare_outlets(tiny, "Gull", words, fields=["text"], min_articles=1, stop_words=None)
    table = found.table().set_index("term")
    assert table.loc["ferry", ["count_a", "count_b", "rate_b"]].tolist() == [3, 10, 100]
    assert table["log_ratio"].round(4).to_dict() == {"ferry": 5.2288, "ice": 3.2288, "snow": 8.9658}
    assert table[["p", "q", "n_articles_b"]].isna().all(axis=None)
    assert found.sides == (("Gull", "the word list"),)
    assert found.reason == (
        "A word list has no articles, so only the rates of Gull have a range, and nothing "
        "can be tested."
    )
    assert len(found.examples("ferry")) == 2
    from_dict = compare_outlets(
        tiny,
        "Gull",
        dict(zip(words["term"], words["count"], strict=True)),
        fields=["text"],
        min_articles=1,
        stop_words=None,
    )
    assert_frame_equal(from_dict.table(), found.table())


def test_against_a_list_the_range_is_that_of_the_rate_of_a(planted):
    table = compare_outlets(planted, "Gull", {"tariff": 10, "other": 990}).table().set_index("term")
    plain = compare_outlets(planted, "Gull", "Hill").table().set_index("term")
    assert table.loc["tariff", "rate_a"] == plain.loc["tariff", "rate_a"]
    low, high = table.loc["tariff", ["low", "high"]]
    assert low < table.loc["tariff", "log_ratio"] < high
    assert high - low == pytest.approx(
        2 * (high - table.loc["tariff", "log_ratio"])
    )  # even on the log scale


def test_two_ranges_of_days_are_compared_and_other_days_left_out(articles):
    comparison = compare_periods(
        articles, a=("2031-03-10", "2031-03-14"), b=("2031-03-01", "2031-03-05"), min_articles=1
    )
    assert comparison.sides == (("10 to 14 March 2031", "1 to 5 March 2031"),)
    days = articles["date"]
    sizes = (
        int(days.between("2031-03-10", "2031-03-14").sum()),
        int(days.between("2031-03-01", "2031-03-05").sum()),
    )
    assert comparison.sizes == (sizes,)


def test_within_the_outlet_a_period_is_not_compared_on_who_published(calendar):
    word = calendar.assign(
        text=calendar["text"] + np.where(calendar["outlet"] == "Gull", " gazette", " courier")
    )
    plain, held = (
        compare_periods(word, "2031-05-01", **options).table().set_index("term")
        for options in ({}, {"within": "outlet"})
    )
    assert plain.loc["gazette", "q"] < 0.01
    assert held.loc["gazette", "log_ratio"] == 0


def test_a_group_can_be_asked_for_its_sentences(planted):
    comparison = compare(planted, "outlet")
    assert set(comparison.examples("tariff", group="Hill").table()["group"]) == {"all others"}
    with pytest.raises(UnknownValue, match="There is no group 'Hil'"):
        comparison.examples("tariff", group="Hil")


def test_several_groups_have_a_panel_each_the_largest_first(planted):
    chart = compare(planted, "outlet").plot()
    assert list(dict.fromkeys(chart.data["group"])) == ["Gull", "Hill", "Marsh"]
    assert chart.data.groupby("group").size().max() <= 6
    one = compare(planted, "outlet").plot(groups=["Marsh"])
    assert "bakery" in set(one.data["term"])
    assert one.title == "Words that set each outlet apart from the rest"


def test_bounds_on_one_side_are_said_to_be_so(planted):
    table = compare_outlets(planted, "Gull", "Hill").table().set_index("term")
    assert table.loc["tariff", "low"] > 1
    assert np.isnan(table.loc["tariff", "high"])


def test_the_seed_and_the_number_of_permutations_are_the_callers(planted):
    few = compare_outlets(planted, "Gull", "Hill", n_permutations=19).table()
    assert few.loc[~few["p_from_tail"], "p"].dropna().mul(20).round(6).mod(1).eq(0).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"within": ["M"]}, "within is the name of one column; got ['M']."),
        ({"within": "outlet"}, "by and within are both 'outlet': within it there is nothing to compare."),
        ({"within": "M", "unit": "author"}, "Give within= or unit=, not both: a unit may fall into several of the groups that within= makes."),
        ({"unit": None}, "unit is the name of one column; got None."),
        ({"features": {"": "ferry"}}, "features= needs a query, and a name for each."),
        ({"n_permutations": 0}, "n_permutations must be a whole number, 1 or more; got 0."),
        ({"min_articles": 0}, "min_articles must be a whole number, 1 or more; got 0."),
        ({"features": {}}, "features= needs a query, and a name for each."),
        ({"features": pd.DataFrame({"article_id": ["a01"]})}, "The table of features has no column of numbers beside article_id."),
        ({"features": 7}, "features= takes the result of count_terms, score_frames or find_topics, a table with article_id and columns of numbers, or queries by name such as {'ferries': 'ferry*'}; got int."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
def test_options_that_mean_nothing_are_refused(tiny, options, message):
    with pytest.raises(UnknownValue) as error:
        compare_outlets(tiny, "Gull", "Hill", **options)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"a": ("2031-03-01", "2031-03-05")}, "Give either split, the first day of the later period, or a and b, two pairs of days."),
        ({"a": ("2031-03-01", "2031-03-05"), "b": ("2031-03-05", "2031-03-09")}, (
            "The two periods overlap, so some articles would be on both sides. Choose periods "
            "that do not overlap."
        )),
        ({"a": ("2031-03-05", "2031-03-01"), "b": ("2031-03-07", "2031-03-09")}, "The period ends before it begins: 2031-03-05 to 2031-03-01."),
        ({"a": "2031-03-05", "b": "2031-03-07"}, "A period is a pair of days such as ('2031-03-01', '2031-03-15'); got '2031-03-05'."),
    ],
    ids=["one", "overlap", "backwards", "no pair"],
)  # fmt: skip
def test_periods_that_cannot_be_compared_are_refused(articles, options, message):
    with pytest.raises(UnknownValue) as error:
        compare_periods(articles, **options)
    assert str(error.value) == message


def test_weights_are_no_counts(tiny):
    with pytest.raises(UnknownValue) as error:
        compare_outlets(tiny, "Gull", "Hill", features=weigh_terms(tiny, min_df=1))
    assert (
        str(error.value)
        == "A comparison takes counts: use count_terms(articles) instead of weigh_terms."
    )


def test_reprints_of_one_text_move_together_within_strata_as_well(planted):
    marked = mark_reprints(planted)
    assert compare_outlets(marked, "Gull", "Hill", within="M").table()["p"].notna().any()


def test_copies_under_several_authors_move_as_one(planted):
    # One text printed ten times under ten names is one text: with it left as it is p would be far smaller
    own = planted.assign(author=planted["article_id"], reprint_group=planted["article_id"])
    copies = own.iloc[[0] * 9].assign(
        text="comet comet comet", article_id=[f"c{n}" for n in range(9)]
    )
    copies = copies.assign(author=copies["article_id"], reprint_group="one")
    table = compare_outlets(
        pd.concat([own, copies], ignore_index=True),
        "Gull",
        "Hill",
        unit="author",
        reprints="keep",
        min_articles=3,
    ).table()
    assert table.set_index("term").loc["comet", "p"] > 0.3


def test_copies_that_share_a_unit_do_so_within_a_stratum(calendar):
    # A text of January again in June: within the month each counts in its own
    again = calendar.iloc[[0]].assign(article_id="z1", date=pd.Timestamp("2031-06-20"))
    marked = pd.concat([calendar, again], ignore_index=True)
    marked = marked.assign(reprint_group=marked["article_id"].replace({"z1": "a01"}))
    held = (
        compare_outlets(marked, "Gull", "Hill", within="M", reprints="weight")
        .table()
        .set_index("term")
    )
    plain = (
        compare_outlets(marked, "Gull", "Hill", within="M", reprints="keep")
        .table()
        .set_index("term")
    )
    assert_frame_equal(held[["rate_a", "rate_b"]], plain[["rate_a", "rate_b"]])


def test_articles_without_words_are_set_aside(planted, make_articles):
    empty = make_articles([{"outlet": "Gull", "title": "", "text": ""}] * 3).assign(
        article_id=["e1", "e2", "e3"]
    )
    comparison = compare_outlets(pd.concat([planted, empty], ignore_index=True), "Gull", "Hill")
    assert "3 articles without a word were left out." in comparison.describe()
    assert comparison.sizes == ((15, 15),)


def test_groups_are_named_by_what_they_print_as(planted):
    years = planted["outlet"].map(
        {"Gull": 2030.0, "Hill": 2031.0}
    )  # with NaN for Marsh, so no integers
    found = compare(planted.assign(year=years), "year", a=2030, b="2031")
    assert found.sides == (("2030", "2031"),)
    assert found.sizes == ((15, 15),)
    with pytest.raises(UnknownValue, match="There is no year '2032'"):
        compare(planted.assign(year=years), "year", a=2032)


def test_a_column_of_ones_own_may_be_called_period(planted):
    named = planted.assign(period=planted["date"].dt.day > 7)
    assert compare(named, "period").sides == (("False", "True"), ("True", "False"))
    by_split = compare_periods(named, "2031-03-08", within="period")
    assert by_split.reason.startswith(
        "Nothing can be compared: in no period do both sides have articles"
    )  # each value lies on one side of that day


def test_a_split_of_a_table_with_a_doubled_index(planted):
    doubled = planted.set_axis([0] * len(planted), axis=0)
    sizes = compare_periods(
        doubled, a=("2031-03-09", "2031-03-15"), b=("2031-03-01", "2031-03-08")
    ).sizes
    assert sizes == ((21, 24),)


@pytest.fixture
def read_in_parts(planted, tmp_path):
    """The planted articles in three files, counted one after the other: nobody holds their texts."""
    for number in range(3):
        write_articles(planted.iloc[number::3], tmp_path / f"{number}.parquet")
    return count_terms(scan_articles(tmp_path))


def test_counts_of_an_archive_read_part_by_part_are_compared_without_its_texts(
    planted, read_in_parts
):
    without_texts = read_in_parts.articles
    assert "text" not in without_texts.columns
    parts = compare_outlets(without_texts, "Gull", "Hill", features=read_in_parts)
    whole = compare_outlets(planted, "Gull", "Hill", features=count_terms(planted))
    assert_frame_equal(parts.table(), whole.table(), check_exact=True)
    assert repr(parts.examples("tariff")) == repr(whole.examples("tariff"))


def test_distances_of_an_archive_read_part_by_part_need_no_texts(planted, read_in_parts):
    parts = measure_distances(read_in_parts.articles, features=read_in_parts, n_permutations=19)
    whole = measure_distances(planted, features=count_terms(planted), n_permutations=19)
    assert_frame_equal(parts.table(), whole.table(), check_exact=True)
    assert repr(parts.examples()) == repr(whole.examples())


def test_no_difference_says_how_many_terms_could_not_be_tested(make_articles):
    # Of 24 articles, 12 a side, "snow" and "fell" are in all; "ice" is in 4 of each, so that 4 of the smaller side
    # are expected; "came" is a stop word.
    rows = []
    for number in range(24):
        text = "Snow fell." + " Ice came." * (number < 8)
        rows.append({"outlet": ("Gull", "Hill")[number % 2], "title": "", "text": text})
    found = compare_outlets(make_articles(rows), "Gull", "Hill", n_permutations=19)
    assert found.answer() == (
        "No difference was found between Gull and Hill in any of the 2 terms tested (false discovery "
        "rate 5%). 1 other term appears in too few articles to be tested."
    )
