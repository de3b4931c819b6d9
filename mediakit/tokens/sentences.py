"""Where sentences begin and end."""

from __future__ import annotations

import re

__all__ = ["sentence_spans"]

_SENTENCE_END = re.compile(r"""[.!?…]+['"’”)\]]*(?=\s+['"‘“(\[]?[^\Wa-z_])""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|St|Rev|Hon|Jr|Sr|vs|No|Nos"
    r"|Inc|Ltd|Co|Corp|Mt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$"
)
_LONGEST = 20  # characters to look back for an abbreviation


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, in characters; a paragraph ends its sentence."""
    spans = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start, end = paragraph.span()
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
