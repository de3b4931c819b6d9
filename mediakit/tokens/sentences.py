"""Where sentences begin and end."""

from __future__ import annotations

import re

__all__ = ["sentence_spans"]

_SENTENCE_END = re.compile(r"""[.!?…]+['"’”)\]]*(?=\s+['"‘“(\[]?[^\Wa-z_])""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|St|Rev|Hon|Jr|Sr|vs|No|Nos|Inc|Ltd|Co|Corp|Mt"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_LONGEST = 20  # characters to look back for an abbreviation


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, in characters; a paragraph's end ends a sentence."""
    spans = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start, end = paragraph.span()
        for stop in _SENTENCE_END.finditer(text, start, end):
            if not _ABBREVIATION.search(text, max(start, stop.end() - _LONGEST), stop.end()):
                spans.append((start, stop.end()))
                start = stop.end()
        spans.append((start, end))
    trimmed = ((a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in spans)
    return [(a, b) for a, b in trimmed if text[a:b].strip()]
