"""A table of one's own becomes an articles table, with the checks and the ledger of the readers."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from mediakit import as_articles, count_articles, load_demo_articles
from mediakit.columns import SCHEMA
from mediakit.errors import ColumnMissing, ReadWarning, UnknownValue

OWN = pd.DataFrame(
    {
        "Nr": [7, 8],
        "Headline": ["Snow", "Ice"],
        "Body": ["Snow fell.", "Ice came."],
        "When": pd.to_datetime(["2031-03-07 23:30", "2031-03-08 00:00"]),
        "mood": ["calm", "cold"],
    }
)
NAMES = {"Nr": "article_id", "Body": "text", "When": "date"}


def test_columns_are_named_by_the_caller_or_known_by_their_names_and_the_rest_is_kept():
    before = OWN.copy()
    articles, ledger = as_articles(OWN, columns=NAMES, outlet="Gull", return_ledger=True)
    assert_frame_equal(OWN, before)
    assert list(articles.columns) == [*SCHEMA, "mood"]
    assert {name: str(articles[name].dtype) for name in SCHEMA} == SCHEMA
    assert articles["article_id"].tolist() == ["7", "8"]
    assert articles["title"].tolist() == ["Snow", "Ice"]
    assert articles["text"].tolist() == ["Snow fell.", "Ice came."]
    assert articles["outlet"].tolist() == ["Gull", "Gull"]
    assert articles["date"].dt.strftime("%Y-%m-%d %H:%M").tolist() == [
        "2031-03-07 00:00",
        "2031-03-08 00:00",
    ]
    assert articles["published_at"].isna().all()  # 23:30 of which zone?
    assert ledger.loc[0, ["source", "parsed", "rejected"]].tolist() == ["table", 2, 0]
    assert ledger.loc[0, "reason"] == "time of day without a time zone left out"


def test_a_time_with_a_zone_is_a_moment_and_its_day_the_publishers():
    when = OWN["When"].dt.tz_localize("America/New_York")
    articles = as_articles(OWN.assign(When=when), columns=NAMES, outlet="Gull")
    assert articles["date"].dt.day.tolist() == [7, 8]
    # New York is five hours behind UTC in winter: 04:30 of the 8th
    assert articles["published_at"].dt.strftime("%d %H:%M").tolist() == ["08 04:30", "08 05:00"]


def test_a_list_of_dicts_is_a_table_and_missing_ids_are_made():
    rows = [
        {"article_id": 1.0, "title": "Snow", "text": "Snow fell.", "date": "2031-03-07"},
        {"title": "Ice", "text": "Ice came.", "date": "2031-03-08"},
    ]
    articles = as_articles(rows, outlet="Gull")
    first, second = articles["article_id"]
    assert first == "1"
    assert len(second) == 16


def test_a_repeated_id_is_numbered_and_noted():
    articles, ledger = as_articles(
        OWN.assign(Nr=7), columns=NAMES, outlet="Gull", return_ledger=True
    )
    assert articles["article_id"].tolist() == ["7", "7-2"]
    assert "article_id given before, numbered on" in ledger.loc[0, "reason"]


@pytest.mark.parametrize("kind", [object, "string[python]", "string[pyarrow]", "category"])
def test_text_of_every_type_is_read_with_what_is_missing(kind):
    own = OWN.assign(Headline=pd.Series(["Snow", None]).astype(kind), Body=OWN["Body"].astype(kind))
    articles = as_articles(own, columns=NAMES, outlet="Gull")
    assert articles["title"].isna().tolist() == [False, True]
    assert articles["text"].tolist() == ["Snow fell.", "Ice came."]


def test_a_table_that_is_an_articles_table_already_stays_as_it_is():
    demo = load_demo_articles()
    with pytest.warns(ReadWarning):
        assert_frame_equal(as_articles(demo), demo)


def test_a_row_without_words_is_set_aside_and_announced():
    with pytest.warns(ReadWarning, match=r"^1 of 2 records could not be read \(neither title nor"):
        articles = as_articles(
            OWN.assign(Headline=["Snow", None], Body=["Snow fell.", " "]), columns=NAMES
        )
    assert articles["article_id"].tolist() == ["7"]


def test_a_table_without_texts_is_announced_with_what_to_do():
    with pytest.warns(ReadWarning) as caught:
        as_articles(OWN[["Headline", "When", "mood"]], columns={"When": "date"}, outlet="Gull")
    assert str(caught[0].message) == (
        "No article has any text. If the text is in 'mood', use mk.as_articles(table, "
        "columns={'mood': 'text'}). as_articles(..., return_ledger=True) lists the files "
        "and records concerned, with the reasons."
    )


@pytest.mark.parametrize(
    ("table", "columns", "error", "message"),
    [
        (OWN, {"Bdy": "text"}, ColumnMissing, "There is no column 'Bdy' in the table. Did you mean 'Body'?"),
        (OWN, {"Body": "txt"}, UnknownValue, "There is no column 'txt' in an articles table. Did you mean 'text'?"),
        (OWN, {"Body": "text", "mood": "text"}, UnknownValue, "columns= fills 'text' twice, from 'Body' and 'mood'."),
        (OWN, ["Body"], TypeError, "columns= takes your names and ours, such as {'Body': 'text'}; got a list."),
        ("a.csv", None, TypeError, "Expected a pandas DataFrame or a list of dicts; got str. read_articles reads files."),
        (["a"], None, TypeError, (
            "Expected a pandas DataFrame or a list of dicts; got a list with str. "
            "read_articles reads files."
        )),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_in_a_sentence(table, columns, error, message):
    with pytest.raises(error) as refused:
        as_articles(table, columns=columns)
    assert str(refused.value) == message


def test_days_are_counted_alike_whether_dates_carry_times_or_not():
    demo = load_demo_articles()
    timed = demo.assign(date=demo["date"] + pd.Timedelta(hours=11))
    assert_frame_equal(
        count_articles(timed, freq="D").table(), count_articles(demo, freq="D").table()
    )
