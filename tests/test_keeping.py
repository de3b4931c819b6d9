"""What several notebooks of one run ask of the same articles."""

import os
from pathlib import Path

import pandas as pd
import pytest

import mediakit as mk
from mediakit.keeping import computed_once, keeping_results

CALLS = []


@computed_once
def count(articles, *, twice=False):
    CALLS.append(len(articles))
    if articles.empty:
        raise ValueError("nothing to count")
    return len(articles) * (1 + twice)


@pytest.fixture(autouse=True)
def no_calls():
    CALLS.clear()


@pytest.fixture
def table():
    return pd.DataFrame({"article_id": ["a", "b"], "text": ["ferry", "quay"]})


def test_the_same_question_is_answered_once_a_run(table):
    with keeping_results():
        assert [count(table), count(table.copy())] == [2, 2]
        assert CALLS == [2]
        assert count(table, twice=True) == 4
        assert count(table.assign(text=["ferry", "port"])) == 2
        assert count(table.head(1)) == 1
    assert CALLS == [2, 2, 2, 1]


def test_nothing_is_kept_beyond_a_run_or_without_one(table):
    with keeping_results():
        folder = Path(os.environ["MEDIAKIT_RUN_FOLDER"])
        count(table)
        assert len(list(folder.iterdir())) == 1
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()
    assert "MEDIAKIT_RUN_FOLDER" not in os.environ
    assert [count(table), count(table)] == [2, 2]
    assert CALLS == [2, 2, 2]


def test_an_error_is_raised_each_time(table):
    with keeping_results():
        for _ in range(2):
            with pytest.raises(ValueError, match="nothing to count"):
                count(table.head(0))
    assert CALLS == [0, 0]


def test_what_is_kept_says_what_was_computed():
    articles = mk.load_demo_articles()
    plain = mk.prepare_articles(articles, return_account=True)
    with keeping_results():
        for _ in range(2):
            kept = mk.prepare_articles(articles, return_account=True)
            pd.testing.assert_frame_equal(kept[0], plain[0])
            assert kept[1].answer() == plain[1].answer()
            assert repr(kept[1].examples()) == repr(plain[1].examples())
            assert repr(mk.inspect_articles(articles)) == repr(mk.inspect_articles(articles))
