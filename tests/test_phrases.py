"""Phrases: the two measures by hand and by their published formulae, and phrases counted as terms."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit import count_terms, find_phrases, load_demo_articles, weigh_terms
from mediakit.errors import UnknownValue
from mediakit.phrases.measures import log_likelihood, npmi
from mediakit.tokens import split_words, stop_words

BOTH_WAYS = pytest.mark.parametrize("way", ["pattern", "loop"])


@pytest.fixture
def salted(make_articles):
    """One article of five pairs: salt ice, ice salt, salt ice, ice salt, salt road."""
    return make_articles([{"text": "Salt, ice, salt, ice, salt road"}])


# The measures.


def test_the_measures_of_five_pairs_worked_out_by_hand(salted):
    # salt begins three pairs, ice two; ice ends two, salt two, road one. Seen, with what each word would have alone:
    # salt ice  : 2 both, 1 salt only, 0 ice only, 2 neither. G2 = 2 (2 ln(2*5/3*2) + 1 ln(1*5/3*3) + 2 ln(2*5/2*3))
    #             = 2 (1.021651 - .587787 + 1.021651) = 2.911031; NPMI = ln((2/5) / (3/5 * 2/5)) / -ln(2/5) = .510826 / .916291
    # ice salt  : 2, 0, 0, 3. G2 = 2 (2 ln(2*5/2*2) + 3 ln(3*5/3*3)) = 2 (1.832581 + 1.532477) = 6.730117; NPMI = 1
    # salt road : 1, 2, 0, 2. G2 = 2 (ln(1*5/3*1) + 2 ln(2*5/3*4) + 2 ln(2*5/2*4)) = 2 (.510826 - .364643 + .446287)
    #             = 1.184939; NPMI = ln(5/3) / ln 5 = .510826 / 1.609438
    table = find_phrases(salted, min_articles=1).table()
    assert table.to_dict("list") == {
        "phrase": ["ice salt", "salt ice", "salt road"],
        "n_articles": [1, 1, 1],
        "count": [2, 2, 1],
        "count_first": [2, 3, 3],
        "count_second": [2, 2, 1],
        "log_likelihood": pytest.approx([6.730117, 2.911031, 1.184939], abs=1e-6),
        "npmi": pytest.approx([1, 0.557493, 0.317394], abs=1e-6),
    }


def published(both, first, second, n):
    """Return likelihood ratio and NPMI of a four-fold table as nltk.metrics.association writes them out."""
    table = [both, second - both, first - both, n - first - second + both]
    expected = [(table[k] + table[k ^ 1]) * (table[k] + table[k ^ 2]) / n for k in range(4)]
    ratio = 2 * sum(
        seen * log(seen / (due + 1e-20) + 1e-20) for seen, due in zip(table, expected, strict=True)
    )
    information = log(both * n, 2) - log(first * second, 2)
    return ratio, information / -log(both / n, 2) if both < n else 1


TABLES = st.tuples(*[st.integers(0, 400)] * 3, st.integers(1, 400)).map(
    lambda t: (t[3], t[3] + t[0], t[3] + t[1], sum(t))
)


@given(st.lists(TABLES, min_size=1, max_size=5))
def test_the_measures_are_the_published_ones(tables):
    for both, first, second, n in tables:
        ratio, information = published(both, first, second, n)
        counts = [np.array([number], dtype=float) for number in (both, first, second)]
        # The ratio is a small difference of large numbers: 2,000 words lose it 12 of 16 digits.
        assert log_likelihood(*counts, n) == pytest.approx([ratio], rel=1e-8, abs=1e-8)
        assert npmi(*counts, n) == pytest.approx([information], rel=1e-8, abs=1e-8)


@given(TABLES)
def test_the_measures_keep_their_ranges_and_do_not_care_which_word_is_first(table):
    both, first, second, n = (np.array([number], dtype=float) for number in table)
    ratio, information = log_likelihood(both, first, second, n[0]), npmi(both, first, second, n[0])
    assert ratio >= 0
    assert -1 <= information <= 1
    assert log_likelihood(both, second, first, n[0]) == pytest.approx(ratio, abs=1e-8)
    assert npmi(both, second, first, n[0]) == pytest.approx(information)


def test_words_that_always_stand_together_have_an_npmi_of_one_and_independent_ones_of_zero():
    assert npmi(
        np.array([3.0, 25.0]), np.array([3.0, 50.0]), np.array([3.0, 50.0]), 100
    ) == pytest.approx([1, 0])
    assert log_likelihood(
        np.array([25.0]), np.array([50.0]), np.array([50.0]), 100
    ) == pytest.approx([0])


WORDS = st.lists(st.lists(st.sampled_from("ferry ice the low pay".split()), max_size=7), max_size=3)
ARTICLES = st.lists(
    WORDS.map(lambda lines: "\n".join(map(" ".join, lines))), min_size=1, max_size=5
)


@BOTH_WAYS
@settings(max_examples=60)
@given(ARTICLES)
def test_phrases_are_those_that_plain_python_finds(make_articles, reading_by, way, texts):
    pairs = [
        Counter(p for line in text.split("\n") for p in pairwise(line.split())) for text in texts
    ]
    count = Counter()
    for some in pairs:
        count.update(some)
    n = sum(count.values())
    expected = {}
    for (first, second), both in count.items():
        begins = sum(number for pair, number in count.items() if pair[0] == first)
        ends = sum(number for pair, number in count.items() if pair[1] == second)
        if "the" not in (first, second) and (both == n or both * n > begins * ends):
            measures = pytest.approx(published(both, begins, ends, n), abs=1e-7)
            n_articles = sum((first, second) in some for some in pairs)
            expected[f"{first} {second}"] = (n_articles, both, begins, ends, measures)
    with reading_by(way):
        phrases = find_phrases(
            make_articles({"text": text} for text in texts),
            min_articles=1,
            stop_words=[None, "the"],
        )
    found = {
        row[0]: (*row[1:5], row[5:]) for row in phrases.table().itertuples(index=False, name=None)
    }
    assert found == expected


# What is a phrase.


def test_a_phrase_neither_begins_nor_ends_with_a_stop_word(make_articles):
    table = make_articles([{"title": "Fall of snow", "text": "The deep snow fell on the road"}])

    def phrases(stop):
        return set(find_phrases(table, min_articles=1, stop_words=stop).table()["phrase"])

    # fall-of, of-snow | the-deep, deep-snow, snow-fell, fell-on, on-the, the-road
    assert phrases("english") == {"deep snow", "snow fell"}
    assert phrases([None, "Snow", "OF"]) == {"fell on", "on the", "the deep", "the road"}
    assert len(phrases(None)) == 8
    demo = (
        find_phrases(load_demo_articles(), min_articles=2, n=10_000)
        .table()["phrase"]
        .str.split(" ")
    )
    assert not stop_words("english") & {word for pair in demo for word in pair}


def test_no_phrase_reaches_from_title_to_text_nor_over_the_end_of_a_paragraph(make_articles):
    table = make_articles([{"title": "Deep snow", "text": "Ferry crews\nlow pay"}])
    assert set(find_phrases(table, min_articles=1).table()["phrase"]) == {
        "deep snow",
        "ferry crews",
        "low pay",
    }
    assert find_phrases(table, min_articles=1, fields="title").table()["phrase"].tolist() == [
        "deep snow"
    ]


def test_pairs_that_chance_would_put_together_as_often_are_left_out(make_articles):
    # a a, a b, b a, b b: each word begins two of four pairs and ends two, so that chance gives each pair once.
    table = make_articles(
        [{"text": "aa aa"}, {"text": "aa bb"}, {"text": "bb aa"}, {"text": "bb bb"}]
    )
    assert find_phrases(table, min_articles=1).table().empty


@pytest.fixture
def reprinted(articles):
    """`low pay` stands in a01 a02 a03 a05 a12; a01 and a02 are one text, a03 and a05 another: three independent."""
    return articles.assign(
        reprint_group=articles["article_id"].replace({"a02": "a01", "a05": "a03"})
    )


@pytest.mark.parametrize(
    ("reprints", "n_articles", "count"), [("collapse", 3, 3), ("keep", 5, 5), ("weight", 3, 3)]
)
def test_only_independent_articles_count(reprinted, reprints, n_articles, count):
    def low_pay(least):
        table = find_phrases(
            reprinted, min_articles=least, reprints=reprints, stop_words=None
        ).table()
        return table.set_index("phrase")[["n_articles", "count"]].T.to_dict("list").get("low pay")

    assert low_pay(1) == low_pay(n_articles) == [n_articles, count]
    assert low_pay(n_articles + 1) is None


def test_without_reprint_groups_each_article_is_independent(articles):
    assert find_phrases(articles, min_articles=5).table()["phrase"].tolist() == ["low pay"]
    assert find_phrases(articles, min_articles=6).table().empty


@pytest.mark.parametrize("measure", ["log_likelihood", "npmi"])
def test_the_strongest_phrases_come_first_and_equal_ones_by_name(articles, measure):
    table = find_phrases(articles, measure=measure, min_articles=1).table()
    order = sorted(zip(-table[measure], table["phrase"], strict=True))
    assert list(zip(-table[measure], table["phrase"], strict=True)) == order
    assert table[measure].duplicated().any()  # or this would not be about ties
    assert find_phrases(articles, measure=measure, min_articles=1, n=4).table()[
        "phrase"
    ].tolist() == [p for _, p in order[:4]]


def test_the_two_measures_prefer_different_phrases(make_articles):
    # 33 pairs. low pay: ten times, with one low tide beside. maud kerrigan: twice, and never apart. Twenty pairs once.
    # G2: 2 (10 ln 3 + ln(33/253) + 22 ln(33/23)) = 33.8 and 2 (2 ln 16.5 + 31 ln(33/31)) = 15.1
    texts = (
        ["low pay"] * 10
        + ["low tide"]
        + ["maud kerrigan"] * 2
        + [f"one{n} other{n}" for n in range(20)]
    )
    table = make_articles({"text": text} for text in texts)
    strong = find_phrases(table, min_articles=2).table()
    assert strong["phrase"].tolist() == ["low pay", "maud kerrigan"]
    assert strong["log_likelihood"].tolist() == pytest.approx([33.8, 15.1], abs=0.05)
    assert find_phrases(table, min_articles=2, measure="npmi").table()["phrase"].tolist() == [
        "maud kerrigan",
        "low pay",
    ]


# The result.


def test_a_phrase_leads_back_to_its_sentences(reprinted):
    phrases = find_phrases(reprinted, min_articles=2)
    quotes = phrases.examples("low pay").table()
    # a01 (3 March), a03 (5 March) and a12, which has no date; their reprints a02 and a05 are not quoted
    assert list(zip(quotes["article_id"], quotes["sentence"], quotes["match"], strict=True)) == [
        ("a01", "Crews blame low pay.", "low pay"),
        ("a03", "Ferry crews strike over low pay.", "low pay"),
        ("a12", "Readers wrote about low pay.", "low pay"),
    ]
    assert phrases.examples("low pay", n=1).table()["article_id"].tolist() == ["a01"]
    assert phrases.examples("Low Pay", n=1).table()["article_id"].tolist() == ["a01"]
    with pytest.raises(UnknownValue) as error:
        phrases.examples("low pays")
    assert str(error.value) == "There is no phrase 'low pays'. Did you mean 'low pay'?"


def test_a_phrase_does_not_lead_to_its_words_apart_or_with_endings(make_articles):
    table = make_articles(
        [{"text": "Low pay."}, {"text": "Low pay's end"}, {"text": "Low\npay"}, {"text": "Pay low"}]
    )
    phrases = find_phrases(table, min_articles=1, measure="npmi")
    assert phrases.examples("low pay").table()["article_id"].tolist() == ["a01"]
    assert phrases.table().set_index("phrase").loc["low pay", "n_articles"] == 1


@pytest.mark.parametrize("measure", ["log_likelihood", "npmi"])
def test_the_chart_shows_the_fifteen_strongest(articles, measure):
    phrases = find_phrases(articles, min_articles=1, measure=measure)
    assert len(phrases.table()) > 15
    chart = phrases.plot()
    pd.testing.assert_frame_equal(chart.data, phrases.table().head(15))
    assert chart.title == "Words that often appear side by side"
    axis = {"log_likelihood": "log-likelihood ratio", "npmi": "normalised mutual information"}[
        measure
    ]
    first = chart.data.iloc[0]
    assert chart.alt.startswith(f"Dot chart with 15 rows: {axis}. The highest ")
    assert f"“{first['phrase']}”" in chart.alt
    assert chart.alt.endswith(f" at {first[measure]:.3g}.")
    drawn = [label.get_text() for axes in chart.figure().axes for label in axes.get_yticklabels()]
    assert sorted(drawn) == sorted(chart.data["phrase"])


def test_the_answer_names_the_three_strongest(salted):
    assert find_phrases(salted, min_articles=1).answer() == (
        "The pairs of words most closely tied together are “ice salt” (1 article), “salt "
        "ice” (1 article) and “salt road” (1 article)."
    )


def test_the_description_says_what_was_counted_and_what_it_cannot_tell(salted):
    assert find_phrases(salted, measure="npmi", min_articles=1).describe() == (
        "A phrase is a pair of words that occur side by side, in at least 1 independent "
        "article, more often than their frequencies alone would suggest. Neither is a "
        "common word such as “the” (stop word). Those most closely tied come first, by "
        "normalised pointwise mutual information (the higher, up to 1, the more seldom the "
        "two words occur apart). The measure treats words as independent draws, which they "
        "are not in articles, so it ranks phrases but is not a significance test. Based on "
        "1 article, which was not checked for reprints."
    )


def test_the_description_says_no_stop_word_only_where_some_were_left_out_and_how_many_were_cut_off(
    salted,
):
    says = find_phrases(salted, min_articles=1, stop_words=None, n=2).method()
    assert says.startswith(
        "A phrase is a pair of words that occur side by side, in at least 1 independent article, "
        "more often than their frequencies alone would suggest. Those most closely tied"
    )
    assert says.endswith(" The first 2 of 3 phrases are kept.")
    assert "are kept" not in find_phrases(salted, min_articles=1).method()


def test_the_reason_says_what_the_pairs_fell_to(make_articles):
    # Each word begins two of four pairs and ends two, so that chance gives each pair once; aa stands in three of them.
    chance = [{"text": text} for text in ("aa aa", "aa bb", "bb aa", "bb bb")]
    none = find_phrases(make_articles(chance), min_articles=1)
    assert none.reason == (
        "No phrase was found. Of 4 pairs of words in at least 1 independent article, "
        "4 are no more frequent than chance allows."
    )
    stops = find_phrases(make_articles([{"text": "the ferry"}]), min_articles=1)
    assert stops.reason == (
        "No phrase was found. Of 1 pair of words in at least 1 independent article, 1 has a stop word."
    )
    both = find_phrases(make_articles(chance), min_articles=1, stop_words=[None, "aa"])
    assert both.reason == (
        "No phrase was found. Of 4 pairs of words in at least 1 independent article, "
        "3 have a stop word and 1 is no more frequent than chance allows."
    )
    assert find_phrases(make_articles(chance), min_articles=2).reason == (
        "No pair of words occurs in at least 2 independent articles."
    )


@pytest.mark.parametrize(
    "options", [{"n": -1}, {"n": 0}, {"min_articles": 0.5}, {"min_articles": "5"}], ids=str
)
def test_numbers_of_phrases_and_articles_are_whole_and_positive(articles, options):
    [(name, value)] = options.items()
    with pytest.raises(UnknownValue) as error:
        find_phrases(articles, **options)
    assert str(error.value) == f"{name} must be a whole number, 1 or more; got {value!r}."


def test_a_long_result_says_that_it_goes_on(articles):
    phrases = find_phrases(articles, min_articles=1)
    n = len(phrases.table())
    assert n > 20
    assert repr(phrases).endswith(f"\n{n - 20} more rows: see table().")
    assert "more rows" not in repr(find_phrases(articles, min_articles=1, n=20))


def test_where_no_phrase_is_found_the_result_says_why(articles):
    phrases = find_phrases(articles, min_articles=7)
    reason = "No pair of words occurs in at least 7 independent articles."
    assert phrases.table().empty
    assert list(phrases.table()) == list(find_phrases(articles).table())
    assert phrases.answer() == reason
    assert phrases.plot().data["note"].tolist() == [reason]
    assert find_phrases(articles.head(0)).table().empty


def test_an_unknown_measure_is_refused(articles):
    with pytest.raises(UnknownValue) as error:
        find_phrases(articles, measure="pmi")
    assert str(error.value) == "There is no measure 'pmi'. Did you mean 'npmi'?"


# Phrases counted as terms.


def counted(matrix):
    """Return the terms of each article with their counts."""
    rows = matrix.matrix.toarray()
    return [{term: int(n) for term, n in zip(matrix.terms, row, strict=True) if n} for row in rows]


@BOTH_WAYS
@pytest.mark.parametrize(
    ("text", "phrases", "terms"),
    [
        ("Low pay, low tide, pay", ["low pay"], {"low pay": 1, "low": 1, "tide": 1, "pay": 1}),
        ("low pay low pay", ["low pay"], {"low pay": 2}),
        ("low pay", "low pay", {"low pay": 1}),
        ("low pay", ["Low  PAY"], {"low pay": 1}),
        ("aa bb cc", ["aa bb", "bb cc"], {"aa bb": 1, "cc": 1}),  # the first wins
        ("aa bb cc", ["bb cc", "aa bb"], {"aa bb": 1, "cc": 1}),  # in the text, not in the list
        ("aa bb cc", ["aa bb", "aa bb cc"], {"aa bb cc": 1}),  # the longest
        ("aa bb cc dd", ["aa bb", "bb cc", "cc dd"], {"aa bb": 1, "cc dd": 1}),
        ("aa aa aa", ["aa aa"], {"aa aa": 1, "aa": 1}),
        ("aa\nbb. bb\n\naa", ["aa bb", "bb aa"], {"aa": 2, "bb": 2}),  # not over a paragraph
        ("low pays, lower pay", ["low pay"], {"low": 1, "pays": 1, "lower": 1, "pay": 1}),
        ("low pay's end", ["low pay"], {"low": 1, "pay's": 1, "end": 1}),
        ("ferry", ["low pay"], {"ferry": 1}),
        ("the ferry", [], {"the": 1, "ferry": 1}),
    ],
)  # fmt: skip
def test_a_phrase_is_one_term_and_its_words_there_are_none(
    make_articles, reading_by, way, text, phrases, terms
):
    with reading_by(way):
        matrix = count_terms(make_articles([{"text": text}]), phrases=phrases)
        assert counted(matrix) == [terms]
    assert matrix.n_words.tolist() == [
        len(split_words(text))
    ]  # words of the article, however they are counted


@BOTH_WAYS
@pytest.mark.parametrize(
    ("text", "phrase", "term"),
    [
        ("The crew’s pay", "crew’s pay", "crew's pay"),
        ("The crew's pay", "crew’s pay", "crew's pay"),
        ("The U.S. Senate met", "U.S. Senate", "u.s senate"),
        ("Low‑pay deal", "low‑pay deal", "low-pay deal"),
        ("cafe\u0301 owner", "cafe\u0301 owner", "café owner"),
        ("Οδός ΣΊΣΥΦΟΣ", "Οδός Σίσυφος", "οδός σίσυφος"),
        ("İzmir ferry", "İzmir ferry", "izmir ferry"),
    ],
)
def test_a_phrase_of_ones_own_is_read_as_the_texts_are(
    make_articles, reading_by, way, text, phrase, term
):
    with reading_by(way):
        [terms] = counted(count_terms(make_articles([{"text": text}]), phrases=[phrase]))
    assert terms.get(term) == 1
    assert not set(term.split()) & set(terms)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (lambda found: found.table(), "Expected phrases, got a table. Give what find_phrases returned, without table()."),
        (lambda _: ["low pa*"], "A phrase to count cannot have stars; got 'low pa*'. List each of its forms."),
        (lambda _: ["low-pay"], "A phrase has two words or more; got 'low-pay'. Single words are counted anyway."),
        (lambda _: "…", "A phrase has two words or more; got '…'. Single words are counted anyway."),
        (lambda _: [3], "phrases takes only strings; got 3 among them."),
        (lambda _: None, "phrases takes several strings, such as a list of them; got None."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("function", [count_terms, weigh_terms])
def test_what_is_no_phrase_is_refused(articles, function, given, says):
    with pytest.raises(UnknownValue) as error:
        function(articles, phrases=given(find_phrases(articles)))
    assert str(error.value) == says


def test_phrases_that_are_not_found_are_named(articles):
    lost = [f"no phrase{letter}" for letter in "abcdefg"]
    says = count_terms(articles, phrases=["low pay", *lost[:2]]).describe()
    assert says.endswith(" Phrases not found: 'no phrasea' and 'no phraseb'.")
    says = count_terms([articles.head(3), articles.tail(9)], phrases=lost, min_df=99).describe()
    assert (
        "found: 'no phrasea', 'no phraseb', 'no phrasec', 'no phrased', 'no phrasee' and 2 more."
    ) in says
    assert "found" not in count_terms(articles, phrases=["low pay"], min_df=6).describe()


def test_a_word_that_was_not_counted_in_a_phrase_is_not_shown_in_it(make_articles):
    table = make_articles(
        [{"text": "The prime minister spoke. A minister left. Prime and ministers."}]
    )
    matrix = count_terms(table, phrases=["prime minister"])
    assert matrix.examples("minister").table()["sentence"].tolist() == ["A minister left."]
    assert matrix.examples("prime").table()["sentence"].tolist() == ["Prime and ministers."]
    quotes = matrix.examples("prime minister").table()
    assert quotes[["sentence", "match"]].to_numpy().tolist() == [
        ["The prime minister spoke.", "prime minister"]
    ]


def test_a_sequence_with_a_phrase_in_it_is_shown_whole(make_articles):
    table = make_articles([{"text": "Low pay. The deal of low pay of crews failed. Pay."}])
    matrix = count_terms(table, phrases=["low pay"], stop_words=["of", "the"], ngram_range=(1, 3))
    [quote] = (
        matrix.examples("deal low pay crews").table()[["sentence", "match"]].to_numpy().tolist()
    )
    assert quote == ["The deal of low pay of crews failed.", "deal of low pay of crews"]
    assert matrix.examples("pay").table()["match"].tolist() == ["Pay"]


def test_an_apostrophe_before_a_phrase_is_no_part_of_it(make_articles):
    table = make_articles([{"text": "The ʼokina mark"}, {"text": "An ʼokina mark"}])
    found = find_phrases(table, min_articles=2)
    assert found.table()["phrase"].tolist() == ["okina mark"]
    matrix = count_terms(table, phrases=found)
    assert matrix.terms.tolist() == ["an", "okina mark", "the"]


def test_phrases_that_were_found_are_counted(articles):
    phrases = find_phrases(articles, min_articles=5)
    matrix = count_terms(articles, phrases=phrases)
    column = matrix.terms.tolist().index("low pay")
    assert matrix.matrix[:, [column]].toarray().ravel().tolist() == [
        1,
        1,
        1,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        1,
    ]
    assert {"low", "pay"}.isdisjoint(matrix.terms)
    assert (count_terms(articles, phrases=["low pay"]).matrix != matrix.matrix).nnz == 0


def test_a_phrase_is_weighed_as_one_term(articles):
    # low pay in 5 of 12 articles: idf ln(13 / 6) + 1 = 1.773190; readers, wrote (about is a stop word), letters in one:
    # ln(13 / 2) + 1 = 2.871802; ferry in 7: ln(13 / 8) + 1 = 1.485508. a12: ferry letters readers wrote low-pay.
    weights = weigh_terms(articles, phrases=["low pay"], min_df=1)
    squares = 1.485508**2 + 3 * 2.871802**2 + 1.773190**2
    row = dict(zip(weights.terms, weights.matrix.toarray()[-1], strict=True))
    assert row["low pay"] == pytest.approx(1.773190 / squares**0.5, abs=1e-6)
    assert "pay" not in row


def test_phrases_are_joined_before_stop_words_are_dropped(make_articles):
    table = make_articles([{"text": "A state of emergency in the state of Gull"}])
    matrix = count_terms(table, phrases=["state of emergency"], stop_words="english")
    assert counted(matrix) == [{"state of emergency": 1, "state": 1, "gull": 1}]


@BOTH_WAYS
@pytest.mark.parametrize("stop", [None, "english"])
def test_a_counted_phrase_leads_back_to_its_sentences(make_articles, reading_by, way, stop):
    table = make_articles(
        [{"title": "News", "text": "It rained. A state of emergency began. Low pay."}]
    )
    with reading_by(way):
        matrix = count_terms(table, phrases=["state of emergency", "low pay"], stop_words=stop)
        assert matrix.examples("low pay").table()["sentence"].tolist() == ["Low pay."]
        assert matrix.examples("state of emergency").table()["sentence"].tolist() == [
            "A state of emergency began."
        ]


@BOTH_WAYS
def test_sequences_are_formed_of_phrases_and_words_in_alphabetical_order(
    make_articles, reading_by, way
):
    with reading_by(way):
        matrix = count_terms(
            make_articles([{"text": "Low pay deal. Low zebra"}]),
            phrases=["low pay"],
            ngram_range=(1, 2),
        )
    assert counted(matrix) == [
        {
            "low pay": 1,
            "deal": 1,
            "low": 1,
            "zebra": 1,
            "low pay deal": 1,
            "deal low": 1,
            "low zebra": 1,
        }
    ]
    assert matrix.terms.tolist() == [
        "deal",
        "deal low",
        "low",
        "low pay",
        "low pay deal",
        "low zebra",
        "zebra",
    ]


@BOTH_WAYS
def test_a_phrase_and_the_sequence_of_its_words_over_a_stop_word_are_one_term(
    make_articles, reading_by, way
):
    # The first text has the phrase; the second and the third have its words around a stop word. The last has both.
    texts = [
        "The prime minister spoke",
        "prime the minister",
        "prime of minister",
        "prime minister, prime of minister",
    ]
    table = make_articles({"text": text} for text in texts)
    options = {"stop_words": ["the", "of"], "ngram_range": (1, 2), "phrases": ["prime minister"]}
    with reading_by(way):
        for articles in (table, [table.head(1), table.tail(3)]):
            matrix = count_terms(articles, **options)
            assert len(set(matrix.terms)) == len(matrix.terms)
            column = matrix.terms.tolist().index("prime minister")
            assert matrix.matrix[:, [column]].toarray().ravel().tolist() == [1, 1, 1, 2]
            # In all four: more than three quarters, and not fewer than four.
            assert "prime minister" not in count_terms(articles, max_df=0.75, **options).terms
            assert "prime minister" in count_terms(articles, min_df=4, **options).terms


@settings(max_examples=60)
@given(ARTICLES, st.sampled_from([0, 1, 2]), st.sampled_from([(1, 1), (1, 2)]))
def test_both_ways_of_counting_join_phrases_alike(
    make_articles, reading_by, texts, least, ngram_range
):
    table, found = make_articles({"text": text} for text in texts), []
    for way in ("pattern", "loop"):
        with reading_by(way):
            matrix = count_terms(
                table,
                phrases=["low pay", "ferry ice", "ice the"],
                min_df=least,
                ngram_range=ngram_range,
            )
        found.append(
            (matrix.terms.tolist(), matrix.matrix.toarray().tolist(), matrix.n_words.tolist())
        )
    assert found[0] == found[1]


def join(words, phrases):
    """Return the words with each phrase as one, from left to right, the longest first."""
    joined = []
    while words:
        n = max((len(p) for p in phrases if words[: len(p)] == p), default=1)
        joined.append(" ".join(words[:n]))
        words = words[n:]
    return joined


@settings(max_examples=60)
@given(
    ARTICLES,
    st.sets(
        st.lists(st.sampled_from("ferry ice the low pay".split()), min_size=2, max_size=4).map(
            tuple
        ),
        max_size=4,
    ),
)
def test_phrases_are_joined_as_plain_python_joins_them(make_articles, texts, phrases):
    matrix = count_terms(
        make_articles({"text": text} for text in texts), phrases=map(" ".join, phrases)
    )
    split = [list(phrase) for phrase in phrases]
    expected = [
        Counter(term for line in text.split("\n") for term in join(line.split(), split))
        for text in texts
    ]
    assert counted(matrix) == [dict(count) for count in expected]
