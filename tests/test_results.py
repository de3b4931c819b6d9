"""One contract for every result, as there is one for every function."""

from __future__ import annotations

import dataclasses
import inspect
import pickle

import pandas as pd
import pytest
from calls import CASES
from pandas.testing import assert_frame_equal

import mediakit as mk
from mediakit.errors import UnknownValue
from mediakit.framing import Lexicon
from mediakit.results import Result


def checked(table):
    """Compare subjects that set two outlets apart, and try other choices."""
    features = {"price": "price", "gulls": "gull"}
    return mk.check_robustness(
        mk.compare_outlets(table, "Gull", "Hill", features=features, n_permutations=99)
    )


#: Results of functions that take results.
def coded(table):
    """Return codes of all articles but two: whether they have the word."""
    rows = table.iloc[2:]
    has = rows["text"].fillna("").str.contains("ferry").astype(int)
    return mk.codes_from_table(pd.DataFrame({"article_id": rows["article_id"], "boats": has}))


def boats(table):
    return mk.score_frames(table, Lexicon("b", "Boats", "", {"boats": ("ferry*", "boat*")}))


def by_two(table):
    """Return the same codes by two coders, of whom one differs on the first."""
    codes = coded(table).table
    one = codes.pivot(index="article_id", columns="label", values="value").reset_index()
    other = one.assign(boats=one["boats"].where(one.index > 0, 1 - one["boats"]))
    return mk.codes_from_table(pd.concat([one.assign(coder="A"), other.assign(coder="B")]))


def learnt(table):
    """Return what a classifier makes of twenty copies of the articles, all coded."""
    ids = [f"{name}-{number}" for number in range(20) for name in table["article_id"]]
    many = pd.concat([table] * 20, ignore_index=True).assign(article_id=ids)
    many = many.drop(columns="reprint_group", errors="ignore")
    frames = Lexicon("b", "Boats", "", {"boats": ("ferry*", "boat*")})
    return mk.FrameClassifier(frames).score_articles(many, coded(many))


OF_RESULTS = {
    "assess": lambda t: mk.assess(boats(t), coded(t)),
    "FrameClassifier": lambda t: learnt(t),
    "measure_agreement": lambda t: mk.measure_agreement(by_two(t), t),
    "estimate_shares": lambda t: mk.estimate_shares(boats(t), coded(t), by="outlet"),
    "check_robustness": checked,
    "collect_findings": lambda t: mk.collect_findings(
        [checked(t), mk.compare(t, "outlet", n_permutations=19)]
    ),
}
RESULTS = sorted(
    name
    for name in CASES
    if name.startswith(("find_", "count_", "share_", "compare", "measure_", "weigh_"))
    or name
    in (
        "choose_n_topics",
        "first_to_report",
        "inspect_articles",
        "prepare_articles",
        "score_frames",
        "story_path",
    )
)
RESULTS += sorted(OF_RESULTS)
EVERY = pytest.mark.parametrize("name", RESULTS)
WORDS = {"title": "Said by the desk", "subtitle": "per year", "source": "Own count"}


def classes(kind=Result):
    """Return every class of results that can be made."""
    found = set()
    for child in kind.__subclasses__():
        found |= classes(child)
        if not inspect.isabstract(child):
            found.add(child)
    return found


def call(name, table):
    if name in OF_RESULTS:
        return OF_RESULTS[name](table)
    return CASES[name].call(table)


@pytest.fixture
def result(name, table):
    return call(name, table)


def test_every_class_of_results_is_in_the_contract(table):
    made = {type(call(name, table)) for name in RESULTS}
    made.add(type(mk.compare(table, "outlet", features={"ferries": "ferrya"})))
    assert made == {kind for kind in classes() if kind.__module__.startswith("mediakit.")}


@EVERY
def test_it_is_a_result_that_answers_shows_and_describes(name, result):
    assert isinstance(result, Result)
    assert isinstance(result.table(), pd.DataFrame)
    for text in (result.answer(), result.describe(), result.method()):
        assert text == text.strip()
        assert text.endswith((".", "?", '"', "”"))
        assert "  " not in text


@EVERY
def test_printing_it_opens_with_the_answer(name, result):
    assert repr(result).startswith(result.answer())
    assert result._repr_html_().startswith("<p")


@EVERY
def test_its_methods_have_the_same_parameters(name, result):
    examples = inspect.signature(result.examples).parameters
    assert list(examples)[:2] == ["key", "n"]
    assert examples["key"].default is None
    assert examples["n"].kind is inspect.Parameter.KEYWORD_ONLY
    plot = inspect.signature(result.plot).parameters
    assert next(iter(plot)) == "ax"
    assert list(plot)[-4:] == ["title", "subtitle", "source", "size"]
    assert {"most", "top", "limit"}.isdisjoint(plot)


@EVERY
def test_examples_are_found_for_the_first_row_and_for_every_key(name, result):
    assert len(result.examples(n=1)) > 0
    for key in result.example_keys()[:3]:
        result.examples(key, n=1)


@EVERY
@pytest.mark.parametrize("n", [-1, "3", 2.0, True])
def test_a_number_of_examples_is_whole_and_not_below_0(name, result, n):
    with pytest.raises(UnknownValue, match=r"^n must be a whole number, [01] or more; got "):
        result.examples(n=n)


@EVERY
def test_a_chart_says_what_it_is_told_to_say(name, result):
    chart = result.plot(**WORDS, size=(800, 500))
    assert (chart.title, chart.subtitle, chart.source) == tuple(WORDS.values())
    assert chart.size == (800, 500)
    assert result.plot().with_(title="Other words").title == "Other words"


@EVERY
def test_a_number_of_rows_to_draw_is_whole_and_above_0(name, result):
    if "n" not in inspect.signature(result.plot).parameters:
        pytest.skip("draws all rows")
    for n in (0, -1, "3", 2.5):
        with pytest.raises(UnknownValue, match=r"^n must be a whole number, 1 or more; got "):
            result.plot(n=n)


@EVERY
def test_nothing_changes_it(name, result):
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.reason = "because"
    before = result.table()
    shown = result.table()
    shown["more"] = 1
    assert_frame_equal(result.table(), before)


@EVERY
def test_two_results_can_be_compared(name, result, table):
    assert result == result
    assert result != call(name, table)


@EVERY
def test_it_is_pickled_whole_and_small(name, result, table):
    pickled = pickle.dumps(result)
    restored = pickle.loads(pickled)  # noqa: S301
    assert repr(restored) == repr(result)
    assert restored.describe() == result.describe()
    assert repr(restored.plot()) == repr(result.plot())
    assert repr(restored.examples(n=2)) == repr(result.examples(n=2))
    assert len(pickled) < 3 * len(pickle.dumps(table))


def test_a_number_of_outlets_is_whole_and_above_0(table):
    for n in (0, -1, "2", 1.0):
        with pytest.raises(UnknownValue, match=r"^n must be a whole number, 1 or more; got "):
            mk.largest_outlets(table, n)


@EVERY
def test_each_claim_is_in_the_answer_and_leads_to_its_evidence(name, result):
    claims = result.claims()
    assert claims
    for claim in claims:
        assert claim.sentence.rstrip(".") in result.answer()
        assert len(result.examples(claim.key, n=1)) > 0
        behind = result.articles_behind(claim.key)
        assert 0 < len(behind) <= result.n_articles
        assert behind["article_id"].is_unique
