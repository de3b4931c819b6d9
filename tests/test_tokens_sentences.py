"""Sentences: the compiled loop finds those of the pattern, and the pattern those of a reader."""

from __future__ import annotations

import random

import numpy as np
import pyarrow as pa
import pytest

from mediakit.tokens import find_sentences, sentence_spans
from mediakit.tokens.arrow import letters_of
from mediakit.tokens.sentences import _by_loop, _by_pattern

PIECES = [
    *"aAbZé ÉßΣİ.!?…'\"’”)]‘“([ \n\t_19𝒜字",
    "\u00a0",
    "\u2003",
    "\u0085",
    "\u3000",
    " Mr.",
    " Dr. X",
    " U.S. ",
    " Sept. A",
    "xMr. A",
    "éMr. A",
    "A. B",
    "…” ",
    '..." A',
    "No. 1",
    " Mrs.. B",
    "é. A",
    "1. A",
    "_J. A",
    "(Mr. A",
]


@pytest.mark.parametrize("seed", range(20))
def test_the_loop_finds_the_sentences_of_the_pattern(seed):
    chance = random.Random(seed)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(0, 60))) for _ in range(100)]
    letters, offsets = letters_of(pa.array(texts, pa.large_string()))
    assert np.array_equal(_by_loop(letters, offsets), _by_pattern(texts, offsets))


def test_sentences_lead_back_to_their_texts():
    texts = ["Mr. Oake left. “Gone?” he asked! No one spoke.\n\n  Later…\n", None, " \n", "Fog"]
    found = find_sentences(pa.array(texts, pa.string()))
    said = [
        texts[text][start:stop]
        for text, start, stop in zip(found.texts, found.starts, found.stops, strict=True)
    ]
    assert said == ["Mr. Oake left.", "“Gone?” he asked!", "No one spoke.", "Later…", "Fog"]
    assert [text.rstrip() for text in found.column.to_pylist()] == said
    assert found.lines.tolist() == [0, 0, 0, 1, 3]
    assert sentence_spans(texts[0]) == [(0, 14), (15, 32), (33, 46), (50, 56)]


def test_no_text_has_no_sentence():
    assert len(find_sentences(pa.array([], pa.string())).texts) == 0
