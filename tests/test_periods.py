"""The calendar: what is a day, a window, a period."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from mediakit import periods
from mediakit.errors import UnknownValue


def test_a_frequency_is_a_letter_and_the_nearest_is_named_otherwise():
    periods.require_freq("W")
    periods.require_freq("auto", auto=True)
    with pytest.raises(UnknownValue) as error:
        periods.require_freq("weekly")
    assert str(error.value) == "freq='weekly' is not a known period. Did you mean 'W'?"


def test_the_next_period_begins_after_the_last_day_of_this_one():
    # 2031-12-31 is a Wednesday: its week ends on Sunday, 4 January 2032.
    day = pd.Timestamp("2031-12-31")
    starts = {freq: periods.next_period(day, freq) for freq in "DWMQY"}
    new_year, monday = pd.Timestamp("2032-01-01"), pd.Timestamp("2032-01-05")
    assert starts == {"D": new_year, "W": monday, "M": new_year, "Q": new_year, "Y": new_year}


def test_every_period_is_named_once_from_the_first_to_the_last():
    months = periods.every_period(pd.Timestamp("2031-11-30"), pd.Timestamp("2032-01-01"), "M")
    assert [f"{day:%Y-%m-%d}" for day in months] == ["2031-11-01", "2031-12-01", "2032-01-01"]


@pytest.mark.parametrize(
    "given",
    [
        "2031-03-07",
        "2031-03-07 23:30",
        "2031-03-07T23:30:00-05:00",
        date(2031, 3, 7),
        pd.Timestamp("2031-03-07 10:00"),
    ],
    ids=str,
)
def test_a_day_is_the_local_midnight_of_what_was_given(given):
    assert periods.as_day(given) == pd.Timestamp("2031-03-07")


@pytest.mark.parametrize(
    "given",
    [None, "", "soon", pd.NaT, "2031-02-30", [], 20310307, 3.5, "7/3/2031", "today", "10:00"],
)
def test_what_is_no_certain_day_is_refused_and_not_guessed(given):
    with pytest.raises(UnknownValue) as error:
        periods.as_day(given)
    assert str(error.value) == f"Expected a date such as '2031-03-01'; got {given!r}."


@pytest.mark.parametrize(
    ("freq", "start"),
    [
        ("D", "2031-05-11"),
        ("W", "2031-05-05"),
        ("M", "2031-05-01"),
        ("Q", "2031-04-01"),
        ("Y", "2031-01-01"),
    ],
)
def test_a_sunday_belongs_to_the_period_that_began_before_it(freq, start):
    # 2031-05-11 is a Sunday: its week began on Monday the 5th, its quarter in April. Unknown stays unknown.
    dates = pd.Series(pd.to_datetime(["2031-05-11", None])).astype("datetime64[us]")
    starts = periods.period_start(dates, freq)
    assert starts.dtype == "datetime64[us]"
    assert starts[0] == pd.Timestamp(start)
    assert pd.isna(starts[1])


def test_an_unknown_frequency_is_refused(articles):
    with pytest.raises(UnknownValue) as error:
        periods.period_start(articles["date"], "d")
    assert str(error.value) == "freq='d' is not a known period. Did you mean 'D'?"
