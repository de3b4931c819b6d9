"""Walk the rows of a table with the compiled loop, piece by piece, and lay what the threads found together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.compiling import compiled, give_back, in_threads
from mediakit.tokens.arrow import joined, letters_of
from mediakit.tokens.characters import plain_word
from mediakit.tokens.kernel import NO_SPACES, PUT_OFF, NumberedWords, Walked, walk
from mediakit.tokens.numbered import Tokens
from mediakit.tokens.vocabulary import sort_words, unite

__all__ = ["WalkedRows", "lay_together", "walk_rows"]

#: Rows are read in pieces of so many bytes, so that little is copied at a time where columns have to be joined.
PIECE = 8_000_000

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class WalkedRows:
    """What one thread found in its rows: its own words, sorted; which of them each number that it gave stands for;
    where its texts end, and where its paragraphs begin."""

    words: pa.Array
    place: npt.NDArray[np.int32]
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
    ids: npt.NDArray[np.int32],
    offsets: npt.NDArray[np.int32],
) -> WalkedRows:
    """Write the tokens of the rows to `ids` and `offsets`, numbered by this thread's own words."""
    shortest = 2 if rule == "sklearn" else 1
    words, paragraphs = NumberedWords(), [np.empty(0, dtype=np.int64)]
    ends, states = (
        np.empty(rows[1] - rows[0], dtype=np.int64),
        np.zeros(rows[1] - rows[0], dtype=np.uint8),
    )
    put_off = False
    for first, last in _pieces(bounds, rows):
        inside = slice(first - rows[0], last - rows[0])
        out = Walked(ids, offsets, ends[inside], states[inside])
        texts = joined([column.slice(first, last - first) for column in columns]).combine_chunks()
        before = words.n_tokens
        found = walk(*letters_of(texts), table, shortest, words, out)
        if (out.states == PUT_OFF).any():
            put_off = True
            words.n_tokens = before
            lowered = [
                t.lower() if late else t
                for t, late in zip(texts.to_pylist(), out.states == PUT_OFF, strict=True)
            ]
            out.states[:] = 0
            found = walk(
                *letters_of(pa.array(lowered, type=pa.large_string())), table, shortest, words, out
            )
        paragraphs.append(found)
    n_tokens = words.n_tokens
    vocabulary = _as_column(words)
    if put_off:  # what was read before a text was put off may have left words that no text has
        used = np.zeros(len(vocabulary), dtype=bool)
        used[ids[:n_tokens]] = True
        ids[:n_tokens] = (np.cumsum(used) - 1).astype(np.int32)[ids[:n_tokens]]
        vocabulary = vocabulary.filter(pa.array(used))
    vocabulary, place = sort_words(vocabulary)
    return WalkedRows(
        vocabulary,
        place,
        n_tokens,
        ends,
        np.concatenate(paragraphs),
        int((states == NO_SPACES).sum()),
    )


def _pieces(bounds: Longs, rows: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Cut the rows into pieces of about the same bytes."""
    first, last = rows
    n_pieces = max(1, int(bounds[last] - bounds[first]) // PIECE)
    cuts = np.searchsorted(bounds, np.linspace(bounds[first], bounds[last], n_pieces + 1)[1:-1])
    return pairwise([first, *np.clip(cuts, first, last).tolist(), last])


def _as_column(words: NumberedWords) -> pa.Array:
    """Return a thread's words as an Arrow column, the rare ones made plain."""
    n = words.n_words
    column = pa.LargeStringArray.from_buffers(
        n, pa.py_buffer(words.ends[: n + 1]), pa.py_buffer(words.letters)
    )
    rare = words.rare[:n]
    if not rare.any():
        return column
    plain = [plain_word(word) for word in column.filter(pa.array(rare)).to_pylist()]
    return pc.replace_with_mask(column, pa.array(rare), pa.array(plain, type=pa.large_string()))


def lay_together(
    ids: npt.NDArray[np.int32],
    offsets: npt.NDArray[np.int32],
    at: Longs,
    parts: Sequence[WalkedRows],
    n_threads: int,
) -> Tokens:
    """Return the tokens of all parts, numbered by one vocabulary; part k was written from `at[k]` on."""
    words, places = unite([part.words for part in parts])
    sizes = [part.n_tokens for part in parts]
    before = np.concatenate([[0], np.cumsum(sizes)])

    def close_up(ks: Sequence[int]) -> None:
        for k in ks:
            _renumber(ids, at[k], before[k], sizes[k], places[k][parts[k].place])
            if len(offsets):
                _move_down(offsets, at[k], before[k], sizes[k])

    # The first part stays where it is; each of the others moves over room that the one before it has left.
    in_threads(close_up, [([0],), (range(1, len(parts)),)], n_threads)
    n = int(before[-1])
    for array in (ids, offsets):
        give_back(array, n)
    starts = np.concatenate([[0], *(part.ends + b for part, b in zip(parts, before, strict=False))])
    paragraphs = np.concatenate(
        [part.paragraphs + b for part, b in zip(parts, before, strict=False)]
    )
    n_unspaced = sum(part.n_unspaced for part in parts)
    return Tokens(ids[:n], starts.astype(np.int64), words, paragraphs, offsets[:n], n_unspaced)


@compiled
def _renumber(ids, source, target, n, place):
    """Give n tokens the places of their words in the vocabulary, moving them towards the beginning."""
    for i in range(n):
        ids[target + i] = place[ids[source + i]]


@compiled
def _move_down(array, source, target, n):
    """Move n values towards the beginning of the array."""
    for i in range(n):
        array[target + i] = array[source + i]
