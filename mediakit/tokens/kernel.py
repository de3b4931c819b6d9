"""The compiled loop over the UTF-8 bytes of texts: it finds, folds and numbers the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mediakit.arrays import Bytes, Ints, Longs
from mediakit.compiling import compiled, compiled_into
from mediakit.tokens.characters import (
    EAST_ASIAN,
    EAST_ASIAN_WORD,
    LETTER,
    NEW_LINE,
    RARE,
    UNSPACED,
    UNSPACED_WORD,
    WHOLE_TEXT,
)
from mediakit.tokens.decoding import decode
from mediakit.tokens.hashing import LONG, mix, more_slots, number_long, number_waiting
from mediakit.tokens.letters import goes_on, pack, plain_letters, read_word

__all__ = ["NumberedWords", "Walked", "walk"]

#: Words are looked up in batches of this size.
BATCH = 256

# States of a text that was not simply read: it has to be lower-cased as a whole first; it is in a
# script without spaces.
PUT_OFF = 1
NO_SPACES = 2

# What `_walk_texts` counts while it goes, by its place in `counts`.
_N_WORDS, _N_TOKENS, _N_PARAGRAPHS = range(3)


class NumberedWords:
    """The distinct words that one thread has met, numbered as they came.

    It is a hash table with open addressing.

    Attributes
    ----------
    slots : ndarray of uint64, shape (n_slots,)
        The hash of a word in the upper half, its number + 1 in the lower; 0 if the slot is free.
    heads : ndarray of uint64, shape (n_words, 2)
        The first 16 bytes of each word. Common words come early and so lie close together.
    ends : ndarray of int64
        Word i is `letters[ends[i]:ends[i + 1]]`, UTF-8.
    rare : ndarray of bool
        Whether a word has yet to be made plain by `plain_word`.
    """

    def __init__(self) -> None:
        self.slots = np.zeros(1 << 14, dtype=np.uint64)
        self.heads = np.zeros((1 << 13, 2), dtype=np.uint64)
        self.ends = np.zeros(1 << 13, dtype=np.int64)
        self.rare = np.zeros(1 << 13, dtype=np.bool_)
        self.letters = np.zeros(1 << 16, dtype=np.uint8)
        self.counts = np.zeros(3, dtype=np.int64)

    @property
    def n_words(self) -> int:
        return int(self.counts[_N_WORDS])

    @property
    def n_tokens(self) -> int:
        return int(self.counts[_N_TOKENS])

    @n_tokens.setter
    def n_tokens(self, n: int) -> None:
        self.counts[_N_TOKENS] = n

    def make_room(self, n_bytes: int) -> None:
        """Grow until a text of so many bytes fits, whatever its words are."""
        n_words = _words_at_most(self.n_words, n_bytes)
        while len(self.ends) < n_words:
            self.ends = _enlarged(self.ends)
            self.rare = _enlarged(self.rare)
            self.heads = _enlarged(self.heads)
        size = len(self.slots)
        while size < 2 * n_words:
            size *= 2
        if size > len(self.slots):
            self.slots = more_slots(self.slots, size)
        n_letters = _letters_at_most(int(self.ends[self.n_words]), n_bytes)
        while len(self.letters) < n_letters:
            self.letters = _enlarged(self.letters)


def _enlarged(old: Any) -> Any:
    """Return an array with four times the room; memory is taken up only as it is written."""
    larger = np.empty((4 * len(old), *old.shape[1:]), dtype=old.dtype)
    larger[: len(old)] = old
    return larger


@dataclass(frozen=True)
class Walked:
    """Where a walk over texts writes: tokens, the end of each text and its state.

    `offsets` (the byte of its text at which each token begins) is not written if it is empty.
    `states` is 0 for a text that was read, else one of the states above.
    """

    ids: Ints
    offsets: Ints
    ends: Longs
    states: npt.NDArray[np.uint8]


def walk(
    buffer: Bytes,
    offsets: Longs,
    table: npt.NDArray[np.uint32],
    shortest: int,
    words: NumberedWords,
    out: Walked,
) -> Longs:
    """Number the words of the texts `buffer[offsets[i]:offsets[i + 1]]`.

    Words of fewer than `shortest` characters are passed over. Tokens are written after those of
    `words` so far. The function returns the first token of each paragraph.
    """
    longest = int(np.diff(offsets).max(initial=0))
    # A letter's small form may be longer than the letter.
    word = np.empty(2 * longest + 16, dtype=np.uint8)
    n_lines = _count_lines(buffer[offsets[0] : offsets[-1]])
    paragraphs = np.empty(n_lines + len(offsets), dtype=np.int64)
    words.counts[_N_PARAGRAPHS] = 0
    text = 0
    while text < len(offsets) - 1:
        words.make_room(int(offsets[text + 1] - offsets[text]))
        known = words.slots, words.heads, words.ends, words.rare, words.letters
        text = _walk_texts(
            buffer,
            offsets,
            text,
            table,
            shortest,
            known,
            words.counts,
            out.ids,
            out.offsets,
            out.ends,
            out.states,
            paragraphs,
            word,
        )
    return paragraphs[: words.counts[_N_PARAGRAPHS]]


@compiled
def _count_lines(buffer):
    n = 0
    for byte in buffer:
        n += byte == 10
    return n


@compiled
def _words_at_most(n_words, n_bytes):
    """Return how many words there may be after a text of so many bytes, and one more."""
    return n_words + n_bytes // 2 + 2


@compiled
def _letters_at_most(n_letters, n_bytes):
    return n_letters + 2 * n_bytes


@compiled_into
def _has_room(known, n_words, n_bytes):
    """Say whether the words of a text of so many bytes fit into the table, whatever they are."""
    slots, _, ends, _, letters = known
    room = min(len(ends), len(slots) // 2)
    if _words_at_most(n_words, n_bytes) > room:
        return False
    return _letters_at_most(ends[n_words], n_bytes) <= len(letters)


@compiled_into
def _lacks_spaces(n_unspaced, n_usual, n_bytes):
    return 4 * n_unspaced > n_bytes and n_unspaced > n_usual


@compiled_into
def _usual_length(byte):
    """Return how many bytes a word that begins with this byte has at most on average."""
    if byte >= EAST_ASIAN:
        return EAST_ASIAN_WORD
    return UNSPACED_WORD


@compiled
def _walk_texts(
    buffer,
    offsets,
    text,
    table,
    shortest,
    known,
    counts,
    ids,
    starts,
    stops,
    states,
    paragraphs,
    word,
):
    """Walk on from a text until new words might not fit; return the text to go on with.

    It is longer than other functions may be: with the reading of a word in a function of its own
    it took a quarter longer on 20,000 articles, although numba compiles that into the loop.
    """
    n_words, n_tokens, n_paragraphs = counts
    halves = np.empty((BATCH, 2), dtype=np.uint64)
    looked_up = np.empty((BATCH, 2), dtype=np.uint64)
    sizes = np.empty(BATCH, dtype=np.int64)
    are_rare = np.empty(BATCH, dtype=np.bool_)
    waiting = halves, looked_up, sizes, are_rare
    while text < len(offsets) - 1:
        p = offsets[text]
        end = offsets[text + 1]
        if not _has_room(known, n_words, end - p):
            break
        new_paragraph = True
        n_unspaced = 0
        n_usual = 0
        n_waiting = 0
        tokens_before = n_tokens
        paragraphs_before = n_paragraphs
        while p < end:
            point, width = decode(buffer, p)
            if not table[point] & LETTER:
                new_paragraph |= table[point] & NEW_LINE != 0
                p += width
                if table[point] & WHOLE_TEXT:
                    states[text] = PUT_OFF
                    n_tokens = tokens_before
                    n_paragraphs = paragraphs_before
                    n_waiting = 0
                    break
                continue
            begin = p
            n = 0
            kinds = np.uint32(0)
            second = np.uint64(0)
            if begin + 24 < len(buffer):  # most words are a few plain letters
                n, first = plain_letters(buffer, begin)
                if n == 8:
                    n_more, second = plain_letters(buffer, begin + 8)
                    n += n_more
                p = begin + n
            n_characters = n
            if n == 0 or n == 16 or p > end or (p < end and goes_on(buffer, p, end, table)):
                p, n, n_characters, kinds = read_word(buffer, begin, end, table, word)
                first, second = pack(word, n)
            if n_characters < shortest:
                continue
            if new_paragraph:
                new_paragraph = False
                paragraphs[n_paragraphs] = n_tokens
                n_paragraphs += 1
            is_rare = kinds & np.uint32(RARE) != 0
            if len(starts):
                starts[n_tokens] = begin - offsets[text]
            if n <= 16:
                halves[n_waiting, 0] = first
                halves[n_waiting, 1] = second
                looked_up[n_waiting, 0] = mix(first, second) & ~LONG
                sizes[n_waiting] = n
                are_rare[n_waiting] = is_rare
                n_waiting += 1
                n_tokens += 1
            if n > 16 or n_waiting == BATCH:
                places = ids[n_tokens - n_waiting :]
                n_words = number_waiting(n_waiting, waiting, known, n_words, places, word)
                n_waiting = 0
            if n > 16:
                number, n_words = number_long(word, n, first, second, is_rare, known, n_words)
                ids[n_tokens] = number
                n_tokens += 1
            if kinds & np.uint32(UNSPACED):
                n_unspaced += p - begin
                n_usual += _usual_length(buffer[begin])
        places = ids[n_tokens - n_waiting :]
        n_words = number_waiting(n_waiting, waiting, known, n_words, places, word)
        stops[text] = n_tokens
        if _lacks_spaces(n_unspaced, n_usual, end - offsets[text]):
            states[text] = NO_SPACES
        text += 1
    counts[:] = n_words, n_tokens, n_paragraphs
    return text
