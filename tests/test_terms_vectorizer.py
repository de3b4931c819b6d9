"""The vectorizer: scikit-learn's terms and weights to the last bits but four, as scikit-learn's own estimator."""

from __future__ import annotations

import gzip
import json
import pickle
import re
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks
from sklearn.utils.validation import validate_data

from mediakit import TermVectorizer, load_demo_articles, weigh_terms
from mediakit.errors import UnknownValue
from mediakit.terms import blocks, term_counts
from mediakit.terms.keying import Keying
from mediakit.tokens import join_fields, tokenize

#: By pattern and numpy, and by the compiled loops in one thread and in two.
WAYS = pytest.mark.parametrize(("way", "n_jobs"), [("pattern", None), ("loop", 1), ("loop", 2)])

WORDS = (
    "ferry ice it's the of and fire said crew low-pay U.S. strike_fund 3.14 a1 snow Snow SNOW harbour crews pay "
    "naïve École cafe\u0301 Straße İstanbul ﬁne ΟΔΟΣ οδός Σίσυφος Київ паром Ёлка صباح مُحَمَّد שלום עִברית हिन्दी नाव "
    "เรือ 서울 \u1112\u1161\u11ab 渡轮 今日 フェリー 𝐀𝖟 \U00010400\U00010428 ٣٤ 🚢 internationalisation internationalism"
).split()


def in_words(options):
    """Return the id of a test: the same in every process, sets in order."""
    if isinstance(options, dict):
        return str({name: in_words(value) for name, value in options.items()})
    if isinstance(options, set):
        return str(sorted(options))
    return re.sub(" object at 0x[0-9a-f]+", "", str(options))


def invent(n_texts, seed):
    """Return texts in ten scripts, common words far more often than rare ones, some without any word."""
    generator = np.random.default_rng(seed)
    shares = 1 / np.arange(1, len(WORDS) + 1)
    texts = []
    for length in generator.integers(0, 60, n_texts):
        words = generator.choice(WORDS, length, p=shares / shares.sum())
        texts.append(
            "".join(
                f"{word}{sign}"
                for word, sign in zip(words, generator.choice([*"  .\n"], length), strict=True)
            )
        )
    return texts


TEXTS = [*invent(60, seed=1), "once only ferry"]
OTHERS = [*invent(25, seed=2), "unknown words alone", "", "ferry unknown ice ferry"]
TERMS = ["snow", "ferry", "zebra", "ice", "the snow", "паром", "of"]

OPTIONS = [
    {},
    *[{"ngram_range": lengths} for lengths in ((1, 2), (2, 2), (1, 3), (2, 4))],
    *[{"min_df": df} for df in (2, 5, 0.1)],
    *[{"max_df": df} for df in (1, 10, 0.2)],
    {"min_df": 2, "max_df": 0.5, "ngram_range": (1, 2)},
    *[{"max_features": n} for n in (1, 7, 40, 10_000)],
    {"max_features": 60, "ngram_range": (1, 3), "min_df": 2, "binary": True},
    {"stop_words": ["the", "ferry", "паром"]},
    {"stop_words": "english", "ngram_range": (1, 2)},
    {"vocabulary": TERMS},
    {"vocabulary": TERMS, "ngram_range": (1, 2)},
    {"vocabulary": set(TERMS), "ngram_range": (2, 3)},
    {"vocabulary": {term: 6 - n for n, term in enumerate(TERMS)}, "ngram_range": (1, 2)},
    {"binary": True},
    {"sublinear_tf": True},
    {"norm": "l1"},
    {"norm": None},
    {"use_idf": False},
    {"smooth_idf": False},
    {"ngram_range": (1, 2), "sublinear_tf": True, "norm": "l1", "smooth_idf": False, "min_df": 2},
    {"binary": True, "norm": None, "use_idf": False, "max_df": 0.6},
]  # fmt: skip


@cache
def learned(number):
    """Return scikit-learn's vectorizer with the options of that number, fitted, and its matrix."""
    vectorizer = TfidfVectorizer(**OPTIONS[number])
    return vectorizer, vectorizer.fit_transform(TEXTS)


