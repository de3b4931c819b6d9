"""The quotations of one article as rows: what was said, by whom, and how that is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

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

__all__ = ["FORMS", "INDIRECT", "Row", "read_article"]

INDIRECT = 3
FORMS = ("direct", "mixed", "set apart", "indirect")
#: The rule of indirect speech, behind those of quotations.
INDIRECT_RULE = len(RULES)
_INHERITED = frozenset((CONTINUED, OPEN_PARAGRAPH, LATER, PARAGRAPH_BEFORE))
#: An article is a list if so many of its quotations have a name alone behind them.
_CREDITS = 5
_LONGEST_OFFICE = 10  # pieces


class Row(NamedTuple):
    """A quotation, or what somebody is said to have said; places are characters of the text."""

    begin: int
    end: int
    form: int
    rule: int
    inherited: bool
    sure: bool
    n_words: int
    source_begin: int
    source_end: int
    cue_begin: int
    cue_end: int
    kind: str
    speaker: str
    office: str
    resolved: bool
    told: str


_NOBODY = Speaker("", "", "")


class _Article:
    """The names of an article, and what its quotations need of them."""

    def __init__(self, text: str, read: Reading, source_of: SourceCache) -> None:
        self.text = text
        self.read = read
        self.source_of = source_of
        self.last_of: dict[int, int] = {}
        self.in_sentence: dict[int, list[tuple[int, str]]] = {}
        names = []
        for first, last, sentence, begin, end in read.names.tolist():
            run = text[begin:end]
            self.last_of[first] = last
            self.in_sentence.setdefault(sentence, []).append((first, run))
            if last > first:
                names.append(source_of(run))
        self.people = People(names, source_of)
        self.last: tuple[int, str] | None = None
        self._resolved: dict[int, Speaker] = {}

    def phrase(self, first: int, last: int) -> str:
        """Return the text of some pieces."""
        return self.text[self.read.begins[first] : self.read.ends[last]]

    def speaker(self, begin: int, end: int, sentence: int) -> Speaker:
        """Return who the pieces of a source name, by way of names beside them and pronouns."""
        if begin < 0:
            return _NOBODY
        found = self._resolved.get(begin)
        if found is None:
            found = self._resolved[begin] = self._looked_up(begin, end, sentence)
        if found.kind == PERSON:
            self.last = (sentence, found.name)
        return found

    def _looked_up(self, begin: int, end: int, sentence: int) -> Speaker:
        phrase = self.phrase(begin, end)
        source = self.source_of(phrase)
        if source.kind == UNRESOLVED:
            return self._of_pronoun(phrase.lower(), begin, sentence)
        if source.kind in (ROLE, ANONYMOUS):
            named = self._name_behind(end)
            if named is not None:
                return self.people.speaker(Source(PERSON, named.name, source.name))
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

    def _of_pronoun(self, pronoun: str, begin: int, sentence: int) -> Speaker:
        flags = self.read.flags
        if flags[begin] & (RELATIVE | THAT) and begin:
            return self._of_relative(begin, sentence)
        if pronoun not in ("he", "she", "him", "her", "his"):
            return Speaker(UNRESOLVED, pronoun, "")
        name = self.people.antecedent(
            pronoun, sentence, begin, self.read.subjects, self.in_sentence, self.last
        )
        if not name:
            return Speaker(UNRESOLVED, pronoun, "")
        return Speaker(PERSON, name, self.people.offices.get(name, ""), resolved=True)

    def _of_relative(self, place: int, sentence: int) -> Speaker:
        """Return the person named right before who: Ann Reed, who said."""
        before = place - 1
        if self.read.flags[before] & COMMA:
            before -= 1
        for first, run in self.in_sentence.get(sentence, ()):
            if self.last_of[first] == before:
                found = self.people.speaker(self.source_of(run))
                return replace(found, resolved=True)
        return Speaker(UNRESOLVED, self.phrase(place, place).lower(), "")

    def told(self, sentence: int) -> str:
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


def read_article(
    text: str, grammar: Grammar, source_of: SourceCache, belief: bool
) -> tuple[list[Row], str]:
    """Return the quotations of an article, then its indirect speech; and what shape it has."""
    if not text:
        return [], ""
    read = read_text(text, grammar, belief)
    if not len(read.spans) and not len(read.indirect):
        return [], read.shape
    article = _Article(text, read, source_of)
    rows = [*_quotations(article), *_indirect(article)]
    shape = read.shape
    if (read.speakers[:, 4] == CREDIT).sum() >= _CREDITS:
        shape = LIST
    return rows, shape


def _quotations(article: _Article) -> Iterator[Row]:
    read = article.read
    every = zip(read.spans.tolist(), read.speakers.tolist(), read.judged.tolist(), strict=True)
    for span, found, (form, sure, n_words) in every:
        first, last, cue, _, rule, sentence = found
        if form == SET_APART or sentence < 0:
            yield _row(
                article,
                span[0],
                span[1],
                SET_APART,
                rule,
                n_words,
                (-1, -1, -1),
                False,
                _NOBODY,
                "",
            )
            continue
        speaker = article.speaker(first, last, sentence)
        told = ""
        if speaker.kind != MEDIA and rule != NONE:
            told = article.told(sentence)
        places = (first, last, cue)
        yield _row(
            article, span[0], span[1], form, rule, n_words, places, bool(sure), speaker, told
        )


def _indirect(article: _Article) -> Iterator[Row]:
    """Yield indirect speech."""
    for first, last, cue, begin, end, sentence in article.read.indirect.tolist():
        speaker = article.speaker(first, last, sentence)
        n_words = len(article.text[begin:end].split())
        told = ""
        if speaker.kind != MEDIA:
            told = article.told(sentence)
        places = (first, last, cue)
        yield _row(
            article, begin, end, INDIRECT, INDIRECT_RULE, n_words, places, False, speaker, told
        )


def _row(
    article: _Article,
    begin: int,
    end: int,
    form: int,
    rule: int,
    n_words: int,
    places: tuple[int, int, int],
    sure: bool,
    speaker: Speaker,
    told: str,
) -> Row:
    first, last, cue = places
    source = (-1, -1)
    if first >= 0:
        source = (int(article.read.begins[first]), int(article.read.ends[last]))
    verb = (-1, -1)
    if cue >= 0:
        verb = (int(article.read.begins[cue]), int(article.read.ends[cue]))
    return Row(
        begin, end, form, rule, rule in _INHERITED, sure, n_words, *source, *verb,
        speaker.kind, speaker.name, speaker.office, speaker.resolved, told,
    )  # fmt: skip
