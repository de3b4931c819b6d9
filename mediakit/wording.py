"""How mediakit writes: numbers, names, days and periods as a newspaper prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

__all__ = [
    "PERIOD_NOUNS",
    "any_tested",
    "capitalised",
    "choose",
    "count_of",
    "day_name",
    "day_range",
    "ended",
    "in_period",
    "join_days",
    "join_names",
    "list_names",
    "list_others",
    "list_quoted",
    "matches_query",
    "noun_of_groups",
    "p_value",
    "percent",
    "percents",
    "period_name",
    "period_range",
    "plural_of",
    "quoted",
    "same_precision",
    "short_day",
    "short_range",
    "shortened",
    "some_tested",
    "times",
]

#: What the period of each letter of `freq=` is called.
PERIOD_NOUNS = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}

_ORDINALS = ("first", "second", "third", "fourth")
_VOWELS = "aeiou"
_OPERATORS = re.compile(r"[*()\"“”„«»]|\s")


def choose(number: float, singular: str, plural: str) -> str:
    """Return the word or clause that agrees with the number: choose(1, "is", "are").

    Examples
    --------
    >>> choose(1, "was", "were"), choose(0, "was", "were")
    ('was', 'were')
    """
    if number == 1:
        return singular
    return plural


def plural_of(noun: str) -> str:
    """Return the plural of a regular English noun; only the last word of a phrase changes.

    Examples
    --------
    >>> [plural_of(noun) for noun in ("article", "story", "day", "reprint group", "match")]
    ['articles', 'stories', 'days', 'reprint groups', 'matches']
    """
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def count_of(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number and its noun: 1 article, 2,000 articles, 3 stories.

    Examples
    --------
    >>> count_of(1, "entry"), count_of(12_000, "entry"), count_of(2, "of them", "of them")
    ('1 entry', '12,000 entries', '2 of them')
    """
    if plural is None:
        plural = plural_of(noun)
    return f"{number:,} {choose(number, noun, plural)}"


def join_names(names: Iterable[object], last: str = "and") -> str:
    """Return all names: 'a', 'a and b', 'a, b and c'."""
    words = [str(name) for name in names]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def list_names(names: Iterable[object], n: int = 3) -> str:
    """Return the first n names and how many more there are.

    Examples
    --------
    >>> list_names(["a", "b", "c"]), list_names(["a", "b", "c", "d", "e"])
    ('a, b and c', 'a, b, c and 2 more')
    """
    words = [str(name) for name in names]
    if len(words) > n:
        words = [*words[:n], f"{len(words) - n:,} more"]
    return join_names(words)


def list_quoted(names: Iterable[object], n: int = 3) -> str:
    """Return the first n terms or titles in quotation marks, and how many others there are.

    Examples
    --------
    >>> list_quoted(["ferry", "harbour"]), list_quoted(["ferry", "harbour", "wheat"], n=1)
    ('“ferry” and “harbour”', '“ferry” and 2 others')
    """
    return list_others(map(quoted, names), n)


def list_others(names: Iterable[object], n: int = 3) -> str:
    """Return the first n names as they are, and how many others there are.

    Examples
    --------
    >>> list_others(["a", "b"]), list_others(["a", "b", "c"], n=1)
    ('a and b', 'a and 2 others')
    """
    words = [str(name) for name in names]
    if len(words) > n:
        words = [*words[:n], count_of(len(words) - n, "other")]
    return join_names(words)


def percent(share: float) -> str:
    """Return a share in percent, halves rounded up, with a decimal where that says more.

    Examples
    --------
    >>> [percent(share) for share in (0.125, 0.031, 0.05, 0.997, 0.0004, 0.0)]
    ['13%', '3.1%', '5%', '99.7%', 'under 0.1%', '0%']
    """
    if 0 < share < 0.0005:
        return "under 0.1%"
    if 0.9995 <= share < 1:
        return "over 99.9%"
    exact = 100 * Decimal(f"{share:.12f}")
    places = Decimal("1")
    if exact % 1 and (share < 0.0995 or share >= 0.995):
        places = Decimal(".1")
    return f"{exact.quantize(places, ROUND_HALF_UP)}%"


def percents(*shares: float) -> list[str]:
    """Return shares that stand in one sentence: if one is 10% or more, only those under 1% have a
    decimal.

    Examples
    --------
    >>> percents(0.098, 0.075, 0.129), percents(0.031, 0.004, 0.06), percents(0.004, 0.3)
    (['10%', '8%', '13%'], ['3.1%', '0.4%', '6%'], ['0.4%', '30%'])
    """
    if max(shares) < 0.0995:
        return [percent(share) for share in shares]
    return [percent(share) if share < 0.01 else _whole_percent(share) for share in shares]


