"""How many words the rules about addresses, elision and spelling touch, and how Unicode's differ.

    python benchmarks/words.py [CORPUS ...] [--articles 500]

Each corpus is whatever `read_articles` reads; without any, those of ../shared/data are taken.

The first table has a row a corpus: its words by the rules without these four ("before") and by
today's, and the words in a thousand (of those before) that are pieces of an address, that are split
by elision, that an accent typed for an apostrophe joins to others, and that have another spelling;
and the most frequent of each.

The second has the words of Unicode's annex 29 (UAX 29, as the package `regex` has it) in 500
articles of each corpus, and how many in a thousand are not ours, by the reasons that docs/words.md
names; and the most frequent of each. "other" is what it does not name.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pandas as pd
import regex

import mediakit as mk
from mediakit.tokens import RULES, join_fields, plain_word

# The rule without them, as it was until they came.
LETTERS = r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200c\u200d\u2060\ufeff]+[^\W_]*)*"
BEFORE = re.compile(
    rf"[^\W\d_](?:\.[^\W\d_])+(?!\w)|{LETTERS}(?:(?:['’‐‑-]|(?<=\d)[.,](?=\d)){LETTERS})*"
)
SIGNS = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u200d": None})
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
BOUNDARY = regex.compile(r"(?V1w)\b")
#: The signs within a word of ours that part words of Unicode's.
JOINERS = {"hyphen": "-‐‑", "accent": "‘`´ʹ", "figure": "'’ʼ＇", "fraction": "½¼¾⅓⅔⅛⅜⅝⅞"}
EAST_ASIAN = regex.compile(r"[\p{Han}\p{Hiragana}]")
#: The signs within a word of Unicode's that part words of ours.
SEPARATORS = {"elision": "'’ʼ‘`´＇", "colon": ":", "point": ".．", "underscore": "_"}


def spelled_before(word: str) -> str:
    """Return a word as it was spelled before."""
    return normalize("NFC", word.translate(SIGNS).lower())


def touched(text: str, counts: dict[str, Counter[str]]) -> tuple[int, int]:
    """Count the words of a text before and after, and those that each rule touches."""
    now = list(RULES["words"].finditer(text))
    addresses = [match.span() for match in now if not match[1]]
    words = {match.span(): match[1] for match in now if match[1]}
    starts = [start for start, _ in words]
    ends = [end for _, end in words]
    n_before = 0
    place = 0
    for match in BEFORE.finditer(text):
        n_before += 1
        start, end = match.span()
        while place < len(addresses) and addresses[place][1] <= start:
            place += 1
        word = spelled_before(match[0])
        if place < len(addresses) and addresses[place][0] < end:
            counts["address"][word] += 1
        elif (start, end) not in words:
            holder = bisect_right(starts, start) - 1
            is_inside = holder >= 0 and ends[holder] >= end
            counts["joined" if is_inside else "split"][word] += 1
        elif plain_word(words[start, end]) != word:
            counts["spelled"][word] += 1
    return n_before, len(words)


# Unicode's words ----------------------------------------------------------------------------------


def unicode_words(text: str) -> list[tuple[int, int]]:
    """Return where the words of UAX 29 begin and end: pieces with a letter or digit."""
    places = [match.start() for match in BOUNDARY.finditer(text)]
    spans = pairwise([0, *places, len(text)])
    return [span for span in spans if any(map(str.isalnum, text[slice(*span)]))]


def compare_with_unicode(text: str, counts: dict[str, Counter[str]]) -> int:
    """Count Unicode's words that are not ours by reason; return how many words it has."""
    theirs = unicode_words(text)
    found = list(RULES["words"].finditer(text))
    ours = [match.span() for match in found]
    is_word = {match.span(): bool(match[1]) for match in found}
    starts = [start for start, _ in ours]
    for start, end in theirs:
        if is_word.get((start, end)):
            continue
        first = max(bisect_right(starts, start) - 1, 0)
        near = ours[first : bisect_left(starts, end)]
        parts = [span for span in near if span[0] < end and span[1] > start]
        is_address = any(not is_word[span] for span in parts)
        counts[reason(text, (start, end), parts, is_address)][text[start:end].lower()] += 1
    return len(theirs)


def reason(text: str, span: tuple[int, int], parts: list[tuple[int, int]], is_address: bool) -> str:
    """Say why a word of Unicode's is not ours, given what we have in its place."""
    start, end = span
    if is_address:
        return "address"
    if len(parts) == 1 and parts[0][0] <= start and parts[0][1] >= end:
        return why_longer(text[slice(*parts[0])])
    inside = {place for part in parts for place in range(*part)}
    between = {text[place] for place in range(start, end) if place not in inside}
    for kind, signs in SEPARATORS.items():
        if between & set(signs):
            return kind
    return "other"


def why_longer(word: str) -> str:
    """Say why a word of ours is several of Unicode's."""
    for kind, signs in JOINERS.items():
        if set(word) & set(signs):
            return kind
    if EAST_ASIAN.search(word):
        return "Han"
    return "other"


# Both tables --------------------------------------------------------------------------------------


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("corpora", nargs="*", default=sorted(map(str, DATA.glob("*.jsonl.gz"))))
    options.add_argument("--articles", type=int, default=500)
    chosen = options.parse_args()
    corpora = {}
    for path in chosen.corpora:
        name = Path(path).name.partition(".")[0]
        corpora[name] = join_fields(mk.read_articles(path, on_error="ignore"))
    kinds = ("address", "split", "joined", "spelled")
    print_row("words in a thousand", ("before", "after", *kinds))
    for name, texts in corpora.items():
        counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
        sizes = [touched(text, counts) for text in texts]
        n_before, n_after = np.sum(sizes, axis=0).tolist()
        print_counts(name, [n_before, n_after], counts)
    kinds = ("address", *JOINERS, "Han", *SEPARATORS, "other")
    print()
    print_row("beside UAX 29", ("its words", *kinds))
    for name, texts in corpora.items():
        counts = {kind: Counter() for kind in kinds}
        chosen_texts = evenly(texts, chosen.articles)
        n_words = sum(compare_with_unicode(text, counts) for text in chosen_texts)
        print_counts(name, [n_words], counts)


def evenly(texts: pd.Series, n: int) -> Iterable[str]:
    """Return n texts, evenly spread, or all."""
    places = np.linspace(0, len(texts) - 1, min(n, len(texts))).astype(int)
    return np.asarray(texts, dtype=object)[places]


def print_counts(name: str, sizes: list[int], counts: dict[str, Counter[str]]) -> None:
    """Print a row, in words in a thousand of the first size, and the most frequent of each kind."""
    shares = [1000 * count.total() / max(1, sizes[0]) for count in counts.values()]
    print_row(name, [f"{size:,}" for size in sizes] + [f"{share:.3f}" for share in shares])
    for kind, count in counts.items():
        common = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:8]
        if common:
            print(f"    {kind}: {', '.join(f'{word} {n:,}' for word, n in common)}")


def print_row(name: str, cells: Iterable[str]) -> None:
    print(f"{name:22}" + "".join(f"{cell:>12}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
