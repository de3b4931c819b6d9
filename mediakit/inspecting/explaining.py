"""Which findings may explain why an outlet seems to use a term more often, or less often, than it
does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Longs
from mediakit.cleaning import Boilerplate, strip_boilerplate
from mediakit.inspecting.deciding import FaultFound
from mediakit.inspecting.patterns import PATTERNS
from mediakit.queries import Phrase, find
from mediakit.tokens import split_words, tokenize
from mediakit.wording import choose, percent, quoted

__all__ = ["LESS", "MORE", "Explanation", "explain_terms"]

#: What a fault does to a term.
MORE, LESS = "more often", "less often"

_CAPITAL_SHARE = 0.5  # of the places of a word in sound texts, in capitals
# Of the articles with a term, those that have it from the fault alone.
_LEAST_OF_ANY = 0.5
_LEAST = {"language": 0.75}
_IN_CAPITALS = re.compile(r"(?<![\w'’‐‑-])[^\W\da-z_]{2,}(?![\w'’‐‑-])")
_MAY_BE_DAMAGED = re.compile(r"[^\x00-\x7f]|'")
_FROM_FAULT = {
    "html": PATTERNS["html"],
    "cut": PATTERNS["cut"],
    "damaged": rf"\S*?(?:{PATTERNS['damaged']})\S*",
}
#: How articles have a term that a fault adds: the end of a sentence on one of them, and on several.
_HOW = {
    "language": ("is in another language", "are in another language"),
    "same_text": ("has it only in the repeated text", "have it only in the repeated text"),
    "html": ("has it only in leftover HTML", "have it only in leftover HTML"),
    "cut": (
        "has it only in the note that marks the cut",
        "have it only in the notes that mark the cut",
    ),
    "damaged": ("has it only in a damaged word", "have it only in damaged words"),
    "html_title": ("has it only in leftover HTML", "have it only in leftover HTML"),
    "damaged_title": ("has it only in a damaged word", "have it only in damaged words"),
    "furniture": ("has it only in page furniture", "have it only in page furniture"),
}

#: The words of each term.
Terms = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Explanation:
    """A finding that may explain a term.

    Attributes
    ----------
    term : str
        The term, as it was given.
    finding : int
        The row of the table of findings.
    effect : str
        `MORE` if the fault adds the term to the outlet's texts, `LESS` if it removes it.
    why : str
        How, in a sentence.
    n_articles : int
        The articles that have the term from the fault alone.
    """

    term: str
    finding: int
    effect: str
    why: str
    n_articles: int = 0


def explain_terms(
    articles: pd.DataFrame,
    found: Sequence[FaultFound],
    boilerplate: Boilerplate,
    terms: Iterable[str],
    findings: Iterable[int],
) -> list[Explanation]:
    """Return what some of the findings explain, in the order of the terms and the findings.

    Parameters
    ----------
    articles : DataFrame
        The articles inspected.
    found : sequence of FaultFound
        All findings in the order of the table.
    boilerplate : Boilerplate
        The page furniture of these articles.
    terms : iterable of str
        Words or phrases, as `compare` names them.
    findings : iterable of int
        The places of the findings to ask.
    """
    words_of = {term: tuple(split_words(term)) for term in terms}
    words_of = {term: words for term, words in words_of.items() if words}
    asked = [(number, found[number]) for number in findings]
    said = []
    if words_of:
        said = _added(articles, asked, boilerplate, words_of)
    added = {(one.term, one.finding) for one in said}
    for number, fault in asked:
        for term, why in _removed(fault, articles, found, words_of).items():
            if (term, number) not in added:
                said.append(Explanation(term, number, LESS, why))
    place = {term: n for n, term in enumerate(words_of)}
    return sorted(said, key=lambda one: (place[one.term], one.finding))


def _removed(
    fault: FaultFound,
    articles: pd.DataFrame,
    found: Sequence[FaultFound],
    terms: Terms,
) -> dict[str, str]:
    """Return the terms that a fault removes from the texts of its outlet, and how."""
    if fault.fault == "no_names":
        lacking = {other.outlet for other in found if other.fault == "no_names"}
        is_other = articles["outlet"].notna() & ~articles["outlet"].isin(lacking)
        others = articles.loc[is_other, "text"].dropna()
        return _lost_capitals(fault.outlet, others, terms)
    if fault.fault != "damaged":
        return {}
    n_all = int((articles["outlet"] == fault.outlet).sum())
    which = f"{len(fault.rows):,} of the {n_all:,} {fault.outlet} texts"
    reason = f"is damaged in {which}."
    damaged = [term for term in terms if _MAY_BE_DAMAGED.search(" ".join(terms[term]))]
    return {term: f"{quoted(term)} {reason}" for term in damaged}


def _lost_capitals(outlet: str, others: pd.Series, terms: Terms) -> dict[str, str]:
    """Return the terms with a word that the other outlets mostly print in capitals."""
    in_capitals: Counter[str] = Counter()
    for text in others.tolist():
        in_capitals.update(word for word in _IN_CAPITALS.findall(text) if word.isupper())
    wanted = {word for words in terms.values() for word in words if in_capitals[word.upper()]}
    if not wanted:
        return {}
    tokens = tokenize(others, check=False)
    shares = {}
    for word in sorted(wanted):
        n_places = len(find(Phrase((word,)), tokens).first)
        shares[word] = in_capitals[word.upper()] / max(n_places, 1)
    said = {}
    for term, words in terms.items():
        word = max(words, key=lambda word: shares.get(word, 0.0))
        share = min(shares.get(word, 0.0), 1.0)
        if share >= _CAPITAL_SHARE:
            printed = f"print {quoted(word)} as {quoted(word.upper())} {percent(share)} of the time"
            if share == 1:
                printed = f"always print {quoted(word)} as {quoted(word.upper())}"
            said[term] = f"Other outlets {printed}, and {outlet} texts lack words in capitals."
    return said


def _added(
    articles: pd.DataFrame,
    asked: list[tuple[int, FaultFound]],
    boilerplate: Boilerplate,
    terms: Terms,
) -> list[Explanation]:
    """Return the terms that faults add to the articles of their outlets, and how.

    All articles are read in one go, and so is what is sound of those with a fault.
    """
    adding = [(number, fault) for number, fault in asked if fault.fault in _HOW]
    if not adding:
        return []
    plain = articles[["title", "text"]].fillna("")
    stripped = plain["text"]
    if any(fault.fault == "furniture" for _, fault in adding):
        stripped = strip_boilerplate(articles, boilerplate)["text"].fillna("")
    parts = [_sound_part(fault.fault, fault.rows, plain, stripped) for _, fault in adding]
    ends = np.cumsum([len(part) for part in parts])
    whole = tokenize(_joined(plain), check=False)
    sound = tokenize(pd.concat(parts, ignore_index=True), check=False)
    rows_of = articles.groupby("outlet", sort=False).indices
    said = []
    for term, words in terms.items():
        has_term = find(Phrase(words), whole).in_text
        is_sound = np.split(find(Phrase(words), sound).in_text, ends[:-1])
        for (number, fault), sound_there in zip(adding, is_sound, strict=True):
            n_all = int(has_term[rows_of[fault.outlet]].sum())
            n_there = int((has_term[fault.rows] & ~sound_there).sum())
            if n_there and n_there >= _LEAST.get(fault.fault, _LEAST_OF_ANY) * n_all:
                which = _articles_with(term, fault.outlet, n_there, n_all)
                how = choose(n_there, *_HOW[fault.fault])
                said.append(Explanation(term, number, MORE, f"{which} {how}.", n_there))
    return said


def _sound_part(fault: str, rows: Longs, plain: pd.DataFrame, stripped: pd.Series) -> pd.Series:
    """Return what is sound of articles with a fault: nothing, if they are in another language."""
    faulty = plain.iloc[rows]
    if fault == "language":
        return pd.Series("", index=faulty.index, dtype="str")
    if fault == "same_text":
        return faulty["title"]
    if fault == "furniture":
        return _joined(faulty.assign(text=stripped.iloc[rows]))
    column = choose(fault.endswith("_title"), "title", "text")
    pattern = _FROM_FAULT[fault.removesuffix("_title")]
    arrow = pa.array(faulty[column], pa.large_string())
    rest = pc.replace_substring_regex(arrow, pattern, " ")
    return _joined(faulty.assign(**{column: rest.to_pylist()}))


def _joined(plain: pd.DataFrame) -> pd.Series:
    return plain["title"] + "\n" + plain["text"]


def _articles_with(term: str, outlet: str, n: int, n_all: int) -> str:
    """Return how many of the articles with a term: 'All 8 Gull articles with “href”'."""
    if n_all == 1:
        return f"The one {outlet} article with {quoted(term)}"
    articles = f"{n_all:,} {outlet} articles with {quoted(term)}"
    if n == n_all:
        return f"All {articles}"
    return f"{n:,} of the {articles}"
