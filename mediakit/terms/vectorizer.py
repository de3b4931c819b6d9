"""TF-IDF weights as a scikit-learn transformer, many times as fast as scikit-learn's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.utils.validation import check_is_fitted

from mediakit.checks import one_of
from mediakit.errors import UnknownValue
from mediakit.terms.counting import count_sequences, drop_words
from mediakit.terms.counts import Counts
from mediakit.terms.sequences import Sequences
from mediakit.terms.settings import check_df, check_flag, check_ngram_range, check_whole
from mediakit.terms.weighting import (
    inverse_document_frequency,
    keep_terms,
    kept_terms,
    move_columns,
    weigh_in_place,
)
from mediakit.tokens import Tokens, as_strings, stop_words, tokenize

__all__ = ["TermVectorizer"]

Texts: TypeAlias = Iterable[str] | pa.ChunkedArray


class TermVectorizer(TransformerMixin, BaseEstimator):
    """Turn texts into a matrix of TF-IDF weights, a row a text and a column a term.

    With `token_rule='sklearn'` it stands for scikit-learn's TfidfVectorizer and gives the same vocabulary and the same
    matrix; by default it finds words as all of mediakit does. With `use_idf=False, norm=None` the numbers are counts.

    It reads strings alone, always in small letters, and has no parameters for other ways: no `analyzer`, `tokenizer`,
    `token_pattern`, `preprocessor`, `lowercase`, `strip_accents`, `input`, `encoding`, `decode_error` and `dtype`.
    Nor has it the methods `inverse_transform`, `get_stop_words`, `build_analyzer`, `build_tokenizer`,
    `build_preprocessor` and `decode`.

    Parameters
    ----------
    ngram_range : (int, int), default (1, 1)
        The shortest and the longest sequence of words that is a term. By the rule 'words' none reaches over the end
        of a paragraph.
    min_df, max_df : int or float, default 1 and 1.0
        Leave out terms in fewer, or more, texts: a whole number of them, or a share from 0 to 1.
    max_features : int, optional
        Keep only so many terms, the most frequent. Of equally frequent ones the first in the alphabet are kept; by
        the rule 'sklearn', those that scikit-learn keeps.
    stop_words : 'english', list or set of str, or None, default None
        Words to leave out before sequences are formed. 'english' is mediakit's own list; by the rule 'sklearn' it
        is scikit-learn's.
    vocabulary : list or set of str or mapping of str to int, optional
        The terms to use, in this order, instead of those found.
    binary : bool, default False
        Whether to count a term once a text.
    sublinear_tf : bool, default False
        Whether to take 1 + ln(count) for the count.
    norm : {'l1', 'l2', None}, default 'l2'
        Whether each row's weights, or their squares, add up to 1.
    use_idf : bool, default True
        Whether to multiply by the inverse document frequency.
    smooth_idf : bool, default True
        Whether idf is ln((1 + n) / (1 + df)) + 1 or ln(n / df) + 1.
    token_rule : {'words', 'sklearn'}, default 'words'
        What a word is: letters and digits of any script, with what stands inside a word, lower-cased; or
        scikit-learn's `(?u)\\b\\w\\w+\\b` on the lower-cased text.
    n_jobs : int, optional
        Threads; by default, and for -1, one for each processor. The numbers do not depend on it.

    Attributes
    ----------
    idf_ : ndarray of float, shape (n_terms,)
        The inverse document frequencies, where `use_idf`.
    vocabulary_ : dict of str to int
        The column of each term, made when it is asked for.

    References
    ----------
    Weights as in scikit-learn's user guide, section "Tf-idf term weighting".

    Examples
    --------
    >>> import mediakit as mk
    >>> vectorizer = mk.TermVectorizer(ngram_range=(1, 2))
    >>> weights = vectorizer.fit_transform(["The ferry sank.", "The ferry company paid."])
    >>> [str(term) for term in vectorizer.get_feature_names_out()[:4]]
    ['company', 'company paid', 'ferry', 'ferry company']
    """

    def __init__(
        self,
        *,
        ngram_range: tuple[int, int] = (1, 1),
        min_df: float = 1,
        max_df: float = 1.0,
        max_features: int | None = None,
        stop_words: str | Iterable[str] | None = None,
        vocabulary: Iterable[str] | Mapping[str, int] | None = None,
        binary: bool = False,
        sublinear_tf: bool = False,
        norm: str | None = "l2",
        use_idf: bool = True,
        smooth_idf: bool = True,
        token_rule: str = "words",
        n_jobs: int | None = None,
    ) -> None:
        self.ngram_range = ngram_range
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.stop_words = stop_words
        self.vocabulary = vocabulary
        self.binary = binary
        self.sublinear_tf = sublinear_tf
        self.norm = norm
        self.use_idf = use_idf
        self.smooth_idf = smooth_idf
        self.token_rule = token_rule
        self.n_jobs = n_jobs

    def fit(self, texts: Texts, y: object = None) -> TermVectorizer:
        """Find the terms of the texts, and in how many texts each stands.

        Parameters
        ----------
        texts : iterable of str, Series or Arrow column
            One string a text; a missing one reads as empty.
        y : None
            Not used.

        Returns
        -------
        TermVectorizer
            This vectorizer.

        Raises
        ------
        UnknownValue
            Where no term is left, or a parameter is out of range.
        """
        self._learn(texts)
        return self

    def fit_transform(self, texts: Texts, y: object = None) -> sparse.csr_matrix:
        """Do both at once, reading the texts once; see `fit` and `transform`."""
        return self._weighed(self._learn(texts).matrix)

    def transform(self, texts: Texts) -> sparse.csr_matrix:
        """Return the weights of the terms found by `fit` in these texts.

        Parameters
        ----------
        texts : iterable of str, Series or Arrow column
            One string a text; a missing one reads as empty.

        Returns
        -------
        scipy.sparse.csr_matrix, shape (n_texts, n_terms)
            The weights; all 0 in a row without any of the terms.
        """
        check_is_fitted(self)
        counts = self._count(texts)
        return self._weighed(
            move_columns(counts.matrix, counts.terms.places_in(self.terms_), len(self.terms_))
        )

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.object_]:
        """Return the terms, in the order of the columns."""
        check_is_fitted(self)
        return self.terms_.names

    @property
    def vocabulary_(self) -> dict[str, int]:
        """The column of each term."""
        check_is_fitted(self)
        return self.terms_.columns

    @property
    def _n_threads(self) -> int | None:
        return None if self.n_jobs is None or self.n_jobs < 1 else self.n_jobs

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "terms_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def _learn(self, texts: Texts) -> Counts:
        """Count the terms, settle which are columns, and learn their document frequencies."""
        self._check()
        counts = self._count(texts)
        if not len(counts.terms) and self.vocabulary is None:
            raise UnknownValue("There is no word in these texts, or none but stop words.")
        if self.vocabulary is not None:
            terms = Sequences.from_names(_ordered(self.vocabulary))
            matrix = move_columns(counts.matrix, counts.terms.places_in(terms), len(terms))
            counts = Counts(matrix, terms, np.bincount(matrix.indices, minlength=len(terms)))
        else:
            as_sklearn = self.token_rule == "sklearn"
            kept = kept_terms(
                counts, self.min_df, self.max_df, self.max_features, break_ties=not as_sklearn
            )
            if not kept.any():
                raise UnknownValue(
                    f"No term is left with min_df={self.min_df} and max_df={self.max_df}."
                )
            counts = keep_terms(counts, kept)
        self.terms_ = counts.terms
        self.__dict__.pop("idf_", None)  # an earlier fit may have left it
        if self.use_idf:
            n_texts = counts.matrix.shape[0]
            self.idf_ = inverse_document_frequency(counts.n_with, n_texts, smooth=self.smooth_idf)
            if not np.isfinite(self.idf_).all():
                lost = counts.terms.names[~np.isfinite(self.idf_)][0]
                raise UnknownValue(
                    f"The term '{lost}' of the vocabulary stands in none of these texts, so that its idf is infinite. "
                    "Leave it out, or use smooth_idf=True."
                )
        return counts

    def _check(self) -> None:
        """Raise where a parameter is out of range."""
        one_of("token rule", self.token_rule, ("words", "sklearn"))
        one_of("norm", self.norm, ("l1", "l2", None))
        check_ngram_range(self.ngram_range)
        for name in ("min_df", "max_df"):
            check_df(name, getattr(self, name))
        for name in ("binary", "sublinear_tf", "use_idf", "smooth_idf"):
            check_flag(name, getattr(self, name))
        if self.max_features is not None:
            check_whole(max_features=self.max_features)
        if self.n_jobs not in (None, -1):
            check_whole(n_jobs=self.n_jobs)
        for name in ("stop_words", "vocabulary"):
            if isinstance(getattr(self, name), Iterator):
                raise UnknownValue(
                    f"{name} is needed more than once, and an iterator is used up: give a list."
                )

    def _count(self, texts: Texts) -> Counts:
        """Count every sequence of words; nothing is left out yet but stop words."""
        tokens = self._without_stop_words(
            tokenize(texts, rule=self.token_rule, n_threads=self._n_threads)
        )
        counts = count_sequences(
            tokens, self.ngram_range, dtype=np.float64, n_threads=self._n_threads
        )
        if self.binary:
            counts.matrix.data[:] = 1.0
        return counts

    def _without_stop_words(self, tokens: Tokens) -> Tokens:
        left_out = self.stop_words
        if self.token_rule == "sklearn" and isinstance(left_out, str):
            one_of("stop word list", left_out, ["english"])
            left_out = ENGLISH_STOP_WORDS
        elif self.token_rule != "sklearn" or left_out is None:
            left_out = stop_words(left_out)
        return drop_words(tokens, frozenset(as_strings("stop_words", left_out)))

    def _weighed(self, counts: sparse.csr_array) -> sparse.csr_matrix:
        idf = self.idf_ if self.use_idf else None
        weigh_in_place(
            counts, idf, sublinear_tf=self.sublinear_tf, norm=self.norm, n_threads=self._n_threads
        )
        return sparse.csr_matrix(counts)


def _ordered(vocabulary: Iterable[str] | Mapping[str, int]) -> list[str]:
    """Return the terms of a given vocabulary in the order of their columns."""
    for term in as_strings("vocabulary", vocabulary):
        if term != term.lower():
            raise UnknownValue(
                f"A vocabulary is in small letters, as the words of the texts are; got '{term}'."
            )
    if isinstance(vocabulary, Mapping):
        terms = sorted(vocabulary, key=lambda term: vocabulary[term])
        if [vocabulary[term] for term in terms] != list(range(len(terms))):
            raise UnknownValue(
                "A vocabulary must give the terms the columns 0, 1, 2 ... without a gap."
            )
        return terms
    terms = sorted(vocabulary) if isinstance(vocabulary, set | frozenset) else list(vocabulary)
    if len(set(terms)) < len(terms):
        raise UnknownValue("A vocabulary must hold each term once.")
    if not terms:
        raise UnknownValue("A vocabulary must hold a term.")
    return terms
