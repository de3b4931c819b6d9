"""Latent semantic scaling: how near the words of an article are to those of a frame, in the corpus
itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from mediakit.arrays import Flags, Floats, Longs
from mediakit.framing.hits import Part
from mediakit.framing.lexicons import Lexicon
from mediakit.latent import Weights, find_axes, one_thread, unit_rows
from mediakit.queries import find
from mediakit.tokens import stop_words, tokenize

__all__ = ["MIN_SENTENCES", "Scaling", "WordCounts", "scale_articles"]

#: Of fewer sentences nothing can be learnt; from so many on, more axes pay.
MIN_SENTENCES, _MANY_SENTENCES = 300, 100_000
_AXES, _MORE_AXES = 50, 200
#: A word must be in so many sentences (in fewer of a small corpus), and in at most this share.
_LEAST, _LEAST_OF_FEW, _FEW, _MOST = 4, 2, 2_000, 0.2
#: A frame with fewer of its words in the corpus is not scaled.
_LEAST_WORDS = 5


class WordCounts:
    """The words of articles and of sentences, gathered part by part.

    At most 100,000 sentences are kept, drawn by lot, so that the cost does not grow with the
    corpus.
    """

    def __init__(self, random_state: int) -> None:
        self.n_sentences = 0
        self._lots = np.random.default_rng(random_state)
        self._places: dict[str, int] = {}
        self._articles: list[sparse.csr_array] = []
        self._sentences: list[sparse.csr_array] = []
        self._drawn: list[Floats] = []
        self._highest = 1.0

    def add(self, part: Part, *, scored: bool = True) -> None:
        """Add the words of a part; of a background, which is not scored, only the sentences."""
        places = self._places
        columns = [places.setdefault(word, len(places)) for word in part.tokens.words.to_pylist()]
        ids = np.array(columns, dtype=np.int64)[part.tokens.ids]
        sentence_of = np.repeat(np.arange(len(part.text_of)), part.tokens.lengths)
        article_of = part.text_of[sentence_of]
        if scored:
            self._articles.append(_counts(article_of, ids, part.n_texts, len(places)))
        lots = self._lots.random(len(part.text_of))
        drawn = lots < self._highest
        row_of = np.cumsum(drawn) - 1
        kept = drawn[sentence_of]
        rows = row_of[sentence_of[kept]]
        self._sentences.append(_counts(rows, ids[kept], int(drawn.sum()), len(places)))
        self._drawn.append(lots[drawn])
        self.n_sentences += len(part.text_of)
        if sum(map(len, self._drawn)) > _MANY_SENTENCES:
            self._keep_lowest()

    def _keep_lowest(self) -> None:
        """Keep the sentences with the lowest lots, in order."""
        lots = np.concatenate(self._drawn)
        kept = np.sort(np.argsort(lots, kind="stable")[:_MANY_SENTENCES])
        together = _stacked(self._sentences, len(self._places))
        self._sentences, self._drawn = [together[kept]], [lots[kept]]
        self._highest = float(lots[kept].max())

    def matrices(self) -> tuple[list[str], sparse.csr_array, sparse.csr_array]:
        """Return the words in alphabetical order, and their counts in sentences and in articles."""
        words = sorted(self._places)
        order = np.array([self._places[word] for word in words], dtype=np.int64)
        sentences = _stacked(self._sentences, len(words))[:, order]
        articles = _stacked(self._articles, len(words))[:, order]
        return words, sentences, articles


def _counts(rows: Longs, columns: Longs, n_rows: int, n_columns: int) -> sparse.csr_array:
    ones = np.ones(len(rows), dtype=np.float32)
    counts = sparse.coo_array((ones, (rows, columns)), shape=(n_rows, n_columns)).tocsr()
    counts.sum_duplicates()
    return counts


def _stacked(parts: Sequence[sparse.csr_array], n_columns: int) -> sparse.csr_array:
    for part in parts:
        part.resize((part.shape[0], n_columns))
    return sparse.csr_array(sparse.vstack(parts, format="csr"))


@dataclass(frozen=True, eq=False)
class Scaling:
    """How near articles are to frames.

    Attributes
    ----------
    scores : ndarray of float, shape (n_articles, n_frames)
        The mean nearness of an article's words to each frame, less that to all frames.
    scaled : ndarray of bool, shape (n_frames,)
        Which frames have enough words in the corpus.
    """

    scores: Floats
    scaled: Flags


def scale_articles(counts: WordCounts, lexicon: Lexicon, random_state: int) -> Scaling | None:
    """Return how near each article is to each frame, or None if there are too few sentences.

    Words have places in the space of the corpus's own sentences (a truncated SVD of their TF-IDF);
    a frame lies in the middle of its words.

    References
    ----------
    Watanabe (2021), Communication Methods and Measures 15:81, doi:10.1080/19312458.2020.1832976.
    """
    if counts.n_sentences < MIN_SENTENCES:
        return None
    words, sentences, articles = counts.matrices()
    kept = _kept(words, sentences)
    words = [words[place] for place in np.flatnonzero(kept)]
    if len(words) < _AXES:
        return None
    sentences, articles = sentences[:, kept], articles[:, kept]
    df = np.bincount(sentences.indices, minlength=len(words))
    rarity = np.log(sentences.shape[0] / df)
    vectors = _word_vectors(sentences, rarity, counts.n_sentences, random_state)
    is_entry = _entries(words, lexicon)
    scaled = is_entry.sum(axis=0) >= _LEAST_WORDS
    if not scaled.any():
        return None
    middles = unit_rows((vectors.T @ is_entry / np.maximum(is_entry.sum(axis=0), 1)).T)
    # Less the mean of all frames, or every frame would score like that mean.
    apart = unit_rows(middles - middles[scaled].mean(axis=0, keepdims=True))
    nearness = (vectors @ apart.T).astype(np.float64)
    weights = _weighted(articles, rarity)
    total = np.asarray(weights.sum(axis=1)).ravel()
    scores = (weights @ nearness) / np.maximum(total, 1e-9)[:, None]
    return Scaling(scores.round(9), scaled)


def _kept(words: Sequence[str], sentences: sparse.csr_array) -> Flags:
    common = stop_words("english")
    n = sentences.shape[0]
    df = np.bincount(sentences.indices, minlength=len(words))
    least = _LEAST
    if n < _FEW:
        least = _LEAST_OF_FEW
    is_word = [word[:1].isalpha() and len(word) > 1 and word not in common for word in words]
    return (df >= least) & (df <= _MOST * n) & np.array(is_word, dtype=bool)


def _word_vectors(
    sentences: sparse.csr_array,
    rarity: Floats,
    n_sentences: int,
    random_state: int,
) -> npt.NDArray[np.float32]:
    """Return the place of each word, at length 1."""
    weighted = _weighted(sentences, rarity)
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    scale = np.repeat(1 / np.where(lengths > 0, lengths, 1), np.diff(weighted.indptr))
    data = (weighted.data * scale).astype(np.float32)
    arrays = (data, weighted.indices, weighted.indptr)
    n_axes = _AXES
    if n_sentences >= _MANY_SENTENCES:
        n_axes = _MORE_AXES
    with one_thread():
        axes = find_axes(Weights(sparse.csr_array(arrays, weighted.shape)), n_axes, random_state)
    return unit_rows(axes.terms)


def _weighted(counts: sparse.csr_array, rarity: Floats) -> sparse.csr_array:
    data = (1 + np.log(counts.data.astype(np.float64))) * rarity[counts.indices]
    return sparse.csr_array((data, counts.indices, counts.indptr), counts.shape)


def _entries(words: Sequence[str], lexicon: Lexicon) -> Flags:
    """Say which words are entries of each frame by themselves, shape (n_words, n_frames)."""
    tokens = tokenize(list(words), check=False)
    found = [find(lexicon.query(frame), tokens).in_text for frame in lexicon.frames]
    return np.column_stack(found)
