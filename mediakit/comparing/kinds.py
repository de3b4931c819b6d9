"""What kind of word each term is: a subject, a name, house style, or a trace of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.comparing.glued import glued_words
from mediakit.comparing.kind_words import CREDITS, STYLE, TRACES
from mediakit.comparing.own_names import own_names
from mediakit.comparing.passing import names_of_staff, words_in_passing
from mediakit.comparing.spelled_names import names_spelled_twice
from mediakit.comparing.spelling_rules import rarer_with_hyphen, spelling_pairs
from mediakit.comparing.style_words import is_adverb, is_plain_style
from mediakit.comparing.usage import Usage, usage_of
from mediakit.keeping import computed_once

__all__ = ["KINDS", "STYLED", "TESTED", "TRACE", "kinds_of", "kinds_of_words"]

SUBJECT, NAME, STYLED, TRACE = KINDS = ("subject", "name", "style", "trace")
#: What a comparison tests, ranks and draws unless told otherwise.
TESTED = (SUBJECT, NAME)

_FIGURES = re.compile(
    r"[\d.,:/-]*\d[\d.,:/-]*(?:st|nd|rd|th|s|[ap]m|pc|p|k|m|b|bn|tn|million|billion|year-olds?)?"
)
_ROMAN = re.compile(r"ii|iii|iv|vii|viii|ix")
_NUMBERED = re.compile(r"no\d+")  # No10
_INITIALS = re.compile(r"\w(?:\.\w)+")
#: A possessive without its apostrophe, such as familys: no plural ends like that.
_BARE_POSSESSIVE = re.compile(r"[a-z]{3,}[bcdfghjklmnpqrstvwxz]ys")
_PARTY = re.compile(r"[dr]-[a-z]{1,12}")  # a member of Congress: D-Calif.


@computed_once
def kinds_of(
    terms: npt.NDArray[np.object_],
    articles: pd.DataFrame,
    fields: Sequence[str],
) -> npt.NDArray[np.object_]:
    """Return the kind of each term, by how the articles write it, whoever wrote them.

    A term of several words is what its words are: a subject if one of them is, else a name, else
    style. That a word is used in passing, or is one of two spellings of a name, says nothing of a
    term that it is a part of.
    """
    usage = usage_of(articles, fields)
    parts = [str(term).split(" ") for term in terms]
    words = sorted({word for term in parts for word in term})
    kind_of = kinds_of_words(words, articles, usage)
    alone = [term[0] for term in parts if len(term) == 1]
    names = [word for word in alone if kind_of[word] == NAME]
    tested = [word for word in alone if kind_of[word] in TESTED]
    styled = words_in_passing(tested, usage)
    styled |= names_spelled_twice(names, usage)
    of_terms = [_kind_of_term(term, kind_of, styled) for term in parts]
    return np.array(of_terms, dtype=object)


def kinds_of_words(words: Sequence[str], articles: pd.DataFrame, usage: Usage) -> dict[str, str]:
    """Return the kind of each word as lists, and its place and form in the texts, tell it."""
    written = usage.of(words)
    traces = _traces(words, articles, usage)
    is_placed = written["is_head"] | written["in_dateline"]
    is_style = np.isin(words, sorted(_styled(words, usage)))
    is_style |= is_placed & written["is_name"]
    choices = {
        TRACE: written["is_tail"],
        NAME: written["is_name"],
    }
    kinds = np.select(list(choices.values()), list(choices), SUBJECT).astype(object)
    kinds[is_style] = STYLED
    kinds[np.isin(words, sorted(traces))] = TRACE
    return dict(zip(words, kinds.tolist(), strict=True))


def _kind_of_term(term: Sequence[str], kind_of: dict[str, str], styled: Set[str]) -> str:
    if len(term) == 1 and term[0] in styled:
        return STYLED
    return min((kind_of[word] for word in term), key=KINDS.index)


def _traces(words: Sequence[str], articles: pd.DataFrame, usage: Usage) -> set[str]:
    """Return the words that are left over from a page, or the name of an outlet."""
    own = own_names(words, articles, usage)
    traces = TRACES | own
    traces |= glued_words(list(words), usage)
    traces |= usage.mostly_near(CREDITS | own)
    traces |= names_of_staff(words, own, usage)
    if not usage.tokens.n_unspaced:
        traces |= {word for word in words if len(word) == 1 and not word.isdigit()}
    return set(traces)


def _styled(words: Sequence[str], usage: Usage) -> set[str]:
    """Return the words of house style: by the list, by their form, or as one of two spellings."""
    n_uses = usage.words["n_uses"].to_dict()
    pairs = spelling_pairs(n_uses)
    is_name = usage.of(words)["is_name"]
    styled = set(STYLE) | {word for word in words if _has_form_of_style(word)}
    spelled = set(pairs) | set(pairs.values())
    spelled |= rarer_with_hyphen(n_uses)
    return styled | {word for word in words if not is_name[word] and _is_style(word, spelled)}


def _is_style(word: str, spelled: set[str]) -> bool:
    if word in spelled or word.removesuffix("s") in STYLE:
        return True
    return is_adverb(word) or is_plain_style(word)


def _has_form_of_style(word: str) -> bool:
    patterns = (_FIGURES, _ROMAN, _NUMBERED, _INITIALS, _PARTY, _BARE_POSSESSIVE)
    return any(pattern.fullmatch(word) for pattern in patterns)
