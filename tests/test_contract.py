"""One contract for every public function that takes the articles table."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys

import pandas as pd
import pytest
from calls import CASES
from pandas.testing import assert_frame_equal

import mediakit as mk
from mediakit.columns import empty_articles
from mediakit.errors import ColumnMissing, MediakitError
from mediakit.results import Result
from mediakit.terms import TermMatrix

EVERY = pytest.mark.parametrize("name", sorted(CASES))


def takes_articles(name):
    parameters = inspect.signature(getattr(mk, name)).parameters.values()
    kinds = [
        str(parameter.annotation)
        for parameter in parameters
        if parameter.name == "articles" and parameter.default is parameter.empty
    ]
    return any("DataFrame" in kind or "Articles" in kind for kind in kinds)


def parts(result):
    """Return everything that a result shows, as tables and texts that can be compared."""
    if isinstance(result, pd.DataFrame):
        return [result]
    if isinstance(result, TermMatrix):
        numbers = pd.DataFrame(
            result.matrix.toarray(), index=result.article_ids, columns=result.terms
        )
        return [numbers, result.top_terms(by="outlet"), result.describe()]
    if isinstance(result, Result):
        chart = result.plot()
        every = [
            result.table(),
            chart.data,
            result.describe(),
            result.answer(),
            repr(result),
            result._repr_html_(),
            repr(chart),
        ]
        for name in ("terms", "articles"):
            every += [getattr(result, name)()] if hasattr(result, name) else []
        return every
    found = [result.table()] if hasattr(result, "table") else []
    return [*found, repr(result)]


def assert_same(one, other):
    for left, right in zip(parts(one), parts(other), strict=True):
        if isinstance(left, pd.DataFrame):
            assert_frame_equal(left, right)
        else:
            assert left == right


def by_id(result):
    """Return articles sorted, so that rows kept in their order can be compared; anything else as it is."""
    if isinstance(result, pd.DataFrame) and "article_id" in result.columns:
        return result.sort_values("article_id", ignore_index=True)
    return result


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to write in: the case of write_articles writes where it runs."""
    monkeypatch.chdir(tmp_path)


pytestmark = pytest.mark.usefixtures("folder")


def test_every_function_that_takes_articles_is_in_the_contract():
    assert set(CASES) == {name for name in mk.__all__ if takes_articles(name)}


@EVERY
def test_the_articles_come_first(name):
    assert next(iter(inspect.signature(getattr(mk, name)).parameters)) == "articles"


@EVERY
def test_the_input_is_unchanged(name, table):
    before, types, places = table.copy(deep=True), table.dtypes.copy(), table.index.copy()
    parts(CASES[name].call(table))
    assert_frame_equal(table, before, check_exact=True)
    assert table.dtypes.equals(types)
    assert table.index.identical(places)
    assert table.attrs == {}


@EVERY
def test_the_order_of_the_rows_is_irrelevant(name, table):
    shuffled = table.sample(frac=1, random_state=7).reset_index(drop=True)
    assert_same(by_id(CASES[name].call(shuffled)), by_id(CASES[name].call(table)))


@EVERY
@pytest.mark.parametrize(
    "index", [[7] * 36, [f"x{36 - n}" for n in range(36)]], ids=["all the same", "falling text"]
)
def test_an_odd_index_changes_nothing(name, table, index):
    odd = table.set_axis(pd.Index(index, name="odd"), axis=0)
    result = CASES[name].call(odd)
    assert_same(by_id(result), by_id(CASES[name].call(table)))


@EVERY
def test_without_articles_there_is_a_result_or_a_plain_error(name, table):
    for empty in (empty_articles(), table.head(0)):
        try:
            parts(CASES[name].call(empty))
        except MediakitError as error:
            assert str(error)  # noqa: PT017


@EVERY
def test_articles_without_words_dates_and_outlets_give_a_result_or_a_plain_error(
    name, make_articles
):
    try:
        parts(CASES[name].call(make_articles([{}] * 12)))
    except MediakitError as error:
        assert str(error)  # noqa: PT017


@EVERY
@pytest.mark.parametrize(
    "column", ["article_id", "outlet", "date", "title", "text", "url", "reprint_group"]
)
def test_a_missing_column_is_named_or_not_needed(name, table, column):
    case, without = CASES[name], table.drop(columns=column)
    if column in case.needs.split():
        with pytest.raises(ColumnMissing) as error:
            case.call(without)
        assert str(error.value).startswith(f"There is no column '{column}' in the articles table.")
    else:
        try:
            parts(case.call(without))
        except ColumnMissing as error:  # showing a result may need more than computing it
            assert str(error).startswith(f"There is no column '{column}' in the articles table.")  # noqa: PT017


@EVERY
def test_the_same_input_gives_the_same_result(name, table):
    assert_same(CASES[name].call(table), CASES[name].call(table.copy()))


@EVERY
def test_a_result_leads_back_to_sentences(name, table):
    result = CASES[name].call(table)
    if hasattr(result, "examples") and hasattr(result, "plot"):
        assert len(mk.quote_examples(result, 2)) > 1
        assert mk.describe_method(result).paragraphs == (result.describe(),)


@EVERY
def test_further_columns_change_nothing(name, table):
    # Names that the functions use themselves, and one that no one does
    more = {
        "period": 1.5,
        "topic": "x",
        "score": None,
        "share": 2,
        "group": "g",
        "conflict": 0.5,
        "_all": "y",
        "mood": "calm",
    }
    result = CASES[name].call(table.assign(**more))
    if isinstance(result, pd.DataFrame):
        result = result.drop(columns=list(more), errors="ignore")
    assert_same(result, CASES[name].call(table))


def test_seeds_are_0_unless_told_otherwise():
    given = [inspect.signature(getattr(mk, name)).parameters.get("random_state") for name in CASES]
    assert {parameter.default for parameter in given if parameter} == {0}


@pytest.mark.parametrize("name", ["compare", "find_topics", "choose_n_topics"])
def test_another_seed_may_move_numbers_but_gives_the_same_columns(name, table):
    function = getattr(mk, name)
    by = ["outlet"] if name == "compare" else []
    one, other = (function(table, *by, random_state=seed) for seed in (0, 1))
    tables = [
        result if isinstance(result, pd.DataFrame) else result.table() for result in (one, other)
    ]
    assert list(tables[0].columns) == list(tables[1].columns)


def test_numbers_do_not_depend_on_how_python_hashes_nor_on_threads():
    code = (
        "import mediakit as mk, hashlib; a = mk.load_demo_articles(); "
        "t = [mk.compare(a, 'outlet', n_permutations=19).table(), mk.find_topics(a, n_topics=4).terms(), "
        "mk.score_frames(a, 'policy9').table(by='outlet'), mk.weigh_terms(a).top_terms(by='outlet'), "
        "mk.find_stories(a).table(), mk.compare_lags(mk.mark_stories(a)).table()]; "
        "found = hashlib.sha256(''.join(x.to_csv() for x in t).encode()).hexdigest()"
    )
    here: dict[str, str] = {}
    exec(code, here)
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONHASHSEED"), "1")
    command = [sys.executable, "-c", f"{code}; print(found)"]
    there = subprocess.run(
        command, env=os.environ | one_thread, capture_output=True, text=True, check=True
    )
    assert there.stdout.strip() == here["found"]
