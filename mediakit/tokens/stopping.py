"""Words to leave out: the package's own list for English, or any other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from mediakit.checks import one_of
from mediakit.tokens.arrow import as_strings
from mediakit.tokens.characters import plain_word

__all__ = ["stop_words"]


def stop_words(language: str | Iterable[str] | None) -> frozenset[str]:
    """Return the words to leave out: the package's English list, the caller's own, or none."""
    if language is None:
        return frozenset()
    if isinstance(language, str):
        one_of("stop word list", language, ["english"])
        return _english()
    return frozenset(map(plain_word, as_strings("stop_words", language)))


@cache
def _english() -> frozenset[str]:
    word_list = files("mediakit").joinpath("stop_words_english.txt")
    return frozenset(word_list.read_text(encoding="utf-8").split())
