"""How long frames take on 40,000 articles.

    python benchmarks/frame_speed.py [ARTICLES]

The articles are those of `ukraine_2022_dev`, 150 words each, over and over. Prints the seconds for
cutting the texts into words; for finding 10,000 entries (words of the corpus, of which every tenth
ends in a star and every tenth is a phrase of two words) beside that; for the 14 frames of `policy`
by `score_frames` from the lists alone and combined, and by a loop of one compiled regular
expression a frame. Each is the least of three runs, the loop one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import mediakit as mk
from mediakit.framing import Lexicon
from mediakit.queries import find
from mediakit.tokens import tokenize

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
WORDS, ENTRIES, RUNS = 150, 10_000, 3


def load(n: int) -> pd.DataFrame:
    """Return n articles of 150 words."""
    with gzip.open(DATA / "ukraine_2022_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [" ".join(json.loads(line)["text"].split()[:WORDS]) for line in lines]
    many = [texts[place % len(texts)] for place in range(n)]
    return pd.DataFrame(
        {"article_id": [f"a{place}" for place in range(n)], "title": "", "text": many}
    )


def seconds(call: Callable[[], object], runs: int = RUNS) -> float:
    """Return the least time of some runs."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return min(times)


def entries_of(articles: pd.DataFrame) -> Lexicon:
    """Return 10,000 words of the corpus as a list; some with a star, some as phrases."""
    vocabulary = tokenize(articles["text"].head(4_000)).words.to_pylist()
    words = sorted({word for word in vocabulary if word.isalpha() and len(word) > 3})
    drawn = np.random.default_rng(0).permutation(words)[:ENTRIES].tolist()
    entries = []
    for place, word in enumerate(drawn):
        if place % 10 == 0:
            word = f"{word}*"
        elif place % 10 == 1:
            word = f"{word} {drawn[place - 1]}"
        entries.append(word)
    return mk.read_lexicon({"many": entries})


def regex_loop(articles: pd.DataFrame, lexicon: Lexicon) -> int:
    """Count the hits of each frame by one compiled expression."""
    n_hits = 0
    for frame in lexicon.frames:
        parts = [
            re.escape(entry.strip('"')).replace(r"\*", r"\w*") for entry in lexicon.words[frame]
        ]
        longest_first = sorted(parts, key=len, reverse=True)
        found = re.compile(rf"\b(?:{'|'.join(longest_first)})\b")
        n_hits += sum(len(found.findall(text)) for text in articles["text"].str.lower())
    return n_hits


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=40_000)
    n = parser.parse_args().articles
    articles = load(n)
    cutting = seconds(lambda: tokenize(articles["text"]))
    print(f"{n:,} articles into words: {cutting:.1f} s", flush=True)
    many = entries_of(articles)
    tokens = tokenize(articles["text"])
    finding = seconds(lambda: find(many.query("many"), tokens))
    total = (cutting + finding) / cutting
    print(f"and {len(many.words['many']):,} entries found: {finding:.1f} s more, {total:.1f} x")
    policy = mk.load_frames("policy")
    lists = seconds(lambda: mk.score_frames(articles, policy, method="hits"))
    both = seconds(lambda: mk.score_frames(articles, policy))
    print(f"14 frames, lists alone: {lists:.1f} s; combined: {both:.1f} s, {both / lists:.2f} x")
    loop = seconds(lambda: regex_loop(articles, policy), runs=1)
    print(f"14 frames, a loop of compiled expressions: {loop:.1f} s")


if __name__ == "__main__":
    main()
