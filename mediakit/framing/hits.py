"""Where the words of frames stand: in which sentences, and how often in each article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from mediakit.arrays import Floats, Longs
from mediakit.framing.lexicons import Lexicon
from mediakit.queries import Hits, find
from mediakit.tokens import Tokens, check_spaces, find_sentences, tokenize
from mediakit.uncertainty import stable

__all__ = ["FrameHits", "Part", "count_hits", "read_parts"]

#: Texts are cut into sentences and words so many at a time, which saves memory.
_PART = 5_000
#: A text with more words a sentence than this has hardly any full stops: it is cut into windows of
#: so many words in place of sentences.
_LONGEST, _WINDOW = 80, 25


@dataclass(frozen=True, eq=False)
class Part:
    """Some of the texts, as sentences of words.

    Attributes
    ----------
    tokens : Tokens
        The words; a text of it is a sentence.
    text_of : ndarray of int64, shape (n_sentences,)
        The text that each sentence is in.
    unit_of : ndarray of int64, shape (n_tokens,)
        The unit that each word is in: a sentence, or a window of a text without full stops.
    text_of_unit : ndarray of int64, shape (n_units,)
        The text that each unit is in.
    n_texts : int
        How many texts there are.
    windowed : ndarray of int64
        The texts that are cut into windows.
    """

    tokens: Tokens
    text_of: Longs
    unit_of: Longs
    text_of_unit: Longs
    n_texts: int
    windowed: Longs


@dataclass(frozen=True, eq=False)
class FrameHits:
    """The words of frames in each article.

    Attributes
    ----------
    n_units, n_words : ndarray of int64, shape (n_articles,)
        Sentences (or windows) and words.
    shares : ndarray of float, shape (n_articles, n_frames)
        The share of sentences with a word of the frame.
    hits : ndarray of int64, shape (n_articles, n_frames)
        How often words of the frame stand in the article; of entries inside each other the longest
        counts.
    n_windowed : int
        Articles without full stops.
    """

    n_units: Longs
    n_words: Longs
    shares: Floats
    hits: Longs
    n_windowed: int


def read_parts(texts: pa.ChunkedArray) -> Iterator[Part]:
    """Yield the texts in parts."""
    n_sentences, n_unspaced = 0, 0
    for start in range(0, max(len(texts), 1), _PART):
        part = texts.slice(start, _PART)
        sentences = find_sentences(part)
        tokens = tokenize(sentences.column, check=False)
        n_sentences += tokens.n_texts
        n_unspaced += tokens.n_unspaced
        yield _cut(tokens, sentences.texts, len(part))
    check_spaces(n_unspaced, n_sentences)


def _cut(tokens: Tokens, text_of: Longs, n_texts: int) -> Part:
    """Give each word its sentence, or its window in a text without full stops."""
    lengths = tokens.lengths
    n_words = np.bincount(text_of, lengths, minlength=n_texts)
    n_sentences = np.bincount(text_of, minlength=n_texts)
    is_windowed = n_words > _LONGEST * n_sentences
    units = np.arange(len(text_of))
    unit_of = np.repeat(units, lengths)
    if not is_windowed.any():
        return Part(tokens, text_of, unit_of, text_of, n_texts, np.empty(0, dtype=np.int64))
    text_of_word = np.repeat(text_of, lengths)
    first_word = np.concatenate([[0], np.cumsum(n_words)[:-1]]).astype(np.int64)
    window = (np.arange(len(text_of_word)) - first_word[text_of_word]) // _WINDOW
    most = int(window.max(initial=0)) + 1
    in_window = is_windowed[text_of_word]
    keys = np.where(in_window, len(units) + text_of_word * most + window, unit_of)
    plain = units[~is_windowed[text_of]]
    kept = np.unique(np.concatenate([keys, plain]))
    unit_of = np.searchsorted(kept, keys)
    texts = np.where(kept < len(units), text_of[np.minimum(kept, len(units) - 1)], -1)
    texts = np.where(texts < 0, (kept - len(units)) // most, texts)
    return Part(tokens, text_of, unit_of, texts, n_texts, np.flatnonzero(is_windowed))


def count_hits(part: Part, lexicon: Lexicon) -> FrameHits:
    """Return where the words of each frame stand in a part."""
    n_units = np.bincount(part.text_of_unit, minlength=part.n_texts)
    n_words = np.bincount(part.text_of, part.tokens.lengths, minlength=part.n_texts)
    shares = np.zeros((part.n_texts, len(lexicon.frames)))
    hits = np.zeros((part.n_texts, len(lexicon.frames)), dtype=np.int64)
    for place, frame in enumerate(lexicon.frames):
        found = find(lexicon.query(frame), part.tokens)
        units = np.unique(part.unit_of[found.first])
        with_word = np.bincount(part.text_of_unit[units], minlength=part.n_texts)
        shares[:, place] = stable(with_word / np.maximum(n_units, 1))
        first = _longest(found).first
        texts = part.text_of_unit[part.unit_of[first]]
        hits[:, place] = np.bincount(texts, minlength=part.n_texts)
    return FrameHits(n_units, n_words.astype(np.int64), shares, hits, len(part.windowed))


def _longest(hits: Hits) -> Hits:
    """Return the hits that lie in no longer one."""
    order = np.lexsort([-hits.last, hits.first])
    first, last = hits.first[order], hits.last[order]
    farthest = np.maximum.accumulate(np.concatenate([[-1], last]))[:-1]
    kept = last > farthest
    return Hits(first[kept], last[kept], hits.in_text)
