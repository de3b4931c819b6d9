"""The rules by which a quotation gets its speaker, in the numbers of the compiled loops."""

from __future__ import annotations

__all__ = ["RULES"]

#: What a rule looks at, in words; its number is its place here. 0: no rule fits.
RULES = (
    "none",
    "name and verb behind it",
    "verb and name behind it",
    "name and verb before it",
    "name and verb at the end of the sentence",
    "according to",
    "name alone behind it",
    "label before it",
    "name before a colon",
    "same speaker as in the sentence before",
    "same speaker as in the open paragraph before",
    "sentence before ends with a colon",
    "speaker later in the paragraph",
    "same speaker as in the paragraph before",
    "speaker in the sentence before",
    "verb further behind it",
    "subject of the sentence",
    "name and an unlisted verb behind it",
)
(
    NONE,
    BEHIND,
    BEHIND_INVERTED,
    BEFORE,
    TAIL,
    ACCORDING_TO,
    CREDIT,
    LABEL,
    COLON_BEFORE,
    CONTINUED,
    OPEN_PARAGRAPH,
    COLON_SENTENCE,
    LATER,
    PARAGRAPH_BEFORE,
    SENTENCE_BEFORE,
    FAR,
    SUBJECT,
    UNLISTED,
) = range(len(RULES))
