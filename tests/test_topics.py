"""Planted topics are found, shares add up, and what cannot be found is said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import normalized_mutual_info_score

from mediakit import choose_n_topics, find_topics
from mediakit.errors import ColumnMissing, UnknownValue

SUBJECTS = ["ferry", "wheat", "choir", "glacier", "tram"]


@pytest.fixture(scope="session")
def planted(make_articles):
    """Return a function that makes twelve articles of each of k subjects with eight words of its own."""

    def make(k):
        generator, rows = np.random.default_rng(1), []
        for subject in SUBJECTS[:k]:
            for n in range(12):
                own = [f"{subject}{letter}" for letter in generator.choice([*"abcdefgh"], 12)]
                shared = [f"shared{number}" for number in generator.integers(0, 20, 6)]
                outlet = "Gull" if n % 3 else "Hill"
                rows.append(
                    {
                        "outlet": outlet,
                        "date": "2031-03-01",
                        "title": subject,
                        "text": " ".join(own + shared),
                    }
                )
        return make_articles(rows)

    return make


@pytest.fixture(scope="module")
def four(planted):
    return find_topics(planted(4), n_topics=4, fields=["text"])


def test_planted_topics_are_found(four):
    table = four.articles()
    assert normalized_mutual_info_score(table["title"], table["topic"]) == pytest.approx(1)
    subjects = table.groupby("topic")["title"].first()
    terms = four.terms(n=5)
    assert terms["term"].str[:-1].tolist() == terms["topic"].map(subjects).tolist()


@pytest.mark.parametrize("k", [3, 4, 5])
def test_the_number_of_planted_topics_is_chosen(planted, k):
    choice = choose_n_topics(planted(k), n_max=7, fields=["text"])
    curve = choice.table()
    assert choice.n_topics == k
    assert list(curve.columns) == ["n_topics", "agreement", "chosen"]
    assert curve["n_topics"].tolist() == [2, 3, 4, 5, 6, 7]
    assert curve.loc[curve["chosen"], "n_topics"].tolist() == [k]
    assert curve["agreement"].max() == curve.loc[curve["chosen"], "agreement"].item() == 1


def test_without_a_number_the_chosen_one_is_found_and_the_curve_kept(planted):
    topics = find_topics(planted(3), fields=["text"])
    assert len(topics.labels) == 3
    assert topics.choice.n_topics == 3
    assert (
        "3 topics (the largest number whose topics agree across samples of the articles)"
        in topics.describe()
    )


def test_shares_count_the_articles_mainly_about_a_topic(four):
    table = four.table()
    assert list(table.columns) == [
        "topic", "share", "low", "high", "n_mainly", "n_articles", "n_independent", "small_sample",
    ]  # fmt: skip
    assert table["n_mainly"].tolist() == [12, 12, 12, 12]
    assert table["share"].tolist() == [0.25] * 4
    # Wilson for 12 of 48: middle (.25 + 3.8415/96) / (1 + 3.8415/48) = .26852,
    # half 1.96 / 1.08003 x sqrt(.25 x .75/48 + 3.8415/(4 x 48^2)) = .11932
    assert table[["low", "high"]].to_numpy() == pytest.approx(
        np.array([[0.14920, 0.38784]] * 4), abs=2e-5
    )
    assert table["topic"].is_monotonic_increasing  # of equal size by name


def test_shares_of_each_outlet_add_up_to_one(four):
    table = four.table(by="outlet")
    assert table.groupby("outlet")["share"].sum().tolist() == pytest.approx([1, 1])
    assert table.groupby("outlet")["n_articles"].first().to_dict() == {"Gull": 32, "Hill": 16}
    assert table.loc[table["outlet"] == "Hill", "n_mainly"].tolist() == [4] * 4
    assert table["small_sample"].tolist() == [False, True] * 4


def test_topics_are_named_by_their_three_strongest_terms(four):
    terms = four.terms(n=3)
    assert terms.groupby("topic", sort=False)["term"].agg(" · ".join).tolist() == list(four.labels)
    assert terms.loc[terms["rank"] == 1, "weight"].tolist() == [1, 1, 1, 1]
    assert (
        four.terms(n=25).groupby("topic")["weight"].apply(lambda w: w.is_monotonic_decreasing).all()
    )


def test_every_article_has_one_topic_and_its_strength(four):
    table = four.articles()
    assert len(table) == 48
    assert table["article_id"].is_unique
    assert table["strength"].between(0.25, 1).all()  # the strongest of four parts


def test_copies_shape_no_topic_and_count_once(planted):
    articles = planted(3)
    marked = articles.assign(reprint_group=articles["article_id"])
    copies = [marked.head(1).assign(article_id=f"copy{n}") for n in range(6)]
    table = pd.concat([marked, *copies], ignore_index=True)
    once, with_copies = (find_topics(t, n_topics=3, fields=["text"]) for t in (marked, table))
    topic = with_copies.articles().set_index("article_id")["topic"]
    assert topic.loc[marked["article_id"]].tolist() == once.articles()["topic"].tolist()
    assert set(topic.filter(like="copy")) == {topic["a01"]}
    assert with_copies.table()["n_mainly"].tolist() == [12, 12, 12]
    assert with_copies.table()[
        ["n_articles", "n_independent"]
    ].drop_duplicates().to_numpy().tolist() == [[42, 36]]
    kept = find_topics(table, n_topics=3, fields=["text"], reprints="keep").table()
    assert sorted(kept["n_mainly"]) == [12, 12, 18]


def test_topics_of_the_same_size_are_not_ranked(four):
    assert four.answer() == (
        "All 4 topics are equally large: each is the strongest for 25% of the articles."
    )


def test_a_topic_leads_back_to_sentences_with_its_terms(four):
    quotes = four.examples(four.labels[0], n=2).table()
    subject = four.labels[0].split(" ")[0][:-1]
    assert quotes["title"].tolist() == [subject] * 2
    assert quotes["match"].str.startswith(subject).all()
    strength = four.articles().set_index("article_id").query("topic == @four.labels[0]")["strength"]
    assert sorted(strength[quotes["article_id"]]) == sorted(strength)[-2:] != sorted(strength)[:2]
    with pytest.raises(UnknownValue) as error:
        four.examples("sport")
    assert str(error.value).startswith("There is no topic 'sport'.")
    assert four.examples().table()["group"].unique().tolist() == [four.labels[0]]


def test_the_chart_has_a_panel_a_topic_or_a_row_a_topic(four):
    alone, by_outlet = four.plot(), four.plot(by="outlet")
    assert alone.data["topic"].tolist() == list(four.labels)
    assert by_outlet.data["topic"].drop_duplicates().tolist() == list(four.labels)
    assert by_outlet.data["outlet"].tolist() == ["Gull", "Hill"] * 4
    assert by_outlet.title == "In how many articles each topic is the strongest, by outlet"
    hill = four.plot(by="outlet", groups=["Hill"])
    assert hill.data["outlet"].tolist() == ["Hill"] * 4
    assert hill.source.startswith("Shown: 1 of 2 outlets, chosen by name. ")
    with pytest.raises(UnknownValue, match="groups= chooses which groups to draw"):
        four.plot(groups=["Hill"])
    assert "Some numbers rest on fewer than 30 independent articles." in by_outlet.source


def test_fewer_than_ten_articles_have_no_topics_and_the_reason(planted):
    topics = find_topics(planted(2).head(9))
    assert (
        topics.reason
        == topics.answer()
        == "Choosing a number of topics takes at least 10 independent articles; there are 9."
    )
    assert topics.describe().endswith(topics.reason)
    assert topics.plot().data["note"].tolist() == [topics.reason]
    assert topics.table().empty
    with pytest.raises(
        UnknownValue,
        match="Choosing a number of topics takes at least 10 independent articles; there are 9",
    ):
        topics.examples()
    assert list(topics.table(by="outlet").columns)[:3] == ["topic", "outlet", "share"]
    with pytest.raises(UnknownValue) as error:
        choose_n_topics(planted(2).head(9))
    assert str(error.value) == topics.reason


def test_ten_articles_are_enough(planted):
    assert len(find_topics(planted(2).iloc[7:17], n_topics=2, fields=["text"]).labels) == 2


@pytest.mark.parametrize("n_topics", [-1, 0, 1, "6", 5.0])
def test_a_number_of_topics_must_be_whole_and_at_least_2(planted, n_topics):
    with pytest.raises(UnknownValue) as error:
        find_topics(planted(2), n_topics=n_topics)
    assert str(error.value) == f"n_topics must be a whole number, 2 or more; got {n_topics!r}."


def test_there_are_no_more_topics_than_articles(planted):
    with pytest.raises(UnknownValue) as error:
        find_topics(planted(2), n_topics=25)
    assert str(error.value) == (
        "n_topics must not exceed the number of independent articles (24); got 25."
    )


@pytest.mark.parametrize(
    "text", [None, "ferry halts", "{n}"], ids=["no words", "all the same", "all different"]
)
def test_articles_without_words_that_some_of_them_share_have_no_topics_and_a_reason(
    make_articles, text
):
    table = make_articles({"text": text and text.format(n=f"word{n}")} for n in range(12))
    for n_topics in (2, None):
        topics = find_topics(table, n_topics=n_topics)
        assert topics.labels == ()
        assert topics.reason


def test_more_topics_than_terms_are_refused(make_articles):
    table = make_articles(
        {"text": f"subject{n // 2}"} for n in range(20)
    )  # ten terms, each in two articles
    with pytest.raises(UnknownValue):
        find_topics(table, n_topics=12)


def test_an_article_without_a_known_word_has_no_topic(planted, make_articles):
    table = pd.concat(
        [planted(3), make_articles([{"article_id": "z", "outlet": "Gull", "title": "z"}])],
        ignore_index=True,
    )
    topics = find_topics(table, n_topics=3, fields=["text"])
    last = topics.articles().iloc[-1]
    assert (last["article_id"], last["strength"]) == ("z", 0)
    assert pd.isna(last["topic"])
    assert topics.table()["share"].sum() == pytest.approx(1)  # of the 36 articles that have one


def test_the_seed_decides_and_its_default_is_0(planted):
    one, again, explicit = (
        find_topics(planted(3), n_topics=5, **seed).articles()
        for seed in ({}, {}, {"random_state": 0})
    )
    pd.testing.assert_frame_equal(one, again)
    pd.testing.assert_frame_equal(one, explicit)


def test_a_missing_column_is_named(four, planted):
    for ask in (lambda: four.table(by="mood"), lambda: find_topics(planted(2), fields=["mood"])):
        with pytest.raises(ColumnMissing) as error:
            ask()
        assert str(error.value).startswith("There is no column 'mood'")
