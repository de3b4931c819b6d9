"""The compiled loop over the UTF-8 bytes of texts: it finds the words, folds them and numbers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mediakit.compiling import compiled
from mediakit.tokens.characters import LETTER, NEW_LINE, RARE, UNSPACED, UNSPACED_WORD, WHOLE_TEXT
from mediakit.tokens.hashing import LONG, mix, more_slots, number_long, number_waiting
from mediakit.tokens.letters import decode, eight_bytes, goes_on, pack, plain_letters, read_word

__all__ = ["NumberedWords", "Walked", "walk"]

Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.int64]

#: Words are looked up so many at a time.
BATCH = 64

# States of a text: read, to be lower-cased as a whole first, in a script without spaces.
PUT_OFF, NO_SPACES = 1, 2

# What `_walk_texts` counts while it goes, by its place in `counts`.
_N_WORDS, _N_TOKENS, _N_PARAGRAPHS = range(3)


class NumberedWords:
    """The distinct words that one thread has met, numbered as they came: a hash table with open addressing.

    Attributes
    ----------
    slots : ndarray of uint64, shape (n_slots,)
        The hash of a word in the upper half, its number and one in the lower; 0 where the slot is free.
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
            self.ends, self.rare, self.heads = (
                _enlarged(self.ends),
                _enlarged(self.rare),
                _enlarged(self.heads),
            )
        size = len(self.slots)
        while size < 2 * n_words:
            size *= 2
        if size > len(self.slots):
            self.slots = more_slots(self.slots, size)
        while len(self.letters) < _letters_at_most(int(self.ends[self.n_words]), n_bytes):
            self.letters = _enlarged(self.letters)


def _enlarged(old: Any) -> Any:
    """Return an array with room for four times as much; memory is taken up only where it is written."""
    more = np.empty((4 * len(old), *old.shape[1:]), dtype=old.dtype)
    more[: len(old)] = old
    return more


@dataclass(frozen=True)
class Walked:
    """Where a walk over texts writes: tokens, the end of each text, the first token of each paragraph.

    `offsets` (the byte in its text that each token begins with) may be empty, and is then not written. `states`
    is 0 for a text that was read, or one of the states above.
    """

    ids: npt.NDArray[np.int32]
    offsets: npt.NDArray[np.int32]
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
    """Number the words of the texts `buffer[offsets[i]:offsets[i + 1]]`; return where their paragraphs begin.

    Words of fewer than `shortest` characters are passed over. Tokens are written after those of `words` so far.
    """
    longest = int(np.diff(offsets).max(initial=0))
    word = np.empty(
        2 * longest + 16, dtype=np.uint8
    )  # a letter's small form may be longer than the letter
    paragraphs = np.empty(
        _count_lines(buffer[offsets[0] : offsets[-1]]) + len(offsets), dtype=np.int64
    )
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
    """Walk on from a text until there may be no more room for new words; return the text to go on with."""
    n_words, n_tokens, n_paragraphs = counts[0], counts[1], counts[2]
    slots, _, ends, _, letters = known
    room = min(len(ends), len(slots) // 2)
    halves, looked_up = np.empty((BATCH, 2), dtype=np.uint64), np.empty((BATCH, 2), dtype=np.uint64)
    sizes, are_rare = np.empty(BATCH, dtype=np.int64), np.empty(BATCH, dtype=np.bool_)
    waiting = halves, looked_up, sizes, are_rare
    while text < len(offsets) - 1:
        p, end, new_paragraph, n_unspaced = offsets[text], offsets[text + 1], True, 0
        if _words_at_most(n_words, end - p) > room or _letters_at_most(
            ends[n_words], end - p
        ) > len(letters):
            break
        tokens_before, paragraphs_before, n_waiting = n_tokens, n_paragraphs, 0
        while p < end:
            point, width = decode(buffer, p)
            if not table[point] & LETTER:
                new_paragraph |= table[point] & NEW_LINE != 0
                p += width
                if table[point] & WHOLE_TEXT:
                    states[text] = PUT_OFF
                    n_tokens, n_paragraphs, n_waiting = tokens_before, paragraphs_before, 0
                    break
                continue
            begin = p
            n, kinds, second = 0, np.uint32(0), np.uint64(0)
            if begin + 24 < len(buffer):  # most words are a few plain letters
                n, first = plain_letters(eight_bytes(buffer, begin))
                if n == 8:
                    n_more, second = plain_letters(eight_bytes(buffer, begin + 8))
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
            if n <= 16:
                halves[n_waiting, 0], halves[n_waiting, 1] = first, second
                looked_up[n_waiting, 0] = mix(first, second) & ~LONG
                sizes[n_waiting], are_rare[n_waiting] = n, is_rare
                n_waiting += 1
            else:
                n_words = number_waiting(
                    n_waiting, waiting, known, n_words, ids[n_tokens - n_waiting :], word
                )
                ids[n_tokens], n_words = number_long(
                    word, n, first, second, is_rare, known, n_words
                )
                n_waiting = 0
            if len(starts):
                starts[n_tokens] = begin - offsets[text]
            n_tokens += 1
            if n_waiting == BATCH:
                n_words = number_waiting(
                    n_waiting, waiting, known, n_words, ids[n_tokens - n_waiting :], word
                )
                n_waiting = 0
            if kinds & np.uint32(UNSPACED):
                n_unspaced += p - begin
        n_words = number_waiting(
            n_waiting, waiting, known, n_words, ids[n_tokens - n_waiting :], word
        )
        stops[text] = n_tokens
        if 2 * n_unspaced > end - offsets[text] and n_unspaced > UNSPACED_WORD * (
            n_tokens - tokens_before
        ):
            states[text] = NO_SPACES
        text += 1
    counts[0], counts[1], counts[2] = n_words, n_tokens, n_paragraphs
    return text
