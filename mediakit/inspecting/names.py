"""One outlet under several names: names that differ only in words such as "online", on one
domain or with the same texts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

import pandas as pd

from mediakit.cleaning.groups import linked
from mediakit.readers.outlets import registered_domain
from mediakit.wording import count_of, join_names

__all__ = ["SamePair", "core_of", "group_names", "same_pairs"]

# Words that names of one outlet have or lack: the part of it, or the way it was read.
_PARTS = set(
    "the a an online web website site digital news newspaper opinion opinions editorial editorials "
    "op ed blog blogs com org net info www co uk us de fr print edition app live rss feed wire "
    "mobile amp homepage".split()
)
_ENDINGS = ("online", "news", "web")
_MAIN_SHARE = 0.8  # of an outlet's addresses on one domain, so that it is the outlet's own
_CROWDED = 5  # names on one domain from which it is a platform or has guest writers
_FEWEST = 5  # articles of each name, if only their domain speaks for one outlet
_ALIKE = 0.75  # of the letters of two names, if the articles speak for one outlet, too
_LONG_TEXT = 200  # characters of a text that two outlets do not have by chance
_SAME_TEXTS, _SAME_SHARE = 3, 0.3


@dataclass(frozen=True)
class SamePair:
    """Two names that seem to be one outlet, and what says so.

    Attributes
    ----------
    first, second : str
        The names, in alphabetical order.
    evidence : str
        What says so, in words.
    is_alike : bool
        Whether the names are alike; if not, only the domain speaks for it.
    """

    first: str
    second: str
    evidence: str
    is_alike: bool


@dataclass(frozen=True)
class _Outlet:
    core: str
    domain: str
    texts: frozenset[object]
    n_articles: int


def core_of(name: str) -> str:
    """Return what is left of a name without words such as "the", "online" or "news".

    Examples
    --------
    >>> core_of("Gull News (Online)"), core_of("TheGull.com"), core_of("The News")
    ('gull', 'gull', 'thenews')
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))
    kept = "".join(word for word in words if word not in _PARTS)
    if not kept:
        return "".join(words)
    for ending in _ENDINGS:
        shorter = kept.removesuffix(ending)
        if len(words) > len(name.split()) and len(shorter) > 1:
            kept = shorter
    if len(words) > len(name.split()) and len(kept) > 5:
        kept = kept.removeprefix("the")
    return kept


def same_pairs(articles: pd.DataFrame) -> list[SamePair]:
    """Return the pairs of names that seem to be one outlet; url and text are used if known."""
    outlets = _outlets(articles)
    names_on: dict[str, list[str]] = {}
    for name, outlet in outlets.items():
        for key in {f"core {outlet.core}", f"domain {outlet.domain}"}:
            names_on.setdefault(key, []).append(name)
        for text in outlet.texts:
            names_on.setdefault(f"text {text}", []).append(name)
    names_on.pop("domain ", None)
    candidates: set[tuple[str, ...]] = set()
    for key, names in names_on.items():
        if not key.startswith("text") or len(names) < _CROWDED:
            candidates.update(combinations(sorted(names), 2))
    n_on = {key.split(" ", 1)[1]: len(names) for key, names in names_on.items() if "domain" in key}
    pairs = [_pair(first, second, outlets, n_on) for first, second in sorted(candidates)]
    return [pair for pair in pairs if pair is not None]


def _outlets(articles: pd.DataFrame) -> dict[str, _Outlet]:
    known = articles[articles["outlet"].notna()]
    domains = pd.Series("", index=known.index)
    if "url" in known.columns:
        urls = known["url"].astype("str").fillna("")
        by_url = {url: registered_domain(url) or "" for url in urls.unique()}
        domains = urls.map(by_url)
    texts = pd.Series(pd.NA, index=known.index, dtype=object)
    if "text" in known.columns:
        is_long = (known["text"].astype("str").str.len() >= _LONG_TEXT).fillna(False)
        texts = known["text"].astype(object).where(is_long.astype(bool))
    outlets = {}
    for name, rows in known.groupby("outlet", sort=True).groups.items():
        own = frozenset(texts[rows].dropna())
        outlets[str(name)] = _Outlet(core_of(str(name)), _main(domains[rows]), own, len(rows))
    return outlets


