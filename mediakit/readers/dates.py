"""Dates as sources print them, into calendar days; an unclear one is left out, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

__all__ = ["NO_DATE", "ReadDate", "day_comes_first", "read_date"]

_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)"
    r"(?:[T ]\s*(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?|[A-Z]{3,5})?)?",
)
_COMPACT_TIME = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)T?(?P<hour>\d\d)(?P<minute>\d\d)"
    r"(?P<second>\d\d)?(?P<fraction>$)?(?P<zone>Z|[+-]\d\d:?\d\d)?"
)
_DOTTED = re.compile(r"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>\d{4})(?:\D.*)?")
_EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일](?:\D.*)?"
)
_SLASHED = re.compile(r"(\d\d?)[/-](\d\d?)[/-](\d{4})(?:\D.*)?")
_CLOCK = re.compile(r"\d+:\d\d(:\d\d)?(\s*[+-]\d\d:?\d\d)?")
_MISSING = {"", "none", "nan", "nat", "null", "n/a", "-"}
_UTC = {"Z", "UTC", "GMT"}
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_LONGEST = 60  # characters of a written date


@dataclass(frozen=True)
class ReadDate:
    """What a date says.

    Attributes
    ----------
    day : date or None
        The publisher's calendar day.
    moment : datetime or None
        The moment in UTC, if the date has a time with a zone.
    problem : str
        What was wrong; empty if nothing was.
    has_lone_time : bool
        Whether the date has a time of day without a zone, which is no moment.
    """

    day: date | None
    moment: datetime | None = None
    problem: str = ""
    has_lone_time: bool = False


NO_DATE = ReadDate(None, problem="no date")


def day_comes_first(values: Iterable[object]) -> bool | None:
    """Tell from all dates of a source, such as 31/12/2021, whether the day comes first.

    The answer is None if no date tells, or if they contradict each other.
    """
    day_is_first = False
    month_is_first = False
    for value in values:
        match = _SLASHED.fullmatch(str(value).strip())
        if match is None:
            continue
        first = int(match[1])
        second = int(match[2])
        if max(first, second) > 31 or min(first, second) > 12:
            continue  # impossible either way, so it tells nothing
        day_is_first |= first > 12
        month_is_first |= second > 12
    if day_is_first == month_is_first:
        return None
    return day_is_first


@lru_cache(maxsize=100_000)
def read_date(value: str, day_first: bool | None = None) -> ReadDate:
    """Return the day that a date names.

    Parameters
    ----------
    value : str
        20310307, 20310307T103000Z, ISO 8601 with or without a time, 7.3.2031, 7/3/2031, RFC 2822,
        or a written date.
    day_first : bool, optional
        Whether 7/3/2031 is 7 March; without it such a date is read only if it can be one thing.
    """
    text = value.strip()
    if text.lower() in _MISSING:
        return NO_DATE
    for pattern in (_COMPACT, _DOTTED, _EAST_ASIAN):
        match = pattern.fullmatch(text)
        if match is not None:
            return _day_of(text, match)
    for pattern in (_ISO, _COMPACT_TIME):
        match = pattern.fullmatch(text)
        if match is not None:
            return _day_and_time(text, match)
    match = _SLASHED.fullmatch(text)
    if match is not None:
        return _slashed(text, match, day_first)
    return _written(text)


def _day_of(text: str, match: re.Match[str]) -> ReadDate:
    return _day(text, int(match["year"]), int(match["month"]), int(match["day"]))


def _day(
    text: str,
    year: int,
    month: int,
    day: int,
) -> ReadDate:
    impossible = ReadDate(None, problem=f"impossible date '{text}'")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return impossible
    try:
        return ReadDate(date(year, month, day))
    except ValueError:
        return impossible


def _day_and_time(text: str, match: re.Match[str]) -> ReadDate:
    read = _day_of(text, match)
    if read.day is None or match["hour"] is None:
        return read
    hour = int(match["hour"])
    second = match["second"] or "00"
    fraction = (match["fraction"] or "0")[:6]
    clock = f"{hour:02d}:{match['minute']}:{second}.{fraction:0<6}"
    zone = match["zone"]
    is_known = zone is not None and (zone in _UTC or not zone.isalpha())
    if not is_known:  # a zone such as IST has several meanings
        return ReadDate(read.day, has_lone_time=clock != "00:00:00.000000")
    if zone in _UTC:
        zone = "+00:00"
    try:
        moment = datetime.fromisoformat(f"{read.day.isoformat()}T{clock}{zone}")
        return ReadDate(read.day, moment.astimezone(UTC))
    except ValueError:
        return ReadDate(read.day, problem=f"impossible time '{text}'")


def _slashed(text: str, match: re.Match[str], day_first: bool | None) -> ReadDate:
    first = int(match[1])
    second = int(match[2])
    year = int(match[3])
    if day_first is None:
        if first <= 12 and second <= 12 and first != second:
            return ReadDate(None, problem=f"ambiguous date '{text}'")
        day_first = first > 12
    if day_first:
        return _day(text, year, second, first)
    return _day(text, year, first, second)


def _written(text: str) -> ReadDate:
    """Read a date with a month in letters: as RFC 2822, or else in many languages."""
    unreadable = ReadDate(None, problem=f"unreadable date '{text[:40]}'")
    if len(text) > _LONGEST or not _has_day_month_and_year(text):
        return unreadable
    time = _parsed(text)
    if time is None:
        return unreadable
    read = _day(text, time.year, time.month, time.day)
    if read.day is None or time.tzinfo is None:
        return read
    return ReadDate(read.day, time.astimezone(UTC), read.problem)


def _has_day_month_and_year(text: str) -> bool:
    """Say whether a date has a number for the day, one for the year, and a word for the month."""
    numbers = re.findall(r"\d+", _CLOCK.sub("", text))
    lengths = sorted(len(number) for number in numbers)
    if len(lengths) != 2:
        return False
    has_month = re.search(r"[^\W\d_]{3}", text) is not None
    return has_month and lengths[0] <= 2 and lengths[1] == 4


def _parsed(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return _parsed_in_any_language(text)


#: How often dates of each shape were tried in vain: trying takes long, and the like fail alike.
_failures: Counter[str] = Counter()
_MOST_FAILURES = 20


def _parsed_in_any_language(text: str) -> datetime | None:
    from dateparser import parse

    shape = re.sub(r"\d", "0", text)
    if _failures[shape] >= _MOST_FAILURES:
        return None
    settings = {
        "STRICT_PARSING": True,
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
    }
    time = parse(text, settings=settings)
    if time is None:
        _failures[shape] += 1
    return time
