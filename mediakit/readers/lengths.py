"""Lengths as databases declare them: 355 words, 1.285 Wörter, 543 mots."""

from __future__ import annotations

import re

__all__ = ["is_length", "length_in_words"]

_LENGTH = re.compile(
    r"(\d[\d.,\s]*?)\s*(?:words?|Wörter|Woerter|mots?|palabras?|parol[ae]|woord(?:en)?|palavras?|ord"
    r"|слов[ао]?|字|語|단어)",
    re.IGNORECASE,
)

_LONGEST = 60  # characters


def is_length(line: str) -> bool:
    """Say whether a line is a length and nothing else."""
    return len(line) <= _LONGEST and _LENGTH.fullmatch(line.strip()) is not None


def length_in_words(length: str) -> dict[str, object]:
    """Return a declared length as the fields of an article: a number, if it is one of words.

    Examples
    --------
    >>> length_in_words("1.285 Wörter"), length_in_words("3 columns")
    ({'length_in_words': 1285}, {'length': '3 columns'})
    """
    if not is_length(length):
        return {"length": length}
    number = re.split(r"[^\d.,\s]", length.strip())[0]
    return {"length_in_words": int(re.sub(r"\D", "", number))}
