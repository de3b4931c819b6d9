"""What must hold before an analysis starts; and the columns of the articles table."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from mediakit import checks, columns, count_articles, count_terms, keyword_in_context
from mediakit.errors import ColumnMissing, UnknownValue


def test_a_missing_column_is_named_with_the_nearest(articles):
    with pytest.raises(ColumnMissing) as error:
        checks.require_columns(articles, ["date", "langage"])
    assert (
        str(error.value)
        == "There is no column 'langage' in the articles table. Did you mean 'language'?"
    )


def test_a_table_without_ids_is_told_how_to_get_them():
    with pytest.raises(ColumnMissing) as error:
        checks.require_columns(
            pd.DataFrame({"title": ["a"], "text": ["b"]}), ["article_id", "title"]
        )
    assert str(error.value) == (
        "There is no column 'article_id' in the articles table. It tells the articles apart; "
        "mk.as_articles(table) makes one for a table of your own."
    )


def test_a_table_of_ones_own_with_numbers_for_ids_is_counted_and_quoted():
    own = pd.DataFrame(
        {"title": ["Ferry", "Snow", "News"], "text": ["It sank.", "The ferry waits.", "No boat."]}
    )
    own = own.assign(article_id=range(len(own)))
    assert count_terms(own).examples("ferry").table()["article_id"].astype("str").tolist() == [
        "0",
        "1",
    ]
    assert keyword_in_context(own, "ferry").table()["article_id"].astype("str").tolist() == [
        "0",
        "1",
    ]
    assert count_articles(own).table()["n_articles"].tolist() == [3]


@pytest.mark.parametrize("given", [-1, 2.5, "3", None, True])
def test_what_is_no_whole_number_or_too_small_is_refused(given):
    checks.require_whole("width", 0, least=0)
    with pytest.raises(UnknownValue) as error:
        checks.require_whole("width", given, least=0)
    assert str(error.value) == f"width must be a whole number, 0 or more; got {given!r}."


def test_something_else_than_a_table_is_refused():
    with pytest.raises(TypeError) as error:
        checks.require_columns([{"title": "a"}], ["title"])
    assert str(error.value) == "Expected a table of articles (a pandas DataFrame); got a list."


def test_dates_with_a_time_zone_are_refused_with_what_to_do(articles):
    zoned = articles.assign(date=articles["date"].dt.tz_localize("America/New_York"))
    with pytest.raises(UnknownValue) as error:
        count_articles(zoned, freq="W")
    assert str(error.value) == (
        "The column 'date' has a time zone, but a date is the day on the publisher's "
        "calendar. Use "
        "articles.assign(date=articles['date'].dt.tz_localize(None).dt.normalize()); if "
        "the times are in another zone, convert them to the publisher's with dt.tz_convert "
        "first."
    )
    plain = zoned.assign(date=zoned["date"].dt.tz_localize(None).dt.normalize())
    assert_frame_equal(
        count_articles(plain, freq="W").table(), count_articles(articles, freq="W").table()
    )


def test_ids_texts_and_dates_of_other_types_become_plain():
    own = pd.DataFrame(
        {
            "article_id": [2, 1],
            "outlet": pd.Categorical(["Gull", None]),
            "title": pd.array(["Snow", None], dtype="string"),
            "text": pd.Series(["Snow fell.", None], dtype=object),
            "rank": pd.Categorical([5, 7]),
            "date": pd.to_datetime(["2031-03-07 23:30", "2031-03-08 00:00"]),
        }
    )
    before = own.copy()
    plain = checks.with_plain_types(own)
    assert_frame_equal(own, before)
    assert plain["article_id"].tolist() == ["2", "1"]
    assert {str(plain[name].dtype) for name in ("article_id", "outlet", "title", "text")} == {"str"}
    assert plain[["outlet", "title", "text"]].isna().sum().tolist() == [1, 1, 1]
    assert plain["rank"].tolist() == [5, 7]
    assert plain["date"].dt.strftime("%d %H:%M").tolist() == ["07 00:00", "08 00:00"]


def test_a_table_that_is_plain_already_keeps_its_columns(articles):
    assert_frame_equal(checks.with_plain_types(articles), articles)


def test_an_article_without_an_id_is_refused(articles):
    with pytest.raises(UnknownValue) as error:
        checks.in_fixed_order(
            articles.assign(article_id=articles["article_id"].where(articles.index > 1))
        )
    assert str(error.value) == "Each article needs an article_id; 2 of 12 have none."


def test_rows_come_in_the_order_of_their_ids_whatever_order_they_had(articles):
    shuffled = articles.sample(frac=1, random_state=3)
    before = shuffled.copy()
    assert_frame_equal(checks.in_fixed_order(shuffled), articles)
    assert_frame_equal(shuffled, before)


def test_a_repeated_id_is_refused_with_the_count(articles):
    twice = pd.concat([articles, articles.head(2)])
    with pytest.raises(UnknownValue) as error:
        checks.in_fixed_order(twice)
    assert str(error.value) == (
        "Each article needs an article_id of its own; 2 of 14 repeat one, such as 'a01'."
    )


def test_one_of_passes_a_valid_value_and_names_the_valid_ones_otherwise():
    checks.one_of("metric", "cosine", ["cosine", "jensen-shannon"])
    with pytest.raises(UnknownValue) as error:
        checks.one_of("metric", "cosin", ["cosine", "jensen-shannon"])
    assert str(error.value) == "There is no metric 'cosin'. Did you mean 'cosine'?"


def test_an_outlet_that_the_table_lacks_is_refused(articles):
    checks.require_values(articles, "outlet", ["Gull Gazette"])
    with pytest.raises(UnknownValue) as error:
        checks.require_values(articles, "outlet", ["Gull Gazette", "Hill Currier"])
    assert str(error.value) == (
        "There is no outlet 'Hill Currier' in the articles table. Did you mean 'Hill Courier'?"
    )


@pytest.mark.parametrize(
    ("by", "names"), [(None, []), ("outlet", ["outlet"]), (("outlet", "date"), ["outlet", "date"])]
)
def test_by_becomes_a_list_of_names(by, names):
    assert checks.as_list(by) == names


def test_the_empty_table_has_every_column_with_its_type():
    assert {
        name: str(kind) for name, kind in columns.empty_articles().dtypes.items()
    } == columns.SCHEMA


def test_a_table_gets_the_columns_it_lacks_and_keeps_its_own_behind_them():
    table = pd.DataFrame({"mood": ["calm"], "is_reprint": [True], "source_record": [1]}, index=[7])
    before = table.copy()
    typed = columns.with_schema_types(table)
    assert list(typed.columns) == [*columns.SCHEMA, "is_reprint", "mood"]
    assert {name: str(typed[name].dtype) for name in columns.SCHEMA} == columns.SCHEMA
    assert list(typed.index) == [0]
    assert typed.loc[0, "mood"] == "calm"
    assert typed[list(columns.TEXT)].isna().all(axis=None)
    assert_frame_equal(table, before)


def test_dates_of_pyarrow_are_refused_with_what_to_take(make_articles):
    articles = make_articles([{"date": "2031-03-01"}]).convert_dtypes(dtype_backend="pyarrow")
    with pytest.raises(UnknownValue, match=r"astype\('datetime64\[us\]'\)"):
        count_articles(articles, freq="W")
    assert (
        len(
            count_articles(
                articles.assign(date=articles["date"].astype("datetime64[us]")), freq="W"
            ).table()
        )
        == 1
    )
