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

__all__ = ["CAPITALS", "PATTERNS", "Signs", "find_signs"]

# Arrow's RE2 reads all patterns: one pass each, in time that grows with the text alone.
_TAG = (
    r"(?i:</?(?:p|br|div|span|a|b|i|em|strong|img|script|style|ul|ol|li|h[1-6]|table|tr|td|iframe"
    r"|figure|figcaption|section|article|blockquote|svg|video)(?:\s[^<>]{0,500})?/?>)"
)
_ENTITY = r"&(?:[a-zA-Z]{2,8}[0-9]{0,2}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,6});"
_COMMENT = r"<!--|<!\[CDATA\["

# UTF-8 read as Windows-1252: what the bytes 0x80 to 0xBF look like there.
_LATER_BYTE = r"[\x{80}-\x{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_LATIN = rf"[ÂÃ]{_LATER_BYTE}"
_PUNCTUATION = rf"â[\x{{80}}€]{_LATER_BYTE}"
_EMOJI = rf"ðŸ{_LATER_BYTE}"
_OTHER_SCRIPT = rf"(?:[\x{{c4}}-\x{{df}}]{_LATER_BYTE}){{2}}"
_LOST = r"[\x{fffd}\x{80}-\x{9f}]"
_DAMAGED = rf"{_LATIN}|{_PUNCTUATION}|{_EMOJI}|{_OTHER_SCRIPT}|{_LOST}"
# A letter or an apostrophe that became a question mark: Obama?s, f?r.
_QUESTIONED = r"(?:^|[\s“\"(])\p{L}+\?\p{Ll}+(?:[\s.,;:!”\")]|$)|\s\?\p{L}"

_CLOSING = r"[\"'”’)\]]*\s*$"
_PARTIAL = r"\[\+ ?[0-9][0-9,. ]* ?(?:chars?|characters|words)\]" + _CLOSING
_ELLIPSIS = r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])" + _CLOSING
_MORE = (
    r"(?i:\b(?:continue reading|keep reading|read the (?:full|whole|rest of the) (?:story|article)"
    r"|weiterlesen|lire la suite|seguir leyendo|continua a leggere|lees verder|continue lendo"
    r"|czytaj dalej|читать далее))\W*$"
    # After a whole sentence "Read more" leads to other articles.
    r"|(?:…|\.\.\.|[\p{L}0-9,;])[\s\[(]*(?i:read more|mehr lesen|leer más|leia mais)\W*$"
)
_PAYWALL = (
    r"(?i:\b(?:subscri\w+|sign(?:ing)? (?:in|up)|log(?:ging)? in|register\w*|abonn\w+|premium)\b"
    r"[^.!?\n]{0,80}\b(?:continue|unlock|full access|keep reading|read (?:on|more|this)"
    r"|(?:full|whole|rest of (?:the|this)) (?:story|article)|weiterlesen|weiterzulesen"
    r"|lire la suite)\b[^\n]{0,120}$)"
    r"|(?i:\b(?:article|story|content) is (?:only )?(?:for|available to|reserved for) "
    r"(?:\w+ )?(?:subscribers|members)\b[^\n]{0,80}$)"
)

