"""What a character is, and what a word can be: the bits that all rules of this folder are written
in."""

from __future__ import annotations

from functools import cache
from unicodedata import category

import numpy as np

from mediakit.arrays import Longs

__all__ = ["LAST_POINT", "character_classes", "lower_points", "sign_shapes"]

#: Characters from here on count as letters: no script there has capitals or marks of ours.
LAST_POINT = 0x3100

# Of a character.
LETTER, UPPER, DIGIT, SPACE, APOSTROPHE = (1 << bit for bit in range(5))

# Of a token: its shape.
(
    WORD,
    CAPITAL,
    QUOTE,
    COMMA,
    DASH,
    COLON,
    SEMICOLON,
    OPENS,
    CLOSES,
    ENDS,
    POSSESSIVE,
    PLURAL,
    ADVERB,
    PAST,
    NUMBER,
    NEGATED,
    GERUND,
) = (1 << bit for bit in range(17))
HYPHEN = 1 << 60
BARE_S = 1 << 61  # a possessive s that stands alone
INITIALS = 1 << 62  # F. or U.S.

# Of a token: what the word can be, as the file of its language says.
(
    AUXILIARY,
    PRONOUN,
    PERSONAL,
    HIS,
    STOP,
    DETERMINER,
    OF,
    AND,
    INSIDE,
    FOLLOWS,
    TIME,
    BEFORE_DAY,
    OPENING,
    ASIDE,
    RELATIVE,
    THAT,
    TO,
    TO_BEFORE,
    BE,
    QUANTITY,
    PREPOSITION,
    BARE_ROLE,
    DOCUMENT,
    CLAUSE,
    PARTICLE,
    DOTTED,
    ABBREVIATED,
    NAME_PARTICLE,
    CUE,
    PARTICIPLE,
    WEAK,
    BASE,
    THIRD,
    NOUN,
    SAYS,
    TAILS,
    CORE,
    UNSURE,
    BELIEF,
    ACCORDING,
    INVERTS,
    AFTER_TO,
    CONJUNCTION,
) = (1 << bit for bit in range(17, 60))

#: What only a word in small letters can be.
VERBAL = CUE | PARTICIPLE | WEAK | BASE | THIRD | NOUN | SAYS | TAILS | CORE | UNSURE | BELIEF
VERBAL |= INVERTS | AFTER_TO
#: So many signs of a sentence: of several characters each.
_SHAPES = {
    COMMA: ",",
    DASH: "-‐‒–—―",
    COLON: ":",
    SEMICOLON: ";",
    OPENS: "([",
    CLOSES: ")]",
    ENDS: ".!?…",
}


@cache
def character_classes() -> Longs:
    """Return what each character below `LAST_POINT` is."""
    classes = np.zeros(LAST_POINT, dtype=np.int64)
    for point in range(LAST_POINT):
        sign = chr(point)
        kind = category(sign)
        if kind[0] in "LM":
            classes[point] = LETTER
        if kind in ("Lu", "Lt"):
            classes[point] |= UPPER
        if kind == "Nd":
            classes[point] = DIGIT
        if sign.isspace():
            classes[point] = SPACE
    classes[[ord(sign) for sign in "'’"]] = APOSTROPHE
    return classes


@cache
def lower_points() -> Longs:
    """Return the small letter of each character below `LAST_POINT`; one apostrophe for both."""
    lower = np.arange(LAST_POINT)
    for point in range(LAST_POINT):
        small = chr(point).lower()
        if len(small) == 1 and ord(small) < LAST_POINT:
            lower[point] = ord(small)
    lower[ord("’")] = ord("'")
    return lower


@cache
def sign_shapes() -> Longs:
    """Return the shape of each sign that is no word."""
    shapes = np.zeros(LAST_POINT, dtype=np.int64)
    for shape, signs in _SHAPES.items():
        shapes[[ord(sign) for sign in signs]] = shape
    shapes[ord("-")] |= HYPHEN
    return shapes