def assert_same_matrix(found, expected):
    expected = expected.tocsr().copy()
    expected.sort_indices()
    assert found.shape == expected.shape
    assert np.array_equal(found.indptr, expected.indptr)
    assert np.array_equal(found.indices, expected.indices)
    np.testing.assert_allclose(found.data, expected.data, rtol=1e-12, atol=0)


@WAYS
@pytest.mark.parametrize(
    "number", range(len(OPTIONS)), ids=lambda number: in_words(OPTIONS[number])
)
def test_terms_and_weights_are_scikit_learns(reading_by, number, way, n_jobs):
    theirs, matrix = learned(number)
    with reading_by(way):
        mine = TermVectorizer(token_rule="sklearn", n_jobs=n_jobs, **OPTIONS[number])
        assert_same_matrix(mine.fit_transform(TEXTS), matrix)
        assert mine.get_feature_names_out().tolist() == theirs.get_feature_names_out().tolist()
        assert mine.vocabulary_ == theirs.vocabulary_
        if mine.use_idf:
            np.testing.assert_allclose(mine.idf_, theirs.idf_, rtol=1e-12)
        again = TermVectorizer(token_rule="sklearn", n_jobs=n_jobs, **OPTIONS[number]).fit(TEXTS)
        assert_same_matrix(again.transform(TEXTS), matrix)
        assert_same_matrix(again.transform(OTHERS), theirs.transform(OTHERS))


COUNTED = [o for o in OPTIONS if not {"sublinear_tf", "norm", "use_idf", "smooth_idf"} & set(o)]


@WAYS
@pytest.mark.parametrize("options", COUNTED, ids=in_words)
def test_without_idf_and_norm_the_numbers_are_scikit_learns_counts(
    reading_by, options, way, n_jobs
):
    theirs = CountVectorizer(**options)
    matrix = theirs.fit_transform(TEXTS)
    with reading_by(way):
        mine = TermVectorizer(
            token_rule="sklearn", use_idf=False, norm=None, n_jobs=n_jobs, **options
        )
        found = mine.fit_transform(TEXTS)
        assert_same_matrix(found, matrix)
        assert np.array_equal(found.data, np.round(found.data))
        assert_same_matrix(mine.transform(OTHERS), theirs.transform(OTHERS))
    assert mine.get_feature_names_out().tolist() == theirs.get_feature_names_out().tolist()


ANY_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "ngram_range": st.sampled_from([(1, 1), (1, 2), (2, 2), (1, 3), (3, 5)]),
        "min_df": st.sampled_from([1, 2, 3, 0.0, 0.3, 1.0]),
        "max_df": st.sampled_from([1, 2, 0.5, 1.0]),
        "max_features": st.integers(1, 12),
        "stop_words": st.just(["bb", "cc"]),
        "binary": st.booleans(),
        "sublinear_tf": st.booleans(),
        "norm": st.sampled_from(["l1", "l2", None]),
        "use_idf": st.booleans(),
        "smooth_idf": st.booleans(),
    },
)
FEW_WORDS = st.lists(
    st.lists(st.sampled_from("aa bb BB cc cc-dd e ΑΣ".split()), max_size=9).map(" ".join),
    max_size=7,
)


@settings(max_examples=150)
@given(FEW_WORDS, FEW_WORDS, ANY_OPTIONS, st.sampled_from(["pattern", "loop"]))
def test_any_options_give_what_scikit_learn_gives_or_an_error_where_it_has_one(
    reading_by, texts, others, options, way
):
    theirs, mine = (
        TfidfVectorizer(**options),
        TermVectorizer(token_rule="sklearn", n_jobs=2, **options),
    )
    try:
        matrix = theirs.fit_transform(texts)
    except ValueError:
        with reading_by(way), pytest.raises(UnknownValue):
            mine.fit_transform(texts)
        return
    with reading_by(way):
        assert_same_matrix(mine.fit_transform(texts), matrix)
        assert mine.vocabulary_ == theirs.vocabulary_
        if others:
            assert_same_matrix(mine.transform(others), theirs.transform(others))


