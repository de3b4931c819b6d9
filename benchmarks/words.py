"""How many words the rules about addresses, elision and spelling touch.

    python benchmarks/words.py CORPUS [CORPUS ...]

Each corpus is whatever `read_articles` reads. A row a corpus: its words by the rules without these
four ("before") and by today's, and the words in a thousand (of those before) that are pieces of an
address, that are split by elision, that an accent typed for an apostrophe joins to others, and that
have another spelling; and the most frequent of each.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import mediakit as mk
from mediakit.tokens import RULES, join_fields, plain_word

# The rule without them, as it was until they came.
LETTERS = r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200c\u200d\u2060\ufeff]+[^\W_]*)*"
BEFORE = re.compile(
    rf"[^\W\d_](?:\.[^\W\d_])+(?!\w)|{LETTERS}(?:(?:['’‐‑-]|(?<=\d)[.,](?=\d)){LETTERS})*"
)
SIGNS = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None, "\u200d": None})


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


def main(paths: list[str]) -> None:
    """Print a row a corpus."""
    print(
        f"{'corpus':26}{'before':>12}{'after':>12}{'addresses':>11}{'split':>8}{'joined':>8}{'spelled':>9}"
    )
    for path in paths:
        articles = mk.read_articles(path, on_error="ignore")
        counts: dict[str, Counter[str]] = {
            kind: Counter() for kind in ("address", "split", "joined", "spelled")
        }
        n_before = n_after = 0
        for text in join_fields(articles):
            before, after = touched(text, counts)
            n_before += before
            n_after += after
        shares = [1000 * sum(count.values()) / max(1, n_before) for count in counts.values()]
        name = Path(path).name.partition(".")[0]
        print(
            f"{name:26}{n_before:12,}{n_after:12,}{shares[0]:11.2f}{shares[1]:8.2f}"
            f"{shares[2]:8.2f}{shares[3]:9.3f}"
        )
        for kind, count in counts.items():
            common = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:8]
            if common:
                print(f"    {kind}: {', '.join(f'{word} {n:,}' for word, n in common)}")


if __name__ == "__main__":
    main(sys.argv[1:])
