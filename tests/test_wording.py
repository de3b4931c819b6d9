"""How numbers, names and days are written."""

from __future__ import annotations

import pandas as pd
import pytest

from mediakit.wording import (
    capitalised,
    choose,
    count_of,
    day_range,
    in_period,
    join_names,
    list_names,
    p_value,
    percent,
    period_name,
    plural_of,
    quoted,
    short_day,
)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (1 / 8, "13%"),  # the format of Python gives 12 %, to the even number
        (5 / 8, "63%"),
        (1 / 32, "3.1%"),
        (0.0994, "9.9%"),
        (0.0996, "10%"),
        (0.9949, "99%"),
        (3 / 1_000, "0.3%"),  # a share of some articles is not 0 %
        (997 / 1_000, "99.7%"),  # nor one of not quite all 100 %
        (1 / 4_000, "under 0.1%"),
        (3_999 / 4_000, "over 99.9%"),
    ],
)
def test_a_share_reads_as_a_percentage_and_only_nothing_as_0(share, shown):
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("article", "articles"), ("story", "stories"), ("day", "days"), ("match", "matches")],
)
def test_a_noun_agrees_with_its_number(noun, plural):
    assert plural_of(noun) == plural
    assert count_of(1, noun) == f"1 {noun}"
    assert count_of(0, noun) == f"0 {plural}"
    assert count_of(1200, noun) == f"1,200 {plural}"


def test_an_irregular_plural_is_given():
    assert count_of(2, "series", "series") == "2 series"


def test_a_verb_agrees_with_its_number():
    assert [choose(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]


@pytest.mark.parametrize(
    ("names", "joined", "listed"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a and b"),
        (["a", "b", "c"], "a, b and c", "a, b and c"),
        (["a", "b", "c", "d"], "a, b, c and d", "a, b, c and 1 more"),
    ],
)
def test_names_are_listed_with_and(names, joined, listed):
    assert join_names(names) == joined
    assert list_names(names) == listed


@pytest.mark.parametrize(
    ("p", "shown"),
    [(0.5, "p = 0.5"), (0.0312, "p = 0.031"), (0.001, "p = 0.001"), (0.00099, "p < 0.001")],
)
def test_p_keeps_two_digits_and_is_never_0(p, shown):
    assert p_value(p) == shown


def test_days_are_written_in_full_in_prose_and_short_on_axes():
    first, last = pd.Timestamp("2031-03-03"), pd.Timestamp("2031-04-26")
    assert day_range(first, last) == "3 March to 26 April 2031"
    assert day_range(first, first) == "3 March 2031"
    assert short_day(last) == "26 Apr 2031"


@pytest.mark.parametrize(
    ("freq", "name", "preposition"),
    [
        ("D", "1 April 2031", "on"),
        ("W", "the week of 1 April 2031", "in"),
        ("M", "April 2031", "in"),
        ("Q", "the second quarter of 2031", "in"),
        ("Y", "2031", "in"),
    ],
)
def test_a_period_is_named_with_its_preposition(freq, name, preposition):
    day = pd.Timestamp("2031-04-01")
    assert period_name(day, freq) == name
    assert in_period(day, freq) == f"{preposition} {name}"


def test_a_sentence_begins_with_a_capital_and_a_query_is_in_quotation_marks():
    assert capitalised("in Gull, all is well.") == "In Gull, all is well."
    assert quoted('"low pay"') == '“"low pay"”'
