"""Words that lose their last vowel before another word: l'Europe is two words, don't is one."""

from __future__ import annotations

import re

__all__ = ["CLITICS", "ELIDED", "LONGEST", "WHOLE", "elided_word"]

_FRENCH = "c ç d j l m n qu s t jusqu lorsqu puisqu quoiqu"
_ITALIAN = """
    agl all alcun altr anch bell buon cent ciascun cinquant coll com cos dagl dall degl dell dov
    fors gl mezz mill neanch negl nell nessun nient novant null ottant pover qualcos qualcun
    quand quant quarant quegl quell quest sant senz sessant settant sott sugl sull tant trent
    tutt un v vent
"""
#: What stands before the apostrophe. Catalan, Occitan, Corsican, Portuguese, Irish, Luxembourgish
#: and Swiss German elide the same single letters as French.
ELIDED = tuple(sorted(set(f"{_FRENCH} {_ITALIAN}".split())))
#: What stands behind an apostrophe and belongs to the word before it, as in Dell's, un'd, D'r.
CLITICS = ("d", "ll", "m", "n", "r", "re", "s", "t", "ve")
#: English words that begin like an elision, cut at their apostrophe.
WHOLE = (
    ("c", "mon"),
    ("d", "oh"),
    ("d", "ya"),
    ("d", "you"),
    ("m", "lady"),
    ("m", "lord"),
    ("m", "lords"),
    ("s", "more"),
    ("s", "mores"),
    ("t", "other"),
)
#: Bytes of the longest.
LONGEST = 8


def elided_word(apostrophes: str, letter: str, mark: str) -> str:
    """Return a pattern of an elided word, without its apostrophe.

    `letter` and `mark` are the patterns of one letter, and of a sign that belongs to it.
    """
    apostrophe = f"[{re.escape(apostrophes)}]"
    word_ends = f"(?!{letter}|{mark})"
    whole = [f"{_any_case(word)}{apostrophe}{_any_case(rest)}" for word, rest in WHOLE]
    elided = "|".join(map(_any_case, sorted(ELIDED, key=len, reverse=True)))
    clitics = "|".join(map(_any_case, CLITICS))
    return (
        rf"(?=[A-Za-zÇç]{{1,{LONGEST}}}{apostrophe})"
        rf"(?!(?:{'|'.join(whole)}){word_ends})"
        rf"(?:{elided})"
        rf"(?={apostrophe}{letter})"
        rf"(?!{apostrophe}(?:{clitics}){word_ends})"
    )


def _any_case(word: str) -> str:
    """Return a pattern of the word in large and small letters, and of no other letters."""
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)