@pytest.mark.parametrize("n_jobs", [1, 2, 5])
@pytest.mark.parametrize("ngram_range", [(1, 1), (1, 2), (2, 3)], ids=str)
def test_the_size_of_blocks_and_partitions_does_not_matter(
    reading_by, monkeypatch, ngram_range, n_jobs
):
    monkeypatch.setattr(blocks, "BLOCK", 50)
    monkeypatch.setattr(blocks, "PARTITION", 30)
    monkeypatch.setattr(blocks, "PER_ROW", 0)
    monkeypatch.setattr(term_counts, "BLOCK", 40)
    theirs, mine = (
        TfidfVectorizer(ngram_range=ngram_range),
        TermVectorizer(token_rule="sklearn", ngram_range=ngram_range),
    )
    with reading_by("loop"):
        assert_same_matrix(
            mine.set_params(n_jobs=n_jobs).fit_transform(TEXTS), theirs.fit_transform(TEXTS)
        )
        assert_same_matrix(mine.transform(OTHERS), theirs.transform(OTHERS))


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_tables_of_terms_grow(reading_by, n_jobs):
    # 20,000 words and as many pairs in one partition, where the first table has room for 2,048; and one long row of
    # words in no order, so that it is sorted by digits.
    words = [f"w{n}" for n in np.random.default_rng(4).permutation(20_000)]
    texts = [
        " ".join(words),
        " ".join(words[:500] * 3),
        *(" ".join(words[n : n + 9]) for n in range(0, 900, 9)),
    ]
    theirs, mine = (
        TfidfVectorizer(ngram_range=(1, 2)),
        TermVectorizer(token_rule="sklearn", ngram_range=(1, 2), n_jobs=n_jobs),
    )
    with reading_by("loop"):
        assert_same_matrix(mine.fit_transform(texts), theirs.fit_transform(texts))
    assert np.array_equal(mine.get_feature_names_out(), theirs.get_feature_names_out())


CORPORA = ["bbc_topics", "frames_narrative", "frames_sentences", "quotes_dev", "same_event_dev", "uk_immigration_2014", "ukraine_2022_dev", "us_politics_dev"]  # fmt: skip
#: Characters of a corpus that are compared, its articles taken evenly: scikit-learn needs a second for 3 million words
#: and for half a million pairs.
MOST = {(1, 1): 8e6, (1, 2): 2.5e6}


