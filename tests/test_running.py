"""Analyses that run part by part: the same bytes for any cut, order and grouping of the parts."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from mediakit import load_demo_articles, mark_reprints
from mediakit.counting.summaries import CountArticles, Counted, ShareMentioning
from mediakit.errors import UnknownValue
from mediakit.quotes import FindQuotes
from mediakit.running import merge_all, run_analysis
from mediakit.terms import TermMatrix
from mediakit.terms.settings import TermSettings
from mediakit.terms.summaries import TermCounting, TermWeighing

SETTINGS = TermSettings(("title", "text"), (1, 2), 2, 0.9, frozenset({"the"}), ("in the",))
PLAIN = TermSettings(("title", "text"), (1, 1), 1, 1.0, frozenset())

#: Every analysis that keeps the protocol.
ANALYSES = {
    "counts": TermCounting(PLAIN),
    "counts of sequences and phrases": TermCounting(SETTINGS),
    "weights": TermWeighing(PLAIN),
    "weights of sequences and phrases": TermWeighing(SETTINGS, sublinear_tf=True),
    "articles": CountArticles(),
    "articles by outlet": CountArticles(by=("outlet",)),
    "articles by outlet and week": CountArticles(by=("outlet",), freq="W"),
    "shares": ShareMentioning("recruit*"),
    "quotations": FindQuotes(),
    "quotations and beliefs": FindQuotes(language="en", belief=True),
    "shares by outlet and month, weighted": ShareMentioning(
        "mercenar* OR fighter*", by=("outlet",), freq="M", reprints="weight"
    ),
}
EACH = pytest.mark.parametrize("analysis", ANALYSES.values(), ids=ANALYSES)


@pytest.fixture(scope="module")
def articles():
    return mark_reprints(load_demo_articles()).sample(frac=1, random_state=5)


def cut(articles: pd.DataFrame, bounds: Iterable[int]) -> list[pd.DataFrame]:
    edges = [0, *bounds, len(articles)]
    return [articles.iloc[first:last] for first, last in pairwise(edges)]


SEVEN_CUTS = {
    "whole": [],
    "halves": [50],
    "seven": [14, 28, 42, 56, 70, 84],
    "first alone": [1],
    "last alone": [100],
    "with empty parts": [0, 30, 30, 101],
    "uneven": [2, 3, 5, 8, 13, 21, 34, 55, 89],
}


def result_bytes(finished: object) -> bytes:
    """Return all that a result holds, as bytes."""
    if isinstance(finished, Counted):
        return finished.numbers.to_csv().encode()
    if not isinstance(finished, TermMatrix):
        return finished.table().to_csv().encode()
    matrix = finished.matrix
    parts = [array.tobytes() for array in (matrix.data, matrix.indices, matrix.indptr)]
    parts.append(finished.n_words.tobytes())
    for about in (
        matrix.dtype,
        matrix.shape,
        finished.terms.tolist(),
        finished.article_ids.tolist(),
    ):
        parts.append(repr(about).encode())
    return b"".join([*parts, finished.articles.to_csv().encode()])


def content(value: object) -> bytes:
    """Return all that a summary holds, as bytes."""
    if isinstance(value, np.ndarray):
        return value.tobytes() + str(value.dtype).encode()
    if isinstance(value, sparse.csr_array):
        return b"".join(map(content, (value.data, value.indices, value.indptr)))
    if isinstance(value, pd.DataFrame):
        return (value.to_csv() + str(value.dtypes.tolist())).encode()
    if is_dataclass(value):
        return b"".join(content(getattr(value, field.name)) for field in fields(value))
    return repr(value).encode()


@EACH
@pytest.mark.parametrize("bounds", SEVEN_CUTS.values(), ids=SEVEN_CUTS)
def test_any_cut_gives_the_bytes_of_the_whole(analysis, articles, bounds):
    whole = result_bytes(analysis.finish(analysis.summarise(articles)))
    parts = cut(articles, bounds)
    assert result_bytes(run_analysis(analysis, parts)) == whole
    assert result_bytes(run_analysis(analysis, reversed(parts))) == whole


@EACH
def test_any_grouping_and_a_second_merge_give_the_same_bytes(analysis, articles):
    a, b, c, d = [analysis.summarise(part) for part in cut(articles, [20, 45, 90])]
    merge = analysis.merge
    from_the_left = merge(merge(merge(a, b), c), d)
    from_the_right = merge(a, merge(b, merge(c, d)))
    turned_round = merge(merge(d, c), merge(b, a))
    again = merge(merge(merge(a, b), c), d)
    trees = [from_the_left, from_the_right, turned_round, again]
    assert len({result_bytes(analysis.finish(tree)) for tree in trees}) == 1


@EACH
def test_merging_and_finishing_leave_summaries_as_they_were(analysis, articles):
    first, second = [analysis.summarise(part) for part in cut(articles, [40])]
    before = [content(first), content(second)]
    both = analysis.merge(first, second)
    assert [content(first), content(second)] == before
    merged = content(both)
    sent = pickle.dumps(both)
    once = result_bytes(analysis.finish(both))
    assert content(both) == merged
    assert result_bytes(analysis.finish(both)) == once
    assert result_bytes(analysis.finish(pickle.loads(sent))) == once  # noqa: S301


@EACH
def test_empty_parts_are_neutral(analysis, articles):
    whole = analysis.summarise(articles)
    empty = analysis.summarise(articles.head(0))
    expected = result_bytes(analysis.finish(whole))
    assert result_bytes(analysis.finish(analysis.merge(empty, whole))) == expected
    assert result_bytes(analysis.finish(analysis.merge(whole, empty))) == expected


class Adding:
    """The sum of a column, with a note of what was merged with what."""

    def summarise(self, part: pd.DataFrame) -> tuple[int, str]:
        return int(part["n"].sum()), str(part["n"].iloc[0])

    def merge(self, first: tuple[int, str], second: tuple[int, str]) -> tuple[int, str]:
        return first[0] + second[0], f"({first[1]}{second[1]})"

    def finish(self, summary: tuple[int, str]) -> int:
        return summary[0]


def test_summaries_are_merged_in_pairs_in_their_order():
    # 1 and 2 make a pair, 3 and 4 another, both pairs four; then 5 and 6; then 7 alone:
    # the small ones at the end are merged before the large one.
    summaries = [(n, str(n)) for n in range(1, 8)]
    assert merge_all(Adding(), summaries) == (28, "(((12)(34))((56)7))")
    assert merge_all(Adding(), []) is None


def test_only_a_few_summaries_wait():
    # Of 1,000 parts at most 10 summaries wait at a time: 2 ** 10 is 1,024.
    alive = set()
    most = 0

    class Summary:
        def __init__(self) -> None:
            alive.add(id(self))

        def __del__(self) -> None:
            alive.discard(id(self))

    class Counting(Adding):
        def merge(self, first, second):
            nonlocal most
            most = max(most, len(alive))
            return Summary()

    assert isinstance(merge_all(Counting(), (Summary() for _ in range(1000))), Summary)
    assert 2 <= most <= 12


def test_tables_are_read_one_after_the_other():
    tables = [pd.DataFrame({"n": [n]}) for n in (1, 2, 3)]
    assert run_analysis(Adding(), tables) == 6
    assert run_analysis(Adding(), iter(tables)) == 6
    assert run_analysis(Adding(), tables[2]) == 3
    assert run_analysis(Adding(), [], if_none=tables[1]) == 2


def test_no_table_at_all_is_an_error():
    with pytest.raises(UnknownValue) as error:
        run_analysis(Adding(), [])
    assert str(error.value) == "There is no table to count."
