"""What kind of word each term is: a subject, a name, house style, or a trace of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.comparing.kind_words import STYLE, TRACES
from mediakit.comparing.own_names import own_names
from mediakit.comparing.spelling_rules import spelling_pairs
from mediakit.comparing.usage import usage_of

__all__ = ["KINDS", "STYLED", "TESTED", "TRACE", "kinds_of"]

SUBJECT, NAME, STYLED, TRACE = KINDS = ("subject", "name", "style", "trace")
#: What a comparison tests, ranks and draws unless told otherwise.
TESTED = (SUBJECT, NAME)

_FIGURES = re.compile(r"[\d.,:/-]*\d[\d.,:/-]*(?:st|nd|rd|th|s|m|bn|pm|am|k|p|pc|%)?")
_INITIALS = re.compile(r"\w(?:\.\w)+")


def kinds_of(
    terms: npt.NDArray[np.object_],
    articles: pd.DataFrame,
    fields: Sequence[str],
) -> npt.NDArray[np.object_]:
    """Return the kind of each term, by how the articles write it, whoever wrote them.

    A term of several words is what its words are: a subject if one of them is, else a name, else
    style.
    """
    usage = usage_of(articles, fields)
    parts = [str(term).split(" ") for term in terms]
    words = sorted({word for term in parts for word in term})
    written = usage.of(words)
    pairs = spelling_pairs(dict(zip(usage.tokens.vocabulary, usage.n_uses, strict=True)))
    traces = TRACES | own_names(articles, usage)
    styled = STYLE | set(pairs) | set(pairs.values())
    kind_of = {}
    for word, is_name, is_head in zip(words, written["is_name"], written["is_head"], strict=True):
        kind_of[word] = _kind(word, traces, styled, is_name=is_name, is_head=is_head)
    return np.array(
        [_kind_of_all([kind_of[word] for word in term]) for term in parts], dtype=object
    )


def _kind(
    word: str,
    traces: Set[str],
    styled: Set[str],
    *,
    is_name: bool,
    is_head: bool,
) -> str:
    """Return the kind of one word."""
    if word in traces or (len(word) == 1 and word.isascii()):
        return TRACE
    if word in STYLE or _FIGURES.fullmatch(word) or _INITIALS.fullmatch(word):
        return STYLED
    if is_name and not is_head:
        return NAME
    if is_name or word in styled:
        return STYLED
    return SUBJECT


def _kind_of_all(kinds: Sequence[str]) -> str:
    """Return the kind of a term of these words."""
    return min(kinds, key=KINDS.index)
