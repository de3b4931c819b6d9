"""What a text shows by itself: HTML, damaged letters, an end that was cut off, capitals and full
stops gone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Flags, Longs
from mediakit.inspecting.languages import languages_of, main_language
from mediakit.inspecting.patterns import (
    CAPITALS,
    DAMAGED,
    ENDS,
    LINK_LINE,
    LONG_LINE,
    OPEN,
    PATTERNS,
    QUESTIONED,
    STOPS,
)
from mediakit.inspecting.stubs import have_same_text

__all__ = ["Signs", "find_signs"]

_CASED = 200  # letters from which a text must have capitals
_CAPITALS_SHARE = 0.004  # of all characters; sound articles have 0.015 or more
_STOPS_SHARE = 0.001  # of all characters; sound articles have 0.004 or more
_LONG = 600  # characters of a text that must have a full stop
_WITH_NAMES = 900  # characters of a text in which a word in capitals is to be expected
_END = 400  # characters in which the last line is looked for


@dataclass(frozen=True)
class Signs:
    """Which articles show which fault, and which could show it.

    Attributes
    ----------
    shown, possible : DataFrame of bool
        A row an article and a column a fault.
    languages : Series of str
        The language of each article that is not in the main one; missing for all others.
    main : str
        The language of most articles; empty if it is not known.
    n_names : ndarray of int64
        Words in capitals of each text, or of a run of short ones.
    n_characters : ndarray of int64
        Characters of each text.
    ends_open : ndarray of bool
        Whether a text that has full stops ends without one, or another end of a sentence.
    """

    shown: pd.DataFrame
    possible: pd.DataFrame
    languages: pd.Series
    main: str
    n_names: Longs
    n_characters: Longs
    ends_open: Flags


def find_signs(articles: pd.DataFrame, running: pa.Array) -> Signs:
    """Return what each article shows by itself; the table has plain types and a column `title`.

    Words in capitals are looked up in running text.
    """
    texts = pa.array(articles["text"].fillna("").str.strip(), pa.large_string())
    titles = pa.array(articles["title"].fillna(""), pa.large_string())
    n_characters = pc.utf8_length(texts).to_numpy().astype(np.int64)
    languages = languages_of(texts)
    main = main_language(languages)
    is_foreign = (languages != "") & (languages != main)
    no_capitals, is_cased = _without_capitals(texts, n_characters)
    names_expected = is_cased & ~no_capitals
    n_names = _names_per_unit(articles, running, n_characters, names_expected)
    has_text, everything = n_characters > 0, np.ones(len(articles), dtype=bool)
    of_texts = _signs_of_texts(texts, n_characters, no_capitals)
    no_stops, _ = of_texts["no_stops"]
    found = {
        "no_text": (~has_text, everything),
        "same_text": (have_same_text(articles, texts, n_characters), has_text),
        "no_date": (articles["date"].isna().to_numpy(), everything),
        "no_capitals": (no_capitals, is_cased),
        "no_names": (n_names == 0, names_expected & (n_names >= 0)),
        "language": (is_foreign, languages != ""),
        **of_texts,
        **_signs_of_titles(titles, articles["title"].notna().to_numpy()),
    }
    shown = {name: flags & possible for name, (flags, possible) in found.items()}
    possible = {name: flags for name, (_, flags) in found.items()}
    return Signs(
        shown=pd.DataFrame(shown),
        possible=pd.DataFrame(possible),
        languages=pd.Series(languages, dtype="str").where(is_foreign),
        main=main,
        n_names=n_names,
        n_characters=n_characters,
        ends_open=_has(texts, OPEN) & ~no_stops,
    )


def _signs_of_texts(
    texts: pa.Array,
    n_characters: Longs,
    no_capitals: Flags,
) -> dict[str, tuple[Flags, Flags]]:
    """Return which texts show each fault, and which could show it."""
    has_text = n_characters > 0
    is_long = n_characters >= _LONG
    no_ends = _too_few(texts, ENDS, n_characters, _STOPS_SHARE)
    no_marks = _too_few(texts, STOPS, n_characters, _STOPS_SHARE)
    no_stops = np.where(no_capitals, no_marks, no_ends) & is_long
    return {
        "no_stops": (no_stops, is_long),
        "cut": (_has(texts, PATTERNS["cut"]), has_text),
        "unfinished": (_ends_early(texts), has_text & ~no_stops & ~no_capitals),
        "damaged": (_is_damaged(texts, 2), has_text),
        "html": (_has(texts, PATTERNS["html"]), has_text),
    }


def _signs_of_titles(titles: pa.Array, has_title: Flags) -> dict[str, tuple[Flags, Flags]]:
    """Return which titles show each fault, and which could show it."""
    return {
        "damaged_title": (_is_damaged(titles, 1), has_title),
        "html_title": (_has(titles, PATTERNS["html"]), has_title),
    }


def _has(texts: pa.Array, pattern: str) -> Flags:
    return pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)


def _count(texts: pa.Array, pattern: str) -> Longs:
    return pc.count_substring_regex(texts, pattern).to_numpy().astype(np.int64)


def _too_few(texts: pa.Array, pattern: str, n_characters: Longs, share: float) -> Flags:
    return _count(texts, pattern) < share * n_characters


def _without_capitals(texts: pa.Array, n_characters: Longs) -> tuple[Flags, Flags]:
    """Return which texts lack capitals, and which have letters of a script that has them."""
    is_candidate = _too_few(texts, r"\p{Lu}", n_characters, _CAPITALS_SHARE)
    is_cased = n_characters >= _CASED
    places = np.flatnonzero(is_candidate & is_cased)
    n_small = _count(texts.take(pa.array(places)), r"\p{Ll}")
    is_cased[places] = n_small >= _CASED / 2
    return is_candidate & is_cased, is_cased


def _names_per_unit(
    articles: pd.DataFrame,
    texts: pa.Array,
    n_characters: Longs,
    is_read: Flags,
) -> Longs:
    """Return the words in capitals of each long text, or of a run of short texts of its outlet.

    A run is about as long as a long text; -1 stands for texts that are not read, or too few.
    """
    n_names = _count(texts, CAPITALS)
    numbers = np.where(is_read & (n_characters >= _WITH_NAMES), n_names, -1)
    is_short = is_read & (n_characters < _WITH_NAMES)
    short = articles.loc[is_short, ["outlet", "date", "article_id"]]
    short = short.assign(names=n_names[is_short], characters=n_characters[is_short])
    short = short.sort_values(["outlet", "date", "article_id"], kind="stable")
    before = short.groupby("outlet")["characters"].cumsum() - short["characters"]
    runs = short.groupby(["outlet", before // _WITH_NAMES])
    is_whole = runs["characters"].transform("sum") >= _LONG
    names = runs["names"].transform("sum")[is_whole]
    numbers[names.index.to_numpy()] = names
    return numbers


def _is_damaged(texts: pa.Array, n_questions: int) -> Flags:
    """Return which texts hold letters that were misread, or words with a question mark inside."""
    questions = _count(texts, QUESTIONED) >= n_questions
    return _has(texts, DAMAGED) | questions


def _ends_early(texts: pa.Array) -> Flags:
    """Return which texts end within a sentence: their last line is long and has no end.

    A last line such as "Read more: Storm closes the harbour" leads to another article.
    """
    ends_so = _has(texts, PATTERNS["unfinished"])
    ends = pc.utf8_slice_codeunits(texts, -_END, 2**31 - 1)
    return ends_so & _has(ends, LONG_LINE) & ~_has(ends, LINK_LINE)
