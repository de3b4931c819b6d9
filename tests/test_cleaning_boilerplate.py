"""Page furniture is found by its outlet, its number and its time, and taken out of the text."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from mediakit import find_boilerplate, find_refrains, strip_boilerplate
from mediakit.cleaning import without_refrains
from mediakit.cleaning.passage_kinds import kinds_of
from mediakit.errors import ColumnMissing, UnknownValue

LINE = "Subscribe to the Gull."


@pytest.fixture
def gull(make_articles):
    """Return a function that makes Gull articles, one a date, each with the line under its own text."""

    def make(dates, line=LINE, outlet="Gull"):
        return make_articles(
            {"outlet": outlet, "date": date, "text": f"Report {n}.\n{line}"}
            for n, date in enumerate(dates)
        )

    return make


def days(*numbers):
    return [number and f"2031-03-{number:02d}" for number in numbers]


@pytest.mark.parametrize(
    ("dates", "is_found"),
    [
        (days(1, 2, 3, 4, 15), True),  # five articles, 14 days from the first to the last
        (days(1, 2, 3, 4, 14), False),  # 13 days: a slogan of a fortnight
        (days(1, 2, 3, 15), False),  # four articles
        (days(1, 15, None, None, None), True),  # undated articles count for the number
        (days(*[None] * 10), True),  # all undated: twice five
        (days(*[None] * 9), False),
        (days(1, *[None] * 12), True),  # the twelve undated are enough
        (days(1, *[None] * 9), False),  # one date is no time between two
    ],
)
def test_a_line_counts_in_five_articles_over_two_weeks(gull, dates, is_found):
    assert len(find_boilerplate(gull(dates)).table()) == is_found


def test_what_is_found_is_told_with_numbers_and_dates_the_most_frequent_first(gull):
    hill = gull(days(1, 2, 3, 4, 5, 20), "All rights reserved.", "Hill").assign(
        article_id=lambda t: "h" + t["article_id"]
    )
    found = find_boilerplate(
        pd.concat([gull(days(1, 2, 3, 4, 28)), hill], ignore_index=True)
    ).table()
    assert found.to_dict("list") == {
        "outlet": ["Hill", "Gull"],
        "kind": ["furniture"] * 2,
        "passage": ["All rights reserved.", LINE],
        "n_articles": [6, 5],
        "first_date": [pd.Timestamp("2031-03-01")] * 2,
        "last_date": [pd.Timestamp("2031-03-20"), pd.Timestamp("2031-03-28")],
        "example_ids": ["ha01, ha02, ha03", "a01, a02, a03"],
    }


def test_the_bounds_can_be_set(gull):
    table = gull(days(1, 4, 4))
    assert find_boilerplate(table, min_articles=3, min_days=3).table()["n_articles"].tolist() == [3]
    assert find_boilerplate(table, min_articles=3, min_days=4).table().empty


def test_a_line_of_several_outlets_is_counted_in_each(gull):
    table = gull(days(1, 5, 10, 15, 20, 25)).assign(outlet=["Gull", "Hill"] * 3)
    assert find_boilerplate(table).table().empty


def test_a_line_twice_in_an_article_is_one_article_and_blank_lines_are_none(gull):
    assert find_boilerplate(gull(days(1, 2, 3, 28), f"{LINE}\n{LINE}")).table().empty
    assert find_boilerplate(gull(days(1, 2, 3, 4, 28), "  \n")).table()["passage"].tolist() == []


def test_the_lines_are_taken_out_and_their_characters_counted(gull, make_articles):
    table = gull(days(1, 2, 3, 4, 28))
    other = make_articles(
        [{"article_id": "x", "outlet": "Hill", "text": LINE}, {"article_id": "y", "outlet": "Gull"}]
    )
    table = pd.concat([table, other], ignore_index=True)
    stripped = strip_boilerplate(table)
    assert stripped["text"].head(5).tolist() == [f"Report {n}." for n in range(5)]
    assert pd.isna(stripped["text"][5])  # another outlet prints the line with the article
    assert pd.isna(stripped["text"][6])
    assert stripped["boilerplate_chars"].tolist() == [len("\n" + LINE)] * 5 + [len(LINE), 0]
    assert_frame_equal(
        stripped.drop(columns=["text", "boilerplate_chars"]), table.drop(columns="text")
    )


def test_only_whole_sentences_are_taken_out(gull):
    table = gull(days(1, 2, 3, 4, 28))
    quoting = f"“{LINE}” stood on the page."
    table.loc[0, "text"] = f"Read this. {LINE} Or not.\n{quoting}\n{LINE}"
    assert strip_boilerplate(table).loc[0, "text"] == f"Read this. Or not.\n{quoting}"


def test_an_article_of_nothing_else_has_no_text_left(gull):
    table = gull(days(1, 2, 3, 4, 28))
    table.loc[0, "text"] = LINE
    stripped = strip_boilerplate(table)
    assert pd.isna(stripped.loc[0, "text"])
    assert stripped.loc[0, "boilerplate_chars"] == len(LINE)
    assert stripped["text"].dtype == table["text"].dtype


def test_without_furniture_nothing_changes(articles):
    assert_frame_equal(strip_boilerplate(articles), articles.assign(boilerplate_chars=0))


def test_stripping_twice_takes_nothing_more_and_forgets_nothing(gull):
    once = strip_boilerplate(gull(days(1, 2, 3, 4, 28)))
    assert_frame_equal(strip_boilerplate(once), once)


def test_rows_keep_their_order_and_index(gull):
    table = gull(days(1, 2, 3, 4, 28)).iloc[::-1]
    stripped = strip_boilerplate(table)
    assert stripped["article_id"].tolist() == table["article_id"].tolist()
    assert stripped.index.tolist() == [4, 3, 2, 1, 0]


def test_a_missing_column_is_named(articles):
    with pytest.raises(ColumnMissing) as error:
        strip_boilerplate(articles.drop(columns="text"))
    assert str(error.value).startswith("There is no column 'text' in the articles table.")


def test_one_text_printed_again_and_again_is_no_furniture(make_articles):
    rows = [
        {
            "outlet": "Gull",
            "title": "Tide",
            "text": "High tide.",
            "date": f"2031-03-{1 + 4 * n:02d}",
        }
        for n in range(6)
    ]
    assert find_boilerplate(make_articles(rows)).table().empty


# Sentences inside paragraphs, figures and names that differ, several outlets, blocks.


def spread(n):
    """Return n dates, a week between one and the next."""
    return [f"{day:%Y-%m-%d}" for day in pd.date_range("2031-01-06", periods=n, freq="7D")]


@pytest.fixture
def flat(make_articles):
    """Return a function that makes articles of one paragraph each, with a sentence in the middle."""

    def make(sentences, outlet="Gull", dates=None):
        def own(n):
            return f"{outlet}{'abcdefghij'[n]}"

        return make_articles(
            {
                "article_id": f"{outlet}{n:02d}",
                "outlet": outlet,
                "date": date,
                "text": f"Report {own(n)} began. {sentence} Then {own(n)} came to an end.",
            }
            for n, (sentence, date) in enumerate(
                zip(sentences, dates or spread(len(sentences)), strict=True)
            )
        )

    return make


def test_a_sentence_inside_a_paragraph_is_found_and_the_paragraph_closes_over_it(flat):
    table = flat(["Sign up here for our morning letter."] * 5)
    assert find_boilerplate(table).table()["passage"].tolist() == [
        "Sign up here for our morning letter."
    ]
    assert strip_boilerplate(table)["text"][1] == "Report Gullb began. Then Gullb came to an end."


def test_a_statement_quoted_for_a_week_stays(flat):
    days = [f"2031-03-{day:02d}" for day in range(3, 10)]
    assert (
        find_boilerplate(flat(["The port will stay open for all."] * 7, dates=days)).table().empty
    )


def test_figures_may_differ_and_so_may_the_names_of_contributors(flat):
    dated = flat([f"Updated at {hour}.{hour}5 on the {hour}th." for hour in range(1, 6)])
    assert find_boilerplate(dated).table()["n_articles"].tolist() == [5]
    named = flat(
        [
            f"Gull writers {a} and The Agency contributed to this report."
            for a in ("Jo", "Al", "Bo", "Cy", "Di")
        ]
    )
    found = find_boilerplate(named).table()
    assert found["n_articles"].tolist() == [5]
    assert found["passage"].tolist() == [
        "Gull writers Jo and The Agency contributed to this report."
    ]
    assert not strip_boilerplate(named)["text"].str.contains("contributed").any()


def test_figures_in_a_longer_sentence_are_the_news(flat):
    rates = [
        f"Unemployment stood at {4 + n / 10} per cent in the city last month." for n in range(6)
    ]
    assert find_boilerplate(flat(rates)).table().empty
    deaths = [f"The ministry reported {132 + 101 * n} new deaths." for n in range(6)]
    assert find_boilerplate(flat(deaths)).table().empty
    years = [f"Copyright {1998 + n} by the Gull of Rope Street and its writers." for n in range(6)]
    assert find_boilerplate(flat(years)).table()["n_articles"].tolist() == [6]


def test_a_slogan_of_one_outlet_stays_in_another(flat):
    slogan = "Read the Gull for a harbour great and small."
    table = pd.concat([flat([slogan] * 5), flat([slogan], outlet="Hill")], ignore_index=True)
    assert strip_boilerplate(table)["text"].str.contains("harbour great").tolist() == [
        False
    ] * 5 + [True]


@pytest.mark.parametrize(
    "options", [{"min_articles": 1}, {"min_articles": "5"}, {"min_days": -1}, {"min_days": 1.5}]
)
def test_bounds_that_are_no_whole_numbers_are_refused(flat, options):
    with pytest.raises(UnknownValue, match="must be a whole number"):
        find_boilerplate(flat(["Sign up here for our letter."] * 5), **options).table()


def test_a_short_sentence_stays_unless_it_stands_in_a_block_of_furniture(flat):
    assert find_boilerplate(flat(["Of course not."] * 6)).table().empty
    block = "Get the Gull in your inbox. Stay ahead. You can leave at any time."
    assert find_boilerplate(flat([block] * 6)).table()["passage"].tolist() == [block]


def test_sentences_that_do_not_always_follow_one_another_are_listed_apart(flat):
    block = "Get the Gull in your inbox. You can leave at any time."
    found = find_boilerplate(flat([block] * 5 + ["Get the Gull in your inbox."])).table()
    assert found[["passage", "n_articles"]].to_numpy().tolist() == [
        ["Get the Gull in your inbox.", 6],
        ["You can leave at any time.", 5],
    ]


def test_a_line_with_furniture_in_which_all_else_is_found_twice_goes_whole(gull):
    table = gull(spread(8))
    for row, letter in enumerate(["energy", "health", "energy", "health"]):
        table.loc[row, "text"] = f"Report {row}.\nThe latest on {letter}. {LINE}"
    table.loc[4, "text"] = f"Report 4.\nThe latest on nothing. {LINE}"
    assert strip_boilerplate(table)["text"].head(5).tolist() == [
        "Report 0.", "Report 1.", "Report 2.", "Report 3.", "Report 4.\nThe latest on nothing."
    ]  # fmt: skip


def test_an_answer_of_a_word_in_a_line_of_its_own_stays(gull):
    dates = spread(6)
    assert find_boilerplate(gull(dates, "Of course.")).table().empty
    assert find_boilerplate(gull(dates, "Advertisement")).table()["n_articles"].tolist() == [6]
    assert find_boilerplate(gull(dates, "Loading...")).table()["n_articles"].tolist() == [6]


def test_what_three_outlets_print_is_furniture_of_none(flat):
    footer = "Search summary of the newspaper archive."
    tables = [flat([footer] * 2, outlet=outlet) for outlet in ("Gull", "Hill", "Marsh")]
    found = find_boilerplate(pd.concat(tables, ignore_index=True), min_days=7).table()
    assert found["outlet"].isna().tolist() == [True]
    assert found["n_articles"].tolist() == [6]
    assert (
        find_boilerplate(pd.concat(tables[:2], ignore_index=True), min_articles=4, min_days=7)
        .table()
        .empty
    )


def test_near_copies_of_one_article_count_once(make_articles):
    story = (
        "The quay was closed at noon by order of the master. "
        + " ".join(f"w{n}" for n in range(60))
        + "."
    )
    rows = [
        {"outlet": "Gull", "date": date, "text": f"{story} Version {n}."}
        for n, date in enumerate(spread(8))
    ]
    assert find_boilerplate(make_articles(rows)).table().empty


def test_undated_passages_must_stand_in_half_of_the_outlets_articles(gull, make_articles):
    table = gull([None] * 10)
    others = make_articles(
        {"article_id": f"b{n}", "outlet": "Gull", "text": f"Other{n} words{n} here{n}."}
        for n in range(11)
    )
    assert len(find_boilerplate(table).table()) == 1
    assert find_boilerplate(pd.concat([table, others], ignore_index=True)).table().empty


def test_the_result_answers_draws_and_names_the_articles_of_a_passage(gull):
    hill = gull(spread(6), "All rights reserved by us.", "Hill").assign(
        article_id=lambda t: "h" + t["article_id"]
    )
    boilerplate = find_boilerplate(pd.concat([gull(spread(5)), hill], ignore_index=True))
    assert boilerplate.answer() == (
        "2 passages recur in many articles and belong to the page: 50 words in all. The most "
        "frequent, in 6 articles: “All rights reserved by us.”"
    )
    assert boilerplate.example_keys() == ["All rights reserved by us.", LINE]
    assert boilerplate.examples(LINE, n=2).table()["article_id"].tolist() == ["a01", "a02"]
    assert boilerplate.examples().table()["article_id"].tolist() == ["ha01", "ha02", "ha03"]
    chart = boilerplate.plot(n=1, title="Furniture")
    assert chart.data["n_articles"].tolist() == [6]
    assert chart.title == "Furniture"
    assert (
        "in 5 articles or more, the first and the last at least 14 days" in boilerplate.describe()
    )
    with pytest.raises(UnknownValue, match="There is no passage 'Subscribe'"):
        boilerplate.examples("Subscribe")


def test_a_table_without_furniture_says_so(articles):
    boilerplate = find_boilerplate(articles)
    assert boilerplate.answer() == (
        "No passage recurs in enough articles, over enough days, to count as boilerplate."
    )
    assert len(boilerplate.examples()) == 0
    assert boilerplate.plot().alt.startswith("There is nothing to draw.")


def test_what_was_found_is_stripped_without_finding_it_again(gull):
    table = gull(spread(6))
    boilerplate = find_boilerplate(table, min_articles=3)
    assert_frame_equal(
        strip_boilerplate(table, boilerplate), strip_boilerplate(table, min_articles=3)
    )
    assert_frame_equal(
        strip_boilerplate(table.tail(2), boilerplate),
        strip_boilerplate(table, boilerplate).tail(2),
    )


def test_furniture_of_another_table_is_refused(gull):
    table = gull(spread(6))
    boilerplate = find_boilerplate(table)
    with pytest.raises(UnknownValue) as error:
        strip_boilerplate(table.assign(text=table["text"].where(table.index > 0, "x")), boilerplate)
    assert str(error.value) == (
        "boilerplate= was found in other texts: 1 of 6 differs. Call find_boilerplate on this table."
    )
    with pytest.raises(TypeError, match=r"takes the result of find_boilerplate; got DataFrame\.$"):
        strip_boilerplate(table, boilerplate.table())


def test_text_of_other_types_is_stripped_and_marked_alike(gull):
    table = gull(spread(6))
    own = table.convert_dtypes().assign(
        outlet=table["outlet"].astype("category"), article_id=range(6)
    )
    assert strip_boilerplate(own)["text"].tolist() == strip_boilerplate(table)["text"].tolist()


# Journalism that returns.

BACKGROUND = "The ministry closed the northern quay in 2029 after two cranes had fallen."


def test_a_paragraph_of_background_stays_and_is_listed(flat):
    table = pd.concat(
        [flat([BACKGROUND] * 6), flat(["Sign up for our letter."] * 5, outlet="Hill")],
        ignore_index=True,
    )
    boilerplate = find_boilerplate(table)
    assert boilerplate.table()["kind"].tolist() == ["furniture", "refrain"]
    assert (
        "1 passage recurs, too, but is part of the outlets' own journalism" in boilerplate.answer()
    )
    stripped = strip_boilerplate(table, boilerplate)
    assert stripped["text"].str.contains(BACKGROUND, regex=False).sum() == 6
    assert not stripped["text"].str.contains("Sign up").any()
    assert boilerplate.n_words().to_dict() == {"Hill": 25}
    assert len(boilerplate.examples(BACKGROUND, n=9)) == 6


def test_versions_of_a_refrain_are_one_with_its_share_of_the_outlets_articles(flat):
    other = BACKGROUND.replace("two cranes had fallen", "two tall cranes had fallen")
    own = [f"Boat {n} came in." for n in "abc"]
    table = flat([BACKGROUND] * 5 + [other] * 5)
    more = flat(own, dates=["2031-01-07", "2031-01-08", "2032-01-01"])
    table = pd.concat([table, more.assign(article_id=["x", "y", "z"])], ignore_index=True)
    refrains = find_refrains(table)
    row = refrains.table().iloc[0]
    assert len(refrains.table()) == 1
    assert row[["outlet", "n_versions", "n_articles", "n_then"]].tolist() == ["Gull", 2, 10, 12]
    assert refrains.answer() == (
        "1 passage of the outlets' own journalism returns word for word. Gull prints it, in 2 versions, in 10 of "
        f"its 12 articles, 6 January to 10 March 2031: “{row['passage']}”"
    )
    shown = refrains.examples(n=10).table()
    assert sorted(shown["sentence"].unique()) == sorted([BACKGROUND, other])
    assert refrains.plot().data["n_articles"].tolist() == [10]


def test_sentences_that_stand_together_are_one_passage_told_whole(flat):
    second = "The ferry has not called there since, and the town blames the council."
    apart = "Nobody in the town has forgotten it, or will soon, they say at the quay."
    table = flat([f"{BACKGROUND} {second}"] * 5 + [BACKGROUND] + [apart] * 4)
    refrains = find_refrains(table, min_articles=3).table()
    assert refrains["passage"].tolist() == [f"{BACKGROUND} {second}", apart]
    assert refrains["n_articles"].tolist() == [5, 4]


def test_short_formulas_are_no_refrains(flat):
    assert find_refrains(flat(["Nobody was hurt."] * 8)).table().empty


def test_a_refrain_is_a_finding_with_its_beginning(flat):
    told = find_refrains(flat([BACKGROUND] * 6)).findings()
    assert [finding.sentence for finding in told] == [
        f"Gull prints one passage in 6 of its 6 articles, 6 January to 10 February 2031: “{BACKGROUND}”"
    ]
    assert told[0].keys == (BACKGROUND,)


def test_texts_without_refrains_lack_their_versions_too(flat):
    other = BACKGROUND.replace("two cranes had fallen", "two tall cranes had fallen")
    table = flat([BACKGROUND] * 5 + [other, "The quay was quiet on Monday, and no boat came in."])
    kept = without_refrains(table)["text"]
    assert not kept.fillna("").str.contains("crane").any()
    assert kept.str.contains("no boat came in").sum() == 1


@pytest.mark.parametrize(
    ("passage", "kind"),
    [
        ("The treaty of Ostrel was signed in 2029 and never put into force.", "refrain"),
        ("Selhaven says that its own boats were fired at first.", "refrain"),
        ("it was driven by a rise in the number of boats that came in from abroad", "refrain"),
        ("Marl has been a member of the council since 2021.", "refrain"),
        ("The minister joined the alliance's membership talks on Monday.", "refrain"),
        ("“We will not leave our quays,” the dockers' union has said from the start.", "refrain"),
        ("Sign up for the morning letter of the quays and never miss a tide.", "furniture"),
        ("Follow us on the usual networks for news of the quays.", "furniture"),
        ("© Gull Media 2031. Nothing here may be printed elsewhere.", "furniture"),
        ("The Gull takes no money from anybody that it writes about.", "furniture"),
        ("Ann Sallow is a senior reporter for the desk in Ostrel.", "furniture"),
        ("Dockers raise a flag at the quay in Selhaven, Tamarvia, June 5, 2031.", "furniture"),
        ("What happens next", "furniture"),
        ("Tell the newsroom what you think of the new ferry at gull@gull.example.", "furniture"),
        ("Ann Sallow and Ben Marl contributed to this report.", "credit"),
        ("Additional reporting by Ann Sallow", "credit"),
        ("(Reuters photo: Ben Marl)", "credit"),
    ],
)
def test_the_kind_of_a_passage_is_told_from_its_words(passage, kind):
    found = pd.DataFrame({"outlet": ["The Gull"], "key": ["k"], "passage": [passage]})
    assert kinds_of(found, pd.Series([1])).tolist() == [kind]


def test_a_caption_without_a_word_of_the_page_is_furniture_beside_its_button():
    found = pd.DataFrame(
        {
            "outlet": ["Gull", "Gull"],
            "key": ["a", "b"],
            "passage": ["The dockers of Selhaven were the first to strike.", "Hide caption"],
        }
    )
    assert kinds_of(found, pd.Series([1, 1])).tolist() == ["furniture", "furniture"]
    assert kinds_of(found, pd.Series([1, 2])).tolist() == ["refrain", "furniture"]


def test_articles_of_a_few_days_are_said_to_leave_it_open(gull):
    boilerplate = find_boilerplate(gull(days(1, 2, 3, 4, 5)))
    assert boilerplate.answer().endswith(
        "The articles are of 5 days, and what returns within so few may be the news itself: page "
        "furniture may still be in the texts."
    )


@pytest.mark.parametrize(
    ("passage", "kind"),
    [
        ("'We will keep you informed, and our crews are out day and night,' she said.", "refrain"),
        ("“We will not leave this harbour.", "refrain"),
        ("The minister told The Gull that the ferry had been late for weeks.", "refrain"),
        ("Nobody was hurt.", "refrain"),
        ("What does that mean?", "refrain"),
        ("The harbour office did not answer a request for comment from The Gull.", "refrain"),
        ("We will keep you informed.", "furniture"),
        ("Map showing the harbour, the two ferries and the island of Dral.", "furniture"),
        ("Updated 12:30 p.m.", "furniture"),
        ("The harbour is on Channel 4 at 21:30 GMT and is shown again on Sunday.", "furniture"),
        ("A syndicated columnist, she is the author of three books about ferries.", "furniture"),
        ("Ina Roth reported from Dral Harbour.", "credit"),
    ],
)
def test_speech_and_short_sentences_are_journalism_and_notes_belong_to_the_page(passage, kind):
    alone = pd.DataFrame({"outlet": ["The Gull"], "key": ["k"], "passage": [passage]})
    assert kinds_of(alone, pd.Series([0])).tolist() == [kind]


def test_a_sentence_to_you_inside_a_speech_is_what_its_neighbours_are():
    said = ["The ferry sank within minutes of the storm.", "We could do nothing for you."]
    passages = pd.DataFrame({"outlet": "The Gull", "key": said, "passage": said})
    assert kinds_of(passages, pd.Series([0, 0])).tolist() == ["refrain", "refrain"]
    assert kinds_of(passages, pd.Series([0, 1])).tolist() == ["refrain", "furniture"]
