"""Dates as sources print them, into calendar days; what cannot be read for sure is left out, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

__all__ = ["NO_DATE", "ReadDate", "day_comes_first", "read_date"]

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_ISO = re.compile(
    r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)"
    r"(?:[T ]\s*(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
)
_DOTTED = re.compile(r"(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})(?:\D.*)?")
_SLASHED = re.compile(r"(\d\d?)[/-](\d\d?)[/-](\d{4})(?:\D.*)?")


@dataclass(frozen=True)
class ReadDate:
    """The publisher's calendar day, the moment in UTC where a zone was given, and what was wrong, if anything."""

    day: date | None
    moment: datetime | None = None
    problem: str = ""


NO_DATE = ReadDate(None, problem="no date")


def day_comes_first(values: Iterable[object]) -> bool | None:
    """Tell from all dates of a source such as 31/12/2021 whether the day comes first; None where none tells."""
    found = [match for value in values if (match := _SLASHED.fullmatch(str(value).strip()))]
    first = any(int(match[1]) > 12 for match in found)
    second = any(int(match[2]) > 12 for match in found)
    return None if first == second else first


@lru_cache(maxsize=100_000)
def read_date(value: str, day_first: bool | None = None) -> ReadDate:
    """Return the day that a date names.

    Parameters
    ----------
    value : str
        20310307, ISO 8601 with or without a time, 7.3.2031, 7/3/2031, RFC 2822, or a written date.
    day_first : bool, optional
        Whether 7/3/2031 is 7 March; without it such a date is read only where it can be one thing.
    """
    text = value.strip()
    if not text or text.lower() in {"none", "nan", "nat", "null", "n/a", "-"}:
        return NO_DATE
    if match := _COMPACT.fullmatch(text):
        return _day(text, *map(int, match.groups()))
    if match := _ISO.fullmatch(text):
        return _with_time(text, match)
    if match := _DOTTED.fullmatch(text):
        return _day(text, int(match[3]), int(match[2]), int(match[1]))
    if match := _SLASHED.fullmatch(text):
        return _slashed(text, int(match[1]), int(match[2]), int(match[3]), day_first)
    return _written(text)


def _day(text: str, year: int, month: int, day: int) -> ReadDate:
    try:
        found = date(year, month, day)
    except ValueError:
        return ReadDate(None, problem=f"impossible date '{text}'")
    if not 1600 <= year <= 2200:
        return ReadDate(None, problem=f"impossible date '{text}'")
    return ReadDate(found)


def _with_time(text: str, match: re.Match[str]) -> ReadDate:
    read = _day(text, int(match[1]), int(match[2]), int(match[3]))
    zone = match[8]
    if read.day is None or match[4] is None or zone is None:
        return read
    offset = "+00:00" if zone in {"Z", "UTC", "GMT"} else zone
    clock = f"{int(match[4]):02d}:{match[5]}:{match[6] or '00'}.{(match[7] or '0')[:6]:0<6}"
    try:
        moment = datetime.fromisoformat(f"{read.day.isoformat()}T{clock}{offset}").astimezone(UTC)
    except ValueError:
        return ReadDate(read.day, problem=f"impossible time '{text}'")
    return ReadDate(read.day, moment)


def _slashed(text: str, one: int, two: int, year: int, day_first: bool | None) -> ReadDate:
    if day_first is None and one <= 12 and two <= 12 and one != two:
        return ReadDate(None, problem=f"ambiguous date '{text}'")
    if day_first is None:
        day_first = one > 12
    return _day(text, year, two, one) if day_first else _day(text, year, one, two)


def _written(text: str) -> ReadDate:
    """Read dates with a month in letters: RFC 2822 first, then many languages; relative ones never."""
    unreadable = ReadDate(None, problem=f"unreadable date '{text[:40]}'")
    numbers = sorted(
        map(len, re.findall(r"\d+", re.sub(r"\d+:\d\d(:\d\d)?(\s*[+-]\d\d:?\d\d)?", "", text)))
    )
    one_day_one_year = len(numbers) == 2 and numbers[0] <= 2 and numbers[1] == 4
    if not (one_day_one_year and re.search(r"[^\W\d_]{3}", text)) or len(text) > 60:
        return unreadable
    found: datetime | None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        from dateparser import parse

        settings = {
            "STRICT_PARSING": True,
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
        }
        found = parse(text, settings=settings)
    if found is None:
        return unreadable
    read = _day(text, found.year, found.month, found.day)
    return ReadDate(
        read.day, found.astimezone(UTC) if found.tzinfo and read.day else None, read.problem
    )
