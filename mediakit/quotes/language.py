"""A language as its file has it: what its words can be, as arrays for the compiled loops."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from mediakit.arrays import Keys, Longs
from mediakit.quotes.grammar import signs
from mediakit.quotes.grammar.pieces import name_code
from mediakit.quotes.grammar.signs import lower_points

__all__ = ["LANGUAGES", "Grammar", "grammar_of"]

#: The files in `languages`, by the codes that a table may have.
LANGUAGES = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}
#: What the verbs of a group are besides cues.
_VERBS = {"core": signs.CORE, "speech": 0, "beside": signs.UNSURE, "belief": signs.BELIEF}
_CUES = {
    "nouns": signs.NOUN,
    "inverts": signs.INVERTS,
    "tails": signs.TAILS,
    "infinitives": signs.AFTER_TO,
}
_LONGEST_PHRASE = 3


@dataclass(frozen=True, eq=False)
class Grammar:
    """What the words of a language can be.

    Attributes
    ----------
    keys, bits : ndarray
        A hash table: the codes of words, 0 where it is empty, and what each word can be.
    ends, end_bits : ndarray
        The endings of words, a row each from the last letter, and what a word with one can be.
    phrases, phrase_bits : ndarray
        The codes of up to three words that are cues together, and what kind of cue.
    """

    keys: Keys
    bits: Longs
    ends: Longs
    end_bits: Longs
    phrases: Keys
    phrase_bits: Longs


@cache
def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language by the name of its file."""
    path = files("mediakit.quotes").joinpath(f"languages/{language}.toml")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    bits_of: dict[str, int] = {}
    for word, bit in _verbs(content):
        bits_of[word] = bits_of.get(word, 0) | bit
    for name, words in content["words"].items():
        for word in words.split():
            bits_of[word] = bits_of.get(word, 0) | getattr(signs, name.upper())
    keys, bits = _hash_table(bits_of)
    endings = [
        (ending, getattr(signs, name.upper()))
        for name, listed in content["endings"].items()
        for ending in listed.split()
    ]
    ends = np.zeros((len(endings), 8), dtype=np.int64)
    for row, (ending, _) in enumerate(endings):
        ends[row, : len(ending)] = [ord(letter) for letter in reversed(ending)]
    end_bits = np.array([bits for _, bits in endings], dtype=np.int64)
    phrases, phrase_bits = _phrases(content["cues"])
    return Grammar(keys, bits, ends, end_bits, phrases, phrase_bits)


def _verbs(content: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the forms of each verb with what they can be."""
    marks = {
        name: set(content["cues"].get(name, "").split())
        for name in ("nouns", "inverts", "tails", "infinitives", "weak")
    }
    for group, kind in _VERBS.items():
        for line in content["verbs"].get(group, "").strip().split("\n"):
            finite, _, participles = line.partition("|")
            forms = finite.split()
            if not forms:
                continue
            bits = kind | signs.CUE
            for name, bit in _CUES.items():
                if forms[0] in marks[name]:
                    bits |= bit
            if forms[0] in marks["weak"]:
                bits |= signs.WEAK
            yield forms[0], bits | signs.BASE
            for form in forms[1:]:
                third = signs.THIRD if form == forms[0] + "s" else 0
                yield form, bits | third
            for form in participles.split():
                yield form, bits | signs.PARTICIPLE
    for form in content["cues"].get("says", "").split():
        yield form, signs.SAYS


def _hash_table(bits_of: dict[str, int]) -> tuple[Keys, Longs]:
    """Return codes and bits of words at the places where the compiled loop looks for them."""
    size = 4 * len(bits_of) + 1
    keys = np.zeros(size, dtype=np.uint64)
    bits = np.zeros(size, dtype=np.int64)
    for word in sorted(bits_of):
        code = word_code(word)
        place = int(code) % size
        while keys[place]:
            place = (place + 1) % size
        keys[place] = code
        bits[place] = bits_of[word]
    return keys, bits


def word_code(word: str) -> np.uint64:
    """Return the number under which a word is looked up."""
    points = np.array([ord(letter) for letter in word], dtype=np.uint32)
    return np.uint64(name_code(points, 0, len(points), lower_points()))


def _phrases(cues: dict[str, Any]) -> tuple[Keys, Longs]:
    """Return the words that are cues together: those that name a source, and pairs of a verb."""
    listed = [(phrase, signs.ACCORDING) for phrase in _split(cues.get("according", ""))]
    listed += [(phrase, signs.CUE) for phrase in _split(cues.get("pairs", ""))]
    phrases = np.zeros((len(listed), _LONGEST_PHRASE), dtype=np.uint64)
    for row, (phrase, _) in enumerate(listed):
        codes = [word_code(word) for word in phrase.split()]
        phrases[row, : len(codes)] = codes
    return phrases, np.array([bits for _, bits in listed], dtype=np.int64)


def _split(listed: str) -> Iterable[str]:
    return [phrase.strip() for phrase in listed.replace("\n", " ").split(",") if phrase.strip()]
