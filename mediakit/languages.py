"""Which language each article is in, told by its words."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from typing import Protocol

import pandas as pd

from mediakit.errors import LanguageNotKnown, MissingExtra
from mediakit.tokens import FIELDS, joined_texts
from mediakit.wording import choose, count_of

__all__ = ["identify_languages"]

#: Of longer texts the beginning and the end are read, so many characters in all.
_MOST_READ = 4_000
#: Texts of fewer bytes have too few words to tell; a character of Chinese or Thai has three.
_SHORTEST = 30
#: Each half of a text with at least so many characters has to be in the language of the whole.
_SHORTEST_HALF = 150
#: The probability that a language is named with.
_SURE = 0.8
_NO_LANGUAGE = "zxx"  # numbers, addresses and the like

#: Varieties of a language that are read together, as ISO 639 has them.
_LANGUAGE_OF = {"wuu": "zh", "yue": "zh", "ary": "ar", "arz": "ar", "sdh": "ku", "uzs": "uz"}

_UNCLEAR = ""
_SEVERAL = "several"


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def identify_languages(
    articles: pd.DataFrame,
    *,
    fields: str | Sequence[str] = FIELDS,
) -> pd.DataFrame:
    """Fill the column `language` where it is missing, by the words of each article.

    Parameters
    ----------
    articles : DataFrame
        The articles table. What its column `language` already holds stays as it is.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.

    Returns
    -------
    DataFrame
        The same rows with the column `language`: a code of two letters (ISO 639-1) such as 'en', of
        three (ISO 639-3) if a language has no other. It stays missing if the text is short, if it
        is in several languages, or if the most probable language has a probability below 0.8.

    Raises
    ------
    ColumnMissing
        If a field is missing.
    MissingExtra
        If the extra `lang` is not installed.

    Warns
    -----
    LanguageNotKnown
        If the language of some articles is still missing, with their number.

    Notes
    -----
    The languages are told apart by py3langid, a naive Bayes classifier over sequences of bytes
    (Lui and Baldwin 2012, "langid.py: An Off-the-shelf Language Identification Tool", ACL 2012
    system demonstrations, pages 25-30). Norwegian and Danish, or Serbian and Croatian, are hard to
    tell apart in short texts.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> mk.identify_languages(articles)["language"].value_counts().to_dict()
    {'en': 100, 'fr': 1}
    """
    texts = joined_texts(articles, fields)
    known = pd.Series(pd.NA, index=range(len(articles)), dtype="str")
    if "language" in articles.columns:
        known = articles["language"].astype("str").reset_index(drop=True)
    is_missing = (known.isna() | (known.str.strip() == "")).to_numpy()
    found = []
    for text in texts.filter(is_missing).to_pylist():
        found.append(_language_of(text.strip()))
    languages = pd.Series(found, dtype="str")
    named = languages.mask(languages.isin([_UNCLEAR, _SEVERAL]))
    known[is_missing] = named.to_numpy()
    n_several = int((languages == _SEVERAL).sum())
    n_unclear = int((languages == _UNCLEAR).sum())
    if n_several or n_unclear:
        _warn(n_several, n_unclear, len(articles))
    return articles.assign(language=known.set_axis(articles.index))


def _language_of(text: str) -> str:
    """Return the code of the language of a text, or why it has none."""
    if len(text) > _MOST_READ:
        text = text[: _MOST_READ // 2] + "\n" + text[-_MOST_READ // 2 :]
    if len(text.encode()) < _SHORTEST:
        return _UNCLEAR
    middle = len(text) // 2
    if middle >= _SHORTEST_HALF:
        halves = {_named(text[:middle]), _named(text[middle:])} - {_UNCLEAR}
        if len(halves) > 1:
            return _SEVERAL
    return _named(text)


def _named(text: str) -> str:
    shares: dict[str, float] = {}
    for variety, probability in _identifier().rank(text):
        language = _LANGUAGE_OF.get(variety, variety)
        shares[language] = shares.get(language, 0.0) + probability
    likeliest = max(shares, key=shares.__getitem__)
    if likeliest == _NO_LANGUAGE or shares[likeliest] < _SURE:
        return _UNCLEAR
    return likeliest


@cache
def _identifier() -> _Identifier:
    try:
        from py3langid import langid
    except ImportError:
        raise MissingExtra("py3langid", "lang") from None
    identifier: _Identifier = langid.LanguageIdentifier.from_model_file(
        langid.MODEL_FILE,
        norm_probs=True,
    )
    return identifier


def _warn(n_several: int, n_unclear: int, n_articles: int) -> None:
    """Say how many articles have no language, and why."""
    n = n_several + n_unclear
    which = f"{n:,} of {count_of(n_articles, 'article')}"
    if n == n_articles:
        which = choose(n, "the only article", f"all {n:,} articles")
    reasons = []
    if n_unclear:
        verb = choose(n_unclear, "is", "are")
        reasons.append(f"{count_of(n_unclear, 'text')} {verb} too short or too unclear to tell")
    if n_several:
        verb = choose(n_several, "is", "are")
        reasons.append(f"{count_of(n_several, 'text')} {verb} in several languages")
    warnings.warn(
        f"The language of {which} is not known: "
        f"{' and '.join(reasons)}. The column 'language' is empty there.",
        LanguageNotKnown,
        stacklevel=3,
    )
