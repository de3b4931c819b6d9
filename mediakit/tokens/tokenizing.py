"""From a column of texts to numbered words: by pattern where there is little to read, else by the compiled loop."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mediakit.checks import one_of
from mediakit.compiling import in_threads, room_for, thread_count
from mediakit.errors import TextsWithoutSpaces, UnknownValue, UnspacedScript
from mediakit.tokens.arrow import as_column, joined
from mediakit.tokens.characters import RULES, character_table, lacks_spaces, plain_word
from mediakit.tokens.numbered import Tokens

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
        Of several columns the parts of a row are one text, one below the other. None reads as an empty text.
    rule : {'words', 'sklearn'}
        What a word is: letters and digits with what stands inside a word, or scikit-learn's default.
    offsets : bool, default False
        Whether to keep where each token begins. By the rule `sklearn` it is not known: there the text is
        lower-cased first, and then has other bytes.
    n_threads : int, optional
        By default one for each processor. The numbers do not depend on it.
    check : bool, default True
        Whether to raise, or warn, because of texts without spaces.

    Raises
    ------
    UnspacedScript
        Where most of the texts are in a script that is written without spaces (rule 'words').

    Warns
    -----
    TextsWithoutSpaces
        Where some of them are.
    """
    one_of("token rule", rule, RULES)
    if offsets and rule != "words":
        raise UnknownValue(f"offsets=True needs rule='words', got '{rule}'.")
    columns = _columns(texts)
    sizes = sum(
        pc.fill_null(pc.binary_length(column), 0).to_numpy().astype(np.int64) for column in columns
    )
    if sizes.sum() < LITTLE:
        tokens = _by_pattern(joined(columns).to_pylist(), rule, offsets)
    else:
        tokens = _by_loop(columns, sizes, rule, offsets, n_threads or thread_count())
    if check:
        check_spaces(tokens.n_unspaced, tokens.n_texts)
    return tokens


def _columns(texts: Texts | Sequence[pa.ChunkedArray]) -> list[pa.ChunkedArray]:
    if (
        isinstance(texts, list)
        and texts
        and all(isinstance(part, pa.ChunkedArray) for part in texts)
    ):
        return list(texts)
    return [as_column(texts)]


def _by_pattern(texts: list[str], rule: str, offsets: bool) -> Tokens:
    """Tokenise with the regular expressions. This is what the compiled loop has to agree with."""
    number_of: dict[str, int] = {}
    numbers: list[int] = []
    places: list[int] = []
    lengths: list[int] = []
    paragraphs: list[int] = []
    n_unspaced = 0
    for text in texts:
        words: list[str] = []
        lines = text.split("\n") if rule == "words" else [text.lower()]
        at = 0
        for line in lines:
            found = list(RULES[rule].finditer(line))
            paragraphs += [len(numbers) + len(words)] * bool(found)
            words += [match[0] for match in found]
            if offsets:
                places += _byte_places(line, at, [match.start() for match in found])
                at += len(line.encode()) + 1
        numbers += [number_of.setdefault(word, len(number_of)) for word in words]
        lengths.append(len(words))
        n_unspaced += rule == "words" and lacks_spaces(text, words)
    plain = list(number_of) if rule == "sklearn" else [plain_word(word) for word in number_of]
    vocabulary = sorted(set(plain))
    place_of = {word: place for place, word in enumerate(vocabulary)}
    place = np.array([place_of[word] for word in plain], dtype=np.int32)
    return Tokens(
        ids=place[np.array(numbers, dtype=np.int64)],
        starts=np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64),
        words=pa.array(vocabulary, type=pa.large_string()),
        paragraphs=np.array(paragraphs, dtype=np.int64),
        offsets=np.array(places, dtype=np.int32),
        n_unspaced=n_unspaced,
    )


def _byte_places(line: str, at: int, starts: list[int]) -> list[int]:
    """Return characters of a line as bytes of its text, in which the line begins at byte `at`."""
    if line.isascii():
        return [at + start for start in starts]
    sizes = [len(line[a:b].encode()) for a, b in pairwise([0, *starts])]
    return [at + place for place in accumulate(sizes)]


def _by_loop(
    columns: list[pa.ChunkedArray],
    sizes: npt.NDArray[np.int64],
    rule: str,
    offsets: bool,
    n_threads: int,
) -> Tokens:
    """Tokenise with the compiled loop: the threads share the texts by size, and each numbers its own words."""
    from mediakit.tokens.walking import lay_together, walk_rows

    bounds = np.concatenate([[0], np.cumsum(sizes)])
    cuts = np.searchsorted(bounds, np.linspace(0, bounds[-1], n_threads + 1)[1:-1])
    spans = list(pairwise([0, *cuts.tolist(), len(sizes)]))
    # A token takes at least one byte, and one more to part it from the next; so do the parts of a row. Memory is taken
    # up as it is written.
    room = [int(bounds[b] - bounds[a] + len(columns) * (b - a)) // 2 + 1 for a, b in spans]
    at = np.concatenate([[0], np.cumsum(room)])
    ids = room_for(int(at[-1]), np.int32)
    places = room_for(int(at[-1]) if offsets else 0, np.int32)

    table = character_table(rule)

    def walk_part(k: int) -> WalkedRows:
        inside = slice(at[k], at[k + 1])
        return walk_rows(columns, bounds, spans[k], rule, table, ids[inside], places[inside])

    parts = in_threads(walk_part, [(k,) for k in range(n_threads)], n_threads)
    return lay_together(ids, places, at, parts, n_threads)


def check_spaces(n_unspaced: int, n_texts: int) -> None:
    """Raise where most texts lack spaces, warn where some do."""
    if not n_unspaced:
        return
    what = (
        f"{n_unspaced:,} of {n_texts:,} texts {'is' if n_unspaced == 1 else 'are'} in a script written without spaces "
        "(Chinese, Japanese, Thai ...), where mediakit cannot tell words apart. Split them into words first, with a "
        "space between words."
    )
    if 2 * n_unspaced >= n_texts:
        raise UnspacedScript(what)
    warnings.warn(what, TextsWithoutSpaces, stacklevel=_callers_level())


def _callers_level() -> int:
    """Return how many calls above the one that asks stands the first that is the user's own."""
    level, frame, ours = 1, sys._getframe(1), ("mediakit", "sklearn")
    while (
        frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] in ours
    ):
        level, frame = level + 1, frame.f_back
    return level
