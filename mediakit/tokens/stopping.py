"""Words to leave out: the package's own lists, one a language, or any other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from mediakit.checks import one_of
from mediakit.tokens.arrow import as_strings
from mediakit.tokens.characters import split_words
from mediakit.tokens.folding import plain_word

__all__ = ["STOP_WORD_LISTS", "add_to_list", "stop_words"]

#: The languages that the package has a list for.
STOP_WORD_LISTS = (
    "chinese",
    "czech",
    "danish",
    "dutch",
    "english",
    "french",
    "german",
    "italian",
    "japanese",
    "polish",
    "portuguese",
    "russian",
    "spanish",
    "swedish",
    "thai",
    "turkish",
    "ukrainian",
)


def stop_words(language: str | Iterable[str | None] | None) -> frozenset[str]:
    """Return the words to leave out: one of the package's lists, the caller's own words, or none.

    Among words of the caller's own, the name of a list stands for the list:
    ['english', 'german', 'mr'] is both lists and one word more. None among them is no list.
    """
    if language is None:
        return frozenset()
    if isinstance(language, str):
        one_of("stop word list", language, STOP_WORD_LISTS)
        return _words_of(language)
    left_out: set[str] = set()
    for word in as_strings("stop_words", _without_none(language)):
        if word in STOP_WORD_LISTS:
            left_out |= _words_of(word)
        else:
            left_out.add(_as_in_texts(word))
    return frozenset(left_out)


def add_to_list(
    given: str | Iterable[str | None] | None,
    default: str = "english",
) -> str | tuple[str, ...] | None:
    """Return stop words as a function takes them that leaves out a list unless told otherwise.

    Words of the caller's own add to the default list. They take its place if another list is named
    among them, or None: [None, 'mr'] leaves out mr alone.
    """
    if given is None or isinstance(given, str):
        return given
    members: object = given
    if isinstance(given, Iterable):
        members = tuple(given)
    words = tuple(as_strings("stop_words", _without_none(members)))
    if words == members and not set(words) & set(STOP_WORD_LISTS):
        return (*words, default)
    return words


def _without_none(given: object) -> object:
    """Return several words without the None that says that no list is meant."""
    if isinstance(given, Iterable) and not isinstance(given, str):
        return [word for word in given if word is not None]
    return given


def _as_in_texts(word: str) -> str:
    """Return a word as texts have it: l' is the word l."""
    words = split_words(word)
    if len(words) == 1:
        return words[0]
    return plain_word(word)


@cache
def _words_of(language: str) -> frozenset[str]:
    word_list = files("mediakit").joinpath(f"stop_words_{language}.txt")
    return frozenset(word_list.read_text(encoding="utf-8").split())