@pytest.mark.parametrize("ngram_range", list(MOST), ids=str)
@pytest.mark.parametrize("corpus", CORPORA)
def test_terms_and_weights_of_real_articles_are_scikit_learns(
    shared, reading_by, corpus, ngram_range
):
    with gzip.open(shared / f"data/{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] or "" for line in lines]
    texts = texts[:: int(sum(map(len, texts)) / MOST[ngram_range]) + 1]
    cut = len(texts) * 3 // 4
    theirs, mine = (
        TfidfVectorizer(ngram_range=ngram_range),
        TermVectorizer(token_rule="sklearn", ngram_range=ngram_range),
    )
    matrix, rest = theirs.fit_transform(texts[:cut]), theirs.transform(texts[cut:])
    with reading_by("loop"):
        assert_same_matrix(mine.fit_transform(texts[:cut]), matrix)
        assert_same_matrix(mine.transform(texts[cut:]), rest)
    assert np.array_equal(mine.get_feature_names_out(), theirs.get_feature_names_out())


# The rule `words`.


@pytest.mark.parametrize("way", ["pattern", "loop"])
def test_sequences_do_not_reach_over_the_end_of_a_paragraph(reading_by, way):
    texts = ["Snow fell.\nAll day.\n\nIt’s cold", "day it's"]
    with reading_by(way):
        mine = TermVectorizer(ngram_range=(2, 3)).fit(texts)
        assert mine.get_feature_names_out().tolist() == [
            "all day",
            "day it's",
            "it's cold",
            "snow fell",
        ]
        # By scikit-learn's rule a text is one paragraph, as it is there.
        theirs = TermVectorizer(ngram_range=(2, 2), token_rule="sklearn").fit(texts)
    assert theirs.get_feature_names_out().tolist() == [
        "all day",
        "day it",
        "fell all",
        "it cold",
        "snow fell",
    ]


@pytest.mark.parametrize("way", ["pattern", "loop"])
@pytest.mark.parametrize(
    "options", [{}, {"ngram_range": (1, 3)}, {"sublinear_tf": True, "max_df": 0.3}], ids=str
)
def test_the_weights_are_those_of_weigh_terms(reading_by, way, options):
    articles = load_demo_articles().sort_values("article_id")
    with reading_by(way):
        weights = weigh_terms(articles, **options)
        vectorizer = TermVectorizer(min_df=2, stop_words="english", **options)
        assert_same_matrix(vectorizer.fit_transform(join_fields(articles)), weights.matrix)
    assert vectorizer.get_feature_names_out().tolist() == weights.terms.tolist()


def test_stop_words_and_missing_texts_by_the_rule_words():
    vectorizer = TermVectorizer(stop_words=["Crew’s", "isn't"], use_idf=False, norm=None)
    counts = vectorizer.fit_transform(["The crew's ferry isn’t", None, "ferry Ferry"])
    assert vectorizer.get_feature_names_out().tolist() == ["ferry", "the"]
    assert counts.toarray().tolist() == [[1, 1], [0, 0], [2, 0]]
    # mediakit's own list holds words with an apostrophe, scikit-learn's does not
    assert TermVectorizer(stop_words="english").fit(["isn't ferry"]).vocabulary_ == {"ferry": 0}


@pytest.mark.parametrize("way", ["pattern", "loop"])
@pytest.mark.parametrize(
    ("n", "kept"), [(1, ["crew"]), (2, ["crew", "boat"]), (3, ["crew", "boat", "ferry"])]
)
def test_of_equally_frequent_terms_the_first_in_the_alphabet_are_kept(reading_by, way, n, kept):
    # crew 3 times, boat and ferry and ice twice, zinc once
    texts = ["ice ferry crew zinc", "crew boat ferry", "boat ice crew"]
    with reading_by(way):
        assert TermVectorizer(max_features=n).fit(texts).get_feature_names_out().tolist() == sorted(
            kept
        )


# An estimator as scikit-learn wants it.


class OfNumbers(TermVectorizer):
    """The vectorizer over tables of numbers, each number a word: what scikit-learn's checks feed to every estimator.

    scikit-learn checks no estimator of texts, but skips it. What this class adds is that the table is looked at first,
    as every estimator of tables does; all that the checks find beyond that, they find in the vectorizer.
    """

    def fit(self, X, y=None):
        return super().fit(self._as_texts(X, reset=True))

    def fit_transform(self, X, y=None):
        return super().fit_transform(self._as_texts(X, reset=True))

    def transform(self, X):
        if self.__sklearn_is_fitted__():
            return super().transform(self._as_texts(X, reset=False))
        return super().transform(X)

    def _as_texts(self, X, *, reset):
        table = validate_data(self, X, reset=reset)
        return [" ".join(f"c{column}v{value}" for column, value in enumerate(row)) for row in table]

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = True
        return tags


@parametrize_with_checks(
    [OfNumbers(), OfNumbers(token_rule="sklearn", ngram_range=(1, 2), norm=None)], xfail_strict=True
)
def test_scikit_learns_own_checks_hold(estimator, check):
    check(estimator)


def test_the_tags_say_that_it_reads_texts():
    tags = TermVectorizer().__sklearn_tags__()
    assert (tags.input_tags.string, tags.input_tags.two_d_array, tags.requires_fit) == (
        True,
        False,
        True,
    )
    assert tags.target_tags.required is False


def test_parameters_are_cloned_got_and_set():
    vectorizer = TermVectorizer(ngram_range=(1, 2), vocabulary=["ice"], stop_words=["the"])
    copied = clone(vectorizer.fit(["ice"]))
    assert copied.get_params() == vectorizer.get_params()
    assert not hasattr(copied, "terms_")
    assert copied.set_params(min_df=3).min_df == 3
    with pytest.raises(ValueError, match="Invalid parameter 'max_terms'"):
        copied.set_params(max_terms=3)


SNOW, FERRY = (
    ["deep snow fell", "snow on the hill", "snow all day"],
    ["the ferry sank", "ferry crews", "late ferry"],
)
Y = [0, 0, 0, 1, 1, 1]


def test_it_stands_before_a_classifier_in_a_pipeline():
    pipeline = make_pipeline(TermVectorizer(), LogisticRegression()).fit([*SNOW, *FERRY], Y)
    assert pipeline.predict(["more snow", "a ferry", "snow snow"]).tolist() == [0, 1, 0]
    assert pipeline[:-1].get_feature_names_out().tolist()[:3] == ["all", "crews", "day"]


def test_a_grid_search_goes_over_its_parameters():
    pipeline = make_pipeline(TermVectorizer(), LogisticRegression())
    grid = {
        "termvectorizer__ngram_range": [(2, 2), (1, 1)],
        "termvectorizer__token_rule": ["words", "sklearn"],
    }
    search = GridSearchCV(pipeline, grid, cv=3, error_score="raise").fit([*SNOW, *FERRY], Y)
    # Each text has snow or ferry in it; no two words stand side by side in two texts, so pairs tell nothing.
    assert search.best_params_["termvectorizer__ngram_range"] == (1, 1)
    assert search.cv_results_["mean_test_score"].tolist() == [0.5, 0.5, 1, 1]


@WAYS
def test_it_goes_through_pickle(reading_by, way, n_jobs):
    with reading_by(way):
        vectorizer = TermVectorizer(ngram_range=(1, 2), n_jobs=n_jobs).fit(TEXTS)
        again = pickle.loads(pickle.dumps(vectorizer))  # noqa: S301 (our own)
        assert again.get_feature_names_out().tolist() == vectorizer.get_feature_names_out().tolist()
        assert (again.transform(OTHERS) != vectorizer.transform(OTHERS)).nnz == 0


def test_a_second_fit_forgets_the_first():
    vectorizer = TermVectorizer(ngram_range=(1, 2)).fit(["snow fell"])
    assert vectorizer.vocabulary_ == {"fell": 0, "snow": 1, "snow fell": 2}
    vectorizer.fit(["ice", "ferry"])
    assert vectorizer.vocabulary_ == {"ferry": 0, "ice": 1}
    assert len(vectorizer.idf_) == 2
    assert vectorizer.transform(["snow ice"]).toarray().tolist() == [[0, 1]]


def test_a_second_fit_without_idf_leaves_none_of_the_first():
    vectorizer = TermVectorizer().fit(["snow fell"]).set_params(use_idf=False).fit(["ice"])
    assert not hasattr(vectorizer, "idf_")


def test_what_is_given_is_not_changed():
    vocabulary, stop, texts = {"ice": 0, "snow": 1}, ["the"], ["snow the ice", "ice"]
    TermVectorizer(vocabulary=vocabulary, stop_words=stop).fit_transform(texts)
    assert (vocabulary, stop, texts) == ({"ice": 0, "snow": 1}, ["the"], ["snow the ice", "ice"])


@pytest.mark.parametrize(
    "kind",
    [
        iter, tuple, np.array, lambda t: np.array(t, dtype=object), pd.Series, lambda t: pd.Series(t, dtype=object),
        lambda t: pd.Series(t, dtype="category"), lambda t: pd.Series(t, dtype=pd.ArrowDtype(pa.string())),
        lambda t: pd.Series(t, index=[7, 7, 3]), pa.array, lambda t: pa.array(t, type=pa.large_string()),
        lambda t: pa.chunked_array([t[:1], t[1:]]), lambda t: pa.array(["x", *t, "y"]).slice(1, 3),
    ],
    ids=["generator", "tuple", "numpy", "numpy of objects", "Series", "Series of objects", "Series of categories", "Series of Arrow", "odd index", "Arrow", "large Arrow", "chunked Arrow", "sliced Arrow"],
)  # fmt: skip
@pytest.mark.parametrize("way", ["pattern", "loop"])
def test_texts_may_come_in_any_shape(reading_by, kind, way):
    texts = ["snow fell", "ice", "snow"]
    # ice in the second text, fell and snow in the first, snow in the third: fell 0, ice 1, snow 2
    vectorizer = TermVectorizer(use_idf=False, norm=None)
    with reading_by(way):
        assert vectorizer.fit_transform(kind(texts)).toarray().tolist() == [
            [1, 0, 1],
            [0, 1, 0],
            [0, 0, 1],
        ]
        assert vectorizer.transform(kind(texts)).toarray().tolist() == [
            [1, 0, 1],
            [0, 1, 0],
            [0, 0, 1],
        ]


def test_weights_worked_out_by_hand():
    # Two texts; fell in one, snow in both: idf ln(3 / 2) + 1 = 1.405465 and ln(3 / 3) + 1 = 1.
    # First text: fell 1.405465, snow 1, length sqrt(1.975332 + 1) = 1.724915.
    vectorizer = TermVectorizer()
    weights = vectorizer.fit_transform(["snow fell", "snow"]).toarray()
    assert vectorizer.idf_ == pytest.approx([1.405465, 1], abs=1e-6)
    assert weights[0] == pytest.approx([0.814802, 0.579739], abs=1e-6)
    assert weights[1].tolist() == [0, 1]


@pytest.mark.parametrize("way", ["pattern", "loop"])
def test_texts_without_a_known_word_and_no_texts_at_all_have_no_weights(reading_by, way):
    with reading_by(way):
        vectorizer = TermVectorizer().fit(["snow fell"])
        assert vectorizer.transform(["zebra", "", None]).toarray().tolist() == [[0, 0]] * 3
        assert vectorizer.transform([]).shape == (0, 2)


@pytest.mark.parametrize("way", ["pattern", "loop"])
def test_a_given_vocabulary_needs_no_text_that_has_it(reading_by, way):
    with reading_by(way):
        vectorizer = TermVectorizer(vocabulary=["snow", "ice"])
        assert vectorizer.fit_transform(["", "…"]).toarray().tolist() == [[0, 0]] * 2
        assert vectorizer.transform(["ice"]).toarray().tolist() == [[0, 1]]


@pytest.mark.parametrize("way", ["pattern", "loop"])
def test_minus_one_job_is_a_thread_for_each_processor_as_everywhere_in_scikit_learn(
    reading_by, way
):
    with reading_by(way):
        one, every = (
            TermVectorizer(ngram_range=(1, 2), n_jobs=1),
            TermVectorizer(ngram_range=(1, 2), n_jobs=-1),
        )
        assert (one.fit_transform(TEXTS) != every.fit_transform(TEXTS)).nnz == 0


@pytest.mark.parametrize("way", ["pattern", "loop"])
@pytest.mark.parametrize("texts", [["snow", "ice"], ["snow\nice", ""]], ids=str)
def test_texts_too_short_for_any_sequence_have_no_term(reading_by, way, texts):
    with reading_by(way), pytest.raises(UnknownValue) as error:
        TermVectorizer(ngram_range=(2, 3)).fit(texts)
    assert str(error.value) == "These texts contain no words, or only stop words."


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ("one text", "Expected several texts, such as a list or a column of strings; got a str."),
        (
            pd.DataFrame({"text": ["a"]}),
            "Expected several texts, such as a list or a column of strings; got a DataFrame. Give one of its columns, such as articles['text'].",
        ),
        ([1, 2], "Expected texts as strings: "),
        (np.array([1.5]), "Expected texts as strings: "),
        (pd.Series([1, 2]), "Expected texts as strings: "),
        (pa.array([1, 2]), "Expected texts as strings"),
        (pa.chunked_array([[1, 2]]), "Expected texts as strings"),
    ],
    ids=["a string", "a table", "numbers", "numpy", "Series", "Arrow", "chunked Arrow"],
)
@pytest.mark.parametrize("method", ["fit", "fit_transform", "transform"])
def test_what_is_no_column_of_texts_is_refused(texts, says, method):
    with pytest.raises(TypeError) as error:
        getattr(TermVectorizer().fit(["snow"]), method)(texts)
    assert str(error.value).startswith(says)


