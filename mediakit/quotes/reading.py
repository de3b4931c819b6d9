"""A text as pieces, sentences, quotations and their sources: what the compiled loops say of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mediakit.arrays import Ints, Longs
from mediakit.quotes.grammar.indirect import find_indirect
from mediakit.quotes.grammar.judging import judge
from mediakit.quotes.grammar.marks import find_spans
from mediakit.quotes.grammar.pieces import cut_into_pieces
from mediakit.quotes.grammar.sentences import mark_phrases, sentence_starts
from mediakit.quotes.grammar.shapes import n_turns
from mediakit.quotes.grammar.signs import character_classes, lower_points, sign_shapes
from mediakit.quotes.grammar.speakers import find_speakers
from mediakit.quotes.grammar.walking import find_names, find_subjects
from mediakit.quotes.language import Grammar

__all__ = ["LIST", "PLAIN", "TRANSCRIPT", "Reading", "read_text"]

#: What a text is.
PLAIN, TRANSCRIPT, LIST = "", "transcript", "list"
#: A transcript has so many paragraphs that begin with a name and a colon, and every fourth does.
_TURNS, _EVERY = 5, 4


@dataclass(frozen=True, eq=False)
class Reading:
    """A text that was read.

    Attributes
    ----------
    begins, ends, flags : ndarray, shape (n_pieces,)
        The characters of each piece, and what it can be.
    starts : ndarray, shape (n_sentences + 1,)
        The first piece of each sentence.
    spans : ndarray, shape (n_quotations, 4)
        The characters of each quotation, whether it is closed, and whether it goes on from the
        paragraph before.
    speakers, judged : ndarray
        Their sources and forms, as `find_speakers` and `judge` have them.
    indirect : ndarray
        Indirect speech, as `find_indirect` has it.
    names, subjects : ndarray
        As `find_names` and `find_subjects` have them.
    shape : str
        Whether the text is a transcript.
    """

    begins: Ints
    ends: Ints
    flags: Longs
    starts: Ints
    spans: Ints
    speakers: Ints
    judged: Ints
    indirect: Ints
    names: Ints
    subjects: Ints
    shape: str


def read_text(
    text: str,
    grammar: Grammar,
    belief: bool = False,
) -> Reading:
    """Return the quotations and the indirect speech of a text, with their sources."""
    points = np.array([text]).view(np.uint32)  # a character each, four bytes wide
    classes = character_classes()
    spans = find_spans(points, classes)
    begins, ends, flags, codes = cut_into_pieces(
        points, spans, classes, lower_points(), sign_shapes(),
        grammar.keys, grammar.bits, grammar.ends, grammar.end_bits,
    )  # fmt: skip
    lengths = mark_phrases(flags, codes, grammar.phrases, grammar.phrase_bits)
    starts, paragraphs = sentence_starts(points, begins, ends, flags)
    speakers = find_speakers(points, begins, ends, flags, lengths, starts, paragraphs, spans)
    judged = judge(points, flags, starts, spans, speakers, classes)
    indirect = find_indirect(begins, ends, flags, lengths, starts, spans, speakers, belief)
    turns, n_paragraphs = n_turns(flags, starts, paragraphs)
    shape = PLAIN
    if turns >= _TURNS and turns * _EVERY >= n_paragraphs:
        shape = TRANSCRIPT
    return Reading(
        begins, ends, flags, starts, spans, speakers, judged, indirect,
        find_names(begins, ends, flags, starts), find_subjects(flags, lengths, starts), shape,
    )  # fmt: skip
