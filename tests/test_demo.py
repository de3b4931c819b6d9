"""The demo articles, against the key of what was planted in them."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
import pytest
from sklearn.metrics import normalized_mutual_info_score

from mediakit import find_topics, load_demo_articles, read_articles, score_frames, strip_boilerplate
from mediakit.demo import demo_folder


@pytest.fixture(scope="module")
def key():
    path = Path(__file__).with_name("demo_answer_key.csv")
    return pd.read_csv(path, dtype=str, keep_default_na=False).set_index("file")


@pytest.fixture(scope="module")
def demo(key):
    """The demo articles, each with the story and the frames that it was written to."""
    articles = load_demo_articles()
    files = articles["source_file"].map(lambda name: Path(name).name)
    return articles.assign(
        story=files.map(key["story"]), frames=files.map(key["frames"]), kind=files.map(key["kind"])
    )


def test_every_file_of_the_key_is_there_and_no_other(key):
    assert sorted(path.name for path in demo_folder().glob("*.txt")) == sorted(key.index)
    assert len(key) == 101


def test_every_file_is_one_article_of_five_outlets_with_fifteen_or_more(demo):
    assert len(demo) == 101
    assert demo[["title", "text", "url", "story"]].notna().all(axis=None)
    sizes = demo["outlet"].value_counts()
    assert len(sizes) == 5
    assert sizes.min() >= 15
    assert sizes.index.str.endswith(".example").all()


def test_loading_says_nothing_and_reading_says_what_is_missing(demo):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_demo_articles()
    articles, ledger = read_articles(demo_folder(), return_ledger=True)
    assert ledger["parsed"].sum() == len(articles) == 101
    assert ledger["rejected"].sum() == 0
    (undated,) = demo.loc[demo["kind"] == "undated", "source_file"]
    assert articles.loc[articles["date"].isna(), "source_file"].tolist() == [undated]
    noted = ledger.loc[ledger["reason"].str.contains("date"), "source"]
    assert [Path(name).name for name in noted] == [Path(undated).name]


def test_four_topics_are_the_four_stories(demo):
    topics = find_topics(demo, n_topics=4).articles()
    stories = demo.set_index("article_id")["story"].loc[topics["article_id"]]
    assert normalized_mutual_info_score(stories, topics["topic"].fillna("none")) >= 0.85


def test_without_the_page_furniture_the_number_of_topics_need_not_be_known(demo):
    topics = find_topics(strip_boilerplate(demo)).articles()
    stories = demo.set_index("article_id")["story"].loc[topics["article_id"]]
    assert normalized_mutual_info_score(stories, topics["topic"].fillna("none")) >= 0.85


def test_the_planted_frame_is_mostly_among_the_two_that_rank_highest_for_an_article(demo):
    values = score_frames(demo).values().set_index("article_id")
    planted = demo.set_index("article_id")["frames"].loc[values.index].str.split("|").str[0]
    ranks = values.rank(axis=1, ascending=False)
    of_planted = [ranks.loc[name, frame] for name, frame in planted.items()]
    assert (pd.Series(of_planted) <= 2).mean() >= 0.8
