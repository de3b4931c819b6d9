"""One order of time and one name for each story, whatever the articles lack; what is said of a story is true."""

from __future__ import annotations

import pandas as pd
import pytest

from mediakit import (
    compare_lags,
    compare_outlets,
    find_stories,
    first_to_report,
    mark_stories,
    story_path,
)
from mediakit.errors import ColumnMissing, UnknownValue

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


def test_a_story_has_the_same_title_and_first_article_everywhere(make_articles):
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
        f"In this collection, Gull, Hill and Marsh were first with “{WORDS} g”, on the same day:"
    )
    assert f"The largest is “{WORDS} g”:" in stories.answer()
    assert path.plot().title == f"The path of “{WORDS} g”"


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


def test_a_story_is_called_by_the_earliest_article_that_has_a_title(told):
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
        .startswith("In this collection, Gull was first with “Boil it”: 3 articles in 3 outlets")
    )


# What articles lack -----------------------------------------------------------------------------------------------------


def test_without_titles_a_story_is_said_to_have_none(told):
    articles = told(("Gull", "2031-03-01", None), ("Hill", "2031-03-02", None))
    stories, *_, path = everything_said(articles)
    assert stories == (
        "The only story ran in more than one outlet. The largest is a story without a "
        "title: 2 articles in 2 outlets, 1 to 2 March 2031."
    )
    assert path == (
        "In this collection, Gull was first with a story without a title: 2 articles in 2 "
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
        "In this collection, 1 article from an unknown outlet was first with “t”: 3 "
        "articles in 2 outlets, 1 to 3 March 2031, 1 without a known outlet (not checked "
        "for reprints)."
    )


def test_a_story_of_no_outlet_or_no_date_says_so_and_nothing_else(told):
    nowhere = told((None, "2031-03-01", "t"), (None, "2031-03-02", "t"))
    assert everything_said(nowhere)[-1] == (
        "In this collection, 1 article from an unknown outlet was first with “t”: 2 "
        "articles, 1 to 2 March 2031, 2 without a known outlet (not checked for reprints)."
    )
    never = told(("Gull", None, "t"), ("Hill", None, "t"))
    assert (
        everything_said(never)[-1]
        == "“t” cannot be followed: none of its 2 articles in 2 outlets has a date."
    )
    late = told(("Gull", "2031-03-02", "t"), ("Hill", None, "t"))
    assert everything_said(late)[-1] == (
        "In this collection, Gull was first with “t”: 2 articles in 2 outlets, 2 March "
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
        f"In this collection, Gull and Hill were first with “{WORDS} a”, on the same day:"
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
        "In this collection, 7 was first with “t”: 3 articles in 2 outlets"
    )
    lags = compare_lags(articles, numbers[0] if isinstance(numbers[0], int) else "7", "12")
    assert lags.answer().startswith(
        "7 beat 12 to the only story that both reported. A test needs at least 6 stories"
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
        "One outlet leads the other in 1 of the 2 pairs tested (false discovery rate 5%): Hill before Gull (9 stories to 0)."
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
        "Gull beat Hill to 2 of the 3 stories that both reported; for 1 it is not known "
        "who was first. A test needs at least 6 stories that both outlets covered with "
        "articles of their own."
    )
    tied = compare_lags(lagging(told, [0] * 6, "Gull", "Hill"), "Gull", "Hill")
    assert tied.plot().alt == "There is nothing to draw. In every story both outlets are tied."


def test_where_nobody_was_alone_the_first_nobody_is_named(told):
    firsts = first_to_report(lagging(told, [0, 0, 0], "Gull", "Hill"))
    assert firsts.answer() == (
        "It is not known who was first with any of the 3 shared stories: several outlets "
        "share the earliest known time."
    )
    assert firsts.table()["share"].tolist() == [0, 0]


def test_of_outlets_that_share_as_many_stories_the_chart_keeps_those_that_were_first(told):
    firsts = first_to_report(lagging(told, [-1], "Gull", "Hill"))
    assert firsts.plot(n=1).data["outlet"].tolist() == ["Hill"]
    assert firsts.plot(n=1).source.startswith("Shown: the outlet with the most shared stories.")


def test_the_answer_says_that_the_outlet_it_names_is_one_of_those_with_enough_stories(told):
    # The Hill was first in 20 of 31 stories; Fen in the one that it shares, which is more of fewer.
    many = pd.concat(
        [lagging(told, [-1] * 20 + [1] * 10, "Gull", "Hill"), lagging(told, [1], "Fen", "Hill")]
    )
    assert (
        first_to_report(many)
        .answer()
        .startswith(
            "Of the 2 outlets with at least 30 shared stories, Hill was first with 20 of the 31 stories that it shared"
        )
    )


def test_an_outlet_that_was_never_first_is_not_named_before_one_that_was(told):
    # The Hill shares 31 stories and was first in none; Fen was first in the one that it shares.
    many = pd.concat([lagging(told, [0] * 30, "Gull", "Hill"), lagging(told, [1], "Fen", "Hill")])
    assert first_to_report(many).answer() == (
        "Fen was first with the only story that it shared with other outlets (95% range "
        "21% to 100%). For 30 of the 31 shared stories it is not known who was first."
    )


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
