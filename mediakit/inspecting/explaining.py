"""Which findings may explain why a side has a term, or lacks it."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.cleaning import Boilerplate, strip_boilerplate
from mediakit.inspecting.deciding import FaultFound
from mediakit.inspecting.faults import FAULTS
from mediakit.inspecting.patterns import PATTERNS
from mediakit.tokens import split_words
from mediakit.wording import percent, quoted

__all__ = ["explanations"]

_CAPITAL_SHARE = 0.5  # of the places of a term in sound texts, in capitals
_MOST = 0.5  # of the articles with a term, those that have it from the fault alone
_FOREIGN = 0.75  # of the articles with a term, those in another language
_NOT_ASCII = r"[^\x00-\x7f]"
_FROM_FAULT = {
    "html": PATTERNS["html"],
    "cut": PATTERNS["cut"],
    "damaged": rf"\S*?(?:{PATTERNS['damaged']})\S*",
}


def explanations(
    articles: pd.DataFrame,
    found: list[FaultFound],
    boilerplate: Boilerplate,
    term: str,
) -> list[tuple[int, str]]:
    """Return the places of the findings that may explain a term, and how, in words.

    Parameters
    ----------
    articles : DataFrame
        The articles inspected.
    found : list of FaultFound
        The findings in the order of the table.
    boilerplate : Boilerplate
        The page furniture of these articles.
    term : str
        A word or phrase, as `compare` names it.
    """
    said = []
    for number, fault in enumerate(found):
        how = _how(fault, articles, found, boilerplate, term)
        if how:
            said.append((number, how))
    return said


def _how(
    fault: FaultFound,
    articles: pd.DataFrame,
    found: list[FaultFound],
    boilerplate: Boilerplate,
    term: str,
) -> str:
    texts = articles["text"].iloc[fault.rows].fillna("")
    if fault.fault == "no_names":
        return _by_capitals(fault, articles, found, term)
    if fault.fault == "language":
        return _by_language(fault, articles, term)
    if fault.fault == "furniture":
        stripped = strip_boilerplate(articles, boilerplate)["text"]
        return _by_fault(fault, texts, stripped.iloc[fault.rows].fillna(""), term)
    if fault.fault in _FROM_FAULT:
        arrow = pa.array(texts, pa.large_string())
        rest = pc.replace_substring_regex(arrow, _FROM_FAULT[fault.fault], " ")
        return _by_fault(fault, texts, pd.Series(rest.to_pylist(), dtype="str"), term)
    return ""


def _by_capitals(
    fault: FaultFound,
    articles: pd.DataFrame,
    found: list[FaultFound],
    term: str,
) -> str:
    lacking = {other.outlet for other in found if other.fault == "no_names"}
    others = articles.loc[~articles["outlet"].isin(lacking), "text"].dropna()
    words = split_words(term)
    capitals = [word.upper() for word in words]
    n_all = int(_counts(others, rf"(?i)\b{_escaped(words)}\b").sum())
    n_capitals = int(_counts(others, rf"\b{_escaped(capitals)}\b").sum())
    if not n_all or term.upper() == term.lower() or n_capitals < _CAPITAL_SHARE * n_all:
        return ""
    return (
        f"{quoted(term)} is written {quoted(term.upper())} in the texts of other outlets "
        f"({percent(n_capitals / n_all)} of its places), and {fault.outlet} texts have lost words "
        "in capitals."
    )


def _by_language(fault: FaultFound, articles: pd.DataFrame, term: str) -> str:
    is_own = (articles["outlet"] == fault.outlet).to_numpy()
    has_term = _has_term(articles["text"].fillna(""), term).to_numpy() & is_own
    n_foreign = int(has_term[fault.rows].sum())
    n_all = int(has_term.sum())
    if not n_all or n_foreign < _FOREIGN * n_all:
        return ""
    return (
        f"{percent(n_foreign / n_all)} of the {fault.outlet} articles with {quoted(term)} are in "
        "another language."
    )


def _by_fault(fault: FaultFound, texts: pd.Series, rest: pd.Series, term: str) -> str:
    """Say that a term comes with the fault, if most articles with it have it nowhere else."""
    n_all = int(_has_term(texts, term).sum())
    n_without = int(_has_term(rest, term).sum())
    if not n_all or n_all - n_without < _MOST * n_all:
        return ""
    what = FAULTS[fault.fault].what
    return (
        f"{percent(1 - n_without / n_all)} of the {fault.outlet} articles with {quoted(term)} and "
        f"the fault “{what}” have the word only where the fault is."
    )


def _has_term(texts: pd.Series, term: str) -> pd.Series:
    return _counts(texts, rf"(?i)(?:^|[^\pL\pN]){_escaped(split_words(term))}(?:[^\pL\pN]|$)") > 0


def _counts(texts: pd.Series, pattern: str) -> pd.Series:
    numbers = pc.count_substring_regex(pa.array(texts, pa.large_string()), pattern)
    return pd.Series(numbers.to_numpy())


def _escaped(words: list[str]) -> str:
    """Return a pattern for words, whatever is between them."""
    return r"[^\pL\pN]+".join(rf"\Q{word}\E" for word in words)
