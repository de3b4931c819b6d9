"""Wire text as agencies send it, after IPTC 7901 and ANPA 1312: reports between control signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from mediakit.readers.content import Content
from mediakit.readers.decoding import clean_text
from mediakit.readers.format import Format
from mediakit.readers.parsed import Parsed, Record

__all__ = ["WIRE"]

_HEADER, _TEXT, _END = "\x01", "\x02", "\x03"
#: How a report begins: its number and priority, as agencies in Europe and in America write them.
_OF_IPTC = re.compile(r"[a-z]{2,4}\d{3,4} \d [a-z]{1,3}\b", re.IGNORECASE)
_OF_ANPA = re.compile(r"[a-z]\d{4}\x1f?", re.IGNORECASE)
_AGENCY = re.compile(r"\s([A-Za-z]{2,6})\s+\d{2,4}\s*$")
_DAY_OF_IPTC = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) ?(?:GMT|UTC|Z) (?P<month>[^\W\d_]{3})\.? "
    r"(?P<year>\d\d)\b"
)
_DAY_OF_ANPA = re.compile(
    r"(?P<agency>[A-Z]{2,6})-[A-Z]{2}-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)"
    r"(?: (?P<hour>\d\d)(?P<minute>\d\d)(?:GMT|UTC))?"
)
#: The months in English, and in German where it differs.
_MONTHS = {
    "jan": "01",
    "feb": "02",
    "mar": "03",
    "mär": "03",
    "mrz": "03",
    "apr": "04",
    "may": "05",
    "mai": "05",
    "jun": "06",
    "jul": "07",
    "aug": "08",
    "sep": "09",
    "oct": "10",
    "okt": "10",
    "nov": "11",
    "dec": "12",
    "dez": "12",
}
_BYLINE = re.compile(r"(?:by|von|par|por|di|da)\s+(.+)$", re.IGNORECASE)
_VERSION = re.compile(r"[\dA-Z][\dA-Z ./:-]*")  # 1ST LEAD, REFILE, CORRECTION
_FOR_EDITORS = re.compile(r"#+ |\* \* \* \*|The following information is not intended")
_TO_EDITORS = re.compile(r"(?:Eds|AP Photo|AP Video|With|HFR|Recasts)\b")
_RULE = re.compile(r"_{2,}[= ]*")


@dataclass
class _Report:
    """One report: the line with its number, the lines of its text, and what follows it."""

    header: str
    lines: list[str]
    after: str


def _is_wire(content: Content) -> bool:
    """Say whether a content begins with a header of a report, and its text follows."""
    opening = content.head.lstrip(b"\x16 \r\n").decode("latin-1")
    if not opening.startswith(_HEADER) or _TEXT not in opening:
        return False
    return _pattern_of(opening[1:]) is not None


def _pattern_of(header: str) -> re.Pattern[str] | None:
    """Return the pattern of the standard that a header follows, or None."""
    for pattern in (_OF_IPTC, _OF_ANPA):
        if pattern.match(header):
            return pattern
    return None


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the reports of a file; one without a text is rejected."""
    decoded = content.decoded
    parsed.encoding = decoded.encoding
    parsed.encoding_from = decoded.found_by
    numbers = count(1)
    for part in decoded.text.replace("\r", "").split(_HEADER)[1:]:
        number = next(numbers)
        header, _, rest = part.partition(_TEXT)
        body, _, after = rest.partition(_END)
        if not body.strip():
            parsed.rejected.append(f"report {number}: no text")
            continue
        is_anpa = _OF_IPTC.match(header) is None
        report = _Report(header, body.split("\n"), after or body[-200:])
        if is_anpa:
            yield number, _fields_of_anpa(report)
        else:
            yield number, _fields_of_iptc(report)


def _fields_of_iptc(report: _Report) -> dict[str, object]:
    """Return the fields of a report whose heading ends at the first empty line."""
    heading, text = _parted(report.lines)
    author = ""
    titles = []
    for line in heading:
        byline = _BYLINE.match(line.rstrip("= "))
        if byline is not None and line.endswith("="):
            author = byline[1]
        elif not _VERSION.fullmatch(line):
            titles.append(line.rstrip("= "))
    keyword = _clean(report.header.split("\n")[-1] or _last_line(report.header))
    agency = _AGENCY.search(report.header.split("\n")[0])
    fields = {
        "title": " ".join(titles),
        "text": "\n".join(text),
        "author": author,
        "outlet": agency and agency[1],
        "keyword": keyword.strip("/ "),
        **_moment(_DAY_OF_IPTC.search(report.after)),
    }
    return {name: value for name, value in fields.items() if value}


def _last_line(header: str) -> str:
    lines = [line for line in header.split("\n")[1:] if line.strip()]
    return lines[-1] if lines else ""


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines of the heading, and the paragraphs of the text after it."""
    cleaned = [_clean(line) for line in lines]
    while cleaned and not cleaned[0]:
        cleaned.pop(0)
    end = next((place for place, line in enumerate(cleaned) if not line), len(cleaned))
    paragraphs: list[str] = []
    is_new = True
    for line in cleaned[end:]:
        if _FOR_EDITORS.match(line):
            break
        if not line:
            is_new = True
        elif is_new:
            paragraphs.append(line)
            is_new = False
        else:
            paragraphs[-1] += f" {line}"
    return cleaned[:end], paragraphs


def _fields_of_anpa(report: _Report) -> dict[str, object]:
    """Return the fields of a report whose heading lines begin with ^ and end with < or =."""
    headings = []
    paragraphs: list[str] = []
    for line in report.lines:
        cleaned = _clean(line).removesuffix("<").removesuffix("=").strip()
        if line.startswith("^") and not paragraphs:
            headings.append(cleaned.removeprefix("^"))
        elif cleaned and not _RULE.fullmatch(cleaned):
            paragraphs.append(cleaned.removeprefix("^"))
    day = _DAY_OF_ANPA.search(report.after)
    keyword, *others = headings or [""]
    titles = [line for line in others if not _TO_EDITORS.match(line)]
    byline = next((match for match in map(_BYLINE.match, titles) if match), None)
    fields = {
        "title": next((line for line in titles if not _BYLINE.match(line)), keyword),
        "text": "\n".join(paragraphs),
        "author": byline and byline[1],
        "outlet": day and day["agency"],
        "keyword": keyword.split(",")[0],
        **_moment(day),
    }
    return {name: value for name, value in fields.items() if value}


def _moment(match: re.Match[str] | None) -> dict[str, object]:
    """Return the day of a report, and the moment if its time was given."""
    if match is None:
        return {}
    month = _MONTHS.get(match["month"].lower(), match["month"])
    century = "20" if int(match["year"]) < 70 else "19"
    day = f"{century}{match['year']}-{month}-{match['day']}"
    if match["hour"] is None:
        return {"date": day}
    return {"date": f"{day}T{match['hour']}:{match['minute']}:00Z"}


def _clean(line: str) -> str:
    """Return a line without control characters and with single spaces."""
    return " ".join(clean_text(line)[0].split())


WIRE = Format("wire", (), _is_wire, _read)