RANGE = "is a whole number of texts, or a share from 0.0 to 1.0; got"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"norm": "max"}, "There is no norm 'max'. Choose from 'None', 'l1', 'l2'."),
        ({"token_rule": "word"}, "There is no token rule 'word'. Did you mean 'words'?"),
        ({"ngram_range": (2, 1)}, "ngram_range needs 1 <= shortest <= longest; got (2, 1)."),
        ({"ngram_range": (0, 1)}, "ngram_range needs 1 <= shortest <= longest; got (0, 1)."),
        ({"min_df": -1}, f"min_df {RANGE} -1."),
        ({"min_df": 1.5}, f"min_df {RANGE} 1.5."),
        ({"max_df": -0.1}, f"max_df {RANGE} -0.1."),
        ({"max_features": 0}, "max_features must be a whole number, 1 or more; got 0."),
        ({"min_df": 3}, "No term is left with min_df=3 and max_df=1.0."),
        ({"min_df": 2, "max_df": 1}, "No term is left with min_df=2 and max_df=1."),
        ({"stop_words": ["snow", "ice"]}, "These texts contain no words, or only stop words."),
        ({"stop_words": "englisch"}, "There is no stop word list 'englisch'. Did you mean 'english'?"),
        ({"stop_words": "englisch", "token_rule": "sklearn"}, "There is no stop word list 'englisch'. Did you mean 'english'?"),
        ({"max_features": 2.5}, "max_features must be a whole number, 1 or more; got 2.5."),
        ({"n_jobs": "x"}, "n_jobs must be a whole number, 1 or more; got 'x'."),
        ({"binary": "no"}, "binary is True or False; got 'no'."),
        ({"stop_words": iter(["snow"])}, "stop_words is read more than once, but an iterator can be read only once. Give a list."),
        ({"vocabulary": iter(["snow"])}, "vocabulary is read more than once, but an iterator can be read only once. Give a list."),
        ({"stop_words": ["the", 5], "token_rule": "sklearn"}, "stop_words takes only strings; got 5 among them."),
        ({"vocabulary": "the"}, "vocabulary takes several strings, such as a list of them; got 'the'."),
        ({"vocabulary": ["Ferry"]}, "A vocabulary must be in lower case, as the words are; got 'Ferry'."),
        ({"vocabulary": ["snow", "zebra"], "smooth_idf": False}, "The term 'zebra' of the vocabulary occurs in none of these texts, so its idf is infinite. Leave it out, or use smooth_idf=True."),
        ({"vocabulary": []}, "A vocabulary must hold at least one term."),
        ({"vocabulary": ["ice", "ice"]}, "A vocabulary must hold each term once."),
        ({"vocabulary": {"ice": 0, "snow": 2}}, "A vocabulary must give the terms the columns 0, 1, 2 ... without a gap."),
    ],
    ids=in_words,
)  # fmt: skip
@pytest.mark.parametrize("method", ["fit", "fit_transform"])
def test_an_impossible_parameter_is_refused_when_it_is_used(options, says, method):
    vectorizer = TermVectorizer(**options)  # not here, as scikit-learn wants it
    with pytest.raises(UnknownValue) as error:
        getattr(vectorizer, method)(["snow", "ice snow"])
    assert str(error.value) == says


