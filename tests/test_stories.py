"""Articles of one event become one story; who had it first is said only as exactly as it is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from mediakit import compare_lags, find_stories, first_to_report, mark_stories, story_path
from mediakit.cleaning.origins import find_origins
from mediakit.errors import ColumnMissing, UnknownValue, UnspacedScript
from mediakit.stories import linking
from mediakit.stories.arrivals import median_interval
from mediakit.stories.contrast import contrasted, usual_likeness
from mediakit.stories.lags import _sign_flip_p
from mediakit.stories.linking import average_linkage, near_pairs
from mediakit.stories.placing import place_articles

BOIL = "Millbeck boil notice solvent reservoir dye works filters"
DOCK = "Selhaven dockers strike cranes convoy gate shields bottles"
VOTE = "Senate enlistment bill amnesty clause registrar sitting passage"


def table(make_articles, *rows):
    """Make articles: (outlet, date or time, text, further columns)."""
    made = []
    for outlet, when, text, *more in rows:
        clock = {"published_at": f"{when}Z"} if when and " " in when else {}
        made.append(
            {"outlet": outlet, "date": when and when[:10], "title": text, "text": text}
            | clock
            | dict(*more)
        )
    return make_articles(made)


# Which articles are one story ------------------------------------------------------------------------------------------


def linked(n, *pairs):
    first, second, likeness = (np.array(part) for part in zip(*pairs, strict=True))
    return average_linkage(n, first, second, likeness).tolist()


def test_a_third_article_joins_where_it_is_alike_on_average_over_both_others():
    # 0 and 1 join at .5. To 2 they are alike (.21 + 0) / 2 = .105 on average, which is .10 or more ...
    assert linked(3, (0, 1, 0.5), (1, 2, 0.21)) == [0, 0, 0]
    # ... and (.19 + 0) / 2 = .095, which is not, though 1 and 2 alone are.
    assert linked(3, (0, 1, 0.5), (1, 2, 0.19)) == [0, 0, 2]


def test_two_pairs_join_by_the_mean_of_all_four_pairs_between_them():
    pairs = [(0, 1, 0.9), (2, 3, 0.9), (0, 2, 0.18), (1, 3, 0.18)]
    assert linked(4, *pairs) == [0, 0, 2, 2]  # (.18 + .18 + 0 + 0) / 4 = .09
    assert linked(4, *pairs, (0, 3, 0.1)) == [0, 0, 0, 0]  # .46 / 4 = .115


def test_groups_that_together_span_more_than_the_window_are_not_joined():
    pairs = (np.array([0, 1, 0]), np.array([1, 2, 2]), np.array([0.5, 0.4, 0.4]))
    days = np.array([0, 2, 4])
    for window, groups in ((3, [0, 0, 2]), (4, [0, 0, 0]), (1, [0, 1, 2])):
        found = average_linkage(3, *pairs, spans=(days, days), window=window)
        assert found.tolist() == groups


# To A (0, 1) article 4 is alike by (.3 + .3) / 2 = .3 on average, to B (2, 3) by .3 plus what is given.
@pytest.mark.parametrize(("more", "group"), [(-0.03, 0), (0, 9), (0.01, 9), (0.03, 2)])
def test_an_article_that_fits_two_stories_is_in_the_nearer_one_or_in_neither(more, group):
    first, second = np.array([0, 2, 0, 1, 2, 3]), np.array([1, 3, 4, 4, 4, 4])
    cosine = np.array([0.8, 0.8, 0.3, 0.3, 0.3 + more, 0.3 + more])
    days = np.array([1, 1, 2, 2, 2])
    placed = place_articles(
        np.array([0, 0, 2, 2, 0]),
        np.arange(5),
        days,
        (first, second, cosine),
        window=1,
        alike=0.15,
    )
    assert placed.tolist() == [0, 0, 2, 2, group]  # 9: five articles and its own number, 4


def test_an_article_moves_to_no_story_that_it_would_make_too_long():
    first, second = np.array([0, 2, 0, 1, 2, 3]), np.array([1, 3, 4, 4, 4, 4])
    cosine = np.array([0.8, 0.8, 0.3, 0.3, 0.6, 0.6])
    groups, days = np.array([0, 0, 2, 2, 0]), np.array([3, 3, 0, 0, 3])
    for window, group in ((2, 0), (3, 2)):
        placed = place_articles(
            groups, np.arange(5), days, (first, second, cosine), window=window, alike=0.15
        )
        assert placed.tolist() == [0, 0, 2, 2, group]


def test_no_story_spans_more_than_its_window(make_articles):
    # The same event is reported every day of two weeks, in other words by and by.
    words = [f"word{number}" for number in range(110)]
    rows = []
    for day in range(1, 15):
        text = " ".join(words[6 * day : 6 * day + 25])
        rows.append(("Gull", f"2031-03-{day:02}", text))
        rows.append(("Hill", f"2031-03-{day:02}", f"{text} harbour"))
    articles = table(make_articles, *rows)
    for days in (0, 1, 3):
        stories = find_stories(articles, window=f"{days}D").table()
        assert (stories["last_date"] - stories["first_date"]).dt.days.max() == days


def test_average_linkage_is_that_of_scipy():
    generator = np.random.default_rng(3)
    for _ in range(20):
        alike = np.round(np.triu(generator.random((14, 14)) ** 4, 1), 9)
        first, second = np.nonzero(alike)
        ours = average_linkage(14, first, second, alike[first, second])
        distances = 1 - alike - alike.T
        np.fill_diagonal(distances, 0)
        theirs = fcluster(linkage(squareform(distances), "average"), 1 - linking.ALIKE, "distance")
        assert (ours[:, None] == ours).tolist() == (theirs[:, None] == theirs).tolist()


# Four articles of words in equal numbers: on days 0 and 1 and, on the same subject, on day 9.
ALIKE = sparse.csr_array(np.sqrt([[0.5, 0.5, 0, 0], [0.5, 0.2, 0.3, 0], [0.5, 0, 0, 0.5]]))


def test_how_alike_an_article_usually_is_counts_other_days_alone():
    # Cosines: .5 + sqrt(.1) = .816 of the first two; both have .5 with the third. One article of
    # other days is known, and 19 that are not count .1 each: (.5 + 1.9) / 20 = .12. The third has
    # two such articles: (.5 + .5 + 1.8) / 20 = .14.
    usual = usual_likeness(ALIKE, np.array([0, 1, 9]), window=3)
    assert usual.tolist() == pytest.approx([0.12, 0.12, 0.14])


def test_in_a_table_of_one_day_every_article_is_as_alike_as_usual():
    usual = usual_likeness(ALIKE, np.array([0, 0, 0]), window=3)
    assert usual.tolist() == pytest.approx([0.1, 0.1, 0.1])


def test_half_of_what_is_usual_does_not_count():
    pairs = np.array([0, 0]), np.array([1, 2]), np.array([0.3, 0.12])
    first, second, contrast = contrasted(pairs, np.array([0.1, 0.2, 0.1]), least=0.05)
    # .3 - (.1 + .2) / 4 = .225; .12 - (.1 + .1) / 4 = .07
    assert contrast.tolist() == pytest.approx([0.225, 0.07])
    first, second, contrast = contrasted(pairs, np.array([0.1, 0.2, 0.3]), least=0.05)
    # .12 - (.1 + .3) / 4 = .02 is less than .05
    assert (first.tolist(), second.tolist()) == ([0], [1])


def test_two_reports_on_a_subject_of_every_day_are_no_story(make_articles):
    # The plant is in the news daily, in other words each time; only on day 2 do two tell one thing.
    rows, subject = [], "plant reactor shelling inspectors cooling grid"
    for day in range(1, 29):
        own = " ".join(f"day{day}word{number}" for number in range(8))
        rows.append(("Gull", f"2031-03-{day:02}", f"{subject} {own}"))
        own = " ".join(f"night{day}word{number}" for number in range(8))
        rows.append(("Hill", f"2031-03-{day:02}", f"{subject} {own}"))
    both = " ".join(f"event{number}" for number in range(8))
    rows += [
        ("Gull", "2031-03-02", f"{subject} {both}"),
        ("Hill", "2031-03-02", f"{subject} {both} two"),
    ]
    found = find_stories(table(make_articles, *rows)).table()
    assert found["n_articles"].value_counts().to_dict() == {1: 56, 2: 1}


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_pairs_are_the_same_however_the_days_are_cut_into_blocks(monkeypatch, rows):
    monkeypatch.setattr(linking, "FEWEST_ROWS", rows)
    monkeypatch.setattr(linking, "BLOCK", rows * rows)
    generator = np.random.default_rng(0)
    weights = generator.random((40, 12)) * (generator.random((40, 12)) < 0.3)
    days = np.sort(generator.integers(0, 15, 40))
    first, second, likeness = near_pairs(sparse.csr_array(weights), days, 2)
    every = weights @ weights.T
    apart = np.abs(days[:, None] - days)
    every *= 1 - 0.15 * apart / 2  # a whole window apart, two articles are 15% less alike
    every = np.round(every, 9)
    i, j = np.nonzero(np.triu((every >= linking.FLOOR) & (apart <= 2), 1))
    assert sorted(zip(first.tolist(), second.tolist(), strict=True)) == list(
        zip(i.tolist(), j.tolist(), strict=True)
    )
    assert likeness.sum() == pytest.approx(every[i, j].sum())


def test_articles_of_two_outlets_on_one_event_are_a_story_with_the_id_of_the_earliest(
    make_articles,
):
    articles = table(
        make_articles,
        ("Hill", "2031-03-02", f"{BOIL} mayor"),
        ("Gull", "2031-03-01", f"{BOIL} minister"),
        ("Marsh", "2031-03-01", DOCK),
        ("Gull", "2031-03-03", f"{BOIL} again"),
    )
    assert mark_stories(articles)["story"].tolist() == ["a02", "a02", "a03", "a02"]
    stories = find_stories(articles).table()
    assert stories["story"].tolist() == ["a02", "a03"]
    # The Gull has two articles, which makes it one outlet.
    assert stories.loc[0, ["n_outlets", "n_articles", "n_independent"]].tolist() == [2, 3, 3]
    # "again" is a stop word: the Gull's second article has no word that the others lack, and is the most central.
    assert stories.loc[0, ["title", "title_outlet"]].tolist() == [f"{BOIL} again", "Gull"]
    assert stories.loc[0, ["first_date", "last_date"]].tolist() == [
        pd.Timestamp("2031-03-01"),
        pd.Timestamp("2031-03-03"),
    ]


def test_the_same_words_outside_the_window_are_another_story(make_articles):
    articles = table(
        make_articles,
        ("Gull", "2031-03-01", BOIL),
        ("Hill", "2031-03-05", BOIL),
        ("Hill", "2031-03-01", VOTE),
    )
    assert mark_stories(articles)["story"].tolist() == ["a01", "a02", "a03"]
    assert mark_stories(articles, window="4D")["story"].tolist() == ["a01", "a01", "a03"]


@pytest.mark.parametrize("window", [3, "3 days", "-1D", pd.Timedelta("3D"), "", None])
def test_a_window_is_a_number_of_days(articles, window):
    with pytest.raises(UnknownValue) as error:
        mark_stories(articles, window=window)
    assert str(error.value) == f"window must be a number of days such as '3D'; got {window!r}."


def test_an_undated_article_is_a_story_of_its_own_a_copy_too(make_articles):
    articles = table(
        make_articles,
        ("Gull", "2031-03-01", BOIL, {"article_id": "g", "reprint_group": "g"}),
        ("Hill", None, f"{BOIL} mayor", {"article_id": "h", "reprint_group": "h"}),
        ("Marsh", None, f"{BOIL} mayor", {"article_id": "m", "reprint_group": "g"}),
    )
    assert mark_stories(articles)["story"].tolist() == ["g", "h", "m"]
    assert "1 article without a date" not in find_stories(articles).describe()  # there are two
    assert "2 articles have no date and could not be compared." in find_stories(articles).describe()


def test_copies_go_together_within_the_window_and_count_once(make_articles):
    group = {"reprint_group": "a01"}
    articles = table(
        make_articles,
        ("Gull", "2031-03-01", BOIL, group),
        ("Hill", "2031-03-04", BOIL, group),
        ("Mole", "2031-03-05", BOIL, group),  # four days after the first of them
        ("Marsh", "2031-03-01", VOTE),
    )
    stories = find_stories(articles)
    assert mark_stories(articles, stories)["story"].tolist() == ["a01", "a01", "a03", "a04"]
    assert stories.table().loc[0, ["n_articles", "n_independent"]].tolist() == [2, 1]
    assert stories.describe().endswith(
        "2 of them independent. A text that several articles have counts once."
    )


def test_a_later_version_joins_the_story_that_it_tells_of(make_articles):
    # The Hill's second version is marked as the same text, but tells of the strike that the Marsh reports.
    articles = table(
        make_articles,
        ("Gull", "2031-03-01", BOIL),
        ("Hill", "2031-03-01", BOIL, {"reprint_group": "a02"}),
        ("Hill", "2031-03-02", DOCK, {"reprint_group": "a02"}),
        ("Marsh", "2031-03-02", DOCK),
    )
    articles["reprint_group"] = articles["reprint_group"].fillna(articles["article_id"])
    assert mark_stories(articles)["story"].tolist() == ["a01", "a01", "a03", "a03"]


def test_articles_with_hardly_a_word_are_stories_of_their_own(make_articles):
    rows = [
        {"outlet": o, "date": "2031-03-01", "title": t, "text": None}
        for o, t in (("Gull", "Ferry"), ("Hill", "Ferry"))
    ]
    rows += [{"outlet": o, "date": "2031-03-01"} for o in ("Gull", "Hill")]
    marked = mark_stories(make_articles(rows))
    assert marked["story"].tolist() == ["a01", "a02", "a03", "a04"]


def test_a_headline_with_no_text_goes_to_its_story(make_articles):
    rows = [
        {"outlet": o, "date": "2031-03-01", "title": BOIL, "text": t}
        for o, t in (("Gull", None), ("Hill", BOIL))
    ]
    rows.append({"outlet": "Marsh", "date": "2031-03-01", "title": VOTE, "text": None})
    assert mark_stories(make_articles(rows))["story"].tolist() == ["a01", "a01", "a03"]


@pytest.mark.usefixtures("without_segmenters")
def test_texts_without_spaces_are_refused(make_articles):
    text = "政府は十日、新しい港の建設計画を発表した。住民は説明会の開催を求めている。"
    with pytest.raises(UnspacedScript):
        mark_stories(
            table(make_articles, ("Gull", "2031-03-01", text), ("Hill", "2031-03-01", text))
        )


def test_two_thousand_articles_of_one_day_hold_the_stories_hidden_among_them(make_articles):
    generator = np.random.default_rng(0)
    texts = [
        " ".join(f"w{word}" for word in generator.integers(0, 20_000, 30)) for _ in range(2_000)
    ]
    for number in range(
        0, 30, 3
    ):  # ten events of three articles, of which two have ten other words
        words = texts[number].split()
        texts[number + 1 : number + 3] = [
            " ".join(words[:20] + [f"x{number}{k}{n}" for n in range(10)]) for k in (1, 2)
        ]
    marked = mark_stories(
        make_articles(
            {"outlet": f"o{n % 7}", "date": "2031-03-01", "title": None, "text": t}
            for n, t in enumerate(texts)
        )
    )
    sizes = marked.groupby("story")["article_id"].agg(list)
    assert sizes[sizes.str.len() > 1].tolist() == [
        [f"a{n + k:02d}" for k in (1, 2, 3)] for n in range(0, 30, 3)
    ]


def test_an_old_story_column_does_not_matter(articles):
    pd.testing.assert_series_equal(
        mark_stories(articles.assign(story="x"))["story"], mark_stories(articles)["story"]
    )


def test_the_largest_story_leads_to_its_articles(make_articles):
    articles = table(
        make_articles,
        ("Gull", "2031-03-01", BOIL),
        ("Hill", "2031-03-02", BOIL),
        ("Hill", "2031-03-01", VOTE),
    )
    stories = find_stories(articles)
    assert stories.examples().table()["article_id"].tolist() == ["a01", "a02"]
    assert stories.examples("a03").table()["article_id"].tolist() == ["a03"]
    assert stories.answer() == (
        f"1 of the 2 stories ran in more than one outlet. The story in the largest number of outlets is “{BOIL}” (Gull): 2 articles in 2 outlets, 1 to 2 March 2031."
    )
    assert stories.plot().data["n_outlets"].tolist() == [2]
    with pytest.raises(UnknownValue):
        stories.examples("a99")


def test_real_articles_of_one_event_are_found_among_each_other(shared):
    from mediakit import read_articles

    told = read_articles(shared / "data" / "same_event_dev.jsonl.gz", on_error="ignore")
    both = pd.crosstab(mark_stories(told)["story"], told["label_event"]).to_numpy()
    precision = (both**2 / both.sum(axis=1, keepdims=True)).sum() / both.sum()
    recall = (both**2 / both.sum(axis=0, keepdims=True)).sum() / both.sum()
    assert 2 * precision * recall / (precision + recall) >= 0.95


# Who wrote it ----------------------------------------------------------------------------------------------------------


def origins(make_articles, *rows):
    return find_origins(table(make_articles, *rows))


def test_a_text_is_shared_with_the_outlet_of_its_original_and_a_later_version_is_an_update(
    make_articles,
):
    found = origins(
        make_articles,
        ("Gull", "2031-03-01", BOIL, {"reprint_group": "a01"}),
        ("Hill", "2031-03-02", BOIL, {"reprint_group": "a01"}),
        ("Gull", "2031-03-03", BOIL, {"reprint_group": "a01"}),  # the Gull's own, again
        ("Marsh", "2031-03-03", VOTE),
    )
    assert found["origin"].tolist() == ["own", "shared", "update", "own"]
    assert found["origin_source"].fillna("").tolist() == ["", "Gull", "", ""]


def test_of_one_text_in_two_outlets_on_one_day_the_origin_is_not_known_unless_the_time_or_the_agency_tells(
    make_articles,
):
    group = {"reprint_group": "a01"}
    together = origins(
        make_articles, ("Gull", "2031-03-01", BOIL, group), ("Hill", "2031-03-01", BOIL, group)
    )
    assert together["origin"].tolist() == ["shared"] * 2
    assert together["origin_source"].isna().all()
    timed = origins(
        make_articles,
        ("Gull", "2031-03-01 08:00", BOIL, group),
        ("Hill", "2031-03-01 09:00", BOIL, group),
    )
    assert timed["origin"].tolist() == ["own", "shared"]
    wire = origins(
        make_articles,
        ("Wire", "2031-03-01", BOIL, group | {"agency_place": "outlet", "agency": "Wire"}),
        ("Hill", "2031-03-01", BOIL, group | {"agency_place": None, "agency": None}),
        (
            "Gull",
            "2031-03-01",
            VOTE,
            {"reprint_group": "a03", "agency_place": "dateline", "agency": "Wire"},
        ),
    )
    assert wire["origin"].tolist() == ["own", "agency", "agency"]
    assert wire["origin_source"].fillna("").tolist() == ["", "Wire", "Wire"]


def test_an_article_without_an_outlet_is_its_own(make_articles):
    assert origins(make_articles, (None, "2031-03-01", BOIL))["origin"].tolist() == ["own"]


def test_a_reprint_whose_original_is_not_in_the_table_is_a_reprint_still(make_articles):
    found = origins(
        make_articles, ("Gull", "2031-03-01", BOIL, {"reprint_group": "gone", "is_reprint": True})
    )
    assert found["origin"].tolist() == ["shared"]
    assert found["origin_source"].isna().all()


# Who had it first ------------------------------------------------------------------------------------------------------


def told(make_articles, *rows):
    """Make articles of known stories: (story, outlet, date or time, further columns)."""
    made = table(make_articles, *((outlet, when, BOIL, *more) for _, outlet, when, *more in rows))
    return made.assign(story=[row[0] for row in rows])


def test_firsts_and_ties_by_dates_are_counted_and_lags_are_what_the_dates_leave_possible(
    make_articles,
):
    articles = told(
        make_articles,
        ("s1", "Gull", "2031-03-01"),
        ("s1", "Hill", "2031-03-02"),  # 0 to 2 days behind
        ("s1", "Gull", "2031-03-04"),  # the Gull once more: its first article counts
        ("s2", "Gull", "2031-03-01"),  # tied: 0 to 1 day behind
        ("s2", "Hill", "2031-03-01"),  # tied: 0 to 1
        ("s2", "Marsh", "2031-03-03"),  # two days by date: 1 to 3
        ("s3", "Gull", "2031-03-01"),  # nobody else has it: not shared
    )
    firsts = first_to_report(articles)
    numbers = firsts.table().set_index("outlet")
    assert numbers["n_stories"].to_dict() == {"Gull": 2, "Hill": 2, "Marsh": 1}
    assert numbers["n_first"].to_dict() == {"Gull": 1, "Hill": 0, "Marsh": 0}
    assert numbers["n_tied"].to_dict() == {"Gull": 1, "Hill": 1, "Marsh": 0}
    assert numbers.loc["Gull", "share"] == 0.5
    # Medians: the Gull 0 and 0; 0 and 1. The Hill 0 and 0; 2 and 1. The Marsh 1; 3.
    assert numbers["least_lag"].to_dict() == {"Gull": 0, "Hill": 0, "Marsh": 1}
    assert numbers["most_lag"].to_dict() == {"Gull": 0.5, "Hill": 1.5, "Marsh": 3}
    assert set(numbers["unit"]) == {"days"}
    assert firsts.articles()["place"].tolist() == ["first", "later", "tied", "tied", "later"]
    assert firsts.answer() == (
        "2 stories were shared, but no outlet has the 30 that it takes to say whether one is dated "
        "earliest more often than by chance. In 1 of the 2 shared stories, several outlets share "
        "the earliest date."
    )
    assert firsts.examples("Gull", n=1).table()["article_id"].tolist() == ["a01"]


def test_hours_are_given_only_where_every_time_is_known(make_articles):
    rows = [("s1", "Gull", "2031-03-01 23:00"), ("s1", "Hill", "2031-03-02 01:30")]
    numbers = first_to_report(told(make_articles, *rows)).table().set_index("outlet")
    assert numbers.loc["Hill", ["least_lag", "most_lag", "unit"]].tolist() == [2.5, 2.5, "hours"]
    more = [
        *rows,
        ("s1", "Hill", "2031-03-02"),
    ]  # a second article of the Hill, of which only the day is known
    numbers = first_to_report(told(make_articles, *more)).table().set_index("outlet")
    assert numbers.loc["Hill", ["least_lag", "most_lag", "unit"]].tolist() == [0, 2, "days"]


def test_an_outlet_that_printed_anothers_text_did_not_report_first(make_articles):
    articles = told(
        make_articles,
        ("s1", "Hill", "2031-03-01", {"reprint_group": "gone", "is_reprint": True}),
        ("s1", "Gull", "2031-03-02", {"reprint_group": "a02", "is_reprint": False}),
        ("s1", "Marsh", "2031-03-04", {"reprint_group": "a03", "is_reprint": False}),
        ("s1", "Hill", None, {"reprint_group": "away", "is_reprint": True}),
    )
    firsts = first_to_report(articles)
    assert firsts.table()[["outlet", "n_first"]].to_numpy().tolist() == [["Gull", 1], ["Marsh", 0]]
    assert (
        "Left out: 1 article that is not an outlet's own and 1 article that lacks an outlet, a date or a story."
        in firsts.describe()
    )


def test_without_stories_the_error_says_how_to_find_them(articles):
    for function in (first_to_report, compare_lags, lambda table: story_path(table, "a01")):
        with pytest.raises(ColumnMissing) as error:
            function(articles)
        assert (
            str(error.value)
            == "There is no column 'story' in the articles table. Add it with mark_stories(articles)."
        )


def test_where_no_story_is_shared_there_is_a_reason(make_articles):
    firsts = first_to_report(
        told(make_articles, ("s1", "Gull", "2031-03-01"), ("s1", "Gull", "2031-03-02"))
    )
    assert firsts.table().empty
    assert (
        firsts.answer() == "No story was covered by two or more outlets with articles of their own."
    )
    assert "There is nothing to draw." in firsts.plot().alt


def test_the_range_of_a_median_lies_between_values_and_needs_six():
    # Of six values both ends together are missed 2 in 64 times (3.1 %); of five, 2 in 32 (6.3 %).
    assert median_interval(np.array([3.0, 1, 2, 9, 5, 4])) == (3.5, 1.0, 9.0)
    assert np.isnan(median_interval(np.arange(5.0))[1:]).all()
    # Of nine, the lowest two and the highest two: P(at most 1 of 9) = 10 / 512 = 2.0 %, P(at most 2) = 46 / 512 = 9.0 %.
    assert median_interval(np.arange(9.0)) == (4.0, 1.0, 7.0)


# Who leads whom --------------------------------------------------------------------------------------------------------


def days_apart(make_articles, gaps, a="Gull", b="Hill"):
    """Make a story for each gap: b comes so many days after a."""
    start = pd.Timestamp("2031-03-10")
    rows = []
    for number, gap in enumerate(gaps):
        rows.append((f"s{number}", a, "2031-03-10"))
        rows.append((f"s{number}", b, f"{start + pd.Timedelta(days=gap):%Y-%m-%d}"))
    return told(make_articles, *rows)


def test_six_of_six_is_p_two_in_sixty_four(make_articles):
    lags = compare_lags(days_apart(make_articles, [1] * 6), "Gull", "Hill")
    row = lags.table().iloc[0]
    assert row[["n_stories", "n_a_first", "n_b_first", "n_tied"]].tolist() == [6, 6, 0, 0]
    assert row["p"] == pytest.approx(
        2 / 64, abs=0.006
    )  # three standard errors of 9,999 draws are .0052
    assert row[["least_lag", "most_lag", "unit"]].tolist() == [
        0,
        2,
        "days",
    ]  # a day by date is 0 to 2 days


def test_the_mean_lag_in_hours_is_that_of_the_times(make_articles):
    articles = told(
        make_articles,
        ("s1", "Gull", "2031-03-01 08:00"),
        ("s1", "Hill", "2031-03-01 11:00"),  # 3 hours
        ("s2", "Gull", "2031-03-02 08:00"),
        ("s2", "Hill", "2031-03-02 03:00"),  # -5 hours
    )
    row = compare_lags(articles, "Gull", "Hill").table().iloc[0]
    assert row[["least_lag", "most_lag", "unit", "share"]].tolist() == [-1, -1, "hours", 0.5]
    assert np.isnan(row["p"])
    # Student's t with 1 degree of freedom: -1 +- 12.7062 * 5.65685 / sqrt(2) = -1 +- 50.825
    assert row[["lag_low", "lag_high"]].tolist() == pytest.approx([-51.825, 49.825], abs=0.001)


def test_where_the_time_of_one_outlet_is_not_known_dates_are_compared(make_articles):
    for times in (("2031-03-01 23:00", "2031-03-02"), ("2031-03-01", "2031-03-02 01:00")):
        articles = told(make_articles, ("s1", "Gull", times[0]), ("s1", "Hill", times[1]))
        row = compare_lags(articles, "Gull", "Hill").table().iloc[0]
        assert row[["least_lag", "most_lag", "unit"]].tolist() == [0, 2, "days"]


def test_swapping_the_outlets_turns_every_sign(make_articles):
    articles = days_apart(make_articles, [1, 2, 0, -1, 3, 1, 1])
    one, other = (
        compare_lags(articles, *pair).table().iloc[0]
        for pair in (("Gull", "Hill"), ("Hill", "Gull"))
    )
    assert one["p"] == other["p"]
    assert one[["least_lag", "most_lag", "lag_low", "lag_high"]].tolist() == [
        -value for value in other[["most_lag", "least_lag", "lag_high", "lag_low"]]
    ]
    assert one[["n_a_first", "n_b_first", "n_tied"]].tolist() == [5, 1, 1]
    assert other[["n_a_first", "n_b_first", "n_tied"]].tolist() == [1, 5, 1]


def test_all_pairs_are_tested_together_and_those_with_few_stories_left_out(make_articles):
    both = pd.concat(
        [
            days_apart(make_articles, [1, 2, 1, 1, 3, 1, 2, 1]),
            days_apart(make_articles, [1, -1, 1, -1, 0, 0], "Marsh", "Gull").assign(
                story=lambda t: "m" + t["story"]
            ),
            days_apart(make_articles, [1, 1, 1], "Fen", "Gull").assign(
                story=lambda t: "f" + t["story"]
            ),
        ]
    )
    lags = compare_lags(both.assign(article_id=[f"x{n}" for n in range(len(both))]))
    assert lags.example_keys() == [("Gull", "Hill"), ("Gull", "Marsh")]
    p, q = lags.table()["p"], lags.table()["q"]
    # 8 of 8: 2 in 256. 2 before and 2 behind: no mean is nearer to zero than theirs, so p is 1.
    assert p.tolist() == pytest.approx([2 / 256, 1], abs=0.003)
    assert q.tolist() == pytest.approx([2 * p[0], 1])  # Benjamini-Hochberg: p times 2 over its rank
    assert (
        lags.answer()
        == "One outlet is dated earlier than the other in 1 of the 2 pairs tested (false discovery rate 5%): Gull before Hill (8 stories to 0)."
    )
    quotes = lags.examples(("Gull", "Hill"), n=1).table()
    assert set(quotes["outlet"]) == {"Gull", "Hill"}
    assert set(quotes["group"]) == {"Gull and Hill"}  # who came first in a story its dates say
    assert len(lags.articles()) == 8 + 6


def test_two_outlets_that_share_nothing_are_said_to(make_articles):
    articles = told(make_articles, ("s1", "Gull", "2031-03-01"), ("s2", "Hill", "2031-03-01"))
    lags = compare_lags(articles, "Gull", "Hill")
    assert lags.table()["n_stories"].tolist() == [0]
    assert (
        lags.answer()
        == "A test needs at least 6 stories that both outlets covered with articles of their own."
    )
    with pytest.raises(UnknownValue):
        compare_lags(articles, "Gull", "Gul")
    with pytest.raises(UnknownValue):
        compare_lags(articles, "Gull", "Gull")


def test_where_nobody_leads_one_test_in_twenty_says_so():
    generator = np.random.default_rng(1)
    p = [_sign_flip_p(generator.integers(-200, 201, 15), 199, run) for run in range(1_000)]
    assert 0.03 < np.mean(np.array(p) <= 0.05) < 0.07  # 5 % with a standard error of .7 %


# The path of a story ---------------------------------------------------------------------------------------------------


@pytest.fixture
def path(make_articles):
    articles = told(
        make_articles,
        ("s1", "Hill", "2031-03-02", {"reprint_group": "a02"}),
        ("s1", "Gull", "2031-03-01", {"reprint_group": "a02"}),
        ("s1", "Marsh", "2031-03-04", {"reprint_group": "a03"}),
        ("s1", "Gull", "2031-03-04", {"reprint_group": "a04"}),
        ("s2", "Marsh", "2031-03-01", {"reprint_group": "a05"}),
    )
    return story_path(articles, "s1")


def test_the_path_goes_through_the_articles_in_order_of_time(path):
    steps = path.table()
    assert steps["article_id"].tolist() == [
        "a02",
        "a01",
        "a04",
        "a03",
    ]  # of one day in the order of outlets
    assert steps["origin"].tolist() == ["own", "shared", "own", "own"]
    assert steps["source"].fillna("").tolist() == ["", "Gull", "", ""]
    assert steps["least_lag"].tolist() == [0, 0, 2, 2]
    assert steps["most_lag"].tolist() == [0, 2, 4, 4]
    assert path.examples("Gull").table()["article_id"].tolist() == ["a02", "a04"]
    assert (
        path.answer()
        == f"In this collection, Gull is dated a day earlier than the others with “{BOIL}” (Gull): 4 articles in 3 outlets, 3 of these articles the outlets' own, 1 to 4 March 2031."
    )


def test_the_chart_has_the_outlets_in_order_of_arrival_and_reprints_hollow(path):
    from matplotlib.figure import Figure

    chart = path.plot()
    assert chart.data["outlet"].tolist() == ["Gull", "Hill", "Gull", "Marsh"]
    assert chart.data["own"].tolist() == [True, False, True, True]
    assert chart.data["time"].tolist() == ["2031-03-01", "2031-03-02", "2031-03-04", "2031-03-04"]
    ax = Figure().subplots()
    path.plot(ax=ax)
    labels = dict(
        zip(ax.get_yticks(), (label.get_text() for label in ax.get_yticklabels()), strict=True)
    )
    assert [labels[place] for place in sorted(labels, reverse=True)] == ["Gull", "Hill", "Marsh"]
    hollow = {
        labels[line.get_ydata()[0]] for line in ax.lines if line.get_markerfacecolor() == "none"
    }
    assert hollow == {"Hill"}


def test_a_path_known_by_the_minute_is_drawn_by_the_minute(make_articles):
    articles = told(
        make_articles, ("s1", "Gull", "2031-03-01 08:00"), ("s1", "Hill", "2031-03-01 09:45")
    )
    path = story_path(articles, "s1")
    assert path.table()["least_lag"].tolist() == [0, 1.75]
    assert path.plot().data["time"].tolist() == ["2031-03-01 08:00", "2031-03-01 09:45"]


def test_a_story_that_is_not_there_is_an_error(make_articles):
    with pytest.raises(UnknownValue) as error:
        story_path(told(make_articles, ("s1", "Gull", "2031-03-01")), "s2")
    assert str(error.value) == "There is no story 's2' in the articles table. Did you mean 's1'?"


def test_differences_are_sentences_no_other_outlet_has_and_shared_ones_those_that_all_have(
    make_articles,
):
    same = "Millbeck residents boiled brown reservoir water."
    gull, hill = (
        "Filters arrived late yesterday from Ostrel.",
        "Dye works managers denied knowing anything.",
    )
    rows = [
        {"outlet": "Gull", "date": "2031-03-01", "text": f"Trams rattled. {same} {gull}"},
        {"outlet": "Hill", "date": "2031-03-01", "text": f"{hill} {same}"},
    ]
    articles = make_articles(rows).assign(story="s1")
    found = story_path(articles, "s1").differences(n=1)
    assert found["kind"].tolist() == ["only here", "only here", "shared"]
    assert found["sentence"].tolist() == [gull, hill, same]
    assert found["coverage"].tolist() == [0, 0, 1]
    assert found["article_id"].tolist() == ["a01", "a02", "a01"]


def test_a_sentence_told_alone_names_who_has_it_too(make_articles):
    gull = "Filters arrived late yesterday from Ostrel."
    rows = [
        {"outlet": "Gull", "date": "2031-03-01", "text": gull},
        {
            "outlet": "Hill",
            "date": "2031-03-02",
            "text": "Dye works managers denied knowing anything.",
        },
        {
            "outlet": "Mole",
            "date": "2031-03-03",
            "text": gull,
            "reprint_group": "a01",
            "is_reprint": True,
        },
    ]
    rows = [{"reprint_group": f"a0{n}", "is_reprint": False} | row for n, row in enumerate(rows, 1)]
    found = story_path(make_articles(rows).assign(story="s1"), "s1").differences()
    assert found["outlet"].tolist() == ["Gull", "Hill"]
    assert found["also_in"].tolist() == ["Mole", ""]


def test_one_outlet_alone_has_no_differences(make_articles):
    articles = told(make_articles, ("s1", "Gull", "2031-03-01"), ("s1", "Gull", "2031-03-02"))
    assert story_path(articles, "s1").differences().empty


def test_a_story_that_began_with_one_text_in_two_outlets_has_no_first(make_articles):
    # Both print one text on the first day; the follow-up of Gull on the second is not the first of all
    rows = [
        ("Gull", "2031-03-01", "one"),
        ("Hill", "2031-03-01", "one"),
        ("Gull", "2031-03-02", "a04"),
        ("Marsh", "2031-03-03", "a05"),
    ]
    articles = make_articles(
        {"outlet": o, "date": d, "title": "t", "text": "x"} for o, d, _ in rows
    )
    marked = articles.assign(
        story="s",
        reprint_group=[group for *_, group in rows],
        is_reprint=[False, True, False, False],
    )
    marked.loc[0, "reprint_group"] = marked.loc[1, "reprint_group"] = marked.loc[0, "article_id"]
    firsts = first_to_report(marked)
    assert firsts.table().empty
    assert "1 story that began with the same text in several outlets" in firsts.left_out


def test_stories_that_were_found_need_not_be_found_again(make_articles, monkeypatch):
    articles = table(make_articles, ("Gull", "2031-03-01", BOIL), ("Hill", "2031-03-02", BOIL))
    stories = find_stories(articles)
    expected = mark_stories(articles)
    monkeypatch.setattr("mediakit.stories.finding.find_stories", None)
    assert_frame_equal(mark_stories(articles, stories), expected)
    turned = articles.iloc[::-1]
    assert mark_stories(turned, stories).index.tolist() == turned.index.tolist()
    assert mark_stories(turned.tail(1), stories)["story"].tolist() == ["a01"]


def test_stories_of_another_table_are_refused(make_articles):
    articles = table(make_articles, ("Gull", "2031-03-01", BOIL), ("Hill", "2031-03-02", BOIL))
    stories = find_stories(articles.head(1))
    with pytest.raises(UnknownValue) as error:
        mark_stories(articles, stories)
    assert str(error.value) == (
        "1 article of the table is not in these stories. Find them in the same table: find_stories(articles)."
    )
    with pytest.raises(TypeError) as wrong:
        mark_stories(articles, "4D")
    assert str(wrong.value) == (
        "stories takes what find_stories returns; got a str. The window is given by name: window='3D'."
    )


@pytest.mark.parametrize("n", [0, -1, 2.5, "3", True])
def test_the_number_drawn_is_whole(make_articles, n):
    articles = mark_stories(
        table(make_articles, ("Gull", "2031-03-01", BOIL), ("Hill", "2031-03-02", BOIL))
    )
    results = [
        find_stories(articles),
        first_to_report(articles),
        compare_lags(articles),
        story_path(articles, "a01"),
    ]
    for result in results:
        with pytest.raises(UnknownValue) as error:
            result.plot(n=n)
        assert str(error.value).startswith(f"n must be a whole number, 1 or more; got {n!r}")
