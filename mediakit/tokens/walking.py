"""Walk the rows of a table with the compiled loop, and lay together what the threads found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Ints, Longs
from mediakit.compiling import compiled, give_back, in_threads
from mediakit.tokens.arrow import join_columns, letters_of
from mediakit.tokens.folding import plain_word
from mediakit.tokens.kernel import NO_SPACES, PUT_OFF, NumberedWords, Walked, walk
from mediakit.tokens.numbered import Tokens
from mediakit.tokens.segmenting import CutText, cut_text
from mediakit.tokens.vocabulary import sort_words, unite

__all__ = ["WalkedRows", "lay_together", "walk_rows"]

#: Rows are read in pieces of about this many bytes: columns that have to be joined are copied.
PIECE = 8_000_000
#: The characters that a word has at least, by rule.
SHORTEST = {"words": 1, "sklearn": 2}


@dataclass(frozen=True)
class WalkedRows:
    """What one thread found in its rows.

    Attributes
    ----------
    words : pyarrow.LargeStringArray
        The thread's own vocabulary, sorted.
    places : ndarray of int32
        For each number that it gave to a token, the place in `words`.
    n_tokens : int
        Tokens written.
    ends : ndarray of int64
        The token after the last of each text.
    paragraphs : ndarray of int64
        The first token of each paragraph.
    n_unspaced : int
        Texts in a script written without spaces.
    """

    words: pa.Array
    places: Ints
    n_tokens: int
    ends: Longs
    paragraphs: Longs
    n_unspaced: int


def walk_rows(
    columns: Sequence[pa.ChunkedArray],
    bounds: Longs,
    rows: tuple[int, int],
    rule: str,
    table: npt.NDArray[np.uint32],
    ids: Ints,
    offsets: Ints,
) -> WalkedRows:
    """Write the tokens of the rows to `ids` and `offsets`, numbered by this thread's own words."""
    shortest = SHORTEST[rule]
    first_row, last_row = rows
    words = NumberedWords()
    paragraphs = [np.empty(0, dtype=np.int64)]
    ends = np.empty(last_row - first_row, dtype=np.int64)
    states = np.zeros(last_row - first_row, dtype=np.uint8)
    walked_twice = False
    for first, last in _pieces(bounds, rows):
        piece = slice(first - first_row, last - first_row)
        out = Walked(ids, offsets, ends[piece], states[piece])
        parts = [column.slice(first, last - first) for column in columns]
        texts = join_columns(parts).combine_chunks()
        n_tokens_before = words.n_tokens
        begins = walk(*letters_of(texts), table, shortest, words, out)
        again, cut = _mend(texts, out.states)
        if again is not None:
            walked_twice = True
            words.n_tokens = n_tokens_before
            begins = walk(*letters_of(again), table, shortest, words, out)
            out.states[list(cut)] = 0
            _put_back(cut, out, n_tokens_before)
        paragraphs.append(begins)
    vocabulary = _as_column(words)
    if walked_twice:
        vocabulary = _drop_unused(vocabulary, ids[: words.n_tokens])
    vocabulary, places = sort_words(vocabulary)
    begins = np.concatenate(paragraphs)
    n_unspaced = int((states == NO_SPACES).sum())
    return WalkedRows(vocabulary, places, words.n_tokens, ends, begins, n_unspaced)


