"""Words in capitals that any outlet would use: not a dateline's place, nor page furniture."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Longs
from mediakit.cleaning import Boilerplate, strip_boilerplate

__all__ = ["most_frequent_names", "running_texts"]

_READ = 400  # articles of an outlet in which words in capitals are looked up
_NAME = re.compile(r"\b[A-Z]{2,}\b")
_OWN_SHARE = 0.05  # of an outlet's articles, from which a word that no other has is its own habit
_FEWEST_OUTLETS = 3  # among which a word is known to be of one alone
_FEWEST_ARTICLES = 10  # of such an outlet
_FEWEST_WORDS = 3  # in capitals that such an outlet has: one that has lost them tells nothing
_DATELINE = r"^[^\p{Ll}]+"  # OSTREL, April 24
_CAPITAL_LINE = r"(?m)^[^\p{Ll}\n]+$"  # READ MORE


def running_texts(articles: pd.DataFrame, boilerplate: Boilerplate) -> pa.Array:
    """Return the texts without page furniture, lines in capitals, the place at their head, and the
    words in capitals that one outlet alone has."""
    stripped = strip_boilerplate(articles, boilerplate)["text"].fillna("").str.strip()
    texts = pa.array(stripped, pa.large_string())
    for pattern in (_CAPITAL_LINE, _DATELINE):
        texts = pc.replace_substring_regex(texts, pattern, "")
    own = _words_of_one_outlet(articles["outlet"], texts)
    if not own:
        return texts
    pattern = rf"\b(?:{'|'.join(own)})\b"
    return pc.replace_substring_regex(texts, pattern, "")


def most_frequent_names(outlets: pd.Series, texts: pa.Array, n: int) -> list[str]:
    """Return the n words in capitals that most outlets, and then most articles, have."""
    n_articles: Counter[str] = Counter()
    n_outlets: Counter[str] = Counter()
    for numbers, _ in _numbers_by_outlet(outlets, texts).values():
        n_articles.update(numbers)
        n_outlets.update(numbers.keys())
    several = [word for word in n_articles if n_outlets[word] > 1]
    words = several or list(n_articles)
    return sorted(words, key=lambda word: (-n_articles[word], word))[:n]


def _words_of_one_outlet(outlets: pd.Series, texts: pa.Array) -> list[str]:
    """Return the words in capitals that one outlet has often and no other has."""
    by_outlet = _numbers_by_outlet(outlets, texts)
    large = [numbers for numbers, n in by_outlet.values() if n >= _FEWEST_ARTICLES]
    with_some = [numbers for numbers in large if len(numbers) >= _FEWEST_WORDS]
    if len(with_some) < _FEWEST_OUTLETS:
        return []
    users = defaultdict(set)
    for name, (numbers, _) in by_outlet.items():
        for word in numbers:
            users[word].add(name)
    own = []
    for word, names in users.items():
        name = min(names)
        numbers, n = by_outlet[name]
        if len(names) == 1 and numbers[word] >= _OWN_SHARE * n:
            own.append(word)
    return sorted(own)


def _numbers_by_outlet(
    outlets: pd.Series,
    texts: pa.Array,
) -> dict[str, tuple[Counter[str], int]]:
    """Return by outlet how many of its articles have each word, and how many were read."""
    found = {}
    for name, rows in outlets.groupby(outlets, sort=True).indices.items():
        read = rows[_evenly(len(rows))]
        numbers: Counter[str] = Counter()
        for text in texts.take(pa.array(read)).to_pylist():
            numbers.update(set(_NAME.findall(text)))
        found[str(name)] = (numbers, len(read))
    return found


def _evenly(n: int) -> Longs:
    """Return the places of articles spread evenly over all."""
    return np.unique(np.linspace(0, n - 1, min(n, _READ)).astype(np.int64))
