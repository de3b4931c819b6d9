"""Which differences survive other choices: planted ones that do, and ones that each choice undoes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit.errors import UnknownValue

SIDES = ("Gull", "Hill")
FILLER = "council road bridge water school vote budget plan garden street winter summer".split()


def newsroom(make_articles):
    """Two outlets, 48 articles each over eight weeks, every second one dated in the later four of the Gull.

    Which articles of the Gull have a word, besides every twelfth of the Hill:
    harvest: two of three, anywhere in the text; banner: two of three, in the headline alone;
    treaty: the 24 that are agency copy; pageant: the 20 by one author.
    carnival: nine of ten articles of the last week, of whichever outlet; the Gull has most of them.
    """
    generator = np.random.default_rng(3)
    rows = []
    for number in range(96):
        outlet = SIDES[number % 2]
        place = number // 2  # from 0 to 47 in each outlet
        is_gull = outlet == "Gull"
        week = place // 6
        if is_gull and place >= 24:
            week = 7
        elif is_gull:
            week = place % 7
        words = [*generator.choice(FILLER, 110)]
        title = " ".join(generator.choice(FILLER, 2))
        seldom = not is_gull and place % 12 == 0
        if (is_gull and place % 3) or seldom:
            words.insert(30, "harvest")
        if (is_gull and place % 3 != 1) or seldom:
            title += " banner"
        is_copy = is_gull and place % 2 == 0
        if is_copy or seldom:
            words.insert(50, "treaty")
        by_ames = is_gull and place % 12 in (1, 3, 5, 7, 9)
        if by_ames or seldom:
            words.insert(70, "pageant")
        if week == 7 and place % 10:
            words.insert(60, "carnival")
        rows.append(
            {
                "outlet": outlet,
                "date": pd.Timestamp("2031-03-03") + pd.Timedelta(days=7 * week + place % 5),
                "title": title,
                "text": " ".join(words) + ".",
                "author": "Ames" if by_ames else f"Writer {place % 24}",
                "origin": "agency" if is_copy else "own",
                "story": f"s{number}",
            }
        )
    articles = make_articles(rows)
    return articles.assign(reprint_group=articles["article_id"])


@pytest.fixture(scope="module")
def room(make_articles):
    return newsroom(make_articles)


@pytest.fixture(scope="module")
def compared(room):
    return mk.compare_outlets(room, *SIDES, n_permutations=199)


@pytest.fixture(scope="module")
def checked(compared):
    return mk.check_robustness(compared)


def fell_by(checked, term):
    table = checked.table().set_index("term")
    return set(table.loc[term, "fell_by"].split("; ")) - {""}


def test_the_comparison_finds_all_planted_words(compared):
    found = compared.table().query("q <= 0.05")["term"]
    assert {"harvest", "banner", "treaty", "pageant", "carnival"} <= set(found)


def test_a_difference_that_no_choice_undoes_survives_and_leads_the_answer(checked):
    assert checked.surviving()["term"].tolist() == ["harvest"]
    row = checked.surviving().iloc[0]
    assert row["share"] == 1
    assert row["more_in"] == "Gull"
    assert checked.answer().startswith("Under every one of the ")
    assert "“harvest” is more frequent in Gull." in checked.answer().split(" Do not ")[0]


@pytest.mark.parametrize(
    ("term", "change"),
    [
        ("banner", "headlines left out"),
        ("treaty", "agency copy out"),
        ("pageant", "most frequent authors left out"),
        ("carnival", "same week"),
    ],
)
def test_what_rests_on_one_thing_falls_without_it(checked, term, change):
    assert change in fell_by(checked, term)


def test_the_answer_says_what_fell_and_by_which_choice(checked):
    assert "“banner” no longer differs without the headlines." in checked.answer()


def test_only_what_rests_on_headlines_falls_without_them(checked):
    table = checked.table().set_index("term")
    fell = [term for term in table.index if "headlines left out" in fell_by(checked, term)]
    assert fell == ["banner"]


def test_the_choices_are_the_cross_and_one_change_at_a_time(checked):
    # Agency copy in or out, and three calendars, are crossed: 6. Reprints there are none; no article is short;
    # no story has several articles. Headlines and authors are left out one at a time: 8 in all.
    assert len(checked.tried.choices) == 8
    assert checked.trials()["choice"].nunique() == 8
    for named in (
        "how reprints are counted",
        "page furniture",
        "short articles",
        "largest stories",
    ):
        assert named in checked.answer().split("Not tried: ")[1]


def test_the_first_choice_is_the_comparison_itself(compared, checked):
    first = checked.tried.trials.query("choice == 0").set_index("term")
    original = compared.table().set_index("term").loc[first.index]
    assert first["holds"].all()
    assert first["q"].tolist() == original["q"].tolist()
    assert first["log_ratio"].tolist() == original["log_ratio"].tolist()


@pytest.mark.parametrize(
    ("label", "options"),
    [
        ("same week", {"within": "W"}),
        ("same month", {"within": "M"}),
        ("agency copy out", {"origin": "own"}),
    ],
)
def test_a_choice_gives_what_a_comparison_of_its_own_gives(room, checked, label, options):
    again = mk.compare_outlets(room, *SIDES, n_permutations=199, **options).table()
    steps = [choice.step.label if choice.step else "" for choice in checked.tried.choices]
    trials = checked.tried.trials
    trial = trials[trials["choice"] == steps.index(label)].set_index("term")
    again = again.set_index("term")["log_ratio"]
    shared = trial.index.intersection(again.index)
    assert "harvest" in shared
    assert trial.loc[shared, "log_ratio"].tolist() == again[shared].tolist()


def test_the_settings_of_the_comparison_are_kept(room):
    merge = {"treaty": "harvest"}
    options = {"merge": merge, "stop_words": ["banner"], "kinds": "subject", "fields": ["text"]}
    result = mk.compare_outlets(room, *SIDES, n_permutations=199, **options)
    checked = mk.check_robustness(result)
    terms = set(checked.table()["term"])
    assert "harvest" in terms
    assert not {"treaty", "banner"} & terms
    assert "headlines (they are not read apart from the texts)" in checked.tried.lacking
    assert set(checked.table()["kind"]) == {"subject"}


def test_agency_copy_comes_in_if_the_comparison_left_it_out(room):
    result = mk.compare_outlets(room, *SIDES, origin="own", n_permutations=199)
    checked = mk.check_robustness(result)
    labels = {choice.step.label for choice in checked.tried.choices if choice.step}
    assert "agency copy in" in labels
    assert "treaty" not in set(checked.table()["term"])
    trial = checked.trials().query("term == 'harvest'")
    assert trial["n_articles_a"].max() == 32  # two of three of 48
    assert trial["n_articles_a"].min() < 32


def test_furniture_comes_back_from_the_texts_as_they_were_read(room):
    raw = room.assign(
        text=room["text"].mask(room["outlet"] == "Hill", room["text"] + " Our harvest letter.")
    )
    result = mk.compare_outlets(room, *SIDES, n_permutations=199)
    checked = mk.check_robustness(result, raw=raw.sample(frac=1, random_state=2))
    assert fell_by(checked, "harvest") == {"page furniture left in"}
    with pytest.raises(UnknownValue, match=r"^raw= lacks 48 articles of those compared\."):
        mk.check_robustness(result, raw=raw[raw["outlet"] == "Hill"])


def test_the_words_of_one_stock_paragraph_are_no_findings(room):
    paragraph = " The council has always called the lockout of the quarrymen a siege of the valley."
    room = room.assign(text=room["text"].mask(room["outlet"] == "Hill", room["text"] + paragraph))
    result = mk.compare_outlets(room, *SIDES, n_permutations=199)
    assert {"siege", "lockout"} <= set(result.found["term"])
    checked = mk.check_robustness(result)
    assert (
        fell_by(checked, "siege") == fell_by(checked, "lockout") == {"recurring passages left out"}
    )
    assert not {"siege", "lockout", "valley"} & set(checked.surviving()["term"])


def test_the_order_of_the_rows_and_of_raw_changes_nothing(room, checked):
    shuffled = room.sample(frac=1, random_state=5).reset_index(drop=True)
    other = mk.check_robustness(mk.compare_outlets(shuffled, *SIDES, n_permutations=199))
    pd.testing.assert_frame_equal(other.table(), checked.table())
    assert other.answer() == checked.answer()


def test_random_sides_have_nothing_that_survives(room):
    generator = np.random.default_rng(0)
    for _ in range(3):
        sides = room.assign(side=generator.permutation(np.repeat(["a", "b"], 48)))
        result = mk.compare(sides, "side", a="a", b="b", n_permutations=99)
        assert mk.check_robustness(result).surviving().empty


def test_without_a_difference_there_is_nothing_to_check(articles):
    result = mk.check_robustness(mk.compare(articles, "outlet", a="Gull Gazette"))
    assert result.table().empty
    assert result.plot().title == "No difference to check under other choices"


def test_several_groups_are_told_apart(room):
    third = room.assign(
        outlet=room["outlet"].where(np.arange(96) % 4 < 2, room["outlet"] + " Post")
    )
    checked = mk.check_robustness(mk.compare(third, "outlet", n_permutations=99))
    key = checked.example_keys()[0]
    assert key[0] in set(checked.table()["term"])
    assert key[1] in (*SIDES, "Gull Post", "Hill Post")
    assert len(checked.examples(key, n=1)) > 0


def test_periods_have_no_calendar_to_hold_fixed(room):
    result = mk.compare_periods(room, "2031-04-21", n_permutations=199)
    checked = mk.check_robustness(result)
    assert "carnival" in set(checked.table()["term"])
    assert "the calendar (two periods share no weeks)" in checked.tried.lacking


def test_only_comparisons_of_articles_can_be_checked(room):
    with pytest.raises(UnknownValue, match=r"^check_robustness takes what compare, "):
        mk.check_robustness(mk.count_articles(room))
    listed = mk.compare_outlets(room, "Gull", {"water": 40, "road": 60})
    with pytest.raises(UnknownValue, match=r"^A comparison with a word list tests nothing"):
        mk.check_robustness(listed)


def test_a_fault_of_the_texts_is_no_finding(room):
    broken = room.assign(
        text=room["text"].mask(room["outlet"] == "Gull", "<p>" + room["text"] + "</p> href")
    )
    result = mk.compare_outlets(
        broken, *SIDES, n_permutations=199, kinds=("subject", "name", "style", "trace")
    )
    marked = result.with_inspection(mk.inspect_articles(broken))
    explained = set(marked.explained["term"])
    assert explained
    checked = mk.check_robustness(marked)
    assert explained & set(checked.table()["term"])
    assert not explained & set(checked.surviving()["term"])
    assert "Do not report" in checked.answer()


def test_an_outlet_with_few_own_articles_is_not_to_be_named(checked):
    # 24 of the Gull's 48 articles are its own.
    assert "Gull has fewer than 30 independent articles of its own here." in checked.answer()


def test_the_curve_has_a_column_a_choice_and_marks_the_original(checked):
    chart = checked.plot(key="banner")
    assert chart.title == "“banner” differs under 7 of 8 choices (88%)"
    assert len(chart.data) == 8
    assert chart.data["log_ratio"].dropna().is_monotonic_increasing
    assert chart.data["original"].sum() == 1
    assert chart.data.loc[~chart.data["holds"], "one change at a time"].tolist() == [
        "headlines left out"
    ]
    assert chart.png()[:4] == b"\x89PNG"
    with pytest.raises(UnknownValue, match="term"):
        checked.plot(key="ferry")


def by_hand(p):
    """Benjamini and Hochberg: the smallest p_j m / j over all j from i on."""
    ordered = sorted(p)
    q = {}
    for i, value in enumerate(ordered):
        q[value] = min(ordered[j] * len(p) / (j + 1) for j in range(i, len(p)))
    return q


def test_findings_of_a_page_are_corrected_over_all_of_its_questions(room, checked):
    features = {"roads": "road OR street", "votes": "vote", "harvest": "harvest"}
    shares = mk.compare_outlets(room, *SIDES, features=features, n_permutations=199)
    page = mk.collect_findings([checked, mk.check_robustness(shares)])
    p = [*checked.comparison.numbers["p"].dropna(), *shares.numbers["p"].dropna()]
    expected = by_hand(p)
    for row in page.table().itertuples():
        assert row.q_page == pytest.approx(max(expected[row.p], row.q), rel=1e-6)
    assert sum(page.n_tests) == len(p)
    assert page.holding()["key"].tolist() == ["harvest", "harvest"]
    assert page.holding()["question"].tolist() == [1, 2]


def test_a_comparison_that_was_not_checked_adds_tests_and_no_finding(room, compared, checked):
    other = mk.compare_outlets(room, *SIDES, within="M", n_permutations=199)
    page = mk.collect_findings([checked, other])
    assert set(page.holding()["question"]) <= {1}
    assert page.n_tests[1] > 0
    assert "The differences of 1 comparison are not listed" in page.answer()
    assert mk.collect_findings([checked, compared]).n_tests == [page.n_tests[0]]


def test_a_page_takes_a_list_of_results(checked):
    for given, said in (
        (checked, "got a Robustness"),
        ([3], "one of them is an int"),
        ([], "is empty"),
    ):
        with pytest.raises(UnknownValue, match=said):
            mk.collect_findings(given)
