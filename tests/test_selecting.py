"""Keep some of the articles: by outlet, by date, by what they mention."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from mediakit import between_dates, keyword_in_context, mentioning, published_by, share_mentioning
from mediakit.errors import BadQuery, ColumnMissing, UnknownValue

VERBS = {
    "published_by": lambda table: published_by(table, "Gull Gazette"),
    "between_dates": lambda table: between_dates(table, "2031-03-05", "2031-04-01"),
    "mentioning": lambda table: mentioning(table, "ferry"),
}


def ids(table: pd.DataFrame) -> list[str]:
    return table["article_id"].tolist()


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_rows_are_kept_whole_in_their_order_and_the_table_is_not_changed(articles, verb):
    shuffled = articles.assign(mood="calm").sample(frac=1, random_state=5)
    before = shuffled.copy()
    kept = verb(shuffled)
    assert_frame_equal(shuffled, before)
    expected = before.loc[before["article_id"].isin(ids(verb(articles)))].reset_index(drop=True)
    assert_frame_equal(kept, expected)


@pytest.mark.parametrize(
    ("outlets", "kept"),
    [
        ("Marsh Mirror", ["a04", "a07", "a11"]),
        (["Marsh Mirror", "Hill Courier"], ["a02", "a04", "a06", "a07", "a08", "a10", "a11"]),
    ],
)
def test_the_articles_of_the_outlets_named_are_kept(articles, outlets, kept):
    assert ids(published_by(articles, outlets)) == kept


def test_an_outlet_without_articles_is_refused_with_the_nearest_name(articles):
    with pytest.raises(UnknownValue) as error:
        published_by(articles, ["Hill Courier", "Marsh Miror"])
    assert str(error.value) == (
        "There is no outlet 'Marsh Miror' in the articles table. Did you mean 'Marsh Mirror'?"
    )


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        ("2031-03-05", "2031-03-07", ["a03", "a04", "a05"]),  # both days included
        (date(2031, 3, 12), pd.Timestamp("2031-04-01 08:00"), ["a08", "a09"]),
        ("2031-03-08", "2031-03-09", []),
        ("1900-01-01", "2200-01-01", [f"a{n:02d}" for n in range(1, 12)]),  # a12 has no date
    ],
)
def test_the_articles_of_the_days_named_are_kept_and_undated_ones_never(
    articles, first, last, kept
):
    assert ids(between_dates(articles, first, last)) == kept


def test_a_first_day_after_the_last_is_refused(articles):
    with pytest.raises(UnknownValue) as error:
        between_dates(articles, "2031-04-01", "2031-03-01")
    assert str(error.value) == "The first day, 2031-04-01, is after the last, 2031-03-01."


@pytest.mark.parametrize(
    ("query", "fields", "kept"),
    [
        ('"low pay"', ("title", "text"), ["a01", "a02", "a03", "a05", "a12"]),
        ("ferry NOT crews", ("title", "text"), ["a07", "a10", "a12"]),
        ("ferry", ("title",), ["a01", "a02", "a07", "a12"]),
        ("hill", ["outlet"], ["a02", "a06", "a08", "a10"]),
        ("zebra", ("title", "text"), []),
    ],
)
def test_the_articles_that_satisfy_the_query_in_these_fields_are_kept(
    articles, query, fields, kept
):
    assert ids(mentioning(articles, query, fields=fields)) == kept


def test_every_article_mentions_a_query_or_does_not(articles):
    both = ids(mentioning(articles, "crews")) + ids(mentioning(articles, "NOT crews"))
    assert sorted(both) == ids(articles)


def test_a_bad_query_and_a_missing_field_are_refused(articles):
    with pytest.raises(BadQuery):
        mentioning(articles, "ferry OR")
    with pytest.raises(ColumnMissing) as error:
        mentioning(articles, "ferry", fields=["titel"])
    assert (
        str(error.value)
        == "There is no column 'titel' in the articles table. Did you mean 'title'?"
    )


@pytest.mark.parametrize("query", [None, 5, ["ferry"]])
def test_a_query_that_is_no_string_is_refused(articles, query):
    for ask in (mentioning, share_mentioning, keyword_in_context):
        with pytest.raises(BadQuery) as error:
            ask(articles, query)
        assert str(error.value).endswith(f"got {query!r}.")


def test_nothing_can_be_kept_of_an_empty_table(articles):
    empty = articles.head(0)
    assert_frame_equal(between_dates(empty, "2031-01-01", "2031-12-31"), empty)
    assert_frame_equal(mentioning(empty, "NOT ferry"), empty)
    with pytest.raises(UnknownValue) as error:
        published_by(empty, "Hill Courier")
    assert (
        str(error.value)
        == "There is no outlet 'Hill Courier', nor any other outlet, in the articles table."
    )


def test_the_last_day_of_a_range_is_in_it_when_dates_carry_a_time(articles):
    timed = articles.assign(date=articles["date"] + pd.Timedelta(hours=23))
    kept = between_dates(timed, "2031-03-05", "2031-04-01")
    assert ids(kept) == ids(between_dates(articles, "2031-03-05", "2031-04-01"))
    assert (kept["date"].dt.hour.dropna() == 23).all()
