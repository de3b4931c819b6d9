"""Planted topics are found, shares add up, a model keeps its numbers, and what cannot be found is said."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.decomposition import NMF
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score
from sklearn.pipeline import make_pipeline

from mediakit import TopicEstimator, choose_n_topics, compare, find_topics, load_topics
from mediakit.errors import ArticlesNotFound, ColumnMissing, UnknownValue, UnreadableSource
from mediakit.topics.naming import name_topics
from mediakit.uncertainty import pooled_shares, share_interval

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


@pytest.fixture(scope="module")
def chance(make_articles):
    """Articles whose words are all drawn from one distribution."""
    generator = np.random.default_rng(3)
    words = [f"word{number}x" for number in range(300)]
    odds = 1 / np.arange(1, 301)
    texts = [" ".join(generator.choice(words, 60, p=odds / odds.sum())) for _ in range(80)]
    return make_articles({"text": text} for text in texts)


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
    assert choice.is_clear
    assert choice.answer().startswith(f"These articles have {k} topics: it is the largest number ")
    assert list(curve.columns) == [
        "n_topics", "agreement", "firm_share", "n_firm", "coherence", "chosen",
    ]  # fmt: skip
    assert curve["n_topics"].tolist() == [2, 3, 4, 5, 6, 7]
    assert curve.loc[curve["chosen"], "n_topics"].tolist() == [k]
    (row,) = curve[curve["chosen"]].itertuples()
    assert (row.agreement, row.firm_share, row.n_firm) == (1, 1, k)
    chart = choice.plot()
    assert chart.data["measure"].nunique() == 3


def test_without_a_number_the_recommended_one_is_found_and_the_curve_kept(planted):
    topics = find_topics(planted(3), fields=["text"])
    assert len(topics.names) == 3
    assert topics.choice.n_topics == 3
    assert "their number as recommended by choose_n_topics" in topics.describe()
    given = find_topics(planted(3), n_topics=3, fields=["text"])
    assert given.choice is None
    pd.testing.assert_frame_equal(given.articles(), topics.articles())


def test_words_of_one_distribution_have_no_topics(chance):
    topics = find_topics(chance)
    assert topics.names == ()
    assert topics.answer().startswith("These articles have no topics that hold: ")
    assert not choose_n_topics(chance).has_topics
    assert len(find_topics(chance, n_topics=3).names) == 3  # asked for, they are found


def test_shares_count_the_articles_nearest_to_a_topic(four):
    table = four.table()
    assert list(table.columns) == [
        "topic", "share", "low", "high", "n_nearest", "n_articles", "n_independent", "small_sample",
        "firmness",
    ]  # fmt: skip
    assert table["n_nearest"].tolist() == [12, 12, 12, 12]
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
    assert table.loc[table["outlet"] == "Hill", "n_nearest"].tolist() == [4] * 4
    assert table["small_sample"].tolist() == [False, True] * 4


def test_small_groups_learn_from_the_others(four):
    table = four.table(by="outlet", pooled=True)
    hill = table[table["outlet"] == "Hill"]
    assert hill["pooled_share"].to_numpy() == pytest.approx([0.25] * 4, abs=0.02)
    width, plain = hill["pooled_high"] - hill["pooled_low"], hill["high"] - hill["low"]
    assert (width < plain).all()
    assert hill["own"].between(0, 1).all()
    gull = table[table["outlet"] == "Gull"]
    assert (gull["own"].to_numpy() > hill["own"].to_numpy()).all()
    with pytest.raises(UnknownValue, match="add by= or freq="):
        four.table(pooled=True)


def test_pooled_ranges_hold_for_drawn_shares():
    generator = np.random.default_rng(5)
    covered, narrower = [], []
    for _ in range(60):
        shares = generator.beta(2, 18, 12)
        sizes = generator.integers(3, 60, 12)
        hits = generator.binomial(sizes, shares)
        pooled = pooled_shares(hits, sizes)
        low, high = share_interval(hits, sizes)
        covered.append((pooled.low <= shares) & (shares <= pooled.high))
        narrower.append((pooled.high - pooled.low).mean() / (high - low).mean())
    assert np.mean(covered) > 0.92
    assert np.mean(narrower) < 0.8


def test_the_first_terms_are_in_more_of_a_topic_than_of_the_others(four):
    terms = four.terms(n=25)
    assert list(terms.columns) == ["topic", "rank", "term", "share_inside", "share_outside"]
    assert (terms["share_inside"] > terms["share_outside"]).all()
    named = four.terms(n=3).groupby("topic", sort=False)["term"].agg(" · ".join)
    assert named.tolist() == list(four.names)


def test_every_article_has_one_topic_and_how_sure_it_is(four):
    table = four.articles()
    assert len(table) == 48
    assert table["article_id"].is_unique
    assert table["sure"].between(0.5, 1).all()
    parts = four.parts()
    assert parts.sum(axis=1).to_numpy() == pytest.approx(np.ones(48), abs=1e-5)
    assert parts.idxmax(axis=1).tolist() == table["topic"].tolist()


def test_copies_shape_no_topic_and_count_once(planted):
    articles = planted(3)
    marked = articles.assign(reprint_group=articles["article_id"])
    copies = [marked.head(1).assign(article_id=f"copy{n}") for n in range(6)]
    table = pd.concat([marked, *copies], ignore_index=True)
    once, with_copies = (find_topics(t, n_topics=3, fields=["text"]) for t in (marked, table))
    topic = with_copies.articles().set_index("article_id")["topic"]
    assert topic.loc[marked["article_id"]].tolist() == once.articles()["topic"].tolist()
    assert set(topic.filter(like="copy")) == {topic["a01"]}
    assert with_copies.table()["n_nearest"].tolist() == [12, 12, 12]
    assert with_copies.table()[
        ["n_articles", "n_independent"]
    ].drop_duplicates().to_numpy().tolist() == [[42, 36]]
    kept = find_topics(table, n_topics=3, fields=["text"], reprints="keep").table()
    assert sorted(kept["n_nearest"]) == [12, 12, 18]
    typical = with_copies.typical(topic["a01"], n=20)["article_id"]
    assert len(typical) == 12
    assert not typical.str.startswith("copy").any()


def test_topics_of_the_same_size_are_not_ranked(four):
    assert four.answer() == (
        "All 4 topics are equally large: 25% of the articles are nearest to each. All of them are "
        "firm: other runs of the search found much the same articles."
    )


def test_every_topic_leads_back_to_passages_in_which_its_terms_meet(four):
    for name in four.names:
        quotes = four.examples(name, n=4).table()
        subject = name.split(" ")[0][:-1]
        assert quotes["title"].tolist() == [subject] * 4
        for match in quotes["match"]:
            words = {word for word in match.split(" ") if word.startswith(subject)}
            assert len(words) > 1
    with pytest.raises(UnknownValue) as error:
        four.examples("sport")
    assert str(error.value).startswith("There is no topic 'sport'.")
    assert four.examples().table()["group"].unique().tolist() == [four.names[0]]
    assert four.articles_behind(four.names[1])["title"].nunique() == 1
    assert len(four.articles_behind(four.names[1])) == 12


def test_typical_articles_are_surer_than_misfits(four):
    name = four.names[0]
    assert four.typical(name, n=3)["sure"].min() >= four.misfits(name, n=3)["sure"].max()
    card = four.card(name)
    assert repr(card).startswith(
        f"{name}\n25% of the articles are nearest to this pattern of words"
    )
    assert "The topic is firm" in repr(card)
    assert card._repr_html_().count("<table") == 3


def test_the_chart_has_a_panel_a_topic_or_a_row_a_topic(four):
    alone, by_outlet = four.plot(), four.plot(by="outlet")
    assert alone.data["topic"].tolist() == list(four.names)
    assert alone.data["firm"].all()
    assert by_outlet.data["topic"].drop_duplicates().tolist() == list(four.names)
    assert by_outlet.data["outlet"].tolist() == ["Gull", "Hill"] * 4
    assert by_outlet.title == "Which patterns of words the articles are nearest to, by outlet"
    hill = four.plot(by="outlet", groups=["Hill"])
    assert hill.data["outlet"].tolist() == ["Hill"] * 4
    assert hill.source.startswith("Shown: 1 of 2 outlets, chosen by name. ")
    with pytest.raises(UnknownValue, match="groups= chooses which groups to draw"):
        four.plot(groups=["Hill"])
    assert "Some numbers rest on fewer than 30 independent articles." in by_outlet.source
    heat = four.heatmap()
    assert len(heat.data) == 8
    assert heat.png()[1:4] == b"PNG"


def test_a_soft_topic_never_looks_like_a_firm_one(chance):
    topics = find_topics(chance.assign(outlet="Gull"), n_topics=4, fields=["text"])
    soft = topics.table()["firmness"] < 0.6
    assert soft.any()
    chart = topics.plot()
    assert chart.data["firm"].tolist() == (~soft).tolist()
    assert "Grey: soft topics" in chart.source
    labels = topics.plot(by="outlet").data["topic"].drop_duplicates()
    assert labels.str.startswith("soft: ").tolist() == soft.tolist()
    assert "soft" in topics.heatmap().source


def test_fewer_than_ten_articles_have_no_topics_and_the_reason(planted):
    topics = find_topics(planted(2).head(9))
    assert (
        topics.reason
        == topics.answer()
        == "Topics need at least 10 independent articles; there are 9."
    )
    assert topics.describe().endswith(topics.reason)
    assert topics.plot().data["note"].tolist() == [topics.reason]
    assert topics.heatmap().data["note"].tolist() == [topics.reason]
    assert topics.table().empty
    with pytest.raises(UnknownValue, match="Topics need at least 10 independent articles"):
        topics.examples()
    assert list(topics.table(by="outlet").columns)[:3] == ["topic", "outlet", "share"]
    with pytest.raises(UnknownValue) as error:
        choose_n_topics(planted(2).head(9))
    assert str(error.value) == topics.reason


def test_ten_articles_are_enough(planted):
    assert len(find_topics(planted(2).iloc[7:17], n_topics=2, fields=["text"]).names) == 2


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
    table = make_articles({"text": text and text.format(n=f"word{n}")} for n in range(40))
    for n_topics in (2, None):
        topics = find_topics(table, n_topics=n_topics)
        assert topics.names == ()
        assert topics.reason


def test_more_topics_than_terms_are_refused(make_articles):
    table = make_articles(
        {"text": f"subject{n // 2}"} for n in range(20)
    )  # ten terms, each in two articles
    with pytest.raises(UnknownValue):
        find_topics(table, n_topics=12)


def test_an_article_without_a_known_word_has_no_topic_and_is_counted(planted, make_articles):
    table = pd.concat(
        [planted(3), make_articles([{"article_id": "z", "outlet": "Gull", "title": "z"}])],
        ignore_index=True,
    )
    topics = find_topics(table, n_topics=3, fields=["text"])
    last = topics.articles().iloc[-1]
    assert (last["article_id"], last["sure"]) == ("z", 0)
    assert pd.isna(last["topic"])
    assert topics.table()["share"].sum() == pytest.approx(36 / 37)
    assert "No topic fits 2.7% of the articles (1)." in topics.answer()
    assert set(topics.table()["topic"]) == set(topics.names)


def test_the_seed_decides_and_its_default_is_0(planted):
    one, again, explicit = (
        find_topics(planted(3), n_topics=5, **seed).articles()
        for seed in ({}, {}, {"random_state": 0})
    )
    pd.testing.assert_frame_equal(one, again)
    pd.testing.assert_frame_equal(one, explicit)


def test_the_order_of_the_rows_changes_nothing(planted):
    articles = planted(4)
    shuffled = articles.sample(frac=1, random_state=4)
    one, other = (find_topics(table, n_topics=6, fields=["text"]) for table in (articles, shuffled))
    assert one.names == other.names
    pd.testing.assert_frame_equal(one.articles(), other.articles())
    pd.testing.assert_frame_equal(one.parts(), other.parts())


def test_a_missing_column_is_named(four, planted):
    for ask in (lambda: four.table(by="mood"), lambda: find_topics(planted(2), fields=["mood"])):
        with pytest.raises(ColumnMissing) as error:
            ask()
        assert str(error.value).startswith("There is no column 'mood'")


def test_a_model_gives_any_articles_the_same_numbers(four, planted):
    articles = planted(4)
    some = articles.iloc[[40, 3, 21]]
    given = four.model.assign(some)
    found = four.articles().set_index("article_id").loc[given["article_id"]].reset_index()
    pd.testing.assert_frame_equal(given, found[given.columns])
    again = find_topics(some, model=four.model)
    pd.testing.assert_frame_equal(again.parts(), four.parts().loc[again.parts().index, again.names])
    assert again.table()["n_nearest"].sum() == 3
    new = pd.DataFrame({"article_id": ["n"], "title": ["?"], "text": ["a day at sea"]})
    assert four.model.assign(new)["topic"].isna().all()


def test_a_model_in_a_file_is_the_same_model(four, planted, tmp_path):
    path = four.model.save(tmp_path / "topics")
    assert path.name == "topics.npz"
    loaded = load_topics(path)
    pd.testing.assert_frame_equal(loaded.assign(planted(4)), four.model.assign(planted(4)))
    match = loaded.match(four.model)
    assert (match["topic"] == match["other"]).all()
    assert match["similarity"].to_numpy() == pytest.approx(np.ones(4), abs=1e-3)


def test_a_file_that_is_no_model_is_refused(tmp_path):
    with pytest.raises(ArticlesNotFound):
        load_topics(tmp_path / "none.npz")
    text, arrays, objects = (tmp_path / name for name in ("a.npz", "b.npz", "c.npz"))
    text.write_text("not a model")
    np.savez(arrays, means=np.ones(3))
    np.savez(objects, texts=np.array([{"format": 1}], dtype=object))
    for path in (text, arrays, objects):
        with pytest.raises(UnreadableSource, match="is not a topic model that mediakit wrote"):
            load_topics(path)


def test_models_of_other_articles_are_matched(planted, four):
    three = find_topics(planted(3), n_topics=3, fields=["text"])
    match = four.model.match(three.model).set_index("topic")
    subject = {name: name.split(" ")[0][:-1] for name in (*four.names, *three.names)}
    for name, row in match.iterrows():
        if subject[name] == "glacier":
            assert pd.isna(row["other"])
        else:
            assert subject[row["other"]] == subject[name]


def test_topics_are_renamed_merged_and_dropped_without_changing_the_old_ones(four):
    one, two, three, last = four.names
    renamed = four.rename({one: "Ships"})
    assert renamed.names.count("Ships") == 1
    assert four.names[0] == one
    merged = four.merge([one, two], "Both")
    assert merged.table().set_index("topic").loc["Both", "n_nearest"] == 24
    assert set(merged.names) == {"Both", three, last}
    assert set(merged.examples("Both", n=30).table()["title"]) == {"choir", "ferry"}
    without = four.drop(last)
    assert set(without.names) == {one, two, three}
    assert without.articles()["topic"].isna().sum() == 12
    assert without.table()["share"].sum() == pytest.approx(0.75)
    with pytest.raises(UnknownValue, match="at least two"):
        four.merge([one], "One")
    with pytest.raises(UnknownValue, match="There is no topic"):
        four.rename({"sport": "Sport"})
    with pytest.raises(UnknownValue, match="same name"):
        four.rename({one: two})


def test_a_topic_is_split_into_topics_of_its_articles(planted):
    two = find_topics(
        planted(4), seeds={"water": ["ferry*", "glacier*"]}, n_topics=2, fields=["text"]
    )
    inside = two.split("water", n_topics=2)
    assert inside.n_articles == two.table().set_index("topic").loc["water", "n_nearest"]
    assert len(inside.names) == 2


def test_seeds_begin_topics_and_free_topics_stand_beside(planted):
    seeds = {"Ships": ["ferrya", "ferryb", "xylophone"], "Grain": "wheata"}
    topics = find_topics(planted(4), seeds=seeds, fields=["text"])
    assert {"Ships", "Grain"} < set(topics.names)
    titles = topics.articles().groupby("topic")["title"].agg(set)
    assert titles["Ships"] == {"ferry"}
    assert titles["Grain"] == {"wheat"}
    assert "The seed “xylophone” is in no article." in topics.answer()
    assert "starts from seed words" in topics.describe()
    covered = find_topics(
        planted(2), seeds={"Ships": ["ferrya", "ferryb"], "Grain": ["wheata", "wheatb"]},
        fields=["text"],
    )  # fmt: skip
    assert set(covered.names) == {"Ships", "Grain"}


def test_seeds_that_cannot_be_used_are_refused(planted):
    for seeds, words in [
        ({"Music": ["xylophone"]}, "No article has any of the seeds of 'Music'"),
        ({}, "seeds= gives words for each topic"),
        (["ferry"], "seeds= gives words for each topic"),
    ]:
        with pytest.raises(UnknownValue, match=words):
            find_topics(planted(2), seeds=seeds, fields=["text"])
    seeds = {"a": ["ferrya"], "b": ["wheata"], "c": ["ferryb"]}
    with pytest.raises(UnknownValue, match="seeds= names 3 topics"):
        find_topics(planted(2), seeds=seeds, n_topics=2, fields=["text"])


def test_an_estimator_gives_each_row_of_the_table_its_topic(planted):
    articles = planted(3).sample(frac=1, random_state=2)
    estimator = TopicEstimator(3, fields=["text"])
    labels = estimator.fit_predict(articles)
    assert normalized_mutual_info_score(articles["title"], labels) == pytest.approx(1)
    parts = estimator.transform(articles.head(5))
    assert parts.argmax(axis=1).tolist() == labels[:5].tolist()
    assert len(estimator.get_feature_names_out()) == 3
    assert clone(estimator).get_params()["n_topics"] == 3
    with pytest.raises(NotFittedError):
        TopicEstimator().predict(articles)
    with pytest.raises(UnknownValue, match="at least 10 independent articles"):
        estimator.fit(articles.head(4))


def test_topics_of_a_scikit_learn_pipeline(planted):
    articles = planted(3)
    pipeline = make_pipeline(TfidfVectorizer(), NMF(3, init="nndsvda", random_state=0))
    pipeline.fit(articles["text"])
    topics = find_topics(articles, model=pipeline, fields=["text"])
    table = topics.articles()
    assert normalized_mutual_info_score(table["title"], table["topic"]) == pytest.approx(1)
    assert topics.table()["firmness"].isna().all()
    assert len(topics.examples(topics.names[0]).table())
    assert "given by a model of another tool" in topics.describe()
    with pytest.raises(UnknownValue, match="another tool"):
        topics.rename({topics.names[0]: "x"})


def test_topics_of_a_model_that_gives_labels_and_probabilities(planted):
    class Labels:
        def transform(self, texts):
            labels = [-1 if "choir" in text else int("wheat" in text) * 7 for text in texts]
            return labels, np.full(len(texts), 0.8)

    topics = find_topics(planted(3), model=Labels(), fields=["text"])
    assert len(topics.names) == 2
    assert topics.articles()["topic"].isna().sum() == 12
    assert set(topics.articles()["sure"]) == {0.8, 0}
    with pytest.raises(UnknownValue, match="model= takes"):
        find_topics(planted(3), model=object())
    with pytest.raises(UnknownValue, match="has its topics already"):
        find_topics(planted(3), model=Labels(), n_topics=3)


def test_topics_are_compared_and_held_fixed(four, planted):
    articles = planted(4)
    differences = compare(articles, "outlet", features=four, a="Gull", b="Hill").table()
    assert set(differences["feature"]) == set(four.names)
    marked = four.mark(articles)
    assert marked["topic"].tolist() == four.articles()["topic"].tolist()
    held = compare(marked, "outlet", a="Gull", b="Hill", within="topic", fields=["text"])
    assert "topic" in held.describe()


def test_over_time_and_by_group_at_once(planted):
    articles = planted(2)
    dates = pd.date_range("2031-03-01", periods=len(articles), freq="D")
    topics = find_topics(articles.assign(date=dates), n_topics=2, fields=["text"])
    table = topics.table(by="outlet", freq="W", pooled=True)
    assert {"date", "outlet", "pooled_share", "own", "gap", "partial"} <= set(table.columns)
    sums = table.dropna(subset="share").groupby(["outlet", "date"])["share"].sum()
    assert sums.to_numpy() == pytest.approx(np.ones(len(sums)))
    weeks = table["date"].drop_duplicates().sort_values()
    assert all(b - a == pd.Timedelta(days=7) for a, b in pairwise(weeks))
    assert topics.plot(freq="W").data["topic"].nunique() == 2


def test_a_topic_is_not_called_by_the_outlet_that_prints_it(make_articles):
    # "gull" stands in Gull articles alone, "hill" in as many of either outlet
    said = {"Gull News": "the gull saw a ferry", "Hill News": "the hill saw a ferry"}
    rows = [
        {"outlet": outlet, "text": said[outlet], "title": "T"} for outlet in said for _ in range(4)
    ]
    rows += [{"outlet": "Gull News", "text": "a hill and a ferry", "title": "T"} for _ in range(4)]
    articles = make_articles(rows)
    ids = articles["article_id"].tolist()
    names = name_topics(articles, ["text"], [["gull", "hill", "ferry"]], [ids], [""])
    assert names == ("hill · ferry",)
