"""What a word is: two rules, as patterns to read and as a table for the compiled loop."""

from __future__ import annotations

import re
import sys
from functools import cache
from itertools import groupby
from unicodedata import category, normalize

import numpy as np
import numpy.typing as npt

from mediakit.arrays import Longs
from mediakit.tokens.addresses import ADDRESS_SIGNS, address_pattern, before_scheme
from mediakit.tokens.elision import elided_word
from mediakit.tokens.folding import (
    APOSTROPHES,
    CHARACTERS,
    COMPATIBLE,
    DOTS,
    HYPHENS,
    IGNORED,
    POINTS,
    QUOTES,
    plain_sign,
    plain_word,
)

__all__ = [
    "ADDRESS",
    "CODE_POINT",
    "DIGIT",
    "EAST_ASIAN",
    "EAST_ASIAN_WORD",
    "HEBREW",
    "JOINER",
    "LETTER",
    "MARK",
    "NEW_LINE",
    "POINT",
    "RARE",
    "RULES",
    "UNSPACED",
    "UNSPACED_WORD",
    "WHOLE_TEXT",
    "character_table",
    "is_address",
    "lacks_spaces",
    "split_words",
]


def _character_class(code_points: list[int]) -> str:
    """Return the inside of a regular expression's [ ], as ranges."""
    runs = groupby(enumerate(code_points), key=lambda pair: pair[1] - pair[0])
    ranges = []
    for _, run in runs:
        points = [point for _, point in run]
        first = re.escape(chr(points[0]))
        last = re.escape(chr(points[-1]))
        ranges.append(f"{first}-{last}")
    return "".join(ranges)


# Signs that belong to the letter before them: accents typed behind a letter, vowel signs of Hindi
# or Arabic.
_MARKS = [ord(sign) for sign in CHARACTERS if category(sign) in {"Mn", "Mc"} or sign in IGNORED]
_HEBREW = [
    sign for sign in map(chr, [*range(0x590, 0x600), *range(0xFB1D, 0xFB50)]) if sign.isalnum()
]

# Thai and Lao, Myanmar, Khmer, kana, Han: scripts that put no spaces between words.
_UNSPACED = [
    (0x0E00, 0x0F00),
    (0x1000, 0x10A0),
    (0x1780, 0x1800),
    (0x3040, 0x3100),
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
]
_RANGES = "".join(f"{chr(first)}-{chr(end - 1)}" for first, end in _UNSPACED)
_UNSPACED_PATTERN = re.compile(f"[{_RANGES}]")

_MARK = f"[{_character_class(_MARKS)}]"
# Some apostrophes and stretching signs count as letters elsewhere.
_NO_LETTERS = "".join(sign for sign in f"{APOSTROPHES}{IGNORED}_" if re.match(r"\w", sign))
_LETTER = rf"[^\W{_NO_LETTERS}]"
_LETTERS = rf"{_LETTER}+(?:{_MARK}+{_LETTER}*)*"
_JOINERS = APOSTROPHES + HYPHENS + DOTS

_ABBREVIATION = rf"[^\W\d{_NO_LETTERS}](?:\.[^\W\d{_NO_LETTERS}])+(?!{_LETTER}|_|{_MARK})"
_HEBREW_LETTER = f"[{_character_class([ord(letter) for letter in _HEBREW])}]"
_INSIDE = "|".join(
    [
        f"[{re.escape(_JOINERS)}]",
        rf"(?<=\d)[{POINTS}](?=\d)",
        f"(?<={_HEBREW_LETTER})[{QUOTES}](?={_HEBREW_LETTER})",
    ]
)
_JOINED = f"{_LETTERS}(?:(?:{_INSIDE}){_LETTERS})*"
_SIMPLE = r"[A-Za-z0-9]++(?=[,.]?\s)"  # as most words: found without a look at the rest
_ELIDED = elided_word(APOSTROPHES, _LETTER, _MARK)

# What may follow in an address once it has begun; not the next word of a script without spaces.
_SIGN = f"[A-Za-z0-9{re.escape(ADDRESS_SIGNS)}]"
_PART = rf"(?:{_SIGN}|(?![\x00-\x7f{_RANGES}])(?:{_LETTER}|{_MARK}))"
_ADDRESS = address_pattern(_PART)
_CUT = before_scheme(_LETTER, _MARK, _PART)

#: `words`: letters and digits of any script, with apostrophes and hyphens inside a word, points and
#: commas inside a number, and the points of an abbreviation such as U.S.; the group is empty for
#: an address, which is no word. `sklearn`: scikit-learn's default pattern.
RULES = {
    "words": re.compile(
        f"{_ADDRESS}|({_SIMPLE}|{_ELIDED}|{_ABBREVIATION}|(?>{_JOINED})(?!://)|{_CUT}|{_JOINED})"
    ),
    "sklearn": re.compile(r"\b\w\w+\b"),
}


