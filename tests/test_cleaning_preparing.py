"""Whose text is it: articles are prepared once, and owners are suggested."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import mediakit as mk
from mediakit.errors import ColumnMissing, UnknownValue

AGENCIES = {"Corvane Wire": ["Corvane", "corvanewire.example"]}
WORDS = "quay ferry crane net gull rope tide hull dock crew mast buoy sail fog keel reef".split()


def story(number, n=60):
    """Return an invented text that no other number has."""
    return " ".join(f"{WORDS[(number * 7 + i) % len(WORDS)]}{(number * i) % 97}" for i in range(n))


def told(make_articles, *rows):
    """Return articles of outlets, days and texts."""
    return make_articles(
        {"outlet": outlet, "date": date, "title": "Tide", "text": text, **more}
        for outlet, date, text, more in rows
    )


@pytest.fixture(scope="module")
def prepared():
    return mk.prepare_articles(mk.load_demo_articles(), agencies=AGENCIES, return_account=True)


def test_it_does_what_its_parts_do_in_the_right_order(prepared):
    credited = mk.credit_agencies(mk.load_demo_articles(), agencies=AGENCIES)
    by_parts = mk.mark_reprints(mk.strip_boilerplate(credited))
    assert_frame_equal(prepared[0], by_parts)
    assert_frame_equal(mk.prepare_articles(mk.load_demo_articles(), agencies=AGENCIES), prepared[0])


def test_the_account_says_whose_the_texts_are_and_how_many_words_went(prepared):
    articles, account = prepared
    assert account.answer() == (
        "Of the 101 articles, 87 count as the outlets' own, 2 are later versions of the outlets' "
        "own articles and 12 are agency copy. 1,640 words of page furniture and credits were "
        "taken out of 95 articles."
    )
    table = account.table().set_index("outlet")
    counts = pd.crosstab(articles["outlet"], articles["origin"])
    assert table["n_agency"].to_dict() == counts["agency"].to_dict()
    assert table["n_own"].to_dict() == counts["own"].to_dict()
    before = mk.load_demo_articles()["text"].str.split().str.len().sum()
    after = articles["text"].str.split().str.len().sum()
    assert abs(before - after - table["words_out"].sum()) < 0.1 * table["words_out"].sum()
    assert account.example_keys() == ["own", "update", "agency"]
    assert account.examples("update").table()["outlet"].unique().tolist() == ["corvanewire.example"]


def test_articles_are_prepared_once(prepared):
    with pytest.raises(UnknownValue, match="These articles are prepared already"):
        mk.prepare_articles(prepared[0])


def test_the_same_agency_text_in_two_outlets_is_neithers_reprint(make_articles):
    text = story(1)
    articles = told(
        make_articles,
        ("Gull", "2031-03-01", f"SELHAVEN, March 1 (Reuters) - Crews met. {text}", {}),
        ("Hill", "2031-03-02", text, {}),
        ("Marsh", "2031-03-02", story(2), {}),
    )
    found = mk.prepare_articles(articles)
    assert found["origin"].tolist() == ["agency", "agency", "own"]
    assert not found["is_reprint"].any()
    assert found["reprint_source"].isna().all()
    assert found["reprint_group"].tolist() == ["a01", "a01", "a03"]  # still one text
    assert mk.find_reprints(mk.credit_agencies(articles)).table().empty


def test_a_text_of_a_title_of_the_same_owner_is_a_sisters(make_articles):
    rows = [
        ("The Gull", "2031-03-01", story(1), {}),
        ("Sunday Gull", "2031-03-02", story(1), {}),
        ("The Hill", "2031-03-03", story(1), {}),
        ("The Gull", "2031-03-04", story(1), {}),
    ]
    articles = told(make_articles, *rows)
    owners = {"The Gull": "Gull Group", "Sunday Gull": "Gull Group"}
    found = mk.prepare_articles(articles, owners=owners)
    assert found["origin"].tolist() == ["own", "sister", "shared", "update"]
    without = mk.prepare_articles(articles)
    assert without["origin"].tolist() == ["own", "shared", "shared", "update"]


@pytest.mark.parametrize(
    "owners",
    [{"Nobody": "Gull Group"}, {"The Gull": ""}, "Gull Group", {"The Gull": 3}],
)
def test_owners_that_cannot_be_meant_are_refused(make_articles, owners):
    articles = told(make_articles, ("The Gull", "2031-03-01", story(1), {}))
    with pytest.raises(UnknownValue, match="owners="):
        mk.prepare_articles(articles, owners=owners)


def test_owners_are_suggested_from_texts_that_nobody_else_has(make_articles):
    rows = []
    for n in range(1, 5):
        rows.append(("The Gull", f"2031-03-0{n}", story(n), {}))
        rows.append(("Sunday Gull", f"2031-03-1{n}", story(n), {}))
        rows.append(("The Hill", f"2031-03-0{n}", story(10 + n), {}))
    rows.append(("The Hill", "2031-03-09", story(1), {}))
    articles = told(make_articles, *rows)
    suggested = mk.suggest_owners(articles)
    assert suggested["outlet"].tolist() == ["Sunday Gull", "The Gull"]
    assert suggested["owner"].nunique() == 1
    assert suggested["evidence"].tolist() == [
        "in common with The Gull: 4 texts",
        "in common with Sunday Gull: 4 texts",
    ]
    found = mk.prepare_articles(articles, owners=suggested)
    assert found.loc[found["outlet"] == "Sunday Gull", "origin"].unique().tolist() == ["sister"]


def test_owners_are_suggested_from_writers(make_articles):
    names = "Ann Sallow,Ben Marl,Cleo Dent,Dora Quill,Elif Stone,Finn Wade".split(",")
    rows = []
    for n in range(24):
        by = {"author": f"By {names[n % 6]} and {names[(n + 1) % 6]}"}
        rows.append(("The Gull", f"2031-03-{n + 1:02d}", story(n + 1), by))
        rows.append(("Gull Online", f"2031-03-{n + 1:02d}", story(n + 40), by))
        rows.append(
            ("The Hill", f"2031-03-{n + 1:02d}", story(n + 70), {"author": f"Hill {n} Wren"})
        )
    suggested = mk.suggest_owners(told(make_articles, *rows))
    assert suggested["outlet"].tolist() == ["Gull Online", "The Gull"]
    assert suggested["evidence"].tolist()[0] == "in common with The Gull: 6 writers"


def test_only_the_outlets_own_reporting_is_counted_on_demand(prepared):
    articles, _ = prepared
    own = articles[articles["origin"] == "own"]
    asked = mk.count_articles(articles, by="outlet", origin="own")
    assert_frame_equal(asked.table(), mk.count_articles(own, by="outlet").table())
    assert "All of these articles count as the outlets' own." in asked.describe()
    both = mk.share_mentioning(articles, "strike", origin=["own", "update"])
    assert both.n_articles == 89
    with pytest.raises(UnknownValue, match="origin"):
        mk.count_articles(articles, origin="owned")
    with pytest.raises(ColumnMissing, match="Add it with prepare_articles"):
        mk.count_articles(mk.load_demo_articles(), origin="own")