def _main(domains: pd.Series) -> str:
    """Return the domain of nearly all addresses; '' if there is none."""
    known = domains[domains.str.contains(".", regex=False)]
    if known.empty:
        return ""
    numbers = known.value_counts().sort_index()
    if numbers.max() < _MAIN_SHARE * len(known):
        return ""
    return str(numbers.idxmax())


def _pair(
    first: str,
    second: str,
    outlets: dict[str, _Outlet],
    n_on: dict[str, int],
) -> SamePair | None:
    """Return the pair with what says that two names are one outlet; None if it is not enough."""
    one, other = outlets[first], outlets[second]
    same_core = one.core == other.core
    same_domain = bool(one.domain) and one.domain == other.domain
    n_same = len(one.texts & other.texts)
    n_fewer = min(len(one.texts), len(other.texts))
    same_texts = n_same >= max(_SAME_TEXTS, _SAME_SHARE * n_fewer)
    is_alike = same_core or _likeness(one.core, other.core) >= _ALIKE
    reasons = []
    if is_alike:
        reasons.append("the names are alike")
    if same_domain:
        reasons.append(f"both are on {one.domain}")
    if same_texts:
        reasons.append(f"{count_of(n_same, 'text is', 'texts are')} the same")
    on_others = bool(one.domain) and bool(other.domain) and not same_domain
    by_name = same_core and not on_others
    by_both = is_alike and (same_domain or same_texts)
    is_small = min(one.n_articles, other.n_articles) < _FEWEST
    by_domain = same_domain and n_on[one.domain] < _CROWDED and not is_small
    if by_name or by_both or by_domain:
        return SamePair(first, second, join_names(reasons), is_alike)
    return None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def group_names(articles: pd.DataFrame, pairs: list[SamePair]) -> pd.DataFrame:
    """Return the names of each outlet that has several: outlet, name, n_articles, evidence.

    The name of the most articles stands for all, ties by name.
    """
    numbers = articles["outlet"].value_counts()
    names = sorted({name for pair in pairs for name in (pair.first, pair.second)})
    place = {name: n for n, name in enumerate(names)}
    ends = [(place[pair.first], place[pair.second]) for pair in pairs]
    table = pd.DataFrame({"outlet": names, "n_articles": [int(numbers[name]) for name in names]})
    if not names:
        return _typed(table.assign(name="", evidence=""))
    table["group"] = linked(len(names), ends)
    order = table.sort_values(["n_articles", "outlet"], ascending=[False, True])
    table["name"] = table["group"].map(order.drop_duplicates("group").set_index("group")["outlet"])
    name_of = dict(zip(table["outlet"], table["name"], strict=True))
    table["evidence"] = [_evidence_for(name, name_of[name], pairs) for name in table["outlet"]]
    ordered = table.sort_values(["name", "n_articles", "outlet"], ascending=[True, False, True])
    return _typed(ordered)


def _evidence_for(name: str, suggested: str, pairs: list[SamePair]) -> str:
    """Return what links a name to another of its outlet, if possible to the one suggested."""
    others = {}
    for pair in pairs:
        if name in (pair.first, pair.second):
            other = pair.first
            if name == pair.first:
                other = pair.second
            others[other] = pair.evidence
    other = min(others)
    if suggested in others:
        other = suggested
    return f"Like {other}: {others[other]}."


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    kept = table[["outlet", "name", "n_articles", "evidence"]].reset_index(drop=True)
    kinds = {"outlet": "str", "name": "str", "n_articles": "int64", "evidence": "str"}
    return kept.astype(kinds)
