"""Page furniture is found by its outlet, its number and its time, and taken out of the text."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from mediakit import find_boilerplate, strip_boilerplate
from mediakit.errors import ColumnMissing

LINE = "Subscribe to the Gull."


@pytest.fixture
def gull(make_articles):
    """Return a function that makes Gull articles, one a date, each with the line under its own text."""

    def make(dates, line=LINE, outlet="Gull"):
        return make_articles(
            {"outlet": outlet, "date": date, "text": f"Report {n}.\n{line}"} for n, date in enumerate(dates)
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
        (days(1, *[None] * 12), False),  # one date is no time between two
    ],
)
def test_a_line_counts_in_five_articles_over_two_weeks(gull, dates, is_found):
    assert len(find_boilerplate(gull(dates))) == is_found


def test_what_is_found_is_told_with_numbers_and_dates_the_most_frequent_first(gull):
    hill = gull(days(1, 2, 3, 4, 5, 20), "All rights reserved.", "Hill").assign(
        article_id=lambda t: "h" + t["article_id"]
    )
    found = find_boilerplate(pd.concat([gull(days(1, 2, 3, 4, 28)), hill], ignore_index=True))
    assert found.to_dict("list") == {
        "outlet": ["Hill", "Gull"],
        "passage": ["All rights reserved.", LINE],
        "n_articles": [6, 5],
        "first_date": [pd.Timestamp("2031-03-01")] * 2,
        "last_date": [pd.Timestamp("2031-03-20"), pd.Timestamp("2031-03-28")],
        "example_ids": ["ha01, ha02, ha03", "a01, a02, a03"],
    }


def test_the_bounds_can_be_set(gull):
    table = gull(days(1, 4, 4))
    assert find_boilerplate(table, min_articles=3, min_days=3)["n_articles"].tolist() == [3]
    assert find_boilerplate(table, min_articles=3, min_days=4).empty


def test_a_line_of_several_outlets_is_counted_in_each(gull):
    table = gull(days(1, 5, 10, 15, 20, 25)).assign(outlet=["Gull", "Hill"] * 3)
    assert find_boilerplate(table).empty


def test_a_line_twice_in_an_article_is_one_article_and_blank_lines_are_none(gull):
    assert find_boilerplate(gull(days(1, 2, 3, 28), f"{LINE}\n{LINE}")).empty
    assert find_boilerplate(gull(days(1, 2, 3, 4, 28), "  \n"))["passage"].tolist() == []


def test_the_lines_are_taken_out_and_their_characters_counted(gull, make_articles):
    table = gull(days(1, 2, 3, 4, 28))
    other = make_articles([{"article_id": "x", "outlet": "Hill", "text": LINE}, {"article_id": "y", "outlet": "Gull"}])
    table = pd.concat([table, other], ignore_index=True)
    stripped = strip_boilerplate(table)
    assert stripped["text"].head(5).tolist() == [f"Report {n}." for n in range(5)]
    assert stripped["text"][5] == LINE  # another outlet's line stays
    assert pd.isna(stripped["text"][6])
    assert stripped["boilerplate_chars"].tolist() == [len("\n" + LINE)] * 5 + [0, 0]
    assert_frame_equal(stripped.drop(columns=["text", "boilerplate_chars"]), table.drop(columns="text"))


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
        {"outlet": "Gull", "title": "Tide", "text": "High tide.", "date": f"2031-03-{1 + 4 * n:02d}"} for n in range(6)
    ]
    assert find_boilerplate(make_articles(rows)).empty
