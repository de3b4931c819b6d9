"""An article as new Nexis exports print it: headline, outlet, day, labels, Body and text."""

from __future__ import annotations

import re
from itertools import pairwise

from mediakit.readers.nexis.labels import are_rights, as_fields, label_of
from mediakit.readers.nexis.tail import end_of_text, said_by
from mediakit.readers.printed_days import printed_day

__all__ = ["has_recent_mark", "parse_recent", "parted"]

_BODY = re.compile(
    r"(?:Body|Text|Textkörper|Volltext|Corps|Texte|Cuerpo|Texto|Corpo|Testo|Hoofdtekst|Tekst):?"
)
_CLASSIFICATION = re.compile(
    r"(?:Classification|Klassifizierung|Klassifikation|Clasificación|Classificazione|Classificatie"
    r"|Classificação)"
)
_GRAPHIC = re.compile(r"(?:Graphic|Grafik|Graphique|Gráfico|Grafico|Grafiek)")
_ON_COVER = re.compile(r"1\.\s+(\S.*)")
_NO_HEADLINE = re.compile(r"No (?:Headline|Title) (?:In Original|found)|Kein Titel", re.IGNORECASE)
_ANCHORS = {"language", "load_date", "publication_type"}


def has_recent_mark(text: str) -> bool:
    """Say whether a text has the line that stands before the text of each article."""
    return any(_BODY.fullmatch(line.strip()) for line in text.split("\n"))


def parse_recent(lines: list[str]) -> dict[str, object]:
    """Return the fields of a document; none if it has neither a headline nor a text.

    Before the first document of a file is its cover page, which is left out.
    """
    body_at = _first(lines, _BODY)
    head = lines[: _end_of_head(lines, body_at)]
    begin = len(head)
    if body_at is not None:
        begin = body_at + 1
    end, rest = _end_of_body(lines, begin)
    day_at = _place_of_day(head)
    facts = _above(head, day_at)
    after_day = head[_start_of_article(head, day_at) :]
    said = said_by(rest) | said_by([line for line in after_day if label_of(line)[0]])
    title = str(facts.pop("title", ""))
    if title:
        said["title"] = title
    text = lines[begin:end]
    graphic_at = _first(text, _GRAPHIC)
    if graphic_at is not None:
        said["graphic"] = "\n".join(text[graphic_at + 1 :])
        text = text[:graphic_at]
    fields = facts | as_fields(said)
    fields["text"] = "\n".join(text)
    if not fields["text"] and "title" not in fields:
        return {}
    return {name: value for name, value in fields.items() if value}


def parted(lines: list[str]) -> list[list[str]]:
    """Return the lines of each article of a document, which are two if an end was lost.

    A second line Body shows it; the other article begins two lines above its day.
    """
    bodies = [place for place, line in enumerate(lines) if _BODY.fullmatch(line)]
    begins = [0]
    for before, body in pairwise(bodies):
        day_at = _place_of_day(lines[before:body])
        if day_at is not None and day_at > 2:
            begins.append(before + day_at - 2)
    return [lines[begin:end] for begin, end in pairwise([*begins, len(lines)])]


def _first(lines: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((place for place, line in enumerate(lines) if pattern.fullmatch(line)), None)


def _end_of_head(lines: list[str], body_at: int | None) -> int:
    """Return where the head ends; without the line Body, after the labels below the day."""
    if body_at is not None:
        return body_at
    day_at = _place_of_day(lines)
    if day_at is None:
        return 0
    place = day_at + 1
    while place < len(lines) and (label_of(lines[place])[0] or are_rights(lines[place])):
        place += 1
    return place


def _end_of_body(lines: list[str], begin: int) -> tuple[int, list[str]]:
    """Return where the text ends, and the lines with what the database says of it."""
    for place in reversed(range(begin, len(lines))):
        if _CLASSIFICATION.fullmatch(lines[place]):
            return place, lines[place + 1 :]
    end = end_of_text(lines, begin, capitals=False)
    rest = lines[end:]
    if not _ANCHORS.intersection(said_by(rest)):
        return len(lines), []
    return end, rest


def _place_of_day(head: list[str]) -> int | None:
    """Return where the day is: the last line of the head that is one, since the cover is before."""
    for place in reversed(range(len(head))):
        if printed_day(head[place]) is not None:
            return place
    return None


def _start_of_article(head: list[str], day_at: int | None) -> int:
    """Return where the article begins, behind the cover page that lists all of them."""
    if day_at is not None:
        return max(0, day_at - 2)
    on_cover = next((match for match in map(_ON_COVER.fullmatch, head) if match), None)
    if on_cover is None:
        return 0
    for place in reversed(range(len(head))):
        if on_cover[1].startswith(head[place].strip()):
            return place
    return len(head)


def _above(head: list[str], day_at: int | None) -> dict[str, object]:
    """Return headline, outlet, day and edition: they stand below one another, without labels."""
    facts: dict[str, object] = {}
    lines = head[_start_of_article(head, day_at) :]
    if day_at is not None:
        facts["date"] = printed_day(head[day_at])
        facts["edition"] = _edition(head[day_at + 1 :])
        lines = head[max(0, day_at - 2) : day_at]
    names = []
    for line in lines:
        if label_of(line)[0] or are_rights(line):
            break
        names.append(line)
    if len(names) == 1 and day_at is not None:
        facts["outlet"] = names[0]
    elif names:
        facts["title"] = _NO_HEADLINE.sub("", names[0]).strip()
        facts["outlet"] = "".join(names[1:2])
    return facts


def _edition(lines: list[str]) -> str:
    """Return the line below the day, if it is neither the rights nor labelled."""
    first = "".join(lines[:1])
    if label_of(first)[0] or are_rights(first) or len(first) > 60:
        return ""
    return first