def split_words(text: str, *, rule: str = "words") -> list[str]:
    """Return the words of one text, lower-cased, in their order."""
    if rule == "sklearn":
        return RULES[rule].findall(text.lower())
    return [plain_word(word) for word in RULES[rule].findall(text) if word]


def is_address(text: str) -> bool:
    """Say whether the whole text is the address of a page or a mailbox."""
    match = RULES["words"].match(text)
    return match is not None and match.end() == len(text) and match[1] is None


# The entries of the table: the low 21 bits are the character to put in its place, the bits above
# them say what it is.
CODE_POINT = (1 << 21) - 1
LETTER = 1 << 21  # part of a word
DIGIT = 1 << 22  # a decimal digit, and so a letter too
MARK = 1 << 23  # part of a word, but no beginning of one
RARE = 1 << 24  # a word with it is made plain by `plain_word`
JOINER = 1 << 25  # part of a word between two letters
POINT = 1 << 26  # part of a word between two digits
UNSPACED = 1 << 27  # of a script written without spaces
WHOLE_TEXT = 1 << 28  # a text with it is lower-cased by Python: the letters around it count
NEW_LINE = 1 << 29  # ends a paragraph
HEBREW = 1 << 30  # a Hebrew letter; a joiner with it joins these alone
ADDRESS = 1 << 31  # may stand in an address

#: A text counts as one without spaces if more than a quarter of its bytes are words of such a
#: script, and these words are longer than this many bytes on average: five characters of Thai or
#: the like, three of kana or Han.
UNSPACED_WORD = 15
EAST_ASIAN_WORD = 9
#: The first byte of kana and Han, and of what lies behind them.
EAST_ASIAN = 0xE3


def lacks_spaces(text: str, words: list[str]) -> bool:
    """Say whether a text is in a script written without spaces, and not split into words."""
    unspaced = [word.encode() for word in words if _UNSPACED_PATTERN.search(word)]
    n_unspaced = sum(len(word) for word in unspaced)
    n_east_asian = sum(word[0] >= EAST_ASIAN for word in unspaced)
    n_others = len(unspaced) - n_east_asian
    if n_unspaced <= EAST_ASIAN_WORD * n_east_asian + UNSPACED_WORD * n_others:
        return False
    return 4 * n_unspaced > len(text.encode())


@cache
def character_table(rule: str) -> npt.NDArray[np.uint32]:
    """Return an entry for every code point; 0 if it is no part of a word."""
    table = np.zeros(sys.maxunicode + 1, dtype=np.uint32)
    letters = np.array([ord(letter) for letter in CHARACTERS if letter.isalnum()])
    lowered = [chr(point).lower() for point in letters]
    table[letters] = [_letter_entry(low) for low in lowered]
    if rule == "sklearn":
        table[ord("_")] = LETTER | ord("_")
        table[ord("Σ")] = WHOLE_TEXT
        return table
    table[[point for point in letters if chr(point).isdecimal()]] |= DIGIT
    for point in _rare_letters(letters, lowered):
        table[point] = table[point] & DIGIT | LETTER | RARE | point
    table[ord("\n")] = NEW_LINE
    table[_MARKS] = MARK | RARE | np.array(_MARKS, dtype=np.uint32)
    table[[ord(letter) for letter in _HEBREW]] |= HEBREW
    for signs, kind in ((_JOINERS, JOINER), (QUOTES, JOINER | HEBREW), (POINTS, POINT)):
        for sign in signs:
            table[ord(sign)] = kind | ord(plain_sign(sign))
    for first, end in _UNSPACED:
        table[first:end] |= UNSPACED
    may_follow = (table & (LETTER | MARK) != 0) & (table & UNSPACED == 0)
    may_follow[[ord(sign) for sign in ADDRESS_SIGNS]] = True
    table[may_follow] |= ADDRESS
    table[ord("/")] |= DIGIT  # it is no letter: this only has `goes_on` look at https://
    return table


def _letter_entry(low: str) -> int:
    """Return the entry of a letter, given its small form."""
    if len(low) == 1:
        return LETTER | ord(low)
    return WHOLE_TEXT


def _rare_letters(letters: Longs, lowered: list[str]) -> list[int]:
    """Return the letters that Python has to make plain, with those around them.

    They have a small form of several characters, or one that is composed in another way; or they
    are other drawings of plain letters. Capital
    sigma depends on the letters beside it; vowels and final consonants of Korean join the letter
    before.
    """
    rare = [ord("Σ"), *range(0x1160, 0x1200), *map(ord, COMPATIBLE)]
    for point, low in zip(letters.tolist(), lowered, strict=True):
        if len(low) > 1 or normalize("NFC", low) != low:
            rare.append(point)
    return rare