def _whole_percent(share: float) -> str:
    if 0.995 <= share < 1:
        return percent(share)  # not all of it
    exact = 100 * Decimal(f"{share:.12f}")
    return f"{exact.quantize(Decimal('1'), ROUND_HALF_UP)}%"


def p_value(p: float) -> str:
    """Return p as a sentence has it.

    Examples
    --------
    >>> p_value(0.0312), p_value(0.2), p_value(0.0002)
    ('p = 0.031', 'p = 0.2', 'p < 0.001')
    """
    if p < 0.001:
        return "p < 0.001"
    return f"p = {p:.2g}"


def day_name(day: pd.Timestamp) -> str:
    """Return a day in prose: 26 April 2031."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: pd.Timestamp) -> str:
    """Return a day where room is short, as on an axis or under a chart: 26 Apr 2031."""
    return f"{day.day} {day:%b %Y}"


def short_range(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Return the days from the first to the last where room is short: 4 Mar to 26 Apr 2031.

    Examples
    --------
    >>> days = ["2031-03-04", "2031-03-26", "2031-04-26", "2032-01-02"]
    >>> [short_range(pd.Timestamp(days[0]), pd.Timestamp(day)) for day in days]
    ['4 Mar 2031', '4 to 26 Mar 2031', '4 Mar to 26 Apr 2031', '4 Mar 2031 to 2 Jan 2032']
    """
    end = short_day(last)
    if first.normalize() == last.normalize():
        return end
    if first.year != last.year:
        return f"{short_day(first)} to {end}"
    if first.month != last.month:
        return f"{first.day} {first:%b} to {end}"
    return f"{first.day} to {end}"


def join_days(days: Sequence[pd.Timestamp]) -> str:
    """Return several days in prose, the month and year once if all share it.

    Examples
    --------
    >>> days = [pd.Timestamp(f"2031-{day}") for day in ("03-03", "03-10", "04-02")]
    >>> join_days(days[:2]), join_days(days)
    ('3 and 10 March 2031', '3 March, 10 March and 2 April 2031')
    """
    last = days[-1]
    if len({(day.year, day.month) for day in days}) == 1:
        names = [str(day.day) for day in days[:-1]]
    elif len({day.year for day in days}) == 1:
        names = [f"{day.day} {day:%B}" for day in days[:-1]]
    else:
        names = [day_name(day) for day in days[:-1]]
    return join_names([*names, day_name(last)])


