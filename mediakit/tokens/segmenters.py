"""The segmenters of the extra `lang`: each cuts a stretch of Chinese, Japanese or Thai into words.

They are imported when the first such text is met. Each brings its dictionary with it, and cuts the
same stretch into the same words in any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import local
from typing import Any, TypeAlias

from mediakit.errors import MissingExtra

__all__ = ["LIBRARIES", "Segmenter", "has_segmenters", "segmenter_of"]

Segmenter: TypeAlias = Callable[[str], list[str]]

#: The libraries that each language needs.
LIBRARIES = {
    "Chinese": ("rjieba",),
    "Japanese": ("sudachipy", "sudachidict_core"),
    "Thai": ("nlpo3", "newmm_tokenizer"),
}
_THAI_WORDS = "mediakit-thai"


def has_segmenters() -> bool:
    """Say whether all libraries of the extra `lang` that cut words are installed."""
    return not any(_missing(language) for language in LIBRARIES)


def segmenter_of(language: str) -> Segmenter | None:
    """Return what cuts a language into words, or None if a library that it needs is missing."""
    if _missing(language):
        return None
    return _loaded(language)


@cache
def _loaded(language: str) -> Segmenter:
    return _SEGMENTERS[language]()


def _missing(language: str) -> list[str]:
    return [name for name in LIBRARIES[language] if find_spec(name) is None]


def _chinese() -> Segmenter:
    cut: Segmenter = import_module("rjieba").cut
    return cut


def _japanese() -> Segmenter:
    sudachi = import_module("sudachipy")
    dictionary = sudachi.Dictionary(dict="core")
    of_thread = local()  # a tokenizer of Sudachi serves one thread at a time

    def cut(stretch: str) -> list[str]:
        tokenizer: Any = getattr(of_thread, "tokenizer", None)
        if tokenizer is None:
            tokenizer = dictionary.tokenizer(sudachi.SplitMode.B)
            of_thread.tokenizer = tokenizer
        return [morpheme.surface() for morpheme in tokenizer.tokenize(stretch)]

    return cut


def _thai() -> Segmenter:
    """Return nlpo3's segmenter with newmm-tokenizer's list of words: it brings none of its own."""
    nlpo3 = import_module("nlpo3")
    package = find_spec("newmm_tokenizer")
    if package is None or not package.submodule_search_locations:
        raise MissingExtra("newmm-tokenizer", "lang")
    word_list = Path(package.submodule_search_locations[0]) / "words_th.txt"
    nlpo3.load_dict(str(word_list), _THAI_WORDS)

    def cut(stretch: str) -> list[str]:
        words: list[str] = nlpo3.segment(stretch, _THAI_WORDS, safe=True)
        return words

    return cut


_SEGMENTERS = {"Chinese": _chinese, "Japanese": _japanese, "Thai": _thai}
