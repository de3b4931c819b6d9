"""Days as databases print them below a headline, in many languages: 2. März 2022, 2 marzo 2022."""

from __future__ import annotations

import re

__all__ = ["printed_day"]

#: The names of the months from January on, in eleven languages, and their short forms.
_NAMES = (
    "january januar jänner januari janvier enero gennaio janeiro stycznia января jan janv ene gen",
    "february februar februari février fevrier febrero febbraio fevereiro lutego февраля feb févr",
    "march märz maerz maart mars marzo março marco marts marca марта mar mär mrz mrt",
    "april avril abril aprile kwietnia апреля apr avr abr",
    "may mai mei mayo maggio maio maj maja мая",
    "june juni juin junio giugno junho czerwca июня jun",
    "july juli juillet julio luglio julho lipca июля jul juil",
    "august augustus août aout agosto augusti sierpnia августа aug ago",
    "september septembre septiembre setiembre settembre setembro września сентября sep sept set",
    "october oktober octobre octubre ottobre outubro października октября oct okt ott",
    "november novembre noviembre novembro listopada ноября nov",
    "december dezember décembre decembre diciembre dicembre dezembro desember grudnia декабря dec "
    "dez déc dic",
)
_MONTHS = {name: number for number, line in enumerate(_NAMES, 1) for name in line.split()}
_WORD = r"[^\W\d_]+"
_WEEKDAY = rf"(?:{_WORD}(?:-{_WORD})?\.?,?\s+)?"
_OF = r"(?:del?\s+)?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|\.)?\s*{_OF}(?P<month>{_WORD})\.?,?\s+{_OF}"
    r"(?P<year>\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>{_WORD})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
    r"(?P<year>\d{4})(?!\d)"
)
_NUMBERS = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
)
#: A day is followed by its name, a time or an edition, but not by the rest of a sentence.
_AFTER = re.compile(r"[\s,]*(?:$|\(|\d|[^\W\d_])")
_LONGEST = 120  # characters of a line with a day
_TIME = re.compile(
    r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
    r"\s*(?P<zone>GMT\s?[+-]\s?\d{1,2}|[A-Z]{3,4})\b"
)
_SHIFT = re.compile(r"GMT([+-])(\d{1,2})")
#: Zones whose short name means one thing in the databases that use it.
_ZONES = {
    "GMT": "+00:00",
    "UTC": "+00:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "AEST": "+10:00",
    "AEDT": "+11:00",
}


def printed_day(line: str) -> str | None:
    """Return the day that a line begins with as 2022-03-02, with the time if its zone is known.

    The day may follow its name. A month without a day is none.

    Examples
    --------
    >>> printed_day("2. März 2022 Mittwoch 9:50 PM GMT+1")
    '2022-03-02T21:50:00+01:00'
    >>> printed_day("mercredi 2 mars 2022")
    '2022-03-02'
    >>> printed_day("March 2022") is None
    True
    """
    text = " ".join(line[:_LONGEST].split())
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _NUMBERS):
        match = pattern.match(text)
        if match is None or _AFTER.match(text, match.end()) is None:
            continue
        month = _month(match["month"])
        if month:
            day = f"{match['year']}-{month:02d}-{int(match['day']):02d}"
            return day + _time(text[match.end() :])
    return None


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return _MONTHS.get(name.lower(), 0)


def _time(text: str) -> str:
    """Return the time of day with its zone; nothing if the zone is not known for sure."""
    match = _TIME.search(text)
    if match is None:
        return ""
    zone = _zone(match["zone"])
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12
        if match["half"] in "pP":
            hour += 12
    if not zone or hour > 23 or int(match["minute"]) > 59:
        return ""
    return f"T{hour:02d}:{match['minute']}:00{zone}"


def _zone(name: str) -> str:
    compact = name.replace(" ", "")
    if compact in _ZONES:
        return _ZONES[compact]
    match = _SHIFT.fullmatch(compact)
    if match is None or int(match[2]) > 14:
        return ""
    return f"{match[1]}{int(match[2]):02d}:00"
