"""Which news agency an article credits, and by which words; a source that it quotes is another matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from mediakit.checks import require_columns
from mediakit.cleaning.agency_names import AGENCIES
from mediakit.errors import UnknownValue

__all__ = ["Credits", "credit_agencies"]

#: Forms that are names of other things as well: a credit only in brackets or strokes.
AMBIGUOUS = {
    "PA",
    "AAP",
    "PAP",
    "SPA",
    "MENA",
    "Petra",
    "Antara",
    "UNI",
    "SANA",
    "APA",
    "ANP",
    "WAM",
    "NTB",
}
#: Characters looked at on both sides of a name.
AROUND = 300
#: Where a credit may stand, the surest first.
PLACES = ("outlet", "dateline", "byline", "mark", "note")

_DASH = r"(?:-{1,2}|–|—|_|\|)"
_BEFORE_DATELINE = re.compile(r"^(?!(?:The|A|An) )[^\W\d_a-z](?:(?!said|says)[^!?;“”\"]){0,70}$")
_PLACE = re.compile(
    r"^[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,3}(?:, [^\W\d_a-z][\w. ]{0,20})? [(\[]$"
)
_STORY = r"[^\w]{0,2}[^\Wa-z_]"
_NOTE = re.compile(
    r"contribut(?:ed|ing)(?: reporting)?(?: to| for)?(?: this| the) (?:report|story|article)|^contributing:"
    r"|(?:writer|reporter|journalist)s?\b.{0,80}\bcontributed|\bcopyright\b|©|\boriginally (?:published|appeared)\b"
    r"|\bproduced with\b|\b(?:additional |with )?reporting (?:by|from)\b|\binputs? from\b|\bwith files from\b"
    r"|\bsource:|\b(?:distributed|provided|supplied) by\b|\bused in this (?:report|story|article)",
    re.IGNORECASE,
)
_CITING_BEFORE = re.compile(
    r"\b(?:told|to|by|according to|citing|cited|with|tells|quoted)(?: the)?(?: [\w’']+)? $"
)
_CITING_AFTER = re.compile(
    r"^(?:[’']s?)?(?: news agency| newswire| agency)?[,\s]+(?:\w+ly )?"
    r"(?:report(?:s|ed)|said|says|quot(?:es|ed|ing)|cit(?:es|ed|ing)|wrote|noted|added|citing)"
)
_PICTURE_BEFORE = re.compile(
    r"\b(?:image|photo|photograph|picture|video|caption)s?\b[^.]{0,40}$|\w/$", re.IGNORECASE
)
_PICTURE_AFTER = re.compile(r"^(?:/| (?:file )?photo)", re.IGNORECASE)
_AGENCY_AFTER = re.compile(r"^(?: state)?(?: news)? agency\b")


@dataclass(frozen=True)
class Credits:
    """The names of agencies, ready to be looked for.

    Attributes
    ----------
    names : dict of str to str
        The agency that each form of its name stands for.
    """

    names: dict[str, str]

    @property
    def pattern(self) -> str:
        """A regular expression, in the common part of Python's and Arrow's, that finds every form."""
        longest_first = sorted(self.names, key=lambda form: (-len(form), form))
        return r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"

    @cached_property
    def _outlets(self) -> dict[str, str]:
        """The agency that each name of an outlet stands for."""
        return {
            form.casefold(): name
            for form, name in self.names.items()
            if len(form) > 2 or form == "AP"
        }

    def of_outlet(self, outlet: object) -> str | None:
        """Return the agency that an outlet is, by its name or the domain that it was read under."""
        name = re.sub(r"^(?:the |www\.)", "", str(outlet).casefold().strip())
        shorter = re.sub(
            r"(?: (?:news|online|uk|us)|\.(?:com|org|net|info|[a-z]{2}|co\.[a-z]{2}))$", "", name
        )
        return self._outlets.get(name) or self._outlets.get(shorter)


def credit_agencies(
    articles: pd.DataFrame, *, agencies: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """Say which news agency each article credits for its text, and by which words.

    Looked for are the agency as the outlet itself; the dateline, "LONDON, March 7 (Reuters) -"; the byline, "By The
    Associated Press"; the mark behind the last sentence of a paragraph, "... may take place today. ANI"; and a note,
    "The Associated Press contributed to this report". Where there are several the first in this order counts. An
    agency quoted as a source, "Reuters reported", wrote none of the text: it is kept apart in `agency_cited`.

    Parameters
    ----------
    articles : DataFrame
        The articles table. Do this before `strip_boilerplate`, which takes out lines that credit agencies.
    agencies : dict of str to list of str, optional
        More agencies: the name to show, and the forms in which it is written, capitals as in print. Among them should
        be the outlet under which the table has the agency's own articles, so that they count as originals.

    Returns
    -------
    DataFrame
        The same rows with `agency` (missing without a credit), `agency_credit` (the words that it rests on),
        `agency_place` ('outlet', 'dateline', 'byline', 'mark' or 'note') and `agency_cited` (the agencies quoted as a
        source, with "; " between).

    Notes
    -----
    A credit says who wrote the text or a part of it. An article without one may still be agency copy: see
    `find_reprints`. Lower-cased texts show no credits.

    Examples
    --------
    >>> import mediakit as mk
    >>> agencies = {"Corvane Wire": ["Corvane", "corvanewire.example"]}
    >>> articles = mk.credit_agencies(mk.load_demo_articles(), agencies=agencies)
    >>> articles["agency_place"].value_counts().to_dict()
    {'outlet': 24, 'dateline': 10}
    """
    require_columns(articles, ["outlet", "text"])
    known = Credits(AGENCIES | _forms(agencies or {}))
    finder = re.compile(known.pattern)
    texts = articles["text"].fillna("")
    authors = (
        articles["author"].fillna("") if "author" in articles.columns else [""] * len(articles)
    )
    named = texts.str.contains(known.pattern)
    found = []
    for outlet, author, text, any_name in zip(
        articles["outlet"], authors, texts, named, strict=True
    ):
        claims: list[tuple[str, str, str]] = []
        if own := known.of_outlet(outlet):
            claims.append(("outlet", own, str(outlet)))
        claims += [
            ("byline", known.names[m[0]], author)
            for m in finder.finditer(author)
            if m[0] not in AMBIGUOUS
        ]
        claims += _claims(text, finder, known.names) if any_name else []
        found.append(_settle(claims))
    columns = ["agency", "agency_credit", "agency_place", "agency_cited"]
    added = pd.DataFrame(found, columns=columns, index=articles.index, dtype="str")
    return articles.assign(**{name: added[name] for name in columns})


def _forms(agencies: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the agency that each form stands for."""
    if not isinstance(agencies, Mapping) or any(
        isinstance(v, str) or not isinstance(v, Sequence) for v in agencies.values()
    ):
        raise UnknownValue(
            f"agencies= takes a name with a list of forms, {{'Harbour Wire': ['HW']}}, got {agencies!r}."
        )
    return {form: name for name, forms in agencies.items() for form in [name, *forms]}