def day_range(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Return the days from the first to the last; what both share is named once.

    Examples
    --------
    >>> days = [pd.Timestamp(day) for day in ("2031-03-03", "2031-03-09", "2031-04-26")]
    >>> day_range(days[0], days[1]), day_range(days[0], days[2])
    ('3 to 9 March 2031', '3 March to 26 April 2031')
    """
    if first == last:
        return day_name(first)
    begin = day_name(first)
    if first.year == last.year:
        begin = f"{first.day} {first:%B}"
        if first.month == last.month:
            begin = str(first.day)
    return f"{begin} to {day_name(last)}"


def period_name(first: pd.Timestamp, freq: str) -> str:
    """Return a period in prose, given its first day and the letter of its `freq`.

    Examples
    --------
    >>> day = pd.Timestamp("2031-03-03")
    >>> [period_name(day, freq) for freq in ("D", "W", "M", "Y")]
    ['3 March 2031', 'the week of 3 March 2031', 'March 2031', '2031']
    >>> period_name(pd.Timestamp("2031-04-01"), "Q")
    'the second quarter of 2031'
    """
    if freq == "W":
        return f"the week of {day_name(first)}"
    if freq == "M":
        return f"{first:%B %Y}"
    if freq == "Q":
        return f"the {_ORDINALS[first.quarter - 1]} quarter of {first.year}"
    if freq == "Y":
        return str(first.year)
    return day_name(first)


def period_range(
    first: pd.Timestamp,
    last: pd.Timestamp,
    freq: str,
) -> str:
    """Return the periods from one to another, each given by its first day."""
    if freq == "D":
        return day_range(first, last)
    if first == last:
        return period_name(first, freq)
    if freq == "W":
        return f"the weeks of {day_range(first, last)}"
    return f"{period_name(first, freq)} to {period_name(last, freq)}"


def in_period(first: pd.Timestamp, freq: str) -> str:
    """Return a period with its preposition: on 3 March 2031, in March 2031."""
    preposition = choose(freq == "D", "on", "in")
    return f"{preposition} {period_name(first, freq)}"


def feature_name(name: object) -> str:
    """Return the name of a frame or feature as prose has it: human-interest."""
    return str(name).replace("_", "-")


def quoted(text: object) -> str:
    """Return a query, title or name in quotation marks, so that it stands out of its sentence."""
    return f"“{text}”"


def ended(sentence: str) -> str:
    """Return a sentence with its full stop, unless a quotation ends with one.

    Examples
    --------
    >>> ended("It says “Read on”"), ended("It says “Read on.”")
    ('It says “Read on”.', 'It says “Read on.”')
    """
    if sentence.endswith((".", ".”", "!”", "?”", "…”")):
        return sentence
    return f"{sentence}."


def matches_query(query: str, number: float = 2) -> str:
    """Return the verb and the query: articles mention a word, but match a query with operators.

    Examples
    --------
    >>> matches_query("ferry"), matches_query("ferry OR war"), matches_query("war", 1)
    ('mention “ferry”', 'match “ferry OR war”', 'mentions “war”')
    >>> matches_query('"ferry line"')
    'mention “ferry line”'
    """
    query = query.strip()
    phrase = query[1:-1]
    is_phrase = query[:1] == query[-1:] == '"' and not re.search(r'[*"“”«»]', phrase)
    if is_phrase:
        query = phrase
    verb = choose(number, "matches", "match")
    if is_phrase or not _OPERATORS.search(query):
        verb = choose(number, "mentions", "mention")
    return f"{verb} {quoted(query)}"


def noun_of_groups(by: Sequence[str], number: float = 2) -> str:
    """Return what the groups of these columns are called: outlets by outlet, else groups.

    Examples
    --------
    >>> noun_of_groups(["outlet"]), noun_of_groups(["outlet"], 1), noun_of_groups(["a", "b"])
    ('outlets', 'outlet', 'groups')
    """
    noun = "group"
    if len(by) == 1:
        noun = by[0]
    return choose(number, noun, plural_of(noun))


def some_tested(number: int, n_tested: int, noun: str) -> str:
    """Return how many of the things tested a finding holds for.

    Examples
    --------
    >>> some_tested(2, 5, "outlet"), some_tested(5, 5, "outlet"), some_tested(1, 1, "outlet")
    ('2 of the 5 outlets tested', 'all 5 outlets tested', 'the one outlet tested')
    """
    if n_tested == 1:
        return f"the one {noun} tested"
    if number == n_tested:
        return f"all {count_of(number, noun)} tested"
    return f"{number:,} of the {count_of(n_tested, noun)} tested"


def any_tested(n_tested: int, noun: str) -> str:
    """Return the things tested after a negation: none was found in any of the 5 outlets tested."""
    if n_tested == 1:
        return f"the one {noun} tested"
    return f"any of the {count_of(n_tested, noun)} tested"


def times(number: int) -> str:
    """Return how often something happened: once, twice, 3 times."""
    if number in (1, 2):
        return choose(number, "once", "twice")
    return f"{number:,} times"


def same_precision(*values: float) -> list[str]:
    """Return numbers with as many decimals as suit the largest of them.

    Examples
    --------
    >>> same_precision(3, 1.84, 4.9), same_precision(22, 21), same_precision(0.667)
    (['3.0', '1.8', '4.9'], ['22', '21'], ['0.67'])
    >>> same_precision(95.4, 131.2), same_precision(0.0021, 0.0312)
    (['95', '131'], ['0.002', '0.031'])
    """
    largest = max(abs(value) for value in values)
    if largest >= 100 or all(float(value).is_integer() for value in values):
        n_decimals = 0
    elif largest >= 1:
        n_decimals = 1
    else:
        n_decimals = 1 - Decimal(f"{largest:.1e}").adjusted()
    return [f"{value:,.{n_decimals}f}" for value in values]


def shortened(text: object, n: int = 100) -> str:
    """Return a text on one line, cut after a whole word if it has more than n characters.

    Examples
    --------
    >>> shortened("The ferry sails at noon", 12), shortened("The ferry", 12)
    ('The ferry …', 'The ferry')
    """
    line = " ".join(str(text).split())
    if len(line) <= n:
        return line
    cut = line[: n + 1]
    if " " in cut:
        return cut.rsplit(" ", 1)[0] + " …"
    return line[:n] + "…"


def capitalised(sentence: str) -> str:
    """Return a sentence with a capital at its start, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
