"""Which words are the name, the address or an author of one of the outlets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

import numpy as np
import pandas as pd

from mediakit.arrays import Longs
from mediakit.comparing.kind_words import GENERIC, TITLES
from mediakit.comparing.usage import Usage
from mediakit.tokens import Tokens, split_words

__all__ = ["own_names"]

_COMMON = frozenset("a of and co".split())
_SITE = re.compile(r"(?:com|orguk|online|blogs?|bookshop|newspapers?)$")
_LONG = 6  # letters of a word that several were joined to
_AFTER_NAME = re.compile(r"\s[-–|:]\s|\(")


def own_names(words: Sequence[str], articles: pd.DataFrame, usage: Usage) -> set[str]:
    """Return those of the words that are used as an outlet's name or address.

    A name of one word, or a word such as Times, is used as such if it mostly has a capital; a word
    of a longer name if most of its uses are in that name: Monitor in Christian Science Monitor, but
    not Washington in Washington Times. So are the names of authors that the texts hardly use for
    anybody else.
    """
    outlets = _distinct(articles, "outlet")
    found: set[str] = set()
    alone: set[str] = set()
    for outlet in outlets:
        names = _words_of(outlet)
        telling = [word for word in names if word not in GENERIC]
        found |= {"".join(names), *_labels(outlet)}
        found |= set(names) & GENERIC - _COMMON
        if len(telling) == 1:
            alone.add(telling[0])
        alone |= TITLES & set(telling)
        found |= set(_mostly_in(names, telling, usage))
    for host in _hosts(articles):
        found |= set(_labels(host))
    found |= _authors(articles, usage)
    written = usage.of(sorted(alone))
    is_title = written["is_name"] | ~written["has_case"]
    found |= set(written.index[is_title])
    found |= {word for word in words if _is_address_of(word, alone)}
    return found & set(words)


def _is_address_of(word: str, names: Set[str]) -> bool:
    """Say whether a word is an address without its points, or a part of an outlet's site."""
    if word.endswith("couk") or (word.startswith("www") and len(word) > 3):
        return True
    ending = _SITE.search(word)
    return ending is not None and any(name in word[: ending.start()] for name in names)


def _distinct(articles: pd.DataFrame, column: str) -> list[str]:
    if column not in articles.columns:
        return []
    return sorted(articles[column].dropna().astype(str).unique())


def _words_of(outlet: str) -> list[str]:
    """Return the words of a name without what a database adds to it: 'CNN (Web News)' is cnn."""
    return split_words(_AFTER_NAME.split(outlet)[0])


def _authors(articles: pd.DataFrame, usage: Usage) -> set[str]:
    """Return the words of the authors' names that the texts hardly use but for the author."""
    if "author" not in articles.columns:
        return set()
    n_articles: Counter[str] = Counter()
    for author, n in articles["author"].dropna().astype(str).value_counts().items():
        n_articles.update(dict.fromkeys(split_words(str(author)), int(n)))
    written = usage.of(sorted(n_articles))
    n_as_author = pd.Series(n_articles, dtype=int).reindex(written.index)
    is_author = 2 * n_as_author >= written["n_uses"]
    is_author &= written["n_uses"] > 0
    is_author &= written["is_name"]
    return set(written.index[is_author])


def _hosts(articles: pd.DataFrame) -> list[str]:
    if "url" not in articles.columns:
        return []
    hosts = articles["url"].astype("str").str.extract(r"^[a-z]+://([^/:]+)", expand=False)
    return sorted(hosts.dropna().unique())


def _labels(address: str) -> Iterator[str]:
    """Yield the long parts of an address, such as telegraph of telegraph.co.uk, and all of it."""
    labels = address.lower().removeprefix("www.").split(".")
    if len(labels) > 1:
        yield "".join(labels)
        yield address.lower()
        for label in labels:
            if len(label) >= _LONG and label not in TITLES | GENERIC:
                yield label


def _mostly_in(words: Sequence[str], telling: Sequence[str], usage: Usage) -> list[str]:
    """Return the words of a longer name that are hardly used but in it."""
    if len(telling) < 2:
        return []
    n_as_name = len(_places_of(_without_article(words), usage.tokens))
    written = usage.of(telling)
    is_mostly = 2 * n_as_name > written["n_uses"]
    is_mostly &= written["is_name"]
    return list(written.index[is_mostly])


def _without_article(words: Sequence[str]) -> list[str]:
    """Return a name without the article it begins with."""
    if words[:1] == ["the"]:
        return list(words[1:])
    return list(words)


def _places_of(words: Sequence[str], tokens: Tokens) -> Longs:
    """Return where these words follow each other."""
    numbers = [tokens.place_of(word) for word in words]
    if -1 in numbers:
        return np.zeros(0, dtype=np.int64)
    places = np.flatnonzero(tokens.ids == numbers[0])
    places = places[places + len(numbers) <= len(tokens.ids)]
    for distance, number in enumerate(numbers[1:], start=1):
        places = places[tokens.ids[places + distance] == number]
    return places