def _pieces(bounds: Longs, rows: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Cut the rows into pieces of about the same number of bytes."""
    first, last = rows
    n_pieces = max(1, int(bounds[last] - bounds[first]) // PIECE)
    even = np.linspace(bounds[first], bounds[last], n_pieces + 1)
    cuts = np.clip(np.searchsorted(bounds, even[1:-1]), first, last)
    return pairwise([first, *cuts.tolist(), last])


def _mend(
    texts: pa.Array,
    states: npt.NDArray[np.uint8],
) -> tuple[pa.Array | None, dict[int, CutText]]:
    """Return the texts to walk over again, if any, and those of them cut into words, by row.

    Those that the walk put off are lower-cased by Python.
    """
    changed = {}
    cut = {}
    for row in np.flatnonzero(states).tolist():
        text = texts[row].as_py()
        if states[row] == PUT_OFF:
            changed[row] = text.lower()
        elif (parted := cut_text(text)) is not None:
            cut[row] = parted
            changed[row] = parted.text
    if not changed:
        return None, {}
    states[list(changed)] = 0
    mask = np.zeros(len(texts), dtype=bool)
    mask[list(changed)] = True
    mended = pa.array(changed.values(), type=pa.large_string())
    return pc.replace_with_mask(texts, pa.array(mask), mended), cut


def _put_back(cut: dict[int, CutText], out: Walked, n_tokens_before: int) -> None:
    """Have the offsets of texts that were cut into words lead to the texts as they were read."""
    if not len(out.offsets):
        return
    edges = np.concatenate([[n_tokens_before], out.ends])
    for row, parted in cut.items():
        of_row = slice(edges[row], edges[row + 1])
        out.offsets[of_row] = parted.places_as_read(out.offsets[of_row])


def _drop_unused(vocabulary: pa.Array, ids: Ints) -> pa.Array:
    """Drop words without a token and renumber the tokens.

    The first walk over a text that was put off may have left words that no text has.
    """
    is_used = np.zeros(len(vocabulary), dtype=bool)
    is_used[ids] = True
    new_numbers = (np.cumsum(is_used) - 1).astype(np.int32)
    ids[:] = new_numbers[ids]
    return vocabulary.filter(pa.array(is_used))


def _as_column(words: NumberedWords) -> pa.Array:
    """Return a thread's words as an Arrow column, the rare ones made plain."""
    n = words.n_words
    ends = pa.py_buffer(words.ends[: n + 1])
    column = pa.LargeStringArray.from_buffers(n, ends, pa.py_buffer(words.letters))
    is_rare = words.rare[:n]
    if not is_rare.any():
        return column
    mask = pa.array(is_rare)
    plain = [plain_word(word) for word in column.filter(mask).to_pylist()]
    return pc.replace_with_mask(column, mask, pa.array(plain, type=pa.large_string()))


def lay_together(
    ids: Ints,
    offsets: Ints,
    begins: Longs,
    parts: Sequence[WalkedRows],
    n_threads: int,
) -> Tokens:
    """Return the tokens of all parts, numbered by one vocabulary.

    Part k was written from `begins[k]` on.
    """
    words, places = unite([part.words for part in parts])
    sizes = [part.n_tokens for part in parts]
    n_before = np.concatenate([[0], np.cumsum(sizes)])

    def close_up(numbers: Sequence[int]) -> None:
        for k in numbers:
            _renumber(ids, begins[k], n_before[k], sizes[k], places[k][parts[k].places])
            if len(offsets):
                _move_down(offsets, begins[k], n_before[k], sizes[k])

    # The first part stays; each of the others moves over room that the one before it has left.
    in_threads(close_up, [([0],), (range(1, len(parts)),)], n_threads)
    n_tokens = int(n_before[-1])
    give_back(ids, n_tokens)
    give_back(offsets, n_tokens)
    pa.default_memory_pool().release_unused()  # what the threads' columns and vocabularies took
    starts = [np.zeros(1, dtype=np.int64)]
    paragraphs = []
    for part, before in zip(parts, n_before[:-1], strict=True):
        starts.append(part.ends + before)
        paragraphs.append(part.paragraphs + before)
    return Tokens(
        ids=ids[:n_tokens],
        starts=np.concatenate(starts),
        words=words,
        paragraphs=np.concatenate(paragraphs),
        offsets=offsets[:n_tokens],
        n_unspaced=sum(part.n_unspaced for part in parts),
    )


@compiled
def _renumber(ids, source, target, n, places):
    """Give n tokens the places of their words in the vocabulary, moving them to the front."""
    for i in range(n):
        ids[target + i] = places[ids[source + i]]


@compiled
def _move_down(array, source, target, n):
    """Move n values towards the beginning of the array."""
    for i in range(n):
        array[target + i] = array[source + i]
