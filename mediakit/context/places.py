"""From tokens back to characters: the text of a hit, and the columns that name its article."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.arrays import Bytes
from mediakit.checks import as_list, require_columns, require_unique_ids
from mediakit.columns import SCHEMA
from mediakit.tokens import RULES

__all__ = ["ARTICLE", "NOT_SHOWN", "character_span", "one_line", "text_around", "with_article"]

#: The columns that name the article of a hit.
ARTICLE = ["article_id", "outlet", "date", "title", "url"]

#: Why an article matches a query without a place to show.
NOT_SHOWN = "because of an address, or of words that they do not contain (NOT)"

#: Shown for the end of a title or a paragraph.
_PARAGRAPH_END = " ¶ "

#: A word of more bytes than this is looked up to the end of its text.
_LONG_WORD = 200
#: A character has at most this many bytes.
_WIDEST = 4


def with_article(articles: pd.DataFrame, fields: str | Sequence[str] = ()) -> pd.DataFrame:
    """Return the table with every column that names an article; those it lacks are empty."""
    require_unique_ids(articles)
    present = [name for name in ARTICLE if name in articles.columns]
    require_columns(articles, [*as_list(fields), *present])
    empty = {}
    for name in ARTICLE:
        if name not in present:
            empty[name] = pd.Series(index=articles.index, dtype=SCHEMA[name])
    return articles.assign(**empty)


def text_around(
    utf8: Bytes,
    first: int,
    last: int,
    stop: int,
    width: int,
) -> tuple[str, str, str]:
    """Return the text left of a hit, the hit, and the text right of it.

    The hit reaches from the token at byte `first` to the end of the token at byte `last`, which is
    before the next token begins at byte `stop`.
    """
    n_bytes = _WIDEST * width
    before = _decode(utf8[max(0, first - n_bytes) : first])
    rest = _decode(utf8[last : last + n_bytes + _LONG_WORD])
    end = _word_end(rest, stop - last)
    if end + width + _WIDEST >= len(rest):  # the word, or the text right of it, may be cut off
        rest = _decode(utf8[last:])
        end = _word_end(rest, stop - last)
    match = _decode(utf8[first:last]) + rest[:end]
    before = before.replace("\n", _PARAGRAPH_END)
    after = rest[end:].replace("\n", _PARAGRAPH_END)
    return before[max(0, len(before) - width) :], one_line(match), after[:width]


def _decode(utf8: Bytes) -> str:
    """Return bytes as text; a character cut off at either end is dropped."""
    return utf8.tobytes().decode(errors="ignore")


def _word_end(letters: str, n_bytes: int) -> int:
    """Return the characters of the word that the letters begin with.

    It has at most so many bytes: nothing need part it from the next one.
    """
    word = RULES["words"].match(letters)
    assert word is not None, "a token begins where the tokeniser said that one does"
    end = word.end(1)
    if end * _WIDEST <= n_bytes:
        return end
    return min(end, len(letters.encode()[:n_bytes].decode()))


def character_span(letters: str, first: int, last: int, stop: int) -> tuple[int, int]:
    """Return the characters from the token at byte `first` to the end of the token at `last`.

    The token after it begins at byte `stop`.
    """
    utf8 = letters.encode()
    begin = len(utf8[:first].decode())
    before_last = len(utf8[:last].decode())
    return begin, before_last + _word_end(letters[before_last:], stop - last)


def one_line(text: str) -> str:
    """Return a text with spaces for its line ends."""
    return text.replace("\n", " ")
