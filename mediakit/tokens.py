"""The one place that reads characters: words and sentences, with their positions in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from unicodedata import category, normalize

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.checks import as_list, one_of, require_columns
from mediakit.errors import UnspacedScript

__all__ = [
    "FIELDS",
    "Tokens",
    "join_fields",
    "sentence_spans",
    "split_words",
    "stop_words",
    "tokenize",
    "word_spans",
]

#: The columns that analyses read, unless `fields=` says otherwise.
FIELDS = ("title", "text")

# Signs that belong to the letter before them: accents typed behind a letter, vowel signs of Hindi or Arabic.
_MARKS = "".join(re.escape(chr(n)) for n in range(0x300, 0x11000) if category(chr(n)) in {"Mn", "Mc"})
_LETTERS = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"

#: `words` keeps apostrophes and hyphens inside a word; `sklearn` is scikit-learn's default pattern.
RULES = {
    "words": re.compile(rf"{_LETTERS}(?:['’‐-]{_LETTERS})*"),
    "sklearn": re.compile(r"\b\w\w+\b"),
}

# Han, kana, Thai, Lao, Khmer and Myanmar letters: scripts that put no spaces between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

_SENTENCE_END = re.compile(r"""[.!?…]+['"’”)\]]*(?=\s+['"‘“(\[]?[^\Wa-z_])""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|St|Rev|Hon|Jr|Sr|vs|No|Nos|Inc|Ltd|Co|Corp|Mt"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)


@dataclass(frozen=True)
class Tokens:
    """The words of some texts as numbers.

    Attributes
    ----------
    ids : ndarray of int32, shape (n_tokens,)
        For each token, in the order of the texts, its place in the vocabulary.
    starts : ndarray of int64, shape (n_texts + 1,)
        The tokens of text i are `ids[starts[i]:starts[i + 1]]`.
    vocabulary : ndarray of str, shape (n_terms,)
        The words, lower-cased and with plain apostrophes, in alphabetical order.
    """

    ids: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    vocabulary: npt.NDArray[np.object_]

    @property
    def n_texts(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each text."""
        return np.diff(self.starts)

    @property
    def text_of(self) -> npt.NDArray[np.int64]:
        """For each token, the number of its text."""
        return np.repeat(np.arange(self.n_texts), self.lengths)


def split_words(text: str, *, rule: str = "words") -> list[str]:
    """Return the words of one text, lower-cased, with plain apostrophes."""
    if rule == "sklearn":
        return RULES[rule].findall(text.lower())
    return [_plain(word) for word in RULES[rule].findall(text)]


def _plain(word: str) -> str:
    """Return a word lower-cased, its accents joined to their letters, and with the typewriter's apostrophe."""
    return normalize("NFC", word.lower()).replace("’", "'").replace("‐", "-")


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where each word of the text begins and ends, in characters, by the rule `words`."""
    return [match.span() for match in RULES["words"].finditer(text)]


def tokenize(texts: Sequence[str], *, rule: str = "words") -> Tokens:
    """Return the words of all texts as numbers.

    Raises
    ------
    UnspacedScript
        Where most letters of the texts are of a script that is written without spaces.
    """
    one_of("token rule", rule, RULES)
    _require_spaces(texts)
    # Words are numbered as they stand and made plain once each, at the end.
    number_of: dict[str, int] = {}
    numbered: list[list[int]] = []
    for text in texts:
        words = RULES[rule].findall(text.lower() if rule == "sklearn" else text)
        numbered.append([number_of.setdefault(word, len(number_of)) for word in words])
    lowered = np.array([_plain(word) for word in number_of], dtype=object)
    vocabulary, place = np.unique(lowered, return_inverse=True)
    lengths = np.fromiter(map(len, numbered), dtype=np.int64, count=len(numbered))
    flat = np.fromiter(chain.from_iterable(numbered), dtype=np.int64, count=int(lengths.sum()))
    return Tokens(place[flat].astype(np.int32), np.concatenate([[0], np.cumsum(lengths)]), vocabulary)


def _require_spaces(texts: Sequence[str], sample: int = 200) -> None:
    """Raise where more than 30 in 100 characters of a sample are of an unspaced script."""
    step = max(1, len(texts) // sample)
    looked_at = "".join(text[:500] for text in texts[::step])
    found = len(_UNSPACED.findall(looked_at))
    if found > 0.3 * max(1, len(looked_at)):
        raise UnspacedScript(
            "These texts are in a script written without spaces (Chinese, Japanese, Thai ...), where "
            "mediakit cannot tell words apart. Split them into words first, with a space between words."
        )


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, in characters; a paragraph's end ends a sentence."""
    spans = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start, end = paragraph.span()
        for stop in _SENTENCE_END.finditer(text, start, end):
            if not _ABBREVIATION.search(text[start : stop.end()]):
                spans.append((start, stop.end()))
                start = stop.end()
        spans.append((start, end))
    trimmed = ((a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in spans)
    return [(a, b) for a, b in trimmed if text[a:b].strip()]


def join_fields(articles: pd.DataFrame, fields: str | Sequence[str] = FIELDS) -> list[str]:
    """Return one text an article: its fields, one below the other; a missing one is left out."""
    names = as_list(fields)
    require_columns(articles, names)
    columns = [articles[name].fillna("").astype("str").tolist() for name in names]
    return ["\n".join(part for part in parts if part) for parts in zip(*columns, strict=True)]


def stop_words(language: str | Iterable[str] | None) -> frozenset[str]:
    """Return the words to leave out: the English list of the package, one's own, or none."""
    if language is None:
        return frozenset()
    if isinstance(language, str):
        one_of("stop word list", language, ["english"])
        return _english()
    return frozenset(map(_plain, language))


@cache
def _english() -> frozenset[str]:
    return frozenset(files("mediakit").joinpath("stop_words_english.txt").read_text(encoding="utf-8").split())
