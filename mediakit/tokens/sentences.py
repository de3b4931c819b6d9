"""Where sentences begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Longs
from mediakit.tokens.arrow import as_column, letters_of
from mediakit.tokens.characters import character_table

__all__ = ["Sentences", "find_sentences", "sentence_spans"]

_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Col Capt Lt Sgt St Rev Hon Jr Sr vs No Nos Inc Ltd Co Corp "
    "Mt Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
).split()
_SENTENCE_END = re.compile(r"""[.!?…]+['"’”)\]]*(?=\s+['"‘“(\[]?[^\Wa-z_])""")
_ABBREVIATION = re.compile(rf"(?:\b(?:{'|'.join(_ABBREVIATIONS)})|\b[A-Z](?:\.[A-Z])*)\.$")
_LONGEST = 20  # characters to look back for an abbreviation
#: Texts of fewer bytes are cut before the compiled loop would be loaded.
_LITTLE = 200_000


@dataclass(frozen=True)
class Sentences:
    """The sentences of many texts.

    Attributes
    ----------
    texts : ndarray of int64, shape (n_sentences,)
        The text that each is in.
    lines : ndarray of int64, shape (n_sentences,)
        The line, over all texts, that each is in.
    starts, stops : ndarray of int64, shape (n_sentences,)
        The characters of its text that are the sentence.
    column : pyarrow.LargeStringArray, shape (n_sentences,)
        The sentences, with the white space behind them; the letters are those of the texts.
    """

    texts: Longs
    lines: Longs
    starts: Longs
    stops: Longs
    column: pa.Array


def find_sentences(texts: Any) -> Sentences:
    """Return the sentences of a column of texts."""
    column = pc.fill_null(pc.cast(as_column(texts), pa.large_string()), "").combine_chunks()
    buffer, offsets = letters_of(column)
    if offsets[-1] - offsets[0] < _LITTLE:
        found = _by_pattern(column.to_pylist(), offsets)
    else:
        found = _by_loop(buffer, offsets)
    begins = np.append(found[:, 2], offsets[-1])
    letters = column.buffers()[2]
    sentences = pa.LargeStringArray.from_buffers(len(found), pa.py_buffer(begins), letters)
    return Sentences(found[:, 0], found[:, 1], found[:, 3], found[:, 4], sentences)


def _by_pattern(texts: list[str], offsets: Longs) -> Longs:
    """Return text, line, first byte, first and last character of each sentence, by the pattern."""
    found = []
    n_lines = 0
    for number, text in enumerate(texts):
        place = 0
        byte = int(offsets[number])
        for line in re.finditer(r"[^\n]+", text):
            for start, stop in _spans_of_line(text, *line.span()):
                byte += len(text[place:start].encode())
                place = start
                found.append((number, n_lines, byte, start, stop))
            n_lines += 1
    return np.array(found, dtype=np.int64).reshape(-1, 5)


def _by_loop(buffer: np.ndarray[Any, Any], offsets: Longs) -> Longs:
    from mediakit.tokens.sentence_loop import find_sentences as by_loop

    packed = [int.from_bytes(word.encode(), "big") for word in _ABBREVIATIONS]
    abbreviations = np.array(sorted(packed), dtype=np.uint64)
    read = buffer[offsets[0] : offsets[-1]]
    signs = sum(int(np.count_nonzero(read == ord(sign))) for sign in ".!?\n")
    n_most = signs + int(np.count_nonzero(read == 0xE2)) + len(offsets)
    found = np.empty((n_most, 5), dtype=np.int64)
    n = by_loop(buffer, offsets, character_table("sklearn"), abbreviations, found)
    return found[:n]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, in characters; a paragraph ends its sentence."""
    spans = []
    for paragraph in re.finditer(r"[^\n]+", text):
        spans += _spans_of_line(text, *paragraph.span())
    return spans


def _spans_of_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for stop in _SENTENCE_END.finditer(text, start, end):
        look_back = max(start, stop.end() - _LONGEST)
        if not _ABBREVIATION.search(text, look_back, stop.end()):
            spans.append((start, stop.end()))
            start = stop.end()
    spans.append((start, end))
    return [_strip_start(text, start, end) for start, end in spans if text[start:end].strip()]


def _strip_start(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space it begins with."""
    sentence = text[start:end]
    return start + len(sentence) - len(sentence.lstrip()), end
