"""Which language a text is in: by its script, by its own letters if they are Cyrillic, and by its
most frequent words if they are Latin."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Longs

__all__ = ["languages_of", "main_language"]

_OTHER_CYRILLIC = "a language in Cyrillic letters"
# Frequent words of each language that the others hardly have. All letters of the Latin ones are of
# ASCII, since RE2 sees an end of a word at any other letter.
_WORDS = {
    "English": "the and of that with was for this from have which they said their been were",
    "German": "und der das nicht ist den von dem sich auch eine wird ein im zum bei aus nach wurde",
    "French": "les des est dans pour qui une du sur pas au avec par aux ont cette mais leur",
    "Spanish": "los las del por el una su lo ha fue sus y pero desde entre este esta muy",
    "Italian": "il di che della per gli alla nel sono dei anche le ha delle dal questo ed stato",
    "Portuguese": "os uma dos das em ao pelo pela com foi mais um na isso seu sua ou nos",
    "Dutch": "het van een dat niet zijn voor ook aan naar wordt op te uit bij heeft maar werd",
    "Polish": "w z na do jest nie przez oraz dla od po jak tym ale jego tego przy czy",
    "Swedish": "och att det som inte av den med har till ett om han var men efter vid sig",
    "Danish or Norwegian": "og ikke til det er at av af med som har blev ble fra etter efter ved",
    "Czech": "v se na je s z do ve jsou ale jeho podle jako nebo byl byla bude jsem",
    "Hungarian": "az hogy nem egy meg volt csak mint vagy azt ez magyar lesz szerint majd",
    "Romanian": "din care pentru sunt cu este fost mai iar sau prin nu ale dar unei",
    "Turkish": "bir ve bu da de olarak daha gibi ile olan kadar sonra ise ancak oldu",
    "Finnish": "ja on ei se oli mutta kuin joka ovat olla hän sen mukaan kanssa jos",
}
# Letters that a language has and those beside it lack.
_CYRILLIC = {
    "Russian": "[ыэё]",
    "Ukrainian": "[іїєґ]",
    "Bulgarian": "ъ",
    "Serbian or Macedonian": "[јљњћђџќѓѕ]",
    _OTHER_CYRILLIC: "[әғқңөұүһўӣӯ]",
}
_SCRIPTS = {
    "Greek": r"\p{Greek}",
    "Arabic": r"\p{Arabic}",
    "Hebrew": r"\p{Hebrew}",
    "Japanese": r"[\p{Hiragana}\p{Katakana}]",
    "Chinese": r"\p{Han}",
    "Korean": r"\p{Hangul}",
    "Hindi": r"\p{Devanagari}",
    "Bengali": r"\p{Bengali}",
    "Thai": r"\p{Thai}",
    "Georgian": r"\p{Georgian}",
    "Armenian": r"\p{Armenian}",
}
_SAMPLE = 1_000  # characters read at the beginning and at the end of a text
_FEWEST = 8  # frequent words by which a language is known
_AHEAD = 2.5  # times as many as those of any other language
_MANY_LETTERS = 60  # of another script
_MANY_CYRILLIC = 200
_FEWEST_LETTERS = 4  # by which a language in Cyrillic letters is known
_NO_LANGUAGE = ""


def languages_of(texts: pa.Array) -> npt.NDArray[Any]:
    """Return the language of each text, or '' if it is not sure.

    The beginning and the end of a text are read; if only one of them is in the rarer language of
    the two, the text is.
    """
    begins = _named(pc.utf8_slice_codeunits(texts, 0, _SAMPLE))
    ends = _named(pc.utf8_slice_codeunits(texts, -_SAMPLE, 2**31 - 1))
    main = main_language(begins)
    if not main:
        return begins
    ends_foreign = (ends != _NO_LANGUAGE) & (ends != main)
    begins_unknown = begins == _NO_LANGUAGE
    return np.where(ends_foreign & (begins_unknown | (begins == main)), ends, begins)


def main_language(languages: npt.NDArray[Any]) -> str:
    """Return the language of most texts, ties by name; '' if none is known."""
    names, numbers = np.unique(languages[languages != _NO_LANGUAGE], return_counts=True)
    if not len(names):
        return _NO_LANGUAGE
    return str(names[np.argmax(numbers)])


def _named(samples: pa.Array) -> npt.NDArray[Any]:
    small = pc.utf8_lower(samples)
    found = _best(_counts_of_words(small), list(_WORDS), _FEWEST)
    letters = {name: _count(small, pattern) for name, pattern in _SCRIPTS.items()}
    for name, numbers in letters.items():
        is_named = numbers >= _MANY_LETTERS
        if name == "Chinese":
            is_named &= letters["Japanese"] < _MANY_LETTERS
        found[is_named] = name
    is_cyrillic = _count(small, r"\p{Cyrillic}") >= _MANY_CYRILLIC
    if is_cyrillic.any():
        places = np.flatnonzero(is_cyrillic)
        part = small.take(pa.array(places))
        numbers = np.column_stack([_count(part, own) for own in _CYRILLIC.values()])
        found[places] = _best(numbers, list(_CYRILLIC), _FEWEST_LETTERS, _OTHER_CYRILLIC)
    return found


def _counts_of_words(texts: pa.Array) -> npt.NDArray[np.int64]:
    """Return how many of the words of each language each text has: a row a text."""
    columns = []
    for names in _WORDS.values():
        alternatives = "|".join(names.split())
        columns.append(_count(texts, rf"\b(?:{alternatives})\b"))
    return np.column_stack(columns)


def _best(
    numbers: npt.NDArray[np.int64],
    names: list[str],
    fewest: int,
    otherwise: str = _NO_LANGUAGE,
) -> npt.NDArray[Any]:
    """Return the language that is clearly ahead of all others, text by text."""
    if not len(numbers):
        return np.empty(0, dtype=object)
    ordered = np.sort(numbers, axis=1)
    first = ordered[:, -1]
    is_sure = (first >= fewest) & (first >= _AHEAD * ordered[:, -2])
    found = np.array(names, dtype=object)[numbers.argmax(axis=1)]
    found[~is_sure] = otherwise
    return found


def _count(texts: pa.Array, pattern: str) -> Longs:
    return pc.count_substring_regex(texts, pattern).to_numpy().astype(np.int64)
