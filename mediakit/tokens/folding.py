"""How the letters and signs of a word are made plain, so that one word has one spelling."""

from __future__ import annotations

from unicodedata import category, decomposition, normalize

__all__ = [
    "APOSTROPHES",
    "CHARACTERS",
    "COMPATIBLE",
    "DOTS",
    "HYPHENS",
    "IGNORED",
    "POINTS",
    "QUOTES",
    "plain_sign",
    "plain_word",
]

#: Read as an apostrophe between letters: typographic ones, and the accents, primes and letters that
#: are typed for one. The Hebrew geresh and the Armenian apostrophe are among them.
APOSTROPHES = "'’‘‛`´ʹʻʼʽʾʿ′＇׳՚Ꞌꞌ\u0374\u1fef\u1ffd"
HYPHENS = "-‐‑－﹣"
#: Catalan writes col·lapse.
DOTS = "·‧\u0387"
#: Between Hebrew letters alone, as in the abbreviation צה"ל.
QUOTES = '"״”“'
#: Between digits alone: points, commas and the Arabic separators.
POINTS = ".,٫٬،．，"

_SIGNS = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys(HYPHENS, "-"),
    **dict.fromkeys(DOTS, "·"),
    **dict.fromkeys(QUOTES, '"'),
    "．": ".",
    "，": ",",
}

#: Every character there is: the other planes are empty, or hold what everyone may define.
CHARACTERS = [chr(point) for point in (*range(0x40000), *range(0xE0000, 0xF0000))]

# Signs of category Cf that mean something where they stand: the space of no width parts words, the
# others are written over a number or a word.
_SEEN = (
    "\u200b\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
# They only stretch the word, ask for one of several forms of a letter, or keep letters apart.
_STRETCHED = "\u0640\u07fa"
_VARIANTS = [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x180B, 0x180C, 0x180D, 0x180F]
_FORMATS = [sign for sign in CHARACTERS if category(sign) == "Cf" and sign not in _SEEN]
#: They occur inside words and mean nothing there: soft hyphens, joiners, signs of direction,
#: variation selectors, the Arabic tatweel.
IGNORED = "".join([*_FORMATS, *_STRETCHED, *map(chr, _VARIANTS), "\u034f"])

#: Thai and Lao write the vowel am as one letter, and not as the two that Unicode gives for it.
_VOWELS = "\u0e33\u0eb3"
#: A letter of one of these kinds is another way to draw a plain letter, or several. Raised and
#: lowered letters, fractions and letters in circles are none: 10² is not 102.
_KINDS = {"compat", "wide", "narrow", "font", "isolated", "initial", "medial", "final"}


def _is_other_drawing(letter: str) -> bool:
    """Say whether a letter, or what its accent stands on, is another drawing of a plain one."""
    if not letter.isalnum() or letter in _VOWELS:
        return False
    kind = decomposition(letter).partition(">")[0]
    if kind.startswith("<") or not kind:
        return kind.removeprefix("<") in _KINDS
    return _is_other_drawing(chr(int(kind.split()[0], 16)))


def _is_of_words(plain: str) -> bool:
    """Say whether a word may hold all of these signs; Korean letters would join those beside."""
    if any("\u1100" <= sign < "\u1200" for sign in plain):
        return False
    return all(sign.isalnum() or category(sign)[0] == "M" or sign in DOTS for sign in plain)


#: The plain letters of each letter that is another drawing of them: ﬁ, Ａ, 𝐀, Ⅷ.
COMPATIBLE = {
    letter: plain
    for letter in filter(_is_other_drawing, CHARACTERS)
    if _is_of_words(plain := normalize("NFKC", letter)) and "ʼ" not in plain
}

_PLAIN_SIGNS: dict[int, str | None] = {
    **{ord(sign): None for sign in IGNORED},
    **{ord(sign): plain for sign, plain in _SIGNS.items()},
    ord("İ"): "i",
}
_PLAIN_LETTERS = {
    ord(letter): plain.translate(_PLAIN_SIGNS) for letter, plain in COMPATIBLE.items()
}
_PLAIN = {**_PLAIN_LETTERS, **_PLAIN_SIGNS}


def plain_sign(sign: str) -> str:
    """Return the sign that stands for it in a plain word."""
    return _SIGNS.get(sign, sign)


def plain_word(word: str) -> str:
    """Return a word of the rule `words` lower-cased, with composed accents and plain signs."""
    return normalize("NFC", word.translate(_PLAIN).lower())
