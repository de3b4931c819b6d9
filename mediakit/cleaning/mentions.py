"""Where a mention of a news agency is a credit, and where the agency is only quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["AMBIGUOUS", "NOTE", "PLACES", "Mention"]

#: Forms that are names of other things as well: a credit only in brackets or strokes.
AMBIGUOUS = set("PA AAP PAP SPA MENA Petra Antara UNI SANA APA ANP WAM NTB".split())
#: Places of a credit, the surest first.
PLACES = ("outlet", "dateline", "byline", "mark", "note")

_AROUND = 300  # characters looked at on both sides of a name
_WORDS = 60  # characters that a credit is shown with
_DASH = r"(?:-{1,2}|–|—|_|\|)"
_BEFORE_DATELINE = re.compile(r"^(?!(?:The|A|An) )[^\W\d_a-z](?:(?!said|says)[^!?;“”\"]){0,70}$")
_PLACE = re.compile(
    r"^[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,3}(?:, [^\W\d_a-z][\w. ]{0,20})? [(\[]$"
)
_STORY = r"[^\w]{0,2}[^\Wa-z_]"
NOTE = re.compile(
    r"contribut(?:ed|ing)(?: reporting)?(?: to| for)?(?: this| the) (?:report|story|article)"
    r"|^contributing:|(?:writer|reporter|journalist)s?\b.{0,80}\bcontributed"
    r"|\bcopyright\b|©|\boriginally (?:published|appeared)\b|\bproduced with\b"
    r"|\b(?:additional |with )?reporting (?:by|from)\b|\binputs? from\b|\bwith files from\b"
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
_MARK_AFTER = re.compile(r"[)/.]{0,2}")
_MARK_BEFORE = re.compile(rf"[.!?][\"'”’)]*\s+(?:{_DASH}\s*|[(/])?$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_DATELINE_CLOSING = re.compile(
    rf"(?:/[\w ]{{1,12}})?[)/\]]\s*(?P<sign>{_DASH}\s|[.:])?\s*(?P<story>{_STORY})?"
)
_DATELINE_OPEN = re.compile(rf"(?::|\s*{_DASH})\s+{_STORY}")
_BYLINE_AFTER = re.compile(
    r"(?:\s+(?:Staff|Writers?|Reporters?|News|Service|Washington|in [^\Wa-z]\w+))*\s*"
)
_BYLINE_BEFORE = re.compile(
    rf"(?:The\s+|{_DASH}\s*|(?:Text|Source):\s*|[Bb][Yy]:?\s+[\w .,'’|/&-]{{0,80}})?"
)


@dataclass(frozen=True)
class Mention:
    """The name of an agency in a line.

    Attributes
    ----------
    line : str
        The line.
    start, stop : int
        Where the name begins and ends in it.
    on_top : bool
        Whether the line is one of the first of its text.
    at_edge : bool
        Whether it is one of the first or the last.
    """

    line: str
    start: int
    stop: int
    on_top: bool
    at_edge: bool

    @property
    def name(self) -> str:
        """The name as the line has it."""
        return self.line[self.start : self.stop]

    @property
    def before(self) -> str:
        """The text before the name."""
        return self.line[max(0, self.start - _AROUND) : self.start]

    @property
    def after(self) -> str:
        """The text after the name."""
        return self.line[self.stop : self.stop + _AROUND]

    def place(self) -> str | None:
        """Return what the mention is: a credit of one kind, a quoted source, or nothing."""
        before = self.before
        after = self.after
        if self.name in AMBIGUOUS and not before.endswith(("(", "/", "[")):
            return None
        if _is_picture_credit(before, after):
            return None
        if self.on_top and self.start <= _AROUND and _is_dateline(before, after):
            return "dateline"
        if self.at_edge and len(self.line) <= _AROUND and _is_byline(before, after):
            return "byline"
        if _MARK_AFTER.fullmatch(after) and _MARK_BEFORE.search(before):
            return "mark"
        if NOTE.search(self._sentence()):
            return "note"
        if _is_quoted(before, after):
            return "cited"
        return None

    def _sentence(self) -> str:
        *_, beginning = _SENTENCE_END.split(self.before)
        end, *_ = _SENTENCE_END.split(self.after)
        return f"{beginning}{self.name}{end}"

    def words(self) -> str:
        """Return the mention with a few words around it."""
        line = self.line
        start = max(0, self.start - _WORDS)
        stop = min(len(line), self.stop + _WORDS // 2)
        if start > 0:
            start = line.find(" ", start, self.start) + 1
        if stop < len(line):
            stop = max(line.rfind(" ", self.stop, stop), self.stop)
        return line[start:stop]


def _is_picture_credit(before: str, after: str) -> bool:
    if _PICTURE_BEFORE.search(before):
        return True
    return bool(_PICTURE_AFTER.match(after)) and not before.endswith((" /", "("))


def _is_quoted(before: str, after: str) -> bool:
    if _CITING_BEFORE.search(before):
        return True
    return bool(_CITING_AFTER.match(after) or _AGENCY_AFTER.match(after))


def _is_dateline(before: str, after: str) -> bool:
    """Say whether a line begins as a dateline does.

    Such as 'PLACE, March 7 (Agency) -', '/Agency/.' or 'PLACE, March 7 Agency:'.
    """
    if before != "(" and not _BEFORE_DATELINE.match(before):
        return False
    if not before.endswith(("(", "/", "[")):
        return bool(_DATELINE_OPEN.match(after))
    closing = _DATELINE_CLOSING.match(after)
    if closing is None or not closing["story"]:
        return False
    return bool(closing["sign"] or re.search(r"\d", before) or _PLACE.match(before))


def _is_byline(before: str, after: str) -> bool:
    """Say whether a line is a byline.

    Such as 'By Jane Doe, Agency', 'By The Agency', 'Text: Agency' or the agency's name alone.
    """
    return bool(_BYLINE_AFTER.fullmatch(after) and _BYLINE_BEFORE.fullmatch(before))
