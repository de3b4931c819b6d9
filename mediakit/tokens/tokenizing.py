"""From texts to numbered words: by pattern if they are short, else by the compiled loop."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.arrays import Longs
from mediakit.checks import one_of
from mediakit.compiling import in_threads, room_for, thread_count
from mediakit.errors import TextsWithoutSpaces, UnknownValue, UnspacedScript
from mediakit.tokens.arrow import as_column, join_columns
from mediakit.tokens.characters import RULES, character_table, lacks_spaces
from mediakit.tokens.folding import plain_word
from mediakit.tokens.numbered import Tokens
from mediakit.tokens.segmenters import has_segmenters
from mediakit.tokens.segmenting import cut_text, has_unspaced_letters
from mediakit.wording import choose

if TYPE_CHECKING:
    from mediakit.tokens.walking import WalkedRows

__all__ = ["Texts", "check_spaces", "tokenize"]

Texts: TypeAlias = Sequence[str] | pd.Series | pa.Array | pa.ChunkedArray

#: Texts of fewer bytes in all are read by pattern: starting the compiled loop would take longer.
LITTLE = 2_000_000


def tokenize(
    texts: Texts | Sequence[pa.ChunkedArray],
    *,
    rule: str = "words",
    offsets: bool = False,
    n_threads: int | None = None,
    check: bool = True,
) -> Tokens:
    """Return the words of all texts as numbers.

    Parameters
    ----------
    texts : sequence of str, Series, Arrow column, or list of Arrow columns
        If there are several columns, the parts of a row are one text, one below the other. None
        reads as an empty text.
    rule : {'words', 'sklearn'}
        What a word is: letters and digits, with the apostrophes and hyphens inside a word; or
        scikit-learn's default.
    offsets : bool, default False
        Whether to keep where each token begins. By the rule `sklearn` that is not known: the text
        is lower-cased first, and then has other bytes.
    n_threads : int, optional
        By default one for each processor. The numbers do not depend on it.
    check : bool, default True
        Whether to raise or warn about texts without spaces.

    Raises
    ------
    UnspacedScript
        If half of the texts or more are in a script written without spaces (rule 'words').

    Warns
    -----
    TextsWithoutSpaces
        If some of them are.
    """
    one_of("token rule", rule, RULES)
    if offsets and rule != "words":
        raise UnknownValue(f"offsets=True needs rule='words'; got '{rule}'.")
    columns = _columns(texts)
    n_bytes = _bytes_of_rows(columns)
    if n_bytes.sum() < LITTLE:
        tokens = _by_pattern(join_columns(columns).to_pylist(), rule, offsets)
    else:
        tokens = _by_loop(columns, n_bytes, rule, offsets, n_threads or thread_count())
    if check:
        check_spaces(tokens.n_unspaced, tokens.n_texts)
    return replace(tokens, texts=tuple(columns))


def _columns(texts: Texts | Sequence[pa.ChunkedArray]) -> list[pa.ChunkedArray]:
    """Return the texts as a list of Arrow columns, which is usually a single one."""
    are_columns = isinstance(texts, list) and bool(texts)
    if are_columns and all(isinstance(part, pa.ChunkedArray) for part in texts):
        return list(texts)
    return [as_column(texts)]


def _bytes_of_rows(columns: list[pa.ChunkedArray]) -> Longs:
    """Return the bytes of each row, over all columns."""
    sizes = [pc.fill_null(pc.binary_length(column), 0) for column in columns]
    return sum(size.to_numpy().astype(np.int64) for size in sizes)


class _PatternReader:
    """Numbers the words of texts as they come, by the regular expression of a rule."""

    def __init__(self, rule: str, offsets: bool) -> None:
        self.rule = rule
        self.keeps_offsets = offsets
        self.number_of: dict[str, int] = {}
        self.numbers: list[int] = []
        self.offsets: list[int] = []
        self.lengths: list[int] = []
        self.paragraphs: list[int] = []
        self.n_unspaced = 0

    def read(self, text: str) -> None:
        """Add the words of a text."""
        cut = None
        if self.rule == "words" and _is_to_cut(text):
            cut = cut_text(text)
            self.n_unspaced += cut is None
        if cut is None:
            self._read(text)
            return
        n_before = len(self.offsets)
        self._read(cut.text)
        offsets = np.array(self.offsets[n_before:], dtype=np.int32)
        self.offsets[n_before:] = cut.places_as_read(offsets).tolist()

    def _read(self, text: str) -> None:
        lines = [text.lower()]
        if self.rule == "words":
            lines = text.split("\n")
        words: list[str] = []
        line_start = 0
        for line in lines:
            matches = list(RULES[self.rule].finditer(line))
            if self.rule == "words":
                matches = [match for match in matches if match[1]]  # the others are addresses
            if matches:
                self.paragraphs.append(len(self.numbers) + len(words))
            words += [match[0] for match in matches]
            if self.keeps_offsets:
                starts = [match.start() for match in matches]
                self.offsets += _byte_places(line, line_start, starts)
                line_start += len(line.encode()) + 1
        for word in words:
            self.numbers.append(self.number_of.setdefault(word, len(self.number_of)))
        self.lengths.append(len(words))


def _is_to_cut(text: str) -> bool:
    return has_unspaced_letters(text) and lacks_spaces(text, RULES["words"].findall(text))


def _by_pattern(texts: list[str], rule: str, offsets: bool) -> Tokens:
    """Tokenise with the regular expressions. This is what the compiled loop has to agree with."""
    reader = _PatternReader(rule, offsets)
    for text in texts:
        reader.read(text)
    words = list(reader.number_of)
    if rule == "words":
        words = [plain_word(word) for word in words]
    vocabulary = sorted(set(words))
    place_of = {word: place for place, word in enumerate(vocabulary)}
    places = np.array([place_of[word] for word in words], dtype=np.int32)
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(reader.lengths, out=starts[1:])
    return Tokens(
        ids=places[np.array(reader.numbers, dtype=np.int64)],
        starts=starts,
        words=pa.array(vocabulary, type=pa.large_string()),
        paragraphs=np.array(reader.paragraphs, dtype=np.int64),
        offsets=np.array(reader.offsets, dtype=np.int32),
        n_unspaced=reader.n_unspaced,
    )


def _byte_places(line: str, line_start: int, starts: list[int]) -> list[int]:
    """Return places in a line, in characters, as bytes of its text."""
    if line.isascii():
        return [line_start + start for start in starts]
    sizes = [len(line[first:last].encode()) for first, last in pairwise([0, *starts])]
    return [line_start + place for place in accumulate(sizes)]


def _by_loop(
    columns: list[pa.ChunkedArray],
    n_bytes: Longs,
    rule: str,
    offsets: bool,
    n_threads: int,
) -> Tokens:
    """Tokenise with the compiled loop.

    The threads share the texts by size, and each numbers its own words.
    """
    from mediakit.tokens.walking import lay_together, walk_rows

    bounds = np.concatenate([[0], np.cumsum(n_bytes)])
    even = np.linspace(0, bounds[-1], n_threads + 1)
    cuts = np.searchsorted(bounds, even[1:-1])
    spans = list(pairwise([0, *cuts.tolist(), len(n_bytes)]))
    rooms = [_most_tokens(bounds, span, len(columns)) for span in spans]
    begins = np.concatenate([[0], np.cumsum(rooms)])
    n_places = int(begins[-1])
    ids = room_for(n_places, np.int32)
    places = room_for(n_places * offsets, np.int32)
    table = character_table(rule)

    def walk_part(part: int) -> WalkedRows:
        room = slice(begins[part], begins[part + 1])
        return walk_rows(columns, bounds, spans[part], rule, table, ids[room], places[room])

    parts = in_threads(walk_part, [(part,) for part in range(n_threads)], n_threads)
    return lay_together(ids, places, begins, parts, n_threads)


def _most_tokens(bounds: Longs, span: tuple[int, int], n_columns: int) -> int:
    """Return how many tokens some rows can have.

    A token takes at least one byte, and one more to part it from the next; so do the parts of a
    row.
    """
    first, last = span
    n_bytes = int(bounds[last] - bounds[first])
    n_parts = n_columns * (last - first)
    return (n_bytes + n_parts) // 2 + 1


def check_spaces(n_unspaced: int, n_texts: int) -> None:
    """Raise if half of the texts or more lack spaces, warn if some do."""
    if not n_unspaced:
        return
    which = f"{n_unspaced:,} of {n_texts:,} texts {choose(n_unspaced, 'is', 'are')}"
    if n_unspaced == n_texts:
        which = choose(n_texts, "The only text is", f"All {n_texts:,} texts are")
    message = f"{which} in a script written without spaces {_what_to_do()}"
    if 2 * n_unspaced >= n_texts:
        raise UnspacedScript(message)
    warnings.warn(message, TextsWithoutSpaces, stacklevel=_callers_level())


def _what_to_do() -> str:
    if has_segmenters():
        return (
            "(Lao, Burmese, Khmer ...), and mediakit cannot tell the words apart. Split these "
            "texts into words first, with a space between words."
        )
    return (
        "(Chinese, Japanese, Thai ...), and mediakit cannot tell the words apart. Install what "
        "cuts Chinese, Japanese and Thai into words: pip install 'mediakit-news[lang]'. For other "
        "languages, put a space between words first."
    )


def _callers_level() -> int:
    """Return how many calls above the one that asks the user's own code is."""
    level = 1
    frame = sys._getframe(1)
    while frame.f_back is not None:
        package = frame.f_globals.get("__name__", "").partition(".")[0]
        if package not in ("mediakit", "sklearn"):
            break
        level += 1
        frame = frame.f_back
    return level
