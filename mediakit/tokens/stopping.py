"""Words to leave out: the package's own list for English, or any other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from mediakit.checks import one_of
from mediakit.tokens.arrow import as_strings
from mediakit.tokens.characters import split_words
from mediakit.tokens.folding import plain_word

__all__ = ["stop_words"]

_ENGLISH = "english"


def stop_words(language: str | Iterable[str] | None) -> frozenset[str]:
    """Return the words to leave out: the package's English list, the caller's own, or none.

    Among words of the caller's own, 'english' stands for the list: ['english', 'mr'] is one word
    more.
    """
    if language is None:
        return frozenset()
    if isinstance(language, str):
        one_of("stop word list", language, [_ENGLISH])
        return _english()
    words = as_strings("stop_words", language)
    own = frozenset(_as_in_texts(word) for word in words if word != _ENGLISH)
    if _ENGLISH in words:
        return own | _english()
    return own


def _as_in_texts(word: str) -> str:
    """Return a word as texts have it: l' is the word l."""
    words = split_words(word)
    if len(words) == 1:
        return words[0]
    return plain_word(word)


@cache
def _english() -> frozenset[str]:
    word_list = files("mediakit").joinpath("stop_words_english.txt")
    return frozenset(word_list.read_text(encoding="utf-8").split())
