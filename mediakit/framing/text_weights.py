"""The weights of words and of pieces of words, which a classifier learns from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from mediakit.terms.vectorizer import TermVectorizer

__all__ = ["TextWeights"]

#: Pieces weigh half as much as words.
_PIECES = np.sqrt(0.5)


@dataclass(frozen=True, eq=False)
class TextWeights:
    """TF-IDF of single words and pairs, and of pieces of three to five letters."""

    words: TermVectorizer
    pieces: TfidfVectorizer

    @classmethod
    def learn(cls, texts: Sequence[str]) -> tuple[TextWeights, sparse.csr_matrix]:
        """Learn which words and pieces there are, and how rare each is; return the weights of the
        texts as well, a row a text."""
        words, pieces = _words(), _pieces()
        weights = _beside(words.fit_transform(texts), pieces.fit_transform(texts))
        return cls(words, pieces), weights

    def of(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return the weights, a row a text."""
        return _beside(self.words.transform(texts), self.pieces.transform(texts))

    def arrays(self) -> dict[str, Any]:
        """Return what `restored` needs."""
        return {
            "words": np.array(self.words.get_feature_names_out(), dtype=str),
            "word_idf": self.words.idf_,
            "pieces": np.array(self.pieces.get_feature_names_out(), dtype=str),
            "piece_idf": self.pieces.idf_,
        }

    @classmethod
    def restored(cls, arrays: Mapping[str, Any]) -> TextWeights:
        """Return the weights that were kept as arrays."""
        words = _words(vocabulary=arrays["words"].tolist()).fit([""])
        words.idf_ = arrays["word_idf"]
        pieces = _pieces(vocabulary=arrays["pieces"].tolist())
        pieces.idf_ = arrays["piece_idf"]
        return cls(words, pieces)


def _beside(words: sparse.csr_matrix, pieces: sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.csr_matrix(sparse.hstack([words, _PIECES * pieces], format="csr"))


def _words(vocabulary: Sequence[str] | None = None) -> TermVectorizer:
    return TermVectorizer(
        ngram_range=(1, 2),
        stop_words="english",
        min_df=_least(vocabulary),
        sublinear_tf=True,
        vocabulary=vocabulary,
    )


def _pieces(vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(3, 5),
        min_df=_least(vocabulary),
        sublinear_tf=True,
        vocabulary=vocabulary,
    )


def _least(vocabulary: Sequence[str] | None) -> int:
    """Return in how many texts a term must be, if it is not given."""
    if vocabulary is None:
        return 2
    return 1
