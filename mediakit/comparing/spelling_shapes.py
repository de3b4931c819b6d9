"""Which words look alike: two spellings of a word, or of a name from another script."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from mediakit.comparing.spelling_rules import spelling_pairs

__all__ = ["alike_names", "alike_words"]

_SHORTEST = 4
#: Names of at least so many letters may differ in one letter, and in two.
_ONE_LETTER, _TWO_LETTERS = 5, 8
#: Names with more of the same consonants may differ in all vowels, others in two letters.
_CONSONANTS = 3
#: How consonants of other scripts are written; after this, two of the same are one.
_CONSONANTS_AS = [
    ("sch", "s"), ("sh", "s"), ("kh", "h"), ("zh", "z"), ("ph", "f"), ("ck", "k"), ("th", "t"),
    ("dh", "d"), ("g", "h"), ("w", "v"), ("q", "k"), ("c", "k"), ("j", ""), ("z", "s"),
]  # fmt: skip
_VOWELS = re.compile("[aeiouy'’-]")
_VOWEL_LETTERS = "aeiou"
_DOUBLED = re.compile(r"(.)\1+")
#: A name with one of these endings is another word: Russia and Russian, Tory and Tories.
_ENDINGS = re.compile(
    "s|es|ies|n|ns|an|ans|ian|ians|en|ish|ism|ist|ists|ite|er|ers|ed|d|ic|a|o|e|t|y"
)
#: Endings of words of which either is good English.
_FREE = [(r"(advis|protest)or(s?)$", r"\1er\2"), (r"dgement(s?)$", r"dgment\1")]


def alike_names(names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of names that differ in a letter or two, in accents, or in how vowels and
    consonants of another script are written."""
    pairs: set[tuple[str, str]] = set()
    for words in _buckets(names, _skeletons).values():
        pairs |= {pair for pair in combinations(words, 2) if _is_near(*pair)}
    for words in _buckets(names, _shortened).values():
        pairs |= {pair for pair in combinations(words, 2) if _may_differ(*pair)}
    for first, second in sorted(pairs):
        if not _is_inflected(first, second):
            yield first, second


def alike_words(n_uses: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield pairs of words that differ as British and American spelling do, in a hyphen, in
    accents, or in an ending of which either is good."""
    pairs = {(min(pair), max(pair)) for pair in spelling_pairs(n_uses).items()}
    for words in _buckets(sorted(n_uses), _plain).values():
        pairs |= set(combinations(words, 2))
    yield from sorted(pairs)


def _buckets(
    words: list[str],
    keys_of: Callable[[str], set[str]],
) -> dict[str, list[str]]:
    """Return the words that have each key."""
    found = defaultdict(list)
    for word in words:
        for key in keys_of(word):
            found[key].append(word)
    return found


def _skeletons(name: str) -> set[str]:
    """Return the consonants of a name, however they are written."""
    plain = _without_accents(name)
    for written, consonant in _CONSONANTS_AS:
        plain = plain.replace(written, consonant)
    skeleton = _DOUBLED.sub(r"\1", _VOWELS.sub("", plain))
    if len(name) < _SHORTEST or len(skeleton) < 2:
        return set()
    return {skeleton}


def _shortened(name: str) -> set[str]:
    """Return a name without one of its letters, for each; if it is long, also without two."""
    if len(name) < _ONE_LETTER or not name.isalpha():
        return set()
    shorter = {name, *_without_one(name)}
    if len(name) >= _TWO_LETTERS:
        shorter |= {shortest for each in list(shorter) for shortest in _without_one(each)}
    return shorter


def _without_one(name: str) -> Iterator[str]:
    for place in range(len(name)):
        yield name[:place] + name[place + 1 :]


def _is_near(first: str, second: str) -> bool:
    """Say whether two names of the same consonants are near each other, if they have few."""
    [skeleton] = _skeletons(first)
    if len(skeleton) > _CONSONANTS:
        return True
    begin_alike = (first[0] in _VOWEL_LETTERS) == (second[0] in _VOWEL_LETTERS)
    return begin_alike and _distance(first, second) <= 2


def _may_differ(first: str, second: str) -> bool:
    """Say whether two names differ in as many letters as names of their length may."""
    n = _distance(first, second)
    return n <= 1 or (n == 2 and min(len(first), len(second)) >= _TWO_LETTERS)


def _distance(first: str, second: str) -> int:
    """Return how many letters have to be put in, left out or changed (Levenshtein 1966)."""
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, start=1):
        before, row[0] = row[0], place
        for column, other in enumerate(second, start=1):
            changed = before + (letter != other)
            before = row[column]
            row[column] = min(changed, row[column] + 1, row[column - 1] + 1)
    return row[-1]


def _is_inflected(first: str, second: str) -> bool:
    """Say whether two names are forms of one word, such as Russia and Russian, Tory and Tories."""
    shorter, longer = sorted((first, second), key=len)
    for stem in (shorter, re.sub("[yea]$", "", shorter)):
        rest = longer.removeprefix(stem)
        is_ending = rest != longer and _ENDINGS.fullmatch(rest) is not None
        if is_ending and rest != shorter[-1] and not shorter.endswith("i"):
            return True
    return False


def _plain(word: str) -> set[str]:
    """Return a word without hyphens and accents, with one of two good endings."""
    if len(word) < _ONE_LETTER:
        return set()
    plain = _without_accents(word).replace("-", "")
    for ending, other in _FREE:
        plain = re.sub(ending, other, plain)
    return {plain}


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
