"""A text as pieces, sentences, quotations and their sources."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mediakit.arrays import Ints, Longs
from mediakit.quotes.grammar.judging import judge
from mediakit.quotes.grammar.marks import find_spans
from mediakit.quotes.grammar.pieces import cut_into_pieces
from mediakit.quotes.grammar.sentences import mark_phrases, sentence_starts
from mediakit.quotes.grammar.signs import character_classes, lower_points, sign_shapes
from mediakit.quotes.grammar.speakers import find_speakers
from mediakit.quotes.language import Grammar

__all__ = ["Reading", "read_text"]


@dataclass(frozen=True, eq=False)
class Reading:
    """What the compiled loops say of a text; places are characters, or pieces."""

    begins: Ints
    ends: Ints
    flags: Longs
    codes: Ints
    lengths: Longs
    starts: Ints
    paragraphs: Ints
    spans: Ints
    speakers: Ints
    judged: Ints


def read_text(text: str, grammar: Grammar) -> Reading:
    """Return the quotations of a text with their sources."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes, lower = character_classes(), lower_points()
    spans = find_spans(points, classes)
    begins, ends, flags, codes = cut_into_pieces(
        points, spans, classes, lower, sign_shapes(),
        grammar.keys, grammar.bits, grammar.ends, grammar.end_bits,
    )  # fmt: skip
    lengths = mark_phrases(flags, codes, grammar.phrases, grammar.phrase_bits)
    starts, paragraphs = sentence_starts(points, begins, ends, flags)
    speakers = find_speakers(points, begins, ends, flags, lengths, starts, paragraphs, spans)
    judged = judge(points, flags, starts, spans, speakers, classes)
    return Reading(
        begins, ends, flags, codes, lengths, starts, paragraphs, spans, speakers, judged
    )