#: The pattern that shows a fault in a text, by fault.
PATTERNS = {
    "html": f"{_TAG}|{_ENTITY}|{_COMMENT}",
    "damaged": f"{_DAMAGED}|{_QUESTIONED}",
    "cut": f"{_PARTIAL}|{_ELLIPSIS}|{_MORE}|{_PAYWALL}",
    "unfinished": r"(?:\s\p{Ll}+|,)\s*$",
}
# NATO and EU, and F.B.I. where that is house style; not TVs and U.S., which stay if somebody
# removes words in capitals.
CAPITALS = r"(?:^|[^\p{L}\p{N}])\p{Lu}{2,}(?:[^\p{L}\p{N}]|$)|(?:\p{Lu}\.){3,}"
_STOPS = r"[.!?。！？؟।…]"
_OPEN = r"[^.!?。！？…\s\"'”’»)\]]$"
_CASED = 200  # letters from which a text must have capitals
_CAPITALS_SHARE = 0.004  # of all characters; sound articles have 0.015 or more
_STOPS_SHARE = 0.001  # of all characters; sound articles have 0.004 or more
_LONG = 600  # characters of a text that must have a full stop
_WITH_NAMES = 900  # characters of a text in which a word in capitals is to be expected
_WORDS_BEFORE_END = 7  # in the last line of a text that ends within a sentence


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
        Whether a text ends without a full stop or another end of a sentence.
    """

    shown: pd.DataFrame
    possible: pd.DataFrame
    languages: pd.Series
    main: str
    n_names: Longs
    n_characters: Longs
    ends_open: Flags


def find_signs(articles: pd.DataFrame) -> Signs:
    """Return what each article shows by itself; the table has plain types and a column `title`."""
    texts = pa.array(articles["text"].fillna("").str.strip(), pa.large_string())
    titles = pa.array(articles["title"].fillna(""), pa.large_string())
    n_characters = pc.utf8_length(texts).to_numpy().astype(np.int64)
    has_text = n_characters > 0
    languages = languages_of(texts)
    main = main_language(languages)
    is_foreign = (languages != "") & (languages != main)
    no_capitals, is_cased = _without_capitals(texts, n_characters)
    no_stops = _too_few(texts, _STOPS, n_characters, _STOPS_SHARE) & (n_characters >= _LONG)
    n_names = _count(texts, CAPITALS)
    names_expected = is_cased & ~no_capitals
    names_per_unit = _names_per_unit(articles, n_names, n_characters, names_expected)
    has_ends = has_text & ~no_stops
    everything = np.ones(len(articles), dtype=bool)
    found = {
        "no_text": (~has_text, everything),
        "no_date": (articles["date"].isna().to_numpy(), everything),
        "no_capitals": (no_capitals, is_cased),
        "no_names": (names_per_unit == 0, names_expected & (names_per_unit >= 0)),
        "no_stops": (no_stops, n_characters >= _LONG),
        "cut": (_has(texts, PATTERNS["cut"]), has_text),
        "unfinished": (_ends_early(texts), has_ends & ~no_capitals),
        "damaged": (_is_damaged(texts, 2), has_text),
        "damaged_title": (_is_damaged(titles, 1), articles["title"].notna().to_numpy()),
        "html": (_has(texts, PATTERNS["html"]), has_text),
        "html_title": (_has(titles, PATTERNS["html"]), articles["title"].notna().to_numpy()),
        "language": (is_foreign, languages != ""),
    }
    shown = {name: flags & possible for name, (flags, possible) in found.items()}
    possible = {name: flags for name, (_, flags) in found.items()}
    named = pd.Series(languages, dtype="str").where(is_foreign)
    return Signs(
        shown=pd.DataFrame(shown),
        possible=pd.DataFrame(possible),
        languages=named,
        main=main,
        n_names=names_per_unit,
        n_characters=n_characters,
        ends_open=_has(texts, _OPEN),
    )


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
    n_names: Longs,
    n_characters: Longs,
    is_read: Flags,
) -> Longs:
    """Return the words in capitals of each long text, or of a run of short texts of its outlet.

    A run is about as long as a long text; -1 stands for texts that are not read, or too few.
    """
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
    questions = _count(texts, _QUESTIONED) >= n_questions
    return _has(texts, _DAMAGED) | questions


def _ends_early(texts: pa.Array) -> Flags:
    """Return which texts end within a sentence: their last line is long and has no end."""
    ends_so = _has(texts, PATTERNS["unfinished"])
    long_line = r"(?:[^\n]*?\s){" + str(_WORDS_BEFORE_END) + r"}[^\n]*$"
    ends = pc.utf8_slice_codeunits(texts, -400, 2**31 - 1)
    return ends_so & _has(ends, r"(?:^|\n)" + long_line)
