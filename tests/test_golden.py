"""Every sentence that a user can meet is in one file, so that a person can read them all."""

from __future__ import annotations

import inspect

import golden
import pytest
from test_results import classes

from mediakit import errors, load_demo_articles


@pytest.fixture(scope="module")
def text():
    return golden.golden_text()


def test_the_file_holds_the_sentences_of_today(text):
    # To change it: python tests/golden.py, and read the difference.
    assert text == golden.GOLDEN.read_text(encoding="utf-8")


def test_every_kind_of_result_speaks_in_it():
    articles = load_demo_articles()
    made = {type(call(articles)) for call in golden.RESULTS.values()}
    assert {kind for kind in classes() if kind.__module__.startswith("mediakit.")} <= made


def test_every_error_and_warning_speaks_in_it(text):
    kinds = [getattr(errors, name) for name in errors.__all__]
    names = {
        kind.__name__
        for kind in kinds
        if inspect.isclass(kind) and kind is not errors.MediakitError
    }
    assert {name for name in names if f"- {name}: " not in text} == set()
