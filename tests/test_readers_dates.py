"""Dates as sources print them, into calendar days; never a guess."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.readers.dates import NO_DATE, ReadDate, day_comes_first, read_date

MARCH_7 = date(2031, 3, 7)


@pytest.mark.parametrize(
    "text",
    [
        "20310307", " 20310307\n", "2031-03-07", "2031-3-7", "2031/03/07", "2031.03.07", "2031-03-07 23:30",
        "2031-03-07T23:30:59.5", "7.3.2031", "07. 03. 2031", "7.3.2031 14:00", "7 March 2031", "March 7, 2031",
        "7. März 2031", "7 mars 2031", "7 de marzo de 2031", "7 марта 2031", "07-Mar-2031", "Fri Mar 07 23:30:00 2031",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_printed(text):
    assert read_date(text) == ReadDate(MARCH_7, has_lone_time="-07" in text and "23:30" in text)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2031-03-07T23:30:00Z", "23:30"),
        ("2031-03-07T23:30:00.123456+00:00", "23:30"),
        ("2031-03-07 23:30 UTC", "23:30"),
        ("2031-03-07 23:30:00+00", "23:30"),  # as PostgreSQL prints it
        ("2031-03-07T23:30:00+05:30", "18:00"),
        ("2031-03-07T23:30+0530", "18:00"),
        ("Fri, 07 Mar 2031 23:30:00 GMT", "23:30"),
        ("Fri, 07 Mar 2031 23:30:00 +0530", "18:00"),
    ],
)
def test_a_moment_is_turned_into_utc_and_the_day_stays_the_publishers(text, clock):
    read = read_date(text)
    assert (read.day, read.problem) == (MARCH_7, "")
    assert read.moment is not None
    assert read.moment.utcoffset() == timedelta(0)
    assert f"{read.moment:%Y-%m-%d %H:%M}" == f"2031-03-07 {clock}"


def test_the_day_is_the_local_one_even_when_it_is_the_next_in_utc():
    # 23:30 in New York is 04:30 of the 8th in UTC
    assert read_date("2031-03-07T23:30:00-05:00") == ReadDate(
        MARCH_7, datetime(2031, 3, 8, 4, 30, tzinfo=UTC)
    )
    assert read_date("Fri, 07 Mar 2031 23:30:00 -0500") == ReadDate(
        MARCH_7, datetime(2031, 3, 8, 4, 30, tzinfo=UTC)
    )


@pytest.mark.parametrize("text", ["", "  ", "None", "nan", "NaT", "NULL", "n/a", "-"])
def test_a_word_for_nothing_is_no_date(text):
    assert read_date(text) == NO_DATE


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("20310230", "impossible date '20310230'"),
        ("20311301", "impossible date '20311301'"),
        ("2031-02-30T10:00:00Z", "impossible date '2031-02-30T10:00:00Z'"),
        ("31.2.2031", "impossible date '31.2.2031'"),
        ("15991231", "impossible date '15991231'"),
        ("22010101", "impossible date '22010101'"),
        ("00010101", "impossible date '00010101'"),
        ("7/3/2031", "ambiguous date '7/3/2031'"),
        ("7-3-2031", "ambiguous date '7-3-2031'"),
        ("yesterday", "unreadable date 'yesterday'"),
        ("3 days ago", "unreadable date '3 days ago'"),
        ("next Friday", "unreadable date 'next Friday'"),
        ("March 2031", "unreadable date 'March 2031'"),
        ("7 March", "unreadable date '7 March'"),
        ("Friday", "unreadable date 'Friday'"),
        ("2031", "unreadable date '2031'"),
        ("1930262400", "unreadable date '1930262400'"),
        ("10:30", "unreadable date '10:30'"),
        ("31 February 2031", "unreadable date '31 February 2031'"),
        ("The bridge of March 7, 2031", "unreadable date 'The bridge of March 7, 2031'"),
        ("x" * 70, "unreadable date '" + "x" * 40 + "'"),
    ],
)
def test_what_is_no_certain_day_is_left_out_with_the_reason(text, problem):
    assert read_date(text) == ReadDate(None, problem=problem)


def test_an_impossible_time_leaves_the_day():
    assert read_date("2031-03-07T25:30:00Z") == ReadDate(
        MARCH_7, problem="impossible time '2031-03-07T25:30:00Z'"
    )


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("7/3/2031", True, date(2031, 3, 7)),
        ("7/3/2031", False, date(2031, 7, 3)),
        ("13/3/2031", None, date(2031, 3, 13)),
        ("3/13/2031", None, date(2031, 3, 13)),
        ("5/5/2031", None, date(2031, 5, 5)),
        ("13/3/2031", False, None),
    ],
)
def test_a_date_with_slashes_is_read_where_it_can_be_one_thing(text, day_first, day):
    assert read_date(text, day_first).day == day


@pytest.mark.parametrize(
    ("values", "first"),
    [
        (["7/3/2031", "13/3/2031"], True),
        (["7/3/2031", " 3-13-2031 "], False),
        (["7/3/2031", "5/5/2031"], None),
        (["13/3/2031", "3/13/2031"], None),  # they contradict each other
        (["2031-03-13", None, ""], None),
        ([], None),
    ],
)
def test_one_date_can_tell_the_order_of_all_the_others(values, first):
    assert day_comes_first(values) is first


@given(st.dates(date(1600, 1, 1), date(2200, 12, 31)))
def test_every_day_of_six_centuries_is_read_back(day):
    y, m, d = day.year, day.month, day.day
    assert (
        read_date(f"{y}{m:02d}{d:02d}")
        == read_date(day.isoformat())
        == read_date(f"{d}.{m}.{y}")
        == ReadDate(day)
    )
    assert read_date(f"{d}/{m}/{y}", True) == read_date(f"{m}/{d}/{y}", False) == ReadDate(day)


@given(st.datetimes(datetime(1601, 1, 1), datetime(2199, 1, 1), timezones=st.timezones()))
def test_every_moment_with_a_zone_is_the_same_moment_in_utc(moment):
    moment = moment.replace(microsecond=0, fold=0)
    if (
        moment.utcoffset().total_seconds() % 60
    ):  # local mean time of long ago: no standard prints seconds there
        return
    assert read_date(moment.isoformat()) == ReadDate(moment.date(), moment.astimezone(UTC))


@given(
    st.text(max_size=65)
    | st.from_regex(r"\d{1,4}[-/. ]?[A-Za-z]{3,9}[-/. ]\d{1,4}.{0,20}", fullmatch=True)
)
@settings(max_examples=60)
def test_any_text_is_a_day_or_has_a_reason(text):
    read = read_date(text)
    assert (read.day is None) == bool(read.problem) or read.problem.startswith("impossible time")
    assert read.day is not None or read.moment is None


def test_an_impossible_date_tells_nothing_of_the_others():
    days = ["03/07/2031", "03/25/2031", "04/01/2031", "13/25/2031"]
    assert day_comes_first(days) is False
    assert day_comes_first(["03/07/2031", "13/25/2031"]) is None


def test_dates_that_cannot_be_read_are_tried_a_few_times_and_no_more(monkeypatch):
    import dateparser

    tried = []

    def parse(text, settings):
        tried.append(text)

    monkeypatch.setattr(dateparser, "parse", parse)
    for minute in range(60):
        assert read_date(f"Gesehen am 7 Hartung 2031 09:{minute:02d}").day is None
    assert 0 < len(tried) <= 20
