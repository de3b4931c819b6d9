"""Term counts and TF-IDF weights, against scikit-learn, plain Python and sums worked out by hand."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from mediakit import (
    TermVectorizer,
    count_terms,
    find_phrases,
    load_demo_articles,
    mentioning,
    weigh_terms,
)
from mediakit.errors import ColumnMissing, UnknownValue, UnspacedScript
from mediakit.tokens import join_fields, split_words, stop_words


@pytest.fixture(scope="module")
def demo():
    return load_demo_articles().sort_values("article_id", ignore_index=True)


def analyzer(stop, ngram_range):
    """Return the sequences of each line, formed over stop words, as plain Python finds them."""

    def analyze(text):
        lines = [
            [word for word in split_words(line) if word not in stop_words(stop)]
            for line in text.split("\n")
        ]
        lengths = range(ngram_range[0], ngram_range[1] + 1)
        return [
            " ".join(line[i : i + n])
            for line in lines
            for n in lengths
            for i in range(len(line) - n + 1)
        ]

    return analyze


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"min_df": 3, "max_df": 0.4, "sublinear_tf": True},
        {"ngram_range": (1, 3), "stop_words": None},
        {"ngram_range": (2, 2), "min_df": 1},
    ],
    ids=str,
)
def test_weights_are_scikit_learns_over_the_same_words(demo, options):
    weights = weigh_terms(demo, **options)
    theirs = {"min_df": 2} | {
        n: value for n, value in options.items() if n not in ("stop_words", "ngram_range")
    }
    terms = analyzer(options.get("stop_words", "english"), options.get("ngram_range", (1, 1)))
    vectorizer = TfidfVectorizer(analyzer=terms, **theirs)
    matrix = vectorizer.fit_transform(join_fields(demo))
    assert weights.terms.tolist() == vectorizer.get_feature_names_out().tolist()
    assert weights.article_ids.tolist() == demo["article_id"].tolist()
    np.testing.assert_allclose(weights.matrix.toarray(), matrix.toarray(), rtol=1e-12, atol=0)


def test_counts_are_scikit_learns_over_the_same_words(demo):
    counts = count_terms(demo, fields=["text"])
    vectorizer = CountVectorizer(tokenizer=split_words, token_pattern=None, lowercase=False)
    assert np.array_equal(counts.matrix.toarray(), vectorizer.fit_transform(demo["text"]).toarray())
    assert counts.matrix.dtype.kind == "i"
    assert counts.n_words.tolist() == [len(split_words(text)) for text in demo["text"]]


def test_terms_are_counted_in_each_article_stop_words_among_its_length(make_articles):
    table = make_articles(
        [
            {"article_id": "b", "title": "Snow", "text": "The snow fell."},
            {"article_id": "a", "text": "A ferry."},
        ]
    )
    counts = count_terms(table, stop_words="english")
    assert counts.article_ids.tolist() == ["a", "b"]
    assert counts.terms.tolist() == ["fell", "ferry", "snow"]
    assert counts.matrix.toarray().tolist() == [[0, 1, 0], [1, 0, 2]]
    assert counts.n_words.tolist() == [2, 4]


def test_sequences_close_over_stop_words_and_cross_neither_titles_nor_paragraphs_nor_articles(
    make_articles,
):
    table = make_articles(
        [{"title": "Fall of snow", "text": "It fell.\nAll day it fell."}, {"text": "Snow again"}]
    )
    counts = count_terms(table, ngram_range=(2, 3), stop_words=["of", "It"])
    assert counts.terms.tolist() == [
        "all day",
        "all day fell",
        "day fell",
        "fall snow",
        "snow again",
    ]
    assert counts.matrix.toarray().tolist() == [[1, 1, 1, 1, 0], [0, 0, 0, 0, 1]]
    # The words of a sequence that closes over a stop word are found in their sentence all the same.
    assert counts.examples("fall snow").table()["match"].tolist() == ["Fall of snow"]
    assert counts.examples("day fell").table()["sentence"].tolist() == ["All day it fell."]


WORDS = st.lists(
    st.lists(st.sampled_from(["ferry", "ice", "it's", "snow"]), max_size=6), min_size=1, max_size=4
)


@settings(max_examples=40)
@given(WORDS, st.integers(1, 7), st.integers(0, 6))
def test_sequences_of_any_length_are_counted_as_plain_python_counts_them(
    make_articles, texts, shortest, more
):
    counts = count_terms(
        make_articles({"text": " ".join(t)} for t in texts), ngram_range=(shortest, shortest + more)
    )
    expected = [
        Counter(
            " ".join(words[i : i + n])
            for n in range(shortest, shortest + more + 1)
            for i in range(len(words) - n + 1)
        )
        for words in texts
    ]
    found = [
        {term: int(k) for term, k in zip(counts.terms, row, strict=True) if k}
        for row in counts.matrix.toarray()
    ]
    assert found == [dict(count) for count in expected]
    assert counts.terms.tolist() == sorted(set().union(*expected))


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({}, ["boat", "ferry", "snow"]),
        ({"min_df": 2}, ["ferry", "snow"]),
        ({"max_df": 0.75}, ["boat", "snow"]),
        ({"min_df": 2, "max_df": 0.5}, ["snow"]),
        ({"min_df": 5}, []),
    ],
)
def test_terms_in_too_few_or_too_many_articles_are_left_out(make_articles, options, kept):
    # ferry in 4 of 4 articles, snow in 2, boat in 1 (twice)
    table = make_articles(
        {"text": text} for text in ("ferry snow", "ferry snow", "ferry boat boat", "ferry")
    )
    assert count_terms(table, **options).terms.tolist() == kept


@pytest.fixture
def three(make_articles):
    """Three articles of two outlets: ferry in two of them, snow and boat in one each."""
    cases = [("Gull", "ferry ferry"), ("Gull", "ferry snow"), ("Hill", "boat")]
    return weigh_terms(make_articles({"outlet": o, "text": t} for o, t in cases), min_df=1)


def test_top_terms_of_a_group_weigh_most_on_average(three):
    # IDF over 3 articles: ferry ln(4 / 3) + 1 = 1.287682, snow and boat ln(4 / 2) + 1 = 1.693147.
    # First article: ferry 1. Second: length sqrt(1.287682^2 + 1.693147^2) = 2.127175, ferry .605349, snow .795961.
    # Means over the Gull's two: ferry (1 + .605349) / 2 = .802674, snow .795961 / 2 = .397981. Hill: boat 1.
    assert three.top_terms(by="outlet").to_dict("list") == {
        "outlet": ["Gull", "Gull", "Hill"],
        "rank": [1, 2, 1],
        "term": ["ferry", "snow", "boat"],
        "weight": pytest.approx([0.802674, 0.397981, 1], abs=1e-6),
        "n_articles": [2, 1, 1],
    }


def test_top_terms_of_all_articles(three):
    # ferry 1.605349 / 3, boat 1 / 3, snow .795961 / 3
    table = three.top_terms(n=2)
    assert table["term"].tolist() == ["ferry", "boat"]
    assert table["weight"].tolist() == pytest.approx([0.535116, 0.333333], abs=1e-6)


def test_terms_of_equal_weight_are_ranked_by_name(make_articles):
    table = weigh_terms(make_articles([{"text": "snow boat ferry ice"}]), min_df=1).top_terms(n=3)
    assert table["term"].tolist() == ["boat", "ferry", "ice"]


def test_articles_without_a_value_of_the_group_are_the_last_group(make_articles):
    table = make_articles([{"text": "ferry"}, {"outlet": "Gull", "text": "snow"}])
    top = weigh_terms(table, min_df=1).top_terms(by="outlet")
    assert top["term"].tolist() == ["snow", "ferry"]
    assert top["outlet"].isna().tolist() == [False, True]
    assert top["outlet"].dtype == table["outlet"].dtype
    nowhere = count_terms(table).top_terms(by="section")  # no article has one
    assert nowhere["term"].tolist() == ["ferry", "snow"]
    assert nowhere["section"].isna().all()
    with pytest.raises(ColumnMissing):
        weigh_terms(table, min_df=1).top_terms(by="mood")


def test_every_articles_weights_have_length_one_or_none(demo):
    squares = np.asarray(weigh_terms(demo).matrix.power(2).sum(axis=1)).ravel()
    assert squares == pytest.approx(np.ones(len(demo)))


def test_a_term_leads_back_to_its_sentences(make_articles):
    counts = count_terms(
        make_articles([{"title": "News", "text": "Deep snow fell. Ice."}]), ngram_range=(1, 2)
    )
    assert counts.examples("deep snow").table()["sentence"].tolist() == ["Deep snow fell."]


def test_the_description_says_what_the_numbers_are(three):
    says = (
        "TF-IDF weights of 3 terms in 3 articles. A weight says how distinctive a term is "
        "of an article, not why."
    )
    assert three.describe() == says
    assert repr(three).startswith("The 3 terms in 3 articles are “ferry”, ")


def test_terms_are_escaped_in_a_notebook(make_articles):
    table = make_articles([{"outlet": "<u>", "text": "snow"}])
    assert "<u>" not in count_terms(table)._repr_html_()


def test_the_mean_of_counts_is_called_so(make_articles):
    # snow twice in the first of two articles: 2 / 2
    counts = count_terms(make_articles([{"text": "Snow, snow"}, {"text": "A ferry sank"}]))
    assert counts.top_terms(n=1).to_dict("list") == {
        "rank": [1],
        "term": ["snow"],
        "mean_count": [1.0],
        "n_articles": [1],
    }
    says = "Counts of 4 terms in 2 articles. A count says how often a term occurs in an article."
    assert counts.describe() == says


def test_the_table_has_a_row_a_term_of_an_article(make_articles):
    table = make_articles(
        [{"article_id": "b", "text": "Snow, ice, snow"}, {"article_id": "a", "text": "ice"}]
    )
    assert count_terms(table).table().to_dict("list") == {
        "article_id": ["a", "b", "b"],
        "term": ["ice", "ice", "snow"],
        "count": [1, 1, 2],
    }
    # One term of two, as often in each: 1 / sqrt(2) were they alone; ice in both weighs 1, snow ln(3 / 2) + 1.
    weights = weigh_terms(table.head(1), min_df=1).table()
    assert list(weights) == ["article_id", "term", "weight"]
    assert weights["weight"].tolist() == pytest.approx(
        [1 / 5**0.5, 2 / 5**0.5]
    )  # counts 1 and 2, idf 1 for both
    assert count_terms(table.head(0)).table().empty


def test_examples_are_of_the_articles_that_were_counted_whatever_became_of_the_table(make_articles):
    table = make_articles([{"text": "Alpha rose."}])
    counts = count_terms(table)
    table["text"] = "zzz"
    assert counts.examples("alpha").table()["sentence"].tolist() == ["Alpha rose."]


def test_a_term_may_be_asked_for_as_it_stands_in_the_text(make_articles):
    table = make_articles([{"text": "The crew’s Low‑pay deal"}])
    counts = count_terms(table, ngram_range=(1, 2), stop_words=["the"])
    for asked in ("Crew’s low-pay", "DEAL"):
        assert counts.examples(asked).table()["sentence"].tolist() == ["The crew’s Low‑pay deal"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("The", "'The' is a stop word and was left out. Count with stop_words=None."),
        ("ferri", "There is no term 'ferri'. Did you mean 'ferry'?"),
        (3, "A term is a string such as 'ferry'; got 3."),
    ],
)
def test_a_term_that_is_not_there_is_refused_with_the_reason(make_articles, asked, says):
    counts = count_terms(make_articles([{"text": "The ferry took 3 hours"}]), stop_words=["the"])
    with pytest.raises(UnknownValue) as error:
        counts.examples(asked)
    assert str(error.value) == says


def test_two_matrices_can_be_compared_and_kept_in_a_set(make_articles):
    one, other = (count_terms(make_articles([{"text": "snow"}])) for _ in range(2))
    assert one == one
    assert one != other
    assert len({one, other}) == 2


def test_where_no_term_is_left_the_description_says_what_asked_for_it(make_articles):
    table = make_articles([{"text": "snow fell"}])
    assert weigh_terms(table).describe() == (
        "No terms were counted. No term occurs in at least 2 articles, not counting "
        "common words such as “the”."
    )
    assert (
        count_terms(table, ngram_range=(3, 3))
        .describe()
        .endswith("No sequence of 3 words was found.")
    )
    assert (
        "left" not in weigh_terms(make_articles([{"text": "…"}])).describe()
    )  # no word to begin with


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"max_df": 2}, ["boat", "snow"]),
        ({"max_df": 1}, ["boat"]),
        ({"min_df": 0.5}, ["ferry", "snow"]),
        ({"min_df": 0.75, "max_df": 4}, ["ferry"]),
    ],
)
def test_a_whole_number_is_of_articles_and_a_fraction_a_share_of_them(make_articles, options, kept):
    # ferry in 4 of 4 articles, snow in 2, boat in 1 (twice)
    table = make_articles(
        {"text": text} for text in ("ferry snow", "ferry snow", "ferry boat boat", "ferry")
    )
    assert count_terms(table, **options).terms.tolist() == kept
    assert TermVectorizer(**options).fit(table["text"]).get_feature_names_out().tolist() == kept


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"max_df": -1}, "max_df is a whole number of texts, or a share from 0.0 to 1.0; got -1."),
        ({"min_df": 1.5}, "min_df is a whole number of texts, or a share from 0.0 to 1.0; got 1.5."),
        ({"min_df": "2"}, "min_df is a whole number of texts, or a share from 0.0 to 1.0; got '2'."),
        ({"max_df": True}, "max_df is a whole number of texts, or a share from 0.0 to 1.0; got True."),
        ({"max_df": float("nan")}, "max_df is a whole number of texts, or a share from 0.0 to 1.0; got nan."),
        ({"ngram_range": (1, 2, 3)}, "ngram_range is the shortest and the longest sequence, two whole numbers such as (1, 2); got (1, 2, 3)."),
        ({"ngram_range": 2}, "ngram_range is the shortest and the longest sequence, two whole numbers such as (1, 2); got 2."),
        ({"ngram_range": (1, 1.5)}, "ngram_range is the shortest and the longest sequence, two whole numbers such as (1, 2); got (1, 1.5)."),
        ({"stop_words": ["the", 5]}, "stop_words takes only strings; got 5 among them."),
        ({"stop_words": 5}, "stop_words takes several strings, such as a list of them; got 5."),
        ({"stop_words": ["\ud800"]}, "A text holds half a character ('\\ud800'), which cannot be saved. Take it out with text.encode(errors='ignore').decode()."),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize(
    "function", [count_terms, weigh_terms, lambda t, **o: TermVectorizer(**o).fit(t["text"])]
)
def test_impossible_parameters_are_refused_by_all_that_count(articles, function, options, says):
    with pytest.raises(UnknownValue) as error:
        function(articles, **options)
    assert str(error.value) == says


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ([], "fields= is empty. Name at least one column, such as 'text'."),
        (5, "fields takes several strings, such as a list of them; got 5."),
    ],
)
@pytest.mark.parametrize(
    "function", [count_terms, find_phrases, lambda t, fields: mentioning(t, "ferry", fields=fields)]
)
def test_fields_are_names_of_columns(articles, function, fields, says):
    with pytest.raises(UnknownValue) as error:
        function(articles, fields=fields)
    assert str(error.value) == says


@pytest.mark.parametrize("n", [0, -3, 2.5, "5", True])
def test_numbers_of_rows_and_examples_are_whole_and_positive(articles, n):
    counts = count_terms(articles)
    for ask in (lambda: counts.top_terms(n=n), lambda: counts.examples("ferry", n=n)):
        with pytest.raises(UnknownValue) as error:
            ask()
        assert str(error.value) == f"n must be a whole number, 1 or more; got {n!r}."


def test_half_a_character_is_refused_in_plain_words(articles):
    broken = articles.assign(text=pd.Series(["ferry \ud83d"] * len(articles), dtype=object))
    for ask in (lambda: count_terms(broken), lambda: TermVectorizer().fit(["ferry \ud83d"])):
        with pytest.raises(UnknownValue, match=r"half a character \('\\ud83d'\)"):
            ask()


@pytest.mark.parametrize("given", [(0, 1), (2, 1), (-1, 3)], ids=str)
def test_impossible_sequences_are_refused(articles, given):
    with pytest.raises(UnknownValue) as error:
        count_terms(articles, ngram_range=given)
    assert str(error.value) == f"ngram_range needs 1 <= shortest <= longest; got {given}."


def test_a_script_without_spaces_is_refused(make_articles):
    with pytest.raises(UnspacedScript):
        weigh_terms(make_articles([{"title": "新闻", "text": "渡轮因为罢工中午停航不再返回"}]))


@pytest.mark.parametrize("function", [count_terms, weigh_terms])
def test_articles_without_words_give_an_empty_matrix(make_articles, function):
    found = function(make_articles([{"title": "…"}, {}]))
    assert found.matrix.shape == (2, 0)
    assert found.top_terms().empty
    assert isinstance(found.top_terms(by="outlet"), pd.DataFrame)


def test_a_matrix_of_terms_is_a_result(make_articles):
    # "ice" three times and "snow" once in two articles: on average 1.5 and 0.5 times.
    articles = make_articles([{"text": "ice ice snow"}, {"text": "ice"}])
    counts = count_terms(articles)
    assert counts.answer() == "The 2 terms in 2 articles are “ice” and “snow”."
    chart = counts.plot(n=1)
    assert chart.title == "The most frequent terms"
    assert chart.data.to_numpy().tolist() == [["ice", 1.5, 2]]
    assert counts.example_keys() == ["ice", "snow"]
    assert counts.examples(n=1).table()["match"].tolist() == ["ice"]
    assert counts.n_articles == 2
    assert weigh_terms(articles, min_df=1).answer().startswith("The 2 terms in 2 articles")


def test_articles_without_words_say_so(make_articles):
    counts = count_terms(make_articles([{"text": "…"}]))
    assert counts.answer() == "The articles contain no words."
    assert repr(counts.examples()) == "The articles contain no words."
    assert counts.plot().data["note"].tolist() == ["The articles contain no words."]
