"""Changes of level, on series whose changes, levels and statistics are worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from mediakit import find_changes
from mediakit.changes.bursts import _next_burst, _with_silences, find_all_bursts
from mediakit.changes.calm import _drawn_counts
from mediakit.changes.cutting import best_cuts
from mediakit.changes.series import Series, level_ranges
from mediakit.changes.shifts import find_all_shifts
from mediakit.changes.stretches import Background
from mediakit.errors import BadQuery, UnknownValue

# Ten weeks of 4 and 6 articles in turn, then ten of 14 and 16: levels of 5 and 15; 2031-01-06 is a Monday.
STEP = [4, 6] * 5 + [14, 16] * 5
FLAT = [4, 6, 5, 5, 6, 4, 5, 6, 4, 5] * 2


def weekly(make_articles, numbers, **more):
    """Return so many articles on the Mondays and Sundays of one week after the other."""
    rows = []
    for week, number in enumerate(numbers):
        monday = pd.Timestamp("2031-01-06") + pd.Timedelta(weeks=week)
        days = [monday, monday + pd.Timedelta(days=6)]
        rows += [
            {"date": days[n % 2], "title": f"w{week} n{n}", "text": "snow"} | more
            for n in range(number)
        ]
    return make_articles(rows)


def series(counts, totals=None):
    as_floats = None if totals is None else np.array(totals, dtype=float)
    return Series(np.array(counts, dtype=float), as_floats, None, 4)


def test_a_step_is_found_at_its_first_week_with_the_levels_on_both_sides(make_articles):
    changes = find_changes(weekly(make_articles, STEP))
    table = changes.table()
    assert table["date"].tolist() == [pd.Timestamp("2031-03-17")]  # ten weeks after 6 January
    # 5 times (4 + 6) / 10 = 5 and 5 times (14 + 16) / 10 = 15
    assert table.loc[0, ["before", "after", "ratio"]].tolist() == [5, 15, 3]
    assert table.loc[0, "p"] <= 0.05
    levels = changes.levels()
    assert levels["since"].tolist() == [pd.Timestamp("2031-01-06"), pd.Timestamp("2031-03-17")]
    assert levels["until"].tolist() == [pd.Timestamp("2031-03-10"), pd.Timestamp("2031-05-19")]
    assert levels["n_periods"].tolist() == [10, 10]
    assert ((levels["low"] < levels["level"]) & (levels["level"] < levels["high"])).all()
    assert changes.answer().startswith(
        "1 lasting change was found in the number of articles: in the week of 17 March 2031 the level rose from 5.0 "
        "to 15.0 a week (95% range of the new level "
    )


def test_a_level_series_shows_no_change_and_that_is_no_proof(make_articles):
    changes = find_changes(weekly(make_articles, FLAT))
    assert changes.table().empty
    # 2 x (4 + 6 + 5 + 5 + 6 + 4 + 5 + 6 + 4 + 5) = 100 in 20 weeks
    assert changes.levels()[["n_periods", "level"]].to_numpy().tolist() == [[20, 5]]
    assert changes.answer().startswith(
        "No lasting change was found in the number of articles; that does not mean there was none."
    )


def test_for_bursts_an_empty_week_counts_as_none_and_a_hole_in_a_full_series_is_missing():
    # Weeks 0 to 3, 5, 11 to 14: week 4 is empty, one of 1 + 9, less than a fifth; five weeks are missing
    periods = np.array([0, 1, 2, 3, 5, 11, 12, 13, 14])
    filled, places, every = _with_silences(series([3] * 4 + [2] + [4] * 4), [5], periods)
    assert every.tolist() == [0, 1, 2, 3, 4, 5, 11, 12, 13, 14]
    assert filled.counts.tolist() == [3, 3, 3, 3, 0, 2, 4, 4, 4, 4]
    assert places == [6]  # week 11
    # Every second week is empty as well: then five in a row are nothing special
    filled, places, every = _with_silences(series([3, 3, 3, 2, 4]), [4], np.array([0, 2, 4, 6, 12]))
    assert every.tolist() == list(range(13))
    assert filled.counts.tolist() == [3, 0, 3, 0, 3, 0, 2, 0, 0, 0, 0, 0, 4]
    assert places == [12]


def test_the_empty_days_of_a_silence_have_their_own_weekday():
    days = Series(
        np.array([2.0, 3.0, 1.0]), None, np.array([4, 0, 1]), 7
    )  # Friday, Monday, Tuesday
    filled, _, every = _with_silences(days, [], np.array([10, 13, 14]))
    assert every.tolist() == [10, 11, 12, 13, 14]
    assert filled.seasons.tolist() == [4, 5, 6, 0, 1]


def test_shares_keep_their_periods():
    shares = series([1, 2, 1], [5, 6, 7])
    assert _with_silences(shares, [], np.array([0, 4, 5]))[0] is shares


def test_a_thin_bursty_series_without_its_empty_weeks_shows_no_burst():
    generator = np.random.default_rng(3)
    found = []
    for _ in range(12):
        y = generator.negative_binomial(0.5, 1 / 3, 104).astype(
            float
        )  # mean 1, variance 3: 58 % of weeks are empty
        (bursts,) = find_all_bursts([(series(y[y > 0]), [], np.flatnonzero(y > 0))])
        found.append(bool(bursts))
    assert sum(found) <= 2


def test_a_burst_beside_empty_weeks_is_found_at_its_place(make_articles):
    numbers = [1, 0, 2, 1, 0, 1, 1, 2, 0, 1] * 4
    numbers[21] = 14
    (burst,) = find_changes(weekly(make_articles, numbers)).bursts().to_dict("records")
    assert burst["date"] == burst["until"] == pd.Timestamp("2031-01-06") + pd.Timedelta(weeks=21)
    assert [burst["n_periods"], burst["observed"]] == [1, 14]


def test_a_single_burst_is_no_change_of_level(make_articles):
    burst = [*FLAT[:9], 90, *FLAT[10:]]
    assert find_changes(weekly(make_articles, burst)).table().empty


def test_a_burst_stands_beside_what_the_other_weeks_lead_one_to_expect(make_articles):
    changes = find_changes(weekly(make_articles, [*FLAT[:9], 30, *FLAT[10:]]))
    (burst,) = changes.bursts().to_dict("records")
    monday = pd.Timestamp("2031-03-10")  # nine weeks after 6 January
    assert (burst["date"], burst["until"], burst["n_periods"], burst["observed"]) == (
        monday,
        monday,
        1,
        30,
    )
    # FLAT holds 100 articles in 20 weeks, 5 of them in the tenth week: (100 - 5) / 19 = 5
    assert (burst["expected"], burst["ratio"]) == (5, 6)
    assert burst["expected_low"] < 5 < burst["expected_high"]
    assert burst["p"] <= 0.05
    assert (
        "1 burst was found: 30 articles in the week of 10 March 2031, against 5.0 expected"
        in changes.answer()
    )
    assert "Rings: bursts." in changes.plot().source
    quotes = changes.examples(burst="2031-03-10", n=40).table()
    assert (len(quotes), set(quotes["date"].dt.isocalendar().week)) == (30, {11})


def test_a_burst_of_two_weeks_is_one_burst_and_its_share_is_that_of_both(make_articles):
    # 10 articles a week, 2 of them about snow; in weeks 9 and 10 8 and 9 are: (8 + 9) / 20 = .85 against .2
    rows = []
    for week in range(24):
        about = {9: 8, 10: 9}.get(week, 2 + week % 2 - (week % 4 == 1))
        day = pd.Timestamp("2031-01-06") + pd.Timedelta(weeks=week)
        dates = [day, day + pd.Timedelta(days=6)]
        rows += [{"date": dates[n % 2], "text": "snow" if n < about else "sun"} for n in range(10)]
    changes = find_changes(make_articles(rows), "snow")
    (burst,) = changes.bursts().to_dict("records")
    assert (burst["date"], burst["until"]) == (
        pd.Timestamp("2031-03-10"),
        pd.Timestamp("2031-03-17"),
    )
    assert burst["observed"] == pytest.approx(0.85)
    # of the 22 others, 12 - 1 even weeks have 2, weeks 1, 5, 13, 17, 21 have 2, and weeks 3, 7, 11, 15, 19, 23 have 3
    assert burst["expected"] == pytest.approx((11 * 2 + 5 * 2 + 6 * 3) / 220)
    assert len(changes.examples(burst="2031-03-10", n=40).table()) == 17


def test_a_series_without_a_burst_shows_none_and_a_weekday_is_no_burst(make_articles):
    assert find_changes(weekly(make_articles, FLAT)).bursts().empty
    week = [9, 3, 3, 3, 3, 3, 3]  # on Mondays three times as many
    rows = [
        {
            "date": pd.Timestamp("2031-01-06") + pd.Timedelta(days=day),
            "title": f"{day} {n}",
            "text": "snow",
        }
        for day in range(56)
        for n in range(week[day % 7] + (day * 5 % 3) - 1)
    ]
    assert find_changes(make_articles(rows), freq="D").bursts().empty


def daily_counts(generator, n):
    """Return counts of mean 3 whose variance is several times that, with weekdays and no burst."""
    return Series(
        generator.negative_binomial(0.75, 0.2, n).astype(float), None, np.arange(n) % 7, 7
    )


def test_one_giant_day_does_not_pass_for_its_weekday():
    generator = np.random.default_rng(0)
    for _ in range(5):
        days = daily_counts(generator, 56)
        days.counts[30] = 300  # among eight Wednesdays
        (bursts,) = find_all_bursts([(days, [], np.arange(56))])
        assert (30, 31) in [(burst.begin, burst.end) for burst in bursts]


def test_p_of_a_burst_is_even_where_daily_counts_vary_several_times_as_much_as_independent_ones():
    # Without a burst p is even between 0 and 1: the mean of 16 is .5, give or take 1 / sqrt(12 x 16) = .07
    generator, n = np.random.default_rng(0), 365
    around = [
        Background(daily_counts(generator, n), [], np.arange(n), np.ones(n, dtype=bool))
        for _ in range(16)
    ]
    assert np.mean([_next_burst(each, 1, 0).p for each in around]) > 0.43


def test_a_burst_does_not_reach_over_a_hole(make_articles):
    # The weeks 9 and 11 stand out and week 10 has no article: two bursts of one week, not one of two
    numbers = [*FLAT[:9], 40, 0, 45, *FLAT[10:], *FLAT]
    bursts = find_changes(weekly(make_articles, numbers)).bursts()
    assert bursts["date"].tolist() == [pd.Timestamp("2031-03-10"), pd.Timestamp("2031-03-24")]
    assert bursts["n_periods"].tolist() == [1, 1]


def test_simulated_counts_have_the_dispersion_asked_for():
    at = np.random.default_rng(0).uniform(size=(40_000, 1))
    drawn = _drawn_counts(None, np.array([10.0]), 3.0, at)
    # variance 3 x the mean of 10; 40,000 draws leave about 1 % of that open
    assert drawn.mean() == pytest.approx(10, rel=0.02)
    assert drawn.var() == pytest.approx(30, rel=0.05)
    shares = _drawn_counts(np.array([21.0]), np.array([4.2]), 3.0, at)
    # binomial 21 x .2 x .8 = 3.36, times 1 + 20 x .1, extra being (3 - 1) / (21 - 1) = .1
    assert shares.mean() == pytest.approx(4.2, rel=0.02)
    assert shares.var() == pytest.approx(10.08, rel=0.05)


def test_what_comes_back_to_its_level_is_two_changes():
    wave = series(
        [5, 4, 6, 5, 4, 6] * 3 + [30, 28, 33, 29, 31, 30, 32, 28, 30] + [5, 6, 4, 5, 6, 4] * 3
    )
    shifts = find_all_shifts([wave])[0]
    assert [shift.at for shift in shifts] == [18, 27]
    assert shifts[0].p == shifts[1].p <= 0.05


def test_the_cut_is_the_best_of_all_in_standard_errors_left_around_the_two_levels():
    # Levels of -1 and 1. S_4 = -4, and 4 / sqrt(4 x (1 - 4 / 8)) = sqrt(8). Squares: 4 x .81 + 4 x 1.21 = 8.08, less 8
    # leaves .08, over 8 - 2. What is left is .1 and -.1 in turn: at lag 1 seven products of -.01, -.07 / .08 = -.875,
    # at lag 2 six of .01, .06 / .08 = .75; together -.125, which narrows by the root of 1 - 2 x .125 = .75
    cuts = best_cuts(np.array([[-0.9, -1.1] * 2 + [1.1, 0.9] * 2]), np.ones(8), 4)
    assert cuts.shift_at.tolist() == [4]
    assert cuts.left[0] == pytest.approx(-0.125)
    assert cuts.shift[0] == pytest.approx(np.sqrt(8) / np.sqrt(0.08 / 6) / np.sqrt(0.75))


def test_a_week_of_a_share_counts_by_its_weight():
    # Weights 1, 1, 1, 5 and four of 4, W = 24; levels of 2 and -1, so that the weighted mean is (16 - 16) / 24 = 0.
    # S_4 = 16, and 16 / sqrt(8 x (1 - 8 / 24)) = sqrt(48), which is all there is: 4 x 8 + 1 x 16 = 48. One value is
    # then moved by .3: with weight 1 its level moves by .3 / 8, and S by .3 x 16 / 24 = .2: 16.2^2 / 5.3333 = 49.2075.
    # Squares around the mean of .3 / 24: 48 + 2 x 2 x .3 + .09 - .3^2 / 24 = 49.28625; less 49.2075 leaves .07875
    weights = np.array([1.0, 1, 1, 5, 4, 4, 4, 4])
    values = np.sqrt(weights) * np.array([2.3, 2, 2, 2, -1, -1, -1, -1])
    cuts = best_cuts(values[None, :], weights, 4)
    assert cuts.shift_at.tolist() == [4]
    # Left: .3 x 7 / 8 = .2625, twice -.0375, and sqrt(5) x -.0375 = -.083853; products at lag 1: -.00984375 +
    # .00140625 + .00314447 = -.00529303; at lag 2: -.00984375 + .00314447 = -.00669928; over .07875: -.152284
    assert cuts.left[0] == pytest.approx(-0.152284, abs=1e-6)
    assert cuts.shift[0] == pytest.approx(
        np.sqrt(49.2075) / np.sqrt(0.07875 / 6) / np.sqrt(1 - 2 * 0.152284), rel=1e-5
    )


def test_counts_without_more_scatter_than_chance_have_the_range_of_a_poisson_rate():
    # Twenty periods of 5: no scatter, so the spread is 1 and the 100 articles count whole. r is 0; with 19 degrees of
    # freedom t = 2.093: (100 + 2.1904 -+ 2.093 x sqrt(100 + 1.0952... )) / 20, t^2 / 2 = 2.1904, t^2 / 4 = 1.0952:
    # 2.093 x sqrt(101.0952) = 21.045, so (102.190 - 21.045) / 20 = 4.057 and (102.190 + 21.045) / 20 = 6.162
    level, low, high = level_ranges(series([5] * 20), [])
    assert (level[0], low[0], high[0]) == pytest.approx((5, 4.057, 6.162), abs=0.001)


def test_a_share_of_no_article_or_all_keeps_its_range_between_0_and_1():
    level, low, high = level_ranges(series([0] * 8 + [10] * 8, [10] * 16), [8])
    assert level.tolist() == [0, 1]
    assert low[0] == 0 < high[0] < low[1] < 1 == high[1]


def test_shares_change_with_the_mentions_and_not_with_how_much_is_published(make_articles):
    # Ten weeks of 20 articles, then ten of 40; every second mentions the ferry throughout
    more = weekly(make_articles, [20] * 10 + [40] * 10)
    ferry = more.assign(text=["ferry" if n % 4 < 2 else "snow" for n in range(len(more))])
    assert find_changes(ferry, "ferry").table().empty
    # A quarter at first, then three quarters
    rise = [n % 4 < (1 if n < 200 else 3) for n in range(len(more))]
    found = find_changes(
        more.assign(text=["ferry" if hit else "snow" for hit in rise]), "ferry"
    ).table()
    assert found["date"].tolist() == [pd.Timestamp("2031-03-17")]
    assert found.loc[0, ["before", "after", "ratio"]].tolist() == [0.25, 0.75, 3]


def test_weeks_that_the_edge_cuts_and_holes_take_no_part(make_articles):
    table = weekly(make_articles, [*STEP[:5], 0, *STEP[5:]])
    cut = table[
        table["date"] > "2031-01-06"
    ]  # the first week now begins on its Sunday: half of it is not there
    numbers = find_changes(cut).numbers
    assert numbers["partial"].tolist() == [True] + [False] * 20
    assert numbers["gap"].tolist() == [False] * 5 + [True] + [False] * 15
    assert numbers["level"].isna().tolist() == [True] + [False] * 4 + [True] + [False] * 15


def test_one_error_rate_covers_all_outlets(make_articles):
    step, flat = (
        weekly(make_articles, numbers, outlet=name)
        for numbers, name in ((STEP, "Gull"), (FLAT, "Hill"))
    )
    both = pd.concat([step, flat], ignore_index=True)
    changes = find_changes(
        both.assign(article_id=[f"a{n:04d}" for n in range(len(both))]), by="outlet"
    )
    assert changes.table()["outlet"].tolist() == ["Gull"]
    alone = find_changes(step).table()
    assert changes.table().loc[0, "p"] == alone.loc[0, "p"]
    assert changes.table().loc[0, "q"] == pytest.approx(2 * alone.loc[0, "p"])
    assert "q" not in alone
    assert "; q = " in changes.answer()
    assert changes.plot().data["outlet"].drop_duplicates().tolist() == ["Gull", "Hill"]
    hill = changes.plot(groups="Hill")
    assert hill.data["outlet"].drop_duplicates().tolist() == ["Hill"]
    assert hill.source.startswith("Shown: 1 of 2 outlets, chosen by name. ")
    assert (
        "if none of the 2 outlets changed, any of them is reported in at most 5% of cases"
    ) in changes.describe()


def test_examples_are_of_the_level_asked_for(make_articles):
    changes = find_changes(weekly(make_articles, STEP))
    assert changes.example_keys() == [pd.Timestamp("2031-01-06"), pd.Timestamp("2031-03-17")]
    later = changes.examples("2031-03-17", n=200).table()
    assert len(later) == 150  # 5 x (14 + 16)
    assert later["date"].min() == pd.Timestamp("2031-03-17")
    assert changes.examples("2031-01-06", n=200).table()["date"].max() == pd.Timestamp("2031-03-16")
    with pytest.raises(UnknownValue, match=r"There is no level that begins on '2031-03-10'\. "):
        changes.examples("2031-03-10")


def test_the_chart_holds_the_series_the_levels_and_the_events(make_articles):
    chart = find_changes(weekly(make_articles, STEP)).plot(events={"2031-03-14": "Verdict"})
    assert chart.data["n_independent"].tolist() == STEP
    assert chart.data["level"].tolist() == [5] * 10 + [15] * 10
    assert chart.alt.endswith(" Events: 14 March 2031, Verdict.")
    assert "Thick lines: the average level between changes." in chart.source


def test_the_title_of_a_chart_without_a_change_names_none(make_articles):
    assert (
        find_changes(weekly(make_articles, STEP)).plot().title
        == "Articles per week: when the level changed"
    )
    flat = find_changes(weekly(make_articles, FLAT)).plot()
    assert flat.title == "Articles per week: no lasting change found"


def test_series_that_were_not_tested_are_counted_and_say_so_on_the_chart(make_articles):
    rows = [
        weekly(make_articles, numbers, outlet=o)
        for numbers, o in ((FLAT, "Gull"), ([3] * 11, "Hill"))
    ]
    both = pd.concat(rows, ignore_index=True)
    changes = find_changes(
        both.assign(article_id=[f"a{n:04d}" for n in range(len(both))]), by="outlet"
    )
    assert changes.answer().startswith(
        "Only 1 of the 2 outlets has enough complete weeks with articles to be tested. No lasting "
        "change was found in the number of articles; "
    )
    chart = changes.plot(events={"2031-02-01": "Verdict"})
    panels = [ax for ax in chart.figure().findobj(Axes) if ax.axison]
    said = [{text.get_text() for text in ax.texts} for ax in panels]
    assert said == [{"1"}, {"1", "not tested: too few complete weeks"}]
    alone = find_changes(weekly(make_articles, FLAT, outlet="Gull"), by="outlet")
    assert alone.answer().startswith("No lasting change was found in the number of articles; ")


def test_a_stray_article_far_before_or_behind_the_others_begins_and_ends_no_level(make_articles):
    # One article, sixty weeks without any, then the step; and an article nine weeks after its last week
    weeks = [1, *[0] * 60, *STEP, *[0] * 8, 1]
    changes = find_changes(weekly(make_articles, weeks))
    begin = pd.Timestamp("2031-01-06") + pd.Timedelta(weeks=61)
    assert changes.levels()["since"].tolist() == [begin, begin + pd.Timedelta(weeks=10)]
    assert changes.levels()["level"].tolist() == [5, 15]
    chart = changes.plot()
    assert chart.data["n_independent"].tolist() == STEP
    assert chart.source.startswith(
        "2 articles far before or after all others are not drawn. 202 articles"
    )
    # 200 in the step: (4 + 6) x 5 + (14 + 16) x 5, and the two


@pytest.mark.parametrize(
    ("weeks", "strays"),
    [
        ([1, 0, 0, 0, 0, 1, 1, 1, 1, 1], [0]),  # four weeks without: as long as a level
        ([1, 0, 0, 0, 1, 1, 1, 1, 1, 1], []),  # three
        ([1, 1, 1, *[0] * 5, *[1] * 5], [0, 1, 2]),  # three weeks are too few for a level
        ([1, 1, 1, 1, *[0] * 5, *[1] * 5], []),  # four are not
        ([1, *[0] * 5, *[1] * 5, *[0] * 6, *[1] * 5], []),  # a longer hole lies between the others
        (
            [1, *[0] * 5, *[1] * 5, *[0] * 3, *[1] * 5, *[0] * 2, *[1] * 5],
            [],
        ),  # and 3 + 2 = 5 weeks here
        ([1, *[0] * 6, *[1] * 5, *[0] * 3, *[1] * 5, *[0] * 2, *[1] * 5], [0]),
        ([1, *[0] * 5, 1, *[0] * 6, *[1] * 5, *[0] * 4, 1], [0, 6, 22]),
    ],
)
def test_strays_are_too_few_for_a_level_and_lie_over_a_hole_longer_than_all_others_together(
    make_articles, weeks, strays
):
    stray = find_changes(weekly(make_articles, weeks)).numbers["stray"]
    assert stray[stray].index.tolist() == strays


def test_a_word_that_does_not_occur_has_no_changes_but_a_reason(make_articles):
    changes = find_changes(weekly(make_articles, FLAT), "zebra")
    assert changes.answer() == "No article mentions “zebra”."
    assert changes.plot().alt == "There is nothing to draw. No article mentions “zebra”."
    assert changes.table().empty


def test_too_few_periods_give_a_reason_and_no_level(make_articles):
    changes = find_changes(weekly(make_articles, STEP[:11]))
    assert changes.answer() == (
        "There are fewer than 12 complete weeks with articles, too few to look for a "
        "change. Try shorter periods: freq='D'."
    )
    assert changes.table().empty
    assert changes.levels().empty
    assert len(changes.examples(None, n=2)) == 2


def test_a_working_week_is_no_change(make_articles):
    # Twelve weeks of 6 articles on each working day and 1 on the days of the weekend
    days = pd.date_range("2031-01-06", periods=84)
    table = make_articles(
        {"date": day} for day in days for _ in range(1 if day.day_of_week > 4 else 6)
    )
    assert find_changes(table, freq="D").table().empty


def test_what_cannot_be_looked_for_is_refused(articles):
    with pytest.raises(UnknownValue, match="by='date' and freq= both group"):
        find_changes(articles, by="date")
    with pytest.raises(UnknownValue, match="freq='None' is not a known period"):
        find_changes(articles, freq=None)
    with pytest.raises(BadQuery):
        find_changes(articles, "(ferry")


def test_no_more_than_one_series_in_twenty_without_a_change_shows_one():
    # Negative-binomial counts, mean 10 and variance 30, of a rate that is its own neighbour's at .6: of 100 series at
    # most 5 are expected, and 11 or more come up in 1 of 100 such tests at that rate
    generator, found = np.random.default_rng(4), 0
    for _ in range(100):
        drift = generator.standard_normal(52)
        for week in range(1, 52):
            drift[week] = 0.6 * drift[week - 1] + 0.8 * drift[week]  # .36 + .64 = 1
        counts = generator.poisson(10 * np.exp(0.43 * drift - 0.43**2 / 2))
        found += bool(find_all_shifts([series(counts)])[0])
    assert found < 11


def test_a_change_across_a_hole_is_dated_between_its_two_ends(make_articles):
    # Ten weeks of 4 and 6, three without articles, ten of 14 and 16: the old level is last seen nine weeks after
    # 6 January, on 10 March, and the new one first thirteen weeks after it, on 7 April
    changes = find_changes(weekly(make_articles, [*STEP[:10], 0, 0, 0, *STEP[10:]]))
    assert changes.table().loc[0, ["last_before", "date"]].tolist() == [
        pd.Timestamp("2031-03-10"),
        pd.Timestamp("2031-04-07"),
    ]
    assert changes.answer().startswith(
        "1 lasting change was found in the number of articles: between the week of 10 March 2031 "
        "and the week of 7 April 2031 (there are no articles in between) the level rose from 5.0 to 15.0 a week (95% "
        "range of the new level "
    )
    assert " Weeks without articles were left out. " in changes.answer()
    assert "without articles" not in find_changes(weekly(make_articles, STEP)).answer()
    whole = find_changes(weekly(make_articles, STEP)).table()
    assert whole["last_before"].tolist() == [pd.Timestamp("2031-03-10")]


def test_among_many_series_q_decides_and_more_are_simulated_where_it_could_be_small():
    # Forty series, thirty-eight of them without a change. Two steps so clear that no simulated cut comes near: the p
    # of each is 2 x 1 / 3201 (400 x 40 simulated series, the nearest fifth of them), and q for both p x 40 / 2
    generator = np.random.default_rng(1)
    flat = [series(generator.poisson(10, 104)) for _ in range(38)]
    steps = [series([*generator.poisson(5, 52), *generator.poisson(60, 52)]) for _ in range(2)]
    found = find_all_shifts([*steps, *flat])
    assert [[shift.at for shift in shifts] for shifts in found] == [[52], [52]] + [[]] * 38
    for (shift,) in found[:2]:
        assert (shift.p, shift.q) == pytest.approx((2 / 3201, 40 / 3201))


def test_a_part_of_a_series_among_many_is_charged_for_the_series_that_were_not_found():
    # Two steps in the first of two series, none in the second. The first is found (n = 2, R = 1): its deeper cut has
    # q = p x 2 / 1, and no q is below that of the cut above it
    generator = np.random.default_rng(1)
    steps = series(np.concatenate([generator.poisson(mean, 60) for mean in (5, 60, 300)]))
    first, flat = find_all_shifts([steps, series(generator.poisson(10, 180))])
    assert ([shift.at for shift in first], flat) == ([60, 120], [])
    assert [shift.q for shift in first] == pytest.approx([2 * shift.p for shift in first])


def test_a_date_inside_the_first_week_of_a_level_is_of_that_level(make_articles):
    changes = find_changes(weekly(make_articles, STEP))
    assert (
        len(changes.examples("2031-03-20", n=200).table()) == 150
    )  # the Thursday of the week of 17 March