def _settle(claims: list[tuple[str, str, str]]) -> tuple[str | None, ...]:
    """Return the agency, the words, the place, and the agencies that are only quoted."""
    credited = sorted(
        (c for c in claims if c[0] != "cited"), key=lambda claim: PLACES.index(claim[0])
    )
    cited = "; ".join(sorted({name for place, name, _ in claims if place == "cited"})) or None
    if not credited:
        return None, None, None, cited
    place, name, words = credited[0]
    return name, words, place, cited


def _claims(
    text: str, finder: re.Pattern[str], names: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yield the place, the agency and the words of each mention that says something about where the text is from."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        for match in finder.finditer(line):
            place = _place(
                line, match, at_edge=number < 3 or number >= len(lines) - 2, on_top=number < 3
            )
            if place is not None:
                yield place, names[match[0]], _words(line, match)


def _place(line: str, match: re.Match[str], *, at_edge: bool, on_top: bool) -> str | None:
    """Return what a mention of an agency is: a credit of one kind, a source, or nothing."""
    before, after = (
        line[max(0, match.start() - AROUND) : match.start()],
        line[match.end() : match.end() + AROUND],
    )
    if match[0] in AMBIGUOUS and not before.endswith(("(", "/", "[")):
        return None
    on_top, at_edge = on_top and match.start() <= AROUND, at_edge and len(line) <= AROUND
    if _PICTURE_BEFORE.search(before) or (
        _PICTURE_AFTER.match(after) and not before.endswith((" /", "("))
    ):
        return None
    if on_top and _is_dateline(before, after):
        return "dateline"
    if at_edge and _is_byline(before, after):
        return "byline"
    if re.fullmatch(r"[)/.]{0,2}", after) and re.search(
        rf"[.!?][\"'”’)]*\s+(?:{_DASH}\s*|[(/])?$", before
    ):
        return "mark"
    sentence = (
        re.split(r"(?<=[.!?])\s", before)[-1] + match[0] + re.split(r"(?<=[.!?])\s", after)[0]
    )
    if _NOTE.search(sentence):
        return "note"
    if _CITING_BEFORE.search(before) or _CITING_AFTER.match(after) or _AGENCY_AFTER.match(after):
        return "cited"
    return None


def _is_dateline(before: str, after: str) -> bool:
    """Say whether a line begins as 'PLACE, March 7 (Agency) -', '/Agency/.' or 'PLACE, March 7 Agency:'."""
    if before != "(" and not _BEFORE_DATELINE.match(before):
        return False
    if before.endswith(("(", "/", "[")):
        closing = re.match(
            rf"(?:/[\w ]{{1,12}})?[)/\]]\s*(?P<sign>{_DASH}\s|[.:])?\s*(?P<story>{_STORY})?", after
        )
        if closing is None or not closing["story"]:
            return False
        return bool(closing["sign"] or re.search(r"\d", before) or _PLACE.match(before))
    return bool(re.match(rf"(?::|\s*{_DASH})\s+{_STORY}", after))


def _is_byline(before: str, after: str) -> bool:
    """Say whether a line is 'By Jane Doe, Agency', 'By The Agency', 'Text: Agency' or the agency's name alone."""
    rest = re.fullmatch(
        r"(?:\s+(?:Staff|Writers?|Reporters?|News|Service|Washington|in [^\Wa-z]\w+))*\s*", after
    )
    start = rf"(?:The\s+|{_DASH}\s*|(?:Text|Source):\s*|[Bb][Yy]:?\s+[\w .,'’|/&-]{{0,80}})?"
    return rest is not None and re.fullmatch(start, before) is not None


def _words(line: str, match: re.Match[str], *, most: int = 60) -> str:
    """Return the mention with a few words around it."""
    start, stop = max(0, match.start() - most), min(len(line), match.end() + most // 2)
    start = line.find(" ", start, match.start()) + 1 if start else 0
    stop = max(line.rfind(" ", match.end(), stop), match.end()) if stop < len(line) else stop
    return line[start:stop]
