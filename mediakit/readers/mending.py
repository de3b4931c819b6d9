"""Texts put right at reading: paragraphs joined, HTML decoded, words broken at a line's end joined.

Everything that is mended is counted in the ledger.
"""

from __future__ import annotations

import re

from mediakit.readers.markup import has_markup, plain_text
from mediakit.readers.nesting import joined_lines
from mediakit.readers.parsed import Parsed
from mediakit.wording import count_of

__all__ = ["mend_texts"]

_BROKEN = re.compile(r"([^\W\d_]{2,})(-|\u00ad|\u00ac)\n([^\W\d_]{2,})")
_SHORTENED_BEFORE = set("und oder bzw and or to et ou y o e en of i lub или и".split())
_MENDED = ("title", "text")
_TEXTS = "titles and texts"


def mend_texts(rows: list[dict[str, object]], parsed: Parsed) -> None:
    """Put the titles and texts of a source right; a table that mediakit wrote is right already."""
    if parsed.is_ours:
        return
    n_decoded = 0
    n_joined = 0
    for row in rows:
        is_mended = False
        for name in _MENDED:
            value = row[name]
            if not isinstance(value, str):
                continue
            text = joined_lines(value)
            if has_markup(text):
                text = plain_text(text)
                n_decoded += 1
                is_mended = True
            text, n = _join_broken_words(text)
            n_joined += n
            is_mended |= n > 0
            if name == "title":
                text = " ".join(text.split("\n"))
            row[name] = text.strip() or None
        parsed.n_repaired += is_mended
    if n_decoded:
        parsed.mend(f"HTML decoded in {count_of(n_decoded, 'title or text', _TEXTS)}")
    if n_joined:
        parsed.mend(f"{count_of(n_joined, 'word')} broken at a line's end joined")


def _join_broken_words(text: str) -> tuple[str, int]:
    """Return a text with the words joined that a hyphen breaks at the end of a line, and how many.

    Not joined is what may be written so: a name (Rhein-Neckar), a word that the same text has with
    a hyphen inside a line (well-known), and what is left out before "und" (Nord- und Südtirol).
    """
    if "-\n" not in text and not ("\u00ad" in text or "\u00ac" in text):
        return text, 0
    n_joined = 0

    def join(match: re.Match[str]) -> str:
        nonlocal n_joined
        first, mark, second = match.groups()
        is_broken = second[0].islower() and second not in _SHORTENED_BEFORE
        if mark == "-" and (not is_broken or f"{first}-{second}" in text):
            return match[0]
        n_joined += 1
        return f"{first}{second}"

    return _BROKEN.sub(join, text), n_joined
