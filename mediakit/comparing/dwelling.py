"""Which words articles dwell on, and which they use in passing whatever they are about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Floats, Longs
from mediakit.tokens import Tokens

__all__ = ["Dwelling", "dwelling_of"]

#: Texts of fewer words repeat nothing.
_LONG = 150
#: Words in fewer long texts tell nothing of this.
_FEWEST = 5
#: Words in more of the texts do not tell one subject from another.
_WIDESPREAD = 0.15
#: Words whose texts are compared at a time.
_BLOCK = 1_000


@dataclass(frozen=True, eq=False)
class Dwelling:
    """The long texts by words.

    Attributes
    ----------
    counts : sparse array, shape (n_texts, n_words)
        How often each long text has each word.
    n_with : ndarray of int64, shape (n_words,)
        How many long texts have each word.
    weights : sparse array, shape (n_texts, n_words)
        TF-IDF weights of the words that tell subjects apart, of unit length.
    """

    counts: sparse.csc_array
    n_with: Longs
    weights: sparse.csr_array

    @property
    def n_texts(self) -> int:
        """How many long texts there are."""
        return int(self.counts.shape[0])

    def uses_per_text(self) -> Floats:
        """Return how often a long text that has a word uses it; not known of rare words."""
        n_uses = _column_sums(self.counts)
        uses = n_uses / np.maximum(self.n_with, 1)
        return np.where(self.n_with >= _FEWEST, uses, np.nan)

    def coherence(self, words: Longs) -> Floats:
        """Return how much more alike the texts with a word are than any texts; 1 is as alike.

        It is the mean cosine over all pairs of texts with the word, the word itself left out,
        divided by that over all pairs of texts.
        """
        center = np.asarray(self.weights.mean(axis=0)).ravel()
        of_any = float(center @ center)
        found = np.full(len(words), np.nan)
        for first in range(0, len(words), _BLOCK):
            block = slice(first, first + _BLOCK)
            found[block] = self._mean_cosines(words[block])
        return found / max(of_any, 1e-12)

    def _mean_cosines(self, words: Longs) -> Floats:
        has = self.counts[:, words]
        has.data = np.ones_like(has.data)
        sums = (has.T @ self.weights).tocsr()
        own = self.weights[:, words]
        n = self.n_with[words].astype(float)
        pairs = _column_sums(sums.multiply(sums).T)
        pairs -= n
        own_pairs = _column_sums(own) ** 2
        own_pairs -= _column_sums(own.multiply(own))
        n_pairs = n * (n - 1)
        return (pairs - own_pairs) / np.maximum(n_pairs, 1)


def _column_sums(table: sparse.sparray) -> Floats:
    return np.asarray(table.sum(axis=0)).ravel()


def dwelling_of(tokens: Tokens) -> Dwelling:
    """Return the long texts by words."""
    n_words = len(tokens.words)
    is_long = tokens.lengths >= _LONG
    number = np.cumsum(is_long) - 1
    texts = np.repeat(number, tokens.lengths)
    kept = np.repeat(is_long, tokens.lengths)
    n_texts = int(is_long.sum())
    entries = pd.DataFrame(
        {
            "text": texts[kept],
            "word": tokens.ids[kept],
        }
    )
    counted = entries.groupby(["text", "word"], sort=True).size()
    text = counted.index.get_level_values(0).to_numpy()
    word = counted.index.get_level_values(1).to_numpy()
    counts = sparse.csr_array(
        (counted.to_numpy(dtype=float), (text, word)),
        shape=(n_texts, n_words),
    )
    n_with = np.bincount(word, minlength=n_words)
    return Dwelling(counts.tocsc(), n_with, _weigh(counts, n_with))


def _weigh(counts: sparse.csr_array, n_with: Longs) -> sparse.csr_array:
    """Return TF-IDF weights of unit length, of words that are neither rare nor everywhere."""
    n_texts = counts.shape[0]
    if not n_texts:
        return counts
    is_telling = n_with >= _FEWEST
    is_telling &= n_with <= _WIDESPREAD * n_texts
    idf = np.log(n_texts / np.maximum(n_with, 1))
    idf[~is_telling] = 0.0
    weights = counts.copy()
    weights.data = (1 + np.log(weights.data)) * idf[weights.indices]
    weights.eliminate_zeros()
    squares = weights.multiply(weights)
    length = np.sqrt(_column_sums(squares.T))
    length[length == 0] = 1
    scale = sparse.diags_array(1 / length)
    return (scale @ weights).tocsr()
