"""One order of time and one name for each story, whatever the articles lack; what is said of a story is true."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mediakit import (
    compare_lags,
    compare_outlets,
    find_stories,
    first_to_report,
    mark_stories,
    story_path,
)
from mediakit.errors import ColumnMissing, UnknownValue
from mediakit.stories.chances import chance_of_as_many
from mediakit.stories.outlet_kinds import find_kinds

WORDS = "Millbeck boil notice solvent reservoir dye works filters"
TEXT = "Residents boiled brown water near the old dye works."


@pytest.fixture
def told(make_articles):
    """Make articles of one story: (outlet, date or time, title, further columns)."""

    def make(*rows):
        made = []
        for outlet, when, title, *more in rows:
            clock = {"published_at": f"{when}Z"} if when and " " in when else {}
            row = {
                "outlet": outlet,
                "date": when and when[:10],
                "title": title,
                "text": f"{WORDS}. {TEXT}",
            }
            made.append(row | clock | dict(*more))
        return make_articles(made).assign(story="s1")

    return make


def everything_said(articles):
    """Return the answers about the stories of a table, after every other way of showing them was tried."""
    named = articles if "story" in articles.columns else mark_stories(articles)
    results = [
        find_stories(articles),
        first_to_report(named),
        compare_lags(named, n_permutations=19),
    ]
    results += [story_path(named, story) for story in named["story"].unique()]
    for result in results:
        assert result.describe()
        assert result.plot().png()
        assert repr(result)
        assert result._repr_html_()
        result.examples()
    return [result.answer() for result in results]


# One order, one name ---------------------------------------------------------------------------------------------------


def test_columns_that_pandas_converted_tell_the_same_stories(make_articles):
    rows = [
        {
            "outlet": "Gull",
            "date": "2031-03-01",
            "text": "Filters arrived.",
            "reprint_group": "a01",
            "is_reprint": False,
        },
        {
            "outlet": "Hill",
            "date": "2031-03-02",
            "text": "Filters arrived.",
            "reprint_group": "a01",
            "is_reprint": True,
        },
        {
            "outlet": "Mole",
            "date": "2031-03-03",
            "text": "Ferries sank.",
            "reprint_group": "a03",
            "is_reprint": False,
        },
    ]
    articles = make_articles(rows).assign(
        story="s1", agency="Tern", agency_place=["text", None, None]
    )
    path = story_path(articles.convert_dtypes(), "s1").table()
    assert path["origin"].tolist() == ["own", "shared", "own"]
    assert first_to_report(articles.convert_dtypes()).table()["outlet"].tolist() == ["Gull", "Mole"]


def test_a_story_has_the_same_name_and_first_article_everywhere(make_articles):
    # All of one day and without times: a03 is the Gull's, the first outlet by name. Its later article has a time.
    rows = [("Marsh", "m"), ("Hill", "h"), ("Gull", "g")]
    articles = make_articles(
        {"outlet": o, "date": "2031-03-01", "title": f"{WORDS} {t}", "text": TEXT} for o, t in rows
    )
    stories = find_stories(articles)
    assert stories.table()[["story", "title"]].to_numpy().tolist() == [["a03", f"{WORDS} g"]]
    path = story_path(mark_stories(articles), "a03")
    assert (
        path.table()["article_id"].tolist()
        == stories.articles()["article_id"].tolist()
        == ["a03", "a02", "a01"]
    )
    assert path.answer().startswith(
        f"In this collection, Gull, Hill and Marsh are dated earliest with “{WORDS} g” (Gull), on the same day:"
    )
    assert f"The story in the largest number of outlets is “{WORDS} g” (Gull):" in stories.answer()
    assert path.plot().title == f"The path of “{WORDS} g” (Gull)"


def test_of_one_day_an_article_with_a_time_comes_first_and_where_all_have_one_the_time_decides(
    told,
):
    # The Hill's clock is known, the Gull's is not: of one day the Hill comes first.
    some = told(("Gull", "2031-03-01", "g"), ("Hill", "2031-03-01 20:00", "h"))
    # The Gull prints 2 March, its local day, but was out an hour before the Hill's 1 March, 21:00.
    every = told(("Gull", "2031-03-01 20:00", "g"), ("Hill", "2031-03-01 21:00", "h")).assign(
        date=pd.to_datetime(["2031-03-02", "2031-03-01"])
    )
    for articles, first in ((some, "h"), (every, "g")):
        assert find_stories(articles).table()["title"].tolist() == [first]
        assert story_path(articles, "s1").table()["title"].iloc[0] == first


def test_a_story_is_called_by_an_article_that_has_a_title(told):
    articles = told(
        ("Gull", "2031-03-01", "  "),
        ("Hill", "2031-03-02", None),
        ("Marsh", "2031-03-03", "Boil it"),
    )
    assert find_stories(articles).table()[["story", "title"]].to_numpy().tolist() == [
        ["a01", "Boil it"]
    ]
    assert (
        story_path(articles, "s1")
        .answer()
        .startswith(
            "In this collection, Gull is dated a day earlier than the others with “Boil it” (Marsh): 3 articles in 3 outlets"
        )
    )


# What articles lack -----------------------------------------------------------------------------------------------------


def test_without_titles_a_story_is_said_to_have_none(told):
    articles = told(("Gull", "2031-03-01", None), ("Hill", "2031-03-02", None))
    stories, *_, path = everything_said(articles)
    assert stories == (
        "The only story ran in more than one outlet. The story in the largest number of outlets is a story without a "
        "title: 2 articles in 2 outlets, 1 to 2 March 2031."
    )
    assert path == (
        "In this collection, Gull is dated a day earlier than the other with a story without a title: 2 articles in 2 "
        "outlets, 1 to 2 March 2031 (not checked for reprints)."
    )
    assert find_stories(articles).plot().data["title"].tolist() == ["(no title: a01)"]


def test_a_story_that_begins_with_an_article_of_no_known_outlet_has_no_first(told):
    articles = told(
        (None, "2031-03-01", "t"), ("Hill", "2031-03-02", "t"), ("Gull", "2031-03-03", "t")
    )
    stories, first, _, path = everything_said(articles)
    assert "3 articles in 2 outlets" in stories
    assert (
        "1 article has no outlet and is not counted in n_outlets."
        in find_stories(articles).describe()
    )
    assert first == "No story was covered by two or more outlets with articles of their own."
    assert (
        "1 story that began with an article from an unknown outlet"
        in first_to_report(articles).describe()
    )
    assert path == (
        "In this collection, 1 article from an unknown outlet is dated a day earlier than the others with “t”: 3 "
        "articles in 2 outlets, 1 to 3 March 2031, 1 without a known outlet (not checked "
        "for reprints)."
    )


def test_a_story_of_no_outlet_or_no_date_says_so_and_nothing_else(told):
    nowhere = told((None, "2031-03-01", "t"), (None, "2031-03-02", "t"))
    assert everything_said(nowhere)[-1] == (
        "In this collection, 1 article from an unknown outlet is dated earliest with “t”: 2 "
        "articles, 1 to 2 March 2031, 2 without a known outlet (not checked for reprints)."
    )
    never = told(("Gull", None, "t"), ("Hill", None, "t"))
    assert (
        everything_said(never)[-1]
        == "“t” (Gull) cannot be followed: none of its 2 articles in 2 outlets has a date."
    )
    late = told(("Gull", "2031-03-02", "t"), ("Hill", None, "t"))
    assert everything_said(late)[-1] == (
        "In this collection, Gull is dated earliest with “t” (Gull): 2 articles in 2 outlets, 2 March "
        "2031, 1 without a known date (not checked for reprints)."
    )


def test_an_article_without_a_date_moves_no_lag(told):
    steps = story_path(
        told(("Gull", "2031-03-02", "t"), ("Hill", None, "t"), ("Marsh", "2031-03-04", "t")), "s1"
    ).table()
    assert steps["outlet"].tolist() == ["Gull", "Marsh", "Hill"]
    # The Gull is alone the first; two days by date are one to three; of the Hill nothing is known.
    assert steps["least_lag"].fillna(-1).tolist() == [0, 1, -1]
    assert steps["most_lag"].fillna(-1).tolist() == [0, 3, -1]


def test_articles_without_a_text_have_no_differences(told):
    articles = told(
        ("Gull", "2031-03-01", f"{WORDS} a"), ("Hill", "2031-03-01", f"{WORDS} b")
    ).assign(text=None)
    assert story_path(articles, "s1").differences().empty
    assert everything_said(articles)[-1].startswith(
        f"In this collection, Gull and Hill are dated earliest with “{WORDS} a” (Gull), on the same day:"
    )


def test_one_article_is_one_story_in_one_outlet(told):
    stories, first, lags, path = everything_said(told(("Gull", "2031-03-01", "t")))
    assert stories == "The only story ran in a single outlet."
    assert first == "No story was covered by two or more outlets with articles of their own."
    assert (
        lags
        == "A test needs at least 6 stories that both outlets covered with articles of their own."
    )
    assert path == "Only Gull ran “t”: 1 article, 1 March 2031 (not checked for reprints)."
    assert (
        find_stories(told(("Gull", "2031-03-01", "t")))
        .plot()
        .alt.startswith("There is nothing to draw.")
    )


# Columns of other types -------------------------------------------------------------------------------------------------


def test_a_date_with_a_time_zone_is_refused_since_the_day_of_the_publisher_is_not_guessed(told):
    articles = told(("Gull", "2031-03-01", "t"), ("Hill", "2031-03-02", "t"))
    zoned = articles.assign(
        date=pd.to_datetime(["2031-03-01 22:30", "2031-03-02 08:00"]).tz_localize(
            "America/New_York"
        )
    )
    for ask in (find_stories, first_to_report, compare_lags, lambda table: story_path(table, "s1")):
        with pytest.raises(UnknownValue, match="time zone"):
            ask(zoned)


def test_times_in_any_zone_are_compared_as_instants(told):
    # 20:00 in New York is 01:00 of the next day in UTC, half an hour after the Hill's 00:30 UTC.
    articles = told(("Gull", "2031-03-01", "t"), ("Hill", "2031-03-02", "t"))
    times = pd.to_datetime(["2031-03-01 20:00-05:00", "2031-03-02 00:30Z"], utc=True).tz_convert(
        "America/New_York"
    )
    path = story_path(articles.assign(published_at=times), "s1").table()
    assert path["outlet"].tolist() == ["Hill", "Gull"]
    assert path[["least_lag", "unit"]].to_numpy().tolist() == [[0, "hours"], [0.5, "hours"]]


@pytest.mark.parametrize("numbers", [[7, 12], [7.0, 12.0]])
def test_outlets_that_are_numbers_are_named_by_them(told, numbers):
    articles = told(
        ("Gull", "2031-03-01", "t"), ("Hill", "2031-03-02", "t"), ("Fen", "2031-03-02", "t")
    )
    articles = articles.assign(outlet=[*numbers, None])
    assert everything_said(articles)[-1].startswith(
        "In this collection, 7 is dated a day earlier than the others with “t” (7): 3 articles in 2 outlets"
    )
    lags = compare_lags(articles, numbers[0] if isinstance(numbers[0], int) else "7", "12")
    assert lags.answer().startswith(
        "7 is dated earlier than 12 in the only story that both reported. A test needs at least 6 stories"
    )
    assert lags.plot().data["pair"].tolist() == ["7 before 12"]


def test_dates_and_times_that_are_text_are_refused_with_what_to_do(told):
    articles = told(("Gull", "2031-03-01 08:00", "t"))
    for column, says in (("date", "dates"), ("published_at", "times")):
        for function in (
            find_stories,
            mark_stories,
            first_to_report,
            compare_lags,
            lambda table: story_path(table, "s1"),
        ):
            with pytest.raises(
                UnknownValue,
                match=f"The column '{column}' holds text, not {says}. Use mk.as_articles",
            ):
                function(articles.assign(**{column: articles[column].astype(str)}))


def test_within_a_story_that_was_not_found_the_error_says_how_to_find_it(articles):
    for options in ({"within": "story"}, {"unit": "story"}):
        with pytest.raises(ColumnMissing) as error:
            compare_outlets(articles, "Gull Gazette", **options)
        assert (
            str(error.value)
            == "There is no column 'story' in the articles table. Add it with mark_stories(articles)."
        )


# Who leads, who was first -----------------------------------------------------------------------------------------------


def lagging(told, gaps, a, b):
    """Make a story for each gap: b comes so many days after a."""
    parts = []
    for number, gap in enumerate(gaps):
        other = f"{pd.Timestamp('2031-03-10') + pd.Timedelta(days=gap):%Y-%m-%d}"
        parts.append(told((a, "2031-03-10", "t"), (b, other, "t")).assign(story=f"{a}{b}{number}"))
    articles = pd.concat(parts, ignore_index=True)
    return articles.assign(article_id=[f"{a}{b}{number:03}" for number in range(len(articles))])


def test_the_chart_of_lags_names_the_outlet_first_that_leads_and_greys_what_was_not_found(told):
    from matplotlib.colors import same_color
    from matplotlib.figure import Figure

    # The Hill is a day ahead of the Gull in nine of nine; Fen and Marsh are even, two to two and four tied.
    articles = pd.concat(
        [
            lagging(told, [-1] * 9, "Gull", "Hill"),
            lagging(told, [1, -1, 1, -1, 0, 0, 0, 0], "Fen", "Marsh"),
        ]
    )
    lags = compare_lags(articles)
    data = lags.plot().data
    assert data["pair"].tolist() == ["Hill before Gull", "Fen before Marsh"]
    assert data["share"].tolist() == [1, 0.5]
    # Wilson for 9 of 9: 9 / (9 + 1.96 ** 2) = .701 to 1
    assert data.loc[0, ["low", "high"]].tolist() == pytest.approx([0.701, 1], abs=0.001)
    assert data[["n_first", "n_behind", "n_tied"]].to_numpy().tolist() == [[9, 0, 0], [2, 2, 4]]
    assert data["found"].tolist() == [True, False]  # p of 9 of 9 is 2 in 512; the other is 1
    ax = Figure().subplots()
    lags.plot(ax=ax)
    points = {line.get_xdata()[0]: line.get_color() for line in ax.lines}
    assert not same_color(points[1], points[0.5])
    assert {
        tuple(x for x, _ in part) for line in ax.collections for part in line.get_segments()
    } >= {(0.5, 0.5)}
    assert lags.answer() == (
        "One outlet is dated earlier than the other in 1 of the 2 pairs tested (false discovery rate 5%): Hill before Gull (9 stories to 0)."
    )
    assert (
        lags.examples(("Hill", "Gull"), n=1)
        .table()
        .equals(lags.examples(("Gull", "Hill"), n=1).table())
    )


def test_who_leads_is_who_is_ahead_on_average_as_the_test_has_it(told):
    # Ahead in three of eight, but by 3 days each: the mean is (9 - 5) / 8 = .5 days.
    data = compare_lags(lagging(told, [3, 3, 3, -1, -1, -1, -1, -1], "Gull", "Hill")).plot().data
    assert data[["pair", "share"]].to_numpy().tolist() == [["Gull before Hill", 0.375]]


def test_a_pair_that_is_asked_for_is_answered_with_its_ties(told):
    lags = compare_lags(lagging(told, [1, 1, 0], "Gull", "Hill"), "Gull", "Hill")
    assert lags.answer() == (
        "Gull is dated earlier than Hill in 2 of the 3 stories that both reported; 1 has the same "
        "date in both. A test needs at least 6 stories that both outlets covered with "
        "articles of their own."
    )
    tied = compare_lags(lagging(told, [0] * 6, "Gull", "Hill"), "Gull", "Hill")
    assert tied.plot().alt == "There is nothing to draw. In every story both outlets are tied."


def test_where_nobody_was_alone_the_first_nobody_is_named(told):
    firsts = first_to_report(lagging(told, [0, 0, 0], "Gull", "Hill"))
    assert firsts.answer() == (
        "In each of the 3 shared stories, several outlets share the earliest known date."
    )
    assert firsts.table()["share"].tolist() == [0, 0]


def test_of_outlets_that_share_as_many_stories_the_chart_keeps_those_that_were_first(told):
    firsts = first_to_report(lagging(told, [-1], "Gull", "Hill"))
    assert firsts.plot(n=1).data["outlet"].tolist() == ["Hill"]
    assert firsts.plot(n=1).source.startswith("Shown: the outlet with the most shared stories.")


def test_an_outlet_is_named_as_ahead_only_if_it_is_so_more_often_than_by_chance(told):
    # Of 31 stories of one article each the Hill is dated earliest in 20: by chance 15.5, P(20 or more) = .0748.
    even = lagging(told, [-1] * 20 + [1] * 11, "Gull", "Hill")
    firsts = first_to_report(even)
    row = firsts.table().set_index("outlet").loc["Hill"]
    assert row[["share", "expected"]].tolist() == pytest.approx([20 / 31, 0.5])
    assert row["p"] == pytest.approx(stats.binom.sf(19, 31, 0.5))
    assert firsts.answer() == (
        "None of the 2 outlets with at least 30 shared stories is dated earliest more often than by chance."
    )
    # In 25 of 31 it is ahead: P(25 or more) = .0004. Fen, with one story, is not tested.
    ahead = pd.concat(
        [
            lagging(told, [-1] * 25 + [1] * 6, "Gull", "Hill"),
            lagging(told, [1], "Fen", "Hill"),
        ]
    )
    firsts = first_to_report(ahead)
    assert firsts.table().set_index("outlet")["q"].isna().to_dict() == {
        "Hill": False,
        "Gull": False,
        "Fen": True,
    }
    assert firsts.answer() == (
        "Of the 2 outlets with at least 30 shared stories, Hill is dated earliest more often than its number of "
        "articles would lead one to expect: in 25 of the 32 stories that it shared with other outlets (78%; 95% "
        "range 61% to 89%; by chance 50%)."
    )


def test_an_outlet_with_more_articles_is_expected_first_more_often(told):
    # Of four articles of 1, 2, 3 and 4 March the Gull has three: the earliest is its by a chance of 3/4.
    days = ("2031-03-02", "2031-03-03", "2031-03-04")
    articles = told(("Hill", "2031-03-01", "t"), *(("Gull", day, "t") for day in days))
    numbers = first_to_report(articles).table().set_index("outlet")
    assert numbers["expected"].to_dict() == {"Gull": 0.75, "Hill": 0.25}
    assert numbers["p"].to_dict() == {"Gull": 1, "Hill": 0.25}
    # Two of the four share the earliest date: alone first is who has both, the Gull by 3/4 · 2/3 = 1/2.
    tied = articles.assign(date=pd.to_datetime(["2031-03-01", "2031-03-01", *days[1:]]))
    numbers = first_to_report(tied).table().set_index("outlet")
    assert numbers["expected"].to_dict() == {"Gull": 0.5, "Hill": 0}


def test_chances_of_stories_add_up_to_the_chance_of_as_many_firsts():
    # By chance 1/2 and 1/4: none 3/8, one 4/8, both 1/8.
    chances = np.array([0.5, 0.25])
    assert [chance_of_as_many(n, chances) for n in range(3)] == pytest.approx([1, 5 / 8, 1 / 8])


def test_from_dates_nobody_is_said_to_be_first_and_from_times_somebody_is(told):
    dated = lagging(told, [-1] * 31, "Gull", "Hill")
    clock = dated["date"].dt.tz_localize("UTC")
    for articles, is_timed in ((dated, False), (dated.assign(published_at=clock), True)):
        results = [
            first_to_report(articles),
            compare_lags(articles),
            compare_lags(articles, "Gull", "Hill"),
            story_path(articles, "GullHill0"),
        ]
        for result in results:
            chart = result.plot()
            said = f"{result.answer()} {chart.title} {chart.alt} {chart.source}"
            says_first = re.search(r"\bfirst\b(?!-named)|\bbeat\b|\bleads\b", said)
            assert bool(says_first) == is_timed, said
            assert ("dated" in said) != is_timed, said


def test_outlets_of_different_kinds_are_not_ranked_without_saying_so(told):
    articles = lagging(told, [-1] * 31, "Gull", "Hill")
    firsts = first_to_report(articles, kinds={"Gull": "print"})
    caution = (
        "These outlets are of different kinds (Gull is a print edition), so the order may only show when each of "
        "them is published."
    )
    assert caution in firsts.answer()
    assert caution in firsts.plot().source
    assert caution in compare_lags(articles, kinds={"Gull": "print"}).answer()
    pair = compare_lags(articles, "Gull", "Hill", kinds={"Gull": "print"})
    assert caution in pair.answer()
    for same in (None, {"Gull": "site"}, {"Gull": "print", "Hill": "print"}):
        assert "kinds" not in first_to_report(articles, kinds=same).answer()
    with pytest.raises(UnknownValue):
        first_to_report(articles, kinds={"Gul": "print"})
    with pytest.raises(UnknownValue):
        first_to_report(articles, kinds={"Gull": "radio"})
    with pytest.raises(UnknownValue) as error:
        first_to_report(articles, kinds="print")
    assert str(error.value) == (
        "kinds= takes outlets with their kinds, such as {'The Gull': 'print'}; got 'print'."
    )


def test_a_weekday_without_articles_looks_like_a_print_edition(make_articles):
    days = pd.date_range("2031-03-03", periods=70)  # ten weeks from a Monday on
    rows = [{"outlet": "Gull", "date": f"{day:%Y-%m-%d}"} for day in days if day.day_of_week != 6]
    rows += [{"outlet": "Hill", "date": f"{day:%Y-%m-%d}"} for day in days]
    rows += [{"outlet": "Fen", "date": f"{day:%Y-%m-%d}"} for day in days[:6]]  # too few to tell
    rows += [{"outlet": "Tern", "date": "2031-03-03", "agency": "Tern", "agency_place": "outlet"}]
    articles = make_articles(rows)
    found = find_kinds(articles)
    assert found.kinds == {"Gull": "print", "Tern": "agency"}
    assert found.caution(articles["outlet"]) == (
        "These outlets are of different kinds (Gull looks like a print edition, with hardly an article on Sundays; "
        "Tern is an agency), so the order may only show when each of them is published."
    )
    assert find_kinds(articles, {"Gull": "site"}).kinds == {"Gull": "site", "Tern": "agency"}


def test_a_story_is_named_by_the_most_central_headline_of_own_reporting(make_articles):
    # "b" has words in common with both others; "a", the earliest, and "c" have none in common with each other.
    rows = [
        ("Gull", "2031-03-01", "Minister visits", "ferry harbour pilot"),
        ("Hill", "2031-03-02", "Bridge shut", "ferry harbour pilot bridge cable tower"),
        ("Mole", "2031-03-03", "Cable snaps", "bridge cable tower"),
    ]
    articles = make_articles(
        {"outlet": o, "date": d, "title": t, "text": x} for o, d, t, x in rows
    ).assign(story="s1")
    path = story_path(articles, "s1")
    assert path.plot().title == "The path of “Bridge shut” (Hill)"
    # If the Hill's is agency copy, it is the nearest of the others: the Mole's and the Gull's are as near; the
    # Mole's title has a word in common with the Hill's text, the Gull's has none.
    copy = articles.assign(
        agency=[None, "Tern", None],
        agency_place=[None, "dateline", None],
    )
    assert story_path(copy, "s1").plot().title == "The path of “Cable snaps” (Mole)"
    every = copy.assign(agency="Tern", agency_place="dateline")
    assert story_path(every, "s1").plot().title == "The path of “Bridge shut” (Hill)"


# What the outlets tell --------------------------------------------------------------------------------------------------


def test_a_sentence_with_one_word_in_common_is_neither_shared_nor_only_here(make_articles):
    # Five words each, one in common, each word otherwise in one of the three sentences of like kind.
    # The common word stands in 2 of 4 sentences: idf 1 + log(5 / 3) = 1.51; the others in 1: 1 + log(5 / 2) = 1.92.
    # Cosine of the two: 1.51² / (1.51² + 4 * 1.92²) = 2.28 / 17.0 = .134: between .10 and .25.
    rows = [
        ("Gull", "Harbour trams rattled yesterday morning. Ferries sank beside northern moorings."),
        ("Hill", "Harbour bakers closed brick ovens. Choirs sang psalms indoors loudly."),
    ]
    articles = make_articles(
        {"outlet": o, "date": "2031-03-01", "text": t} for o, t in rows
    ).assign(story="s1")
    found = story_path(articles, "s1").differences()
    assert set(found["kind"]) == {"only here"}
    assert not found["sentence"].str.startswith("Harbour").any()
    assert len(found) == 2


def test_ten_long_titles_can_be_told_apart_on_the_chart(make_articles):
    from matplotlib.figure import Figure

    towns = "Millbeck Selhaven Ostrel Corvane Dunmarrow Estrik Fallowby Garsund Haverlock Inchmere".split()
    rows = []
    for number, town in enumerate(towns):
        title = f"Council votes for the long delayed ferry after a night of protest in {town}"
        text = " ".join(f"{town}{letter}" for letter in "abcdefghijklmnop")
        for outlet in ("Gull", "Hill"):
            rows.append(
                {
                    "outlet": outlet,
                    "date": f"2031-0{number % 9 + 1}-{number + 1:02}",
                    "title": title,
                    "text": text,
                }
            )
    ax = Figure().subplots()
    find_stories(make_articles(rows)).plot(ax=ax)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert all(label.count("\n") == 1 for label in labels)
    assert {label.split()[-1] for label in labels} == set(towns)
