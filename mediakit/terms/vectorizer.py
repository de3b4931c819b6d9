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

from mediakit.checks import one_of, require_whole
from mediakit.errors import UnknownValue
from mediakit.terms.from_tokens import count_sequences, drop_words
from mediakit.terms.sequences import Sequences
from mediakit.terms.settings import check_df, check_flag, check_ngram_range
from mediakit.terms.term_counts import TermCounts, keep_terms, move_columns, terms_in_range
from mediakit.terms.weighting import inverse_document_frequency, weigh_in_place
from mediakit.tokens import Tokens, as_strings, stop_words, tokenize

__all__ = ["TermVectorizer"]

Texts: TypeAlias = Iterable[str] | pa.ChunkedArray


class TermVectorizer(TransformerMixin, BaseEstimator):
    """Turn texts into a matrix of TF-IDF weights, a row a text and a column a term.

    With `token_rule='sklearn'` it replaces scikit-learn's TfidfVectorizer and gives the same
    vocabulary and the same matrix; by default it finds words as all of mediakit does. With
    `use_idf=False, norm=None` the numbers are counts.

    It reads only strings and always lower-cases them. The parameters `analyzer`, `tokenizer`,
    `token_pattern`, `preprocessor`, `lowercase`, `strip_accents`, `input`, `encoding`,
    `decode_error` and `dtype` do not exist, nor do the methods `inverse_transform`,
    `get_stop_words`, `build_analyzer`, `build_tokenizer`, `build_preprocessor` and `decode`.

    Parameters
    ----------
    ngram_range : (int, int), default (1, 1)
        The shortest and the longest sequence of words that is a term. By the rule 'words' no
        sequence reaches over the end of a paragraph.
    min_df, max_df : int or float, default 1 and 1.0
        Leave out terms in fewer, or more, texts: a number of texts, or a share from 0.0 to 1.0.
    max_features : int, optional
        The number of terms to keep, the most frequent ones. Of equally frequent terms the first in
        the alphabet are kept; by the rule 'sklearn', those that scikit-learn keeps.
    stop_words : str, list or set of str, or None, default None
        Words to leave out before sequences are formed: a list of mediakit's own, such as 'english'
        or 'german', or several lists and words. By the rule 'sklearn' 'english' is scikit-learn's
        list, and a list of several strings holds only words.
    vocabulary : list or set of str or mapping of str to int, optional
        The terms to use, in this order, instead of those in the texts.
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
        What a word is: letters and digits of any script, with the apostrophes and hyphens inside a
        word, lower-cased; or scikit-learn's `(?u)\\b\\w\\w+\\b` on the lower-cased text.
    n_jobs : int, optional
        Threads; by default, and for -1, one for each processor. The numbers do not depend on it.

    Attributes
    ----------
    idf_ : ndarray of float, shape (n_terms,)
        The inverse document frequencies, if `use_idf` is True.
    vocabulary_ : dict of str to int
        The column of each term; the dictionary is made on demand.

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
        """Find the terms of the texts, and in how many texts each occurs.

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
            If no term is left, or a parameter is out of range.
        """
        self._learn(texts)
        return self

    def fit_transform(self, texts: Texts, y: object = None) -> sparse.csr_matrix:
        """Do both at once, reading the texts once; see `fit` and `transform`."""
        return self._weigh(self._learn(texts).matrix)

    def transform(self, texts: Texts) -> sparse.csr_matrix:
        """Return the weights that the terms found by `fit` have in these texts.

        Parameters
        ----------
        texts : iterable of str, Series or Arrow column
            One string a text; a missing one reads as empty.

        Returns
        -------
        scipy.sparse.csr_matrix, shape (n_texts, n_terms)
            The weights; a row without any of the terms is all 0.
        """
        check_is_fitted(self)
        counts = self._count(texts)
        places = counts.terms.places_in(self.terms_)
        return self._weigh(move_columns(counts.matrix, places, len(self.terms_)))

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
        if self.n_jobs is None or self.n_jobs < 1:
            return None
        return self.n_jobs

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "terms_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def _learn(self, texts: Texts) -> TermCounts:
        """Count the terms, choose the columns, and learn their document frequencies."""
        self._check_parameters()
        counts = self._count(texts)
        if self.vocabulary is None:
            counts = self._choose_terms(counts)
        else:
            counts = _count_vocabulary(counts, _ordered_terms(self.vocabulary))
        self.terms_ = counts.terms
        self.__dict__.pop("idf_", None)  # an earlier fit may have left it
        if self.use_idf:
            self.idf_ = self._learn_idf(counts)
        return counts

    def _choose_terms(self, counts: TermCounts) -> TermCounts:
        """Keep the terms within `min_df`, `max_df` and `max_features`."""
        if not len(counts.terms):
            raise UnknownValue("These texts contain no words, or only stop words.")
        kept = terms_in_range(
            counts,
            self.min_df,
            self.max_df,
            self.max_features,
            break_ties=self.token_rule != "sklearn",
        )
        if not kept.any():
            raise UnknownValue(
                f"No term is left with min_df={self.min_df} and max_df={self.max_df}."
            )
        return keep_terms(counts, kept)

    def _learn_idf(self, counts: TermCounts) -> npt.NDArray[np.float64]:
        """Return the inverse document frequencies; a term in no text has none."""
        n_texts = counts.matrix.shape[0]
        idf = inverse_document_frequency(counts.n_with, n_texts, smooth=self.smooth_idf)
        infinite = ~np.isfinite(idf)
        if infinite.any():
            term = counts.terms.names[infinite][0]
            raise UnknownValue(
                f"The term '{term}' of the vocabulary occurs in none of these texts, so its idf is "
                "infinite. Leave it out, or use smooth_idf=True."
            )
        return idf

    def _check_parameters(self) -> None:
        """Raise if a parameter is out of range."""
        one_of("token rule", self.token_rule, ("words", "sklearn"))
        one_of("norm", self.norm, ("l1", "l2", None))
        check_ngram_range(self.ngram_range)
        for name in ("min_df", "max_df"):
            check_df(name, getattr(self, name))
        for name in ("binary", "sublinear_tf", "use_idf", "smooth_idf"):
            check_flag(name, getattr(self, name))
        if self.max_features is not None:
            require_whole("max_features", self.max_features, least=1)
        if self.n_jobs not in (None, -1):
            require_whole("n_jobs", self.n_jobs, least=1)
        for name in ("stop_words", "vocabulary"):
            if isinstance(getattr(self, name), Iterator):
                raise UnknownValue(
                    f"{name} is read more than once, but an iterator can be read only once. "
                    "Give a list."
                )

    def _count(self, texts: Texts) -> TermCounts:
        """Count every sequence of words; only stop words are left out so far."""
        tokens = tokenize(texts, rule=self.token_rule, n_threads=self._n_threads)
        counts = count_sequences(
            self._drop_stop_words(tokens),
            self.ngram_range,
            dtype=np.float64,
            n_threads=self._n_threads,
        )
        if self.binary:
            counts.matrix.data[:] = 1.0
        return counts

    def _drop_stop_words(self, tokens: Tokens) -> Tokens:
        left_out = self.stop_words
        if self.token_rule == "sklearn" and isinstance(left_out, str):
            left_out = _list_beside_sklearn(left_out)
        elif self.token_rule != "sklearn" or left_out is None:
            left_out = stop_words(left_out)
        return drop_words(tokens, frozenset(as_strings("stop_words", left_out)))

    def _weigh(self, counts: sparse.csr_array) -> sparse.csr_matrix:
        idf = None
        if self.use_idf:
            idf = self.idf_
        weigh_in_place(
            counts,
            idf,
            sublinear_tf=self.sublinear_tf,
            norm=self.norm,
            n_threads=self._n_threads,
        )
        return sparse.csr_matrix(counts)


def _list_beside_sklearn(language: str) -> frozenset[str]:
    """Return scikit-learn's list for English, and the package's own for other languages."""
    if language == "english":
        return frozenset(ENGLISH_STOP_WORDS)
    return stop_words(language)


def _count_vocabulary(counts: TermCounts, names: list[str]) -> TermCounts:
    """Return the counts of the terms of a given vocabulary."""
    terms = Sequences.from_names(names)
    matrix = move_columns(counts.matrix, counts.terms.places_in(terms), len(terms))
    n_with = np.bincount(matrix.indices, minlength=len(terms))
    return TermCounts(matrix, terms, n_with)


def _ordered_terms(vocabulary: Iterable[str] | Mapping[str, int]) -> list[str]:
    """Return the terms of a given vocabulary in the order of their columns."""
    terms = as_strings("vocabulary", vocabulary)
    for term in terms:
        if term != term.lower():
            raise UnknownValue(
                f"A vocabulary must be in lower case, as the words are; got '{term}'."
            )
    if isinstance(vocabulary, Mapping):
        terms = sorted(terms, key=lambda term: vocabulary[term])
        columns = [vocabulary[term] for term in terms]
        if columns != list(range(len(terms))):
            raise UnknownValue(
                "A vocabulary must give the terms the columns 0, 1, 2 ... without a gap."
            )
        return terms
    if isinstance(vocabulary, set | frozenset):
        terms = sorted(terms)
    if len(set(terms)) < len(terms):
        raise UnknownValue("A vocabulary must hold each term once.")
    if not terms:
        raise UnknownValue("A vocabulary must hold at least one term.")
    return terms
