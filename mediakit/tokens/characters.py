"""What a word is: the two rules, as patterns to read and as a table of characters for the compiled loop."""

from __future__ import annotations

import re
import sys
from functools import cache
from itertools import groupby
from unicodedata import category, normalize

import numpy as np
import numpy.typing as npt

__all__ = [
    "CODE_POINT",
    "DIGIT",
    "IGNORED",
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
    "lacks_spaces",
    "plain_word",
    "split_words",
    "word_spans",
]


def _character_class(code_points: list[int]) -> str:
    """Return the inside of a regular expression's [ ], as ranges."""
    runs = groupby(enumerate(code_points), key=lambda pair: pair[1] - pair[0])
    spans = [[point for _, point in run] for _, run in runs]
    return "".join(f"{re.escape(chr(span[0]))}-{re.escape(chr(span[-1]))}" for span in spans)


#: Soft hyphens, zero-width joiners and the like: they stand inside words and mean nothing there.
IGNORED = "\u00ad\u200c\u200d\u2060\ufeff"
# Signs that belong to the letter before them: accents typed behind a letter, vowel signs of Hindi or Arabic.
_MARKS = [
    n for n in range(sys.maxunicode + 1) if category(chr(n)) in {"Mn", "Mc"} or chr(n) in IGNORED
]
_MARK = f"[{_character_class(_MARKS)}]"
_LETTERS = rf"[^\W_]+(?:{_MARK}+[^\W_]*)*"
_JOINERS = "'’‐‑-"

#: `words`: letters and digits of any script, with apostrophes and hyphens inside a word, points and commas inside a
#: number, and the points of an abbreviation such as U.S.; `sklearn`: scikit-learn's default pattern.
RULES = {
    "words": re.compile(
        rf"[^\W\d_](?:\.[^\W\d_])+(?!\w|{_MARK})|{_LETTERS}(?:(?:[{_JOINERS}]|(?<=\d)[.,](?=\d)){_LETTERS})*"
    ),
    "sklearn": re.compile(r"\b\w\w+\b"),
}

_PLAIN = str.maketrans({**dict.fromkeys(IGNORED), "’": "'", "ʼ": "'", "‐": "-", "‑": "-", "İ": "i"})


def plain_word(word: str) -> str:
    """Return a word of the rule `words` lower-cased, its accents joined to their letters, its signs the plain ones."""
    return normalize("NFC", word.translate(_PLAIN).lower())


def split_words(text: str, *, rule: str = "words") -> list[str]:
    """Return the words of one text, lower-cased, in their order."""
    if rule == "sklearn":
        return RULES[rule].findall(text.lower())
    return [plain_word(word) for word in RULES[rule].findall(text)]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where each word of the text begins and ends, in characters, by the rule `words`."""
    return [match.span() for match in RULES["words"].finditer(text)]


# The entries of the table: in the low 21 bits the character to put in its place, above them what it is.
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

# Thai and Lao, Myanmar, Khmer, kana, Han: scripts that put no spaces between words.
_UNSPACED = [
    (0x0E00, 0x0F00),
    (0x1000, 0x10A0),
    (0x1780, 0x1800),
    (0x3040, 0x3100),
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
]
_UNSPACED_PATTERN = re.compile("[" + "".join(f"{chr(a)}-{chr(b - 1)}" for a, b in _UNSPACED) + "]")
#: A text is taken for one without spaces when more than half of its bytes are of such a script, and its words are
#: longer than so many bytes (five characters) on average.
UNSPACED_WORD = 15


def lacks_spaces(text: str, words: list[str]) -> bool:
    """Say whether a text is in a script written without spaces, and was not split into words either."""
    n_unspaced = sum(len(word.encode()) for word in words if _UNSPACED_PATTERN.search(word))
    return 2 * n_unspaced > len(text.encode()) and n_unspaced > UNSPACED_WORD * len(words)


@cache
def character_table(rule: str) -> npt.NDArray[np.uint32]:
    """Return an entry for every code point; 0 where it is no part of a word."""
    every = [chr(n) for n in range(sys.maxunicode + 1)]
    table = np.zeros(len(every), dtype=np.uint32)
    is_word = np.fromiter(map(str.isalnum, every), dtype=bool, count=len(every))
    words = np.flatnonzero(is_word)
    lowered = [every[n].lower() for n in words]
    table[words] = [LETTER | ord(low) if len(low) == 1 else WHOLE_TEXT for low in lowered]
    if rule == "sklearn":
        table[ord("_")] = LETTER | ord("_")
        table[ord("Σ")] = WHOLE_TEXT
        return table
    table[[n for n in words if every[n].isdecimal()]] |= DIGIT
    changed = [
        n
        for n, low in zip(words, lowered, strict=True)
        if len(low) > 1 or normalize("NFC", low) != low
    ]
    # Capital sigma depends on the letters beside it; vowels and final consonants of Korean join the letter before.
    for point in [*changed, ord("Σ"), ord("ʼ"), *range(0x1160, 0x1200)]:
        table[point] = table[point] & DIGIT | LETTER | RARE | point
    table[ord("\n")] = NEW_LINE
    table[_MARKS] = MARK | RARE | np.array(_MARKS, dtype=np.uint32)
    for sign in _JOINERS:
        table[ord(sign)] = JOINER | ord(sign.translate(_PLAIN))
    for sign in ".,":
        table[ord(sign)] = POINT | ord(sign)
    for first, end in _UNSPACED:
        table[first:end] |= UNSPACED
    return table
