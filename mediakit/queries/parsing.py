"""The query language: `word`, `wild*`, `"exact phrase"`, `a OR b`, `NOT a`, `a NEAR/5 b` ...

- Two terms side by side mean AND. NOT binds tightest, then NEAR, then AND, then OR; round brackets
  group. Operators are written in capitals.
- Case is ignored, accents are not: `cafe` does not find "café". A word finds its possessive
  ("ferry's") too.
- `*` covers any letters, or none, anywhere in a word: `recruit*`, `*ship`, `f*y`.
- Words joined by a hyphen are one word: `covid` does not find "COVID-19"; `covid*` and `covid-19`
  do.
- A word with d', l', qu' or the like before it, as in French, Italian and Catalan, is two words:
  `ukraine` finds "l'Ukraine", and `l'ukraine` is the phrase "l ukraine".
- Addresses of pages and mailboxes are no words. An address finds the articles in which it is
  written, and those with a longer address that goes on behind it: `https://post.example/sport`.
- A phrase has double quotation marks, straight or curly.
- The number after NEAR says how many words away the other word may be, before or behind: NEAR/1 is
  the next word. NEAR alone is NEAR/5. Its sides are words, phrases, or these joined by OR.
- Neither a phrase nor NEAR reaches over the end of a paragraph, nor from a title to its text.
- I and İ are both read as i, never as the dotless ı: in Turkish write `(ırmak OR irmak)` to find
  "IRMAK" too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mediakit.errors import BadQuery
from mediakit.tokens import HYPHENS, is_address, plain_word, split_words

__all__ = ["Address", "Both", "Either", "Near", "Phrase", "Query", "Without", "parse_query"]

# A quotation mark that opens no phrase is a lexeme of its own.
_LEXEME = re.compile(
    r"""\s*(?: (?P<mark>[()])
    | (?P<phrase> "[^"]*" | [“„”][^“”]*[“”] | «[^»]*» | »[^«]*« )
    | (?P<open>["“„”«»])
    | (?P<word>[^\s()"“„”«»]+) )""",
    re.VERBOSE,
)
_SIGNS = re.compile(r"[][{}&|+;/~^]|!\w|,(?!\d)|(?<!\d),")
#: This many brackets, NOTs and NEARs may be nested in one another.
MOST_NESTED = 50


@dataclass(frozen=True)
class Phrase:
    """Words in a row; a part may hold `*` for any letters. A single word is a phrase of one part.

    `skipped` are words that may occur between the parts; with `possessive` a part also finds the
    word with 's at its end.
    """

    parts: tuple[str, ...]
    skipped: frozenset[str] = frozenset()
    possessive: bool = False


@dataclass(frozen=True)
class Address:
    """The address of a page or a mailbox, as it is written in the text; `*` is any of its signs."""

    written: str


@dataclass(frozen=True)
class Either:
    """Any of the branches."""

    branches: tuple[Query, ...]


@dataclass(frozen=True)
class Both:
    """All of the branches, anywhere in the article."""

    branches: tuple[Query, ...]


@dataclass(frozen=True)
class Without:
    """Articles in which the branch is not found."""

    branch: Query


@dataclass(frozen=True)
class Near:
    """Two branches at most `distance` words apart, in the same paragraph."""

    left: Query
    right: Query
    distance: int


Query = Phrase | Address | Either | Both | Without | Near


def parse_query(query: str) -> Query:
    """Return the query as a tree.

    Raises
    ------
    BadQuery
        If a bracket or quotation mark is not closed, an operator lacks a side, or the query has a
        sign of another query language.
    """
    if not isinstance(query, str):
        raise BadQuery(_no_string(query))
    lexemes = [match.groupdict() for match in _LEXEME.finditer(query)]
    if any(lexeme["open"] for lexeme in lexemes):
        raise BadQuery(f"A quotation mark is not closed in the query {query!r}.")
    reader = _Reader(query, lexemes)
    tree = reader.either()
    if not reader.is_at_end():
        raise BadQuery(f"A bracket is closed but never opened in the query {query!r}.")
    return tree


def _no_string(query: object) -> str:
    """Say that a query must be a string, and what was given instead."""
    given = repr(query)
    if len(given) > 60:
        given = f"a {type(query).__name__}"
    hint = ""
    if hasattr(query, "columns"):
        hint = " The articles come first, the query second."
    return f"A query is a string such as 'recruit* OR \"foreign fighters\"'; got {given}.{hint}"


class _Reader:
    """Reads the lexemes of one query from left to right."""

    def __init__(self, query: str, lexemes: list[dict[str, str | None]]) -> None:
        self.query = query
        self.lexemes = lexemes
        self.place = 0
        self.depth = 0

    def is_at_end(self) -> bool:
        return self.place == len(self.lexemes)

    def next_is(self, kind: str, pattern: str) -> re.Match[str] | None:
        if self.is_at_end():
            return None
        return re.fullmatch(pattern, self.lexemes[self.place][kind] or "")

    def go_deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise BadQuery(
                f"More than {MOST_NESTED} brackets, NOTs or NEARs are nested in the query "
                f"'{self.query:.40}...'. Take out those that change nothing, or ask in several "
                "queries."
            )

    def either(self) -> Query:
        branches = [self.both()]
        while self.next_is("word", "OR"):
            self.place += 1
            branches.append(self.both())
        if len(branches) == 1:
            return branches[0]
        return Either(tuple(branches))

    def both(self) -> Query:
        branches = [self.near()]
        while not (self.is_at_end() or self.next_is("word", "OR") or self.next_is("mark", r"\)")):
            if self.next_is("word", "AND"):
                self.place += 1
            branches.append(self.near())
        if len(branches) == 1:
            return branches[0]
        return Both(tuple(branches))

    def near(self) -> Query:
        left = self.atom()
        depth = self.depth
        while match := self.next_is("word", r"NEAR(?:/(\d+))?"):
            self.place += 1
            self.go_deeper()
            distance = self._distance(match[1])
            right = self.atom()
            self._refuse_beside_near(left)
            self._refuse_beside_near(right)
            left = Near(left, right, distance)
        self.depth = depth
        return left

    def _distance(self, digits: str | None) -> int:
        """Return the number behind NEAR, 5 without one."""
        forgot_slash = digits is None and self.next_is("word", r"\d+")
        given = digits or "5"
        if forgot_slash or not re.fullmatch(r"0*[1-9]\d{0,8}", given):
            raise BadQuery(
                "NEAR takes a slash and a number from 1 (the next word) to 999999999, as in "
                f"NEAR/5, in the query {self.query!r}."
            )
        return int(given)

    def _refuse_beside_near(self, side: Query) -> None:
        """Refuse a side that has no place in the text."""
        if isinstance(side, Either):
            for branch in side.branches:
                self._refuse_beside_near(branch)
        if isinstance(side, Without):
            self._refuse_near("NOT")
        if isinstance(side, Address):
            self._refuse_near("an address")
        if isinstance(side, Both):
            self._refuse_near("AND (two words side by side mean AND, too)")

    def _refuse_near(self, operator: str) -> None:
        raise BadQuery(
            f"NEAR needs words, phrases or OR on both sides, not {operator}, in the query "
            f'{self.query!r}. Put words in a row in "quotation marks", or write '
            "a NEAR/5 b AND a NEAR/5 c."
        )

    def atom(self) -> Query:
        if self.next_is("word", "NOT"):
            self.place += 1
            return Without(self.inside(self.atom))
        if self.next_is("mark", r"\("):
            self.place += 1
            inner = self.inside(self.either)
            if not self.next_is("mark", r"\)"):
                raise BadQuery(f"A bracket is not closed in the query {self.query!r}.")
            self.place += 1
            return inner
        is_operator = self.next_is("word", r"OR|AND|NEAR(/\d+)?")
        if self.is_at_end() or is_operator or self.next_is("mark", r"\)"):
            if not self.query.strip():
                raise BadQuery("The query is empty.")
            raise BadQuery(f"A word is missing from the query {self.query!r}.")
        return self.words()

    def inside(self, read: Callable[[], Query]) -> Query:
        self.go_deeper()
        inner = read()
        self.depth -= 1
        return inner

    def words(self) -> Query:
        lexeme = self.lexemes[self.place]
        word = lexeme["word"] or ""
        phrase = lexeme["phrase"] or ""
        written = word or phrase[1:-1]
        address = _as_address(written)
        if address:
            self.place += 1
            return address
        self._refuse_other_languages(word)
        self._refuse_address_among_words(written)
        self.place += 1
        parts: list[str] = []
        for chunk in written.split():
            parts += _parts(chunk)
        if not parts:
            raise BadQuery(
                f"There is no word to look for in {word or phrase!r}, in the query {self.query!r}."
            )
        return Phrase(tuple(parts), possessive=True)

    def _refuse_address_among_words(self, written: str) -> None:
        for chunk in written.split():
            if _as_address(chunk):
                raise BadQuery(
                    f"An address is no part of a phrase: {chunk!r} in the query {self.query!r}. "
                    "Put AND between the address and the words."
                )

    def _refuse_other_languages(self, word: str) -> None:
        """Refuse signs of other query languages, before they quietly mean something else here."""
        hint = self._hint(word)
        if hint:
            raise BadQuery(f"{word!r} is not part of the query language in {self.query!r}. {hint}")

    def _hint(self, word: str) -> str:
        """Return how to write what the word means in another query language, if anything."""
        if re.fullmatch(r"(?i)or|and|not|near(/.*|\W?\d+)?", word):
            return (
                "Operators are written in capitals, as in NEAR/5. For the word itself write "
                f'"{word}".'
            )
        if re.match(r"-\w", word):
            return "To leave articles out write NOT before the word."
        if re.search(rf"\w[{HYPHENS}–—]$", word):
            beginning = word.rstrip(f"{HYPHENS}–—")
            return (
                f"For the word alone write {beginning}, for all words that begin with it and a "
                f"hyphen {beginning}-*."
            )
        if re.search(r"\w[:?]\w|\?", word):
            return (
                "There are no fields (use fields=) and no ? (use *). Put the words in "
                '"quotation marks".'
            )
        if _SIGNS.search(word):
            return (
                "Put AND, OR, NOT or NEAR/5 between words, round brackets around groups, and "
                '"quotation marks" around words in a row.'
            )
        if re.match(r"['‘’‚‹`]\w", word) and self._closes_later():
            return 'A phrase has double quotation marks, as in "foreign fighters".'
        return ""

    def _closes_later(self) -> bool:
        """Say whether one of the words behind this one ends in a single quotation mark."""
        later = [lexeme["word"] or "" for lexeme in self.lexemes[self.place + 1 :]]
        return any(re.search(r"\w['‘’›`]$", word) for word in later)


def _as_address(written: str) -> Address | None:
    """Return what is written as an address, without the full stop of its sentence; None if none."""
    address = written.strip().rstrip(".,;:!?'")
    if is_address(address.replace("*", "x")):
        return Address(address)
    return None


#: A letter that no query holds: in place of a star the tokeniser keeps it in the word.
_STAR = "ⵯ"


def _parts(chunk: str) -> list[str]:
    """Return the words of a chunk as the tokeniser would cut them, with the stars kept."""
    words = split_words(chunk.replace("*", _STAR))
    parts = [word.replace(_STAR, "*") for word in words]
    # An abbreviation would end before a star, as it does before any letters.
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]\*", chunk):
        parts = [plain_word(chunk)]
    if any(set(part) == {"*"} for part in parts):
        raise BadQuery("A star needs letters before or behind it, as in recruit*.")
    return parts
