"""The quotations of one article as rows: what was said, by whom, and how that is known."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, TypeAlias

from mediakit.quotes.grammar.judging import SET_APART
from mediakit.quotes.grammar.rules import (
    CONTINUED,
    CREDIT,
    LATER,
    NONE,
    OPEN_PARAGRAPH,
    PARAGRAPH_BEFORE,
    RULES,
)
from mediakit.quotes.grammar.signs import COMMA, DETERMINER, RELATIVE, THAT
from mediakit.quotes.kinds import ANONYMOUS, MEDIA, PERSON, ROLE, UNRESOLVED, Source
from mediakit.quotes.language import Grammar
from mediakit.quotes.reading import LIST, Reading, read_text
from mediakit.quotes.resolving import People, SourceCache, Speaker

__all__ = ["FORMS", "Row", "read_article"]

#: The forms, in the numbers of `judge`; indirect speech comes last.
FORMS = ("direct", "mixed", "set apart", "indirect")
_INDIRECT = 3
#: The rule of indirect speech, behind those of quotations.
_INDIRECT_RULE = len(RULES)
_INHERITED = frozenset((CONTINUED, OPEN_PARAGRAPH, LATER, PARAGRAPH_BEFORE))
#: An article is a list if so many of its quotations have a name alone behind them.
_CREDITS = 5
_LONGEST_OFFICE = 10  # pieces


_Bare: TypeAlias = tuple[int, int, int, int, bool, int]


class Row(NamedTuple):
    """A quotation, or what somebody is said to have said; places are characters of the text."""

    begin: int
    end: int
    form: int
    rule: int
    sure: bool
    n_words: int
    inherited: bool = False
    source_begin: int = -1
    source_end: int = -1
    cue_begin: int = -1
    cue_end: int = -1
    kind: str = ""
    speaker: str = ""
    office: str = ""
    resolved: bool = False
    told: str = ""


def read_article(
    text: str,
    grammar: Grammar,
    source_of: SourceCache,
    belief: bool,
) -> tuple[list[Row], str]:
    """Return the quotations and the indirect speech of an article, and what shape it has."""
    if not text:
        return [], ""
    read = read_text(text, grammar, belief)
    if not len(read.spans) and not len(read.indirect):
        return [], read.shape
    article = _Article(text, read, source_of)
    rows = [article.with_source(row, *source) for row, source in _cited(read)]
    shape = read.shape
    if (read.speakers[:, 4] == CREDIT).sum() >= _CREDITS:
        shape = LIST
    return rows, shape


def _cited(read: Reading) -> list[tuple[_Bare, tuple[int, int, int, int]]]:
    """Return quotations and indirect speech in the order of the text, the source before what it
    says: a row without its source, and where its pieces are."""
    every = zip(read.spans.tolist(), read.speakers.tolist(), read.judged.tolist(), strict=True)
    cited = []
    for (begin, end, _, _), found, (form, sure, n_words) in every:
        first, last, cue, quote, rule, sentence = found
        source = (first, last, cue, sentence)
        if form == SET_APART or rule == NONE or sentence < 0:
            source = (-1, -1, -1, -1)
        row = (begin, end, form, max(rule, NONE), bool(sure), n_words)
        cited.append((max(first, quote), row, source))
    for first, last, cue, begin, end, sentence in read.indirect.tolist():
        row = (begin, end, _INDIRECT, _INDIRECT_RULE, False, 0)
        cited.append((first, row, (first, last, cue, sentence)))
    cited.sort()
    return [(row, source) for _, row, source in cited]


class _Article:
    """The names of an article, and what its quotations need of them."""

    def __init__(
        self,
        text: str,
        read: Reading,
        source_of: SourceCache,
    ) -> None:
        self.text = text
        self.read = read
        self.source_of = source_of
        self.last_of: dict[int, int] = {}
        self.in_sentence: dict[int, list[tuple[int, str]]] = {}
        names = []
        starts = set(read.starts.tolist())
        for first, last, sentence, begin, end in read.names.tolist():
            run = text[begin:end]
            self.last_of[first] = last
            self.in_sentence.setdefault(sentence, []).append((first, run))
            if last > first:
                names.append((source_of(run), first in starts))
        self.people = People(names, source_of)
        self.last: tuple[int, str] | None = None
        self._resolved: dict[int, Speaker] = {}
        self._told_in: dict[int, str] = {}

    def with_source(
        self,
        row: _Bare,
        first: int,
        last: int,
        cue: int,
        sentence: int,
    ) -> Row:
        """Return a row with its source: the pieces from first to last, and the verb."""
        if first < 0:
            return Row(*row)
        if row[2] == _INDIRECT:
            row = (*row[:5], len(self.text[row[0] : row[1]].split()))
        begins, ends = self.read.begins, self.read.ends
        speaker = self._speaker(first, last, sentence)
        told = ""
        if speaker.kind != MEDIA:
            if sentence not in self._told_in:
                self._told_in[sentence] = self._told(sentence)
            told = self._told_in[sentence]
        verb = (-1, -1)
        if cue >= 0:
            verb = (int(begins[cue]), int(ends[cue]))
        places = (int(begins[first]), int(ends[last]), *verb)
        inherited = row[3] in _INHERITED
        who = (speaker.kind, speaker.name, speaker.office, speaker.resolved)
        return Row(*row, inherited, *places, *who, told)

    def phrase(
        self,
        first: int,
        last: int,
    ) -> str:
        """Return the text of some pieces."""
        return self.text[self.read.begins[first] : self.read.ends[last]]

    def _speaker(
        self,
        begin: int,
        end: int,
        sentence: int,
    ) -> Speaker:
        """Return who the pieces of a source name, by way of names beside them and pronouns."""
        found = self._resolved.get(begin)
        if found is None:
            found = self._resolved[begin] = self._looked_up(begin, end, sentence)
        if found.kind == PERSON:
            self.last = (sentence, found.name)
        return found

    def _looked_up(
        self,
        begin: int,
        end: int,
        sentence: int,
    ) -> Speaker:
        phrase = self.phrase(begin, end)
        source = self.source_of(phrase)
        if source.kind == UNRESOLVED:
            return self._of_pronoun(phrase.lower(), begin, sentence)
        if source.kind in (ROLE, ANONYMOUS):
            named = self._name_behind(end)
            if named is not None:
                return self.people.speaker(Source(PERSON, named.name, source.name))
        if source.kind == ROLE:
            name = self.people.of_role(source.name)
            if name:
                return Speaker(PERSON, name, self.people.offices[name], resolved=True)
        speaker = self.people.speaker(source)
        if speaker.kind == PERSON and not speaker.office:
            return replace(speaker, office=self._office_behind(end))
        return speaker

    def _name_behind(self, end: int) -> Source | None:
        """Return the full name between commas behind a role: the mayor, Ann Reed, said."""
        flags = self.read.flags
        if end + 2 >= len(flags) or not flags[end + 1] & COMMA:
            return None
        last = self.last_of.get(end + 2)
        if last is None:
            return None
        source = self.source_of(self.phrase(end + 2, last))
        if source.kind != PERSON or not source.is_full:
            return None
        return source

    def _office_behind(self, end: int) -> str:
        """Return the role between commas behind a name: Ann Reed, the mayor of Lowtown, said."""
        flags = self.read.flags
        if end + 2 >= len(flags) or not flags[end + 1] & COMMA:
            return ""
        if not flags[end + 2] & DETERMINER:
            return ""
        for place in range(end + 3, min(end + 3 + _LONGEST_OFFICE, len(flags))):
            if flags[place] & COMMA:
                source = self.source_of(self.phrase(end + 2, place - 1))
                if source.kind in (ROLE, ANONYMOUS):
                    return source.name
                return ""
        return ""

    def _of_pronoun(
        self,
        pronoun: str,
        begin: int,
        sentence: int,
    ) -> Speaker:
        flags = self.read.flags
        if flags[begin] & (RELATIVE | THAT) and begin:
            return self._of_relative(begin, sentence)
        reference = self.source_of.words.reference
        if pronoun not in reference["he"] | reference["she"]:
            return Speaker(UNRESOLVED, "", "")
        name = self.people.antecedent(
            pronoun, sentence, begin, self.read.subjects, self.in_sentence, self.last
        )
        if not name:
            return Speaker(UNRESOLVED, "", "")
        return Speaker(PERSON, name, self.people.offices.get(name, ""), resolved=True)

    def _of_relative(
        self,
        place: int,
        sentence: int,
    ) -> Speaker:
        """Return the person named right before who: Ann Reed, who said."""
        before = place - 1
        if self.read.flags[before] & COMMA:
            before -= 1
        for first, run in self.in_sentence.get(sentence, ()):
            if self.last_of[first] == before:
                found = self.people.speaker(self.source_of(run))
                return replace(found, resolved=True)
        return Speaker(UNRESOLVED, "", "")

    def _told(self, sentence: int) -> str:
        """Return the medium that a source of a sentence spoke to, if it names one."""
        told = self.source_of.words.kinds["told"]
        for first, run in self.in_sentence.get(sentence, ()):
            before = first - 1
            if before >= 0 and self.read.flags[before] & DETERMINER:
                before -= 1
            if before < 0 or self.phrase(before, before).lower() not in told:
                continue
            source = self.source_of(run)
            if source.kind == MEDIA:
                return source.name
        return ""
