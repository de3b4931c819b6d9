"""The rules by which a quotation gets its speaker, in the numbers of the compiled loops."""

from __future__ import annotations

__all__ = ["ALL_RIGHT", "INDIRECT_RIGHT", "RIGHT", "RULES", "SURE_RIGHT"]

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

#: How often the speaker of a rule is right in news texts that were read for it, where there were 20
#: cases or more (`benchmarks/quotes.py`).
RIGHT = {
    BEHIND: 0.981,
    BEHIND_INVERTED: 0.977,
    BEFORE: 0.860,
    TAIL: 0.930,
    ACCORDING_TO: 0.944,
    COLON_BEFORE: 0.648,
    CONTINUED: 0.976,
    OPEN_PARAGRAPH: 0.909,
    COLON_SENTENCE: 0.857,
    LATER: 0.524,
    PARAGRAPH_BEFORE: 0.727,
    SENTENCE_BEFORE: 0.680,
    FAR: 0.573,
    SUBJECT: 0.596,
    UNLISTED: 0.966,
}
INDIRECT_RIGHT = 0.944
#: How often the speaker is right of quotations called sure, and of all, in the same articles.
SURE_RIGHT, ALL_RIGHT = 0.981, 0.907
