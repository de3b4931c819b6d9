"""A table counted whole, or a part after the other: the same numbers."""

from __future__ import annotations

import warnings
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from mediakit import count_terms, load_demo_articles, scan_articles, weigh_terms, write_articles
from mediakit.errors import ColumnMissing, TextsWithoutSpaces, UnknownValue

BOTH_WAYS = pytest.mark.parametrize("way", ["pattern", "loop"])


@pytest.fixture(scope="module")
def demo():
    return load_demo_articles()


@pytest.fixture(scope="module")
def folder(demo, tmp_path_factory):
    """The demo articles in two files, their rows shuffled: 40 and 61 of them."""
    shuffled, path = demo.sample(frac=1, random_state=3), tmp_path_factory.mktemp("archive")
    write_articles(shuffled.iloc[:40], path / "a.parquet")
    write_articles(shuffled.iloc[40:], path / "b.parquet")
    return path


def cut(articles, n):
    """Return the rows in n tables of about the same size."""
    bounds = [len(articles) * k // n for k in range(n + 1)]
    return [articles.iloc[a:b] for a, b in pairwise(bounds)]


def assert_same(one, other):
    assert one.terms.tolist() == other.terms.tolist()
    assert one.matrix.shape == other.matrix.shape
    for name in ("indptr", "indices", "data"):  # the last bit, too
        assert np.array_equal(getattr(one.matrix, name), getattr(other.matrix, name)), name
    assert one.matrix.dtype == other.matrix.dtype
    assert one.article_ids.tolist() == other.article_ids.tolist()
    assert one.n_words.tolist() == other.n_words.tolist()
    assert one.describe() == other.describe()
    assert_frame_equal(one.top_terms(by="outlet"), other.top_terms(by="outlet"))


CASES = {
    "counts": (count_terms, {}),
    "counts of sequences": (count_terms, {"ngram_range": (1, 2)}),
    "sequences of three": (count_terms, {"ngram_range": (3, 3), "min_df": 2}),
    "few and many articles": (count_terms, {"min_df": 3, "max_df": 0.3, "stop_words": "english"}),
    "phrases": (
        count_terms,
        {"phrases": ["maud kerrigan-lowe", "of the sound", "in the"], "ngram_range": (1, 2)},
    ),
    "one field": (count_terms, {"fields": "title"}),
    "weights": (weigh_terms, {}),
    "weights of sequences": (
        weigh_terms,
        {"ngram_range": (1, 2), "sublinear_tf": True, "max_df": 0.5},
    ),
}


@BOTH_WAYS
@pytest.mark.parametrize("case", CASES)
def test_seven_parts_give_the_numbers_of_the_whole(demo, folder, reading_by, way, case):
    function, options = CASES[case]
    with reading_by(way):
        whole = function(demo, **options)
        assert len(whole.terms) > 10
        shuffled = demo.sample(frac=1, random_state=3)
        assert_same(function(shuffled, **options), whole)
        assert_same(function(cut(demo, 7), **options), whole)
        assert_same(function(cut(shuffled, 7), **options), whole)
        scanned = scan_articles(folder, n_rows=16)  # 16 + 16 + 8 and 16 + 16 + 16 + 13
        assert len(scanned) == 7
        assert_same(function(scanned, **options), whole)
        assert_same(function(scanned, **options), whole)  # it can be gone through again


def test_parts_may_be_made_while_they_are_counted(demo):
    assert_same(count_terms(part for part in cut(demo, 3)), count_terms(demo))


def test_parts_without_articles_or_words_add_rows_and_nothing_else(demo):
    whole = count_terms(demo, ngram_range=(1, 2))
    assert_same(count_terms([demo.head(0), demo, demo.head(0)], ngram_range=(1, 2)), whole)
    silent = demo.head(2).assign(article_id=["000", "001"], title=None, text="…")
    found = count_terms([silent, demo], ngram_range=(1, 2))
    assert found.terms.tolist() == whole.terms.tolist()
    assert found.article_ids[:2].tolist() == ["000", "001"]
    assert found.matrix[:2].nnz == 0


TEXT = st.lists(st.sampled_from("ferry Ferry ice it's the low pay\n".split(" ")), max_size=8).map(
    " ".join
)


@settings(max_examples=60)
@given(
    st.lists(TEXT, min_size=1, max_size=9),
    st.data(),
    st.sampled_from([(1, 1), (1, 2), (2, 4)]),
    st.sampled_from(["pattern", "loop"]),
)
def test_any_cut_of_any_table_gives_the_numbers_of_the_whole(
    make_articles, reading_by, texts, data, ngram_range, way
):
    articles = make_articles({"text": text, "outlet": "Gull"} for text in texts)
    order = data.draw(st.permutations(range(len(texts))))
    places = sorted(data.draw(st.lists(st.integers(0, len(texts)), max_size=4)))
    edges = [0, *places, len(texts)]
    parts = [articles.iloc[order[a:b]] for a, b in pairwise(edges)]
    with reading_by(way):
        for function in (count_terms, weigh_terms):
            options = {"ngram_range": ngram_range, "min_df": 1}
            assert_same(function(parts, **options), function(articles, **options))


def test_articles_are_kept_without_their_texts(demo, folder):
    whole, scanned = count_terms(demo), count_terms(scan_articles(folder, n_rows=16))
    assert "text" not in scanned.articles.columns
    assert_frame_equal(scanned.articles, whole.articles.drop(columns="text"))
    assert list(demo.columns) == list(load_demo_articles().columns)  # the table given keeps them


@BOTH_WAYS
@pytest.mark.parametrize("term", ["ferry", "in the"])
def test_examples_come_from_the_files(demo, tmp_path, reading_by, way, term):
    path = write_articles(demo, tmp_path / "archive.parquet")
    with reading_by(way):
        whole = count_terms(demo, ngram_range=(1, 2)).examples(term, n=4).table()
        scanned = count_terms(scan_articles(tmp_path, n_rows=16), ngram_range=(1, 2))
        assert len(whole) == 4
        assert_frame_equal(scanned.examples(term, n=4).table(), whole)
        assert_frame_equal(
            count_terms(cut(demo, 7), ngram_range=(1, 2)).examples(term, n=4).table(), whole
        )
        path.unlink()
        with pytest.raises(FileNotFoundError):
            scanned.examples(term, n=4)


def test_examples_of_parts_that_are_gone_are_refused_in_plain_words(demo):
    counts = count_terms(iter(cut(demo, 3)))
    with pytest.raises(
        (TypeError, UnknownValue)
    ):  # and not an error of pandas about objects to concatenate
        counts.examples("ferry")


def test_an_article_that_stands_in_two_parts_is_refused(demo, tmp_path):
    write_articles(demo.head(5), tmp_path / "a.parquet")
    write_articles(demo.iloc[4:9], tmp_path / "b.parquet")
    for parts in ([demo.head(5), demo.iloc[4:9]], scan_articles(tmp_path)):
        with pytest.raises(UnknownValue) as error:
            count_terms(parts)
        again = demo["article_id"].iloc[4]
        assert (
            str(error.value)
            == f"Each article needs an article_id of its own; 1 of 10 repeats one, such as '{again}'."
        )


def test_an_archive_without_articles_gives_what_a_table_without_articles_gives(demo, tmp_path):
    write_articles(demo.head(0), tmp_path / "a.parquet")
    found = count_terms(scan_articles(tmp_path))
    assert found.matrix.shape == count_terms(demo.head(0)).matrix.shape == (0, 0)


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ("archive", TypeError, "Expected a table of articles, or what scan_articles returns; got a str."),
        (3, TypeError, "Expected a table of articles, or what scan_articles returns; got an int."),
        (["a.parquet"], TypeError, "Expected a table of articles, or several; got a list with a str in it. TermVectorizer counts texts that are in no table."),
        ([], UnknownValue, "There is no table to count."),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("function", [count_terms, weigh_terms])
def test_what_is_no_table_is_refused(function, given, error, says):
    with pytest.raises(error) as raised:
        function(given)
    assert str(raised.value) == says


def test_a_part_that_lacks_a_column_is_refused(demo):
    with pytest.raises(ColumnMissing):
        count_terms([demo, demo.drop(columns="text")])


def test_a_part_may_lack_a_column_that_is_not_counted(demo):
    one, other = cut(demo, 2)
    found = count_terms([one, other.drop(columns="section")])
    assert_same(found, count_terms(demo))
    assert found.articles["section"].isna().sum() >= len(other)


def test_some_texts_without_spaces_are_warned_of_though_a_whole_part_is_of_them(make_articles):
    # One of four: the whole table is counted with a warning, and so it must be when the one stands in a part of its own.
    chinese = "渡轮因为罢工今天停航了船员们要求立刻加薪"
    articles = make_articles({"text": text} for text in ["Snow fell.", "The ferry", "Ice", chinese])
    with pytest.warns(TextsWithoutSpaces):
        whole = count_terms(articles)
    with pytest.warns(TextsWithoutSpaces):
        parts = count_terms([articles.head(3), articles.tail(1)])
    assert (parts.matrix != whole.matrix).nnz == 0


def test_the_parts_given_are_not_changed(demo):
    parts = cut(demo, 3)
    before = [part.copy(deep=True) for part in parts]
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ChainedAssignmentError)
        weigh_terms(parts, ngram_range=(1, 2))
    for part, its in zip(parts, before, strict=True):
        assert_frame_equal(part, its)
