"""The query language: `word`, `wild*`, `"exact phrase"`, `a OR b`, `a AND b`, `NOT a`, `a NEAR/5 b`.

- Two terms side by side mean AND. NOT binds tightest, then NEAR, then AND, then OR; round brackets group. Operators are
  written in capitals.
- Case is ignored, accents are not: `cafe` does not find "café". A word finds its possessive ("ferry's") too.
- `*` stands for any letters, or none, anywhere in a word: `recruit*`, `*ship`, `f*y`.
- What a hyphen joins is one word: `covid` does not find "COVID-19", which `covid*` and `covid-19` do.
- A phrase stands in double quotation marks, straight or curly.
- The number behind NEAR is how many words on the other word stands at most, before or behind: NEAR/1 is the next word.
  NEAR alone is NEAR/5. Its sides are words, phrases and these joined by OR.
- Neither a phrase nor NEAR reaches over the end of a paragraph, nor from a title to its text.
- I and İ are both read as i, never as the dotless ı: in Turkish write `(ırmak OR irmak)` to find "IRMAK" too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mediakit.errors import BadQuery
from mediakit.tokens import plain_word, split_words

__all__ = ["Both", "Either", "Near", "Phrase", "Query", "Without", "parse_query"]

# A quotation mark that opens no phrase is a lexeme of its own.
_LEXEME = re.compile(
    r"""\s*(?: (?P<mark>[()])
    | (?P<phrase> "[^"]*" | [“„”][^“”]*[“”] | «[^»]*» | »[^«]*« )
    | (?P<open>["“„”«»])
    | (?P<word>[^\s()"“„”«»]+) )""",
    re.VERBOSE,
)
_SIGNS = re.compile(r"[][{}&|+;/~^]|!\w|,(?!\d)|(?<!\d),")
#: So many brackets, NOTs and NEARs may stand inside one another.
MOST_NESTED = 50


@dataclass(frozen=True)
class Phrase:
    """Words in a row; a part may hold `*` for any letters. A single word is a phrase of one part.

    `skipped` are words that may stand between the parts; with `possessive` a part finds what ends in 's as well.
    """

    parts: tuple[str, ...]
    skipped: frozenset[str] = frozenset()
    possessive: bool = False


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
    """Articles where the branch is not found."""

    branch: Query


@dataclass(frozen=True)
class Near:
    """Two branches with at most so many words from the one to the other, in the same paragraph."""

    left: Query
    right: Query
    distance: int


Query = Phrase | Either | Both | Without | Near


def parse_query(query: str) -> Query:
    """Return the query as a tree.

    Raises
    ------
    BadQuery
        Where a bracket or quotation mark is not closed, an operator lacks a side, or a sign of another query language
        stands in it.
    """
    if not isinstance(query, str):
        raise BadQuery(_no_string(query))
    lexemes = [match.groupdict() for match in _LEXEME.finditer(query)]
    if any(lexeme["open"] for lexeme in lexemes):
        raise BadQuery(f"A quotation mark is not closed in the query {query!r}.")
    reader = _Reader(query, lexemes)
    tree = reader.either()
    if reader.place < len(lexemes):
        raise BadQuery(f"A bracket closes that was never opened in the query {query!r}.")
    return tree


def _no_string(query: object) -> str:
    got = repr(query) if len(repr(query)) <= 60 else f"a {type(query).__name__}"
    order = " The articles come first, the query second." if hasattr(query, "columns") else ""
    return f"A query is a string such as 'recruit* OR \"foreign fighters\"', got {got}.{order}"


class _Reader:
    """Reads the lexemes of one query from left to right."""

    def __init__(self, query: str, lexemes: list[dict[str, str | None]]) -> None:
        self.query, self.lexemes, self.place, self.depth = query, lexemes, 0, 0

    def next_is(self, kind: str, pattern: str) -> re.Match[str] | None:
        if self.place == len(self.lexemes):
            return None
        return re.fullmatch(pattern, self.lexemes[self.place][kind] or "")

    def go_deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise BadQuery(
                f"More than {MOST_NESTED} brackets, NOTs or NEARs stand inside one another in the query "
                f"'{self.query:.40}...'. Take out those that change nothing, or ask in several queries."
            )

    def either(self) -> Query:
        branches = [self.both()]
        while self.next_is("word", "OR"):
            self.place += 1
            branches.append(self.both())
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def both(self) -> Query:
        branches = [self.near()]
        while (
            self.place < len(self.lexemes)
            and not self.next_is("word", "OR")
            and not self.next_is("mark", r"\)")
        ):
            if self.next_is("word", "AND"):
                self.place += 1
            branches.append(self.near())
        return branches[0] if len(branches) == 1 else Both(tuple(branches))

    def near(self) -> Query:
        left, depth = self.atom(), self.depth
        while match := self.next_is("word", r"NEAR(?:/(\d+))?"):
            self.place += 1
            self.go_deeper()
            distance = match[1] or "5"
            if not re.fullmatch(r"0*[1-9]\d{0,8}", distance) or (
                not match[1] and self.next_is("word", r"\d+")
            ):
                raise BadQuery(
                    "NEAR takes a slash and a number from 1 (the next word) to 999999999, as in NEAR/5, in the query "
                    f"{self.query!r}."
                )
            right = self.atom()
            for side in (left, right):
                self._refuse_beside_near(side)
            left = Near(left, right, int(distance))
        self.depth = depth
        return left

    def _refuse_beside_near(self, side: Query) -> None:
        """Refuse what has no place in the text that something could be near to."""
        if isinstance(side, Either):
            for branch in side.branches:
                self._refuse_beside_near(branch)
        if isinstance(side, Both | Without):
            what = (
                "NOT"
                if isinstance(side, Without)
                else "AND (which two words side by side mean, too)"
            )
            raise BadQuery(
                f"NEAR needs words, phrases or OR on both sides, not {what}, in the query {self.query!r}. "
                'Put words in a row in "quotation marks", or write a NEAR/5 b AND a NEAR/5 c.'
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
        if (
            self.place == len(self.lexemes)
            or self.next_is("word", r"OR|AND|NEAR(/\d+)?")
            or self.next_is("mark", r"\)")
        ):
            raise BadQuery(f"A word is missing in the query {self.query!r}.")
        return self.words()

    def inside(self, read: Callable[[], Query]) -> Query:
        self.go_deeper()
        inner = read()
        self.depth -= 1
        return inner

    def words(self) -> Phrase:
        lexeme = self.lexemes[self.place]
        self._refuse_other_languages(lexeme["word"] or "")
        self.place += 1
        chunks = (lexeme["word"] or (lexeme["phrase"] or "")[1:-1]).split()
        parts = tuple(part for chunk in chunks for part in _parts(chunk))
        if not parts:
            what = lexeme["word"] or lexeme["phrase"]
            raise BadQuery(
                f"There is no word to look for in {what!r}, in the query {self.query!r}."
            )
        return Phrase(parts, possessive=True)

    def _refuse_other_languages(self, word: str) -> None:
        """Refuse what means something in other query languages, before it quietly means something else here."""
        if re.fullmatch(r"(?i)or|and|not|near(/.*|\W?\d+)?", word):
            hint = f'Operators are written in capitals, as in NEAR/5. For the word itself write "{word}".'
        elif re.match(r"-\w", word):
            hint = "To leave articles out write NOT before the word."
        elif re.search(r"\w[:?]\w|\?", word):
            hint = 'There are no fields (use fields=) and no ? (use *). Put the words in "quotation marks".'
        elif _SIGNS.search(word):
            hint = (
                "Between words stand AND, OR, NOT or NEAR/5, around groups round brackets, and around words in a row "
                '"quotation marks".'
            )
        elif re.match(r"['‘’‚‹`]\w", word) and any(
            re.search(r"\w['‘’›`]$", lexeme["word"] or "")
            for lexeme in self.lexemes[self.place + 1 :]
        ):
            hint = 'A phrase stands in double quotation marks, as in "foreign fighters".'
        else:
            return
        raise BadQuery(f"{word!r} is no part of the query language in {self.query!r}. {hint}")


def _parts(chunk: str) -> list[str]:
    """Return the words of a chunk as the tokeniser would cut them, with the stars kept."""
    held = chunk.replace(
        "*", "ⵯ"
    )  # a letter that no query holds: the tokeniser keeps it in the word
    parts = [word.replace("ⵯ", "*") for word in split_words(held)]
    if re.fullmatch(
        r"(?:[^\W\d_]\.)+[^\W\d_]\*", chunk
    ):  # an abbreviation, which ends where letters go on
        parts = [plain_word(chunk)]
    if any(set(part) == {"*"} for part in parts):
        raise BadQuery("A star needs letters before or behind it, as in recruit*.")
    return parts
