"""Articles and shares by outlet and period, counted by hand on the dozen articles of conftest.py."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes

from mediakit import (
    count_articles,
    count_by_weekday,
    find_changes,
    largest_outlets,
    share_mentioning,
)
from mediakit.errors import BadQuery, ColumnMissing, UnknownValue

WEEKS = ["2031-03-03", "2031-03-10", "2031-03-17", "2031-03-24", "2031-03-31"]


@pytest.fixture
def marked(articles):
    """The articles with a03 and a05 of the Gull, and a01 and a02 of two outlets, marked as one report each."""
    return articles.assign(
        reprint_group=articles["article_id"].replace({"a02": "a01", "a05": "a03"})
    )


def rows(table, *names):
    return list(zip(*(table[name] for name in names), strict=True))


def test_outlets_are_counted_the_largest_first(articles):
    table = count_articles(articles, by="outlet").table()
    assert list(table.columns) == ["outlet", "n_articles", "n_independent"]
    assert rows(table, "outlet", "n_articles") == [
        ("Gull Gazette", 5),
        ("Hill Courier", 4),
        ("Marsh Mirror", 3),
    ]


def test_without_groups_all_articles_are_counted_in_one_row(articles):
    assert count_articles(articles).table().to_dict("list") == {
        "n_articles": [12],
        "n_independent": [12],
    }


def test_weeks_begin_on_monday_and_empty_ones_between_are_gaps_and_not_counts_of_0(articles):
    counts = count_articles(articles, freq="W")
    # a01 to a05 from 3 to 7 March, a06 to a08 from 10 to 12 March, a09 to a11 from 1 to 3 April
    table = counts.table()
    assert table["n_articles"].fillna(-1).tolist() == [5, 3, -1, -1, 3]
    assert table["gap"].tolist() == [False, False, True, True, False]
    assert table["n_articles"].mean() == pytest.approx(11 / 3)  # a hole is no nought in an average
    assert counts.table()["date"].tolist() == list(pd.to_datetime(WEEKS))
    assert counts.describe() == (
        "Articles were counted by week. A period without articles is shown as a gap, not "
        "as zero: the data cannot tell whether nothing was published or nothing was "
        "collected. 1 article has no date and was left out. Based on 11 articles, each "
        "treated as independent, because they were not checked for reprints."
    )


@pytest.mark.parametrize(
    ("freq", "dates", "numbers"),
    [
        ("M", ["2031-03-01", "2031-04-01"], [8, 3]),
        ("Q", ["2031-01-01", "2031-04-01"], [8, 3]),
        ("Y", ["2031-01-01"], [11]),
    ],
)
def test_periods_are_named_by_their_first_day(articles, freq, dates, numbers):
    table = count_articles(articles, freq=freq).table()
    assert rows(table, "date", "n_articles") == list(
        zip(pd.to_datetime(dates), numbers, strict=True)
    )


def test_every_group_has_every_period_also_those_in_which_it_published_nothing(articles):
    table = count_articles(articles, by="outlet", freq="M").table()
    assert rows(table, "outlet", "n_articles") == [
        ("Gull Gazette", 3), ("Gull Gazette", 1), ("Hill Courier", 3), ("Hill Courier", 1),
        ("Marsh Mirror", 2), ("Marsh Mirror", 1),
    ]  # fmt: skip
    assert len(count_articles(articles, by="outlet", freq="W").table()) == 3 * 5
    # Of two columns only the pairs that occur are groups: 3 titles of the Gull, 4 of the Hill, 3 of the Marsh
    assert len(count_articles(articles, by=["outlet", "title"], freq="W").table()) == 10 * 5


@pytest.mark.parametrize(
    ("reprints", "independent"),
    [("collapse", [4, 4, 3]), ("weight", [4, 4, 3]), ("keep", [5, 4, 3])],
)
def test_a_report_printed_twice_by_one_outlet_is_one_independent_article(
    marked, reprints, independent
):
    table = count_articles(marked, by="outlet", reprints=reprints).table()
    assert table["n_articles"].tolist() == [5, 4, 3]
    assert table["n_independent"].tolist() == independent


def test_over_all_outlets_a_report_in_two_of_them_is_one_independent_article(marked):
    assert count_articles(marked).table().to_dict("list") == {
        "n_articles": [12],
        "n_independent": [10],
    }


def test_articles_without_a_value_of_the_group_are_set_aside_and_announced(make_articles):
    counts = count_articles(make_articles([{"outlet": "Gull"}, {}, {}]), by="outlet", freq=None)
    assert rows(counts.table(), "outlet", "n_articles") == [("Gull", 1)]
    assert "2 articles have no outlet and were left out." in counts.describe()


def test_shares_of_articles_with_wilsons_range(articles):
    table = share_mentioning(articles, "ferry", by="outlet").table()
    assert rows(table, "outlet", "n_mentioning", "n_articles", "n_independent") == [
        ("Gull Gazette", 4, 5, 5), ("Hill Courier", 2, 4, 4), ("Marsh Mirror", 1, 3, 3),
    ]  # fmt: skip
    assert table["share"].tolist() == pytest.approx([4 / 5, 2 / 4, 1 / 3])
    # Wilson, z^2 = 3.8415, for 4 of 5: middle (.8 + 3.8415 / 10) / (1 + 3.8415 / 5) = .66966,
    # half 1.96 / 1.7683 x sqrt(.8 x .2 / 5 + 3.8415 / 100) = .29412
    assert table.loc[0, ["low", "high"]].tolist() == pytest.approx([0.37554, 0.96378], abs=1e-5)
    assert table["small_sample"].all()


def test_days_come_in_their_order_in_the_table_and_on_the_chart(articles):
    shares = share_mentioning(articles, "ferry", by="date")
    # a01 and a02 are of 3 March; a09 of 1 April does not mention it
    days = [
        "2031-03-03",
        "2031-03-05",
        "2031-03-06",
        "2031-03-07",
        "2031-03-10",
        "2031-03-11",
        "2031-03-12",
    ]
    days += ["2031-04-01", "2031-04-02", "2031-04-03"]
    assert shares.table()["date"].tolist() == list(pd.to_datetime(days))
    assert shares.table()["n_mentioning"].tolist() == [2, 1, 0, 1, 0, 1, 0, 0, 1, 0]
    assert shares.plot().data["date"].tolist() == days


def test_a_chart_of_noughts_names_no_highest(articles):
    dots = share_mentioning(articles, "zebra", by="outlet").plot().alt
    assert dots == (
        "No article mentions “zebra”. Dot chart with 3 rows: share of articles. Each row shows 0%."
    )
    lines = share_mentioning(articles, "zebra", freq="M").plot().alt
    assert lines == (
        "No article mentions “zebra”. "
        "Line chart with 2 points, March 2031 to April 2031: share of articles. Each point "
        "shows 0%."
    )


def test_the_small_sample_ends_at_thirty_articles(make_articles):
    table = make_articles(
        {"outlet": outlet, "text": "Snow."} for outlet in ["Gull"] * 30 + ["Hill"] * 29
    )
    assert share_mentioning(table, "snow", by="outlet").table()["small_sample"].tolist() == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("n_bare", "fields", "said"),
    [
        (0, ("title", "text"), ""),
        (1, ("title", "text"), "1 of the 12 articles has no text; only its headline was read."),
        (
            5,
            ("title", "text"),
            "5 of the 12 articles have no text; only their headlines were read.",
        ),
        (5, "text", "5 of the 12 articles have no text; nothing of them was read."),
        (5, "title", ""),
        (12, ("title", "text"), "No article has a text; only their headlines were read."),
    ],
)
def test_articles_without_a_text_are_counted_where_shares_are_given(articles, n_bare, fields, said):
    texts = articles["text"].where(articles.index >= n_bare)
    shares = share_mentioning(articles.assign(text=texts), "ferry", by="outlet", fields=fields)
    for words in (shares.describe(), shares.plot().source):
        assert ("no text" in words or "No article has a text" in words) == bool(said)
        assert said in words


def test_a_period_without_articles_has_no_share_and_not_a_share_of_0(articles):
    table = share_mentioning(articles, "ferry", freq="W").table()
    assert table["n_articles"].fillna(-1).tolist() == [5, 3, -1, -1, 3]
    # a01 a02 a03 a05 of five, a07 of three, a10 of three
    assert table["share"].tolist() == pytest.approx(
        [4 / 5, 1 / 3, np.nan, np.nan, 1 / 3], nan_ok=True
    )
    assert table.loc[table["n_articles"] == 0, ["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("reprints", "mentioning", "independent"),
    [("collapse", 3, 4), ("weight", 3, 4), ("keep", 4, 5)],
)
def test_a_report_printed_twice_is_counted_once_in_a_share(
    marked, reprints, mentioning, independent
):
    # low pay in the Gull: a01, a03 = a05, a12, but not a09
    table = share_mentioning(marked, '"low pay"', by="outlet", reprints=reprints).table()
    assert table.loc[0, ["n_mentioning", "n_independent"]].tolist() == [mentioning, independent]
    assert table.loc[0, "share"] == pytest.approx(mentioning / independent)


def test_a_text_that_changed_between_prints_weighs_by_halves(make_articles):
    table = make_articles(
        {"text": text, "reprint_group": "x"} for text in ("Ferry halts.", "Boat halts.")
    )
    table = share_mentioning(table, "ferry", reprints="weight").table()
    assert table.loc[0, ["n_mentioning", "n_independent", "share"]].tolist() == [0.5, 1, 0.5]


def test_only_the_fields_named_are_read(articles):
    assert share_mentioning(articles, "halts", fields=["text"]).table().loc[0, "n_mentioning"] == 0
    assert share_mentioning(articles, "halts", fields=["title"]).table().loc[0, "n_mentioning"] == 2


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.booleans()), min_size=1, max_size=40))
def test_outlets_add_up_to_the_whole_and_ranges_hold_their_share(make_articles, cases):
    table = make_articles({"outlet": o, "text": "ferry" if hit else "snow"} for o, hit in cases)
    whole, parts = (share_mentioning(table, "ferry", by=by).table() for by in (None, "outlet"))
    for name in ("n_mentioning", "n_articles", "n_independent"):
        assert parts[name].sum() == whole.loc[0, name]
    assert whole.loc[0, "n_mentioning"] == sum(hit for _, hit in cases)
    assert ((parts["low"] <= parts["share"]) & (parts["share"] <= parts["high"])).all()


@pytest.mark.parametrize(
    ("last", "freq"),
    [
        ("2031-03-22", "D"),
        ("2031-03-23", "W"),
        ("2032-05-01", "M"),
        ("2040-01-01", "Q"),
        ("2090-01-01", "Y"),
    ],
)
def test_the_automatic_period_fits_the_dates(make_articles, last, freq):
    table = make_articles([{"date": "2031-03-01"}, {"date": last}, {}])
    assert count_articles(table, freq="auto").freq == freq
    assert share_mentioning(table, "x", freq="auto").freq == freq


def test_the_answer_names_the_highest_with_its_numbers(articles):
    assert (
        count_articles(articles, by="outlet").answer()
        == "Gull Gazette has the largest number of articles: 5 of the 12 articles (42%)."
    )
    assert (
        count_articles(articles, freq="W")
        .answer()
        .endswith("with 5 of the 11 dated articles (45%).")
    )


def test_where_fewer_than_half_have_thirty_articles_the_answer_is_the_share_over_all(
    articles, make_articles
):
    # Wilson for 7 of 12, z^2 = 3.8415: middle (.58333 + 3.8415 / 24) / (1 + 3.8415 / 12) = .56312, half
    # 1.96 / 1.32012 x sqrt(.58333 x .41667 / 12 + 3.8415 / 576) = .24362: 32 % to 81 %
    assert share_mentioning(articles, "ferry", by="outlet").answer() == (
        "58% of the articles mention “ferry” (7 of 12; 95% range 32% to 81%). No outlet "
        "has at least 30 independent articles, so none can be named as having the highest "
        "share."
    )
    # Two weeks of 16 articles, one of 31 with the one ferry: at 16 a week 16 / 7 x 30 = 68 a month. Wilson for 1 of 63: middle (.01587 + .03049) / 1.06098 = .04370, half 1.96 / 1.06098
    # x sqrt(.01587 x .98413 / 63 + 3.8415 / 15876) = .04089: 0.3 % to 8.5 %
    days = ["2031-06-02"] * 16 + ["2031-06-09"] * 16 + ["2031-06-16"] * 31
    table = make_articles(
        {"date": day, "text": "ferry" if n == 40 else "snow"} for n, day in enumerate(days)
    )
    shares = share_mentioning(table, "ferry", freq="W")
    assert shares.answer() == (
        "1.6% of the articles mention “ferry” (1 of 63; 95% range 0.3% to 8.5%). Only 1 of "
        "the 3 weeks has at least 30 independent articles, so none can be named as having "
        "the highest share. Try months instead."
    )
    # A report printed in all three weeks is one independent article over all
    again = table.assign(reprint_group=["x" if n in (0, 16, 32) else f"g{n}" for n in range(63)])
    assert " (1 of 61; " in share_mentioning(again, "ferry", freq="W").answer()
    few = share_mentioning(table.iloc[[0, 1, 16, 32]].assign(text="ferry"), "ferry", freq="W")
    # Two articles, one, and one: at one a week 365 / 7 = 52 a year, 13 a quarter
    assert few.answer().endswith(" Try years instead.")


def test_the_group_that_an_answer_names_is_drawn_and_the_alt_text_says_that_not_all_are(
    make_articles,
):
    # Twenty outlets of 31 articles, one with the ferry; the Tern of 30 has it in 15, the Auk of 1 in that
    numbers = {f"o{n:02}": (1, 30) for n in range(20)} | {"Tern": (15, 15), "Auk": (1, 0)}
    shares = share_mentioning(of_outlets(make_articles, **numbers), "ferry", by="outlet")
    assert " is highest in Tern: 50% (15 of 30; " in shares.answer()
    chart = shares.plot()
    assert chart.data["outlet"].tolist() == ["Tern", *(f"o{n:02}" for n in range(19))]
    assert chart.source.startswith(
        "Shown: the 19 largest of 22 outlets, and Tern, named as the highest. 651 undated articles"
    )
    assert chart.alt.endswith(" The highest is Tern, at 50%. 20 of 22 outlets are shown.")
    # Seven outlets over two days, 100 articles each and no more than 60 a day; on one day the smallest has 70
    days = {f"o{n}": (60, 40) for n in range(6)} | {"Tern": (70, 1)}
    dates = ("2031-06-02", "2031-06-03")
    table = make_articles(
        {"outlet": outlet, "date": day}
        for outlet, of in days.items()
        for day, n in zip(dates, of, strict=True)
        for _ in range(n)
    )
    counts = count_articles(table, by="outlet", freq="D")
    assert counts.answer() == (
        "Tern had the largest number of articles on a single day: 70 of the 671 articles (10%), on 2 June 2031."
    )
    assert counts.plot().data["outlet"].drop_duplicates().tolist() == [
        "o0",
        "o1",
        "o2",
        "o3",
        "o4",
        "Tern",
    ]
    assert counts.plot().alt.endswith(
        " The highest value is 70, reached by Tern on 2 June 2031. 6 of 7 outlets are shown."
    )


def test_the_alt_text_says_where_small_numbers_are_drawn_that_the_answer_passes_over(make_articles):
    shares = share_mentioning(
        of_outlets(make_articles, A=(1, 0), B=(15, 15), C=(10, 30)), "ferry", by="outlet"
    )
    assert shares.plot().alt.endswith(
        " The values run from 25% to 100%. Some numbers rest on fewer than 30 independent articles."
    )


def test_a_subject_is_counted_over_time_with_true_noughts_and_gaps(articles):
    shares = share_mentioning(articles, "ferry", freq="W")
    chart = shares.plot(value="count", events={"2031-03-14": "Verdict"})
    # In the first week a01 a02 a03 a05, in the second a07, in the last a10; no articles in the two weeks between
    assert chart.data["n_mentioning"].tolist() == pytest.approx(
        [4, 1, np.nan, np.nan, 1], nan_ok=True
    )
    assert not {"share", "low", "high"} & set(chart.data.columns)
    (ax,) = (ax for ax in chart.figure().findobj(Axes) if ax.axison)
    assert all(tick == int(tick) for tick in ax.get_yticks())
    assert (chart.subtitle, chart.alt.split(": ")[1][:15]) == (
        "Articles that mention “ferry”, by week",
        "articles per we",
    )
    assert chart.source == (
        "11 articles from 3 outlets, 3 Mar to 3 Apr 2031; not checked for reprints. Gaps: "
        "no articles. Hollow marker: the last week is incomplete."
    )
    of_loaves = share_mentioning(articles, "loaf", by="outlet", freq="M").plot(value="count").data
    assert rows(of_loaves, "outlet", "n_mentioning") == [
        ("Gull Gazette", 0), ("Gull Gazette", 0), ("Hill Courier", 0), ("Hill Courier", 0),
        ("Marsh Mirror", 1), ("Marsh Mirror", 1),
    ]  # fmt: skip
    dots = share_mentioning(articles, "ferry", by="outlet").plot(value="count").data
    assert rows(dots, "outlet", "n_mentioning") == [
        ("Gull Gazette", 4),
        ("Hill Courier", 2),
        ("Marsh Mirror", 1),
    ]
    with pytest.raises(UnknownValue, match=r"There is no value 'counts'\. Did you mean 'count'\?"):
        shares.plot(value="counts")


def test_gaps_are_explained_where_there_are_any(articles):
    assert " Gaps: no articles." in share_mentioning(articles, "ferry", freq="W").plot().source
    assert " Gaps: no articles." in count_articles(articles, freq="W").plot().source
    assert "Gaps" not in count_articles(articles, freq="M").plot().source


@pytest.mark.parametrize("name", ["date", "outlet"])
def test_where_no_article_has_a_date_or_an_outlet_the_answer_says_that(articles, name):
    table = articles.assign(**{name: articles[name].where(articles[name] == 0)})
    options = {"freq": "W"} if name == "date" else {"by": "outlet", "freq": "D"}
    found = [
        count_articles(table, **options),
        find_changes(table, **options),
        find_changes(table, "ferry", **options),
    ]
    for result in (
        *found,
        share_mentioning(table, "ferry", **options),
        count_by_weekday(table, by=options.get("by")),
    ):
        assert result.answer() == f"None of the 12 articles has a known {name}."


def test_with_nothing_to_count_the_answer_says_so(articles):
    for result in (
        count_articles(articles.head(0)),
        share_mentioning(articles.head(0), "ferry", by="outlet"),
    ):
        assert result.answer() == "There are no articles to count."
        assert result.table().empty


def test_examples_lead_back_to_the_articles_of_a_group(articles):
    titles = count_articles(articles, by="outlet").examples("Marsh Mirror", n=2).table()
    assert titles["sentence"].tolist() == ["Bakers win", "Ferry fares"]
    quotes = share_mentioning(articles, '"low pay"', by="outlet").examples("Hill Courier").table()
    assert quotes["sentence"].tolist() == ["Crews blame low pay."]
    with pytest.raises(UnknownValue) as error:
        count_articles(articles, by="outlet").examples("Hill Currier")
    assert str(error.value) == "There is no outlet 'Hill Currier'. Did you mean 'Hill Courier'?"


def test_the_result_cannot_be_changed_through_its_table(articles):
    counts = count_articles(articles, by="outlet")
    table = counts.table()
    table.loc[0, "n_articles"] = 99
    assert counts.table().loc[0, "n_articles"] == 5


def test_the_description_says_what_was_asked(articles):
    assert share_mentioning(articles, "ferry", by="outlet", fields=["title"]).describe() == (
        "The share of articles that match the query “ferry” in title was computed for each "
        "outlet, with its 95% range (Wilson 1927). A share says how often a subject comes "
        "up, not how it is treated. Based on 12 articles, each treated as independent, "
        "because they were not checked for reprints."
    )


def test_what_cannot_be_counted_is_refused(articles):
    with pytest.raises(UnknownValue) as error:
        count_articles(articles, freq="hourly")
    assert (
        str(error.value)
        == "freq='hourly' is not a known period. Choose from 'D', 'W', 'M', 'Q', 'Y', 'auto'."
    )
    for wrong, meant in {
        "w": "W",
        "week": "W",
        "Month": "M",
        "ME": "M",
        "1D": "D",
        "yearly": "Y",
        "aut": "auto",
    }.items():
        with pytest.raises(
            UnknownValue,
            match=rf"^freq='{wrong}' is not a known period\. Did you mean '{meant}'\?$",
        ):
            find_changes(articles, freq=wrong)
    with pytest.raises(ColumnMissing) as missing:
        count_articles(articles.assign(agency=None), by="agenci")
    assert (
        str(missing.value)
        == "There is no column 'agenci' in the articles table. Did you mean 'agency'?"
    )
    with pytest.raises(BadQuery):
        share_mentioning(articles, "(ferry")


def test_the_largest_outlets_are_named_ties_by_name(articles, make_articles):
    assert largest_outlets(articles, 2) == ["Gull Gazette", "Hill Courier"]
    assert largest_outlets(articles, 9) == ["Gull Gazette", "Hill Courier", "Marsh Mirror"]
    assert largest_outlets(make_articles({"outlet": o} for o in "CABBAC"), 2) == ["A", "B"]


def test_groups_are_drawn_as_dots_the_highest_share_on_top(articles):
    chart = share_mentioning(articles, '"low pay" OR prize', by="outlet").plot()
    # Gull 4 of 5, Marsh 1 of 3 (a11), Hill 1 of 4
    assert chart.data["outlet"].tolist() == ["Gull Gazette", "Marsh Mirror", "Hill Courier"]
    assert chart.title.startswith("50% of the articles match")
    assert chart.subtitle == 'Share of articles that match “"low pay" OR prize”, by outlet'
    assert chart.source == (
        "12 articles from 3 outlets, 3 Mar to 3 Apr 2031; not checked for reprints. Bars "
        "show 95% ranges. Each number rests on fewer than 30 independent articles."
    )
    assert chart.alt.endswith("with 3 rows: share of articles. The values run from 25% to 80%.")


def test_time_is_drawn_as_lines_in_order_of_the_dates(articles):
    chart = count_articles(articles, by="outlet", freq="W").plot()
    assert chart.data["outlet"].drop_duplicates().tolist() == [
        "Gull Gazette",
        "Hill Courier",
        "Marsh Mirror",
    ]
    assert (
        chart.data.groupby("outlet")["date"]
        .apply(lambda dates: dates.is_monotonic_increasing)
        .all()
    )
    assert chart.alt.split(". ", 1)[1] == (
        "Line chart with 8 points, the weeks of 3 to 31 March 2031: articles per week. The "
        "highest value is 3, reached by Gull Gazette in the week of 3 March 2031."
    )


def test_what_does_not_fit_a_chart_is_left_out_and_said(make_articles):
    table = make_articles(
        {"outlet": o, "date": d}
        for o, n in zip("ABCDEFGH", range(1, 9), strict=True)
        for d in WEEKS[:2] * n
    )
    chart = count_articles(table, by="outlet", freq="W").plot()
    assert chart.data["outlet"].drop_duplicates().tolist() == list("HGFEDC")
    assert chart.source.startswith("Shown: the 6 largest of 8 outlets. 72 articles from 8 outlets")


def test_groups_named_are_drawn_in_their_order_whatever_their_size(make_articles):
    table = make_articles(
        {"outlet": o, "date": d, "text": "ferry"}
        for o, n in zip("ABCDEFGH", range(1, 9), strict=True)
        for d in WEEKS[:2] * n
    )
    counts = count_articles(table, by="outlet", freq="W")
    chart = counts.plot(groups=["B", "H", "B"])
    assert chart.data["outlet"].drop_duplicates().tolist() == ["B", "H"]
    assert chart.source.startswith("Shown: 2 of 8 outlets, chosen by name. 72 articles")
    assert chart.alt.endswith(" 2 of 8 outlets are shown.")
    shares = share_mentioning(table, "ferry", by="outlet")
    alone = shares.plot(groups="A")
    assert alone.source.startswith("Shown: 1 of 8 outlets, chosen by name. ")
    assert alone.alt.endswith(" 1 of 8 outlets is shown.")
    everything = shares.plot(groups=list("ABCDEFGH"))
    assert everything.source.startswith("72 articles")  # nothing is left out
    pairs = count_articles(table, by=["outlet", "date"]).plot(groups=["A · 2031-03-10"])
    assert pairs.data["n_articles"].tolist() == [1]
    for wrong, said in (
        (["B", "Z"], "There is no outlet 'Z'. Choose from 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'."),
        (list("ABCDEFG"), "The chart has room for 1 to 6 groups; groups= names 7."),
        ([], "The chart has room for 1 to 6 groups; groups= names 0."),
    ):
        with pytest.raises(UnknownValue) as error:
            counts.plot(groups=wrong)
        assert str(error.value) == said
    with pytest.raises(
        UnknownValue,
        match=r"groups= chooses which groups to draw, but the articles were not grouped. Add by=",
    ):
        count_articles(table, freq="W").plot(groups=["A"])


def test_one_period_gives_a_note_and_not_a_line_of_one_point(articles):
    chart = count_articles(articles, freq="Y").plot()
    reason = "There is only one year, so there is no change over time to show."
    assert chart.data["note"].tolist() == [reason]
    assert chart.alt == f"There is nothing to draw. {reason}"


def test_the_examples_of_a_week_come_from_that_week(articles):
    for counts in (
        count_articles(articles, freq="W"),
        share_mentioning(articles, "ferry", freq="W"),
    ):
        for first in counts.table()["date"]:
            quotes = counts.examples(first, n=9).table()
            assert (
                (quotes["date"] >= first) & (quotes["date"] < first + pd.Timedelta(days=7))
            ).all()
    both = (
        count_articles(articles, by="outlet", freq="W")
        .examples("Gull Gazette", date="2031-03-03", n=9)
        .table()
    )
    assert set(both["outlet"]) == {"Gull Gazette"}
    assert set(both["group"]) == {"Gull Gazette, the week of 3 March 2031"}


def test_examples_of_a_date_need_numbers_by_date(articles):
    with pytest.raises(UnknownValue, match="These numbers are not by date"):
        count_articles(articles, by="outlet").examples("Gull Gazette", date="2031-03-03")


def test_gaps_of_an_outlet_are_its_own_and_not_those_of_the_table(articles):
    table = count_articles(articles, by="outlet", freq="W").table()
    of_marsh = table[table["outlet"] == "Marsh Mirror"]  # a04, a07 and a11
    assert of_marsh["gap"].tolist() == [False, False, True, True, False]
    assert table.loc[table["outlet"] == "Gull Gazette", "gap"].tolist() == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_hole_is_no_small_sample_and_no_example(make_articles):
    table = make_articles(
        [{"date": day, "text": "Snow."} for day in ["2031-03-03"] * 30 + ["2031-03-17"] * 30]
    )
    shares = share_mentioning(table, "snow", freq="W")
    assert shares.table()["gap"].tolist() == [False, True, False]
    assert not shares.table()["small_sample"].any()
    assert shares.example_keys() == [pd.Timestamp("2031-03-03"), pd.Timestamp("2031-03-17")]


def test_a_month_with_articles_but_without_the_subject_has_a_share_of_0_with_its_range(
    make_articles,
):
    table = make_articles(
        {"date": d, "text": t} for d, t in [("2031-03-01", "ferry"), ("2031-04-02", "snow")] * 8
    )
    shares = share_mentioning(table, "ferry", freq="M").table()
    assert shares["share"].tolist() == [1, 0]
    # Wilson for 0 of 8: z^2 / (8 + z^2) = 3.8415 / 11.8415
    assert shares.loc[1, ["low", "high"]].tolist() == pytest.approx([0, 0.32441], abs=1e-5)


@pytest.mark.parametrize(
    ("days", "freq", "partial"),
    [
        # 2031-06-02 is a Monday, 2031-06-29 a Sunday
        (["2031-06-02", "2031-06-29"], "W", [False, False, False, False]),
        (
            ["2031-06-03", "2031-06-09", "2031-06-15"],
            "W",
            [True, False],
        ),  # the Monday before is not there
        (["2031-06-02", "2031-06-08", "2031-06-14"], "W", [False, True]),  # nor the Sunday after
        # June 2031 begins on a Sunday and ends on a Monday; nothing is ever published on Sundays
        (["2031-06-02", "2031-06-30", "2031-07-31"], "M", [False, False]),
        (
            ["2031-06-02", "2031-06-15", "2031-07-31"],
            "M",
            [True, False],
        ),  # here there is an article of a Sunday
        (["2031-06-02", "2031-06-05"], "D", [False] * 4),
        (["2031-02-01", "2031-12-31"], "Y", [True]),
    ],
)
def test_a_period_is_partial_where_the_table_ends_before_a_day_of_publishing(
    make_articles, days, freq, partial
):
    assert (
        count_articles(make_articles({"date": day} for day in days), freq=freq)
        .table()["partial"]
        .tolist()
        == partial
    )


def test_the_edge_is_that_of_the_whole_table_and_not_of_an_outlet(make_articles):
    rows = [{"outlet": "Gull", "date": day} for day in ("2031-06-02", "2031-06-15")]
    table = make_articles(
        [*rows, {"outlet": "Hill", "date": "2031-06-04"}, {"outlet": "Hill", "date": "2031-06-12"}]
    )
    counts = count_articles(table, by="outlet", freq="W").table()
    assert not counts["partial"].any()


def test_without_freq_there_are_no_periods_to_mark(articles):
    assert not {"gap", "partial"} & set(
        share_mentioning(articles, "ferry", by="outlet").table().columns
    )


def test_cut_periods_are_drawn_open_and_said(make_articles):
    table = make_articles(
        {"date": day} for day in ("2031-06-03", "2031-06-10", "2031-06-16", "2031-06-22")
    )
    chart = count_articles(table, freq="W").plot()
    assert chart.data["partial"].tolist() == [True, False, False]
    assert chart.source.endswith(" Hollow marker: the first week is incomplete.")
    (ax,) = (ax for ax in chart.figure().findobj(Axes) if ax.axison)
    (cut,) = (line.get_xdata() for line in ax.lines if line.get_markerfacecolor() == "white")
    assert pd.to_datetime(cut).tolist() == [
        pd.Timestamp("2031-06-05 12:00")
    ]  # the middle of the week from 2 June


def test_both_cutting_by_date_is_refused(articles):
    for by in ("date", ["outlet", "date"]):
        with pytest.raises(
            UnknownValue, match="by='date' and freq= both group the articles by date"
        ):
            count_articles(articles, by=by, freq="W")
    assert len(count_articles(articles, by=["outlet", "date"]).table()) == 11


def test_groups_of_two_columns_are_both_named(articles):
    table = articles.assign(kind=["news", "letter"] * 6)
    chart = count_articles(table, by=["outlet", "kind"]).plot()
    # Gull a01 a03 a05 a09 news, a12 letter; Hill a02 a06 a08 a10 letters; Marsh a04 letter, a07 a11 news
    assert rows(chart.data, "outlet and kind", "n_articles") == [
        ("Gull Gazette · news", 4), ("Hill Courier · letter", 4), ("Marsh Mirror · news", 2),
        ("Gull Gazette · letter", 1), ("Marsh Mirror · letter", 1),
    ]  # fmt: skip
    over_time = count_articles(table, by=["outlet", "kind"], freq="M").plot()
    assert (
        over_time.data["outlet and kind"].nunique() == 5 - 1
    )  # a12, the letter to the Gull, has no date


def test_events_are_in_the_alt_text_and_those_outside_are_said(articles):
    chart = count_articles(articles, freq="W").plot(
        events={"2031-03-14": "Verdict", "2031-05-01": "Fair"}
    )
    assert chart.alt.endswith(" Events: 14 March 2031, Verdict.")
    assert chart.source.startswith("Outside the dates shown: 1 May 2031 Fair. ")
    with pytest.raises(UnknownValue, match="Expected a date such as"):
        count_articles(articles, freq="W").plot(events={"March": "Verdict"})


def collected(make_articles, gull, hill):
    """Return the articles of two outlets on these days of June and July 2031, counted from 1 June."""
    first = pd.Timestamp("2031-06-01")
    return make_articles(
        {"outlet": outlet, "date": first + pd.Timedelta(days=day - 1)}
        for outlet, days in (("Gull", gull), ("Hill", hill))
        for day in days
    )


@pytest.mark.parametrize(
    ("days", "partial"),
    [
        # The Gull has every day of June and July, 1 to 61; July begins with day 31
        (range(10, 53), [True, True]),  # nine silent days before and nine after, none between
        (range(1, 62, 9), [False, False]),  # always eight
        (
            [10, 19, 40, 52],
            [False, False],
        ),  # nine before and nine after, but twenty between 19 and 40
        (
            [25, 40, 61],
            [True, False],
        ),  # twenty-four before, at most twenty between: June is cut, July is not
        ([1, 20, 35], [False, True]),  # and here July
        ([10, 20, 30, 40, 50], [False, True]),  # nine before and nine between; eleven after
        ([12], [True, True]),  # a single article: the collection is its day
    ],
)
def test_a_period_is_partial_where_an_outlets_own_collection_begins_or_ends(
    make_articles, days, partial
):
    table = collected(make_articles, range(1, 62), days)
    numbers = count_articles(table, by="outlet", freq="M").table()
    of_hill = numbers[numbers["outlet"] == "Hill"]
    assert of_hill["partial"].tolist() == [
        flag and not gap for flag, gap in zip(partial, of_hill["gap"], strict=True)
    ]
    assert not numbers.loc[numbers["outlet"] == "Gull", "partial"].any()
    # The same days as those of two columns, and in shares
    both = table.assign(section="x")
    assert count_articles(both, by=["outlet", "section"], freq="M").table()["partial"].tolist() == (
        numbers["partial"].tolist()
    )
    shares = share_mentioning(table.assign(title="t"), "t", by="outlet", freq="M")
    assert shares.table()["partial"].tolist() == numbers["partial"].tolist()


def test_an_outlet_that_begins_on_the_first_day_of_a_month_has_that_month_whole(make_articles):
    # Day 31 is 1 July: thirty silent days before it, and July is not cut
    numbers = count_articles(
        collected(make_articles, range(1, 62), range(31, 62)), by="outlet", freq="M"
    ).table()
    assert not numbers["partial"].any()


def of_outlets(make_articles, **numbers):
    """Return outlets with as many articles that mention the ferry, and as many that do not."""
    return make_articles(
        {"outlet": outlet, "text": text}
        for outlet, (ferry, snow) in numbers.items()
        for text in ["ferry"] * ferry + ["snow"] * snow
    )


def test_the_highest_share_is_sought_among_groups_with_thirty_articles(make_articles):
    # A has all of its one article, B 15 of 30 and C 10 of 40. Wilson for 15 of 30, z^2 = 3.8415: middle .5, half
    # 1.96 / 1.12805 x sqrt(.25 / 30 + 3.8415 / 3600) = .1685: 33 % to 67 %; for 10 of 40: middle
    # (.25 + .04802) / 1.09604 = .27191, half 1.96 / 1.09604 x sqrt(.1875 / 40 + 3.8415 / 6400) = .13007: to 40 %
    shares = share_mentioning(
        of_outlets(make_articles, A=(1, 0), B=(15, 15), C=(10, 30)), "ferry", by="outlet"
    )
    assert shares.answer() == (
        "37% of the articles mention “ferry” (26 of 71; 95% range 26% to 48%). No outlet can be named "
        "as having the highest share: in the 2 outlets compared it runs from 25% to 50%, and the "
        "ranges of all of them overlap. 2 of the 3 outlets have at least 30 independent articles; the "
        "other is not ranked."
    )
    none = share_mentioning(of_outlets(make_articles, A=(1, 0), B=(0, 30)), "ferry", by="outlet")
    assert none.answer() == (
        "1 of the 2 outlets has at least 30 independent articles; the other is not ranked. "
        "None of its articles mentions “ferry”."
    )


def test_an_answer_names_those_that_tie(make_articles):
    counts = count_articles(
        of_outlets(make_articles, E=(2, 0), B=(1, 1), C=(2, 0), D=(1, 1), A=(1, 0)), by="outlet"
    )
    assert counts.answer() == (
        "B, C, D and E have the largest number of articles, 2 each of the 9 articles."
    )
    shares = share_mentioning(
        of_outlets(make_articles, A=(30, 0), B=(31, 0), C=(0, 30)), "ferry", by="outlet"
    )
    assert shares.answer() == (
        "67% of the articles mention “ferry” (61 of 91; 95% range 57% to 76%). No outlet can be "
        "named as having the highest share: in the 3 outlets compared it runs from 0% to 100%, and "
        "the ranges of the 2 highest overlap."
    )


def test_highest_is_said_only_of_a_range_above_all_others(make_articles):
    # Wilson for 24 of 30, as above: middle (.8 + .06403) / 1.12805 = .766, half .139: from 63 %; for 10 of 40 to 40 %
    clear = share_mentioning(of_outlets(make_articles, A=(24, 6), B=(10, 30)), "ferry", by="outlet")
    assert clear.answer() == (
        "The share of these articles that mention “ferry” is highest in A: 80% (24 of 30; 95% range "
        "63% to 90%)."
    )
    assert clear.best_rows()["outlet"].tolist() == ["A"]
    assert [claim.key for claim in clear.claims()] == ["A"]


def test_most_is_said_only_of_more_than_half(make_articles):
    half = count_articles(of_outlets(make_articles, A=(3, 0), B=(2, 0), C=(1, 0)), by="outlet")
    assert half.answer() == "A has the largest number of articles: 3 of the 6 articles (50%)."
    more = count_articles(of_outlets(make_articles, A=(4, 0), B=(2, 0), C=(1, 0)), by="outlet")
    assert more.answer() == "A has most of the articles: 4 of the 7 articles (57%)."


def test_sentences_are_drawn_from_the_first_and_the_last_by_the_articles_alone(make_articles):
    table = of_outlets(make_articles, A=(20, 5), B=(9, 11), C=(2, 20), D=(0, 5))
    shares = share_mentioning(table, "ferry", by="outlet")
    drawn = shares.sample_matches(n=4).table()
    assert drawn["group"].tolist() == ["A"] * 4 + ["C"] * 2  # D has no match
    assert drawn["sentence"].str.contains("ferry", case=False).all()
    shuffled = share_mentioning(table.sample(frac=1, random_state=3), "ferry", by="outlet")
    assert (
        shuffled.sample_matches(n=4).table()["article_id"].tolist() == drawn["article_id"].tolist()
    )
    assert set(drawn["article_id"][:4]) < set(shares.sample_matches(n=20).table()["article_id"])
    ids = shares.sample_matches(n=20).table()["article_id"][:20].tolist()
    assert ids != sorted(ids)
    nothing = share_mentioning(table, "zebra", by="outlet").sample_matches()
    assert repr(nothing) == "No article mentions “zebra”."


@pytest.mark.parametrize(
    ("freq", "name"),
    [
        ("D", "day was 3 March 2031"),
        ("W", "week began on 3 March 2031"),
        ("M", "month was March 2031"),
        ("Q", "quarter was the first quarter of 2031"),
        ("Y", "year was 2031"),
    ],
)
def test_periods_are_named_as_people_write_them(make_articles, freq, name):
    table = make_articles([{"date": "2031-03-03"}, {"date": "2031-03-03"}, {"date": "2032-09-01"}])
    assert count_articles(table, freq=freq).answer() == (
        f"The busiest {name}, with 2 of the 3 articles (67%)."
    )


@pytest.mark.parametrize(("freq", "n"), [("D", 2), ("W", 5), ("M", 8), ("Q", 8), ("Y", 11)])
def test_a_date_inside_a_period_asks_for_that_period(articles, freq, n):
    # 2031-03-03 is a Monday with a01 and a02, and the first day of no longer period
    assert len(count_articles(articles, freq=freq).examples("2031-03-03", n=20)) == n
    shares = share_mentioning(articles.assign(title="t"), "t", by="outlet", freq=freq)
    in_march = shares.examples(
        "Gull Gazette", date=pd.Timestamp("2031-03-03 23:00", tz="America/New_York"), n=20
    )
    assert set(in_march.table()["outlet"]) == {"Gull Gazette"}
    with pytest.raises(UnknownValue, match=r"There is nothing (in|on) .*2035"):
        count_articles(articles, freq=freq).examples("2035-03-05")


def test_a_date_outside_is_refused_with_the_dates_that_there_are(articles):
    with pytest.raises(UnknownValue) as error:
        count_articles(articles, freq="M").examples("2031-06-10")
    assert (
        str(error.value)
        == "There is nothing in June 2031. The numbers run from March 2031 to April 2031."
    )


def test_a_column_of_numbers_is_no_text_to_look_in(articles):
    for look in (share_mentioning, find_changes):
        with pytest.raises(UnknownValue) as error:
            look(articles.assign(score=1.5), "ferry", fields=["title", "score"])
        assert str(error.value) == (
            "The column score holds numbers, not text. fields= takes columns of text, such as 'title'; to look in these "
            "numbers, use articles.assign(score=articles['score'].astype('str'))."
        )
    assert share_mentioning(articles.assign(text=np.nan), "ferry").table()[
        "n_mentioning"
    ].tolist() == [4]
    # in the titles of a01, a02, a07 and a12


def test_events_on_a_chart_without_dates_are_refused(articles):
    with pytest.raises(UnknownValue, match=r"^events= marks days on a chart over time: add freq="):
        count_articles(articles, by="outlet").plot(events={"2031-03-05": "Verdict"})


def test_a_chart_says_what_cuts_its_open_marks(make_articles):
    table = collected(make_articles, range(2, 61), range(10, 53))
    # June without its first day, and July without its last, which would be 61
    assert (
        count_articles(table, freq="M")
        .plot()
        .source.endswith(" Hollow markers: the first and last months are incomplete.")
    )
    # In weeks the Hill's first is not that of the table, which begins on Monday, 2 June
    assert (
        count_articles(table, by="outlet", freq="W")
        .plot()
        .source.endswith(
            " Hollow markers: incomplete weeks, at the start or end of the period or of a group's "
            "articles."
        )
    )
