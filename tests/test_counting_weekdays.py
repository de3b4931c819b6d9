"""Articles a day by weekday, on weeks that can be counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mediakit import count_by_weekday
from mediakit.errors import UnknownValue

MONDAY = pd.Timestamp("2031-06-02")


def table_of(make_articles, weeks, **more):
    """Return as many articles on each day of each week as the lists say."""
    return make_articles(
        {"date": MONDAY + pd.Timedelta(days=7 * week + day), "title": "t"} | more
        for week, days in enumerate(weeks)
        for day, number in enumerate(days)
        for _ in range(number)
    )


def test_articles_a_day_have_a_range_over_the_weeks_that_stays_above_0(make_articles):
    table = count_by_weekday(
        table_of(
            make_articles, [[2, 1, 0, 1, 1, 1, 1], [4, 1, 0, 1, 1, 1, 1], [6, 1, 0, 1, 1, 1, 1]]
        )
    ).table()
    assert table["weekday"].tolist()[::6] == ["Monday", "Sunday"]
    # 2, 4, 6: mean 4, variance 4, and t = 4.30265 with 2 degrees of freedom. (4 - m)^2 = 18.5128 x (4 / 4) x m / 3:
    # m^2 - 14.17094 m + 16 = 0, so 7.08547 -+ sqrt(50.20389 - 16) = 7.08547 -+ 5.84841
    assert table.loc[0, ["per_day", "low", "high"]].tolist() == pytest.approx(
        [4, 1.23706, 12.93388], abs=1e-4
    )
    # No Wednesday has any: (0 - m)^2 = 18.5128 x m / 3, so 0 and 6.17094
    assert table.loc[2, ["per_day", "low", "high"]].tolist() == pytest.approx(
        [0, 0, 6.17094], abs=1e-4
    )
    assert table.loc[0, ["n_articles", "n_weeks"]].tolist() == [12, 3]
    assert table.loc[1, ["low", "high"]].isna().all()  # every Tuesday the same
    assert table["p"].isna().all()  # three weeks are too few to test


def test_a_day_without_articles_is_0_and_a_week_without_is_a_hole(make_articles):
    counts = count_by_weekday(
        table_of(make_articles, [[2, 1, 1, 1, 1, 0, 1], [0] * 7, [4, 1, 1, 1, 1, 0, 1]])
    )
    assert counts.table().loc[0, ["per_day", "n_weeks"]].tolist() == [3, 2]
    assert counts.table().loc[5, "per_day"] == 0
    assert "1 week without articles is left out." in counts.describe()
    assert counts.answer().startswith("No busiest day can be named: no test was made, ")
    assert (
        "Dot chart with 7 rows: articles per day, counting only weeks with articles."
        in counts.plot().alt
    )


def test_articles_a_day_are_the_independent_ones_by_the_weeks(make_articles):
    # Two weeks; on Mondays three articles and one, of which two of the first Monday are one text: 3 / 2 weeks
    table = table_of(make_articles, [[3, 1, 1, 1, 1, 1, 1], [1] * 7])
    numbers = count_by_weekday(
        table.assign(reprint_group=["x", "x", *(f"g{n}" for n in range(14))])
    ).table()
    assert numbers.loc[0, ["n_articles", "n_independent", "n_weeks", "per_day"]].tolist() == [
        4,
        3,
        2,
        1.5,
    ]


def test_an_answer_by_outlet_names_no_day_without_a_test(make_articles):
    gull = table_of(make_articles, [[3, 1, 3, 1, 1, 1, 1]] * 2, outlet="Gull")
    hill = table_of(make_articles, [[1] * 7] * 2, outlet="Hill")
    both = pd.concat([gull, hill], ignore_index=True)
    counts = count_by_weekday(
        both.assign(article_id=[f"a{n}" for n in range(len(both))]), by="outlet"
    )
    assert counts.answer() == (
        "No busiest day can be named: no test was made, because no outlet has at least 6 "
        "complete weeks."
    )


def test_weeks_that_the_edge_cuts_are_left_out_and_said(make_articles):
    counts = count_by_weekday(
        table_of(make_articles, [[0, 9, 9, 9, 9, 9, 9], [1] * 7, [9, 9, 0, 0, 0, 0, 0]])
    )
    assert counts.table()["per_day"].tolist() == [1] * 7
    assert "The first and last weeks are left out" in counts.describe()


def test_friedmans_test_compares_the_days_within_each_week(make_articles):
    # The same order in six weeks: ranks sum to 6 x (7, 6, 5, 4, 3, 2, 1); chi-squared is 12 / (6 x 7 x 8) x
    # 36 x (49 + 36 + 25 + 16 + 9 + 4 + 1) - 3 x 6 x 8 = 12 / 336 x 36 x 140 - 144 = 36, with 6 degrees of freedom:
    # p = exp(-18) x (1 + 18 + 18^2 / 2) = 1.523e-8 x 181 = 2.757e-6
    counts = count_by_weekday(table_of(make_articles, [[7, 6, 5, 4, 3, 2, 1]] * 6))
    assert counts.table()["p"].tolist() == pytest.approx([np.exp(-18) * 181] * 7, rel=1e-6)
    assert (
        counts.answer()
        == "Mondays have the largest number of articles here, 7 on average. The weekdays differ (p < 0.001)."
    )


def test_weekdays_that_are_alike_are_not_tested_to_differ(make_articles):
    counts = count_by_weekday(table_of(make_articles, [[2] * 7] * 8))
    assert counts.table()["p"].isna().all()


def test_each_outlet_has_its_own_test_and_q_over_all(make_articles):
    gull = table_of(make_articles, [[7, 6, 5, 4, 3, 2, 1]] * 6, outlet="Gull")
    hill = table_of(
        make_articles, [[1, 2, 1, 2, 1, 2, 1], [2, 1, 2, 1, 2, 1, 2]] * 3, outlet="Hill"
    )
    both = pd.concat([gull, hill], ignore_index=True)
    counts = count_by_weekday(
        both.assign(article_id=[f"a{n}" for n in range(len(both))]), by="outlet"
    )
    found = counts.table().drop_duplicates("outlet").set_index("outlet")
    # In the Hill each weekday ranks high in three weeks and low in three, but for four against three days: no difference
    assert found.loc["Hill", "p"] > 0.9
    assert found.loc["Gull", "q"] == pytest.approx(2 * found.loc["Gull", "p"])
    assert counts.answer().endswith(
        "The weekdays differ in 1 of the 2 outlets tested (false discovery rate 5%). "
        "In Gull, Mondays have the largest number of articles here, 7 on average."
    )
    assert counts.plot().data["outlet"].drop_duplicates().tolist() == ["Gull", "Hill"]


def test_examples_are_of_the_weekday(make_articles):
    counts = count_by_weekday(table_of(make_articles, [[2, 1, 1, 1, 1, 1, 1]] * 2))
    assert counts.examples("Monday", n=9).table()["date"].dt.day_name().tolist() == ["Monday"] * 4
    with pytest.raises(UnknownValue, match="There is no weekday 'Mon'"):
        counts.examples("Mon")


def test_without_a_whole_week_there_is_a_reason(make_articles):
    counts = count_by_weekday(table_of(make_articles, [[0, 1, 1, 1, 1, 1, 1]]))
    assert counts.answer() == "There is no whole week from Monday to Sunday with an article."
    assert counts.plot().data["note"].tolist() == [counts.answer()]


def test_the_weeks_in_which_an_outlets_collection_begins_or_ends_are_left_out(make_articles):
    gull = table_of(make_articles, [[1] * 7] * 8, outlet="Gull")
    # The Hill is there from the Thursday of the second week to the Tuesday of the sixth: 10 days of silence before,
    # 19 after, and none between its articles. Its whole weeks are the third, fourth and fifth
    days = [[0] * 7, [0, 0, 0, 2, 2, 2, 2], *[[2] * 7] * 3, [2, 2, 0, 0, 0, 0, 0]]
    hill = table_of(make_articles, days, outlet="Hill")
    both = pd.concat([gull, hill], ignore_index=True)
    counts = count_by_weekday(
        both.assign(article_id=[f"a{n}" for n in range(len(both))]), by="outlet"
    )
    assert counts.table().groupby("outlet")["n_weeks"].first().tolist() == [8, 3]
    assert counts.table().groupby("outlet")["per_day"].agg(["min", "max"]).to_numpy().tolist() == [
        [1, 1],
        [2, 2],
    ]
    assert counts.left_out == (
        " For each outlet, its first and last weeks are left out if they are incomplete (2 in all)."
    )
    hill = counts.plot(groups=["Hill"])
    assert hill.data["outlet"].tolist() == ["Hill"] * 7
    assert hill.source.startswith("Shown: 1 of 2 outlets, chosen by name. ")


def test_an_answer_names_no_day_where_none_stands_out(make_articles):
    tied = count_by_weekday(table_of(make_articles, [[3, 1, 3, 1, 1, 1, 1]] * 2)).answer()
    assert tied == (
        "No busiest day can be named: no test was made, because there are fewer than 6 "
        "complete weeks."
    )
    assert count_by_weekday(table_of(make_articles, [[2] * 7] * 8)).answer() == (
        "No busiest day can be named: all weekdays have equally many articles."
    )