def test_what_scikit_learns_vectorizer_has_and_this_one_has_not_is_named_in_its_docstring():
    theirs, mine = TfidfVectorizer(), TermVectorizer()
    more = {*theirs.get_params(), *(name for name in dir(theirs) if not name.startswith("_"))}
    more -= {*mine.get_params(), *dir(TermVectorizer), "idf_"}
    assert {"analyzer", "inverse_transform"} <= more
    assert {name for name in more if f"`{name}`" not in TermVectorizer.__doc__} == set()


def test_texts_without_a_word_have_no_vocabulary():
    with pytest.raises(UnknownValue) as error:
        TermVectorizer().fit(["…", ""])
    assert str(error.value) == "These texts contain no words, or only stop words."


@pytest.mark.parametrize(
    "asked",
    [lambda v: v.transform(["a"]), lambda v: v.get_feature_names_out(), lambda v: v.vocabulary_],
)
def test_nothing_is_known_before_fit(asked):
    with pytest.raises(NotFittedError):
        asked(TermVectorizer(vocabulary=["a"]))


def test_too_many_different_sequences_to_number_are_refused():
    # The key of a sequence and its count in a text share 64 bits. Two words and a base of 2^62: the largest key is
    # 2 * 2^62 = 2^63, of 64 bits; the longest text has three words, a count of up to 3, of 2 bits.
    tokens = tokenize(["a b a", "b"])
    keying = Keying(tokens, tokens.ids[np.newaxis], [], np.uint64(2**62), 1, 2)
    with pytest.raises(UnknownValue) as error:
        blocks.count_in_blocks(keying, np.int64, 1)
    assert str(error.value) == (
        "ngram_range=(1, 2) needs 66 bits for a sequence and its count, and there are 64. Count shorter sequences, or "
        "fewer articles at a time."
    )
